#include <stdlib.h>
#include <string.h>

#include "base/text_cut.h"
#include "base/text_layout.h"
#include "base/text_width.h"

enum { NAME_LEAST = 16 };

void
text_layout_widest(const struct text_table *t, struct text_slot *slots)
{
	for (size_t i = 0; i < t->ncolumns; i++) {
		slots[i].widest = 0;
		for (size_t row = 0; row < text_table_rows(t); row++) {
			size_t columns = slots[i].prefix
					     ? text_columns(text_layout_cell(t, slots, row, i))
					     : t->cells[row * t->ncolumns + i].columns;

			if (columns > slots[i].widest)
				slots[i].widest = columns;
		}
		if (t->columns[i].most && slots[i].widest > t->columns[i].most)
			slots[i].widest = t->columns[i].most;
	}
}

/* The columns of a title; BRIEF: of its longest word. */
static size_t
title_width(const char *title, bool brief)
{
	size_t widest = 0;
	char *words, *rest;

	if (!brief)
		return text_columns(title);
	words = xstrdup(title);
	for (char *word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
		size_t columns = text_columns(word);

		widest = columns > widest ? columns : widest;
	}
	free(words);
	return widest;
}

/* Between how many columns the place of H has, and whether there is one. */
static bool
place_range(const struct text_table *t, const struct text_slot *slots, size_t h, bool brief,
    size_t *least, size_t *most)
{
	*least = *most = 0;
	if (!text_slot_shown(&slots[h]) || slots[h].host != h)
		return false;
	for (size_t i = 0; i < t->ncolumns; i++) {
		const struct text_column *c = &t->columns[i];
		size_t inset = text_layout_inset(t, slots, i), title, all = slots[i].widest, some;

		if (!text_slot_shown(&slots[i]) || slots[i].host != h)
			continue;
		title = title_width(t->titles[i], brief);
		some = (c->name || c->text) ? NAME_LEAST : c->line ? text_layout_cut(t) : all;
		some = some < all ? some : all;
		some = (some > title ? some : title) + inset;
		all = (all > title ? all : title) + inset;
		*least = *least > some ? *least : some;
		*most = *most > all ? *most : all;
	}
	return true;
}

/* The sum of the places, each with at least LEAST and at most MOST columns, and SHARE between. */
static size_t
share_sum(const struct text_slot *slots, size_t n, size_t share)
{
	size_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += slots[i].most < share    ? slots[i].most
		       : slots[i].least > share ? slots[i].least
						: share;
	return sum;
}

bool
text_layout_share(const struct text_table *t, struct text_slot *slots, bool brief)
{
	size_t n = t->ncolumns, places = 0, room = t->style->columns, low = 0, high, left;

	for (size_t i = 0; i < n; i++)
		places += place_range(t, slots, i, brief, &slots[i].least, &slots[i].most);
	if (places && room < TEXT_LAYOUT_GAP * (places - 1))
		return false;
	room -= places ? TEXT_LAYOUT_GAP * (places - 1) : 0;
	if (share_sum(slots, n, 0) > room)
		return false;
	for (high = room; low < high;) {
		size_t middle = low + (high - low + 1) / 2;

		if (share_sum(slots, n, middle) <= room)
			low = middle;
		else
			high = middle - 1;
	}
	left = room - share_sum(slots, n, low);
	for (size_t i = 0; i < n; i++) {
		struct text_slot *s = &slots[i];
		size_t more;

		s->width = s->most < low ? s->most : s->least > low ? s->least : low;
		more = s->most - s->width < left ? s->most - s->width : left;
		s->width += more;
		left -= more;
	}
	return true;
}

bool
text_layout_all(const struct text_table *t, struct text_slot *slots)
{
	if (!text_layout_share(t, slots, false))
		return false;
	for (size_t i = 0; i < t->ncolumns; i++)
		if (slots[i].width < slots[i].most)
			return false;
	return true;
}
