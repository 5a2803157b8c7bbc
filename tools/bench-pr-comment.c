/* bench-pr-comment: put Markdown on a pull request as one comment. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/output.h"
#include "base/util.h"
#include "comparison/comparison_summary.h"
#include "github/comment.h"
#include "github/comment_options.h"
#include "github/comment_text.h"
#include "github/commit_status.h"
#include "github/http_dry.h"
#include "github/job_summary.h"
#include "github/secret.h"
#include "render/markdown_fit.h"

enum { INPUT_MAX = 16 << 20 };

static const char *
token_get(void)
{
	const char *token = getenv("GITHUB_TOKEN");

	if (!token || !*token)
		token = getenv("GH_TOKEN");
	return token && *token ? token : NULL;
}

/* The text to post, cleaned, without the token should it be in there. */
static void
body_read(struct buf *text, const char *path, const char *token)
{
	const char *name = input_name(path);
	FILE *f = input_open(path);
	struct buf raw = BUF_INIT, clean = BUF_INIT;

	buf_read(&raw, f, INPUT_MAX, name);
	if (raw.len > INPUT_MAX)
		die("%s: larger than %d MiB", name, INPUT_MAX >> 20);
	if (!comment_text_clean(&clean, raw.s, raw.len))
		die("%s: has a NUL: it is not text", name);
	if (!clean.len || comment_text_blank(clean.s))
		die("%s: empty, and a comment is never replaced by nothing", name);
	secret_scrub(text, clean.s, clean.len, token);
	buf_free(&clean);
	buf_free(&raw);
	input_close(f);
}

/* Marker and text, as much as a comment may have; true when that is not all. */
static bool
body_make(struct buf *body, const struct buf *text, const char *key)
{
	struct markdown_size max = {COMMENT_CHARS_MAX, COMMENT_BYTES_MAX};
	char *where = job_summary_link();
	bool shortened;

	comment_marker(body, key);
	max.chars -= body->len;
	max.bytes -= body->len;
	shortened = markdown_fit(body, text->s, text->len, max, where);
	free(where);
	return shortened;
}

static bool
comment_is_wanted(const struct comment_options *o, const struct comparison_summary *summary)
{
	return o->on == COMMENT_ALWAYS ||
	       (o->on == COMMENT_ON_CHANGE ? summary->changed : summary->fails);
}

/* The story on the server; *URL is the comment's, or NULL when there is none. */
static enum github_outcome
post(struct github *g, struct comment_options *o, const struct comparison_summary *summary,
    const char *body, char **url)
{
	enum github_outcome outcome = GITHUB_OK;
	struct comment_place place = {o->pull.repo, 0, o->key, o->author};
	bool wanted = comment_is_wanted(o, summary);

	if (!o->pull.number)
		outcome = pull_request_find(g, &o->pull);
	place.number = o->pull.number;
	if (outcome == GITHUB_OK && o->status && !o->pull.head_sha)
		outcome = pull_request_head(g, &o->pull);
	if (outcome == GITHUB_OK && !wanted && o->delete_when_clean)
		outcome = comment_remove(g, &place);
	else if (outcome == GITHUB_OK)
		outcome = comment_put(g, &place, body,
		    (wanted ? COMMENT_CREATE : 0) | (o->rewrite ? COMMENT_REWRITE : 0), url);
	if (outcome == GITHUB_OK && o->status)
		outcome = commit_status_set(g, &o->pull, summary, o->key, *url);
	return outcome;
}

/* Say why there is no comment, and leave the text where it can be read. */
static int
give_up(const struct comment_options *o, const struct buf *text, const char *why, const char *hint)
{
	warn("cannot comment: %s", why);
	if (hint)
		warn("%s", hint);
	if (!o->dry_run && job_summary_append(text->s))
		warn("the text is in the job summary instead");
	return o->soft ? STATUS_OK : STATUS_TROUBLE;
}

static const char *
hint_for(enum github_outcome outcome)
{
	if (outcome == GITHUB_UNKNOWN)
		return "the token is not valid there, or not any more";
	if (outcome == GITHUB_REFUSED)
		return "the job needs 'permissions: pull-requests: write' (and 'statuses: write' "
		       "for --status); for a fork's pull request the token can only read: comment "
		       "from a workflow_run workflow, as bench-pr-comment(1) shows";
	if (outcome == GITHUB_MISSING)
		return "the repository or the pull request is not there, or the token may not see "
		       "it";
	return NULL;
}

/* The API, or what prints to F what would be asked of it. */
static struct github *
api_open(const struct comment_options *o, const char *token, FILE *f)
{
	const char *url = getenv("GITHUB_API_URL");

	if (o->dry_run)
		return github_over(http_dry_new(f, &o->pull), "", token, o->max_wait);
	return github_new(url && *url ? url : "https://api.github.com", token, o->max_wait);
}

/* Post and print the URL, or give up. */
static int
comment(struct comment_options *o, const struct comparison_summary *summary, const struct buf *text,
    const char *token, struct output *out)
{
	struct github *g = api_open(o, token, output_file(out));
	struct buf body = BUF_INIT;
	bool shortened = body_make(&body, text, o->key);
	char *url = NULL;
	enum github_outcome outcome = post(g, o, summary, body.s, &url);
	int status = STATUS_OK;

	if (outcome != GITHUB_OK) {
		status = give_up(o, text, github_error(g), hint_for(outcome));
	} else {
		if (shortened && !o->dry_run)
			job_summary_append(text->s);
		if (url && !o->dry_run)
			fprintf(output_file(out), "%s\n", url);
		else if (!url)
			warn("no comment: nothing that --on waits for");
	}
	github_free(g);
	buf_free(&body);
	free(url);
	return status;
}

int
main(int argc, char **argv)
{
	const char *token = token_get();
	struct comparison_summary summary = {0};
	struct buf text = BUF_INIT;
	struct comment_options o;
	struct output *out;
	int status = STATUS_OK;

	program_set(argv[0]);
	comment_options_read(&o, argc, argv);
	out = output_open(o.output);
	body_read(&text, o.input, token);
	if (o.comparison)
		comparison_summary_load(&summary, o.comparison);
	if (!o.pull.number && !o.pull.head_sha)
		status = give_up(&o, &text, "this is not about a pull request",
		    "give --pr or --head-sha, or run it in a job of a pull_request or "
		    "workflow_run event");
	else if (!token && !o.dry_run)
		status = give_up(&o, &text, "there is no token",
		    "set GITHUB_TOKEN, in a workflow with 'env: GITHUB_TOKEN: ${{ github.token "
		    "}}'");
	else
		status = comment(&o, &summary, &text, token, out);
	if (status == STATUS_OK)
		output_commit(out);
	else
		output_discard(out);
	pull_request_free(&o.pull);
	buf_free(&text);
	return status;
}
