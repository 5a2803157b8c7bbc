#include "github/comment_options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/amount.h"
#include "base/option.h"
#include "base/suggest.h"
#include "base/util.h"
#include "github/comment_text.h"

enum { MAX_WAIT = 120, MAX_WAIT_MAX = 3600 };
enum {
	OPT_AUTHOR = 256,
	OPT_DELETE,
	OPT_DRY_RUN,
	OPT_HEAD_SHA,
	OPT_MAX_WAIT,
	OPT_ON,
	OPT_SOFT,
	OPT_STATUS,
	OPT_UNCHANGED
};

static const struct option longs[] = {
    {"author", required_argument, NULL, OPT_AUTHOR},
    {"comparison", required_argument, NULL, 'c'},
    {"delete-when-clean", no_argument, NULL, OPT_DELETE},
    {"dry-run", no_argument, NULL, OPT_DRY_RUN},
    {"head-sha", required_argument, NULL, OPT_HEAD_SHA},
    {"if-unchanged", required_argument, NULL, OPT_UNCHANGED},
    {"key", required_argument, NULL, 'k'},
    {"max-wait", required_argument, NULL, OPT_MAX_WAIT},
    {"on", required_argument, NULL, OPT_ON},
    {"output", required_argument, NULL, 'o'},
    {"pr", required_argument, NULL, 'p'},
    {"repo", required_argument, NULL, 'r'},
    {"soft", no_argument, NULL, OPT_SOFT},
    {"status", no_argument, NULL, OPT_STATUS},
    OPTION_COMMON,
};

static void
usage(void)
{
	puts("usage: bench-pr-comment [options] [file]\n"
	     "Put Markdown on a pull request as one comment, and print its URL.\n"
	     "\n"
	     "Where:\n"
	     "  -r, --repo OWNER/NAME  instead of GITHUB_REPOSITORY\n"
	     "  -p, --pr NUMBER        instead of the event's pull request\n"
	     "      --head-sha SHA     ask for the open pull request with this head\n"
	     "  -k, --key KEY          one comment for each key (default benchpipe)\n"
	     "      --author LOGIN     who the token posts as, if it is another app's\n"
	     "When:\n"
	     "  -c, --comparison FILE  the comparison document that the text shows\n"
	     "      --on WHEN          always (default), change or regression: create it then\n"
	     "      --delete-when-clean  delete it when --on says not to create it\n"
	     "      --if-unchanged WHAT  skip (default) or update\n"
	     "What else:\n"
	     "      --status           also set a commit status from the comparison\n"
	     "      --dry-run          print the requests, send nothing\n"
	     "      --soft             exit 0 when it cannot comment\n"
	     "      --max-wait SECONDS for all of it, with retries (default 120)\n"
	     "  -o, --output FILE      write the URL to FILE\n"
	     "      --help             print this\n"
	     "      --version          print the version");
}

/* The index of WORD in the N WORDS of OPTION. */
static unsigned
word_option(const char *option, const char *word, const char *const *words, size_t n)
{
	char *note;

	for (size_t i = 0; i < n; i++)
		if (strcmp(word, words[i]) == 0)
			return (unsigned)i;
	note = suggest_note(word, words, n);
	die_usage("%s '%.40s': unknown%s", option, word, note);
}

static void
repo_set(struct comment_options *o, const char *repo, const char *from)
{
	if (!pull_request_repo_valid(repo))
		die_usage("%s '%.80s': expected OWNER/NAME", from, repo);
	o->pull.repo = repo;
}

static void
pull_number_set(struct comment_options *o, const char *text)
{
	size_t v;

	if (!amount_count(text, &v) || v < 1 || v > PULL_REQUEST_MAX)
		die_usage("--pr '%.40s': expected the number of a pull request", text);
	o->pull.number = v;
}

static void
sha_set(struct comment_options *o, const char *text)
{
	if (!pull_request_sha_valid(text))
		die_usage(
		    "--head-sha '%.80s': expected all of the 40 or 64 hexadecimal digits", text);
	free(o->pull.head_sha);
	o->pull.head_sha = xstrdup(text);
}

static void
max_wait_set(struct comment_options *o, const char *text)
{
	if (!amount_duration(text, &o->max_wait) || o->max_wait > MAX_WAIT_MAX)
		die_usage("--max-wait '%.40s': expected seconds, at most %d", text, MAX_WAIT_MAX);
}

static void
option_read(struct comment_options *o, int c)
{
	static const char *const when[] = {"always", "change", "regression"};
	static const char *const unchanged[] = {"skip", "update"};

	switch (c) {
	case 'c': o->comparison = optarg; break;
	case 'k': o->key = optarg; break;
	case 'o': o->output = optarg; break;
	case 'p': pull_number_set(o, optarg); break;
	case 'r': repo_set(o, optarg, "--repo"); break;
	case OPT_AUTHOR: o->author = optarg; break;
	case OPT_DELETE: o->delete_when_clean = true; break;
	case OPT_DRY_RUN: o->dry_run = true; break;
	case OPT_HEAD_SHA: sha_set(o, optarg); break;
	case OPT_MAX_WAIT: max_wait_set(o, optarg); break;
	case OPT_ON: o->on = (enum comment_on)word_option("--on", optarg, when, 3); break;
	case OPT_SOFT: o->soft = true; break;
	case OPT_STATUS: o->status = true; break;
	case OPT_UNCHANGED:
		o->rewrite = word_option("--if-unchanged", optarg, unchanged, 2) == 1;
		break;
	default: option_common(c, usage);
	}
}

static void
options_check(const struct comment_options *o)
{
	if (!comment_key_valid(o->key))
		die_usage("--key: expected 1 to 100 letters, digits and '.', '_', '/', '-'");
	if (o->author && (!*o->author || strlen(o->author) > 100))
		die_usage("--author '%.40s': expected a login", o->author);
	if (o->delete_when_clean && o->on == COMMENT_ALWAYS)
		die_usage("--delete-when-clean: goes with '--on change' or '--on regression'");
	if (!o->comparison && (o->on != COMMENT_ALWAYS || o->status))
		die_usage("%s: needs --comparison FILE", o->status ? "--status" : "--on");
	if (!o->pull.repo)
		die_usage("which repository? give --repo, or set GITHUB_REPOSITORY");
}

void
comment_options_read(struct comment_options *o, int argc, char **argv)
{
	const char *event = getenv("GITHUB_EVENT_PATH"), *repo = getenv("GITHUB_REPOSITORY");
	int c;

	*o = (struct comment_options){.input = "-", .key = "benchpipe", .max_wait = MAX_WAIT};
	while ((c = getopt_long(argc, argv, "c:k:o:p:r:", longs, NULL)) != -1)
		option_read(o, c);
	if (argc - optind > 1)
		die_usage("'%s': one file at most", argv[optind + 1]);
	if (optind < argc)
		o->input = argv[optind];
	if (!o->pull.repo && repo && *repo)
		repo_set(o, repo, "GITHUB_REPOSITORY");
	options_check(o);
	if (!o->pull.number && !o->pull.head_sha && event && *event)
		pull_request_read(&o->pull, event);
}
