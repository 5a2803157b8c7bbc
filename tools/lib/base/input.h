/* input.h: files to read, and what "-" means. */
#ifndef INPUT_H
#define INPUT_H

#include <glob.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Whether PATH stands for standard input: "-" or NULL. */
bool input_is_standard(const char *path);
/* The name of PATH for messages. */
const char *input_name(const char *path);

/* PATH to be read, as a stream or as a descriptor: standard input itself, or the
 * file opened; says what it waits for when nobody writes to a pipe, or a terminal is read. Dies
 * when that fails. The second pair closes what the first opened, and leaves standard input alone.
 */
FILE *input_open(const char *path);
int input_open_fd(const char *path);
void input_close(FILE *f);
void input_close_fd(int fd);

/* Open text PATH so that it can be read twice: a file as it is, anything else copied to a
 * temporary file, at what is left of it. The caller closes it. Dies when that cannot be
 * done, at the first NUL of what is copied, and when that is larger than a GiB. */
FILE *input_seekable(const char *path);
/* The same of what is not text: SPOOL copies what is left in FD, which messages call NAME, and
 * returns the copy at its start. */
FILE *input_seekable_by(const char *path, FILE *(*spool)(int fd, const char *name));

/* The file PATH of the system, which need not be there: then NULL. Dies when memory is
 * out, since it would be taken for absent. The caller closes it. */
FILE *input_probe(const char *path);

/* Fill FOUND with the names that fit PATTERN, for globfree(); whether there is one. Dies when
 * memory is out. */
bool input_glob(const char *pattern, glob_t *found);

/* Die of usage when "-" is more than one of the N PATHS; a NULL here is no path. */
void input_once(const char *const *paths, size_t n);

#endif
