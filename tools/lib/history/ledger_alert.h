/* ledger_alert.h: one alert, as its file has it; for the modules of the ledger alone. */
#ifndef LEDGER_ALERT_H
#define LEDGER_ALERT_H

#include "base/arena.h"
#include "history/ledger.h"
#include "json/json_document.h"

/* What names a run; each may be NULL, but not all. */
struct alert_run {
	const char *id, *commit, *timestamp;
};

/* A series that moved there. */
struct alert_row {
	const char *id, *metric, *variant; /* VARIANT may be NULL */
	struct series_step step;        /* its AT and RECOVERED_AT are those of the series noted */
	struct alert_run at, recovered; /* RECOVERED only of a row that has */
	bool gate, noted, seen;         /* NOTED: its series was; SEEN: its step was */
};

struct alert {
	const char *name; /* of its file, without the end */
	struct alert_run after, at;
	enum alert_kind kind;
	enum alert_state state, before; /* BEFORE: when it was loaded */
	bool opened;                    /* since the ledger was loaded */
	const char *extra;              /* members that this version does not know, or NULL */
	struct alert_row *rows;
	size_t nrows, cap;
};

/* The word for a run that is the same wherever it comes from. */
const char *alert_run_word(const struct alert_run *run);

/* Read the alert at ROOT into A, with strings in MEMORY; dies where it is none. */
void alert_read(const struct json_at *root, struct alert *a, struct arena *memory);
void alert_write(struct json_writer *w, const char *key, const struct alert *a);

#endif
