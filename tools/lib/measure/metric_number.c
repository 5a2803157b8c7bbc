#include "measure/metric_number.h"

#include <math.h>
#include <string.h>

void
metric_number_init(struct metric_number *n, const struct metric_rule *rule)
{
	memset(n, 0, sizeof *n);
	n->rule = rule;
	n->has_declared = unit_of(rule->unit, &n->declared);
}

const char *
metric_number_unit(const struct metric_number *n)
{
	if (plan_unit_auto(n->rule))
		return n->has_unit ? n->unit.base : "";
	if (!*n->rule->unit && n->has_unit)
		return n->printed;
	return n->rule->unit;
}

static void
number_unit_keep(struct metric_number *n, const struct unit *unit, const char *printed, size_t len)
{
	n->met = true;
	n->has_unit = unit && len <= PRINTED_UNIT_MAX;
	if (!n->has_unit)
		return;
	n->unit = *unit;
	memcpy(n->printed, printed, len);
	n->printed[len] = '\0';
}

void
metric_number_resume(struct metric_number *n, const char *unit)
{
	struct unit u = {.times = 1, .over = 1, .kind = UNIT_PREFIX};

	if (plan_unit_auto(n->rule) ? !unit || !*unit || unit_of(unit, &u)
				    : unit && *unit && unit_of(unit, &u))
		number_unit_keep(n, &u, unit ? unit : "", unit ? strlen(unit) : 0);
}

/* Say that R is not in a unit of the kind of the metric's, called UNIT. */
static bool
unit_wrong(const struct number_read *r, const char *unit, const char *advice, struct buf *why)
{
	size_t len = r->at.to - r->at.from, unit_len = r->unit_at.to - r->unit_at.from;

	if (r->timed)
		buf_printf(why, "'%.*s' is a time", number_read_shown(len), r->text + r->at.from);
	else
		buf_printf(why, "'%.*s' is in '%.*s'", number_read_shown(len), r->text + r->at.from,
		    number_read_shown(unit_len), r->text + r->unit_at.from);
	if (*unit)
		buf_printf(why, ", and the metric in '%s'", unit);
	buf_str(why, advice);
	return false;
}

/* Bring R, whose unit is to be read, into TO. */
static bool
number_convert(struct number_read *r, const struct unit *to, const char *name, struct buf *why)
{
	if (!unit_alike(&r->unit, to))
		return unit_wrong(r, name, "", why);
	r->v = unit_convert(r->v, &r->unit, to);
	if (isfinite(r->v))
		return true;
	buf_printf(why, "'%.*s' is too large a number in '%s'",
	    number_read_shown(r->at.to - r->at.from), r->text + r->at.from, name);
	return false;
}

/* Whether TEXT, a prefix of LEN bytes, is that of UNIT. Who prints "M" may mean MiB; who prints
 * "Mi" never means MB. */
static bool
prefix_fits(const char *text, size_t len, const char *unit)
{
	bool kilo = (*text == 'k' || *text == 'K') && (*unit == 'k' || *unit == 'K');

	return (*text == *unit || kilo) && (len == 1 || unit[1] == 'i');
}

/* Whether the text's unit may stand behind numbers that are in the rule's: the same, the same
 * prefix ("12 M" of MB), that and for what ("950 ns/op" of ns), or as many of what has another
 * name ("5 events/s" of ops/s). */
static bool
unit_fits(const struct metric_number *n, const struct number_read *r)
{
	const char *text = r->text + r->unit_at.from, *slash;
	size_t len = r->unit_at.to - r->unit_at.from;
	struct unit part;

	if (n->has_declared && unit_same(&r->unit, &n->declared))
		return true;
	if (r->unit.kind == UNIT_WORD)
		return !n->has_declared ||
		       (n->declared.kind != UNIT_KNOWN && unit_size_same(&r->unit, &n->declared));
	if (r->unit.kind == UNIT_PREFIX)
		return n->has_declared && prefix_fits(text, len, n->rule->unit);
	slash = memchr(text, '/', len);
	return slash && n->has_declared &&
	       unit_read(text, (size_t)(slash - text), &part) == (size_t)(slash - text) &&
	       unit_same(&part, &n->declared);
}

/* The numbers are in one unit that the text does not tell for each: none may tell another. */
static bool
unit_check(struct metric_number *n, const struct number_read *r, struct buf *why)
{
	static const char advice[] = "; 'unit: auto' reads the unit of each value";
	const char *unit = r->text + r->unit_at.from;
	size_t len = r->unit_at.to - r->unit_at.from, number = r->at.to - r->at.from;

	if (r->has_unit && *n->rule->unit && !unit_fits(n, r))
		return unit_wrong(r, n->rule->unit, advice, why);
	if (!n->met) {
		number_unit_keep(n, r->has_unit ? &r->unit : NULL, unit, len);
		return true;
	}
	if (r->has_unit == n->has_unit && (!r->has_unit || unit_same(&r->unit, &n->unit)))
		return true;
	buf_printf(why, "'%.*s' has ", number_read_shown(number), r->text + r->at.from);
	if (r->has_unit)
		buf_printf(why, "the unit '%.*s'", number_read_shown(len), unit);
	else
		buf_str(why, "no unit");
	if (n->has_unit)
		buf_printf(why, " behind it, and the value before had '%s'%s", n->printed, advice);
	else
		buf_printf(why, " behind it, and the value before had none%s", advice);
	return false;
}

bool
metric_number_read(struct metric_number *n, const char *text, size_t len,
    const struct number_place *at, double *v, struct buf *why)
{
	struct number_read r;
	const struct metric_rule *rule = n->rule;
	struct unit base;

	if (!number_read(&r, rule, text, len, at, why))
		return false;
	if (plan_unit_auto(rule) || rule->unit_group) {
		if (!r.has_unit) {
			buf_printf(why, "'%.*s' has no unit %s it",
			    number_read_shown(r.at.to - r.at.from), text + r.at.from,
			    rule->unit_group ? "beside" : "behind");
			return false;
		}
		base = !plan_unit_auto(rule) ? n->declared
		       : n->met              ? unit_base(&n->unit)
					     : unit_base(&r.unit);
		if (!number_convert(&r, &base, plan_unit_auto(rule) ? base.base : rule->unit, why))
			return false;
		if (!n->met)
			number_unit_keep(n, &r.unit, "", 0);
	} else if (r.timed) {
		if (r.unit_at.to > at->match.to)
			return number_read_part(&r, why);
		if (!n->has_declared)
			return unit_wrong(
			    &r, rule->unit, ": its 'unit' must be one of time, or auto", why);
		if (!number_convert(&r, &n->declared, rule->unit, why))
			return false;
	} else if (!unit_check(n, &r, why)) {
		return false;
	}
	*v = r.v;
	return true;
}
