#include "page/svg.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/text_width.h"
#include "page/page_escape.h"

/* The colours are those of tools/page/page.css. */
static const char style[] =
    "text{font:12px system-ui,sans-serif;fill:#1b1f24}"
    ".muted{fill:#57606a}.heading{font-weight:600;font-size:14px}"
    ".grid{stroke:#d3d9e0;fill:none}.line{stroke:#1f5fae;fill:none;stroke-width:1.5}"
    ".band{stroke:#1b1f24;stroke-width:2}.bar{fill:#5b6470}.best,.better{fill:#1a6b33;stroke:#"
    "1a6b33}"
    ".worse{fill:#b3261e;stroke:#b3261e}.even{fill:#57606a;stroke:#57606a}text{stroke:none!"
    "important}.pale{fill-opacity:.3;stroke:none}"
    "@media(prefers-color-scheme:dark){text{fill:#e6e9ee}.muted{fill:#a3acb8}.grid{stroke:#343b46}"
    ".line{stroke:#78aef5}.band{stroke:#e6e9ee}.bar{fill:#b6bfca}"
    ".best,.better{fill:#6fd58a;stroke:#6fd58a}.worse{fill:#ff8a80;stroke:#ff8a80}"
    ".even{fill:#a3acb8;stroke:#a3acb8}}";

/* An average character of the fonts of 12 pixels that system-ui may be. */
static const double column_width = 6.7;

void
svg_begin(struct buf *b, double width, double height, const char *title)
{
	buf_printf(b,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" "
	    "viewBox=\"0 0 %.0f %.0f\" role=\"img\">\n<title>",
	    width, height, width, height);
	page_text(b, title);
	buf_printf(b, "</title>\n<style>%s</style>\n", style);
}

void
svg_end(struct buf *b)
{
	buf_str(b, "</svg>\n");
}

void
svg_text(
    struct buf *b, const char *class, double x, double y, enum svg_anchor anchor, const char *text)
{
	static const char *const anchors[] = {
	    "", " text-anchor=\"middle\"", " text-anchor=\"end\""};

	buf_printf(b, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\"%s>", class, x, y, anchors[anchor]);
	page_text(b, text);
	buf_str(b, "</text>\n");
}

double
svg_text_width(const char *text)
{
	return (double)text_columns(text) * column_width;
}

void
svg_text_within(struct buf *b, const char *class, double x, double y, enum svg_anchor anchor,
    double width, const char *text)
{
	size_t most = (size_t)fmax(2, width / column_width), used = 0, columns, len = strlen(text);
	struct buf cut = BUF_INIT;

	if (text_columns(text) <= most) {
		svg_text(b, class, x, y, anchor, text);
		return;
	}
	for (size_t i = 0, n; i < len; i += n) {
		n = text_cluster(text + i, len - i, &columns);
		used += columns;
		if (used >= most)
			break;
		buf_add(&cut, text + i, n);
	}
	buf_str(&cut, "…");
	svg_text(b, class, x, y, anchor, cut.s);
	buf_free(&cut);
}

void
svg_line(struct buf *b, const char *class, double x1, double y1, double x2, double y2)
{
	buf_printf(b, "<path class=\"%s\" d=\"M%.1f %.1fL%.1f %.1f\"/>\n", class, x1, y1, x2, y2);
}

void
svg_rect(struct buf *b, const char *class, double x, double y, double width, double height)
{
	buf_printf(b, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
	    class, x, y, width, height);
}

void
svg_dot(struct buf *b, const char *class, double x, double y, double radius)
{
	buf_printf(
	    b, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>\n", class, x, y, radius);
}

void
svg_path(struct buf *b, const char *class, const double *x, const double *y, size_t n)
{
	bool within = false;

	buf_printf(b, "<path class=\"%s\" d=\"", class);
	for (size_t i = 0; i < n; i++) {
		if (!isnan(y[i]))
			buf_printf(b, "%c%.1f %.1f", within ? 'L' : 'M', x[i], y[i]);
		within = !isnan(y[i]);
	}
	buf_str(b, "\"/>\n");
}

double
svg_mark_step(double low, double high, unsigned most)
{
	double rough = (high - low) / most, power = pow(10, floor(log10(rough)));

	for (int k = 0; k < 3; k++) {
		static const double steps[] = {1, 2, 5};

		if (steps[k] * power >= rough * 0.9999)
			return steps[k] * power;
	}
	return 10 * power;
}
