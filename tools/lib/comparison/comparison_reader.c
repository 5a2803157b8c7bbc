#include "comparison/comparison_reader.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/input.h"
#include "base/util.h"
#include "model/schema_names.h"
#include "json/json_bounds.h"
#include "json/json_scanner.h"
#include "json/json_spool.h"
#include "json/json_writer.h"

/* A side of a comparison holds its environment, and so on. */
enum { HOLDER_LEVELS = 4 };

struct comparison_reader {
	FILE *file;
	char *name;
	struct json_document *head;
	struct json_at root, rows; /* ways for messages */
	struct scanner *scanner;   /* among the rows, or NULL */
	struct scan_mark start;    /* of the rows */
	size_t len, n;             /* of their text; rows read so far */
	struct json_document *row;
};

/* A scanner at the start of the file. */
static struct scanner *
scanner_start(const struct comparison_reader *r)
{
	if (lseek(fileno(r->file), 0, SEEK_SET) < 0)
		die("cannot seek in '%s':", r->name);
	return scanner_new(fileno(r->file), r->name);
}

/* Append member KEY and its value, which is next, to the object in B. */
static void
member_keep(struct scanner *s, const char *key, struct buf *b)
{
	struct json_writer *w = json_writer_new(NULL);
	char *quoted;

	json_string(w, NULL, key);
	quoted = json_writer_take(w);
	buf_printf(b, "%s%s:", b->len > 1 ? "," : "", quoted);
	free(quoted);
	scan_raw_holder(s, b, HOLDER_LEVELS);
}

/* Read all of R once: the head comes together in B, the place of the rows is kept. */
static void
document_scan(struct comparison_reader *r, struct buf *b)
{
	struct scanner *s = scanner_start(r);
	const char *text;
	size_t len;

	buf_char(b, '{');
	if (scan_type(s) != SCAN_OBJECT)
		scan_die(s, "a comparison must be an object");
	scan_object(s);
	while (scan_member(s, &text, &len)) {
		char *key = xstrndup(text, len);

		if (strcmp(key, "rows") == 0 && r->len == 0) {
			if (scan_type(s) != SCAN_ARRAY)
				scan_die(s, "'rows' must be an array");
			r->start = scan_mark(s);
			scan_skip(s);
			r->len = (size_t)(scan_offset(s) - r->start.offset);
		} else if (strcmp(key, "rows") == 0) {
			scan_die(s, "'rows' is given twice");
		} else {
			member_keep(s, key, b);
			if (b->len > JSON_BYTES_MAX)
				scan_die(
				    s, "more than %d MiB beside the rows", JSON_BYTES_MAX >> 20);
		}
		free(key);
	}
	scan_end(s);
	buf_char(b, '}');
	scanner_free(s);
}

static void
head_check(const struct comparison_reader *r, const char *expected)
{
	struct json_at root = json_root(r->head);
	const char *schema = json_string_or(&root, "schema", NULL);

	if (!schema || strcmp(schema, COMPARISON_SCHEMA) != 0)
		die("%s: %s%.60s%s, expected %s", r->name, schema ? "schema '" : "no schema",
		    schema ? schema : "", schema ? "'" : "", expected);
	if (r->len == 0)
		die("%s: 'rows' must be an array", r->name);
}

struct comparison_reader *
comparison_reader_of_file(FILE *f, const char *name, const char *expected)
{
	struct comparison_reader *r = xcalloc(1, sizeof *r);
	struct buf b = BUF_INIT;

	r->file = f;
	r->name = xstrdup(name);
	document_scan(r, &b);
	r->head = json_document_parse(b.s, b.len, name);
	buf_free(&b);
	r->root = json_root(r->head);
	r->rows = (struct json_at){.document = r->head, .parent = &r->root, .key = "rows"};
	head_check(r, expected);
	return r;
}

struct comparison_reader *
comparison_reader_open(const char *path)
{
	return comparison_reader_of_file(
	    json_seekable(path), input_name(path), "'" COMPARISON_SCHEMA "'");
}

void
comparison_reader_close(struct comparison_reader *r)
{
	if (!r)
		return;
	comparison_reader_rewind(r);
	json_document_free(r->head);
	fclose(r->file);
	free(r->name);
	free(r);
}

const struct json_document *
comparison_reader_head(const struct comparison_reader *r)
{
	return r->head;
}

bool
comparison_reader_is_limits(const struct comparison_reader *r)
{
	return strcmp(json_string_or(&r->root, "kind", ""), "limits") == 0;
}

void
comparison_reader_rewind(struct comparison_reader *r)
{
	json_document_free(r->row);
	r->row = NULL;
	scanner_free(r->scanner);
	r->scanner = NULL;
	r->n = 0;
}

bool
comparison_reader_next(struct comparison_reader *r, struct json_at *row)
{
	if (!r->scanner) {
		r->scanner = scanner_start(r);
		scanner_seek(r->scanner, r->start, r->len);
		scan_type(r->scanner);
		scan_array(r->scanner);
	}
	if (!scan_element(r->scanner)) {
		comparison_reader_rewind(r);
		return false;
	}
	json_document_free(r->row);
	r->row = json_document_scan(r->scanner, r->name);
	*row = json_root_at(r->row, &r->rows, r->n++);
	if (json_kind(row) != JSON_OBJECT)
		json_wrong(row, "an object");
	return true;
}
