#include "render/bisected.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantity.h"
#include "base/util.h"

/* A commit with a smaller chance, which nobody measured, is in no table. */
#define CHANCE_LEAST 0.01

/* Put what each probe showed to the commit that it measured; ROWS has one for each. */
static void
probes_note(struct bisected_row *rows, const struct json_at *root, const char *metric)
{
	struct json_at probes = json_member(root, "probes");

	for (size_t i = 0; i < json_length(&probes); i++) {
		struct json_at probe = json_element(&probes, i), ci = json_member(&probe, "ci");
		struct bisected_row *row = &rows[json_count_or(&probe, "at", 1)];
		const char *aside = json_string_or(&probe, "set_aside", NULL);

		/* The instructions of a hunt by time were tried once: they are another metric. */
		if (aside || strcmp(json_string_of(&probe, "metric"), metric) != 0) {
			row->note = aside ? aside : row->note;
			continue;
		}
		row->pairs += json_count_or(&probe, "pairs", 0);
		row->change = json_number_or(&probe, "change", NAN);
		row->low = row->high = NAN;
		if (json_length(&ci) == 2) {
			struct json_at low = json_element(&ci, 0), high = json_element(&ci, 1);

			row->low = json_as_number(&low);
			row->high = json_as_number(&high);
		}
	}
}

static void
rows_fill(struct bisected *b, const struct json_at *root)
{
	const struct hunt_state *s = &b->bisection.state;
	struct json_at commits = json_member(root, "commits");
	size_t n = b->bisection.hunt.n + 1;

	for (size_t i = 0; i < n; i++) {
		struct json_at one = json_element(&commits, i);

		b->rows[i] = (struct bisected_row){.at = i, .change = NAN, .low = NAN, .high = NAN};
		b->rows[i].commit = json_string_of(&one, "commit");
		b->rows[i].subject = json_string_or(&one, "subject", "");
		b->rows[i].chance = i ? b->bisection.posterior[i] : 0;
		b->rows[i].found = s->answer == HUNT_FOUND && i >= s->first && i <= s->last;
	}
	probes_note(b->rows, root, b->metric);
	for (size_t i = 0; i < n; i++) {
		struct json_at one = json_element(&commits, i);
		struct bisected_row *row = &b->rows[i];

		row->note = json_string_or(&one, "skip", row->note);
		if (row->pairs || row->note || row->found || row->chance >= CHANCE_LEAST)
			b->rows[b->nrows++] = *row;
	}
}

struct bisected *
bisected_load(FILE *f, const char *name)
{
	struct bisected *b = xcalloc(1, sizeof *b);
	struct json_at root, row;

	bisection_take(&b->bisection, json_document_read(f, name, NULL));
	root = json_root(b->bisection.document);
	row = json_member(&root, "row");
	b->id = json_string_of(&row, "id");
	b->metric = json_string_of(&row, "metric");
	b->words = bisection_words(&b->bisection);
	b->rows = xcalloc(b->bisection.hunt.n + 1, sizeof *b->rows);
	rows_fill(b, &root);
	return b;
}

void
bisected_free(struct bisected *b)
{
	if (!b)
		return;
	bisection_free(&b->bisection);
	free(b->rows);
	free(b->words);
	free(b);
}

void
bisected_measured(struct buf *b, const struct bisected_row *row)
{
	if (!isnan(row->change)) {
		percent_text(b, row->change, true);
		if (!isnan(row->low) && !isnan(row->high)) {
			buf_str(b, " [");
			percent_number(b, row->low, true);
			buf_str(b, ",\u00a0");
			percent_number(b, row->high, true);
			buf_char(b, ']');
		}
		buf_printf(b, " in %zu pair%s", row->pairs, row->pairs == 1 ? "" : "s");
	}
	if (row->note)
		buf_printf(b, "%s%s", isnan(row->change) ? "" : "; ", row->note);
}

void
bisected_chance(struct buf *b, const struct bisected_row *row)
{
	percent_text(b, row->chance, false);
}
