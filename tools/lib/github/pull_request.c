#include "github/pull_request.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/util.h"
#include "json/json_document.h"

bool
pull_request_sha_valid(const char *sha)
{
	size_t n = strlen(sha);

	return (n == 40 || n == 64) && strspn(sha, "0123456789abcdef") == n;
}

bool
pull_request_repo_valid(const char *repo)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				      "0123456789._-";
	size_t owner = strspn(repo, allowed), name;

	if (owner < 1 || owner > 100 || repo[owner] != '/')
		return false;
	name = strspn(repo + owner + 1, allowed);
	return name >= 1 && name <= 100 && !repo[owner + 1 + name] && strspn(repo, ".") != owner &&
	       strspn(repo + owner + 1, ".") != name;
}

static char *
optional(const struct json_at *object, const char *key)
{
	const char *s = json_string_or(object, key, NULL);

	return s ? xstrdup(s) : NULL;
}

static void
take_sha(struct pull_request *p, const struct json_at *object, const char *key)
{
	const char *sha = json_string_of(object, key);
	struct json_at at = json_member(object, key);

	if (!pull_request_sha_valid(sha))
		json_wrong(&at, "a commit id");
	p->head_sha = xstrdup(sha);
}

void
pull_request_read(struct pull_request *p, const char *path)
{
	struct json_document *d = json_document_load(path);
	struct json_at root = json_root(d), pull = json_member(&root, "pull_request");
	struct json_at run = json_member(&root, "workflow_run"), head, number;

	if (json_kind(&pull) == JSON_OBJECT) {
		head = json_member(&pull, "head");
		number = json_member(&pull, "number");
		p->number = json_count_or(&pull, "number", 0);
		if (p->number < 1 || p->number > PULL_REQUEST_MAX)
			json_wrong(&number, "the number of a pull request");
		take_sha(p, &head, "sha");
	} else if (json_kind(&run) == JSON_OBJECT &&
		   strncmp(json_string_or(&run, "event", ""), "pull_request", 12) == 0) {
		head = json_member(&run, "head_repository");
		take_sha(p, &run, "head_sha");
		p->head_repo = optional(&head, "full_name");
		p->head_branch = optional(&run, "head_branch");
	}
	json_document_free(d);
}

struct pull_candidate {
	const struct pull_request *wanted;
	uint64_t number;
	bool several;
};

static bool
is_at(const struct github_json *pull, const char *path, const char *wanted, bool fold)
{
	const char *s = github_json_string(pull, path);

	return !wanted || (s && (fold ? strcasecmp(s, wanted) : strcmp(s, wanted)) == 0);
}

static bool
match(const struct github_json *pull, void *context)
{
	struct pull_candidate *m = context;
	uint64_t number = github_json_id(pull, "number");

	if (number < 1 || number > PULL_REQUEST_MAX || !is_at(pull, "state", "open", false) ||
	    !is_at(pull, "head.sha", m->wanted->head_sha, false) ||
	    !is_at(pull, "base.repo.full_name", m->wanted->repo, true) ||
	    !is_at(pull, "head.repo.full_name", m->wanted->head_repo, true) ||
	    !is_at(pull, "head.ref", m->wanted->head_branch, false))
		return true;
	m->several = m->several || (m->number && m->number != number);
	m->number = number;
	return true;
}

enum github_outcome
pull_request_find(struct github *g, struct pull_request *p)
{
	struct pull_candidate m = {.wanted = p};
	char *by_commit = xasprintf("/repos/%s/commits/%s/pulls", p->repo, p->head_sha);
	char *all = xasprintf("/repos/%s/pulls?state=open", p->repo);
	enum github_outcome outcome = github_list(g, by_commit, match, &m);

	/* A commit that only a fork has is not associated with anything here. */
	if (outcome == GITHUB_OK && !m.number)
		outcome = github_list(g, all, match, &m);
	free(by_commit);
	free(all);
	if (outcome != GITHUB_OK)
		return outcome;
	if (m.several)
		github_fail(g, "more than one open pull request has the head %s", p->head_sha);
	else if (!m.number)
		github_fail(g,
		    "no open pull request of '%s' has the head %s (it was closed, or pushed to "
		    "since)",
		    p->repo, p->head_sha);
	if (m.several || !m.number)
		return GITHUB_NONE;
	p->number = m.number;
	return GITHUB_OK;
}

enum github_outcome
pull_request_head(struct github *g, struct pull_request *p)
{
	char *path = xasprintf("/repos/%s/pulls/%" PRIu64, p->repo, p->number);
	enum github_outcome outcome = github_get_string(g, path, "head.sha", &p->head_sha);

	if (outcome == GITHUB_OK && !pull_request_sha_valid(p->head_sha)) {
		free(p->head_sha);
		p->head_sha = NULL;
		outcome = github_fail(g, "GET %s answered with a head that is no commit id", path);
	}
	free(path);
	return outcome;
}

void
pull_request_free(struct pull_request *p)
{
	free(p->head_sha);
	free(p->head_repo);
	free(p->head_branch);
}
