#include "page/page_ledger.h"

#include <math.h>

#include "history/ledger.h"
#include "page/page_escape.h"
#include "page/page_table.h"

/* The commit of RUN, or what else names it. */
static const char *
run_name(const struct json_at *run)
{
	const char *name = json_string_or(run, "commit", NULL);

	return name ? name : json_string_or(run, "run", json_string_or(run, "timestamp", "–"));
}

static void
alert_row(struct buf *plain, const struct json_at *alert, const struct json_at *row)
{
	struct json_at at = json_member(row, "at");

	page_row(plain, json_string_of(row, "id"));
	page_cell_text(plain, json_string_of(row, "metric"));
	page_cell_text(plain, json_string_of(row, "verdict"));
	page_cell_change(plain, json_number_or(row, "change", NAN));
	page_cell_text(plain, run_name(&at));
	page_cell_text(plain, alert_row_state(alert, row));
}

/* "in 90 days: 0 of 412 false, +5 % found in 194 of 200" */
static void
rates_sentence(struct buf *plain, const struct json_at *rates)
{
	struct json_at injected = json_member(rates, "injected");

	buf_printf(plain, "<p>The gate itself, in %zu days: %zu of %zu false",
	    json_count_or(rates, "days", 0), json_count_or(rates, "false", 0),
	    json_count_or(rates, "quiet", 0));
	for (size_t i = 0; i < json_length(&injected); i++) {
		struct json_at at = json_element(&injected, i);

		buf_str(plain, ", ");
		percent_text(plain, json_number_of(&at, "change"), true);
		buf_printf(plain, " found in %zu of %zu", json_count_or(&at, "found", 0),
		    json_count_or(&at, "n", 0));
	}
	buf_str(plain, ".</p>\n");
}

void
page_ledger(struct page *p, const struct json_document *d)
{
	static const char *const heads[] = {
	    "benchmark", "metric", "verdict", "change", "since", "state", NULL};
	struct json_at root = json_root(d), alerts = json_member(&root, "alerts");
	struct json_at rates = json_member(&root, "rates");
	struct buf *plain = page_plain(p);

	page_data_begin(p, "ledger");
	page_data(p, json_as_text(&root));
	page_data_end(p);
	page_table_begin(plain, "Alerts", heads);
	for (size_t i = 0; i < json_length(&alerts); i++) {
		struct json_at alert = json_element(&alerts, i);
		struct json_at rows = json_member(&alert, "rows");

		for (size_t k = 0; k < json_length(&rows); k++) {
			struct json_at row = json_element(&rows, k);

			alert_row(plain, &alert, &row);
		}
	}
	page_table_end(plain);
	if (json_kind(&rates) == JSON_OBJECT)
		rates_sentence(plain, &rates);
}
