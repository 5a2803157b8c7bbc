/* http.h: one request to GitHub's API and its answer, whoever carries it. */
#ifndef HTTP_H
#define HTTP_H

#include "base/buf.h"

enum http_outcome {
	HTTP_ANSWERED,
	HTTP_BROKEN,    /* no answer, but there may be one next time */
	HTTP_FAILED,    /* no answer */
	HTTP_TOO_LARGE, /* the answer's body is more than is read */
};

struct http_answer {
	enum http_outcome outcome;
	const char *problem; /* why there is no answer, in words */
	long status;
	struct buf body;
	const char *type;                     /* "" when not said */
	char *next;                           /* URL of the next page, or NULL */
	char *location;                       /* of a redirect, or NULL */
	double retry_after, remaining, reset; /* the rate limit's headers; NAN: not said */
};

/* Who carries requests: a client puts this first in its own struct. */
struct http {
	void (*perform)(
	    struct http *h, const char *method, const char *url, const char *body, double patience);
	void (*free)(struct http *h); /* all that the client has but ANSWER */
	struct http_answer answer;
};

/* Send METHOD to URL with BODY (JSON, or NULL); the answer must be there whole
 * within PATIENCE seconds. It is borrowed until the next request. */
const struct http_answer *http_perform(
    struct http *h, const char *method, const char *url, const char *body, double patience);

void http_free(struct http *h); /* may be NULL */

#endif
