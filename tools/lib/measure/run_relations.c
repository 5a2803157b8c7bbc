#include "measure/run_relations.h"

#include <math.h>
#include <string.h>

#include "base/tame.h"
#include "measure/run_times.h"

enum { RELATIONS_MAX = 20 };

void
run_label_add(struct buf *b, const struct subject *u)
{
	buf_str(b, u->plan->id);
	if (u->variant)
		buf_printf(b, " (%s)", u->variant);
	line_tame(b->s);
}

/* How many times as fast as U the FASTEST is. */
static void
print_comparison(
    FILE *f, const struct subject *fastest, const struct subject *u, const struct text_style *style)
{
	struct interval ratio = run_times_ratio(fastest, u);
	struct buf name = BUF_INIT, line = BUF_INIT;

	run_label_add(&name, u);
	if (isnan(ratio.low))
		buf_printf(&line, "%.2f times as fast as %s (too few invocations for an interval)",
		    exp(ratio.value), name.s);
	else if (ratio.low <= 0)
		buf_printf(&line, "not shown to be faster than %s (%.2f to %.2f times)", name.s,
		    exp(ratio.low), exp(ratio.high));
	else
		buf_printf(&line, "%.2f times as fast as %s (95 %% interval %.2f to %.2f)",
		    exp(ratio.value), name.s, exp(ratio.low), exp(ratio.high));
	run_line_print(f, style, &line);
	buf_free(&line);
	buf_free(&name);
}

/* How those of the N at GROUP relate that have times. */
static void
print_comparisons(FILE *f, const struct subject *group, size_t n, const struct text_style *style)
{
	const struct subject *fastest = &group[0];
	struct buf name = BUF_INIT;
	size_t timed = 0, shown = 0;

	for (size_t i = 0; i < n; i++) {
		timed += isfinite(run_median_time(&group[i]));
		if (run_median_time(&group[i]) < run_median_time(fastest))
			fastest = &group[i];
	}
	if (timed < 2)
		return;
	run_label_add(&name, fastest);
	fprintf(f, "\n%s is\n", name.s);
	for (size_t i = 0; i < n && shown < RELATIONS_MAX; i++)
		if (&group[i] != fastest && isfinite(run_median_time(&group[i]))) {
			print_comparison(f, fastest, &group[i], style);
			shown++;
		}
	if (timed - 1 > shown)
		fprintf(f, "  faster than %zu more\n", timed - 1 - shown);
	buf_free(&name);
}

/* The same of the cases of every benchmark, which stand together. Variants are not for this. */
static void
print_matrices(FILE *f, const struct subject *subjects, size_t n, const struct text_style *style)
{
	for (size_t i = 0, to; i < n; i = to) {
		for (to = i + 1;
		     to < n && strcmp(subjects[to].plan->name, subjects[i].plan->name) == 0;)
			to++;
		if (!subjects[i].variant)
			print_comparisons(f, &subjects[i], to - i, style);
	}
}

void
run_relations_print(
    FILE *f, const struct subject *subjects, size_t n, bool compare, const struct text_style *style)
{
	if (compare)
		print_comparisons(f, subjects, n, style);
	else
		print_matrices(f, subjects, n, style);
}
