#include <math.h>

#include "base/amount.h"
#include "base/clock.h"
#include "base/util.h"
#include "measure/least_rounds.h"
#include "measure/run_progress.h"

/* What is wanted of one case, and what of it fits. */
struct room {
	double wanted, fits; /* rounds */
	double budget;       /* seconds in which those that are wanted fit */
	size_t rows;         /* that they are wanted for; 0: the scenario or an option says so */
};

/* How many rounds the case at U has had, and how many it is to have. */
static void
case_rounds(const struct run_progress *p, const struct subject *u, double *had, double *planned)
{
	*had = INFINITY;
	*planned = 0;
	for (size_t v = 0; v < p->run.nvariants; v++) {
		if (u[v].over)
			continue;
		*had = fmin(*had, (double)u[v].n);
		*planned = fmax(*planned, (double)forecast_invocations(&u[v]));
	}
}

/* Whether the budget ends case C, which takes most of each round, before it has what is wanted. */
static bool
room_lacks(const struct run_progress *p, size_t c, const struct forecast *f, size_t reported,
    bool warm, struct room *room)
{
	const struct subject *u = &p->run.subjects[c * p->run.nvariants];
	double own = forecast_case_round(&p->run, c), had, planned;
	double spent = clock_seconds() - p->start;
	double left = p->budget - spent - f->warmups;

	if (u->plan->control || !(own > 0) || own < f->round / 2)
		return false;
	case_rounds(p, u, &had, &planned);
	room->rows = 0;
	room->wanted = (double)u->plan->runs.min;
	if (p->plan)
		room->wanted = fmin((double)least_rounds_wanted(p->plan, reported, &room->rows),
		    (double)u->plan->runs.max);
	room->fits = had + fmax(floor(left / f->round), 0);
	room->budget = spent + f->warmups + (room->wanted - had) * f->round;
	return room->fits < fmin(planned, warm ? room->wanted / 2 : room->wanted);
}

static void
room_tell(struct run_progress *p, const struct subject *u, double seconds, const struct room *room)
{
	struct buf b = BUF_INIT;

	buf_printf(&b,
	    "'%s' takes %.2g s a round: about %.0f round%s fit%s into the budget of "
	    "%g s, and %.0f are wanted",
	    u->plan->id, seconds, room->fits, room->fits == 1 ? "" : "s",
	    room->fits == 1 ? "s" : "", p->budget, room->wanted);
	if (room->rows)
		buf_printf(&b, " to see a change in one of %zu row%s", room->rows,
		    room->rows == 1 ? "" : "s");
	buf_str(&b, ": let each run of it do less, or give --budget ");
	amount_duration_up(&b, room->budget * 1.1);
	progress_hide(p->bar);
	warn("%s", b.s);
	buf_free(&b);
}

void
run_progress_long_cases(struct run_progress *p, size_t reported, bool warm)
{
	struct forecast f = forecast_make(&p->run);

	for (size_t c = 0; c < p->run.ncases && !p->quiet; c++) {
		struct room room;

		if (p->told[c] || !room_lacks(p, c, &f, reported, warm, &room))
			continue;
		p->told[c] = true;
		room_tell(p, &p->run.subjects[c * p->run.nvariants],
		    forecast_case_round(&p->run, c), &room);
	}
}
