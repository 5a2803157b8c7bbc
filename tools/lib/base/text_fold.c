#include "base/text_fold.h"

#include <string.h>

#include "base/text_width.h"

enum { CHARACTER_MOST = 64 }; /* bytes, with all that joins it */

enum fold_kind { FOLD_NONE, FOLD_WEAK, FOLD_STRONG, FOLD_KINDS };

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (unsigned char)c >= 0x80;
}

/* How well the first AT bytes of S, of which there are more, end a line. */
static enum fold_kind
fold_kind_at(const char *s, size_t at)
{
	char last = s[at - 1];

	if (s[at] == ' ' || last == ' ' || last == '/' || last == ',')
		return FOLD_STRONG;
	if (last == '=' || last == '_' || last == ':' || last == ';')
		return FOLD_WEAK;
	/* not the sign of a number, nor an option */
	return last == '-' && at > 1 && is_letter(s[at - 2]) ? FOLD_WEAK : FOLD_NONE;
}

struct text_fold
text_fold_first(const char *s, size_t width)
{
	size_t at = 0, used = 0, columns;
	struct {
		size_t at, used;
	} last[FOLD_KINDS] = {{0, 0}};
	struct text_fold fold = {0, 0, false};
	bool begun = false;

	while (s[at]) {
		size_t n = text_cluster(s + at, strnlen(s + at, CHARACTER_MOST), &columns);

		if (at && used + columns > width)
			break;
		at += n;
		used += columns;
		begun = begun || s[at - 1] != ' ';
		if (s[at] && begun) {
			enum fold_kind kind = fold_kind_at(s, at);

			last[kind].at = at;
			last[kind].used = used;
		}
	}
	fold.len = fold.next = at;
	if (!s[at])
		return fold;
	/* A line that is nearly empty is no better than a break in a worse place. */
	if (last[FOLD_STRONG].at && last[FOLD_STRONG].used >= width / 2)
		at = last[FOLD_STRONG].at;
	else if (last[FOLD_WEAK].at && last[FOLD_WEAK].used >= width / 3)
		at = last[FOLD_WEAK].at;
	else if (last[FOLD_STRONG].at)
		at = last[FOLD_STRONG].at;
	else if (last[FOLD_WEAK].at)
		at = last[FOLD_WEAK].at;
	else
		fold.broken = true;
	fold.len = fold.next = at;
	while (fold.len > 1 && s[fold.len - 1] == ' ')
		fold.len--;
	while (s[fold.next] == ' ')
		fold.next++;
	return fold;
}

size_t
text_fold_count(const char *s, size_t width, size_t indent, size_t *broken)
{
	size_t n = 0;

	*broken = 0;
	for (; *s; n++) {
		struct text_fold fold = text_fold_first(s, n ? width - indent : width);

		*broken += fold.broken;
		s += fold.next;
	}
	return n;
}
