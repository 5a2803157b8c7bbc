/* salted_go.h: the go command with the order of a salt, which its own linker makes. */
#ifndef SALTED_GO_H
#define SALTED_GO_H

#include "link/salted_link.h"

/* Write HOW, a line, to the log of L. */
void salted_link_note(const struct salted_link *l, const char *how);

/* ARGV for the go command FILE: where it links and its linker knows -randlayout (Go 1.22), with it
 * among the flags of the linker. The list and the words that it adds are the caller's. */
char **salted_go(const struct salted_link *l, const char *file, char **argv);

#endif
