/* The reader of comma-separated values (RFC 4180), whatever separates them. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"
#include "base/util.h"
#include "import/import_reader.h"

enum { COLUMNS_MOST = 1000, RECORD_MOST = 1 << 20 };

struct csv_reader {
	const struct import_format *format;
	struct raw_rows *rows;
	FILE *f;
	const char *name;
	size_t line, at; /* the line being read, and that at which the record began */
	char separator;
	struct buf text; /* of the record: its values, each with a NUL behind it */
	size_t starts[COLUMNS_MOST];
	size_t n;    /* values in the record */
	bool quoted; /* its first value is in quotes */
	char **columns;
	size_t ncolumns;
	size_t found;
};

static void
byte_add(struct csv_reader *r, int c)
{
	if (c == '\0')
		die("%s:%zu: a NUL byte, which no table has: is it UTF-16?", r->name, r->at);
	buf_char(&r->text, (char)c);
	if (r->text.len > RECORD_MOST)
		die("%s:%zu: a record is larger than %d MiB", r->name, r->at, RECORD_MOST >> 20);
}

static void
value_end(struct csv_reader *r, size_t start)
{
	if (r->n == COLUMNS_MOST)
		die("%s:%zu: more than %d columns", r->name, r->at, COLUMNS_MOST);
	r->starts[r->n++] = start;
	buf_char(&r->text, '\0');
}

/* Read a value in quotes, of which the first was read. Returns the character behind it. */
static int
quoted_read(struct csv_reader *r)
{
	for (;;) {
		int c = getc(r->f);

		if (c == EOF)
			die("%s:%zu: a value in quotes does not end", r->name, r->at);
		if (c == '"') {
			c = getc(r->f);
			if (c != '"')
				return c;
		}
		r->line += c == '\n';
		byte_add(r, c);
	}
}

/* Read the next record; false at the end of the file. */
static bool
record_read(struct csv_reader *r)
{
	size_t start = 0;
	int c = getc(r->f);

	buf_clear(&r->text);
	r->n = 0;
	r->quoted = false;
	r->at = ++r->line;
	if (c == EOF)
		return false;
	for (;; c = getc(r->f)) {
		if (c == '"' && r->text.len == start) {
			r->quoted = r->quoted || r->n == 0;
			c = quoted_read(r);
		}
		if (c == EOF || c == '\n' || c == r->separator) {
			if (c != r->separator && r->text.len > start &&
			    r->text.s[r->text.len - 1] == '\r')
				r->text.len--;
			value_end(r, start);
			start = r->text.len;
			if (c != r->separator)
				return true;
			continue;
		}
		byte_add(r, c);
	}
}

/* Put F at its first byte behind a byte order mark. */
static void
file_begin(FILE *f)
{
	static const int mark[] = {0xef, 0xbb, 0xbf};

	rewind(f);
	for (size_t i = 0; i < sizeof mark / sizeof *mark; i++)
		if (getc(f) != mark[i]) {
			rewind(f);
			return;
		}
}

/* What separates the values of the first line that is not empty and no comment: the character of
 * these that it has most of. */
static char
separator_of(FILE *f)
{
	static const char known[] = {',', ';', '\t', '|'};
	size_t count[sizeof known] = {0}, best = 0;
	bool quoted = false, comment = false, any = false;
	int c;

	while ((c = getc(f)) != EOF && (c != '\n' || !any)) {
		if (c == '\n') {
			comment = false;
			continue;
		}
		comment = comment || (c == '#' && !any);
		if (comment || c == '\r')
			continue;
		any = true;
		quoted ^= c == '"';
		for (size_t i = 0; i < sizeof known && !quoted; i++)
			count[i] += c == known[i];
	}
	for (size_t i = 1; i < sizeof known; i++)
		if (count[i] > count[best])
			best = i;
	return known[best];
}

static const char *
value_of(const struct csv_reader *r, size_t i)
{
	return r->text.s + r->starts[i];
}

static bool
comment(const struct csv_reader *r)
{
	return (r->n == 1 && !*value_of(r, 0)) || (*value_of(r, 0) == '#' && !r->quoted);
}

static void
columns_take(struct csv_reader *r)
{
	r->ncolumns = r->format->columns.n ? r->format->columns.n : r->n;
	r->columns = xcalloc(r->ncolumns + 1, sizeof *r->columns);
	for (size_t i = 0; i < r->ncolumns; i++)
		r->columns[i] =
		    xstrdup(r->format->columns.n ? r->format->columns.at[i] : value_of(r, i));
}

static void
record_take(struct csv_reader *r)
{
	raw_row_begin(r->rows, r->at);
	for (size_t i = 0; i < r->n; i++) {
		char number[32];
		const char *key = number, *value = value_of(r, i);
		size_t len;
		double v;

		if (i < r->ncolumns)
			key = r->columns[i];
		else
			snprintf(number, sizeof number, "$%zu", i + 1);
		len = strlen(key);
		if (import_words_have(&r->format->drop, key, len))
			continue;
		if (import_format_measures(r->format, key, len) &&
		    number_parse(value, strlen(value), &v))
			raw_row_number(r->rows, key, len, value, strlen(value));
		else
			raw_row_text(r->rows, key, len, value, strlen(value));
	}
	r->found++;
}

void
import_csv(const struct import_format *format, FILE *f, const char *name, struct raw_rows *rows)
{
	struct csv_reader r = {.format = format, .rows = rows, .f = f, .name = name};

	file_begin(f);
	r.separator = format->separator ? format->separator : separator_of(f);
	file_begin(f);
	while (record_read(&r)) {
		if (comment(&r))
			continue;
		if (!r.columns) {
			columns_take(&r);
			if (format->columns.n == 0)
				continue;
		}
		if (format->columns.n == 0 && r.n != r.ncolumns)
			die("%s:%zu: there are %zu values for %zu columns", name, r.at, r.n,
			    r.ncolumns);
		record_take(&r);
	}
	if (ferror(f))
		die("%s:", name);
	if (r.found == 0)
		die("%s: %s", name, r.columns ? "there is no line of values" : "is empty");
	for (size_t i = 0; i < r.ncolumns; i++)
		free(r.columns[i]);
	free(r.columns);
	buf_free(&r.text);
}
