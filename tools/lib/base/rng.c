#include "base/rng.h"

#include <string.h>

static uint64_t
rotate(uint64_t x, int k)
{
	return (x << k) | (x >> (64 - k));
}

void
rng_seed(struct rng *r, uint64_t seed)
{
	for (int i = 0; i < 4; i++) {
		uint64_t z = seed += 0x9e3779b97f4a7c15;

		z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
		z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
		r->s[i] = z ^ (z >> 31);
	}
}

uint64_t
rng_next(struct rng *r)
{
	uint64_t *s = r->s;
	uint64_t result = rotate(s[1] * 5, 7) * 9;
	uint64_t t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate(s[3], 45);
	return result;
}

uint64_t
rng_below(struct rng *r, uint64_t n)
{
	/* 2^64 mod n values are drawn again, or the small ones would come too often. */
	uint64_t spare = (0 - n) % n, x;

	do
		x = rng_next(r);
	while (x < spare);
	return x % n;
}

double
rng_uniform(struct rng *r)
{
	return (double)(rng_next(r) >> 11) * 0x1p-53;
}

static void
bytes_swap(unsigned char *a, unsigned char *b, size_t size)
{
	unsigned char block[64];

	for (size_t done = 0, n; done < size; done += n) {
		n = size - done < sizeof block ? size - done : sizeof block;
		memcpy(block, a + done, n);
		memcpy(a + done, b + done, n);
		memcpy(b + done, block, n);
	}
}

void
rng_shuffle(struct rng *r, void *base, size_t n, size_t size)
{
	unsigned char *p = base;

	for (size_t i = n; i > 1; i--) {
		size_t j = (size_t)rng_below(r, i);

		if (j != i - 1)
			bytes_swap(p + (i - 1) * size, p + j * size, size);
	}
}
