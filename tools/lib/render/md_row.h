/* md_row.h: one row of a comparison document, as bench-md shows it. */
#ifndef MD_ROW_H
#define MD_ROW_H

#include <stdbool.h>
#include <stddef.h>

#include "model/metric.h"
#include "model/verdict.h"
#include "json/json_document.h"

/* Absent numbers are NAN. */
struct md_row {
	const char *id, *name, *unit;
	const char *metric, *variant, *reason; /* or NULL */
	const char *why;  /* what bench-why tells, its first line about the row; or NULL */
	const char *look; /* the metric that it was judged by, or NULL */
	struct param *params;
	size_t nparams;
	void *block; /* all strings and parameters, once the row is kept */
	/* Further metrics of one event (md_rows_load()), owned, each with the next; or NULL. */
	struct md_row *beside;
	/* How many rows its case has, and how many of these are alike in verdict and gate. */
	size_t siblings, alike;
	enum better better;
	bool gate;    /* can fail the job: its metric gates, and it is not exploratory */
	bool control; /* of the fixed workload */
	double baseline, current, change, low, high, detectable, threshold;
	/* The tolerance and the threshold where they are not the document's; else NAN. */
	double own_tolerance, own_threshold;
	double min, max;                      /* the limit */
	const char *because;                  /* of the limit, or NULL */
	const char *waived, *issue, *expires; /* why, where, until when; or NULL */
	/* Of the waiver: what it accepts of a regression, NAN where it does not say so, or
	 * the other verdict that it accepts, or NULL. */
	double ceiling, worst;
	const char *accept;
	enum verdict verdict;
	enum severity severity;
	bool drifts; /* the document has the change since a release: */
	double drift, drift_low, drift_high;
	enum verdict drift_verdict;
};

/* Fill R, which is zero, from ROW, from whose document it borrows; TOLERANCE and THRESHOLD
 * are the document's, NAN where it has none. Dies when ROW is none. */
void md_row_load(const struct json_at *row, double tolerance, double threshold, struct md_row *r);
/* Make R own what it borrows; the caller frees it with md_row_free(). */
void md_row_keep(struct md_row *r);
/* What the row R owns, not R itself. */
void md_row_free(struct md_row *r);
/* Let the kept row OTHER, which was allocated, stand beside R, which owns it then. */
void md_row_join(struct md_row *r, struct md_row *other);

#endif
