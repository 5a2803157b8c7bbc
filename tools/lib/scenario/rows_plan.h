/* rows_plan.h: the rule of rows in a plan document. */
#ifndef ROWS_PLAN_H
#define ROWS_PLAN_H

#include "base/arena.h"
#include "scenario/rows_rule.h"
#include "json/json_document.h"
#include "json/json_writer.h"

/* Write RULE as member "rows" of the object that is open. */
void rows_plan_write(struct json_writer *w, const struct rows_rule *rule);
/* Set the rows of C, which has its parameters and metrics, to the rule in member "rows" of
 * OBJECT, made in A, when there is one. Dies naming what is wrong. */
void rows_plan_read(const struct json_at *object, struct plan_case *c, struct arena *a);

#endif
