#include "base/utf8.h"

static int
is_continuation(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

size_t
utf8_length(const char *s, size_t len)
{
	const unsigned char *p = (const unsigned char *)s;
	uint32_t code;
	size_t n;

	if (len == 0)
		return 0;
	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xC2 || p[0] > 0xF4)
		return 0;
	n = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	if (len < n)
		return 0;
	for (size_t i = 1; i < n; i++)
		if (!is_continuation(p[i]))
			return 0;
	code = utf8_code(s, n);
	if ((n == 3 && code < 0x800) || (n == 4 && (code < 0x10000 || code > 0x10FFFF)))
		return 0;
	return code >= 0xD800 && code <= 0xDFFF ? 0 : n;
}

uint32_t
utf8_code(const char *s, size_t n)
{
	static const unsigned char lead_mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
	const unsigned char *p = (const unsigned char *)s;
	uint32_t code = p[0] & lead_mask[n];

	for (size_t i = 1; i < n; i++)
		code = code << 6 | (p[i] & 0x3F);
	return code;
}

bool
utf8_hidden(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x34F || c == 0x61C ||
	       c == 0x115F || c == 0x1160 || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
	       (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0x3164 ||
	       c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF);
}

size_t
utf8_encode(char dst[4], uint32_t code)
{
	if (code < 0x80) {
		dst[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		dst[0] = (char)(0xC0 | code >> 6);
		dst[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		dst[0] = (char)(0xE0 | code >> 12);
		dst[1] = (char)(0x80 | (code >> 6 & 0x3F));
		dst[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	dst[0] = (char)(0xF0 | code >> 18);
	dst[1] = (char)(0x80 | (code >> 12 & 0x3F));
	dst[2] = (char)(0x80 | (code >> 6 & 0x3F));
	dst[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}
