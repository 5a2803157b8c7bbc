#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "yaml/yaml_tree.h"

const struct yaml_node *
yaml_get(const struct yaml_node *map, const char *key)
{
	if (map && map->kind == YAML_MAP)
		for (size_t i = 0; i < map->n; i++)
			if (strcmp(map->keys[i]->text, key) == 0)
				return map->items[i];
	return NULL;
}

bool
yaml_is_null(const struct yaml_node *node)
{
	return node->kind == YAML_SCALAR && node->plain &&
	       (!*node->text || strcmp(node->text, "~") == 0 || strcmp(node->text, "null") == 0);
}

const char *
yaml_kind_name(const struct yaml_node *node)
{
	if (node->kind == YAML_SCALAR)
		return yaml_is_null(node) ? "nothing" : "a string";
	return node->kind == YAML_LIST ? "a list" : "a mapping";
}

void
yaml_die(const struct yaml_node *node, const char *fmt, ...)
{
	char text[1000];
	size_t len = 0, n;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	/* What a file says must not reach the terminal, or a job's log, as commands. */
	for (; text[len]; len += n) {
		n = utf8_length(text + len, strlen(text + len));
		if (n == 0) {
			text[len] = '\0';
			break;
		}
		if ((unsigned char)text[len] < ' ' || text[len] == 127)
			text[len] = '?';
	}
	die("%s:%zu:%zu: %s", node->file, node->line, node->column, text);
}
