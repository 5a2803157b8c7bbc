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
/* The file that NODE, the value of WHAT, names from the folder of the file in which NODE stands,
 * its links followed, and its name for messages. Dies as above. The caller owns both. */
char *extend_path(const struct yaml_node *node, const char *what);
char *extend_name(const struct yaml_node *node);
void extended_free(struct extended *files);

#endif
