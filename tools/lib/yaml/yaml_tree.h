/* yaml_tree.h: a YAML document as a tree whose nodes know their file, line and column. */
#ifndef YAML_TREE_H
#define YAML_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/util.h"

/* Bounds, aliases counted as often as they are used. */
enum {
	YAML_MAX_BYTES = 4 << 20,
	YAML_MAX_NODES = 100000,
	YAML_MAX_DEPTH = 64,
	YAML_MAX_ANCHORS = 1000
};

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml_node {
	enum yaml_kind kind;
	bool plain;       /* a scalar without quotes */
	const char *file; /* and where in it, both from 1, columns in characters */
	size_t line, column;
	const char *text;         /* of a scalar: no NUL inside */
	struct yaml_node **items; /* of a list */
	struct yaml_node **keys;  /* of a map: scalars, no two the same; ITEMS has the values */
	size_t n;                 /* of items */
	size_t size, height;      /* nodes and levels in all, itself included */
};

struct yaml;

/* Parse the one document in the LEN bytes of TEXT; FILE is its name in
 * messages. Dies with file:line:column. The caller owns it. */
struct yaml *yaml_tree_parse(const char *text, size_t len, const char *file);
const struct yaml_node *yaml_tree_root(const struct yaml *y);
void yaml_tree_free(struct yaml *y);

/* The value of KEY in MAP, or NULL; MAP may be NULL. */
const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);
/* Whether it is an empty value, '~' or 'null' without quotes. */
bool yaml_is_null(const struct yaml_node *node);
/* "a string", "a list", ...: what NODE is, for messages. */
const char *yaml_kind_name(const struct yaml_node *node);

/* die() with "file:line:column: " of NODE in front. */
_Noreturn void yaml_die(const struct yaml_node *node, const char *fmt, ...) UTIL_PRINTF(2, 3);

#endif
