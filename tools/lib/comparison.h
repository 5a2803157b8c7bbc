/* comparison.h: the comparison document: rows, verdicts, summary (DESIGN: Comparison). */
#ifndef COMPARISON_H
#define COMPARISON_H

#include <stdbool.h>
#include <stddef.h>

#include "compare.h"
#include "json_writer.h"
#include "results.h"

/* What the user asked for; numbers are NAN when not given. Borrowed. */
struct comparison_options {
	double tolerance, threshold, alpha;
	const struct metric_threshold {
		char *metric;
		double threshold;
	} * thresholds; /* by metric; the last one of a name counts */
	size_t nthresholds;
	char **metrics; /* the only ones to compare; none: all but the diagnostic ones */
	size_t nmetrics;
	bool across_machines;
	unsigned fail_on; /* bits 1u << verdict that fail the job */
};

/* Whether two results come from machines alike enough to compare times; the
 * worse for comparing, the larger. */
enum machines { MACHINES_SAME, MACHINES_UNKNOWN, MACHINES_DIFFERENT };

struct comparison;
struct comparison *comparison_new(const struct comparison_options *options);
void comparison_free(struct comparison *c);

/* Whether metric NAME is to be compared. */
bool comparison_wants(const struct comparison *c, const char *name);

/* Add the rows of one case; either side may be NULL. Nothing of them is kept. */
void comparison_add(
    struct comparison *c, const struct entry *baseline, const struct entry *current);

/* When all are added: correct the p-values, judge and sort. The heads are
 * borrowed until C is freed. Returns NULL, or the id of a case that was added
 * twice from one document, and which one in *CURRENT. */
const char *comparison_judge(struct comparison *c, const struct results_head *baseline,
    const struct results_head *current, bool *in_current);

enum machines comparison_machines(const struct comparison *c);
size_t comparison_count(const struct comparison *c, enum verdict verdict);
size_t comparison_rows(const struct comparison *c);
/* STATUS_NO when a gating row has a verdict that fails the job, else STATUS_OK. */
int comparison_exit_status(const struct comparison *c);
void comparison_write(const struct comparison *c, struct json_writer *w);

/* What differs between two environments (JSON objects or NULL), for a message:
 * "cpu_model ('A' and 'B'), cores (4 and 8)"; the caller owns it. */
char *environment_difference(const char *baseline, const char *current);

#endif
