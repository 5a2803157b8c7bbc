#include "judge/looks.h"

#include "model/policy.h"
#include "stats/paired.h"

/* What of PAIRED_P each look has. */
static const double shares[NLOOKS] = {1, 0.5, 0.65};

double
looks_level(enum look look, double alpha)
{
	return shares[look] * PAIRED_P / POLICY_ALPHA * alpha;
}

enum look
looks_strictest(enum look a, enum look b)
{
	return shares[a] < shares[b] ? a : b;
}

bool
looks_open(double p, double p_adjusted)
{
	bool changed = p < looks_level(LOOK_FIRST, POLICY_ALPHA) && p_adjusted < POLICY_ALPHA;

	return p < LOOKS_FUTILE && !changed;
}

size_t
looks_rounds(size_t n, size_t most)
{
	size_t rounds = most < 2 * n ? most : 2 * n;

	return rounds > n && rounds - n >= (n + 1) / 2 ? rounds : 0;
}
