/* check.h: what a unit test says when something is not so. */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>

static int failures;

#define CHECK(c)                                                                                   \
	do {                                                                                       \
		if (!(c)) {                                                                        \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #c);            \
			failures++;                                                                \
		}                                                                                  \
	} while (0)

#endif
