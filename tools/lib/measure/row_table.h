/* row_table.h: the rows that one command reported, with their values of each invocation.
 *
 * A reader of any format fills it: of each invocation it tells, between row_table_begin() and
 * row_table_end(), rows by name and parameters, and values by row and metric. */
#ifndef ROW_TABLE_H
#define ROW_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "model/param.h"
#include "results/entry.h"
#include "scenario/plan.h"
#include "scenario/rows_rule.h"

enum {
	ROWS_MAX = 10000,  /* rows of a command */
	ROW_ID_MAX = 2000, /* bytes */
	ROW_NONE = -1
};

/* The values of one metric of a row: one an invocation, NAN where it had none. */
struct row_series {
	double *samples;
	size_t n, cap; /* NAN from N on */
};

struct reported_row {
	const char *label;          /* what the command calls it */
	const char *name, *id;      /* of its entry: with the case's name before it */
	const struct param *params; /* the case's and its own, sorted by key */
	size_t nparams;
	bool known;        /* an invocation that ended has reported it; else nothing counts */
	bool wanted;       /* else it is not recorded */
	bool gate;         /* may fail the job, by a metric that does */
	char *failure;     /* why it failed, or NULL */
	char *fault;       /* the same of the invocation that has not ended */
	const char *extra; /* as an entry's, of a resumed one */
	struct row_series *series; /* by metric of the table, as far as the row had any */
	size_t nseries;
	size_t counted;        /* invocations, not warm-ups, that reported it */
	unsigned seen, valued; /* the last turn in which it was reported, and had a value */
};

struct row_table;

/* An empty table for the rows of C, which is borrowed. The caller owns it. */
struct row_table *row_table_new(const struct plan_case *c);
void row_table_free(struct row_table *t); /* may be NULL */
const struct rows_rule *row_table_rule(const struct row_table *t);
const struct plan_case *row_table_case(const struct row_table *t);

/* A next invocation begins; what one that never ended told is dropped. */
void row_table_begin(struct row_table *t);
/* The number of the row that the LEN bytes LABEL name, at the N PARAMS, which are copied; new
 * or known. Blanks around LABEL are dropped; bytes that are no text are written as \xNN.
 * ROW_NONE, with why appended to WHY, when it cannot be a row of the table. */
int row_table_row(struct row_table *t, const char *label, size_t len, const struct param *params,
    size_t n, struct buf *why);
/* The number of metric NAME, new or known, for a reader that finds metrics by itself. The metrics
 * of the rule have their numbers there. A new one may fail the job where GATE is true, and has the
 * limits of change that the case tells for its name, or for all. ROW_NONE, with why appended to
 * WHY, when it is known in another unit or direction, or there are too many. */
int row_table_metric(struct row_table *t, const char *name, const char *unit, enum better better,
    bool gate, struct buf *why);
/* The values of METRIC, whose unit the rule left open, are in UNIT. */
void row_table_unit(struct row_table *t, size_t metric, const char *unit);
/* A value of metric METRIC, in its unit. False with why appended to WHY when there are too
 * many. */
bool row_table_value(struct row_table *t, int row, size_t metric, double v, struct buf *why);
/* The command says that ROW failed, or what it says of ROW cannot be read. REASON is taken; the
 * first one stays. */
void row_table_fail(struct row_table *t, int row, char *reason);
/* The invocation has ended: several values of one metric of one row become one, that of
 * invocation number INDEX, from 0, or of none when it was a warm-up. False with why appended to
 * WHY when there was no row, or a metric was in no row. */
bool row_table_end(struct row_table *t, size_t index, bool warmup, struct buf *why);

size_t row_table_size(const struct row_table *t);
const struct reported_row *row_table_at(const struct row_table *t, size_t i);
/* The metrics that rows may have, those of the rule first. */
size_t row_table_metrics(const struct row_table *t);
const struct metric_rule *row_table_metric_at(const struct row_table *t, size_t metric);
/* The number of the metric called NAME; ROW_NONE: there is none. */
int row_table_metric_find(const struct row_table *t, const char *name);
/* The values of R of METRIC; of one that R never had they are none. */
const struct row_series *row_series_of(const struct reported_row *r, size_t metric);
/* The row with ID, or NULL. */
const struct reported_row *row_table_find(const struct row_table *t, const char *id);
/* Whether a row that is recorded has failed. */
bool row_table_failed(const struct row_table *t);
/* A row that was not known well enough when all were looked at last; see row_pair.h. */
size_t row_table_wide(const struct row_table *t);
void row_table_set_wide(struct row_table *t, size_t i);
/* How many rows of one metric each can fail the job. */
size_t row_table_gating(const struct row_table *t);

/* ROW, which is new, has the values and the status that E, of an earlier session with N
 * invocations, has; each metric of E has N samples. False with why appended to WHY when one of
 * them is not as the table has it. */
bool row_table_past(struct row_table *t, int row, const struct entry *e, size_t n, struct buf *why);

/* Bring SERIES to N samples, as far as it is shorter; what is new is NAN. */
void row_series_fill(struct row_series *series, size_t n);

#endif
