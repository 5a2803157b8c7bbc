/* session_parts.h: the sessions of several entries of one case, each by itself. */
#ifndef SESSION_PARTS_H
#define SESSION_PARTS_H

#include "merge/entry_join.h"

/* One session of one entry: SESSION.n invocations from FROM on in its arrays. */
struct part {
	const struct join_source *source;
	const struct entry *entry;
	struct session session;
	size_t from;
};

struct parts {
	struct part *v;
	size_t n;
};

/* Add the sessions of SOURCE's entry to PARTS, which has room for them: one
 * more than the entry names. An entry that names none is one session. */
void parts_add(struct parts *parts, const struct join_source *source);
/* Keep one of each session, and of each shard the last one, in session_order(); dies when two of
 * one id differ. */
void parts_unite(struct parts *parts);
/* The last session of an entry. */
struct session part_last_session(const struct join_source *source);

/* strcmp-like: by timestamp, then by id. */
int session_order(const struct session *a, const struct session *b);

/* The round of invocation I of the part, 0 when not known. */
uint32_t part_round(const struct part *p, size_t i);
/* The same of its build. */
uint32_t part_build(const struct part *p, size_t i);
/* Its value of M (NULL: none), NAN for none; a metric without samples has its
 * one value in the first invocation. */
double part_value(const struct part *p, const struct metric *m, size_t i);
/* The metric of E, which was read, that is called as LIKE is; or NULL. */
const struct metric *part_metric(const struct entry *e, const struct metric *like);

#endif
