/* output_queue.h: pieces of output that wait to be looked at, in bounded memory. */
#ifndef OUTPUT_QUEUE_H
#define OUTPUT_QUEUE_H

#include "measure/output_sink.h"

enum { OUTPUT_QUEUE_MAX = 8 << 20 };  /* bytes that may wait */
enum { OUTPUT_PIECES_MAX = 1 << 16 }; /* pieces that may wait */
enum { OUTPUT_PIECE_MAX = 1 << 16 };  /* bytes of one piece */

/* Start from zeroes. Of the memory only what was ever in use is touched. */
struct output_queue {
	char *bytes; /* a ring, of which HELD from FIRST on wait */
	size_t first, held;
	struct output_piece *pieces; /* a ring too; BYTES of a piece is where it stands */
	size_t first_piece, npieces;
};

/* Where *LEN more bytes, 1 to OUTPUT_PIECE_MAX, can be read to. NULL: the queue is full. */
char *output_queue_room(struct output_queue *q, size_t *len);
/* LEN bytes were read there from STREAM by the time AT_NS. */
void output_queue_add(struct output_queue *q, enum output_stream stream, size_t len, int64_t at_ns);
/* Take the oldest piece; its bytes stand until output_queue_room() is called. False: none waits. */
bool output_queue_take(struct output_queue *q, struct output_piece *piece);
/* Drop what waits. */
void output_queue_clear(struct output_queue *q);
void output_queue_free(struct output_queue *q);

#endif
