/* github.h: requests to GitHub's REST API.
 *
 * The token goes to the host of the API and to no other: redirects are not
 * followed, plain HTTP is spoken to this machine alone (and then past any
 * proxy), certificates are checked. It is never in a message, even when the
 * server repeats it. */
#ifndef GITHUB_H
#define GITHUB_H

#include <stdbool.h>
#include <stddef.h>

#include "base/util.h"
#include "github/github_answer.h"

enum { GITHUB_PAGES_MAX = 100 };

struct github;

/* The API at URL, asked with TOKEN; all that is asked, with its retries, may take
 * MAX_WAIT seconds from now. Dies when URL is not https (or http to a loopback address) or TOKEN
 * has a character that no token has. The caller owns it. */
struct github *github_new(const char *url, const char *token, double max_wait);
/* The same over HTTP, which this takes, with any URL before the paths; TOKEN, or
 * NULL, is only kept out of messages. */
struct github *github_over(struct http *http, const char *url, const char *token, double max_wait);
void github_free(struct github *g); /* may be NULL */

/* What went wrong last, as a clause; borrowed until the next request. */
const char *github_error(const struct github *g);
/* Set that to a message; returns GITHUB_FAILED. */
enum github_outcome github_fail(struct github *g, const char *fmt, ...) UTIL_PRINTF(2, 3);

/* METHOD on PATH ("/user"), with BODY (JSON, or NULL); try again with growing
 * waits while that may help. On GITHUB_OK *ANSWER, unless ANSWER is NULL, is
 * what the server said, which the caller owns. */
enum github_outcome github_request(struct github *g, const char *method, const char *path,
    const char *body, struct github_json **answer);

/* One attempt, for a request that must not be done twice. When it may be
 * tried again, this waits as is right before retry NTH + 1 and returns
 * GITHUB_AGAIN, or GITHUB_FAILED when the time is over. */
enum github_outcome github_attempt(struct github *g, const char *method, const char *path,
    const char *body, unsigned nth, struct github_json **answer);

/* GET PATH; *VALUE is the string at FIELD ("head.sha") of its answer, which the
 * caller owns. An answer without it is a failure. */
enum github_outcome github_get_string(
    struct github *g, const char *path, const char *field, char **value);

/* Call VISIT with each element of the list at PATH, through all its pages,
 * until it returns false. More than GITHUB_PAGES_MAX pages are a failure. */
enum github_outcome github_list(struct github *g, const char *path,
    bool (*visit)(const struct github_json *element, void *context), void *context);

#endif
