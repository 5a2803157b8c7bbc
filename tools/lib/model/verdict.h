/* verdict.h: the verdicts and severities of the rows of comparison documents. */
#ifndef VERDICT_H
#define VERDICT_H

#include <stdbool.h>

#include "json/json_document.h"

enum verdict {
	/* of two results, in the order of a document's summary */
	VERDICT_REGRESSION,
	VERDICT_WORSE,
	VERDICT_EQUIVALENT,
	VERDICT_BETTER,
	VERDICT_IMPROVEMENT,
	VERDICT_INCONCLUSIVE,
	VERDICT_ADDED,
	VERDICT_REMOVED,
	VERDICT_FAILED,
	VERDICT_UNMEASURED, /* the current side did not get its least number of runs */
	VERDICT_INCOMPARABLE,
	VERDICT_MACHINE_DEPENDENT, /* it got worse, and on a second machine it did not */
	/* of limits, which are also inconclusive or failed */
	VERDICT_WITHIN,
	VERDICT_EXCEEDED,
	/* of bench-why: it got slower, and what it executes did not change */
	VERDICT_PLACEMENT,
	/* for readers: a regression that does not fail the job */
	VERDICT_WAIVED,
	NVERDICTS
};

/* The verdicts of a summary when nothing fails the job, and when only a regression since
 * the release does; otherwise it is the worst verdict that fails the job. */
#define VERDICT_PASS "pass"
#define VERDICT_DRIFT "drift"

enum { NVERDICTS_COMPARED = VERDICT_MACHINE_DEPENDENT + 1 };

enum severity { SEVERITY_NONE, SEVERITY_MINOR, SEVERITY_MODERATE, SEVERITY_SEVERE, NSEVERITIES };

const char *verdict_name(enum verdict verdict);
/* A word that a document's row may have, so not 'waived'. False, with *V
 * untouched, for any other. */
bool verdict_parse(const char *s, enum verdict *v);
const char *severity_name(enum severity severity); /* NULL for SEVERITY_NONE */
/* False, with *V untouched, for a word that is none. */
bool severity_parse(const char *s, enum severity *v);

/* The verdict of ROW, or of its drift or confirmation; dies when it has none. */
enum verdict row_verdict(const struct json_at *row);

/* Whether ROW can fail the job: it gates, and is no exploratory one. */
bool row_gates(const struct json_at *row);

/* Whether the job fails by the verdict of SUMMARY; dies when it has none. */
bool summary_fails(const struct json_at *summary);

#endif
