/* digest.h: SHA-256, which tells whether two files hold the same (FIPS 180-4). */
#ifndef DIGEST_H
#define DIGEST_H

#include <stddef.h>
#include <stdint.h>

enum { DIGEST_LEN = 32, DIGEST_TEXT = 65 /* 64 hexadecimal digits and a NUL */ };

struct digest {
	uint32_t state[8];
	unsigned char block[64];
	uint64_t len; /* bytes so far */
};

void digest_begin(struct digest *d);
void digest_add(struct digest *d, const void *data, size_t len);
/* The digest of all that was added, as bytes or as hexadecimal digits; D is used up. */
void digest_bytes(struct digest *d, unsigned char bytes[DIGEST_LEN]);
void digest_end(struct digest *d, char text[DIGEST_TEXT]);

#endif
