/* waive.h: waivers applied to a comparison document. */
#ifndef WAIVE_H
#define WAIVE_H

#include <stdbool.h>

#include "comparison/comparison_reader.h"
#include "comparison/waivers.h"
#include "json/json_writer.h"

struct waive_outcome {
	size_t failing, waived; /* gating rows that a waiver could cover, and those that one does */
	size_t open;            /* gating rows that are neither waived nor new */
	unsigned bits;          /* what the rows that are not waived say, a set as of fail_on.h */
	bool fails;             /* the job: what the written document says too */
};

/* Copy the comparison that R reads to OUT: a row that a waiver covers on day TODAY
 * (YYYY-MM-DD) gets the member 'waived', 'waivers' tells what became of each,
 * and the summary's verdict is that of what is left. Sets the states in W.
 * Those of W that are for another scenario are left out of it.
 * The comparison must be one of results, not of limits. */
struct waive_outcome waive(
    struct waivers *w, struct comparison_reader *r, const char *today, struct json_writer *out);

#endif
