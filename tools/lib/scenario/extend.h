/* extend.h: 'extends:', a scenario that is another one with changes (bench-scenario(5)). */
#ifndef EXTEND_H
#define EXTEND_H

#include "yaml/yaml_tree.h"

enum { EXTENDS_MAX = 8 }; /* files, one extending the other, behind the first */

/* The files that a scenario is made of. */
struct extended;

/* The mapping of a scenario ROOT from FILE (NULL: standard input) with what it extends: its own
 * values come first, benchmarks are changed by name. Dies with file:line:column: of a circle, too
 * many files, a path that leads out of the repository, or a file that cannot be read. *FILES
 * owns what was read and added, and lives as long as the result. */
const struct yaml_node *extend_scenario(
    const struct yaml_node *root, const char *file, struct extended **files);
void extended_free(struct extended *files);

#endif
