/* subprogram.h: another program run for what it prints. */
#ifndef SUBPROGRAM_H
#define SUBPROGRAM_H

#include <stdbool.h>
#include <stdio.h>

/* Run ARGV, looked for beside this program and in PATH, with INPUT (NULL: nothing) as its standard
 * input from its start, in English. Returns what it printed, at its start, which the caller
 * closes, and its exit status in *STATUS, which may be NULL; NULL where it cannot be started. What
 * it says on standard error is shown where TOLD. Dies when it ends by a signal. A signal that ends
 * this program meanwhile ends ARGV first. */
FILE *subprogram_run(const char *const *argv, FILE *input, bool told, int *status);

#endif
