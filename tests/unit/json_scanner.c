/* The scanner at the edges of its window: tokens that lie across a refill are
 * read as they are in memory, whatever the sizes of the pieces. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/util.h"
#include "check.h"
#include "json/json_scanner.h"

/* A pipe that gives TEXT in pieces of STEP bytes. */
static int
drip(const char *text, size_t len, size_t step, pid_t *child)
{
	int fd[2];

	if (pipe(fd))
		die("cannot make a pipe:");
	*child = fork();
	if (*child < 0)
		die("cannot fork:");
	if (*child == 0) {
		for (size_t i = 0; i < len; i += step)
			if (write(fd[1], text + i, len - i < step ? len - i : step) < 0)
				_exit(1);
		_exit(0);
	}
	close(fd[1]);
	return fd[0];
}

static void
pieces_make_no_difference(void)
{
	static const char text[] = " {\"a\\n\\u00e9\\ud83d\\ude00\" :\t[ 1.5e3 , -0.25,true,false "
				   ", null, \"\xc3\xa9\xf0\x9f\x98\x80\"],\r\n"
				   "\"b\"\n:{}, \"c\":[[ ]],\"d\":12345678901234567890 }  ";
	static const char compact[] = "{\"a\\n\\u00e9\\ud83d\\ude00\":[1.5e3,-0.25,true,false,null,"
				      "\"\xc3\xa9\xf0\x9f\x98\x80\"],"
				      "\"b\":{},\"c\":[[]],\"d\":12345678901234567890}";

	for (size_t step = 1; step < 12; step++) {
		pid_t child;
		int fd = drip(text, sizeof text - 1, step, &child);
		struct scanner *s = scanner_new(fd, "pipe");
		struct buf b = BUF_INIT;

		CHECK(scan_type(s) == SCAN_OBJECT);
		scan_raw(s, &b);
		scan_end(s);
		CHECK(strcmp(b.s, compact) == 0);
		scanner_free(s);
		buf_free(&b);
		close(fd);
		waitpid(child, NULL, 0);
	}
}

/* An array of strings and numbers far larger than the window, with LEAD spaces
 * before it, so that every token meets the window's end for some LEAD. */
static void
large_text_is_read_whole(size_t lead)
{
	FILE *f = tmpfile();
	struct scanner *s;
	size_t n = 0, len;
	const char *text;
	char want[32];

	if (!f)
		die("cannot make a temporary file:");
	fprintf(f, "%*s[", (int)lead, "");
	for (size_t i = 0; i < 40000; i++)
		fprintf(f, "%s\n\"k\\t%zu\xc3\xa9\",%zu.25", i ? "," : "", i, i);
	fputs("]", f);
	rewind(f);
	s = scanner_new(fileno(f), "file");
	CHECK(scan_type(s) == SCAN_ARRAY);
	scan_array(s);
	for (; scan_element(s); n++) {
		if (scan_type(s) != SCAN_STRING)
			break;
		CHECK(scan_mark(s).line == n + 2 && scan_mark(s).column == 1);
		text = scan_string(s, &len);
		snprintf(want, sizeof want, "k\t%zu\xc3\xa9", n);
		if (len != strlen(want) || memcmp(text, want, len) != 0)
			break;
		if (!scan_element(s) || scan_type(s) != SCAN_NUMBER ||
		    scan_number(s) != (double)n + 0.25)
			break;
	}
	CHECK(n == 40000);
	scan_end(s);
	scanner_free(s);
	fclose(f);
}

static void
keys_survive_what_follows_them(void)
{
	static const char text[] = "{\"key\"   \n  :1,\"\\u006bey\":2}";
	struct scanner *s = scanner_of_text(text, sizeof text - 1, "text");
	const char *key;
	size_t len;
	double sum = 0;

	scan_type(s);
	scan_object(s);
	while (scan_member(s, &key, &len)) {
		CHECK(len == 3 && memcmp(key, "key", 3) == 0);
		scan_type(s);
		sum += scan_number(s);
	}
	CHECK(sum == 3);
	scanner_free(s);
}

/* The short way and strtod() must agree to the last bit. */
static void
numbers_are_exact(void)
{
	static const char *const fixed[] = {"0", "-0", "0.0", "1e0", "1E+2", "123456789012345",
	    "1234567890123456", "0.1", "0.000001", "99999999999999.9", "9007199254740993",
	    "2.2250738585072014e-308", "5e-324", "1.7976931348623157e308", "0.30000000000000004",
	    "123456789.123456789", "1e-400", "000"};
	char text[64];

	srand(1);
	for (int i = 0; i < 200000; i++) {
		struct scanner *s;
		double v, want;
		size_t n = sizeof fixed / sizeof *fixed - 1;

		if ((size_t)i < n)
			snprintf(text, sizeof text, "%s", fixed[i]);
		else
			snprintf(text, sizeof text, "%s%d.%0*d%s", i % 3 ? "" : "-",
			    rand() % 100000000, 1 + i % 9, rand() % 1000000000, i % 7 ? "" : "e-5");
		s = scanner_of_text(text, strlen(text), "text");
		want = strtod(text, NULL);
		v = scan_type(s) == SCAN_NUMBER ? scan_number(s) : NAN;
		if (memcmp(&v, &want, sizeof v) != 0) {
			fprintf(stderr, "'%s' is read as %.17g, not %.17g\n", text, v, want);
			failures++;
		}
		scanner_free(s);
	}
}

static void
a_place_is_found_again(void)
{
	FILE *f = tmpfile();
	struct scanner *s;
	struct scan_mark marks[3000];
	size_t n = 0;
	double sum = 0;

	if (!f)
		die("cannot make a temporary file:");
	fputs("[", f);
	for (int i = 0; i < 3000; i++)
		fprintf(f, "%s\n  %d%*s", i ? "," : "", i, 100, "");
	fputs("]", f);
	rewind(f);
	s = scanner_new(fileno(f), "file");
	scan_type(s);
	scan_array(s);
	while (scan_element(s) && n < 3000) {
		scan_type(s);
		marks[n++] = scan_mark(s);
		sum -= scan_number(s);
	}
	for (size_t k = 0; k < n; k++) {
		size_t i = k * 1009 % n; /* in leaps, forth and back */

		scanner_seek(s, marks[i], 1);
		CHECK(scan_type(s) == SCAN_NUMBER);
		CHECK(scan_mark(s).line == i + 2 && scan_mark(s).column == 3);
		sum += scan_number(s);
	}
	CHECK(n == 3000 && sum == 0);
	scanner_free(s);
	fclose(f);
}

/* As editors show them: a character of several bytes is one column. */
static void
columns_count_characters(void)
{
	static const char text[] = "[\"\xc3\xa9\xf0\x9f\x98\x80\", 1, {\"\xc3\xa9\": 2}, "
				   "[\"\xe2\x82\xac\\\"\"], 3]";
	struct scanner *s = scanner_of_text(text, sizeof text - 1, "text");
	const char *key;
	size_t len;

	scan_type(s);
	scan_array(s);
	CHECK(scan_element(s) && scan_type(s) == SCAN_STRING && scan_mark(s).column == 2);
	scan_skip(s);
	CHECK(scan_element(s) && scan_type(s) == SCAN_NUMBER && scan_mark(s).column == 8);
	scan_skip(s);
	CHECK(scan_element(s) && scan_type(s) == SCAN_OBJECT);
	scan_object(s);
	CHECK(scan_member(s, &key, &len) && scan_mark(s).column == 12);
	CHECK(scan_type(s) == SCAN_NUMBER && scan_mark(s).column == 17);
	scan_skip(s);
	CHECK(!scan_member(s, &key, &len));
	CHECK(scan_element(s) && scan_type(s) == SCAN_ARRAY && scan_mark(s).column == 21);
	json_leap(s);
	CHECK(scan_element(s) && scan_type(s) == SCAN_NUMBER && scan_mark(s).column == 30);
	scanner_free(s);
}

int
main(void)
{
	program_set("json_scanner");
	pieces_make_no_difference();
	for (size_t lead = 0; lead < 40; lead++)
		large_text_is_read_whole(lead);
	keys_survive_what_follows_them();
	numbers_are_exact();
	a_place_is_found_again();
	columns_count_characters();
	return failures != 0;
}
