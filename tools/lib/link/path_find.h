/* path_find.h: programs in PATH, but for those in one folder of it. */
#ifndef PATH_FIND_H
#define PATH_FIND_H

#include <stdbool.h>

/* PATH without FOLDER; the caller owns it. */
char *path_without(const char *folder);

/* The file of program NAME in PATH less FOLDER, or NULL; the caller owns it. */
char *path_find(const char *name, const char *folder);

/* Call EACH with the name of every file in the folders of PATH, and DATA. */
void path_names(void (*each)(const char *name, void *data), void *data);

#endif
