#include "github/comment_text.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

bool
comment_key_valid(const char *key)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				      "0123456789._/-";
	size_t n = strlen(key);

	return n >= 1 && n <= 100 && strspn(key, allowed) == n;
}

static bool
is_marker(const char *s, const char *end)
{
	if (end - s < 4 || memcmp(s, "<!--", 4) != 0)
		return false;
	s += 4;
	while (s < end && strchr(" \t\r\n", *s))
		s++;
	return end - s >= 9 && strncasecmp(s, "benchpipe", 9) == 0;
}

bool
comment_text_clean(struct buf *b, const char *text, size_t len)
{
	const char *end = text + len;

	if (memchr(text, '\0', len))
		return false;
	for (const char *s = text; s < end;) {
		size_t n = utf8_length(s, (size_t)(end - s));
		unsigned char c = (unsigned char)*s;

		if (c == '\r') {
			if (s + 1 == end || s[1] != '\n')
				buf_char(b, '\n');
		} else if (!n || (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) {
			buf_str(b, "\xEF\xBF\xBD");
		} else if (is_marker(s, end)) {
			buf_str(b, "&lt;");
		} else {
			buf_add(b, s, n);
		}
		s += n ? n : 1;
	}
	if (b->len && b->s[b->len - 1] != '\n')
		buf_char(b, '\n');
	return true;
}

bool
comment_text_blank(const char *text)
{
	return text[strspn(text, " \t\n")] == '\0';
}
