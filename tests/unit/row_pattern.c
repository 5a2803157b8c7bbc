/* Patterns of lines match what regexec() matches, group by group, also those that are simple. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "check.h"
#include "import/row_pattern.h"

enum { GROUPS = 8, PATTERNS = 5000, STRINGS = 20 };

static void
same_as_regexec(const struct row_pattern *p, const char *pattern, const char *s)
{
	regmatch_t expected[GROUPS], got[GROUPS];
	regex_t regex;
	bool yes;

	if (regcomp(&regex, pattern, REG_EXTENDED) != 0)
		abort();
	yes = regexec(&regex, s, GROUPS, expected, 0) == 0;
	regfree(&regex);
	if (row_pattern_match(p, s, GROUPS, got) != yes) {
		fprintf(stderr, "'%s' and '%s': %s\n", pattern, s, yes ? "missed" : "matched");
		failures++;
		return;
	}
	for (size_t i = 0; yes && i < GROUPS; i++)
		if (got[i].rm_so != expected[i].rm_so || got[i].rm_eo != expected[i].rm_eo) {
			fprintf(stderr, "'%s' and '%s': group %zu is %d to %d, not %d to %d\n",
			    pattern, s, i, (int)got[i].rm_so, (int)got[i].rm_eo,
			    (int)expected[i].rm_so, (int)expected[i].rm_eo);
			failures++;
		}
}

/* Up to MOST words of WORDS in a row, to DST. */
static void
words_put(char *dst, struct rng *rng, size_t most, const char *const *words, size_t n)
{
	*dst = '\0';
	for (size_t i = rng_below(rng, most + 1); i > 0; i--)
		strcat(dst, words[rng_below(rng, n)]);
}

static void
random_patterns(void)
{
	static const char *const items[] = {"a", "b*", "[ab]+", "[^b]*", ".", ".*", "(a)", "(b+)",
	    "([a-c]*)", "(a?b)", "c?", "\\.", "(.*)", "((a)b*)", "[^ab]", "[[:space:]]+"};
	static const char *const chars[] = {"a", "b", "c", "ab", " ", ".", "\xc2\xb5"};
	struct rng rng;
	size_t simple = 0;

	rng_seed(&rng, 1);
	for (int i = 0; i < PATTERNS; i++) {
		char body[256], pattern[260], s[64], why[128];
		struct row_pattern *p;

		words_put(body, &rng, 6, items, sizeof items / sizeof *items);
		snprintf(pattern, sizeof pattern, "^%s$", body);
		p = row_pattern_new(pattern, why, sizeof why);
		CHECK(p != NULL);
		simple += row_pattern_simple(p);
		for (int k = 0; k < STRINGS; k++) {
			words_put(s, &rng, 8, chars, sizeof chars / sizeof *chars);
			same_as_regexec(p, pattern, s);
		}
		row_pattern_free(p);
	}
	CHECK(simple == PATTERNS);
}

static void
others(void)
{
	static const char *const patterns[] = {"a|b", "^a|b$", "^(a|ab)(c|bcd)$", "^a", "a$",
	    "^(ab)*$", "^(a)?b$", "^a{2}$", "^[[.a.]b]$", "^(a)\\1$", "^\\w+$", "^a**$", "^[]a]+$",
	    "^[a-]+$", "^[a\\]+$", "^()$", "^$", "", "^[[:upper:]]$", "^(a(b))+$", "^a+?$"};
	static const char *const strings[] = {
	    "", "a", "b", "ab", "abab", "abcd", "aa", "]a", "a-", "a\\", "A", "a+"};
	char why[128];

	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		struct row_pattern *p = row_pattern_new(patterns[i], why, sizeof why);

		CHECK(p != NULL);
		for (size_t k = 0; p && k < sizeof strings / sizeof *strings; k++)
			same_as_regexec(p, patterns[i], strings[k]);
		row_pattern_free(p);
	}
	CHECK(row_pattern_new("^(a$", why, sizeof why) == NULL && *why);
	CHECK(row_pattern_new("^a\\", why, sizeof why) == NULL && *why);
}

/* What would be tried for ages ends, with the answer of regexec(). */
static void
many_tries(void)
{
	static const char pattern[] = "^(.*)(.*)(.*)(.*)(.*)(.*)b$";
	char s[200], why[128];
	struct row_pattern *p = row_pattern_new(pattern, why, sizeof why);

	CHECK(p && row_pattern_simple(p));
	memset(s, 'a', sizeof s - 1);
	s[sizeof s - 1] = '\0';
	same_as_regexec(p, pattern, s);
	s[sizeof s - 2] = 'b';
	same_as_regexec(p, pattern, s);
	row_pattern_free(p);
}

int
main(void)
{
	random_patterns();
	others();
	many_tries();
	return failures > 0;
}
