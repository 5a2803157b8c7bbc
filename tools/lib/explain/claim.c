#include "explain/claim.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/amount.h"
#include "base/util.h"

#define WORD "speedup:"
#define AT_LEAST "\u2265"

/* The LEN bytes at S without blanks around them; the caller owns it. */
static char *
trimmed(const char *s, size_t len)
{
	while (len && strchr(" \t\r", *s))
		s++, len--;
	while (len && strchr(" \t\r", s[len - 1]))
		len--;
	return xstrndup(s, len);
}

/* The last sign of TEXT that means "at least", and in *LEN its bytes; NULL: there is none. */
static const char *
sign_find(const char *text, size_t *len)
{
	const char *found = NULL;

	for (const char *s = text; *s; s++) {
		if (strncmp(s, AT_LEAST, strlen(AT_LEAST)) == 0)
			*len = strlen(AT_LEAST), found = s;
		else if (s[0] == '>' && s[1] == '=')
			*len = 2, found = s;
	}
	return found;
}

/* The percentage that TEXT is, with or without a blank before its sign. */
static bool
percent_read(const char *text, double *v)
{
	size_t len = strlen(text);

	return len && text[len - 1] == '%' && amount_percent(text, v) && *v > 0 && *v < 10;
}

/* Whether C has the claim that ROW gains LEAST. */
static bool
claims_have(const struct claims *c, const char *row, double least)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->list[i].row && strcmp(c->list[i].row, row) == 0 && c->list[i].least == least)
			return true;
	return false;
}

bool
claims_add(struct claims *c, const char *text)
{
	size_t len;
	const char *sign = strlen(text) <= CLAIM_TEXT_MAX ? sign_find(text, &len) : NULL;
	char *row, *size;
	double least;

	if (!sign)
		return false;
	row = trimmed(text, (size_t)(sign - text));
	size = trimmed(sign + len, strlen(sign + len));
	if (!*row || !percent_read(size, &least)) {
		free(row);
		free(size);
		return false;
	}
	free(size);
	if (c->n == CLAIMS_MAX || claims_have(c, row, least)) {
		c->more += !claims_have(c, row, least);
		free(row);
		return true;
	}
	c->list[c->n++] = (struct claim){trimmed(text, strlen(text)), row, least};
	return true;
}

static void
line_add(struct claims *c, const char *line, size_t len)
{
	char *text;

	if (len < strlen(WORD) || strncasecmp(line, WORD, strlen(WORD)) != 0)
		return;
	line += strlen(WORD);
	len -= strlen(WORD);
	text = trimmed(line, len > CLAIM_TEXT_MAX ? CLAIM_TEXT_MAX + 1 : len);
	if (claims_add(c, text)) {
		free(text);
	} else if (c->n == CLAIMS_MAX) {
		c->more++;
		free(text);
	} else {
		c->list[c->n++] = (struct claim){text, NULL, NAN};
	}
}

void
claims_of_lines(struct claims *c, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		line_add(c, text, len);
		text += len + (text[len] == '\n');
	}
}

void
claims_free(struct claims *c)
{
	for (size_t i = 0; i < c->n; i++) {
		free(c->list[i].text);
		free(c->list[i].row);
	}
	c->n = 0;
}
