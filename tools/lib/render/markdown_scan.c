#include "render/markdown_scan.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "base/util.h"

/* Elements that hold others and whose end tag nobody leaves out. */
static const char *const containers[] = {"details", "summary", "table", "thead", "tbody", "div",
    "pre", "blockquote", "ul", "ol", "dl", "center", "picture", "sub", "sup", "span", "code", "kbd",
    "a", "b", "i", "em", "strong", "del", "ins", "h1", "h2", "h3", "h4", "h5", "h6"};
enum { NCONTAINERS = sizeof containers / sizeof *containers, DETAILS = 0 };

/* What is open at some place. */
struct state {
	size_t open[NCONTAINERS], depth; /* DEPTH: the sum */
	bool comment, tag, closing;
	size_t pending; /* the container that TAG opens, or closes; NCONTAINERS: none */
	char fence;     /* '`', '~' or NUL */
	size_t fence_length;
};

static bool
is_neutral(const struct state *s)
{
	return !s->depth && !s->comment && !s->tag && !s->fence;
}

static size_t
run_length(const char *s, const char *end, char c)
{
	size_t n = 0;

	while (s + n < end && s[n] == c)
		n++;
	return n;
}

static bool
is_blank(const char *s, const char *end)
{
	while (s < end && isspace((unsigned char)*s))
		s++;
	return s == end;
}

static const char *
skip_indent(const char *s, const char *end)
{
	return s + run_length(s, end, ' ');
}

/* Enter or leave a fenced block of code; true when LINE is its first or last. */
static bool
scan_fence(struct state *s, const char *line, const char *end)
{
	const char *p = skip_indent(line, end);
	char c = p < end ? *p : '\0';
	size_t n = run_length(p, end, c);

	if ((c != '`' && c != '~') || n < 3)
		return false;
	if (!s->fence) {
		if (c == '`' && memchr(p + n, '`', (size_t)(end - p) - n))
			return false;
		s->fence = c;
		s->fence_length = n;
		return true;
	}
	if (c != s->fence || n < s->fence_length || !is_blank(p + n, end))
		return false;
	s->fence = '\0';
	return true;
}

/* A tag with the name at P begins. */
static void
tag_begin(struct state *s, const char *p, const char *end, bool closing)
{
	size_t n = 0;

	while (p + n < end && isalnum((unsigned char)p[n]))
		n++;
	s->tag = true;
	s->closing = closing;
	for (s->pending = 0; s->pending < NCONTAINERS; s->pending++)
		if (strlen(containers[s->pending]) == n &&
		    strncasecmp(p, containers[s->pending], n) == 0)
			break;
}

static void
tag_end(struct state *s)
{
	s->tag = false;
	if (s->pending == NCONTAINERS)
		return;
	if (!s->closing) {
		s->open[s->pending]++;
		s->depth++;
	} else if (s->open[s->pending]) {
		s->open[s->pending]--;
		s->depth--;
	}
}

/* Step over one thing at P in a line that is not code. */
static const char *
scan_inline(struct state *s, const char *p, const char *end)
{
	bool closing = p + 1 < end && p[1] == '/';
	const char *name = p + 1 + closing;

	if (*p == '\\')
		return p + 1 < end ? p + 2 : end;
	if (*p == '`') {
		size_t n = run_length(p, end, '`');

		for (const char *q = p + n; q < end; q += *q == '`' ? run_length(q, end, '`') : 1)
			if (*q == '`' && run_length(q, end, '`') == n)
				return q + n;
		return p + n;
	}
	if (end - p >= 4 && memcmp(p, "<!--", 4) == 0) {
		s->comment = true;
		return p + 4;
	}
	if (*p == '<' && name < end && isalpha((unsigned char)*name)) {
		tag_begin(s, name, end, closing);
		return name;
	}
	return p + 1;
}

static void
scan_line(struct state *s, const char *p, const char *end)
{
	while (p < end) {
		if (s->comment) {
			s->comment = end - p < 3 || memcmp(p, "-->", 3) != 0;
			p += s->comment ? 1 : 3;
		} else if (s->tag) {
			if (*p == '>')
				tag_end(s);
			p++;
		} else {
			p = scan_inline(s, p, end);
		}
	}
}

static bool
is_pipe(const char *s, const char *end)
{
	const char *p = skip_indent(s, end);

	return p < end && p - s <= 3 && *p == '|';
}

/* | --- | :--: | */
static bool
is_rule(const char *s, const char *end)
{
	bool dash = false;

	if (!is_pipe(s, end))
		return false;
	for (; s < end; s++) {
		if (!strchr("|:- \t\n", *s))
			return false;
		dash = dash || *s == '-';
	}
	return dash;
}

/* Whether a table may be between the two states: nothing but what can hold
 * Markdown is open, and it is the same on both sides. */
static bool
is_even(const struct state *before, const struct state *after)
{
	return memcmp(before->open, after->open, sizeof before->open) == 0 && !after->comment &&
	       !after->tag && !after->fence && before->depth == before->open[DETAILS];
}

static const char *
line_end(const char *s, const char *end)
{
	const char *p = memchr(s, '\n', (size_t)(end - s));

	return p ? p + 1 : end;
}

static size_t
count_chars(const char *s, const char *end)
{
	size_t chars = 0;

	while (s < end) {
		size_t n = utf8_length(s, (size_t)(end - s));

		chars += n == 4 ? 2 : 1;
		s += n ? n : 1;
	}
	return chars;
}

/* What the rows of tables are known by. */
struct shape {
	bool even, pipe, rule;
};

static void
find_tables(struct markdown_line *lines, const struct shape *shapes, size_t n)
{
	size_t tables = 0;

	for (size_t i = 0; i + 1 < n; i++) {
		if (!shapes[i].even || !shapes[i].pipe || !shapes[i + 1].even ||
		    !shapes[i + 1].rule)
			continue;
		lines[i].kind = lines[i + 1].kind = MARKDOWN_HEAD;
		lines[i].table = lines[i + 1].table = tables;
		for (i += 2; i < n && shapes[i].even && shapes[i].pipe; i++) {
			lines[i].kind = MARKDOWN_ROW;
			lines[i].table = tables;
		}
		tables++;
	}
}

struct markdown_line *
markdown_scan(const char *text, size_t len, size_t *n)
{
	const char *end = text + len, *next;
	struct markdown_line *lines = NULL;
	struct shape *shapes = NULL;
	size_t cap = 0, shapes_cap = 0;
	struct state state = {.pending = NCONTAINERS};
	bool blank_before = true;

	*n = 0;
	for (const char *s = text; s < end; s = next) {
		struct state before = state;
		struct markdown_line l = {
		    (size_t)(s - text), 0, 0, MARKDOWN_OTHER, 0, false, false};
		bool blank;

		next = line_end(s, end);
		blank = is_blank(s, next);
		if (blank)
			state.tag = false; /* no tag goes on behind the end of its paragraph */
		if (state.comment || (!scan_fence(&state, s, next) && !state.fence))
			scan_line(&state, s, next);
		l.len = (size_t)(next - s);
		l.chars = count_chars(s, next);
		l.folded = before.open[DETAILS] > 0;
		l.first = blank_before && !blank && is_neutral(&before);
		lines = xgrow(lines, *n, &cap, sizeof *lines);
		shapes = xgrow(shapes, *n, &shapes_cap, sizeof *shapes);
		shapes[*n] =
		    (struct shape){is_even(&before, &state), is_pipe(s, next), is_rule(s, next)};
		lines[(*n)++] = l;
		blank_before = blank;
	}
	find_tables(lines, shapes, *n);
	free(shapes);
	return lines;
}
