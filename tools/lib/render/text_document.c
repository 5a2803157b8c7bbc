#include "render/text_document.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text_table.h"
#include "base/util.h"
#include "comparison/aliases.h"
#include "comparison/waivers.h"
#include "compatibility/compatibility_map.h"
#include "model/schema_names.h"
#include "scenario/plan_load.h"
#include "scenario/plan_show.h"
#include "yaml/yaml_tree.h"
#include "json/json_bounds.h"

static bool
is_composed(const struct json_at *at)
{
	return json_kind(at) == JSON_OBJECT || json_kind(at) == JSON_ARRAY;
}

static void value_add(struct buf *b, const struct json_at *at);

static void
members_add(struct buf *b, const struct json_at *object)
{
	struct json_at at = {0};
	size_t n = 0;

	while (json_next(object, &at)) {
		buf_printf(b, "%s%s%s", n++ ? ", " : "", at.key, is_composed(&at) ? ": " : " ");
		value_add(b, &at);
	}
}

/* The value of AT in one line: "cpu: AMD EPYC, cuda: A100". */
static void
value_add(struct buf *b, const struct json_at *at)
{
	if (json_kind(at) == JSON_OBJECT) {
		members_add(b, at);
	} else if (json_kind(at) == JSON_ARRAY) {
		for (size_t i = 0; i < json_length(at); i++) {
			struct json_at element = json_element(at, i);

			buf_str(b, i ? "; " : "");
			value_add(b, &element);
		}
	} else {
		buf_str(b, json_as_text(at));
	}
}

static void
environment_add(struct buf *b, const struct json_at *root, const struct text_style *style)
{
	static const struct text_column columns[] = {
	    {.title = "environment"}, {.title = "value", .text = true}};
	struct text_table *t = text_table_new(style, columns, 2);
	struct buf value = BUF_INIT, warnings = BUF_INIT;
	struct json_at at = {0};

	while (json_next(root, &at)) {
		if (strcmp(at.key, "warnings") == 0)
			continue;
		buf_clear(&value);
		value_add(&value, &at);
		text_table_cell(t, at.key, PAINT_NONE);
		text_table_cell(t, value.s ? value.s : "", PAINT_NONE);
	}
	text_table_add(t, b);
	text_environment(&warnings, NULL, root, style);
	if (warnings.len)
		buf_printf(b, "\n%s", warnings.s);
	text_table_free(t);
	buf_free(&value);
	buf_free(&warnings);
}

/* "regression up to +25 %", "removed" */
static void
accepted_add(struct buf *b, const struct waiver *w)
{
	buf_str(b, verdict_name(w->accept));
	if (!isnan(w->ceiling)) {
		buf_str(b, " up to +");
		percent_set(b, w->ceiling);
	} else if (!isnan(w->worst)) {
		buf_str(b, " up to ");
		number_set(b, w->worst);
	}
}

static void
waivers_add(struct buf *b, const struct waivers *list, const struct text_style *style)
{
	static const struct text_column columns[] = {
	    {.title = "benchmark", .name = true},
	    {.title = "metric", .once = true, .under = 1},
	    {.title = "accepts"},
	    {.title = "until", .under = 3},
	    {.title = "reason", .text = true, .most = 60},
	    {.title = "issue", .name = true, .under = 5},
	};
	struct text_table *t = text_table_new(style, columns, sizeof columns / sizeof *columns);
	struct buf accepted = BUF_INIT;

	for (size_t i = 0; i < list->n; i++) {
		const struct waiver *w = &list->list[i];

		buf_clear(&accepted);
		accepted_add(&accepted, w);
		text_table_cell(t, w->row, PAINT_NONE);
		text_table_cell(t, w->metric, PAINT_NONE);
		text_table_cell(t, accepted.s, PAINT_NONE);
		text_table_cell(t, w->expires, PAINT_NONE);
		text_table_cell(t, w->reason, PAINT_NONE);
		text_table_cell(t, w->issue, PAINT_NONE);
	}
	if (list->n)
		text_table_add(t, b);
	else
		buf_str(b, "no waivers\n");
	text_table_free(t);
	buf_free(&accepted);
}

static void
aliases_add(struct buf *b, const struct aliases *a, const struct text_style *style)
{
	static const struct text_column columns[] = {
	    {.title = "old name", .name = true}, {.title = "new name", .name = true}};
	struct text_table *t = text_table_new(style, columns, 2);
	const char *from, *to;
	size_t n = 0;

	for (; aliases_at(a, n, &from, &to); n++) {
		text_table_cell(t, from, PAINT_NONE);
		text_table_cell(t, to, PAINT_NONE);
	}
	if (n)
		text_table_add(t, b);
	else
		buf_str(b, "no aliases\n");
	text_table_free(t);
}

/* Add a cell of WORDS, which end in NULL; NULL: any. */
static void
words_cell(struct text_table *t, const char *const *words)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; words && words[i]; i++)
		buf_printf(&b, "%s%s", i ? ", " : "", words[i]);
	text_table_cell(t, words ? b.s : "any", PAINT_NONE);
	buf_free(&b);
}

static void
compatibility_add(struct buf *b, const struct compatibility_map *m, const struct text_style *style)
{
	static const struct text_column columns[] = {
	    {.title = "family", .text = true, .once = true},
	    {.title = "backend", .text = true, .under = 1},
	    {.title = "precision", .text = true, .under = 1},
	    {.title = "status"},
	    {.title = "instead", .under = 4},
	    {.title = "why", .text = true, .most = 60},
	};
	struct text_table *t = text_table_new(style, columns, sizeof columns / sizeof *columns);
	const struct compatibility *e;
	size_t n = 0;

	for (; (e = compatibility_at(m, n)); n++) {
		words_cell(t, e->families);
		words_cell(t, e->backends);
		words_cell(t, e->precisions);
		text_table_cell(t, support_words[e->support], PAINT_NONE);
		text_table_cell(t, e->fallback ? e->fallback : "", PAINT_NONE);
		text_table_cell(t, e->why ? e->why : "", PAINT_NONE);
	}
	if (n)
		text_table_add(t, b);
	else
		buf_str(b, "no entries\n");
	text_table_free(t);
}

/* The environment in TEXT, a JSON object without a schema; false when it is none. */
static bool
environment_text(
    struct buf *b, const struct buf *text, const char *name, const struct text_style *style)
{
	struct json_document *d;
	struct json_at root, schema, cpu;
	bool is;

	if (!text->s || text->s[strspn(text->s, " \t\r\n")] != '{' ||
	    !strstr(text->s, "\"fingerprint\""))
		return false;
	d = json_document_parse(text->s, text->len, name);
	root = json_root(d);
	schema = json_member(&root, "schema");
	cpu = json_member(&root, "fingerprint");
	is = !schema.node && cpu.node;
	if (is)
		environment_add(b, &root, style);
	json_document_free(d);
	return is;
}

/* What a file in YAML has; false when it is none of ours. */
static bool
yaml_text(struct buf *b, const struct buf *text, const char *name, const struct text_style *style)
{
	const char *s = text->s ? text->s : "";
	struct yaml *tree = yaml_tree_parse(s, text->len, name);
	const struct yaml_node *root = yaml_tree_root(tree);
	bool map = root && root->kind == YAML_MAP;
	bool waived = map && yaml_get(root, "waivers"), renamed = map && yaml_get(root, "aliases");
	bool scenario = map && (yaml_get(root, "benchmarks") || yaml_get(root, "extends"));

	const struct yaml_node *entries = yaml_get(root, "compatibility");
	bool mapped = !scenario && entries && entries->kind == YAML_LIST;

	yaml_tree_free(tree);
	if (mapped) {
		struct compatibility_map *m = compatibility_map_new();

		compatibility_map_add_text(m, s, text->len, name);
		compatibility_add(b, m, style);
		compatibility_map_free(m);
	} else if (waived) {
		struct waivers w;

		waivers_of_text(&w, s, text->len, name);
		waivers_add(b, &w, style);
		waivers_free(&w);
	} else if (renamed) {
		struct aliases *a = aliases_of_text(s, text->len, name);

		aliases_add(b, a, style);
		aliases_free(a);
	} else if (scenario) {
		struct plan *plan = plan_of_text(s, text->len, name);

		plan_table_add(b, plan, style);
		plan_free(plan);
	}
	return mapped || waived || renamed || scenario;
}

void
text_document(
    struct buf *b, FILE *f, const char *name, const struct text_style *style, const char *expected)
{
	struct buf text = BUF_INIT;

	buf_read(&text, f, JSON_BYTES_MAX, name);
	if (text.len > JSON_BYTES_MAX)
		die("%s: larger than %d MiB", name, JSON_BYTES_MAX >> 20);
	buf_str(&text, "");
	if (strstr(text.s, "\"" PLAN_SCHEMA "\"")) {
		struct plan *plan = plan_of_text(text.s, text.len, name);

		plan_table_add(b, plan, style);
		plan_free(plan);
	} else if (!environment_text(b, &text, name, style) && !yaml_text(b, &text, name, style)) {
		die("%s: expected %s, an environment, a plan, a scenario, waivers, aliases or a "
		    "compatibility map",
		    name, expected);
	}
	buf_free(&text);
}
