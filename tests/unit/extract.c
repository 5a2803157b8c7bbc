/* Values found in what a command printed. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/util.h"
#include "check.h"
#include "measure/extract.h"

/* What PATTERN finds in TEXT, reduced by REDUCE; NAN: nothing, or no number. */
static double
found(const char *pattern, enum reduce reduce, const char *text, size_t len)
{
	struct metric_rule rule = {.name = "q",
	    .unit = "",
	    .source = SOURCE_STDOUT,
	    .extractor = EXTRACT_PATTERN,
	    .expression = (char *)pattern,
	    .reduction = {reduce, 0}};
	struct extract *x = extract_new(&rule, 1);
	struct output_text printed = {0};
	struct buf why = BUF_INIT;
	double v = NAN;

	buf_add(&printed.out, text, len);
	if (!extract_value(x, 0, &printed, 0, NULL, &v, &why))
		v = NAN;
	buf_free(&printed.out);
	buf_free(&why);
	extract_free(x);
	return v;
}

static double
sum(const char *pattern, const char *text)
{
	return found(pattern, REDUCE_SUM, text, strlen(text));
}

static void
patterns_see_what_stands_before_a_match(void)
{
	CHECK(sum("^([0-9])", "1 2\n4 8\n1 6") == 6);
	CHECK(isnan(sum("^[0-9]", "12\n4")));
	CHECK(sum("^[0-9]", "1 2\n4") == 5);
	CHECK(sum("([0-9]+)$", "1 2\n4 8\n") == 10);
	CHECK(sum("([0-9]+)[[:space:]]", "1\n2\n4 8") == 7);
	CHECK(sum("[[:space:]]([0-9]+)", "1\n2\n4 8") == 14);
	CHECK(sum("[^0-9]([0-9]+)", "1\n2 ,4 8") == 12);
	CHECK(sum("x\n([0-9])", "x\n1x\n2") == 3);
	CHECK(sum("([0-9])|x", "1") == 1);
	CHECK(isnan(sum("[0-9]*", "1 2")));
	CHECK(found("x", REDUCE_COUNT, "axxb\nx", 6) == 3);
	CHECK(found("x", REDUCE_COUNT, "none", 4) == 0);
	CHECK(isnan(sum("3", "1 2")));
	CHECK(found("([0-9])", REDUCE_SUM, "1\0002\0004", 5) == 7);
	CHECK(found("^([0-9])", REDUCE_SUM, "1\0002\0004", 5) == 7);
}

#ifndef __SANITIZE_ADDRESS__
/* Seconds of processor time for N lines with a match each. */
static double
cost(size_t n)
{
	struct buf text = BUF_INIT;
	clock_t start;

	for (size_t i = 0; i < n; i++)
		buf_str(&text, "a line of output with a value: 1 ms\n");
	start = clock();
	CHECK(found("value: ([0-9]+)", REDUCE_SUM, text.s, text.len) == (double)n);
	start = clock() - start;
	buf_free(&text);
	return (double)start / CLOCKS_PER_SEC;
}

/* Ten times the matches were a hundred times the work. The best of a few tries:
 * a share of the machine's noise is no share of the work. AddressSanitizer itself
 * reads all that is left for every call of regexec(). */
static void
matches_cost_the_same_each(void)
{
	double few = INFINITY, many = INFINITY;

	for (int i = 0; i < 5; i++) {
		few = fmin(few, cost(20000));
		many = fmin(many, cost(200000));
	}
	CHECK(many < 30 * few);
}
#endif

int
main(void)
{
	program_set("extract");
	patterns_see_what_stands_before_a_match();
#ifndef __SANITIZE_ADDRESS__
	matches_cost_the_same_each();
#endif
	return failures != 0;
}
