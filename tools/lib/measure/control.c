#include "measure/control.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "measure/invoke.h"

/* Measured as other cases are; nothing of it gates. */
static void
metrics_set(struct plan_case *c, struct arena *memory)
{
	static const char *const names[] = {"duration_ms", "memory_mb"};

	c->metrics = arena_array(memory, 2, sizeof *c->metrics);
	for (; c->nmetrics < 2; c->nmetrics++) {
		const struct metric_builtin *b = metric_builtin(names[c->nmetrics]);

		c->metrics[c->nmetrics] =
		    (struct metric_rule){.name = arena_strdup(memory, b->name),
			.unit = arena_strdup(memory, b->unit),
			.better = b->better,
			.tolerance = NAN,
			.threshold = NAN};
	}
}

bool
control_add(struct plan *plan)
{
	struct arena *memory = plan->memory;
	struct plan_case c = {.control = true, .kind = KIND_EXPLORATORY, .timeout = PLAN_TIMEOUT};
	size_t most = 1;
	char *program;

	for (size_t i = 0; i < plan->ncases; i++) {
		if (strcmp(plan->cases[i].id, CONTROL_ID) == 0)
			return false;
		if (plan->cases[i].runs.min > most)
			most = plan->cases[i].runs.min;
	}
	program = exec_client_program();
	c.name = c.id = arena_strdup(memory, CONTROL_ID);
	c.description = arena_strdup(memory, "the same work in every variant");
	c.argv = arena_array(memory, 3, sizeof *c.argv);
	c.argv[0] = arena_strdup(memory, program);
	c.argv[1] = arena_strdup(memory, "--control");
	c.tags = c.env = c.pass_env = arena_array(memory, 1, sizeof(char *));
	c.warmup = 1;
	plan_run_limits(&c.runs);
	c.runs.min = most < CONTROL_MIN_RUNS ? most : CONTROL_MIN_RUNS;
	c.runs.max = CONTROL_MAX_RUNS;
	c.runs.precision = 0;
	c.runs.max_time = INFINITY;
	metrics_set(&c, memory);
	free(program);
	plan->cases = xreallocarray(plan->cases, plan->ncases + 1, sizeof c);
	plan->cases[plan->ncases++] = c;
	return true;
}
