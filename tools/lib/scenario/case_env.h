/* case_env.h: the environment variables that a scenario sets for a case. */
#ifndef CASE_ENV_H
#define CASE_ENV_H

#include <stdbool.h>

#include "base/arena.h"
#include "scenario/expression.h"
#include "yaml/yaml_tree.h"

/* Whether S can be the name of one: letters, digits and '_', no digit first. */
bool env_name_ok(const char *s);

/* "NAME=VALUE" strings, ending in NULL, of the mappings SCENARIO, DEFAULTS and
 * BENCHMARK (each may be NULL): a later one wins. A name that is set is taken
 * out of PASS (ends in NULL). Made in ARENA. */
char **case_env_read(const struct yaml_node *scenario, const struct yaml_node *defaults,
    const struct yaml_node *benchmark, char **pass, const struct scope *scope, struct arena *arena);

#endif
