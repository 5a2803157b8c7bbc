#include "base/input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/temporary.h"
#include "base/util.h"

enum { PATIENCE_MS = 2000, TEXT_SPOOL_MAX = 1 << 30 };

bool
input_is_standard(const char *path)
{
	return !path || strcmp(path, "-") == 0;
}

const char *
input_name(const char *path)
{
	return input_is_standard(path) ? "standard input" : path;
}

/* A pipe with a name has no content before somebody opens it to write. Nobody may ever:
 * who waits long for that says what for. */
static int
pipe_open(const char *path)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	struct pollfd pipe = {fd, POLLIN, 0};

	if (fd < 0)
		return fd;
	if (poll(&pipe, 1, PATIENCE_MS) == 0) {
		warn("'%s' is a pipe: waiting for somebody to write to it", path);
		while (poll(&pipe, 1, -1) < 0 && errno == EINTR)
			continue;
	}
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
	return fd;
}

/* Who has forgotten a file sees a tool that does nothing. */
static void
terminal_tell(void)
{
	if (isatty(STDIN_FILENO))
		warn("reading from the terminal: Control-D ends the input");
}

int
input_open_fd(const char *path)
{
	struct stat st;
	int fd;

	if (input_is_standard(path)) {
		terminal_tell();
		return STDIN_FILENO;
	}
	if (stat(path, &st) == 0 && S_ISFIFO(st.st_mode))
		fd = pipe_open(path);
	else
		fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		die("cannot open '%s':", path);
	return fd;
}

/* Copy the text that is left in FD, which messages call NAME. */
static FILE *
text_spool(int fd, const char *name)
{
	FILE *f = temporary_file();
	char block[16384];
	size_t all = 0;
	ssize_t n;

	while ((n = read(fd, block, sizeof block)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			die("cannot read '%s':", name);
		if (memchr(block, '\0', (size_t)n))
			die("%s: has a NUL: it is not text", name);
		all += (size_t)n;
		if (all > TEXT_SPOOL_MAX)
			die("%s: larger than %d MiB", name, TEXT_SPOOL_MAX >> 20);
		if (fwrite(block, 1, (size_t)n, f) != (size_t)n)
			temporary_die();
	}
	if (fflush(f))
		temporary_die();
	rewind(f);
	return f;
}

FILE *
input_seekable_by(const char *path, FILE *(*spool)(int fd, const char *name))
{
	int fd = input_open_fd(path);
	struct stat st;
	FILE *f;

	if (fstat(fd, &st))
		die("cannot open '%s':", input_name(path));
	/* Standard input may be a file that others have read from already: what is left counts. */
	if (input_is_standard(path) || !S_ISREG(st.st_mode)) {
		f = spool(fd, input_name(path));
		input_close_fd(fd);
		return f;
	}
	f = fdopen(fd, "r");
	if (!f)
		die("cannot open '%s':", path);
	return f;
}

FILE *
input_seekable(const char *path)
{
	return input_seekable_by(path, text_spool);
}

FILE *
input_probe(const char *path)
{
	FILE *f = fopen(path, "r");

	if (!f && errno == ENOMEM)
		die("cannot open '%s':", path);
	return f;
}

FILE *
input_open(const char *path)
{
	int fd = input_open_fd(path);
	FILE *f = input_is_standard(path) ? stdin : fdopen(fd, "r");

	if (!f)
		die("cannot open '%s':", path);
	return f;
}

void
input_close(FILE *f)
{
	if (f != stdin)
		fclose(f);
}

void
input_close_fd(int fd)
{
	if (fd != STDIN_FILENO)
		close(fd);
}

bool
input_glob(const char *pattern, glob_t *found)
{
	int error;

	*found = (glob_t){0};
	error = glob(pattern, 0, NULL, found);
	if (error == GLOB_NOSPACE)
		die_memory();
	return error == 0;
}

void
input_once(const char *const *paths, size_t n)
{
	bool seen = false;

	for (size_t i = 0; i < n; i++) {
		if (!paths[i] || !input_is_standard(paths[i]))
			continue;
		if (seen)
			die_usage("'-' can be only one of the documents");
		seen = true;
	}
}
