/* row_places.h: all the places of a row that a rule names. */
#ifndef ROW_PLACES_H
#define ROW_PLACES_H

#include "measure/row_place.h"
#include "scenario/group_names.h"
#include "scenario/rows_rule.h"

/* A place that the rule does not name finds nothing. */
struct row_places {
	const struct rows_rule *rule;
	struct row_place name, error;
	struct row_place *params, *where; /* as many as the rule has */
	struct row_place *values, *units; /* by metric */
};

/* Fill P by RULE (borrowed); GROUPS are those of its pattern, where it has one. */
void row_places_init(
    struct row_places *p, const struct rows_rule *rule, const struct group_names *groups);
void row_places_free(struct row_places *p);

#endif
