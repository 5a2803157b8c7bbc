/* program_exec.h: looks a program up in PATH and executes it; a shell gets only what is text. */
#ifndef PROGRAM_EXEC_H
#define PROGRAM_EXEC_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

/* The PATH of ENV, which ends in NULL; where ENV has none, that of execvp(). */
const char *program_path(char *const *env);

/* Put the place of NAME in the first folder of *PATH into FILE, and take this folder off
 * *PATH; NULL there is the end of it. False when no folder is left. */
bool program_candidate(const char **path, const char *name, char file[PATH_MAX]);

/* Execute ARGV, which ends in NULL, with ENV. ARGV[0] is looked up in the PATH of ENV. As
 * execvp() does, hand a file that the kernel does not know to /bin/sh, for which ARGV[-1]
 * must be writable; but only if program_is_text(). *START_NS is clock_ns() just before the
 * last attempt. Returns only when it failed: the errno. It allocates nothing, so that a
 * child of vfork() may call it. */
int program_exec(char **argv, char *const *env, volatile int64_t *start_ns);

#endif
