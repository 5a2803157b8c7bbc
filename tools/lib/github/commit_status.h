/* commit_status.h: the mark that a commit gets on GitHub. */
#ifndef COMMIT_STATUS_H
#define COMMIT_STATUS_H

#include "comparison/comparison_summary.h"
#include "github/github.h"
#include "github/pull_request.h"

/* Set the status CONTEXT, as SUMMARY says, on the head of P, which must be known;
 * URL is where it leads, or NULL. */
enum github_outcome commit_status_set(struct github *g, const struct pull_request *p,
    const struct comparison_summary *summary, const char *context, const char *url);

#endif
