/* The reader of XML: elements, attributes and text, nothing that a document type declares. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/util.h"
#include "import/import_reader.h"
#include "import/xml_refs.h"
#include "import/xml_text.h"

enum { XML_DEEP = 64, ROW_BYTES = 16 << 20 };

/* An element that has begun. */
struct element {
	char name[XML_NAME_MOST];
	struct buf attributes; /* as JSON members: "@key":"value" */
	bool any;              /* of a row: whether something stands in its object already */
	size_t from;           /* of a row: where it begins in its text */
	struct buf id, ref;    /* by what it is referred to, and what it refers to; or empty */
};

struct xml_reader {
	const struct import_format *format;
	struct raw_rows *rows;
	struct xml_text in;
	size_t found;
	struct element open[XML_DEEP];
	size_t depth;
	size_t row;      /* the depth of the row that has begun; 0: none has */
	struct buf json; /* of that row */
	struct buf text, value;
	struct xml_refs *refs;
};

/* Note the value of attribute KEY of E, where the format has references. */
static void
reference_note(struct xml_reader *r, struct element *e, const char *key)
{
	const struct import_words *refer = &r->format->refer;

	for (size_t i = 0; i < refer->n; i++)
		if (strcmp(key, refer->at[i]) == 0)
			buf_add(i ? &e->ref : &e->id, r->value.s ? r->value.s : "", r->value.len);
}

/* E, an element of a row, has ended: put what it refers to in its place, and keep it for others. */
static void
reference_end(struct xml_reader *r, struct element *e)
{
	const char *text;

	if (e->ref.len) {
		text = xml_refs_find(r->refs, e->ref.s);
		if (!text)
			die("%s:%zu: '%s' refers to '%.100s', which no element before it is",
			    r->in.name, r->in.line, e->name, e->ref.s);
		r->json.len = e->from;
		buf_str(&r->json, text);
	}
	if (e->id.len &&
	    !xml_refs_keep(r->refs, e->id.s, r->json.s + e->from, r->json.len - e->from))
		xml_die(&r->in, "what elements refer to is larger than 256 MiB");
}

/* The attributes of E, the first character of which is C. Returns whether the element ended
 * with them ("/>"). */
static bool
attributes_read(struct xml_reader *r, struct element *e, int c)
{
	char key[XML_NAME_MOST + 1] = "@";

	for (;;) {
		int quote;

		if (xml_space(c))
			c = xml_spaces(&r->in);
		if (c == '>')
			return false;
		if (c == '/') {
			if (xml_need(&r->in, "a tag") != '>')
				xml_die(&r->in, "'/' in a tag without '>' behind it");
			return true;
		}
		c = xml_name(&r->in, c, key + 1);
		if (xml_space(c))
			c = xml_spaces(&r->in);
		if (c != '=')
			xml_die(&r->in, "an attribute without a value");
		quote = xml_spaces(&r->in);
		if (quote != '"' && quote != '\'')
			xml_die(&r->in, "the value of an attribute without quotes");
		buf_clear(&r->value);
		while ((c = xml_need(&r->in, "a tag")) != quote)
			xml_value_add(&r->in, &r->value, c);
		reference_note(r, e, key + 1);
		if (e->attributes.len)
			buf_char(&e->attributes, ',');
		raw_text_add(&e->attributes, key, strlen(key));
		buf_char(&e->attributes, ':');
		raw_text_add(&e->attributes, r->value.s ? r->value.s : "", r->value.len);
		c = xml_need(&r->in, "a tag");
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
		xml_die(&r->in, "a row is larger than 16 MiB");
}

/* The text that E had so far, which is not all space, as one more element of its content. */
static void
text_flush(struct xml_reader *r)
{
	struct element *e = &r->open[r->depth - 1];
	size_t from = 0, len = r->text.len;

	while (from < len && xml_space(r->text.s[from]))
		from++;
	while (len > from && xml_space(r->text.s[len - 1]))
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
	e->from = r->json.len;
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
		xml_die(&r->in, "more than 64 elements inside each other");
	e = &r->open[r->depth++];
	memcpy(e->name, name, strlen(name) + 1);
	buf_clear(&e->attributes);
	buf_clear(&e->id);
	buf_clear(&e->ref);
	e->any = false;
}

/* The tag of the innermost element has ended. */
static void
element_begun(struct xml_reader *r)
{
	struct element *e = &r->open[r->depth - 1];

	if (r->row == 0 && strcmp(e->name, r->format->rows) == 0) {
		r->row = r->depth;
		raw_row_begin(r->rows, r->in.line);
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
		if (r->refs)
			reference_end(r, &r->open[r->depth - 1]);
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
	char name[XML_NAME_MOST];
	bool closed;

	if (c == '/') {
		c = xml_name(&r->in, xml_need(&r->in, "a tag"), name);
		if (xml_space(c))
			c = xml_spaces(&r->in);
		if (c != '>')
			xml_die(&r->in, "an end tag with more than its name");
		if (r->depth == 0 || strcmp(r->open[r->depth - 1].name, name) != 0)
			die("%s:%zu: '</%s>' ends nothing that is open", r->in.name, r->in.line,
			    name);
		element_end(r);
		return;
	}
	c = xml_name(&r->in, c, name);
	element_begin(r, name);
	closed = attributes_read(r, &r->open[r->depth - 1], c);
	element_begun(r);
	if (closed)
		element_end(r);
}

void
import_xml(const struct import_format *format, FILE *f, const char *name, struct raw_rows *rows)
{
	struct xml_reader *r = xcalloc(1, sizeof *r);
	bool any = false;
	int c;

	*r = (struct xml_reader){.format = format, .rows = rows, .in = {f, name, 1}};
	r->refs = format->refer.n ? xml_refs_new() : NULL;
	while ((c = xml_char(&r->in)) != EOF) {
		if (c != '<') {
			if (r->row)
				xml_value_add(&r->in, &r->text, c);
			else if (!any && !xml_space(c) && c != 0xef && c != 0xbb && c != 0xbf)
				xml_die(&r->in, "not XML: expected '<'");
			continue;
		}
		any = true;
		c = xml_need(&r->in, "a tag");
		if (c == '?')
			xml_skip(&r->in, "?>", "an instruction");
		else if (c == '!')
			xml_declaration(&r->in, &r->text);
		else
			tag_read(r, c);
	}
	if (ferror(f))
		die("%s:", name);
	if (!any)
		die("%s: is empty", name);
	if (r->depth > 0)
		die("%s:%zu: the file ends inside element '%s'", name, r->in.line,
		    r->open[r->depth - 1].name);
	if (r->found == 0)
		die("%s: there is no element '%s', as %s has", name, format->rows, format->name);
	for (size_t i = 0; i < XML_DEEP; i++) {
		buf_free(&r->open[i].attributes);
		buf_free(&r->open[i].id);
		buf_free(&r->open[i].ref);
	}
	xml_refs_free(r->refs);
	buf_free(&r->json);
	buf_free(&r->text);
	buf_free(&r->value);
	free(r);
}
