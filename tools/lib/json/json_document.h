/* json_document.h: a whole small JSON document, read strictly, asked by path.
 *
 * A document is RFC 8259's and nothing more: it must be UTF-8, finite in its
 * numbers, free of duplicate keys and of NUL in strings, and within json_bounds.h.
 * Anything else dies with name:line:column, in the words of json_scanner.h. A value
 * that is not what its reader asked for dies with the path: 'rows[3].metric' must be a string.
 */
#ifndef JSON_DOCUMENT_H
#define JSON_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "json/json_scanner.h"

enum json_kind {
	JSON_ABSENT, /* a member that is not there */
	JSON_NULL,
	JSON_BOOL,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT
};

struct json_document;

/* One value and the way to it. A plain value: keep it on the stack, nothing to
 * free. It borrows from its document and from its PARENT, which must both
 * outlive it. Members are the module's own but for KEY (NULL in an array). */
struct json_at {
	const struct json_document *document;
	const struct json_at *parent;
	const char *key;
	size_t index;
	void *node;
	const void *entry;
};

/* Read file PATH ("-" or NULL: standard input), the LEN bytes at TEXT, which a NUL
 * follows, or the next value of S, which may be anywhere in a larger text; NAME is for
 * messages. Dies as above; the caller owns the result. */
struct json_document *json_document_load(const char *path);
struct json_document *json_document_parse(const char *text, size_t len, const char *name);
struct json_document *json_document_scan(struct scanner *s, const char *name);
/* Read the rest of F, which stays open, as json_document_parse() does. Dies as well when its
 * 'schema' is not SCHEMA; NULL: any. */
struct json_document *json_document_read(FILE *f, const char *name, const char *schema);
void json_document_free(struct json_document *d);
/* The name that messages start with; borrowed. */
const char *json_document_name(const struct json_document *d);

struct json_at json_root(const struct json_document *d);
/* The same of a document that is element I of ARRAY, for messages. */
struct json_at json_root_at(const struct json_document *d, const struct json_at *array, size_t i);
/* Member KEY of OBJECT (which may be absent itself: then so is the member);
 * dies when OBJECT is anything but an object. */
struct json_at json_member(const struct json_at *object, const char *key);
/* Element I < json_length() of ARRAY; dies when it is not an array. */
struct json_at json_element(const struct json_at *array, size_t i);
/* The next member of OBJECT in the order written; start from a zeroed AT.
 * False at the end, and at once when OBJECT is absent. */
bool json_next(const struct json_at *object, struct json_at *at);
/* How many elements or members; 0 when absent. Dies on any other kind. */
size_t json_length(const struct json_at *at);

enum json_kind json_kind(const struct json_at *at);
/* The value as JSON text, of a string its characters; borrowed from the document. */
const char *json_as_text(const struct json_at *at);
/* The number that it must be. */
double json_as_number(const struct json_at *at);

/* Members of OBJECT by KEY. The plain ones must be there; with _or, absent and
 * null give FALLBACK. All die when the value is of another kind; a count is a
 * whole number from 0 to 2^53. Strings are borrowed from the document. */
const char *json_string_of(const struct json_at *object, const char *key);
const char *json_string_or(const struct json_at *object, const char *key, const char *fallback);
double json_number_of(const struct json_at *object, const char *key);
double json_number_or(const struct json_at *object, const char *key, double fallback);
size_t json_count_or(const struct json_at *object, const char *key, size_t fallback);
bool json_bool_or(const struct json_at *object, const char *key, bool fallback);

/* Die with "name: 'path' must be WHAT". */
_Noreturn void json_wrong(const struct json_at *at, const char *what);
/* Die with "name: 'path': FAULT". */
_Noreturn void json_fault(const struct json_at *at, const char *fault);

#endif
