/* rng.h: pseudorandom numbers: one seed gives the same numbers on every machine. */
#ifndef RNG_H
#define RNG_H

#include <stddef.h>
#include <stdint.h>

/* xoshiro256** (Blackman, Vigna: Scrambled linear pseudorandom number
 * generators, 2021). Not for secrets. */
struct rng {
	uint64_t s[4];
};

/* Start R from SEED; any SEED is good, since splitmix64 spreads it. */
void rng_seed(struct rng *r, uint64_t seed);
/* 64 random bits. */
uint64_t rng_next(struct rng *r);
/* An integer from 0 to N - 1, each equally likely; N must not be 0. */
uint64_t rng_below(struct rng *r, uint64_t n);
/* A number from 0 up to but not 1, a multiple of 2^-53. */
double rng_uniform(struct rng *r);
/* Put the N elements of SIZE bytes at BASE into a random order, every order equally likely. */
void rng_shuffle(struct rng *r, void *base, size_t n, size_t size);

#endif
