#include "yaml/yaml_build.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

bool
yaml_fail(struct yaml_builder *b, size_t line, size_t column, const char *fmt, ...)
{
	struct buf text = BUF_INIT;
	va_list ap;
	int n;

	if (b->error)
		return false;
	va_start(ap, fmt);
	n = vsnprintf(buf_room(&text, 1000), 1000, fmt, ap);
	va_end(ap);
	text.len = n < 0 ? 0 : n > 999 ? 999 : (size_t)n;
	b->error = buf_take(&text);
	b->line = line;
	b->column = column;
	return false;
}

static int
key_order(const void *a, const void *b)
{
	const struct yaml_node *x = *(struct yaml_node *const *)a;
	const struct yaml_node *y = *(struct yaml_node *const *)b;
	int order = strcmp(x->text, y->text);

	if (order == 0 && x->line != y->line)
		order = x->line < y->line ? -1 : 1;
	if (order == 0 && x->column != y->column)
		order = x->column < y->column ? -1 : 1;
	return order;
}

static bool
keys_unique(struct yaml_builder *b, struct yaml_node *map)
{
	struct yaml_node **sorted = xreallocarray(NULL, map->n, sizeof(struct yaml_node *));
	const struct yaml_node *twice = NULL;
	size_t first = 0;

	memcpy(sorted, map->keys, map->n * sizeof(struct yaml_node *));
	qsort(sorted, map->n, sizeof *sorted, key_order);
	for (size_t i = 1; i < map->n; i++) {
		if (strcmp(sorted[i - 1]->text, sorted[i]->text) != 0)
			continue;
		if (!twice || sorted[i]->line < twice->line) {
			twice = sorted[i];
			first = sorted[i - 1]->line;
		}
	}
	free(sorted);
	if (!twice)
		return true;
	return yaml_fail(b, twice->line, twice->column, "key '%s' is there already, on line %zu",
	    twice->text, first);
}

/* Put NODE where the document is being built. */
static bool
attach(struct yaml_builder *b, struct yaml_node *node)
{
	struct yaml_level *top = b->depth ? &b->stack[b->depth - 1] : NULL;

	if (!top) {
		b->root = node;
		return true;
	}
	top->node->size += node->size;
	if (top->node->height <= node->height)
		top->node->height = node->height + 1;
	if (top->node->kind == YAML_MAP && !top->key) {
		if (node->kind != YAML_SCALAR)
			return yaml_fail(b, node->line, node->column,
			    "a key must be a word, not %s", yaml_kind_name(node));
		if (node->plain && strcmp(node->text, "<<") == 0)
			return yaml_fail(b, node->line, node->column,
			    "merge keys ('<<') are not supported: write the keys out");
		top->key = node;
		return true;
	}
	if (top->node->kind == YAML_MAP) {
		top->keys = xgrow(top->keys, top->node->n, &top->kcap, sizeof *top->keys);
		top->keys[top->node->n] = top->key;
		top->key = NULL;
	}
	top->items = xgrow(top->items, top->node->n, &top->cap, sizeof *top->items);
	top->items[top->node->n++] = node;
	return true;
}

static struct yaml_node *
node_new(struct yaml_builder *b, enum yaml_kind kind, const yaml_event_t *event)
{
	struct yaml_node *node = arena_alloc(b->arena, sizeof *node);

	node->kind = kind;
	node->file = b->file;
	node->line = event->start_mark.line + 1;
	node->column = event->start_mark.column + 1;
	node->size = node->height = 1;
	return node;
}

static bool
count(struct yaml_builder *b, size_t nodes, const yaml_mark_t *at)
{
	b->nodes += nodes;
	if (b->nodes <= YAML_MAX_NODES)
		return true;
	return yaml_fail(b, at->line + 1, at->column + 1,
	    "more than %d values, aliases counted as often as they are used", YAML_MAX_NODES);
}

/* Note NODE (NULL: yet to come) under anchor NAME; *INDEX is 1 + its place. */
static bool
anchor_add(struct yaml_builder *b, const yaml_event_t *event, const yaml_char_t *name,
    struct yaml_node *node, size_t *index)
{
	*index = 0;
	if (!name)
		return true;
	if (b->nanchors == YAML_MAX_ANCHORS)
		return yaml_fail(b, event->start_mark.line + 1, event->start_mark.column + 1,
		    "more than %d anchors", YAML_MAX_ANCHORS);
	b->anchors[b->nanchors].name = arena_strdup(b->arena, (const char *)name);
	b->anchors[b->nanchors].node = node;
	*index = ++b->nanchors;
	return true;
}

static bool
tag_ok(struct yaml_builder *b, const yaml_event_t *event, const yaml_char_t *tag, const char *known)
{
	if (!tag || strcmp((const char *)tag, "!") == 0 || strcmp((const char *)tag, known) == 0)
		return true;
	return yaml_fail(b, event->start_mark.line + 1, event->start_mark.column + 1,
	    "tag '%s' is not supported%s", (const char *)tag,
	    *tag == '!' ? ": a text that begins with '!' needs quotes" : "");
}

static bool
build_scalar(struct yaml_builder *b, const yaml_event_t *event)
{
	const char *text = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length, index;
	struct yaml_node *node = node_new(b, YAML_SCALAR, event);

	if (!tag_ok(b, event, event->data.scalar.tag, YAML_STR_TAG))
		return false;
	if (memchr(text, '\0', len))
		return yaml_fail(b, node->line, node->column, "a NUL character in a string");
	node->plain =
	    event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !event->data.scalar.tag;
	node->text = arena_strndup(b->arena, text, len);
	return count(b, 1, &event->start_mark) &&
	       anchor_add(b, event, event->data.scalar.anchor, node, &index) && attach(b, node);
}

static bool
begin(struct yaml_builder *b, const yaml_event_t *event, enum yaml_kind kind)
{
	bool list = kind == YAML_LIST;
	struct yaml_node *node = node_new(b, kind, event);
	struct yaml_level *level = &b->stack[b->depth];

	if (b->depth == YAML_MAX_DEPTH)
		return yaml_fail(
		    b, node->line, node->column, "more than %d levels", YAML_MAX_DEPTH);
	if (!tag_ok(b, event, list ? event->data.sequence_start.tag : event->data.mapping_start.tag,
		list ? YAML_SEQ_TAG : YAML_MAP_TAG))
		return false;
	memset(level, 0, sizeof *level);
	level->node = node;
	b->depth++;
	return count(b, 1, &event->start_mark) &&
	       anchor_add(b, event,
		   list ? event->data.sequence_start.anchor : event->data.mapping_start.anchor,
		   NULL, &level->anchor);
}

static bool
build_end(struct yaml_builder *b)
{
	struct yaml_level *level = &b->stack[b->depth - 1];
	struct yaml_node *node = level->node;

	node->items = arena_array(b->arena, node->n, sizeof *node->items);
	if (node->n)
		memcpy(node->items, level->items, node->n * sizeof *node->items);
	if (node->kind == YAML_MAP && node->n) {
		node->keys = arena_array(b->arena, node->n, sizeof *node->keys);
		memcpy(node->keys, level->keys, node->n * sizeof *node->keys);
		if (!keys_unique(b, node))
			return false;
	}
	if (level->anchor)
		b->anchors[level->anchor - 1].node = node;
	free(level->items);
	free(level->keys);
	b->depth--;
	return attach(b, node);
}

static bool
alias(struct yaml_builder *b, const yaml_event_t *event)
{
	const char *name = (const char *)event->data.alias.anchor;
	size_t line = event->start_mark.line + 1, column = event->start_mark.column + 1;
	size_t i = b->nanchors;

	while (i > 0 && strcmp(b->anchors[i - 1].name, name) != 0)
		i--;
	if (i == 0)
		return yaml_fail(
		    b, line, column, "alias '*%s' has no anchor '&%s' before it", name, name);
	if (!b->anchors[i - 1].node)
		return yaml_fail(b, line, column, "alias '*%s' stands inside its own value", name);
	if (b->depth + b->anchors[i - 1].node->height > YAML_MAX_DEPTH)
		return yaml_fail(b, line, column, "more than %d levels", YAML_MAX_DEPTH);
	return count(b, b->anchors[i - 1].node->size, &event->start_mark) &&
	       attach(b, b->anchors[i - 1].node);
}

bool
yaml_build(struct yaml_builder *b, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT: return build_scalar(b, event);
	case YAML_SEQUENCE_START_EVENT: return begin(b, event, YAML_LIST);
	case YAML_MAPPING_START_EVENT: return begin(b, event, YAML_MAP);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT: return build_end(b);
	case YAML_ALIAS_EVENT: return alias(b, event);
	default: return true;
	}
}

void
yaml_build_end(struct yaml_builder *b)
{
	while (b->depth > 0) {
		free(b->stack[--b->depth].items);
		free(b->stack[b->depth].keys);
	}
}
