#include "comparison/aliases.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/input.h"
#include "base/util.h"
#include "yaml/yaml_field.h"
#include "yaml/yaml_tree.h"

enum { ALIASES_MAX = 10000 };

/* One line of the file. What ends in a star stands for all ids that begin like it. */
struct renamed {
	const struct yaml_node *from, *to;
	const char *last; /* behind the chain that begins with TO */
};

struct aliases {
	struct yaml *document;
	struct renamed *list; /* sorted by the old name */
	size_t n;
};

static int
from_order(const void *x, const void *y)
{
	return strcmp(
	    ((const struct renamed *)x)->from->text, ((const struct renamed *)y)->from->text);
}

static int
to_order(const void *x, const void *y)
{
	const struct renamed *a = x, *b = y;
	int order = strcmp(a->to->text, b->to->text);

	return order ? order : a->to->line < b->to->line ? -1 : a->to->line > b->to->line;
}

static struct renamed *
find(const struct aliases *a, const char *id)
{
	struct yaml_node node = {.text = id};
	struct renamed key = {.from = &node};

	return a->n ? bsearch(&key, a->list, a->n, sizeof *a->list, from_order) : NULL;
}

/* The bytes of PATTERN before its star, or -1 when it is one id. */
static int
prefix_of(const char *pattern)
{
	size_t len = strlen(pattern);

	return len > 0 && pattern[len - 1] == '*' ? (int)len - 1 : -1;
}

static const char *
name_of(const struct yaml_node *node)
{
	field_text(node, "the name of a case");
	return field_line(node, "the name of a case");
}

static void
pair_read(struct renamed *pair, const struct yaml_node *from, const struct yaml_node *to)
{
	const char *old = name_of(from), *new = name_of(to);

	pair->from = from;
	pair->to = to;
	if (strcmp(old, new) == 0)
		yaml_die(to, "'%s' is the old name and the new one", old);
	if ((prefix_of(old) < 0) != (prefix_of(new) < 0))
		yaml_die(to, "'*' must end both names or none: '%s', '%s'", old, new);
}

/* Two old names of one new one: which of them would it be compared with? */
static void
targets_check(const struct aliases *a)
{
	struct renamed *sorted = xreallocarray(NULL, a->n ? a->n : 1, sizeof *sorted);

	if (a->n)
		memcpy(sorted, a->list, a->n * sizeof *sorted);
	qsort(sorted, a->n, sizeof *sorted, to_order);
	for (size_t i = 1; i < a->n; i++)
		if (strcmp(sorted[i - 1].to->text, sorted[i].to->text) == 0)
			yaml_die(sorted[i].to,
			    "'%s' is the new name of '%s' already, on line %zu: only one case can "
			    "be continued",
			    sorted[i].to->text, sorted[i - 1].from->text, sorted[i - 1].to->line);
	free(sorted);
}

/* Follow the chain behind PAIR. Each name has one old one: a circle leads back to PAIR. */
static void
chain_follow(const struct aliases *a, struct renamed *pair)
{
	const struct renamed *next;

	pair->last = pair->to->text;
	while ((next = find(a, pair->last))) {
		if (next == pair)
			yaml_die(pair->from, "the names go in a circle: '%s' becomes '%s' again",
			    pair->from->text, pair->from->text);
		pair->last = next->to->text;
	}
}

static void
document_take(struct aliases *a, const struct yaml_node *root)
{
	static const char *const keys[] = {"version", "aliases", NULL};
	const struct yaml_node *map;

	field_map(root, "the file");
	field_keys(root, keys, "the file");
	if (!yaml_get(root, "version"))
		yaml_die(root, "'version: 1' must be given");
	field_count(yaml_get(root, "version"), "version", 1, 1);
	map = yaml_get(root, "aliases");
	if (!map || yaml_is_null(map))
		return;
	field_map(map, "aliases");
	if (map->n > ALIASES_MAX)
		yaml_die(map, "more than %d aliases", ALIASES_MAX);
	a->list = xcalloc(map->n ? map->n : 1, sizeof *a->list);
	for (; a->n < map->n; a->n++)
		pair_read(&a->list[a->n], map->keys[a->n], map->items[a->n]);
	qsort(a->list, a->n, sizeof *a->list, from_order);
	targets_check(a);
	for (size_t i = 0; i < a->n; i++)
		chain_follow(a, &a->list[i]);
}

struct aliases *
aliases_of_text(const char *text, size_t len, const char *name)
{
	struct aliases *a = xcalloc(1, sizeof *a);

	a->document = yaml_tree_parse(text, len, name);
	document_take(a, yaml_tree_root(a->document));
	return a;
}

bool
aliases_at(const struct aliases *a, size_t i, const char **from, const char **to)
{
	if (i >= a->n)
		return false;
	*from = a->list[i].from->text;
	*to = a->list[i].to->text;
	return true;
}

struct aliases *
aliases_load(const char *path, bool named)
{
	struct buf text = BUF_INIT;
	struct aliases *a;
	FILE *f;

	if (!named && access(path, F_OK) && errno == ENOENT)
		return NULL;
	f = input_open(path);
	buf_read(&text, f, YAML_MAX_BYTES, path);
	input_close(f);
	a = aliases_of_text(text.s ? text.s : "", text.len, input_name(path));
	buf_free(&text);
	return a;
}

void
aliases_free(struct aliases *a)
{
	if (!a)
		return;
	yaml_tree_free(a->document);
	free(a->list);
	free(a);
}

char *
aliases_new(const struct aliases *a, const char *id)
{
	const struct renamed *best;
	int longest = -1;

	if (!a)
		return NULL;
	best = find(a, id);
	if (best && prefix_of(best->from->text) < 0)
		return xstrdup(best->last);
	best = NULL;
	for (size_t i = 0; i < a->n; i++) {
		int len = prefix_of(a->list[i].from->text);

		if (len > longest && strncmp(a->list[i].from->text, id, (size_t)len) == 0) {
			best = &a->list[i];
			longest = len;
		}
	}
	return best ? xasprintf("%.*s%s", prefix_of(best->last), best->last, id + longest) : NULL;
}
