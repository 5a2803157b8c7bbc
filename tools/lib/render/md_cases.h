/* md_cases.h: what bench-md keeps of a results document. */
#ifndef MD_CASES_H
#define MD_CASES_H

#include "base/strip.h"
#include "render/md.h"
#include "results/results.h"

enum { MD_VALUES_MAX = 12, MD_KEYS_MAX = 64, MD_METRICS_MAX = 256, MD_IDS_MAX = 3 };

/* One metric of one case. */
struct md_cell {
	size_t metric; /* index into METRICS */
	char *unit;
	double value;
	double width;    /* half the 95 % interval of the median, as a fraction of it; NAN: none */
	double min, max; /* of the samples; NAN: none */
	unsigned char strip[STRIP_CELLS]; /* how they lie between the two (strip.h) */
};

struct md_shown {
	char *name, *id, *description, *variant, *reason; /* all but the first two may be NULL */
	struct param *params;
	size_t nparams;
	enum entry_status status;
	size_t iterations;
	struct md_cell *cells;
	size_t ncells;
};

/* A parameter over all the cases. */
struct md_key {
	char *key;
	char *values[MD_VALUES_MAX]; /* different ones, in order of appearance */
	size_t nvalues, cases;
	bool more; /* there are more values than these */
};

struct md_metric {
	char *name, *unit; /* UNIT: of the first case that has it */
	bool usual;        /* shown unless told otherwise */
};

/* A number that is the same in all cases, or is not. */
struct md_same {
	size_t value;
	bool seen, differs;
};

struct md_cases {
	struct md_shown *shown;
	size_t nshown, cap, max;
	struct md_key keys[MD_KEYS_MAX];
	size_t nkeys;
	bool more_keys;
	struct md_metric *metrics;
	size_t nmetrics, metrics_cap;
	size_t total, names, counts[ENTRY_INTERRUPTED + 1];
	size_t invocations;
	double measured_ms; /* the sum of all samples of duration_ms */
	struct md_same warmup, iterations;
	bool variants;
	size_t outliers, outlier_cases, values, noisy; /* of the usual metrics */
	double noise;                                  /* NOISY counts widths over this */
	char *outlier_ids[MD_IDS_MAX];                 /* the first cases with severe outliers */
	char *last_name, *last_outlier;                /* names, ids */
};

/* Start from a zeroed C with MAX and NOISE set. */
void md_cases_add(struct md_cases *c, const struct entry *e);
void md_cases_free(struct md_cases *c);

/* The cell of METRIC, or NULL; the value of parameter KEY, or NULL. */
const struct md_cell *md_shown_cell(const struct md_shown *s, size_t metric);
const char *md_shown_param(const struct md_shown *s, const char *key);

/* Whether KEY takes more than one value, counting its absence as one. */
bool md_key_varies(const struct md_cases *c, const struct md_key *key);

/* The metric called NAME: its index, or NMETRICS. */
size_t md_metric_find(const struct md_cases *c, const char *name);

#endif
