/* metrics_join.h: the metrics of several entries of one case, as one entry's. */
#ifndef METRICS_JOIN_H
#define METRICS_JOIN_H

#include "merge/session_parts.h"

/* Put into E the metrics of the N SOURCES. ALL are their parts, one after the
 * other; KEPT those that are written, of TOTAL invocations in all. Dies when
 * two differ in unit or direction. */
void metrics_join(struct entry *e, const struct join_source *sources, size_t n,
    const struct parts *all, const struct parts *kept, size_t total);

#endif
