/* reports.h: simulated reports of many rows, looked at once or twice as bench-run and bench-diff
 * do. */
#ifndef REPORTS_H
#define REPORTS_H

#include "judge/judgement.h"
#include "noises.h"

enum { REPORT_MOST = 1000 };

struct report {
	struct row rows[REPORT_MOST];
	struct effect effects[REPORT_MOST]; /* with their look, and what blocks of all rows share */
	double adjusted[REPORT_MOST];       /* their p, corrected for the number of rows */
	size_t pairs[REPORT_MOST];          /* that were measured */
	size_t n;
};

/* The first N pairs of ROW, judged. */
struct effect row_effect(struct effect_room *c, const struct row *row, size_t n);

/* Measure a report R of N rows of PAIRS pairs and one kind of NOISE, the first slower by CHANGE;
 * with TWICE, what the first look leaves open has as many pairs again. */
void report_measure(struct report *r, struct effect_room *c, struct maker *m, enum weather noise,
    size_t n, size_t pairs, double change, bool twice);

/* How many pairs were measured for all rows of R. */
size_t report_pairs(const struct report *r);

/* Measure K sessions of A/A pairs, 12 and 24 where the first look leaves them open, and judge
 * them together, as bench-diff does what bench-merge joined. K is 3 at most. */
struct effect sessions_effect(
    struct effect_room *c, struct maker *m, enum weather noise, uint32_t k);

/* Whether E, with P_ADJUSTED, is called changed by any size at all; slower, if SLOWER. */
bool effect_called(const struct effect *e, double p_adjusted, bool slower);

#endif
