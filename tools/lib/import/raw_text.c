#include "base/buf.h"
#include "base/utf8.h"
#include "import/raw_rows.h"
#include "json/json_window.h"

/* How many of the LEN bytes of S stand in a JSON string as they are. */
static size_t
plain_length(const char *s, size_t len)
{
	size_t n = (size_t)(token_plain(s, s + len) - s);

	while (n < len && (unsigned char)s[n] >= 0x20 && (unsigned char)s[n] < 0x80 &&
	       s[n] != '"' && s[n] != '\\')
		n++;
	return n;
}

void
raw_text_add(struct buf *b, const char *s, size_t len)
{
	static const char hex[] = "0123456789abcdef";
	const char *end = s + len;

	buf_char(b, '"');
	while (s < end) {
		size_t n = plain_length(s, (size_t)(end - s));
		unsigned char c;

		buf_add(b, s, n);
		s += n;
		if (s == end)
			break;
		c = (unsigned char)*s;
		if (c == '"' || c == '\\') {
			buf_char(b, '\\');
			buf_char(b, *s++);
		} else if (c < 0x20) {
			buf_str(b, "\\u00");
			buf_char(b, hex[c >> 4]);
			buf_char(b, hex[c & 15]);
			s++;
		} else if ((n = utf8_length(s, (size_t)(end - s))) > 0) {
			buf_add(b, s, n);
			s += n;
		} else {
			buf_str(b, "\xef\xbf\xbd");
			s++;
		}
	}
	buf_char(b, '"');
}
