/* case_field.h: the keys of one case of a scenario. All die with the
 * position of a wrong value; strings are made in ARENA, their expressions
 * replaced by SCOPE; a NODE that is not there is NULL. */
#ifndef CASE_FIELD_H
#define CASE_FIELD_H

#include <stdbool.h>

#include "base/arena.h"
#include "scenario/expression.h"
#include "scenario/plan.h"
#include "yaml/yaml_tree.h"

/* Change RUNS by NODE, a count or a mapping. A bound that NODE does not give becomes
 * equal to the bound of NODE that lies beyond it. */
void case_runs(const struct yaml_node *node, struct run_limits *runs);

/* The list under key WHAT of DEFAULTS and then of BENCHMARK, each word once,
 * ending in NULL. */
char **case_words(const struct yaml_node *defaults, const struct yaml_node *benchmark,
    const char *what, const struct scope *scope, struct arena *arena);

/* Whether WORD may name what a machine has, a label; and what such a word must be. */
#define CASE_MACHINE_WORD "a word of at most 100 letters, digits, '_', '.' and '-'"
bool case_machine_word(const char *word);

/* The words of NODE, a command line for the shell WITH, or a list of words; WITH and *SHELL as
 * command_parse(). */
char **case_command(const struct yaml_node *node, const char *what, const char *with,
    const struct scope *scope, struct arena *arena, bool *shell);

/* The exit statuses of NODE, a boolean or a list, that are no failure: exit_statuses.h. */
char *case_ignored(const struct yaml_node *node, struct arena *arena);

/* Text of one line; of NULL it is NULL. */
char *case_text(
    const struct yaml_node *node, const char *what, const struct scope *scope, struct arena *arena);

/* Where the standard output of C goes, by NODE; the metrics of C are known, and must be able
 * to read it there. */
void case_stdout(const struct yaml_node *node, struct plan_case *c);

/* A path that is not absolute, or NULL. */
char *case_directory(const struct yaml_node *node, const struct scope *scope, struct arena *arena);

/* A text that may be written over several lines, as one; or NULL. */
char *case_description(
    const struct yaml_node *node, const struct scope *scope, struct arena *arena);

#endif
