/* md.h: what the renderers of bench-md share: options, and words said in all of them. */
#ifndef MD_H
#define MD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/quantity.h"
#include "model/metric.h"
#include "model/param.h"
#include "render/markdown.h"
#include "json/json_document.h"

enum { MD_DIGITS = 3 }; /* significant digits of a quantity for people */
#define MD_NONE "\xE2\x80\x93"

struct md_options {
	const char *title;  /* in place of the suite, or NULL */
	size_t max_rows;    /* in one table */
	const char **names; /* --metric: the metrics to show; none: the usual ones */
	size_t nnames;
	const struct md_column *columns; /* --column: all the columns; none: the usual ones */
	size_t ncolumns;
	const char *run; /* --run: where the run is, valid (md_revisions.h), or NULL */
	bool all;        /* --all: of a comparison also rows that only explain others */
};

/* TITLE=KEY of --column. */
struct md_column {
	const char *title, *key;
};

/* Whether --metric names METRIC, or names nothing. */
bool md_wanted(const struct md_options *options, const char *metric);

/* Escape and add a quantity, a unit, a name. */
void md_quantity(struct buf *b, double v, const struct scale *scale, int digits);
void md_quantity_set(struct buf *b, double v, const struct scale *scale);
void md_unit(struct buf *b, const struct scale *scale);

/* "1 row", "2 rows". */
void md_count(struct buf *b, size_t n, const char *word);

/* The case: its name as code, its parameters below it. */
void md_case(struct buf *b, const char *name, const struct param *params, size_t n);

/* " ↓" or " ↑": which way is better; and the footnote that explains them. */
const char *md_arrow(enum better better);
/* What the verdicts promise: the same sentence as in the README and the manual. */
#define MD_PROMISE                                                                                 \
	"a red row is a real regression, a green row is proven to have changed by less than its "  \
	"threshold, and a yellow row says that it cannot be told"
#define MD_ARROWS "↓ lower is better, ↑ higher is better"

/* The environment in one line, "AMD EPYC 7763, 4 cores · ubuntu 24.04 · …",
 * ended by the timestamp (or NULL); "not known" when there is nothing. */
void md_environment(struct buf *b, const struct json_at *environment, const char *timestamp);

/* START and "**Warnings:** …" out of an environment; nothing when it has none. */
void md_warnings(struct buf *b, const struct json_at *environment, const char *start);

/* "N more rows" under a table of SHOWN rows of TOTAL, if there are more. */
void md_more(struct buf *b, size_t shown, size_t total);

#endif
