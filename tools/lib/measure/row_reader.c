#include "measure/row_reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/util.h"
#include "measure/row_number.h"
#include "measure/row_places.h"
#include "scenario/group_names.h"

enum { REASON_MAX = 200 /* bytes of what a command says of a row that failed */ };

struct row_reader {
	struct row_table *table;
	const struct rows_rule *rule;
	struct line_pattern *pattern; /* or NULL, and then */
	struct json_feed *json;
	struct row_places places;
	struct param *given;        /* room for the parameters of a row */
	struct buf *texts;          /* of their values */
	struct row_number *numbers; /* by metric */
	struct buf why;             /* why no row is read any more; empty while they are */
};

static void row_object(void *who, const struct json_feed_value *value);

struct row_reader *
row_reader_new(struct row_table *table)
{
	struct row_reader *r = xcalloc(1, sizeof *r);
	struct group_names groups = {.n = 0};
	struct buf why = BUF_INIT;

	r->table = table;
	r->rule = row_table_rule(table);
	if (r->rule->extractor == EXTRACT_JSON) {
		r->json = json_feed_new(r->rule->expression, row_object, r);
	} else {
		free(group_names_read(&groups, r->rule->expression)); /* it was checked */
		r->pattern = line_pattern_new(groups.pattern, &why);
		if (!r->pattern)
			die("rows: pattern '%s': %s", r->rule->expression, why.s);
	}
	row_places_init(&r->places, r->rule, &groups);
	r->given = xcalloc(r->rule->nparams, sizeof *r->given);
	r->texts = xcalloc(r->rule->nparams, sizeof *r->texts);
	r->numbers = xcalloc(r->rule->nmetrics, sizeof *r->numbers);
	for (size_t i = 0; i < r->rule->nmetrics; i++)
		row_number_init(&r->numbers[i], &r->rule->metrics[i]);
	group_names_free(&groups);
	return r;
}

void
row_reader_free(struct row_reader *r)
{
	if (!r)
		return;
	line_pattern_free(r->pattern);
	json_feed_free(r->json);
	row_places_free(&r->places);
	for (size_t i = 0; i < r->rule->nparams; i++)
		buf_free(&r->texts[i]);
	for (size_t i = 0; i < r->rule->nmetrics; i++)
		row_number_free(&r->numbers[i]);
	free(r->numbers);
	free(r->given);
	free(r->texts);
	buf_free(&r->why);
	free(r);
}

void
row_reader_begin(struct row_reader *r)
{
	buf_clear(&r->why);
	row_table_begin(r->table);
	/* An earlier session may have told the unit. */
	for (size_t i = 0; i < r->rule->nmetrics; i++)
		if (!plan_unit_auto(row_table_metric_at(r->table, i)))
			row_number_resume(&r->numbers[i], row_table_metric_at(r->table, i)->unit);
	if (r->json)
		json_feed_begin(r->json);
}

/* Where a row is: in a match, or in JSON of LEN bytes. */
struct row_source {
	const struct line *line; /* of MATCH */
	const struct line_match *match;
	const char *json;
	size_t len;
};

static void
place_find(struct row_place *p, const struct row_source *from)
{
	if (p->group)
		row_place_match(p, from->match);
	else if (p->feed)
		row_place_json(p, from->json, from->len);
}

static bool
conditions_hold(struct row_reader *r, const struct row_source *from)
{
	for (size_t i = 0; i < r->rule->nwhere; i++) {
		place_find(&r->places.where[i], from);
		if (!row_place_has(&r->places.where[i], r->rule->where[i].text))
			return false;
	}
	return true;
}

/* As a parameter of a matrix: what JSON would write so is a number or a boolean. */
static void
param_fill(struct param *p, const char *key, const struct row_found *found, struct buf *text)
{
	char canonical[NUMBER_MAX];
	double v;

	buf_clear(text);
	if (number_parse(found->text, found->len, &v)) {
		number_format(canonical, v);
		p->bare = found->type == SCAN_NUMBER ||
			  (strlen(canonical) == found->len &&
			      memcmp(canonical, found->text, found->len) == 0);
		if (found->type == SCAN_NUMBER)
			buf_str(text, canonical);
	} else {
		p->bare = found->type == SCAN_BOOL;
	}
	if (text->len == 0)
		buf_add(text, found->text, found->len);
	p->key = (char *)key;
	p->value = text->s;
}

/* How many parameters the row has, in R->given. */
static size_t
params_find(struct row_reader *r, const struct row_source *from)
{
	size_t n = 0;

	for (size_t i = 0; i < r->rule->nparams; i++) {
		const struct row_found *found;

		place_find(&r->places.params[i], from);
		found = row_place_first(&r->places.params[i]);
		if (found && found->len > 0 && found->type < SCAN_ARRAY)
			param_fill(&r->given[n++], r->rule->params[i].key, found, &r->texts[i]);
	}
	return n;
}

/* What the row says of its failure, in words that the caller owns; NULL: it did not fail. */
static char *
failure_find(struct row_reader *r, const struct row_source *from)
{
	const struct row_found *found;

	place_find(&r->places.error, from);
	found = row_place_first(&r->places.error);
	if (!found || found->len == 0 || (found->type == SCAN_BOOL && *found->text == 'f'))
		return NULL;
	if (found->type != SCAN_STRING)
		return xasprintf("it says that it failed, at '%s'", r->rule->error);
	return xstrndup(found->text, found->len < REASON_MAX ? found->len : REASON_MAX);
}

/* Value NTH that was found of METRIC in *V; false, with why appended to WHY, when it is none. */
static bool
value_read(struct row_reader *r, const struct row_source *from, size_t metric, size_t nth,
    double *v, struct buf *why)
{
	const struct row_place *place = &r->places.values[metric], *unit = &r->places.units[metric];

	if (from->match)
		return row_number_match(&r->numbers[metric], from->line, from->match, place->group,
		    unit->group, v, why);
	return row_number_json(
	    &r->numbers[metric], &place->found[nth], row_place_first(unit), v, why);
}

static void
values_find(struct row_reader *r, const struct row_source *from, size_t metric, int row)
{
	const struct row_place *place = &r->places.values[metric];
	struct buf why = BUF_INIT;

	place_find(&r->places.values[metric], from);
	place_find(&r->places.units[metric], from);
	for (size_t i = 0; i < place->n && r->why.len == 0; i++) {
		double v;

		if (place->found[i].type == SCAN_NULL)
			continue;
		if (value_read(r, from, metric, i, &v, &why)) {
			row_table_unit(r->table, metric, row_number_unit(&r->numbers[metric]));
			row_table_value(r->table, row, metric, v, &r->why);
			continue;
		}
		row_table_fail(r->table, row,
		    xasprintf("metric '%s': %s", r->rule->metrics[metric].rule.name, why.s));
		buf_clear(&why);
	}
	buf_free(&why);
}

/* There is a row FROM there, if the conditions hold. */
static void
row_take(struct row_reader *r, const struct row_source *from)
{
	const struct row_found *name;
	char *failure;
	int row;

	if (!conditions_hold(r, from))
		return;
	place_find(&r->places.name, from);
	name = row_place_first(&r->places.name);
	if (!name) {
		buf_printf(&r->why, "a row has no name at '%s'", r->rule->name);
		return;
	}
	row =
	    row_table_row(r->table, name->text, name->len, r->given, params_find(r, from), &r->why);
	if (row == ROW_NONE)
		return;
	failure = failure_find(r, from);
	if (failure)
		row_table_fail(r->table, row, failure);
	for (size_t i = 0; !failure && i < r->rule->nmetrics; i++)
		values_find(r, from, i, row);
}

/* A value at the path, from json_feed.h. */
static void
row_object(void *who, const struct json_feed_value *value)
{
	struct row_reader *r = who;

	if (r->why.len > 0)
		return;
	if (value->type == SCAN_ARRAY)
		buf_printf(&r->why, "'%s' leads to an array: '%s[]' makes a row of each element",
		    r->rule->expression, r->rule->expression);
	else if (value->type != SCAN_OBJECT)
		buf_printf(&r->why, "'%s' leads to what is no object: '%.*s'", r->rule->expression,
		    value->len < 40 ? (int)value->len : 40, value->text);
	else
		row_take(r, &(struct row_source){.json = value->text, .len = value->len});
}

static void
row_line(void *who, const struct line *line)
{
	struct row_reader *r = who;
	struct line_match match = {.n = 0};

	if (r->why.len > 0)
		return;
	if (line->part && line_pattern_possible(r->pattern, line))
		buf_printf(&r->why,
		    "line %llu is longer than the %d bytes of a line that a pattern is matched in",
		    (unsigned long long)line->number, OUTPUT_LINE_MAX);
	while (!line->part && r->why.len == 0 && line_pattern_next(r->pattern, line, &match))
		row_take(r, &(struct row_source){.line = line, .match = &match});
}

static void
row_bytes(void *who, const char *bytes, size_t len)
{
	struct row_reader *r = who;

	if (r->why.len == 0)
		json_feed_take(r->json, bytes, len);
}

static bool
row_stopped(const void *who)
{
	const struct row_reader *r = who;

	return r->why.len > 0;
}

struct output_reader
row_reader_output(struct row_reader *r)
{
	return (struct output_reader){.who = r,
	    .source = r->rule->source,
	    .file = r->rule->file,
	    .line = r->pattern ? row_line : NULL,
	    .bytes = r->json ? row_bytes : NULL,
	    .stopped = row_stopped};
}

bool
row_reader_end(struct row_reader *r, size_t index, bool warmup, struct buf *why)
{
	struct buf broken = BUF_INIT;

	/* What is wrong with a row stands there already. */
	if (r->json && !json_feed_end(r->json, &broken) && r->why.len == 0)
		buf_str(&r->why, broken.s);
	buf_free(&broken);
	if (r->why.len > 0) {
		buf_add(why, r->why.s, r->why.len);
		return false;
	}
	return row_table_end(r->table, index, warmup, why);
}
