#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/quantity.h"
#include "explain/evidence.h"

enum { DIGITS = 4 };

static void
value_add(struct buf *b, double v, const char *unit)
{
	struct scale scale = scale_for(v, unit ? unit : "");

	quantity_text(b, v, &scale, DIGITS);
}

/* Of a row that one side or both have no value of. */
static void
without_values(struct json_writer *w, const struct evidence *e)
{
	switch (e->verdict) {
	case VERDICT_ADDED:
		sentence(w, ABOUT_MEASURED, "added",
		    "Only the current side has this row: there is nothing to compare it with.");
		break;
	case VERDICT_REMOVED:
		sentence(w, ABOUT_MEASURED, "removed",
		    "The current side no longer has what the baseline has here.");
		break;
	case VERDICT_FAILED:
		sentence(w, ABOUT_MEASURED, "failed",
		    "The benchmark failed on the current side, so it has no value.");
		break;
	case VERDICT_UNMEASURED:
		sentence(w, ABOUT_MEASURED, "unmeasured",
		    "The current side was not measured as often as it must be.");
		break;
	default:
		sentence(
		    w, ABOUT_MEASURED, "no-values", "At least one side has no value of this row.");
	}
}

void
evidence_measured(struct json_writer *w, const struct evidence *e)
{
	struct buf before = BUF_INIT, after = BUF_INIT, change = BUF_INIT;
	const char *metric = e->metric ? e->metric : "the case";
	double worse = evidence_worsening(e);

	if (e->control)
		sentence(w, ABOUT_MEASURED, "control",
		    "This is the control row: the same program on both sides, which must not "
		    "change.");
	if (isnan(e->baseline) || isnan(e->current)) {
		without_values(w, e);
		return;
	}
	value_add(&before, e->baseline, e->unit);
	value_add(&after, e->current, e->unit);
	sentence(w, ABOUT_MEASURED, "values",
	    "'%s' of '%s' is %s on the current side and %s in the baseline.", metric, e->id,
	    after.s, before.s);
	if (isnan(worse)) {
		sentence(w, ABOUT_MEASURED, "no-size", "The change has no size in percent.");
	} else if (e->change != 0) {
		percent_text(&change, e->change, true);
		sentence(w, ABOUT_MEASURED, worse > 0 ? "for-the-worse" : "for-the-better",
		    "%s a change of %s; %s is better, so it is one for the %s.",
		    e->verdict == VERDICT_INCONCLUSIVE ? "The estimate, which is not sure, is"
						       : "This is",
		    change.s, better_name(e->better), worse > 0 ? "worse" : "better");
	} else {
		sentence(w, ABOUT_MEASURED, "no-change", "Both values are the same.");
	}
	buf_free(&before);
	buf_free(&after);
	buf_free(&change);
}

static void
looks_told(struct json_writer *w, const struct evidence *e)
{
	struct json_at looks = json_member(e->row, "looks");

	if (looks.node)
		sentence(w, ABOUT_OFTEN, "looks",
		    "The values were looked at %zu of %zu times that were planned, and p had to be "
		    "under %.2g.",
		    json_count_or(&looks, "taken", 1), json_count_or(&looks, "planned", 2),
		    json_number_or(&looks, "p_needed", NAN));
}

void
evidence_often(struct json_writer *w, const struct evidence *e)
{
	switch (e->design) {
	case DESIGN_NONE: break;
	case DESIGN_SINGLE:
		sentence(w, ABOUT_OFTEN, "single",
		    "At least one side has one value and no samples, so nothing says how much the "
		    "values vary.");
		break;
	case DESIGN_COUNT:
		sentence(w, ABOUT_OFTEN, "count",
		    "It is a count that hardly varies: %zu and %zu invocations gave it.", e->n[0],
		    e->n[1]);
		break;
	case DESIGN_UNPAIRED:
		sentence(w, ABOUT_OFTEN, "unpaired",
		    "The baseline was measured in %zu invocations and the current side in %zu, not "
		    "together.",
		    e->n[0], e->n[1]);
		break;
	case DESIGN_PAIRED:
		sentence(w, ABOUT_OFTEN, "paired",
		    "Both sides were measured together in %zu rounds, in an order that favours "
		    "neither.",
		    e->n[0]);
		break;
	}
	if (e->sessions[0] || e->sessions[1])
		sentence(w, ABOUT_OFTEN, e->by_machine ? "machines" : "sessions",
		    "They are of %zu and %zu %s, and each of these counts as one value.",
		    e->sessions[0], e->sessions[1], e->by_machine ? "machines" : "sessions");
	if (e->builds[0] || e->builds[1])
		sentence(w, ABOUT_OFTEN, "builds",
		    "They are of %zu and %zu builds, each with a placement of its own, and each of "
		    "these counts as one value.",
		    e->builds[0], e->builds[1]);
	if (strcmp(json_string_or(e->row, "look", ""), "cpu_ms") == 0)
		sentence(w, ABOUT_OFTEN, "cpu-time",
		    "The invocations are bound by the CPU, so that their CPU time decided.");
	looks_told(w, e);
}
