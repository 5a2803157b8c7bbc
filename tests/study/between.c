/* between ROWS SEED: judge ROWS simulated comparisons of each kind, measured in sessions that
 * differ, as bench-diff does, and print the table of docs/study.md on sessions. */
#include <math.h>
#include <stdio.h>

#include "base/amount.h"
#include "base/util.h"
#include "judge/judgement.h"
#include "noises.h"
#include "tally.h"

enum { MOST = 5, EACH = 20 }; /* sessions of a side, invocations of a session */

static const struct policy policy = {POLICY_TOLERANCE, POLICY_THRESHOLD, POLICY_ALPHA};
static const enum weather weathers[] = {NORMAL, STUDENT, PARETO, BIMODAL, DRIFT, BURSTS, TICKS};
enum { NNOISES = sizeof weathers / sizeof *weathers };

struct study {
	struct effect_room *effect_room;
	struct maker maker;
	double time[2][MOST * EACH];
	size_t lengths[MOST];
	size_t rows; /* of each kind */
};

/* What was said of the rows of one kind. */
struct counts {
	size_t rows, covered, plain_covered, red, plain_red, red_twice, green10, red10, red20,
	    red20_twice;
};

/* N sessions that differ by BETWEEN, of work 1 + CHANGE, as side I. */
static void
side_make(struct study *s, int i, enum weather noise, size_t n, double between, double change)
{
	double cpu, wait, *v = s->time[i];

	for (size_t k = 0; k < n; k++) {
		double level = exp(between * maker_normal(&s->maker));

		maker_start(&s->maker);
		for (int j = 0; j < EACH; j++)
			maker_invocation(&s->maker, noise, (1 + change) * level, v++, &cpu, &wait);
	}
}

/* The two sides of S as effects see them, with ALLOWED for what sessions differ by. */
static struct effect
sides_judge(struct study *s, const size_t n[2], double allowed)
{
	struct effect_side sides[2];
	struct effect e;

	for (int i = 0; i < 2; i++)
		sides[i] = (struct effect_side){.samples = s->time[i],
		    .n = EACH * n[i],
		    .value = NAN,
		    .sessions = s->lengths,
		    .nsessions = n[i]};
	effect_unpaired(s->effect_room, &sides[0], &sides[1], false, &e);
	effect_allow_sessions(s->effect_room, &e, allowed);
	return e;
}

static enum verdict
verdict_of(const struct effect *e)
{
	return judgement_of(e, e->p, BETTER_LOWER, &policy).verdict;
}

/* Whether E, a regression, is confirmed by another current side of one session of work 1 + CHANGE,
 * by the mean of the two changes. */
static bool
twice(struct study *s, const struct effect *e, enum weather noise, size_t n, double between,
    double change)
{
	const size_t again[2] = {n, 1};
	struct effect f;

	if (verdict_of(e) != VERDICT_REGRESSION)
		return false;
	side_make(s, 1, noise, 1, between, change);
	f = sides_judge(s, again, POLICY_BETWEEN_SESSIONS);
	return verdict_of(&f) <= VERDICT_WORSE &&
	       judgement_at(expm1((e->shift.value + f.shift.value) / 2), POLICY_THRESHOLD);
}

/* One baseline of N[0] sessions, against what is the same, 10 and 20 % slower. */
static void
row_count(struct study *s, struct counts *c, enum weather noise, const size_t n[2], double between)
{
	struct effect e, plain;

	c->rows++;
	side_make(s, 0, noise, n[0], between, 0);
	side_make(s, 1, noise, n[1], between, 0);
	plain = sides_judge(s, n, 0);
	c->plain_covered += plain.change.low <= 0 && plain.change.high >= 0;
	c->plain_red += verdict_of(&plain) == VERDICT_REGRESSION;
	e = sides_judge(s, n, POLICY_BETWEEN_SESSIONS);
	c->covered += e.change.low <= 0 && e.change.high >= 0;
	c->red += verdict_of(&e) == VERDICT_REGRESSION;
	c->red_twice += twice(s, &e, noise, n[0], between, 0);
	side_make(s, 1, noise, n[1], between, 0.1);
	e = sides_judge(s, n, POLICY_BETWEEN_SESSIONS);
	c->green10 += verdict_of(&e) == VERDICT_EQUIVALENT;
	c->red10 += verdict_of(&e) == VERDICT_REGRESSION;
	side_make(s, 1, noise, n[1], between, 0.2);
	e = sides_judge(s, n, POLICY_BETWEEN_SESSIONS);
	c->red20 += verdict_of(&e) == VERDICT_REGRESSION;
	c->red20_twice += twice(s, &e, noise, n[0], between, 0.2);
}

static void
counts_add(struct counts *c, const struct counts *more)
{
	c->rows += more->rows;
	c->covered += more->covered;
	c->plain_covered += more->plain_covered;
	c->red += more->red;
	c->plain_red += more->plain_red;
	c->red_twice += more->red_twice;
	c->green10 += more->green10;
	c->red10 += more->red10;
	c->red20 += more->red20;
	c->red20_twice += more->red20_twice;
}

static void
line_print(const char *noise, const size_t n[2], double between, const struct counts *c)
{
	printf(
	    "| %s | %zu, %zu | %.0f %% | %.1f | %.1f | %.1f | %.2f | %.2f | %.1f | %.1f | %.1f | "
	    "%.1f |\n",
	    noise, n[0], n[1], 100 * between, percent(c->plain_covered, c->rows),
	    percent(c->covered, c->rows), percent(c->plain_red, c->rows), percent(c->red, c->rows),
	    percent(c->red_twice, c->rows), percent(c->green10, c->rows),
	    percent(c->red10, c->rows), percent(c->red20, c->rows),
	    percent(c->red20_twice, c->rows));
	fflush(stdout);
}

static void
table_print(struct study *s)
{
	static const size_t designs[][2] = {{1, 1}, {3, 1}, {3, 3}, {5, 5}};
	static const double betweens[] = {0.01, 0.03, 0.05};

	printf("| noise | sessions | between them | covers, nothing assumed | covers | A/A "
	       "`regression`, nothing assumed | A/A `regression` | A/A confirmed | +10 %% "
	       "`equivalent` | +10 %% `regression` | +20 %% `regression` | +20 %% confirmed "
	       "|\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
	for (size_t d = 0; d < sizeof designs / sizeof *designs; d++)
		for (size_t b = 0; b < sizeof betweens / sizeof *betweens; b++) {
			struct counts all = {.rows = 0};

			for (size_t w = 0; w < NNOISES; w++) {
				struct counts c = {.rows = 0};

				for (size_t i = 0; i < s->rows; i++)
					row_count(s, &c, weathers[w], designs[d], betweens[b]);
				line_print(weather_names[weathers[w]], designs[d], betweens[b], &c);
				counts_add(&all, &c);
			}
			line_print("all of these", designs[d], betweens[b], &all);
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
		die("usage: between ROWS SEED");
	rng_seed(&s.maker.rng, seed);
	s.effect_room = effect_room_new(POLICY_ALPHA);
	for (size_t i = 0; i < MOST; i++)
		s.lengths[i] = EACH;
	printf("Simulated with seed %zu, %zu rows of each kind, %d invocations of each session; "
	       "%.0f %% assumed.\n\n",
	    seed, s.rows, EACH, 100 * POLICY_BETWEEN_SESSIONS);
	table_print(&s);
	effect_room_free(s.effect_room);
	stdout_close();
	return 0;
}
