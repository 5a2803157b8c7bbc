/* md_revisions.h: which commits were compared, why base is base, and how to compare them again. */
#ifndef MD_REVISIONS_H
#define MD_REVISIONS_H

#include "base/buf.h"
#include "json/json_document.h"

/* Whether URL is one that may stand in Markdown as a link: https, and plain characters. */
bool md_link_valid(const char *url);
/* The repository of the run at RUN, "https://github.com/octo/bench"; the caller owns it. NULL when
 * RUN is NULL or not the address of a run. */
char *md_run_repository(const char *run);

/* One line out of 'revisions' in the environment of SIDE, a side of a comparison, and a link to the
 * run at RUN; commits are links where RUN says of which repository. Nothing when there is neither.
 * RUN: valid, or NULL. Of the document only hexadecimal digits, words that are known, and names of
 * branches as code get into B. */
void md_revisions(struct buf *b, const struct json_at *side, const char *run);

/* A part to open with the commands that measure the two commits again, where 'revisions' has
 * them and the scenario, if that has a usual name: they do no more than to fetch and to compare. */
void md_reproduce(struct buf *b, const struct json_at *side);

#endif
