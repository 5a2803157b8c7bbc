#include "render/open_advice.h"

#include "render/markdown.h"
#include "render/text.h"

/* Bytes of one, and how many there may be: one for each of what there can be more. */
enum { ADVICE_MAX = 800, ADVICES_MAX = 5 };

static struct json_at
open_of(const struct json_at *root)
{
	struct json_at summary = json_member(root, "summary");

	return json_member(&summary, "open");
}

static size_t
advice_count(const struct json_at *open)
{
	size_t n = open->node ? json_length(open) : 0;

	return n < ADVICES_MAX ? n : ADVICES_MAX;
}

static const char *
advice_at(const struct json_at *open, size_t i)
{
	struct json_at at = json_element(open, i);

	return json_string_of(&at, "advice");
}

void
md_open_advice(struct buf *b, const struct json_at *root)
{
	struct json_at open = open_of(root);

	for (size_t i = 0; i < advice_count(&open); i++) {
		markdown_text(b, advice_at(&open, i), ADVICE_MAX);
		buf_str(b, "\n\n");
	}
}

void
text_open_advice(struct buf *b, const struct json_at *root, const struct text_style *style)
{
	struct json_at open = open_of(root);

	for (size_t i = 0; i < advice_count(&open); i++)
		text_paragraph(b, style, PAINT_NONE, advice_at(&open, i));
	if (advice_count(&open))
		buf_char(b, '\n');
}
