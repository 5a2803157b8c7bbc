#include "base/input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/temporary.h"
#include "base/util.h"

FILE *
input_spool(int fd, const char *name)
{
	FILE *f = temporary_file();
	char block[65536];
	ssize_t n;

	while ((n = read(fd, block, sizeof block)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			die("cannot read '%s':", name);
		if (fwrite(block, 1, (size_t)n, f) != (size_t)n)
			temporary_die();
	}
	if (fflush(f))
		temporary_die();
	rewind(f);
	return f;
}

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

int
input_open_fd(const char *path)
{
	int fd = input_is_standard(path) ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		die("cannot open '%s':", path);
	return fd;
}

FILE *
input_open(const char *path)
{
	FILE *f = input_is_standard(path) ? stdin : fdopen(input_open_fd(path), "r");

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

FILE *
input_seekable(const char *path)
{
	int fd = input_open_fd(path);
	struct stat st;
	FILE *f;

	if (fstat(fd, &st))
		die("cannot open '%s':", input_name(path));
	/* Standard input may be a file that others have read from already: what is left counts. */
	if (!input_is_standard(path) && S_ISREG(st.st_mode)) {
		f = fdopen(fd, "r");
		if (!f)
			die("cannot open '%s':", path);
		return f;
	}
	f = input_spool(fd, input_name(path));
	input_close_fd(fd);
	return f;
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
