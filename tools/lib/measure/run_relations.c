#include "measure/run_relations.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/tame.h"
#include "base/util.h"
#include "results/results.h"
#include "stats/sample.h"
#include "stats/shift.h"

enum { RELATIONS_MAX = 20 };

void
run_label_add(struct buf *b, const struct subject *u)
{
	buf_str(b, u->plan->id);
	if (u->variant)
		buf_printf(b, " (%s)", u->variant);
	line_tame(b->s);
}

/* All times of U, those that --resume brought too. */
static const double *
times_of(const struct subject *u)
{
	for (size_t i = 0; i < u->nchannels; i++)
		if (strcmp(u->channels[i].name, "duration_ms") == 0)
			return u->channels[i].samples;
	return NULL;
}

static size_t
sorted_times(const struct subject *u, double **v)
{
	const double *time = times_of(u);
	size_t n;

	*v = xreallocarray(NULL, u->n, sizeof **v);
	n = time ? sample_compact(time, u->n, *v) : 0;
	sample_sort(*v, n);
	return n;
}

static void
print_comparison(FILE *f, const struct subject *fastest, const struct subject *u)
{
	struct shift_room room = {NULL, 0};
	struct rank_tables *tables = rank_tables_new();
	struct interval ratio;
	double *a, *b;
	size_t na = sorted_times(fastest, &a), nb = sorted_times(u, &b);
	struct buf name = BUF_INIT;

	run_label_add(&name, u);
	ratio = shift_unpaired(&room, tables, a, na, b, nb, SHIFT_LOG_RATIO);
	if (isnan(ratio.low))
		fprintf(f, "  %.2f times as fast as %s (too few invocations for an interval)\n",
		    exp(ratio.value), name.s);
	else if (ratio.low <= 0)
		fprintf(f, "  not shown to be faster than %s (%.2f to %.2f times)\n", name.s,
		    exp(ratio.low), exp(ratio.high));
	else
		fprintf(f, "  %.2f times as fast as %s (95 %% interval %.2f to %.2f)\n",
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
	const double *time = times_of(u);
	struct sample_summary s;

	if (!time || u->status != ENTRY_OK || u->n == 0 || u->plan->control)
		return INFINITY;
	sample_summarize(time, u->n, &s);
	return s.median > 0 ? s.median : INFINITY;
}

/* How those of the N at GROUP relate that have times. */
static void
print_comparisons(FILE *f, const struct subject *group, size_t n)
{
	const struct subject *fastest = &group[0];
	struct buf name = BUF_INIT;
	size_t timed = 0, shown = 0;

	for (size_t i = 0; i < n; i++) {
		timed += isfinite(median_time(&group[i]));
		if (median_time(&group[i]) < median_time(fastest))
			fastest = &group[i];
	}
	if (timed < 2)
		return;
	run_label_add(&name, fastest);
	fprintf(f, "\n%s is\n", name.s);
	for (size_t i = 0; i < n && shown < RELATIONS_MAX; i++)
		if (&group[i] != fastest && isfinite(median_time(&group[i]))) {
			print_comparison(f, fastest, &group[i]);
			shown++;
		}
	if (timed - 1 > shown)
		fprintf(f, "  faster than %zu more\n", timed - 1 - shown);
	buf_free(&name);
}

/* The same of the cases of every benchmark, which stand together. Variants are not for this. */
static void
print_matrices(FILE *f, const struct subject *subjects, size_t n)
{
	for (size_t i = 0, to; i < n; i = to) {
		for (to = i + 1;
		     to < n && strcmp(subjects[to].plan->name, subjects[i].plan->name) == 0;)
			to++;
		if (!subjects[i].variant)
			print_comparisons(f, &subjects[i], to - i);
	}
}

void
run_relations_print(FILE *f, const struct subject *subjects, size_t n, bool compare)
{
	if (compare)
		print_comparisons(f, subjects, n);
	else
		print_matrices(f, subjects, n);
}
