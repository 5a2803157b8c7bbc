/* github_url.h: where a token may be sent. */
#ifndef GITHUB_URL_H
#define GITHUB_URL_H

#include <stdbool.h>

/* URL of an API, without a slash at its end, which the caller owns. *PLAIN:
 * it is http, which only a loopback address may be. Dies when it is anything
 * else than https or such http, or has a user, a query or a fragment. */
char *github_url_check(const char *url, bool *plain);

/* Whether A and B have the same scheme, host and port, and A no user. */
bool github_url_same_host(const char *a, const char *b);

/* The part of URL behind the host; borrowed. */
const char *github_url_path(const char *url);

/* The URL with rel="next" of a Link header's VALUE, or NULL; the caller owns it. */
char *github_url_next(const char *value);

#endif
