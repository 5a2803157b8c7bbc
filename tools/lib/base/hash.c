#include "base/hash.h"

#include <stddef.h>

#define PRIME UINT64_C(0x100000001b3)

uint64_t
hash_bytes(uint64_t hash, const char *s)
{
	for (; *s; s++)
		hash = (hash ^ (unsigned char)*s) * PRIME;
	return hash;
}

uint64_t
hash_string(uint64_t hash, const char *s)
{
	/* No byte of UTF-8 is this one. */
	return (hash_bytes(hash, s ? s : "") ^ 0xff) * PRIME;
}

uint64_t
hash_table_string(const char *s)
{
	uint64_t h = hash_bytes(HASH_START, s);

	return h ^ h >> 32;
}
