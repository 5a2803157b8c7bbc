/* The columns of the row that a statement is at. */
#include <math.h>

#include "base/util.h"
#include "database/duck_query_parts.h"
#include "database/duck_value.h"

size_t
duck_columns(const struct duck_query *q)
{
	return q->columns;
}

const char *
duck_column(const struct duck_query *q, size_t i)
{
	return q->names[i];
}

bool
duck_column_known(const struct duck_query *q, size_t i)
{
	return duck_type_known(q->api, q->types[i]);
}

bool
duck_columns_known(const struct duck_query *q)
{
	for (size_t i = 0; i < q->columns; i++)
		if (!duck_column_known(q, i))
			return false;
	return true;
}

bool
duck_column_nested(const struct duck_query *q, size_t i)
{
	switch (q->api->get_type_id(q->types[i])) {
	case DUCK_LIST:
	case DUCK_STRUCT:
	case DUCK_MAP:
	case DUCK_UNION:
	case DUCK_ARRAY: return true;
	default: return false;
	}
}

static struct duck_vector *
vector_of(const struct duck_query *q, size_t i)
{
	return q->api->data_chunk_get_vector(q->chunk, i);
}

bool
duck_is_null(const struct duck_query *q, size_t i)
{
	return duck_vector_null(q->api, vector_of(q, i), q->row);
}

const char *
duck_text(const struct duck_query *q, size_t i, size_t *len)
{
	struct duck_vector *vector = vector_of(q, i);
	const union duck_string *data = q->api->vector_get_data(vector);

	*len = 0;
	if (duck_vector_null(q->api, vector, q->row))
		return NULL;
	return duck_string_bytes(&data[q->row], len);
}

char *
duck_text_copy(const struct duck_query *q, size_t i)
{
	size_t len;
	const char *s = duck_text(q, i, &len);

	return s ? xstrndup(s, len) : NULL;
}

int64_t
duck_integer(const struct duck_query *q, size_t i)
{
	struct duck_vector *vector = vector_of(q, i);

	if (duck_vector_null(q->api, vector, q->row))
		return 0;
	return ((const int64_t *)q->api->vector_get_data(vector))[q->row];
}

double
duck_number(const struct duck_query *q, size_t i)
{
	struct duck_vector *vector = vector_of(q, i);

	if (duck_vector_null(q->api, vector, q->row))
		return NAN;
	return ((const double *)q->api->vector_get_data(vector))[q->row];
}

bool
duck_flag(const struct duck_query *q, size_t i)
{
	struct duck_vector *vector = vector_of(q, i);

	return !duck_vector_null(q->api, vector, q->row) &&
	       ((const bool *)q->api->vector_get_data(vector))[q->row];
}

void
duck_value_write(const struct duck_query *q, size_t i, struct json_writer *w, const char *key)
{
	duck_vector_write(q->api, vector_of(q, i), q->types[i], q->row, w, key);
}

void
duck_value_text(const struct duck_query *q, size_t i, struct buf *b)
{
	struct json_writer *w;
	size_t len;
	const char *s;

	if (q->api->get_type_id(q->types[i]) == DUCK_VARCHAR) {
		s = duck_text(q, i, &len);
		buf_add(b, s ? s : "", len);
		return;
	}
	if (duck_is_null(q, i))
		return;
	w = json_writer_new(NULL);
	duck_value_write(q, i, w, NULL);
	buf_str(b, json_writer_text(w));
	json_writer_free(w);
}

bool
duck_is_numeric(const struct duck_query *q, size_t i)
{
	return duck_type_numeric(q->api, q->types[i]);
}
