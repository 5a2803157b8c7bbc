/* plan.h: the plan that bench-run carries out: every case of a scenario, written out. */
#ifndef PLAN_H
#define PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "backend/backend.h"
#include "base/arena.h"
#include "base/printed.h"
#include "model/limit.h"
#include "model/metric.h"
#include "model/param.h"
#include "scenario/reduction.h"
#include "json/json_writer.h"

/* Where a metric's value comes from. */
enum source {
	SOURCE_BUILTIN,
	SOURCE_STDOUT,
	SOURCE_STDERR,
	SOURCE_FILE,
	SOURCE_METRICS /* the values of other metrics, held to limits */
};

/* How it is found there. */
enum extractor {
	EXTRACT_NONE,    /* a built-in metric, or of other metrics */
	EXTRACT_PATTERN, /* group 1 (or all) of a POSIX extended regular expression, every match */
	EXTRACT_JSON,    /* a path like .a.b[0] or .runs[].ms */
	EXTRACT_TIME_TO, /* milliseconds from the start to the first line that matches */
	EXTRACT_BETWEEN, /* milliseconds between successive lines that match */
	EXTRACT_HARNESS  /* of rows alone: what bench-import makes of a format */
};

/* Where standard output goes: for who says nothing, to bench-run when a metric reads it, and
 * else to /dev/null. */
enum stdout_way { STDOUT_AS_NEEDED, STDOUT_NULL, STDOUT_PIPE, STDOUT_FILE };

/* What counts beside the clock. */
enum instrument { INSTRUMENT_NONE, INSTRUMENT_CALLGRIND };

/* Commands around those that are measured, and never measured themselves: once before the
 * first invocation, before each, after each, once at the end. */
enum hook { HOOK_SETUP, HOOK_PREPARE, HOOK_CONCLUDE, HOOK_CLEANUP, NHOOKS };

struct metric_rule {
	char *name, *unit;
	enum better better;
	bool gate;
	double tolerance, threshold; /* fractions; NAN: the plan's */
	enum source source;
	char *file; /* SOURCE_FILE: relative to the working directory */
	enum extractor extractor;
	char *expression;  /* the pattern or the path */
	size_t unit_group; /* of the pattern, that matches the unit; 0: none */
	enum decimal decimal;
	struct reduction reduction;
	bool keep;         /* all the values beside the one */
	struct limit *slo; /* SOURCE_METRICS: of metrics that are before it in the case */
	size_t nslo;
};

/* The unit of a metric whose values say theirs themselves. */
#define PLAN_UNIT_AUTO "auto"
bool plan_unit_auto(const struct metric_rule *rule);

struct run_limits {
	size_t min, max;  /* invocations, 1 <= min <= max */
	double precision; /* half width of the median's 95 % interval over the median, or of the
			     ratio's between two variants; 0: always run to max */
	double max_time;  /* seconds for one case of one variant */
	size_t looks;     /* 1 or 2: of two variants, measure again what is open (looks.h) */
};

/* The parameter that names what a case computes on. */
#define PLAN_BACKEND "backend"

struct rows_rule;

struct plan_case {
	char *name, *id, *description; /* DESCRIPTION may be NULL */
	enum kind kind;
	char **tags;          /* ends in NULL */
	char **runs_on;       /* words for the machine that it needs, each once; ends in NULL */
	size_t priority;      /* the higher, the sooner its shard is run; 0: as usual */
	struct param *params; /* sorted by key */
	size_t nparams;
	char **argv;          /* ends in NULL; what is exec'd */
	bool shell;           /* argv is /bin/sh -c ... because the command needs one */
	char **hooks[NHOOKS]; /* each an argv as above, or NULL */
	char *ignored;        /* exit statuses that are no failure (exit_statuses.h), or NULL */
	char *directory;      /* relative to the variant's folder, or NULL */
	char *input;          /* file on standard input, or NULL: /dev/null */
	enum stdout_way output;
	char **env;      /* "NAME=VALUE", ends in NULL; on top of the fixed environment */
	char **pass_env; /* names passed through when set, ends in NULL */
	size_t warmup;
	struct run_limits runs;
	double timeout;              /* seconds for one invocation */
	struct metric_rule *metrics; /* built-in ones that the scenario names included */
	size_t nmetrics;
	struct limit *limits; /* from 'require' */
	size_t nlimits;
	char *skip;          /* why this machine cannot run it, or NULL */
	char *labels;        /* what is known of it, a JSON object, or NULL */
	char *replacement;   /* of a scenario: the backend to run it on instead, or NULL */
	char *fallback_from; /* the backend that it would be of, if that were there; or NULL */
	char *fallback_why;  /* why it is not there; NULL: there is no FALLBACK_FROM */
	enum instrument instrument; /* with a rule for its metric */
	struct rows_rule *rows;     /* its command reports many benchmarks; NULL: it is one */
	bool control;               /* the control row, see control.h */
};

struct plan {
	char *suite;
	double tolerance, threshold; /* fractions */
	double between_sessions;     /* see policy.h; NAN: not given */
	double budget;               /* seconds for the whole run */
	char **build;                /* argv, or NULL */
	size_t
	    builds;  /* how often a variant is built, each by a salt of its own; 0: once, by none */
	char *power; /* how its rounds were planned, a JSON object, or NULL */
	char *shard; /* names this share of one split, or NULL */
	struct plan_case *cases; /* in the scenario's order */
	size_t ncases;
	bool asked[NBACKENDS];    /* whether this machine has it: it is asked once */
	char *missing[NBACKENDS]; /* why it has not; NULL: it has */
	struct arena *memory;     /* where all this lives: nothing is freed alone */
};

/* Defaults that a scenario overrides; also those of `bench-run -- command`. */
void plan_run_limits(struct run_limits *runs);
enum { PLAN_WARMUP = 2 }; /* invocations */
enum { PLAN_LOOKS = 2 };  /* also the most */
enum { PLAN_BUILDS_MAX = 1000 };
enum { PLAN_TIMEOUT = 60 };     /* seconds */
enum { PLAN_BUDGET = 15 * 60 }; /* seconds */

/* Write the document, one case a line. */
void plan_write(const struct plan *plan, struct json_writer *w);

/* A plan without cases, with the defaults. */
struct plan *plan_new(void);
/* Why this machine lacks the backend WORD, NULL: it has it, or WORD is no backend. PLAN keeps it.
 */
const char *plan_backend_missing(struct plan *plan, const char *word);
/* The value of the parameter "backend" of C, borrowed; NULL: it has none. */
const char *plan_case_backend(const struct plan_case *c);
/* Set the skip of C, which has none, when this machine lacks its backend. */
void plan_case_check(struct plan_case *c, struct plan *plan);
/* The backend that C computes on, when it needs a device of its own; else NULL. */
const char *plan_case_device(const struct plan_case *c);
void plan_free(struct plan *plan);

#endif
