/* why_rows.h: rows of a comparison explained by what both builds executed. */
#ifndef WHY_ROWS_H
#define WHY_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "comparison/comparison_reader.h"
#include "json/json_writer.h"

/* What is known of one case: of its rows, and those that its command reports. */
struct why_case {
	char *id;
	char *why;        /* the member as JSON text, or NULL */
	char *reason;     /* of a row that is placement, or NULL: it is not */
	bool interpreted; /* an interpreter runs it */
};

struct why_rows {
	struct why_case *cases;
	size_t n, cap;
};

/* Find the cases of the comparison of R whose rows got worse, or might have, the MOST with the
 * largest change; of case ONLY alone where it is not NULL. Dies when it has waivers, whose
 * judgement of these rows stands already. */
void why_rows_find(
    struct why_rows *rows, struct comparison_reader *r, size_t most, const char *only);
void why_rows_free(struct why_rows *rows);

/* Fill the cases of ROWS by the rows of FROM, a comparison that why_rows_write() has written, which
 * may have waivers. Cases that are not in it are left as they are. */
void why_rows_take(struct why_rows *rows, struct comparison_reader *from);

/* Write to W a comparison of the rows that ROWS has the cases of, for bench-run to choose by. */
void why_rows_choice(
    const struct why_rows *rows, struct comparison_reader *r, struct json_writer *w);

/* Copy the comparison of R to W with 'why' in the rows of ROWS; a time that got worse by placement
 * alone gets that verdict, and the summary what is left. Returns whether the job fails. */
bool why_rows_write(
    const struct why_rows *rows, struct comparison_reader *r, struct json_writer *w);

#endif
