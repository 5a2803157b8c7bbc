/* explanation.h: the explanation document: why each row of a comparison has its verdict. */
#ifndef EXPLANATION_H
#define EXPLANATION_H

#include <stdbool.h>
#include <stddef.h>

#include "comparison/comparison_reader.h"
#include "json/json_writer.h"

/* Which rows are explained. */
struct explanation_choice {
	const char *row, *metric; /* of this id, of this metric; NULL: any */
	bool all;                 /* with neither, also rows that did not change */
};

/* Explain the rows of R that CHOICE names into OUT. Returns how many; 0 where there are none.
 * Dies when the comparison is not valid, or is one of limits. */
size_t explanation_write(
    struct json_writer *out, struct comparison_reader *r, const struct explanation_choice *choice);

/* " (nearest: 'X')" of the ids of R to ID, or ""; the caller owns it. */
char *explanation_nearest(struct comparison_reader *r, const char *id);

#endif
