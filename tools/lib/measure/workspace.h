/* workspace.h: the surroundings of an invocation: a temporary folder of its
 * own, empty each time, and a small environment that is always the same. */
#ifndef WORKSPACE_H
#define WORKSPACE_H

struct workspace;

/* Make the folder below $TMPDIR or /tmp; dies when it cannot. It is removed by
 * workspace_remove() and at exit. */
struct workspace *workspace_make(void);

/* PATH, HOME, USER, LANG, LC_ALL, TZ and TMPDIR, ending in NULL; borrowed. */
char *const *workspace_env(const struct workspace *ws);

/* Make the folder as it was: empty, and there. */
void workspace_clean(struct workspace *ws);

void workspace_remove(struct workspace *ws);

#endif
