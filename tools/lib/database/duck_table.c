#include "database/duck_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "database/duck_api.h"

/* One column of the chunk that is being filled. */
struct table_column {
	struct duck_vector *vector;
	void *data;
	uint64_t *valid; /* NULL: nothing is null so far */
	size_t values;   /* in all lists so far */
};

struct duck_table {
	struct duck *database;
	const struct duck_api *api;
	struct duck_appender *appender;
	struct duck_chunk *chunk;
	struct table_column *columns;
	char *name;
	size_t n, column;
	uint64_t row, most;
};

static const int kinds[] = {
    [COLUMN_TEXT] = DUCK_VARCHAR,
    [COLUMN_INTEGER] = DUCK_BIGINT,
    [COLUMN_NUMBER] = DUCK_DOUBLE,
    [COLUMN_FLAG] = DUCK_BOOLEAN,
    [COLUMN_TIME] = DUCK_TIMESTAMP,
    [COLUMN_NUMBERS] = DUCK_DOUBLE,
};

static void
checked(struct duck_table *t, int state)
{
	if (state != DUCK_SUCCESS)
		die("'%s': table '%s': %s", duck_name(t->database), t->name,
		    duck_words(t->api->appender_error(t->appender)));
}

/* Where the columns of the empty chunk have their data. */
static void
columns_begin(struct duck_table *t)
{
	for (size_t i = 0; i < t->n; i++) {
		struct table_column *c = &t->columns[i];

		c->vector = t->api->data_chunk_get_vector(t->chunk, i);
		c->data = t->api->vector_get_data(c->vector);
		c->valid = NULL;
		c->values = 0;
	}
	t->row = 0;
}

static void
chunk_make(struct duck_table *t, const enum duck_column_type *types)
{
	struct duck_type **all = xcalloc(t->n, sizeof *all);

	for (size_t i = 0; i < t->n; i++) {
		all[i] = t->api->create_logical_type(kinds[types[i]]);
		if (types[i] == COLUMN_NUMBERS) {
			struct duck_type *list = t->api->create_list_type(all[i]);

			t->api->destroy_logical_type(&all[i]);
			all[i] = list;
		}
	}
	t->chunk = t->api->create_data_chunk(all, t->n);
	for (size_t i = 0; i < t->n; i++)
		t->api->destroy_logical_type(&all[i]);
	free(all);
	if (!t->chunk)
		die_memory();
}

struct duck_table *
duck_table_open(struct duck *d, const char *name, const enum duck_column_type *types, size_t n)
{
	struct duck_table *t = xcalloc(1, sizeof *t);

	t->database = d;
	t->api = duck_api(d);
	t->name = xstrdup(name);
	t->n = n;
	t->columns = xcalloc(n, sizeof *t->columns);
	t->most = t->api->vector_size();
	checked(t, t->api->appender_create(duck_connection(d), NULL, name, &t->appender));
	chunk_make(t, types);
	columns_begin(t);
	return t;
}

static void
chunk_append(struct duck_table *t)
{
	if (t->row == 0)
		return;
	t->api->data_chunk_set_size(t->chunk, t->row);
	checked(t, t->api->append_data_chunk(t->appender, t->chunk));
	t->api->data_chunk_reset(t->chunk);
	columns_begin(t);
}

void
duck_table_flush(struct duck_table *t)
{
	chunk_append(t);
	checked(t, t->api->appender_flush(t->appender));
}

void
duck_table_close(struct duck_table *t)
{
	if (!t)
		return;
	duck_table_flush(t);
	t->api->appender_destroy(&t->appender);
	t->api->destroy_data_chunk(&t->chunk);
	free(t->columns);
	free(t->name);
	free(t);
}

/* The column is filled. */
static void
column_end(struct duck_table *t)
{
	if (++t->column < t->n)
		return;
	t->column = 0;
	if (++t->row == t->most)
		chunk_append(t);
}

/* Mark value I of VECTOR, whose bits are at *VALID, as null. */
static void
invalid(struct duck_table *t, struct duck_vector *vector, uint64_t **valid, uint64_t i)
{
	if (!*valid) {
		t->api->vector_ensure_validity_writable(vector);
		*valid = t->api->vector_get_validity(vector);
	}
	(*valid)[i / 64] &= ~(UINT64_C(1) << i % 64);
}

void
table_null(struct duck_table *t)
{
	struct table_column *c = &t->columns[t->column];

	invalid(t, c->vector, &c->valid, t->row);
	column_end(t);
}

void
table_text(struct duck_table *t, const char *text)
{
	if (!text) {
		table_null(t);
		return;
	}
	t->api->vector_assign_string_element_len(
	    t->columns[t->column].vector, t->row, text, strlen(text));
	column_end(t);
}

void
table_integer(struct duck_table *t, int64_t v)
{
	((int64_t *)t->columns[t->column].data)[t->row] = v;
	column_end(t);
}

void
table_flag(struct duck_table *t, bool v)
{
	((bool *)t->columns[t->column].data)[t->row] = v;
	column_end(t);
}

void
table_time(struct duck_table *t, int64_t microseconds)
{
	table_integer(t, microseconds);
}

void
table_number(struct duck_table *t, double v)
{
	if (!isfinite(v)) {
		table_null(t);
		return;
	}
	((double *)t->columns[t->column].data)[t->row] = v;
	column_end(t);
}

void
table_numbers(struct duck_table *t, const double *v, size_t n)
{
	struct table_column *c = &t->columns[t->column];
	struct duck_vector *below;
	uint64_t *valid = NULL;
	double *data;

	if (!v) {
		((struct duck_list *)c->data)[t->row] = (struct duck_list){c->values, 0};
		table_null(t);
		return;
	}
	checked(t, t->api->list_vector_reserve(c->vector, c->values + n));
	below = t->api->list_vector_get_child(c->vector);
	data = t->api->vector_get_data(below);
	for (size_t i = 0; i < n; i++) {
		data[c->values + i] = v[i];
		if (!isfinite(v[i]))
			invalid(t, below, &valid, c->values + i);
	}
	((struct duck_list *)c->data)[t->row] = (struct duck_list){c->values, n};
	c->values += n;
	checked(t, t->api->list_vector_set_size(c->vector, c->values));
	column_end(t);
}
