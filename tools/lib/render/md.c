#include "render/md.h"

#include <stdlib.h>
#include <string.h>

bool
md_wanted(const struct md_options *options, const char *metric)
{
	for (size_t i = 0; i < options->nnames; i++)
		if (strcmp(options->names[i], metric) == 0)
			return true;
	return options->nnames == 0;
}

void
md_quantity(struct buf *b, double v, const struct scale *scale, int digits)
{
	struct buf raw = BUF_INIT;

	quantity_text(&raw, v, scale, digits);
	markdown_text(b, raw.s, MARKDOWN_NAME);
	buf_free(&raw);
}

void
md_quantity_set(struct buf *b, double v, const struct scale *scale)
{
	struct buf raw = BUF_INIT;

	quantity_set(&raw, v, scale);
	markdown_text(b, raw.s, MARKDOWN_NAME);
	buf_free(&raw);
}

void
md_unit(struct buf *b, const struct scale *scale)
{
	struct buf raw = BUF_INIT;

	unit_text(&raw, scale);
	markdown_text(b, raw.s, MARKDOWN_NAME);
	buf_free(&raw);
}

void
md_count(struct buf *b, size_t n, const char *word)
{
	buf_printf(b, "%zu %s%s", n, word, n == 1 ? "" : "s");
}

void
md_case(struct buf *b, const char *name, const struct param *params, size_t n)
{
	struct buf raw = BUF_INIT;

	markdown_code(b, name, MARKDOWN_NAME);
	for (size_t i = 0; i < n; i++)
		buf_printf(&raw, "%s%s=%s", i ? ", " : "", params[i].key, params[i].value);
	if (n) {
		buf_str(b, "<br>");
		markdown_name(b, raw.s, MARKDOWN_TEXT);
	}
	buf_free(&raw);
}

const char *
md_arrow(enum better better)
{
	return better == BETTER_HIGHER ? "\u00a0↑" : "\u00a0↓";
}

static void
id_part(struct buf *b, size_t start, const char *text)
{
	if (!text || !*text)
		return;
	if (b->len > start)
		buf_str(b, " · ");
	markdown_text(b, text, MARKDOWN_NAME);
}

/* A member as text, whatever it is; NULL when it is not there. */
static const char *
member_text(const struct json_at *object, const char *key, struct json_at *at)
{
	*at = json_member(object, key);
	return at->node ? json_as_text(at) : NULL;
}

static void
part_cpu(struct buf *b, size_t start, const struct json_at *environment)
{
	struct json_at at, cores_at;
	const char *cpu = member_text(environment, "cpu_model", &at);
	const char *cores = member_text(environment, "cores", &cores_at);
	char *text;

	if (!cpu)
		cpu = member_text(environment, "cpu", &at);
	if (!cores) {
		id_part(b, start, cpu);
		return;
	}
	text = xasprintf("%s%s%s core%s", cpu ? cpu : "", cpu ? ", " : "", cores,
	    strcmp(cores, "1") == 0 ? "" : "s");
	id_part(b, start, text);
	free(text);
}

/* "`0123abc` (changed since)" */
static void
add_commit(struct buf *b, const char *commit, const struct json_at *git)
{
	char *brief = xstrndup(commit, 7);

	markdown_code(b, brief, MARKDOWN_NAME);
	if (json_bool_or(git, "git_dirty", false))
		buf_str(b, " (changed since)");
	free(brief);
}

/* The commits of the variants that have one; false when it is not told of variants: "base
 * `0123abc`, head `4567def` (changed since)". */
static bool
part_variants(struct buf *b, size_t start, const struct json_at *environment)
{
	enum { SHOWN = 8 };
	struct json_at variants = json_member(environment, "variants"), at = {0};
	size_t n = 0;

	if (json_kind(&variants) != JSON_OBJECT)
		return false;
	while (json_next(&variants, &at) && n < SHOWN) {
		struct json_at commit_at;
		const char *commit = json_kind(&at) == JSON_OBJECT
					 ? member_text(&at, "git_commit", &commit_at)
					 : NULL;

		if (!commit || !*commit)
			continue;
		buf_str(b, n++ ? ", " : b->len > start ? " · " : "");
		markdown_text(b, at.key, MARKDOWN_NAME);
		buf_char(b, ' ');
		add_commit(b, commit, &at);
	}
	return true;
}

static void
part_commit(struct buf *b, size_t start, const struct json_at *environment)
{
	struct json_at at, ref_at;
	const char *commit = member_text(environment, "git_commit", &at);
	const char *ref = member_text(environment, "git_ref", &ref_at);

	if (part_variants(b, start, environment))
		return;
	if (ref && *ref)
		id_part(b, start, ref);
	if (!commit || !*commit)
		return;
	buf_str(b, b->len > start ? ref && *ref ? " " : " · commit " : "commit ");
	add_commit(b, commit, environment);
}

/* "2026-11-21T08:00:00Z" as "2026-11-21 08:00 UTC"; anything else as it is. */
static void
part_time(struct buf *b, size_t start, const char *timestamp)
{
	char *text;

	if (!timestamp || strlen(timestamp) != 20 || timestamp[10] != 'T' || timestamp[19] != 'Z') {
		id_part(b, start, timestamp);
		return;
	}
	text = xasprintf("%.10s %.5s UTC", timestamp, timestamp + 11);
	id_part(b, start, text);
	free(text);
}

void
md_environment(struct buf *b, const struct json_at *environment, const char *timestamp)
{
	size_t start = b->len;
	struct json_at at;

	part_cpu(b, start, environment);
	id_part(b, start, member_text(environment, "os", &at));
	id_part(b, start, member_text(environment, "runner", &at));
	part_commit(b, start, environment);
	part_time(b, start, timestamp);
	if (b->len == start)
		buf_str(b, "not known");
}

void
md_warnings(struct buf *b, const struct json_at *environment, const char *start)
{
	enum { SHOWN = 12 };
	struct json_at list = json_member(environment, "warnings");
	size_t n = json_kind(&list) == JSON_ARRAY ? json_length(&list) : 0, shown = 0;

	for (size_t i = 0; i < n && shown < SHOWN; i++) {
		struct json_at warning = json_element(&list, i), message;

		if (json_kind(&warning) != JSON_OBJECT)
			continue;
		message = json_member(&warning, "message");
		if (json_kind(&message) != JSON_STRING)
			continue;
		buf_str(b, shown ? " · " : start);
		buf_str(b, shown++ ? "" : "**Warnings:** ");
		markdown_text(b, json_as_text(&message), MARKDOWN_TEXT);
	}
}

void
md_more(struct buf *b, size_t shown, size_t total)
{
	if (total > shown)
		buf_printf(b, "\n%zu more row%s not shown.\n", total - shown,
		    total - shown == 1 ? "" : "s");
}
