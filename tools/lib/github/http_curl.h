/* http_curl.h: requests over the network; wraps libcurl. */
#ifndef HTTP_CURL_H
#define HTTP_CURL_H

#include <stdbool.h>
#include <stddef.h>

#include "github/http.h"

/* A client that sends TOKEN, in requests to http URLs if PLAIN (then past any
 * proxy) or else to https ones, and reads at most MAX bytes of an answer. It
 * follows no redirect. Dies when libcurl cannot start. The caller owns it. */
struct http *http_curl_new(const char *token, bool plain, size_t max);

#endif
