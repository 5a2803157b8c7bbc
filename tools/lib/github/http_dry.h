/* http_dry.h: requests that are printed and not sent. */
#ifndef HTTP_DRY_H
#define HTTP_DRY_H

#include <stdio.h>

#include "github/http.h"
#include "github/pull_request.h"

/* A client that prints each request to FILE (borrowed): method and path, then the
 * body. It answers as GitHub would to the token of a workflow if P (which must stay
 * there) were open and had no comment; what P does not say, and GitHub alone could,
 * shows as NUMBER and SHA. The caller owns it. */
struct http *http_dry_new(FILE *file, const struct pull_request *p);

#endif
