/* The parts of reading many rows out of one command's output. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/glob.h"
#include "base/util.h"
#include "check.h"
#include "measure/row_label.h"
#include "measure/row_reader.h"
#include "measure/row_table.h"
#include "scenario/group_names.h"
#include "json/json_string.h"

static void
globs_match_names_with_brackets(void)
{
	CHECK(glob_matches("", "") && !glob_matches("", "a") && glob_matches("*", ""));
	CHECK(glob_matches("a*", "abc") && !glob_matches("a*", "ba") && glob_matches("*c", "abc"));
	CHECK(glob_matches("a*b*c", "a1b2b3c") && !glob_matches("a*b*c", "a1c2b"));
	CHECK(glob_matches("f<[1]>", "f<[1]>") && !glob_matches("f<[1]>", "f<1>"));
	CHECK(glob_matches("a\\b", "a\\b") && glob_matches("*/b", "a/x/b"));
	CHECK(glob_matches("?", "\xC3\xA9") && !glob_matches("??", "\xC3\xA9"));
	CHECK(glob_matches("*?", "\xC3\xA9") && glob_matches("?", "\xFF"));
	CHECK(glob_matches("**a**", "a") && !glob_matches("?", ""));
	CHECK(glob_covers("*", "a*?") && glob_covers("a*", "ab*") && glob_covers("a?", "ab"));
	CHECK(glob_covers("a?c*", "a?c") && glob_covers("*a*", "*xa") && glob_covers("a", "a"));
	CHECK(!glob_covers("a*", "*a*") && !glob_covers("a?*", "a*") && !glob_covers("a?", "a*"));
	CHECK(!glob_covers("ab", "a?") && !glob_covers("a", "a*") && !glob_covers("**?", "*"));
}

/* A pattern that matches in exponential time where matching goes back to every star. */
static void
globs_take_bounded_time(void)
{
	char text[5001], pattern[201];

	memset(text, 'a', 5000);
	text[5000] = '\0';
	for (int i = 0; i < 200; i += 2)
		memcpy(pattern + i, "a*", 2);
	pattern[199] = 'b';
	pattern[200] = '\0';
	CHECK(!glob_matches(pattern, text));
}

/* What is wrong with PATTERN, or its plain form and group COUNT. */
static bool
groups_are(const char *pattern, const char *plain, size_t n, const char *name, size_t at)
{
	struct group_names g;
	char *error = group_names_read(&g, pattern);
	bool ok =
	    !error && strcmp(g.pattern, plain) == 0 && g.n == n && group_number(&g, name) == at;

	free(error);
	group_names_free(&g);
	return ok;
}

static bool
groups_refuse(const char *pattern, const char *part)
{
	char *error = group_names_error(pattern);
	bool ok = error && strstr(error, part);

	free(error);
	return ok;
}

static void
groups_of_patterns_have_names(void)
{
	CHECK(groups_are("(?<a>x)", "(x)", 1, "a", 1));
	CHECK(groups_are("(x)(?<a>y)", "(x)(y)", 2, "a", 2));
	CHECK(groups_are("((?P<b_1>y)|z)", "((y)|z)", 2, "b_1", 2));
	CHECK(groups_are("\\((?<a>y)\\)", "\\((y)\\)", 1, "a", 1));
	CHECK(groups_are("[(](?<a>y)[^](?<b>]", "[(](y)[^](?<b>]", 1, "a", 1));
	CHECK(groups_are("[[:alpha:](](?<a>y)", "[[:alpha:](](y)", 1, "a", 1));
	CHECK(groups_are("x", "x", 0, "a", 0));
	CHECK(groups_refuse("(?<a>x)(?<a>y)", "two of its groups are called 'a'"));
	CHECK(groups_refuse("(?<1a>x)", "does not name a group"));
	CHECK(groups_refuse("(?<=x)y", "does not name a group"));
	CHECK(groups_refuse("(?<a", "does not name a group"));
	CHECK(groups_refuse("(?:x)", "is not POSIX"));
	CHECK(groups_refuse("(?<a>x", "Unmatched"));
	CHECK(groups_refuse("", "it is empty"));
	CHECK(groups_refuse(
	    "()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()", "32 groups"));
}

static bool
label_is(const char *s, const char *wanted)
{
	char *label = row_label(s, strlen(s));
	bool ok = strcmp(label, wanted) == 0;

	free(label);
	return ok;
}

static void
labels_are_one_line_of_text(void)
{
	CHECK(label_is("a b", "a b") && label_is(" \t\na\r\n", "a") && label_is("  ", ""));
	CHECK(label_is("a\tb\nc\x1b[0m\x7f", "a\\tb\\nc\\x1b[0m\\x7f"));
	CHECK(label_is("\xC3\xA9\xFF\xC3", "\xC3\xA9\\xff\\xc3"));
	CHECK(label_is("std::vector<int>[4], x=\"1\"", "std::vector<int>[4], x=\"1\""));
}

static bool
string_is(const char *json, const char *wanted)
{
	struct buf b = BUF_INIT;
	bool ok;

	json_string_decode(&b, json, strlen(json));
	ok = strcmp(b.s ? b.s : "", wanted) == 0;
	buf_free(&b);
	return ok;
}

static void
strings_of_json_become_characters(void)
{
	CHECK(string_is("\"\"", "") && string_is("\"a b\"", "a b"));
	CHECK(string_is("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t"));
	CHECK(string_is("\"\\u00e9\\u20AC\"", "\xC3\xA9\xE2\x82\xAC"));
	CHECK(string_is("\"\\ud83d\\ude00\"", "\xF0\x9F\x98\x80"));
	CHECK(
	    string_is("\"\\ud83dx\"", "\xEF\xBF\xBDx") && string_is("\"\\ude00\"", "\xEF\xBF\xBD"));
	CHECK(string_is("\"\\ud83d\\u0041\"", "\xEF\xBF\xBD"
					      "A"));
}

/* A case whose rows have the metrics 't' (the median counts) and 'u' (the sum). */
static struct row_metric metrics[] = {
    {.rule = {.name = "t", .unit = "ms", .gate = true, .expression = ".t"}},
    {.rule = {.name = "u", .unit = "B", .expression = ".u", .reduction = {.reduce = REDUCE_SUM}}},
};
static struct rows_rule rule = {.source = SOURCE_STDOUT,
    .extractor = EXTRACT_JSON,
    .expression = ".[]",
    .name = ".n",
    .metrics = metrics,
    .nmetrics = 2};
static struct param size = {"size", "10", true};
static struct plan_case plan = {
    .name = "h", .id = "h/size=10", .params = &size, .nparams = 1, .rows = &rule};

static int
report(struct row_table *t, const char *name)
{
	struct buf why = BUF_INIT;
	int row = row_table_row(t, name, strlen(name), NULL, 0, &why);

	buf_free(&why);
	return row;
}

static bool
finish(struct row_table *t, size_t index, bool warmup)
{
	struct buf why = BUF_INIT;
	bool ok = row_table_end(t, index, warmup, &why);

	buf_free(&why);
	return ok;
}

static void
tables_keep_values_by_row_and_invocation(void)
{
	struct row_table *t = row_table_new(&plan);
	struct buf why = BUF_INIT;
	const struct reported_row *r;
	int a, b;

	row_table_begin(t);
	a = report(t, "a");
	CHECK(a == 0 && row_table_gating(t) == 0); /* nothing is known before the end */
	for (int i = 1; i <= 3; i++)
		CHECK(row_table_value(t, a, 0, i * i, &why) && row_table_value(t, a, 1, i, &why));
	CHECK(finish(t, 0, true) && row_table_gating(t) == 1);
	row_table_begin(t);
	b = report(t, "b");
	CHECK(b == 1 && report(t, "a") == a);
	CHECK(row_table_value(t, b, 0, 7, &why) && row_table_value(t, a, 0, 5, &why));
	CHECK(row_table_value(t, a, 1, 6, &why) && row_table_value(t, a, 1, 8, &why));
	CHECK(finish(t, 0, false));
	row_table_begin(t);
	CHECK(report(t, "b") == b && row_table_value(t, b, 0, 9, &why));
	CHECK(row_table_value(t, b, 1, 1, &why) && finish(t, 1, false));
	r = row_table_at(t, 0);
	CHECK(r == row_table_find(t, "h/a/size=10"));
	CHECK(strcmp(r->name, "h/a") == 0 && strcmp(r->label, "a") == 0 && r->nparams == 1);
	CHECK(r->counted == 1 && r->series[0].n == 1 && r->series[0].samples[0] == 5);
	CHECK(r->series[1].samples[0] == 14);
	r = row_table_at(t, 1);
	CHECK(r == row_table_find(t, "h/b/size=10"));
	CHECK(r->counted == 2 && r->series[0].n == 2 && r->series[0].samples[1] == 9);
	CHECK(
	    r->series[1].n == 2 && isnan(r->series[1].samples[0]) && r->series[1].samples[1] == 1);
	CHECK(!row_table_find(t, "h/c/size=10") && row_table_gating(t) == 2);
	buf_free(&why);
	row_table_free(t);
}

/* As a reader does that finds the metrics by itself. */
static void
tables_take_metrics_that_no_rule_has(void)
{
	struct row_table *t = row_table_new(&plan);
	struct buf why = BUF_INIT;
	int row, metric;

	row_table_begin(t);
	CHECK(row_table_metric(t, "u", "B", BETTER_LOWER, true, &why) == 1);
	metric = row_table_metric(t, "rate", "MB/s", BETTER_HIGHER, true, &why);
	CHECK(metric == 2 && row_table_metric(t, "rate", "MB/s", BETTER_HIGHER, true, &why) == 2);
	CHECK(row_table_metrics(t) == 3 && row_table_metric_find(t, "rate") == 2);
	row = report(t, "a");
	for (size_t m = 0; m < 3; m++)
		CHECK(row_table_value(t, row, m, (double)m, &why));
	CHECK(finish(t, 0, false) && row_table_gating(t) == 2);
	CHECK(row_series_of(row_table_at(t, 0), 2)->samples[0] == 2);
	CHECK(row_series_of(row_table_at(t, 0), 3)->n == 0 && why.len == 0);
	CHECK(row_table_metric(t, "rate", "kB/s", BETTER_HIGHER, true, &why) == ROW_NONE);
	CHECK(strstr(why.s, "metric 'rate' is in 'kB/s', better when higher, and was in 'MB/s'"));
	buf_free(&why);
	row_table_free(t);
}

static void
what_an_invocation_told_that_did_not_end_is_dropped(void)
{
	struct row_table *t = row_table_new(&plan);
	struct buf why = BUF_INIT;
	int row;

	row_table_begin(t);
	row = report(t, "half");
	row_table_fail(t, row, xstrdup("cut off"));
	row_table_begin(t);
	CHECK(!finish(t, 0, false)); /* no row */
	row_table_begin(t);
	row = report(t, "whole");
	CHECK(row_table_value(t, row, 0, 1, &why));
	CHECK(!finish(t, 0, false)); /* no row has 'u' */
	CHECK(row_table_value(t, row, 1, INFINITY, &why) && finish(t, 0, false));
	CHECK(!row_table_find(t, "h/half/size=10")->known);
	CHECK(row_table_find(t, "h/half/size=10")->failure == NULL);
	CHECK(row_table_failed(t) &&
	      strstr(row_table_at(t, 1)->failure, "'u': its value is not finite"));
	buf_free(&why);
	row_table_free(t);
}

static void
readers_feed_tables_in_pieces_of_any_size(void)
{
	static const char text[] =
	    "log\n[{\"n\":\"a\",\"t\":1,\"u\":2},\n{\"n\":\"b\",\"t\":3,\"u\":null},7]\n";
	static const char good[] =
	    "log\n[{\"n\":\"a\",\"t\":1,\"u\":2},\n{\"n\":\"b\",\"t\":3,\"u\":null}]\n";
	struct row_table *t = row_table_new(&plan);
	struct row_reader *r = row_reader_new(t);
	struct output_reader out = row_reader_output(r);
	struct buf why = BUF_INIT;

	for (size_t piece = 1; piece < 9; piece++) {
		row_reader_begin(r);
		for (size_t i = 0; i < sizeof good - 1; i += piece)
			out.bytes(out.who, good + i,
			    sizeof good - 1 - i < piece ? sizeof good - 1 - i : piece);
		CHECK(row_reader_end(r, piece - 1, false, &why));
	}
	CHECK(row_table_size(t) == 2 && row_table_at(t, 0)->counted == 8);
	CHECK(row_table_at(t, 1)->series[0].samples[7] == 3 &&
	      row_series_of(row_table_at(t, 1), 1)->n == 0);
	row_reader_begin(r);
	out.bytes(out.who, text, sizeof text - 1);
	CHECK(!row_reader_end(r, 8, false, &why) && strstr(why.s, "no object"));
	CHECK(row_table_at(t, 0)->counted == 8);
	buf_free(&why);
	row_reader_free(r);
	row_table_free(t);
}

int
main(void)
{
	program_set("rows");
	globs_match_names_with_brackets();
	globs_take_bounded_time();
	groups_of_patterns_have_names();
	labels_are_one_line_of_text();
	strings_of_json_become_characters();
	tables_keep_values_by_row_and_invocation();
	tables_take_metrics_that_no_rule_has();
	what_an_invocation_told_that_did_not_end_is_dropped();
	readers_feed_tables_in_pieces_of_any_size();
	return failures != 0;
}
