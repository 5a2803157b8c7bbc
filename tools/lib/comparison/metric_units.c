#include "comparison/metric_units.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantity.h"
#include "base/unit.h"
#include "base/util.h"

static const char *
unit_name_of(const struct metric *m)
{
	return m->unit ? m->unit : "";
}

/* Whether UNKNOWN is no unit, and UNIT multiplies what stands before it: "k", "M ops/s". */
static bool
unit_multiplies(const char *unknown, const char *unit)
{
	struct unit u;

	return !*unknown && unit_of(unit, &u) && u.kind != UNIT_KNOWN && u.times != u.over;
}

bool
metric_units_differ(const struct metric *b, const struct metric *m)
{
	if (!b || !m)
		return false;
	if (b->unit && m->unit && strcmp(b->unit, m->unit) != 0)
		return true;
	return unit_multiplies(unit_name_of(b), unit_name_of(m)) ||
	       unit_multiplies(unit_name_of(m), unit_name_of(b));
}

bool
metric_units_scale(const struct metric *b, const struct metric *m, struct metric *scaled)
{
	double factor;
	bool finite;

	if (!b || !m || !b->unit || !m->unit || strcmp(b->unit, m->unit) == 0 ||
	    !unit_factor(b->unit, m->unit, &factor))
		return false;
	*scaled = *b;
	scaled->unit = m->unit;
	scaled->value *= factor;
	scaled->samples = xreallocarray(NULL, b->n, sizeof *scaled->samples);
	finite = !isinf(scaled->value);
	for (size_t i = 0; i < b->n; i++) {
		scaled->samples[i] = b->samples[i] * factor;
		finite = finite && !isinf(scaled->samples[i]);
	}
	if (!finite)
		free(scaled->samples);
	return finite;
}
