#include "page/page_table.h"

#include "page/page_escape.h"

enum { DIGITS = 3 };

void
page_table_begin(struct buf *b, const char *title, const char *const *heads)
{
	buf_str(b, "<h2>");
	page_text(b, title);
	buf_str(b, "</h2>\n<table>\n<thead><tr>");
	for (; *heads; heads++) {
		buf_str(b, "<th scope=col>");
		page_text(b, *heads);
	}
	buf_str(b, "</thead>\n<tbody>\n");
}

void
page_row(struct buf *b, const char *heading)
{
	buf_str(b, "<tr><th scope=row>");
	page_text(b, heading);
}

void
page_cell_text(struct buf *b, const char *s)
{
	buf_str(b, "<td>");
	page_text(b, s);
}

void
page_cell_quantity(struct buf *b, double v, const char *unit)
{
	struct scale scale = scale_for(v, unit ? unit : "");
	struct buf text = BUF_INIT;

	quantity_text(&text, v, &scale, DIGITS);
	page_cell_text(b, text.s);
	buf_free(&text);
}

void
page_cell_change(struct buf *b, double fraction)
{
	struct buf text = BUF_INIT;

	percent_text(&text, fraction, true);
	page_cell_text(b, text.s);
	buf_free(&text);
}

void
page_table_end(struct buf *b)
{
	buf_str(b, "</tbody>\n</table>\n");
}
