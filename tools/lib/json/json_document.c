#include "json/json_document.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "base/buf.h"
#include "base/input.h"
#include "base/util.h"
#include "json/json_bounds.h"

struct json_document {
	char *name;
	struct json_object *root;
};

static struct json_object *
object_made(struct json_object *o)
{
	if (!o)
		die_memory();
	return o;
}

static struct json_object *value_build(struct scanner *s, struct buf *b);

/* The next value is a string: B holds its text, with a NUL behind it, until it is used. */
static struct json_object *
string_build(struct scanner *s)
{
	size_t len;
	const char *text = scan_string(s, &len);

	return object_made(json_object_new_string_len(text, (int)len));
}

/* A number keeps the text that it was written as. */
static struct json_object *
number_build(struct scanner *s, struct buf *b)
{
	double v;

	buf_clear(b);
	v = scan_number_text(s, b);
	return object_made(json_object_new_double_s(v, b->s));
}

static struct json_object *
array_build(struct scanner *s, struct buf *b)
{
	struct json_object *o = object_made(json_object_new_array());

	scan_array(s);
	while (scan_element(s))
		if (json_object_array_add(o, value_build(s, b)))
			die_memory();
	return o;
}

static struct json_object *
object_build(struct scanner *s, struct buf *b)
{
	struct json_object *o = object_made(json_object_new_object());
	const char *text;
	size_t len;

	scan_object(s);
	while (scan_member(s, &text, &len)) {
		char *key = xstrndup(text, len);

		if (json_object_object_get_ex(o, key, NULL))
			scan_die(s, "'%.80s' is given twice", key);
		if (json_object_object_add(o, key, value_build(s, b)))
			die_memory();
		free(key);
	}
	return o;
}

/* The next value as json-c holds it; its null is NULL. */
static struct json_object *
value_build(struct scanner *s, struct buf *b)
{
	switch (scan_type(s)) {
	case SCAN_NULL: scan_null(s); return NULL;
	case SCAN_BOOL: return object_made(json_object_new_boolean(scan_bool(s)));
	case SCAN_NUMBER: return number_build(s, b);
	case SCAN_STRING: return string_build(s);
	case SCAN_ARRAY: return array_build(s, b);
	case SCAN_OBJECT: return object_build(s, b);
	}
	return NULL;
}

struct json_document *
json_document_scan(struct scanner *s, const char *name)
{
	struct json_document *d = xcalloc(1, sizeof *d);
	struct buf b = BUF_INIT;

	d->name = xstrdup(name);
	d->root = value_build(s, &b);
	buf_free(&b);
	return d;
}

static struct json_document *
document_whole(struct scanner *s, const char *name)
{
	struct json_document *d;

	scan_limit(s, JSON_BYTES_MAX, "the document");
	d = json_document_scan(s, name);
	scan_end(s);
	scanner_free(s);
	return d;
}

struct json_document *
json_document_parse(const char *text, size_t len, const char *name)
{
	if (len > JSON_BYTES_MAX)
		die("%s: larger than the %d MiB that a document may have", name,
		    JSON_BYTES_MAX >> 20);
	return document_whole(scanner_of_text(text, len, name), name);
}

struct json_document *
json_document_load(const char *path)
{
	int fd = input_open_fd(path);
	struct json_document *d =
	    document_whole(scanner_new(fd, input_name(path)), input_name(path));

	input_close_fd(fd);
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

void
json_fault(const struct json_at *at, const char *fault)
{
	struct buf b = BUF_INIT;

	path_add(at, &b);
	die("%s: '%s': %s", at->document->name, b.len ? b.s : ".", fault);
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

struct json_at
json_root_at(const struct json_document *d, const struct json_at *array, size_t i)
{
	return (struct json_at){
	    .document = d, .parent = array, .index = i, .node = d->root, .entry = d};
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
	const char *text;

	if (json_kind(at) == JSON_STRING)
		return json_object_get_string(at->node);
	if (!at->node)
		return "null";
	text = json_object_to_json_string_ext(at->node, JSON_C_TO_STRING_NOSLASHESCAPE);
	if (!text)
		die_memory();
	return text;
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

struct json_document *
json_document_read(FILE *f, const char *name, const char *schema)
{
	struct buf text = BUF_INIT;
	struct json_document *d;
	struct json_at root;
	const char *own;

	buf_read(&text, f, JSON_BYTES_MAX, name);
	d = json_document_parse(text.s ? text.s : "", text.len, name);
	buf_free(&text);
	root = json_root(d);
	own = schema ? json_string_or(&root, "schema", "") : NULL;
	if (own && strcmp(own, schema) != 0)
		die("%s: schema '%.60s', expected '%s'", name, own, schema);
	return d;
}
