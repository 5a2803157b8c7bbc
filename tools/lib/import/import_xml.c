/* The reader of XML: elements, attributes and text, nothing that a document type declares. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "base/util.h"
#include "import/import_reader.h"

enum { XML_DEEP = 64, NAME_MOST = 256, VALUE_MOST = 1 << 20, ROW_BYTES = 16 << 20 };

/* An element that has begun. */
struct element {
	char name[NAME_MOST];
	struct buf attributes; /* as JSON members: "@key":"value" */
	bool any;              /* of a row: whether something stands in its object already */
};

struct xml_reader {
	const struct import_format *format;
	struct raw_rows *rows;
	FILE *f;
	const char *name;
	size_t line, found;
	struct element open[XML_DEEP];
	size_t depth;
	size_t row;      /* the depth of the row that has begun; 0: none has */
	struct buf json; /* of that row */
	struct buf text, value;
};

_Noreturn static void
xml_die(const struct xml_reader *r, const char *what)
{
	die("%s:%zu: %s", r->name, r->line, what);
}

static int
next_char(struct xml_reader *r)
{
	int c = getc(r->f);

	r->line += c == '\n';
	return c;
}

static int
need_char(struct xml_reader *r, const char *inside)
{
	int c = next_char(r);

	if (c == EOF)
		die("%s:%zu: the file ends inside %s", r->name, r->line, inside);
	return c;
}

static bool
space(int c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static int
spaces_skip(struct xml_reader *r)
{
	int c;

	do
		c = need_char(r, "a tag");
	while (space(c));
	return c;
}

/* Step behind END. */
static void
skip_to(struct xml_reader *r, const char *end, const char *inside)
{
	size_t matched = 0, len = strlen(end);

	while (matched < len) {
		int c = need_char(r, inside);

		if (c == end[matched])
			matched++;
		else if (!(matched == 2 && c == '-' && end[0] == '-'))
			matched = c == end[0];
	}
}

/* A name that begins with C, to DST. Returns the character behind it. */
static int
name_read(struct xml_reader *r, int c, char dst[NAME_MOST])
{
	size_t n = 0;

	while (c != EOF && !space(c) && c != '>' && c != '/' && c != '=' && c != '<') {
		if (n == NAME_MOST - 1)
			xml_die(r, "a name is too long");
		dst[n++] = (char)c;
		c = need_char(r, "a tag");
	}
	if (n == 0)
		xml_die(r, "a name is missing in a tag");
	dst[n] = '\0';
	return c;
}

/* An entity, of which '&' was read, to B. */
static void
entity_read(struct xml_reader *r, struct buf *b)
{
	static const struct {
		const char *name;
		char c;
	} known[] = {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
	char name[16], utf8[4];
	size_t n = 0;
	int c;

	while ((c = need_char(r, "an entity")) != ';') {
		if (n == sizeof name - 1)
			xml_die(r, "an entity is too long");
		name[n++] = (char)c;
	}
	name[n] = '\0';
	if (*name == '#') {
		bool hex = name[1] == 'x';
		unsigned long code = strtoul(name + 1 + hex, NULL, hex ? 16 : 10);

		if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
			xml_die(r, "an entity is no character");
		buf_add(b, utf8, utf8_encode(utf8, (uint32_t)code));
		return;
	}
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(name, known[i].name) == 0) {
			buf_char(b, known[i].c);
			return;
		}
	die("%s:%zu: there is no entity '&%s;'", r->name, r->line, name);
}

static void
value_add(struct xml_reader *r, struct buf *b, int c)
{
	if (b->len > VALUE_MOST)
		xml_die(r, "a value is larger than 1 MiB");
	if (c == '&')
		entity_read(r, b);
	else
		buf_char(b, (char)c);
}

/* The attributes of E, the first character of which is C. Returns whether the element ended
 * with them ("/>"). */
static bool
attributes_read(struct xml_reader *r, struct element *e, int c)
{
	char key[NAME_MOST + 1] = "@";

	for (;;) {
		int quote;

		if (space(c))
			c = spaces_skip(r);
		if (c == '>')
			return false;
		if (c == '/') {
			if (need_char(r, "a tag") != '>')
				xml_die(r, "'/' in a tag without '>' behind it");
			return true;
		}
		c = name_read(r, c, key + 1);
		if (space(c))
			c = spaces_skip(r);
		if (c != '=')
			xml_die(r, "an attribute without a value");
		quote = spaces_skip(r);
		if (quote != '"' && quote != '\'')
			xml_die(r, "the value of an attribute without quotes");
		buf_clear(&r->value);
		while ((c = need_char(r, "a tag")) != quote)
			value_add(r, &r->value, c);
		if (e->attributes.len)
			buf_char(&e->attributes, ',');
		raw_text_add(&e->attributes, key, strlen(key));
		buf_char(&e->attributes, ':');
		raw_text_add(&e->attributes, r->value.s ? r->value.s : "", r->value.len);
		c = need_char(r, "a tag");
	}
}

/* Add a comma unless it is the first of the object of E. */
static void
comma(struct xml_reader *r, struct element *e)
{
	if (e->any)
		buf_char(&r->json, ',');
	e->any = true;
	if (r->json.len > ROW_BYTES)
		xml_die(r, "a row is larger than 16 MiB");
}

/* The text that E had so far, which is not all space, as one more element of its content. */
static void
text_flush(struct xml_reader *r)
{
	struct element *e = &r->open[r->depth - 1];
	size_t from = 0, len = r->text.len;

	while (from < len && space(r->text.s[from]))
		from++;
	while (len > from && space(r->text.s[len - 1]))
		len--;
	if (r->row && len > from) {
		comma(r, e);
		buf_str(&r->json, "{\"$text\":");
		raw_text_add(&r->json, r->text.s + from, len - from);
		buf_char(&r->json, '}');
	}
	buf_clear(&r->text);
}

/* What the elements around a row say. */
static void
around_write(struct xml_reader *r)
{
	buf_clear(&r->value);
	buf_char(&r->value, '{');
	for (size_t i = 0; i + 1 < r->depth; i++) {
		if (i)
			buf_char(&r->value, ',');
		raw_text_add(&r->value, r->open[i].name, strlen(r->open[i].name));
		buf_str(&r->value, ":{");
		if (r->open[i].attributes.len)
			buf_add(&r->value, r->open[i].attributes.s, r->open[i].attributes.len);
		buf_char(&r->value, '}');
	}
	buf_char(&r->value, '}');
	raw_row_json(r->rows, "$in", 3, r->value.s, r->value.len);
}

/* {"$tag": NAME, attributes, "$content": [ */
static void
element_open_write(struct xml_reader *r, struct element *e)
{
	buf_str(&r->json, "{\"$tag\":");
	raw_text_add(&r->json, e->name, strlen(e->name));
	if (e->attributes.len) {
		buf_char(&r->json, ',');
		buf_add(&r->json, e->attributes.s, e->attributes.len);
	}
	buf_str(&r->json, ",\"$content\":[");
}

static void
element_begin(struct xml_reader *r, const char *name)
{
	struct element *e;

	if (r->depth > 0)
		text_flush(r);
	if (r->depth == XML_DEEP)
		xml_die(r, "more than 64 elements inside each other");
	e = &r->open[r->depth++];
	memcpy(e->name, name, strlen(name) + 1);
	buf_clear(&e->attributes);
	e->any = false;
}

/* The tag of the innermost element has ended. */
static void
element_begun(struct xml_reader *r)
{
	struct element *e = &r->open[r->depth - 1];

	if (r->row == 0 && strcmp(e->name, r->format->rows) == 0) {
		r->row = r->depth;
		raw_row_begin(r->rows, r->line);
		around_write(r);
		buf_clear(&r->json);
	} else if (r->row) {
		comma(r, &r->open[r->depth - 2]);
	} else {
		return;
	}
	element_open_write(r, e);
}

static void
element_end(struct xml_reader *r)
{
	if (r->row) {
		text_flush(r);
		buf_str(&r->json, "]}");
	}
	buf_clear(&r->text);
	if (r->row && r->row == r->depth) {
		raw_row_json(r->rows, "$row", 4, r->json.s, r->json.len);
		r->row = 0;
		r->found++;
	}
	r->depth--;
}

/* The tag whose first character is C. */
static void
tag_read(struct xml_reader *r, int c)
{
	char name[NAME_MOST];
	bool closed;

	if (c == '/') {
		c = name_read(r, need_char(r, "a tag"), name);
		if (space(c))
			c = spaces_skip(r);
		if (c != '>')
			xml_die(r, "an end tag with more than its name");
		if (r->depth == 0 || strcmp(r->open[r->depth - 1].name, name) != 0)
			die("%s:%zu: '</%s>' ends nothing that is open", r->name, r->line, name);
		element_end(r);
		return;
	}
	c = name_read(r, c, name);
	element_begin(r, name);
	closed = attributes_read(r, &r->open[r->depth - 1], c);
	element_begun(r);
	if (closed)
		element_end(r);
}

/* "<!" was read. */
static void
declaration_read(struct xml_reader *r)
{
	int c = need_char(r, "a declaration");

	if (c == '-') {
		if (need_char(r, "a comment") != '-')
			xml_die(r, "'<!-' begins nothing");
		skip_to(r, "-->", "a comment");
	} else if (c == '[') {
		char end[3] = {0};

		for (const char *want = "CDATA["; *want; want++)
			if (need_char(r, "CDATA") != *want)
				xml_die(r, "'<![' begins nothing but CDATA");
		while (memcmp(end, "]]>", 3) != 0) {
			if (end[0] && r->text.len <= VALUE_MOST)
				buf_char(&r->text, end[0]);
			end[0] = end[1];
			end[1] = end[2];
			end[2] = (char)need_char(r, "CDATA");
		}
	} else {
		for (size_t deep = 1; deep > 0;) {
			c = need_char(r, "a declaration");
			deep += c == '<';
			deep -= c == '>';
		}
	}
}

void
import_xml(const struct import_format *format, FILE *f, const char *name, struct raw_rows *rows)
{
	struct xml_reader *r = xcalloc(1, sizeof *r);
	bool any = false;
	int c;

	*r = (struct xml_reader){.format = format, .rows = rows, .f = f, .name = name, .line = 1};
	while ((c = next_char(r)) != EOF) {
		if (c != '<') {
			if (r->row)
				value_add(r, &r->text, c);
			else if (!any && !space(c) && c != 0xef && c != 0xbb && c != 0xbf)
				xml_die(r, "not XML: expected '<'");
			continue;
		}
		any = true;
		c = need_char(r, "a tag");
		if (c == '?')
			skip_to(r, "?>", "an instruction");
		else if (c == '!')
			declaration_read(r);
		else
			tag_read(r, c);
	}
	if (ferror(f))
		die("%s:", name);
	if (!any)
		die("%s: is empty", name);
	if (r->depth > 0)
		die("%s:%zu: the file ends inside element '%s'", name, r->line,
		    r->open[r->depth - 1].name);
	if (r->found == 0)
		die("%s: there is no element '%s', as %s has", name, format->rows, format->name);
	for (size_t i = 0; i < XML_DEEP; i++)
		buf_free(&r->open[i].attributes);
	buf_free(&r->json);
	buf_free(&r->text);
	buf_free(&r->value);
	free(r);
}
