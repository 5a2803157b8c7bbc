#include "base/digest.h"

#include <stdio.h>
#include <string.h>

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
static const uint32_t roots[64] = {0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b,
    0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74,
    0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3,
    0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354,
    0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
    0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3,
    0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa,
    0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t
rotated(uint32_t v, unsigned bits)
{
	return v >> bits | v << (32 - bits);
}

/* The 64 words of BLOCK (FIPS 180-4, 6.2.2, step 1). */
static void
schedule_fill(uint32_t w[64], const unsigned char *block)
{
	for (int i = 0; i < 16; i++)
		w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
		       (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
	for (int i = 16; i < 64; i++) {
		uint32_t a = w[i - 15], b = w[i - 2];

		w[i] = w[i - 16] + (rotated(a, 7) ^ rotated(a, 18) ^ a >> 3) + w[i - 7] +
		       (rotated(b, 17) ^ rotated(b, 19) ^ b >> 10);
	}
}

static void
block_add(uint32_t state[8], const unsigned char *block)
{
	uint32_t w[64], s[8];

	schedule_fill(w, block);
	memcpy(s, state, sizeof s);
	for (int i = 0; i < 64; i++) {
		uint32_t e = s[4], a = s[0];
		uint32_t t1 = s[7] + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) +
			      ((e & s[5]) ^ (~e & s[6])) + roots[i] + w[i];
		uint32_t t2 = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) +
			      ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));

		memmove(s + 1, s, 7 * sizeof *s);
		s[4] += t1;
		s[0] = t1 + t2;
	}
	for (int i = 0; i < 8; i++)
		state[i] += s[i];
}

void
digest_begin(struct digest *d)
{
	/* The same of the square roots of the first 8 primes. */
	static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
	    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

	memcpy(d->state, start, sizeof start);
	d->len = 0;
}

void
digest_add(struct digest *d, const void *data, size_t len)
{
	const unsigned char *p = data;
	size_t used = d->len % sizeof d->block;

	d->len += len;
	if (used) {
		size_t room = sizeof d->block - used, take = len < room ? len : room;

		memcpy(d->block + used, p, take);
		if (take < room)
			return;
		block_add(d->state, d->block);
		p += take;
		len -= take;
	}
	for (; len >= sizeof d->block; p += sizeof d->block, len -= sizeof d->block)
		block_add(d->state, p);
	if (len)
		memcpy(d->block, p, len);
}

void
digest_bytes(struct digest *d, unsigned char bytes[DIGEST_LEN])
{
	static const unsigned char padding[64] = {0x80};
	uint64_t bits = d->len * 8;
	unsigned char length[8];

	digest_add(d, padding, 1 + (119 - d->len % 64) % 64);
	for (int i = 0; i < 8; i++)
		length[i] = (unsigned char)(bits >> (56 - 8 * i));
	digest_add(d, length, sizeof length);
	for (int i = 0; i < DIGEST_LEN; i++)
		bytes[i] = (unsigned char)(d->state[i / 4] >> (24 - 8 * (i % 4)));
}

void
digest_end(struct digest *d, char text[DIGEST_TEXT])
{
	unsigned char bytes[DIGEST_LEN];

	digest_bytes(d, bytes);
	for (int i = 0; i < DIGEST_LEN; i++)
		snprintf(text + 2 * i, 3, "%02x", bytes[i]);
}
