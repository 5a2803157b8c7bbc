/* Many values become one; quantiles and their intervals. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "base/util.h"
#include "check.h"
#include "measure/reduce.h"
#include "stats/quantile.h"

static double
reduced(const char *word, const double *v, size_t n)
{
	struct reduction how = {REDUCE_MEDIAN, 0};
	struct buf why = BUF_INIT;
	double result = NAN;

	CHECK(reduction_parse(word, &how));
	if (!reduce_values(v, n, how, &result, &why))
		result = NAN;
	else
		CHECK(why.len == 0);
	buf_free(&why);
	return result;
}

static void
values_become_one(void)
{
	static const double v[] = {5, 1, 4, 2, 30};
	static const double huge[] = {1.7e308, 1.7e308};
	double hundred[100];

	CHECK(reduced("median", v, 5) == 4);
	CHECK(reduced("median", v, 4) == 3);
	CHECK(reduced("mean", v, 5) == 8.4);
	CHECK(reduced("min", v, 5) == 1 && reduced("max", v, 5) == 30);
	CHECK(reduced("sum", v, 5) == 42);
	CHECK(reduced("first", v, 5) == 5 && reduced("last", v, 5) == 30);
	CHECK(reduced("count", v, 5) == 5 && reduced("count", NULL, 0) == 0);
	CHECK(isnan(reduced("sum", huge, 2)) && isnan(reduced("mean", huge, 2)));
	/* By the nearest rank: a value that was measured, not one between two. */
	CHECK(reduced("p50", v, 4) == 2 && reduced("p50", v, 5) == 4);
	for (size_t i = 0; i < 100; i++)
		hundred[i] = (double)(100 - i);
	CHECK(reduced("p99", hundred, 100) == 99 && reduced("p90", hundred, 100) == 90);
	CHECK(reduced("p1", hundred, 100) == 1 && reduced("p98.1", hundred, 100) == 99);
	CHECK(isnan(reduced("p99", hundred, 99)) && isnan(reduced("p99.9", hundred, 100)));
	CHECK(isnan(reduced("p50", v, 1)) && reduced("p90", hundred, 10) == 99);
	CHECK(v[0] == 5 && hundred[0] == 100);
}

static void
few_values_say_so(void)
{
	static const double v[12] = {1};
	struct reduction how;
	struct buf why = BUF_INIT;
	double result;

	CHECK(reduction_parse("p99.9", &how) && !reduce_values(v, 12, how, &result, &why));
	CHECK(strcmp(why.s, "12 values are too few for p99.9, which needs 1000") == 0);
	buf_free(&why);
}

static void
words(void)
{
	static const char *const good[] = {"median", "mean", "min", "max", "sum", "first", "last",
	    "count", "p50", "p5", "p99.9", "p99.999", "p0.001", "p1"};
	static const char *const bad[] = {"", "p", "p0", "p100", "p99.9999", "p.5", "p5.", "p-1",
	    "p1e1", "P50", "p50 ", "p000000", "p100.5", "p0.0", "avg", "p12345678901234567890"};
	struct reduction how;
	char word[REDUCTION_WORD_MAX];

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		CHECK(reduction_parse(good[i], &how));
		reduction_word(how, word);
		if (strcmp(word, good[i]) != 0) {
			fprintf(stderr, "'%s' is written '%s'\n", good[i], word);
			failures++;
		}
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (reduction_parse(bad[i], &how)) {
			fprintf(stderr, "'%s' is taken\n", bad[i]);
			failures++;
		}
}

static void
ranks(void)
{
	CHECK(quantile_rank(1, 50000) == 1 && quantile_rank(2, 50000) == 1);
	CHECK(quantile_rank(3, 50000) == 2 && quantile_rank(100, 99000) == 99);
	CHECK(quantile_rank(101, 99000) == 100 && quantile_rank(1000, 99900) == 999);
	/* 0.07 * 100 is over 7 in binary. */
	CHECK(quantile_rank(100, 7000) == 7);
	CHECK(quantile_rank(10000000, 99999) == 9999900);
	CHECK(quantile_least(50000) == 2 && quantile_least(90000) == 10);
	CHECK(quantile_least(99000) == 100 && quantile_least(99900) == 1000);
	CHECK(quantile_least(99999) == 100000 && quantile_least(5000) == 20);
	CHECK(quantile_least(97000) == 34);
}

/* By sums of whole numbers (tests/data/quantile.py); the row of 100 and a half is that of
 * textbooks, ranks 40 and 61. */
static void
intervals(void)
{
	static const struct {
		size_t n;
		unsigned parts;
		size_t low, high; /* 0: there is none */
	} of[] = {{1, 50000, 0, 0}, {5, 50000, 0, 0}, {6, 50000, 1, 6}, {10, 50000, 2, 9},
	    {100, 50000, 40, 61}, {2000, 50000, 956, 1045}, {10, 90000, 0, 0}, {35, 90000, 0, 0},
	    {36, 90000, 29, 36}, {100, 90000, 84, 96}, {1000, 90000, 881, 919}, {100, 99000, 0, 0},
	    {367, 99000, 0, 0}, {368, 99000, 360, 368}, {1000, 99000, 983, 997},
	    {5000, 99000, 4936, 4964}, {1000, 99900, 0, 0}, {3687, 99900, 0, 0},
	    {3688, 99900, 3680, 3688}, {10000, 99900, 9983, 9997}, {100, 5000, 1, 11},
	    {73, 5000, 1, 9}, {1000, 33300, 304, 363}};

	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		size_t low, high;
		bool found = quantile_ranks95(of[i].n, of[i].parts, &low, &high);

		if (found == (of[i].low > 0) &&
		    (!found || (low == of[i].low && high == of[i].high)))
			continue;
		fprintf(stderr, "%zu, %u: %d, ranks %zu and %zu, not %zu and %zu\n", of[i].n,
		    of[i].parts, found, low, high, of[i].low, of[i].high);
		failures++;
	}
}

/* Of many samples of uniform values, the interval holds the quantile in 95 of 100 or more, and
 * not in nearly all where samples are large. */
static void
coverage(void)
{
	enum { N = 400, TRIALS = 4000 };
	struct rng rng;
	size_t low, high, inside = 0;

	rng_seed(&rng, 3);
	CHECK(quantile_ranks95(N, 90000, &low, &high));
	for (int t = 0; t < TRIALS; t++) {
		size_t below = 0; /* values under the true quantile, 0.9 */

		for (int i = 0; i < N; i++)
			below += (double)(rng_next(&rng) >> 11) * 0x1p-53 < 0.9;
		/* V[low] <= q <= V[high], ranks from 1. */
		inside += below >= low && below < high;
	}
	CHECK(inside >= TRIALS * 945 / 1000 && inside <= TRIALS * 98 / 100);
}

int
main(void)
{
	program_set("reduce");
	values_become_one();
	few_values_say_so();
	words();
	ranks();
	intervals();
	coverage();
	return failures != 0;
}
