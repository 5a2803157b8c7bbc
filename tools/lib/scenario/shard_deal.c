#include "scenario/shard_deal.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"

struct deal_job {
	const struct shard_job *job;
	size_t index;
};

/* Jobs FROM to END of the sorted ones, and the SHARDS shards that they get. */
struct deal_group {
	size_t from, end, shards;
	double seconds;
};

static int
deal_order(const void *a, const void *b)
{
	const struct deal_job *x = a, *y = b;
	int order = strcmp(x->job->machine, y->job->machine);

	if (order)
		return order;
	if (x->job->priority != y->job->priority)
		return x->job->priority > y->job->priority ? -1 : 1;
	if (x->job->seconds != y->job->seconds)
		return x->job->seconds > y->job->seconds ? -1 : 1;
	return (x->index > y->index) - (x->index < y->index);
}

/* The longest first, whatever their priority. */
static int
deal_length_order(const void *a, const void *b)
{
	const struct deal_job *x = a, *y = b;

	if (x->job->seconds != y->job->seconds)
		return x->job->seconds > y->job->seconds ? -1 : 1;
	return (x->index > y->index) - (x->index < y->index);
}

/* The groups of the N sorted JOBS: those of one machine and, unless MIXED, one priority. */
static struct deal_group *
groups_make(const struct deal_job *jobs, size_t n, bool mixed, size_t *ngroups)
{
	struct deal_group *groups = NULL;
	size_t cap = 0;

	*ngroups = 0;
	for (size_t i = 0; i < n; i++) {
		const struct shard_job *job = jobs[i].job, *last = i ? jobs[i - 1].job : NULL;

		if (!last || strcmp(last->machine, job->machine) != 0 ||
		    (!mixed && last->priority != job->priority)) {
			groups = xgrow(groups, *ngroups, &cap, sizeof *groups);
			groups[(*ngroups)++] = (struct deal_group){.from = i, .shards = 1};
		}
		groups[*ngroups - 1].end = i + 1;
		groups[*ngroups - 1].seconds += job->seconds;
	}
	return groups;
}

/* Each of the N GROUPS has one of the SHARDS: give every other one to the group whose shards would
 * be the longest. */
static void
shards_apportion(struct deal_group *groups, size_t n, size_t shards)
{
	for (size_t left = shards - n; left > 0; left--) {
		struct deal_group *most = NULL;

		for (size_t i = 0; i < n; i++) {
			struct deal_group *g = &groups[i];

			if (g->shards < g->end - g->from &&
			    (!most || g->seconds / (double)g->shards >
					  most->seconds / (double)most->shards))
				most = g;
		}
		if (most) /* there is one: no more shards are made than there are jobs */
			most->shards++;
	}
}

/* Whether shard A of SHARDS is to get a job sooner than B. */
static bool
shard_before(const struct shard *shards, size_t a, size_t b)
{
	if (shards[a].seconds != shards[b].seconds)
		return shards[a].seconds < shards[b].seconds;
	return a < b;
}

/* Bring the first of HEAP, N shards, whose load has grown, to its place. */
static void
heap_sink(const struct shard *shards, size_t *heap, size_t n)
{
	size_t at = 0, child, v = heap[0];

	while ((child = 2 * at + 1) < n) {
		if (child + 1 < n && shard_before(shards, heap[child + 1], heap[child]))
			child++;
		if (!shard_before(shards, heap[child], v))
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = v;
}

/* Deal the jobs of G out to its shards, which begin at FIRST. */
static void
group_deal(struct deal_job *jobs, const struct deal_group *g, struct shard_deal *deal, size_t first)
{
	size_t *heap = xreallocarray(NULL, g->shards, sizeof *heap);

	qsort(jobs + g->from, g->end - g->from, sizeof *jobs, deal_length_order);
	for (size_t i = 0; i < g->shards; i++)
		heap[i] = first + i;
	for (size_t i = g->from; i < g->end; i++) {
		const struct shard_job *job = jobs[i].job;
		struct shard *shard = &deal->shards[heap[0]];

		deal->of[jobs[i].index] = heap[0];
		shard->machine = job->machine;
		shard->seconds += job->seconds;
		if (job->priority > shard->priority)
			shard->priority = job->priority;
		shard->n++;
		heap_sink(deal->shards, heap, g->shards);
	}
	free(heap);
}

struct ranked_shard {
	struct shard shard;
	size_t was;
};

static int
rank_order(const void *a, const void *b)
{
	const struct ranked_shard *x = a, *y = b;

	if (x->shard.priority != y->shard.priority)
		return x->shard.priority > y->shard.priority ? -1 : 1;
	if (x->shard.seconds != y->shard.seconds)
		return x->shard.seconds > y->shard.seconds ? -1 : 1;
	return (x->was > y->was) - (x->was < y->was);
}

/* Number the shards in the order in which they are to begin. */
static void
shards_rank(struct shard_deal *deal, size_t njobs)
{
	struct ranked_shard *ranked = xreallocarray(NULL, deal->n, sizeof *ranked);
	size_t *now = xreallocarray(NULL, deal->n, sizeof *now);

	for (size_t i = 0; i < deal->n; i++)
		ranked[i] = (struct ranked_shard){deal->shards[i], i};
	qsort(ranked, deal->n, sizeof *ranked, rank_order);
	for (size_t i = 0; i < deal->n; i++) {
		deal->shards[i] = ranked[i].shard;
		now[ranked[i].was] = i;
	}
	for (size_t i = 0; i < njobs; i++)
		deal->of[i] = now[deal->of[i]];
	free(ranked);
	free(now);
}

bool
shard_deal(
    const struct shard_job *jobs, size_t n, size_t shards, struct shard_deal *deal, size_t *kinds)
{
	struct deal_job *sorted = xreallocarray(NULL, n, sizeof *sorted);
	struct deal_group *groups;
	size_t ngroups, first = 0;

	if (shards > n)
		shards = n;
	for (size_t i = 0; i < n; i++)
		sorted[i] = (struct deal_job){&jobs[i], i};
	qsort(sorted, n, sizeof *sorted, deal_order);
	groups = groups_make(sorted, n, false, &ngroups);
	if (ngroups > shards) {
		free(groups);
		groups = groups_make(sorted, n, true, &ngroups);
	}
	*kinds = ngroups;
	if (ngroups <= shards) {
		*deal = (struct shard_deal){
		    xcalloc(shards, sizeof *deal->shards), shards, xcalloc(n, sizeof *deal->of)};
		if (ngroups)
			shards_apportion(groups, ngroups, shards);
		for (size_t i = 0; i < ngroups; first += groups[i++].shards)
			group_deal(sorted, &groups[i], deal, first);
		shards_rank(deal, n);
	}
	free(groups);
	free(sorted);
	return ngroups <= shards;
}

void
shard_deal_free(struct shard_deal *deal)
{
	free(deal->shards);
	free(deal->of);
}
