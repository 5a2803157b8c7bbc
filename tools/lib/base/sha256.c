#include "base/sha256.h"

#include <stdint.h>
#include <string.h>

enum { BLOCK_LEN = 64, LENGTH_LEN = 8 };

/* FIPS 180-4, 4.2.2 and 5.3.3: the fractional parts of cube roots and of square roots of primes. */
static const uint32_t round_words[BLOCK_LEN] = {0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5,
    0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
    0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
    0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5,
    0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
static const uint32_t start_words[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

static uint32_t
turned(uint32_t x, unsigned bits)
{
	return x >> bits | x << (32 - bits);
}

static void
block_add(uint32_t h[8], const unsigned char block[BLOCK_LEN])
{
	uint32_t w[BLOCK_LEN], v[8], t1, t2;

	for (int i = 0; i < 16; i++)
		w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
		       (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
	for (int i = 16; i < BLOCK_LEN; i++)
		w[i] = w[i - 16] + w[i - 7] +
		       (turned(w[i - 15], 7) ^ turned(w[i - 15], 18) ^ w[i - 15] >> 3) +
		       (turned(w[i - 2], 17) ^ turned(w[i - 2], 19) ^ w[i - 2] >> 10);
	memcpy(v, h, sizeof v);
	for (int i = 0; i < BLOCK_LEN; i++) {
		t1 = v[7] + (turned(v[4], 6) ^ turned(v[4], 11) ^ turned(v[4], 25)) +
		     ((v[4] & v[5]) ^ (~v[4] & v[6])) + round_words[i] + w[i];
		t2 = (turned(v[0], 2) ^ turned(v[0], 13) ^ turned(v[0], 22)) +
		     ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
		memmove(v + 1, v, 7 * sizeof *v);
		v[4] += t1;
		v[0] = t1 + t2;
	}
	for (int i = 0; i < 8; i++)
		h[i] += v[i];
}

void
sha256_digest(const void *data, size_t len, unsigned char digest[SHA256_LEN])
{
	unsigned char last[2 * BLOCK_LEN] = {0};
	const unsigned char *p = data;
	size_t rest = len % BLOCK_LEN;
	size_t padded = rest < BLOCK_LEN - LENGTH_LEN ? BLOCK_LEN : 2 * BLOCK_LEN;
	uint32_t h[8];

	memcpy(h, start_words, sizeof h);
	for (size_t i = 0; i + BLOCK_LEN <= len; i += BLOCK_LEN)
		block_add(h, p + i);
	if (rest)
		memcpy(last, p + len - rest, rest);
	last[rest] = 0x80;
	for (unsigned i = 0; i < LENGTH_LEN; i++)
		last[padded - 1 - i] = (unsigned char)((uint64_t)len * 8 >> 8 * i);
	for (size_t i = 0; i < padded; i += BLOCK_LEN)
		block_add(h, last + i);
	for (size_t i = 0; i < SHA256_LEN; i++)
		digest[i] = (unsigned char)(h[i / 4] >> (24 - 8 * (i % 4)));
}
