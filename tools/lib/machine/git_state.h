/* git_state.h: the commit that a directory is at. */
#ifndef GIT_STATE_H
#define GIT_STATE_H

#include <stdbool.h>

struct git_state {
	char *commit, *branch; /* NULL: none, or not known */
	bool dirty;            /* tracked files were changed since */
};

/* Ask git about DIRECTORY; NULL: the current one. Nothing is known without git, outside of
 * a repository, and of a DIRECTORY in which it tracks no file. It never fails. */
void git_state_read(const char *directory, struct git_state *g);
void git_state_free(struct git_state *g);

#endif
