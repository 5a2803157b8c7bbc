#include "page/page_escape.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

static const char *
entity(char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	case '\'': return "&#39;";
	default: return NULL;
	}
}

void
page_text(struct buf *b, const char *s)
{
	size_t len = strlen(s), n;

	for (; len > 0; s += n, len -= n) {
		n = utf8_length(s, len);
		if (n == 0) {
			buf_str(b, "\xef\xbf\xbd");
			n = 1;
		} else if (n == 1 && entity(*s)) {
			buf_str(b, entity(*s));
		} else if (utf8_hidden(utf8_code(s, n))) {
			buf_printf(b, "[U+%04lX]", (unsigned long)utf8_code(s, n));
		} else {
			buf_add(b, s, n);
		}
	}
}

static void
json_escape(struct buf *b, uint32_t code)
{
	if (code >= 0x10000) {
		code -= 0x10000;
		buf_printf(
		    b, "\\u%04lx\\u%04lx", 0xd800UL + (code >> 10), 0xdc00UL + (code & 0x3ff));
	} else {
		buf_printf(b, "\\u%04lx", (unsigned long)code);
	}
}

/* How many of the LEN bytes at S are plain: printed ASCII without a meaning in HTML. */
static size_t
plain_length(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && s[n] >= ' ' && s[n] < 0x7f && s[n] != '<' && s[n] != '>' && s[n] != '&')
		n++;
	return n;
}

void
page_json(struct buf *b, const char *json, size_t len)
{
	for (size_t n; len > 0; json += n, len -= n) {
		n = plain_length(json, len);
		if (n > 0) {
			buf_add(b, json, n);
			continue;
		}
		n = utf8_length(json, len);
		if (n == 0) {
			buf_str(b, "\xef\xbf\xbd");
			n = 1;
		} else if (*json == '\n') { /* between values: in strings it is escaped */
			buf_char(b, '\n');
		} else if (n == 1 || utf8_hidden(utf8_code(json, n))) {
			json_escape(b, utf8_code(json, n));
		} else {
			buf_add(b, json, n);
		}
	}
}
