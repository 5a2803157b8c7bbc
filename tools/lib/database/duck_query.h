/* duck_query.h: one statement with its parameters, and its rows one at a time. */
#ifndef DUCK_QUERY_H
#define DUCK_QUERY_H

#include "base/buf.h"
#include "database/duck.h"
#include "json/json_writer.h"

struct duck_query;

/* Prepare the one statement SQL, whose parameters are bound before the first row. Dies when it is
 * wrong, or is more than one. The caller frees it. */
struct duck_query *duck_query_new(struct duck *d, const char *sql);
void duck_query_free(struct duck_query *q); /* may be NULL */

/* Bind parameter I, from 1. TEXT may be NULL. */
void duck_bind_text(struct duck_query *q, unsigned i, const char *text);
void duck_bind_integer(struct duck_query *q, unsigned i, int64_t v);
/* Bind parameter $NAME; dies of usage when the statement has none of this name. */
void duck_bind_named(struct duck_query *q, const char *name, const char *text);
/* Die when a parameter is not bound yet. */
void duck_bound_check(struct duck_query *q);

/* Step to the next row; false at the end. Dies when the statement fails. */
bool duck_next(struct duck_query *q);
/* Run a statement that is to give no rows, or whose rows nobody wants; it can be bound anew. */
void duck_query_run(struct duck_query *q);

/* Run the statement up to where its columns are known; duck_next() does this by itself. */
void duck_start(struct duck_query *q);
/* The columns, once it has started: how many, their names, which are borrowed, and whether all of
 * them are of types that duck_value_write() knows. */
size_t duck_columns(const struct duck_query *q);
const char *duck_column(const struct duck_query *q, size_t i);
bool duck_columns_known(const struct duck_query *q);
bool duck_column_known(const struct duck_query *q, size_t i);
/* Whether the values of column I have values in them. */
bool duck_column_nested(const struct duck_query *q, size_t i);
/* Whether column I of this row is NULL. */
bool duck_is_null(const struct duck_query *q, size_t i);
/* Column I of this row, of which the statement makes the type: VARCHAR (borrowed until the next
 * row, no NUL behind it, NULL for NULL), BIGINT (0 for NULL), DOUBLE (NAN for NULL), BOOLEAN
 * (false for NULL). */
const char *duck_text(const struct duck_query *q, size_t i, size_t *len);
char *duck_text_copy(const struct duck_query *q, size_t i); /* owned by the caller, with a NUL */
int64_t duck_integer(const struct duck_query *q, size_t i);
double duck_number(const struct duck_query *q, size_t i);
bool duck_flag(const struct duck_query *q, size_t i);
/* Column I of this row as a value of W, whatever its type: a list is an array, a structure an
 * object, a decimal a number, a time is text, JSON is itself. */
void duck_value_write(const struct duck_query *q, size_t i, struct json_writer *w, const char *key);
/* The same as text, which is added to B: text as it is, nested values as JSON; NULL adds nothing.
 */
void duck_value_text(const struct duck_query *q, size_t i, struct buf *b);
/* Whether column I has numbers. */
bool duck_is_numeric(const struct duck_query *q, size_t i);

#endif
