/* Pieces wait in order, in bounded memory, and come back as they were. */
#include <string.h>

#include "base/rng.h"
#include "base/util.h"
#include "check.h"
#include "measure/output_queue.h"

/* Byte N of all that passes. */
static char
byte_of(uint64_t n)
{
	return (char)(n * 2654435761U >> 13);
}

/* Add a piece of at most MOST bytes that begins with byte FROM; 0: there is no room. */
static size_t
add(struct output_queue *q, uint64_t from, size_t most)
{
	size_t len;
	char *to = output_queue_room(q, &len);

	if (!to)
		return 0;
	CHECK(len > 0 && len <= OUTPUT_PIECE_MAX);
	len = len < most ? len : most;
	for (size_t i = 0; i < len; i++)
		to[i] = byte_of(from + i);
	output_queue_add(q, from % 2 ? OUTPUT_STDERR : OUTPUT_STDOUT, len, (int64_t)from);
	return len;
}

/* Take a piece, which must begin with byte FROM; 0: there is none. */
static size_t
take(struct output_queue *q, uint64_t from)
{
	struct output_piece piece;
	size_t wrong = 0;

	if (!output_queue_take(q, &piece))
		return 0;
	for (size_t i = 0; i < piece.len; i++)
		wrong += piece.bytes[i] != byte_of(from + i);
	CHECK(wrong == 0 && piece.at_ns == (int64_t)from);
	CHECK(piece.stream == (from % 2 ? OUTPUT_STDERR : OUTPUT_STDOUT));
	return piece.len;
}

static void
pieces_wait_in_order(void)
{
	struct output_queue q = {.held = 0};
	uint64_t in = 0, out = 0;
	struct rng rng;

	rng_seed(&rng, 1);
	CHECK(take(&q, 0) == 0);
	for (int round = 0; round < 400; round++) {
		for (uint64_t n = rng_below(&rng, 64); n > 0; n--)
			in += add(&q, in, 1 + rng_below(&rng, 2 * OUTPUT_PIECE_MAX));
		for (uint64_t n = rng_below(&rng, 64); n > 0; n--)
			out += take(&q, out);
		CHECK(in - out == q.held && q.held <= OUTPUT_QUEUE_MAX);
	}
	while (q.npieces > 0)
		out += take(&q, out);
	CHECK(in == out && in > 4 * (uint64_t)OUTPUT_QUEUE_MAX);
	output_queue_free(&q);
}

static void
it_gets_full(void)
{
	struct output_queue q = {.held = 0};
	uint64_t in = 0;
	size_t n = 0, len;

	while ((len = add(&q, in, OUTPUT_PIECE_MAX)) > 0)
		in += len;
	CHECK(in == OUTPUT_QUEUE_MAX);
	CHECK(take(&q, 0) > 0 && add(&q, in, 1) == 1);
	output_queue_clear(&q);
	for (in = 0; add(&q, in, 1) == 1; in++)
		n++;
	CHECK(n == OUTPUT_PIECES_MAX);
	output_queue_free(&q);
}

int
main(void)
{
	program_set("output_queue");
	pieces_wait_in_order();
	it_gets_full();
	return failures != 0;
}
