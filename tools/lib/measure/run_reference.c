#include "measure/run_reference.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/util.h"
#include "measure/run_relations.h"
#include "stats/sample.h"
#include "stats/shift.h"

double
run_median_time(const struct subject *u)
{
	const double *times = subject_samples(u, "duration_ms");
	struct sample_summary s;

	if (!times || u->status != ENTRY_OK || u->n == 0 || u->plan->control)
		return INFINITY;
	sample_summarize(times - u->resumed, u->n, &s);
	return s.median > 0 ? s.median : INFINITY;
}

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

/* U beside REFERENCE. */
static void
print_reference(FILE *f, const struct subject *reference, const struct subject *u)
{
	struct interval ratio = times_ratio(reference, u);
	bool slow = ratio.value > 0;
	double low = slow ? ratio.low : -ratio.high, high = slow ? ratio.high : -ratio.low;
	struct buf name = BUF_INIT;

	run_label_add(&name, u);
	fprintf(f, "  %s ", name.s);
	if (low <= 0) {
		fprintf(f, "is not shown to differ: it takes %.2f to %.2f times as long\n",
		    exp(ratio.low), exp(ratio.high));
	} else {
		fprintf(f, "%s %.2f times as %s", slow ? "takes" : "is", exp(fabs(ratio.value)),
		    slow ? "long" : "fast");
		if (isnan(low))
			fputs(" (too few invocations for an interval)\n", f);
		else
			fprintf(f, " (95 %% interval %.2f to %.2f)\n", exp(low), exp(high));
	}
	buf_free(&name);
}

void
run_references_print(
    FILE *f, const struct subject *const *subjects, size_t n, const struct plan_case *reference)
{
	for (size_t r = 0; r < n; r++) {
		struct buf name = BUF_INIT;

		if (subjects[r]->plan != reference)
			continue;
		run_label_add(&name, subjects[r]);
		if (isfinite(run_median_time(subjects[r])))
			fprintf(f, "\ncompared with %s:\n", name.s);
		else
			fprintf(f, "\nnothing is compared: %s has no times\n", name.s);
		for (size_t i = 0; isfinite(run_median_time(subjects[r])) && i < n; i++)
			if (i != r && isfinite(run_median_time(subjects[i])) &&
			    text_order(subjects[i]->variant, subjects[r]->variant) == 0)
				print_reference(f, subjects[r], subjects[i]);
		buf_free(&name);
	}
}
