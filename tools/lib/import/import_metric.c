/* What one case measures, joined. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/quantity.h"
#include "import/import_case.h"
#include "results/read_value.h"

static struct import_metric *
metric_of(struct import_cases *c, struct import_case *k, const struct metric *m)
{
	struct import_metric **end = &k->metrics;

	for (; *end; end = &(*end)->next)
		if (strcmp((*end)->metric.name, m->name) == 0)
			return *end;
	*end = arena_alloc(c->arena, sizeof **end);
	(*end)->metric = *m;
	(*end)->metric.name = import_case_keep(c, m->name);
	(*end)->metric.unit = import_case_keep(c, m->unit);
	(*end)->metric.extra = import_case_keep(c, m->extra);
	(*end)->metric.samples = NULL;
	(*end)->metric.n = 0;
	(*end)->metric.value = NAN;
	return *end;
}

static void
sample_add(struct import_metric *m, double v)
{
	m->metric.samples =
	    xgrow(m->metric.samples, m->metric.n, &m->cap, sizeof *m->metric.samples);
	m->metric.samples[m->metric.n++] = v;
}

/* V in units of FACTOR. 578895.4 ns are 0.5788954 ms: where V is a decimal that a double keeps, the
 * product is that decimal in the other unit, and not the double beside it. What has more digits is
 * the product as it is. */
static double
value_convert(double v, double factor)
{
	enum { DECIMAL_DIGITS = 15 }; /* that any double keeps */
	double product = factor * v, decimal;

	if (factor == 1 || !isnormal(product))
		return product;
	decimal = number_round(product, DECIMAL_DIGITS);
	if (decimal == product || fabs(decimal - product) > 2 * DBL_EPSILON * fabs(product))
		return product;
	return number_round(v, DECIMAL_DIGITS) == v ? decimal : product;
}

void
import_metric_fill(struct import_metric *m, size_t n)
{
	while (m->metric.n < n)
		sample_add(m, NAN);
}

/* The factor from the unit of M to UNIT, in which it is kept. */
static double
metric_factor(const struct metric *m, const char *unit, const struct scanner *s)
{
	double factor = 1;

	if (text_order(unit, m->unit) != 0 &&
	    (!m->unit || !unit || !unit_factor(m->unit, unit, &factor)))
		scan_die(s, "metric '%s' is in '%s', which is no '%s'", m->name,
		    m->unit ? m->unit : "", unit ? unit : "");
	return factor;
}

/* Add a single value to M of K: it is all there is, or one of several. */
static void
import_value_add(struct import_case *k, struct import_metric *m, double v)
{
	if (m->metric.n == 0 && isnan(m->metric.value)) {
		m->metric.value = v;
		return;
	}
	if (m->metric.n > 0 && !m->of_values)
		return;
	if (m->metric.n == 0)
		sample_add(m, m->metric.value);
	m->metric.value = NAN;
	m->of_values = true;
	sample_add(m, v);
	if (m->metric.n > k->n)
		k->n = m->metric.n;
}

void
import_metric_add(
    struct import_cases *c, struct import_case *k, const struct metric *m, const struct scanner *s)
{
	const struct metric_builtin *builtin = metric_builtin(m->name);
	struct import_metric *to;
	bool first;
	double factor;

	if (m->n == 0 && isnan(m->value))
		return;
	to = metric_of(c, k, m);
	first = to->metric.n == 0 && isnan(to->metric.value);
	if (first && builtin)
		to->metric.unit = import_case_keep(c, builtin->unit);
	factor = metric_factor(m, to->metric.unit, s);
	if (m->n == 0) {
		import_value_add(k, to, value_convert(m->value, factor));
		return;
	}
	if (to->of_values)
		to->metric.n = 0;
	to->metric.value = NAN;
	to->of_values = false;
	import_metric_fill(to, k->n);
	if (to->cap == 0) { /* mostly there come no more */
		to->cap = m->n;
		to->metric.samples = xreallocarray(NULL, m->n, sizeof *to->metric.samples);
	}
	for (size_t i = 0; i < m->n; i++)
		sample_add(to, value_convert(m->samples[i], factor));
}
