/* rows_rule.h: how the rows of a command that reports many benchmarks are found in its output. */
#ifndef ROWS_RULE_H
#define ROWS_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "scenario/plan.h"

struct metric_nodes;
struct scope;
struct yaml_node;

enum { ROWS_LIST_MAX = 100 }; /* parameters, conditions and patterns, each */

/* A place says where something of a row is: with a pattern the name of one of its groups, in
 * JSON a path that begins at the row's object. */
struct row_metric {
	struct metric_rule rule; /* EXPRESSION is the place of its values */
	char *unit_from;         /* the place of the unit that a value has; NULL: RULE's */
};

struct row_param {
	char *key, *place;
};

/* What is a row only where there is TEXT at PLACE. */
struct row_condition {
	char *place, *text;
};

/* A limit on a metric of rows. */
struct row_limit {
	struct limit limit;
	char *row; /* the names it is for, a pattern of glob.h; NULL: all that have the metric */
};

struct rows_rule {
	enum source source;       /* where the output is */
	char *file;               /* SOURCE_FILE: relative to the working directory */
	enum extractor extractor; /* EXTRACT_PATTERN, each match is a row, EXTRACT_JSON, or
				     EXTRACT_HARNESS, which finds names, parameters and
				     metrics by itself */
	char *expression;         /* the pattern with the names of its groups, the path, or the
				     format (harness_format.h) */
	char *name;               /* the place of a row's name; NULL: of a harness */
	char *error;              /* where a row says that it failed, or NULL */
	struct row_param *params;
	size_t nparams;
	struct row_condition *where; /* all must be true */
	size_t nwhere;
	struct row_metric *metrics;
	size_t nmetrics;
	/* Of a harness: the metrics that a tolerance, a threshold or a limit names. Each must be
	 * in a row; the unit of one that is not built in is "". */
	struct metric_rule *named;
	size_t nnamed;
	char **gate; /* which names gate (row_gate.h), ends in NULL; NULL: all */
	struct row_limit *limits;
	size_t nlimits;
	double tolerance, threshold; /* of metrics that are found; NAN: the plan's */
	/* The ids that alone are recorded, NONLY of them; NULL: all. No scenario has them. */
	char *const *only;
	size_t nonly;
};

/* Fill the rows of C from NODES; C has its name and its parameters. Dies at the position of
 * what is wrong. */
void rows_rule_read(struct plan_case *c, const struct metric_nodes *nodes, const struct plan *plan,
    const struct scope *scope, struct arena *arena);

/* Why PLACE is none of RULE, or NULL; the caller owns it. */
char *rows_place_error(const struct rows_rule *rule, const char *place);

/* What is wrong with the unit of M, or NULL; the caller owns it. */
char *rows_metric_error(const struct row_metric *m);

/* The metric of RULE, which may be NULL, called NAME; or NULL. */
struct row_metric *rows_metric(const struct rows_rule *rule, const char *name);
/* The metric that RULE, of a harness, names NAME; or NULL. */
struct metric_rule *rows_named(const struct rows_rule *rule, const char *name);
/* Whether a row called NAME gates by RULE, as far as its metrics do. */
bool rows_name_gates(const struct rows_rule *rule, const char *name);
/* Whether limit L is for the row called NAME. */
bool rows_limit_covers(const struct row_limit *l, const char *name);

/* Whether a case of PLAN, *OTHER, has a name that a row of case *ROWS could have as well. */
bool rows_names_overlap(const struct plan *plan, size_t *rows, size_t *other);

/* See to it that what is measured of the whole command of C, which reports rows, does not gate
 * unless its metrics say so: how long a harness runs is no property of what it measures. */
void rows_command_quiet(struct plan_case *c, struct arena *arena);

#endif
