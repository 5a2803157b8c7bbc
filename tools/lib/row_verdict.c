#include "row_verdict.h"

#include <string.h>

enum verdict
row_verdict(const struct json_at *row)
{
	struct json_at at = json_member(row, "verdict");
	enum verdict verdict;

	if (!verdict_parse(json_string_of(row, "verdict"), &verdict))
		json_wrong(&at,
		    "a verdict (regression, worse, equivalent, better, improvement, "
		    "inconclusive, added, removed, failed, incomparable, within or exceeded)");
	return verdict;
}

bool
summary_fails(const struct json_at *summary)
{
	struct json_at at = json_member(summary, "verdict");
	const char *verdict = json_string_of(summary, "verdict");

	if (strcmp(verdict, VERDICT_PASS) == 0)
		return false;
	if (strcmp(verdict, verdict_name(VERDICT_REGRESSION)) != 0 &&
	    strcmp(verdict, verdict_name(VERDICT_EXCEEDED)) != 0)
		json_wrong(&at, "'pass', 'regression' or 'exceeded'");
	return true;
}
