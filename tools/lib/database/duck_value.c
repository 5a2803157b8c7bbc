#include "database/duck_value.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"

enum { DIGITS_MAX = 48 }; /* of 128 bits, with sign, point and NUL */

bool
duck_vector_null(const struct duck_api *api, struct duck_vector *vector, uint64_t i)
{
	const uint64_t *valid = api->vector_get_validity(vector);

	return valid && !(valid[i / 64] >> i % 64 & 1);
}

const char *
duck_string_bytes(const union duck_string *s, size_t *len)
{
	*len = s->inlined.len;
	return *len <= sizeof s->inlined.bytes ? s->inlined.bytes : s->far.bytes;
}

static bool
kind_integer(int kind)
{
	return kind >= DUCK_TINYINT && kind <= DUCK_UBIGINT;
}

static bool
kind_plain(int kind)
{
	return kind_integer(kind) || kind == DUCK_BOOLEAN || kind == DUCK_FLOAT ||
	       kind == DUCK_DOUBLE || kind == DUCK_HUGEINT || kind == DUCK_VARCHAR ||
	       kind == DUCK_DECIMAL || kind == DUCK_NULL_TYPE;
}

bool
duck_type_numeric(const struct duck_api *api, struct duck_type *type)
{
	int kind = api->get_type_id(type);

	return kind_plain(kind) && kind != DUCK_BOOLEAN && kind != DUCK_VARCHAR &&
	       kind != DUCK_NULL_TYPE;
}

/* Whether duck_vector_write() knows TYPE, which is not needed any more. */
static bool
type_known_once(const struct duck_api *api, struct duck_type *type)
{
	bool known = duck_type_known(api, type);

	api->destroy_logical_type(&type);
	return known;
}

bool
duck_type_known(const struct duck_api *api, struct duck_type *type)
{
	int kind = api->get_type_id(type);
	bool known = kind_plain(kind);

	if (kind == DUCK_LIST)
		return type_known_once(api, api->list_type_child_type(type));
	if (kind == DUCK_STRUCT) {
		known = true;
		for (uint64_t i = 0; known && i < api->struct_type_child_count(type); i++)
			known = type_known_once(api, api->struct_type_child_type(type, i));
	}
	return known;
}

/* Write V / 10^SCALE into TEXT, digit by digit from its end. */
static const char *
digits_write(char text[DIGITS_MAX], struct duck_hugeint v, unsigned scale)
{
	bool negative = v.upper < 0;
	uint64_t low = negative ? ~v.lower + 1 : v.lower, high = (uint64_t)v.upper;
	uint32_t part[4];
	size_t at = DIGITS_MAX - 1;
	unsigned written = 0;

	if (negative)
		high = ~high + (low == 0);
	part[0] = (uint32_t)(high >> 32);
	part[1] = (uint32_t)high;
	part[2] = (uint32_t)(low >> 32);
	part[3] = (uint32_t)low;
	text[at] = '\0';
	do {
		uint64_t rest = 0;

		for (int i = 0; i < 4; i++) {
			rest = rest << 32 | part[i];
			part[i] = (uint32_t)(rest / 10);
			rest %= 10;
		}
		text[--at] = (char)('0' + rest);
		if (++written == scale)
			text[--at] = '.';
	} while (part[0] || part[1] || part[2] || part[3] || written <= scale);
	if (negative)
		text[--at] = '-';
	return text + at;
}

/* The whole number at row I of DATA, which has KIND. */
static struct duck_hugeint
integer_at(const void *data, int kind, uint64_t i)
{
	int64_t v = 0;

	switch (kind) {
	case DUCK_TINYINT: v = (int)((const int8_t *)data)[i]; break;
	case DUCK_SMALLINT: v = ((const int16_t *)data)[i]; break;
	case DUCK_INTEGER: v = ((const int32_t *)data)[i]; break;
	case DUCK_BIGINT: v = ((const int64_t *)data)[i]; break;
	case DUCK_UTINYINT: v = ((const uint8_t *)data)[i]; break;
	case DUCK_USMALLINT: v = ((const uint16_t *)data)[i]; break;
	case DUCK_UINTEGER: v = ((const uint32_t *)data)[i]; break;
	case DUCK_UBIGINT: return (struct duck_hugeint){((const uint64_t *)data)[i], 0};
	case DUCK_HUGEINT: return ((const struct duck_hugeint *)data)[i];
	}
	return (struct duck_hugeint){(uint64_t)v, v < 0 ? -1 : 0};
}

static void
string_write(const struct duck_api *api, const union duck_string *s, struct duck_type *type,
    struct json_writer *w, const char *key)
{
	char *alias = api->logical_type_get_alias(type), *copy;
	size_t len;
	const char *bytes = duck_string_bytes(s, &len);

	if (alias && strcmp(alias, "JSON") == 0) {
		json_raw(w, key, bytes, len);
	} else {
		copy = xstrndup(bytes, len);
		json_string(w, key, copy);
		free(copy);
	}
	if (alias)
		api->free(alias);
}

static void
list_write(const struct duck_api *api, struct duck_vector *vector, struct duck_type *type,
    uint64_t i, struct json_writer *w, const char *key)
{
	struct duck_list at = ((struct duck_list *)api->vector_get_data(vector))[i];
	struct duck_vector *below = api->list_vector_get_child(vector);
	struct duck_type *of = api->list_type_child_type(type);

	json_array_begin(w, key);
	for (uint64_t k = 0; k < at.len; k++)
		duck_vector_write(api, below, of, at.offset + k, w, NULL);
	json_array_end(w);
	api->destroy_logical_type(&of);
}

static void
struct_write(const struct duck_api *api, struct duck_vector *vector, struct duck_type *type,
    uint64_t i, struct json_writer *w, const char *key)
{
	uint64_t n = api->struct_type_child_count(type);

	json_object_begin(w, key);
	for (uint64_t k = 0; k < n; k++) {
		struct duck_type *of = api->struct_type_child_type(type, k);
		char *name = api->struct_type_child_name(type, k);

		duck_vector_write(api, api->struct_vector_get_child(vector, k), of, i, w, name);
		api->free(name);
		api->destroy_logical_type(&of);
	}
	json_object_end(w);
}

static void
digits_put(struct json_writer *w, const char *key, struct duck_hugeint v, unsigned scale)
{
	char text[DIGITS_MAX];
	const char *digits = digits_write(text, v, scale);

	json_raw(w, key, digits, strlen(digits));
}

void
duck_vector_write(const struct duck_api *api, struct duck_vector *vector, struct duck_type *type,
    uint64_t i, struct json_writer *w, const char *key)
{
	int kind = api->get_type_id(type);
	const void *data = api->vector_get_data(vector);

	if (kind == DUCK_NULL_TYPE || duck_vector_null(api, vector, i))
		json_null(w, key);
	else if (kind == DUCK_BOOLEAN)
		json_bool(w, key, ((const bool *)data)[i]);
	else if (kind == DUCK_FLOAT)
		json_number(w, key, (double)((const float *)data)[i]);
	else if (kind == DUCK_DOUBLE)
		json_number(w, key, ((const double *)data)[i]);
	else if (kind_integer(kind) || kind == DUCK_HUGEINT)
		digits_put(w, key, integer_at(data, kind, i), 0);
	else if (kind == DUCK_DECIMAL)
		digits_put(w, key, integer_at(data, api->decimal_internal_type(type), i),
		    api->decimal_scale(type));
	else if (kind == DUCK_VARCHAR)
		string_write(api, &((const union duck_string *)data)[i], type, w, key);
	else if (kind == DUCK_LIST)
		list_write(api, vector, type, i, w, key);
	else if (kind == DUCK_STRUCT)
		struct_write(api, vector, type, i, w, key);
	else
		json_null(w, key);
}
