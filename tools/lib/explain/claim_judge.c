#include <math.h>

#include "explain/claim.h"
#include "model/policy.h"
#include "stats/distribution.h"

static const char *const answers[NCLAIM_ANSWERS] = {"proven", "shown", "refuted", "cannot tell"};

const char *
claim_answer_name(enum claim_answer answer)
{
	return answers[answer];
}

static bool
verdict_is_of_numbers(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_REGRESSION:
	case VERDICT_WORSE:
	case VERDICT_EQUIVALENT:
	case VERDICT_BETTER:
	case VERDICT_IMPROVEMENT: return true;
	default: return false;
	}
}

/* Why the numbers of E cannot answer; NULL: they can. */
static const char *
obstacle(const struct evidence *e)
{
	if (e->verdict == VERDICT_INCONCLUSIVE)
		return "the row is inconclusive";
	if (!verdict_is_of_numbers(e->verdict))
		return "the row was not compared";
	if (isnan(e->change))
		return "the change has no relative size";
	if (e->design == DESIGN_SINGLE)
		return "single values prove nothing";
	if (e->design != DESIGN_COUNT && (isnan(e->low) || isnan(e->high) || isnan(e->p)))
		return "too few values for an interval";
	return NULL;
}

/* By how much an interval of 95 % grows to one of 1 - LEVEL. */
static double
growth(const struct evidence *e, double level)
{
	size_t values = e->sessions[0] + e->sessions[1];
	size_t least = e->sessions[0] < e->sessions[1] ? e->sessions[0] : e->sessions[1];
	double dof = INFINITY;

	if (values)
		dof = e->design == DESIGN_PAIRED || least < 2 ? fmax(1, (double)values / 2 - 1)
							      : (double)(least - 1);
	if (e->builds[0] + e->builds[1] > 2)
		dof = fmin(dof, (double)(e->builds[0] + e->builds[1]) - 2);
	return student_critical(level, dof) / student_critical(0.05, dof);
}

/* The end of the interval of CHANGE that is at END, FACTOR times as far away: of ratios, by their
 * logarithms. */
static double
end_moved(double change, double end, double factor)
{
	if (change > -1 && end > -1)
		return expm1(log1p(change) + factor * (log1p(end) - log1p(change)));
	return change + factor * (end - change);
}

static void
gain_find(struct claim_judgement *j, const struct evidence *e)
{
	double low = e->change, high = low;

	if (e->design != DESIGN_COUNT) {
		double factor = growth(e, j->level);

		low = end_moved(e->change, e->low, factor);
		high = end_moved(e->change, e->high, factor);
	}
	j->gain = e->better == BETTER_HIGHER ? e->change : -e->change;
	j->low = e->better == BETTER_HIGHER ? low : -high;
	j->high = e->better == BETTER_HIGHER ? high : -low;
}

struct claim_judgement
claim_judge(const struct evidence *e, double least, size_t m)
{
	struct claim_judgement j = {
	    CLAIM_OPEN, NAN, NAN, NAN, CLAIM_LEVEL / (double)(m ? m : 1), obstacle(e)};
	bool exact = e->design == DESIGN_COUNT, sure;
	double at = least - POLICY_AT_LIMIT;

	if (j.reason)
		return j;
	gain_find(&j, e);
	sure = exact || e->p < j.level;
	if (sure && j.low >= at)
		j.answer = CLAIM_PROVEN;
	else if ((sure || isfinite(e->smallest)) && j.high < at)
		j.answer = CLAIM_REFUTED;
	else if (sure && j.low > 0)
		j.answer = CLAIM_SHOWN;
	else
		j.reason = sure || isfinite(e->smallest) ? "the interval leaves it open"
							 : "too few values to prove a claim";
	return j;
}
