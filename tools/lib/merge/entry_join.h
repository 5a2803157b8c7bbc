/* entry_join.h: what several documents say of one case, as one entry. */
#ifndef ENTRY_JOIN_H
#define ENTRY_JOIN_H

#include "results/results.h"

/* An entry, and what its document says of it. */
struct join_source {
	struct entry *entry;
	const char *file; /* with LINE, for messages */
	unsigned long line;
	const char *timestamp, *fingerprint; /* of the document; or NULL */
	const char *session;                 /* names the session of an entry that has none */
};

/* Put into OUT, which is initialised, what the N SOURCES say together; all are
 * of one id and variant. OUT borrows from them. FINGERPRINT is that of the
 * document to be written, or NULL. Neither the order nor the grouping of what
 * is joined makes a difference. Dies when they contradict each other: a session
 * with two contents, or a metric with two units or directions. */
void entry_join(
    struct entry *out, const struct join_source *sources, size_t n, const char *fingerprint);

#endif
