#include "base/text_cut.h"

#include <string.h>

#include "base/hash.h"
#include "base/text_width.h"

#define ELLIPSIS "\xE2\x80\xA6"

enum { MARK_DIGITS = 6, MARK_COLUMNS = MARK_DIGITS + 2 };

/* Letters and digits that are hardly taken for each other: 30 bits of a hash of S. */
static void
mark_write(char *mark, const char *s)
{
	static const char digits[] = "0123456789abcdefghijkmnpqrstuvwx";
	uint64_t hash = hash_table_string(s);
	char *to = mark + strlen(ELLIPSIS);

	memcpy(mark, ELLIPSIS, sizeof ELLIPSIS);
	for (int i = 0; i < MARK_DIGITS; i++, hash >>= 5)
		*to++ = digits[hash & 31];
	memcpy(to, ELLIPSIS, strlen(ELLIPSIS) + 1);
}

void
text_cut_middle(const char *s, size_t max, struct text_cut *cut)
{
	size_t len = strlen(s), all = text_columns(s), used = 0, columns;
	size_t room = max - MARK_COLUMNS, tail = room / 2, head = room - tail;

	*cut = (struct text_cut){.head = len, .tail = len};
	if (all <= max)
		return;
	cut->head = 0;
	mark_write(cut->mark, s);
	for (size_t at = 0; at < len && all - used > tail; used += columns) {
		at += text_cluster(s + at, len - at, &columns);
		if (used + columns <= head)
			cut->head = at;
		cut->tail = at;
	}
}

void
text_cut_add(struct buf *b, const char *s, size_t max)
{
	struct text_cut cut;

	text_cut_middle(s, max, &cut);
	buf_add(b, s, cut.head);
	buf_str(b, cut.mark);
	buf_str(b, s + cut.tail);
}
