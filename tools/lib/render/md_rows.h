/* md_rows.h: the rows of a comparison document, as bench-md shows them. */
#ifndef MD_ROWS_H
#define MD_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "comparison/comparison_reader.h"
#include "model/verdict.h"
#include "render/md_row.h"

struct md_rows {
	/* Of each verdict, of rows that gate and of others, the most important ones; sorted by
	 * gate, verdict, severity and size of the change. */
	struct md_row *rows;
	size_t n;
	struct md_row *drifted; /* worse since the release only, as many at most */
	size_t ndrifted;
	size_t total, drifts;     /* of all rows, and of those that are worse since the release */
	size_t drift_regressions; /* gating rows that regressed since the release */
	size_t gating[NVERDICTS], others[NVERDICTS];
	size_t cases[NVERDICTS];           /* that have gating rows of a verdict */
	size_t severities[NSEVERITIES];    /* of the gating regressions */
	double least_threshold, threshold; /* smallest and largest of the gating rows */
	size_t waivers_failing;            /* waivers that have expired and the like */
	size_t overdrawn;                  /* rows whose budget the change overdraws */
	bool fails;                        /* the document's own verdict */
	const char *failing;               /* its word when it fails, borrowed; or NULL */
	bool looks;                        /* some row was judged by another metric */
	bool alone;  /* some row has one session a side and no pairs: sessions were not seen */
	bool single; /* what is decided is decided without intervals: nothing is proven */
};

/* The place of VERDICT in the order in which a reader wants to see them. */
int md_verdict_rank(enum verdict verdict);
/* A sign that differs from the others in shape, not in colour alone. */
const char *md_verdict_sign(enum verdict verdict);
/* What it is to be equivalent: proven, where there are intervals, of pairs or of several sessions.
 */
const char *md_equivalent(const struct md_rows *rows);
/* That of R: red only when it can fail the job. */
const char *md_row_sign(const struct md_row *r);

/* Whether R can fail the job, has not got worse against the baseline, and has since
 * the release. */
bool md_row_drifted(const struct md_row *r);

/* Whether the element WAIVER of a comparison's 'waivers' fails the job. */
bool md_waiver_fails(const struct json_at *waiver);

/* How rows are loaded: several of these, or none.
 * JOINED: what is one event is one row. The duration and the throughput of one case are, where one
 * of them has the whole answer: not where one got better and the other worse, or cannot be told.
 * It counts, and has the other beside it. So are all metrics of a case that failed, or was not
 * measured, for one reason.
 * BRIEF: without the control row, and without rows that cannot fail the job and only explain
 * others, as the CPU time does. */
enum { MD_ROWS_JOINED = 1, MD_ROWS_BRIEF = 2 };

/* The rows of the comparison that R reads, at most MAX of each verdict kept; R must
 * outlive them. Dies when one is none. */
void md_rows_load(struct md_rows *rows, struct comparison_reader *r, size_t max, unsigned how);
void md_rows_free(struct md_rows *rows);

#endif
