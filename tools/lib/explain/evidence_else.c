#include <math.h>
#include <string.h>

#include "explain/evidence.h"

static const char *
side_fact(const struct evidence *e, const char *side, const char *fact)
{
	struct json_at document = json_member(e->root, side);
	struct json_at environment = json_member(&document, "environment");

	return json_string_or(&environment, fact, NULL);
}

/* Whether both sides have FACT of the environment, and not the same. */
static bool
sides_differ(const struct evidence *e, const char *fact)
{
	const char *b = side_fact(e, "baseline", fact), *c = side_fact(e, "current", fact);

	return b && c && strcmp(b, c) != 0;
}

static void
machines_told(struct json_writer *w, const struct evidence *e)
{
	struct json_at summary = json_member(e->root, "summary");
	const char *machines = json_string_or(&summary, "environment", "same");

	if (sides_differ(e, "cpu_model"))
		sentence(w, ABOUT_ELSE, "cpu",
		    "The CPUs differ: '%s' for the baseline and '%s' for the current side.",
		    side_fact(e, "baseline", "cpu_model"), side_fact(e, "current", "cpu_model"));
	else if (strcmp(machines, "different") == 0)
		sentence(w, ABOUT_ELSE, "machines-differ",
		    "The two sides come from machines that differ.");
	else if (strcmp(machines, "unknown") == 0)
		sentence(w, ABOUT_ELSE, "machines-unknown",
		    "The document does not say whether both sides come from one machine.");
	if (sides_differ(e, "kernel"))
		sentence(w, ABOUT_ELSE, "kernel",
		    "The kernels differ: '%s' for the baseline and '%s' for the current side.",
		    side_fact(e, "baseline", "kernel"), side_fact(e, "current", "kernel"));
}

static void
warnings_told(struct json_writer *w, const struct evidence *e, const char *side)
{
	enum { SHOWN = 12 };
	struct json_at document = json_member(e->root, side);
	struct json_at environment = json_member(&document, "environment");
	struct json_at list = json_member(&environment, "warnings");
	size_t n = json_kind(&list) == JSON_ARRAY ? json_length(&list) : 0;

	for (size_t i = 0; i < n && i < SHOWN; i++) {
		struct json_at at = json_element(&list, i);

		if (json_kind(&at) == JSON_OBJECT && json_string_or(&at, "message", NULL))
			sentence(w, ABOUT_ELSE, "warning", "A warning of the machine%s%s: %s.",
			    e->design == DESIGN_PAIRED ? "" : " of the ",
			    e->design == DESIGN_PAIRED ? "" : side, json_string_of(&at, "message"));
	}
}

static void
control_told(struct json_writer *w, const struct evidence *e)
{
	struct json_at summary = json_member(e->root, "summary");
	struct json_at control = json_member(&summary, "control");
	double change = json_number_or(&control, "change", NAN), low, high;

	evidence_interval(&control, &low, &high);
	if (json_bool_or(&summary, "contaminated", false))
		sentence(w, ABOUT_ELSE, "contaminated",
		    "The control row, one program on both sides, moved in a session: something "
		    "else disturbed it.");
	else if (low <= 0 && high >= 0)
		sentence(w, ABOUT_ELSE, "control-still",
		    "The control row, one program on both sides, shows no change (%+.1f %% to "
		    "%+.1f %%): nothing larger came over the whole session.",
		    100 * low, 100 * high);
	else if (!isnan(change))
		sentence(w, ABOUT_ELSE, "control-moved",
		    "The control row, one program on both sides, changed by %+.1f %%: a change of "
		    "this size may be of the session.",
		    100 * change);
}

/* What one of two machines does not do. */
static void
elsewhere_told(struct json_writer *w, const struct evidence *e)
{
	if (e->verdict == VERDICT_MACHINE_DEPENDENT)
		sentence(w, ABOUT_ELSE, "differs-elsewhere",
		    "A second machine with a build of its own does not show it: processor, caches "
		    "and where functions lie in memory may decide here.");
}

/* TOLD by bench-why: a line about all, and one for each function. */
static void
functions_told(struct json_writer *w, const char *told)
{
	size_t n = strcspn(told, "\n");
	const char *first = told[n] ? told + n + 1 : NULL;

	sentence(w, ABOUT_ELSE, "instructions",
	    "Of what both builds execute, bench-why says: %.*s.", (int)n, told);
	if (first)
		sentence(w, ABOUT_ELSE, "function", "The largest part of it is in: %.*s.",
		    (int)strcspn(first, "\n"), first);
}

/* What repeating cannot show. */
static void
builds_told(struct json_writer *w, const struct evidence *e)
{
	struct json_at why = json_member(e->row, "why");

	if (e->verdict == VERDICT_PLACEMENT)
		sentence(w, ABOUT_ELSE, "placement-found",
		    "Both builds executed the same functions equally often: what moved the row is "
		    "where the linker put them, or another thing that is constant within a build.");
	else if (why.node)
		functions_told(w, json_string_or(&why, "told", ""));
	else if (evidence_moved(e) && evidence_is_time(e) && !e->control && !e->builds[0])
		sentence(w, ABOUT_ELSE, "placement",
		    "What is constant within one build and differs between builds, such as where "
		    "functions lie in memory, moves times too, and no repetition of one build "
		    "shows it.");
}

static void
chance_told(struct json_writer *w, const struct evidence *e)
{
	struct json_at again = json_member(e->row, "confirmation");
	struct json_at summary = json_member(e->root, "summary");
	size_t rows = json_count_or(&summary, "rows", 0);

	if (evidence_moved(e) && !isnan(e->p) && !again.node)
		sentence(w, ABOUT_ELSE, "chance",
		    "Chance is left: the row is one of %zu, and it was not measured again.", rows);
}

void
evidence_else(struct json_writer *w, const struct evidence *e)
{
	if (e->design == DESIGN_NONE)
		return;
	if (e->design == DESIGN_UNPAIRED || e->design == DESIGN_SINGLE)
		sentence(w, ABOUT_ELSE, "other-time",
		    "The two sides were measured at different times: load, temperature and clock "
		    "of the machine may differ.");
	if (!isnan(e->between))
		sentence(w, ABOUT_ELSE, "between-sessions",
		    "What sessions differ by is not measured here but assumed: a standard "
		    "deviation of %.3g %%.",
		    100 * e->between);
	machines_told(w, e);
	control_told(w, e);
	elsewhere_told(w, e);
	builds_told(w, e);
	if (e->builds[0])
		sentence(w, ABOUT_ELSE, "between-builds",
		    "Where functions lie differs from build to build, and is in the interval: "
		    "builds "
		    "of one side differ by %.3g %%, as a standard deviation.",
		    100 * json_number_or(e->row, "between_builds", 0));
	chance_told(w, e);
	warnings_told(w, e, "baseline");
	if (e->design != DESIGN_PAIRED)
		warnings_told(w, e, "current");
}
