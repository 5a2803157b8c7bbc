/* row_gate.h: which of the rows that a command reports can fail a job: 'gate' of 'rows' and
 * 'harness'. */
#ifndef ROW_GATE_H
#define ROW_GATE_H

#include <stdbool.h>

struct arena;
struct json_at;
struct yaml_node;

/* A gate is a list of patterns (glob.h) that ends in NULL. Those behind a '!' exclude. A gate that
 * is NULL has all names. */

/* Whether GATE has NAME: a pattern without '!' matches it, or all have a '!'; and none with '!'
 * does. Their order does not matter. A list without patterns has no name. */
bool row_gate_has(char *const *gate, const char *name);

/* The value of key "gate" of NODE; NULL: it is not there. Lives in ARENA. Dies at the position of
 * an entry that matches no name, and of a list that excludes all that it names. */
char **row_gate_read(const struct yaml_node *node, struct arena *arena);
/* The same of member "gate" of OBJECT, in a plan. */
char **row_gate_plan(const struct json_at *object, struct arena *arena);

#endif
