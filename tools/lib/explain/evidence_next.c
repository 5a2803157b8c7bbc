#include <math.h>
#include <stdio.h>
#include <string.h>

#include "explain/evidence.h"

static bool
is_worse(const struct evidence *e)
{
	return e->verdict == VERDICT_REGRESSION || e->verdict == VERDICT_WORSE;
}

static void
worse_told(struct json_writer *w, const struct evidence *e)
{
	struct json_at again = json_member(e->row, "confirmation");

	if (!again.node && !isnan(e->p))
		sentence(w, ABOUT_NEXT, "measure-again",
		    "Measure the row again, alone, and give the results to bench-diff --confirm: "
		    "bad luck hardly happens twice.");
	if (e->design == DESIGN_SINGLE || e->design == DESIGN_UNPAIRED)
		sentence(w, ABOUT_NEXT, "measure-together",
		    "Measure both sides together, with bench-compare or bench-run --variant.");
	sentence(w, ABOUT_NEXT, "bisect", "Find the commit with bench-bisect.");
	if (e->verdict == VERDICT_REGRESSION && e->gate)
		sentence(w, ABOUT_NEXT, "waive",
		    "If the change is meant, accept it in waivers.yml with a reason and a last "
		    "day.");
}

static void
waiver_told(struct json_writer *w, const struct evidence *e)
{
	struct json_at waived = json_member(e->row, "waived");

	if (waived.node)
		sentence(w, ABOUT_NEXT, "waived",
		    "Nothing fails until %s: people accepted the row, because: %s.",
		    json_string_or(&waived, "expires", "its last day"),
		    json_string_or(&waived, "reason", "no reason is told"));
}

/* How much more measuring settles an open row, and how to ask for it. */
static void
more_told(struct json_writer *w, const struct evidence *e)
{
	struct json_at more = json_member(e->row, "more");
	const char *options = json_string_or(&more, "options", NULL), *of;
	size_t n = json_count_or(&more, "n", 0);
	double seconds = json_number_or(&more, "seconds", NAN);
	char time[64] = "";

	if (!more.node || n == 0) {
		sentence(w, ABOUT_NEXT, "measure-more",
		    "Measure more rounds, or a longer piece of work in each: the row is neither "
		    "red nor green.");
		return;
	}
	of = json_string_or(&more, "of", "round");
	if (isfinite(seconds))
		snprintf(time, sizeof time,
		    seconds < 90 ? " (about %.0f s%s)" : " (about %.0f min%s)",
		    seconds < 90 ? seconds : seconds / 60,
		    !options                   ? " each"
		    : strcmp(of, "build") == 0 ? " and the builds"
					       : "");
	sentence(w, ABOUT_NEXT, "measure-more",
	    "About %zu more %s%s settle%s the row in four of five cases, if its change is "
	    "what it seems%s%s%s.",
	    n, of, n == 1 ? "" : "s", n == 1 ? "s" : "", options ? ": measure with " : "",
	    options ? options : "", time);
}

void
evidence_next(struct json_writer *w, const struct evidence *e)
{
	struct json_at waived = json_member(e->row, "waived");

	waiver_told(w, e);
	if (is_worse(e)) {
		if (!waived.node)
			worse_told(w, e);
		return;
	}
	switch (e->verdict) {
	case VERDICT_INCONCLUSIVE: more_told(w, e); break;
	case VERDICT_PLACEMENT:
		sentence(w, ABOUT_NEXT, "build-more",
		    "Nothing in the code is to be changed: where the linker puts functions "
		    "decides. "
		    "Measure several builds a side to see how much.");
		break;
	case VERDICT_REMOVED:
		if (!waived.node)
			sentence(w, ABOUT_NEXT, "bring-back",
			    "Bring it back, or accept its removal in waivers.yml.");
		break;
	case VERDICT_FAILED:
		sentence(w, ABOUT_NEXT, "run-it",
		    "Run the command of the case by hand, and see what it prints.");
		break;
	case VERDICT_UNMEASURED:
		sentence(w, ABOUT_NEXT, "give-time",
		    "Give the run more time, or fewer cases, so that this one gets its runs.");
		break;
	case VERDICT_INCOMPARABLE:
		sentence(w, ABOUT_NEXT, "one-machine", "Measure both sides on one machine.");
		break;
	case VERDICT_MACHINE_DEPENDENT:
		sentence(w, ABOUT_NEXT, "look-elsewhere",
		    "Measure it on a machine like those that matter to you: no machine here is "
		    "wrong.");
		break;
	case VERDICT_ADDED:
		sentence(w, ABOUT_NEXT, "wait",
		    "Nothing is to be done: the next comparison has a baseline of it.");
		break;
	default: sentence(w, ABOUT_NEXT, "nothing", "Nothing is to be done.");
	}
}
