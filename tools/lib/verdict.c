#include "verdict.h"

#include <stddef.h>
#include <string.h>

static const char *const verdicts[NVERDICTS] = {"regression", "worse", "equivalent", "better",
    "improvement", "inconclusive", "added", "removed", "failed", "incomparable", "within",
    "exceeded", "waived"};
static const char *const severities[NSEVERITIES] = {NULL, "minor", "moderate", "severe"};

const char *
verdict_name(enum verdict verdict)
{
	return verdicts[verdict];
}

bool
verdict_parse(const char *s, enum verdict *v)
{
	for (int i = 0; i < NVERDICTS; i++)
		if (i != VERDICT_WAIVED && strcmp(s, verdicts[i]) == 0) {
			*v = (enum verdict)i;
			return true;
		}
	return false;
}

const char *
severity_name(enum severity severity)
{
	return severities[severity];
}

bool
severity_parse(const char *s, enum severity *v)
{
	for (int i = SEVERITY_NONE + 1; i < NSEVERITIES; i++)
		if (strcmp(s, severities[i]) == 0) {
			*v = (enum severity)i;
			return true;
		}
	return false;
}
