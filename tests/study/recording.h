/* recording.h: what record has written, read back and cut into windows. */
#ifndef RECORDING_H
#define RECORDING_H

#include <stdbool.h>
#include <stddef.h>

#include "rules.h"

struct invocation_line {
	unsigned round;
	int variant;
	double start, time, cpu, wait; /* start in s, the others in ms */
};

struct recording {
	double ms, percent;
	bool neighbour;
	enum session_design design;
	struct invocation_line *lines;
	size_t n, cap;
};

/* Read the file PATH; dies with file and line when it is not a recording. */
void recording_read(const char *path, struct recording *r);
void recording_free(struct recording *r);

/* Arrays of one window, reused from call to call; zero it first. */
struct cutting {
	double *values[3][2]; /* time, CPU, wait; base and head */
	size_t cap;
	struct window w;
};

void cutting_free(struct cutting *c);

/* Cut the next window of SECONDS a side from R, starting at line *AT, which it
 * moves on; false when the rest is too short.
 *   pairs: whole ABBA blocks of an interleaved recording, or of a duet, where
 *     both have the time of both sides;
 *   same: pairs of neighbouring invocations of one variant, in alternating order:
 *     nothing differs between them, whatever work was injected;
 *   sequence: one stretch after the other of a sequential recording. */
bool cut_pairs(struct cutting *c, const struct recording *r, double seconds, size_t *at);
bool cut_same(struct cutting *c, const struct recording *r, double seconds, size_t *at);
bool cut_sequence(struct cutting *c, const struct recording *r, double seconds, size_t *at);

/* Make all the head's times FACTOR times as long, the waiting too. */
void cutting_scale(struct cutting *c, double factor);

#endif
