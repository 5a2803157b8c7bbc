/* md_rows.h: the rows of a comparison document, as bench-md shows them. */
#ifndef MD_ROWS_H
#define MD_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/metric.h"
#include "model/verdict.h"
#include "json/json_document.h"

/* Strings are borrowed from the document; absent numbers are NAN. */
struct md_row {
	const char *id, *name, *unit;
	const char *metric, *variant, *reason; /* or NULL */
	const char *look;                      /* the metric that it was judged by, or NULL */
	struct param *params;
	size_t nparams;
	enum better better;
	bool gate; /* can fail the job: its metric gates, and it is not exploratory */
	double baseline, current, change, low, high, detectable, threshold;
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

struct md_rows {
	struct md_row *rows; /* sorted by verdict, then severity and size of the change */
	size_t n;
	size_t gating[NVERDICTS], others[NVERDICTS];
	size_t severities[NSEVERITIES];    /* of the gating regressions */
	double least_threshold, threshold; /* smallest and largest of the gating rows */
	size_t waivers_failing;            /* waivers that have expired and the like */
	bool fails;                        /* the document's own verdict */
	bool drifts;                       /* some row does */
	bool looks;                        /* some row was judged by another metric */
	bool single; /* what is decided is decided without intervals: nothing is proven */
};

/* The place of VERDICT in the order in which a reader wants to see them. */
int md_verdict_rank(enum verdict verdict);
/* A sign that differs from the others in shape, not in colour alone. */
const char *md_verdict_sign(enum verdict verdict);
/* What it is to be equivalent: proven, where there are intervals. */
const char *md_equivalent(const struct md_rows *rows);
/* That of R: red only when it can fail the job. */
const char *md_row_sign(const struct md_row *r);

/* Whether the element WAIVER of a comparison's 'waivers' fails the job. */
bool md_waiver_fails(const struct json_at *waiver);

/* The rows of comparison D, which must outlive them; dies when they are none. */
void md_rows_load(struct md_rows *rows, const struct json_document *d);
void md_rows_free(struct md_rows *rows);

#endif
