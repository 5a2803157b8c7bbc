#include "measure/capture.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

enum { READ_SIZE = 1 << 16, MARKS_MAX = 1 << 20 };

/* Mark the lines that start in what OUT has from byte FROM on. */
static void
lines_mark(struct output_text *text, size_t from, int64_t at)
{
	const char *s = text->out.s, *newline;
	size_t len = text->out.len;

	if (from > 0 && s[from - 1] != '\n') {
		newline = memchr(s + from, '\n', len - from);
		from = newline ? (size_t)(newline - s) + 1 : len;
	}
	while (from < len) {
		if (text->nmarks == MARKS_MAX) {
			text->out.len = from;
			text->out.s[from] = '\0';
			text->out_cut = true;
			return;
		}
		text->marks = xgrow(text->marks, text->nmarks, &text->cap, sizeof *text->marks);
		text->marks[text->nmarks++] = (struct line_mark){from, at};
		newline = memchr(s + from, '\n', len - from);
		from = newline ? (size_t)(newline - s) + 1 : len;
	}
}

/* Read what there is in pipe FD into B, or nowhere when CUT or full. */
static void
pipe_drain(int fd, struct buf *b, bool *cut, struct output_text *text)
{
	char dropped[READ_SIZE], *to;
	size_t room, from, want;
	ssize_t n;
	int64_t at;

	for (;;) {
		from = b->len;
		room = *cut ? 0 : INVOKE_OUTPUT_MAX - from;
		want = room > 0 && room < READ_SIZE ? room : READ_SIZE;
		to = dropped;
		if (room > 0)
			to = buf_room(b, want);
		n = read(fd, to, want);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		if (room == 0) {
			*cut = true;
			continue;
		}
		b->len += (size_t)n;
		b->s[b->len] = '\0';
		if (b != &text->out)
			continue;
		at = clock_ns();
		if (!text->first_byte_ns)
			text->first_byte_ns = at;
		lines_mark(text, from, at);
	}
}

void
capture_read(struct output_text *text, int out, int err)
{
	pipe_drain(out, &text->out, &text->out_cut, text);
	pipe_drain(err, &text->err, &text->err_cut, text);
}

void
capture_clear(struct output_text *text)
{
	buf_clear(&text->out);
	buf_clear(&text->err);
	text->out_cut = text->err_cut = false;
	text->first_byte_ns = 0;
	text->nmarks = 0;
}

void
capture_free(struct output_text *text)
{
	buf_free(&text->out);
	buf_free(&text->err);
	free(text->marks);
	memset(text, 0, sizeof *text);
}
