#include "measure/line_literal.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"

/* Behind the bracket expression at P, or NULL when it does not end. */
static const char *
behind_bracket(const char *p)
{
	p += 1 + (p[1] == '^');
	p += *p == ']';
	for (; *p && *p != ']'; p++)
		if (*p == '[' && p[1] && strchr(":.=", p[1])) {
			const char close[] = {p[1], ']', '\0'};

			p = strstr(p + 2, close);
			if (!p)
				return NULL;
			p++;
		}
	return *p ? p + 1 : NULL;
}

/* Behind the group at P. NULL: it does not end, or that is hard to tell. */
static const char *
behind_group(const char *p)
{
	size_t depth = 0;

	while (p && *p) {
		if (*p == '[') {
			p = behind_bracket(p);
			continue;
		}
		if (*p == '\\' && p[1])
			p++;
		else if (*p == '(')
			depth++;
		else if (*p == ')' && --depth == 0)
			return p + 1;
		p++;
	}
	return NULL;
}

static void
run_end(struct buf *run, struct buf *longest)
{
	if (run->len > longest->len) {
		buf_clear(longest);
		buf_add(longest, run->s, run->len);
	}
	buf_clear(run);
}

/* Step over what may repeat the character or group before P. *AGAIN: it may be left out. */
static const char *
behind_repetition(const char *p, bool *repeated, bool *optional)
{
	*repeated = *optional = false;
	for (; *p && strchr("*+?{", *p); p++) {
		*repeated = true;
		*optional = *optional || *p != '+';
		if (*p == '{') {
			p += strcspn(p, "}");
			if (!*p)
				return p;
		}
	}
	return p;
}

char *
line_literal_find(const char *pattern)
{
	struct buf run = BUF_INIT, longest = BUF_INIT;
	const char *p = pattern;
	bool repeated, optional;

	while (p && *p && *p != '|') {
		char c = *p;

		if (c == '[') {
			p = behind_bracket(p);
			c = '\0';
		} else if (c == '(') {
			p = behind_group(p);
			c = '\0';
		} else if (c == '\\' && ispunct((unsigned char)p[1]) && !strchr("<>`'", p[1])) {
			c = p[1];
			p += 2;
		} else {
			/* What else has a backslash is an operator of the C library's own. */
			p += c == '\\' && p[1] ? 2 : 1;
			if (c == '{')
				p += strcspn(p, "}");
			if (strchr(".^$\\)*+?{}", c))
				c = '\0';
		}
		if (!p)
			break;
		p = behind_repetition(p, &repeated, &optional);
		if (c && !optional)
			buf_char(&run, c);
		if (!c || repeated)
			run_end(&run, &longest);
	}
	run_end(&run, &longest);
	/* Of alternatives none need be there; nor is what could not be read to its end sure. */
	if (!p || *p)
		buf_clear(&longest);
	buf_free(&run);
	return buf_take(&longest);
}
