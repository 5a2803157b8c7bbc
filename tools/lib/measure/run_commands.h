/* run_commands.h: the commands of bench-run's command line, with their hooks and parameters. */
#ifndef RUN_COMMANDS_H
#define RUN_COMMANDS_H

#include "measure/run_options.h"

/* Takes one word of -L or -P after the other, as option_row.take; TO is a struct run_options. The
 * number of words tells which option it is. */
void parameter_words_take(const struct option_row *row, char *value);

/* Die of usage when O's hooks, names, parameters and shell do not fit to its commands, or when it
 * has no commands to which they could belong. */
void run_commands_check(const struct run_options *o);

/* The line of LINES, an option for a hook, for command I: its own, or the one for all commands;
 * NULL where it is blank, which stands for no hook. */
const char *hook_line(const struct option_list *lines, size_t i);

/* The plan of O's commands. */
struct plan *run_commands_plan(const struct run_options *o);

#endif
