#include "power/power_plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/util.h"
#include "judge/looks.h"
#include "model/policy.h"
#include "scenario/scenario_bounds.h"
#include "stats/paired_rounds.h"

/* The share of the time of all cases that the control row may take. */
#define CONTROL_TAKES 0.04
/* The seconds that starting a command, and reading what it did, takes beside its duration. */
#define STARTING 0.002
/* The time limit of a case, over what its rounds should take. */
#define TIME_MARGIN 2

const char *const power_answers[NPOWER_ANSWERS + 1] = {
    "planned", "exact", "budget", "noise", "clock", "between", "unknown", NULL};

static struct power_design
design_of_case(const struct power_plan *p, const struct plan_case *c)
{
	return (struct power_design){POLICY_ALPHA, p->n, c->runs.looks == PLAN_LOOKS};
}

static struct power_noise
noise_of(const struct earlier_row *r)
{
	return (struct power_noise){r->sessions, r->n};
}

/* The most rounds that a case may have at its first look. */
static size_t
rounds_most(const struct plan_case *c)
{
	return SCENARIO_MAX_RUNS / (c->runs.looks == PLAN_LOOKS ? 2 : 1);
}

/* The seconds that N rounds of C take; NAN: not known. */
static double
case_takes(const struct power_plan *p, const struct earlier *x, const struct plan_case *c, size_t n)
{
	struct power_design design = design_of_case(p, c);
	double rounds = (double)n * power_mean_looks(&design) + (double)c->warmup;

	return rounds * (earlier_round_seconds(x, c->id) + 2 * STARTING) * (1 + CONTROL_TAKES);
}

/* The ids of PLAN, each with the index of its case. */
static struct word_set *
ids_of(const struct plan *plan)
{
	struct word_set *ids = intern_new();

	for (size_t i = 0; i < plan->ncases; i++)
		intern_word(ids, plan->cases[i].id);
	return ids;
}

static void
row_add(struct power_plan *p, size_t *cap, const struct plan_case *c, const struct earlier_row *e)
{
	p->rows = xgrow(p->rows, p->n, cap, sizeof *p->rows);
	p->rows[p->n++] = (struct power_row){.earlier = e,
	    .at = c,
	    .takes = NAN,
	    .lacks = NAN,
	    .detection = NAN,
	    .smallest = NAN,
	    .answer = POWER_UNKNOWN};
}

/* The rows of X that PLAN measures and that can fail the job, and one of each case that X does not
 * know. */
static void
rows_collect(struct power_plan *p, const struct plan *plan, const struct earlier *x)
{
	bool *known = xcalloc(plan->ncases + 1, sizeof *known);
	struct word_set *ids = ids_of(plan);
	size_t cap = 0;

	for (size_t i = 0; i < earlier_count(x); i++) {
		const struct earlier_row *e = earlier_at(x, i);
		const struct word *id = intern_find(ids, e->reported_by ? e->reported_by : e->id);
		const struct plan_case *c = id ? &plan->cases[id->index] : NULL;

		if (!c || c->skip || c->control || c->kind != KIND_REGRESSION)
			continue;
		row_add(p, &cap, c, e);
		known[c - plan->cases] = true;
	}
	for (size_t i = 0; i < plan->ncases; i++)
		if (!known[i] && !plan->cases[i].skip && plan->cases[i].kind == KIND_REGRESSION)
			row_add(p, &cap, &plan->cases[i], NULL);
	intern_free(ids);
	free(known);
}

/* Whether the builds of P show SHIFT in R: one of each side where it is twice what they differ by,
 * as sessions, and several where they are the values of the test. */
static bool
builds_enough(const struct power_plan *p, const struct power_row *r, double shift)
{
	if (p->builds > 1)
		return r->builds && r->builds <= p->builds;
	return 2 * M_SQRT2 * r->earlier->spread <= shift;
}

/* What R needs, and why no rounds would do where this is so. */
static void
row_need(struct power_plan *p, struct power_row *r, const struct earlier *x, size_t least)
{
	const struct earlier_row *e = r->earlier;
	struct power_design design = design_of_case(p, r->at);
	double shift = log1p(p->goal.change);
	struct power_noise noise;

	if (!e || !e->n)
		return;
	if (e->spread > 0 && !e->exact)
		r->builds =
		    power_builds(e->spread, &design, shift, p->goal.chance, PLAN_BUILDS_MAX);
	if (e->exact) {
		r->answer = POWER_EXACT;
		r->needed = least;
	} else if (e->step > p->goal.change / 2) {
		r->answer = POWER_CLOCK;
	} else if (e->between > 0 && 2 * e->between > shift) {
		r->answer = POWER_BETWEEN;
	} else if (e->spread > 0 && !builds_enough(p, r, shift)) {
		r->answer = POWER_BETWEEN;
	} else {
		noise = noise_of(e);
		r->needed =
		    power_pairs(&noise, &design, shift, p->goal.chance, least, rounds_most(r->at));
		r->answer = r->needed ? POWER_BUDGET : POWER_NOISE;
	}
	if (r->needed)
		r->takes = case_takes(p, x, r->at, r->needed);
	if (r->answer == POWER_BUDGET && r->takes > p->budget)
		r->answer = POWER_NOISE;
	if (r->answer == POWER_BUDGET && isnan(r->takes))
		r->answer = POWER_UNKNOWN;
}

/* Those that take least first; then as they stand. */
static int
row_cost_order(const void *a, const void *b)
{
	const struct power_row *x = *(struct power_row *const *)a;
	const struct power_row *y = *(struct power_row *const *)b;

	if (x->takes != y->takes)
		return x->takes < y->takes ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* Give N rounds to case C, with as many again for a second look. */
static void
runs_set(struct plan_case *c, size_t n, double round_seconds)
{
	double longest;

	c->runs.min = n;
	c->runs.max = c->runs.looks == PLAN_LOOKS ? 2 * n : n;
	c->runs.precision = 1; /* the rounds are planned: no width ends or prolongs them */
	longest = TIME_MARGIN * (double)(n + c->warmup) * round_seconds;
	if (longest > c->runs.max_time)
		c->runs.max_time = longest;
}

/* Set the runs of the cases of PLAN: ROUNDS by their index. */
static void
runs_write(struct plan *plan, const struct earlier *x, const size_t *rounds)
{
	for (size_t i = 0; i < plan->ncases; i++)
		if (rounds[i])
			runs_set(&plan->cases[i], rounds[i],
			    earlier_round_seconds(x, plan->cases[i].id));
}

/* Deal out what the budget has left over the least rounds. */
static void
budget_deal(struct power_plan *p, const struct plan *plan, const struct earlier *x, size_t *rounds)
{
	struct power_row **sorted = xreallocarray(NULL, p->n, sizeof(struct power_row *));
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		if (p->rows[i].answer == POWER_BUDGET)
			sorted[n++] = &p->rows[i];
	qsort(sorted, n, sizeof *sorted, row_cost_order);
	for (size_t i = 0; i < n; i++) {
		struct power_row *r = sorted[i];
		size_t at = (size_t)(r->at - plan->cases);
		double more = 0;

		if (r->needed > rounds[at])
			more = r->takes - case_takes(p, x, r->at, rounds[at]);
		if (p->seconds + more > p->budget)
			continue;
		p->seconds += more;
		r->answer = POWER_PLANNED;
		if (r->needed > rounds[at])
			rounds[at] = r->needed;
	}
	free(sorted);
}

/* What R shows with the rounds that its case has. */
static void
row_outcome(struct power_plan *p, struct power_row *r, size_t rounds)
{
	struct power_design design = design_of_case(p, r->at);
	struct power_noise noise;

	if (!r->earlier || !r->earlier->n || !rounds)
		return;
	if (r->answer == POWER_EXACT) {
		r->detection = 1;
		r->smallest = 0;
		return;
	}
	/* The clock, or what builds differ by, hides what the noise would show. */
	if (r->answer == POWER_CLOCK || r->answer == POWER_BETWEEN)
		return;
	noise = noise_of(r->earlier);
	r->smallest = expm1(power_shift(&noise, &design, rounds, p->goal.chance));
	r->detection = power_of_pairs(&noise, &design, log1p(p->goal.change), rounds);
}

void
power_plan_make(
    struct power_plan *p, struct plan *plan, const struct earlier *x, const struct power_goal *goal)
{
	size_t *rounds = xcalloc(plan->ncases, sizeof *rounds), least;

	*p = (struct power_plan){
	    .goal = *goal, .budget = plan->budget, .builds = plan->builds ? plan->builds : 1};
	rows_collect(p, plan, x);
	least = paired_rounds_least(p->n, POLICY_ALPHA);
	for (size_t i = 0; i < p->n; i++) {
		struct power_row *r = &p->rows[i];

		if (isnan(earlier_round_seconds(x, r->at->id)) || rounds[r->at - plan->cases])
			continue;
		rounds[r->at - plan->cases] = least;
		p->seconds += case_takes(p, x, r->at, least);
	}
	p->least = p->seconds;
	for (size_t i = 0; i < p->n; i++)
		row_need(p, &p->rows[i], x, least);
	budget_deal(p, plan, x, rounds);
	for (size_t i = 0; i < p->n; i++) {
		struct power_row *r = &p->rows[i];

		row_outcome(p, r, rounds[r->at - plan->cases]);
		r->lacks = r->takes - case_takes(p, x, r->at, rounds[r->at - plan->cases]);
		p->decided += r->answer == POWER_PLANNED || r->answer == POWER_EXACT;
	}
	runs_write(plan, x, rounds);
	free(rounds);
}

void
power_plan_free(struct power_plan *p)
{
	free(p->rows);
}
