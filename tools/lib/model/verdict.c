#include "model/verdict.h"

#include <stddef.h>
#include <string.h>

#include "base/suggest.h"
#include "model/metric.h"

static const char *const verdicts[NVERDICTS] = {"regression", "worse", "equivalent", "better",
    "improvement", "inconclusive", "added", "removed", "failed", "unmeasured", "incomparable",
    "machine-dependent", "within", "exceeded", "placement", "waived"};
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

enum verdict
row_verdict(const struct json_at *row)
{
	struct json_at at = json_member(row, "verdict");
	enum verdict verdict;

	if (!verdict_parse(json_string_of(row, "verdict"), &verdict))
		json_wrong(&at, suggest_list(verdicts, VERDICT_WAIVED));
	return verdict;
}

bool
row_gates(const struct json_at *row)
{
	return json_bool_or(row, "gate", true) &&
	       strcmp(json_string_or(row, "kind", kind_name(KIND_REGRESSION)),
		   kind_name(KIND_REGRESSION)) == 0;
}

bool
summary_fails(const struct json_at *summary)
{
	struct json_at at = json_member(summary, "verdict");
	const char *verdict = json_string_of(summary, "verdict");

	enum verdict worst;

	if (strcmp(verdict, VERDICT_PASS) == 0)
		return false;
	if (strcmp(verdict, VERDICT_DRIFT) != 0 && !verdict_parse(verdict, &worst))
		json_wrong(&at, "'pass', 'drift' or the verdict of a row");
	return true;
}
