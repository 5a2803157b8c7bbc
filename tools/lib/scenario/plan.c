#include "scenario/plan.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "base/util.h"
#include "backend/backend.h"
#include "model/policy.h"
#include "scenario/matrix.h"
#include "json/json_document.h"

void
plan_run_limits(struct run_limits *runs)
{
	*runs = (struct run_limits){
	    .min = 10, .max = 200, .precision = 0.01, .max_time = 20, .looks = PLAN_LOOKS};
}

bool
plan_unit_auto(const struct metric_rule *rule)
{
	return strcmp(rule->unit, PLAN_UNIT_AUTO) == 0;
}

struct plan *
plan_new(void)
{
	struct plan *plan = xcalloc(1, sizeof *plan);

	plan->memory = arena_new();
	plan->suite = arena_strdup(plan->memory, "");
	plan->tolerance = POLICY_TOLERANCE;
	plan->threshold = POLICY_THRESHOLD;
	plan->between_sessions = NAN;
	plan->budget = PLAN_BUDGET;
	return plan;
}

void
plan_free(struct plan *plan)
{
	if (!plan)
		return;
	arena_free(plan->memory);
	free(plan->cases);
	free(plan);
}

void
plan_case_check(struct plan_case *c, struct arena *memory)
{
	for (size_t i = 0; i < c->nparams && !c->skip; i++) {
		const char *backend = c->params[i].value;

		if (strcmp(c->params[i].key, "backend") == 0 && backend_known(backend) &&
		    !backend_available(backend)) {
			char *reason = xasprintf("no %s device on this machine", backend);

			c->skip = arena_strdup(memory, reason);
			free(reason);
		}
	}
}
