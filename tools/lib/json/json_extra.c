#include "json/json_extra.h"

#include <stdlib.h>
#include <string.h>

#include "json/json_scanner.h"

/* The members of an object, one after the other. */
struct cursor {
	struct scanner *s;
	struct buf key, value;
};

static bool
cursor_next(struct cursor *c)
{
	const char *name;
	size_t len;

	if (!c->s)
		return false;
	if (!scan_member(c->s, &name, &len)) {
		scanner_free(c->s);
		c->s = NULL;
		return false;
	}
	buf_clear(&c->key);
	buf_add(&c->key, name, len);
	buf_clear(&c->value);
	scan_raw(c->s, &c->value);
	return true;
}

static bool
cursor_start(struct cursor *c, const char *text)
{
	memset(c, 0, sizeof *c);
	if (!text)
		return false;
	c->s = scanner_of_text(text, strlen(text), "unknown members");
	scan_type(c->s);
	scan_object(c->s);
	return cursor_next(c);
}

static void
cursor_free(struct cursor *c)
{
	scanner_free(c->s);
	buf_free(&c->key);
	buf_free(&c->value);
}

void
extra_write(struct json_writer *w, const char *extra)
{
	struct cursor c;

	for (bool more = cursor_start(&c, extra); more; more = cursor_next(&c))
		json_raw(w, c.key.s, c.value.s, c.value.len);
	cursor_free(&c);
}

char *
extra_member(const char *extra, const char *key)
{
	struct cursor c;
	char *value = NULL;

	for (bool more = cursor_start(&c, extra); more && !value; more = cursor_next(&c))
		if (strcmp(c.key.s, key) == 0)
			value = xstrdup(c.value.s);
	cursor_free(&c);
	return value;
}

char *
extra_without(const char *extra, const char *key)
{
	struct json_writer *w = json_writer_new(NULL);
	struct cursor c;
	size_t n = 0;
	char *text;

	json_object_begin(w, NULL);
	for (bool more = cursor_start(&c, extra); more; more = cursor_next(&c))
		if (strcmp(c.key.s, key) != 0) {
			json_raw(w, c.key.s, c.value.s, c.value.len);
			n++;
		}
	json_object_end(w);
	cursor_free(&c);
	text = json_writer_take(w);
	if (n > 0)
		return text;
	free(text);
	return NULL;
}

char *
extra_join(const char *a, const char *b)
{
	struct json_writer *w;
	struct cursor x, y;
	bool more_x, more_y;
	char *text;

	if (!a || !b || strcmp(a, b) == 0)
		return a ? xstrdup(a) : b ? xstrdup(b) : NULL;
	w = json_writer_new(NULL);
	more_x = cursor_start(&x, a);
	more_y = cursor_start(&y, b);
	json_object_begin(w, NULL);
	while (more_x || more_y) {
		int order = !more_x ? 1 : !more_y ? -1 : strcmp(x.key.s, y.key.s);
		bool take_x = order < 0 || (order == 0 && strcmp(x.value.s, y.value.s) >= 0);
		struct cursor *c = take_x ? &x : &y;

		json_raw(w, c->key.s, c->value.s, c->value.len);
		if (order <= 0)
			more_x = cursor_next(&x);
		if (order >= 0)
			more_y = cursor_next(&y);
	}
	json_object_end(w);
	text = json_writer_take(w);
	cursor_free(&x);
	cursor_free(&y);
	return text;
}
