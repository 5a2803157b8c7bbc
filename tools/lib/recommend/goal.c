#include "recommend/goal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/quantity.h"
#include "base/util.h"

enum { HOUR = 3600, MILLION = 1000000 };

/* How many seconds a value of 1 in UNIT is, of a time; of a rate with *RATE the seconds that it
 * is per. NAN: it is neither. */
static double
unit_seconds(const char *unit, bool *rate)
{
	const char *slash = unit ? strrchr(unit, '/') : NULL;
	double factor;

	*rate = slash != NULL;
	return unit && unit_factor(slash ? slash + 1 : unit, "s", &factor) ? factor : (double)NAN;
}

static void
metric_multiply(struct metric *m, double factor)
{
	if (!m)
		return;
	m->value *= factor;
	for (size_t i = 0; i < m->n; i++)
		m->samples[i] *= factor;
}

static bool
metric_has_value(const struct metric *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (!isnan(m->samples[i]))
			return true;
	return m->n == 0 && !isnan(m->value);
}

/* Make time or rate M of E a cost, or say in *WHY what is in the way. */
static void
cost_take(
    const struct goal *g, struct entry *e, struct metric *m, const char *candidate, char **why)
{
	static const char *const beside[] = {"cpu_ms", "run_delay_ms"};
	double price = costs_find(g->costs, candidate);
	bool rate, finite = true;

	if (isnan(unit_seconds(m->unit, &rate))) {
		*why = xasprintf("'%s' is neither a time nor a rate%s%s%s: it has no cost", m->name,
		    m->unit ? ", but in '" : "", m->unit ? m->unit : "", m->unit ? "'" : "");
		return;
	}
	if (isnan(price)) {
		*why = xstrdup("no price is given");
		return;
	}
	metric_multiply(m, rate ? 1 / price : price);
	for (size_t i = 0; i < m->n; i++)
		finite = finite && !isinf(m->samples[i]);
	if (!finite || isinf(m->value))
		*why = xstrdup("its cost is not finite");
	for (size_t i = 0; i < sizeof beside / sizeof *beside && !rate; i++)
		metric_multiply(entry_metric(e, beside[i]), price);
}

struct metric *
goal_prepare(const struct goal *g, struct entry *e, const char *candidate, char **why)
{
	bool broken = e->status == ENTRY_FAILED || e->status == ENTRY_TIMEOUT;
	struct metric *m = broken ? NULL : entry_metric(e, g->metric);

	*why = NULL;
	if (!m || !metric_has_value(m)) {
		*why = e->status != ENTRY_OK
			   ? xasprintf("%s%s%s", entry_status_name(e->status),
				 e->reason ? ": " : "", e->reason ? e->reason : "")
			   : xasprintf("it has no value of '%s'", g->metric);
		return NULL;
	}
	if (g->costs)
		cost_take(g, e, m, candidate, why);
	return *why ? NULL : m;
}

double
goal_scale(const struct goal *g, const char *unit, struct arena *a, const char **shown)
{
	char text[128];
	bool rate;
	double seconds;

	*shown = unit ? arena_strdup(a, unit) : NULL;
	if (!g->costs)
		return 1;
	seconds = unit_seconds(unit, &rate);
	if (isnan(seconds))
		return 1;
	if (rate)
		snprintf(text, sizeof text, "%.*s/%s", (int)(strrchr(unit, '/') - unit), unit,
		    g->costs->currency);
	else
		snprintf(text, sizeof text, "%s/million", g->costs->currency);
	*shown = arena_strdup(a, text);
	return rate ? HOUR / seconds : seconds / HOUR * MILLION;
}
