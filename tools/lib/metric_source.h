/* metric_source.h: whether two metrics of one name were counted in the same way. */
#ifndef METRIC_SOURCE_H
#define METRIC_SOURCE_H

#include "results.h"

/* How M was counted when B was not counted so, in words that the caller owns; or NULL. */
char *source_change(const struct metric *b, const struct metric *m);

#endif
