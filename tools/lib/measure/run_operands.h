/* run_operands.h: what bench-run's operands are: a scenario, or a command after "--". */
#ifndef RUN_OPERANDS_H
#define RUN_OPERANDS_H

#include "base/option.h"
#include "measure/run_options.h"

/* Put the OPERANDS into O, whose options are read: its scenario, or its one command. Dies of usage
 * where they fit neither, or not beside the commands of -c. */
void run_operands_take(struct run_options *o, const struct operands *operands);

/* Die when O's scenario, which the word OPERAND named (NULL: none did), is not there, or when none
 * is named and standard input is a terminal; and say how a command is measured. */
void run_scenario_check(const struct run_options *o, const char *operand);

#endif
