/* head_join.h: joins the heads of several documents into one. */
#ifndef HEAD_JOIN_H
#define HEAD_JOIN_H

#include "results/results.h"

struct head_join;

struct head_join *head_join_new(void);
/* NAME is the document's, for messages. Nothing is borrowed. */
void head_join_add(struct head_join *j, const struct results_head *head, const char *name);
/* The whole, borrowed; no order of the documents makes a difference. The
 * suite is left out where they differ in it, the stricter policy holds, and
 * the environment is the latest, with what those of the same fingerprint say of
 * their sessions (environment_join.h); with more than one fingerprint all are in
 * its environments. */
const struct results_head *head_join_result(struct head_join *j);
void head_join_free(struct head_join *j);

#endif
