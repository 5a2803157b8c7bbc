/* executed_lines.h: the lines of a file of callgrind. */
#ifndef EXECUTED_LINES_H
#define EXECUTED_LINES_H

#include <stdio.h>

#include "why/executed.h"

/* Add what F has, called NAME in messages, to E; dies as executed_read() does. */
void executed_lines_read(struct executed *e, FILE *f, const char *name);

#endif
