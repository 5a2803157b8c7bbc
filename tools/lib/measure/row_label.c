#include "measure/row_label.h"

#include <ctype.h>

#include "base/buf.h"
#include "base/utf8.h"

static void
byte_add(struct buf *b, unsigned char c)
{
	if (c == '\t' || c == '\n')
		buf_str(b, c == '\t' ? "\\t" : "\\n");
	else
		buf_printf(b, "\\x%02x", c);
}

char *
row_label(const char *s, size_t len)
{
	struct buf b = BUF_INIT;

	while (len > 0 && isspace((unsigned char)*s)) {
		s++;
		len--;
	}
	while (len > 0 && isspace((unsigned char)s[len - 1]))
		len--;
	while (len > 0) {
		size_t n = utf8_length(s, len < 4 ? len : 4);

		if (n == 0 || (unsigned char)*s < ' ' || *s == 127) {
			byte_add(&b, (unsigned char)*s);
			n = 1;
		} else {
			buf_add(&b, s, n);
		}
		s += n;
		len -= n;
	}
	return buf_take(&b);
}
