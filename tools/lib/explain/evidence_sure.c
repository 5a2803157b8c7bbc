#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/quantity.h"
#include "explain/evidence.h"

enum { PERCENT_MAX = 48 };

static const char *
percent(char text[PERCENT_MAX], double v, bool signed_)
{
	struct buf b = BUF_INIT;

	percent_text(&b, v, signed_);
	snprintf(text, PERCENT_MAX, "%s", b.s);
	buf_free(&b);
	return text;
}

static void
interval_told(struct json_writer *w, const struct evidence *e)
{
	char low[PERCENT_MAX], high[PERCENT_MAX];

	if (isnan(e->low))
		return;
	sentence(w, ABOUT_SURE, "interval",
	    "The 95 %% confidence interval for the change is from %s to %s%s.",
	    percent(low, e->low, true), percent(high, e->high, true),
	    e->low > 0 || e->high < 0 ? "" : ": it has 0 in it");
	if (isnan(e->p))
		return;
	sentence(w, ABOUT_SURE, "p",
	    "Where nothing changed, samples differ as much as these by chance in a share of %.2g "
	    "(p).",
	    e->p);
	if (!isnan(e->p_adjusted) && e->p_adjusted != e->p)
		sentence(w, ABOUT_SURE, "p-adjusted",
		    "Corrected for the number of rows that were looked at, p is %.2g.",
		    e->p_adjusted);
}

/* The change that the verdict of E is by: several builds measured again say more than one. */
static const char *
change_judged(const struct evidence *e)
{
	struct json_at again = json_member(e->row, "confirmation");
	struct json_at builds = again.node ? json_member(&again, "builds") : again;

	return !again.node ? "The change"
	       : builds.node && e->builds[0] == 0
		   ? "The change, of the builds measured again,"
		   : "The change, of both measurements taken together,";
}

/* What the verdict says, by the limits in force. */
static void
limits_told(struct json_writer *w, const struct evidence *e)
{
	const char *change = change_judged(e);
	char tolerance[PERCENT_MAX], threshold[PERCENT_MAX];

	if (isnan(e->threshold) || isnan(e->tolerance))
		return;
	percent(tolerance, e->tolerance, false);
	percent(threshold, e->threshold, false);
	if (e->verdict == VERDICT_REGRESSION || e->verdict == VERDICT_IMPROVEMENT)
		sentence(w, ABOUT_SURE, "over-threshold",
		    "%s is at the threshold of %s or over it.", change, threshold);
	else if (e->verdict == VERDICT_WORSE || e->verdict == VERDICT_BETTER)
		sentence(w, ABOUT_SURE, "under-threshold",
		    "%s is over the tolerance of %s and under the threshold of %s.", change,
		    tolerance, threshold);
	else if (e->verdict == VERDICT_EQUIVALENT && !isnan(e->low))
		sentence(w, ABOUT_SURE, "inside-threshold",
		    "All of the interval is inside the threshold of %s, so that a change of this "
		    "size is ruled out.",
		    threshold);
}

static void
severity_told(struct json_writer *w, const struct evidence *e)
{
	if (e->verdict == VERDICT_REGRESSION && !e->gate)
		sentence(w, ABOUT_SURE, "no-gate", "The row does not gate: it fails no job.");
	if (e->design == DESIGN_COUNT && evidence_moved(e))
		sentence(w, ABOUT_SURE, "exact", "The counts are compared exactly.");
	if (e->design == DESIGN_SINGLE)
		sentence(w, ABOUT_SURE, "no-statistics",
		    "The percentage and the limits alone decided: no statistics are behind it.");
}

static void
again_told(struct json_writer *w, const struct evidence *e)
{
	struct json_at again = json_member(e->row, "confirmation");
	char change[PERCENT_MAX];

	if (!again.node)
		return;
	if (isnan(json_number_or(&again, "change", NAN)))
		sentence(w, ABOUT_SURE, "again",
		    "It was measured again, with new invocations, which gave no size of the "
		    "change.");
	else
		sentence(w, ABOUT_SURE, "again",
		    "It was measured again, with new invocations: the change was %s, and the "
		    "verdict '%s'.",
		    percent(change, json_number_of(&again, "change"), true),
		    json_string_or(&again, "verdict", "unknown"));
}

static void
elsewhere_told(struct json_writer *w, const struct evidence *e)
{
	struct json_at there = json_member(e->row, "elsewhere");
	double change = json_number_or(&there, "change", NAN);
	char text[PERCENT_MAX];

	if (!there.node)
		return;
	if (isnan(change))
		sentence(w, ABOUT_SURE, "elsewhere",
		    "A second machine was to measure it, and there is no size of the change from "
		    "there.");
	else
		sentence(w, ABOUT_SURE, "elsewhere",
		    "A second machine built both sides anew and measured it: the change was %s, "
		    "and the verdict '%s'.",
		    percent(text, change, true), json_string_or(&there, "verdict", "unknown"));
}

static void
release_told(struct json_writer *w, const struct evidence *e)
{
	struct json_at drift = json_member(e->row, "drift");
	char change[PERCENT_MAX];

	if (drift.node && !isnan(json_number_or(&drift, "change", NAN)))
		sentence(w, ABOUT_SURE, "release",
		    "Since the release the metric changed by %s: '%s'.",
		    percent(change, json_number_of(&drift, "change"), true),
		    json_string_or(&drift, "verdict", "unknown"));
}

void
evidence_sure(struct json_writer *w, const struct evidence *e)
{
	char smallest[PERCENT_MAX];

	interval_told(w, e);
	limits_told(w, e);
	severity_told(w, e);
	if (e->verdict == VERDICT_INCONCLUSIVE && isfinite(e->smallest))
		sentence(w, ABOUT_SURE, "smallest-detectable",
		    "Samples like these show a change of %s or more in four of five cases, and "
		    "smaller ones less often.",
		    percent(smallest, e->smallest, false));
	again_told(w, e);
	elsewhere_told(w, e);
	release_told(w, e);
	if (e->reason)
		sentence(w, ABOUT_SURE, "reason", "The comparison itself says: %s.", e->reason);
}
