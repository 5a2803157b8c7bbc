#include "judge/effect.h"

#include <math.h>

#include "judge/looks.h"

/* From 0 any change is without end, and none is none, whatever it is measured in. */
double
effect_change_at(const struct effect *e, double shift)
{
	if (e->ratio)
		return expm1(shift) + 0.0; /* no -0 */
	return shift == 0 ? 0 : shift / fabs(e->baseline);
}

double
effect_shift_at(const struct effect *e, double change)
{
	return e->ratio ? log1p(fmax(change, -1)) : change * fabs(e->baseline);
}

bool
effect_apart(const struct effect *e)
{
	/* A difference that no reader would see is the dust of rounding. */
	static const double seen = 0.001;
	double shift = effect_change_at(e, e->shift.value);
	double middle = effect_change_at(e, e->middle_time.value);

	return (e->shift.high < e->middle_time.low || e->shift.low > e->middle_time.high) &&
	       !(fabs(shift - middle) < seen);
}

double
effect_level(const struct effect *e, double alpha)
{
	enum look look = e->method == METHOD_PAIRED ? (enum look)e->look : LOOK_ONLY;

	return effect_is_strict(e) ? looks_level(look, alpha) : alpha;
}
