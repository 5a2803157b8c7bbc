/* json_writer.h: writes JSON, compact, keys in the order of the calls. */
#ifndef JSON_WRITER_H
#define JSON_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct json_writer;

/* A writer to FILE (borrowed), or with NULL to memory only. */
struct json_writer *json_writer_new(FILE *file);

/* Every call writes one value. KEY is its key inside an object, NULL inside an
 * array and at the top. Strings are UTF-8; bytes that are not become U+FFFD. */
void json_object_begin(struct json_writer *w, const char *key);
void json_object_end(struct json_writer *w);
void json_array_begin(struct json_writer *w, const char *key);
void json_array_end(struct json_writer *w);
void json_string(struct json_writer *w, const char *key, const char *s); /* NULL: null */
void json_number(struct json_writer *w, const char *key, double v);      /* not finite: null */
void json_integer(struct json_writer *w, const char *key, long long v);
void json_bool(struct json_writer *w, const char *key, bool v);
void json_null(struct json_writer *w, const char *key);
/* V rounded to NUMBER_DIGITS, as computed statistics are; not finite: null. */
void json_rounded(struct json_writer *w, const char *key, double v);
/* [LOW, HIGH], both rounded; null when one is not finite. */
void json_interval(struct json_writer *w, const char *key, double low, double high);
/* LEN bytes of text that is valid JSON already. */
void json_raw(struct json_writer *w, const char *key, const char *s, size_t len);
/* A line break before the next value or closing bracket, for people and git. */
void json_break(struct json_writer *w);

/* What is in memory so far, borrowed; only of a writer without a file. */
const char *json_writer_text(struct json_writer *w);
/* The same, and free W; the caller owns the text. */
char *json_writer_take(struct json_writer *w);

/* Flush what is buffered to the file and free W. Errors show in the file's
 * ferror(), which output_commit() checks. */
void json_writer_free(struct json_writer *w);

#endif
