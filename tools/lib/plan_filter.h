/* plan_filter.h: a part of a plan. */
#ifndef PLAN_FILTER_H
#define PLAN_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "plan.h"

struct plan_filter {
	const char *pattern;  /* extended regular expression found in the id, or NULL */
	const char *tag;      /* or NULL */
	const char *kind;     /* or NULL */
	size_t shard, shards; /* the cases of shard 1 to SHARDS; SHARDS 0: all */
};

/* Read "I/N", 1 <= I <= N <= 10,000; dies of usage when S is anything else. */
void plan_filter_shard(struct plan_filter *filter, const char *s);

/* Keep the cases of PLAN that FILTER lets through, in their order. The shards
 * deal out what the rest of the filter leaves, one case after the other, so
 * that they depend on the scenario alone and no case is in two. Dies when the
 * filter is not valid or nothing matches; a shard may be empty. */
void plan_filter(struct plan *plan, const struct plan_filter *filter);

#endif
