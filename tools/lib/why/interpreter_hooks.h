/* interpreter_hooks.h: what has Python and node write a profile at their end. */
#ifndef INTERPRETER_HOOKS_H
#define INTERPRETER_HOOKS_H

/* The variable that names the folder for profiles: a file for each process, an array of
 * [function, file, line, seconds of its own, calls]. */
#define HOOKS_FOLDER "BENCH_WHY_DIR"

/* Write the hooks into FOLDER: sitecustomize.py, for PYTHONPATH, and profile.js, for --require.
 * Dies when that fails. */
void interpreter_hooks_write(const char *folder);

#endif
