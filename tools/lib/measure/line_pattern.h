/* line_pattern.h: a POSIX extended regular expression in the lines of a command's output. */
#ifndef LINE_PATTERN_H
#define LINE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "measure/line_split.h"

enum { LINE_GROUPS = 33 }; /* of a match that are told: all of it, and 32 groups */

/* A match: GROUP[0] is all of it, GROUP[1] the first group, and so on to N. TEXT, which lies
 * in the line, is NULL where a group took no part. Zero it for the first match. */
struct line_match {
	size_t n;
	struct line_group {
		const char *text;
		size_t len;
	} group[LINE_GROUPS];
};

struct line_pattern;

/* Compile EXPRESSION. NULL with why appended to WHY; the caller owns it. */
struct line_pattern *line_pattern_new(const char *expression, struct buf *why);
void line_pattern_free(struct line_pattern *p); /* may be NULL */

/* Whether LINE, or a whole line of which LINE is a part, may have a match. False is certain,
 * true is not. It costs next to nothing. */
bool line_pattern_possible(const struct line_pattern *p, const struct line *line);

/* The match in LINE (no part) that follows M, as regexec() with REG_NEWLINE finds it; the
 * line's end, and that of the line before, count as space. False: there is none. */
bool line_pattern_next(const struct line_pattern *p, const struct line *line, struct line_match *m);

/* Whether LINE (no part), without its end, matches, and in *AT_NS when it first did: when the
 * first piece had come with which what had come of it matches, whatever follows. A match that
 * needs the end of the line is there when the line is complete. */
bool line_pattern_moment(const struct line_pattern *p, const struct line *line, int64_t *at_ns);

#endif
