#include "measure/row_width.h"

#include <math.h>

#include "stats/sample.h"

bool
row_width_counts(const struct row_table *t, const struct reported_row *r, size_t metric)
{
	return r->known && r->gate && !r->failure && row_series_of(r, metric)->n > 0 &&
	       row_table_metric_at(t, metric)->gate;
}

static double
series_width(const struct row_series *series, size_t n)
{
	struct sample_summary s;
	double width;

	sample_summarize(series->samples, series->n < n ? series->n : n, &s);
	width = s.n ? sample_median_halfwidth(&s) : (double)NAN;
	return isnan(width) ? INFINITY : width;
}

double
row_width_widest(const struct row_table *t, size_t n)
{
	double widest = 0;

	for (size_t i = 0; i < row_table_size(t); i++) {
		const struct reported_row *r = row_table_at(t, i);

		for (size_t m = 0; m < r->nseries; m++)
			if (row_width_counts(t, r, m))
				widest = fmax(widest, series_width(&r->series[m], n));
	}
	return widest;
}
