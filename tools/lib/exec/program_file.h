/* program_file.h: the file of a program that could not be executed, and why it could not. */
#ifndef PROGRAM_FILE_H
#define PROGRAM_FILE_H

#include <stdbool.h>

/* Whether FILE, which the kernel refused as no program (ENOEXEC), is a text that a shell can
 * run: it is not empty, has no "#!", and its first line is without NUL and other control
 * characters. It allocates nothing, so that a child of vfork() may call it. */
bool program_is_text(const char *file);

/* Why NAME, looked up in the PATH of ENV by who stands in DIRECTORY (NULL: here), could not
 * be executed: the words for CODE, an errno, and in parentheses what its file shows of the
 * cause. The caller owns it. */
char *program_refusal(const char *name, char *const *env, const char *directory, int code);

#endif
