/* yaml_field.h: values of a scenario, checked for their type. All die with the
 * position of a wrong value; WHAT is the key's name in messages. */
#ifndef YAML_FIELD_H
#define YAML_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include "yaml/yaml_tree.h"

/* NODE must be a mapping that has only the keys KEYS (ends in NULL); WHERE
 * names it: "benchmark 'matmul'". */
void field_keys(const struct yaml_node *node, const char *const *keys, const char *where);

const struct yaml_node *field_map(const struct yaml_node *node, const char *what);
const struct yaml_node *field_list(const struct yaml_node *node, const char *what);
/* Text that is not empty. */
const char *field_text(const struct yaml_node *node, const char *what);
/* Text of one line that may be empty and has no control characters. */
const char *field_line(const struct yaml_node *node, const char *what);
bool field_bool(const struct yaml_node *node, const char *what);
/* A whole number from LEAST to MOST. */
size_t field_count(const struct yaml_node *node, const char *what, size_t least, size_t most);
/* A JSON number. */
double field_number(const struct yaml_node *node, const char *what);
/* A fraction from 0, written "5%" or 0.05; what it is at most is for the caller. */
double field_percent(const struct yaml_node *node, const char *what);
/* Seconds, over 0 and at most 30 days. */
double field_duration(const struct yaml_node *node, const char *what);
/* The index of the word among WORDS (ends in NULL). */
size_t field_word(const struct yaml_node *node, const char *what, const char *const *words);
/* Check that TEXT of NODE is a key: letters, digits, '_', '-', no digit or '-' first. */
const char *field_name(const struct yaml_node *node, const char *what);

#endif
