/* entry_pack.h: an entry made small, to be kept for later. */
#ifndef ENTRY_PACK_H
#define ENTRY_PACK_H

#include <stdbool.h>

#include "comparison/comparison.h"
#include "results/results.h"

/* What of E a comparison needs, with the metrics that C wants, in one piece of
 * memory: the caller ends it with free(), never entry_free(). */
struct entry *entry_pack(const struct entry *e, const struct comparison *c);

#endif
