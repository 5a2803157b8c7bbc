/* waivers.h: regressions that people accepted for a while, as a file tells them. */
#ifndef WAIVERS_H
#define WAIVERS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/verdict.h"

/* What became of a waiver; from WAIVER_EXCEEDED on it fails the job. */
enum waiver_state {
	WAIVER_UNUSED, /* its row is there and did not regress, or is gone as it accepts */
	WAIVER_USED,
	WAIVER_EXCEEDED, /* the regression is over the ceiling */
	WAIVER_EXPIRED,
	WAIVER_UNMATCHED, /* the comparison has no such row, and it is not for a removed one */
	WAIVER_STATES
};

/* Strings are borrowed from the file's document. */
struct waiver {
	const char *suite;        /* the scenario that it is for, by its name; NULL: any */
	const char *row, *metric; /* ROW is the id of the case, or a pattern of glob.h of ids */
	bool glob;
	enum verdict accept; /* regression, or removed, failed or unmeasured */
	/* Of a regression, how much is accepted: the largest change, a fraction, and the
	 * worst value, in the metric's unit; NAN where it is not given, never both. */
	double ceiling, worst;
	const char *reason, *issue;
	const char *expires; /* YYYY-MM-DD, the last day on which it counts */
	const char *file;
	size_t line;
	enum waiver_state state; /* of waivers_load(): unmatched */
};

struct waivers {
	struct waiver *list;
	size_t n;
	struct yaml *document;
};

const char *waiver_state_name(enum waiver_state state);

/* Whether W is for the case ID. */
bool waiver_covers(const struct waiver *w, const char *id);

/* Read file PATH; dies with file:line:column where it is not such a file. In a
 * file that is absent and not NAMED by the user there are none. */
void waivers_load(struct waivers *w, const char *path, bool named);
/* The same of the LEN bytes of TEXT, which came from NAME. */
void waivers_of_text(struct waivers *w, const char *text, size_t len, const char *name);
/* Leave those out of W that are for another scenario than SUITE (NULL: without a name). */
void waivers_keep(struct waivers *w, const char *suite);
void waivers_free(struct waivers *w);

#endif
