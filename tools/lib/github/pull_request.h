/* pull_request.h: which pull request it is about. */
#ifndef PULL_REQUEST_H
#define PULL_REQUEST_H

#include <stdint.h>

#include "github/github.h"

struct pull_request {
	const char *repo; /* "owner/name", borrowed */
	uint64_t number;  /* 0: not known */
	char *head_sha;   /* the rest is owned, and NULL when not known */
	char *head_repo;
	char *head_branch;
};

enum { PULL_REQUEST_MAX = INT32_MAX };

/* Whether REPO is "owner/name", and SHA a whole commit id. */
bool pull_request_repo_valid(const char *repo);
bool pull_request_sha_valid(const char *sha);

/* Take from the event in file PATH, as GitHub describes it to a workflow, what
 * it says: of a pull request its number and head, of a workflow_run its head
 * alone, which is all that may be believed there. Dies when the file is not
 * such a document. */
void pull_request_read(struct pull_request *p, const char *path);

/* Find the number of the one open pull request with this head, by asking;
 * more than one, or none, is GITHUB_NONE. */
enum github_outcome pull_request_find(struct github *g, struct pull_request *p);

/* Ask for the head's commit by the number. */
enum github_outcome pull_request_head(struct github *g, struct pull_request *p);

void pull_request_free(struct pull_request *p);

#endif
