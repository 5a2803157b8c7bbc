/* budget_parts.h: what a budget is made of; for its own modules only. */
#ifndef BUDGET_PARTS_H
#define BUDGET_PARTS_H

#include "base/arena.h"
#include "base/intern.h"
#include "budget/budget.h"

/* One change of one row. */
struct budget_entry {
	const char *id, *metric;
	/* How much it got worse by, and half the interval for that, logarithms; HALF 0: exact. */
	double worse, half;
	const char *commit, *timestamp; /* when; or NULL */
	const char *text;               /* all of it, as JSON */
	bool fresh;                     /* booked since the ledger was loaded */
};

struct budget {
	struct arena *memory;
	double allowance;
	const char *release, *extra; /* or NULL; EXTRA: a JSON object of unknown members */
	struct budget_entry *entries;
	size_t n, cap;
	struct budget_row *rows;
	size_t nrows, cap_rows;
	struct word_set *known;  /* of the rows, by their index */
	struct word_set *booked; /* budget_key() of each entry, by its commit and by its time */
};

enum { BUDGET_ENTRIES_MAX = 1000000 };

/* Read one entry; where IT is not one, die with its place. */
struct budget_entry budget_entry_read(const struct json_at *it, struct budget *b);
/* What names the entry of METRIC of ID at WHEN, its commit or its time; the caller owns it. */
char *budget_key(const char *id, const char *metric, const char *when);
void budget_entry_add(struct budget *b, const struct budget_entry *e);

#endif
