#include "measure/output_queue.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"

char *
output_queue_room(struct output_queue *q, size_t *len)
{
	size_t end;

	if (!q->bytes) {
		q->bytes = xmalloc(OUTPUT_QUEUE_MAX);
		q->pieces = xreallocarray(NULL, OUTPUT_PIECES_MAX, sizeof *q->pieces);
	}
	if (q->held == OUTPUT_QUEUE_MAX || q->npieces == OUTPUT_PIECES_MAX)
		return NULL;
	/* What fits into the first pages never touches the others. */
	if (q->npieces == 0)
		q->first = q->first_piece = 0;
	end = (q->first + q->held) % OUTPUT_QUEUE_MAX;
	*len = (end < q->first ? q->first : OUTPUT_QUEUE_MAX) - end;
	if (*len > OUTPUT_PIECE_MAX)
		*len = OUTPUT_PIECE_MAX;
	return q->bytes + end;
}

void
output_queue_add(struct output_queue *q, enum output_stream stream, size_t len, int64_t at_ns)
{
	size_t end = (q->first + q->held) % OUTPUT_QUEUE_MAX;
	size_t last = (q->first_piece + q->npieces++) % OUTPUT_PIECES_MAX;

	q->pieces[last] = (struct output_piece){stream, q->bytes + end, len, at_ns};
	q->held += len;
}

bool
output_queue_take(struct output_queue *q, struct output_piece *piece)
{
	if (q->npieces == 0)
		return false;
	*piece = q->pieces[q->first_piece];
	q->first_piece = (q->first_piece + 1) % OUTPUT_PIECES_MAX;
	q->npieces--;
	q->first = (q->first + piece->len) % OUTPUT_QUEUE_MAX;
	q->held -= piece->len;
	return true;
}

void
output_queue_clear(struct output_queue *q)
{
	q->first = q->held = q->first_piece = q->npieces = 0;
}

void
output_queue_free(struct output_queue *q)
{
	free(q->bytes);
	free(q->pieces);
	memset(q, 0, sizeof *q);
}
