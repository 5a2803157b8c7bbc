/* limit.h: an absolute limit on a metric: a scenario's 'require'. */
#ifndef LIMIT_H
#define LIMIT_H

#include "json/json_writer.h"

struct limit {
	char *metric;
	double min, max; /* NAN: no such limit */
	char *because;   /* or NULL */
	char *extra; /* members this version does not know, a JSON object sorted by key; or NULL */
};

/* What LIMIT must be and is not, to come after "must be"; the caller owns it. NULL when
 * results can be checked against it. */
char *limit_wrong(const struct limit *limit);

/* Write LIMIT as an element of array "require". */
void limit_write(struct json_writer *w, const struct limit *limit);
/* Write what is allowed, MIN and MAX (NAN: not written), and BECAUSE (or NULL), into the
 * object that is open. */
void limit_bounds_write(struct json_writer *w, double min, double max, const char *because);

#endif
