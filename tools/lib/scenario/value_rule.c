#include "scenario/value_rule.h"

#include "base/unit.h"
#include "base/util.h"
#include "scenario/pattern.h"
#include "scenario/plan_words.h"

/* What needs a number to be read, and by a pattern. */
static const char *
reading_key(const struct metric_rule *rule)
{
	if (rule->decimal)
		return "decimal";
	if (rule->unit_group)
		return "unit-group";
	return plan_unit_auto(rule) ? "unit" : NULL;
}

static char *
group_wrong(const struct metric_rule *rule)
{
	size_t groups = pattern_groups(rule->expression);
	struct unit unit;

	if (rule->unit_group > groups)
		return xasprintf("'unit-group' is %zu, and the pattern has %zu groups",
		    rule->unit_group, groups);
	if (groups < 2)
		return xstrdup("'unit-group' needs a pattern with one more group, for the number");
	if (!plan_unit_auto(rule) && !unit_of(rule->unit, &unit))
		return xasprintf(
		    "'unit-group' needs a 'unit' that values can be brought to, like ms, MB/s or "
		    "auto, not '%s'",
		    rule->unit);
	return NULL;
}

char *
value_rule_wrong(const struct metric_rule *rule, const char **key)
{
	bool timed = rule->extractor == EXTRACT_TIME_TO || rule->extractor == EXTRACT_BETWEEN;
	const char *reads = reading_key(rule);

	*key = "reduce";
	if (rule->reduction.reduce == REDUCE_COUNT) {
		if (timed)
			return xasprintf("'reduce: count' counts matches, and '%s' measures ms",
			    plan_extractors[rule->extractor]);
		if (reads || rule->keep)
			return xasprintf("'reduce: count' reads no values, which '%s' is about",
			    reads ? reads : "keep");
	}
	*key = reads;
	if (reads && rule->extractor != EXTRACT_PATTERN)
		return xasprintf("'%s%s' needs 'pattern': '%s' gives plain numbers", reads,
		    rule->decimal || rule->unit_group ? "" : ": " PLAN_UNIT_AUTO,
		    plan_extractors[rule->extractor]);
	*key = "unit-group";
	return rule->unit_group ? group_wrong(rule) : NULL;
}
