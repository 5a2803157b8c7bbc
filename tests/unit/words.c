/* Expressions, patterns, nearest words and twins: what scenarios are read with. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/duplicate.h"
#include "base/suggest.h"
#include "scenario/expression.h"
#include "scenario/pattern.h"
#include "scenario/plan_filter.h"

static int failures;

static void
same(const char *what, const char *got, const char *expected)
{
	if (got == expected || (got && expected && strcmp(got, expected) == 0))
		return;
	fprintf(stderr, "%s: '%s' instead of '%s'\n", what, got ? got : "(nothing)",
	    expected ? expected : "(nothing)");
	failures++;
}

static void
expressions(void)
{
	struct param params[] = {{"size", "100", true}, {"back-end", "a b", false}};
	char *env[] = {"THREADS=1", "EMPTY=", NULL};
	const struct scope scope = {params, 2, env};
	static const char *const good[][2] = {{"plain", "plain"}, {"", ""},
	    {"${{ matrix.size }}", "100"}, {"${{matrix.size}}x${{matrix.size}}", "100x100"},
	    {"a ${{ matrix.back-end }}", "a a b"}, {"${{ matrix['back-end'] }}", "a b"},
	    {"${{ env.THREADS }}${{ env.EMPTY }}", "1"}, {"${{ '${{' }}", "${{"},
	    {"${{ 'it''s' }} $x {{", "it's $x {{"}};
	static const char *const bad[] = {"${{", "${{ }}", "${{ matrix }}", "${{ matrix. }}",
	    "${{ matrix.siz }}", "${{ matrix.size", "${{ matrix.size }", "${{ env.NONE }}",
	    "${{ 'open }}", "${{ matrix['size' }}", "${{ size }}", "${{ matrix.size * 2 }}",
	    "${{ matrix.size }} ${{ secrets.x }}", "${{ 1 }}"};
	char *error, *s;

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		s = expression_expand(good[i][0], &scope, &error);
		same(good[i][0], s, good[i][1]);
		free(s);
		free(error);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		s = expression_expand(bad[i], &scope, &error);
		same(bad[i], s, NULL);
		if (!error) {
			fprintf(stderr, "%s: no message\n", bad[i]);
			failures++;
		}
		free(s);
		free(error);
	}
}

static void
patterns(void)
{
	static const char *const good[] = {"([0-9.]+) ms", "a|b", "[][:digit:]]", "\\.\\*\\?",
	    "^x$", "[^]]", "a{2,3}", "[?]?", "\\+?", "[.]"};
	static const char *const bad[] = {"", "(", "\\d", "[\\d]", "a+?", "a??", "(?i)a", "\\1",
	    "(a{1,999}){1,999}", "*(", "a{3,2}", "[a", "\\b", "a\n", "a\rb"};

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		char *error = pattern_error(good[i]);

		same(good[i], error, NULL);
		free(error);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char *error = pattern_error(bad[i]);

		if (!error) {
			fprintf(stderr, "pattern '%s' is let through\n", bad[i]);
			failures++;
		}
		free(error);
	}
}

static void
suggestions(void)
{
	static const char *const words[] = {"metrics", "matrix", "name", "run", "runs"};

	same("metrcs", suggest("metrcs", words, 5), "metrics");
	same("matirx", suggest("matirx", words, 5), "matrix");
	same("rnu", suggest("rnu", words, 5), "run");
	same("runss", suggest("runss", words, 5), "runs");
	same("names", suggest("names", words, 5), "name");
	same("x", suggest("x", words, 5), NULL);
	same("", suggest("", words, 5), NULL);
	same("throughput", suggest("throughput", words, 5), NULL);
	same("one word listed", suggest_list(words, 1), "'metrics'");
	same("three words listed", suggest_list(words, 3), "'metrics', 'matrix' or 'name'");
	same("nothing known", suggest("run", words, 0), NULL);
}

static void
twins(void)
{
	static const char *const words[] = {"a", "b", "c", "b", "a"};
	size_t first, second;

	if (duplicate_find(words, 3, &first, &second)) {
		fputs("a, b, c are not different\n", stderr);
		failures++;
	}
	if (!duplicate_find(words, 5, &first, &second) || first != 1 || second != 3) {
		fputs("the first twins of a, b, c, b, a are not the two b\n", stderr);
		failures++;
	}
}

/* Every case is in one shard, and no shard has two more than another. */
static void
shards(void)
{
	for (size_t n = 1; n <= 40; n++) {
		for (size_t count = 1; count <= n; count++) {
			size_t sizes[40] = {0};

			for (size_t i = 0; i < n; i++)
				sizes[plan_filter_shard_of(i, count)]++;
			for (size_t i = 0; i < count; i++) {
				if (sizes[i] == n / count || sizes[i] == (n + count - 1) / count)
					continue;
				fprintf(stderr, "%zu cases, %zu shards: %zu in one\n", n, count,
				    sizes[i]);
				failures++;
			}
		}
	}
}

int
main(void)
{
	expressions();
	patterns();
	suggestions();
	twins();
	shards();
	return failures != 0;
}
