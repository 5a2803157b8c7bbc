#include "measure/run_relation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/util.h"
#include "measure/run_summary.h"
#include "stats/sample.h"
#include "stats/shift.h"

static size_t
sorted_times(const struct subject *u, double **v)
{
	const double *times = subject_samples(u, "duration_ms");
	size_t n;

	*v = xreallocarray(NULL, u->n, sizeof **v);
	n = times ? sample_compact(times - u->resumed, u->n, *v) : 0;
	sample_sort(*v, n);
	return n;
}

/* The times of B over those of A, as a logarithm. */
static struct interval
times_ratio(const struct subject *a, const struct subject *b)
{
	struct shift_room room = {NULL, 0};
	struct rank_tables *tables = rank_tables_new();
	struct interval ratio;
	double *va, *vb;
	size_t na = sorted_times(a, &va), nb = sorted_times(b, &vb);

	ratio = shift_unpaired(&room, tables, va, na, vb, nb, SHIFT_LOG_RATIO);
	free(va);
	free(vb);
	shift_room_free(&room);
	rank_tables_free(tables);
	return ratio;
}

static void
print_comparison(const struct subject *fastest, const struct subject *u)
{
	struct interval ratio = times_ratio(fastest, u);
	struct buf name = BUF_INIT;

	run_label_add(u, &name);
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
	buf_free(&name);
}

/* U beside REFERENCE. */
static void
print_reference(const struct subject *reference, const struct subject *u)
{
	struct interval ratio = times_ratio(reference, u);
	bool slow = ratio.value > 0;
	double low = slow ? ratio.low : -ratio.high, high = slow ? ratio.high : -ratio.low;
	struct buf name = BUF_INIT;

	run_label_add(u, &name);
	fprintf(stderr, "  %s ", name.s);
	if (low <= 0) {
		fprintf(stderr, "is not shown to differ: it takes %.2f to %.2f times as long\n",
		    exp(ratio.low), exp(ratio.high));
	} else {
		fprintf(stderr, "%s %.2f times as %s", slow ? "takes" : "is",
		    exp(fabs(ratio.value)), slow ? "long" : "fast");
		if (isnan(low))
			fputs(" (too few invocations for an interval)\n", stderr);
		else
			fprintf(stderr, " (95 %% interval %.2f to %.2f)\n", exp(low), exp(high));
	}
	buf_free(&name);
}

void
run_comparisons_print(const struct subject *const *subjects, size_t n)
{
	const struct subject *fastest = subjects[0];
	struct buf name = BUF_INIT;
	size_t timed = 0;

	for (size_t i = 0; i < n; i++) {
		timed += isfinite(run_median_time(subjects[i]));
		if (run_median_time(subjects[i]) < run_median_time(fastest))
			fastest = subjects[i];
	}
	if (timed < 2)
		return;
	run_label_add(fastest, &name);
	fprintf(stderr, "\n%s is\n", name.s);
	for (size_t i = 0; i < n; i++)
		if (subjects[i] != fastest && isfinite(run_median_time(subjects[i])))
			print_comparison(fastest, subjects[i]);
	buf_free(&name);
}

void
run_references_print(
    const struct subject *const *subjects, size_t n, const struct plan_case *reference)
{
	for (size_t r = 0; r < n; r++) {
		struct buf name = BUF_INIT;

		if (subjects[r]->plan != reference)
			continue;
		run_label_add(subjects[r], &name);
		if (isfinite(run_median_time(subjects[r])))
			fprintf(stderr, "\ncompared with %s:\n", name.s);
		else
			fprintf(stderr, "\nnothing is compared: %s has no times\n", name.s);
		for (size_t i = 0; isfinite(run_median_time(subjects[r])) && i < n; i++)
			if (i != r && isfinite(run_median_time(subjects[i])) &&
			    text_order(subjects[i]->variant, subjects[r]->variant) == 0)
				print_reference(subjects[r], subjects[i]);
		buf_free(&name);
	}
}
