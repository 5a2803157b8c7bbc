#include "measure/run_times.h"

#include <math.h>
#include <stdlib.h>

#include "base/util.h"
#include "stats/sample.h"

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

struct interval
run_times_ratio(const struct subject *a, const struct subject *b)
{
	struct shift_room room = {NULL, 0};
	struct rank_tables *tables = rank_tables_new();
	struct interval ratio;
	double *va, *vb;
	size_t na = sorted_times(a, &va), nb = sorted_times(b, &vb);

	ratio = shift_unpaired(&room, tables, va, na, vb, nb, SHIFT_LOG_RATIO);
	if (isnan(ratio.low))
		ratio.value = log(run_median_time(b) / run_median_time(a));
	free(va);
	free(vb);
	shift_room_free(&room);
	rank_tables_free(tables);
	return ratio;
}

void
run_line_print(FILE *f, const struct text_style *style, struct buf *line)
{
	struct text_style narrower = *style;
	struct buf b = BUF_INIT;

	narrower.columns -= 2;
	text_wrapped(&b, &narrower, 4, line->s);
	fprintf(f, "  %s\n", b.s);
	buf_free(&b);
	buf_clear(line);
}
