#include "import/xml_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/util.h"

_Noreturn void
xml_die(const struct xml_text *t, const char *what)
{
	die("%s:%zu: %s", t->name, t->line, what);
}

int
xml_char(struct xml_text *t)
{
	int c = getc(t->f);

	if (c == '\0')
		xml_die(t, "has a NUL: it is not text");
	t->line += c == '\n';
	return c;
}

int
xml_need(struct xml_text *t, const char *inside)
{
	int c = xml_char(t);

	if (c == EOF)
		die("%s:%zu: the file ends inside %s", t->name, t->line, inside);
	return c;
}

bool
xml_space(int c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

int
xml_spaces(struct xml_text *t)
{
	int c;

	do
		c = xml_need(t, "a tag");
	while (xml_space(c));
	return c;
}

void
xml_skip(struct xml_text *t, const char *end, const char *inside)
{
	size_t matched = 0, len = strlen(end);

	while (matched < len) {
		int c = xml_need(t, inside);

		if (c == end[matched])
			matched++;
		else if (!(matched == 2 && c == '-' && end[0] == '-'))
			matched = c == end[0];
	}
}

int
xml_name(struct xml_text *t, int c, char dst[XML_NAME_MOST])
{
	size_t n = 0;

	while (c != EOF && !xml_space(c) && c != '>' && c != '/' && c != '=' && c != '<') {
		if (n == XML_NAME_MOST - 1)
			xml_die(t, "a name is too long");
		dst[n++] = (char)c;
		c = xml_need(t, "a tag");
	}
	if (n == 0)
		xml_die(t, "a name is missing in a tag");
	dst[n] = '\0';
	return c;
}

/* An entity, of which '&' was read, to B. */
static void
entity_read(struct xml_text *t, struct buf *b)
{
	static const struct {
		const char *name;
		char c;
	} known[] = {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
	char name[16], utf8[4];
	size_t n = 0;
	int c;

	while ((c = xml_need(t, "an entity")) != ';') {
		if (n == sizeof name - 1)
			xml_die(t, "an entity is too long");
		name[n++] = (char)c;
	}
	name[n] = '\0';
	if (*name == '#') {
		bool hex = name[1] == 'x';
		unsigned long code = strtoul(name + 1 + hex, NULL, hex ? 16 : 10);

		if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
			xml_die(t, "an entity is no character");
		buf_add(b, utf8, utf8_encode(utf8, (uint32_t)code));
		return;
	}
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(name, known[i].name) == 0) {
			buf_char(b, known[i].c);
			return;
		}
	die("%s:%zu: there is no entity '&%s;'", t->name, t->line, name);
}

void
xml_plain_add(struct xml_text *t, struct buf *b, int c)
{
	if (b->len > XML_VALUE_MOST)
		xml_die(t, "a value is larger than 1 MiB");
	buf_char(b, (char)c);
}

void
xml_value_add(struct xml_text *t, struct buf *b, int c)
{
	if (c == '&' && b->len <= XML_VALUE_MOST)
		entity_read(t, b);
	else
		xml_plain_add(t, b, c);
}

void
xml_declaration(struct xml_text *t, struct buf *b)
{
	int c = xml_need(t, "a declaration");

	if (c == '-') {
		if (xml_need(t, "a comment") != '-')
			xml_die(t, "'<!-' begins nothing");
		xml_skip(t, "-->", "a comment");
	} else if (c == '[') {
		char end[3] = {0};

		for (const char *want = "CDATA["; *want; want++)
			if (xml_need(t, "CDATA") != *want)
				xml_die(t, "'<![' begins nothing but CDATA");
		while (memcmp(end, "]]>", 3) != 0) {
			if (end[0])
				xml_plain_add(t, b, end[0]);
			end[0] = end[1];
			end[1] = end[2];
			end[2] = (char)xml_need(t, "CDATA");
		}
	} else {
		for (size_t deep = 1; deep > 0;) {
			c = xml_need(t, "a declaration");
			deep += c == '<';
			deep -= c == '>';
		}
	}
}
