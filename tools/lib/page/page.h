/* page.h: one HTML file with all that it needs: frame, data, tables for readers without scripts.
 *
 * A page asks for nothing: its Content-Security-Policy lets in the one style and the one script
 * whose hashes it names, and no request. */
#ifndef PAGE_H
#define PAGE_H

#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"

/* What a page is made of, besides documents; borrowed. */
struct page_parts {
	const char *style, *script; /* neither may have "</" in it */
	const char *licences;       /* of what is in SCRIPT; a comment's text, without "--" */
};

struct page_options {
	const char *title;
	const char
	    *repository; /* "https://…" without a slash at the end: commits are linked; or NULL */
};

struct page;

/* Begin a page that goes to F (borrowed). All else is borrowed too, until page_end(). */
struct page *page_begin(
    FILE *f, const struct page_parts *parts, const struct page_options *options);

/* One document: put its JSON in pieces between these two. KIND says what it is. */
void page_data_begin(struct page *p, const char *kind);
void page_data(struct page *p, const char *json);
void page_data_end(struct page *p);

/* HTML for readers without scripts; borrowed, to be added to. */
struct buf *page_plain(struct page *p);

/* Write what is left and free P. Errors show in the file's ferror(). */
void page_end(struct page *p);

#endif
