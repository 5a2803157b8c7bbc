/* text.h: documents as text for a terminal: a table, what is to be said of it, the answer last. */
#ifndef TEXT_H
#define TEXT_H

#include "base/terminal.h"
#include "render/md.h"
#include "render/md_results.h"
#include "render/md_rows.h"
#include "json/json_document.h"

struct text_options {
	struct text_style style;
	const struct md_options *md; /* titles, rows and metrics, as in Markdown */
	const char *path;            /* of the document, "-" for standard input; NULL: none */
	bool plot;                   /* with a strip of each case's samples */
};

/* What bench-diff writes, and what bench-assert writes: as md_comparison() and md_limits(). */
void text_comparison(struct buf *b, const struct json_document *head, const struct md_rows *rows,
    const struct text_options *options);
void text_limits(struct buf *b, const struct json_document *head, const struct md_rows *rows,
    const struct text_options *options);

/* A recommendation that recommended_load() read, as md_recommendation(). */
void text_recommendation(
    struct buf *b, const struct json_document *d, const struct text_options *options);

/* Results: the table of their cases, and the environment. */
void text_results(
    struct buf *b, const struct md_results *results, const struct text_options *options);

/* The answer, which names the rows that it is about: one paragraph. */
void text_answer(struct buf *b, const struct md_rows *rows, const struct text_style *style);
void text_limits_answer(struct buf *b, const struct md_rows *rows, const struct text_style *style);

/* START, and the ID and the metric of R: "sort duration_ms". */
void text_row_name(struct buf *b, const struct md_row *r);
/* "+12.4 %", and with its interval "+12.4 % [+9.8, +15.1]". */
void text_row_change(struct buf *b, const struct md_row *r, bool interval);
/* The colour of R's verdict: red only where it can fail the job. */
enum text_paint text_row_paint(const struct md_row *r);

/* Whether R did not change, or keeps its limits. */
bool text_row_quiet(const struct md_row *r);

/* The reasons of the N ROWS, each once, with the rows that it is about; unless ALL, nothing of what
 * is normal (md_row_note.h). */
void text_notes(struct buf *b, const struct md_row *const *rows, size_t n, bool all,
    const struct text_style *style);

/* "AMD EPYC 7763, 4 cores, Ubuntu 24.04" after LABEL, unless that is NULL, and its warnings, a
 * line each. */
void text_environment(struct buf *b, const char *label, const struct json_at *environment,
    const struct text_style *style);

/* A paragraph of TEXT, any text, in PAINT. */
void text_paragraph(
    struct buf *b, const struct text_style *style, enum text_paint paint, const char *text);

#endif
