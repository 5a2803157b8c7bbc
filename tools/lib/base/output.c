#include "base/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/signals.h"
#include "base/temporary.h"
#include "base/util.h"

enum { NEW_MAX = 10000 };

/* The document has no name before it is whole: of what ends on the way, even by
 * SIGKILL, nothing is left. */
struct output {
	FILE *file;
	char *path;       /* NULL: standard output */
	char *folder;     /* of PATH, where FILE is to get its name; NULL: FILE is copied to PATH */
	char *name, *end; /* of output_open_new(), else NULL */
};

static void
output_free(struct output *o)
{
	free(o->path);
	free(o->folder);
	free(o->name);
	free(o->end);
	free(o);
}

bool
output_is_standard(const char *path)
{
	return !path || strcmp(path, "-") == 0;
}

static char *
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return xstrdup(".");
	return xstrndup(path, slash == path ? 1 : (size_t)(slash - path));
}

/* Open the file that is to become PATH, which messages call NAME. */
static FILE *
file_open(const struct output *o, const char *name)
{
	int fd = temporary_open(o->folder, 0666);
	struct stat st;
	FILE *f;

	if (fd < 0)
		die("cannot write beside '%s':", name);
	if (stat(o->path, &st) == 0)
		fchmod(fd, st.st_mode & 07777);
	f = fdopen(fd, "w+");
	if (!f)
		die("cannot open '%s':", name);
	return f;
}

struct output *
output_open(const char *path)
{
	struct output *o = xcalloc(1, sizeof *o);
	struct stat st;
	char *real;

	if (output_is_standard(path)) {
		o->file = temporary_file();
		return o;
	}
	errno = ENOENT;
	if (!*path)
		die("cannot write to '':");
	/* Follow a link, so that it is its target that is replaced. */
	real = realpath(path, NULL);
	if (!real && errno == ENOMEM)
		die("cannot write to '%s':", path);
	o->path = real ? real : xstrdup(path);
	if (stat(o->path, &st) != 0 || S_ISREG(st.st_mode)) {
		o->folder = folder_of(o->path);
		o->file = file_open(o, path);
		return o;
	}
	errno = EISDIR;
	if (S_ISDIR(st.st_mode))
		die("cannot write to '%s':", path);
	/* A device or a pipe cannot be replaced: spool, then write into it. */
	o->file = temporary_file();
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

/* Whether all of IN is in OUT now; errno says why not. */
static bool
copied(FILE *in, FILE *out)
{
	char block[16384];
	size_t n;

	rewind(in);
	errno = 0;
	while ((n = fread(block, 1, sizeof block, in)) > 0)
		if (fwrite(block, 1, n, out) != n)
			return false;
	return !ferror(in) && fflush(out) == 0;
}

/* Whether the open file FD, which has no name, is now called TO; EEXIST: something is. */
static bool
name_give(int fd, const char *to)
{
	char from[sizeof "/proc/self/fd/" + 3 * sizeof fd];

	snprintf(from, sizeof from, "/proc/self/fd/%d", fd);
	return linkat(AT_FDCWD, from, AT_FDCWD, to, AT_SYMLINK_FOLLOW) == 0;
}

/* A copy of F beside its place, where a file cannot get a name later. Returns its name, or
 * NULL with errno; then there is none. */
static char *
copy_beside(FILE *f, const char *folder)
{
	char *path = xasprintf("%s/.bench-XXXXXX", folder);
	int fd = mkstemp(path), err;
	FILE *to = fd >= 0 ? fdopen(fd, "w") : NULL;
	struct stat st;
	bool ok;

	ok = to && copied(f, to) && fstat(fileno(f), &st) == 0 &&
	     fchmod(fd, st.st_mode & 07777) == 0 &&
	     (fsync(fd) == 0 || errno == EINVAL || errno == ENOSYS);
	err = errno;
	if (to ? fclose(to) != 0 && ok : fd >= 0 && close(fd) != 0) {
		err = errno;
		ok = false;
	}
	if (ok)
		return path;
	if (fd >= 0)
		unlink(path);
	free(path);
	errno = err;
	return NULL;
}

/* Give the file of O a name beside its place: it is whole, and only to be renamed. */
static char *
named_beside(const struct output *o)
{
	for (int n = 0; n < NEW_MAX; n++) {
		char *path = xasprintf("%s/.bench-%ld-%d", o->folder, (long)getpid(), n);

		if (name_give(fileno(o->file), path))
			return path;
		free(path);
		if (errno != EEXIST)
			break;
	}
	return copy_beside(o->file, o->folder);
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

/* FROM becomes the first of the names of O that is free. */
static bool
link_free(const struct output *o, const char *from)
{
	bool done = link_new(from, o->path);

	for (int n = 2; !done && errno == EEXIST && n <= NEW_MAX; n++) {
		char *path = xasprintf("%s_%d%s", o->name, n, o->end);

		done = link_new(from, path);
		free(path);
	}
	return done;
}

static bool
file_place(const struct output *o)
{
	char *temporary;
	bool done;
	int err;

	if (name_give(fileno(o->file), o->path))
		return true;
	temporary = named_beside(o);
	if (!temporary)
		return false;
	done = o->name ? link_free(o, temporary) : rename(temporary, o->path) == 0;
	err = errno;
	if (o->name || !done)
		unlink(temporary);
	free(temporary);
	errno = err;
	return done;
}

/* Between its two names no signal shall find the file. */
static void
file_commit(const struct output *o)
{
	sigset_t all, old;
	bool done;

	if (fsync(fileno(o->file)) && errno != EINVAL && errno != ENOSYS)
		die("cannot write '%s':", o->path);
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &old);
	done = file_place(o);
	sigprocmask(SIG_SETMASK, &old, NULL);
	if (!done)
		die("cannot put the document at '%s':", o->path);
}

static void
copy_commit(const struct output *o)
{
	FILE *out = o->path ? fopen(o->path, "w") : stdout;
	bool done;

	if (!out)
		die("cannot open '%s':", o->path);
	done = copied(o->file, out);
	if (o->path && fclose(out) != 0)
		done = false;
	if (!done && ferror(o->file))
		die("cannot read a temporary file:");
	if (!done && errno == EPIPE)
		signal_end_pipe();
	if (!done && !o->path)
		die("cannot write standard output:");
	if (!done)
		die("cannot write '%s':", o->path);
}

/* Set errno to why F, which has an error, cannot be written. Of one that came earlier it knows no
 * reason: another byte of what is discarded now meets it again. */
static void
reason_find(FILE *f)
{
	clearerr(f);
	errno = 0;
	if (fputc(' ', f) != EOF)
		fflush(f);
	if (errno == 0)
		errno = EIO;
}

void
output_commit(struct output *o)
{
	errno = 0;
	if (fflush(o->file) || ferror(o->file)) {
		if (errno == 0)
			reason_find(o->file);
		if (!o->folder)
			temporary_die();
		die("cannot write '%s':", o->path);
	}
	if (o->folder)
		file_commit(o);
	else
		copy_commit(o);
	fclose(o->file);
	output_free(o);
}

void
output_discard(struct output *o)
{
	if (!o)
		return;
	fclose(o->file);
	output_free(o);
}
