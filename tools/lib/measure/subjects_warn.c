#include <stdlib.h>
#include <string.h>

#include "measure/subjects.h"
#include "measure/withheld.h"

enum { NAMED_MAX = 3 };

void
subjects_warn_left(const struct subjects *u, struct warnings *w)
{
	struct buf names = BUF_INIT;
	size_t cases = 0, left = 0;

	for (size_t i = 0; i < u->n; i++) {
		const struct subject *subject = &u->at[i];

		if (!subject->left)
			continue;
		left += subject->left;
		if (cases++ < NAMED_MAX)
			buf_printf(&names, "%s'%s'", names.len ? ", " : "", subject->plan->id);
	}
	if (cases > NAMED_MAX)
		buf_printf(&names, " and %zu more", cases - NAMED_MAX);
	if (cases)
		warnings_add(w, "left-behind",
		    xasprintf("%zu process%s outlived the command that had started %s, and %s "
			      "killed: of %s",
			left, left == 1 ? "" : "es", left == 1 ? "it" : "them",
			left == 1 ? "was" : "were", names.s),
		    "let the command wait for what it starts, or end it: else its time is not in "
		    "the duration");
	buf_free(&names);
}

void
subjects_warn_devices(const struct subjects *u, struct warnings *w)
{
	size_t invocations = 0, foreign = 0, throttled = 0;

	for (size_t i = 0; i < u->n; i++) {
		invocations += u->at[i].devices.invocations;
		foreign += device_log_foreign(&u->at[i].devices);
		throttled += device_log_throttled(&u->at[i].devices);
	}
	if (foreign)
		warnings_add(w, "device",
		    xasprintf("other processes computed on the device in %zu of %zu invocations",
			foreign, invocations),
		    "measure on a device that nobody else uses");
	if (throttled)
		warnings_add(w, "device",
		    xasprintf("the device lowered its clock in %zu of %zu invocations (heat or "
			      "power)",
			throttled, invocations),
		    "fix its clock below what it can keep (nvidia-smi --lock-gpu-clocks)");
}

void
subjects_warn_withheld(const struct subjects *u)
{
	for (size_t i = 0; i < u->n; i++) {
		const struct subject *subject = &u->at[i];
		struct buf names = BUF_INIT;

		/* Who failed otherwise lacks none, and a reason that names some says enough. */
		if (subject->status != ENTRY_FAILED ||
		    strncmp(subject->reason, "exit status", strlen("exit status")) != 0 ||
		    strstr(subject->reason, "'pass-env'"))
			continue;
		withheld_add(&names, subject->plan, NULL, NULL);
		if (!names.len)
			continue;
		warn("'%s' failed; these variables are set here, but commands do not get them: %s "
		     "(to pass them on: 'pass-env' in the scenario, or -e NAME)",
		    subject->plan->id, names.s);
		buf_free(&names);
		return;
	}
}
