/* earlier.h: what earlier sessions tell of rows: their noise, and how long their cases take. */
#ifndef EARLIER_H
#define EARLIER_H

#include <stdbool.h>
#include <stddef.h>

#include "judge/power.h"

/* The newest sessions of a row, and the newest documents of a history, that count. */
enum { EARLIER_SESSIONS = 10, EARLIER_DOCUMENTS = 20 };

/* One gating metric of one case. */
struct earlier_row {
	const char *id, *metric, *unit;
	const char *reported_by; /* the id of the case whose command reported it; or NULL */
	struct power_session sessions[EARLIER_SESSIONS];
	size_t n;     /* of these; 0: no session has pairs enough for an interval */
	double value; /* the median of the newest session */
	double step;  /* the least distance of two of its values, over VALUE; NAN: most differ */
	bool exact;   /* a count that hardly varies, which is compared exactly */
	bool bound;   /* a time of which nine tenths are CPU time */
	/* The standard deviation of what sessions of one document and two variants differ by,
	 * beside what their rounds explain, a logarithm: 0, they agree; NAN: there are under 3. */
	double between;
	double spread; /* of the newest session that tells: earlier_pairs.h; else NAN */
};

struct earlier;

/* Read the N results documents PATHS, or folders of a history (store.h), the newest last. Sessions
 * on other machines than that of the newest document do not count. Dies when a file is no results
 * document, or a folder has none. */
struct earlier *earlier_load(const char **paths, size_t n);
void earlier_free(struct earlier *e); /* NULL too */

/* How many documents were left out because they are of other machines. */
size_t earlier_elsewhere(const struct earlier *e);

/* Its rows, borrowed, in the order of the newest document that has them. */
size_t earlier_count(const struct earlier *e);
const struct earlier_row *earlier_at(const struct earlier *e, size_t i);
/* The seconds of one round of case ID: an invocation of each of two variants; NAN: not known. */
double earlier_round_seconds(const struct earlier *e, const char *id);

#endif
