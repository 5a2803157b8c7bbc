/* svg_charts.h: charts of documents, each one picture (svg.h). */
#ifndef SVG_CHARTS_H
#define SVG_CHARTS_H

#include "base/buf.h"
#include "comparison/comparison_reader.h"
#include "history/series.h"
#include "results/results.h"

/* What is wanted of a document; borrowed. */
struct svg_wanted {
	const char *title;  /* NULL: what the document says */
	const char *id;     /* the case; NULL: the first, or all */
	const char *metric; /* NULL: the first, or duration_ms */
	size_t rows;        /* at most so many */
};

/* Add to B the picture of a series over its runs, with its steps. False, with nothing added, when
 * R has no series that WANTED names. */
bool svg_history(struct buf *b, struct series_reader *r, const struct svg_wanted *wanted);
/* Of results: a bar for each case that has the metric, with the interval of its median. False when
 * none has. */
bool svg_bars(struct buf *b, struct results *r, const struct svg_wanted *wanted);
/* Of a comparison: the change of each row with its interval, those that moved most first. False
 * when no row has a change. */
bool svg_changes(struct buf *b, struct comparison_reader *r, const struct svg_wanted *wanted);

#endif
