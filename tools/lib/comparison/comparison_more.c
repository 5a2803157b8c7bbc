#include "comparison/comparison_more.h"

#include <math.h>
#include <string.h>

#include "base/amount.h"
#include "scenario/plan.h"

/* A count with valgrind takes so many times the invocation, and there are two at least. */
enum { COUNT_SLOWER = 50, COUNTS = 2 };
/* What the budget has beside the seconds that are expected. */
#define BUDGET_SPARE 1.25
/* Seconds of measuring that nobody waits for. */
#define SECONDS_MAX 1800

const char *
more_word(enum more_kind kind)
{
	static const char *const words[NMORE] = {
	    "round", "invocation", "build", "session", "machine"};

	return words[kind];
}

enum more_kind
row_more_kind(const struct row *r)
{
	struct effect e = r->effect;

	if (r->why == WHY_PART)
		e.by_build = effect_middle_by_build(&e);
	if (e.by_build)
		return MORE_BUILD;
	if (e.by_machine)
		return MORE_MACHINE;
	if (effect_by_sessions(&e))
		return MORE_SESSION;
	return e.method == METHOD_PAIRED ? MORE_ROUND : MORE_INVOCATION;
}

const char *
row_more_sides(const struct row *r)
{
	return r->effect.method == METHOD_PAIRED && row_more_kind(r) != MORE_BUILD
		   ? ""
		   : " of each side";
}

double
row_more_had(const struct row *r)
{
	const struct effect *e = &r->effect;
	const uint32_t *had = e->n;

	switch (row_more_kind(r)) {
	case MORE_BUILD: had = e->builds; break;
	case MORE_SESSION:
	case MORE_MACHINE: had = e->sessions; break;
	default: break;
	}
	return fmax(1, fmax(had[0], had[1]));
}

bool
row_wants_more(const struct row *r)
{
	return r->gate && r->verdict == VERDICT_INCONCLUSIVE &&
	       (r->why == WHY_WIDE || r->why == WHY_PART) && isfinite(r->more);
}

/* What is measured with valgrind too takes its time before the rounds. */
static bool
is_counted(const struct entry *e)
{
	const struct metric *m = entry_metric(e, "instructions");

	return m && m->extra && strstr(m->extra, "callgrind");
}

void
comparison_cost_add(struct comparison *c, const struct sides *s)
{
	for (int i = 0; i < 2; i++) {
		const struct entry *e = s->entries[i];
		struct side_cost *cost = &c->cost->sides[i];
		double seconds = 0, each;
		size_t n = 0;

		/* Those of a row are those of its command. */
		if (!e || e->reported_by || e->control || e->status == ENTRY_SKIPPED)
			continue;
		for (size_t k = 0; k < e->nsessions; k++) {
			seconds += e->sessions[k].seconds;
			n += e->sessions[k].seconds > 0 ? e->sessions[k].n : 0;
		}
		if (n == 0) {
			c->cost->unknown = true;
			continue;
		}
		each = seconds / (double)n;
		cost->invocation += each;
		cost->warming += each * (double)e->warmup / (double)e->nsessions;
		cost->counting += is_counted(e) ? each * COUNT_SLOWER * COUNTS : 0;
		cost->session += seconds / (double)e->nsessions;
		if (e->warmup / e->nsessions > c->cost->warmup)
			c->cost->warmup = e->warmup / e->nsessions;
	}
}

/* How many sessions both sides of R have; 1 when they name none. */
static double
sessions_of(const struct row *r)
{
	const char *text = r->at->sessions[1] ? r->at->sessions[1]->text : "";
	double n = 1;

	for (; *text; text++)
		n += *text == ' ';
	return n;
}

static bool
is_duet(const struct comparison *c)
{
	return c->current->environment && strstr(c->current->environment, "\"design\":\"duet\"");
}

/* Seconds of WHICH part of the cost: of both sides in one session where they pair, else of the
 * side that takes longer. */
static double
cost_of(const struct comparison *c, const struct row *r, double base, double head)
{
	return r->paired && !is_duet(c) ? base + head : fmax(base, head);
}

double
comparison_round_seconds(const struct comparison *c, const struct row *r)
{
	double seconds = cost_of(c, r, c->cost->sides[0].invocation, c->cost->sides[1].invocation);

	return !c->cost->unknown && isfinite(seconds) && seconds > 0 ? seconds : (double)NAN;
}

struct more_plan
more_plan_of(const struct comparison *c, const struct row *r, double total)
{
	const struct side_cost *a = &c->cost->sides[0], *b = &c->cost->sides[1];
	struct more_plan p = {row_more_kind(r), total, NAN, NAN, NAN};
	double had = row_more_had(r), all = fmax(r->effect.n[0], r->effect.n[1]);
	double round = comparison_round_seconds(c, r),
	       warming = cost_of(c, r, a->warming, b->warming);

	switch (p.kind) {
	case MORE_ROUND: p.rounds = ceil(total / sessions_of(r)); break;
	case MORE_INVOCATION: p.rounds = total; break;
	case MORE_BUILD:
		p.rounds = ceil(all / sessions_of(r) * total / had);
		/* Each build has a warm-up. */
		if ((double)c->cost->warmup < total)
			warming *= total / fmax((double)c->cost->warmup, 1);
		break;
	default: break;
	}
	if (isnan(round))
		return p;
	p.seconds = (isnan(p.rounds) ? cost_of(c, r, a->session, b->session) : p.rounds * round) +
		    warming + cost_of(c, r, a->counting, b->counting);
	if (isfinite(p.seconds))
		p.budget = fmax(BUDGET_SPARE * p.seconds, PLAN_BUDGET);
	else
		p.seconds = NAN;
	return p;
}

bool
more_is_silly(const struct more_plan *p)
{
	static const double most_of[NMORE] = {3000, 3000, 50, 20, 20};

	return p->total > most_of[p->kind] || p->seconds > SECONDS_MAX;
}

void
more_options_add(struct buf *b, const struct more_plan *p)
{
	if (isnan(p->rounds) || isnan(p->budget))
		return;
	if (p->kind == MORE_BUILD)
		buf_printf(b, "--builds %.0f ", p->total);
	buf_printf(b, "-r %.0f --budget ", p->rounds);
	amount_duration_up(b, p->budget);
}

void
row_more_write(struct json_writer *w, const struct comparison *c, const struct row *r)
{
	struct more_plan p;
	struct buf options = BUF_INIT;

	if (!row_wants_more(r))
		return;
	p = more_plan_of(c, r, row_more_had(r) + r->more);
	if (!more_is_silly(&p))
		more_options_add(&options, &p);
	json_object_begin(w, "more");
	json_string(w, "of", more_word(p.kind));
	json_number(w, "n", r->more);
	if (isfinite(p.seconds))
		json_rounded(w, "seconds", p.seconds);
	if (options.len)
		json_string(w, "options", options.s);
	json_object_end(w);
	buf_free(&options);
}
