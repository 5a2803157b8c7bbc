/* import_runs.h: the runs that benchmarks of other harnesses come from: files, or what a file with
 * a history tells of each. */
#ifndef IMPORT_RUNS_H
#define IMPORT_RUNS_H

#include <stdbool.h>
#include <stddef.h>

#include "json/json_scanner.h"
#include "json/json_writer.h"

struct import_run {
	char *id;                       /* of its session */
	char *timestamp, *commit, *ref; /* or NULL; the time is in UTC */
	char *environment;              /* JSON object, or NULL */
	bool told;                      /* by what a file says, and not only by there being one */
};

/* All is owned by it; start from import_runs_new(). */
struct import_runs {
	struct import_run *at;
	size_t n, cap, told;
	struct word_set *known; /* the texts of those that were told */
	size_t *places;         /* of each such text: its index */
	size_t places_cap;
};

struct import_runs *import_runs_new(void);
void import_runs_free(struct import_runs *r);

/* Add a run called ID (copied) that no file tells. Returns its index. */
size_t import_runs_add(struct import_runs *r, const char *id);

/* The index of the run that JSON tells: an object of "timestamp", if need be "commit", "ref" and
 * "environment". Dies of anything else, at the place of S. */
size_t import_runs_find(struct import_runs *r, const char *json, const struct scanner *s);

/* The environment of RUN: its own, its commit and its branch, and the members of BASE (JSON object,
 * or NULL) that it says nothing of. The caller owns it; NULL: there is nothing to say. */
char *import_run_environment(const struct import_run *run, const char *base);

/* What the file of RUN is called before "_results.json"; the caller owns it. */
char *import_run_name(const struct import_run *run);

#endif
