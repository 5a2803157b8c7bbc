#include "measure/capture.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

/* Reads of one pipe in turn. What is left behind for good, to be read at the end, is what a
 * pipe holds, unless a process of another user, that cannot be killed, goes on to write. */
enum { READS_SOME = 16, READS_REST = 1 << 12 };

void
capture_tail(struct buf *tail, const char *bytes, size_t len)
{
	buf_add(tail, bytes, len);
	if (tail->len < 2 * OUTPUT_TAIL)
		return;
	memmove(tail->s, tail->s + tail->len - OUTPUT_TAIL, OUTPUT_TAIL + 1);
	tail->len = OUTPUT_TAIL;
}

/* Where the next bytes of STREAM go: into the queue if SINK wants them, else to ASIDE. */
static char *
piece_room(struct output_text *text, const struct output_sink *sink, bool wanted,
    char aside[OUTPUT_PIECE_MAX], size_t *len)
{
	struct output_queue *q = &text->queue;
	struct output_piece piece;
	char *to;

	*len = OUTPUT_PIECE_MAX;
	if (!wanted)
		return aside;
	to = output_queue_room(q, len);
	if (to)
		return to;
	/* Not a byte for a byte: a read should be worth its while. */
	do {
		output_queue_take(q, &piece);
		sink->take(sink->who, &piece);
	} while (q->held > OUTPUT_QUEUE_MAX - OUTPUT_PIECE_MAX);
	return output_queue_room(q, len);
}

/* Who cannot be shown it, misses it. */
static void
show(const char *bytes, size_t len)
{
	ssize_t n;

	for (; len > 0; bytes += n, len -= (size_t)n) {
		n = write(STDERR_FILENO, bytes, len);
		if (n < 0 && errno == EINTR)
			n = 0;
		if (n < 0)
			return;
	}
}

/* Read what there is in pipe FD, at most MOST times. */
static void
pipe_read(struct output_text *text, const struct output_sink *sink, int fd,
    enum output_stream stream, int most)
{
	bool wanted = sink && sink->wants[stream];
	char aside[OUTPUT_PIECE_MAX];

	while (most-- > 0) {
		size_t len;
		char *to = piece_room(text, sink, wanted, aside, &len);
		ssize_t n = read(fd, to, len);
		int64_t at;

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		at = clock_ns();
		if (text->show) {
			show(to, (size_t)n);
			text->open = to[n - 1] != '\n';
		}
		capture_tail(stream == OUTPUT_STDERR ? &text->err : &text->out, to, (size_t)n);
		if (stream == OUTPUT_STDOUT && !text->first_byte_ns)
			text->first_byte_ns = at;
		if (wanted)
			output_queue_add(&text->queue, stream, (size_t)n, at);
	}
}

void
capture_some(struct output_text *text, const struct output_sink *sink, int out, int err)
{
	pipe_read(text, sink, out, OUTPUT_STDOUT, READS_SOME);
	pipe_read(text, sink, err, OUTPUT_STDERR, READS_SOME);
}

void
capture_rest(struct output_text *text, const struct output_sink *sink, int out, int err)
{
	pipe_read(text, sink, out, OUTPUT_STDOUT, READS_REST);
	pipe_read(text, sink, err, OUTPUT_STDERR, READS_REST);
}

void
capture_clear(struct output_text *text)
{
	output_queue_clear(&text->queue);
	buf_clear(&text->err);
	buf_clear(&text->out);
	text->first_byte_ns = 0;
}

void
capture_pass(struct output_text *text, const struct output_sink *sink)
{
	struct output_piece piece;

	while (output_queue_take(&text->queue, &piece))
		sink->take(sink->who, &piece);
}

void
capture_free(struct output_text *text)
{
	/* What is told next begins a line. */
	if (text->open)
		show("\n", 1);
	output_queue_free(&text->queue);
	buf_free(&text->err);
	buf_free(&text->out);
	memset(text, 0, sizeof *text);
}
