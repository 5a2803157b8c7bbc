/* json_bounds.h: how large JSON may be that is read, as a stream or as a tree. */
#ifndef JSON_BOUNDS_H
#define JSON_BOUNDS_H

#include <stdint.h>

/* What one tool writes the next one reads: a value that is passed on as it stands, such as
 * an environment or a member that this version does not know, comes to stand some levels
 * deeper in the documents made of it, so it may be less deep than a document. */
enum {
	JSON_DEPTH_MAX = 64,        /* levels of a document */
	JSON_KEPT_DEPTH = 48,       /* levels of a value that is passed on as it stands */
	JSON_STRING_MAX = 64 << 20, /* bytes of one string or key, with its escapes */
	JSON_BYTES_MAX = 64 << 20   /* bytes of what is held in memory as a whole */
};

/* Bytes of a document from a pipe that is copied to be read twice. */
#define JSON_SPOOL_MAX (UINT64_C(4) << 30)

#endif
