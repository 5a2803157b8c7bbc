/* comparison.h: the comparison document: rows, verdicts, summary (bench-results(5)). */
#ifndef COMPARISON_H
#define COMPARISON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "judge/judgement.h"
#include "model/fail_on.h"
#include "results/results.h"
#include "json/json_writer.h"

struct aliases;
struct plan;

/* Why there is no plan of the baseline. */
enum no_plan {
	NO_PLAN_SAID,      /* nobody said */
	NO_PLAN_ABSENT,    /* the baseline has no scenario */
	NO_PLAN_UNREADABLE /* it has one, and not in a form that can be read */
};

/* Why no second machine has measured what got worse. */
enum no_elsewhere {
	NO_ELSEWHERE_SAID,      /* nobody said */
	NO_ELSEWHERE_FAILED,    /* its job failed */
	NO_ELSEWHERE_CANCELLED, /* its job was cancelled, or took longer than it may */
	NO_ELSEWHERE_SKIPPED    /* no job was begun */
};

/* What the user asked for; numbers are NAN when not given. Borrowed. */
struct comparison_options {
	double tolerance, threshold, alpha;
	double between_sessions; /* see POLICY_BETWEEN_SESSIONS */
	const struct metric_threshold {
		char *metric;
		double threshold;
	} * thresholds; /* by metric; the last one of a name counts */
	size_t nthresholds;
	const char **metrics; /* the only ones to compare; none: all but the diagnostic ones */
	size_t nmetrics;
	bool across_machines;
	bool unpaired;    /* do not judge in pairs what has been measured in pairs */
	unsigned fail_on; /* see fail_on.h */
	/* What the two sides were to measure, or NULL; see comparison_planned.h. */
	const struct plan *plans[2];
	enum no_plan no_plan; /* when the first of them is NULL */
	enum no_elsewhere no_elsewhere;
	const struct aliases *aliases; /* of the baseline's cases; or NULL */
};

/* Whether two results come from machines alike enough to compare times; the
 * worse for comparing, the larger. */
enum machines { MACHINES_SAME, MACHINES_UNKNOWN, MACHINES_DIFFERENT };

struct comparison;
struct comparison *comparison_new(const struct comparison_options *options);
void comparison_free(struct comparison *c);

/* Whether metric NAME is to be compared, and whether it is of use for that. */
bool comparison_wants(const struct comparison *c, const char *name);
bool comparison_uses(const struct comparison *c, const char *name);

/* Add the rows of one case; either side may be NULL. Nothing of them is kept.
 * What the two sides measured in the same rounds of the same sessions is judged
 * in pairs. Returns NULL; or why one side is invalid, which the caller owns,
 * with *CURRENT_IS true when it is the current side. */
char *comparison_add(struct comparison *c, const struct entry *baseline,
    const struct entry *current, bool *current_is);

/* When all are added: correct the p-values, judge and sort. The heads are
 * borrowed until C is freed. Returns NULL, or the id of a case that was added
 * twice from one document, and which one in *CURRENT. */
const char *comparison_judge(struct comparison *c, const struct results_head *baseline,
    const struct results_head *current, bool *in_current);

/* Both comparisons are judged, and AGAIN, ELSEWHERE and RELEASE live as long as C.
 *
 * Demand that AGAIN, a second measurement of what C flags, agrees: a row that
 * got worse in both is regression or worse by the mean of the two changes, and is
 * inconclusive when AGAIN does not show it. A row that only the correction for many rows kept
 * from being a regression is one when AGAIN, which has few, shows that it got worse. Rows that
 * AGAIN has no answer to stay as they are. Returns NULL, or the id of a case whose session is the
 * same in both, so that nothing was measured again. */
const char *comparison_confirm(struct comparison *c, const struct comparison *again);
/* Demand that ELSEWHERE, what C flags measured on a second machine, agrees; C is confirmed by then.
 * A row that got worse there too stays as it is, but that a regression is worse when the whole
 * interval there is under the threshold. It is machine-dependent when ELSEWHERE rules it out: it
 * has another verdict, or an interval under the limit that the row is over. It is inconclusive
 * when ELSEWHERE was measured and leaves it open. Rows that ELSEWHERE has no answer to stay as they
 * are, and no row gets worse by it. ELSEWHERE is NULL where C's options say why there is none.
 * Returns NULL, or the id of a case whose session is the same in both. */
const char *comparison_elsewhere(struct comparison *c, const struct comparison *elsewhere);
/* Report the change against RELEASE, of the same current result, beside each row. */
void comparison_drift(struct comparison *c, const struct comparison *release);

/* How many of several sessions the control row moved in; their samples are left out. */
size_t comparison_sessions_moved(const struct comparison *c);

/* The row by which the control row moved, as a fraction; false when there is
 * none, or it did not move by more than the tolerance. */
bool comparison_contaminated(const struct comparison *c, double *change);

enum machines comparison_machines(const struct comparison *c);
/* Whether a row is of metric NAME, or may be, since its case failed and has none. */
bool comparison_has(const struct comparison *c, const char *name);
/* The same, or whether a benchmark of either side has it at all. */
bool comparison_saw(const struct comparison *c, const char *name);
/* " (nearest: 'X')" of the metrics of both sides, or ""; the caller owns it. */
char *comparison_nearest(const struct comparison *c, const char *name);
size_t comparison_count(const struct comparison *c, enum verdict verdict);
/* Of the rows that gate alone. */
size_t comparison_count_gating(const struct comparison *c, enum verdict verdict);
/* Add to B the first MOST of the rows of VERDICT that gate, by case, metric and change: "sort
 * duration_ms +22.7 %, parse cpu_ms +12.0 % and 3 more"; nothing when there is none. */
void comparison_names(const struct comparison *c, enum verdict verdict, size_t most, struct buf *b);
size_t comparison_rows(const struct comparison *c);
/* How many rows gate, and in *JUDGED how many of them were: measured on both sides
 * and compared, whatever came out. */
size_t comparison_gating(const struct comparison *c, size_t *judged);
/* Whether nothing was judged although something was there to be: no row at all, or
 * gating ones of which none was judged and not all are new. */
bool comparison_blind(const struct comparison *c);
/* What fails the job, a set of verdicts of FAIL_ON_DEFAULT's kind; 0: nothing does. A
 * comparison that is blind fails as unmeasured where unmeasured rows do. */
unsigned comparison_failing(const struct comparison *c);
/* STATUS_NO when something fails the job, else STATUS_OK. */
int comparison_exit_status(const struct comparison *c);
void comparison_write(const struct comparison *c, struct json_writer *w);

#endif
