#include "measure/run_summary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantity.h"
#include "base/strip.h"
#include "base/tame.h"
#include "base/text_table.h"
#include "base/util.h"
#include "measure/row_summary.h"
#include "measure/run_reference.h"
#include "measure/run_relations.h"
#include "measure/run_times.h"
#include "results/results.h"
#include "stats/sample.h"

enum { ESTIMATE_OF = 1000 };

const char *const summary_orders[] = {"given", "time", "name", NULL};

const char *const summary_time_units[] = {
    "auto", "nanosecond", "microsecond", "millisecond", "second", NULL};
static const char *const time_unit_names[] = {NULL, "ns", "µs", "ms", "s"};

/* The scale of a time around V in UNIT. */
static struct scale
time_scale(double v, const char *unit, int time_unit)
{
	struct scale scale = scale_for(v, unit);

	if (time_unit_names[time_unit])
		scale_in(unit, time_unit_names[time_unit], &scale);
	return scale;
}

static const struct channel *
channel_of(const struct subject *u, const char *name)
{
	for (size_t i = 0; i < u->nchannels; i++)
		if (strcmp(u->channels[i].name, name) == 0)
			return &u->channels[i];
	return NULL;
}

static void
summary_add_value(struct buf *b, const struct sample_summary *s, const struct scale *scale)
{
	double width = sample_median_halfwidth(s);

	quantity_text(b, s->median, scale, 4);
	if (!isnan(width)) {
		buf_str(b, " ± ");
		percent_text(b, width, false);
	}
}

static void
add_range(struct buf *b, const struct sample_summary *s, const struct scale *scale)
{
	number_text(b, s->min * scale->factor, 4);
	buf_str(b, " … ");
	quantity_text(b, s->max, scale, 4);
}

/* Print LINES (or NULL), the end of WHAT, unless REASON has said all of it. */
static void
print_lines(FILE *f, const char *what, const char *lines, const char *reason)
{
	if (!lines || (reason && !strchr(lines, '\n') && strstr(reason, lines)))
		return;
	fprintf(f, "    the end of its %s:\n", what);
	while (*lines) {
		size_t n = strcspn(lines, "\n");
		char *line = xstrndup(lines, n);

		line_tame(line);
		fprintf(f, "      %s\n", line);
		free(line);
		lines += n + (lines[n] == '\n');
	}
}

static void
cell_take(struct text_table *t, struct buf *b, enum text_paint paint)
{
	text_table_cell(t, b->s ? b->s : "", paint);
	buf_clear(b);
}

/* Median, range and, if wanted, how the samples of TIME lie: three cells. */
static void
time_cells(struct text_table *t, const struct channel *time, size_t n,
    const struct run_summary_options *options)
{
	struct sample_summary s;
	struct scale scale;
	struct buf b = BUF_INIT;
	unsigned char strip[STRIP_CELLS];

	if (n > 0 && time) {
		sample_summarize(time->samples, n, &s);
		scale = time_scale(s.median, time->unit, options->time_unit);
		summary_add_value(&b, &s, &scale);
		cell_take(t, &b, PAINT_NONE);
		add_range(&b, &s, &scale);
		cell_take(t, &b, PAINT_NONE);
		strip_fill(strip, time->samples, n, s.min, s.max);
		if (options->plot)
			strip_add(&b, strip, options->style.unicode);
	} else {
		cell_take(t, &b, PAINT_NONE);
		cell_take(t, &b, PAINT_NONE);
	}
	cell_take(t, &b, PAINT_NONE);
	buf_free(&b);
}

static void
subject_row(
    struct text_table *t, const struct subject *u, const struct run_summary_options *options)
{
	const struct channel *time = channel_of(u, "duration_ms");
	const struct channel *memory = channel_of(u, "memory_mb");
	struct buf b = BUF_INIT;
	struct sample_summary s;
	size_t wild = 0;

	run_label_add(&b, u);
	cell_take(t, &b, PAINT_NONE);
	time_cells(t, time, u->n, options);
	if (u->n > 0 && time) {
		buf_printf(&b, "%zu", u->n);
		sample_summarize(time->samples, u->n, &s);
		wild = sample_severe_outliers(time->samples, u->n, &s);
	}
	cell_take(t, &b, PAINT_NONE);
	if (u->n > 0 && memory) {
		struct scale scale;

		sample_summarize(memory->samples, u->n, &s);
		scale = scale_for(s.median, memory->unit);
		quantity_text(&b, s.median, &scale, 3);
	}
	cell_take(t, &b, PAINT_NONE);
	if (u->status != ENTRY_OK)
		buf_str(&b, entry_status_name(u->status));
	else if (u->ignored)
		buf_printf(&b, "%zu failed, ignored", u->ignored);
	else if (wild)
		buf_printf(&b, "%zu severe outlier%s", wild, wild == 1 ? "" : "s");
	cell_take(
	    t, &b, u->status == ENTRY_OK || u->status == ENTRY_SKIPPED ? PAINT_YELLOW : PAINT_RED);
	buf_free(&b);
}

/* Why U is not ok, and the end of what it said. */
static void
print_reason(FILE *f, const struct subject *u, const struct text_style *style)
{
	struct buf line = BUF_INIT, text = BUF_INIT;

	if (u->status != ENTRY_OK && u->reason) {
		run_label_add(&text, u);
		buf_printf(&text, ": %s: %s", entry_status_name(u->status), u->reason);
		text_wrapped(&line, style, 2, text.s);
		fprintf(f, "%s\n", line.s);
	}
	print_lines(f, "standard output", u->last_out, u->reason);
	print_lines(f, "standard error", u->last_err, u->reason);
	buf_free(&line);
	buf_free(&text);
}

/* The rows that the command of U reported, under its name where it is not the only one. */
static void
print_rows(FILE *f, const struct subject *u, bool named)
{
	struct buf name = BUF_INIT;

	if (!u->rows)
		return;
	run_label_add(&name, u);
	if (named)
		fprintf(f, "%s:\n", name.s);
	row_summary_print(u->rows, f);
	buf_free(&name);
}

static int
time_order(const void *a, const void *b)
{
	const struct subject *const *x = a, *const *y = b;
	double p = run_median_time(*x), q = run_median_time(*y);

	if (p < q || p > q)
		return p < q ? -1 : 1;
	return *x < *y ? -1 : *x > *y;
}

static int
summary_name_order(const void *a, const void *b)
{
	const struct subject *const *x = a, *const *y = b;
	int order = strcmp((*x)->plan->id, (*y)->plan->id);

	return order ? order : *x < *y ? -1 : *x > *y;
}

/* The N SUBJECTS in ORDER; the caller owns the array. */
static const struct subject **
subjects_order(const struct subject *subjects, size_t n, enum summary_order order)
{
	const struct subject **list = xreallocarray(NULL, n, sizeof *list);

	for (size_t i = 0; i < n; i++)
		list[i] = &subjects[i];
	if (order != SUMMARY_GIVEN)
		qsort(
		    list, n, sizeof *list, order == SUMMARY_TIME ? time_order : summary_name_order);
	return list;
}

void
run_summary_print(
    FILE *f, const struct subject *subjects, size_t n, const struct run_summary_options *options)
{
	static const struct text_column columns[] = {
	    {.title = "benchmark", .name = true},
	    {.title = "median"},
	    {.title = "range", .under = 2, .spare = 3},
	    {.title = "samples"},
	    {.title = "runs", .right = true, .once = true, .spare = 1},
	    {.title = "peak memory", .spare = 2},
	    {.title = "note", .under = 1},
	};
	const struct subject **order;
	struct text_table *t;
	struct buf b = BUF_INIT;

	if (n == 0)
		return;
	order = subjects_order(subjects, n, options->order);
	t = text_table_new(&options->style, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < n; i++)
		subject_row(t, order[i], options);
	text_table_add(t, &b);
	fputs(b.s, f);
	for (size_t i = 0; i < n; i++)
		print_reason(f, order[i], &options->style);
	for (size_t i = 0; i < n; i++)
		print_rows(f, order[i], n > 1);
	if (options->reference)
		run_references_print(f, order, n, options->reference, &options->style);
	else
		run_relations_print(f, subjects, n, options->compare, &options->style);
	free(order);
	text_table_free(t);
	buf_free(&b);
}

void
run_warnings_print(FILE *f, const struct warnings *w, const struct text_style *style)
{
	static const char *const codes[] = {"disturbed", "steal", "throttling"};

	for (size_t i = 0; i < w->n; i++)
		for (size_t k = 0; k < sizeof codes / sizeof *codes; k++) {
			struct buf line = BUF_INIT, text = BUF_INIT;

			if (strcmp(w->at[i].code, codes[k]) != 0)
				continue;
			buf_printf(&text, "warning: %s%s%s", w->at[i].message,
			    w->at[i].advice ? ": " : "", w->at[i].advice ? w->at[i].advice : "");
			text_wrapped(&line, style, 2, text.s);
			buf_clear(&text);
			text_painted(&text, style, PAINT_YELLOW, line.s);
			fprintf(f, "%s\n", text.s);
			buf_free(&line);
			buf_free(&text);
		}
}

void
run_estimate_add(struct buf *b, const struct subject *u)
{
	const struct channel *time = channel_of(u, "duration_ms");
	size_t n = u->n < ESTIMATE_OF ? u->n : ESTIMATE_OF;
	struct sample_summary s;
	struct scale scale;

	if (!time || n == 0)
		return;
	sample_summarize(time->samples + u->n - n, n, &s);
	if (s.n == 0)
		return;
	scale = scale_for(s.median, time->unit);
	quantity_text(b, s.median, &scale, 4);
}
