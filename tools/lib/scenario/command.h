/* command.h: a command line split into words. */
#ifndef COMMAND_H
#define COMMAND_H

#include <stdbool.h>

/* ARGV (ends in NULL) of a command line: split as a shell would when it needs
 * none, else /bin/sh -c; *SHELL says which. The caller owns it. */
char **command_parse(const char *line, bool *shell);

#endif
