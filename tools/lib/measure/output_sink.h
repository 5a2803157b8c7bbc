/* output_sink.h: who gets what a command prints, piece by piece, as it passes. */
#ifndef OUTPUT_SINK_H
#define OUTPUT_SINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum output_stream { OUTPUT_STDOUT, OUTPUT_STDERR, OUTPUT_STREAMS };

/* What one read gave. */
struct output_piece {
	enum output_stream stream;
	const char *bytes; /* valid during the call */
	size_t len;        /* over 0 */
	int64_t at_ns;     /* CLOCK_MONOTONIC when it had been read; no other piece has the same */
};

/* TAKE gets the pieces of the streams that are wanted, in the order read. Pieces come late: a
 * piece waits in a queue (output_queue.h) until that is full or the command has ended, so that
 * the work on it does not disturb the command. AT_NS tells when it came. */
struct output_sink {
	void (*take)(void *who, const struct output_piece *piece);
	void *who;
	bool wants[OUTPUT_STREAMS];
};

#endif
