#include "database/duck_query.h"

#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/util.h"
#include "database/duck_query_parts.h"

static _Noreturn void
query_die(const struct duck_query *q, const char *error)
{
	die("'%s': %s", duck_name(q->database), duck_words(error));
}

/* Parse SQL, which is to be one statement, and prepare it; names of its columns stay NULL. */
static void
statement_prepare(struct duck_query *q, const char *sql)
{
	struct duck_connection *connection = duck_connection(q->database);
	struct duck_extracted *all = NULL;
	uint64_t n = q->api->extract_statements(connection, sql, &all);

	if (n == 0 && q->api->extract_statements_error(all))
		query_die(q, q->api->extract_statements_error(all));
	if (n != 1)
		die("'%s': one statement is expected, not %llu", duck_name(q->database),
		    (unsigned long long)n);
	if (q->api->prepare_extracted_statement(connection, all, 0, &q->statement) != DUCK_SUCCESS)
		query_die(q, q->api->prepare_error(q->statement));
	q->api->destroy_extracted(&all);
}

struct duck_query *
duck_query_new(struct duck *d, const char *sql)
{
	struct duck_query *q = xcalloc(1, sizeof *q);

	q->database = d;
	q->api = duck_api(d);
	statement_prepare(q, sql);
	q->parameters = q->api->nparams(q->statement);
	q->bound = xcalloc(q->parameters + 1, sizeof *q->bound);
	return q;
}

/* End the rows of the last run. */
static void
rows_end(struct duck_query *q)
{
	for (size_t i = 0; i < q->columns; i++) {
		q->api->destroy_logical_type(&q->types[i]);
		free(q->names[i]);
	}
	free(q->types);
	free(q->names);
	q->types = NULL;
	q->names = NULL;
	q->columns = 0;
	if (q->chunk)
		q->api->destroy_data_chunk(&q->chunk);
	if (q->running)
		q->api->destroy_result(&q->result);
	q->running = false;
	q->row = q->rows = 0;
}

void
duck_query_free(struct duck_query *q)
{
	if (!q)
		return;
	rows_end(q);
	if (q->statement)
		q->api->destroy_prepare(&q->statement);
	free(q->bound);
	free(q);
}

static void
bound(struct duck_query *q, uint64_t i, int state)
{
	if (state != DUCK_SUCCESS)
		query_die(q, q->api->prepare_error(q->statement));
	if (i <= q->parameters)
		q->bound[i] = true;
}

void
duck_bind_text(struct duck_query *q, unsigned i, const char *text)
{
	bound(q, i,
	    text ? q->api->bind_varchar_length(q->statement, i, text, strlen(text))
		 : q->api->bind_null(q->statement, i));
}

void
duck_bind_integer(struct duck_query *q, unsigned i, int64_t v)
{
	bound(q, i, q->api->bind_int64(q->statement, i, v));
}

/* The names of the parameters, which the caller frees with its array. */
static char **
parameter_names(struct duck_query *q)
{
	char **names = xcalloc(q->parameters + 1, sizeof *names);

	for (uint64_t i = 0; i < q->parameters; i++) {
		const char *name = q->api->parameter_name(q->statement, i + 1);

		names[i] = xstrdup(name ? name : "");
		if (name)
			q->api->free((void *)(uintptr_t)name);
	}
	return names;
}

void
duck_bind_named(struct duck_query *q, const char *name, const char *text)
{
	uint64_t i;

	if (q->api->bind_parameter_index(q->statement, &i, name) != DUCK_SUCCESS) {
		char **names = parameter_names(q);

		die_usage("the statement has no parameter '$%s'%s", name,
		    suggest_note(name, (const char *const *)names, q->parameters));
	}
	bound(q, i, q->api->bind_varchar_length(q->statement, i, text, strlen(text)));
}

void
duck_bound_check(struct duck_query *q)
{
	char **names;

	for (uint64_t i = 1; i <= q->parameters; i++) {
		if (q->bound[i])
			continue;
		names = parameter_names(q);
		die_usage("parameter '$%s' of the statement has no value", names[i - 1]);
	}
}

void
duck_start(struct duck_query *q)
{
	if (q->running)
		return;
	if (q->api->execute_prepared_streaming(q->statement, &q->result) != DUCK_SUCCESS)
		query_die(q, q->api->result_error(&q->result));
	q->running = true;
	q->columns = q->api->column_count(&q->result);
	q->types = xcalloc(q->columns + 1, sizeof *q->types);
	q->names = xcalloc(q->columns + 1, sizeof *q->names);
	for (size_t i = 0; i < q->columns; i++) {
		q->types[i] = q->api->column_logical_type(&q->result, i);
		q->names[i] = xstrdup(q->api->column_name(&q->result, i));
	}
}

bool
duck_next(struct duck_query *q)
{
	duck_start(q);
	if (q->row + 1 < q->rows) {
		q->row++;
		return true;
	}
	do {
		const char *error;

		if (q->chunk)
			q->api->destroy_data_chunk(&q->chunk);
		q->chunk = q->api->fetch_chunk(q->result);
		if (!q->chunk) {
			error = q->api->result_error(&q->result);
			if (error && *error)
				query_die(q, error);
			return false;
		}
		q->rows = q->api->data_chunk_get_size(q->chunk);
	} while (q->rows == 0);
	q->row = 0;
	return true;
}

void
duck_query_run(struct duck_query *q)
{
	while (duck_next(q))
		;
	rows_end(q);
}
