/* comment.h: one comment per key on a pull request.
 *
 * A comment is ours when its text begins with our marker and its author is who
 * the token posts as: anybody may copy a marker. When there are several, the
 * oldest is kept and the others are deleted. Every job follows that rule and
 * looks again after it has created one, so that of two jobs that create at
 * once the later to look repairs it. */
#ifndef COMMENT_H
#define COMMENT_H

#include <stdint.h>

#include "base/buf.h"
#include "github/github.h"

enum { COMMENT_CHARS_MAX = 65536, COMMENT_BYTES_MAX = 262144 };

struct comment_place {
	const char *repo; /* "owner/name" */
	uint64_t number;  /* of the pull request */
	const char *key;
	const char *author; /* login; NULL: find out */
};

enum {
	COMMENT_CREATE = 1, /* when there is none; else only update */
	COMMENT_REWRITE = 2 /* update it also when nothing has changed */
};

/* What the text of the comment with KEY begins with. */
void comment_marker(struct buf *b, const char *key);

/* Put BODY, which begins with the marker, there. FLAGS are the above. *URL is
 * the comment's, which the caller owns, or NULL when there is none. */
enum github_outcome comment_put(struct github *g, const struct comment_place *place,
    const char *body, unsigned flags, char **url);

/* Delete it; that there is none is fine. */
enum github_outcome comment_remove(struct github *g, const struct comment_place *place);

#endif
