/* entry.h: one case of one variant as a result has it: metrics, samples, sessions
 * (bench-results(5)). */
#ifndef ENTRY_H
#define ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/limit.h"
#include "model/metric.h"
#include "model/param.h"

enum entry_status { ENTRY_OK, ENTRY_FAILED, ENTRY_TIMEOUT, ENTRY_SKIPPED, ENTRY_INTERRUPTED };

const char *entry_status_name(enum entry_status status);

/* All the values that one invocation had, in the order found, where they are kept. */
struct kept {
	double *v; /* NULL: not kept */
	size_t n;
};
enum { KEPT_MAX = 1000000 }; /* of one metric of an entry that bench-run keeps */

struct metric {
	char *name, *unit;
	enum better better;
	bool gate;
	double tolerance, threshold; /* fractions; NAN: the document's */
	double value;                /* the median, or the one value there is; NAN: none */
	double *samples;             /* in the order measured; NAN stands for null */
	size_t n;                    /* of samples, nulls counted; 0: a single value */
	struct kept *kept;           /* behind the samples, in their order */
	size_t nkept;                /* at most N: the rest of the invocations have none */
	char *extra; /* members this version does not know, a JSON object sorted by key; or NULL */
};

struct session {
	char *id, *timestamp;     /* TIMESTAMP may be NULL */
	size_t n;                 /* invocations */
	enum entry_status status; /* said only when it is not the entry's */
	char *reason;             /* or NULL */
	char *fingerprint;        /* of its machine; NULL: the document's, "": not known */
	/* Of a case with two looks (bench-run(1)): the one by which it ended, 1 or 2, and its
	 * planned rounds at each; 0: one look. */
	unsigned look;
	size_t look_rounds[2];
	char *shard;    /* names the share of one split that it measured; or NULL */
	double seconds; /* that its N invocations took, with hooks and all around; 0: not known */
	char *extra;    /* as an entry's */
};

/* One case of one variant. All is owned by the entry and freed with it. */
struct entry {
	char *name, *id; /* ID is never NULL: param_case_id() of the others when absent */
	char *description, *variant; /* or NULL */
	char *reported_by; /* the id of the case whose command reported it, or NULL: its own did */
	char *was;         /* the id in its document, when ID is a newer one; or NULL */
	enum kind kind;
	bool control;         /* the fixed workload of bench-run itself */
	struct param *params; /* sorted by key */
	size_t nparams;
	char **tags;
	size_t ntags;
	enum entry_status status;
	char *reason;                    /* or NULL */
	char *last_stdout, *last_stderr; /* of the command that failed: its last lines; or NULL */
	size_t iterations, warmup;
	size_t left_behind;       /* processes that outlived their command, and were killed */
	struct session *sessions; /* in order; none: one session without a name */
	size_t nsessions;
	uint32_t *rounds; /* the round of each invocation; NULL: not known */
	size_t nrounds;
	uint32_t *builds; /* the build of each invocation, from 1; 0: not known; NULL: one build */
	size_t nbuilds;   /* as many as invocations, or 0 */
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
int entry_metric_order_of(const struct metric *a, const struct metric *b);
/* Bring its metrics into that order. */
void entry_metrics_sort(struct entry *e);
/* The metric called NAME, or NULL. */
struct metric *entry_metric(const struct entry *e, const char *name);
/* Add a metric (name copied; the rest zero, limits NAN); the pointer is good until the next add. */
struct metric *entry_metric_add(struct entry *e, const char *name);

/* How M was counted when B was not counted so, in words that the caller owns; or NULL. */
char *entry_source_change(const struct metric *b, const struct metric *m);

#endif
