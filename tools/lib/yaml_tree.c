#include "yaml_tree.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "arena.h"
#include "buf.h"
#include "utf8.h"

struct yaml {
	struct arena *arena;
	struct yaml_node *root;
};

struct anchor {
	const char *name;
	struct yaml_node *node; /* NULL: its value is not complete */
};

/* A list or map whose end was not reached yet. */
struct level {
	struct yaml_node *node;
	struct yaml_node *key; /* of a map: waits for its value */
	struct yaml_node **items, **keys;
	size_t cap, kcap, anchor; /* ANCHOR: 1 + its index */
};

struct builder {
	struct yaml *y;
	const char *file;
	struct level stack[YAML_MAX_DEPTH];
	size_t depth, nodes;
	struct anchor anchors[YAML_MAX_ANCHORS];
	size_t nanchors;
	char *error; /* message; NULL: none so far */
	size_t line, column;
};

/* Only the first problem counts. Always returns false. */
static bool UTIL_PRINTF(4, 5)
    fail(struct builder *b, size_t line, size_t column, const char *fmt, ...)
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
by_text(const void *a, const void *b)
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
keys_unique(struct builder *b, struct yaml_node *map)
{
	struct yaml_node **sorted = xreallocarray(NULL, map->n, sizeof(struct yaml_node *));
	const struct yaml_node *twice = NULL;
	size_t first = 0;

	memcpy(sorted, map->keys, map->n * sizeof(struct yaml_node *));
	qsort(sorted, map->n, sizeof *sorted, by_text);
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
	return fail(b, twice->line, twice->column, "key '%s' is there already, on line %zu",
	    twice->text, first);
}

/* Put NODE where the document is being built. */
static bool
attach(struct builder *b, struct yaml_node *node)
{
	struct level *top = b->depth ? &b->stack[b->depth - 1] : NULL;

	if (!top) {
		b->y->root = node;
		return true;
	}
	top->node->size += node->size;
	if (top->node->height <= node->height)
		top->node->height = node->height + 1;
	if (top->node->kind == YAML_MAP && !top->key) {
		if (node->kind != YAML_SCALAR)
			return fail(b, node->line, node->column, "a key must be a word, not %s",
			    yaml_kind_name(node));
		if (node->plain && strcmp(node->text, "<<") == 0)
			return fail(b, node->line, node->column,
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
node_new(struct builder *b, enum yaml_kind kind, const yaml_event_t *event)
{
	struct yaml_node *node = arena_alloc(b->y->arena, sizeof *node);

	node->kind = kind;
	node->file = b->file;
	node->line = event->start_mark.line + 1;
	node->column = event->start_mark.column + 1;
	node->size = node->height = 1;
	return node;
}

static bool
count(struct builder *b, size_t nodes, const yaml_mark_t *at)
{
	b->nodes += nodes;
	if (b->nodes <= YAML_MAX_NODES)
		return true;
	return fail(b, at->line + 1, at->column + 1,
	    "more than %d values, aliases counted as often as they are used", YAML_MAX_NODES);
}

/* Note NODE (NULL: yet to come) under anchor NAME; *INDEX is 1 + its place. */
static bool
anchor_add(struct builder *b, const yaml_event_t *event, const yaml_char_t *name,
    struct yaml_node *node, size_t *index)
{
	*index = 0;
	if (!name)
		return true;
	if (b->nanchors == YAML_MAX_ANCHORS)
		return fail(b, event->start_mark.line + 1, event->start_mark.column + 1,
		    "more than %d anchors", YAML_MAX_ANCHORS);
	b->anchors[b->nanchors].name = arena_strdup(b->y->arena, (const char *)name);
	b->anchors[b->nanchors].node = node;
	*index = ++b->nanchors;
	return true;
}

static bool
tag_ok(struct builder *b, const yaml_event_t *event, const yaml_char_t *tag, const char *known)
{
	if (!tag || strcmp((const char *)tag, "!") == 0 || strcmp((const char *)tag, known) == 0)
		return true;
	return fail(b, event->start_mark.line + 1, event->start_mark.column + 1,
	    "tag '%s' is not supported", (const char *)tag);
}

static bool
scalar(struct builder *b, const yaml_event_t *event)
{
	const char *text = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length, index;
	struct yaml_node *node = node_new(b, YAML_SCALAR, event);

	if (!tag_ok(b, event, event->data.scalar.tag, YAML_STR_TAG))
		return false;
	if (memchr(text, '\0', len))
		return fail(b, node->line, node->column, "a NUL character in a string");
	node->plain =
	    event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !event->data.scalar.tag;
	node->text = arena_strndup(b->y->arena, text, len);
	return count(b, 1, &event->start_mark) &&
	       anchor_add(b, event, event->data.scalar.anchor, node, &index) && attach(b, node);
}

static bool
begin(struct builder *b, const yaml_event_t *event, enum yaml_kind kind)
{
	bool list = kind == YAML_LIST;
	struct yaml_node *node = node_new(b, kind, event);
	struct level *level = &b->stack[b->depth];

	if (b->depth == YAML_MAX_DEPTH)
		return fail(b, node->line, node->column, "more than %d levels", YAML_MAX_DEPTH);
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
end(struct builder *b)
{
	struct level *level = &b->stack[b->depth - 1];
	struct yaml_node *node = level->node;

	node->items = arena_array(b->y->arena, node->n, sizeof *node->items);
	if (node->n)
		memcpy(node->items, level->items, node->n * sizeof *node->items);
	if (node->kind == YAML_MAP && node->n) {
		node->keys = arena_array(b->y->arena, node->n, sizeof *node->keys);
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
alias(struct builder *b, const yaml_event_t *event)
{
	const char *name = (const char *)event->data.alias.anchor;
	size_t line = event->start_mark.line + 1, column = event->start_mark.column + 1;
	size_t i = b->nanchors;

	while (i > 0 && strcmp(b->anchors[i - 1].name, name) != 0)
		i--;
	if (i == 0)
		return fail(
		    b, line, column, "alias '*%s' has no anchor '&%s' before it", name, name);
	if (!b->anchors[i - 1].node)
		return fail(b, line, column, "alias '*%s' stands inside its own value", name);
	if (b->depth + b->anchors[i - 1].node->height > YAML_MAX_DEPTH)
		return fail(b, line, column, "more than %d levels", YAML_MAX_DEPTH);
	return count(b, b->anchors[i - 1].node->size, &event->start_mark) &&
	       attach(b, b->anchors[i - 1].node);
}

/* The character at MARK, whose index does not count bytes. */
static char
char_at(const char *text, size_t len, const yaml_mark_t *mark)
{
	size_t i = 0;

	for (size_t line = 0; line < mark->line && i < len; i++)
		line += text[i] == '\n';
	for (size_t column = 0; column < mark->column && i < len; column++)
		i += utf8_length(text + i, len - i);
	return i < len ? text[i] : '\0';
}

/* libyaml's words, but for the mistakes that people make most. */
static bool
syntax(struct builder *b, const yaml_parser_t *parser, const char *text, size_t len)
{
	const char *problem = parser->problem ? parser->problem : "cannot be parsed";
	yaml_mark_t at = parser->problem_mark;
	char c = char_at(text, len, &at);

	if (strstr(problem, "cannot start any token") && c == '\t')
		return fail(b, at.line + 1, at.column + 1, "a tab cannot indent: use spaces");
	if (strstr(problem, "cannot start any token"))
		return fail(b, at.line + 1, at.column + 1,
		    "'%c' cannot start a value: put the value in quotes", c);
	if (strstr(problem, "mapping values are not allowed"))
		return fail(b, at.line + 1, at.column + 1,
		    "a ':' is not allowed here: put the value in quotes, or mend the indentation");
	if (!parser->context)
		return fail(b, at.line + 1, at.column + 1, "%s", problem);
	return fail(b, at.line + 1, at.column + 1, "%s, %s that begins on line %zu", problem,
	    parser->context, parser->context_mark.line + 1);
}

static bool
build(struct builder *b, yaml_parser_t *parser, const char *text, size_t len)
{
	bool ok = true, seen = false, last = false;
	yaml_event_t event;

	while (ok && !last) {
		if (!yaml_parser_parse(parser, &event))
			return syntax(b, parser, text, len);
		switch (event.type) {
		case YAML_DOCUMENT_START_EVENT:
			if (seen)
				ok = fail(b, event.start_mark.line + 1, 1,
				    "a second document starts here: only one is allowed");
			seen = true;
			break;
		case YAML_SCALAR_EVENT: ok = scalar(b, &event); break;
		case YAML_SEQUENCE_START_EVENT: ok = begin(b, &event, YAML_LIST); break;
		case YAML_MAPPING_START_EVENT: ok = begin(b, &event, YAML_MAP); break;
		case YAML_SEQUENCE_END_EVENT:
		case YAML_MAPPING_END_EVENT: ok = end(b); break;
		case YAML_ALIAS_EVENT: ok = alias(b, &event); break;
		case YAML_STREAM_END_EVENT: last = true; break;
		default: break;
		}
		yaml_event_delete(&event);
	}
	if (ok && !b->y->root)
		return fail(b, 1, 1, "the file is empty");
	return ok;
}

/* libyaml would guess UTF-16, and does not say where a bad byte is. */
static bool
characters_ok(struct builder *b, const char *text, size_t len)
{
	size_t line = 1, column = 1, n;

	for (size_t i = 0; i < len; i += n) {
		uint32_t c = (unsigned char)text[i];

		n = c < 0x80 ? 1 : utf8_length(text + i, len - i);
		if (n == 0)
			return fail(b, line, column, "byte 0x%02x is not UTF-8", (unsigned)c);
		if (n > 1)
			c = utf8_code(text + i, n);
		if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c < 0xa0))
			return fail(b, line, column, "control character U+%04X", (unsigned)c);
		column++;
		if (c == '\n') {
			line++;
			column = 1;
		}
	}
	return true;
}

struct yaml *
yaml_tree_parse(const char *text, size_t len, const char *file)
{
	struct builder *b = xcalloc(1, sizeof *b);
	struct yaml *y = xcalloc(1, sizeof *y);
	yaml_parser_t parser;
	struct yaml_node at;
	char *error;

	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) { /* a byte order mark */
		text += 3;
		len -= 3;
	}
	y->arena = arena_new();
	b->y = y;
	b->file = arena_strdup(y->arena, file);
	if (len > YAML_MAX_BYTES)
		fail(b, 1, 1, "over %d bytes", YAML_MAX_BYTES);
	else if (characters_ok(b, text, len)) {
		if (!yaml_parser_initialize(&parser))
			die("cannot allocate a YAML parser");
		yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
		yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
		build(b, &parser, text, len);
		yaml_parser_delete(&parser);
	}
	while (b->depth > 0) {
		free(b->stack[--b->depth].items);
		free(b->stack[b->depth].keys);
	}
	error = b->error;
	at = (struct yaml_node){.file = file, .line = b->line, .column = b->column};
	free(b);
	if (error) {
		yaml_tree_free(y);
		yaml_die(&at, "%s", error);
	}
	return y;
}

const struct yaml_node *
yaml_tree_root(const struct yaml *y)
{
	return y->root;
}

void
yaml_tree_free(struct yaml *y)
{
	if (!y)
		return;
	arena_free(y->arena);
	free(y);
}
