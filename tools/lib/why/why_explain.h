/* why_explain.h: the rows of a comparison that got worse, run once more and explained. */
#ifndef WHY_EXPLAIN_H
#define WHY_EXPLAIN_H

#include <stdbool.h>

#include "why/call_graph.h"
#include "why/why_rows.h"

struct why_request {
	const char *scenario;
	char *const *roots;       /* of the builds, absolute paths */
	const char *diff;         /* the file with what the head changes, or NULL */
	const char *folded, *svg; /* the files for stacks of the first case, or NULL */
	bool build;               /* run the scenario's build before */
};

/* Fill the cases of ROWS, which R has. What cannot be told is said on standard error, or in 'why'.
 * Dies when bench-run does. */
void why_rows_explain(
    struct why_rows *rows, struct comparison_reader *r, const struct why_request *request);

#endif
