/* workload.h: what the workloads share: seeded numbers, clock, memory, options, skipping. */
#ifndef WORKLOAD_H
#define WORKLOAD_H

#include <stddef.h>
#include <stdint.h>

#include "util.h"

/* "Skipped": this machine lacks what the program needs; as automake and meson have it. */
enum { STATUS_SKIPPED = 77 };

/* PCG32 of M. E. O'Neill (pcg-random.org): one stream of numbers per SEED and
 * STREAM, the same on every machine. */
struct rng {
	uint64_t state, increment;
};

void rng_seed(struct rng *r, uint64_t seed, uint64_t stream);
uint32_t rng_next(struct rng *r);
/* Uniform in [0, 1), with 24 bits: exact in a float. */
float rng_uniform(struct rng *r);
/* Uniform in [0, BOUND), BOUND > 0, without bias. */
uint32_t rng_below(struct rng *r, uint32_t bound);

/* Seconds of the monotonic clock. */
double clock_seconds(void);

/* Peak resident memory of this program since its exec, in MB of 10^6 bytes. */
double memory_peak_mb(void);

/* Now, in UTC, as 2026-11-21T08:00:00Z. */
enum { TIMESTAMP_MAX = 32 };
void timestamp_now(char dst[TIMESTAMP_MAX]);

/* The whole number S given to OPTION ("--size"); a usage error when it is not
 * one from MIN to MAX. */
size_t option_count(const char *option, const char *s, size_t min, size_t max);

/* The index of S in WORDS, which ends in NULL; a usage error that names OPTION
 * and the words when S is none of them. */
int option_word(const char *option, const char *s, const char *const *words);

/* Print the reason as the last line of standard error and exit with STATUS_SKIPPED. */
_Noreturn void skip(const char *fmt, ...) UTIL_PRINTF(1, 2);

#endif
