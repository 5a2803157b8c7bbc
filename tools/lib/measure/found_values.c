#include "measure/found_values.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "measure/reduce.h"

enum { KEPT_BETWEEN = 1 << 12 }; /* values whose memory stays for the next invocation */

static bool
needs_all(const struct found_values *f)
{
	return f->how.reduce == REDUCE_MEDIAN || f->how.reduce == REDUCE_PERCENTILE;
}

void
found_values_begin(struct found_values *f, struct reduction how, bool keep)
{
	if (f->cap > KEPT_BETWEEN)
		found_values_free(f);
	f->how = how;
	f->keep = keep;
	f->n = f->nkept = 0;
	f->sum = 0;
}

bool
found_values_add(struct found_values *f, double v)
{
	if (needs_all(f) && f->nkept == FOUND_KEPT_MAX)
		return false;
	if (needs_all(f) || (f->keep && f->n < FOUND_KEPT_MAX)) {
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

bool
found_values_reduced(const struct found_values *f, double *v, struct buf *why)
{
	switch (f->how.reduce) {
	case REDUCE_COUNT: *v = (double)f->n; break;
	case REDUCE_FIRST: *v = f->first; break;
	case REDUCE_LAST: *v = f->last; break;
	case REDUCE_MIN: *v = f->min; break;
	case REDUCE_MAX: *v = f->max; break;
	case REDUCE_SUM: *v = f->sum; break;
	case REDUCE_MEAN: *v = f->sum / (double)f->n; break;
	default: return reduce_values(f->kept, f->nkept, f->how, v, why);
	}
	if (isfinite(*v))
		return true;
	buf_str(why, "its value is not finite");
	return false;
}

const double *
found_values_kept(const struct found_values *f, size_t *n)
{
	*n = f->keep && f->n == f->nkept ? f->nkept : 0;
	return f->kept;
}

void
found_values_free(struct found_values *f)
{
	free(f->kept);
	memset(f, 0, sizeof *f);
}
