#include "scenario/plan_filter.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "base/amount.h"
#include "base/buf.h"
#include "base/suggest.h"
#include "base/util.h"
#include "scenario/pattern.h"
#include "scenario/rows_rule.h"

size_t
plan_filter_shard_of(size_t index, size_t shards)
{
	return (index + index / shards) % shards;
}

void
plan_filter_shard(const struct option_row *row, char *value)
{
	struct plan_filter *filter = row->to;
	const char *slash = strchr(value, '/');
	char *first = xstrndup(value, slash ? (size_t)(slash - value) : 0);

	if (!slash || !amount_count(first, &filter->shard) ||
	    !amount_count(slash + 1, &filter->shards) || filter->shard < 1 ||
	    filter->shard > filter->shards || filter->shards > SHARDS_MAX)
		option_die(row, value, "I/N with 1 <= I <= N <= %d", SHARDS_MAX);
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

static void
option_add(struct buf *b, const char *name, const char *value)
{
	if (value)
		buf_printf(b, " --%s '%s'", name, value);
}

/* Die because no case matches, with what may have been meant. */
static _Noreturn void
nothing(const struct plan *plan, const struct plan_filter *filter)
{
	const char *word = filter->pattern ? filter->pattern : filter->tag, *note = "";
	const char **known = NULL;
	struct buf options = BUF_INIT;
	size_t n = 0, cap = 0;

	for (size_t i = 0; word && i < plan->ncases; i++) {
		char **tags = plan->cases[i].tags;

		for (size_t k = 0; !filter->pattern && tags[k]; k++) {
			known = xgrow(known, n, &cap, sizeof *known);
			known[n++] = tags[k];
		}
		for (size_t k = 0; filter->pattern && k < 2; k++) {
			known = xgrow(known, n, &cap, sizeof *known);
			known[n++] = k ? plan->cases[i].id : plan->cases[i].name;
		}
	}
	if (word)
		note = suggest_note(word, known, n);
	option_add(&options, "filter", filter->pattern);
	option_add(&options, "tag", filter->tag);
	option_add(&options, "kind", filter->kind);
	die("no case matches%s%s", options.s, note);
}

/* The id of the case that measures number I of what FILTER keeps. */
static const char *
only_case(const struct plan_filter *filter, size_t i)
{
	const char *reporter = filter->reporters ? filter->reporters[i] : NULL;

	return reporter ? reporter : filter->only[i];
}

static bool
case_is_wanted(const struct plan_filter *filter, const char *id)
{
	for (size_t i = 0; i < filter->nonly; i++)
		if (strcmp(only_case(filter, i), id) == 0)
			return true;
	return !filter->only;
}

/* Of a case that reports rows, keep those that FILTER names, and no other row. */
static void
rows_keep(struct plan *plan, struct plan_case *c, const struct plan_filter *filter)
{
	struct rows_rule *rule = c->rows;
	char **ids;

	if (!rule || !filter->only)
		return;
	ids = arena_array(plan->memory, filter->nonly + 1, sizeof *ids);
	rule->nonly = 0;
	for (size_t i = 0; i < filter->nonly; i++)
		if (filter->reporters && filter->reporters[i] &&
		    strcmp(filter->reporters[i], c->id) == 0)
			ids[rule->nonly++] = arena_strdup(plan->memory, filter->only[i]);
	rule->only = ids;
}

static void
only_check(const struct plan *plan, const struct plan_filter *filter)
{
	for (size_t i = 0; i < filter->nonly; i++) {
		size_t k = 0;

		while (k < plan->ncases && strcmp(plan->cases[k].id, only_case(filter, i)) != 0)
			k++;
		if (k == plan->ncases)
			die("'%s' is to be measured again, but is not in this scenario",
			    filter->only[i]);
	}
}

/* Keep the shard of FILTER. */
static void
shard_keep(struct plan *plan, const struct plan_filter *filter)
{
	struct shard_deal deal;
	size_t kept = 0;

	plan_shards(plan, filter->shards, filter->lengths, &deal);
	for (size_t i = 0; i < plan->ncases; i++)
		if (deal.of[i] == filter->shard - 1)
			plan->cases[kept++] = plan->cases[i];
	plan->ncases = kept;
	shard_deal_free(&deal);
}

void
plan_filter(struct plan *plan, const struct plan_filter *filter)
{
	enum kind kind = KIND_REGRESSION;
	struct plan_case *kept = xcalloc(plan->ncases, sizeof *kept);
	size_t matched = 0;
	char *error;
	regex_t regex;

	if (filter->kind && !kind_parse(filter->kind, &kind))
		die_usage("'%s' is not a kind: regression or exploratory", filter->kind);
	if (filter->pattern) {
		if ((error = pattern_error(filter->pattern)))
			die_usage("'%s' is not a pattern: %s", filter->pattern, error);
		if (regex_result(regcomp(&regex, filter->pattern, REG_EXTENDED | REG_NOSUB)))
			die("cannot compile '%s'", filter->pattern);
	}
	if (!filter->none_fits)
		only_check(plan, filter);
	for (size_t i = 0; i < plan->ncases; i++) {
		struct plan_case c = plan->cases[i];

		if (!case_is_wanted(filter, c.id) || (filter->kind && c.kind != kind) ||
		    (filter->tag && !has_tag(&c, filter->tag)) ||
		    (filter->pattern && regex_result(regexec(&regex, c.id, 0, NULL, 0)) != 0))
			continue;
		rows_keep(plan, &c, filter);
		kept[matched++] = c;
	}
	if (filter->pattern)
		regfree(&regex);
	if (matched == 0 && plan->ncases > 0 && !filter->only && !filter->none_fits)
		nothing(plan, filter);
	free(plan->cases);
	plan->cases = kept;
	plan->ncases = matched;
	if (filter->shards)
		shard_keep(plan, filter);
}
