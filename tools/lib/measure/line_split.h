/* line_split.h: the lines of a stream that passes in pieces, with the times of their bytes. */
#ifndef LINE_SPLIT_H
#define LINE_SPLIT_H

#include "base/buf.h"
#include "measure/output_sink.h"

/* The most bytes of a line that a pattern is matched in: regexec() takes time that grows
 * with the square of the length, and nothing ends it. */
enum { OUTPUT_LINE_MAX = 8192 };

/* The first LEN bytes of a line had come at AT_NS. */
struct line_arrival {
	size_t len;
	int64_t at_ns;
};

/* A line without its end, which is "\n", "\r\n", "\r", a NUL, or the end of the output. */
struct line {
	const char *text; /* a NUL follows what may be read of it */
	size_t len;
	uint64_t number; /* from 1 */
	bool begun;      /* TEXT[-1] is '\n': it is not the first */
	bool ended;      /* TEXT[LEN] is '\n': it has an end */
	bool part;       /* a part of a line of more than OUTPUT_LINE_MAX bytes. Parts follow in
			  * order; each begins with the last OUTPUT_LINE_SHARED bytes of the one
			  * before. */
	int64_t at_ns;   /* when it was complete: when its end came */
	const struct line_arrival *arrivals; /* one for each piece that it came in, in order */
	size_t narrivals;
};
enum { OUTPUT_LINE_SHARED = 1024 };

/* TAKE gets each line once, complete; it is borrowed during the call. */
struct line_split {
	void (*take)(void *who, const struct line *line);
	void *who;
	/* the module's own from here on; zero them */
	struct buf text; /* what came of the line, behind a '\n' */
	struct line_arrival *arrivals;
	size_t narrivals, cap;
	uint64_t number;
	bool open, part, after_return;
};

/* Forget the line that is open and begin anew. Call it first. */
void line_split_begin(struct line_split *s);
/* The next LEN bytes, which came at AT_NS. */
void line_split_take(struct line_split *s, const char *bytes, size_t len, int64_t at_ns);
/* The output ended at AT_NS: a last line without an end is complete now. */
void line_split_end(struct line_split *s, int64_t at_ns);
void line_split_free(struct line_split *s);

#endif
