#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantity.h"
#include "base/terminal.h"
#include "base/text_table.h"
#include "base/util.h"
#include "power/power_plan.h"

/* Work of this many milliseconds hides what starting a program takes. */
#define LONG_WORK 100
/* Of normal noise: how many standard errors a change must be to be seen with a chance of 80 %. */
#define ERRORS_SEEN 3.4

/* How many times as long the work of R must be, if its noise stays as long; 0: it is long enough,
 * or no time. */
static double
longer_work(const struct power_plan *p, const struct power_row *r)
{
	double ms, factor;

	if (!r->earlier->unit || !unit_factor(r->earlier->unit, "ms", &ms) ||
	    r->earlier->value * ms >= LONG_WORK || !(r->smallest > p->goal.change))
		return 0;
	factor = ceil(r->smallest / p->goal.change);
	return isfinite(factor) ? factor : 0;
}

static void
counts_add(struct buf *b, const struct power_row *r)
{
	double ms;

	if (r->at->instrument == INSTRUMENT_NONE && unit_factor(r->earlier->unit, "ms", &ms))
		buf_printf(b, "%sinstructions counted (instrument: callgrind)%s",
		    b->len ? "; " : "",
		    r->earlier->bound ? ", since the work is bound by the CPU"
				      : ", if it is the CPU's work that changes");
}

static void
longer_add(struct buf *b, const struct power_plan *p, const struct power_row *r)
{
	double factor = longer_work(p, r);

	if (factor > 1)
		buf_printf(b, "%swork %.0f times as long, if its noise stays as it is",
		    b->len ? "; " : "", factor);
}

static void
minutes_add(struct buf *b, double seconds)
{
	struct scale scale = scale_for(seconds * 1e3, "ms");

	quantity_text(b, seconds * 1e3, &scale, 2);
}

char *
power_advice(const struct power_plan *p, const struct power_row *r)
{
	struct buf b = BUF_INIT;

	switch (r->answer) {
	case POWER_BUDGET:
		buf_str(&b, "a budget longer by ");
		minutes_add(&b, p->seconds + fmax(0, r->lacks) - p->budget);
		longer_add(&b, p, r);
		counts_add(&b, r);
		break;
	case POWER_NOISE:
		counts_add(&b, r);
		longer_add(&b, p, r);
		if (r->needed) {
			buf_str(&b, b.len ? "; a budget of " : "a budget of ");
			minutes_add(&b, r->takes);
		} else if (!b.len) {
			buf_str(&b, "a quieter machine");
		}
		break;
	case POWER_CLOCK:
		buf_printf(&b, "work %.0f times as long, or a finer clock",
		    ceil(2 * r->earlier->step / p->goal.change));
		break;
	case POWER_BETWEEN:
		if (r->builds > p->builds)
			buf_printf(
			    &b, "%zu builds of each side (builds: %zu)", r->builds, r->builds);
		else if (r->earlier->between > 0)
			buf_printf(&b,
			    "%.0f sessions of builds of their own, joined by bench-merge",
			    ceil(
				pow(ERRORS_SEEN * r->earlier->between / log1p(p->goal.change), 2)));
		counts_add(&b, r);
		break;
	case POWER_UNKNOWN:
		buf_str(&b, r->earlier ? "a pilot of 12 rounds or more, in ratios" : "a pilot");
		break;
	case POWER_PLANNED:
	case POWER_EXACT:
	case NPOWER_ANSWERS: break;
	}
	return b.len ? buf_take(&b) : NULL;
}

static const char *
row_id(const struct power_row *r)
{
	return r->earlier ? r->earlier->id : r->at->id;
}

static void
power_row_write(const struct power_plan *p, const struct power_row *r, struct json_writer *w)
{
	char *advice = power_advice(p, r);

	json_break(w);
	json_object_begin(w, NULL);
	json_string(w, "id", row_id(r));
	if (r->earlier)
		json_string(w, "metric", r->earlier->metric);
	json_string(w, "answer", power_answers[r->answer]);
	if (r->needed)
		json_integer(w, "needed", (long long)r->needed);
	if (!isnan(r->takes))
		json_rounded(w, "seconds", r->takes);
	if (!isnan(r->detection))
		json_rounded(w, "detection", r->detection);
	if (isfinite(r->smallest))
		json_rounded(w, "smallest", r->smallest);
	if (r->earlier)
		json_integer(w, "sessions", (long long)r->earlier->n);
	if (advice)
		json_string(w, "advice", advice);
	json_object_end(w);
	free(advice);
}

void
power_plan_write(const struct power_plan *p, struct json_writer *w, const char *key)
{
	json_object_begin(w, key);
	json_number(w, "change", p->goal.change);
	json_number(w, "chance", p->goal.chance);
	json_rounded(w, "seconds", p->seconds);
	json_integer(w, "decided", (long long)p->decided);
	json_array_begin(w, "rows");
	for (size_t i = 0; i < p->n; i++)
		power_row_write(p, &p->rows[i], w);
	json_break(w);
	json_array_end(w);
	json_object_end(w);
}

/* The next cell: TEXT, which is emptied. */
static void
cell(struct text_table *t, struct buf *text, enum text_paint paint)
{
	text_table_cell(t, text->s ? text->s : "", paint);
	buf_clear(text);
}

static void
percent_cell(struct text_table *t, struct buf *b, double v, enum text_paint paint)
{
	if (isfinite(v))
		percent_text(b, v, false);
	cell(t, b, paint);
}

static void
row_show(const struct power_plan *p, const struct power_row *r, struct text_table *t)
{
	bool shown = r->answer == POWER_PLANNED || r->answer == POWER_EXACT;
	enum text_paint paint = shown ? PAINT_GREEN : PAINT_YELLOW;
	char *advice = power_advice(p, r);
	struct buf b = BUF_INIT;

	text_table_cell(t, row_id(r), PAINT_NONE);
	text_table_cell(t, r->earlier ? r->earlier->metric : "", PAINT_NONE);
	text_table_cell(t, power_answers[r->answer], paint);
	buf_printf(&b, "%zu", r->at->runs.min);
	cell(t, &b, PAINT_NONE);
	percent_cell(t, &b, r->detection, PAINT_NONE);
	percent_cell(t, &b, r->smallest, PAINT_NONE);
	if (r->needed)
		buf_printf(&b, "%zu", r->needed);
	cell(t, &b, PAINT_NONE);
	if (!isnan(r->takes))
		minutes_add(&b, r->takes);
	cell(t, &b, PAINT_NONE);
	text_table_cell(t, advice ? advice : "", PAINT_DIM);
	free(advice);
	buf_free(&b);
}

void
power_plan_show(const struct power_plan *p, struct buf *b, const struct text_style *style)
{
	static const struct text_column columns[] = {
	    {.title = "case", .name = true},
	    {.title = "metric", .once = true, .under = 1},
	    {.title = "answer"},
	    {.title = "rounds", .right = true},
	    {.title = "finds it in", .right = true, .under = 4},
	    {.title = "shows", .right = true},
	    {.title = "needs", .right = true, .under = 6},
	    {.title = "for", .right = true},
	    {.title = "what would show it", .text = true, .under = 1},
	};
	struct text_table *t = text_table_new(style, columns, sizeof columns / sizeof *columns);

	for (size_t i = 0; i < p->n; i++)
		row_show(p, &p->rows[i], t);
	text_table_add(t, b);
	text_table_free(t);
}
