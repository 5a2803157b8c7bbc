#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "measure/subject.h"

bool
subject_wants_count(const struct subject *u)
{
	bool agree = true;

	if (u->plan->instrument == INSTRUMENT_NONE || u->over)
		return false;
	for (size_t i = 1; i < u->ncounts; i++)
		agree = agree && u->counts[i] == u->counts[0];
	return u->ncounts < (agree ? CALLGRIND_RUNS : CALLGRIND_RUNS_MAX);
}

void
subject_count(struct subject *u, const struct measurement *m, const struct output_text *text,
    double timeout, double count)
{
	if (m->end == INVOKE_TIMEOUT) {
		subject_end(
		    u, ENTRY_TIMEOUT, xasprintf("under callgrind: killed after %.4g s", timeout));
	} else if (!subject_judge(u, m, text)) {
		char *why = u->reason;

		u->reason = why ? xasprintf("under callgrind: %s", why) : NULL;
		free(why);
	} else if (count < 0) {
		subject_end(u, ENTRY_FAILED, xstrdup("under callgrind: there is no count"));
	} else {
		u->counts[u->ncounts++] = count;
	}
}
