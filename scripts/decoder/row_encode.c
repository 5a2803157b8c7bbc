#include "row_encode.h"

#include <math.h>
#include <string.h>

const char *const precision_words[] = {"f32", "f16", "q8_0", "q4_0", NULL};

enum { HALF_SIZE = 2, Q8_0_SIZE = HALF_SIZE + ROW_BLOCK, Q4_0_SIZE = HALF_SIZE + ROW_BLOCK / 2 };

uint32_t
precision_type(enum precision p)
{
	static const uint32_t types[] = {0, 1, 8, 2};

	return types[p];
}

uint32_t
precision_file_type(enum precision p)
{
	static const uint32_t types[] = {0, 1, 7, 2};

	return types[p];
}

size_t
row_size(enum precision p, size_t n)
{
	switch (p) {
	case PRECISION_F32: return n * sizeof(float);
	case PRECISION_F16: return n * HALF_SIZE;
	case PRECISION_Q8_0: return n / ROW_BLOCK * Q8_0_SIZE;
	default: return n / ROW_BLOCK * Q4_0_SIZE;
	}
}

uint16_t
half_of(float v)
{
	uint32_t bits, sign, fraction, odd;
	int exponent, shift;

	memcpy(&bits, &v, sizeof bits);
	sign = bits >> 16 & 0x8000;
	exponent = (int)(bits >> 23 & 0xff) - 127;
	fraction = (bits & 0x7fffff) | 0x800000;
	if (exponent == 128)
		return (uint16_t)(sign | 0x7c00 | (bits & 0x7fffff ? 0x200 : 0));
	if (exponent < -25)
		return (uint16_t)sign;
	/* 13 bits of the fraction go; more of a number that is subnormal as a half */
	shift = exponent < -14 ? -1 - exponent : 13;
	odd = fraction >> shift & 1;
	fraction = (fraction + (1U << (shift - 1)) - 1 + odd) >> shift;
	if (exponent >= -14)
		fraction += (uint32_t)(exponent + 14) << 10;
	return (uint16_t)(sign | (fraction > 0x7c00 ? 0x7c00 : fraction));
}

static void
half_put(float v, unsigned char *dst)
{
	uint16_t half = half_of(v);

	memcpy(dst, &half, sizeof half);
}

/* The value of the block V that is farthest from 0. */
static float
block_extreme(const float *v)
{
	float extreme = 0;

	for (int i = 0; i < ROW_BLOCK; i++)
		if (fabsf(v[i]) > fabsf(extreme))
			extreme = v[i];
	return extreme;
}

static void
block_q8_0(const float *v, unsigned char *dst)
{
	float scale = fabsf(block_extreme(v)) / 127, inverse = scale > 0 ? 1 / scale : 0;

	half_put(scale, dst);
	for (int i = 0; i < ROW_BLOCK; i++)
		dst[HALF_SIZE + i] = (unsigned char)(signed char)lrintf(v[i] * inverse);
}

/* V as a whole number from 0 to 15, where 8 is 0. */
static unsigned
nibble(float v)
{
	float n = v + 8.5F;

	return n >= 15 ? 15 : (unsigned)n;
}

static void
block_q4_0(const float *v, unsigned char *dst)
{
	/* the extreme value is -8: one more on that side than on the other */
	float scale = block_extreme(v) / -8, inverse = scale < 0 || scale > 0 ? 1 / scale : 0;

	half_put(scale, dst);
	for (int i = 0; i < ROW_BLOCK / 2; i++)
		dst[HALF_SIZE + i] = (unsigned char)(nibble(v[i] * inverse) |
						     nibble(v[i + ROW_BLOCK / 2] * inverse) << 4);
}

void
row_encode(enum precision p, const float *v, size_t n, unsigned char *dst)
{
	size_t i;

	switch (p) {
	case PRECISION_F32: memcpy(dst, v, n * sizeof *v); break;
	case PRECISION_F16:
		for (i = 0; i < n; i++)
			half_put(v[i], dst + i * HALF_SIZE);
		break;
	case PRECISION_Q8_0:
		for (i = 0; i < n / ROW_BLOCK; i++)
			block_q8_0(v + i * ROW_BLOCK, dst + i * Q8_0_SIZE);
		break;
	case PRECISION_Q4_0:
		for (i = 0; i < n / ROW_BLOCK; i++)
			block_q4_0(v + i * ROW_BLOCK, dst + i * Q4_0_SIZE);
		break;
	}
}
