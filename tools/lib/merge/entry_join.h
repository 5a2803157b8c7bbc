/* entry_join.h: joins the entries of one case in several documents into one. */
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

/* Join the N SOURCES, all of one id and variant, into OUT, which is initialised. OUT borrows from
 * them. FINGERPRINT is that of the document to be written, or NULL. Neither the order nor the
 * grouping of what is joined makes a difference. Dies when they contradict each other: a session
 * with two contents, or a metric with two units or directions. */
void entry_join(
    struct entry *out, const struct join_source *sources, size_t n, const char *fingerprint);

#endif
