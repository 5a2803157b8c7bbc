#include "github/http_dry.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/tame.h"
#include "base/util.h"
#include "json/json_writer.h"

/* What stands in an answer for what is not known: a number and a commit that no
 * pull request has. */
#define NOWHERE "0000000000000000000000000000000000000000"
enum { NO_NUMBER = PULL_REQUEST_MAX };

struct dry {
	struct http http; /* first: the client is known by it */
	FILE *file;
	struct pull_request pull; /* borrowed, as it was at first */
	char number[24];          /* of the pull request as it is in paths */
};

static void
pull_write(struct json_writer *w, const struct pull_request *p)
{
	json_object_begin(w, NULL);
	json_integer(w, "number", p->number ? (long long)p->number : NO_NUMBER);
	json_string(w, "state", "open");
	json_object_begin(w, "head");
	json_string(w, "sha", p->head_sha ? p->head_sha : NOWHERE);
	json_string(w, "ref", p->head_branch);
	json_object_begin(w, "repo");
	json_string(w, "full_name", p->head_repo);
	json_object_end(w);
	json_object_end(w);
	json_object_begin(w, "base");
	json_object_begin(w, "repo");
	json_string(w, "full_name", p->repo);
	json_object_end(w);
	json_object_end(w);
	json_object_end(w);
}

static void
comment_write(struct json_writer *w, const struct dry *d)
{
	char *url = xasprintf("https://github.com/%s/pull/%s#issuecomment-ID", d->pull.repo,
	    d->pull.number ? d->number : "NUMBER");

	json_object_begin(w, NULL);
	json_integer(w, "id", 1);
	json_string(w, "html_url", url);
	json_object_end(w);
	free(url);
}

/* The JSON that answers METHOD on PATH; the caller owns it. */
static char *
answer_make(const struct dry *d, const char *method, const char *path)
{
	struct json_writer *w = json_writer_new(NULL);
	const char *end = path + strcspn(path, "?"), *last = end;
	bool list;

	while (last > path && last[-1] != '/')
		last--;
	list = strncmp(last, "pulls", 5) == 0 || strncmp(last, "comments", 8) == 0;
	if (strcmp(method, "GET") != 0) {
		comment_write(w, d);
		return json_writer_take(w);
	}
	if (list)
		json_array_begin(w, NULL);
	if (strncmp(last, "comments", 8) != 0)
		pull_write(w, &d->pull);
	if (list)
		json_array_end(w);
	return json_writer_take(w);
}

/* PATH, with words for the parts that came out of an answer of ours. */
static void
path_print(const struct dry *d, const char *path)
{
	while (*path) {
		size_t n = strcspn(path + 1, "/?") + 1;

		if (!d->pull.number && n == strlen(d->number) + 1 &&
		    strncmp(path + 1, d->number, n - 1) == 0)
			fputs("/NUMBER", d->file);
		else if (!d->pull.head_sha && n == sizeof NOWHERE &&
			 strncmp(path + 1, NOWHERE, n - 1) == 0)
			fputs("/SHA", d->file);
		else
			fwrite(path, 1, n, d->file);
		path += n;
	}
}

static void
dry_perform(struct http *h, const char *method, const char *path, const char *body, double patience)
{
	struct dry *d = (struct dry *)h;
	char *json = answer_make(d, method, path);

	(void)patience;
	fprintf(d->file, "%s ", method);
	path_print(d, path);
	fputc('\n', d->file);
	if (body) {
		json_tame_print(body, d->file);
		fputc('\n', d->file);
	}
	/* The token of a workflow may not ask whose it is. */
	h->answer.status = strcmp(path, "/user") == 0 ? 403 : 200;
	h->answer.type = "application/json";
	buf_str(&h->answer.body, json);
	free(json);
}

static void
dry_free(struct http *h)
{
	free(h);
}

struct http *
http_dry_new(FILE *file, const struct pull_request *p)
{
	struct dry *d = xcalloc(1, sizeof *d);

	d->http.perform = dry_perform;
	d->http.free = dry_free;
	d->file = file;
	d->pull = *p;
	snprintf(
	    d->number, sizeof d->number, "%" PRIu64, p->number ? p->number : (uint64_t)NO_NUMBER);
	return &d->http;
}
