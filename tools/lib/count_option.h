/* count_option.h: whole numbers of the command line. */
#ifndef COUNT_OPTION_H
#define COUNT_OPTION_H

#include <stddef.h>

/* S as a whole number from LEAST to MOST; dies, saying what WHAT must be. */
size_t count_option(const char *what, const char *s, size_t least, size_t most);

#endif
