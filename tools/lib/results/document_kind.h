/* document_kind.h: which of the documents a file is, before it is read. */
#ifndef DOCUMENT_KIND_H
#define DOCUMENT_KIND_H

#include <stdio.h>

enum document_kind {
	DOCUMENT_RESULTS,    /* or has benchmarks before any schema */
	DOCUMENT_COMPARISON, /* or has rows before any schema: see there */
	DOCUMENT_SERIES,     /* or has series before any schema */
	DOCUMENT_RECOMMENDATION,
	DOCUMENT_LEDGER,
	DOCUMENT_BISECTION,
	DOCUMENT_MODEL,
	DOCUMENT_EXPLANATION,
	DOCUMENT_BUDGET,
	DOCUMENT_OTHER
};

/* Open file PATH ("-": standard input) and look which document it is. Returns
 * it at its start again; a pipe is copied to a temporary file for that.
 * Dies when the file cannot be read. */
FILE *document_open(const char *path, enum document_kind *kind);

#endif
