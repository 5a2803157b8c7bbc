#include "base/base64.h"

#include <string.h>

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void
base64_add(struct buf *b, const void *data, size_t len)
{
	const unsigned char *d = data;

	for (size_t i = 0; i < len; i += 3) {
		size_t left = len - i;
		unsigned v = (unsigned)d[i] << 16 | (left > 1 ? (unsigned)d[i + 1] << 8 : 0) |
			     (left > 2 ? d[i + 2] : 0);

		buf_char(b, letters[v >> 18]);
		buf_char(b, letters[v >> 12 & 63]);
		buf_char(b, left > 1 ? letters[v >> 6 & 63] : '=');
		buf_char(b, left > 2 ? letters[v & 63] : '=');
	}
}

/* The three bytes of four LETTERS, of which the last ones may be padding. */
static bool
quad_read(struct buf *b, const char *quad, bool last)
{
	size_t n = last ? strcspn(quad, "=") : 4;
	unsigned v = 0;

	if (n < 2)
		return false;
	for (size_t i = 0; i < n; i++) {
		const char *at = strchr(letters, quad[i]);

		if (!at || !*at)
			return false;
		v |= (unsigned)(at - letters) << (18 - 6 * i);
	}
	if (strspn(quad + n, "=") != 4 - n || (v & ((1U << (8 * (4 - n))) - 1) && n < 4))
		return false;
	for (size_t i = 0; i + 1 < n; i++)
		buf_char(b, (char)(v >> (16 - 8 * i) & 255));
	return true;
}

bool
base64_read(struct buf *b, const char *text)
{
	size_t len = strlen(text);

	if (len % 4 != 0)
		return false;
	for (size_t i = 0; i < len; i += 4) {
		char quad[5] = {text[i], text[i + 1], text[i + 2], text[i + 3], '\0'};

		if (!quad_read(b, quad, i + 4 == len))
			return false;
	}
	return true;
}
