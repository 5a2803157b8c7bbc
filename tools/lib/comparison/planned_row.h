/* planned_row.h: what the plan of a case says of its metrics, and the rows that tell of plans. */
#ifndef PLANNED_ROW_H
#define PLANNED_ROW_H

#include "comparison/comparison_row.h"
#include "scenario/plan.h"

/* What P says of metric NAME itself or of the rows that its command reports, or NULL. */
const struct metric_rule *planned_rule(const struct plan_case *p, const char *name);

/* Whether P measures metric NAME, and in *GATES whether a change of it fails the job. */
bool planned_measures(const struct plan_case *p, const char *name, bool *gates);

/* Metric NAME as P has it, gating; where nobody knows it, it has no unit. Strings are borrowed. */
struct metric planned_metric(const struct plan_case *p, const char *name);

/* The metrics of P, those of its rows among them, that C compares and that gate, *N of them in an
 * array that the caller owns. */
struct metric *planned_gating(const struct comparison *c, const struct plan_case *p, size_t *n);

/* The case P for rows of C, of the sides that have it. */
const struct row_case *planned_case_keep(
    struct comparison *c, const struct plan_case *p, bool in_baseline, bool in_current);

/* Add a row without values of AT and M, which may be NULL. NOTE, its reason, lives as long
 * as C. */
void planned_row_add(struct comparison *c, const struct row_case *at, const struct metric *m,
    enum verdict verdict, const char *note);

/* The id of the rows that are about the scenario as a whole. */
#define SCENARIO_ROW "(scenario)"

/* Add a row 'removed' of the whole scenario and M, with the string NOTE, which is taken. */
void planned_scenario_row(struct comparison *c, const struct metric *m, char *note);

#endif
