/* statement.h: what is attested of results: an in-toto Statement v1 with digests. */
#ifndef STATEMENT_H
#define STATEMENT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/digest.h"

enum { SUBJECTS_MAX = 100 };

/* One thing with a digest, SHA-256 in hexadecimal digits. */
struct attested {
	char *name; /* owned */
	char digest[DIGEST_TEXT];
};

/* The results, the environment in them, the scenario and programs; and the commit that was
 * measured. Start from zeroes. */
struct statement {
	struct attested subjects[SUBJECTS_MAX];
	size_t n;
	char *commit; /* of the results; NULL: they name none */
	bool dirty;   /* with changes that were not committed */
};

void statement_free(struct statement *s);

/* Add results file PATH: itself, as "results", its environment, and the commit. Dies when it is
 * not results. */
void statement_results(struct statement *s, const char *path);
/* Add file PATH as "scenario", or as "binary:NAME" with the last part of PATH. Dies when it cannot
 * be read, or the name is there. */
void statement_scenario(struct statement *s, const char *path);
void statement_binary(struct statement *s, const char *path);

/* Add S as the payload to B, bound to CHAIN, the certificates of who signs. */
void statement_write(struct buf *b, const struct statement *s, const struct buf *chain);

/* Why the payload TEXT, which is signed, does not attest S, of COMMIT and by CHAIN; the caller owns
 * it. NULL: it does. UNSEEN gets the names of subjects that S does not have, with ", " between. */
char *statement_differs(const struct statement *s, const struct buf *text, const char *commit,
    const struct buf *chain, struct buf *unseen);

#endif
