/* weights_file.h: the file of a model, read forward and never beyond its end.
 *
 * Every function dies with "NAME: byte N: message" when the file has not what was asked for. */
#ifndef WEIGHTS_FILE_H
#define WEIGHTS_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/util.h"

enum { WEIGHTS_BUFFER = 1 << 16 };

struct weights_file {
	FILE *f;
	const char *name; /* for messages; borrowed */
	uint64_t size, at;
	bool big;      /* numbers have their largest byte first */
	uint64_t from; /* what of the file BUFFER has: LEN bytes */
	size_t len;
	unsigned char buffer[WEIGHTS_BUFFER];
};

/* Open PATH ("-" or NULL: standard input, which is copied when it is no file). The caller owns it.
 */
struct weights_file *weights_file_open(const char *path);
void weights_file_close(struct weights_file *f);

/* The bytes that are left. */
uint64_t weights_left(const struct weights_file *f);

/* Copy the next N bytes to TO, or pass over them. WHAT they are is for messages. */
void weights_take(struct weights_file *f, void *to, size_t n, const char *what);
void weights_skip(struct weights_file *f, uint64_t n, const char *what);

/* The next number of 4 or 8 bytes. */
uint32_t weights_u32(struct weights_file *f, const char *what);
uint64_t weights_u64(struct weights_file *f, const char *what);

/* Read LEN bytes of text: its first ROOM - 1 bytes, ended by a NUL, go to TEXT, and each NUL of it
 * becomes a blank. */
void weights_text(struct weights_file *f, uint64_t len, char *text, size_t room, const char *what);

/* Die as of the place that is read next. */
_Noreturn void weights_die(const struct weights_file *f, const char *fmt, ...) UTIL_PRINTF(2, 3);

#endif
