/* raw_rows.h: rows as a reader finds them, written for the jq file of their format: one JSON
 * object a line.
 *
 * Rows that follow each other and are equal but for their measured numbers become one, since
 * jq takes longest of all: of a measured number there is always an array. */
#ifndef RAW_ROWS_H
#define RAW_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "import/import_format.h"

struct raw_rows;

/* Rows for TO (borrowed). */
struct raw_rows *raw_rows_new(FILE *to);

/* A row apart: SHAPE is its JSON, in which RAW_MOVED and a number stand for the text of that place
 * in MOVED, which is JSON, and RAW_NUMBERS and a number for that list of NUMBERS, with commas
 * between. All is borrowed. */
struct raw_piece {
	const char *s;
	size_t len;
};
struct raw_apart {
	struct raw_piece shape;
	const struct raw_piece *moved, *numbers;
	size_t nmoved, nnumbers;
};
#define RAW_MARK "\\u0001"
#define RAW_MOVED RAW_MARK "s"
#define RAW_NUMBERS RAW_MARK "n"

/* Rows for TAKE, which gets each with TO (borrowed); texts are MOVED (borrowed) when their keys are
 * in it. They have no "$line". */
struct raw_rows *raw_rows_apart(const struct import_words *moved,
    void (*take)(void *to, const struct raw_apart *row), void *to);

/* Write what is left, and free R. Returns how many rows there were, before any became one. */
size_t raw_rows_end(struct raw_rows *r);

/* Begin a row that stands at LINE (from 1); it ends at the next raw_row_begin(). Members are
 * added in the order of the calls; KEY is LEN bytes, not escaped, as TEXT is. */
void raw_row_begin(struct raw_rows *r, uint64_t line);
/* Begin a row that has all the texts of the last one, which there must be: only numbers are added.
 */
void raw_row_again(struct raw_rows *r, uint64_t line);
void raw_row_text(
    struct raw_rows *r, const char *key, size_t len, const char *text, size_t text_len);
/* A value that is JSON text already. */
void raw_row_json(
    struct raw_rows *r, const char *key, size_t len, const char *json, size_t json_len);
/* A measured number, NUMBER_LEN bytes of JSON text; of one key there may be several. */
void raw_row_number(
    struct raw_rows *r, const char *key, size_t len, const char *number, size_t number_len);

/* Add the LEN bytes of S to B as a JSON string; bytes that are not UTF-8 become U+FFFD. */
struct buf;
void raw_text_add(struct buf *b, const char *s, size_t len);

#endif
