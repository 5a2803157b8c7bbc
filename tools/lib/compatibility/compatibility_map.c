#include "compatibility/compatibility_map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data_beside.h"
#include "base/util.h"
#include "weights/dtype.h"
#include "weights/family.h"
#include "yaml/yaml_field.h"

enum { ENTRIES_MAX = 10000, PRECISION_ROOM = 64 };

const char *const support_words[] = {"works", "slow", "impossible", NULL};

struct compatibility_map {
	struct arena *memory;
	struct compatibility *list;
	size_t n, cap;
};

struct compatibility_map *
compatibility_map_new(void)
{
	struct compatibility_map *m = xcalloc(1, sizeof *m);

	m->memory = arena_new();
	return m;
}

void
compatibility_map_free(struct compatibility_map *m)
{
	if (!m)
		return;
	arena_free(m->memory);
	free(m->list);
	free(m);
}

static const char *
word_of(struct compatibility_map *m, const struct yaml_node *node, const char *key)
{
	char word[PRECISION_ROOM];

	if (strcmp(key, "family") == 0)
		return family_words[field_word(node, key, family_words)];
	field_text(node, key);
	if (strcmp(key, "precision") != 0)
		return arena_strdup(m->memory, field_line(node, key));
	dtype_word(field_line(node, key), word, sizeof word);
	return arena_strdup(m->memory, word);
}

/* The word or the words of KEY in MAP, ending in NULL; NULL when it says nothing. */
static const char **
words_of(struct compatibility_map *m, const struct yaml_node *map, const char *key)
{
	const struct yaml_node *node = yaml_get(map, key);
	const char **words;
	size_t n;

	if (!node)
		return NULL;
	n = node->kind == YAML_LIST ? node->n : 1;
	if (n == 0)
		yaml_die(node, "'%s' is an empty list", key);
	words = arena_array(m->memory, n + 1, sizeof *words);
	for (size_t i = 0; i < n; i++)
		words[i] = word_of(m, node->kind == YAML_LIST ? node->items[i] : node, key);
	return words;
}

static void
compatibility_read(struct compatibility_map *m, const struct yaml_node *map)
{
	static const char *const keys[] = {
	    "family", "backend", "precision", "status", "why", "fallback", NULL};
	const struct yaml_node *status, *node;
	struct compatibility e = {.file = arena_strdup(m->memory, map->file), .line = map->line};

	field_keys(map, keys, "an entry of 'compatibility'");
	e.families = words_of(m, map, "family");
	e.backends = words_of(m, map, "backend");
	e.precisions = words_of(m, map, "precision");
	if (!e.families && !e.backends && !e.precisions)
		yaml_die(map, "an entry needs 'family', 'backend' or 'precision'");
	status = yaml_get(map, "status");
	if (!status)
		yaml_die(map, "an entry needs 'status'");
	e.support = (enum support)field_word(status, "status", support_words);
	node = yaml_get(map, "why");
	if (node)
		e.why = word_of(m, node, "why");
	else if (e.support != SUPPORT_WORKS)
		yaml_die(map, "'status: %s' needs 'why'", support_words[e.support]);
	node = yaml_get(map, "fallback");
	if (node && e.support != SUPPORT_IMPOSSIBLE)
		yaml_die(node, "'fallback' is for 'status: impossible' alone");
	if (node)
		e.fallback = word_of(m, node, "fallback");
	if (m->n == ENTRIES_MAX)
		yaml_die(map, "more than %d entries", ENTRIES_MAX);
	m->list = xgrow(m->list, m->n, &m->cap, sizeof *m->list);
	m->list[m->n++] = e;
}

void
compatibility_map_add_text(
    struct compatibility_map *m, const char *text, size_t len, const char *name)
{
	static const char *const keys[] = {"version", "compatibility", NULL};
	const struct yaml_node *root, *list, *version;
	struct yaml *y = yaml_tree_parse(text, len, name);

	root = yaml_tree_root(y);
	field_keys(root, keys, "a compatibility map");
	version = yaml_get(root, "version");
	if (!version || version->kind != YAML_SCALAR || strcmp(version->text, "1") != 0)
		yaml_die(version ? version : root, "a compatibility map needs 'version: 1'");
	list = yaml_get(root, "compatibility");
	if (list && !yaml_is_null(list))
		for (size_t i = 0; i < field_list(list, "compatibility")->n; i++)
			compatibility_read(m, list->items[i]);
	yaml_tree_free(y);
}

void
compatibility_map_add(struct compatibility_map *m, const char *path, const char *name)
{
	struct buf text = BUF_INIT;
	FILE *f = fopen(path, "r");

	if (!f)
		die("cannot read '%s':", name);
	buf_read(&text, f, YAML_MAX_BYTES, name);
	fclose(f);
	compatibility_map_add_text(m, text.s ? text.s : "", text.len, name);
	buf_free(&text);
}

const struct compatibility *
compatibility_at(const struct compatibility_map *m, size_t i)
{
	return i < m->n ? &m->list[i] : NULL;
}

void
compatibility_map_add_default(struct compatibility_map *m)
{
	char *path = data_beside("compatibility.yml", "the compatibility map is");

	compatibility_map_add(m, path, "compatibility.yml");
	free(path);
}

static bool
word_among(const char *const *words, const char *word)
{
	if (!words)
		return true;
	for (; word && *words; words++)
		if (strcmp(*words, word) == 0)
			return true;
	return false;
}

const struct compatibility *
compatibility_find(const struct compatibility_map *m, const char *family, const char *backend,
    const char *precision)
{
	char word[PRECISION_ROOM];

	if (precision)
		dtype_word(precision, word, sizeof word);
	for (size_t i = m->n; i-- > 0;) {
		const struct compatibility *e = &m->list[i];

		if (word_among(e->families, family) && word_among(e->backends, backend) &&
		    word_among(e->precisions, precision ? word : NULL))
			return e;
	}
	return NULL;
}
