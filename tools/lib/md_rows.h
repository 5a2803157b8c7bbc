/* md_rows.h: the rows of a comparison document, as bench-md shows them. */
#ifndef MD_ROWS_H
#define MD_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "json_document.h"
#include "metric.h"

/* In the order in which a reader wants to see them. */
enum verdict {
	VERDICT_REGRESSION,
	VERDICT_EXCEEDED,
	VERDICT_WORSE,
	VERDICT_IMPROVEMENT,
	VERDICT_BETTER,
	VERDICT_FAILED,
	VERDICT_INCONCLUSIVE,
	VERDICT_INCOMPARABLE,
	VERDICT_EQUIVALENT,
	VERDICT_WITHIN,
	VERDICT_ADDED,
	VERDICT_REMOVED,
	NVERDICTS
};

enum severity { SEVERITY_NONE, SEVERITY_MINOR, SEVERITY_MODERATE, SEVERITY_SEVERE, NSEVERITIES };

/* Strings are borrowed from the document; absent numbers are NAN. */
struct md_row {
	const char *id, *name, *metric, *unit, *reason; /* METRIC and REASON may be NULL */
	struct param *params;
	size_t nparams;
	enum better better;
	bool gate; /* can fail the job: its metric gates, and it is not exploratory */
	double baseline, current, change, low, high, detectable, threshold;
	double min, max;     /* the limit */
	const char *because; /* of the limit, or NULL */
	enum verdict verdict;
	enum severity severity;
};

struct md_rows {
	struct md_row *rows; /* sorted by verdict, then severity and size of the change */
	size_t n;
	size_t gating[NVERDICTS], others[NVERDICTS];
	size_t severities[NSEVERITIES];    /* of the gating regressions */
	double least_threshold, threshold; /* smallest and largest of the gating rows */
	bool fails;                        /* the document's own verdict */
};

const char *verdict_name(enum verdict verdict);
/* A sign that differs from the others in shape, not in colour alone. */
const char *verdict_sign(enum verdict verdict);
const char *severity_name(enum severity severity); /* "" for none */

/* The rows of comparison D, which must outlive them; dies when they are none. */
void md_rows_load(struct md_rows *rows, const struct json_document *d);
void md_rows_free(struct md_rows *rows);

#endif
