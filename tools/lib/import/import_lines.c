/* The reader of text that is made of lines. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"
#include "base/printed.h"
#include "base/util.h"
#include "import/import_reader.h"

enum { LINE_MOST = 1 << 16, GROUPS_MOST = 32, ROW_MOST = 1 << 20 };

/* A field of a row: what a group matched. */
struct field_text {
	const struct import_field *field;
	struct buf text;
};

/* Fields that are collected: of the row that has begun, or of all rows from here on. */
struct fields {
	struct field_text *at;
	size_t n, cap, bytes;
};

struct line_reader {
	const struct import_format *format;
	struct raw_rows *rows;
	const char *name;
	size_t number; /* of the line, from 1 */
	struct fields row, kept;
	size_t begun; /* the line at which the row began; 0: none has */
	size_t found;
	struct buf scratch;
};

static void
fields_clear(struct fields *f)
{
	f->n = f->bytes = 0;
}

static void
fields_free(struct fields *f)
{
	for (size_t i = 0; i < f->cap; i++)
		buf_free(&f->at[i].text);
	free(f->at);
}

/* Put the LEN bytes of S under FIELD. Of text of one name the first is kept, the last if
 * REPLACE; of numbers all. */
static void
fields_put(struct line_reader *r, struct fields *f, const struct import_field *field, const char *s,
    size_t len, bool replace)
{
	struct field_text *to = NULL;

	for (size_t i = 0; i < f->n; i++)
		if (field->kind == IMPORT_TEXT && strcmp(f->at[i].field->name, field->name) == 0)
			to = &f->at[i];
	if (to && !replace)
		return;
	if (!to) {
		if (f->n == f->cap) {
			size_t cap = f->cap ? 2 * f->cap : 8;

			f->at = xreallocarray(f->at, cap, sizeof *f->at);
			memset(f->at + f->cap, 0, (cap - f->cap) * sizeof *f->at);
			f->cap = cap;
		}
		to = &f->at[f->n++];
	}
	f->bytes += len;
	if (f->bytes > ROW_MOST)
		die("%s:%zu: a row has more than %d MiB", r->name, r->number, ROW_MOST >> 20);
	to->field = field;
	buf_clear(&to->text);
	buf_add(&to->text, s, len);
}

/* S without what ends a line, without escape sequences of a terminal, and from the last
 * carriage return on; in place. */
static size_t
line_plain(char *s, size_t len)
{
	size_t from = 0, to = 0;

	while (len > 0 && (s[len - 1] == '\n' || s[len - 1] == '\r'))
		len--;
	for (size_t i = 0; i < len; i++)
		if (s[i] == '\r')
			from = i + 1;
	while (from < len) {
		if (s[from] == '\033' && from + 1 < len && s[from + 1] == '[') {
			from += 2;
			while (from < len && (s[from] < '@' || s[from] > '~'))
				from++;
			from += from < len;
		} else {
			s[to++] = s[from++];
		}
	}
	s[to] = '\0';
	return to;
}

/* The LEN bytes of S, a number as programs print it, as JSON in B; false when it is none. */
static bool
line_number(struct buf *b, const char *s, size_t len)
{
	char text[NUMBER_MAX];
	const char *why;
	double v;

	if (len == 0 || printed_scan(s, len, DECIMAL_POINT, &v, &why) != len)
		return false;
	buf_clear(b);
	if (number_parse(s, len, &v))
		buf_add(b, s, len);
	else
		buf_add(b, text, number_format(text, v));
	return true;
}

/* "12 ns/op  34 B/op": each number under its unit. */
static void
pairs_write(struct line_reader *r, const char *s, size_t len)
{
	const char *end = s + len;

	for (;;) {
		const char *number, *unit;
		size_t nnumber = 0, nunit = 0;

		while (s < end && (*s == ' ' || *s == '\t'))
			s++;
		for (number = s; s < end && *s != ' ' && *s != '\t'; s++)
			nnumber++;
		while (s < end && (*s == ' ' || *s == '\t'))
			s++;
		for (unit = s; s < end && *s != ' ' && *s != '\t'; s++)
			nunit++;
		if (nunit == 0)
			return;
		if (!line_number(&r->scratch, number, nnumber))
			die("%s:%zu: '%.*s' before '%.*s' is not a number", r->name, r->number,
			    (int)nnumber, number, (int)nunit, unit);
		raw_row_number(r->rows, unit, nunit, r->scratch.s, r->scratch.len);
	}
}

/* Write F, whose name is that of KEYED, unless it is NULL. */
static void
field_write(struct line_reader *r, const struct field_text *f, const struct field_text *keyed)
{
	const char *key = keyed ? keyed->text.s : f->field->name, *s = f->text.s ? f->text.s : "";
	size_t len = strlen(key);

	switch (f->field->kind) {
	case IMPORT_TEXT: raw_row_text(r->rows, key, len, s, f->text.len); break;
	case IMPORT_NUMBER:
		if (!line_number(&r->scratch, s, f->text.len))
			die("%s:%zu: '%s' is '%s', which is not a number", r->name, r->number, key,
			    s);
		raw_row_number(r->rows, key, len, r->scratch.s, r->scratch.len);
		break;
	case IMPORT_PAIRS: pairs_write(r, s, f->text.len); break;
	case IMPORT_KEY: break;
	}
}

static void
fields_write(struct line_reader *r, const struct fields *f)
{
	for (size_t i = 0; i < f->n; i++) {
		bool keyed = i > 0 && f->at[i - 1].field->kind == IMPORT_KEY;

		field_write(r, &f->at[i], keyed ? &f->at[i - 1] : NULL);
	}
}

/* What the lines said becomes a row. */
static void
row_end(struct line_reader *r)
{
	if (!r->begun)
		return;
	raw_row_begin(r->rows, r->begun);
	fields_write(r, &r->kept);
	fields_write(r, &r->row);
	fields_clear(&r->row);
	r->begun = 0;
	r->found++;
}

/* Take the groups of LINE in S to TO. */
static void
groups_take(struct line_reader *r, const struct import_line *line, const char *s,
    const regmatch_t *groups, struct fields *to)
{
	for (size_t i = 0; i < line->nfields && i + 1 < GROUPS_MOST; i++) {
		const regmatch_t *g = &groups[i + 1];

		if (g->rm_so >= 0)
			fields_put(r, to, &line->fields[i], s + g->rm_so,
			    (size_t)(g->rm_eo - g->rm_so), to == &r->kept);
	}
}

/* Do what the first pattern says that matches S. */
static void
line_take(struct line_reader *r, const char *s)
{
	const struct import_format *format = r->format;
	regmatch_t groups[GROUPS_MOST];

	for (size_t i = 0; i < format->nlines; i++) {
		const struct import_line *line = &format->lines[i];

		if ((line->kind == IMPORT_ADD || line->kind == IMPORT_END) && !r->begun)
			continue;
		if (regex_result(regexec(&line->pattern, s, GROUPS_MOST, groups, 0)) != 0)
			continue;
		if (line->kind == IMPORT_ROW || line->kind == IMPORT_BEGIN) {
			row_end(r);
			r->begun = r->number;
		}
		groups_take(r, line, s, groups, line->kind == IMPORT_KEEP ? &r->kept : &r->row);
		if (line->kind == IMPORT_ROW || line->kind == IMPORT_END)
			row_end(r);
		return;
	}
}

void
import_lines(const struct import_format *format, FILE *f, const char *name, struct raw_rows *rows)
{
	struct line_reader r = {.format = format, .rows = rows, .name = name};
	char *line = xmalloc(LINE_MOST);

	while (fgets(line, LINE_MOST, f)) {
		size_t len = strlen(line);

		r.number++;
		if (len == LINE_MOST - 1 && line[len - 1] != '\n') {
			/* No harness writes such lines: what is left of it is not looked at. */
			int c;

			while ((c = getc(f)) != EOF && c != '\n')
				;
		}
		line_plain(line, len);
		line_take(&r, line);
	}
	if (ferror(f))
		die("%s:", name);
	row_end(&r);
	if (r.found == 0)
		die("%s: %s: no line is one of %s", name,
		    r.number ? "there is no benchmark" : "is empty", format->name);
	fields_free(&r.row);
	fields_free(&r.kept);
	buf_free(&r.scratch);
	free(line);
}
