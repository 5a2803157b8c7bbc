#include <math.h>
#include <stdlib.h>

#include "base/quantity.h"
#include "base/util.h"
#include "page/svg.h"
#include "why/stacks.h"

enum { WIDTH = 1200, LINE = 18, MARGIN = 10, TOP = 48, LETTER = 30 };

/* What the head executes more of in this frame than 1 % of it is "worse". */
static const char *
frame_class(const struct stack_frame *f)
{
	double change = f->all[HEAD] - f->all[BASE];

	if (fabs(change) <= 0.01 * fmax(f->all[BASE], f->all[HEAD]))
		return "even pale";
	return change > 0 ? "worse pale" : "better pale";
}

static void
frame_draw(const struct stacks *s, struct buf *b, size_t i, double x, double y, double width)
{
	const struct stack_frame *f = &s->frames[i];
	const char *name = s->graph->functions[f->function].name->text;
	struct buf text = BUF_INIT;

	svg_rect(b, frame_class(f), x, y, width > 1 ? width - 0.5 : width, LINE - 1);
	if (width > LETTER) {
		buf_printf(&text, "%s ", name);
		percent_text(
		    &text, f->all[BASE] > 0 ? f->all[HEAD] / f->all[BASE] - 1 : (double)NAN, true);
		svg_text_within(b, "text", x + 3, y + LINE - 5, SVG_START, width - 4, text.s);
	}
	buf_free(&text);
}

void
stacks_draw(const struct stacks *s, struct buf *b, const char *title)
{
	double whole = s->graph->total[HEAD], first = MARGIN, scale, height;
	double *x = xcalloc(s->n + 1, sizeof *x);
	size_t deepest = 0;

	scale = whole > 0 ? (WIDTH - 2 * MARGIN) / whole : 0;
	for (size_t i = 0; i < s->n; i++)
		if (s->frames[i].all[HEAD] * scale >= 0.5 && s->frames[i].depth > deepest)
			deepest = s->frames[i].depth;
	height = TOP + (double)(deepest + 1) * LINE + MARGIN;
	svg_begin(b, WIDTH, height, title);
	svg_text(b, "heading", MARGIN, 20, SVG_START, title);
	svg_text(b, "muted", MARGIN, 38, SVG_START,
	    "Width: instructions of the head. Red: more than in the base; green: less. Percent: "
	    "the change of a function with all that it calls.");
	for (size_t i = 0; i < s->n; i++) {
		const struct stack_frame *f = &s->frames[i];
		double *at = f->parent == SIZE_MAX ? &first : &x[f->parent];

		x[i] = *at;
		*at += f->all[HEAD] * scale;
		if (f->all[HEAD] * scale >= 0.5)
			frame_draw(
			    s, b, i, x[i], TOP + (double)f->depth * LINE, f->all[HEAD] * scale);
	}
	svg_end(b);
	free(x);
}
