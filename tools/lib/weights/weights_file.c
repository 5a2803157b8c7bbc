#include "weights/weights_file.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/input.h"
#include "base/temporary.h"

#define SPOOL_MAX (UINT64_C(64) << 30)

/* A copy of what is left in FD. */
static FILE *
weights_spool(int fd, const char *name)
{
	FILE *to = temporary_file();
	char block[WEIGHTS_BUFFER];
	uint64_t all = 0;
	ssize_t n;

	while ((n = read(fd, block, sizeof block)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			die("cannot read '%s':", name);
		all += (uint64_t)n;
		if (all > SPOOL_MAX)
			die("%s: larger than 64 GiB", name);
		if (fwrite(block, 1, (size_t)n, to) != (size_t)n)
			temporary_die();
	}
	if (fflush(to))
		temporary_die();
	rewind(to);
	return to;
}

struct weights_file *
weights_file_open(const char *path)
{
	struct weights_file *f = xcalloc(1, sizeof *f);
	struct stat st;

	f->name = input_name(path);
	f->f = input_seekable_by(path, weights_spool);
	if (fstat(fileno(f->f), &st))
		die("cannot read '%s':", f->name);
	if (!S_ISREG(st.st_mode))
		die("%s: not a file", f->name);
	f->size = (uint64_t)st.st_size;
	return f;
}

void
weights_file_close(struct weights_file *f)
{
	if (!f)
		return;
	fclose(f->f);
	free(f);
}

void
weights_die(const struct weights_file *f, const char *fmt, ...)
{
	char message[MESSAGE_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(message, sizeof message, fmt, ap);
	va_end(ap);
	die("%s: byte %" PRIu64 ": %s", f->name, f->at, message);
}

uint64_t
weights_left(const struct weights_file *f)
{
	return f->size - f->at;
}

static void
left_check(const struct weights_file *f, uint64_t n, const char *what)
{
	if (n > weights_left(f))
		weights_die(f, "%s needs %" PRIu64 " bytes, and the file has %" PRIu64 " more",
		    what, n, weights_left(f));
}

/* Have the byte that is read next in the buffer. */
static void
buffer_fill(struct weights_file *f)
{
	ssize_t n;

	if (f->at >= f->from && f->at - f->from < f->len)
		return;
	do
		n = pread(fileno(f->f), f->buffer, sizeof f->buffer, (off_t)f->at);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		die("cannot read '%s':", f->name);
	if (n == 0)
		weights_die(f, "the file ends here, and had %" PRIu64 " bytes before", f->size);
	f->from = f->at;
	f->len = (size_t)n;
}

void
weights_take(struct weights_file *f, void *to, size_t n, const char *what)
{
	char *out = to;

	left_check(f, n, what);
	while (n > 0) {
		size_t offset, part;

		buffer_fill(f);
		offset = (size_t)(f->at - f->from);
		part = f->len - offset < n ? f->len - offset : n;
		memcpy(out, f->buffer + offset, part);
		out += part;
		f->at += part;
		n -= part;
	}
}

void
weights_skip(struct weights_file *f, uint64_t n, const char *what)
{
	left_check(f, n, what);
	f->at += n;
}

static uint64_t
number_take(struct weights_file *f, size_t n, const char *what)
{
	unsigned char bytes[8];
	uint64_t v = 0;

	weights_take(f, bytes, n, what);
	for (size_t i = 0; i < n; i++)
		v = v << 8 | bytes[f->big ? i : n - 1 - i];
	return v;
}

uint32_t
weights_u32(struct weights_file *f, const char *what)
{
	return (uint32_t)number_take(f, 4, what);
}

uint64_t
weights_u64(struct weights_file *f, const char *what)
{
	return number_take(f, 8, what);
}

void
weights_text(struct weights_file *f, uint64_t len, char *text, size_t room, const char *what)
{
	size_t n = len < room ? (size_t)len : room - 1;

	left_check(f, len, what);
	weights_take(f, text, n, what);
	text[n] = '\0';
	for (size_t i = 0; i < n; i++)
		if (text[i] == '\0')
			text[i] = ' ';
	weights_skip(f, len - n, what);
}
