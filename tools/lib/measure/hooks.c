#include "measure/hooks.h"

#include <math.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/util.h"
#include "measure/interrupt.h"
#include "measure/outcome.h"
#include "scenario/plan_words.h"

/* Run HOOK of U, which has it, for at most TIMEOUT seconds: ENTRY_OK, or what is wrong and *WHY. */
static enum entry_status
hook_try(enum hook hook, const struct subject *u, double timeout, struct invoker *v,
    struct output_text *text, char **why)
{
	struct plan_case as = *u->plan;
	struct invocation call = {.argv = u->plan->hooks[hook],
	    .env = u->env,
	    .directory = u->directory,
	    .timeout = timeout,
	    .want_stdout = true};
	struct measurement m;
	enum entry_status status;
	char *reason;

	as.argv = as.hooks[hook];
	as.input = as.ignored = NULL;
	as.timeout = timeout;
	invoker_run(v, &call, &m, text);
	status = outcome_judge(&as, u->directory, u->env, &m, text, &reason);
	*why = reason ? xasprintf("%s: %s", plan_hooks[hook], reason) : NULL;
	free(reason);
	return status;
}

bool
hook_run(
    enum hook hook, struct subject *u, struct invoker *v, struct output_text *text, bool warmup)
{
	double start = clock_seconds();
	enum entry_status status;
	char *why;

	if (!u->plan->hooks[hook])
		return true;
	status = hook_try(hook, u, u->plan->timeout, v, text, &why);
	if (!warmup)
		u->seconds += clock_seconds() - start;
	if (status == ENTRY_OK)
		return true;
	/* A case whose command failed keeps its own reason. */
	if (status == ENTRY_INTERRUPTED || u->over)
		free(why);
	else
		subject_fail(u, ENTRY_FAILED, why, text);
	return false;
}

void
hooks_setup(struct subject *subjects, size_t n, struct invoker *v, struct output_text *text)
{
	for (size_t i = 0; i < n && !interrupt_signal(); i++) {
		struct subject *u = &subjects[i];

		if (u->over || subject_enough(u) || !u->plan->hooks[HOOK_SETUP])
			continue;
		u->begun = true;
		hook_run(HOOK_SETUP, u, v, text, true);
	}
}

void
hooks_cleanup(struct subject *subjects, size_t n, struct invoker *v, struct output_text *text)
{
	double end = INFINITY;

	for (size_t i = 0; i < n; i++) {
		const struct subject *u = &subjects[i];
		double left = u->plan->timeout;
		char *why;

		if (!u->begun || !u->plan->hooks[HOOK_CLEANUP])
			continue;
		if (interrupt_signal() && isinf(end))
			end = clock_seconds() + HOOKS_GRACE;
		left = fmin(left, fmax(end - clock_seconds(), 0.01));
		hook_try(HOOK_CLEANUP, u, left, v, text, &why);
		if (why)
			warn("'%s'%s%s: %s", u->plan->id, u->variant ? " of variant " : "",
			    u->variant ? u->variant : "", why);
		free(why);
	}
}
