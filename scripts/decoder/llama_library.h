/* llama_library.h: llama.cpp's library, opened at run time. */
#ifndef LLAMA_LIBRARY_H
#define LLAMA_LIBRARY_H

#include "llama_api.h"

struct llama_library {
	struct llama_api api;
	char variant[32];  /* of the code for CPUs that it chose, such as 'haswell' */
	char trouble[256]; /* what it said last of an error, or "" */
};

/* Open the library in FOLDER into *L, which must stay where it is, and have it choose its fastest
 * code for this CPU. Ends the program: skipped when there is no library, and trouble when it is
 * none, or of another release than llama_api.h declares. */
void llama_library_open(struct llama_library *l, const char *folder);

#endif
