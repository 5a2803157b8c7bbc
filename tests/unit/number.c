/* Numbers are printed in the fewest digits that read back, and without an exponent where
 * people would not write one; held against printf and strtod. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/rng.h"
#include "base/util.h"
#include "check.h"

/* The significant digits of a number's text, alone. */
static void
digits_of(const char *text, char digits[64])
{
	size_t n = 0;

	for (; *text && *text != 'e'; text++)
		if (*text >= '0' && *text <= '9' && (n || *text != '0'))
			digits[n++] = *text;
	while (n && digits[n - 1] == '0')
		n--;
	digits[n] = '\0';
}

/* The fewest that read back, as printf has them: the first precision that does. */
static void
fewest_digits(double v, char digits[64])
{
	char text[64];

	for (int precision = 0; precision < 17; precision++) {
		snprintf(text, sizeof text, "%.*e", precision, v);
		if (strtod(text, NULL) == v)
			break;
	}
	digits_of(text, digits);
}

static void
check_format(double v)
{
	char text[NUMBER_MAX], digits[64], want[64];
	size_t len = number_format(text, v);

	digits_of(text, digits);
	fewest_digits(v, want);
	if (len == strlen(text) && strtod(text, NULL) == v && strcmp(digits, want) == 0 &&
	    !(strchr(text, '.') && !strchr(text, 'e') && text[len - 1] == '0'))
		return;
	fprintf(stderr, "%.17g is printed as '%s', its digits are '%s'\n", v, text, want);
	failures++;
}

static void
numbers_are_printed_shortest(void)
{
	/* The fourth once ended in a zero. */
	static const double fixed[] = {1, 0.1, 1e-5, 3350644417.1582, 999999999999999, 1e15, 1e21,
	    123456789012.345, 0.30000000000000004, 1.7976931348623157e308, 2.2250738585072014e-308,
	    5e-324, 57.812528, 4503599627370497.5};
	struct rng rng;

	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
		check_format(fixed[i]);
		check_format(-fixed[i]);
	}
	rng_seed(&rng, 1);
	for (int i = 0; i < 200000; i++) {
		double whole = (double)(rng_next(&rng) >> (rng_next(&rng) % 64));

		check_format(whole / pow(10, (double)(rng_next(&rng) % 16)));
		check_format(ldexp(whole, -(int)(rng_next(&rng) % 100)));
	}
}

static void
check_text(double v, const char *want)
{
	char text[NUMBER_MAX];

	number_format(text, v);
	if (strcmp(text, want) == 0)
		return;
	fprintf(stderr, "%.17g is printed as '%s', not '%s'\n", v, text, want);
	failures++;
}

static void
rounding_keeps_powers_of_ten(void)
{
	for (int k = -20; k <= 20; k++) {
		double ten = pow(10, k);

		CHECK(number_round(nextafter(ten, 0), 9) == number_round(ten, 9));
		CHECK(number_round(nextafter(ten, INFINITY), 9) == number_round(ten, 9));
	}
	CHECK(number_round(1234567.891234, 9) == 1234567.89);
	CHECK(number_round(999999999.6, 9) == 1e9);
	CHECK(number_round(-0.000123456789123, 9) == -0.000123456789);
}

int
main(void)
{
	program_set("number");
	numbers_are_printed_shortest();
	check_text(0, "0");
	check_text(-0.0, "0");
	check_text(1500, "1500");
	check_text(0.00001, "0.00001");
	check_text(0.000001, "1e-6");
	check_text(100000000000000, "100000000000000");
	check_text(1e15, "1e15");
	check_text(-2.50, "-2.5");
	rounding_keeps_powers_of_ten();
	return failures != 0;
}
