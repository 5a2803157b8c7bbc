/* md_results.h: results documents as Markdown. */
#ifndef MD_RESULTS_H
#define MD_RESULTS_H

#include <stdio.h>

#include "render/md.h"
#include "render/md_cases.h"

/* A results document, without the samples; read it only. */
struct md_results {
	struct md_cases cases;
	char *suite, *timestamp; /* or NULL */
	double tolerance, threshold;
	struct json_document *environment; /* or NULL */
};

/* The results in F (borrowed, at its start), called NAME in messages, read as a
 * stream: only the rows that are shown stay in memory. Dies when it is not a
 * results document. */
struct md_results *md_results_load(FILE *f, const char *name, const struct md_options *options);
void md_results_render(struct buf *b, const struct md_results *r, const struct md_options *options);
void md_results_free(struct md_results *r); /* may be NULL */

#endif
