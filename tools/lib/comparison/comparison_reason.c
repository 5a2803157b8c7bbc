#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "comparison/comparison_row.h"

/* A fraction as a percentage with three digits. */
static void
add_percent(struct buf *b, double fraction)
{
	double percent = 100 * fabs(fraction);

	buf_printf(b, percent < 999.5 ? "%.3g %%" : "%.0f %%", percent);
}

/* "+2.1 % [-0.4 %, +4.6 %]" */
static void
add_change(struct buf *b, const struct effect *e)
{
	const struct interval *change = &e->change;

	buf_printf(b, "%+.1f %%", 100 * change->value);
	if (!isnan(change->low))
		buf_printf(b, " [%+.1f %%, %+.1f %%]", 100 * change->low, 100 * change->high);
}

static void
add_wide(struct buf *b, const struct row *r)
{
	bool paired = r->effect.method == METHOD_PAIRED;
	const char *unit = r->effect.by_machine             ? "machine"
			   : effect_by_sessions(&r->effect) ? "session"
			   : paired                         ? "round"
							    : "invocation";
	const char *sides = paired ? "" : " of each side";

	if (isfinite(r->effect.smallest_detectable)) {
		buf_str(b, "changes under ");
		add_percent(b, r->effect.smallest_detectable);
		buf_str(b, " cannot be seen reliably; ");
	}
	if (isfinite(r->more))
		buf_printf(b, "about %.0f more %s%s%s would settle it", r->more, unit,
		    r->more == 1 ? "" : "s", sides);
	else
		buf_printf(b, "no number of %ss%s would settle it", unit, sides);
}

static void
add_few(struct buf *b, const struct row *r)
{
	if (r->paired)
		buf_printf(b, "%u round%s can prove nothing; at least 6 are needed", r->effect.n[0],
		    r->effect.n[0] == 1 ? "" : "s");
	else
		buf_printf(b,
		    "%u and %u invocations can prove nothing; at least 4 and 4 are needed",
		    r->effect.n[0], r->effect.n[1]);
}

static void
add_why(struct buf *b, const struct comparison *c, const struct row *r)
{
	switch ((enum judgement_why)r->why) {
	case WHY_SHOWN: break;
	case WHY_SINGLE: buf_str(b, "single values, no statistics"); break;
	case WHY_COUNT:
		buf_str(b, isinf(r->effect.change.value) ? "exact count, the baseline is 0"
							 : "exact count");
		break;
	case WHY_NO_CHANGE:
		buf_str(b, "the baseline is 0: the change has no relative size");
		if (isinf(r->effect.change.value))
			buf_str(b, r->verdict == VERDICT_INCONCLUSIVE
				       ? ", and its direction is not sure enough"
				       : ", its direction is sure");
		break;
	case WHY_FEW: add_few(b, r); break;
	case WHY_WIDE: add_wide(b, r); break;
	case WHY_MACHINES: buf_str(b, "the two sides were measured on different machines"); break;
	case WHY_ACROSS:
		buf_str(b, "each side was measured on one machine, and not on the same one: "
			   "nothing shows how much machines differ");
		break;
	case WHY_DISTURBED:
		buf_printf(b,
		    "most invocations of %s were disturbed: measure both in one session "
		    "(bench-run --variant)",
		    r->disturbed == 3   ? "both sides"
		    : r->disturbed == 1 ? "the baseline"
					: "the current side");
		break;
	case WHY_CONTAMINATED:
		if (c->moved)
			buf_printf(b,
			    "the control row moved by %+.1f %%: the session is contaminated",
			    100 * c->moved->effect.change.value);
		else
			buf_str(b, "measured only in sessions in which the control row moved");
		break;
	case WHY_UNCONFIRMED:
		buf_str(b, "not confirmed: ");
		add_change(b, &r->again->effect);
		buf_str(b, " when measured again");
		break;
	case WHY_NOTED: buf_str(b, r->note); break;
	}
}

/* What the confirmation says of a row that stays flagged. */
static void
add_confirmation(struct buf *b, const struct comparison *c, const struct row *r)
{
	bool worse = r->verdict == VERDICT_REGRESSION || r->verdict == VERDICT_WORSE;
	char *why;

	if (!c->confirmation || !worse)
		return;
	buf_str(b, b->len ? "; " : "");
	if (!r->again) {
		buf_str(b, "not measured again");
	} else if (r->again->verdict < VERDICT_INCONCLUSIVE) {
		buf_str(b, "confirmed: ");
		add_change(b, &r->again->effect);
		buf_str(b, " when measured again");
	} else {
		why = row_reason(c->confirmation, r->again);
		buf_printf(b, "measured again without an answer%s%s", *why ? ": " : "", why);
		free(why);
	}
}

char *
row_reason(const struct comparison *c, const struct row *r)
{
	struct buf b = BUF_INIT;

	buf_str(&b, "");
	add_why(&b, c, r);
	add_confirmation(&b, c, r);
	if (r->note && r->why != WHY_NOTED)
		buf_printf(&b, "%s%s", b.len ? "; " : "", r->note);
	if (r->machines == MACHINES_DIFFERENT && c->options->across_machines)
		buf_printf(&b, "%sacross machines", b.len ? "; " : "");
	return buf_take(&b);
}
