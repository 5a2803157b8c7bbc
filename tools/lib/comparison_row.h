/* comparison_row.h: what a comparison is made of; for its own modules only. */
#ifndef COMPARISON_ROW_H
#define COMPARISON_ROW_H

#include "comparison.h"
#include "word.h"

/* What the rows of one case share. */
struct row_case {
	const char *id, *name;
	const struct param *params;
	size_t nparams;
	/* The fingerprint of all the sessions of a side, NULL for the document's;
	 * several ones are joined by spaces. */
	const struct word *machine[2];
	bool exploratory, in_baseline, in_current;
};

/* There may be a hundred thousand of them: see to it that they stay small. */
struct row {
	const struct row_case *at;
	const struct word *metric, *unit; /* NULL: a case without any */
	const char *note;                 /* a reason in words, or NULL */
	struct effect effect;
	double p_adjusted, more;
	double tolerance, threshold; /* the metric's own until judged, then those in force */
	unsigned char better, gate, verdict, severity, why, machines;
};

struct comparison {
	const struct comparison_options *options;
	const struct results_head *baseline, *current;
	struct policy policy;   /* of the document */
	enum machines machines; /* the least alike of any row */
	struct comparer *comparer;
	struct arena *arena;
	struct word_set *words; /* metrics and units */
	struct row *rows;
	size_t n, cap;
	struct row **sorted;
	size_t counts[NVERDICTS];
};

/* The fingerprint of E's sessions for a row_case; NULL when E is. */
const struct word *entry_machine(struct word_set *words, const struct entry *e);
/* Whether the two sides of AT are of one machine, in documents of these heads. */
enum machines machines_compare(const struct row_case *at, const struct results_head *baseline,
    const struct results_head *current);

/* The reason of a row in words, "" when there is none to give; the caller owns it. */
char *row_reason(const struct comparison *c, const struct row *r);

#endif
