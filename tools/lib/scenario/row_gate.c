#include "scenario/row_gate.h"

#include <string.h>

#include "base/glob.h"
#include "base/util.h"
#include "scenario/plan_member.h"
#include "scenario/rows_rule.h"
#include "yaml/yaml_field.h"
#include "json/json_document.h"

/* Whether an entry of GATE that excludes matches NAME, or covers it where it is a PATTERN. */
static bool
gate_excludes(char *const *gate, const char *name, bool pattern)
{
	for (; *gate; gate++)
		if (**gate == '!' &&
		    (pattern ? glob_covers(*gate + 1, name) : glob_matches(*gate + 1, name)))
			return true;
	return false;
}

bool
row_gate_has(char *const *gate, const char *name)
{
	bool named = false, found = false;

	if (!gate)
		return true;
	if (!*gate || gate_excludes(gate, name, false))
		return false;
	for (char *const *glob = gate; *glob && !found; glob++)
		if (**glob != '!') {
			named = true;
			found = glob_matches(*glob, name);
		}
	return found || !named;
}

/* Whether GATE excludes all names that it has without a '!'. */
static bool
gate_closed(char *const *gate)
{
	bool named = false;

	for (char *const *glob = gate; *glob; glob++)
		if (**glob != '!') {
			named = true;
			if (!gate_excludes(gate, *glob, true))
				return false;
		}
	return *gate && (named || gate_excludes(gate, "*", true));
}

/* What is wrong with GATE, or NULL; the caller owns it. *ENTRY: which one it is, or where GATE
 * ends when it is all of them. */
static char *
gate_error(char *const *gate, size_t *entry)
{
	for (*entry = 0; gate[*entry]; ++*entry) {
		const char *glob = gate[*entry];

		if (!*glob || strcmp(glob, "!") == 0)
			return xasprintf("'%s' in 'gate' matches no row: write a name, or one "
					 "behind '!' in quotes, as '!sort*'",
			    glob);
	}
	if (gate_closed(gate))
		return xstrdup("'gate' excludes all rows that it names: 'kind: exploratory' is "
			       "for what cannot fail a job");
	return NULL;
}

char **
row_gate_read(const struct yaml_node *node, struct arena *arena)
{
	const struct yaml_node *list = yaml_get(node, "gate");
	char **gate, *error;
	size_t entry;

	if (!list)
		return NULL;
	if (field_list(list, "gate")->n > ROWS_LIST_MAX)
		yaml_die(list, "more than %d entries in 'gate'", ROWS_LIST_MAX);
	gate = arena_array(arena, list->n + 1, sizeof(char *));
	for (size_t i = 0; i < list->n; i++)
		gate[i] = arena_strdup(arena, field_line(list->items[i], "gate"));
	if ((error = gate_error(gate, &entry)))
		yaml_die(entry < list->n ? list->items[entry] : list, "%s", error);
	return gate;
}

char **
row_gate_plan(const struct json_at *object, struct arena *arena)
{
	struct json_at list = json_member(object, "gate");
	char **gate, *error;
	size_t entry;

	if (json_kind(&list) == JSON_ABSENT)
		return NULL;
	gate = plan_strings(object, "gate", 0, arena);
	if (json_length(&list) > ROWS_LIST_MAX)
		json_fault(&list, xasprintf("it has at most %d entries", ROWS_LIST_MAX));
	if ((error = gate_error(gate, &entry)))
		json_fault(&list, error);
	return gate;
}
