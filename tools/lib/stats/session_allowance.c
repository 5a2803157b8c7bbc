#include "stats/session_allowance.h"

#include <math.h>
#include <stdbool.h>

#include "stats/distribution.h"

#define Z95 1.959963984540054 /* normal_quantile(0.975) */

/* One session a side: BETWEEN is all that is known of them. */
static struct session_allowed
allow_known(const struct session_evidence *e, double between)
{
	double spread = Z95 * between * sqrt(2), value = e->shift.value, facing;
	struct session_allowed a = {.between = between, .dof = INFINITY};

	a.shift.value = value;
	a.shift.low = value - hypot(value - e->shift.low, spread);
	a.shift.high = value + hypot(e->shift.high - value, spread);
	/* The end that faces 0 is what leaves it out or does not, and so it is with p. */
	facing = value > 0 ? value - a.shift.low : a.shift.high - value;
	a.p = 2 * normal_tail(fabs(value) / facing * Z95);
	return a;
}

static struct session_allowed
allow_learned(const struct session_evidence *e, double between)
{
	double shown = (double)(e->n[0] + e->n[1]) - 2, half = interval_half(e->shift);
	double each = 1 / (double)e->n[0] + 1 / (double)e->n[1];
	double own = isnan(half) ? 0 : half / Z95, assumed = own * own + between * between * each;
	bool refuted = e->variance * each > SESSION_ALLOWANCE_REFUTED * assumed;
	double weight = refuted ? 0 : SESSION_ALLOWANCE_DOF, dof = weight + shown;
	double error = sqrt((weight * assumed + shown * e->variance * each) / dof);

	return (struct session_allowed){
	    .shift = interval_around(e->shift.value,
		fmax(student_critical(0.05, dof) * error, half)), /* a half of NAN gives way */
	    .p = student_two_sided(e->shift.value / error, dof),
	    .between = refuted ? 0 : error / sqrt(each),
	    .dof = dof};
}

struct session_allowed
session_allowance(const struct session_evidence *e, double between)
{
	struct session_allowed a =
	    e->n[0] + e->n[1] > 2 ? allow_learned(e, between) : allow_known(e, between);

	a.p = fmax(a.p, e->p); /* nor does a p of NAN count */
	return a;
}
