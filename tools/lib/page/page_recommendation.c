#include "page/page_recommendation.h"

#include "page/page_table.h"

void
page_recommendation(struct page *p, const struct json_document *d)
{
	static const char *const heads[] = {"benchmark", "best", "how sure", "why", NULL};
	struct json_at root = json_root(d), rows = json_member(&root, "rows");
	struct buf *plain = page_plain(p);
	const char *text = json_as_text(&root);

	page_data_begin(p, "recommendation");
	page_data(p, text);
	page_data_end(p);
	page_table_begin(plain, "What to use", heads);
	for (size_t i = 0; i < json_length(&rows); i++) {
		struct json_at row = json_element(&rows, i);

		page_row(plain, json_string_of(&row, "id"));
		page_cell_text(plain, json_string_or(&row, "best", "–"));
		page_cell_text(plain, json_string_of(&row, "verdict"));
		page_cell_text(plain, json_string_or(&row, "reason", ""));
	}
	page_table_end(plain);
}
