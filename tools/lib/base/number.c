#include "base/number.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Powers of ten that a double holds exactly. */
static const double exact_power[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

enum { EXACT_DIGITS = 15, EXACT_POWER = 22 };

/* Integers in which a double times a power of ten from exact_power is exact, where the compiler has
 * them. */
#ifdef __SIZEOF_INT128__
__extension__ typedef unsigned __int128 wide;
enum { WIDE = 1 };
#else
typedef uint64_t wide;
enum { WIDE = 0 };
#endif

enum { WIDE_DIGITS = 19, DOUBLE_BITS = 53, WORD_BITS = 64 };

/* 5^K, K <= EXACT_POWER. */
static uint64_t
five_power(long k)
{
	return (uint64_t)(exact_power[k] / (double)(UINT64_C(1) << k));
}

/* W without its last N < 64 bits, to the nearest, of two the even one; STICKY: W is cut off. */
static uint64_t
wide_round(wide w, unsigned n, bool sticky)
{
	uint64_t half = n ? UINT64_C(1) << (n - 1) : 0, low = (uint64_t)w & (2 * half - (n > 0));
	uint64_t v = (uint64_t)(w >> n);

	return v + (n > 0 && (low > half || (low == half && (sticky || v & 1))));
}

/* N * 10^EXPONENT, N >= 10^15, correctly rounded; false when it is out of reach. */
static bool
wide_decimal(uint64_t n, long exponent, double *v)
{
	wide w = n;
	bool sticky = false;
	long two = exponent;
	unsigned bits = 0;

	if (!WIDE || exponent < -EXACT_POWER || exponent > EXACT_POWER)
		return false;
	if (exponent >= 0) {
		w *= five_power(exponent);
	} else {
		uint64_t five = five_power(-exponent);

		w <<= WORD_BITS - 1;
		two -= WORD_BITS - 1;
		sticky = w % five != 0;
		w /= five;
	}
	for (unsigned step = WORD_BITS / 2; step; step /= 2)
		if (w >> (DOUBLE_BITS - 1 + bits + step))
			bits += step;
	*v = ldexp((double)wide_round(w, bits, sticky), (int)(two + (long)bits));
	return true;
}

/* Write INTEGER / 10^PLACES in plain notation. */
static size_t
put_decimal(char *dst, uint64_t integer, unsigned places)
{
	char text[NUMBER_MAX], *end = text + sizeof text, *p = end;

	if (places) {
		/* Two digits a division. */
		for (; places > 1; places -= 2, integer /= 100) {
			unsigned two = (unsigned)(integer % 100);

			*--p = (char)('0' + two % 10);
			*--p = (char)('0' + two / 10);
		}
		if (places) {
			*--p = (char)('0' + integer % 10);
			integer /= 10;
		}
		*--p = '.';
	}
	do
		*--p = (char)('0' + integer % 10);
	while (integer /= 10);
	memcpy(dst, p, (size_t)(end - p));
	return (size_t)(end - p);
}

/* The decimal of DIGITS digits that is nearest to A, 10^-5 <= A < 10^15: the integer, and the power
 * of ten that it is divided by in *PLACES. */
static uint64_t
wide_digits(double a, int digits, unsigned *places)
{
	int k = digits - 1, two;
	wide w;

	if (a < 1)
		for (unsigned up = 0; a * exact_power[up] < 1; up++)
			k++;
	else
		for (unsigned down = 1; a >= exact_power[down]; down++)
			k--;
	*places = (unsigned)k;
	w = (wide)(uint64_t)ldexp(frexp(a, &two), DOUBLE_BITS) * five_power(k);
	/* Between 1 and 51: A has at most 50 bits before the point, and then K is at most 2. */
	return wide_round(w, (unsigned)(DOUBLE_BITS - k - two), false);
}

/* The shortest decimal of 15 to 17 digits that reads as A, as exact_decimal() has it; false when
 * it is out of reach. */
static bool
wide_exact(double a, uint64_t *integer, unsigned *places)
{
	double back;

	for (int digits = EXACT_DIGITS; WIDE && digits <= 17; digits++) {
		*integer = wide_digits(a, digits, places);
		if (!wide_decimal(*integer, -(long)*places, &back))
			return false;
		if (back != a)
			continue;
		for (; *places && *integer % 10 == 0; --*places)
			*integer /= 10;
		return true;
	}
	return false;
}

/* printf's shortest %g that reads back, its exponent trimmed to JSON's plainest. */
static size_t
put_general(char *dst, double v)
{
	char s[2 * NUMBER_MAX], *e;
	size_t len;

	/* Below the normal range fewer digits than 15 may already tell neighbours apart. */
	for (int digits = v < 1e-300 ? 1 : EXACT_DIGITS; digits <= 17; digits++) {
		snprintf(s, sizeof s, "%.*g", digits, v);
		if (strtod(s, NULL) == v)
			break;
	}
	e = strchr(s, 'e');
	if (!e) {
		len = strlen(s);
		memcpy(dst, s, len);
		return len;
	}
	len = (size_t)(e - s);
	memcpy(dst, s, len);
	len += (size_t)snprintf(dst + len, NUMBER_MAX - len, "e%d", atoi(e + 1));
	return len;
}

/* N / 10^K with N < 10^15 and K <= 22 is one correctly rounded division, so the
 * decimal that reads as N / 10^K is A itself, and no other of so few digits
 * is: without its last zeros it is the shortest. K up to 13 takes in all that
 * NUMBER_DIGITS leaves of a number from 10^-5 on. */
static bool
exact_decimal(double a, uint64_t *integer, unsigned *places)
{
	/* Counts have no decimals, and most that is measured has up to six. */
	static const unsigned char tried[] = {0, 6, 7, 8, 9, 10, 11, 12, 13, 5, 4, 3, 2, 1};

	for (size_t i = 0; i < sizeof tried; i++) {
		unsigned k = tried[i];
		double scaled = a * exact_power[k], n;

		if (scaled >= 999999999999999)
			continue;
		n = (double)(uint64_t)(scaled + 0.5);
		if (fabs(scaled - n) > 1e-3 || n / exact_power[k] != a)
			continue;
		*integer = (uint64_t)n;
		for (*places = k; *places && *integer % 10 == 0; --*places)
			*integer /= 10;
		return true;
	}
	return false;
}

size_t
number_format(char dst[NUMBER_MAX], double v)
{
	double a = fabs(v);
	uint64_t integer;
	unsigned places;
	size_t len = 0;

	if (v == 0) { /* no minus zero */
		memcpy(dst, "0", 2);
		return 1;
	}
	if (v < 0)
		dst[len++] = '-';
	if (a < 1e15 && a >= 1e-5 &&
	    (exact_decimal(a, &integer, &places) || wide_exact(a, &integer, &places))) {
		len += put_decimal(dst + len, integer, places);
		dst[len] = '\0';
		return len;
	}
	len += put_general(dst + len, a);
	dst[len] = '\0';
	return len;
}

/* Digits of S[I..LEN): their number; the value so far accumulates in *N while it fits. */
static size_t
scan_digits(const char *s, size_t i, size_t len, uint64_t *n, unsigned *significant)
{
	size_t start = i;

	for (; i < len && s[i] >= '0' && s[i] <= '9'; i++) {
		if (*significant < 19)
			*n = *n * 10 + (uint64_t)(s[i] - '0');
		if (*significant || s[i] != '0')
			++*significant;
	}
	return i - start;
}

bool
number_parse(const char *s, size_t len, double *v)
{
	uint64_t n = 0;
	unsigned significant = 0;
	size_t i = 0, digits, fraction = 0;
	long exponent = 0;
	bool negative = len > 0 && s[0] == '-';
	char copy[512];
	double value;

	i = negative;
	digits = scan_digits(s, i, len, &n, &significant);
	if (digits == 0 || (digits > 1 && s[i] == '0'))
		return false;
	i += digits;
	if (i < len && s[i] == '.') {
		fraction = scan_digits(s, i + 1, len, &n, &significant);
		if (fraction == 0)
			return false;
		i += 1 + fraction;
	}
	if (i < len && (s[i] == 'e' || s[i] == 'E')) {
		bool minus = i + 1 < len && s[i + 1] == '-';
		uint64_t e = 0;
		unsigned seen = 0;

		i += 1 + (i + 1 < len && (s[i + 1] == '-' || s[i + 1] == '+'));
		digits = scan_digits(s, i, len, &e, &seen);
		if (digits == 0)
			return false;
		i += digits;
		exponent = seen > 6 ? 1000000 : (long)e;
		if (minus)
			exponent = -exponent;
	}
	if (i != len)
		return false;
	exponent -= (long)fraction;
	if (significant <= EXACT_DIGITS && exponent >= -EXACT_POWER && exponent <= EXACT_POWER) {
		value = exponent < 0 ? (double)n / exact_power[-exponent]
				     : (double)n * exact_power[exponent];
		*v = negative ? -value : value;
		return true;
	}
	if (significant <= WIDE_DIGITS && wide_decimal(n, exponent, &value)) {
		*v = negative ? -value : value;
		return true;
	}
	if (len >= sizeof copy)
		return false;
	memcpy(copy, s, len);
	copy[len] = '\0';
	value = strtod(copy, NULL);
	if (!isfinite(value))
		return false;
	*v = value;
	return true;
}

bool
number_plain(const char *s, size_t len)
{
	enum { FINITE = 300 };
	size_t i = 0, point;

	while (i < len && (unsigned)s[i] - '0' < 10)
		i++;
	if (i == 0 || (i > 1 && *s == '0') || len > FINITE)
		return false;
	if (i == len || s[i] != '.')
		return i == len;
	point = i++;
	while (i < len && (unsigned)s[i] - '0' < 10)
		i++;
	return i == len && i > point + 1;
}

/* The power of ten of the first digit of A, which is over 0. */
static int
decade(double a)
{
	static const double small_power[] = {1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9};
	int k = 0;

	if (a < 1e-9 || a >= 1e15)
		return (int)floor(log10(a));
	if (a < 1) {
		while (a < small_power[k])
			k++;
		return -k - 1;
	}
	while (a >= exact_power[k + 1])
		k++;
	return k;
}

double
number_round(double v, int digits)
{
	char s[NUMBER_MAX];
	double scale, n;
	int exponent;

	if (v == 0 || !isfinite(v))
		return v;
	exponent = digits - 1 - decade(fabs(v));
	if (exponent >= -EXACT_POWER && exponent <= EXACT_POWER && digits <= EXACT_DIGITS) {
		scale = exact_power[abs(exponent)];
		n = nearbyint(exponent < 0 ? v / scale : v * scale);
		return exponent < 0 ? n * scale : n / scale;
	}
	snprintf(s, sizeof s, "%.*e", digits - 1, v);
	return strtod(s, NULL);
}
