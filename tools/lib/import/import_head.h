/* import_head.h: members of a whole JSON document that may stand behind its rows. */
#ifndef IMPORT_HEAD_H
#define IMPORT_HEAD_H

#include <stdio.h>

#include "base/buf.h"
#include "import/import_words.h"

/* Put the members of the first document of F, from where it is on, whose keys are in WORDS into
 * HEAD, as JSON with commas between. F, which can seek and NAME is, is where it was then. Dies of
 * what is not JSON. */
void import_head_find(
    const struct import_words *words, FILE *f, const char *name, struct buf *head);

#endif
