#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "comparison/comparison_more.h"
#include "comparison/comparison_row.h"
#include "judge/looks.h"

/* A fraction as a percentage with three digits. */
static void
add_percent(struct buf *b, double fraction)
{
	double percent = 100 * fabs(fraction);

	buf_printf(b, percent < 999.5 ? "%.3g %%" : "%.0f %%", percent);
}

/* " [-0.4 %, +4.6 %]" */
static void
add_interval(struct buf *b, double low, double high)
{
	buf_printf(b, " [%+.1f %%, %+.1f %%]", 100 * low, 100 * high);
}

void
row_change_add(struct buf *b, const struct effect *e)
{
	buf_printf(b, "%+.1f %%", 100 * e->change.value);
	if (!isnan(e->change.low))
		add_interval(b, e->change.low, e->change.high);
}

/* " when measured again in 6 builds a side" */
static void
add_again(struct buf *b, const struct effect *e)
{
	buf_str(b, " when measured again");
	if (e->builds[0] > 1 && e->builds[0] == e->builds[1])
		buf_printf(b, " in %u builds a side", e->builds[0]);
	else if (e->builds[0] > 0)
		buf_printf(b, " in %u and %u builds", e->builds[0], e->builds[1]);
}

/* " at the second look" */
static const char *
at_look(const struct effect *e)
{
	static const char *const words[NLOOKS] = {
	    "", " at the first of two looks", " at the second look"};

	return words[e->look];
}

/* What stands in the way of a verdict. */
static void
add_obstacle(struct buf *b, const struct comparison *c, const struct row *r)
{
	const struct effect *e = &r->effect;
	double level = effect_level(e, c->policy.alpha);

	if (row_corrected_away(c, r)) {
		buf_printf(b, "p is %.2g, and %.2g after the correction for %zu rows; ", e->p,
		    r->p_adjusted, c->tests[r->gate]);
	} else if (interval_beyond(e->change, 0) && e->p >= level) {
		buf_printf(b, "p is %.2g, and must be under %.2g%s; ", e->p, level, at_look(e));
	} else if (isfinite(e->smallest_detectable) && !interval_beyond(e->change, 0)) {
		buf_str(b, "changes under ");
		add_percent(b, e->smallest_detectable);
		buf_str(b, " cannot be seen reliably; ");
	}
}

/* What the builds of one side differ by. */
static void
add_spread(struct buf *b, const struct effect *e)
{
	if (!e->ratio)
		return;
	buf_str(b, "builds of one side differ by ");
	add_percent(b, expm1(e->build_spread));
	buf_str(b, " (standard deviation); ");
}

/* "about 4 more builds of each side" */
static void
add_more(struct buf *b, const struct row *r)
{
	enum more_kind kind = row_more_kind(r);

	buf_printf(b, "about %.0f more %s%s%s", r->more, more_word(kind), r->more == 1 ? "" : "s",
	    row_more_sides(r));
}

static void
add_wide(struct buf *b, const struct comparison *c, const struct row *r)
{
	add_obstacle(b, c, r);
	if (r->effect.by_build)
		add_spread(b, &r->effect);
	if (isfinite(r->more)) {
		add_more(b, r);
		buf_str(b, " would settle it");
	} else {
		buf_printf(b, "no number of %ss%s would settle it", more_word(row_more_kind(r)),
		    row_more_sides(r));
	}
}

/* What the fast invocations cannot say: how much the middle moved. */
static void
add_part(struct buf *b, const struct row *r)
{
	const struct effect *e = &r->effect;
	bool sure = effect_apart(e) && interval_beyond(e->middle_time, 0);

	if (interval_beyond(e->change, 0))
		buf_printf(b, "the fast invocations changed by %+.1f %%", 100 * e->change.value);
	else
		buf_str(b, "the fast invocations did not change");
	buf_printf(b, ", but the middle of all %s by %+.1f %% to %+.1f %%",
	    sure ? "changed" : "may have changed", 100 * effect_change_at(e, e->middle_time.low),
	    100 * effect_change_at(e, e->middle_time.high));
	if (isfinite(r->more)) {
		buf_str(b, "; ");
		add_more(b, r);
		buf_str(b, " would tell");
	}
}

/* What one number for the change does not say, where the samples show it: not all invocations
 * changed alike. */
static void
add_shapes(struct buf *b, const struct row *r)
{
	const struct effect *e = &r->effect;
	bool told = r->verdict == VERDICT_EQUIVALENT || r->verdict > VERDICT_INCONCLUSIVE ||
		    (r->verdict == VERDICT_INCONCLUSIVE && r->why != WHY_WIDE);

	if (told || !effect_apart(e) || isinf(e->change.value))
		return;
	buf_printf(b, "%sthe fast invocations moved by %+.1f %% and the middle by %+.1f %%",
	    b->len ? "; " : "", 100 * e->change.value,
	    100 * effect_change_at(e, e->middle_time.value));
	add_interval(
	    b, effect_change_at(e, e->middle_time.low), effect_change_at(e, e->middle_time.high));
	buf_str(b, ": not all invocations changed alike");
}

/* What the clock hides. */
static void
add_grain(struct buf *b, const struct row *r)
{
	if (isinf(r->effect.grain))
		buf_printf(b,
		    "all %u values of both sides are the same number: the clock behind "
		    "them shows no smaller change",
		    r->effect.n[0] + r->effect.n[1]);
	else
		buf_printf(b,
		    "the clock behind the values has steps of %.3g %%, and shows no "
		    "smaller change",
		    100 * r->effect.grain);
	buf_str(b, "; let each value be of more work, or give what is exact a unit that counts");
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
				       ? "; its direction is not significant"
				       : "; its direction is significant");
		break;
	case WHY_FEW: add_few(b, r); break;
	case WHY_WIDE: add_wide(b, c, r); break;
	case WHY_SHAPE:
		buf_printf(b,
		    "the fast invocations moved by %+.1f %% and the middle by %+.1f %%: the two "
		    "sides spread unlike",
		    100 * r->effect.change.value,
		    100 * effect_change_at(&r->effect, r->effect.middle));
		break;
	case WHY_GRAIN: add_grain(b, r); break;
	case WHY_PART: add_part(b, r); break;
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
		row_change_add(b, &r->again->effect);
		add_again(b, &r->again->effect);
		break;
	case WHY_ELSEWHERE: break; /* see row_elsewhere_add() */
	case WHY_NOTED: buf_str(b, r->note); break;
	}
}

/* What the confirmation says of a row that stays flagged. */
static void
add_confirmation(struct buf *b, const struct comparison *c, const struct row *r)
{
	bool worse = row_got_worse(r);
	char *why;

	if (!c->confirmation ||
	    (!worse && !(r->again && r->verdict == VERDICT_INCONCLUSIVE && r->why == WHY_WIDE)))
		return;
	buf_str(b, b->len ? "; " : "");
	if (!worse) {
		buf_str(b, "measured again, it did not get worse: ");
		row_change_add(b, &r->again->effect);
		return;
	}
	if (!r->again) {
		buf_str(b, "not measured again");
	} else if (row_answers(r->again, r)) {
		buf_str(b, "confirmed: ");
		row_change_add(b, &r->again->effect);
		add_again(b, &r->again->effect);
		if (isfinite(row_change_twice(r)) &&
		    row_change_twice(r) != r->again->effect.change.value)
			buf_printf(b, ", %+.1f %% in the mean of both", 100 * row_change_twice(r));
	} else {
		why = row_reason(c->confirmation, r->again);
		buf_printf(b, "measured again without an answer%s%s", *why ? ": " : "", why);
		free(why);
	}
}

/* What a row of one session a side cannot show, and takes as given. */
static void
add_assumption(struct buf *b, const struct comparison *c, const struct row *r)
{
	if (!row_assumes(r) || r->verdict > VERDICT_INCONCLUSIVE ||
	    (r->why != WHY_SHOWN && r->why != WHY_WIDE))
		return;
	buf_printf(b, "%sassumes that sessions differ by ", b->len ? "; " : "");
	add_percent(b, c->between);
	buf_printf(b, " (%s)", c->between_from);
}

char *
row_reason(const struct comparison *c, const struct row *r)
{
	struct buf b = BUF_INIT;

	buf_str(&b, "");
	add_why(&b, c, r);
	add_shapes(&b, r);
	add_confirmation(&b, c, r);
	row_elsewhere_add(&b, c, r);
	add_assumption(&b, c, r);
	if (r->note && r->why != WHY_NOTED)
		buf_printf(&b, "%s%s", b.len ? "; " : "", r->note);
	if (r->machines == MACHINES_DIFFERENT && c->options->across_machines)
		buf_printf(&b, "%sacross machines", b.len ? "; " : "");
	return buf_take(&b);
}
