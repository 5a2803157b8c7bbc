#include "model/fail_on.h"

#include <stddef.h>
#include <string.h>

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

const char *
fail_on_worst(unsigned failing)
{
	for (int i = 0; fail_on_words[i]; i++)
		if (failing & fail_on_bit(i))
			return fail_on_words[i];
	return VERDICT_PASS;
}
