/* Matches of a pattern become values with a unit, or are refused with the reason. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "check.h"
#include "measure/extract.h"
#include "measure/metric_number.h"
#include "measure/metric_time.h"

/* What a rule says: its pattern, unit, group of the unit and mark of decimals. */
struct said {
	const char *pattern, *unit;
	size_t group;
	enum decimal decimal;
};

/* What the rule SAID gives of TEXT, as "value unit", or why not; the caller owns it. */
static char *
given(struct said said, const char *text)
{
	struct metric_rule rule = {.name = "t",
	    .unit = (char *)said.unit,
	    .source = SOURCE_STDOUT,
	    .extractor = EXTRACT_PATTERN,
	    .expression = (char *)said.pattern,
	    .unit_group = said.group,
	    .decimal = said.decimal,
	    .reduction = {REDUCE_LAST, 0}};
	struct extract *x = extract_new(&rule, 1);
	const struct output_sink *sink = extract_sink(x);
	const struct output_piece piece = {OUTPUT_STDOUT, text, strlen(text), 1};
	const struct measurement m = {.start_ns = 1, .end_ns = 2};
	struct buf out = BUF_INIT;
	double v;

	extract_begin(x, NULL, 60);
	sink->take(sink->who, &piece);
	extract_end(x, &m);
	if (extract_value(x, 0, &v, &out))
		buf_printf(&out, "%.15g %s", v, extract_unit(x, 0));
	extract_free(x);
	return buf_take(&out);
}

static void
gives(struct said said, const char *text, const char *want)
{
	char *got = given(said, text);

	if (*want == '!' ? !strstr(got, want + 1) : strcmp(got, want) != 0) {
		fprintf(stderr, "'%s' in '%s' (%s): got '%s', expected '%s'\n", said.pattern, text,
		    said.unit, got, want);
		failures++;
	}
	free(got);
}

#define NUMBER "([-+0-9.,:eE]+)"

/* "t: TEXT" with the unit read behind the number. */
static void
automatic(const char *text, const char *want)
{
	char *line = xasprintf("t: %s\n", text);

	gives((struct said){"t: " NUMBER, "auto", 0, DECIMAL_UNSAID}, line, want);
	free(line);
}

static void
units_are_read_behind_the_number(void)
{
	automatic("950 ns", "0.00095 ms");
	automatic("1.9 \u00b5s", "0.0019 ms");
	automatic("1.9 \u03bcs", "0.0019 ms");
	automatic("1.9us", "0.0019 ms");
	automatic("7\tms", "7 ms");
	automatic("7   ms", "7 ms");
	automatic("7\u00a0ms", "7 ms");
	automatic("2 s", "2000 ms");
	automatic("2 sec.", "2000 ms");
	automatic("2 seconds", "2000 ms");
	automatic("2m", "120000 ms");
	automatic("2 min", "120000 ms");
	automatic("1h", "3600000 ms");
	automatic("1m30.5s", "90500 ms");
	automatic("0m0.530s", "530 ms");
	automatic("1h2m3s", "3723000 ms");
	automatic("0:00.53", "530 ms");
	automatic("1:02:03.5", "3723500 ms");
	automatic("12:34", "754000 ms");
	automatic("12.3k", "12300 ");
	automatic("12.3 M", "12300000 ");
	automatic("2Ki", "2048 ");
	automatic("1.5 G", "1500000000 ");
	automatic("64 B", "64 B");
	automatic("1.5 KB", "1500 B");
	automatic("1.5 MB", "1500000 B");
	automatic("2 GiB", "2147483648 B");
	automatic("1.5 MB/s", "1500000 B/s");
	automatic("100 Mbit/s", "100000000 bit/s");
	automatic("100 Mb/s", "100000000 bit/s");
	automatic("3.2 GHz", "3200000000 Hz");
	automatic("12.3 ops/s", "12.3 ops/s");
	automatic("12.5 M ops/s", "12500000 ops/s");
	automatic("60 req/min", "1 req/s");
	automatic("950 ns/op", "950 ns/op");
	automatic("1.9 \u00b5s/op", "1900 ns/op");
	automatic("98.5 %", "98.5 %");
	automatic("98.5% of", "98.5 %");
	automatic("-5 ms", "-5 ms");
	automatic("1e3 us", "1 ms");
	automatic("5 ms, then", "5 ms");
	automatic("(5 ms)", "!found nothing");
	automatic("5", "!has no unit behind it");
	automatic("5 apples", "!has no unit behind it");
	automatic("5 ms_total", "!has no unit behind it");
	automatic("5 s=3", "!has no unit behind it");
	automatic("5\nms", "!has no unit behind it");
	automatic("1h30", "!has no unit behind it");
	automatic("1m2m", "!has no unit behind it");
	automatic("12:345", "!12:345");
	automatic("12:60", "!12:60");
	automatic("1:2:3", "!1:2:3");
}

static void
units_of_all_values_are_of_one_kind(void)
{
	static const struct said any = {NUMBER "[^0-9\n]*$", "auto", 0, DECIMAL_UNSAID};

	gives(any, "950 ns\n1.9 \u00b5s\n", "0.0019 ms");
	gives(any, "950 KB\n1.9 MiB\n", "1992294.4 B");
	gives(any, "950 ns\n1.9 MB\n", "!'1.9' is in 'MB', and the metric in 'ms'");
	gives(any, "950 ns\n1.9\n", "!'1.9' has no unit behind it");
	gives(any, "950 ns\n1.9 ns/op\n", "!the metric in 'ms'");
	gives(any, "0:53\n1.5 s\n", "1500 ms");
	gives(any, "1e308 s\n1 s\n", "!'1e308' is too large a number in 'ms'");
}

static void
a_unit_may_be_in_the_match_or_have_a_group(void)
{
	gives((struct said){"t: ([0-9.]+ *[a-z]+)", "auto", 0, DECIMAL_UNSAID}, "t: 2.5 us",
	    "0.0025 ms");
	gives((struct said){"[0-9.]+ ms", "ms", 0, DECIMAL_UNSAID}, "t: 2.5 ms", "2.5 ms");
	gives((struct said){"t: ([0-9hms. ]+)", "auto", 0, DECIMAL_UNSAID}, "t: 1h 2m 3.5s",
	    "3723500 ms");
	gives((struct said){"t: (.*)$", "auto", 0, DECIMAL_UNSAID}, "t: 1 s or so",
	    "!has 's or so' behind the number");
	gives((struct said){"t: ([0-9.]+) .([a-z]+)", "auto", 2, DECIMAL_UNSAID}, "t: 2.5 (us)",
	    "0.0025 ms");
	gives((struct said){"t.([a-z]+).: ([0-9.]+)", "ms", 1, DECIMAL_UNSAID}, "t[us]: 2.5",
	    "0.0025 ms");
	gives((struct said){"t.([a-z]*).: ([0-9.]+)", "ms", 1, DECIMAL_UNSAID}, "t[]: 2.5",
	    "!has no unit beside it");
	gives((struct said){"t.([a-z]+).: ([0-9.]+)", "ms", 1, DECIMAL_UNSAID}, "t[mb]: 2.5",
	    "!'mb' is not a unit that is known");
	gives((struct said){"t.([a-zA-Z]+).: ([0-9.]+)", "ms", 1, DECIMAL_UNSAID}, "t[MB]: 2.5",
	    "!'2.5' is in 'MB', and the metric in 'ms'");
}

static void
units_that_are_not_read_must_not_differ(void)
{
	static const struct said none = {"^[a-z]*: " NUMBER, "", 0, DECIMAL_UNSAID};
	static const struct said ms = {"^[a-z]*: " NUMBER, "ms", 0, DECIMAL_UNSAID};
	static const struct said count = {"^[a-z]*: " NUMBER, "count", 0, DECIMAL_UNSAID};
	static const struct said mb = {"^[a-z]*: " NUMBER, "MB", 0, DECIMAL_UNSAID};
	static const struct said mib = {"^[a-z]*: " NUMBER, "MiB", 0, DECIMAL_UNSAID};
	static const struct said kb = {"^[a-z]*: " NUMBER, "kB", 0, DECIMAL_UNSAID};
	static const struct said tok = {"^[a-z]*: " NUMBER, "tok", 0, DECIMAL_UNSAID};
	static const struct said ns = {"^[a-z]*: " NUMBER, "ns", 0, DECIMAL_UNSAID};
	static const struct said ops = {"^[a-z]*: " NUMBER, "ops/s", 0, DECIMAL_UNSAID};

	gives(none, "t: 950 ns\nt: 960 ns\n", "960 ns");
	gives(none, "t: 950\nt: 960\n", "960 ");
	gives(none, "t: 950 rows\nt: 1 row\n", "1 ");
	gives(none, "t: 950 ops/s", "950 ops/s");
	gives(none, "t: 950 ns\nt: 1.9 \u00b5s\n", "!'1.9' has the unit '\u00b5s'");
	gives(none, "t: 950 ns\nt: 1.9 \u00b5s\n", "!'unit: auto' reads the unit of each value");
	gives(none, "t: 950\nt: 1.9 k\n",
	    "!'1.9' has the unit 'k' behind it, and the value before "
	    "had none");
	gives(none, "t: 1.9 k\nt: 950\n",
	    "!'950' has no unit behind it, and the value before had "
	    "'k'");
	gives(none, "t: 950 us\nt: 960 \u00b5s\n", "960 us");
	gives(ms, "t: 5 ms", "5 ms");
	gives(ms, "t: 5 msec", "5 ms");
	gives(ms, "t: 5", "5 ms");
	gives(ms, "t: 5 min 3 max 9", "5 ms");
	gives(ms, "t: 5m", "!'5' is in 'm', and the metric in 'ms'");
	gives(ms, "t: 5 us", "!'5' is in 'us', and the metric in 'ms'; 'unit: auto'");
	gives(ms, "t: 5 MB", "!'5' is in 'MB', and the metric in 'ms'");
	gives(ms, "t: 0:53", "53000 ms");
	gives(ms, "t: 0m5.3s", "!a part of '0m5.3s'");
	gives(count, "t: 5 apples", "5 count");
	gives(count, "t: 5 M", "!'5' is in 'M', and the metric in 'count'");
	gives(count, "t: 0:53", "!'0:53' is a time, and the metric in 'count'");
	gives(mb, "t: 5 M", "5 MB");
	gives(mb, "t: 5 MB/s", "5 MB");
	gives(mb, "t: 5 G", "!'5' is in 'G'");
	gives(mb, "t: 5 Mi", "!'5' is in 'Mi', and the metric in 'MB'");
	gives(mib, "t: 5 Mi", "5 MiB");
	gives(mib, "t: 5 M", "5 MiB");
	gives(kb, "t: 5 K", "5 kB");
	gives(ms, "t: 5 M", "!'5' is in 'M', and the metric in 'ms'");
	gives(tok, "t: 5 T", "!'5' is in 'T', and the metric in 'tok'");
	gives(ns, "t: 950 ns/op", "950 ns");
	gives(ns, "t: 950 us/op", "!'950' is in 'us/op'");
	gives(ops, "t: 5 ops/s", "5 ops/s");
	gives(ops, "t: 5 events/s", "5 ops/s");
	gives(ops, "t: 5 M ops/s", "!'5' is in 'M ops/s', and the metric in 'ops/s'");
	gives(ops, "t: 5 MB/s", "!'5' is in 'MB/s', and the metric in 'ops/s'");
	gives(ops, "t: 5 Mreq/s", "!'5' is in 'Mreq/s', and the metric in 'ops/s'");
	gives(ops, "t: 5 events/min", "!'5' is in 'events/min', and the metric in 'ops/s'");
}

static void
numbers_are_whole_or_refused(void)
{
	static const struct said digits = {"([0-9]+)", "", 0, DECIMAL_UNSAID};
	static const struct said before = {"([0-9]+) z", "", 0, DECIMAL_UNSAID};
	static const struct said signed_before = {"(-?[0-9]+) z", "", 0, DECIMAL_UNSAID};
	static const struct said field = {",([0-9]+),", "", 0, DECIMAL_UNSAID};
	static const struct said comma = {"t: " NUMBER, "s", 0, DECIMAL_COMMA};

	gives(digits, "x 12 y", "12 ");
	gives(digits, "x 1.9", "!the pattern matched '1', a part of '1.9'");
	gives(digits, "x 1,234", "!a part of '1,234'");
	gives(digits, "x 1e9", "!a part of '1e9'");
	gives(digits, "x 0x1f", "!a part of '0x1f'");
	gives(digits, "x 1:30", "!a part of '1:30'");
	gives(digits, "x -5", "!a part of '-5'");
	gives(digits, "x-5", "5 ");
	gives(digits, "12. And", "12 ");
	gives(before, "1.9 z", "!the pattern matched '9', a part of '1.9'");
	gives(before, "-9 z", "!a part of '-9'");
	gives(signed_before, "1e-5 z", "!the pattern matched '-5', a part of '1e-5'");
	gives(signed_before, "5-10 z", "!the pattern matched '-10', a part of '5-10'");
	gives(signed_before, "x=-10 z", "-10 ");
	gives(field, "5,12,7", "12 ");
	gives((struct said){"x=(.*)", "", 0, DECIMAL_UNSAID}, "x=1,234", "!decimal: point");
	gives((struct said){"x=(.*)", "", 0, DECIMAL_POINT}, "x=1,234", "1234 ");
	gives((struct said){"x=(.*)", "", 0, DECIMAL_UNSAID}, "x=nan", "!not a finite number");
	gives((struct said){"x=(.*)", "", 0, DECIMAL_UNSAID}, "x=0x1f", "!is hexadecimal");
	gives((struct said){"x=(.*)", "", 0, DECIMAL_UNSAID}, "x=12 apples",
	    "!which has 'apples' behind the number");
	gives((struct said){"x=(.*)", "", 0, DECIMAL_UNSAID}, "x= 12 \r", "12 ");
	gives((struct said){"x=(.*)", "", 0, DECIMAL_UNSAID}, "x=", "!not a number");
	gives(comma, "t: 1.234,5 s", "1234.5 s");
	gives(comma, "t: 1,5 s", "1.5 s");
}

static void
times_of_several_parts(void)
{
	double ms = -1;

	CHECK(metric_time_clock("0:00.53", 7, &ms) && ms == 530);
	CHECK(metric_time_clock("0:00,53", 7, &ms) && ms == 530);
	CHECK(metric_time_clock("100:00:00", 9, &ms) && ms == 36e7);
	CHECK(!metric_time_clock("5", 1, &ms) && !metric_time_clock("5:", 2, &ms));
	CHECK(!metric_time_clock("0:00.", 5, &ms) && !metric_time_clock("0:00.5s", 7, &ms));
	CHECK(!metric_time_clock("0:00.5e9", 8, &ms) && !metric_time_clock(":30", 3, &ms));
	CHECK(!metric_time_clock("1:00:00:00", 10, &ms) && !metric_time_clock("", 0, &ms));
	CHECK(!metric_time_clock("9999999999:00", 13, &ms));
	CHECK(metric_time_compound("1m30.5s", 7, false, &ms) == 7 && ms == 90500);
	CHECK(metric_time_compound("1m 30s", 6, false, &ms) == 0);
	CHECK(metric_time_compound("1m 30s", 6, true, &ms) == 6 && ms == 90000);
	CHECK(metric_time_compound("1m30s5", 6, false, &ms) == 5 && ms == 90000);
	CHECK(metric_time_compound("1s1m", 4, false, &ms) == 0);
	CHECK(metric_time_compound("1s", 2, false, &ms) == 0);
	CHECK(metric_time_compound("", 0, false, &ms) == 0);
}

/* What an earlier session measured goes on in its unit. */
static void
units_are_resumed(void)
{
	struct metric_rule rule = {.name = "t", .unit = "auto"};
	struct metric_number n;

	metric_number_init(&n, &rule);
	CHECK(strcmp(metric_number_unit(&n), "") == 0);
	metric_number_resume(&n, "ms");
	CHECK(strcmp(metric_number_unit(&n), "ms") == 0 && n.met);
	rule.unit = "";
	metric_number_init(&n, &rule);
	metric_number_resume(&n, NULL);
	CHECK(!n.met);
	metric_number_resume(&n, "ns");
	CHECK(strcmp(metric_number_unit(&n), "ns") == 0);
}

int
main(void)
{
	program_set("metric_number");
	units_are_read_behind_the_number();
	units_of_all_values_are_of_one_kind();
	a_unit_may_be_in_the_match_or_have_a_group();
	units_that_are_not_read_must_not_differ();
	numbers_are_whole_or_refused();
	times_of_several_parts();
	units_are_resumed();
	return failures != 0;
}
