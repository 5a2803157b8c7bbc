/* Quantities for people: scales, digits, conversions. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/quantity.h"

static int failures;

/* What a reader sees: no-break spaces as spaces, the minus sign as '-'. */
static void
same(const char *what, struct buf *b, const char *want)
{
	char got[256];
	size_t n = 0;

	for (const char *s = b->s ? b->s : ""; *s && n < sizeof got - 1;) {
		if (strncmp(s, "\u00a0", 2) == 0) {
			got[n++] = ' ';
			s += 2;
		} else if (strncmp(s, "−", 3) == 0) {
			got[n++] = '-';
			s += 3;
		} else {
			got[n++] = *s++;
		}
	}
	got[n] = '\0';
	if (strcmp(got, want) != 0) {
		fprintf(stderr, "%s: got '%s', expected '%s'\n", what, got, want);
		failures++;
	}
	buf_free(b);
}

static void
scaled(double v, const char *unit, const char *want)
{
	struct scale scale = scale_for(v, unit);
	struct buf b = BUF_INIT;

	quantity_text(&b, v, &scale, 3);
	same(unit, &b, want);
}

static void
number(double v, int digits, const char *want)
{
	struct buf b = BUF_INIT;

	number_text(&b, v, digits);
	same("number_text", &b, want);
}

static void
percent(double v, bool signed_, const char *want)
{
	struct buf b = BUF_INIT;

	percent_text(&b, v, signed_);
	same("percent_text", &b, want);
}

static void
set(double v, const char *want)
{
	struct buf b = BUF_INIT;

	number_set(&b, v);
	same("number_set", &b, want);
}

static void
factor(const char *from, const char *to, double want)
{
	double f = NAN;
	bool found = unit_factor(from, to, &f);

	if (found != !isnan(want) || (found && fabs(f / want - 1) > 1e-12)) {
		fprintf(stderr, "unit_factor(%s, %s): got %g, expected %g\n", from, to, f, want);
		failures++;
	}
}

int
main(void)
{
	scaled(0.00123, "ms", "1.23 µs");
	scaled(0.9994, "ms", "999 µs");
	scaled(0.9996, "ms", "1.00 ms");
	scaled(999.6, "ms", "1.00 s");
	scaled(-1234, "ms", "-1.23 s");
	scaled(119000, "ms", "119 s");
	scaled(120000, "ms", "2.00 min");
	scaled(1e-9, "ms", "1.00 ps");
	scaled(1e-12, "ms", "0.00100 ps");
	scaled(0, "ms", "0 ms");
	scaled(12345678, "ops/s", "12.3 M ops/s");
	scaled(9994, "ops/s", "9994 ops/s");
	scaled(9996, "ops/s", "10.0 k ops/s");
	scaled(4e9, "instructions", "4.00 G instructions");
	scaled(12345678, "count", "12.3 M");
	scaled(1500, "MB", "1.50 GB");
	scaled(0.5, "MB", "500 kB");
	scaled(2048, "KiB", "2.00 MiB");
	scaled(2500, "MB/s", "2.50 GB/s");
	scaled(98.42, "%", "98.4 %");
	scaled(0.5, "ratio", "0.500");
	scaled(3, "points", "3.00 points");
	scaled(NAN, "ms", "–");
	number(9.996, 3, "10.0");
	number(1234567, 3, "1234567");
	number(0.000012345, 3, "0.0000123");
	number(-5, 3, "-5.00");
	set(10, "10");
	set(16.6, "16.6");
	set(0.05, "0.05");
	set(1e6, "1000000");
	percent(0.124, true, "+12.4 %");
	percent(-0.0004, true, "-0.04 %");
	percent(-0.00000001, true, "0.0 %");
	percent(0, true, "0.0 %");
	percent(1.5, true, "+150 %");
	percent(0.011, false, "1.1 %");
	percent(INFINITY, true, "–");
	factor("ms", "s", 1e-3);
	factor("s", "µs", 1e6);
	factor("MB", "MiB", 1e6 / 1048576);
	factor("ratio", "%", 100);
	factor("frames", "frames", 1);
	factor("ms", "MB", NAN);
	factor("frames", "s", NAN);
	return failures > 0;
}
