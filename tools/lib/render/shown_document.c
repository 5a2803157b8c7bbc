#include "render/shown_document.h"

#include <stdlib.h>

#include "base/input.h"
#include "base/util.h"
#include "comparison/comparison_reader.h"
#include "model/schema_names.h"
#include "render/md_bisection.h"
#include "render/md_budget.h"
#include "render/md_comparison.h"
#include "render/md_explanation.h"
#include "render/md_limits.h"
#include "render/md_model.h"
#include "render/md_recommendation.h"
#include "render/md_results.h"
#include "render/md_trend.h"
#include "render/recommended.h"
#include "render/text_document.h"
#include "results/document_kind.h"

/* What shown_load() got. */
struct shown_reading {
	FILE *f; /* the reader's */
	const char *name;
	const struct md_options *options;
	unsigned how;
	const struct text_style *style;
};

/* A kind of documents; what is read of one is its own. */
struct shown_kind {
	void *(*load)(const struct shown_reading *r);
	void (*markdown)(struct buf *b, const void *read, const struct md_options *options);
	void (*text)(struct buf *b, const void *read, const struct text_options *options);
	void (*free)(void *read);
};

struct shown_document {
	const struct shown_kind *kind;
	const char *path; /* borrowed */
	void *read;
};

static const char expected[] =
    "'" RESULTS_SCHEMA "', '" COMPARISON_SCHEMA "' or '" RECOMMENDATION_SCHEMA "'";

/* The functions of a kind: calls with R, a struct shown_reading, with B, READ and OPTIONS, and with
 * READ to be freed. */
#define SHOWN_KIND(NAME, LOAD, MARKDOWN, TEXT, FREE)                                               \
	static void *shown_##NAME##_read(const struct shown_reading *r)                            \
	{                                                                                          \
		void *read = LOAD;                                                                 \
                                                                                                   \
		fclose(r->f);                                                                      \
		return read;                                                                       \
	}                                                                                          \
	static void shown_##NAME##_markdown(                                                       \
	    struct buf *b, const void *read, const struct md_options *options)                     \
	{                                                                                          \
		MARKDOWN;                                                                          \
	}                                                                                          \
	static void shown_##NAME##_text(                                                           \
	    struct buf *b, const void *read, const struct text_options *options)                   \
	{                                                                                          \
		TEXT;                                                                              \
	}                                                                                          \
	static void shown_##NAME##_free(void *read)                                                \
	{                                                                                          \
		FREE;                                                                              \
	}

SHOWN_KIND(results, md_results_load(r->f, r->name, r->options), md_results_render(b, read, options),
    text_results(b, read, options), md_results_free(read))
SHOWN_KIND(series, md_trend_series(r->f, r->name), md_trend_render(b, read, options),
    text_trend(b, read, options), md_trend_free(read))
SHOWN_KIND(ledger, md_trend_ledger(r->f, r->name), md_trend_render(b, read, options),
    text_trend(b, read, options), md_trend_free(read))
SHOWN_KIND(recommendation, recommended_load(r->f, r->name), md_recommendation(b, read, options),
    text_recommendation(b, read, options), json_document_free(read))
SHOWN_KIND(bisection, bisected_load(r->f, r->name), md_bisection(b, read, options),
    text_bisection(b, read, options), bisected_free(read))
SHOWN_KIND(model, model_load(r->f, r->name), md_model(b, read, options),
    text_model(b, read, &options->style), json_document_free(read))
SHOWN_KIND(explanation, explanation_load(r->f, r->name), md_explanation(b, read, options),
    text_explanation(b, read, options), json_document_free(read))

SHOWN_KIND(budget, budget_shown_load(r->f, r->name), md_budget(b, read, options),
    text_budget(b, read, options), json_document_free(read))

/* A comparison, or limits, which are one of a single side. */
struct shown_comparison {
	struct comparison_reader *reader;
	struct md_rows rows;
};

static void *
shown_comparison_read(const struct shown_reading *r)
{
	struct shown_comparison *c = xcalloc(1, sizeof *c);

	c->reader = comparison_reader_of_file(r->f, r->name, expected);
	md_rows_load(&c->rows, c->reader, r->options->max_rows,
	    comparison_reader_is_limits(c->reader) ? 0 : r->how);
	return c;
}

static void
shown_comparison_markdown(struct buf *b, const void *read, const struct md_options *options)
{
	const struct shown_comparison *c = read;

	(comparison_reader_is_limits(c->reader) ? md_limits : md_comparison)(
	    b, comparison_reader_head(c->reader), &c->rows, options);
}

static void
shown_comparison_text(struct buf *b, const void *read, const struct text_options *options)
{
	const struct shown_comparison *c = read;

	(comparison_reader_is_limits(c->reader) ? text_limits : text_comparison)(
	    b, comparison_reader_head(c->reader), &c->rows, options);
}

static void
shown_comparison_free(void *read)
{
	struct shown_comparison *c = read;

	md_rows_free(&c->rows);
	comparison_reader_close(c->reader);
	free(c);
}

/* Any other document: text that was made at once. */
static void *
shown_other_read(const struct shown_reading *r)
{
	struct buf b = BUF_INIT;

	text_document(&b, r->f, r->name, r->style, expected);
	fclose(r->f);
	return buf_take(&b);
}

static void
shown_other_text(struct buf *b, const void *read, const struct text_options *options)
{
	(void)options;
	buf_str(b, read);
}

#define KIND_OF(NAME)                                                                              \
	{                                                                                          \
		shown_##NAME##_read, shown_##NAME##_markdown, shown_##NAME##_text,                 \
		    shown_##NAME##_free                                                            \
	}

static const struct shown_kind kinds[] = {
    [DOCUMENT_RESULTS] = KIND_OF(results),
    [DOCUMENT_COMPARISON] = KIND_OF(comparison),
    [DOCUMENT_SERIES] = KIND_OF(series),
    [DOCUMENT_RECOMMENDATION] = KIND_OF(recommendation),
    [DOCUMENT_LEDGER] = KIND_OF(ledger),
    [DOCUMENT_BISECTION] = KIND_OF(bisection),
    [DOCUMENT_MODEL] = KIND_OF(model),
    [DOCUMENT_EXPLANATION] = KIND_OF(explanation),
    [DOCUMENT_BUDGET] = KIND_OF(budget),
    [DOCUMENT_OTHER] = {shown_other_read, NULL, shown_other_text, free},
};

struct shown_document *
shown_load(const char *path, const struct md_options *options, unsigned how,
    const struct text_style *style)
{
	struct shown_document *d = xcalloc(1, sizeof *d);
	struct shown_reading r = {NULL, input_name(path), options, how, style};
	enum document_kind kind;

	r.f = document_open(path, &kind);
	if (!style && !kinds[kind].markdown)
		kind = DOCUMENT_COMPARISON; /* which says what was expected */
	d->kind = &kinds[kind];
	d->path = path;
	d->read = d->kind->load(&r);
	return d;
}

void
shown_markdown(struct buf *b, const struct shown_document *d, const struct md_options *options)
{
	d->kind->markdown(b, d->read, options);
}

void
shown_text(struct buf *b, const struct shown_document *d, const struct text_options *options)
{
	struct text_options of_path = *options;

	of_path.path = d->path;
	d->kind->text(b, d->read, &of_path);
}

void
shown_free(struct shown_document *d)
{
	d->kind->free(d->read);
	free(d);
}
