/* kept_output.h: a sink of output that keeps what a command printed. */
#ifndef KEPT_OUTPUT_H
#define KEPT_OUTPUT_H

#include "measure/invoke.h"

enum { KEPT_OUTPUT_MAX = 32 << 20 }; /* bytes of a stream that are kept; all are counted */

struct kept_output {
	struct buf kept[OUTPUT_STREAMS];
	size_t total[OUTPUT_STREAMS], pieces[OUTPUT_STREAMS];
	int64_t first_ns, last_ns; /* of pieces */
	bool disordered;           /* a piece was not later than the one before */
};

static void
kept_output_take(void *who, const struct output_piece *piece)
{
	struct kept_output *p = who;
	struct buf *b = &p->kept[piece->stream];
	size_t room = KEPT_OUTPUT_MAX - b->len;

	buf_add(b, piece->bytes, piece->len < room ? piece->len : room);
	p->total[piece->stream] += piece->len;
	p->pieces[piece->stream]++;
	p->disordered = p->disordered || piece->at_ns <= p->last_ns;
	if (!p->first_ns)
		p->first_ns = piece->at_ns;
	p->last_ns = piece->at_ns;
}

static struct output_sink
kept_output_sink(struct kept_output *p)
{
	return (struct output_sink){kept_output_take, p, {true, true}};
}

/* Forget all, and free the memory. */
static void
kept_output_clear(struct kept_output *p)
{
	for (int i = 0; i < OUTPUT_STREAMS; i++)
		buf_free(&p->kept[i]);
	*p = (struct kept_output){.first_ns = 0};
}

#endif
