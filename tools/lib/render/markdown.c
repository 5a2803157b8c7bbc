#include "render/markdown.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

static bool
is_alnum(char c)
{
	return c > 0 && isalnum((unsigned char)c);
}

static void
add_hidden(struct buf *b, uint32_t c)
{
	static const char from[] = "\n\r\t", to[] = "nrt";
	const char *plain = c ? strchr(from, (int)c) : NULL;

	if (c < 0x80 && plain)
		buf_printf(b, "&#92;%c", to[plain - from]);
	else if (c > 0xFFFF)
		buf_printf(b, "&#92;u{%x}", (unsigned)c);
	else
		buf_printf(b, "&#92;u%04x", (unsigned)c);
}

/* How a place differs from the plain one. */
struct text_place {
	const char *start;
	bool code;    /* inside <code>, where the finished text is not searched */
	unsigned hex; /* hexadecimal digits since the last break: 7 make a commit */
};

/* Would GitHub or an autolinker start or go on something at the ASCII character S[0]? */
static bool
is_trigger(struct text_place *p, const char *s)
{
	char before = s > p->start ? s[-1] : ' ', after = s[1];

	p->hex = isxdigit((unsigned char)*s) ? p->hex + 1 : 0;
	if (p->hex == 7 && !p->code) {
		p->hex = 0;
		return true;
	}
	switch (*s) {
	case '@':
	case '#':
	case '$': return true;
	case ':': return after && after != ' ';
	case '.':
		return s - p->start >= 3 && tolower((unsigned char)s[-1]) == 'w' &&
		       tolower((unsigned char)s[-2]) == 'w' && tolower((unsigned char)s[-3]) == 'w';
	case '-':
		return !p->code && isalpha((unsigned char)before) && isdigit((unsigned char)after);
	default: return false;
	}
}

static bool
is_plain(const struct text_place *p, const char *s)
{
	char before = s > p->start ? s[-1] : ' ', after = s[1];

	if (*s == '_') /* inside a word it never begins or ends emphasis */
		return is_alnum(before) && is_alnum(after);
	if (*s == ' ')
		return s > p->start && before != ' ' && after;
	return is_alnum(*s) || strchr("/=,.-+()%'\"?;:!{}^", *s);
}

static void
add_ascii(struct buf *b, struct text_place *p, const char *s)
{
	bool trigger = is_trigger(p, s);

	if (trigger)
		buf_str(b, "<span>");
	if (is_plain(p, s))
		buf_char(b, *s);
	else
		buf_printf(b, "&#%d;", *s);
	if (trigger)
		buf_str(b, "</span>");
}

static size_t
character_length(const char *s, const char *end)
{
	size_t n = utf8_length(s, (size_t)(end - s));

	return n ? n : 1;
}

/* Where TEXT must end so that it has at most MAX characters, "…" counted. */
static const char *
text_end(const char *text, size_t max, bool *cut)
{
	const char *end = text + strlen(text), *last = text;
	size_t n = 0;

	*cut = false;
	for (const char *s = text; s < end; s += character_length(s, end), n++) {
		if (n + 1 == max)
			last = s;
		if (n == max) {
			*cut = true;
			return last;
		}
	}
	return end;
}

static void
add_text(struct buf *b, const char *text, size_t max, bool code)
{
	struct text_place p = {.start = text, .code = code};
	bool cut;
	const char *end = text_end(text, max, &cut);

	for (const char *s = text; s < end;) {
		size_t n = utf8_length(s, (size_t)(end - s));
		uint32_t c = n ? utf8_code(s, n) : 0xFFFD;

		if (c >= 0x80 || c < 0x20 || c == 0x7F)
			p.hex = 0;
		if (!n)
			buf_str(b, "\xEF\xBF\xBD");
		else if (utf8_hidden(c))
			add_hidden(b, c);
		else if (n > 1)
			buf_add(b, s, n);
		else
			add_ascii(b, &p, s);
		s += n ? n : 1;
	}
	if (cut)
		buf_str(b, "\xE2\x80\xA6");
}

void
markdown_text(struct buf *b, const char *text, size_t max)
{
	add_text(b, text, max, false);
}

void
markdown_code(struct buf *b, const char *text, size_t max)
{
	buf_str(b, "<code>");
	add_text(b, text, max, true);
	buf_str(b, "</code>");
}

void
markdown_table(struct buf *b, const struct column_head *heads, size_t n)
{
	buf_char(b, '|');
	for (size_t i = 0; i < n; i++)
		buf_printf(b, " %s |", heads[i].title);
	buf_str(b, "\n|");
	for (size_t i = 0; i < n; i++)
		buf_str(b, heads[i].align == ALIGN_RIGHT ? " ---: |" : " --- |");
	buf_char(b, '\n');
}

void
markdown_row_begin(struct buf *b)
{
	buf_str(b, "| ");
}

void
markdown_cell_end(struct buf *b)
{
	buf_str(b, " | ");
}

void
markdown_row_end(struct buf *b)
{
	b->s[b->len - 1] = '\n';
}

void
markdown_fold_begin(struct buf *b, const char *summary)
{
	/* Markdown inside HTML begins after an empty line. */
	buf_printf(b, "<details>\n<summary>%s</summary>\n\n", summary);
}

void
markdown_fold_end(struct buf *b)
{
	buf_str(b, "</details>\n\n");
}
