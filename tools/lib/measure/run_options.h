/* run_options.h: the command line of bench-run(1). */
#ifndef RUN_OPTIONS_H
#define RUN_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/option.h"
#include "base/output.h"
#include "model/variant.h"
#include "scenario/plan.h"
#include "scenario/plan_filter.h"

/* The words of one -L, NAME VALUES, or -P, NAME FROM TO. */
struct parameter_words {
	const char *at[3];
	size_t n, wanted;
};

struct run_options {
	const char *scenario; /* file or "-"; NULL when there are commands */
	char **commands;      /* of -c, or one made of the operands after -- */
	size_t ncommands;
	char **argv;                      /* the operands after --, to run as they are; or NULL */
	struct option_list names;         /* of -n, in the order of commands; NULL: it has none */
	struct option_list hooks[NHOOKS]; /* one for all commands, or one for each */
	struct parameter_words *parameters;
	size_t nparameters;
	struct option_list steps; /* of the first ranges */
	const char *shell;        /* as command_parse() has it, or NULL */
	bool show_output;
	bool no_devices;         /* do not read devices */
	const char *reference;   /* id or name of the case that others are compared with; or NULL */
	int sort;                /* enum summary_order */
	int time_unit;           /* index in summary_time_units */
	bool ignore;             /* any exit status */
	const char *ignore_only; /* these, "1,2"; or NULL */
	struct variant *variants;
	size_t nvariants;
	struct plan_filter filter;
	const char *output, *resume, *input;
	const char *profile; /* the folder for callgrind's files, or NULL */
	const char *events;  /* the file that is told what happens, or NULL */
	const char *only;    /* the comparison whose flagged cases are measured, or NULL */
	char **env;          /* NAME or NAME=VALUE */
	size_t nenv;
	struct option_list metrics; /* built-in ones to record */
	bool plot;                  /* a strip of each case's times in the summary */
	int color;                  /* of the summary (terminal.h) */
	bool quick, list, ids, dry_run, no_build, fail, quiet;
	bool warned;    /* who shows the document shows its warnings */
	bool duet;      /* the two variants at once; only with two */
	int stdout_way; /* enum stdout_way of all cases less STDOUT_NULL, or -1 */
	int instrument; /* enum instrument for all cases, or -1: as the scenario says */
	int control;    /* whether to measure the control row; -1: with several variants */
	size_t seed;
	/* what overrides the scenario; 0, or SIZE_MAX for WARMUP, or NAN: not given */
	size_t warmup, runs, min_runs, max_runs, looks, builds;
	double precision, max_time, timeout, budget;
};

/* Read ARGV; dies on a usage error, and ends the program after --help and --version. */
void run_options_parse(struct run_options *o, int argc, char **argv);
void run_options_free(struct run_options *o);

/* Replace the values of PLAN by those that O gives. */
void run_options_apply(const struct run_options *o, struct plan *plan);

/* The case of PLAN that O's reference is, or NULL; dies when it is none or not one alone. */
const struct plan_case *run_options_reference(const struct run_options *o, const struct plan *plan);

/* Where the results go: O's file; in O's folder TIMESTAMP_results.json, without
 * '-' and ':', as ISO 8601's basic format has it, or TIMESTAMP_2_results.json
 * and so on when there is one; or standard output. */
struct output *run_options_output(const struct run_options *o, const char *timestamp);

#endif
