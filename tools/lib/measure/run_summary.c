#include "measure/run_summary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantity.h"
#include "base/tame.h"
#include "base/text_cut.h"
#include "base/text_width.h"
#include "base/util.h"
#include "measure/row_summary.h"
#include "results/results.h"
#include "stats/sample.h"
#include "stats/shift.h"

enum { NAME_MIN = 9, NAME_MAX = 48 };

static const struct channel *
channel_of(const struct subject *u, const char *name)
{
	for (size_t i = 0; i < u->nchannels; i++)
		if (strcmp(u->channels[i].name, name) == 0)
			return &u->channels[i];
	return NULL;
}

/* The name a person knows the subject by, fit for a line of a log. */
static void
label(const struct subject *u, struct buf *b)
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

	label(u, &whole);
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
	if (wild)
		fprintf(stderr, "  (%zu severe outlier%s)", wild, wild == 1 ? "" : "s");
	fputc('\n', stderr);
	print_lines("standard output", u->last_out, u->reason);
	print_lines("standard error", u->last_err, u->reason);
	buf_free(&name);
	buf_free(&text);
}

static size_t
sorted_times(const struct subject *u, double **v)
{
	const struct channel *time = channel_of(u, "duration_ms");
	size_t n;

	*v = xreallocarray(NULL, u->n, sizeof **v);
	n = time ? sample_compact(time->samples, u->n, *v) : 0;
	sample_sort(*v, n);
	return n;
}

static void
print_comparison(const struct subject *fastest, const struct subject *u)
{
	struct shift_room room = {NULL, 0};
	struct rank_tables *tables = rank_tables_new();
	struct interval ratio;
	double *a, *b;
	size_t na = sorted_times(fastest, &a), nb = sorted_times(u, &b);
	struct buf name = BUF_INIT;

	label(u, &name);
	ratio = shift_unpaired(&room, tables, a, na, b, nb, SHIFT_LOG_RATIO);
	if (isnan(ratio.low))
		fprintf(stderr,
		    "  %.2f times as fast as %s (too few invocations for an interval)\n",
		    exp(ratio.value), name.s);
	else if (ratio.low <= 0)
		fprintf(stderr, "  not shown to be faster than %s (%.2f to %.2f times)\n", name.s,
		    exp(ratio.low), exp(ratio.high));
	else
		fprintf(stderr, "  %.2f times as fast as %s (95 %% interval %.2f to %.2f)\n",
		    exp(ratio.value), name.s, exp(ratio.low), exp(ratio.high));
	free(a);
	free(b);
	buf_free(&name);
	shift_room_free(&room);
	rank_tables_free(tables);
}

static double
median_time(const struct subject *u)
{
	const struct channel *time = channel_of(u, "duration_ms");
	struct sample_summary s;

	if (!time || u->status != ENTRY_OK || u->n == 0 || u->plan->control)
		return INFINITY;
	sample_summarize(time->samples, u->n, &s);
	return s.median > 0 ? s.median : INFINITY;
}

static void
print_comparisons(const struct subject *subjects, size_t n)
{
	const struct subject *fastest = &subjects[0];
	struct buf name = BUF_INIT;
	size_t timed = 0;

	for (size_t i = 0; i < n; i++) {
		timed += isfinite(median_time(&subjects[i]));
		if (median_time(&subjects[i]) < median_time(fastest))
			fastest = &subjects[i];
	}
	if (timed < 2)
		return;
	label(fastest, &name);
	fprintf(stderr, "\n%s is\n", name.s);
	for (size_t i = 0; i < n; i++)
		if (&subjects[i] != fastest && isfinite(median_time(&subjects[i])))
			print_comparison(fastest, &subjects[i]);
	buf_free(&name);
}

void
run_summary_print(const struct subject *subjects, size_t n, bool compare)
{
	int width = NAME_MIN;

	for (size_t i = 0; i < n; i++) {
		struct buf name = BUF_INIT;

		label_short(&subjects[i], &name);
		if ((int)text_columns(name.s) > width)
			width = (int)text_columns(name.s);
		buf_free(&name);
	}
	if (n == 0)
		return;
	print_padded("benchmark", width);
	fprintf(stderr, "  %-18s  %-22s  %5s  %s\n", "median", "range", "runs", "peak memory");
	for (size_t i = 0; i < n; i++) {
		print_unit(&subjects[i], width);
		if (subjects[i].rows)
			row_summary_print(subjects[i].rows, stderr);
	}
	if (compare && n > 1)
		print_comparisons(subjects, n);
}
