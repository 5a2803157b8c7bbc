/* callgrind.h: instructions counted by valgrind instead of time: the same
 * program with the same input counts the same on a busy machine too. */
#ifndef CALLGRIND_H
#define CALLGRIND_H

#include <stdbool.h>
#include <stdint.h>

#include "measure/invoke.h"

/* Two counts that agree are all that is needed; else more are taken. */
enum { CALLGRIND_RUNS = 2, CALLGRIND_RUNS_MAX = 5 };
/* The timeout is longer by this: valgrind runs a program that much slower. */
enum { CALLGRIND_SLOWER = 50 };

/* Where valgrind is, out of PATH; NULL when it is not installed. The caller owns it. */
char *callgrind_program(void);

struct callgrind;

/* Dies without valgrind or a temporary folder. */
struct callgrind *callgrind_new(void);
void callgrind_free(struct callgrind *c); /* may be NULL */

/* Run CALL by V under callgrind and set *COUNT to the instructions that its
 * processes executed together, -1 if valgrind left no count. M and TEXT as of
 * invoker_run(). The environment is filled up to a size that does not depend on
 * what is in it. Where KEEP is not NULL, what valgrind tells of each instruction stays in this
 * folder, a file for each process; it is empty before. */
void callgrind_run(struct callgrind *c, struct invoker *v, const struct invocation *call,
    struct measurement *m, struct output_text *text, const char *keep, double *count);

#endif
