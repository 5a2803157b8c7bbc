#include "render/markdown.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/text_cut.h"
#include "base/text_width.h"
#include "base/utf8.h"

/* Columns of a name without a place to break: from BREAK_LEAST on there is one after the next
 * separator, and after BREAK_MOST there is one anyway, though not before one of up to BREAK_STAY
 * separators. */
enum { BREAK_LEAST = 20, BREAK_MOST = 28, BREAK_STAY = 4 };

static const char separators[] = "/,_:.-";

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
	bool breaks;  /* a name: it may be broken over lines */
	size_t run;   /* columns since a line could end */
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

/* Let a line end before the character at S, of which LEN bytes are there, when there was no
 * other place for it. A '_' stays beside the letter before it: behind a tag it would begin
 * emphasis. Returns the bytes of the character. */
static size_t
break_before(struct buf *b, struct text_place *p, const char *s, size_t len)
{
	size_t columns, n = text_cluster(s, len, &columns);

	if (*s != '_' && p->run >= BREAK_MOST + (strchr(separators, *s) ? BREAK_STAY : 0)) {
		buf_str(b, "<wbr>");
		p->run = 0;
	}
	p->run += columns;
	return n;
}

/* Let a line end after the separator C, which was added; it ends by itself at a space. */
static void
break_after(struct buf *b, struct text_place *p, char c)
{
	if (c == ' ')
		p->run = 0;
	if (p->run < BREAK_LEAST || !strchr(separators, c))
		return;
	buf_str(b, "<wbr>");
	p->run = 0;
}

/* Add what stands from S to END, in the place P. */
static void
add_part(struct buf *b, struct text_place *p, const char *s, const char *end)
{
	const char *next = s;

	while (s < end) {
		size_t n = utf8_length(s, (size_t)(end - s));
		uint32_t c = n ? utf8_code(s, n) : 0xFFFD;

		if (c >= 0x80 || c < 0x20 || c == 0x7F)
			p->hex = 0;
		if (p->breaks && s == next)
			next += break_before(b, p, s, (size_t)(end - s));
		if (!n)
			buf_str(b, "\xEF\xBF\xBD");
		else if (utf8_hidden(c))
			add_hidden(b, c);
		else if (n > 1)
			buf_add(b, s, n);
		else
			add_ascii(b, p, s);
		s += n ? n : 1;
		if (p->breaks && s < end && n == 1)
			break_after(b, p, s[-1]);
	}
}

static void
add_name(struct buf *b, const char *name, size_t max, bool code)
{
	struct text_place p = {.start = name, .code = code, .breaks = true};
	struct text_cut cut;

	text_cut_middle(name, max, &cut);
	add_part(b, &p, name, name + cut.head);
	buf_str(b, cut.mark);
	p.start = name + cut.tail;
	add_part(b, &p, p.start, p.start + strlen(p.start));
}

void
markdown_text(struct buf *b, const char *text, size_t max)
{
	struct text_place p = {.start = text};
	bool cut;

	add_part(b, &p, text, text_end(text, max, &cut));
	if (cut)
		buf_str(b, "\xE2\x80\xA6");
}

/* A mark without width, from left to right, where NAME might turn what follows it. */
static void
turn_back(struct buf *b, const char *name)
{
	if (text_right_to_left(name))
		buf_str(b, "&lrm;");
}

void
markdown_name(struct buf *b, const char *name, size_t max)
{
	add_name(b, name, max, false);
	turn_back(b, name);
}

void
markdown_code(struct buf *b, const char *name, size_t max)
{
	buf_str(b, "<code>");
	add_name(b, name, max, true);
	buf_str(b, "</code>");
	turn_back(b, name);
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
