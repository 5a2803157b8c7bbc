/* input_keep.h: the standard input of commands, which every invocation reads from its start. */
#ifndef INPUT_KEEP_H
#define INPUT_KEEP_H

#include <stdint.h>

/* The most bytes that are kept of an input that can be read only once. */
#define INPUT_KEEP_MAX (INT64_C(1) << 30)

struct input_keep;

struct input_keep *input_keep_new(void);
/* Its copies end with it. */
void input_keep_free(struct input_keep *k);

/* The path by which every invocation can read input PATH: PATH itself, when it is a file, a
 * device or not there. Of what can be read only once (a pipe, a FIFO, a socket, standard input) it
 * is that of a copy, made at the first call, which waits for the end of the input. Borrowed. NULL,
 * and in *WHY, which the caller owns, the reason: a terminal, a directory, over
 * INPUT_KEEP_MAX bytes; *WHY is NULL when a signal came (interrupt.h). */
const char *input_keep_path(struct input_keep *k, const char *path, char **why);

#endif
