/* sha256.h: SHA-256 (FIPS 180-4, section 6.2). */
#ifndef SHA256_H
#define SHA256_H

#include <stddef.h>

enum { SHA256_LEN = 32 };

/* Write the digest of the LEN bytes of DATA into DIGEST. */
void sha256_digest(const void *data, size_t len, unsigned char digest[SHA256_LEN]);

#endif
