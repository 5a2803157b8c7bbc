#include "base/util.h"

#include <errno.h>
#include <fcntl.h>
#include <regex.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/signals.h"
#include "base/tame.h"

/* What a message says wherever memory was out, and the tests look for. */
#define OUT_OF_MEMORY "out of memory"

/* Messages need the name everywhere. */
static const char *program = "bench";

/* A file opened as 0, 1 or 2 would take in what is meant for people. What is
 * closed stays unusable: reading and writing it go on to fail. */
static void
descriptors_hold(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF &&
		    open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
			exit(STATUS_TROUBLE);
}

void
program_set(const char *argv0)
{
	const char *slash = argv0 ? strrchr(argv0, '/') : NULL;

	descriptors_hold();
	signals_catch_writes();
	signals_keep_children();
	if (argv0 && *argv0) {
		char *name = xstrdup(slash ? slash + 1 : argv0);

		line_tame(name);
		program = name;
	}
}

const char *
program_name(void)
{
	return program;
}

static void
message(const char *fmt, va_list ap)
{
	char text[MESSAGE_MAX];
	size_t len = strlen(fmt);
	int err = errno;

	vsnprintf(text, sizeof text, fmt, ap);
	line_tame(text);
	fprintf(stderr, "%s: %s", program, text);
	if (len > 0 && fmt[len - 1] == ':')
		fprintf(stderr, " %s", err == ENOMEM ? OUT_OF_MEMORY : strerror(err));
	fputc('\n', stderr);
}

void
die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	message(fmt, ap);
	va_end(ap);
	exit(STATUS_TROUBLE);
}

void
warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	message(fmt, ap);
	va_end(ap);
}

void
die_usage(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	message(fmt, ap);
	va_end(ap);
	die_option();
}

void
die_option(void)
{
	fprintf(stderr, "try '%s --help'\n", program);
	exit(STATUS_TROUBLE);
}

void
die_memory(void)
{
	die(OUT_OF_MEMORY);
}

int
regex_result(int returned)
{
	if (returned == REG_ESPACE)
		die_memory();
	return returned;
}

void *
xmalloc(size_t size)
{
	void *p = malloc(size ? size : 1);

	if (!p)
		die("cannot allocate %zu bytes:", size);
	return p;
}

void *
xcalloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size ? size : 1);

	if (!p)
		die("cannot allocate %zu x %zu bytes:", n, size);
	return p;
}

void *
xreallocarray(void *p, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size) {
		errno = ENOMEM;
		die("cannot allocate %zu x %zu bytes:", n, size);
	}
	p = realloc(p, n && size ? n * size : 1);
	if (!p)
		die("cannot allocate %zu x %zu bytes:", n, size);
	return p;
}

char *
xstrdup(const char *s)
{
	return xstrndup(s, strlen(s));
}

char *
xstrndup(const char *s, size_t n)
{
	size_t len = strnlen(s, n);
	char *p = xmalloc(len + 1);

	memcpy(p, s, len);
	p[len] = '\0';
	return p;
}

char *
xasprintf(const char *fmt, ...)
{
	va_list ap;
	char *s;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		die("cannot format a message:");
	s = xmalloc((size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(s, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return s;
}

int
text_order(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

void *
xgrow(void *p, size_t len, size_t *cap, size_t size)
{
	if (len < *cap)
		return p;
	*cap = *cap ? *cap * 2 : 8;
	return xreallocarray(p, *cap, size);
}

void
stdout_close(void)
{
	errno = 0; /* of an error that came earlier the stream knows no reason */
	if (fflush(stdout) == 0 && !ferror(stdout) && fclose(stdout) == 0)
		return;
	if (errno == EPIPE)
		signal_end_pipe();
	if (errno == 0)
		errno = EIO;
	die("cannot write standard output:");
}
