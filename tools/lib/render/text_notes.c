#include <stdlib.h>
#include <string.h>

#include "render/md_row_note.h"
#include "render/text.h"

enum { NAMES_OF_NOTE = 4, INDENT = 2 };

/* What is to be said of a row, the AT-th. */
struct row_note {
	char *text;
	size_t at;
};

/* What is to be said of R, which the caller frees, or NULL: nothing where all is as it should be,
 * and with ALL what is normal besides. */
static char *
note_of(const struct md_row *r, bool all)
{
	struct buf b = BUF_INIT;

	if (text_row_quiet(r) && !(all && r->reason))
		return NULL;
	if (r->waived)
		buf_printf(&b, "accepted: %s", r->waived);
	else if (r->reason && all)
		md_reason_set(&b, r, r->reason);
	else if (r->reason)
		md_reason_told(&b, r);
	else if (r->because)
		buf_str(&b, r->because);
	if (!b.len)
		buf_free(&b);
	return b.s;
}

static int
text_place_order(const void *a, const void *b)
{
	const struct row_note *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	return order ? order : x->at < y->at ? -1 : x->at > y->at;
}

static int
place_order(const void *a, const void *b)
{
	const struct row_note *const *x = a, *const *y = b;

	return (*x)->at < (*y)->at ? -1 : (*x)->at > (*y)->at;
}

/* The N notes at NOTE, which say the same. */
static void
note_add(struct buf *b, const struct row_note *note, size_t n, const struct md_row *const *rows,
    const struct text_style *style)
{
	struct buf line = BUF_INIT;

	for (size_t i = 0; i < n && i < NAMES_OF_NOTE; i++) {
		buf_str(&line, i ? ", " : "");
		text_row_name(&line, rows[note[i].at]);
	}
	if (n > NAMES_OF_NOTE)
		buf_printf(&line, " and %zu more", n - NAMES_OF_NOTE);
	buf_printf(&line, ": %s", note->text);
	text_wrapped(b, style, INDENT, line.s);
	buf_char(b, '\n');
	buf_free(&line);
}

void
text_notes(struct buf *b, const struct md_row *const *rows, size_t n, bool all,
    const struct text_style *style)
{
	struct row_note *notes = xcalloc(n + 1, sizeof *notes);
	const struct row_note **firsts = xcalloc(n + 1, sizeof *firsts);
	size_t count = 0, groups = 0;

	for (size_t i = 0; i < n; i++) {
		notes[count].at = i;
		notes[count].text = note_of(rows[i], all);
		count += notes[count].text != NULL;
	}
	/* those that say the same side by side, and these in the order of their first rows */
	qsort(notes, count, sizeof *notes, text_place_order);
	for (size_t i = 0; i < count; i++)
		if (!i || strcmp(notes[i].text, notes[i - 1].text) != 0)
			firsts[groups++] = &notes[i];
	qsort(firsts, groups, sizeof *firsts, place_order);
	for (size_t i = 0; i < groups; i++) {
		size_t same = 1;

		while (firsts[i] + same < notes + count &&
		       strcmp(firsts[i][same].text, firsts[i]->text) == 0)
			same++;
		note_add(b, firsts[i], same, rows, style);
	}
	if (groups)
		buf_char(b, '\n');
	for (size_t i = 0; i < count; i++)
		free(notes[i].text);
	free(notes);
	free(firsts);
}
