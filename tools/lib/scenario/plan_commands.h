/* plan_commands.h: the plan of commands that are given without a scenario. */
#ifndef PLAN_COMMANDS_H
#define PLAN_COMMANDS_H

#include "scenario/parameter.h"
#include "scenario/plan.h"

struct command_given {
	const char *line;
	char *const *words;        /* to run as they are, for which LINE is the name; or NULL */
	const char *name;          /* NULL: the line */
	const char *hooks[NHOOKS]; /* lines, or NULL */
};

/* The plan of the N COMMANDS. Each is measured once for each combination of those of the NPARAMS
 * PARAMS that stand in it or in its hooks; the last one varies fastest. Lines are parsed for
 * SHELL as command_parse() has it. Dies when there is nothing to run, or a parameter is nowhere
 * used. */
struct plan *plan_of_commands(const struct command_given *commands, size_t n,
    const struct parameter *params, size_t nparams, const char *shell);

/* LINE as command_parse() makes it, in ARENA; dies, naming WHAT, when it makes none, or when it is
 * empty. */
char **command_words(
    const char *line, const char *what, const char *with, struct arena *arena, bool *shell);

#endif
