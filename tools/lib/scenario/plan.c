#include "scenario/plan.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "base/util.h"
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

const char *
plan_backend_missing(struct plan *plan, const char *word)
{
	int i = backend_index(word);
	char *why;

	if (i < 0)
		return NULL;
	if (!plan->asked[i]) {
		why = backend_missing(word);
		plan->missing[i] = why ? arena_strdup(plan->memory, why) : NULL;
		plan->asked[i] = true;
		free(why);
	}
	return plan->missing[i];
}

const char *
plan_case_backend(const struct plan_case *c)
{
	for (size_t i = 0; i < c->nparams; i++)
		if (strcmp(c->params[i].key, PLAN_BACKEND) == 0)
			return c->params[i].value;
	return NULL;
}

const char *
plan_case_device(const struct plan_case *c)
{
	const char *backend = plan_case_backend(c);

	return backend && backend_index(backend) >= 0 && strcmp(backend, "cpu") != 0 ? backend
										     : NULL;
}

void
plan_case_check(struct plan_case *c, struct plan *plan)
{
	const char *backend = plan_case_backend(c), *why;

	if (c->skip || !backend)
		return;
	why = plan_backend_missing(plan, backend);
	c->skip = why ? arena_strdup(plan->memory, why) : NULL;
}
