/* limits_row.h: what a list of limits is made of; for its own modules only. */
#ifndef LIMITS_ROW_H
#define LIMITS_ROW_H

#include "base/arena.h"
#include "comparison/limits.h"

struct limit_case {
	const char *id, *name, *variant; /* VARIANT may be NULL */
	const struct param *params;
	size_t nparams;
	enum kind kind;
};

struct limit_row {
	const struct limit_case *at;
	const char *metric, *unit, *because, *reason; /* all but METRIC may be NULL */
	enum better better;
	double min, max;
	struct limit_range range;
	enum verdict verdict;
};

struct limit_list {
	struct arena *arena;
	struct limit_row *rows;
	size_t n, cap;
	size_t counts[NVERDICTS];
};

#endif
