#include "json/json_members.h"

#include <stdlib.h>
#include <string.h>

#include "json/json_writer.h"

enum { UNKNOWN_MAX = 1 << 20 };

/* Both are in the text: offsets, since it moves. */
struct unknown_member {
	size_t key, value, len;
	const char *name; /* of the key, once the text is whole */
	struct scan_mark mark;
};

static void
keep_unknown(struct members *m, struct scanner *s, const char *key, size_t len)
{
	struct unknown_member *u;

	if (m->nunknown == UNKNOWN_MAX)
		scan_die(s, "more than %d unknown members", UNKNOWN_MAX);
	m->unknown = xgrow(m->unknown, m->nunknown, &m->cap, sizeof *m->unknown);
	u = &m->unknown[m->nunknown++];
	u->mark = scan_mark(s);
	u->key = m->text.len;
	buf_add(&m->text, key, len);
	buf_char(&m->text, '\0');
	u->value = m->text.len;
	scan_raw(s, &m->text);
	u->len = m->text.len - u->value;
}

int
members_next(struct members *m, struct scanner *s, enum scan_type *type)
{
	const char *key;
	size_t len;
	int i;

	/* Canonical files have the keys in the table's order. */
	while (scan_member_of(s, m->table, m->count, m->expected, &i, &key, &len)) {
		if (i < 0) {
			keep_unknown(m, s, key, len);
			continue;
		}
		if (m->seen & UINT64_C(1) << i)
			scan_die(s, "'%s' is given twice", m->table[i].s);
		m->seen |= UINT64_C(1) << i;
		m->expected = (unsigned)i + 1;
		*type = scan_type(s);
		if (*type == SCAN_NULL) {
			scan_null(s);
			continue;
		}
		return i;
	}
	return -1;
}

void
members_skip_plain(struct members *m, struct scanner *s, unsigned from, unsigned to, bool number)
{
	for (; from < to && scan_skip_plain(s, &m->table[from], number); from++) {
		if (m->seen & UINT64_C(1) << from)
			scan_die(s, "'%s' is given twice", m->table[from].s);
		m->seen |= UINT64_C(1) << from;
		m->expected = from + 1;
	}
}

bool
members_has_unknown(const struct members *m, const char *key)
{
	for (size_t i = 0; i < m->nunknown; i++)
		if (strcmp(m->text.s + m->unknown[i].key, key) == 0)
			return true;
	return false;
}

static int
member_order(const void *a, const void *b)
{
	const struct unknown_member *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order ? order : (x->key > y->key) - (x->key < y->key);
}

char *
members_end(struct members *m, struct scanner *s)
{
	struct json_writer *w;
	char *text;

	if (m->nunknown == 0)
		return NULL;
	for (size_t i = 0; i < m->nunknown; i++)
		m->unknown[i].name = m->text.s + m->unknown[i].key;
	qsort(m->unknown, m->nunknown, sizeof *m->unknown, member_order);
	w = json_writer_new(NULL);
	json_object_begin(w, NULL);
	for (size_t i = 0; i < m->nunknown; i++) {
		const struct unknown_member *u = &m->unknown[i];

		if (i && strcmp(u[-1].name, u->name) == 0)
			scan_die_at(s, u->mark, "'%s' is given twice", u->name);
		json_raw(w, u->name, m->text.s + u->value, u->len);
	}
	json_object_end(w);
	text = json_writer_take(w);
	members_free(m);
	return text;
}

void
members_free(struct members *m)
{
	free(m->unknown);
	m->unknown = NULL;
	m->nunknown = m->cap = 0;
	buf_free(&m->text);
}
