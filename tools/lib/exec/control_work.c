#include "exec/control_work.h"

#include <stddef.h>

enum { WORDS = 64 << 10, STEPS = 1000 * 1000 };

uint32_t
control_work(void)
{
	static uint32_t words[WORDS];
	uint32_t x = 1;

	/* Multiplier and increment of Numerical Recipes' quick generator. */
	for (size_t i = 0; i < WORDS; i++)
		words[i] = x = x * 1664525U + 1013904223U;
	for (size_t i = 0; i < STEPS; i++) {
		uint32_t *word = &words[x >> 16];

		x = (x ^ *word) * 1664525U + 1013904223U;
		*word = x;
	}
	return x;
}
