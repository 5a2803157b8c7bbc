#include "scenario/stdout_way.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/util.h"
#include "scenario/plan_words.h"
#include "scenario/rows_rule.h"

static bool
is_timed(const struct metric_rule *rule)
{
	return rule->extractor == EXTRACT_TIME_TO || rule->extractor == EXTRACT_BETWEEN ||
	       strcmp(rule->name, "first_output_ms") == 0;
}

static bool
is_read(const struct metric_rule *rule)
{
	return rule->source == SOURCE_STDOUT || is_timed(rule);
}

static bool
rows_read(const struct plan_case *c)
{
	return c->rows && c->rows->source == SOURCE_STDOUT;
}

enum stdout_way
stdout_way_of(const struct plan_case *c)
{
	if (c->output != STDOUT_AS_NEEDED)
		return c->output;
	for (size_t i = 0; i < c->nmetrics; i++)
		if (is_read(&c->metrics[i]))
			return STDOUT_PIPE;
	return rows_read(c) ? STDOUT_PIPE : STDOUT_NULL;
}

char *
stdout_way_wrong(const struct plan_case *c)
{
	for (size_t i = 0; i < c->nmetrics; i++) {
		const struct metric_rule *rule = &c->metrics[i];

		if (c->output == STDOUT_NULL && is_read(rule))
			return xasprintf("metric '%s' reads the standard output that 'stdout: %s' "
					 "throws away: it needs 'pipe'%s",
			    rule->name, plan_outputs[STDOUT_NULL],
			    is_timed(rule) ? "" : " or 'file'");
		if (c->output == STDOUT_FILE && is_timed(rule))
			return xasprintf("metric '%s' takes the time of output, which 'stdout: %s' "
					 "does not tell: it needs 'pipe'",
			    rule->name, plan_outputs[STDOUT_FILE]);
	}
	if (c->output == STDOUT_NULL && rows_read(c))
		return xasprintf(
		    "'rows' reads the standard output that 'stdout: %s' throws away: it "
		    "needs 'pipe' or 'file'",
		    plan_outputs[STDOUT_NULL]);
	return NULL;
}
