/* results.h: the results document, one benchmark at a time (bench-results(5)). */
#ifndef RESULTS_H
#define RESULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "json_writer.h"
#include "metric.h"

enum entry_status { ENTRY_OK, ENTRY_FAILED, ENTRY_TIMEOUT, ENTRY_SKIPPED, ENTRY_INTERRUPTED };

const char *entry_status_name(enum entry_status status);

struct metric {
	char *name, *unit;
	enum better better;
	bool gate;
	double tolerance, threshold; /* fractions; NAN: the document's */
	double value;                /* the median, or the one value there is; NAN: none */
	double *samples;             /* in the order measured; NAN stands for null */
	size_t n;                    /* of samples, nulls counted; 0: a single value */
	char *extra; /* members this version does not know, a JSON object sorted by key; or NULL */
};

struct session {
	char *id, *timestamp;     /* TIMESTAMP may be NULL */
	size_t n;                 /* invocations */
	enum entry_status status; /* said only when it is not the entry's */
	char *reason;             /* or NULL */
	char *fingerprint;        /* of its machine; NULL: the document's, "": not known */
	char *extra;              /* as an entry's */
};

struct limit {
	char *metric;
	double min, max; /* NAN: no such limit */
	char *because;   /* or NULL */
	char *extra;     /* as an entry's */
};

/* One case of one variant. All is owned by the entry and freed with it. */
struct entry {
	char *name, *id;             /* ID is never NULL: case_id() of the others when absent */
	char *description, *variant; /* or NULL */
	enum kind kind;
	bool control;         /* the fixed workload of bench-run itself */
	struct param *params; /* sorted by key */
	size_t nparams;
	char **tags;
	size_t ntags;
	enum entry_status status;
	char *reason; /* or NULL */
	size_t iterations, warmup;
	struct session *sessions; /* in order; none: one session without a name */
	size_t nsessions;
	uint32_t *rounds; /* the round of each invocation; NULL: not known */
	size_t nrounds;
	uint32_t *disturbed; /* upward: which invocations something else got into, from 0 */
	size_t ndisturbed;
	struct metric *metrics; /* sorted: duration_ms, throughput, memory_mb, then by name */
	size_t nmetrics;
	struct limit *limits;
	size_t nlimits;
	char *extra; /* members this version does not know, a JSON object sorted by key; or NULL */
	struct arena *arena; /* where all this lives */
};

void entry_init(struct entry *e);
void entry_free(struct entry *e);
/* Memory that lives as long as the entry's contents. */
void *entry_alloc(struct entry *e, size_t size);
char *entry_strdup(struct entry *e, const char *s);
/* Empty E and keep its memory for the next contents. */
void entry_clear(struct entry *e);
/* How many invocations it has samples of. */
size_t entry_invocations(const struct entry *e);
/* strcmp-like: the order of metrics in a document. */
int metric_order(const struct metric *a, const struct metric *b);
/* Bring its metrics into that order. */
void entry_metrics_sort(struct entry *e);
/* The metric called NAME, or NULL. */
struct metric *entry_metric(const struct entry *e, const char *name);
/* Add a metric (name copied; the rest zero, limits NAN); the pointer is good until the next add. */
struct metric *entry_metric_add(struct entry *e, const char *name);

/* What a document says before its benchmarks. */
struct results_head {
	char *version, *timestamp, *suite; /* or NULL */
	char *environment;                 /* JSON object, or NULL */
	char *fingerprint;                 /* out of the environment, or NULL */
	char *environments; /* JSON array of all of them, when sessions differ in it; or NULL */
	double tolerance, threshold; /* the scenario's policy; NAN: not given */
	char *policy_extra, *extra;  /* as an entry's */
};

/* Read the document in file PATH ("-" or NULL: standard input). */
struct results;
struct results *results_open(const char *path);
/* Read it from FD (borrowed), which messages call NAME. */
struct results *results_open_fd(int fd, const char *name);
/* What results_next() and results_reread() may leave out from now on: the
 * medians of samples, for who only passes them on; and all that is measured,
 * of entries that name their sessions, for who only looks for the entries. */
enum results_depth { RESULTS_WHOLE, RESULTS_NO_MEDIANS, RESULTS_NO_VALUES };
void results_depth(struct results *r, enum results_depth depth);
/* Fill E (initialised; its previous contents are freed) with the next
 * benchmark of the document, in the document's order. False at its end. Dies
 * with file:line:column on anything that is not a results document. */
bool results_next(struct results *r, struct entry *e);
/* Borrowed; whole only after results_next() returned false, since a document
 * may put its head last. */
const struct results_head *results_head(const struct results *r);
/* The name for messages. */
const char *results_name(const struct results *r);
void results_close(struct results *r); /* may be NULL */

/* Where the benchmark that results_next() gave last stands, to read it again
 * later: results_reread() fills E with it, from a document just opened or
 * already read, of a file that can seek. */
struct results_place {
	uint64_t offset, line, column;
	size_t len;
};
struct results_place results_place(const struct results *r);
void results_reread(struct results *r, struct results_place place, struct entry *e);

/* Write a document in canonical form; entries must come in results_order(). */
void results_begin(struct json_writer *w, const struct results_head *head);
void results_entry(struct json_writer *w, struct entry *e);
void results_end(struct json_writer *w);
void results_head_free(struct results_head *head); /* its strings, not HEAD; all from malloc() */
/* strcmp-like: by id, then by variant. */
int results_order(const struct entry *a, const struct entry *b);

#endif
