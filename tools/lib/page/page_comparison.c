#include "page/page_comparison.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "model/verdict.h"
#include "page/page_table.h"
#include "json/json_document.h"
#include "json/json_writer.h"

/* What the page shows of a row, and no more: there may be a hundred thousand of them. */
static const char *const row_keys[] = {"id", "name", "params", "metric", "unit", "better", "gate",
    "control", "baseline", "current", "n", "change", "ci", "p_adjusted", "smallest_detectable",
    "verdict", "severity", "threshold", "reason", "drift", "waived", "limit", NULL};
static const char *const head_keys[] = {"timestamp", "suite", "kind", "policy", "baseline",
    "current", "elsewhere", "budget", "summary", NULL};

/* Put the members of OBJECT that KEYS names into an object of W. */
static void
members_write(struct json_writer *w, const struct json_at *object, const char *const *keys)
{
	for (; *keys; keys++) {
		struct json_at at = json_member(object, *keys);
		const char *text;

		if (json_kind(&at) == JSON_ABSENT || json_kind(&at) == JSON_NULL)
			continue;
		text = json_as_text(&at);
		if (json_kind(&at) == JSON_STRING)
			json_string(w, *keys, text);
		else
			json_raw(w, *keys, text, strlen(text));
	}
}

static void
piece(struct page *p, const struct json_at *object, const char *const *keys, const char *before,
    const char *behind)
{
	struct json_writer *w = json_writer_new(NULL);
	const char *text;

	json_object_begin(w, NULL);
	members_write(w, object, keys);
	json_object_end(w);
	text = json_writer_text(w);
	page_data(p, before);
	page_data(p, text);
	page_data(p, behind);
	json_writer_free(w);
}

static void
row_plain(struct buf *b, const struct json_at *row, bool limits)
{
	const char *unit = json_string_or(row, "unit", "");
	enum verdict verdict = row_verdict(row);

	if (verdict == VERDICT_EQUIVALENT || verdict == VERDICT_WITHIN)
		return;
	page_row(b, json_string_of(row, "id"));
	page_cell_text(b, json_string_or(row, "metric", ""));
	page_cell_text(b, verdict_name(verdict));
	if (!limits)
		page_cell_quantity(b, json_number_or(row, "baseline", NAN), unit);
	page_cell_quantity(b, json_number_or(row, "current", NAN), unit);
	if (!limits)
		page_cell_change(b, json_number_or(row, "change", NAN));
}

void
page_comparison(struct page *p, struct comparison_reader *r)
{
	static const char *const heads[] = {
	    "benchmark", "metric", "verdict", "baseline", "current", "change", NULL};
	static const char *const limit_heads[] = {
	    "benchmark", "metric", "verdict", "current", NULL};
	struct json_at head = json_root(comparison_reader_head(r)), row;
	bool limits = comparison_reader_is_limits(r);
	struct buf *plain = page_plain(p);
	size_t n = 0;

	page_data_begin(p, "comparison");
	piece(p, &head, head_keys, "{\"head\":", ",\"rows\":[");
	page_table_begin(
	    plain, limits ? "Limits" : "What was compared", limits ? limit_heads : heads);
	while (comparison_reader_next(r, &row)) {
		piece(p, &row, row_keys, n++ ? ",\n" : "\n", "");
		row_plain(plain, &row, limits);
	}
	page_data(p, "]}");
	page_data_end(p);
	page_table_end(plain);
}
