#include "github/commit_status.h"

#include <stdlib.h>

#include "base/util.h"
#include "json/json_writer.h"

/* The JSON of the request; the caller owns it. */
static char *
status_json(const struct comparison_summary *summary, const char *context, const char *url)
{
	struct json_writer *w = json_writer_new(NULL);
	char *text;

	json_object_begin(w, NULL);
	json_string(w, "state", summary->fails ? "failure" : "success");
	if (url)
		json_string(w, "target_url", url);
	json_string(w, "description", summary->description);
	json_string(w, "context", context);
	json_object_end(w);
	text = json_writer_take(w);
	return text;
}

enum github_outcome
commit_status_set(struct github *g, const struct pull_request *p,
    const struct comparison_summary *summary, const char *context, const char *url)
{
	char *path = xasprintf("/repos/%s/statuses/%s", p->repo, p->head_sha);
	char *body = status_json(summary, context, url);
	enum github_outcome outcome = github_request(g, "POST", path, body, NULL);

	free(body);
	free(path);
	return outcome;
}
