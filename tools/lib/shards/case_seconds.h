/* case_seconds.h: how long cases took, out of results or a history. */
#ifndef CASE_SECONDS_H
#define CASE_SECONDS_H

#include "scenario/plan_shards.h"

struct case_seconds;

/* Read a results document, or a series document, whose last points count, from file PATH ("-":
 * standard input). Dies when it is neither. */
struct case_seconds *case_seconds_load(const char *path);
void case_seconds_free(struct case_seconds *s); /* NULL too */

/* What S tells of a plan's cases, for plan_shards(): the median duration of an invocation, summed
 * over the variants, times the invocations that a session had, warm-ups included, as far as the
 * plan's 'runs' allow so many. What a command's rows take is no part of it: they are its own. */
struct case_lengths case_seconds_lengths(const struct case_seconds *s);

#endif
