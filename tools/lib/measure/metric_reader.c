#include "measure/metric_reader.h"

#include <string.h>

#include "base/number.h"

static void
values_too_many(struct metric_reader *r)
{
	buf_printf(&r->why,
	    "there are more than %d values, the most that a median or a percentile can be of: "
	    "'reduce' them by first, last, min, max, sum, mean or count",
	    FOUND_KEPT_MAX);
}

static void
value_add(struct metric_reader *r, double v)
{
	if (!found_values_add(&r->found, v))
		values_too_many(r);
}

static bool
counts(const struct metric_reader *r)
{
	return r->rule->reduction.reduce == REDUCE_COUNT;
}

/* A value at the path, from json_feed.h. */
static void
json_value(void *who, const struct json_feed_value *value)
{
	static const char *const types[] = {
	    "null", "a boolean", "a number", "a string", "an array", "an object"};
	struct metric_reader *r = who;
	int shown = value->len < 40 ? (int)value->len : 40;
	double v;

	if (r->why.len > 0)
		return;
	if (counts(r))
		value_add(r, 1);
	else if (value->type != SCAN_NUMBER)
		buf_printf(&r->why, "its value is not a number but %s, '%.*s'", types[value->type],
		    shown, value->text);
	else if (!number_parse(value->text, value->len, &v))
		buf_printf(&r->why, "its value '%.*s' is not a number within a double's range",
		    shown, value->text);
	else
		value_add(r, v);
}

void
metric_reader_init(struct metric_reader *r, const struct metric_rule *rule)
{
	struct buf why = BUF_INIT;

	memset(r, 0, sizeof *r);
	r->rule = rule;
	metric_number_init(&r->number, rule);
	if (rule->extractor == EXTRACT_JSON) {
		r->json = json_feed_new(rule->expression, json_value, r);
	} else if (rule->extractor != EXTRACT_NONE) {
		r->pattern = line_pattern_new(rule->expression, &why);
		if (!r->pattern)
			die("metric '%s': pattern '%s': %s", rule->name, rule->expression, why.s);
	}
}

void
metric_reader_free(struct metric_reader *r)
{
	line_pattern_free(r->pattern);
	json_feed_free(r->json);
	found_values_free(&r->found);
	buf_free(&r->why);
}

void
metric_reader_begin(struct metric_reader *r)
{
	found_values_begin(&r->found, r->rule->reduction, r->rule->keep || r->limited);
	memset(&r->times, 0, sizeof r->times);
	r->at_ns = 0;
	buf_clear(&r->why);
	if (r->json)
		json_feed_begin(r->json);
}

/* Where group I of M is in the text that begins at TEXT. */
static struct number_span
group_span(const struct line_match *m, size_t i, const char *text)
{
	size_t from;

	if (i >= m->n || !m->group[i].text)
		return (struct number_span){0, 0};
	from = (size_t)(m->group[i].text - text);
	return (struct number_span){from, from + m->group[i].len};
}

/* A match in LINE: the number is the first group that is not the unit's, or all when there
 * is none. */
static void
match_value(struct metric_reader *r, const struct line *line, const struct line_match *m)
{
	const char *text = line->text - line->begun;
	size_t unit = r->rule->unit_group, number = unit == 1 ? 2 : 1;
	struct number_place at = {.match = group_span(m, 0, text)};
	double v = 1;

	at.number = number < m->n && m->group[number].text ? group_span(m, number, text) : at.match;
	if (unit)
		at.unit = group_span(m, unit, text);
	if (counts(r) || metric_number_read(&r->number, text, line->begun + line->len + line->ended,
			     &at, &v, &r->why))
		value_add(r, v);
}

static void
metric_line(void *who, const struct line *line)
{
	struct metric_reader *r = who;
	struct line_match match = {.n = 0};
	int64_t at;

	if (r->why.len > 0 || r->at_ns)
		return;
	if (line->part) {
		if (line_pattern_possible(r->pattern, line))
			buf_printf(&r->why,
			    "line %llu is longer than the %d bytes of a line that a pattern is "
			    "matched in",
			    (unsigned long long)line->number, OUTPUT_LINE_MAX);
		return;
	}
	if (r->rule->extractor == EXTRACT_PATTERN) {
		while (r->why.len == 0 && line_pattern_next(r->pattern, line, &match))
			match_value(r, line, &match);
		return;
	}
	if (!line_pattern_moment(r->pattern, line, &at))
		return;
	if (r->rule->extractor == EXTRACT_TIME_TO)
		r->at_ns = at;
	else if (!line_times_add(&r->times, at, &r->found))
		values_too_many(r);
}

static void
metric_bytes(void *who, const char *bytes, size_t len)
{
	struct metric_reader *r = who;

	if (r->why.len == 0)
		json_feed_take(r->json, bytes, len);
}

static bool
metric_stopped(const void *who)
{
	const struct metric_reader *r = who;

	return r->why.len > 0;
}

struct output_reader
metric_reader_output(struct metric_reader *r)
{
	return (struct output_reader){.who = r,
	    .source = r->rule->source,
	    .file = r->rule->file,
	    .line = r->pattern ? metric_line : NULL,
	    .bytes = r->json ? metric_bytes : NULL,
	    .stopped = metric_stopped};
}

/* What is known at the end alone. */
static void
last_values(struct metric_reader *r, int64_t start_ns, int64_t end_ns)
{
	const struct line_times *t = &r->times;

	if (r->json) {
		/* What is wrong with a value stands there already. */
		struct buf why = BUF_INIT;

		if (!json_feed_end(r->json, &why) && r->why.len == 0)
			buf_str(&r->why, why.s);
		buf_free(&why);
	} else if (r->at_ns) {
		/* It was printed before the command ended, however late it was read. */
		value_add(r, (double)((r->at_ns < end_ns ? r->at_ns : end_ns) - start_ns) / 1e6);
	} else if (t->n == 1 && !counts(r)) {
		buf_printf(&r->why, "'%s' matches one line alone: there is no time between two",
		    r->rule->expression);
	} else if (line_times_blurred(t)) {
		buf_printf(&r->why,
		    "%llu of the %llu lines that '%s' matches came in one piece with the line "
		    "before, so that the time between them is unknown: have the command write "
		    "each line at once (stdbuf -oL, python3 -u)",
		    (unsigned long long)t->together, (unsigned long long)t->n, r->rule->expression);
	} else if (!line_times_end(&r->times, &r->found)) {
		values_too_many(r);
	}
}

bool
metric_reader_end(
    struct metric_reader *r, int64_t start_ns, int64_t end_ns, double *v, struct buf *why)
{
	static const char *const where[] = {"", "standard output", "standard error", "the file"};

	if (r->why.len == 0)
		last_values(r, start_ns, end_ns);
	if (r->why.len == 0 && r->found.n == 0 && !counts(r))
		buf_printf(&r->why, "'%s' found nothing in %s", r->rule->expression,
		    where[r->rule->source]);
	if (r->why.len > 0) {
		buf_add(why, r->why.s, r->why.len);
		return false;
	}
	return found_values_reduced(&r->found, v, why);
}
