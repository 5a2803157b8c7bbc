#include <string.h>

#include "base/buf.h"
#include "comparison/comparison_row.h"

static bool
has_machine(const struct entry *e, size_t n, const char *fingerprint)
{
	for (size_t i = 0; i < n; i++)
		if (e->sessions[i].fingerprint &&
		    strcmp(e->sessions[i].fingerprint, fingerprint) == 0)
			return true;
	return false;
}

const struct word *
machines_of_entry(struct word_set *words, const struct entry *e)
{
	struct buf b = BUF_INIT;
	const struct word *word = NULL;
	bool unnamed = false, named = false;

	for (size_t i = 0; e && i < e->nsessions; i++) {
		const char *fingerprint = e->sessions[i].fingerprint;

		unnamed |= !fingerprint;
		if (!fingerprint || has_machine(e, i, fingerprint))
			continue;
		buf_printf(&b, "%s%s", named ? " " : "", fingerprint);
		named = true;
	}
	if (named) {
		buf_str(&b, unnamed ? " *" : "");
		word = intern_word(words, b.s);
	}
	buf_free(&b);
	return word;
}

const struct word *
sessions_of_entry(struct word_set *words, const struct entry *e)
{
	struct buf b = BUF_INIT;
	const struct word *word = NULL;

	for (size_t i = 0; e && i < e->nsessions; i++)
		if (e->sessions[i].id && *e->sessions[i].id)
			buf_printf(&b, "%s%s", b.len ? " " : "", e->sessions[i].id);
	if (b.len)
		word = intern_word(words, b.s);
	buf_free(&b);
	return word;
}

bool
sessions_shared(const struct word *a, const struct word *b)
{
	const char *s = a ? a->text : "";

	while (b && *s) {
		size_t n = strcspn(s, " ");

		for (const char *t = b->text; *t; t += strcspn(t, " "), t += *t == ' ')
			if (strcspn(t, " ") == n && strncmp(s, t, n) == 0)
				return true;
		s += n;
		s += *s == ' ';
	}
	return false;
}

bool
row_across(const struct row *r)
{
	bool several = false;

	if (r->effect.method == METHOD_COUNT)
		return true;
	for (int side = 0; side < 2; side++)
		several |= r->at->machine[side] && strchr(r->at->machine[side]->text, ' ');
	return several && r->effect.method == METHOD_SESSIONS;
}

enum machines
machines_compare(const struct row_case *at, const struct results_head *baseline,
    const struct results_head *current)
{
	const char *a = at && at->machine[0] ? at->machine[0]->text : baseline->fingerprint;
	const char *b = at && at->machine[1] ? at->machine[1]->text : current->fingerprint;

	if (at && (!at->in_baseline || !at->in_current))
		return MACHINES_SAME;
	if (!a || !b || !*a || !*b)
		return MACHINES_UNKNOWN;
	/* Samples of several machines in one are like nothing else. */
	if (strchr(a, ' ') || strchr(b, ' '))
		return MACHINES_DIFFERENT;
	return strcmp(a, b) == 0 ? MACHINES_SAME : MACHINES_DIFFERENT;
}
