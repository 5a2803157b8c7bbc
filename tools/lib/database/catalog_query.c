#include "database/catalog_query.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text_table.h"
#include "base/util.h"
#include "database/duck_query.h"
#include "json/json_writer.h"

const char *const query_formats[] = {"json", "csv", "table", NULL};

enum { TABLE_ROWS_MAX = 100000 };

/* A statement that has started. Its columns may be casts of what the user's had; the names are the
 * user's. */
struct started {
	struct duck_query *query;
	char **names;
	size_t n;
};

/* Prepare SQL, give its parameters their VALUES, and start it. */
static struct duck_query *
query_start(struct duck *d, const char *sql, const struct option_list *values)
{
	struct duck_query *q = duck_query_new(d, sql);

	for (size_t i = 0; i < values->n; i++) {
		const char *value = strchr(values->at[i], '=');
		char *name = xstrndup(values->at[i], (size_t)(value - values->at[i]));

		duck_bind_named(q, name, value + 1);
		free(name);
	}
	duck_bound_check(q);
	duck_start(q);
	return q;
}

/* SQL with those columns as text that duck_value_write() does not know. */
static char *
sql_with_known(const struct duck_query *q, const char *sql)
{
	struct buf b = BUF_INIT;
	size_t len = strlen(sql), n = duck_columns(q);

	while (len && strchr("; \t\n", sql[len - 1]))
		len--;
	buf_str(&b, "SELECT ");
	for (size_t i = 0; i < n; i++)
		buf_printf(&b,
		    duck_column_known(q, i)    ? "%sc%zu"
		    : duck_column_nested(q, i) ? "%sCAST(to_json(c%zu) AS JSON)"
					       : "%sCAST(c%zu AS VARCHAR)",
		    i ? ", " : "", i);
	buf_str(&b, " FROM (");
	buf_add(&b, sql, len);
	buf_str(&b, "\n) AS t(");
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%sc%zu", i ? ", " : "", i);
	buf_str(&b, ")");
	return buf_take(&b);
}

/* Start the statement of QUERY so that all its columns can be written. */
static struct started
started_of(struct duck *d, const struct user_query *query)
{
	struct started s = {.query = query_start(d, query->sql, &query->values)};
	char *sql;

	s.n = duck_columns(s.query);
	s.names = xcalloc(s.n + 1, sizeof *s.names);
	for (size_t i = 0; i < s.n; i++)
		s.names[i] = xstrdup(duck_column(s.query, i));
	if (duck_columns_known(s.query))
		return s;
	sql = sql_with_known(s.query, query->sql);
	duck_query_free(s.query);
	s.query = query_start(d, sql, &query->values);
	free(sql);
	return s;
}

static void
started_free(struct started *s)
{
	duck_query_free(s->query);
	for (size_t i = 0; i < s->n; i++)
		free(s->names[i]);
	free(s->names);
}

static void
json_rows(struct started *s, FILE *f)
{
	struct json_writer *w = json_writer_new(f);

	json_array_begin(w, NULL);
	while (duck_next(s->query)) {
		json_break(w);
		json_object_begin(w, NULL);
		for (size_t i = 0; i < s->n; i++)
			duck_value_write(s->query, i, w, s->names[i]);
		json_object_end(w);
	}
	json_break(w);
	json_array_end(w);
	json_break(w);
	json_writer_free(w);
}

/* One field of CSV, in quotes where it needs them. */
static void
csv_field(FILE *f, const char *s, bool first)
{
	if (!first)
		fputc(',', f);
	if (!strpbrk(s, ",\"\r\n")) {
		fputs(s, f);
		return;
	}
	fputc('"', f);
	for (; *s; s++) {
		if (*s == '"')
			fputc('"', f);
		fputc(*s, f);
	}
	fputc('"', f);
}

static void
csv_rows(struct started *s, FILE *f)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < s->n; i++)
		csv_field(f, s->names[i], i == 0);
	fputc('\n', f);
	while (duck_next(s->query)) {
		for (size_t i = 0; i < s->n; i++) {
			buf_clear(&b);
			duck_value_text(s->query, i, &b);
			csv_field(f, b.s ? b.s : "", i == 0);
		}
		fputc('\n', f);
	}
	buf_free(&b);
}

static void
table_rows(struct started *s, const struct text_style *style, FILE *f)
{
	struct text_column *columns = xcalloc(s->n + 1, sizeof *columns);
	struct text_table *t;
	struct buf b = BUF_INIT;
	size_t rows = 0;

	for (size_t i = 0; i < s->n; i++)
		columns[i] = (struct text_column){
		    .title = s->names[i], .right = duck_is_numeric(s->query, i), .name = true};
	t = text_table_new(style, columns, s->n);
	while (duck_next(s->query)) {
		if (++rows > TABLE_ROWS_MAX)
			die("more than %d rows are no table for people: use --format csv or json",
			    TABLE_ROWS_MAX);
		for (size_t i = 0; i < s->n; i++) {
			buf_clear(&b);
			duck_value_text(s->query, i, &b);
			text_table_cell(t, b.s ? b.s : "", PAINT_NONE);
		}
	}
	buf_clear(&b);
	text_table_add(t, &b);
	fwrite(b.s ? b.s : "", 1, b.len, f);
	buf_free(&b);
	text_table_free(t);
	free(columns);
}

void
user_query_run(struct duck *d, const struct user_query *query, FILE *f)
{
	struct started s = started_of(d, query);

	switch (query->format) {
	case QUERY_JSON: json_rows(&s, f); break;
	case QUERY_CSV: csv_rows(&s, f); break;
	case QUERY_TABLE: table_rows(&s, &query->style, f); break;
	}
	started_free(&s);
}
