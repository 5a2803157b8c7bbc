/* spool.h: a copy of what cannot be read twice. */
#ifndef SPOOL_H
#define SPOOL_H

#include <stdio.h>

/* Copy what is left in FD, which messages call NAME, to a temporary file; it is at
 * its start, as a stream and as a descriptor. The caller closes it. Dies when
 * either fails. */
FILE *spool(int fd, const char *name);

#endif
