/* capture.h: reads what a command prints, for invoke.c. */
#ifndef CAPTURE_H
#define CAPTURE_H

#include "measure/invoke.h"

/* Empty TEXT and keep its memory. */
void capture_clear(struct output_text *text);

/* Add the LEN BYTES to TAIL, which keeps the last OUTPUT_TAIL bytes, or more. */
void capture_tail(struct buf *tail, const char *bytes, size_t len);

/* Take some of what is in the pipes OUT and ERR, which do not block: at most about a
 * MiB of each, since the command may go on to print. What SINK (NULL: nobody) wants is queued
 * in TEXT; where there is no room, SINK gets the oldest pieces first. */
void capture_some(struct output_text *text, const struct output_sink *sink, int out, int err);

/* The same of all that is there, when nobody is left who writes. */
void capture_rest(struct output_text *text, const struct output_sink *sink, int out, int err);

#endif
