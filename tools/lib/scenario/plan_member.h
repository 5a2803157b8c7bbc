/* plan_member.h: members of a plan document; all die naming what was expected. */
#ifndef PLAN_MEMBER_H
#define PLAN_MEMBER_H

#include "base/arena.h"
#include "model/limit.h"
#include "json/json_document.h"

/* S in A, or NULL when it is. */
char *plan_copy(struct arena *a, const char *s);
/* The string AT, borrowed, which must be one: WHAT says so. */
const char *plan_string(const struct json_at *at, const char *what);
/* The number KEY of OBJECT, from LEAST to MOST, or FALLBACK. */
double plan_number(
    const struct json_at *object, const char *key, double fallback, double least, double most);
size_t plan_count(
    const struct json_at *object, const char *key, size_t fallback, size_t least, size_t most);
/* The change KEY of OBJECT, a fraction as policy_change_valid() has it; NAN when it is not there.
 */
double plan_change(const struct json_at *object, const char *key);
/* "tolerance" and "threshold" of OBJECT, each NAN when it is not there. */
void plan_changes(const struct json_at *object, double *tolerance, double *threshold);
/* The strings of array KEY, in A and ending in NULL; at least LEAST. */
char **plan_strings(const struct json_at *object, const char *key, size_t least, struct arena *a);
/* The limit AT, an element of "require". */
struct limit plan_limit_read(const struct json_at *at, struct arena *a);
/* The index of string KEY, or of FALLBACK, in WORDS, which end in NULL. */
size_t plan_word(
    const struct json_at *object, const char *key, const char *fallback, const char *const *words);

#endif
