/* json_spool.h: a JSON document that is read twice, wherever it comes from. */
#ifndef JSON_SPOOL_H
#define JSON_SPOOL_H

#include <stdio.h>

/* Open PATH ("-" or NULL: standard input) so that it can be read twice: a file as it is,
 * anything else by json_spool(). The caller closes it. Dies when that cannot be done. */
FILE *json_seekable(const char *path);

/* Copy the object that is left in FD, which messages call NAME, to a temporary file; it is
 * at its start, as a stream and as a descriptor. What cannot be JSON is no further copied:
 * of an object it dies as json_scanner.h does, of anything else the copy begins with it,
 * for its reader to refuse. Also dies when it is larger than JSON_SPOOL_MAX. */
FILE *json_spool(int fd, const char *name);

#endif
