/* series.h: the series document: one metric of one case over time, one series at a time. */
#ifndef SERIES_H
#define SERIES_H

#include <stdbool.h>
#include <stddef.h>

#include "model/metric.h"
#include "model/verdict.h"
#include "json/json_writer.h"

/* Bounds of a document. */
enum { SERIES_RUNS_MAX = 1000000, SERIES_POINTS_MAX = 1000000, SERIES_STEPS_MAX = 10000 };

/* An index that says: none. */
#define SERIES_NONE ((size_t)-1)

/* One run of a history; what is not known is NULL. */
struct series_run {
	char *id, *timestamp, *commit, *ref, *fingerprint;
	char *extra; /* JSON object of the members that this version does not know, or NULL */
};

/* What a document says beside its series. */
struct series_head {
	char *version, *timestamp; /* or NULL */
	struct series_run *runs;   /* oldest first */
	size_t nruns;
	char *extra;
};

enum series_state { SERIES_OPEN, SERIES_RECOVERED, SERIES_ACCEPTED, NSERIES_STATES };

/* A level that moved: AT is the first point of the new one. */
struct series_step {
	size_t at;
	double before, after; /* the levels, as the points are judged: value, or value/base */
	double change;        /* after/before - 1 */
	double low, high;     /* the 95 % interval of CHANGE; NAN: none */
	double p;             /* NAN: not tested */
	enum verdict verdict; /* regression, worse, better or improvement */
	enum series_state state;
	size_t recovered_at; /* the first point back at the level before; or SERIES_NONE */
	char *extra;
};

/* A slope over all points: how much the level changed from the first to the last. */
struct series_drift {
	double change, low, high, p; /* CHANGE is NAN: there is none */
	char *extra;
};

/* One metric of one case of one variant. Arrays have N elements. */
struct series {
	char *id, *name, *params, *variant, *metric, *unit; /* PARAMS is a JSON object; or NULL */
	enum better better;
	bool gate;
	size_t n;
	size_t *run;   /* indices of the head's runs, rising; NULL: no runs */
	double *value; /* finite */
	double *low, *high, *invocations, *base; /* NULL: no such array; NAN: null */
	bool judged;                             /* 'steps' is there, though it may be empty */
	struct series_step *steps;               /* by AT */
	size_t nsteps;
	struct series_drift drift;
	size_t *suspect, nsuspect; /* points that are odd and no level yet */
	char *extra;
	struct arena *memory; /* of all the above but what a caller borrows to it */
};

/* An empty series; series_free() frees what it holds, series_reset() makes it empty again. */
void series_init(struct series *s);
void series_reset(struct series *s);
void series_free(struct series *s);
/* N elements of SIZE zeroed bytes that live as long as what S holds now. */
void *series_alloc(struct series *s, size_t n, size_t size);

/* Read the document in file PATH ("-" or NULL: standard input), or in FD (borrowed), which
 * messages call NAME. Die with file:line:column on anything that is not a series document. */
struct series_reader;
struct series_reader *series_open(const char *path);
struct series_reader *series_open_fd(int fd, const char *name);
/* Fill S (initialised; what it held is freed) with the next series. False at the end. Dies when
 * 'runs' stands behind the series. */
bool series_next(struct series_reader *r, struct series *s);
/* Borrowed. The runs are there once series_next() was called; the rest may stand behind the
 * series, and is whole when series_next() has returned false. */
const struct series_head *series_head(const struct series_reader *r);
const char *series_name(const struct series_reader *r); /* for messages */
void series_close(struct series_reader *r);             /* may be NULL */

/* Write a document in canonical form: the head, one run and one series a line, the unknown
 * members of the document last. HEAD is borrowed until the end, where what of it was not known
 * at the beginning is written. */
struct series_writer;
struct series_writer *series_begin(struct json_writer *w, const struct series_head *head);
void series_write(struct series_writer *sw, const struct series *s);
void series_end(struct series_writer *sw); /* frees SW, not its json_writer */

/* What point I is judged by: value/base where there is a base over 0, else the value; NAN where
 * the series has bases and this point has none. */
double series_judged(const struct series *s, size_t i);

/* "open", "recovered", "accepted"; by the enum, ended by NULL. */
extern const char *const series_states[NSERIES_STATES + 1];

/* The word for people for the STATE of a step with VERDICT: a step for the better that is open is
 * "kept", and one that recovered is "lost". */
const char *series_state_word(enum verdict verdict, enum series_state state);

#endif
