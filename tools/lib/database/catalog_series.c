#include "database/catalog_series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/timestamp.h"
#include "base/unit.h"
#include "database/chosen_runs.h"
#include "database/duck_query.h"
#include "history/series.h"

/* Every point of the chosen series. Patterns stand one on a line. */
static const char list_points[] =
    "WITH points AS (SELECT c.k, c.id AS document, m.* FROM benchmark_metrics m JOIN "
    "benchmark_runs r ON r.id = m.run_id JOIN chosen_runs c ON c.id = r.document "
    "WHERE m.median IS NOT NULL), "
    "cases AS (SELECT \"case\", arg_max(name, run_id) AS name, arg_max(CAST(parameters AS "
    "VARCHAR), run_id) AS parameters FROM benchmark_results WHERE $1 IS NULL OR EXISTS (SELECT 1 "
    "FROM unnest(string_split($1, chr(10))) AS t(pattern) WHERE \"case\" LIKE t.pattern ESCAPE "
    "'\\') GROUP BY \"case\"), "
    "bases AS (SELECT document, \"case\", metric, any_value(median) AS median FROM points WHERE "
    "variant = 'base' GROUP BY ALL), "
    "controls AS (SELECT document, coalesce(variant, '') AS variant, any_value(median) AS median "
    "FROM points WHERE control AND metric = 'duration_ms' GROUP BY ALL) "
    "SELECT p.\"case\", coalesce(p.variant, ''), p.metric, coalesce(p.unit, ''), p.k, p.median, "
    "p.\"interval\"[1], p.\"interval\"[2], CAST(p.n AS DOUBLE), p.better = 'higher', p.gate, "
    "b.median, c.median, cases.name, cases.parameters "
    "FROM points p JOIN cases USING (\"case\") LEFT JOIN bases b ON b.document = p.document AND "
    "b.\"case\" = p.\"case\" AND b.metric = p.metric AND p.variant IS NOT NULL "
    "LEFT JOIN controls c ON c.document = p.document AND c.variant = coalesce(p.variant, '') "
    "WHERE NOT p.control AND p.variant IS DISTINCT FROM 'base' AND "
    "($2 IS NULL OR list_contains(string_split($2, chr(10)), p.metric)) "
    "ORDER BY p.\"case\", 2, p.metric, 4, p.k";

enum point_column {
	POINT_CASE,
	POINT_VARIANT,
	POINT_METRIC,
	POINT_UNIT,
	POINT_RUN,
	POINT_VALUE,
	POINT_LOW,
	POINT_HIGH,
	POINT_N,
	POINT_HIGHER,
	POINT_GATE,
	POINT_BASE,
	POINT_CONTROL,
	POINT_NAME,
	POINT_PARAMS
};

/* What the series that is being collected has per point. */
enum collected { VALUE, LOW, HIGH, INVOCATIONS, BASE, CONTROL, NCOLLECTED };

struct collecting {
	struct duck_query *query;
	struct series_writer *writer;
	char *key[4]; /* the columns that make a series, POINT_CASE to POINT_UNIT; or NULL */
	char *name, *params;
	bool higher, gate;
	size_t *run, run_cap;
	double *of[NCOLLECTED];
	size_t cap[NCOLLECTED];
	size_t n, series;
};

/* One pattern a line; a pattern as LIKE has it when LIKE is. NULL for none. The caller owns it. */
static char *
lines_of(const struct option_list *list, bool like)
{
	struct buf b = BUF_INIT;

	if (list->n == 0)
		return NULL;
	for (size_t i = 0; i < list->n; i++) {
		if (i)
			buf_char(&b, '\n');
		for (const char *s = list->at[i]; *s; s++) {
			if (like && strchr("%_\\", *s))
				buf_char(&b, '\\');
			buf_char(&b, like && *s == '*' ? '%' : like && *s == '?' ? '_' : *s);
		}
	}
	return buf_take(&b);
}

/* How many of the N values V there are. */
static size_t
known(const double *v, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += !isnan(v[i]);
	return count;
}

/* V, or NULL when all of it is NAN. */
static double *
array_or_null(double *v, size_t n)
{
	return known(v, n) ? v : NULL;
}

/* What all of C's points are judged by: their base, or the control row, or NULL. */
static double *
base_choose(struct collecting *c)
{
	struct unit u = {.base = ""};
	bool some = unit_of(c->key[POINT_UNIT], &u);
	size_t len = strlen(u.base);
	bool time = some && (strcmp(u.base, "ms") == 0 || strncmp(u.base, "ms/", 3) == 0);
	bool per_second = some && len >= 2 && strcmp(u.base + len - 2, "/s") == 0;
	bool rate = c->higher && (per_second || strcmp(u.base, "Hz") == 0 ||
				     strcmp(c->key[POINT_UNIT], "1/s") == 0);

	if (known(c->of[BASE], c->n))
		return c->of[BASE];
	if ((!time && !rate) || 2 * known(c->of[CONTROL], c->n) < c->n)
		return NULL;
	/* A rate falls where the control's time grows. */
	for (size_t i = 0; rate && i < c->n; i++)
		c->of[CONTROL][i] = 1000 / c->of[CONTROL][i];
	return c->of[CONTROL];
}

/* Write the series that was collected, and begin with none. */
static void
collected_write(struct collecting *c)
{
	struct series s;

	if (c->n) {
		series_init(&s);
		s.id = c->key[POINT_CASE];
		s.name = c->name;
		s.params = c->params;
		s.variant = *c->key[POINT_VARIANT] ? c->key[POINT_VARIANT] : NULL;
		s.metric = c->key[POINT_METRIC];
		s.unit = *c->key[POINT_UNIT] ? c->key[POINT_UNIT] : NULL;
		s.better = c->higher ? BETTER_HIGHER : BETTER_LOWER;
		s.gate = c->gate;
		s.n = c->n;
		s.run = c->run;
		s.value = c->of[VALUE];
		s.low = array_or_null(c->of[LOW], c->n);
		s.high = array_or_null(c->of[HIGH], c->n);
		s.invocations = array_or_null(c->of[INVOCATIONS], c->n);
		s.base = base_choose(c);
		series_write(c->writer, &s);
		series_free(&s);
		c->series++;
	}
	for (size_t i = 0; i <= POINT_UNIT; i++) {
		free(c->key[i]);
		c->key[i] = NULL;
	}
	free(c->name);
	free(c->params);
	c->name = c->params = NULL;
	c->n = 0;
}

/* Whether the row is of the series that is being collected. */
static bool
same_series(const struct collecting *c)
{
	for (size_t i = 0; i <= POINT_UNIT; i++) {
		size_t len;
		const char *s = duck_text(c->query, i, &len);

		if (strlen(c->key[i]) != len || memcmp(c->key[i], s, len) != 0)
			return false;
	}
	return true;
}

static void
series_start(struct collecting *c)
{
	collected_write(c);
	for (size_t i = 0; i <= POINT_UNIT; i++)
		c->key[i] = duck_text_copy(c->query, i);
	c->name = duck_text_copy(c->query, POINT_NAME);
	c->params = duck_text_copy(c->query, POINT_PARAMS);
}

static void
point_take(struct collecting *c)
{
	static const enum point_column columns[NCOLLECTED] = {[VALUE] = POINT_VALUE,
	    [LOW] = POINT_LOW,
	    [HIGH] = POINT_HIGH,
	    [INVOCATIONS] = POINT_N,
	    [BASE] = POINT_BASE,
	    [CONTROL] = POINT_CONTROL};
	size_t run = (size_t)duck_integer(c->query, POINT_RUN);

	if (c->n && c->run[c->n - 1] == run)
		return; /* the document has this case twice */
	c->run = xgrow(c->run, c->n, &c->run_cap, sizeof *c->run);
	c->run[c->n] = run;
	for (size_t i = 0; i < NCOLLECTED; i++) {
		c->of[i] = xgrow(c->of[i], c->n, &c->cap[i], sizeof *c->of[i]);
		c->of[i][c->n] = duck_number(c->query, columns[i]);
	}
	c->higher = duck_flag(c->query, POINT_HIGHER);
	c->gate = duck_flag(c->query, POINT_GATE);
	c->n++;
}

static size_t
points_write(struct duck *d, const struct catalog_choice *choice, struct series_writer *writer)
{
	struct collecting c = {.query = duck_query_new(d, list_points), .writer = writer};
	char *cases = lines_of(&choice->cases, true), *metrics = lines_of(&choice->metrics, false);

	duck_bind_text(c.query, 1, cases);
	duck_bind_text(c.query, 2, metrics);
	while (duck_next(c.query)) {
		if (!c.key[0] || !same_series(&c))
			series_start(&c);
		point_take(&c);
	}
	collected_write(&c);
	duck_query_free(c.query);
	for (size_t i = 0; i < NCOLLECTED; i++)
		free(c.of[i]);
	free(c.run);
	free(cases);
	free(metrics);
	return c.series;
}

size_t
catalog_series_write(struct duck *d, const struct catalog_choice *choice, struct json_writer *w)
{
	char *now = timestamp_now();
	struct series_head head = {.version = (char[]){VERSION}, .timestamp = now};
	struct series_writer *writer;
	size_t n;

	chosen_runs_read(d, choice, &head);
	writer = series_begin(w, &head);
	n = points_write(d, choice, writer);
	series_end(writer);
	chosen_runs_free(&head);
	free(now);
	return n;
}
