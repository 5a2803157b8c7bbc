#include "json/json_string.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

/* The value of the four hexadecimal digits at S, which ends before END; -1: there are not four. */
static int32_t
hex_read(const char *s, const char *end)
{
	int32_t code = 0;

	if (end - s < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		static const char digits[] = "0123456789abcdef0123456789ABCDEF";
		const char *at = s[i] ? strchr(digits, s[i]) : NULL;

		if (!at)
			return -1;
		code = code * 16 + (int32_t)((at - digits) % 16);
	}
	return code;
}

/* Add the character whose digits begin at S, behind "\u". Returns where they end. */
static const char *
code_decode(struct buf *b, const char *s, const char *end)
{
	int32_t code = hex_read(s, end), low;
	char utf8[4];

	if (code < 0)
		return s;
	s += 4;
	if (code >= 0xD800 && code < 0xDC00 && end - s >= 6 && s[0] == '\\' && s[1] == 'u' &&
	    (low = hex_read(s + 2, end)) >= 0xDC00 && low < 0xE000) {
		code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
		s += 6;
	}
	if (code >= 0xD800 && code < 0xE000)
		code = 0xFFFD;
	buf_add(b, utf8, utf8_encode(utf8, (uint32_t)code));
	return s;
}

void
json_string_decode(struct buf *b, const char *text, size_t len)
{
	static const char letters[] = "bfnrt", meant[] = "\b\f\n\r\t";
	const char *s = text + 1, *end = text + len - 1;

	while (s < end) {
		const char *letter;

		if (*s != '\\' || s + 1 == end) {
			buf_char(b, *s++);
			continue;
		}
		s += 2;
		letter = s[-1] ? strchr(letters, s[-1]) : NULL;
		if (s[-1] == 'u')
			s = code_decode(b, s, end);
		else
			buf_char(b, letter ? meant[letter - letters] : s[-1]);
	}
}
