/* stdout_way.h: where standard output goes, and what metrics need of it. */
#ifndef STDOUT_WAY_H
#define STDOUT_WAY_H

#include "scenario/plan.h"

/* The way of C: as it says, or as its metrics need it; never STDOUT_AS_NEEDED. */
enum stdout_way stdout_way_of(const struct plan_case *c);

/* Why a metric of C cannot be read where C lets its standard output go, in words that the
 * caller owns; NULL: all can. */
char *stdout_way_wrong(const struct plan_case *c);

#endif
