/* github_answer.h: what an answer of GitHub's API means. */
#ifndef GITHUB_ANSWER_H
#define GITHUB_ANSWER_H

#include "base/buf.h"
#include "github/github_json.h"
#include "github/http.h"

enum github_outcome {
	GITHUB_OK,
	GITHUB_AGAIN,   /* it may work now; it may have been done already */
	GITHUB_MISSING, /* 404 */
	GITHUB_UNKNOWN, /* 401: the token is none there */
	GITHUB_REFUSED, /* 403 */
	GITHUB_NONE,    /* there is nothing to comment on: not there, or 403 since it is locked */
	GITHUB_FAILED
};

/* 100 comments of 65,536 characters, each escaped as \u0001 */
enum { GITHUB_ANSWER_MAX = 40 << 20 };

/* What A, the answer to WHAT ("GET /user"), means. On GITHUB_OK *JSON, unless
 * JSON is NULL, is its body, which the caller owns, or NULL when there is none.
 * Otherwise add to ERROR what went wrong, without TOKEN (may be NULL); on
 * GITHUB_AGAIN *AFTER is how many seconds the server wants to be left alone (NAN:
 * it does not say). */
enum github_outcome github_answer_judge(const struct http_answer *a, const char *what,
    const char *token, struct github_json **json, struct buf *error, double *after);

#endif
