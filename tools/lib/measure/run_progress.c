#include "measure/run_progress.h"

#include <math.h>
#include <stdlib.h>

#include "base/amount.h"
#include "base/clock.h"
#include "base/util.h"
#include "measure/run_summary.h"

enum { SHORT = 10 }; /* seconds of a run of which nothing is told beforehand */

void
run_progress_begin(
    struct run_progress *p, const struct forecast_run *run, double budget, struct progress *bar)
{
	p->run = *run;
	p->bar = bar;
	p->start = clock_seconds();
	p->budget = budget;
	p->told = xcalloc(run->ncases, sizeof *p->told);
}

void
run_progress_end(struct run_progress *p)
{
	progress_free(p->bar);
	free(p->told);
}

static double
seconds_spent(const struct run_progress *p)
{
	return clock_seconds() - p->start;
}

void
run_progress_stage(struct run_progress *p, enum run_stage stage)
{
	static const char *const names[] = {"warm-up", "instructions", "rounds", "second look"};
	char *name = p->again ? stage == STAGE_ROUNDS
				    ? xstrdup("measured again")
				    : xasprintf("measured again, %s", names[stage])
			      : xstrdup(names[stage]);

	p->stage = stage;
	progress_stage(p->bar, name, seconds_spent(p));
	free(name);
}

/* What is still to be counted takes as long as each count took so far. */
static double
count_left(const struct run_progress *p)
{
	double had = 0, wanted = 0;

	for (size_t i = 0; i < p->run.ncases * p->run.nvariants; i++) {
		const struct subject *u = &p->run.subjects[i];

		had += (double)u->ncounts;
		if (subject_wants_count(u))
			wanted +=
			    u->ncounts < CALLGRIND_RUNS ? (double)(CALLGRIND_RUNS - u->ncounts) : 1;
	}
	return had > 0 ? progress_spent(p->bar, seconds_spent(p)) * wanted / had : 0;
}

struct progress_left
run_progress_left(const struct run_progress *p)
{
	double budget = fmax(p->budget - seconds_spent(p), 0);
	struct forecast f = forecast_make(&p->run);
	struct progress_left left;

	switch (p->stage) {
	case STAGE_WARMUP: left = (struct progress_left){f.warmups, f.warmups + f.rounds}; break;
	case STAGE_COUNT:
		left.stage = count_left(p);
		left.all = left.stage + f.rounds;
		break;
	default: left = (struct progress_left){f.rounds, f.rounds};
	}
	left.stage = fmin(left.stage, budget);
	left.all = fmin(left.all, budget);
	return left;
}

void
run_progress_show(struct run_progress *p, const struct subject *u)
{
	double seconds = seconds_spent(p);
	struct buf estimate = BUF_INIT;
	struct progress_left left;

	if (!progress_due(p->bar, seconds))
		return;
	left = run_progress_left(p);
	run_estimate_add(&estimate, u);
	progress_show(p->bar, seconds, &left, u->plan->id, estimate.s);
	buf_free(&estimate);
}

/* Say what B has, and free it. */
static void
say(struct run_progress *p, struct buf *b)
{
	progress_hide(p->bar);
	warn("%s", b->s);
	buf_free(b);
}

void
run_progress_plan(struct run_progress *p)
{
	struct forecast f = forecast_make(&p->run);
	double left = p->budget - seconds_spent(p);
	struct buf b = BUF_INIT;

	if (p->quiet || f.rounds < SHORT)
		return;
	buf_str(&b, "a round takes ");
	amount_seconds(&b, f.round);
	if (f.rounds > left) {
		buf_printf(&b, ": the budget of %g s ends the run after about %.0f of %zu rounds, ",
		    p->budget, 1 + fmax(floor(left / f.round), 0), f.most);
		progress_time_add(&b, fmax(left, 0));
		buf_str(&b, " from now");
		say(p, &b);
		return;
	}
	buf_printf(&b, ": at most %zu rounds, about ", f.most);
	progress_time_add(&b, f.rounds);
	if (f.second > 0) {
		buf_str(&b, ", and up to ");
		progress_time_add(&b, fmin(f.second, left - f.rounds));
		buf_str(&b, " more for a second look");
	}
	say(p, &b);
}

void
run_progress_second(struct run_progress *p, size_t open)
{
	struct buf b = BUF_INIT;

	if (p->quiet)
		return;
	buf_printf(&b, "%zu row%s measured again (second look)", open, open == 1 ? " is" : "s are");
	say(p, &b);
}
