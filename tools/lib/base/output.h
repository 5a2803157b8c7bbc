/* output.h: a document that appears whole or not at all. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

struct output;

/* Whether PATH stands for standard output: "-" or NULL. */
bool output_is_standard(const char *path);

/* Begin a document for PATH, or for standard output. Nothing reaches
 * PATH before output_commit(): a file is written beside it under another
 * name, standard output is spooled. Dies when it cannot be opened. */
struct output *output_open(const char *path);

/* The same for a new file NAME followed by END: output_commit() replaces nothing,
 * but goes on to NAME_2, NAME_3 and so on before END when there is one. */
struct output *output_open_new(const char *name, const char *end);

/* Where to write; borrowed. */
FILE *output_file(struct output *o);

/* Put the document in its place: flush, fsync and rename, or copy to standard
 * output. Dies when any byte could not be written. Frees O. */
void output_commit(struct output *o);

/* Discard the document; PATH keeps its old contents. Frees O, which may be NULL. (A tool that
 * dies or exits need not call this.) */
void output_discard(struct output *o);

#endif
