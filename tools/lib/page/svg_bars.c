#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantity.h"
#include "page/svg.h"
#include "page/svg_charts.h"
#include "stats/sample.h"

enum { WIDTH = 760, ROW = 26, TOP = 44, LEFT = 260, VALUE = 110, RIGHT = 16 };

struct bar {
	char *label, *unit;
	double value, low, high; /* LOW is NAN: no interval */
};

struct bars {
	struct bar *at;
	size_t n, cap, more;
	enum better better;
	double most;
};

static void
bars_add(struct bars *bars, const struct entry *e, const struct metric *m, size_t rows)
{
	struct sample_summary s;
	struct bar *bar;

	if (bars->n == rows) {
		bars->more++;
		return;
	}
	sample_summarize(m->samples, m->n, &s);
	bars->at = xgrow(bars->at, bars->n, &bars->cap, sizeof *bars->at);
	bar = &bars->at[bars->n++];
	bar->label = e->variant ? xasprintf("%s (%s)", e->id, e->variant) : xstrdup(e->id);
	bar->unit = xstrdup(m->unit ? m->unit : "");
	bar->value = m->value;
	bar->low = s.ci95[0];
	bar->high = s.ci95[1];
	bars->better = m->better;
	bars->most = fmax(bars->most, fmax(m->value, isnan(bar->high) ? 0 : bar->high));
}

static bool
bar_is_best(const struct bars *bars, size_t i)
{
	for (size_t k = 0; k < bars->n; k++)
		if (bars->better == BETTER_HIGHER ? bars->at[k].value > bars->at[i].value
						  : bars->at[k].value < bars->at[i].value)
			return false;
	return bars->n > 1;
}

static void
bar_draw(struct buf *b, const struct bars *bars, size_t i)
{
	const struct bar *bar = &bars->at[i];
	double y = TOP + (double)i * ROW, room = WIDTH - LEFT - VALUE - RIGHT;
	double unit = bars->most > 0 ? room / bars->most : 0;
	struct scale scale = scale_for(bar->value, bar->unit);
	struct buf text = BUF_INIT;

	svg_text_within(b, "text", LEFT - 8, y + 14, SVG_END, LEFT - 24, bar->label);
	svg_rect(b, bar_is_best(bars, i) ? "best" : "bar", LEFT, y + 3, fmax(0, bar->value) * unit,
	    ROW - 10);
	if (!isnan(bar->low))
		svg_line(b, "band", LEFT + fmax(0, bar->low) * unit, y + 11,
		    LEFT + fmax(0, bar->high) * unit, y + 11);
	quantity_text(&text, bar->value, &scale, 3);
	svg_text(b, "text", WIDTH - RIGHT, y + 14, SVG_END, text.s);
	buf_free(&text);
}

static void
bars_draw(struct buf *b, const struct bars *bars, const char *title)
{
	double height = TOP + (double)bars->n * ROW + (bars->more ? 28 : 10);

	svg_begin(b, WIDTH, height, title);
	svg_text_within(b, "heading", 12, 22, SVG_START, WIDTH - 120, title);
	for (size_t i = 0; i < bars->n; i++)
		bar_draw(b, bars, i);
	if (bars->more) {
		char *more = xasprintf("and %zu more", bars->more);

		svg_text(b, "muted", LEFT - 8, height - 12, SVG_END, more);
		free(more);
	}
	svg_end(b);
}

bool
svg_bars(struct buf *b, struct results *r, const struct svg_wanted *wanted)
{
	const char *name = wanted->metric ? wanted->metric : "duration_ms";
	struct bars bars = {.at = NULL};
	struct entry e;
	char *title;

	entry_init(&e);
	while (results_next(r, &e)) {
		const struct metric *m = entry_metric(&e, name);

		if (m && isfinite(m->value) && !e.control &&
		    (!wanted->id || strcmp(e.id, wanted->id) == 0))
			bars_add(&bars, &e, m, wanted->rows);
	}
	entry_free(&e);
	title = wanted->title
		    ? xstrdup(wanted->title)
		    : xasprintf("%s%s%s", results_head(r)->suite ? results_head(r)->suite : "",
			  results_head(r)->suite ? ", " : "", name);
	if (bars.n)
		bars_draw(b, &bars, title);
	free(title);
	for (size_t i = 0; i < bars.n; i++) {
		free(bars.at[i].label);
		free(bars.at[i].unit);
	}
	free(bars.at);
	return bars.n > 0;
}
