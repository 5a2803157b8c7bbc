/* entry_read.h: one benchmark of a results document, from its JSON. */
#ifndef ENTRY_READ_H
#define ENTRY_READ_H

#include "results/results.h"
#include "json/json_scanner.h"

/* What one entry after the other can use again. Start from all zero. */
struct entry_reader {
	double *numbers;
	size_t cap;
	bool no_medians; /* the value of a metric that has samples is left NAN */
	bool no_values;  /* what is measured is stepped over in entries that name their sessions */
};

void entry_reader_free(struct entry_reader *r);

/* Fill E, which is empty, from the value that is next. Dies with its place
 * when it is not a benchmark. */
void entry_read(struct entry_reader *r, struct scanner *s, struct entry *e);

#endif
