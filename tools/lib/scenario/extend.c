#include "scenario/extend.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "scenario/model_words.h"
#include "yaml/yaml_field.h"

struct extended {
	struct arena *arena; /* the nodes of merged mappings and lists */
	struct yaml *documents[EXTENDS_MAX];
	char *paths[EXTENDS_MAX + 1]; /* resolved, that of the first scenario first */
	size_t n;                     /* of documents */
	char *place;                  /* the folder that no path may lead out of */
};

/* The folder of PATH, cut off in place; "/" stays. */
static void
folder_of(char *path)
{
	char *slash = strrchr(path, '/');

	slash[slash == path] = '\0';
}

/* The repository that PATH, which is resolved, lies in: the nearest folder above with a '.git'.
 * Without one it is the folder of PATH. The caller owns it. */
static char *
place_of(const char *path)
{
	char *here = xstrdup(path);

	do {
		char *git;
		struct stat st;
		bool found;

		folder_of(here);
		git = xasprintf("%s/.git", here);
		found = stat(git, &st) == 0;
		free(git);
		if (found)
			return here;
	} while (strcmp(here, "/") != 0);
	free(here);
	here = xstrdup(path);
	folder_of(here);
	return here;
}

static bool
lies_in(const char *path, const char *folder)
{
	size_t len = strlen(folder);

	return strcmp(folder, "/") == 0 || (strncmp(path, folder, len) == 0 && path[len] == '/');
}

/* The file in the folder PLACE that NODE, the value of WHAT in the file of resolved path FROM,
 * names. The caller owns it. */
static char *
path_resolve(const char *place, const struct yaml_node *node, const char *what, const char *from)
{
	const char *text = field_text(node, what);
	char *folder, *path, *resolved;
	struct stat st;

	field_line(node, what);
	if (*text == '/')
		yaml_die(node, "'%s' must be a path from this file's folder, not '%s'", what, text);
	folder = xstrdup(from);
	folder_of(folder);
	path = xasprintf("%s/%s", folder, text);
	resolved = realpath(path, NULL);
	if (!resolved)
		yaml_die(node, "cannot read '%s': %s", text, strerror(errno));
	if (!lies_in(resolved, place))
		yaml_die(node,
		    "'%s' leads out of '%s': only files of the same repository can be "
		    "%s",
		    text, place, strcmp(what, "extends") == 0 ? "extended" : "named");
	if (stat(resolved, &st) != 0 || !S_ISREG(st.st_mode))
		yaml_die(node, "'%s' is not a file", text);
	free(folder);
	free(path);
	return resolved;
}

char *
extend_name(const struct yaml_node *node)
{
	const char *slash = strrchr(node->file, '/');

	return xasprintf(
	    "%.*s%s", slash ? (int)(slash - node->file + 1) : 0, node->file, node->text);
}

char *
extend_path(const struct yaml_node *node, const char *what)
{
	char *from = realpath(node->file, NULL), *place, *path;

	if (!from)
		yaml_die(node, "'%s' needs a file to start from: this is standard input", what);
	place = place_of(from);
	path = path_resolve(place, node, what, from);
	free(from);
	free(place);
	return path;
}

static const struct yaml_node *
document_open(struct extended *x, const struct yaml_node *node, char *path)
{
	/* The name in messages goes by the name of the file that extends it. */
	char *name = extend_name(node);
	struct buf text = BUF_INIT;
	const struct yaml_node *root;
	FILE *f = fopen(path, "r");

	if (!f)
		yaml_die(node, "cannot read '%s': %s", node->text, strerror(errno));
	buf_read(&text, f, YAML_MAX_BYTES, name);
	fclose(f);
	x->documents[x->n] = yaml_tree_parse(text.s ? text.s : "", text.len, name);
	buf_free(&text);
	free(name);
	root = yaml_tree_root(x->documents[x->n++]);
	x->paths[x->n] = path;
	if (root->kind != YAML_MAP)
		yaml_die(root, "a scenario must be a mapping, not %s", yaml_kind_name(root));
	return root;
}

/* A copy of LIKE, a mapping or a list, with room for N more. */
static struct yaml_node *
node_copy(struct extended *x, const struct yaml_node *like, size_t n)
{
	struct yaml_node *node = arena_alloc(x->arena, sizeof *node);
	struct yaml_node **items = arena_array(x->arena, like->n + n, sizeof *items);
	struct yaml_node **keys = arena_array(x->arena, like->n + n, sizeof *keys);

	*node = *like;
	if (like->n)
		memcpy(items, like->items, like->n * sizeof(struct yaml_node *));
	if (like->n && like->kind == YAML_MAP)
		memcpy(keys, like->keys, like->n * sizeof(struct yaml_node *));
	node->items = items;
	node->keys = like->kind == YAML_MAP ? keys : NULL;
	return node;
}

/* Give MAP the value VALUE at KEY. */
static void
map_set(struct yaml_node *map, struct yaml_node *key, struct yaml_node *value)
{
	for (size_t i = 0; i < map->n; i++)
		if (strcmp(map->keys[i]->text, key->text) == 0) {
			map->keys[i] = key;
			map->items[i] = value;
			return;
		}
	map->keys[map->n] = key;
	map->items[map->n++] = value;
}

/* UNDER with the members of OVER, of which no two are mixed. */
static struct yaml_node *
maps_merge(struct extended *x, const struct yaml_node *under, const struct yaml_node *over)
{
	struct yaml_node *map = node_copy(x, under, over->n);

	map->file = over->file;
	map->line = over->line;
	map->column = over->column;
	for (size_t i = 0; i < over->n; i++)
		map_set(map, over->keys[i], over->items[i]);
	return map;
}

static const char *
benchmark_name(const struct yaml_node *b)
{
	const struct yaml_node *name = b->kind == YAML_MAP ? yaml_get(b, "name") : NULL;

	return name && name->kind == YAML_SCALAR ? name->text : NULL;
}

/* The benchmarks of UNDER, changed by those of OVER that have their names, and the others of
 * OVER behind them. */
static struct yaml_node *
benchmarks_merge(struct extended *x, const struct yaml_node *under, const struct yaml_node *over)
{
	struct yaml_node *list = node_copy(x, under, over->n);

	for (size_t i = 0; i < over->n; i++) {
		struct yaml_node *b = over->items[i];
		const char *name = benchmark_name(b);
		size_t at = 0;

		while (at < under->n && !(name && benchmark_name(under->items[at]) &&
					    strcmp(name, benchmark_name(under->items[at])) == 0))
			at++;
		if (at < under->n && list->items[at] != under->items[at])
			yaml_die(b, "benchmark '%s' is there already, on line %zu", name,
			    list->items[at]->line);
		if (at < under->n)
			list->items[at] = maps_merge(x, under->items[at], b);
		else
			list->items[list->n++] = b;
	}
	return list;
}

/* Scenario UNDER as OVER, which extends it, changes it. */
static struct yaml_node *
scenarios_merge(struct extended *x, const struct yaml_node *under, const struct yaml_node *over)
{
	struct yaml_node *root = maps_merge(x, under, over);

	for (size_t i = 0; root->keys && i < root->n; i++) {
		const char *key = root->keys[i]->text;
		const struct yaml_node *a = yaml_get(under, key), *b = yaml_get(over, key);

		if (!a || !b || a->kind != b->kind)
			continue;
		if (a->kind == YAML_LIST && strcmp(key, "benchmarks") == 0)
			root->items[i] = benchmarks_merge(x, a, b);
		else if (a->kind == YAML_MAP)
			root->items[i] = maps_merge(x, a, b);
	}
	return root;
}

static const struct yaml_node *
extend(struct extended *x, const struct yaml_node *root)
{
	const struct yaml_node *node = yaml_get(root, "extends"), *under;
	struct yaml_node *named;
	char *path;

	if (!yaml_get(root, "version"))
		yaml_die(root, "'version: 1' is missing");
	if (!node)
		return root;
	named = arena_alloc(x->arena, sizeof *named);
	*named = *node;
	named->text =
	    model_words(node, "extends", yaml_get(yaml_get(root, "defaults"), "model"), x->arena);
	node = named;
	path = path_resolve(x->place, node, "extends", x->paths[x->n]);
	for (size_t i = 0; i <= x->n; i++)
		if (strcmp(x->paths[i], path) == 0)
			yaml_die(
			    node, "the files go in a circle: '%s' extends this one", node->text);
	if (x->n == EXTENDS_MAX)
		yaml_die(node, "more than %d files, one extending the other", EXTENDS_MAX);
	under = document_open(x, node, path);
	return scenarios_merge(x, extend(x, under), root);
}

const struct yaml_node *
extend_scenario(const struct yaml_node *root, const char *file, struct extended **files)
{
	const struct yaml_node *node = yaml_get(root, "extends");
	struct extended *x;

	*files = NULL;
	if (!node)
		return root;
	if (!file)
		yaml_die(node, "'extends' needs a file to start from: this is standard input");
	x = *files = xcalloc(1, sizeof *x);
	x->arena = arena_new();
	x->paths[0] = realpath(file, NULL);
	if (!x->paths[0])
		die("cannot find '%s':", file);
	x->place = place_of(x->paths[0]);
	return extend(x, root);
}

void
extended_free(struct extended *x)
{
	if (!x)
		return;
	for (size_t i = 0; i < x->n; i++)
		yaml_tree_free(x->documents[i]);
	for (size_t i = 0; i <= x->n; i++)
		free(x->paths[i]);
	free(x->place);
	arena_free(x->arena);
	free(x);
}
