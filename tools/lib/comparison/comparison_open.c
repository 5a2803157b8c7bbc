#include <math.h>
#include <stdlib.h>

#include "base/amount.h"
#include "base/util.h"
#include "comparison/comparison_more.h"

/* Seconds of a round from which on shorter runs are advised. */
#define ROUND_LONG 2

/* What one row needs: MORE than it had, TOTAL together. */
struct need {
	double total, more;
};

/* The open rows that more of one kind would settle. */
struct open_rows {
	enum more_kind kind;
	const struct row *row; /* one of them */
	struct need *needs;    /* of the kind, by their totals, upward */
	size_t n, open;        /* OPEN: all rows that are open */
	bool corrected;        /* a smaller number of rows would help one of them */
	double threshold;      /* that half of them keep already; NAN: none */
};

static int
number_order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static int
need_order(const void *a, const void *b)
{
	const struct need *x = a, *y = b;
	int order = number_order(&x->total, &y->total);

	return order ? order : number_order(&x->more, &y->more);
}

/* The place of what half of N are at most, N over 0, among them in their order. */
static size_t
half_of(size_t n)
{
	return (n + 1) / 2 - 1;
}

/* The least threshold that R is inside, with the step of its clock. */
static double
row_keeps(const struct row *r)
{
	const struct effect *e = &r->effect;
	double keeps = fmax(fabs(e->change.low), fabs(e->change.high));

	if (!isnan(e->middle_time.low))
		keeps = fmax(keeps, fmax(fabs(effect_change_at(e, e->middle_time.low)),
					fabs(effect_change_at(e, e->middle_time.high))));
	return keeps + e->grain;
}

static void
open_rows_find(const struct comparison *c, enum more_kind kind, struct open_rows *o)
{
	double *keeps = xreallocarray(NULL, c->n, sizeof *keeps);

	*o = (struct open_rows){.kind = kind, .threshold = NAN};
	o->needs = xreallocarray(NULL, c->n, sizeof *o->needs);
	for (size_t i = 0; i < c->n; i++) {
		const struct row *r = c->sorted[i];

		o->open += r->gate && r->verdict == VERDICT_INCONCLUSIVE;
		if (!row_wants_more(r) || row_more_kind(r) != kind)
			continue;
		o->row = r;
		o->corrected = o->corrected || row_corrected_away(c, r);
		keeps[o->n] = row_keeps(r);
		o->needs[o->n++] = (struct need){row_more_had(r) + r->more, r->more};
	}
	if (o->n) {
		qsort(o->needs, o->n, sizeof *o->needs, need_order);
		qsort(keeps, o->n, sizeof *keeps, number_order);
		o->threshold = ceil(100 * keeps[half_of(o->n)] * (1 + 1e-9)) / 100;
	}
	free(keeps);
}

/* "about 9 min", "about 40 s", "about 26 h" */
static void
add_time(struct buf *b, double seconds)
{
	if (seconds < 90)
		buf_printf(b, "about %.0f s", fmax(seconds, 1));
	else if (seconds < 2 * 3600)
		buf_printf(b, "about %.0f min", seconds / 60);
	else
		buf_printf(b, "about %.0f h", seconds / 3600);
}

/* "about 45 more rounds of each side" */
static void
add_amount(struct buf *b, const struct open_rows *o, double more)
{
	buf_printf(b, "about %.0f more %s%s%s", more, more_word(o->kind), more == 1 ? "" : "s",
	    row_more_sides(o->row));
}

/* How P is measured, in words that bench-run has, for WHOM: "" or " for all". */
static void
add_way(struct buf *b, const struct open_rows *o, const struct more_plan *p, const char *whom)
{
	struct buf options = BUF_INIT;

	more_options_add(&options, p);
	if (options.len)
		buf_printf(b, "with '%s'", options.s);
	else
		buf_printf(
		    b, "%.0f %ss%s in all", p->total, more_word(o->kind), row_more_sides(o->row));
	buf_str(b, options.len && o->kind == MORE_INVOCATION ? " on each side" : "");
	buf_str(b, whom);
	if (isfinite(p->seconds)) {
		buf_str(b, " (");
		add_time(b, p->seconds);
		if (!options.len)
			buf_str(b, " each");
		else if (o->kind == MORE_BUILD)
			buf_str(b, " and the builds");
		else if (o->kind == MORE_INVOCATION)
			buf_str(b, " a side");
		buf_char(b, ')');
	}
	buf_free(&options);
}

/* Where the words of add_way() belong. */
static void
add_place(struct buf *b, const struct open_rows *o, const struct more_plan *p)
{
	struct buf options = BUF_INIT;

	more_options_add(&options, p);
	if (options.len)
		buf_printf(b,
		    ": options of bench-run and bench-compare, in the scenario %s'runs' and "
		    "'budget'",
		    o->kind == MORE_BUILD ? "'builds', " : "");
	else if (o->kind == MORE_SESSION || o->kind == MORE_MACHINE)
		buf_printf(b, "%s, and put their results together with bench-merge",
		    o->kind == MORE_MACHINE ? ", each on a machine of its own" : "");
	buf_char(b, '.');
	if (!o->row->paired && o->kind == MORE_SESSION)
		buf_str(b, " Sides that are measured together, by bench-compare or bench-run "
			   "--variant, need one session.");
	buf_free(&options);
}

/* What does more than so much measuring. */
static void
add_instead(
    struct buf *b, const struct comparison *c, const struct open_rows *o, const char *machine)
{
	buf_printf(b, " %s helps more", machine);
	if (comparison_round_seconds(c, o->row) >= ROUND_LONG)
		buf_str(b, ", or runs that do less work each, so that there are more of them");
	if (o->corrected)
		buf_str(b, ", or fewer rows that gate");
	if (o->threshold > c->policy.threshold && o->threshold < 1)
		buf_printf(b, ", or a threshold of %.0f %%, which %s already", 100 * o->threshold,
		    o->n == 1 ? "it keeps" : "half of them keep");
	buf_char(b, '.');
}

static void
add_intro(struct buf *b, const struct open_rows *o, const struct more_plan *half,
    const struct more_plan *all)
{
	if (o->open == 1)
		buf_str(b, "The open row needs ");
	else if (o->n == o->open)
		buf_printf(b, "The %zu open rows need ", o->n);
	else
		buf_printf(
		    b, "%zu of the %zu open rows %s ", o->n, o->open, o->n == 1 ? "needs" : "need");
	if (half->total < all->total) {
		add_amount(b, o, o->needs[half_of(o->n)].more);
		buf_printf(b, " for half of them, and about %.0f for all", o->needs[o->n - 1].more);
	} else {
		add_amount(b, o, o->needs[o->n - 1].more);
	}
	buf_char(b, '.');
}

/* The advice in words, about rows of one kind. */
static void
add_advice(struct buf *b, const struct comparison *c, const struct open_rows *o,
    const struct more_plan *half, const struct more_plan *all)
{
	bool several = half->total < all->total;

	add_intro(b, o, half, all);
	if (!isnan(comparison_round_seconds(c, o->row)) && o->kind == MORE_ROUND) {
		buf_str(b, " A round of all cases takes ");
		amount_seconds(b, comparison_round_seconds(c, o->row));
		buf_char(b, '.');
	}
	if (!more_is_silly(half)) {
		buf_str(b, " Measure ");
		add_way(b, o, half, several ? " for half" : "");
		if (several && !more_is_silly(all)) {
			buf_str(b, ", ");
			add_way(b, o, all, " for all");
		}
		add_place(b, o, half);
	}
	if (more_is_silly(all))
		add_instead(b, c, o,
		    more_is_silly(half) ? "A quieter machine" : "For all, a quieter machine");
}

static void
need_write(
    struct json_writer *w, const char *key, const struct need *need, const struct more_plan *p)
{
	struct buf options = BUF_INIT;

	more_options_add(&options, p);
	json_object_begin(w, key);
	json_number(w, "n", need->more);
	json_number(w, "total", p->total);
	if (isfinite(p->seconds))
		json_rounded(w, "seconds", p->seconds);
	if (options.len)
		json_string(w, "options", options.s);
	json_object_end(w);
	buf_free(&options);
}

static void
kind_write(struct json_writer *w, const struct comparison *c, const struct open_rows *o)
{
	struct more_plan half = more_plan_of(c, o->row, o->needs[half_of(o->n)].total);
	struct more_plan all = more_plan_of(c, o->row, o->needs[o->n - 1].total);
	struct buf advice = BUF_INIT;

	add_advice(&advice, c, o, &half, &all);
	json_object_begin(w, NULL);
	json_string(w, "of", more_word(o->kind));
	json_integer(w, "rows", (long long)o->n);
	need_write(w, "half", &o->needs[half_of(o->n)], &half);
	need_write(w, "all", &o->needs[o->n - 1], &all);
	json_rounded(w, "threshold", o->threshold);
	json_string(w, "advice", advice.s);
	json_object_end(w);
	buf_free(&advice);
}

void
comparison_open_write(struct json_writer *w, const struct comparison *c)
{
	bool begun = false;

	for (int kind = 0; kind < NMORE; kind++) {
		struct open_rows o;

		open_rows_find(c, (enum more_kind)kind, &o);
		if (o.n && !begun) {
			begun = true;
			json_array_begin(w, "open");
		}
		if (o.n)
			kind_write(w, c, &o);
		free(o.needs);
	}
	if (begun)
		json_array_end(w);
}
