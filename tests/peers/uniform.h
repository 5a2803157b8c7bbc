/* uniform.h: random numbers that are the same for the same seed, for what makes inputs. */
#ifndef UNIFORM_H
#define UNIFORM_H

#include <stdint.h>

static uint64_t state; /* the seed, at first */

/* From 0 up to 1, by splitmix64: Steele, Lea, Flood 2014. */
static double
uniform(void)
{
	uint64_t z = state += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return (double)((z ^ z >> 31) >> 11) / 9007199254740992.0;
}

#endif
