#include "import/line_fields.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"

void
line_fields_clear(struct line_fields *f)
{
	f->n = f->bytes = 0;
}

void
line_fields_free(struct line_fields *f)
{
	for (size_t i = 0; i < f->cap; i++)
		buf_free(&f->at[i].text);
	free(f->at);
}

/* Add the LEN bytes of S to TEXT, lines, unless they are one of these already. */
static void
line_note(struct buf *text, const char *s, size_t len)
{
	for (const char *p = text->s; p && *p; p += *p == '\n') {
		size_t n = strcspn(p, "\n");

		if (n == len && memcmp(p, s, len) == 0)
			return;
		p += n;
	}
	if (text->s && text->len)
		buf_char(text, '\n');
	buf_add(text, s, len);
}

bool
line_fields_put(struct line_fields *f, const struct import_field *field, const char *s, size_t len,
    enum line_put kind)
{
	struct line_field *to = NULL;
	bool fresh;

	for (size_t i = 0; i < f->n; i++)
		if (field->kind == IMPORT_TEXT && strcmp(f->at[i].field->name, field->name) == 0)
			to = &f->at[i];
	if (to && kind == PUT_FIRST)
		return true;
	fresh = !to;
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
	if (f->bytes > LINE_FIELDS_MOST)
		return false;
	to->field = field;
	if (kind != PUT_ALL || fresh)
		buf_clear(&to->text);
	if (kind == PUT_ALL)
		line_note(&to->text, s, len);
	else
		buf_add(&to->text, s, len);
	return true;
}

static bool
texts_equal(const struct buf *a, const struct buf *b)
{
	return a->len == b->len && (a->len == 0 || memcmp(a->s, b->s, a->len) == 0);
}

bool
line_fields_alike(const struct line_fields *x, const struct line_fields *y)
{
	if (x->n != y->n)
		return false;
	for (size_t i = 0; i < x->n; i++) {
		const struct line_field *a = &x->at[i], *b = &y->at[i];
		bool text = a->field->kind == IMPORT_TEXT || a->field->kind == IMPORT_KEY;

		if (strcmp(a->field->name, b->field->name) != 0 ||
		    a->field->kind != b->field->kind || (text && !texts_equal(&a->text, &b->text)))
			return false;
	}
	return true;
}
