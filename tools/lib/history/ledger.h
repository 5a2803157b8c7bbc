/* ledger.h: the ledger of alerts: a folder with one small JSON file for each place where levels
 * moved. */
#ifndef LEDGER_H
#define LEDGER_H

#include <stdbool.h>
#include <stddef.h>

#include "history/series.h"

/* How bad and how finished an alert is. */
enum alert_state {
	ALERT_OPEN,      /* a regression that gates is open */
	ALERT_ACCEPTED,  /* those that are open are accepted */
	ALERT_RECOVERED, /* none is open any more */
	ALERT_WITHDRAWN, /* with more points its steps are none */
	ALERT_KEPT,      /* nothing got worse, and what got better stayed so */
	ALERT_LOST,      /* what got better did not stay so */
	NALERT_STATES
};

enum alert_kind { ALERT_REGRESSION, ALERT_IMPROVEMENT, ALERT_MOVED, NALERT_KINDS };

/* By their enums, ended by NULL. */
extern const char *const alert_states[NALERT_STATES + 1], *const alert_kinds[NALERT_KINDS + 1];

struct ledger;
/* The alerts in folder DIR, which may be absent: then there are none. Dies with
 * file:line:column when a file DIR/NAME.json is no alert. */
struct ledger *ledger_load(const char *dir);
void ledger_free(struct ledger *l); /* may be NULL */

/* Bring the steps of S, which was judged, into L. A step of a row that an alert has, at most 3
 * runs away and in the same direction, is that row's; another one joins an alert of the same runs,
 * or of the neighbouring ones; else it opens an alert. */
void ledger_note(struct ledger *l, const struct series_head *head, const struct series *s);

/* Let rows whose series was noted, and which no step belongs to any more, go, and set the kinds
 * and states. What gets worse in some rows and better in others at one place is a cost that moved.
 */
void ledger_settle(struct ledger *l);
/* Write the alerts to their folder, which is made when there are any. */
void ledger_save(const struct ledger *l);

/* How many alerts were opened since L was loaded, and are ALERT_OPEN. A message for each that
 * was opened or changed its state. */
size_t ledger_tell(const struct ledger *l);

/* All alerts as a ledger document, the open ones first, then the newest; with the rates of the
 * gate that DIR/rates.jsonl tells (gate_rates.h). */
void ledger_write(const struct ledger *l, struct json_writer *w, const char *version);

/* The word for people for what became of ROW, of a document's ALERT: that of the row's own step,
 * but for an alert that is accepted or withdrawn as a whole. Borrowed from them. */
const char *alert_row_state(const struct json_at *alert, const struct json_at *row);

#endif
