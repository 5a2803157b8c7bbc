/* svg.h: a picture in SVG that is its own file: shapes and text, light and dark.
 *
 * Lengths are pixels. A CLASS is one of the words of svg_begin()'s style: "text", "muted",
 * "heading", "grid", "line", "band", "bar", "best", "worse", "better", "even"; "worse pale" and so
 * on for what text is written over. */
#ifndef SVG_H
#define SVG_H

#include "base/buf.h"

enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };

/* Begin a picture in B that readers who do not see it are told as TITLE; end it. */
void svg_begin(struct buf *b, double width, double height, const char *title);
void svg_end(struct buf *b);

/* TEXT, which strangers may have worded, at (X, Y), the baseline. */
void svg_text(
    struct buf *b, const char *class, double x, double y, enum svg_anchor anchor, const char *text);
/* The same cut with "…" so that it fills at most WIDTH. */
void svg_text_within(struct buf *b, const char *class, double x, double y, enum svg_anchor anchor,
    double width, const char *text);
/* About how wide TEXT is. */
double svg_text_width(const char *text);

void svg_line(struct buf *b, const char *class, double x1, double y1, double x2, double y2);
void svg_rect(struct buf *b, const char *class, double x, double y, double width, double height);
void svg_dot(struct buf *b, const char *class, double x, double y, double radius);
/* A line through the N points; one whose Y is NAN is a gap. */
void svg_path(struct buf *b, const char *class, const double *x, const double *y, size_t n);

/* A step for the marks of an axis from LOW to HIGH > LOW: 1, 2 or 5 times a power of ten, which
 * gives at most MOST marks. */
double svg_mark_step(double low, double high, unsigned most);

#endif
