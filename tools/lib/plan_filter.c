#include "plan_filter.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "number.h"
#include "pattern.h"
#include "suggest.h"
#include "util.h"

enum { SHARDS_MAX = 10000 };

void
plan_filter_shard(struct plan_filter *filter, const char *s)
{
	const char *slash = strchr(s, '/');
	char *first = xstrndup(s, slash ? (size_t)(slash - s) : 0);

	if (!slash || !count_parse(first, &filter->shard) ||
	    !count_parse(slash + 1, &filter->shards) || filter->shard < 1 ||
	    filter->shard > filter->shards || filter->shards > SHARDS_MAX)
		die_usage("'%s' is not a shard: I/N with 1 <= I <= N <= %d", s, SHARDS_MAX);
	free(first);
}

static bool
has_tag(const struct plan_case *c, const char *tag)
{
	for (char **t = c->tags; *t; t++)
		if (strcmp(*t, tag) == 0)
			return true;
	return false;
}

/* Die because no case matches, with what may have been meant. */
static _Noreturn void
nothing(const struct plan *plan, const struct plan_filter *filter)
{
	const char *word = filter->pattern ? filter->pattern : filter->tag, *note = "";
	const char **known = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; word && i < plan->ncases; i++) {
		char **tags = plan->cases[i].tags;

		for (size_t k = 0; !filter->pattern && tags[k]; k++) {
			known = xgrow(known, n, &cap, sizeof *known);
			known[n++] = tags[k];
		}
		if (filter->pattern) {
			known = xgrow(known, n + 1, &cap, sizeof *known);
			known = xgrow(known, n, &cap, sizeof *known);
			known[n++] = plan->cases[i].name;
			known = xgrow(known, n, &cap, sizeof *known);
			known[n++] = plan->cases[i].id;
		}
	}
	if (word)
		note = suggest_note(word, known, n);
	die("no case matches%s%s%s%s%s%s%s%s%s%s", filter->pattern ? " --filter '" : "",
	    filter->pattern ? filter->pattern : "", filter->pattern ? "'" : "",
	    filter->tag ? " --tag '" : "", filter->tag ? filter->tag : "", filter->tag ? "'" : "",
	    filter->kind ? " --kind '" : "", filter->kind ? filter->kind : "",
	    filter->kind ? "'" : "", note);
}

static void
shard_keep(struct plan *plan, size_t shard, size_t shards)
{
	size_t kept = 0;

	for (size_t i = 0; i < plan->ncases; i++)
		if (i % shards == shard - 1)
			plan->cases[kept++] = plan->cases[i];
	plan->ncases = kept;
}

void
plan_filter(struct plan *plan, const struct plan_filter *filter)
{
	enum kind kind = KIND_REGRESSION;
	char *error;
	regex_t regex;
	size_t kept = 0, matched = 0;

	if (filter->kind && !kind_parse(filter->kind, &kind))
		die_usage("'%s' is not a kind: regression or exploratory", filter->kind);
	if (filter->pattern) {
		if ((error = pattern_error(filter->pattern)))
			die_usage("'%s' is not a pattern: %s", filter->pattern, error);
		if (regcomp(&regex, filter->pattern, REG_EXTENDED | REG_NOSUB))
			die("cannot compile '%s'", filter->pattern);
	}
	for (size_t i = 0; i < plan->ncases; i++) {
		const struct plan_case *c = &plan->cases[i];
		bool match = (!filter->kind || c->kind == kind) &&
			     (!filter->tag || has_tag(c, filter->tag)) &&
			     (!filter->pattern || regexec(&regex, c->id, 0, NULL, 0) == 0);

		matched += match;
	}
	if (matched == 0 && plan->ncases > 0)
		nothing(plan, filter);
	for (size_t i = 0; i < plan->ncases; i++) {
		const struct plan_case *c = &plan->cases[i];

		if ((!filter->kind || c->kind == kind) &&
		    (!filter->tag || has_tag(c, filter->tag)) &&
		    (!filter->pattern || regexec(&regex, c->id, 0, NULL, 0) == 0))
			plan->cases[kept++] = plan->cases[i];
	}
	plan->ncases = kept;
	if (filter->pattern)
		regfree(&regex);
	if (filter->shards)
		shard_keep(plan, filter->shard, filter->shards);
}
