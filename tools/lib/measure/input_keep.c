#define _GNU_SOURCE /* F_DUPFD_CLOEXEC */
#include "measure/input_keep.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/util.h"
#include "measure/interrupt.h"
#include "measure/scratch_file.h"

enum { BLOCK = 1 << 16, PATIENCE_MS = 2000 };

struct kept_input {
	char *path, *where; /* as it is named, and where it can be read */
	int fd;
};

struct input_keep {
	struct kept_input *at;
	size_t n, cap;
};

struct input_keep *
input_keep_new(void)
{
	return xcalloc(1, sizeof(struct input_keep));
}

void
input_keep_free(struct input_keep *k)
{
	for (size_t i = 0; k && i < k->n; i++) {
		free(k->at[i].path);
		free(k->at[i].where);
		close(k->at[i].fd);
	}
	if (k)
		free(k->at);
	free(k);
}

/* The descriptor of this process that PATH names, or -1. */
static int
descriptor_named(const char *path)
{
	static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
	char *end;

	if (strcmp(path, "/dev/stdin") == 0)
		return STDIN_FILENO;
	for (size_t i = 0; i < 2; i++) {
		size_t n = strlen(folders[i]);

		if (strncmp(path, folders[i], n) == 0 && path[n] >= '0' && path[n] <= '9') {
			long fd = strtol(path + n, &end, 10);

			return *end || fd > INT32_MAX ? -1 : (int)fd;
		}
	}
	return -1;
}

/* One of its own, which does not wait for who writes to a FIFO. */
static int
input_descriptor(const char *path)
{
	int named = descriptor_named(path);

	if (named >= 0)
		return fcntl(named, F_DUPFD_CLOEXEC, 3);
	return open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

/* Wait until FD has something, or its end. False when a signal came. */
static bool
input_await(int fd, const char *path)
{
	struct pollfd p = {fd, POLLIN, 0};
	bool told = false;

	while (!interrupt_signal()) {
		int n = poll(&p, 1, PATIENCE_MS);

		if (n > 0)
			return true;
		if (n == 0 && !told)
			warn("waiting for the input '%s'", path);
		told = told || n == 0;
	}
	return false;
}

static bool
block_write(int fd, const char *s, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, s, len);

		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0) {
			s += n;
			len -= (size_t)n;
		}
	}
	return true;
}

/* Copy what FD has to TO. False with *WHY, or without when a signal came. */
static bool
input_copy(int fd, int to, const char *path, char **why)
{
	char block[BLOCK];
	int64_t total = 0;
	ssize_t n;

	for (;;) {
		if (!input_await(fd, path))
			return false;
		n = read(fd, block, sizeof block);
		if (n == 0)
			return true;
		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (n < 0) {
			*why = xasprintf("cannot read '%s': %s", path, strerror(errno));
			return false;
		}
		total += n;
		if (total > INPUT_KEEP_MAX) {
			*why =
			    xasprintf("'%s' can be read only once, and has more than the %" PRId64
				      " bytes that are kept of such an input: write it to a file",
				path, INPUT_KEEP_MAX);
			return false;
		}
		if (!block_write(to, block, (size_t)n)) {
			*why = xasprintf("cannot keep a copy of '%s': %s", path, strerror(errno));
			return false;
		}
	}
}

static const char *
kept_add(struct input_keep *k, const char *path, int fd)
{
	k->at = xgrow(k->at, k->n, &k->cap, sizeof *k->at);
	k->at[k->n] = (struct kept_input){xstrdup(path), scratch_path(fd), fd};
	return k->at[k->n++].where;
}

/* Whether FD gives everybody who opens it the same from the start, as devices do too. */
static bool
is_repeatable(int fd, const struct stat *st, bool named)
{
	if (S_ISREG(st->st_mode))
		return !named || lseek(fd, 0, SEEK_CUR) == 0;
	return (S_ISCHR(st->st_mode) || S_ISBLK(st->st_mode)) && !isatty(fd);
}

/* As input_keep_path(), of FD, which is taken. */
static const char *
descriptor_keep(struct input_keep *k, const char *path, int fd, char **why)
{
	bool named = descriptor_named(path) >= 0;
	struct stat st;
	int copy;

	if (fstat(fd, &st)) {
		*why = xasprintf("cannot read '%s': %s", path, strerror(errno));
		close(fd);
		return NULL;
	}
	if (is_repeatable(fd, &st, named)) {
		if (named)
			return kept_add(k, path, fd);
		close(fd);
		return path;
	}
	if (S_ISDIR(st.st_mode) || isatty(fd)) {
		*why = xasprintf("the input '%s' is a %s: expected a file or a pipe", path,
		    S_ISDIR(st.st_mode) ? "directory" : "terminal");
		close(fd);
		return NULL;
	}
	copy = scratch_open();
	if (input_copy(fd, copy, path, why)) {
		close(fd);
		return kept_add(k, path, copy);
	}
	close(fd);
	close(copy);
	return NULL;
}

const char *
input_keep_path(struct input_keep *k, const char *path, char **why)
{
	int fd;

	*why = NULL;
	for (size_t i = 0; i < k->n; i++)
		if (strcmp(k->at[i].path, path) == 0)
			return k->at[i].where;
	fd = input_descriptor(path);
	if (fd >= 0)
		return descriptor_keep(k, path, fd, why);
	/* What is not there yet may be written by an earlier case. */
	if (errno == ENOENT)
		return path;
	*why = xasprintf("cannot read '%s': %s", path, strerror(errno));
	return NULL;
}
