#include "measure/run_summary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantity.h"
#include "base/text_cut.h"
#include "base/text_width.h"
#include "base/util.h"
#include "measure/run_relation.h"
#include "results/results.h"
#include "stats/sample.h"

enum { NAME_MIN = 9, NAME_MAX = 48, ESTIMATE_OF = 1000 };

const char *const summary_orders[] = {"given", "time", "name", NULL};

static const struct channel *
channel_of(const struct subject *u, const char *name)
{
	for (size_t i = 0; i < u->nchannels; i++)
		if (strcmp(u->channels[i].name, name) == 0)
			return &u->channels[i];
	return NULL;
}

void
run_label_add(const struct subject *u, struct buf *b)
{
	buf_str(b, u->plan->id);
	if (u->variant)
		buf_printf(b, " (%s)", u->variant);
	line_tame(b->s);
}

/* The same for a column of the table: its two ends, where it is long. */
static void
label_short(const struct subject *u, struct buf *b)
{
	struct buf whole = BUF_INIT;

	run_label_add(u, &whole);
	text_cut_add(b, whole.s, NAME_MAX);
	buf_free(&whole);
}

static void
print_padded(const char *s, int width)
{
	int columns = (int)text_columns(s);

	fprintf(stderr, "%s%*s", s, width > columns ? width - columns : 0, "");
}

static void
summary_add_value(struct buf *b, const struct sample_summary *s, const char *unit)
{
	struct scale scale = scale_for(s->median, unit);
	double width = sample_median_halfwidth(s);

	quantity_text(b, s->median, &scale, 4);
	if (!isnan(width)) {
		buf_str(b, " ± ");
		percent_text(b, width, false);
	}
}

static void
add_range(struct buf *b, const struct sample_summary *s, const char *unit)
{
	struct scale scale = scale_for(s->median, unit);

	number_text(b, s->min * scale.factor, 4);
	buf_str(b, " … ");
	quantity_text(b, s->max, &scale, 4);
}

/* Print LINES (or NULL), the end of WHAT, unless REASON has said all of it. */
static void
print_lines(const char *what, const char *lines, const char *reason)
{
	if (!lines || (reason && !strchr(lines, '\n') && strstr(reason, lines)))
		return;
	fprintf(stderr, "    the end of its %s:\n", what);
	while (*lines) {
		size_t n = strcspn(lines, "\n");
		char *line = xstrndup(lines, n);

		line_tame(line);
		fprintf(stderr, "      %s\n", line);
		free(line);
		lines += n + (lines[n] == '\n');
	}
}

static void
print_unit(const struct subject *u, int width)
{
	const struct channel *time = channel_of(u, "duration_ms");
	const struct channel *memory = channel_of(u, "memory_mb");
	struct buf name = BUF_INIT, text = BUF_INIT;
	struct sample_summary s;
	size_t wild = 0;

	label_short(u, &name);
	print_padded(name.s, width);
	if (u->n > 0 && time) {
		sample_summarize(time->samples, u->n, &s);
		wild = sample_severe_outliers(time->samples, u->n, &s);
		summary_add_value(&text, &s, time->unit);
		fputs("  ", stderr);
		print_padded(text.s, 18);
		buf_clear(&text);
		add_range(&text, &s, time->unit);
		fputs("  ", stderr);
		print_padded(text.s, 22);
		buf_clear(&text);
		if (memory) {
			struct sample_summary mem;
			struct scale scale;

			sample_summarize(memory->samples, u->n, &mem);
			scale = scale_for(mem.median, memory->unit);
			quantity_text(&text, mem.median, &scale, 3);
		}
		fprintf(stderr, "  %5zu  %s", u->n, text.s ? text.s : "");
	}
	if (u->status != ENTRY_OK) {
		buf_clear(&text);
		buf_str(&text, u->reason ? u->reason : " ");
		line_tame(text.s);
		fprintf(stderr, "  %s: %s", entry_status_name(u->status), text.s);
	}
	if (u->ignored)
		fprintf(stderr, "  (%zu ended with a status that is ignored)", u->ignored);
	if (wild)
		fprintf(stderr, "  (%zu severe outlier%s)", wild, wild == 1 ? "" : "s");
	fputc('\n', stderr);
	print_lines("standard output", u->last_out, u->reason);
	print_lines("standard error", u->last_err, u->reason);
	buf_free(&name);
	buf_free(&text);
}

double
run_median_time(const struct subject *u)
{
	const struct channel *time = channel_of(u, "duration_ms");
	struct sample_summary s;

	if (!time || u->status != ENTRY_OK || u->n == 0 || u->plan->control)
		return INFINITY;
	sample_summarize(time->samples, u->n, &s);
	return s.median > 0 ? s.median : INFINITY;
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

void
run_summary_print(const struct subject *subjects, size_t n, const struct summary_options *o)
{
	const struct subject **order = xreallocarray(NULL, n, sizeof *order);
	int width = NAME_MIN;

	for (size_t i = 0; i < n; i++) {
		struct buf name = BUF_INIT;

		order[i] = &subjects[i];
		label_short(&subjects[i], &name);
		if ((int)text_columns(name.s) > width)
			width = (int)text_columns(name.s);
		buf_free(&name);
	}
	if (o->order != SUMMARY_GIVEN)
		qsort(order, n, sizeof *order,
		    o->order == SUMMARY_TIME ? time_order : summary_name_order);
	if (n > 0) {
		print_padded("benchmark", width);
		fprintf(
		    stderr, "  %-18s  %-22s  %5s  %s\n", "median", "range", "runs", "peak memory");
	}
	for (size_t i = 0; i < n; i++)
		print_unit(order[i], width);
	if (o->reference)
		run_references_print(order, n, o->reference);
	else if (o->compare && n > 1)
		run_comparisons_print(order, n);
	free(order);
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
