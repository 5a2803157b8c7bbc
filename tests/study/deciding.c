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
#include "stats/adjust.h"
#include "stats/paired_rounds.h"
#include "tally.h"

enum { MOST = 1000 };

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
	const struct window *w = &s->row.w;
	struct effect_side a = {
	    .samples = w->time[0], .n = n, .value = NAN, .cpu = w->cpu[0], .wait = w->wait[0]};
	struct effect_side b = {
	    .samples = w->time[1], .n = n, .value = NAN, .cpu = w->cpu[1], .wait = w->wait[1]};
	struct effect e;

	effect_paired(s->effect_room, &a, &b, false, &e);
	return e;
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

/* Whether the first of a report of ROWS, of N pairs and one kind of noise, slower by CHANGE, is
 * a regression; FALSE counts the others that are worse or a regression. */
static bool
report_finds(
    struct study *s, enum weather noise, size_t rows, size_t n, double change, size_t *false_ones)
{
	static struct effect e[MOST];
	static double p[MOST];
	struct design_effect_agreement all = {0, 0};

	for (size_t i = 0; i < rows; i++) {
		e[i] = effect_made(s, noise, n, i ? 0 : change);
		design_effect_agreement_add(&all, &e[i].agreement);
	}
	for (size_t i = 0; i < rows; i++) {
		effect_share_blocks(s->effect_room, &e[i], &all);
		p[i] = e[i].p;
	}
	adjust_p(p, p, rows);
	for (size_t i = 1; i < rows; i++) {
		enum verdict v = verdict_of(&e[i], p[i]);

		*false_ones += v == VERDICT_REGRESSION || v == VERDICT_WORSE;
	}
	return verdict_of(&e[0], p[0]) == VERDICT_REGRESSION;
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
	       "`regression`)\n\n| noise | change | rows | pairs | found | others |\n"
	       "|---|--:|--:|--:|--:|--:|\n");
	for (size_t w = 0; w < sizeof noises / sizeof *noises; w++)
		for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
			size_t rows = kinds[k].rows, found = 0, others = 0;
			size_t n =
			    kinds[k].n ? kinds[k].n : paired_rounds_least(rows, POLICY_ALPHA);
			size_t reports = rows < 100 ? s->rows : s->rows * 20 / rows + 1;

			for (size_t i = 0; i < reports; i++)
				found +=
				    report_finds(s, noises[w], rows, n, kinds[k].change, &others);
			printf("| %s | +%.0f %% | %zu | %zu | %.1f | %.2f |\n",
			    weather_names[noises[w]], 100 * kinds[k].change, rows, n,
			    percent(found, reports),
			    rows > 1 ? percent(others, reports * (rows - 1)) : 0);
			fflush(stdout);
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
	/* So tight that every row that moves is worse or better, or more. */
	static const struct policy tight = {1e-9, 2e-9, POLICY_ALPHA};

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
				moved += judgement_of(&e, e.p, BETTER_LOWER, &tight).verdict !=
					 VERDICT_INCONCLUSIVE;
			}
			printf(" %.1f |", percent(moved, s->rows));
		}
		putchar('\n');
	}
	putchar('\n');
}

static bool
sure(const struct effect *e, double level)
{
	return e->p < level && e->change.low > 0 &&
	       fabs(e->middle) >= MIDDLE_LEAST * e->shift.value && e->middle > 0;
}

/* A second look at as many pairs again where the first leaves it open: p < .005 stops, and from
 * .005 to .20 all are judged at .0065. */
static void
two_looks(struct study *s)
{
	printf(
	    "**Two looks**: 12 pairs, p < .005 stops; from .005 to .20 twelve more, and all at p < "
	    ".0065 (called slower, in percent)\n\n| noise | A/A, 12 pairs, p < .01 | two looks | "
	    "mean pairs | +2 %%, 12 pairs | two looks | mean pairs "
	    "|\n|---|--:|--:|--:|--:|--:|--:|\n");
	for (int w = 0; w < NWEATHERS; w++) {
		printf("| %s |", weather_names[w]);
		for (int change = 0; change < 2; change++) {
			size_t one = 0, two = 0, pairs = 0;

			for (size_t i = 0; i < s->rows; i++) {
				struct effect first, both;
				bool again;

				row_make(
				    &s->maker, &s->row, (enum weather)w, 24, change * 0.02, false);
				first = effect_now(s, 12);
				both = effect_now(s, 24);
				again = first.p >= 0.005 && first.p < 0.2;
				one += sure(&first, PAIRED_P);
				two += sure(&first, 0.005) || (again && sure(&both, 0.0065));
				pairs += again ? 24 : 12;
			}
			printf(" %.1f | %.1f | %.1f |", percent(one, s->rows),
			    percent(two, s->rows), (double)pairs / (double)s->rows);
		}
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
