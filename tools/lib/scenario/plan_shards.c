#include "scenario/plan_shards.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/intern.h"
#include "base/util.h"
#include "scenario/plan_filter.h"

/* The seconds of a case when nothing is known of any. */
static const double any_seconds = 1;
/* So that a shard of cases that take no time at all is not taken for an empty one. */
static const double least_seconds = 1e-6;

static bool
wants_deal(const struct plan *plan)
{
	for (size_t i = 0; i < plan->ncases; i++)
		if ((plan->cases[i].runs_on && plan->cases[i].runs_on[0]) ||
		    plan->cases[i].priority)
			return true;
	return false;
}

static int
words_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What C runs on, as struct shard_job has it; lives as long as MEMORY. */
static const char *
machine_of(const struct plan_case *c, struct arena *memory)
{
	const char *device = plan_case_device(c), **words = NULL;
	struct buf b = BUF_INIT;
	size_t n = 0, cap = 0;
	char *text;

	for (char **word = c->runs_on; word && *word; word++) {
		if (device && strcmp(*word, device) == 0)
			device = NULL;
		words = xgrow(words, n, &cap, sizeof *words);
		words[n++] = *word;
	}
	if (device) {
		words = xgrow(words, n, &cap, sizeof *words);
		words[n++] = device;
	}
	if (n == 0)
		return "";
	qsort(words, n, sizeof *words, words_order);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%s", i ? "," : "", words[i]);
	text = arena_strdup(memory, b.s);
	buf_free(&b);
	free(words);
	return text;
}

static int
seconds_order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The median of the SECONDS of N jobs that are known; NAN: none is. */
static double
seconds_median(const struct shard_job *jobs, size_t n)
{
	double *known = xreallocarray(NULL, n, sizeof *known), median;
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (!isnan(jobs[i].seconds))
			known[k++] = jobs[i].seconds;
	qsort(known, k, sizeof *known, seconds_order);
	median = k ? (known[(k - 1) / 2] + known[k / 2]) / 2 : NAN;
	free(known);
	return median;
}

/* Give those JOBS of PLAN whose seconds are not known the ones that are likely. */
static void
seconds_guess(const struct plan *plan, struct shard_job *jobs)
{
	double median = seconds_median(jobs, plan->ncases);
	struct word_set *names = intern_new();
	double *sum = xcalloc(plan->ncases, sizeof *sum);
	size_t *known = xcalloc(plan->ncases, sizeof *known);

	for (size_t i = 0; i < plan->ncases; i++) {
		size_t name = intern_word(names, plan->cases[i].name)->index;

		if (isnan(jobs[i].seconds))
			continue;
		sum[name] += jobs[i].seconds;
		known[name]++;
	}
	for (size_t i = 0; i < plan->ncases; i++) {
		size_t name = intern_word(names, plan->cases[i].name)->index;

		if (isnan(jobs[i].seconds) && known[name])
			jobs[i].seconds = sum[name] / (double)known[name];
		else if (isnan(jobs[i].seconds))
			jobs[i].seconds = isnan(median) ? any_seconds : median;
		jobs[i].seconds = fmax(jobs[i].seconds, least_seconds);
	}
	free(sum);
	free(known);
	intern_free(names);
}

/* One by one. */
static void
plain_deal(const struct plan *plan, size_t shards, struct shard_deal *deal)
{
	*deal = (struct shard_deal){
	    xcalloc(shards, sizeof *deal->shards), shards, xcalloc(plan->ncases, sizeof *deal->of)};
	for (size_t i = 0; i < shards; i++)
		deal->shards[i].machine = "";
	for (size_t i = 0; i < plan->ncases; i++) {
		deal->of[i] = plan_filter_shard_of(i, shards);
		deal->shards[deal->of[i]].n++;
		deal->shards[deal->of[i]].seconds += any_seconds;
	}
}

bool
plan_shards(
    struct plan *plan, size_t shards, const struct case_lengths *lengths, struct shard_deal *deal)
{
	struct shard_job *jobs;
	size_t kinds;

	if (!lengths && !wants_deal(plan)) {
		plain_deal(plan, shards, deal);
		return false;
	}
	jobs = xcalloc(plan->ncases, sizeof *jobs);
	for (size_t i = 0; i < plan->ncases; i++) {
		const struct plan_case *c = &plan->cases[i];

		jobs[i].seconds = lengths ? lengths->seconds(lengths->data, c) : NAN;
		jobs[i].priority = c->priority;
		jobs[i].machine = machine_of(c, plan->memory);
	}
	seconds_guess(plan, jobs);
	if (!shard_deal(jobs, plan->ncases, shards, deal, &kinds))
		die("the cases run on %zu kinds of machines: they need as many shards, not %zu",
		    kinds, shards);
	free(jobs);
	return true;
}
