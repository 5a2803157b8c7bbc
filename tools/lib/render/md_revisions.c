#include "render/md_revisions.h"

#include <stddef.h>
#include <string.h>

enum { SHOWN = 12 }; /* digits of a commit */

/* Why base is base, by the words of 'base_is'. */
static const char *const reasons[][2] = {
    {"merge-parent", "the commit of the target branch that GitHub merged it into"},
    {"merge-group", "what the merge queue puts it on"},
    {"before", "what the branch was before the push"},
    {"merge-base", "where it leaves the target branch"},
    {"parent", "its first parent"},
    {"given", "as it was given"},
};

/* The first digits of the commit KEY of REVISIONS; false, and nothing, when it is none. */
static bool
add_commit(struct buf *b, const char *before, const struct json_at *revisions, const char *key)
{
	const char *commit = json_string_or(revisions, key, "");
	size_t n = strlen(commit);

	if ((n != 40 && n != 64) || commit[strspn(commit, "0123456789abcdef")])
		return false;
	buf_printf(b, "%s<code>%.*s</code>", before, SHOWN, commit);
	return true;
}

void
md_revisions(struct buf *b, const struct json_at *side)
{
	struct json_at environment = json_member(side, "environment");
	struct json_at revisions = json_member(&environment, "revisions");
	const char *word;
	struct buf line = BUF_INIT;

	if (!revisions.node || json_kind(&revisions) != JSON_OBJECT)
		return;
	if (add_commit(&line, "**Compared:** head ", &revisions, "head")) {
		if (add_commit(&line, ", for the pull request's commit ", &revisions, "proposed"))
			buf_char(&line, ',');
		if (add_commit(&line, " with base ", &revisions, "base")) {
			word = json_string_or(&revisions, "base_is", "");
			for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
				if (strcmp(word, reasons[i][0]) == 0)
					buf_printf(&line, ", %s", reasons[i][1]);
			buf_printf(b, "%s<br>\n", line.s);
		}
	}
	buf_free(&line);
}
