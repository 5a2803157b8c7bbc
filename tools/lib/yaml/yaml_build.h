/* yaml_build.h: the tree under construction; for yaml_tree.c only. */
#ifndef YAML_BUILD_H
#define YAML_BUILD_H

#include <yaml.h>

#include "base/arena.h"
#include "base/util.h"
#include "yaml/yaml_tree.h"

struct yaml_anchor {
	const char *name;
	struct yaml_node *node; /* NULL: its value is not complete */
};

/* A list or map whose end was not reached yet. */
struct yaml_level {
	struct yaml_node *node;
	struct yaml_node *key; /* of a map: waits for its value */
	struct yaml_node **items, **keys;
	size_t cap, kcap, anchor; /* ANCHOR: 1 + its index */
};

struct yaml_builder {
	struct arena *arena; /* where the nodes go */
	struct yaml_node *root;
	const char *file;
	struct yaml_level stack[YAML_MAX_DEPTH];
	size_t depth, nodes;
	struct yaml_anchor anchors[YAML_MAX_ANCHORS];
	size_t nanchors;
	char *error; /* message; NULL: none so far */
	size_t line, column;
};

/* Note what is wrong, and where; only the first problem counts. Always returns false. */
bool yaml_fail(struct yaml_builder *b, size_t line, size_t column, const char *fmt, ...)
    UTIL_PRINTF(4, 5);

/* Add what EVENT brings: a value, the beginning or the end of a list or map, or an alias. */
bool yaml_build(struct yaml_builder *b, const yaml_event_t *event);

/* Free what a tree that failed left open. */
void yaml_build_end(struct yaml_builder *b);

#endif
