/* plan_parse.h: a plan from its document. */
#ifndef PLAN_PARSE_H
#define PLAN_PARSE_H

#include "scenario/plan.h"

/* A plan from the LEN bytes of TEXT; NAME is for messages. Dies on anything that
 * is not a plan. The caller owns it. */
struct plan *plan_parse(const char *text, size_t len, const char *name);

#endif
