/* command.h: a command line split into words. */
#ifndef COMMAND_H
#define COMMAND_H

#include <stdbool.h>

#include "base/arena.h"

/* What stands for a shell where there is to be none. */
#define COMMAND_NO_SHELL "none"

/* ARGV (ends in NULL), in ARENA, of a command line. WITH is the shell that gets it: "sh", "bash", a
 * path or a line such as "bash --norc"; COMMAND_NO_SHELL: the line is split at blanks outside of
 * quotes, and no other character is special; NULL: it is split, or given to /bin/sh when it needs
 * a shell. *SHELL says whether a shell runs it. NULL: LINE cannot be split without a shell, or
 * WITH is not a command. */
char **command_parse(const char *line, const char *with, struct arena *arena, bool *shell);

#endif
