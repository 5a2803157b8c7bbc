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
		for (size_t k = 0; !u->over && subject_turn_to(u, k); k++)
			hook_run(HOOK_SETUP, u, v, text, true);
	}
}

/* Run the cleanup of U where it is now; the cleanups of all end at END. */
static void
cleanup_run(struct subject *u, double end, struct invoker *v, struct output_text *text)
{
	double left = fmin(u->plan->timeout, fmax(end - clock_seconds(), 0.01));
	char *why;

	hook_try(HOOK_CLEANUP, u, left, v, text, &why);
	if (why)
		warn("'%s'%s%s: %s", u->plan->id, u->variant ? " of variant " : "",
		    u->variant ? u->variant : "", why);
	free(why);
}

void
hooks_cleanup(struct subject *subjects, size_t n, struct invoker *v, struct output_text *text)
{
	double end = INFINITY;

	for (size_t i = 0; i < n; i++) {
		struct subject *u = &subjects[i];

		if (!u->begun || !u->plan->hooks[HOOK_CLEANUP])
			continue;
		for (size_t k = 0; subject_turn_to(u, k); k++) {
			if (interrupt_signal() && isinf(end))
				end = clock_seconds() + HOOKS_GRACE;
			cleanup_run(u, end, v, text);
		}
	}
}
