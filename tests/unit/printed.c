/* Numbers as programs print them, and where one ends. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/printed.h"
#include "base/rng.h"
#include "check.h"

static void
scanned(const char *text, enum decimal decimal, double want, size_t len)
{
	const char *why = "";
	double v = NAN;
	size_t n = printed_scan(text, strlen(text), decimal, &v, &why);

	if (n == len && (n == 0 ? *why != '\0' : v == want))
		return;
	fprintf(stderr, "'%s': %zu bytes are %.17g (%s), not %zu bytes %.17g\n", text, n, v, why,
	    len, want);
	failures++;
}

static void
whole(const char *text, double want)
{
	scanned(text, DECIMAL_UNSAID, want, strlen(text));
}

static void
comma(const char *text, double want)
{
	scanned(text, DECIMAL_COMMA, want, strlen(text));
}

/* What is said where there is no number. */
static void
refused(const char *text, enum decimal decimal, const char *want)
{
	const char *why = "nothing";
	double v;
	size_t n = printed_scan(text, strlen(text), decimal, &v, &why);

	if (n == 0 && strstr(why, want))
		return;
	fprintf(stderr, "'%s': %zu bytes, '%s', not '%s'\n", text, n, why, want);
	failures++;
}

static void
plain_numbers(void)
{
	whole("0", 0);
	whole("12", 12);
	whole("0007", 7);
	whole("00.53", .53);
	whole("05.12", 5.12);
	whole("000", 0);
	whole("5.", 5);
	whole(".5", .5);
	whole("+5", 5);
	whole("-5", -5);
	whole("-.5", -.5);
	whole("\u22125.5", -5.5);
	whole("1e3", 1000);
	whole("1E+03", 1000);
	whole("1.5e-3", .0015);
	whole("5.e2", 500);
	whole("007e1", 70);
	whole("18446744073709551616", 18446744073709551616.);
	whole("18446744073709551617000", 18446744073709551617000.);
	whole("9007199254740993", 9007199254740992);
	whole("0.000000000000000000000000000001", 1e-30);
	scanned("12 ms", DECIMAL_UNSAID, 12, 2);
	scanned("12ms", DECIMAL_UNSAID, 12, 2);
	scanned("12e", DECIMAL_UNSAID, 12, 2);
	scanned("12em", DECIMAL_UNSAID, 12, 2);
	scanned("5. Then", DECIMAL_UNSAID, 5, 2);
	scanned("5, 6", DECIMAL_UNSAID, 5, 1);
	scanned("5-6", DECIMAL_UNSAID, 5, 1);
	scanned("5..6", DECIMAL_UNSAID, 5, 2);
	scanned("1:30", DECIMAL_UNSAID, 1, 1);
}

static void
grouped_numbers(void)
{
	whole("1,234,567.8", 1234567.8);
	whole("1,234.5", 1234.5);
	whole("12,345,678", 12345678);
	whole("-1,234,567", -1234567);
	scanned("1,234e3", DECIMAL_POINT, 1234000, 7);
	whole("1'234", 1234);
	whole("1\u2019234\u2019567.5", 1234567.5);
	whole("1_234", 1234);
	whole("1\u00a0234", 1234);
	whole("1\u2009234\u2009567", 1234567);
	scanned("1,234", DECIMAL_POINT, 1234, 5);
	comma("1.234.567,8", 1234567.8);
	comma("1,5", 1.5);
	comma("1,234", 1.234);
	comma("1.234", 1234);
	comma("0,53", .53);
	comma(",5", .5);
	comma("5,", 5);
	comma("1'234,5", 1234.5);
	comma("12\u202f345,5", 12345.5);
	scanned("12\u00a034", DECIMAL_UNSAID, 12, 2);
	scanned("1_2", DECIMAL_UNSAID, 1, 1);
	scanned("5'30", DECIMAL_UNSAID, 5, 1);
	scanned("1 234", DECIMAL_UNSAID, 1, 1);
	scanned("0.123_456", DECIMAL_UNSAID, .123, 5);
}

static void
no_numbers(void)
{
	static const char *const none[] = {"", " ", "-", "+", ".", "..5", "ms", "-ms", "e5", ",5",
	    "--5", "\u2212", "\xC2", "'234", "_234"};

	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		refused(none[i], DECIMAL_UNSAID, "not a number");
	refused("nan", DECIMAL_UNSAID, "finite");
	refused("-NaN", DECIMAL_UNSAID, "finite");
	refused("inf", DECIMAL_UNSAID, "finite");
	refused("-Infinity", DECIMAL_UNSAID, "finite");
	refused("\u221e", DECIMAL_UNSAID, "finite");
	refused("0x1f", DECIMAL_UNSAID, "hexadecimal");
	refused("-0XF", DECIMAL_UNSAID, "hexadecimal");
	refused("1e999", DECIMAL_UNSAID, "too large");
	refused("-1e999", DECIMAL_UNSAID, "too large");
	refused("1e-999", DECIMAL_UNSAID, "too small");
	refused("1e00000000000000000000000000000005", DECIMAL_UNSAID, "too long");
	refused("1,234", DECIMAL_UNSAID, "decimal: point");
	refused("1,234e3", DECIMAL_UNSAID, "decimal: point");
	refused("1,5", DECIMAL_UNSAID, "decimal: comma");
	refused("0,123", DECIMAL_UNSAID, "decimal: comma");
	refused("1234,567", DECIMAL_UNSAID, "decimal: comma");
	refused("1.234,5", DECIMAL_UNSAID, "decimal: comma");
	refused("1.234.567,8", DECIMAL_UNSAID, "decimal: comma");
	refused("1,5", DECIMAL_POINT, "decimal: comma");
	refused("1.5", DECIMAL_COMMA, "decimal point");
	refused("1,234.5", DECIMAL_COMMA, "decimal point");
	refused("1.2.3", DECIMAL_UNSAID, "more than one");
	refused("1.5,2.5", DECIMAL_UNSAID, "more than one");
	refused("1,23,456", DECIMAL_UNSAID, "in threes");
	refused("1,234,56", DECIMAL_UNSAID, "in threes");
	refused("1,234'567", DECIMAL_UNSAID, "in threes");
	refused("1234'567", DECIMAL_UNSAID, "in threes");
	refused("0'123", DECIMAL_UNSAID, "in threes");
}

static void
long_numbers(void)
{
	char text[2000];
	const char *why = "";
	double v;

	memset(text, '1', sizeof text);
	CHECK(printed_scan(text, 300, DECIMAL_UNSAID, &v, &why) == 300 && v > 1e299);
	CHECK(printed_scan(text, sizeof text, DECIMAL_UNSAID, &v, &why) == 0);
	for (size_t i = 1; i < sizeof text; i += 4)
		text[i] = ',';
	CHECK(printed_scan(text, 397, DECIMAL_UNSAID, &v, &why) == 397);
	CHECK(printed_scan(text, sizeof text, DECIMAL_UNSAID, &v, &why) == 0);
}

/* Whether the part of TEXT between the brackets is seen to go on, and to have begun before. */
static void
part(const char *text, bool begun, bool continues)
{
	char plain[100];
	size_t from = (size_t)(strchr(text, '[') - text),
	       to = (size_t)(strchr(text, ']') - text) - 1;

	snprintf(plain, sizeof plain, "%.*s%.*s%s", (int)from, text, (int)(to - from),
	    text + from + 1, text + to + 2);
	if (printed_begun(plain, from, to) == begun &&
	    printed_continues(plain, strlen(plain), from, to) == continues)
		return;
	fprintf(stderr, "'%s': begun %d, continues %d\n", text, printed_begun(plain, from, to),
	    printed_continues(plain, strlen(plain), from, to));
	failures++;
}

static void
parts_of_numbers(void)
{
	part("[1].9", false, true);
	part("[1],234", false, true);
	part("[1],5", false, true);
	part("[1]'234", false, true);
	part("[1]'23", false, false);
	part("[1]_234", false, true);
	part("[1]\u00a0234 ", false, true);
	part("[1]\u00a023", false, false);
	part("[1]e9", false, true);
	part("[1]E-9", false, true);
	part("[1]em", false, false);
	part("[1]:30", false, true);
	part("[1]:3", false, false);
	part("[12]:345", false, false);
	part("[0]x1f", false, true);
	part("[10]x3", false, false);
	part("[12]3", false, true);
	part("[5].", false, false);
	part("[5]. Then", false, false);
	part("[5], 6", false, false);
	part("[5] 6", false, false);
	part("[5]ms", false, false);
	part("[5]-6", false, false);
	part("1.[9]", true, false);
	part("1,[234]", true, false);
	part("1'[234]", true, false);
	part("1_[234]", true, false);
	part("run_[234]", false, false);
	part("1_[23]", false, false);
	part("1\u202f[234]", true, false);
	part("1[2]", true, false);
	part("1e[5]", true, false);
	part("1.e-[5]", true, false);
	part("1e[-5]", true, false);
	part("1.e[+5]", true, false);
	part("1[.5]", true, false);
	part("1[,5]", true, false);
	part("3[-5]", true, false);
	part("3[\u22125]", true, false);
	part("x[-5]", false, false);
	part("x[.5]", false, false);
	part("x=[-.5]", false, false);
	part("name[5]", false, false);
	part("-[5]", true, false);
	part("x=-[5]", true, false);
	part("x = -[5]", true, false);
	part("\u2212[5]", true, false);
	part("x-[5]", false, false);
	part("3-[5]", false, false);
	part("--[5]", false, false);
	part(".[5]", true, false);
	part("x .[5]", true, false);
	part("v.[5]", false, false);
	part("0:[53]", true, false);
	part("x:[53]", false, false);
	part("0:[5]", false, false);
	part("[-5]", false, false);
	part("x [12] y", false, false);
}

/* What is written with groups reads as what it was written from. */
static void
random_groups(void)
{
	static const char *const marks[] = {",", "'", "_", "\u00a0", "\u202f"};
	struct rng rng;

	rng_seed(&rng, 7);
	for (int i = 0; i < 20000; i++) {
		unsigned long n = (unsigned long)(rng_next(&rng) % 1000000000000u);
		char digits[40], text[100] = "";
		const char *mark = marks[rng_next(&rng) % 5];
		size_t len = (size_t)snprintf(digits, sizeof digits, "%lu", n);

		for (size_t k = 0; k < len; k++) {
			if (k && (len - k) % 3 == 0)
				strcat(text, mark);
			strncat(text, digits + k, 1);
		}
		strcat(text, ".25");
		whole(text, (double)n + .25);
	}
}

int
main(void)
{
	plain_numbers();
	grouped_numbers();
	no_numbers();
	long_numbers();
	parts_of_numbers();
	random_groups();
	return failures != 0;
}
