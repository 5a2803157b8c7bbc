#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantity.h"
#include "page/svg.h"
#include "page/svg_charts.h"

enum { WIDTH = 760, HEIGHT = 280, LEFT = 90, RIGHT = 16, TOP = 44, BOTTOM = 34, MARKS = 5 };

/* Where values and points are in the picture. */
struct plot {
	double low, high;
	size_t n;
};

static double
plot_x(const struct plot *p, double i)
{
	return LEFT + (p->n > 1 ? i / (double)(p->n - 1) : 0.5) * (WIDTH - LEFT - RIGHT);
}

static double
plot_y(const struct plot *p, double v)
{
	return HEIGHT - BOTTOM - (v - p->low) / (p->high - p->low) * (HEIGHT - TOP - BOTTOM);
}

static struct plot
plot_of(const struct series *s)
{
	struct plot p = {INFINITY, -INFINITY, s->n};
	double room;

	for (size_t i = 0; i < s->n; i++) {
		double v = series_judged(s, i);

		p.low = fmin(p.low, v); /* of a NAN and a number fmin() is the number */
		p.high = fmax(p.high, v);
	}
	room = p.high > p.low ? (p.high - p.low) * 0.08 : fmax(fabs(p.high), 1) * 0.08;
	p.low -= room;
	p.high += room;
	return p;
}

static void
marks_draw(struct buf *b, const struct plot *p, const char *unit)
{
	double step = svg_mark_step(p->low, p->high, MARKS);
	struct scale scale = scale_for(fmax(fabs(p->low), fabs(p->high)), unit);
	struct buf text = BUF_INIT;

	for (double k = ceil(p->low / step); k * step <= p->high; k++) {
		buf_clear(&text);
		quantity_set(&text, k * step, &scale);
		svg_line(b, "grid", LEFT, plot_y(p, k * step), WIDTH - RIGHT, plot_y(p, k * step));
		svg_text(b, "muted", LEFT - 8, plot_y(p, k * step) + 4, SVG_END, text.s);
	}
	buf_free(&text);
}

/* The days of the first run and of the last one. */
static void
days_draw(struct buf *b, const struct series *s, const struct series_head *head)
{
	const char *first, *last;
	char *day;

	if (!s->run)
		return;
	first = head->runs[s->run[0]].timestamp;
	last = head->runs[s->run[s->n - 1]].timestamp;
	if (!first || !last)
		return;
	day = xstrndup(first, 10);
	svg_text(b, "muted", LEFT, HEIGHT - 12, SVG_START, day);
	free(day);
	day = xstrndup(last, 10);
	svg_text(b, "muted", WIDTH - RIGHT, HEIGHT - 12, SVG_END, day);
	free(day);
}

static void
steps_draw(struct buf *b, const struct series *s, const struct plot *p)
{
	for (size_t i = 0; i < s->nsteps; i++) {
		const struct series_step *step = &s->steps[i];
		bool worse = step->verdict == VERDICT_REGRESSION || step->verdict == VERDICT_WORSE;
		const char *class = worse ? "worse" : "better";
		double from = i ? (double)s->steps[i - 1].at : 0;
		double to = (double)(i + 1 < s->nsteps ? s->steps[i + 1].at : s->n) - 1;
		struct buf text = BUF_INIT;

		svg_line(b, class, plot_x(p, from), plot_y(p, step->before),
		    plot_x(p, (double)step->at - 1), plot_y(p, step->before));
		svg_line(b, class, plot_x(p, (double)step->at), plot_y(p, step->after),
		    plot_x(p, to), plot_y(p, step->after));
		svg_line(b, class, plot_x(p, (double)step->at), TOP, plot_x(p, (double)step->at),
		    HEIGHT - BOTTOM);
		percent_text(&text, step->change, true);
		svg_text(b, class, plot_x(p, (double)step->at) + 4, TOP + 10, SVG_START, text.s);
		buf_free(&text);
	}
}

static void
series_draw(struct buf *b, const struct series *s, const struct series_head *head,
    const struct svg_wanted *wanted)
{
	double *x = xreallocarray(NULL, s->n, sizeof *x), *y = xreallocarray(NULL, s->n, sizeof *y);
	struct plot p = plot_of(s);
	char *title =
	    wanted->title ? xstrdup(wanted->title) : xasprintf("%s, %s", s->id, s->metric);

	svg_begin(b, WIDTH, HEIGHT, title);
	svg_text_within(b, "heading", 12, 22, SVG_START, WIDTH - 120, title);
	marks_draw(b, &p, s->base ? "" : s->unit);
	days_draw(b, s, head);
	for (size_t i = 0; i < s->n; i++) {
		x[i] = plot_x(&p, (double)i);
		y[i] = plot_y(&p, series_judged(s, i));
	}
	svg_path(b, "line", x, y, s->n);
	steps_draw(b, s, &p);
	svg_end(b);
	free(title);
	free(x);
	free(y);
}

bool
svg_history(struct buf *b, struct series_reader *r, const struct svg_wanted *wanted)
{
	struct series s;
	bool found = false;

	series_init(&s);
	while (series_next(r, &s)) {
		if (found || s.n == 0 || (wanted->id && strcmp(s.id, wanted->id) != 0) ||
		    (wanted->metric && strcmp(s.metric, wanted->metric) != 0))
			continue;
		found = true;
		series_draw(b, &s, series_head(r), wanted);
	}
	series_free(&s);
	return found;
}
