/* import_case.h: what import_cases.h collects, for its own modules. */
#ifndef IMPORT_CASE_H
#define IMPORT_CASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/util.h"
#include "import/import_cases.h"
#include "import/import_runs.h"
#include "results/entry_read.h"
#include "results/results.h"

struct import_metric {
	struct import_metric *next;
	struct metric metric; /* its samples are malloc()ed here */
	size_t cap;
	bool of_values; /* its samples were single values of benchmarks */
};

/* Invocations in one run. */
struct import_part {
	struct import_part *next;
	size_t run, n;
};

struct import_case {
	struct import_case *same_slot;
	struct entry entry; /* without metrics and sessions; nothing in it is its own */
	struct import_metric *metrics;
	struct import_part *parts; /* the latest first */
	uint64_t hash;             /* of its id, variant and run */
	size_t n;                  /* invocations */
	size_t run;                /* of cases that are kept by run; else 0 */
};

struct import_cases {
	const char *variant;
	char *(*newer)(const void *how, const char *id); /* or NULL */
	const void *how;
	struct arena *arena;
	struct import_case **slots, **all;
	size_t nslots, n, cap;
	struct import_runs *runs; /* the first is that of benchmarks which belong to none */
	size_t on;                /* the run of benchmarks that tell none */
	bool by_run;
	size_t values;  /* invocations of all cases */
	size_t written; /* cases of runs that were written */
	struct entry_reader reader;
	struct entry read; /* the benchmark being added */
};

/* A copy of S (may be NULL) that lives as long as C. */
char *import_case_keep(struct import_cases *c, const char *s);

/* Add what M measured in N more invocations of K to its metric of that name, in the unit that this
 * has. Dies, at the place of S, when the units are of different kinds. */
void import_metric_add(
    struct import_cases *c, struct import_case *k, const struct metric *m, const struct scanner *s);
/* Bring M up to N samples: it was not measured in some invocations. */
void import_metric_fill(struct import_metric *m, size_t n);

#endif
