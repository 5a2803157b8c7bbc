/* capture.h: reads what a command prints, for invoke.c. */
#ifndef CAPTURE_H
#define CAPTURE_H

#include "measure/invoke.h"

/* Empty TEXT and keep its memory. */
void capture_clear(struct output_text *text);

/* Add to TEXT what is in the pipes OUT and ERR, which do not block, until both
 * are empty. Standard output is cut after 2^20 lines too. */
void capture_read(struct output_text *text, int out, int err);

#endif
