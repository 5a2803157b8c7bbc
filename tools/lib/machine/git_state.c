#include "machine/git_state.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

#define DIRECTORY "BENCHPIPE_DIRECTORY" /* for the shell, whatever is in its name */

/* One call for all: to start git takes longer than what it is asked for. Without
 * its lock on the index, so that somebody's commit does not fail because of it. */
#define STATUS "status --porcelain=v2 --branch --untracked-files=no 2>/dev/null"
/* Not the repository whose hook this may be called from. */
#define FRESH "unset $(git rev-parse --local-env-vars 2>/dev/null); "
#define TRACKED FRESH "git -C \"$" DIRECTORY "\" ls-files 2>/dev/null | grep -q . && "

/* The rest of LINE after PREFIX, unless it is a word in brackets: "(initial)"
 * for no commit yet, "(detached)" for no branch. NULL when there is none. */
static char *
value_after(const char *line, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(line, prefix, len) == 0 && line[len] != '(' ? xstrdup(line + len) : NULL;
}

static void
line_read(const char *line, struct git_state *g)
{
	if (!g->commit)
		g->commit = value_after(line, "# branch.oid ");
	if (!g->branch)
		g->branch = value_after(line, "# branch.head ");
	g->dirty = g->dirty || (*line && *line != '#');
}

void
git_state_read(const char *directory, struct git_state *g)
{
	char *line = NULL;
	size_t size = 0;
	FILE *f;

	*g = (struct git_state){0};
	if (directory && setenv(DIRECTORY, directory, 1) != 0)
		die("cannot ask git:");
	f = popen(directory ? TRACKED "GIT_OPTIONAL_LOCKS=0 git -C \"$" DIRECTORY "\" " STATUS
			    : "GIT_OPTIONAL_LOCKS=0 git " STATUS,
	    "r");
	if (!f && errno == ENOMEM)
		die("cannot ask git:");
	unsetenv(DIRECTORY);
	while (f && getline(&line, &size, f) > 0) {
		line[strcspn(line, "\n")] = '\0';
		line_read(line, g);
	}
	free(line);
	if (f)
		pclose(f);
}

void
git_state_free(struct git_state *g)
{
	free(g->commit);
	free(g->branch);
}
