#include "github/comment_options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/amount.h"
#include "base/input.h"
#include "base/option.h"
#include "base/util.h"
#include "github/comment_text.h"

enum { MAX_WAIT = 120, MAX_WAIT_MAX = 3600 };

static const struct option_usage usage = {
    .forms = "[OPTION]... [FILE]",
    .about = "Put Markdown on a pull request as one comment, and print its URL.",
    .operands = 1,
};

static void
repo_set(struct comment_options *o, const char *repo, const char *from)
{
	if (!pull_request_repo_valid(repo))
		die_usage("'%s' must be OWNER/NAME, not '%.80s'", from, repo);
	o->pull.repo = repo;
}

static void
repo_take(const struct option_row *row, char *value)
{
	repo_set(row->to, value, "--repo");
}

static void
number_take(const struct option_row *row, char *value)
{
	size_t v;

	if (!amount_count(value, &v) || v < 1 || v > PULL_REQUEST_MAX)
		option_die(row, value, "the number of a pull request");
	*(uint64_t *)row->to = v;
}

static void
sha_take(const struct option_row *row, char *value)
{
	char **sha = row->to;

	if (!pull_request_sha_valid(value))
		option_die(row, value, "all of the 40 or 64 hexadecimal digits");
	free(*sha);
	*sha = xstrdup(value);
}

static void
max_wait_take(const struct option_row *row, char *value)
{
	double *to = row->to, v;

	if (!amount_duration(value, &v) || v > MAX_WAIT_MAX)
		option_die(row, value, "seconds, at most %d", MAX_WAIT_MAX);
	*to = v;
}

static struct operands
comment_line_read(struct comment_options *o, int argc, char **argv)
{
	static const char *const when[] = {"always", "change", "regression", "never", NULL};
	static const char *const unchanged[] = {"skip", "update", NULL};
	const struct option_row rows[] = {
	    OPTION_HEADING("Where:"),
	    {'r', "repo", "OWNER/NAME", "instead of GITHUB_REPOSITORY", .take = repo_take,
		.to = (struct comment_options *){o}},
	    {'p', "pr", "NUMBER", "instead of the event's pull request", .take = number_take,
		.to = (uint64_t *){&o->pull.number}},
	    {0, "head-sha", "SHA", "ask for the open pull request with this head", .take = sha_take,
		.to = (char **){&o->pull.head_sha}},
	    {'k', "key", "KEY", "one comment for each key (default benchpipe)",
		OPTION_STRING(&o->key)},
	    {0, "author", "LOGIN", "who the token posts as, if it is another app's",
		OPTION_STRING(&o->author)},
	    OPTION_HEADING("When:"),
	    {'c', "comparison", "FILE", "the comparison document that the text shows",
		OPTION_STRING(&o->comparison)},
	    {0, "on", "WHEN",
		"always, change, regression or never: create it then (default change, without "
		"--comparison always)",
		OPTION_CHOICE(&o->on, when)},
	    {0, "delete-when-clean", NULL, "delete it when --on says not to create it",
		OPTION_FLAG(&o->delete_when_clean)},
	    {0, "if-unchanged", "WHAT", "skip (default) or update",
		OPTION_CHOICE(&o->rewrite, unchanged)},
	    OPTION_HEADING("What else:"),
	    {0, "status", NULL, "also set a commit status from the comparison",
		OPTION_FLAG(&o->status)},
	    {0, "dry-run", NULL, "print the requests, send nothing", OPTION_FLAG(&o->dry_run)},
	    {0, "soft", NULL, "exit 0 when it cannot comment", OPTION_FLAG(&o->soft)},
	    {0, "max-wait", "SECONDS", "for all of it, with retries (default 120)",
		.take = max_wait_take, .to = (double *){&o->max_wait}},
	    OPTION_OUTPUT(&o->output),
	    OPTION_COMMON,
	};

	return options_read(&usage, rows, argc, argv);
}

static void
options_check(const struct comment_options *o)
{
	if (!comment_key_valid(o->key))
		die_usage("'--key' must be 1 to 100 letters, digits and '.', '_', '/', '-'");
	if (o->author && (!*o->author || strlen(o->author) > 100))
		die_usage("'--author' must be a login, not '%.80s'", o->author);
	if (o->delete_when_clean && o->on == COMMENT_ALWAYS)
		die_usage("--delete-when-clean: goes with '--on change' or '--on regression'");
	if (!o->comparison &&
	    (o->on == COMMENT_ON_CHANGE || o->on == COMMENT_ON_REGRESSION || o->status))
		die_usage("%s: needs --comparison FILE", o->status ? "--status" : "--on");
	if (!o->pull.repo)
		die_usage("which repository? give --repo, or set GITHUB_REPOSITORY");
}

void
comment_options_read(struct comment_options *o, int argc, char **argv)
{
	const char *event = getenv("GITHUB_EVENT_PATH"), *repo = getenv("GITHUB_REPOSITORY");
	struct operands operands;

	*o = (struct comment_options){.input = "-", .key = "benchpipe", .max_wait = MAX_WAIT};
	o->on = COMMENT_BY_DEFAULT;
	operands = comment_line_read(o, argc, argv);
	if (o->on == COMMENT_BY_DEFAULT)
		o->on = o->comparison ? COMMENT_ON_CHANGE : COMMENT_ALWAYS;
	if (operands.n)
		o->input = operands.at[0];
	input_once((const char *[]){o->input, o->comparison}, 2);
	if (!o->pull.repo && repo && *repo)
		repo_set(o, repo, "GITHUB_REPOSITORY");
	options_check(o);
	if (!o->pull.number && !o->pull.head_sha && event && *event)
		pull_request_read(&o->pull, event);
}
