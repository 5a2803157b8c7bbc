/* device_files.h: what the kernel's files and the vendors' libraries say of devices. Paths and
 * libraries are below ROOT, "" but in tests: then libraries are in ROOT/lib alone. */
#ifndef DEVICE_FILES_H
#define DEVICE_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/util.h"

/* What BENCH_DEVICES_ROOT says, for tests; else "". */
const char *device_root(void);

/* Whether there is the file of FMT. */
bool device_there(const char *fmt, ...) UTIL_PRINTF(1, 2);

/* Read the first line of the file of FMT, without what ends it, into TO of SIZE bytes. */
bool device_text(char *to, size_t size, const char *fmt, ...) UTIL_PRINTF(3, 4);

/* Read the number that the file of FMT starts with into V. Returns NULL, or why not: a text of
 * this program. */
const char *device_number(double *v, const char *fmt, ...) UTIL_PRINTF(2, 3);

/* The number after KEY and blanks on a line of the file of FMT; NAN when there is none. */
double device_property(const char *key, const char *fmt, ...) UTIL_PRINTF(2, 3);

/* The path of the first of the libraries NAMES (ends in NULL) that a folder of LD_LIBRARY_PATH, of
 * FOLDERS (a pattern as of glob(), or NULL) or of the linker's has; the caller owns it. NULL:
 * there is none. Opens none. */
char *device_library_find(const char *root, const char *const *names, const char *folders);

/* Open it; NULL when it is not there or cannot be opened, with WHY, of SIZE bytes. */
void *device_library(
    const char *root, const char *const *names, const char *folders, char *why, size_t size);

/* Set the function pointer at TO to the function NAME of LIBRARY; NULL and false without one. */
bool device_symbol(void *library, const char *name, void *to);

#endif
