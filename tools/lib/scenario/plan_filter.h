/* plan_filter.h: a part of a plan. */
#ifndef PLAN_FILTER_H
#define PLAN_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/option.h"
#include "model/metric.h"
#include "scenario/plan.h"
#include "scenario/plan_shards.h"

struct plan_filter {
	const char *pattern; /* extended regular expression found in the id, or NULL */
	const char *tag;     /* or NULL */
	const char *kind;    /* or NULL */
	char *const *only;   /* the NONLY ids to keep; NULL: all */
	char *const
	    *reporters; /* of ONLY, the cases that report rows with these ids, or NULL each */
	size_t nonly;
	size_t shard, shards; /* the cases of shard 1 to SHARDS (plan_shards()); SHARDS 0: all */
	const struct case_lengths *lengths; /* of what the shards are made; or NULL */
	bool none_fits;                     /* what is not in the plan is no trouble */
};

enum { SHARDS_MAX = 10000 };

/* The shard, from 0, of case number INDEX: dealt out round by round, each
 * round beginning one shard later, so that what repeats in a matrix does not
 * always fall to the same shard. */
size_t plan_filter_shard_of(size_t index, size_t shards);

/* Options of a command line that fill *FILTER: letters may be 0. */
/* clang-format off */
#define PLAN_FILTER_OPTIONS(FILTER, PATTERN, TAG, KIND, SHARD) \
	{PATTERN, "filter", "REGEX", "only cases whose id matches", \
	    OPTION_STRING(&(FILTER)->pattern)}, \
	{TAG, "tag", "TAG", "only cases with this tag", OPTION_STRING(&(FILTER)->tag)}, \
	{KIND, "kind", "KIND", "only this kind: regression or exploratory", \
	    OPTION_STRING(&(FILTER)->kind), .words = kind_words}, \
	{SHARD, "shard", "I/N", "only the cases of shard I of N", .take = plan_filter_shard, \
	    .to = (struct plan_filter *){FILTER}}
/* clang-format on */

/* Read VALUE, "I/N" with 1 <= I <= N <= SHARDS_MAX, into the plan_filter of ROW;
 * dies of usage when it is anything else. */
void plan_filter_shard(const struct option_row *row, char *value);

/* Keep the cases of PLAN that FILTER lets through, in their order. The shards
 * deal out what the rest of the filter leaves: they depend on nothing but the
 * scenario, the filter and its lengths, and no case is in two. Dies when the filter is not
 * valid, nothing matches, or an id of ONLY is not in the plan, unless NONE_FITS; a
 * shard may be empty, and so may ONLY be. */
void plan_filter(struct plan *plan, const struct plan_filter *filter);

#endif
