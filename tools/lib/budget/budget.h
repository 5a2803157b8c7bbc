/* budget.h: a regression budget: how much worse the rows of a release have become, change by
 * change. */
#ifndef BUDGET_H
#define BUDGET_H

#include <stdbool.h>
#include <stddef.h>

#include "comparison/comparison_reader.h"
#include "json/json_writer.h"

/* How much worse a row may become in a release, a fraction, where nobody says it. */
#define BUDGET_ALLOWANCE 0.03
/* From this share of the allowance on, a budget is near its end. */
#define BUDGET_NEAR 0.75

enum budget_state { BUDGET_WITHIN, BUDGET_NEARLY, BUDGET_OVERDRAWN, NBUDGET_STATES };
/* By the enum, ended by NULL: "within", "near", "overdrawn". */
extern const char *const budget_states[NBUDGET_STATES + 1];

/* What one row has spent. */
struct budget_row {
	const char *id, *metric;
	/* The sum of what it got worse by, a logarithm of 0 or more, and the square of half the
	 * interval for it. */
	double spent, square;
	size_t entries; /* that are booked */
	bool worse;     /* it got worse by what was booked since the ledger was loaded */
	enum budget_state state;
};

struct budget;

/* The ledger in file PATH; one that is absent is empty, unless NAMED by the user. Dies with
 * file:line:column when it is no ledger. */
struct budget *budget_load(const char *path, bool named);
void budget_free(struct budget *b); /* NULL too */

/* Give B the ALLOWANCE, a fraction over 0; NAN leaves it. */
void budget_allow(struct budget *b, double allowance);
/* Begin the budget of RELEASE, which is empty, where B has another one; how many entries of that
 * are gone. NULL leaves it. */
size_t budget_release(struct budget *b, const char *release);

/* Book what the comparison that R reads shows: of each gating row that is not waived the change, if
 * it is shown and not chance, in either direction and however small, with its interval. A change is
 * shown where the interval leaves out 0, its p is under the level of its look, and its adjusted p
 * under alpha; of counts that do not vary where it is not 0. What was booked for the same commit
 * and row already is left. Returns how many entries are new. R is rewound. */
size_t budget_book(struct budget *b, struct comparison_reader *r);

/* Add up the entries of each row, in their order: what gets worse is spent, what gets better pays
 * back what was spent, and is not saved up. On the logarithmic scale changes add up, and the
 * intervals of independent ones as the root of the sum of their squares. A row is overdrawn when
 * it spent more than the allowance, and its sum less one standard error is over it too, so that of
 * a sum that only seems over it five of six are not called so. It is near its end from BUDGET_NEAR
 * of the allowance on. */
void budget_settle(struct budget *b);

/* The rows after budget_settle(), the first booked one first; borrowed. */
const struct budget_row *budget_rows(const struct budget *b, size_t *n);

/* Write B as a ledger document, one entry and one row a line. */
void budget_write(const struct budget *b, struct json_writer *w);

/* Copy the comparison that R reads, which was booked, with 'budget': the release, the allowance,
 * and the rows that are near the end of their budget or beyond it, if they got worse by it. */
void budget_note(const struct budget *b, struct comparison_reader *r, struct json_writer *w);

#endif
