/* recommended.h: what a recommendation document says, as plain text for a table and below it. */
#ifndef RECOMMENDED_H
#define RECOMMENDED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"
#include "json/json_document.h"

enum { RECOMMENDED_COLUMNS = 8 }; /* candidates that are shown */

/* One row of the matrix, borrowed from its document; words are any text, to be escaped. */
struct recommended_row {
	struct json_at root, rows, row, ranking; /* ways for messages: do not copy */
	const char *id, *verdict, *reason;       /* REASON may be NULL */
};

/* A document of this kind out of F, which messages call NAME. Dies on anything else. */
struct json_document *recommended_load(FILE *f, const char *name);

size_t recommended_rows(const struct json_document *d);
/* Put row I of D into R. Dies when it is none. */
void recommended_row(const struct json_document *d, size_t i, struct recommended_row *r);

/* "backend by duration_ms", what was asked. */
void recommended_goal(struct buf *b, const struct json_document *d);
/* "2 of 5 rows have a best with proof; 1 tie; …". */
void recommended_answer(struct buf *b, const struct json_document *d);

/* Whether its best is the best with proof. */
bool recommended_proven(const struct recommended_row *r);
/* A sign that differs from the others in shape: proven, not proven, none. */
const char *recommended_sign(const struct recommended_row *r);
/* "cuda", or "cuda or rocm" where they are tied. */
void recommended_use(struct buf *b, const struct recommended_row *r);
/* The second against the best: "rocm +12.4 % [+9.8, +15.1]"; nothing where there is no second. */
void recommended_proof(struct buf *b, const struct recommended_row *r);
/* What to use where the best is missing: "rocm > cpu", "rocm ≈ cpu" where no order is proven. */
void recommended_then(struct buf *b, const struct recommended_row *r);
/* "10.1 ms" of CANDIDATE, or why there is none. UNIT may be NULL. */
void recommended_value(
    struct buf *b, const struct recommended_row *r, const char *candidate, const char *unit);

/* What the words and signs mean. */
#define RECOMMENDED_MEANING                                                                        \
	"the difference is how far the second is from the best, with its 95 % interval; a > b: a " \
	"is proven to be better than all behind it; a ≈ b: it is not"

#endif
