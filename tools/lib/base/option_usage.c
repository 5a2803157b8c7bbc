#include <stdio.h>
#include <string.h>

#include "base/option.h"
#include "base/util.h"

enum { LINE_MAX_ = 80, COLUMN_MAX = 32, LETTER_WIDTH = 6, GAP = 2 };

/* How wide "  -x, --name VALUE" is. */
static size_t
row_width(const struct option_row *row)
{
	return LETTER_WIDTH + strlen("--") + strlen(row->name) +
	       (row->value ? strlen(" ") + strlen(row->value) : 0);
}

/* Where the helps begin: behind the widest option that leaves them enough room. */
static size_t
help_column(const struct option_row *rows)
{
	size_t widest = 0;

	for (; rows->help; rows++)
		if (rows->name && !rows->hidden && row_width(rows) + GAP <= COLUMN_MAX &&
		    row_width(rows) > widest)
			widest = row_width(rows);
	return widest + GAP;
}

/* Print the words of TEXT; further lines begin at COLUMN, where F is now. */
static void
words_print(const char *text, size_t column, FILE *f)
{
	size_t at = column;

	while (*(text += strspn(text, " "))) {
		size_t len = strcspn(text, " ");

		if (at > column && at + 1 + len > LINE_MAX_) {
			fprintf(f, "\n%*s", (int)column, "");
			at = column;
		}
		at += (size_t)fprintf(f, "%s%.*s", at > column ? " " : "", (int)len, text);
		text += len;
	}
	fputc('\n', f);
}

static void
row_print(const struct option_row *row, size_t column, FILE *f)
{
	size_t width = row_width(row);
	char letter[] = {'-', (char)row->letter, ',', '\0'};

	fprintf(f, "  %-*s--%s%s%s", LETTER_WIDTH - 2, row->letter ? letter : "", row->name,
	    row->value ? " " : "", row->value ? row->value : "");
	if (width + GAP > column) {
		fputc('\n', f);
		width = 0;
	}
	fprintf(f, "%*s", (int)(column - width), "");
	words_print(row->help, column, f);
}

void
option_usage_print(const struct option_usage *usage, const struct option_row *rows, FILE *f)
{
	const char *form = usage->forms, *before = "usage:";
	size_t column = help_column(rows), len;

	for (;; form += len + 1, before = "      ") {
		len = strcspn(form, "\n");
		fprintf(f, "%s %s %.*s\n", before, program_name(), (int)len, form);
		if (!form[len])
			break;
	}
	words_print(usage->about, 0, f);
	fputc('\n', f);
	for (; rows->help; rows++)
		if (!rows->name)
			fprintf(f, "%s\n", rows->help);
		else if (!rows->hidden)
			row_print(rows, column, f);
}

void
option_list_print(const struct option_row *rows, FILE *f)
{
	for (; rows->help; rows++) {
		char letter[] = {'-', (char)rows->letter, '\0'};

		if (rows->name && !rows->hidden)
			fprintf(f, "%s\t--%s\t%s\t%s\t", rows->letter ? letter : "", rows->name,
			    rows->value ? rows->value : "", rows->help);
		if (!rows->name || rows->hidden)
			continue;
		for (const char *const *word = rows->words; word && *word; word++)
			fprintf(f, "%s%s", word == rows->words ? "" : " ", *word);
		fputc('\n', f);
	}
}
