/* Values found in what a command prints, in whatever pieces it comes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/util.h"
#include "check.h"
#include "measure/extract.h"
#include "measure/found_values.h"
#include "measure/line_literal.h"
#include "measure/line_split.h"

enum { START = 1000000000, MS = 1000000 };

static struct buf why;

/* A rule, and what it finds in text that is fed to it. */
struct search {
	struct metric_rule rule;
	struct extract *x;
	int64_t at_ns;
};

static void
search_begin(struct search *s, enum extractor extractor, const char *expression, enum reduce reduce)
{
	*s = (struct search){.rule = {.name = (char *)"q",
				 .unit = (char *)"",
				 .source = SOURCE_STDOUT,
				 .extractor = extractor,
				 .expression = (char *)expression,
				 .reduction = {reduce, 0}},
	    .at_ns = START};
	s->x = extract_new(&s->rule, 1);
	extract_begin(s->x, NULL, 60);
}

/* The next LEN bytes, AFTER_MS after the last ones. */
static void
feed(struct search *s, double after_ms, const char *text, size_t len)
{
	const struct output_sink *sink = extract_sink(s->x);

	s->at_ns += (int64_t)(after_ms * MS);
	if (len > 0)
		sink->take(sink->who, &(struct output_piece){OUTPUT_STDOUT, text, len, s->at_ns});
}

static void
say(struct search *s, double after_ms, const char *text)
{
	feed(s, after_ms, text, strlen(text));
}

/* The value; NAN, with the reason in WHY, when there is none. */
static double
search_end(struct search *s, double after_ms)
{
	struct measurement m = {.start_ns = START, .end_ns = s->at_ns + (int64_t)(after_ms * MS)};
	double v = NAN;

	buf_clear(&why);
	extract_end(s->x, &m);
	if (!extract_value(s->x, 0, &v, &why))
		v = NAN;
	extract_free(s->x);
	return v;
}

/* What is found in TEXT, in pieces of PIECE bytes. */
static double
found_in_pieces(enum extractor extractor, const char *expression, enum reduce reduce,
    const char *text, size_t len, size_t piece)
{
	struct search s;

	search_begin(&s, extractor, expression, reduce);
	for (size_t at = 0; at < len; at += piece)
		feed(&s, 1, text + at, len - at < piece ? len - at : piece);
	return search_end(&s, 1);
}

static bool
same(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

/* The same, which must not depend on the pieces. */
static double
found(enum extractor extractor, const char *expression, enum reduce reduce, const char *text,
    size_t len)
{
	double v = found_in_pieces(extractor, expression, reduce, text, len, 1 << 16);

	for (size_t piece = 1; piece < 12 && len < 1000; piece += piece < 3 ? 1 : 4) {
		double other = found_in_pieces(extractor, expression, reduce, text, len, piece);

		if (!same(v, other)) {
			fprintf(stderr, "'%s' in pieces of %zu bytes: %g, not %g\n%s\n", expression,
			    piece, other, v, text);
			failures++;
		}
	}
	return v;
}

static double
sum(const char *pattern, const char *text)
{
	return found(EXTRACT_PATTERN, pattern, REDUCE_SUM, text, strlen(text));
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
	CHECK(sum("([0-9])|x", "1") == 1);
	CHECK(isnan(sum("[0-9]*", "1 2")));
	CHECK(found(EXTRACT_PATTERN, "x", REDUCE_COUNT, "axxb\nx", 6) == 3);
	CHECK(found(EXTRACT_PATTERN, "x", REDUCE_COUNT, "none", 4) == 0);
	CHECK(found(EXTRACT_JSON, ".a[]", REDUCE_COUNT, "{\"a\": [1, \"b\", null]}", 21) == 3);
	CHECK(isnan(sum("3", "1 2")));
	CHECK(found(EXTRACT_PATTERN, "([0-9])", REDUCE_SUM, "1\0002\0004", 5) == 7);
	CHECK(found(EXTRACT_PATTERN, "^([0-9])", REDUCE_SUM, "1\0002\0004", 5) == 7);
}

/* What PATTERN finds in a line of N times C between BEFORE and AFTER. */
static double
in_long_line(const char *pattern, const char *before, char c, size_t n, const char *after)
{
	struct buf b = BUF_INIT;
	double v;

	buf_str(&b, before);
	memset(buf_room(&b, n), c, n);
	b.len += n;
	b.s[b.len] = '\0';
	buf_str(&b, after);
	v = found(EXTRACT_PATTERN, pattern, REDUCE_SUM, b.s, b.len);
	buf_free(&b);
	return v;
}

static void
lines_end_in_each_way(void)
{
	CHECK(sum("^([0-9]+)$", "1\r\n2\r\n4\r\n") == 7);
	CHECK(sum("^([0-9]+)$", "1\r2\r4") == 7);
	CHECK(sum("^([0-9]+)%$", "\r1%\r2%\r4%\n") == 7);
	CHECK(sum("^([0-9]+)$", "1\n\r2\r\r\n4") == 7);
	CHECK(isnan(in_long_line("x", "a\r\nb\rc\n", 'x', 10000, "")));
	CHECK(strstr(why.s, "line 4 is longer"));
}

/* A text, a path, and the sum of what is there, or what the message says. */
static const struct json_row {
	const char *text, *path;
	double sum;
	const char *says;
} json_rows[] = {
    {"{\"a\": 1}", ".a", 1, NULL},
    {"  {\"a\": {\"b\": [1, 2, 4.5]}}\n", ".a.b[]", 7.5, NULL},
    {"{\"a\": [[1, 2], [4, 8]]}", ".a[1][0]", 4, NULL},
    {"{\"a\": [{\"b\": 1, \"c\": 5}, {\"c\": 6, \"b\": 2}, 3, [4]]}", ".a[].b", 3, NULL},
    {"{\"p-99\": 3, \"p\": 1}", ".\"p-99\"", 3, NULL},
    {"{\"a\": {\"p-99\": 3}}", ".a.\"p-99\"", 3, NULL},
    {"{\"a\": {\"p 99\": [3]}}", ".a[\"p 99\"][]", 3, NULL},
    {"{\"a\\\"b\": 4, \"\\u00e9\\n\": 1}", ".\"a\\\"b\"", 4, NULL},
    {"{\"\\u00e9\": 4}", ".\"\xc3\xa9\"", 4, NULL},
    {"{\"\\ud83d\\ude00\": 4}", ".\"\xf0\x9f\x98\x80\"", 4, NULL},
    {"{\"\": 4}", ".\"\"", 4, NULL},
    {"[1, 2]", ".[1]", 2, NULL},
    {"[1, 2]\n[4]", ".[]", 7, NULL},
    {"5\n", ".", 5, NULL},
    {"5", ".", 5, NULL},
    {"-5e1", ".", -50, NULL},
    /* among other text */
    {"[INFO] starts\n[2/3] goes on\n{\n  \"a\": 1\n}\n", ".a", 1, NULL},
    {"{not JSON}\n{\"a\": 1}\nbye\n", ".a", 1, NULL},
    {"[\n{\"a\": 1}\nno comma\n", ".a", 1, NULL},
    {"{\"a\": 2} s\n{\"a\": 1}\n", ".a", 1, NULL},
    {"{\"a\": 2\n\"b\n{\"a\": 1}\r\n", ".a", 1, NULL},
    {"\xef\xbb\xbf{\"a\": 1}", ".a", 1, NULL},
    {"log\r\n\xef\xbb\xbf{\r\n\"a\": 1}\r\n", ".a", 1, NULL},
    /* several documents */
    {"{\"a\": 1}\n{\"a\": 2}\n{\"b\": 9}\n{\"a\": 4}\n", ".a", 7, NULL},
    {"{\"a\": 1}{\"a\": 2} {\"a\": 4}", ".a", 7, NULL},
    {"{\"a\": 1}\n\n\n  {\"a\":\n 2}\n", ".a", 3, NULL},
    /* numbers */
    {"{\"a\": 18446744073709551617}", ".a", 18446744073709551616.0, NULL},
    {"{\"a\": 123456789012345678901234567890}", ".a", 123456789012345678901234567890.0, NULL},
    {"{\"a\": -9223372036854775809}", ".a", -9223372036854775808.0, NULL},
    {"{\"a\": 1, \"b\": NaN, \"c\": -Infinity, \"d\": 1e999}", ".a", 1, NULL},
    {"{\"a\": 1e999}", ".a", NAN, "'1e999' is not a number within a double's range"},
    {"{\"a\": NaN}", ".a", NAN, "'NaN' is not a number"},
    {"{\"a\": \"5\"}", ".a", NAN, "not a number but a string, '\"5\"'"},
    {"{\"a\": [{\"x\": 1}]}", ".a[]", NAN, "not a number but an object, '{\"x\": 1}'"},
    {"{\"a\": null}", ".a", NAN, "not a number but null"},
    {"{\"a\": true}", ".a", NAN, "not a number but a boolean"},
    /* no JSON, or a broken one */
    {"", ".a", NAN, "there is no JSON to read"},
    {"hello\n", ".a", NAN, "there is no JSON to read"},
    {"{a: 1}", ".a", NAN, "there is no JSON to read"},
    {"{\"a\": 01}", ".a", NAN, "there is no JSON to read"},
    {"{\"a\": 1,}", ".a", NAN, "there is no JSON to read"},
    {"[1, 2,]", ".[]", NAN, "there is no JSON to read"},
    {"{\"a\": tru}", ".a", NAN, "there is no JSON to read"},
    {"{\"a\": 1]", ".a", NAN, "there is no JSON to read"},
    {"{\"a\": 1} and more", ".a", NAN, "there is no JSON to read"},
    {"{\"a\": 1}", ".b", NAN, "'.b' found nothing in standard output"},
    {"one\n{\"a\": 1,\n", ".a", NAN, "the JSON that begins in line 2 does not end"},
    {"{\"a\": 1}\n{\"a\": 2", ".a", NAN, "the JSON that begins in line 2 does not end"},
    {"{\"a\": 1,\n\"a\": 2}", ".a", NAN, "a key of its path is given twice, in line 2"},
};

static void
json_is_found_among_other_text(void)
{
	for (size_t i = 0; i < sizeof json_rows / sizeof *json_rows; i++) {
		const struct json_row *row = &json_rows[i];
		double v = found(EXTRACT_JSON, row->path, REDUCE_SUM, row->text, strlen(row->text));

		if (!same(v, row->sum) || (row->says && !strstr(why.s, row->says))) {
			fprintf(stderr, "%s of %s: %.17g, %s\n", row->path, row->text, v,
			    why.s ? why.s : "");
			failures++;
		}
	}
}

/* A document of N elements, longer than what is held, with TAIL behind. */
static double
long_document(size_t n, const char *tail, const char *path)
{
	struct buf b = BUF_INIT;
	double v;

	buf_str(&b, "some log\n{\"runs\": [\n");
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s{\"ms\": %zu, \"name\": \"run %zu\"}", i ? ",\n" : "", i, i);
	buf_str(&b, tail);
	v = found(EXTRACT_JSON, path, REDUCE_SUM, b.s, b.len);
	buf_free(&b);
	return v;
}

static void
long_documents_need_not_be_held(void)
{
	enum { N = 50000 };

	CHECK(long_document(N, "]}\n", ".runs[].ms") == (double)N * (N - 1) / 2);
	CHECK(long_document(N, "]}\n{\"runs\": [{\"ms\": 7}]}", ".runs[].ms") ==
	      (double)N * (N - 1) / 2 + 7);
	CHECK(long_document(N, "]}\n", ".runs[40000].ms") == 40000);
	CHECK(isnan(long_document(N, "broken", ".runs[].ms")));
	CHECK(strstr(why.s, "the JSON that begins in line 2 is broken in line 50002"));
	CHECK(isnan(long_document(N, "", ".runs[].ms")));
	CHECK(strstr(why.s, "the JSON that begins in line 2 does not end"));
	CHECK(isnan(long_document(N, "]}\n", ".runs")));
	CHECK(strstr(why.s, "has more than 262144 bytes"));
	/* What is short is tried again from its second line on. */
	CHECK(long_document(9, "\n,,\n{\"runs\": [{\"ms\": 7}]}", ".runs[].ms") == 7);
}

static void
a_line_counts_when_its_match_is_complete(void)
{
	struct search s;

	search_begin(&s, EXTRACT_TIME_TO, "ready", REDUCE_MEDIAN);
	say(&s, 1, "Starting... ");
	say(&s, 500, "rea");
	say(&s, 20, "dy or");
	say(&s, 100, " not\n");
	CHECK(search_end(&s, 5) == 521);
	search_begin(&s, EXTRACT_TIME_TO, "^Starting... ready$", REDUCE_MEDIAN);
	say(&s, 1, "Starting... ready");
	say(&s, 100, "\r");
	say(&s, 100, "\nmore");
	CHECK(search_end(&s, 5) == 101);
	/* The end of the output ends a line. */
	search_begin(&s, EXTRACT_TIME_TO, "ready$", REDUCE_MEDIAN);
	say(&s, 1, "ready");
	CHECK(search_end(&s, 5) == 6);
	search_begin(&s, EXTRACT_TIME_TO, "100%", REDUCE_MEDIAN);
	say(&s, 1, "\r 50%");
	say(&s, 1, "\r 100%");
	say(&s, 1, "\r 100%");
	CHECK(search_end(&s, 5) == 2);
	/* What was printed before the end, and read after it. */
	search_begin(&s, EXTRACT_TIME_TO, "ready", REDUCE_MEDIAN);
	say(&s, 7, "ready\n");
	CHECK(search_end(&s, -2) == 5);
	search_begin(&s, EXTRACT_TIME_TO, "ready", REDUCE_MEDIAN);
	say(&s, 7, "rea\ndy\n");
	CHECK(
	    isnan(search_end(&s, 1)) && strstr(why.s, "'ready' found nothing in standard output"));
}

/* N tokens in each of so many pieces as TEXT has digits, 10 ms apart. */
static double
tokens(const char *text, enum reduce reduce)
{
	struct search s;

	search_begin(&s, EXTRACT_BETWEEN, "^token", reduce);
	for (; *text; text++) {
		struct buf b = BUF_INIT;

		for (int i = 0; i < *text - '0'; i++)
			buf_str(&b, "token\n");
		say(&s, 10, b.len ? b.s : "");
		buf_free(&b);
	}
	return search_end(&s, 5);
}

static void
no_time_is_seen_within_a_piece(void)
{
	CHECK(tokens("1111", REDUCE_SUM) == 30);
	CHECK(tokens("10101", REDUCE_MAX) == 20);
	/* Two that came together share the time before. */
	CHECK(tokens("11211", REDUCE_SUM) == 40);
	CHECK(tokens("11211", REDUCE_MIN) == 5);
	CHECK(tokens("21111", REDUCE_SUM) == 40);
	CHECK(isnan(tokens("4", REDUCE_SUM)));
	CHECK(strstr(why.s, "3 of the 4 lines that '^token' matches came in one piece"));
	CHECK(strstr(why.s, "stdbuf -oL, python3 -u"));
	CHECK(isnan(tokens("441", REDUCE_MEDIAN)));
	CHECK(isnan(tokens("2", REDUCE_SUM)));
	CHECK(isnan(tokens("1", REDUCE_SUM)) && strstr(why.s, "matches one line alone"));
	CHECK(isnan(tokens("0", REDUCE_SUM)) && strstr(why.s, "found nothing"));
}

static void
long_lines_are_refused_where_they_may_match(void)
{
	CHECK(in_long_line("x=([0-9])", "x=5", ' ', OUTPUT_LINE_MAX - 3, "\n") == 5);
	CHECK(isnan(in_long_line("x=([0-9])", "a\nx=5", ' ', OUTPUT_LINE_MAX - 2, "\nb\n")));
	CHECK(strstr(why.s, "line 2 is longer than the 8192 bytes"));
	CHECK(isnan(in_long_line("x=([0-9])", "x=5\n", ' ', 1000000, "x=1")));
	CHECK(strstr(why.s, "line 2 is longer than"));
	/* Its text is nowhere in the long line: that is certain. */
	CHECK(in_long_line("x=([0-9])", "x=5\n", 'x', 1000000, "\nx=2") == 7);
	CHECK(isnan(in_long_line("^([0-9])", "5\n", 'x', 1000000, "\n")));
	/* To search it took time that grows with the square of its length. */
	CHECK(isnan(in_long_line("([0-9]+)x", "", '1', 1000000, "2x")));
	/* It stands where two parts meet. */
	for (size_t n = OUTPUT_LINE_MAX - 4; n < OUTPUT_LINE_MAX + 4; n++)
		CHECK(isnan(in_long_line("here=([0-9])", "", 'h', n, "here=3 and more\n")));
}

static void
values_are_kept_as_needed(void)
{
	struct search s;

	for (int k = 0; k < 2; k++) {
		search_begin(&s, EXTRACT_PATTERN, "[0-9]+", k ? REDUCE_LAST : REDUCE_MEDIAN);
		for (int i = 0; i <= FOUND_KEPT_MAX; i += 1024) {
			struct buf b = BUF_INIT;

			for (int n = i; n < i + 1024; n++)
				buf_printf(&b, "%d\n", n);
			say(&s, 1, b.s);
			buf_free(&b);
		}
		if (k)
			CHECK(search_end(&s, 1) == FOUND_KEPT_MAX + 1023);
		else
			CHECK(isnan(search_end(&s, 1)) &&
			      strstr(why.s, "there are more than 1048576 values"));
	}
}

static void
literals(void)
{
	static const char *const rows[][2] = {{"ready", "ready"}, {"speed: ([0-9.,]+)", "speed: "},
	    {"^lap ([0-9]+) s$", "lap "}, {"a|b", ""}, {"(abc|de)f", "f"}, {"(abc|de)?fg", "fg"},
	    {"abc*d", "ab"}, {"abc+d", "abc"}, {"ab{0,2}cd", "cd"}, {"a\\.b", "a.b"},
	    {"\\<word", "word"}, {"x[]|]yz", "yz"}, {"x[[:space:]|]yz", "yz"}, {"[0-9]+", ""},
	    {"x\\|yz", "x|yz"}, {"([)|]|(a))bc", "bc"}, {"ab.cde", "cde"}, {"ab?+c", "a"},
	    {"wor\\wds", "wor"}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *literal = line_literal_find(rows[i][0]);

		if (strcmp(literal, rows[i][1]) != 0) {
			fprintf(stderr, "%s: '%s'\n", rows[i][0], literal);
			failures++;
		}
		free(literal);
	}
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
	CHECK(found(EXTRACT_PATTERN, "value: ([0-9]+)", REDUCE_SUM, text.s, text.len) == (double)n);
	buf_free(&text);
	return (double)(clock() - start) / CLOCKS_PER_SEC;
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
	lines_end_in_each_way();
	json_is_found_among_other_text();
	long_documents_need_not_be_held();
	a_line_counts_when_its_match_is_complete();
	no_time_is_seen_within_a_piece();
	long_lines_are_refused_where_they_may_match();
	values_are_kept_as_needed();
	literals();
#ifndef __SANITIZE_ADDRESS__
	matches_cost_the_same_each();
#endif
	buf_free(&why);
	return failures != 0;
}
