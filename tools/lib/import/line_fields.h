/* line_fields.h: what the groups of patterns matched in lines; for the reader of lines alone. */
#ifndef LINE_FIELDS_H
#define LINE_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "import/import_format.h"

enum { LINE_FIELDS_MOST = 1 << 20 }; /* bytes of all */

/* A field of a row: what a group matched. */
struct line_field {
	const struct import_field *field;
	struct buf text;
};

/* Fields that are collected: of the row that has begun, or of all rows from here on. */
struct line_fields {
	struct line_field *at;
	size_t n, cap, bytes;
};

/* What becomes of text under a name that there is already. */
enum line_put { PUT_FIRST, PUT_LAST, PUT_ALL };

/* Put the LEN bytes of S under FIELD (borrowed) into F; of numbers all are kept. False when there
 * is no room for them. */
bool line_fields_put(struct line_fields *f, const struct import_field *field, const char *s,
    size_t len, enum line_put kind);

/* Whether X and Y have the same fields, with the same texts and keys. */
bool line_fields_alike(const struct line_fields *x, const struct line_fields *y);

/* Empty F and keep its memory. */
void line_fields_clear(struct line_fields *f);
void line_fields_free(struct line_fields *f);

#endif
