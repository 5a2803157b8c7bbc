#include "measure/row_places.h"

#include <stdlib.h>

#include "base/util.h"

/* Prepare AT for PLACE, which may be NULL. */
static void
place_prepare(const struct row_places *p, struct row_place *at, const char *place,
    const struct group_names *groups)
{
	if (!place)
		return;
	if (p->rule->extractor == EXTRACT_PATTERN)
		row_place_group(at, group_number(groups, place));
	else
		row_place_path(at, place);
}

void
row_places_init(
    struct row_places *p, const struct rows_rule *rule, const struct group_names *groups)
{
	*p = (struct row_places){.rule = rule,
	    .params = xcalloc(rule->nparams, sizeof *p->params),
	    .where = xcalloc(rule->nwhere, sizeof *p->where),
	    .values = xcalloc(rule->nmetrics, sizeof *p->values),
	    .units = xcalloc(rule->nmetrics, sizeof *p->units)};
	place_prepare(p, &p->name, rule->name, groups);
	place_prepare(p, &p->error, rule->error, groups);
	for (size_t i = 0; i < rule->nparams; i++)
		place_prepare(p, &p->params[i], rule->params[i].place, groups);
	for (size_t i = 0; i < rule->nwhere; i++)
		place_prepare(p, &p->where[i], rule->where[i].place, groups);
	for (size_t i = 0; i < rule->nmetrics; i++) {
		place_prepare(p, &p->values[i], rule->metrics[i].rule.expression, groups);
		place_prepare(p, &p->units[i], rule->metrics[i].unit_from, groups);
	}
}

static void
places_free(struct row_place *places, size_t n)
{
	for (size_t i = 0; i < n; i++)
		row_place_free(&places[i]);
	free(places);
}

void
row_places_free(struct row_places *p)
{
	row_place_free(&p->name);
	row_place_free(&p->error);
	places_free(p->params, p->rule->nparams);
	places_free(p->where, p->rule->nwhere);
	places_free(p->values, p->rule->nmetrics);
	places_free(p->units, p->rule->nmetrics);
}
