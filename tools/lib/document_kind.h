/* document_kind.h: which of the documents a file is, before it is read. */
#ifndef DOCUMENT_KIND_H
#define DOCUMENT_KIND_H

enum document_kind {
	DOCUMENT_RESULTS, /* also a file without schema that has benchmarks */
	DOCUMENT_COMPARISON,
	DOCUMENT_OTHER
};

/* Look at file *PATH ("-": standard input) without using it up: a pipe is
 * copied to a temporary file, under the name that *PATH then is ("-" stays).
 * *SCHEMA is the document's, which the caller owns, or NULL when it names none
 * that can be seen before its rows. Dies when the file cannot be read. */
enum document_kind document_kind(const char **path, char **schema);

#endif
