/* input.h: files to read: what "-" means, and a copy of input that cannot be read twice. */
#ifndef INPUT_H
#define INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Whether PATH stands for standard input: "-" or NULL. */
bool input_is_standard(const char *path);
/* The name of PATH for messages. */
const char *input_name(const char *path);

/* PATH to be read, as a stream or as a descriptor: standard input itself, or the
 * file opened. Dies when that fails. The second pair closes what the first opened,
 * and leaves standard input alone. */
FILE *input_open(const char *path);
int input_open_fd(const char *path);
void input_close(FILE *f);
void input_close_fd(int fd);

/* Open PATH, so that it can be read twice: a file as it is, anything else copied to a
 * temporary file; at what is left of it. Dies when that cannot be done. */
FILE *input_seekable(const char *path);

/* Die of usage when "-" is more than one of the N PATHS; a NULL here is no path. */
void input_once(const char *const *paths, size_t n);

/* Copy what is left in FD, which messages call NAME, to a temporary file; it is at
 * its start, as a stream and as a descriptor. The caller closes it. Dies when
 * either fails. */
FILE *input_spool(int fd, const char *name);

#endif
