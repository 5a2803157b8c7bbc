#include "base/text_layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/text_cut.h"
#include "base/text_fold.h"
#include "base/text_width.h"

enum { PREFIX_LEAST = 4, STACKS_MOST = 6 };

/* What a reader pays for a row: most for its lines. */
enum {
	PRICE_LINE = 4,
	PRICE_FURTHER = 2,
	PRICE_STACKED = 1,
	PRICE_LEFT = 2, /* more, where the eye has to go back for it */
	PRICE_BROKEN = 6,
	PRICE_CUT = 12
};

/* How many columns more a cut name fills without UTF-8, where both its dots are spelled. */
static size_t
mark_longer(const struct text_table *t)
{
	return t->style->unicode ? 0 : 4;
}

size_t
text_layout_cut(const struct text_table *t)
{
	return TEXT_CUT_LEAST + mark_longer(t);
}

const char *
text_layout_cell(const struct text_table *t, const struct text_slot *slots, size_t row, size_t i)
{
	return t->cells[row * t->ncolumns + i].text + slots[i].prefix;
}

size_t
text_table_rows(const struct text_table *t)
{
	return t->ncolumns ? t->n / t->ncolumns : 0;
}

bool
text_slot_shown(const struct text_slot *slot)
{
	return slot->widest && !slot->once && !slot->out;
}

bool
text_layout_right(const struct text_table *t, const struct text_slot *slots, size_t i)
{
	return t->columns[i].right && t->columns[slots[i].host].right;
}

size_t
text_layout_inset(const struct text_table *t, const struct text_slot *slots, size_t i)
{
	return slots[i].host != i && !t->columns[slots[i].host].right ? TEXT_LAYOUT_INDENT : 0;
}

size_t
text_layout_indent(const struct text_table *t, const struct text_slot *slots, size_t i)
{
	return text_layout_right(t, slots, i) ? 0 : TEXT_LAYOUT_INDENT;
}

void
text_layout_fitted(const struct text_table *t, const struct text_slot *slots, size_t i,
    const char *text, size_t width, struct buf *b)
{
	size_t indent = text_layout_indent(t, slots, i), most = width, broken;
	const struct text_column *c = &t->columns[i];
	struct buf cut = BUF_INIT;

	buf_str(b, text);
	if (!(c->line && text_columns(text) > width && width >= text_layout_cut(t)) &&
	    !(c->name && text_fold_count(text, width, indent, &broken) > TEXT_TABLE_LINES))
		return;
	if (c->name)
		most += (TEXT_TABLE_LINES - 1) * (width - indent);
	do {
		buf_clear(&cut);
		buf_clear(b);
		text_cut_add(&cut, text, most - mark_longer(t));
		text_plain(b, t->style, cut.s);
		most--;
	} while (c->name && most >= text_layout_cut(t) &&
		 text_fold_count(b->s, width, indent, &broken) > TEXT_TABLE_LINES);
	buf_free(&cut);
}

/* The lines of one cell, and what else it costs, added to *PRICE. */
static size_t
cell_lines(
    const struct text_table *t, const struct text_slot *slots, size_t row, size_t i, size_t *price)
{
	const struct text_column *c = &t->columns[i];
	const char *text = text_layout_cell(t, slots, row, i);
	size_t width = slots[slots[i].host].width - text_layout_inset(t, slots, i);
	size_t lines = 1, broken = 0;

	if (!*text)
		return 0;
	if ((c->name || c->text) && text_columns(text) > width)
		lines = text_fold_count(text, width, text_layout_indent(t, slots, i), &broken);
	if (c->name && lines > TEXT_TABLE_LINES) {
		lines = TEXT_TABLE_LINES;
		*price += PRICE_CUT;
	}
	*price += PRICE_FURTHER * (lines - 1) + PRICE_BROKEN * broken +
		  (slots[i].host != i ? PRICE_STACKED : 0) + (i < slots[i].host ? PRICE_LEFT : 0);
	return lines;
}

/* The lines of column I in the head, added to *LINES. */
static void
title_lines(const struct text_table *t, const struct text_slot *slots, size_t i, size_t *lines)
{
	size_t width = slots[slots[i].host].width - text_layout_inset(t, slots, i), broken;

	*lines += text_fold_count(t->titles[i], width, 0, &broken);
}

static size_t
layout_price(const struct text_table *t, const struct text_slot *slots)
{
	size_t *lines = xcalloc(t->ncolumns, sizeof *lines), price = 0;

	for (size_t row = 0; row <= text_table_rows(t); row++) {
		size_t most = 0;

		memset(lines, 0, t->ncolumns * sizeof *lines);
		for (size_t i = 0; i < t->ncolumns; i++) {
			size_t *of = &lines[slots[i].host];

			if (!text_slot_shown(&slots[i]))
				continue;
			if (row)
				*of += cell_lines(t, slots, row - 1, i, &price);
			else
				title_lines(t, slots, i, of);
			most = *of > most ? *of : most;
		}
		price += PRICE_LINE * most;
	}
	free(lines);
	return price;
}

/* The bytes up to a '/' that all cells of column I begin with and have more behind; 0: few. */
static size_t
prefix_find(const struct text_table *t, size_t i)
{
	const char *first = t->cells[i].text;
	size_t common = strlen(first);

	for (size_t k = i; k < t->n; k += t->ncolumns) {
		const char *text = t->cells[k].text;
		size_t n = 0;

		while (n < common && text[n] == first[n])
			n++;
		common = n && !text[n] ? n - 1 : n;
	}
	while (common && first[common - 1] != '/')
		common--;
	return common < PREFIX_LEAST ? 0 : common;
}

/* Say once what all rows have in common. */
static void
common_find(const struct text_table *t, struct text_slot *slots, bool names)
{
	for (size_t i = 0; i < t->ncolumns && t->n > t->ncolumns; i++) {
		bool same = t->columns[i].once && *t->cells[i].text;

		for (size_t k = i; k < t->n && same; k += t->ncolumns)
			same = strcmp(t->cells[k].text, t->cells[i].text) == 0;
		slots[i].once = same;
		if (names && t->columns[i].name && !t->columns[i].right)
			slots[i].prefix = prefix_find(t, i);
	}
	text_layout_widest(t, slots);
}

/* Put the columns of STACKED, bits in the order of those that may be, under others; false: there is
 * nothing to be under. */
static bool
stacks_set(const struct text_table *t, struct text_slot *slots, unsigned stacked)
{
	for (size_t i = 0, bit = 0; i < t->ncolumns; i++) {
		slots[i].host = i;
		if (!t->columns[i].under || bit == STACKS_MOST)
			continue;
		if (stacked & 1U << bit++)
			slots[i].host = (size_t)t->columns[i].under - 1;
	}
	for (size_t i = 0; i < t->ncolumns; i++) {
		const struct text_slot *host = &slots[slots[i].host];

		if (slots[i].host != i && (!text_slot_shown(&slots[i]) || !text_slot_shown(host) ||
					      slots[slots[i].host].host != slots[i].host))
			return false;
	}
	return true;
}

/* Choose which columns stand under others; false: no way fits. */
static bool
stacks_choose(const struct text_table *t, struct text_slot *slots)
{
	size_t stacks = 0, best = SIZE_MAX;
	unsigned chosen = 0;

	for (size_t i = 0; i < t->ncolumns; i++)
		stacks += t->columns[i].under && stacks < STACKS_MOST;
	for (unsigned stacked = 0; stacked < 1U << stacks; stacked++) {
		size_t price;

		if (!stacks_set(t, slots, stacked) || !text_layout_share(t, slots, true))
			continue;
		price = layout_price(t, slots);
		if (price < best) {
			best = price;
			chosen = stacked;
		}
	}
	stacks_set(t, slots, chosen);
	return best < SIZE_MAX && text_layout_share(t, slots, true);
}

/* Leave out the column that can be spared best; false: none can. */
static bool
spare_out(const struct text_table *t, struct text_slot *slots)
{
	struct text_slot *best = NULL;
	int most = 0;

	for (size_t i = 0; i < t->ncolumns; i++)
		if (text_slot_shown(&slots[i]) && t->columns[i].spare > most) {
			most = t->columns[i].spare;
			best = &slots[i];
		}
	if (best)
		best->out = true;
	return best;
}

struct text_slot *
text_layout_new(const struct text_table *t)
{
	struct text_slot *slots = xcalloc(t->ncolumns, sizeof *slots);
	bool fits = true;

	stacks_set(t, slots, 0);
	text_layout_widest(t, slots);
	if (text_layout_all(t, slots))
		return slots;
	common_find(t, slots, false);
	if (text_layout_all(t, slots))
		return slots;
	common_find(t, slots, true);
	if (text_layout_all(t, slots))
		return slots;
	while (!stacks_choose(t, slots) && fits)
		fits = spare_out(t, slots);
	if (fits)
		return slots;
	free(slots);
	return NULL;
}
