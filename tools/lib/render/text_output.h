/* text_output.h: a document that goes to a terminal is shown as text. */
#ifndef TEXT_OUTPUT_H
#define TEXT_OUTPUT_H

#include "base/output.h"

/* Commit O, a comparison, limits or a recommendation for PATH. Where terminal_shows() says so,
 * standard output gets it as text, in colours as COLOR says (terminal.h), and nothing else; a file
 * gets the document all the same. */
void text_output_commit(struct output *o, const char *path, int color);

#endif
