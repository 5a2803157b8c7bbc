/* row_number.h: the values of one metric of rows, as numbers in its unit. */
#ifndef ROW_NUMBER_H
#define ROW_NUMBER_H

#include <stdbool.h>

#include "base/buf.h"
#include "measure/metric_number.h"
#include "measure/row_place.h"
#include "scenario/rows_rule.h"

struct row_number {
	const struct row_metric *metric;
	struct metric_rule rule; /* the metric's, for NUMBER */
	struct metric_number number;
	struct buf joined; /* a number of JSON with its unit behind it */
};

/* The one of METRIC (borrowed); N must stay where it is. */
void row_number_init(struct row_number *n, const struct row_metric *metric);
void row_number_free(struct row_number *n);
/* Continue values that are in UNIT, where the rule leaves that open; "": none is known. */
void row_number_resume(struct row_number *n, const char *unit);

/* The value that stands in group VALUE of match M in LINE, with its unit in group UNIT, 0: in
 * none, into *V. False, with why appended to WHY, as metric_number_read(). */
bool row_number_match(struct row_number *n, const struct line *line, const struct line_match *m,
    size_t value, size_t unit, double *v, struct buf *why);
/* The same of VALUE in JSON, whose unit is UNIT; NULL: none was found. */
bool row_number_json(struct row_number *n, const struct row_found *value,
    const struct row_found *unit, double *v, struct buf *why);

/* The unit that the values have; borrowed. "" while it is not known. */
const char *row_number_unit(const struct row_number *n);

#endif
