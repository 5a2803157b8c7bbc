/* The reader of JSON: one document, or several one behind the other. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/util.h"
#include "import/import_head.h"
#include "import/import_reader.h"
#include "json/json_scanner.h"

enum { STEPS_MAX = 16, PREFIX_MAX = 4096 };

/* One step of a path: into member KEY, or into each element or member. */
struct path_step {
	char *key; /* NULL: each */
};

/* A member beside the way to the rows that every row is to have. */
struct kept_member {
	struct buf json;
	size_t level; /* the steps that lead to its object */
};

struct json_reader {
	const struct import_format *format;
	struct scanner *s;
	struct raw_rows *rows;
	struct path_step steps[STEPS_MAX];
	size_t nsteps;
	struct kept_member *kept;   /* one for each word that the format keeps */
	struct buf keys[STEPS_MAX]; /* the members gone into by "each", as JSON */
	bool named[STEPS_MAX];      /* whether there is one */
	struct buf head;            /* the members of the head, as JSON with commas between */
	struct buf scratch, key;
	struct buf other; /* of the row: the value of the second name of "rather" */
	size_t found;
};

static void
steps_read(struct json_reader *r)
{
	const char *p = r->format->rows ? r->format->rows : ".";

	while (*p && strcmp(p, ".") != 0) {
		const char *key = NULL;
		size_t len = 0;

		if (r->nsteps == STEPS_MAX)
			die("%s: the path of its rows has more than %d steps", r->format->path,
			    STEPS_MAX);
		if (strncmp(p, "[]", 2) == 0) {
			p += 2;
		} else if (p[0] == '.' && p[1] == '[') {
			p++;
			continue;
		} else if (p[0] == '.' && p[1] == '"') {
			key = p + 2;
			len = strcspn(key, "\"");
			p = key + len + (key[len] == '"');
		} else if (p[0] == '.') {
			key = p + 1;
			len = strcspn(key, ".[");
			p = key + len;
		} else {
			die("%s: '%s' is no path of rows: steps are .key and []", r->format->path,
			    r->format->rows);
		}
		if (key && len == 0)
			die("%s: '%s' has a key without a name", r->format->path, r->format->rows);
		r->steps[r->nsteps++].key = key ? xstrndup(key, len) : NULL;
	}
}

static void
kept_write(struct json_reader *r)
{
	bool any = r->head.len > 0;

	buf_clear(&r->scratch);
	buf_char(&r->scratch, '{');
	if (any)
		buf_add(&r->scratch, r->head.s, r->head.len);
	for (size_t i = 0; i < r->format->keep.n; i++) {
		const char *key = r->format->keep.at[i];

		if (!r->kept[i].json.len)
			continue;
		if (any)
			buf_char(&r->scratch, ',');
		raw_text_add(&r->scratch, key, strlen(key));
		buf_char(&r->scratch, ':');
		buf_add(&r->scratch, r->kept[i].json.s, r->kept[i].json.len);
		any = true;
	}
	buf_char(&r->scratch, '}');
	if (any)
		raw_row_json(r->rows, "$in", 3, r->scratch.s, r->scratch.len);
}

static void
keys_write(struct json_reader *r)
{
	bool any = false;

	buf_clear(&r->scratch);
	buf_char(&r->scratch, '[');
	for (size_t i = 0; i < r->nsteps; i++) {
		if (!r->named[i])
			continue;
		if (any)
			buf_char(&r->scratch, ',');
		buf_add(&r->scratch, r->keys[i].s, r->keys[i].len);
		any = true;
	}
	buf_char(&r->scratch, ']');
	if (any)
		raw_row_json(r->rows, "$keys", 5, r->scratch.s, r->scratch.len);
}

static bool
name_is(const char *name, const char *key, size_t len)
{
	return *name == *key && strncmp(name, key, len) == 0 && name[len] == '\0';
}

/* One member of a row, whose value is next. */
static void
member_read(struct json_reader *r, const char *key, size_t len)
{
	bool each = import_format_measures(r->format, key, len);

	if (import_words_have(&r->format->drop, key, len)) {
		scan_skip(r->s);
		return;
	}
	if (r->format->rather.n && name_is(r->format->rather.at[1], key, len)) {
		buf_clear(&r->other);
		scan_raw(r->s, &r->other);
		return;
	}
	buf_clear(&r->key); /* the scanner's own goes with its value */
	buf_add(&r->key, key, len);
	buf_clear(&r->scratch);
	if (each && scan_type(r->s) == SCAN_NUMBER) {
		scan_number_text(r->s, &r->scratch);
		raw_row_number(r->rows, r->key.s, len, r->scratch.s, r->scratch.len);
	} else {
		scan_raw(r->s, &r->scratch);
		raw_row_json(r->rows, r->key.s, len, r->scratch.s, r->scratch.len);
	}
}

static void
row_read(struct json_reader *r)
{
	enum scan_type type = scan_type(r->s);
	const char *key;
	size_t len;
	bool first = false;

	raw_row_begin(r->rows, scan_mark(r->s).line);
	r->found++;
	keys_write(r);
	kept_write(r);
	if (type != SCAN_OBJECT) {
		buf_clear(&r->scratch);
		scan_raw(r->s, &r->scratch);
		raw_row_json(r->rows, "$value", 6, r->scratch.s, r->scratch.len);
		return;
	}
	buf_clear(&r->other);
	scan_object(r->s);
	while (scan_member(r->s, &key, &len)) {
		first |= r->format->rather.n && name_is(r->format->rather.at[0], key, len);
		member_read(r, key, len);
	}
	if (r->other.len && !first)
		raw_row_json(r->rows, r->format->rather.at[1], strlen(r->format->rather.at[1]),
		    r->other.s, r->other.len);
}

/* What was kept below LEVEL was of another object. */
static void
kept_forget(struct json_reader *r, size_t level)
{
	for (size_t i = 0; i < r->format->keep.n; i++)
		if (r->kept[i].level >= level)
			buf_clear(&r->kept[i].json);
}

/* Keep the member whose value is next, when the format says so; else step over it. */
static void
beside_read(struct json_reader *r, size_t level, const char *key, size_t len)
{
	for (size_t i = 0; i < r->format->keep.n; i++) {
		const char *word = r->format->keep.at[i];

		if (name_is(word, key, len)) {
			buf_clear(&r->kept[i].json);
			r->kept[i].level = level;
			scan_raw(r->s, &r->kept[i].json);
			return;
		}
	}
	scan_skip(r->s);
}

static void walk(struct json_reader *r, size_t i);

static void
walk_members(struct json_reader *r, size_t i)
{
	const struct path_step *step = &r->steps[i];
	const char *key;
	size_t len;

	scan_object(r->s);
	kept_forget(r, i);
	while (scan_member(r->s, &key, &len)) {
		if (!step->key) {
			buf_clear(&r->keys[i]);
			raw_text_add(&r->keys[i], key, len);
			r->named[i] = true;
			walk(r, i + 1);
		} else if (name_is(step->key, key, len)) {
			walk(r, i + 1);
		} else {
			beside_read(r, i, key, len);
		}
	}
	r->named[i] = false;
}

/* Go on to the rows by step I, from the value that is next. */
static void
walk(struct json_reader *r, size_t i)
{
	enum scan_type type;

	if (i == r->nsteps) {
		row_read(r);
		return;
	}
	type = scan_type(r->s);
	if (type == SCAN_ARRAY && !r->steps[i].key) {
		for (scan_array(r->s); scan_element(r->s);)
			walk(r, i + 1);
	} else if (type == SCAN_OBJECT) {
		walk_members(r, i);
	} else {
		scan_skip(r->s);
	}
}

/* Put F where its JSON begins: behind a byte order mark, and behind the first AFTER. */
static void
begin_at(FILE *f, char after, const char *name)
{
	char head[PREFIX_MAX];
	ssize_t n = pread(fileno(f), head, sizeof head, 0);
	off_t start = 0;
	const char *found;

	if (n < 0)
		die("%s:", name);
	if (n == 0)
		die("%s: is empty: no benchmark ran, or its output went elsewhere", name);
	if (n >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0)
		start = 3;
	if (after && n > 0 && head[start] != '{' && head[start] != '[') {
		found = memchr(head, after, (size_t)n);
		if (found)
			start = found + 1 - head;
	}
	if (lseek(fileno(f), start, SEEK_SET) < 0)
		die("%s:", name);
}

void
import_json(const struct import_format *format, FILE *f, const char *name, struct raw_rows *rows)
{
	struct json_reader r = {.format = format, .rows = rows};

	steps_read(&r);
	begin_at(f, format->after, name);
	if (format->head.n)
		import_head_find(&format->head, f, name, &r.head);
	r.s = scanner_new(fileno(f), name);
	scan_not_finite(r.s);
	r.kept = xcalloc(format->keep.n + 1, sizeof *r.kept);
	while (scan_more(r.s))
		walk(&r, 0);
	if (r.found == 0)
		die("%s: there is nothing at '%s', where %s has its benchmarks", name,
		    format->rows ? format->rows : ".", format->name);
	for (size_t i = 0; i < format->keep.n; i++)
		buf_free(&r.kept[i].json);
	for (size_t i = 0; i < r.nsteps; i++) {
		free(r.steps[i].key);
		buf_free(&r.keys[i]);
	}
	free(r.kept);
	buf_free(&r.head);
	buf_free(&r.scratch);
	buf_free(&r.key);
	buf_free(&r.other);
	scanner_free(r.s);
}
