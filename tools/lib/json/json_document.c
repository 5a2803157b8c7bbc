#include "json/json_document.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "base/buf.h"
#include "base/number.h"
#include "base/util.h"
#include "json/json_check.h"

struct json_document {
	char *name;
	struct json_object *root;
};

struct json_document *
json_document_parse(const char *text, size_t len, const char *name)
{
	struct json_tokener *tok = json_tokener_new_ex(JSON_DEPTH_MAX);
	struct json_document *d = xcalloc(1, sizeof *d);
	enum json_tokener_error err;
	size_t end;

	if (!tok)
		die("cannot allocate a JSON parser:");
	if (len > JSON_BYTES_MAX)
		die("%s: larger than the %d MiB that a document may have", name,
		    JSON_BYTES_MAX >> 20);
	d->name = xstrdup(name);
	/* With its NUL counted: json-c ends a top-level number only at one more byte. */
	json_tokener_set_flags(tok, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	d->root = json_tokener_parse_ex(tok, text, (int)len + 1);
	err = json_tokener_get_error(tok);
	end = json_tokener_get_parse_end(tok);
	if (err == json_tokener_continue || (err != json_tokener_success && end >= len))
		json_check_die(name, text, len, len, "the document ends too early");
	if (err == json_tokener_error_depth)
		json_check_die(name, text, len, end, "nested too deeply");
	if (err == json_tokener_error_parse_utf8_string)
		json_check_die(name, text, len, end, "not UTF-8");
	if (err != json_tokener_success)
		json_check_die(name, text, len, end, "not valid JSON here");
	json_tokener_free(tok);
	json_check(name, text, len, end);
	return d;
}

struct json_document *
json_document_read(FILE *f, const char *name)
{
	struct json_document *d;
	struct buf b = BUF_INIT;

	buf_read(&b, f, JSON_BYTES_MAX, name);
	d = json_document_parse(b.s, b.len, name);
	buf_free(&b);
	return d;
}

struct json_document *
json_document_load(const char *path)
{
	bool standard = !path || strcmp(path, "-") == 0;
	FILE *f = standard ? stdin : fopen(path, "r");
	struct json_document *d;

	if (!f)
		die("cannot open '%s':", path);
	d = json_document_read(f, standard ? "standard input" : path);
	if (!standard)
		fclose(f);
	return d;
}

void
json_document_free(struct json_document *d)
{
	if (!d)
		return;
	json_object_put(d->root);
	free(d->name);
	free(d);
}

const char *
json_document_name(const struct json_document *d)
{
	return d->name;
}

static void
path_add(const struct json_at *at, struct buf *b)
{
	if (!at->parent)
		return;
	path_add(at->parent, b);
	if (!at->key)
		buf_printf(b, "[%zu]", at->index);
	else
		buf_printf(b, "%s%.80s", b->len ? "." : "", at->key);
}

void
json_wrong(const struct json_at *at, const char *what)
{
	struct buf b = BUF_INIT;

	path_add(at, &b);
	if (b.len)
		die("%s: '%s' must be %s", at->document->name, b.s, what);
	die("%s: the document must be %s", at->document->name, what);
}

enum json_kind
json_kind(const struct json_at *at)
{
	/* json-c keeps null as a NULL pointer: ENTRY tells it from absence. */
	if (!at->node)
		return at->entry ? JSON_NULL : JSON_ABSENT;
	switch (json_object_get_type(at->node)) {
	case json_type_boolean: return JSON_BOOL;
	case json_type_int:
	case json_type_double: return JSON_NUMBER;
	case json_type_string: return JSON_STRING;
	case json_type_array: return JSON_ARRAY;
	case json_type_object: return JSON_OBJECT;
	default: return JSON_NULL;
	}
}

struct json_at
json_root(const struct json_document *d)
{
	return (struct json_at){.document = d, .node = d->root, .entry = d};
}

static bool
is_object(const struct json_at *at)
{
	enum json_kind kind = json_kind(at);

	if (kind != JSON_OBJECT && kind != JSON_ABSENT)
		json_wrong(at, "an object");
	return kind == JSON_OBJECT;
}

struct json_at
json_member(const struct json_at *object, const char *key)
{
	struct json_at at = {.document = object->document, .parent = object, .key = key};
	struct json_object *value;

	if (is_object(object) && json_object_object_get_ex(object->node, key, &value)) {
		at.node = value;
		at.entry = object;
	}
	return at;
}

struct json_at
json_element(const struct json_at *array, size_t i)
{
	struct json_at at = {.document = array->document, .parent = array, .index = i};

	if (json_kind(array) != JSON_ARRAY)
		json_wrong(array, "an array");
	at.node = json_object_array_get_idx(array->node, i);
	at.entry = array;
	return at;
}

bool
json_next(const struct json_at *object, struct json_at *at)
{
	const struct lh_entry *e = at->entry;

	if (!is_object(object))
		return false;
	e = e ? lh_entry_next(e) : lh_table_head(json_object_get_object(object->node));
	if (!e)
		return false;
	*at = (struct json_at){
	    .document = object->document,
	    .parent = object,
	    .key = lh_entry_k(e),
	    .node = lh_entry_v(e),
	    .entry = e,
	};
	return true;
}

size_t
json_length(const struct json_at *at)
{
	switch (json_kind(at)) {
	case JSON_ABSENT: return 0;
	case JSON_ARRAY: return json_object_array_length(at->node);
	case JSON_OBJECT: return (size_t)json_object_object_length(at->node);
	default: json_wrong(at, "an array");
	}
}

const char *
json_as_text(const struct json_at *at)
{
	if (json_kind(at) == JSON_STRING)
		return json_object_get_string(at->node);
	return at->node ? json_object_to_json_string_ext(at->node, JSON_C_TO_STRING_NOSLASHESCAPE)
			: "null";
}

double
json_as_number(const struct json_at *at)
{
	if (json_kind(at) != JSON_NUMBER)
		json_wrong(at, "a number");
	return json_object_get_double(at->node);
}

static struct json_at
member_wanted(const struct json_at *object, const char *key, enum json_kind kind, const char *what)
{
	struct json_at at = json_member(object, key);

	if (json_kind(&at) != kind)
		json_wrong(&at, what);
	return at;
}

static bool
is_given(const struct json_at *object, const char *key)
{
	struct json_at at = json_member(object, key);

	return at.node;
}

const char *
json_string_of(const struct json_at *object, const char *key)
{
	return json_object_get_string(member_wanted(object, key, JSON_STRING, "a string").node);
}

const char *
json_string_or(const struct json_at *object, const char *key, const char *fallback)
{
	return is_given(object, key) ? json_string_of(object, key) : fallback;
}

double
json_number_of(const struct json_at *object, const char *key)
{
	struct json_at at = json_member(object, key);

	return json_as_number(&at);
}

double
json_number_or(const struct json_at *object, const char *key, double fallback)
{
	return is_given(object, key) ? json_number_of(object, key) : fallback;
}

size_t
json_count_or(const struct json_at *object, const char *key, size_t fallback)
{
	static const char what[] = "a whole number, 0 or more";
	struct json_at at;
	double v;

	if (!is_given(object, key))
		return fallback;
	at = member_wanted(object, key, JSON_NUMBER, what);
	v = json_object_get_double(at.node);
	if (!(v >= 0 && v <= 9007199254740992.0) || v != floor(v))
		json_wrong(&at, what);
	return (size_t)v;
}

bool
json_bool_or(const struct json_at *object, const char *key, bool fallback)
{
	if (!is_given(object, key))
		return fallback;
	return json_object_get_boolean(member_wanted(object, key, JSON_BOOL, "true or false").node);
}
