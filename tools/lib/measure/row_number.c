#include "measure/row_number.h"

#include "base/printed.h"

enum { SHOWN = 40 /* bytes of the output in a message */ };

void
row_number_init(struct row_number *n, const struct row_metric *metric)
{
	*n = (struct row_number){.metric = metric, .rule = metric->rule};
	/* That there is a group for the unit; which one it is the reader knows. */
	n->rule.unit_group = metric->unit_from != NULL;
	metric_number_init(&n->number, &n->rule);
}

void
row_number_free(struct row_number *n)
{
	buf_free(&n->joined);
}

void
row_number_resume(struct row_number *n, const char *unit)
{
	if (!n->number.met && *unit && (!*n->rule.unit || plan_unit_auto(&n->rule)))
		metric_number_resume(&n->number, unit);
}

static struct number_span
span_of(const struct line_match *m, size_t group, const char *text)
{
	size_t from;

	if (group >= m->n || !m->group[group].text)
		return (struct number_span){0, 0};
	from = (size_t)(m->group[group].text - text);
	return (struct number_span){from, from + m->group[group].len};
}

bool
row_number_match(struct row_number *n, const struct line *line, const struct line_match *m,
    size_t value, size_t unit, double *v, struct buf *why)
{
	const char *text = line->text - line->begun;
	struct number_place at = {.match = span_of(m, 0, text), .number = span_of(m, value, text)};

	if (unit)
		at.unit = span_of(m, unit, text);
	return metric_number_read(
	    &n->number, text, line->begun + line->len + line->ended, &at, v, why);
}

static bool
found_wrong(const struct row_found *found, struct buf *why)
{
	static const char *const types[] = {
	    "null", "a boolean", "a number", "a string", "an array", "an object"};

	if (found->type == SCAN_NUMBER || found->type == SCAN_STRING)
		buf_printf(why, "its value '%.*s' is not a number",
		    (int)(found->len < SHOWN ? found->len : SHOWN), found->text);
	else
		buf_printf(why, "its value is not a number but %s", types[found->type]);
	return false;
}

bool
row_number_json(struct row_number *n, const struct row_found *value, const struct row_found *unit,
    double *v, struct buf *why)
{
	struct number_place at = {.number = {0, value->len}};
	const char *which;

	/* A number of JSON has its own decimals; what the rule says is of texts. */
	n->rule.decimal = value->type == SCAN_NUMBER ? DECIMAL_POINT : n->metric->rule.decimal;
	if ((value->type != SCAN_NUMBER && value->type != SCAN_STRING) ||
	    printed_scan(value->text, value->len, n->rule.decimal, v, &which) != value->len)
		return found_wrong(value, why);
	buf_clear(&n->joined);
	buf_add(&n->joined, value->text, value->len);
	if (unit) {
		buf_char(&n->joined, ' ');
		buf_add(&n->joined, unit->text, unit->len);
		at.unit = (struct number_span){value->len + 1, n->joined.len};
	}
	at.match.to = n->joined.len;
	return metric_number_read(&n->number, n->joined.s, n->joined.len, &at, v, why);
}

const char *
row_number_unit(const struct row_number *n)
{
	return metric_number_unit(&n->number);
}
