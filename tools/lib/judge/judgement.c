#include "judge/judgement.h"

#include <math.h>
#include <string.h>

#include "stats/distribution.h"
#include "stats/paired.h"

bool
judgement_at(double size, double threshold)
{
	return size >= threshold * (1 - POLICY_AT_LIMIT);
}

enum severity
judgement_severity(double size)
{
	if (size > 0.5 * (1 + POLICY_AT_LIMIT))
		return SEVERITY_SEVERE;
	return size >= 0.2 * (1 - POLICY_AT_LIMIT) ? SEVERITY_MODERATE : SEVERITY_MINOR;
}

/* How much narrower than needed an interval must be expected to be, so that it is narrow enough in
 * four of five cases: another sample has its middle elsewhere, by the standard error. It is
 * 1 + z(0.8) / z(0.975), as in Bloom, Minimum detectable effects, 1995. */
#define SETTLED_POWER 1.4294

/* What the width of an interval of sessions goes with when each side has MORE. */
static double
sessions_width(const struct effect *e, double more)
{
	bool pairs = e->method == METHOD_PAIRED && !e->by_build;
	double n1 = (e->by_build ? e->builds : e->sessions)[0] + more;
	double n2 = (e->by_build ? e->builds : e->sessions)[1] + more;

	return student_critical(0.05, effect_sessions_dof(e, more)) *
	       sqrt(1 / n1 + (pairs ? 0 : 1 / n2));
}

/* How many more sessions, or builds, of each side make it narrower by SHRINK: with few of them it
 * is Student's t that makes it wide, more than their spread. */
static double
sessions_more(const struct effect *e, double shrink)
{
	double wanted = sessions_width(e, 0) / shrink, low = 0, high = 1;

	while (high < 1e6 && sessions_width(e, high) > wanted) {
		low = high;
		high *= 2;
	}
	if (high >= 1e6)
		return INFINITY;
	while (high - low > 1) {
		double middle = floor((low + high) / 2);

		if (sessions_width(e, middle) > wanted)
			low = middle;
		else
			high = middle;
	}
	return high;
}

/* How many more values on each side bring 1/n1 + 1/n2 down by SHRINK squared:
 * the interval's width goes with the square root of that sum. Pairs are one sample. */
static double
values_more(const struct effect *e, double shrink)
{
	double n1 = e->n[0], n2 = e->n[1], sum = n1 + n2, target, b, more;

	if (effect_by_sessions(e))
		return isfinite(shrink) ? sessions_more(e, shrink) : INFINITY;
	if (e->method == METHOD_PAIRED) {
		more = n1 * (shrink * shrink - 1);
	} else {
		target = (1 / n1 + 1 / n2) / (shrink * shrink);
		b = target * sum - 2;
		more = (-b + sqrt(b * b - 4 * target * (target * n1 * n2 - sum))) / (2 * target);
	}
	if (!isfinite(shrink) || !(more < 1e6))
		return INFINITY;
	return fmax(1, ceil(more));
}

/* By how much the interval must shrink to show one thing or the other. */
static double
invocations_needed(const struct effect *e, double p_adjusted, const struct policy *policy)
{
	double at = e->shift.value, to_same = INFINITY, to_moved = INFINITY;
	double up = e->shift.high - at, down = at - e->shift.low;
	double over = effect_shift_at(e, policy->threshold) - at;
	double under = at - effect_shift_at(e, -policy->threshold);
	double z = -normal_quantile(fmax(e->p / 2, 1e-300));
	/* After the correction, this p alone would have to be lower by that factor. */
	double wanted =
	    -normal_quantile(fmax(fmin(policy->alpha * fmin(1, e->p / fmax(p_adjusted, 1e-300)),
				      effect_level(e, policy->alpha)) /
				      2,
		1e-300));

	if (over > 0 && under > 0)
		to_same = fmax(up / over, down / under);
	if (fabs(e->change.value) > policy->tolerance * (1 + POLICY_AT_LIMIT))
		to_moved = fmax((at > 0 ? down : up) / fabs(at), z > 0 ? wanted / z : INFINITY);
	return values_more(e, SETTLED_POWER * fmax(1, fmin(to_same, to_moved)));
}

/* Whether the middle of E goes with its change; true where there is no middle. */
static bool
middle_agrees(const struct effect *e)
{
	double shift = e->shift.value;

	return isnan(e->middle) || isinf(e->change.value) ||
	       (shift * e->middle > 0 && fabs(e->middle) >= MIDDLE_LEAST * fabs(shift));
}

/* Whether the interval for the change is inside the threshold, with ROOM on either side. */
static bool
change_inside(const struct effect *e, const struct policy *policy, double room)
{
	double limit = policy->threshold * (1 - POLICY_AT_LIMIT) - room;

	return e->change.low > -limit && e->change.high < limit;
}

/* Whether the interval for the middle of the time is inside the threshold; true without. */
static bool
middle_inside(const struct effect *e, const struct policy *policy)
{
	double limit = policy->threshold * (1 - POLICY_AT_LIMIT);

	return isnan(e->middle_time.low) || (effect_change_at(e, e->middle_time.low) > -limit &&
						effect_change_at(e, e->middle_time.high) < limit);
}

/* How many more rounds would show that the middle did not move. */
static double
middle_needed(const struct effect *e, const struct policy *policy)
{
	double at = e->middle_time.value;
	double over = effect_shift_at(e, policy->threshold) - at;
	double under = at - effect_shift_at(e, -policy->threshold);
	struct effect middle = *e;

	if (!(over > 0 && under > 0))
		return INFINITY;
	middle.by_build = effect_middle_by_build(e);
	return values_more(
	    &middle, SETTLED_POWER * fmax(1, fmax((e->middle_time.high - at) / over,
						 (at - e->middle_time.low) / under)));
}

struct judgement
judgement_of(
    const struct effect *e, double p_adjusted, enum better better, const struct policy *policy)
{
	double change = e->change.value, size = fabs(change);
	bool bad = better == BETTER_LOWER ? change > 0 : change < 0;
	struct judgement j = {VERDICT_INCONCLUSIVE, SEVERITY_NONE, WHY_SHOWN, NAN};
	bool plain = e->method == METHOD_SINGLE || e->method == METHOD_COUNT;
	bool sure, moved, inside, coarse;

	if (plain)
		j.why = e->method == METHOD_COUNT ? WHY_COUNT : WHY_SINGLE;
	if (isnan(change)) {
		j.why = e->method == METHOD_PAIRED && e->n[0] == 0 ? WHY_FEW : WHY_NO_CHANGE;
		return j;
	}
	if (!plain && isnan(e->change.low)) {
		j.why = WHY_FEW;
		return j;
	}
	if (isinf(change))
		j.why = WHY_NO_CHANGE;
	sure = p_adjusted < policy->alpha && e->p < effect_level(e, policy->alpha) &&
	       interval_beyond(e->change, 0);
	moved = plain || (sure && middle_agrees(e) && size > e->grain);
	inside = plain || change_inside(e, policy, 0);
	coarse =
	    !plain && (inside ? !change_inside(e, policy, e->grain) : sure && size <= e->grain);
	if (moved && size > 0 && judgement_at(size, policy->threshold)) {
		j.verdict = bad ? VERDICT_REGRESSION : VERDICT_IMPROVEMENT;
		j.severity = bad ? judgement_severity(size) : SEVERITY_NONE;
	} else if (moved && size > policy->tolerance * (1 + POLICY_AT_LIMIT)) {
		j.verdict = bad ? VERDICT_WORSE : VERDICT_BETTER;
	} else if (coarse) {
		j.why = WHY_GRAIN;
	} else if (inside && middle_inside(e, policy)) {
		j.verdict = VERDICT_EQUIVALENT;
	} else if (isfinite(change)) {
		j.why = inside ? WHY_PART : sure && !moved ? WHY_SHAPE : WHY_WIDE;
		j.more =
		    inside ? middle_needed(e, policy) : invocations_needed(e, p_adjusted, policy);
	}
	return j;
}
