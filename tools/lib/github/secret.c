#include "github/secret.h"

#include <string.h>

#include "base/util.h"

enum { TOKEN_MIN = 8, TOKEN_MAX = 4096, QUOTE_MAX = 300 };

void
secret_check(const char *token)
{
	size_t n = strlen(token);

	for (const char *s = token; *s; s++)
		if (*s < 0x21 || *s > 0x7E)
			die("the token in the environment has a character that no token has (is "
			    "there a line break at its end?)");
	if (n > TOKEN_MAX)
		die("the token in the environment is longer than %d characters", TOKEN_MAX);
}

void
secret_scrub(struct buf *b, const char *text, size_t len, const char *token)
{
	size_t n = token ? strlen(token) : 0;
	const char *end = text + len;

	while (n >= TOKEN_MIN && (size_t)(end - text) >= n) {
		const char *at = memchr(text, *token, (size_t)(end - text) - n + 1);

		if (!at)
			break;
		buf_add(b, text, (size_t)(at - text));
		if (memcmp(at, token, n) == 0) {
			buf_str(b, "***");
			text = at + n;
		} else {
			buf_char(b, *at);
			text = at + 1;
		}
	}
	buf_add(b, text, (size_t)(end - text));
}

void
secret_scrub_line(struct buf *b, const char *text, const char *token)
{
	size_t start = b->len;

	secret_scrub(b, text, strlen(text), token);
	for (char *s = b->s + start; *s; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7F)
			*s = ' ';
}

char *
secret_quote(const char *text, const char *token)
{
	struct buf b = BUF_INIT;

	secret_scrub_line(&b, text, token);
	if (b.len > QUOTE_MAX)
		b.s[QUOTE_MAX] = '\0';
	return buf_take(&b);
}
