/* catalog_series.h: the series document of a history (bench-results(5)), from its index. */
#ifndef CATALOG_SERIES_H
#define CATALOG_SERIES_H

#include "base/option.h"
#include "database/duck.h"
#include "json/json_writer.h"

/* Which series, of which runs. */
struct catalog_choice {
	struct option_list cases, metrics; /* patterns (glob.h) and names; none: all */
	const char *since;                 /* a day or a time, or NULL */
	const char *ref, *fingerprint;     /* or NULL */
	size_t last;                       /* so many of the newest runs; 0: all */
};

/* Write the series of index D to W, one at a time. The base of a case with variants is what variant
 * base measured in the same document; else, in a time or a rate, what the control row did, when at
 * least half of the points have one. Returns how many series there were. */
size_t catalog_series_write(
    struct duck *d, const struct catalog_choice *choice, struct json_writer *w);

#endif
