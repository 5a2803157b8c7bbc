#include "comparison/waivers.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/glob.h"
#include "base/input.h"
#include "base/timestamp.h"
#include "base/util.h"
#include "yaml/yaml_field.h"
#include "yaml/yaml_tree.h"

enum { WAIVERS_MAX = 1000, ISSUE_MAX = 500 };

static const char *const states[WAIVER_STATES] = {
    "unused", "used", "exceeded", "expired", "unmatched"};

const char *
waiver_state_name(enum waiver_state state)
{
	return states[state];
}

bool
waiver_covers(const struct waiver *w, const char *id)
{
	return w->glob ? glob_matches(w->row, id) : strcmp(w->row, id) == 0;
}

static const struct yaml_node *
waiver_member(const struct yaml_node *map, const char *key)
{
	const struct yaml_node *node = yaml_get(map, key);

	if (!node)
		yaml_die(map, "a waiver must have '%s'", key);
	return node;
}

static const char *
text_of(const struct yaml_node *map, const char *key)
{
	const struct yaml_node *node = waiver_member(map, key);

	field_text(node, key);
	return field_line(node, key);
}

static const char *
expires_of(const struct yaml_node *map)
{
	const char *text = text_of(map, "expires");

	if (!timestamp_date_valid(text))
		yaml_die(waiver_member(map, "expires"),
		    "'expires' must be a day like 2026-12-31, not '%.40s'", text);
	return text;
}

static const char *
issue_of(const struct yaml_node *map)
{
	const char *text = text_of(map, "issue");

	if ((strncmp(text, "https://", 8) != 0 && strncmp(text, "http://", 7) != 0) ||
	    strpbrk(text, " \"<>`") || strlen(text) > ISSUE_MAX)
		yaml_die(waiver_member(map, "issue"), "'issue' must be a link (https://...)");
	return text;
}

/* What W accepts: a regression up to a ceiling, or that there is nothing to judge. */
static void
acceptance_read(struct waiver *w, const struct yaml_node *map)
{
	static const char *const words[] = {"regression", "removed", "failed", "unmeasured", NULL};
	static const enum verdict verdicts[] = {
	    VERDICT_REGRESSION, VERDICT_REMOVED, VERDICT_FAILED, VERDICT_UNMEASURED};
	const struct yaml_node *accept = yaml_get(map, "accept");
	const struct yaml_node *ceiling = yaml_get(map, "ceiling"), *worst = yaml_get(map, "worst");

	w->accept = accept ? verdicts[field_word(accept, "accept", words)] : VERDICT_REGRESSION;
	w->ceiling = w->worst = NAN;
	if (w->accept != VERDICT_REGRESSION) {
		if (ceiling || worst)
			yaml_die(ceiling ? ceiling : worst,
			    "'accept: %s' takes no '%s': only a regression has one",
			    verdict_name(w->accept), ceiling ? "ceiling" : "worst");
		return;
	}
	if (ceiling && worst)
		yaml_die(worst, "a waiver has 'ceiling' or 'worst', not both");
	if (!ceiling && !worst)
		yaml_die(map,
		    "a waiver must have 'ceiling', the largest change that is accepted, or "
		    "'worst', the worst value");
	if (ceiling)
		w->ceiling = field_percent(ceiling, "ceiling");
	else
		w->worst = field_number(worst, "worst");
}

/* The case, or the cases, that W is for. */
static void
waiver_row_read(struct waiver *w, const struct yaml_node *map)
{
	const struct yaml_node *row = yaml_get(map, "row"), *rows = yaml_get(map, "rows");

	if (!row == !rows)
		yaml_die(
		    map, "a waiver must have one of 'row', an id, and 'rows', a pattern of ids");
	w->glob = rows;
	w->row = text_of(map, rows ? "rows" : "row");
}

static void
waiver_read(struct waiver *w, const struct yaml_node *map)
{
	static const char *const keys[] = {"suite", "row", "rows", "metric", "accept", "ceiling",
	    "worst", "reason", "issue", "expires", NULL};

	field_map(map, "a waiver");
	field_keys(map, keys, "a waiver");
	w->file = map->file;
	w->line = map->line;
	w->state = WAIVER_UNMATCHED;
	w->suite = yaml_get(map, "suite") ? text_of(map, "suite") : NULL;
	waiver_row_read(w, map);
	w->metric = text_of(map, "metric");
	acceptance_read(w, map);
	w->reason = text_of(map, "reason");
	w->issue = issue_of(map);
	w->expires = expires_of(map);
}

/* Whether A and B, which may be NULL, are one text. */
static bool
same_or_none(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Whether they are for the same row of the same suite: one without a suite is for all. */
static bool
waivers_equal(const struct waiver *a, const struct waiver *b)
{
	return a->glob == b->glob && strcmp(a->row, b->row) == 0 &&
	       strcmp(a->metric, b->metric) == 0 &&
	       (!a->suite || !b->suite || strcmp(a->suite, b->suite) == 0);
}

static void
document_read(struct waivers *w, const struct yaml_node *root)
{
	static const char *const keys[] = {"version", "waivers", NULL};
	const struct yaml_node *list;

	field_map(root, "the file");
	field_keys(root, keys, "the file");
	if (!yaml_get(root, "version"))
		yaml_die(root, "'version: 1' must be given");
	field_count(yaml_get(root, "version"), "version", 1, 1);
	list = yaml_get(root, "waivers");
	if (!list || yaml_is_null(list))
		return;
	field_list(list, "waivers");
	if (list->n > WAIVERS_MAX)
		yaml_die(list, "more than %d waivers", WAIVERS_MAX);
	w->list = xcalloc(list->n, sizeof *w->list);
	for (; w->n < list->n; w->n++) {
		struct waiver *new = &w->list[w->n];

		waiver_read(new, list->items[w->n]);
		for (size_t i = 0; i < w->n; i++)
			if (waivers_equal(&w->list[i], new))
				yaml_die(list->items[w->n],
				    "'%s' has a waiver for this metric at line %zu already",
				    new->row, w->list[i].line);
	}
}

void
waivers_of_text(struct waivers *w, const char *text, size_t len, const char *name)
{
	*w = (struct waivers){.document = yaml_tree_parse(text, len, name)};
	document_read(w, yaml_tree_root(w->document));
}

void
waivers_load(struct waivers *w, const char *path, bool named)
{
	struct buf text = BUF_INIT;
	FILE *f;

	*w = (struct waivers){0};
	if (!named && access(path, F_OK) && errno == ENOENT)
		return;
	f = input_open(path);
	buf_read(&text, f, YAML_MAX_BYTES, path);
	input_close(f);
	waivers_of_text(w, text.s, text.len, input_name(path));
	buf_free(&text);
}

void
waivers_keep(struct waivers *w, const char *suite)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++)
		if (!w->list[i].suite || same_or_none(w->list[i].suite, suite))
			w->list[n++] = w->list[i];
	w->n = n;
}

void
waivers_free(struct waivers *w)
{
	yaml_tree_free(w->document);
	free(w->list);
}
