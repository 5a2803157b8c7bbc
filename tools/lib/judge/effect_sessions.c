#include "judge/effect.h"

#include <math.h>

#include "stats/session_allowance.h"

/* What E, whose sessions are known or one a side, shows without any assumption. */
static struct session_evidence
evidence_of(const struct effect *e)
{
	struct session_evidence v = {
	    .shift = e->shift, .p = e->p_plain, .variance = e->session_variance};

	for (int i = 0; i < 2; i++)
		v.n[i] = e->sessions[i] ? e->sessions[i] : 1;
	if (e->method == METHOD_SESSIONS)
		v.shift = interval_around(e->shift.value, e->half);
	else
		v.shift = interval_widened(e->shift, sqrt(e->serial));
	return v;
}

void
effect_allow_sessions(struct effect_room *c, struct effect *e, double between)
{
	double unit = e->ratio ? 1 : fabs(e->baseline); /* of the scale of the shift */
	bool samples = e->method == METHOD_UNPAIRED || e->method == METHOD_SESSIONS;
	struct session_evidence shown;
	struct session_allowed allowed;

	if (!samples || e->by_machine || isnan(e->shift.low) || !(between * unit > 0))
		return;
	shown = evidence_of(e);
	allowed = session_allowance(&shown, between * unit);
	if (allowed.between == 0)
		return; /* what the sessions show is in E */
	/* What is wide by the allowance more than by the builds, no builds make narrower. */
	if (interval_half(allowed.shift) > M_SQRT2 * e->half)
		e->by_build = false;
	e->shift = allowed.shift;
	e->p = allowed.p;
	e->between = allowed.between / unit;
	e->assumed_dof = isinf(allowed.dof) ? INFINITY : SESSION_ALLOWANCE_DOF;
	for (int i = 0; i < 2; i++)
		e->sessions[i] = (uint32_t)shown.n[i];
	effect_tell(c, e);
}

bool
effect_by_sessions(const struct effect *e)
{
	return e->by_build || e->method == METHOD_SESSIONS || e->between > 0 ||
	       (e->method == METHOD_PAIRED && e->sessions[0] > 0);
}

double
effect_sessions_dof(const struct effect *e, double more)
{
	double assumed = e->assumed_dof;

	if (e->by_build)
		return (double)e->builds[0] + e->builds[1] - 2 + 2 * more;
	if (e->method == METHOD_PAIRED)
		return e->sessions[0] - 1.0 + more;
	/* Once sessions show something, the assumption is only a part of it. */
	if (isinf(assumed) && more > 0)
		assumed = SESSION_ALLOWANCE_DOF;
	return (double)e->sessions[0] + e->sessions[1] - 2 + 2 * more + assumed;
}

bool
effect_is_strict(const struct effect *e)
{
	return e->method == METHOD_PAIRED || effect_by_sessions(e);
}
