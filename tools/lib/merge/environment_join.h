/* environment_join.h: several environments of one machine as one. */
#ifndef ENVIRONMENT_JOIN_H
#define ENVIRONMENT_JOIN_H

#include <stdbool.h>

struct environment_join;

/* Of the JSON object TEXT; NAME is for messages. The caller owns it. */
struct environment_join *environment_join_new(const char *text, const char *name);
void environment_join_free(struct environment_join *e); /* may be NULL */

/* What is not joined but replaced, as text to compare. Borrowed. */
const char *environment_join_base(const struct environment_join *e);

/* Add to INTO what FROM has about its sessions: its warnings, its commits, and
 * whether files were changed. Returns whether each had a commit that the other
 * had not. */
bool environment_join_add(struct environment_join *into, const struct environment_join *from);

/* The whole as JSON: 'warnings' sorted and each once, 'git_dirty' when one of them
 * has it, 'git_commits' when there are several ('git_commit' is of the base),
 * 'variants' empty when they are not the same in all that have or lack them.
 * No order of the additions makes a difference. The caller owns it. */
char *environment_join_text(const struct environment_join *e);

#endif
