#include "scenario/rows_rule.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/glob.h"
#include "base/suggest.h"
#include "base/unit.h"
#include "base/util.h"
#include "scenario/group_names.h"
#include "scenario/row_gate.h"
#include "json/json_path.h"

/* The name of a group that is not there, with the nearest one. */
static char *
group_error(const struct group_names *g, const char *place)
{
	const char *known[GROUP_NAMES_MAX];
	size_t n = 0;
	char *note, *error;

	for (size_t i = 0; i < g->n; i++)
		if (g->names[i])
			known[n++] = g->names[i];
	note = suggest_note(place, known, n);
	error = xasprintf("the pattern has no group '(?<%s>...)'%s", place, note);
	free(note);
	return error;
}

char *
rows_place_error(const struct rows_rule *rule, const char *place)
{
	struct group_names g;
	struct buf why = BUF_INIT;
	char *error = NULL;

	if (rule->extractor == EXTRACT_JSON) {
		if (!json_path_check(place, &why))
			error = buf_take(&why);
		buf_free(&why);
		return error;
	}
	free(group_names_read(&g, rule->expression)); /* NULL: it was checked */
	if (!group_number(&g, place))
		error = group_error(&g, place);
	group_names_free(&g);
	return error;
}

char *
rows_metric_error(const struct row_metric *m)
{
	struct unit unit;

	if (m->unit_from && !plan_unit_auto(&m->rule) && !unit_of(m->rule.unit, &unit))
		return xasprintf("'unit-from' needs a 'unit' that values can be brought to, like "
				 "ms, MB/s or auto, not '%s'",
		    m->rule.unit);
	if (!m->unit_from && plan_unit_auto(&m->rule) && m->rule.extractor == EXTRACT_JSON)
		return xstrdup(
		    "'unit: auto' needs 'unit-from' in JSON, where numbers have no unit");
	return NULL;
}

struct row_metric *
rows_metric(const struct rows_rule *rule, const char *name)
{
	for (size_t i = 0; rule && i < rule->nmetrics; i++)
		if (strcmp(rule->metrics[i].rule.name, name) == 0)
			return &rule->metrics[i];
	return NULL;
}

struct metric_rule *
rows_named(const struct rows_rule *rule, const char *name)
{
	for (size_t i = 0; i < rule->nnamed; i++)
		if (strcmp(rule->named[i].name, name) == 0)
			return &rule->named[i];
	return NULL;
}

bool
rows_name_gates(const struct rows_rule *rule, const char *name)
{
	return row_gate_has(rule->gate, name);
}

bool
rows_limit_covers(const struct row_limit *l, const char *name)
{
	return !l->row || glob_matches(l->row, name);
}

static int
case_name_order(const void *a, const void *b)
{
	return strcmp((*(const struct plan_case *const *)a)->name,
	    (*(const struct plan_case *const *)b)->name);
}

/* The first of the N cases, sorted by name, whose name is not before TEXT. */
static size_t
name_place(const struct plan_case *const *sorted, size_t n, const char *text)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(sorted[middle]->name, text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool
rows_names_overlap(const struct plan *plan, size_t *rows, size_t *other)
{
	const struct plan_case **sorted = xcalloc(plan->ncases, sizeof *sorted);
	bool found = false;

	for (size_t i = 0; i < plan->ncases; i++)
		sorted[i] = &plan->cases[i];
	qsort(sorted, plan->ncases, sizeof *sorted, case_name_order);
	for (size_t i = 0; i < plan->ncases && !found; i++) {
		char *prefix;
		size_t at;

		if (!plan->cases[i].rows ||
		    (i > 0 && plan->cases[i - 1].rows &&
			strcmp(plan->cases[i - 1].name, plan->cases[i].name) == 0))
			continue;
		prefix = xasprintf("%s/", plan->cases[i].name);
		at = name_place(sorted, plan->ncases, prefix);
		found = at < plan->ncases && strncmp(sorted[at]->name, prefix, strlen(prefix)) == 0;
		free(prefix);
		if (found) {
			*rows = i;
			*other = (size_t)(sorted[at] - plan->cases);
		}
	}
	free(sorted);
	return found;
}

void
rows_command_quiet(struct plan_case *c, struct arena *arena)
{
	struct metric_rule *rules;
	size_t n = c->nmetrics;

	for (const struct metric_builtin *b = metric_builtins(); b->name; b++)
		n += b->always && b->gate;
	rules = arena_array(arena, n, sizeof *rules);
	if (c->nmetrics)
		memcpy(rules, c->metrics, c->nmetrics * sizeof *rules);
	for (const struct metric_builtin *b = metric_builtins(); b->name; b++) {
		size_t i = 0;

		while (i < c->nmetrics && strcmp(rules[i].name, b->name) != 0)
			i++;
		if (i < c->nmetrics || !b->always || !b->gate)
			continue;
		rules[c->nmetrics++] = (struct metric_rule){.name = arena_strdup(arena, b->name),
		    .unit = arena_strdup(arena, b->unit),
		    .better = b->better,
		    .tolerance = NAN,
		    .threshold = NAN};
	}
	c->metrics = rules;
}
