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
