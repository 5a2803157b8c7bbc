#include "scenario/case_env.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/scenario_bounds.h"
#include "yaml/yaml_field.h"

struct variables {
	char *list[SCENARIO_MAX_ENV + 1];
	size_t n;
};

bool
env_name_ok(const char *s)
{
	if (!isalpha((unsigned char)*s) && *s != '_')
		return false;
	while (isalnum((unsigned char)*s) || *s == '_')
		s++;
	return !*s;
}

static bool
is_of(const char *variable, const char *name)
{
	size_t len = strlen(name);

	return strncmp(variable, name, len) == 0 && variable[len] == '=';
}

static void
add(struct variables *v, const struct yaml_node *key, const struct yaml_node *node,
    const struct scope *scope, struct arena *arena)
{
	char *value, *variable, *joined;
	size_t i = 0;

	if (!env_name_ok(key->text))
		yaml_die(key, "'%s' is not the name of an environment variable", key->text);
	if (node->kind != YAML_SCALAR)
		yaml_die(node, "the value of '%s' must be a string, not %s", key->text,
		    yaml_kind_name(node));
	value = expression_expand_node(node, yaml_is_null(node) ? "" : node->text, scope, arena);
	joined = xasprintf("%s=%s", key->text, value);
	variable = arena_strdup(arena, joined);
	free(joined);
	while (i < v->n && !is_of(v->list[i], key->text))
		i++;
	if (i == SCENARIO_MAX_ENV)
		yaml_die(key, "more than %d variables", SCENARIO_MAX_ENV);
	v->list[i] = variable;
	v->n += i == v->n;
}

char **
case_env_read(const struct yaml_node *scenario, const struct yaml_node *defaults,
    const struct yaml_node *benchmark, char **pass, const struct scope *scope, struct arena *arena)
{
	const struct yaml_node *maps[] = {scenario, defaults, benchmark};
	struct variables v = {.n = 0};
	size_t kept = 0, set;
	char **copy;

	for (size_t m = 0; m < 3; m++) {
		if (!maps[m] || yaml_is_null(maps[m]))
			continue;
		field_map(maps[m], "env");
		for (size_t i = 0; i < maps[m]->n; i++)
			add(&v, maps[m]->keys[i], maps[m]->items[i], scope, arena);
	}
	for (size_t i = 0; pass[i]; i++) {
		for (set = 0; set < v.n && !is_of(v.list[set], pass[i]); set++)
			;
		if (set == v.n)
			pass[kept++] = pass[i];
	}
	pass[kept] = NULL;
	copy = arena_array(arena, v.n + 1, sizeof *copy);
	memcpy(copy, v.list, v.n * sizeof *copy);
	return copy;
}
