/* trend_rows.h: what md_trend.h keeps of a document; for its own modules only. */
#ifndef TREND_ROWS_H
#define TREND_ROWS_H

#include "base/arena.h"
#include "render/md_trend.h"

/* One step. Strings are not NULL; AFTER and AT name runs, and are empty where none is known. */
struct trend_row {
	const char *id, *metric, *after, *at, *state, *alert; /* ALERT: "" in series */
	double change, low, high;
	enum verdict verdict;
	bool gate, open; /* OPEN: a regression that gates and is open */
	size_t order;    /* in the document */
};

/* A series of which something else is to be said. */
struct trend_note {
	const char *id, *metric;
	double drift, low, high; /* DRIFT is NAN: the last points are suspect */
};

struct md_trend {
	struct arena *memory;
	struct trend_row *rows;
	struct trend_note *notes;
	size_t nrows, rows_cap, nnotes, notes_cap;
	size_t series, open; /* OPEN counts rows; of a ledger, alerts */
	size_t alerts;
	bool ledger;
	const char *rates; /* the sentence about the gate's own rates, or NULL */
};

/* The answer in one line, and its colour. */
void trend_answer(struct buf *b, const struct md_trend *t);
/* "+12.4 % [+9.8, +15.1]" */
void trend_change(struct buf *b, double change, double low, double high);
/* "aa … bb", cut to MOST bytes each. */
void trend_runs(struct buf *b, const struct trend_row *row, int most);

#endif
