/* row_pattern.h: extended regular expressions over lines, matched in one pass where they are
 * simple. */
#ifndef ROW_PATTERN_H
#define ROW_PATTERN_H

#include <regex.h>
#include <stdbool.h>
#include <stddef.h>

struct row_pattern;

/* Compile the extended regular expression PATTERN (regex(7)). NULL when it is none, with why in the
 * SIZE bytes of WHY. The caller owns it. */
struct row_pattern *row_pattern_new(const char *pattern, char *why, size_t size);
void row_pattern_free(struct row_pattern *p); /* may be NULL */

/* How many groups it has. */
size_t row_pattern_groups(const struct row_pattern *p);

/* Whether P matches the string S, as regexec() has it: GROUPS are N places in S, of which the
 * first is that of all; -1 where a group took no part. */
bool row_pattern_match(const struct row_pattern *p, const char *s, size_t n, regmatch_t *groups);

/* Whether it is one of the simple ones: '^', characters and sets of them, repeated or not, in
 * groups that are not repeated, without alternatives, '$'. */
bool row_pattern_simple(const struct row_pattern *p);

#endif
