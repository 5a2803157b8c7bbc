/* deciding ROWS SEED: judge ROWS simulated comparisons of each kind as bench-diff does, and print
 * the tables of docs/study.md on lone changes among many rows, changes in a part of the
 * invocations, sides that spread unlike, two looks and confirmation. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/amount.h"
#include "base/util.h"
#include "judge/judgement.h"
#include "noises.h"
#include "reports.h"
#include "stats/paired_rounds.h"
#include "tally.h"

struct study {
	struct effect_room *effect_room;
	struct maker maker;
	struct row row;
	size_t rows; /* of each kind */
};

static const struct policy policy = {POLICY_TOLERANCE, POLICY_THRESHOLD, POLICY_ALPHA};

/* The first N pairs of the row of S, judged. */
static struct effect
effect_now(struct study *s, size_t n)
{
	return row_effect(s->effect_room, &s->row, n);
}

static struct effect
effect_made(struct study *s, enum weather noise, size_t n, double change)
{
	row_make(&s->maker, &s->row, noise, n, change, false);
	return effect_now(s, n);
}

static enum verdict
verdict_of(const struct effect *e, double p)
{
	return judgement_of(e, p, BETTER_LOWER, &policy).verdict;
}

/* What was said of reports: how often the first row was found, and others changed. */
struct said {
	size_t found, others, pairs;
};

static void
report_add(struct said *said, const struct report *r)
{
	said->pairs += report_pairs(r);
	for (size_t i = 0; i < r->n; i++) {
		enum verdict v = verdict_of(&r->effects[i], r->adjusted[i]);

		if (i > 0)
			said->others += v == VERDICT_REGRESSION || v == VERDICT_WORSE;
		else
			said->found += v == VERDICT_REGRESSION;
	}
}

/* REPORTS of rows of N pairs, of which the first is slower by CHANGE: a line of a table. */
static void
lone_change(
    struct study *s, enum weather noise, size_t rows, size_t n, double change, size_t reports)
{
	static struct report r;

	printf("| %s | +%.0f %% | %zu | %zu |", weather_names[noise], 100 * change, rows, n);
	for (int twice = 0; twice < 2; twice++) {
		struct said said = {0, 0, 0};

		for (size_t i = 0; i < reports; i++) {
			report_measure(
			    &r, s->effect_room, &s->maker, noise, rows, n, change, twice);
			report_add(&said, &r);
		}
		printf(" %.1f | %.2f |", percent(said.found, reports),
		    rows > 1 ? percent(said.others, reports * (rows - 1)) : 0);
		if (twice)
			printf(" %.1f |", (double)said.pairs / (double)(reports * rows));
	}
	putchar('\n');
	fflush(stdout);
}

static void
lone_changes(struct study *s)
{
	static const struct {
		size_t rows, n;
		double change;
	} kinds[] = {{1, 0, 1}, {10, 0, 1}, {30, 0, 1}, {100, 0, 1}, {1000, 0, 1}, {30, 10, 0.2},
	    {100, 10, 0.2}};
	static const enum weather noises[] = {
	    NORMAL, STUDENT, PARETO, BIMODAL, BURSTS, CROWDED, TICKS, BOUND};

	printf("**One row changed among many** (`regression`, in percent; others `worse` or "
	       "`regression`; two looks: what the first leaves open has as many pairs again)\n\n"
	       "| noise | change | rows | pairs | found | others | two looks | others | mean pairs "
	       "|\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
	for (size_t w = 0; w < sizeof noises / sizeof *noises; w++)
		for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
			size_t rows = kinds[k].rows;
			size_t n =
			    kinds[k].n ? kinds[k].n : paired_rounds_least(rows, POLICY_ALPHA);

			lone_change(s, noises[w], rows, n, kinds[k].change,
			    rows < 100 ? s->rows : s->rows * 20 / rows + 1);
		}
	putchar('\n');
}

/* Head slower by half in SHARE of its invocations. */
static void
slow_parts(struct study *s)
{
	static const double shares[] = {0, 0.3, 0.5, 0.7};
	static const size_t lengths[] = {20, 50, 200};

	printf("**A change in a part of the invocations**: head slower by half in them, noise of 2 "
	       "%% (in percent)\n\n| part | pairs | `equivalent` | `inconclusive` | `worse` or "
	       "`regression` |\n|--:|--:|--:|--:|--:|\n");
	for (size_t k = 0; k < 12; k++) {
		size_t n = lengths[k / 4], count[NVERDICTS_COMPARED] = {0};

		for (size_t i = 0; i < s->rows; i++) {
			struct effect e;

			row_window(&s->row, NORMAL, n);
			for (size_t j = 0; j < 2 * n; j++)
				s->row.time[j % 2][j / 2] =
				    exp(0.02 * maker_normal(&s->maker)) *
				    (j % 2 && rng_uniform(&s->maker.rng) < shares[k % 4] ? 1.5 : 1);
			e = effect_now(s, n);
			count[verdict_of(&e, e.p)]++;
		}
		printf("| %.0f %% | %zu | %.1f | %.1f | %.1f |\n", 100 * shares[k % 4], n,
		    percent(count[VERDICT_EQUIVALENT], s->rows),
		    percent(count[VERDICT_INCONCLUSIVE], s->rows),
		    percent(count[VERDICT_WORSE] + count[VERDICT_REGRESSION], s->rows));
	}
	putchar('\n');
}

static void
unlike_spreads(struct study *s)
{
	static const size_t lengths[] = {12, 20, 50, 100, 200};

	printf("**Sides that spread unlike**: the same median, noise of 2 %% (lognormal), head's "
	       "times "
	       "as much (called changed, in percent)\n\n| pairs | 1.5 times | 2 times "
	       "|\n|--:|--:|--:|\n");
	for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++) {
		printf("| %zu |", lengths[k]);
		for (double more = 1.5; more < 2.1; more += 0.5) {
			size_t moved = 0;

			for (size_t i = 0; i < s->rows; i++) {
				struct effect e;

				row_window(&s->row, NORMAL, lengths[k]);
				for (size_t j = 0; j < 2 * lengths[k]; j++)
					s->row.time[j % 2][j / 2] = exp(
					    (j % 2 ? more : 1) * 0.02 * maker_normal(&s->maker));
				e = effect_now(s, lengths[k]);
				moved += effect_called(&e, e.p, false);
			}
			printf(" %.1f |", percent(moved, s->rows));
		}
		putchar('\n');
	}
	putchar('\n');
}

/* What one row of 12 pairs says at one look, or with a second one where the first leaves it open:
 * how often it is called changed, and of the two looks the mean number of pairs and how often the
 * interval covers. */
static void
looks_print(struct study *s, enum weather noise, double change, size_t rows)
{
	static struct report r;
	const struct effect *e = &r.effects[0];

	for (int twice = 0; twice < 2; twice++) {
		size_t called = 0, pairs = 0, covers = 0;

		for (size_t i = 0; i < rows; i++) {
			report_measure(&r, s->effect_room, &s->maker, noise, 1, 12, change, twice);
			called += effect_called(e, r.adjusted[0], change > 0);
			covers += e->change.low <= change && e->change.high >= change;
			pairs += report_pairs(&r);
		}
		printf(" %.1f |", percent(called, rows));
		if (twice)
			printf(
			    " %.1f | %.1f |", (double)pairs / (double)rows, percent(covers, rows));
	}
}

/* The same of K sessions that were joined, in which nothing changed. */
static void
sessions_print(struct study *s, enum weather noise, uint32_t k, size_t rows)
{
	size_t called = 0;

	for (size_t i = 0; i < rows; i++) {
		struct effect e = sessions_effect(s->effect_room, &s->maker, noise, k);

		called += effect_called(&e, e.p, false);
	}
	printf(" %.1f |", percent(called, rows));
}

static void
two_looks(struct study *s)
{
	enum { MORE = 5 }; /* times the rows: 1 % is to be told */

	printf(
	    "**Two looks**: 12 pairs, and 12 more where the first look leaves the row open, by the "
	    "rule of tools/lib/judge/looks.h (A/A called changed, +2 %% called slower, in "
	    "percent); and A/A rows of 2 and 3 such sessions joined\n\n"
	    "| noise | A/A, one look | two looks | mean pairs | covers | +2 %%, one look | two "
	    "looks | mean pairs | covers | A/A, 2 sessions | 3 sessions |\n"
	    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
	for (int w = 0; w < NWEATHERS; w++) {
		printf("| %s |", weather_names[w]);
		looks_print(s, (enum weather)w, 0, MORE * s->rows);
		looks_print(s, (enum weather)w, 0.02, s->rows);
		sessions_print(s, (enum weather)w, 2, MORE * s->rows);
		sessions_print(s, (enum weather)w, 3, MORE * s->rows);
		putchar('\n');
		fflush(stdout);
	}
	putchar('\n');
}

/* What two measurements of one change come to, by three rules. */
static void
confirmations(struct study *s)
{
	static const double changes[] = {0, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2};

	printf("**Measured twice**: 20 pairs, noise AR(1) 0.5, CV 9 %% (`regression`, in "
	       "percent)\n\n| true change | one measurement | the milder of two | the second alone "
	       "| the "
	       "mean of both |\n|--:|--:|--:|--:|--:|\n");
	for (size_t k = 0; k < sizeof changes / sizeof *changes; k++) {
		size_t one = 0, milder = 0, second = 0, mean = 0;

		for (size_t i = 0; i < s->rows; i++) {
			struct effect a = effect_made(s, DRIFT, 20, changes[k]);
			struct effect b = effect_made(s, DRIFT, 20, changes[k]);
			enum verdict v = verdict_of(&a, a.p), w = verdict_of(&b, b.p);
			bool both = v <= VERDICT_WORSE && w <= VERDICT_WORSE;

			one += v == VERDICT_REGRESSION;
			milder += v == VERDICT_REGRESSION && w == VERDICT_REGRESSION;
			second += both && w == VERDICT_REGRESSION;
			mean += both && judgement_at(expm1((a.shift.value + b.shift.value) / 2),
					    POLICY_THRESHOLD);
		}
		printf("| +%.0f %% | %.1f | %.1f | %.1f | %.1f |\n", 100 * changes[k],
		    percent(one, s->rows), percent(milder, s->rows), percent(second, s->rows),
		    percent(mean, s->rows));
	}
	putchar('\n');
}

int
main(int argc, char *argv[])
{
	static struct study s;
	size_t seed;

	program_set(argv[0]);
	if (argc != 3 || !amount_count(argv[1], &s.rows) || s.rows == 0 ||
	    !amount_count(argv[2], &seed))
		die("usage: deciding ROWS SEED");
	rng_seed(&s.maker.rng, seed);
	s.effect_room = effect_room_new(POLICY_ALPHA);
	printf("Simulated with seed %zu, %zu rows (reports) of each kind.\n\n", seed, s.rows);
	lone_changes(&s);
	slow_parts(&s);
	unlike_spreads(&s);
	two_looks(&s);
	confirmations(&s);
	effect_room_free(s.effect_room);
	stdout_close();
	return 0;
}
