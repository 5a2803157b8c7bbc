#include "merge/environment_join.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "json/json_scanner.h"
#include "json/json_writer.h"

/* Values as JSON text. */
struct differing_values {
	char **at;
	size_t n, cap;
};

struct environment_join {
	char *base; /* without the four below */
	struct differing_values warnings, commits;
	char *variants; /* NULL: none */
	bool dirty;
};

/* Takes VALUE. */
static void
values_take(struct differing_values *v, char *value)
{
	v->at = xgrow(v->at, v->n, &v->cap, sizeof *v->at);
	v->at[v->n++] = value;
}

static int
value_order(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorted, each once. */
static void
values_settle(struct differing_values *v)
{
	size_t n = 0;

	if (v->n > 1)
		qsort(v->at, v->n, sizeof *v->at, value_order);
	for (size_t i = 0; i < v->n; i++)
		if (n > 0 && strcmp(v->at[n - 1], v->at[i]) == 0)
			free(v->at[i]);
		else
			v->at[n++] = v->at[i];
	v->n = n;
}

static void
values_add(struct differing_values *v, const struct differing_values *from)
{
	for (size_t i = 0; i < from->n; i++)
		values_take(v, xstrdup(from->at[i]));
	values_settle(v);
}

static void
values_free(struct differing_values *v)
{
	for (size_t i = 0; i < v->n; i++)
		free(v->at[i]);
	free(v->at);
}

static void
values_write(const struct differing_values *v, struct json_writer *w, const char *key)
{
	json_array_begin(w, key);
	for (size_t i = 0; i < v->n; i++)
		json_raw(w, NULL, v->at[i], strlen(v->at[i]));
	json_array_end(w);
}

static char *
take_raw(struct scanner *s)
{
	struct buf b = BUF_INIT;

	scan_raw(s, &b);
	return buf_take(&b);
}

/* The elements of an array; another value but null counts as one. */
static void
values_read(struct differing_values *v, struct scanner *s)
{
	enum scan_type type = scan_type(s);

	if (type == SCAN_NULL) {
		scan_null(s);
	} else if (type != SCAN_ARRAY) {
		values_take(v, take_raw(s));
	} else {
		scan_array(s);
		while (scan_element(s)) {
			scan_type(s);
			values_take(v, take_raw(s));
		}
	}
}

/* One member: into E, or as it is into W. */
static void
member_read(struct environment_join *e, struct scanner *s, const char *key, struct json_writer *w)
{
	char *value;

	if (strcmp(key, "warnings") == 0) {
		values_read(&e->warnings, s);
	} else if (strcmp(key, "git_commits") == 0) {
		values_read(&e->commits, s);
	} else if (strcmp(key, "variants") == 0 && !e->variants) {
		scan_type(s);
		e->variants = take_raw(s);
	} else {
		scan_type(s);
		value = take_raw(s);
		if (strcmp(key, "git_dirty") == 0)
			e->dirty = strcmp(value, "false") != 0 && strcmp(value, "null") != 0;
		else
			json_raw(w, key, value, strlen(value));
		if (strcmp(key, "git_commit") == 0)
			values_take(&e->commits, xstrdup(value));
		free(value);
	}
}

struct environment_join *
environment_join_new(const char *text, const char *name)
{
	struct environment_join *e = xcalloc(1, sizeof *e);
	struct scanner *s = scanner_of_text(text, strlen(text), name);
	struct json_writer *w = json_writer_new(NULL);
	const char *at;
	size_t len;

	json_object_begin(w, NULL);
	scan_type(s);
	scan_object(s);
	while (scan_member(s, &at, &len)) {
		char *key = xstrndup(at, len);

		member_read(e, s, key, w);
		free(key);
	}
	json_object_end(w);
	e->base = xstrdup(json_writer_text(w));
	/* Sessions of no known commit are not of that of the others. */
	if (!e->commits.n)
		values_take(&e->commits, xstrdup("null"));
	values_settle(&e->warnings);
	values_settle(&e->commits);
	json_writer_free(w);
	scanner_free(s);
	return e;
}

void
environment_join_free(struct environment_join *e)
{
	if (!e)
		return;
	free(e->base);
	free(e->variants);
	values_free(&e->warnings);
	values_free(&e->commits);
	free(e);
}

const char *
environment_join_base(const struct environment_join *e)
{
	return e->base;
}

bool
environment_join_add(struct environment_join *into, const struct environment_join *from)
{
	size_t most = into->commits.n > from->commits.n ? into->commits.n : from->commits.n;

	/* Of different commits none is that of a variant. */
	if ((into->variants || from->variants) &&
	    (!into->variants || !from->variants || strcmp(into->variants, from->variants) != 0)) {
		free(into->variants);
		into->variants = xstrdup("{}");
	}
	into->dirty = into->dirty || from->dirty;
	values_add(&into->warnings, &from->warnings);
	values_add(&into->commits, &from->commits);
	return into->commits.n > most;
}

static void
joined_write(const struct environment_join *e, struct json_writer *w)
{
	if (e->commits.n > 1)
		values_write(&e->commits, w, "git_commits");
	if (e->dirty)
		json_bool(w, "git_dirty", true);
	if (e->variants)
		json_raw(w, "variants", e->variants, strlen(e->variants));
	if (e->warnings.n)
		values_write(&e->warnings, w, "warnings");
}

char *
environment_join_text(const struct environment_join *e)
{
	struct scanner *s = scanner_of_text(e->base, strlen(e->base), "environment");
	struct json_writer *w = json_writer_new(NULL);
	bool written = false;
	const char *at;
	size_t len;
	char *text;

	json_object_begin(w, NULL);
	scan_type(s);
	scan_object(s);
	while (scan_member(s, &at, &len)) {
		char *key = xstrndup(at, len), *value;

		/* Where bench-run writes them. */
		if (!written && strcmp(key, "fingerprint") == 0) {
			joined_write(e, w);
			written = true;
		}
		scan_type(s);
		value = take_raw(s);
		json_raw(w, key, value, strlen(value));
		free(value);
		free(key);
	}
	if (!written)
		joined_write(e, w);
	json_object_end(w);
	text = json_writer_take(w);
	scanner_free(s);
	return text;
}
