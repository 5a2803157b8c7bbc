/* row-test: rows as GGUF files hold them, against what their bits are defined to mean, and the
 * largest of a row against a plain search. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "likeliest.h"
#include "row_encode.h"
#include "workload.h"

static int failures;

static void
check(int ok, const char *what, double a, double b)
{
	if (ok)
		return;
	failures++;
	printf("row-test: %s: %.9g, %.9g\n", what, a, b);
}

/* The number that the bits H of an IEEE 754 half mean. */
static double
half_value(unsigned h)
{
	double sign = h & 0x8000 ? -1 : 1, fraction = h & 0x3ff;
	int exponent = (int)(h >> 10 & 31);

	return sign * (exponent ? ldexp(1024 + fraction, exponent - 25) : ldexp(fraction, -24));
}

/* Each half is its own nearest; halfway between two the even one is; beyond halfway the next. */
static void
halves_check(void)
{
	for (unsigned h = 0; h < 0x7c00; h++) {
		double v = half_value(h), next = half_value(h + 1), middle = (v + next) / 2;
		unsigned even = h % 2 ? h + 1 : h;

		check(half_of((float)v) == h, "a half", v, half_of((float)v));
		check(
		    half_of((float)-v) == (h | 0x8000), "a negative half", -v, half_of((float)-v));
		check(half_of((float)middle) == even, "a middle", middle, half_of((float)middle));
		check(half_of(nextafterf((float)middle, INFINITY)) == h + 1, "over a middle",
		    middle, h);
		check(half_of(nextafterf((float)middle, 0)) == h, "under a middle", middle, h);
	}
	check(half_of(65520) == 0x7c00, "too large", half_of(65520), 0x7c00);
	check(half_of(INFINITY) == 0x7c00, "infinity", half_of(INFINITY), 0x7c00);
	check((half_of(NAN) & 0x7c00) == 0x7c00 && (half_of(NAN) & 0x3ff), "not a number",
	    half_of(NAN), 0);
}

static double
scale_of(const unsigned char *block)
{
	uint16_t h;

	memcpy(&h, block, sizeof h);
	return half_value(h);
}

/* Value I of BLOCK, and how far from it the encoded one may have been. */
static double
block_value(enum precision p, const unsigned char *block, int i, double *most)
{
	double scale = scale_of(block);
	int q = p == PRECISION_Q8_0 ? (signed char)block[2 + i]
				    : (block[2 + i % 16] >> (i < 16 ? 0 : 4) & 15) - 8;

	/* half a step, and what the scale was rounded by; of 4 bits the far end is a step short */
	*most =
	    fabs(scale) * (q == 7 && p == PRECISION_Q4_0 ? 1.01 : 0.51) + fabs(q * scale) * 0x1p-10;
	return q * scale;
}

static void
blocks_check(enum precision p)
{
	float row[2 * ROW_BLOCK];
	unsigned char bytes[sizeof row];
	size_t size = row_size(p, ROW_BLOCK);
	struct rng r;

	rng_seed(&r, 1);
	for (int round = 0; round < 1000; round++) {
		for (int i = 0; i < 2 * ROW_BLOCK; i++)
			row[i] = (float)(rng_uniform(&r) - 0.5);
		row_encode(p, row, 2 * ROW_BLOCK, bytes);
		for (int i = 0; i < 2 * ROW_BLOCK; i++) {
			double most, v = block_value(p, bytes + (size_t)(i / ROW_BLOCK) * size,
					 i % ROW_BLOCK, &most);

			check(fabs(v - row[i]) <= most, precision_words[p], row[i], v);
		}
	}
	memset(row, 0, sizeof row);
	row_encode(p, row, ROW_BLOCK, bytes);
	check(
	    scale_of(bytes) >= 0 && scale_of(bytes) <= 0, "the scale of zeros", scale_of(bytes), 0);
}

/* Rows with few values, so that the largest is there more than once. */
static void
largest_check(void)
{
	float row[1100];
	struct rng r;

	rng_seed(&r, 2);
	for (int round = 0; round < 2000; round++) {
		uint32_t n = 1 + (uint32_t)rng_below(&r, 1100), first = 0;

		for (uint32_t i = 0; i < n; i++)
			row[i] = (float)rng_below(&r, round % 2 ? 5 : 100000) - 50000;
		for (uint32_t i = 1; i < n; i++)
			if (row[i] > row[first])
				first = i;
		check(likeliest(row, n) == first, "the largest", first, likeliest(row, n));
	}
	row[0] = NAN;
	check(likeliest(row, 1) == 1, "no number", likeliest(row, 1), 1);
}

int
main(void)
{
	largest_check();
	halves_check();
	blocks_check(PRECISION_Q8_0);
	blocks_check(PRECISION_Q4_0);
	check(row_size(PRECISION_Q8_0, 64) == 68, "bytes of q8_0",
	    (double)row_size(PRECISION_Q8_0, 64), 68);
	check(row_size(PRECISION_Q4_0, 64) == 36, "bytes of q4_0",
	    (double)row_size(PRECISION_Q4_0, 64), 36);
	printf("row-test: %d failures\n", failures);
	return failures ? STATUS_NO : STATUS_OK;
}
