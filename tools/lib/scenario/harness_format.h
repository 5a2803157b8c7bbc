/* harness_format.h: 'harness' of a benchmark: its rows are what bench-import makes of the output.
 */
#ifndef HARNESS_FORMAT_H
#define HARNESS_FORMAT_H

#include <stdbool.h>

#include "scenario/metric_rule.h"
#include "scenario/rows_rule.h"

/* Whether FORMAT is the path of a jq file, and not the name of a format that came with the
 * tools. */
bool harness_format_own(const char *format);
/* Why FORMAT is none, or NULL; the caller owns it. */
char *harness_format_error(const char *format);

/* The rule in NODES->harness. Dies at the position of what is wrong. It lives in ARENA. */
struct rows_rule *harness_read(const struct metric_nodes *nodes, const struct plan *plan,
    const struct scope *scope, struct arena *arena);

/* The metric called NAME of the rows of RULE, which is of NODES->harness; RULE names it from here
 * on, with the tolerance and the threshold that NODES give it. NULL: it names METRIC_RULES_MAX
 * others. It lives in ARENA. */
struct metric_rule *harness_metric(struct rows_rule *rule, const char *name,
    const struct metric_nodes *nodes, const struct plan *plan, struct arena *arena);

#endif
