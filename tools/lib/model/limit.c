#include "model/limit.h"

#include <math.h>
#include <stddef.h>

#include "base/util.h"
#include "json/json_extra.h"

char *
limit_wrong(const struct limit *limit)
{
	if (isnan(limit->min) && isnan(limit->max))
		return xstrdup("a limit with 'min' or 'max'");
	if (limit->min > limit->max)
		return xasprintf("a limit whose 'min' is at most its 'max' (%g), not %g",
		    limit->max, limit->min);
	return NULL;
}

void
limit_bounds_write(struct json_writer *w, double min, double max, const char *because)
{
	if (!isnan(min))
		json_number(w, "min", min);
	if (!isnan(max))
		json_number(w, "max", max);
	if (because)
		json_string(w, "because", because);
}

void
limit_write(struct json_writer *w, const struct limit *limit)
{
	json_object_begin(w, NULL);
	json_string(w, "metric", limit->metric);
	limit_bounds_write(w, limit->min, limit->max, limit->because);
	extra_write(w, limit->extra);
	json_object_end(w);
}
