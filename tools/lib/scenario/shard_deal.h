/* shard_deal.h: cases dealt out to shards that take about equally long. */
#ifndef SHARD_DEAL_H
#define SHARD_DEAL_H

#include <stdbool.h>
#include <stddef.h>

/* What is dealt: SECONDS over 0 on a machine of kind MACHINE (borrowed; "": any). */
struct shard_job {
	double seconds;
	size_t priority;
	const char *machine;
};

struct shard {
	const char *machine; /* of its jobs; borrowed */
	size_t priority;     /* the highest of its jobs' */
	double seconds;      /* of all of them */
	size_t n;            /* how many there are; never 0 */
};

struct shard_deal {
	struct shard *shards; /* those of a higher priority first, then the longer first */
	size_t n;
	size_t *of; /* the shard of each job */
};

/* Deal the N JOBS out to SHARDS shards, or N where there are fewer jobs: each job goes, the longest
 * first, to the shard of its machine that has least so far (Graham, Bounds on multiprocessing
 * timing anomalies, 1969: no shard takes longer than 4/3 of what the best deal would). Kinds of
 * machines get shards in proportion to what their jobs take. Jobs of different priorities share no
 * shard as long as there are enough of them. False, with *KINDS set and nothing to free, when the
 * jobs want more KINDS of machines than there are shards. */
bool shard_deal(
    const struct shard_job *jobs, size_t n, size_t shards, struct shard_deal *deal, size_t *kinds);
void shard_deal_free(struct shard_deal *deal);

#endif
