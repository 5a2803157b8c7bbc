#include "scenario/matrix.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/duplicate.h"
#include "base/number.h"
#include "base/suggest.h"
#include "model/param.h"
#include "yaml/yaml_field.h"

/* A value with the text that it is compared by. */
struct value {
	struct param param;
	const char *canonical;
};

struct vector {
	const char *key;
	struct value *values;
	size_t n;
};

/* An entry of 'include' or 'exclude': what a combination must agree with. */
struct rule {
	const struct yaml_node *node;
	struct {
		size_t vector;
		const char *canonical;
	} filters[MATRIX_MAX_KEYS];
	size_t nfilters;
	bool matched;
};

struct matrix {
	const struct yaml_node *node;
	struct vector vectors[MATRIX_MAX_KEYS];
	size_t nvectors;
	struct arena *arena;
};

/* A number keeps its text: it is a JSON number only when that is how JSON
 * would write it, so that 3.10 and 007 stay what they are. But as for '==' of
 * GitHub 1 and 1.0 are equal. */
static struct value
value_of(struct arena *arena, const char *key, const struct yaml_node *node)
{
	struct value v = {{(char *)key, (char *)node->text, false}, node->text};
	char canonical[NUMBER_MAX];
	double number;

	if (node->kind != YAML_SCALAR || yaml_is_null(node))
		yaml_die(node, "a value of '%s' must be a string, number or boolean, not %s", key,
		    yaml_kind_name(node));
	field_line(node, key);
	if (strlen(node->text) > MATRIX_MAX_VALUE)
		yaml_die(node, "a value of '%s' is longer than %d bytes", key, MATRIX_MAX_VALUE);
	if (number_parse(node->text, strlen(node->text), &number)) {
		number_format(canonical, number);
		v.canonical = arena_strdup(arena, canonical);
		v.param.bare = node->plain && strcmp(canonical, node->text) == 0;
	} else {
		v.param.bare = node->plain && (strcmp(node->text, "true") == 0 ||
						  strcmp(node->text, "false") == 0);
	}
	return v;
}

static void
values_unique(const struct yaml_node *list, const char *key)
{
	const char **words = xreallocarray(NULL, list->n, sizeof *words);
	size_t first, second;

	for (size_t i = 0; i < list->n; i++)
		words[i] = list->items[i]->text;
	if (duplicate_find(words, list->n, &first, &second))
		yaml_die(list->items[second], "'%s' has '%s' already, on line %zu, column %zu", key,
		    words[second], list->items[first]->line, list->items[first]->column);
	free(words);
}

static void
vector_add(struct matrix *m, const struct yaml_node *key, const struct yaml_node *list)
{
	struct vector *v = &m->vectors[m->nvectors];

	if (m->nvectors == MATRIX_MAX_KEYS)
		yaml_die(key, "more than %d keys in a matrix", MATRIX_MAX_KEYS);
	v->key = field_name(key, "matrix key");
	if (list->kind != YAML_LIST)
		yaml_die(
		    list, "'%s' must be a list of values, not %s", v->key, yaml_kind_name(list));
	if (list->n == 0)
		yaml_die(list, "'%s' has no values", v->key);
	v->n = list->n;
	v->values = arena_array(m->arena, v->n, sizeof *v->values);
	for (size_t i = 0; i < v->n; i++)
		v->values[i] = value_of(m->arena, v->key, list->items[i]);
	values_unique(list, v->key);
	m->nvectors++;
}

static size_t
vector_find(const struct matrix *m, const char *key)
{
	size_t i = 0;

	while (i < m->nvectors && strcmp(m->vectors[i].key, key) != 0)
		i++;
	return i;
}

static void
matrix_rule_read(struct matrix *m, const struct yaml_node *node, bool exclude, struct rule *rule)
{
	const char *known[MATRIX_MAX_KEYS];

	if (node->kind != YAML_MAP || node->n == 0)
		yaml_die(node, "an entry of '%s' must be a mapping of keys to values",
		    exclude ? "exclude" : "include");
	if (node->n > MATRIX_MAX_KEYS)
		yaml_die(node, "more than %d keys in a combination", MATRIX_MAX_KEYS);
	rule->node = node;
	for (size_t k = 0; k < node->n; k++) {
		const char *key = field_name(node->keys[k], "matrix key");
		struct value v = value_of(m->arena, key, node->items[k]);
		size_t vector = vector_find(m, key);

		if (vector < m->nvectors) {
			rule->filters[rule->nfilters].vector = vector;
			rule->filters[rule->nfilters++].canonical = v.canonical;
		} else if (exclude) {
			for (size_t i = 0; i < m->nvectors; i++)
				known[i] = m->vectors[i].key;
			yaml_die(node->keys[k],
			    "'exclude' names '%s', which is not a key of the matrix%s", key,
			    suggest_note(key, known, m->nvectors));
		}
	}
}

static struct rule *
rules_read(struct matrix *m, const char *what, size_t *n)
{
	const struct yaml_node *list = yaml_get(m->node, what);
	struct rule *rules;

	*n = 0;
	if (!list)
		return NULL;
	field_list(list, what);
	if (list->n > MATRIX_MAX_RULES)
		yaml_die(list, "more than %d entries in '%s'", MATRIX_MAX_RULES, what);
	rules = arena_array(m->arena, list->n, sizeof *rules);
	for (; *n < list->n; ++*n)
		matrix_rule_read(m, list->items[*n], strcmp(what, "exclude") == 0, &rules[*n]);
	return rules;
}

/* Whether the combination with CANONICAL values agrees with RULE. */
static bool
rule_matches(const struct rule *rule, const char *const *canonical)
{
	for (size_t i = 0; i < rule->nfilters; i++)
		if (strcmp(canonical[rule->filters[i].vector], rule->filters[i].canonical) != 0)
			return false;
	return true;
}

/* Add to the N of PARAMS what RULE says beyond the matrix's own keys; a later
 * rule overwrites what an earlier one added. Returns the new N. */
static size_t
params_extend(struct matrix *m, struct param *params, size_t n, const struct rule *rule)
{
	for (size_t k = 0; k < rule->node->n; k++) {
		const struct yaml_node *key = rule->node->keys[k];
		size_t i = 0;

		if (vector_find(m, key->text) < m->nvectors)
			continue;
		while (i < n && strcmp(params[i].key, key->text) != 0)
			i++;
		if (i == MATRIX_MAX_KEYS)
			yaml_die(key, "more than %d keys in a combination", MATRIX_MAX_KEYS);
		params[i] = value_of(m->arena, key->text, rule->node->items[k]).param;
		n += i == n;
	}
	return n;
}

static size_t
product(const struct matrix *m, size_t *total)
{
	size_t n = m->nvectors ? 1 : 0;

	for (size_t i = 0; i < m->nvectors && n <= MATRIX_MAX; i++)
		n *= m->vectors[i].n;
	if (n > MATRIX_MAX || *total > MATRIX_MAX - n)
		yaml_die(m->node, "more than %d combinations in the matrices", MATRIX_MAX);
	*total += n;
	return n;
}

/* The combination number INDEX of the vectors, its length in *N; NULL when a
 * rule excludes it. */
static struct param *
combination_nth(struct matrix *m, size_t index, const struct rule *excludes, size_t nexcludes,
    struct rule *includes, size_t nincludes, size_t *n)
{
	struct param params[MATRIX_MAX_KEYS], *copy;
	const char *canonical[MATRIX_MAX_KEYS];

	for (size_t i = m->nvectors; i-- > 0;) {
		const struct value *v = &m->vectors[i].values[index % m->vectors[i].n];

		params[i] = v->param;
		canonical[i] = v->canonical;
		index /= m->vectors[i].n;
	}
	for (size_t i = 0; i < nexcludes; i++)
		if (rule_matches(&excludes[i], canonical))
			return NULL;
	*n = m->nvectors;
	for (size_t i = 0; i < nincludes; i++) {
		if (!rule_matches(&includes[i], canonical))
			continue;
		includes[i].matched = true;
		*n = params_extend(m, params, *n, &includes[i]);
	}
	copy = arena_array(m->arena, *n, sizeof *copy);
	memcpy(copy, params, *n * sizeof *copy);
	return copy;
}

struct combination *
matrix_expand(const struct yaml_node *node, struct arena *arena, size_t *total, size_t *n)
{
	struct matrix m = {.node = node, .arena = arena};
	size_t crossed, nexcludes, nincludes, kept = 0;
	struct rule *excludes, *includes;
	struct combination *list;

	field_map(node, "matrix");
	for (size_t i = 0; i < node->n; i++)
		if (strcmp(node->keys[i]->text, "include") != 0 &&
		    strcmp(node->keys[i]->text, "exclude") != 0)
			vector_add(&m, node->keys[i], node->items[i]);
	excludes = rules_read(&m, "exclude", &nexcludes);
	includes = rules_read(&m, "include", &nincludes);
	crossed = product(&m, total);
	list = arena_array(arena, crossed + nincludes, sizeof *list);
	for (size_t i = 0; i < crossed; i++) {
		struct combination *c = &list[kept];

		c->params = combination_nth(&m, i, excludes, nexcludes, includes, nincludes, &c->n);
		c->node = node;
		kept += c->params != NULL;
	}
	for (size_t i = 0; i < nincludes; i++) {
		struct combination *c = &list[kept];

		if (includes[i].matched)
			continue;
		c->node = includes[i].node;
		c->params = arena_array(arena, c->node->n, sizeof *c->params);
		c->n = c->node->n;
		for (size_t k = 0; k < c->n; k++)
			c->params[k] =
			    value_of(arena, c->node->keys[k]->text, c->node->items[k]).param;
		kept++;
	}
	if (kept == 0)
		yaml_die(node, "the matrix has no combination");
	*n = kept;
	return list;
}
