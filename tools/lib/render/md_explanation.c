#include "render/md_explanation.h"

#include <string.h>

#include "base/util.h"
#include "model/schema_names.h"
#include "render/typeset.h"

enum { SENTENCE_MAX = 1000 };

/* What the sentences are about, in their order, and how a heading says it. */
static const struct {
	const char *about, *title;
} parts[] = {
    {"measured", "What was measured"},
    {"often", "How often"},
    {"sure", "How sure it is"},
    {"else", "What else could explain it"},
    {"next", "What to do next"},
};
enum { NPARTS = sizeof parts / sizeof *parts };

struct json_document *
explanation_load(FILE *f, const char *name)
{
	return json_document_read(f, name, EXPLANATION_SCHEMA);
}

/* The texts of ROW that are about ABOUT, with a blank between two; false: there is none. */
static bool
part_read(struct buf *text, const struct json_at *row, const char *about)
{
	struct json_at list = json_member(row, "sentences");

	buf_clear(text);
	for (size_t i = 0; i < json_length(&list); i++) {
		struct json_at at = json_element(&list, i);

		if (strcmp(json_string_of(&at, "about"), about) != 0)
			continue;
		buf_str(text, text->len ? " " : "");
		typeset_add(text, json_string_of(&at, "text"));
	}
	return text->len > 0;
}

static void
row_markdown(struct buf *b, const struct json_at *row)
{
	const char *metric = json_string_or(row, "metric", NULL);
	struct buf text = BUF_INIT;

	buf_str(b, "### ");
	markdown_code(b, json_string_of(row, "id"), MARKDOWN_NAME);
	if (metric) {
		buf_char(b, ' ');
		markdown_code(b, metric, MARKDOWN_NAME);
	}
	buf_printf(b, ": %s\n\n", verdict_name(row_verdict(row)));
	for (size_t i = 0; i < NPARTS; i++) {
		if (!part_read(&text, row, parts[i].about))
			continue;
		buf_printf(b, "- **%s.** ", parts[i].title);
		markdown_text(b, text.s, SENTENCE_MAX);
		buf_char(b, '\n');
	}
	buf_char(b, '\n');
	buf_free(&text);
}

/* How many rows of ROOT are shown, and in *REST how many are not. */
static size_t
shown_of(const struct json_at *root, const struct md_options *options, size_t *rest)
{
	struct json_at rows = json_member(root, "rows");
	size_t n = json_length(&rows), shown = n < options->max_rows ? n : options->max_rows;

	*rest = n - shown;
	return shown;
}

void
md_explanation(struct buf *b, const struct json_document *d, const struct md_options *options)
{
	struct json_at root = json_root(d), rows = json_member(&root, "rows");
	size_t rest, shown = shown_of(&root, options, &rest);

	buf_str(b, "## ");
	markdown_text(b,
	    options->title ? options->title : json_string_or(&root, "suite", "Explanation"),
	    MARKDOWN_NAME);
	buf_str(b, ": what is behind the verdicts\n\n");
	if (!shown && !rest)
		buf_str(b, "No row changed.\n");
	for (size_t i = 0; i < shown; i++) {
		struct json_at row = json_element(&rows, i);

		row_markdown(b, &row);
	}
	md_more(b, shown, shown + rest);
}

static void
row_text(struct buf *b, const struct json_at *row, const struct text_style *style)
{
	struct buf text = BUF_INIT, line = BUF_INIT;

	buf_printf(&line, "%s %s: %s", json_string_of(row, "id"), json_string_or(row, "metric", ""),
	    verdict_name(row_verdict(row)));
	text_paragraph(b, style, PAINT_STRONG, line.s);
	for (size_t i = 0; i < NPARTS; i++) {
		if (!part_read(&text, row, parts[i].about))
			continue;
		buf_clear(&line);
		buf_printf(&line, "%s: %s", parts[i].title, text.s);
		text_wrapped(b, style, 2, line.s);
		buf_char(b, '\n');
	}
	buf_char(b, '\n');
	buf_free(&line);
	buf_free(&text);
}

void
text_explanation(struct buf *b, const struct json_document *d, const struct text_options *options)
{
	struct json_at root = json_root(d), rows = json_member(&root, "rows");
	size_t rest, shown = shown_of(&root, options->md, &rest);

	if (!shown && !rest)
		text_paragraph(b, &options->style, PAINT_NONE, "no row changed");
	for (size_t i = 0; i < shown; i++) {
		struct json_at row = json_element(&rows, i);

		row_text(b, &row, &options->style);
	}
	if (rest) {
		md_count(b, rest, "more row");
		buf_str(b, " not shown\n");
	}
}
