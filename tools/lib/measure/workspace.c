#include "measure/workspace.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/folder.h"
#include "base/temporary.h"
#include "base/util.h"

enum { NENV = 7 };

struct workspace {
	char *path;
	int fd;
	char *env[NENV + 1];
	struct workspace *next;
};

/* Those that an exit on the way must remove. */
static struct workspace *all;

static void
remove_all(void)
{
	for (struct workspace *ws = all; ws; ws = ws->next) {
		folder_empty(ws->path);
		rmdir(ws->path);
	}
}

/* Date the empty folder to 1970: whatever is put into it dates it to now, and
 * one fstat() tells, while modification times by themselves move in ticks of
 * some milliseconds and could hide a file. */
static void
mark_clean(const struct workspace *ws)
{
	static const struct timespec epoch[2] = {{0, 0}, {0, 0}};

	futimens(ws->fd, epoch);
}

static bool
is_clean(const struct workspace *ws)
{
	struct stat st;

	return fstat(ws->fd, &st) == 0 && st.st_nlink > 0 && (st.st_mode & 0777) == 0700 &&
	       st.st_mtim.tv_sec == 0 && st.st_mtim.tv_nsec == 0;
}

static int
folder_open(const char *path)
{
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static char *
inherited(const char *name, const char *otherwise)
{
	const char *value = getenv(name);

	return xasprintf("%s=%s", name, value && *value ? value : otherwise);
}

struct workspace *
workspace_make(void)
{
	struct workspace *ws = xcalloc(1, sizeof *ws);

	ws->path = temporary_folder();
	ws->fd = folder_open(ws->path);
	if (!all)
		atexit(remove_all);
	ws->next = all;
	all = ws;
	mark_clean(ws);
	ws->env[0] = inherited("PATH", "/usr/local/bin:/usr/bin:/bin");
	ws->env[1] = inherited("HOME", "/");
	ws->env[2] = inherited("USER", "bench");
	ws->env[3] = xstrdup("LANG=C.UTF-8");
	ws->env[4] = xstrdup("LC_ALL=C.UTF-8");
	ws->env[5] = xstrdup("TZ=UTC");
	ws->env[6] = xasprintf("TMPDIR=%s", ws->path);
	return ws;
}

char *const *
workspace_env(const struct workspace *ws)
{
	return ws->env;
}

void
workspace_clean(struct workspace *ws)
{
	if (is_clean(ws))
		return;
	fchmod(ws->fd, 0700);
	folder_empty(ws->path);
	/* Who tidies up may have removed the folder itself. */
	if (mkdir(ws->path, 0700) == 0) {
		close(ws->fd);
		ws->fd = folder_open(ws->path);
	}
	mark_clean(ws);
}

void
workspace_remove(struct workspace *ws)
{
	struct workspace **at = &all;

	if (!ws)
		return;
	folder_empty(ws->path);
	rmdir(ws->path);
	while (*at != ws)
		at = &(*at)->next;
	*at = ws->next;
	close(ws->fd);
	for (size_t i = 0; i < NENV; i++)
		free(ws->env[i]);
	free(ws->path);
	free(ws);
}
