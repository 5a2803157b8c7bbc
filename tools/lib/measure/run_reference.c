#include "measure/run_reference.h"

#include <math.h>
#include <stdio.h>

#include "base/util.h"
#include "measure/run_relations.h"
#include "measure/run_times.h"

/* U beside REFERENCE. */
static void
print_reference(FILE *f, const struct subject *reference, const struct subject *u,
    const struct text_style *style)
{
	struct interval ratio = run_times_ratio(reference, u);
	bool slow = ratio.value > 0;
	double low = slow ? ratio.low : -ratio.high, high = slow ? ratio.high : -ratio.low;
	struct buf line = BUF_INIT;

	run_label_add(&line, u);
	if (low <= 0) {
		buf_printf(&line, " is not shown to differ: it takes %.2f to %.2f times as long",
		    exp(ratio.low), exp(ratio.high));
	} else {
		buf_printf(&line, " %s %.2f times as %s", slow ? "takes" : "is",
		    exp(fabs(ratio.value)), slow ? "long" : "fast");
		if (isnan(low))
			buf_str(&line, " (too few invocations for an interval)");
		else
			buf_printf(&line, " (95 %% interval %.2f to %.2f)", exp(low), exp(high));
	}
	run_line_print(f, style, &line);
	buf_free(&line);
}

/* Whether U has times, and is in the variant of REFERENCE and another case. */
static bool
is_comparable(const struct subject *u, const struct subject *reference)
{
	return u != reference && isfinite(run_median_time(u)) &&
	       text_order(u->variant, reference->variant) == 0;
}

/* How the N SUBJECTS relate to R, one of them. */
static void
print_references(FILE *f, const struct subject *const *subjects, size_t n, const struct subject *r,
    const struct text_style *style)
{
	struct buf name = BUF_INIT;
	size_t comparable = 0;

	run_label_add(&name, r);
	for (size_t i = 0; i < n; i++)
		comparable += is_comparable(subjects[i], r);
	if (!isfinite(run_median_time(r)))
		fprintf(f, "\nnothing is compared: %s has no times\n", name.s);
	else if (comparable == 0)
		fprintf(f, "\nnothing is compared with %s: no other case has times\n", name.s);
	else
		fprintf(f, "\ncompared with %s:\n", name.s);
	for (size_t i = 0; isfinite(run_median_time(r)) && i < n; i++)
		if (is_comparable(subjects[i], r))
			print_reference(f, r, subjects[i], style);
	buf_free(&name);
}

void
run_references_print(FILE *f, const struct subject *const *subjects, size_t n,
    const struct plan_case *reference, const struct text_style *style)
{
	for (size_t r = 0; r < n; r++)
		if (subjects[r]->plan == reference)
			print_references(f, subjects, n, subjects[r], style);
}
