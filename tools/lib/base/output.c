#include "base/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/util.h"

enum { NEW_MAX = 10000 };

struct output {
	FILE *file;
	char *path; /* NULL: standard output */
	char *temporary;
	char *name, *end; /* of output_open_new(), else NULL */
	struct output *next;
};

/* What an exit on the way must not leave behind. */
static struct output *unfinished;

static void
remove_unfinished(void)
{
	for (struct output *o = unfinished; o; o = o->next)
		if (o->temporary)
			unlink(o->temporary);
}

/* Those that end a program in the ordinary way, a full quota among them. */
static const int fatal[] = {SIGINT, SIGTERM, SIGHUP, SIGXFSZ};
enum { NFATAL = sizeof fatal / sizeof *fatal };

static void
on_fatal(int sig)
{
	remove_unfinished();
	signal(sig, SIG_DFL);
	raise(sig);
}

/* From now on; who needs the signals for more sets handlers of its own. */
static void
fatal_catch(void)
{
	struct sigaction sa = {.sa_handler = on_fatal}, old;

	sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < NFATAL; i++)
		if (sigaction(fatal[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
			sigaction(fatal[i], &sa, NULL);
}

/* Change the list while no handler can look at it. */
static void
list_lock(sigset_t *old)
{
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < NFATAL; i++)
		sigaddset(&set, fatal[i]);
	sigprocmask(SIG_BLOCK, &set, old);
}

static void
forget(struct output *o)
{
	struct output **p = &unfinished;
	sigset_t old;

	list_lock(&old);
	while (*p && *p != o)
		p = &(*p)->next;
	if (*p)
		*p = o->next;
	sigprocmask(SIG_SETMASK, &old, NULL);
	free(o->path);
	free(o->temporary);
	free(o->name);
	free(o->end);
	free(o);
}

/* mkstemp() makes files of mode 0600: give it what open() would have. */
static void
mode_set(int fd, const char *path)
{
	struct stat st;
	mode_t mask;

	if (stat(path, &st) == 0) {
		fchmod(fd, st.st_mode & 07777);
		return;
	}
	mask = umask(0);
	umask(mask);
	fchmod(fd, 0666 & ~mask);
}

static int
is_regular_or_new(const char *path)
{
	struct stat st;

	return stat(path, &st) != 0 || S_ISREG(st.st_mode);
}

bool
output_is_standard(const char *path)
{
	return !path || strcmp(path, "-") == 0;
}

struct output *
output_open(const char *path)
{
	static int registered;
	struct output *o = xcalloc(1, sizeof *o);
	char *real = NULL, *temporary;
	sigset_t old;
	int fd;

	if (!registered) {
		registered = 1;
		atexit(remove_unfinished);
		fatal_catch();
	}
	o->next = unfinished;
	unfinished = o;
	if (output_is_standard(path)) {
		o->file = tmpfile();
		if (!o->file)
			die("cannot make a temporary file:");
		return o;
	}
	errno = ENOENT;
	if (!*path)
		die("cannot write to '':");
	/* Follow a link, so that it is its target that is replaced. */
	real = realpath(path, NULL);
	o->path = real ? real : xstrdup(path);
	if (!is_regular_or_new(o->path)) {
		/* A device or a pipe cannot be replaced: spool, then write into it. */
		o->file = tmpfile();
		if (!o->file)
			die("cannot make a temporary file:");
		return o;
	}
	temporary = xasprintf("%s.XXXXXX", o->path);
	list_lock(&old);
	fd = mkstemp(temporary);
	if (fd >= 0)
		o->temporary = temporary;
	sigprocmask(SIG_SETMASK, &old, NULL);
	if (fd < 0)
		die("cannot write beside '%s':", path);
	mode_set(fd, o->path);
	o->file = fdopen(fd, "w+");
	if (!o->file)
		die("cannot open '%s':", path);
	return o;
}

struct output *
output_open_new(const char *name, const char *end)
{
	char *path = xasprintf("%s%s", name, end);
	struct output *o = output_open(path);

	o->name = xstrdup(name);
	o->end = xstrdup(end);
	free(path);
	return o;
}

FILE *
output_file(struct output *o)
{
	return o->file;
}

static void
copy_to(FILE *in, FILE *out, const char *name)
{
	char block[65536];
	size_t n;

	rewind(in);
	while ((n = fread(block, 1, sizeof block, in)) > 0)
		if (fwrite(block, 1, n, out) != n)
			die("cannot write %s:", name);
	if (ferror(in))
		die("cannot read a temporary file:");
	if (fflush(out) || ferror(out))
		die("cannot write %s:", name);
}

/* Whether FROM is now called TO as well; false with EEXIST when something is.
 * Some file systems have no second names: there an empty file holds the place. */
static bool
link_new(const char *from, const char *to)
{
	int fd, err;

	if (link(from, to) == 0)
		return true;
	if (errno == EEXIST)
		return false;
	fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	close(fd);
	if (rename(from, to) == 0)
		return true;
	err = errno;
	unlink(to);
	errno = err;
	return false;
}

static void
place_new(const struct output *o)
{
	char *path = xstrdup(o->path);

	for (int n = 2; !link_new(o->temporary, path); n++) {
		if (errno != EEXIST || n > NEW_MAX)
			die("cannot make '%s':", path);
		free(path);
		path = xasprintf("%s_%d%s", o->name, n, o->end);
	}
	unlink(o->temporary);
	free(path);
}

void
output_commit(struct output *o)
{
	if (fflush(o->file) || ferror(o->file))
		die("cannot write '%s':", o->path ? o->path : "standard output");
	if (!o->path) {
		copy_to(o->file, stdout, "standard output");
	} else if (!o->temporary) {
		FILE *out = fopen(o->path, "w");

		if (!out)
			die("cannot open '%s':", o->path);
		copy_to(o->file, out, o->path);
		if (fclose(out))
			die("cannot write '%s':", o->path);
	} else {
		if (fsync(fileno(o->file)) && errno != EINVAL && errno != ENOSYS)
			die("cannot write '%s':", o->path);
		if (o->name)
			place_new(o);
		else if (rename(o->temporary, o->path))
			die("cannot replace '%s':", o->path);
	}
	if (fclose(o->file) && o->path)
		die("cannot write '%s':", o->path);
	forget(o);
}

void
output_discard(struct output *o)
{
	if (!o)
		return;
	fclose(o->file);
	if (o->temporary)
		unlink(o->temporary);
	forget(o);
}
