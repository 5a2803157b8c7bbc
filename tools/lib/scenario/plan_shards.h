/* plan_shards.h: the cases of a plan dealt out to shards. */
#ifndef PLAN_SHARDS_H
#define PLAN_SHARDS_H

#include "scenario/plan.h"
#include "scenario/shard_deal.h"

/* How long a case takes. */
struct case_lengths {
	/* The seconds that C takes, all variants together; NAN: not known. */
	double (*seconds)(const void *data, const struct plan_case *c);
	const void *data;
};

/* Deal the cases of PLAN out to SHARDS shards; all variants of a case are one job.
 *
 * With LENGTHS, or when a case has a 'runs-on' or a 'priority', by shard_deal(). A case whose
 * length is not known takes as long as the mean of its benchmark's cases that are, else the
 * median of all that are, else as long as any other. A shard's machine is what its cases run on,
 * words in order with commas between; a backend's device is one of them.
 *
 * Else they are dealt one by one (plan_filter_shard_of()), whatever they take: so a shard depends
 * on the scenario alone. Then there are SHARDS shards, some of them perhaps empty.
 *
 * Dies when there are more kinds of machines than shards. True in the first case. DEAL borrows
 * from PLAN. */
bool plan_shards(
    struct plan *plan, size_t shards, const struct case_lengths *lengths, struct shard_deal *deal);

#endif
