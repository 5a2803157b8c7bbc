/* session_read.h: the sessions and invocations of a benchmark, from their JSON. */
#ifndef SESSION_READ_H
#define SESSION_READ_H

#include "results/entry_read.h"

/* Read the value that is next, of TYPE: a status, or a member of that name into E. */
enum entry_status session_status_read(struct scanner *s, enum scan_type type, struct entry *e);
void sessions_read(struct scanner *s, enum scan_type type, struct entry *e);
void session_rounds_read(
    struct entry_reader *r, struct scanner *s, enum scan_type type, struct entry *e);
void session_builds_read(
    struct entry_reader *r, struct scanner *s, enum scan_type type, struct entry *e);
void session_disturbed_read(
    struct entry_reader *r, struct scanner *s, enum scan_type type, struct entry *e);

/* Die, at the benchmark's place AT, when an array of one value for each invocation has
 * another length, or an index is not that of an invocation. */
void session_invocations_check(struct scanner *s, struct scan_mark at, const struct entry *e);

#endif
