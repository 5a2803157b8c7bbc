#include "render/md_revisions.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/util.h"
#include "render/markdown.h"

enum { SHOWN = 7, LINK_MAX = 300, NAME_MAX_SHOWN = 60, SCENARIO_MAX = 300 };

/* Why base is base, by the words of 'base_is'. */
static const char *const reasons[][2] = {
    {"merge-parent", "the commit of the target branch that GitHub merged it into"},
    {"merge-group", "what the merge queue puts it on"},
    {"before", "what the branch was before the push"},
    {"merge-base", "where it leaves the target branch"},
    {"parent", "its first parent"},
    {"given", "as it was given"},
};

static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/-";

bool
md_link_valid(const char *url)
{
	const char *rest = url + strlen("https://");

	if (strncmp(url, "https://", strlen("https://")) != 0 || strlen(url) > LINK_MAX || !*rest)
		return false;
	while (*rest == ':' || (*rest && strchr(plain, *rest)))
		rest++;
	return !*rest;
}

char *
md_run_repository(const char *run)
{
	const char *end = run ? strstr(run, "/actions/runs/") : NULL;

	return end ? xstrndup(run, (size_t)(end - run)) : NULL;
}

/* What is compared, and the repository that it is in, or NULL. */
struct revisions {
	struct json_at environment, at; /* AT in ENVIRONMENT */
	char *repository;
};

/* The commit KEY of R; NULL when it is none. */
static const char *
commit_of(const struct revisions *r, const char *key)
{
	const char *commit = json_string_or(&r->at, key, "");
	size_t n = strlen(commit);

	return (n == 40 || n == 64) && !commit[strspn(commit, "0123456789abcdef")] ? commit : NULL;
}

/* "`main` at " where R has a name for it, else OTHERWISE; then COMMIT as GitHub names it. */
static void
add_commit(struct buf *b, const struct revisions *r, const char *commit, const char *name_key,
    const char *otherwise)
{
	const char *name = json_string_or(&r->at, name_key, "");

	if (*name && strncmp(commit, name, strlen(name)) != 0) {
		markdown_code(b, name, NAME_MAX_SHOWN);
		buf_str(b, " at ");
	} else {
		buf_str(b, otherwise);
	}
	buf_printf(b, r->repository ? "[<code>%.*s</code>](%s/commit/%s)" : "<code>%.*s</code>",
	    SHOWN, commit, r->repository, commit);
}

/* A pull request, merged into its target. */
static void
add_merged(struct buf *b, const struct revisions *r, const char *proposed, const char *base)
{
	add_commit(b, r, proposed, "head_name", "the pull request's commit ");
	buf_str(b, ", merged into ");
	add_commit(b, r, base, "base_name", "its target branch at ");
}

static void
add_compared(struct buf *b, const struct revisions *r)
{
	const char *base = commit_of(r, "base"), *head = commit_of(r, "head");
	const char *proposed = commit_of(r, "proposed");
	const char *word = json_string_or(&r->at, "base_is", "");

	if (!base || !head)
		return;
	buf_str(b, "**Compared:** ");
	if (proposed && strcmp(word, "merge-parent") == 0) {
		add_merged(b, r, proposed, base);
		return;
	}
	add_commit(b, r, head, "head_name", "head ");
	if (proposed) {
		buf_str(b, ", for the pull request's commit ");
		add_commit(b, r, proposed, "", "");
		buf_char(b, ',');
	}
	buf_str(b, " with ");
	add_commit(b, r, base, "base_name", "base ");
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (strcmp(word, reasons[i][0]) == 0)
			buf_printf(b, ", %s", reasons[i][1]);
}

/* The revisions in the environment of SIDE; false: there are none. */
static bool
revisions_find(struct revisions *r, const struct json_at *side)
{
	r->environment = json_member(side, "environment");
	r->at = json_member(&r->environment, "revisions");
	return r->at.node && json_kind(&r->at) == JSON_OBJECT;
}

void
md_revisions(struct buf *b, const struct json_at *side, const char *run)
{
	struct revisions r = {.repository = md_run_repository(run)};
	struct buf line = BUF_INIT;

	if (revisions_find(&r, side))
		add_compared(&line, &r);
	if (run)
		buf_printf(&line, "%s[The run](%s)", line.len ? " · " : "", run);
	if (line.len)
		buf_printf(b, "%s\n\n", line.s);
	buf_free(&line);
	free(r.repository);
}

/* Add PATH as a shell reads it back; false, and nothing, where it is no usual name of a file. */
static bool
add_path(struct buf *b, const char *path)
{
	size_t len = strlen(path);

	if (!len || len > SCENARIO_MAX || *path == '-')
		return false;
	for (const char *s = path; *s;) {
		size_t n = utf8_length(s, (size_t)(path + len - s));

		if (!n || (n == 1 ? !strchr(plain, *s) && !strchr(" +,=()", *s)
				  : utf8_hidden(utf8_code(s, n))))
			return false;
		s += n;
	}
	buf_printf(b, path[strspn(path, plain)] ? "'%s'" : "%s", path);
	return true;
}

void
md_reproduce(struct buf *b, const struct json_at *side)
{
	struct revisions r = {.repository = NULL};
	const char *base, *head;
	struct buf path = BUF_INIT;

	if (!revisions_find(&r, side))
		return;
	base = commit_of(&r, "base");
	head = commit_of(&r, "head");
	if (base && head && add_path(&path, json_string_or(&r.at, "scenario", ""))) {
		markdown_fold_begin(b, "How to measure this again");
		buf_printf(b,
		    "```sh\nbase=%s\nhead=%s\ngit fetch origin $base $head\n"
		    "bench-compare $base $head %s\n```\n\n",
		    base, head, path.s);
		buf_printf(b,
		    "This builds and runs the code of both commits on your machine.%s\n\n",
		    commit_of(&r, "proposed") ? " The second one is the pull request's commit "
						"merged into its target branch."
					      : "");
		markdown_fold_end(b);
	}
	buf_free(&path);
}
