/* import_detect.h: tells which format a file is of, by its beginning. */
#ifndef IMPORT_DETECT_H
#define IMPORT_DETECT_H

#include "import/import_formats.h"

/* The one of ALL whose signs are in file PATH, which messages call NAME, or, when it is a folder,
 * whose files are in it. Of several the one with most signs. Dies, with the formats that it is not
 * of, when there is none, and when two have as many. */
const struct import_format *import_detect(
    const struct import_formats *all, const char *path, const char *name);

/* Die when file PATH, which messages call NAME, cannot be of FORMAT: it is a folder and the format
 * is none, it is empty, or no UTF-8, or something else by its beginning, of which the message says
 * how to get what can be imported. */
void import_detect_check(const struct import_format *format, const char *path, const char *name);

#endif
