/* metric_read.h: the metrics of a benchmark, from their JSON. */
#ifndef METRIC_READ_H
#define METRIC_READ_H

#include "results/entry_read.h"

/* Read the object of metrics that is next, of TYPE, into E. */
void metrics_read(struct entry_reader *r, struct scanner *s, enum scan_type type, struct entry *e);

/* Add to E the number V of member NAME beside the metrics: the only value in files
 * of plain numbers, else a median that the metric has already. NAN: there is none. */
void metric_of_old(struct entry *e, const char *name, double v);

#endif
