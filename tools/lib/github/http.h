/* http.h: one request to GitHub's API and its answer; wraps libcurl. */
#ifndef HTTP_H
#define HTTP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct http_answer {
	const char *problem; /* why there is no answer, or NULL */
	bool passing;        /* the problem may be gone next time */
	bool too_large;      /* the problem is the size of the body */
	long status;
	struct buf body;
	const char *type;                     /* "" when not said */
	char *next;                           /* URL of the next page, or NULL */
	char *location;                       /* of a redirect, or NULL */
	double retry_after, remaining, reset; /* the rate limit's headers; NAN: not said */
};

struct http;

/* A client that sends TOKEN, in requests to http URLs if PLAIN (then past any
 * proxy) or else to https ones, and reads at most MAX bytes of an answer. It
 * follows no redirect. Dies when libcurl cannot start. The caller owns it. */
struct http *http_new(const char *token, bool plain, size_t max);
void http_free(struct http *h); /* may be NULL */

/* Send METHOD to URL with BODY (JSON, or NULL); the answer must be there whole
 * within PATIENCE seconds. It is borrowed until the next request. */
const struct http_answer *http_perform(
    struct http *h, const char *method, const char *url, const char *body, double patience);

#endif
