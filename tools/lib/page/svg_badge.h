/* svg_badge.h: a badge: two words that say how a document stands. */
#ifndef SVG_BADGE_H
#define SVG_BADGE_H

#include "base/buf.h"
#include "comparison/comparison_reader.h"
#include "history/series.h"

/* What the right half says, and its colour. */
enum badge_colour { BADGE_GREEN, BADGE_RED, BADGE_GREY };
struct badge {
	char *text; /* owned */
	enum badge_colour colour;
};

/* Of a comparison: "pass", or what fails with its count, "2 regressions". */
struct badge badge_of_comparison(struct comparison_reader *r);
/* Of series: how many open regressions there are; grey where no series was judged. */
struct badge badge_of_series(struct series_reader *r);

/* Add the badge with LABEL to its left, to B. */
void badge_draw(struct buf *b, const char *label, const struct badge *badge);

#endif
