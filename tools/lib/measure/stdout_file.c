#include "measure/stdout_file.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/util.h"
#include "measure/capture.h"
#include "measure/scratch_file.h"

enum { BLOCK = 1 << 16 };

struct stdout_file {
	int fd;
	char *path;
};

struct stdout_file *
stdout_file_new(void)
{
	struct stdout_file *f = xcalloc(1, sizeof *f);

	f->fd = scratch_open();
	f->path = scratch_path(f->fd);
	return f;
}

void
stdout_file_free(struct stdout_file *f)
{
	if (!f)
		return;
	close(f->fd);
	free(f->path);
	free(f);
}

const char *
stdout_file_path(const struct stdout_file *f)
{
	return f->path;
}

void
stdout_file_read(
    const struct stdout_file *f, const struct output_sink *sink, struct output_text *text)
{
	bool wanted = sink && sink->wants[OUTPUT_STDOUT];
	off_t end = lseek(f->fd, 0, SEEK_END);
	off_t at = !wanted && end > OUTPUT_TAIL ? end - OUTPUT_TAIL : 0;
	int64_t last = 0;
	char block[BLOCK];
	ssize_t n;

	while ((n = pread(f->fd, block, sizeof block, at)) != 0) {
		struct output_piece piece = {OUTPUT_STDOUT, block, (size_t)n, clock_ns()};

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			die("cannot read what a command wrote to its standard output:");
		at += n;
		capture_tail(&text->out, block, (size_t)n);
		/* No two pieces have the same time. */
		piece.at_ns = piece.at_ns > last ? piece.at_ns : last + 1;
		last = piece.at_ns;
		if (wanted)
			sink->take(sink->who, &piece);
	}
}
