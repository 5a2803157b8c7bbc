/* kept_values.h: all the values of a metric beside its samples, in JSON: 'kept'. */
#ifndef KEPT_VALUES_H
#define KEPT_VALUES_H

#include "results/entry_read.h"
#include "json/json_writer.h"

/* Write what M has kept: an array of values for each sample, null where nothing was kept; and
 * of all of them the percentiles that so many values tell, with their 95 % intervals. Writes
 * nothing where M keeps nothing. */
void kept_values_write(struct json_writer *w, const struct metric *m);

/* Read the object 'kept' that is next, of TYPE, into M of E; how many arrays of values it has is
 * to be checked. */
void kept_values_read(struct entry_reader *r, struct scanner *s, enum scan_type type,
    struct entry *e, struct metric *m);

#endif
