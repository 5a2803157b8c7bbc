/* random_name.h: a name that nothing else has. */
#ifndef RANDOM_NAME_H
#define RANDOM_NAME_H

#include <stddef.h>

/* 2 * BYTES hexadecimal digits from the system's random numbers, which the caller owns. BYTES is
 * at most 32. Dies when there are none. */
char *random_name(size_t bytes);

#endif
