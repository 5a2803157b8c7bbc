#include "model/fail_on.h"

#include <stddef.h>
#include <string.h>

#include "base/suggest.h"

const char *const fail_on_words[] = {"regression", "failed", "unmeasured", "removed", "worse",
    "drift", "machine-dependent", "incomparable", "inconclusive", NULL};

static const unsigned implied[] = {1u << VERDICT_REGRESSION, 1u << VERDICT_FAILED,
    1u << VERDICT_UNMEASURED, 1u << VERDICT_REMOVED, 1u << VERDICT_WORSE | 1u << VERDICT_REGRESSION,
    FAIL_ON_DRIFT, 1u << VERDICT_MACHINE_DEPENDENT | 1u << VERDICT_REGRESSION,
    1u << VERDICT_INCOMPARABLE,
    1u << VERDICT_INCONCLUSIVE | 1u << VERDICT_MACHINE_DEPENDENT | 1u << VERDICT_WORSE |
	1u << VERDICT_REGRESSION | 1u << VERDICT_UNMEASURED};

bool
fail_on_add(unsigned *bits, const char *word)
{
	for (int i = 0; fail_on_words[i]; i++)
		if (strcmp(fail_on_words[i], word) == 0) {
			*bits |= implied[i];
			return true;
		}
	return false;
}

unsigned
fail_on_bit(int nth)
{
	enum verdict verdict;

	return verdict_parse(fail_on_words[nth], &verdict) ? 1u << verdict : FAIL_ON_DRIFT;
}

unsigned
fail_on_of(const struct json_at *root)
{
	struct json_at policy = json_member(root, "policy");
	struct json_at words = json_member(&policy, "fail_on");
	unsigned bits = 0;
	size_t n = 0;

	if (!words.node)
		return FAIL_ON_DEFAULT;
	while (fail_on_words[n])
		n++;
	for (size_t i = 0; i < json_length(&words); i++) {
		struct json_at word = json_element(&words, i);

		if (!fail_on_add(&bits, json_as_text(&word)))
			json_wrong(&word, suggest_list(fail_on_words, n));
	}
	return bits;
}

const char *
fail_on_worst(unsigned failing)
{
	for (int i = 0; fail_on_words[i]; i++)
		if (failing & fail_on_bit(i))
			return fail_on_words[i];
	return VERDICT_PASS;
}
