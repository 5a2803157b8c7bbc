#include "render/md_model.h"

#include <string.h>

#include "base/quantity.h"
#include "base/text_table.h"
#include "base/util.h"
#include "model/schema_names.h"

enum { FACTS_MAX = 10, TYPES_SHOWN = 64, EXACT_BELOW = 10000 };

struct model_fact {
	const char *title;
	struct buf text;
};

struct json_document *
model_load(FILE *f, const char *name)
{
	return json_document_read(f, name, MODEL_SCHEMA);
}

static void
count_add(struct buf *b, const struct json_at *object, const char *key, const char *unit)
{
	double v = json_number_of(object, key);
	struct scale scale = scale_for(v, unit);

	if (*unit == '\0' && v < EXACT_BELOW)
		buf_printf(b, "%.0f", v);
	else
		quantity_text(b, v, &scale, MD_DIGITS);
}

/* "model.gguf", or "model-1.safetensors and 2 more". */
static void
files_add(struct buf *b, const struct json_at *root)
{
	struct json_at files = json_member(root, "files"), first;
	size_t n = json_length(&files);

	if (n == 0)
		return;
	first = json_element(&files, 0);
	buf_str(b, json_as_text(&first));
	if (n > 1)
		buf_printf(b, " and %zu more", n - 1);
}

static void
fact_text(
    struct model_fact *facts, size_t *n, const char *title, const char *text, const char *more)
{
	if (!text)
		return;
	facts[*n].title = title;
	buf_str(&facts[*n].text, text);
	if (more)
		buf_printf(&facts[*n].text, " (%s)", more);
	++*n;
}

/* The facts of D in the order in which they are shown; returns how many. */
static size_t
facts_make(struct model_fact facts[FACTS_MAX], const struct json_document *d)
{
	struct json_at root = json_root(d);
	size_t version = json_count_or(&root, "format_version", 0), n = 0;

	facts[n].title = "File";
	files_add(&facts[n++].text, &root);
	fact_text(facts, &n, "Name", json_string_or(&root, "name", NULL), NULL);
	fact_text(facts, &n, "Format", json_string_of(&root, "format"), NULL);
	if (version)
		buf_printf(&facts[n - 1].text, " %zu", version);
	if (strcmp(json_string_or(&root, "byte_order", ""), "big") == 0)
		buf_str(&facts[n - 1].text, ", big-endian");
	facts[n].title = "Bytes";
	count_add(&facts[n++].text, &root, "bytes", "B");
	facts[n].title = "Parameters";
	count_add(&facts[n].text, &root, "parameter_count", "");
	buf_printf(&facts[n++].text, " in %zu tensors", json_count_or(&root, "tensors", 0));
	fact_text(facts, &n, "Size", json_string_of(&root, "size_class"), NULL);
	fact_text(facts, &n, "Type", json_string_of(&root, "dtype"), NULL);
	fact_text(facts, &n, "Architecture", json_string_or(&root, "architecture", NULL), NULL);
	fact_text(facts, &n, "Family", json_string_of(&root, "family"),
	    json_string_or(&root, "family_from", NULL));
	return n;
}

static void
facts_free(struct model_fact facts[FACTS_MAX])
{
	for (size_t i = 0; i < FACTS_MAX; i++)
		buf_free(&facts[i].text);
}

static void
model_cell(struct buf *b, struct buf *raw)
{
	markdown_text(b, raw->s ? raw->s : "", MARKDOWN_TEXT);
	markdown_cell_end(b);
	buf_clear(raw);
}

static void
types_markdown(struct buf *b, const struct json_at *root)
{
	static const struct column_head heads[] = {
	    {"Type", ALIGN_LEFT}, {"Tensors", ALIGN_RIGHT}, {"Parameters", ALIGN_RIGHT}};
	struct json_at list = json_member(root, "dtypes");
	size_t n = json_length(&list);
	struct buf raw = BUF_INIT;

	if (n < 2)
		return;
	buf_char(b, '\n');
	markdown_table(b, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < n && i < TYPES_SHOWN; i++) {
		struct json_at one = json_element(&list, i);

		markdown_row_begin(b);
		buf_str(&raw, json_string_of(&one, "dtype"));
		model_cell(b, &raw);
		buf_printf(&raw, "%zu", json_count_or(&one, "tensors", 0));
		model_cell(b, &raw);
		count_add(&raw, &one, "parameters", "");
		model_cell(b, &raw);
		markdown_row_end(b);
	}
	buf_free(&raw);
}

void
md_model(struct buf *b, const struct json_document *d, const struct md_options *options)
{
	static const struct column_head heads[] = {{"Model", ALIGN_LEFT}, {"", ALIGN_LEFT}};
	struct model_fact facts[FACTS_MAX] = {{NULL, BUF_INIT}};
	size_t n = facts_make(facts, d);
	struct json_at root = json_root(d);

	if (options->title) {
		buf_str(b, "## ");
		markdown_text(b, options->title, MARKDOWN_NAME);
		buf_str(b, "\n\n");
	}
	markdown_table(b, heads, 2);
	for (size_t i = 0; i < n; i++) {
		markdown_row_begin(b);
		buf_str(b, facts[i].title);
		markdown_cell_end(b);
		model_cell(b, &facts[i].text);
		markdown_row_end(b);
	}
	types_markdown(b, &root);
	facts_free(facts);
}

static void
types_text(struct buf *b, const struct json_at *root, const struct text_style *style)
{
	static const struct text_column columns[] = {{.title = "type"},
	    {.title = "tensors", .right = true}, {.title = "parameters", .right = true}};
	struct json_at list = json_member(root, "dtypes");
	struct text_table *t = text_table_new(style, columns, sizeof columns / sizeof *columns);
	struct buf raw = BUF_INIT;

	for (size_t i = 0; i < json_length(&list) && i < TYPES_SHOWN; i++) {
		struct json_at one = json_element(&list, i);

		text_table_cell(t, json_string_of(&one, "dtype"), PAINT_NONE);
		buf_clear(&raw);
		buf_printf(&raw, "%zu", json_count_or(&one, "tensors", 0));
		text_table_cell(t, raw.s, PAINT_NONE);
		buf_clear(&raw);
		count_add(&raw, &one, "parameters", "");
		text_table_cell(t, raw.s, PAINT_NONE);
	}
	if (json_length(&list) > 1) {
		buf_char(b, '\n');
		text_table_add(t, b);
	}
	text_table_free(t);
	buf_free(&raw);
}

void
text_model(struct buf *b, const struct json_document *d, const struct text_style *style)
{
	static const struct text_column columns[] = {
	    {.title = "model"}, {.title = "", .text = true}};
	struct text_table *t = text_table_new(style, columns, 2);
	struct model_fact facts[FACTS_MAX] = {{NULL, BUF_INIT}};
	size_t n = facts_make(facts, d);
	struct json_at root = json_root(d);

	for (size_t i = 0; i < n; i++) {
		text_table_cell(t, facts[i].title, PAINT_NONE);
		text_table_cell(t, facts[i].text.s ? facts[i].text.s : "", PAINT_NONE);
	}
	text_table_add(t, b);
	types_text(b, &root, style);
	text_table_free(t);
	facts_free(facts);
}
