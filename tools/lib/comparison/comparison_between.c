#include <math.h>
#include <string.h>

#include "base/quantity.h"
#include "base/unit.h"
#include "comparison/comparison_row.h"

/* Whether UNIT is one of time, by whatever name. */
static bool
unit_is_time(const char *unit)
{
	double factor;

	return unit_factor(unit, "s", &factor);
}

/* Whether UNIT is a time, or one of its parts is: "ms", "ns/op", "ops/s", "GHz". */
static bool
unit_timed(const char *unit)
{
	const char *slash = strchr(unit, '/');
	char over[24];
	struct unit u;

	if (!slash)
		return unit_is_time(unit) ||
		       (unit_of(unit, &u) &&
			   (strcmp(u.base, "Hz") == 0 || strcmp(u.base, "bit/s") == 0));
	if ((size_t)(slash - unit) < sizeof over) {
		memcpy(over, unit, (size_t)(slash - unit));
		over[slash - unit] = '\0';
		if (unit_is_time(over))
			return true;
	}
	return unit_is_time(slash + 1);
}

/* Whether the sessions of R's sides may differ in what R measures. The control row is there to
 * show by how much they do. */
static bool
row_between(const struct row *r)
{
	return r->verdict == NVERDICTS && !r->paired && !r->at->control && r->unit &&
	       unit_timed(r->unit->text) &&
	       !sessions_shared(r->at->sessions[0], r->at->sessions[1]);
}

void
comparison_allow_sessions(struct comparison *c)
{
	static const char *const from[] = {"default", "scenario", "option"};
	const double said[] = {
	    POLICY_BETWEEN_SESSIONS, c->current->between_sessions, c->options->between_sessions};
	struct policy_value between = policy_nearest(said, sizeof said / sizeof *said);

	c->between = between.v;
	c->between_from = from[between.level];
	for (size_t i = 0; i < c->n; i++)
		if (row_between(&c->rows[i]))
			effect_allow_sessions(c->effect_room, &c->rows[i].effect, between.v);
}

bool
row_assumes(const struct row *r)
{
	return r->effect.method == METHOD_UNPAIRED && r->effect.between > 0;
}
