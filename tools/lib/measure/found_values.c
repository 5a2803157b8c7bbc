#include "measure/found_values.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "stats/sample.h"

enum { KEPT_BETWEEN = 1 << 12 }; /* values whose memory stays for the next invocation */

void
found_values_begin(struct found_values *f, enum reduce reduce)
{
	if (f->cap > KEPT_BETWEEN)
		found_values_free(f);
	f->reduce = reduce;
	f->n = f->nkept = 0;
	f->sum = 0;
}

bool
found_values_add(struct found_values *f, double v)
{
	if (f->reduce == REDUCE_MEDIAN) {
		if (f->nkept == FOUND_KEPT_MAX)
			return false;
		f->kept = xgrow(f->kept, f->nkept, &f->cap, sizeof *f->kept);
		f->kept[f->nkept++] = v;
	}
	if (f->n++ == 0)
		f->first = f->min = f->max = v;
	f->last = v;
	f->min = v < f->min ? v : f->min;
	f->max = v > f->max ? v : f->max;
	f->sum += v;
	return true;
}

double
found_values_reduced(struct found_values *f)
{
	switch (f->reduce) {
	case REDUCE_FIRST: return f->first;
	case REDUCE_LAST: return f->last;
	case REDUCE_MIN: return f->min;
	case REDUCE_MAX: return f->max;
	case REDUCE_SUM: return f->sum;
	case REDUCE_MEAN: return f->sum / (double)f->n;
	case REDUCE_MEDIAN: break;
	}
	sample_sort(f->kept, f->nkept);
	return sample_sorted_median(f->kept, f->nkept);
}

void
found_values_free(struct found_values *f)
{
	free(f->kept);
	memset(f, 0, sizeof *f);
}
