#include "render/md_why.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "render/markdown.h"
#include "render/text.h"

enum { INDENT_ROW = 2, INDENT_FUNCTION = 4, LINES_MOST = 4 };

/* Whether nothing is to be said of row I: it has no answer, its note has it, or it is that of one
 * before it, since the metrics of one case are explained together. */
static bool
is_told(const struct md_row *rows, size_t i)
{
	if (!rows[i].why || rows[i].verdict == VERDICT_PLACEMENT)
		return true;
	for (size_t k = 0; k < i; k++)
		if (rows[k].why && strcmp(rows[k].id, rows[i].id) == 0 &&
		    strcmp(rows[k].why, rows[i].why) == 0)
			return true;
	return false;
}

/* The next line of *S, stepped over: where it begins, and its length in *N. NULL at the end. */
static const char *
line_next(const char **s, size_t *n)
{
	const char *line = *s;

	if (!line)
		return NULL;
	*n = strcspn(line, "\n");
	*s = line[*n] ? line + *n + 1 : NULL;
	return line;
}

void
md_why(struct buf *b, const struct md_row *rows, size_t n)
{
	size_t start = b->len;

	for (size_t i = 0; i < n; i++) {
		const char *rest = rows[i].why, *line;
		size_t len, lines = 0;

		if (is_told(rows, i))
			continue;
		while (lines < LINES_MOST && (line = line_next(&rest, &len))) {
			char *text = xstrndup(line, len);

			buf_str(b, lines ? "  - " : "- ");
			if (!lines++) {
				buf_str(b, "Why ");
				markdown_code(b, rows[i].id, MARKDOWN_TEXT);
				buf_str(b, ": ");
			}
			markdown_text(b, text, MARKDOWN_TEXT);
			buf_char(b, '\n');
			free(text);
		}
	}
	if (b->len > start)
		buf_char(b, '\n');
}

void
text_why(struct buf *b, const struct md_row *rows, size_t n, const struct text_style *style)
{
	size_t start = b->len;

	for (size_t i = 0; i < n; i++) {
		const char *rest = rows[i].why, *line;
		size_t len, lines = 0;

		if (is_told(rows, i))
			continue;
		while (lines < LINES_MOST && (line = line_next(&rest, &len))) {
			struct buf text = BUF_INIT;

			if (lines)
				buf_str(&text, "- ");
			else
				buf_printf(&text, "why %s: ", rows[i].id);
			buf_add(&text, line, len);
			text_wrapped(b, style, lines++ ? INDENT_FUNCTION : INDENT_ROW, text.s);
			buf_char(b, '\n');
			buf_free(&text);
		}
	}
	if (b->len > start)
		buf_char(b, '\n');
}
