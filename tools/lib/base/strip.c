#include "base/strip.h"

#include <math.h>

void
strip_fill(unsigned char cells[STRIP_CELLS], const double *v, size_t n, double low, double high)
{
	size_t counts[STRIP_CELLS] = {0}, most = 0;

	for (size_t i = 0; i < n; i++) {
		double place = high > low ? (v[i] - low) / (high - low) * STRIP_CELLS : 0;
		size_t at;

		if (!isfinite(v[i]) || v[i] < low || v[i] > high || !isfinite(place))
			continue;
		at = place < STRIP_CELLS ? (size_t)place : STRIP_CELLS - 1;
		if (++counts[at] > most)
			most = counts[at];
	}
	for (size_t i = 0; i < STRIP_CELLS; i++) {
		size_t height = most ? (counts[i] * STRIP_HEIGHT + most / 2) / most : 0;

		cells[i] = (unsigned char)(counts[i] && !height ? 1 : height);
	}
}

void
strip_add(struct buf *b, const unsigned char cells[STRIP_CELLS], bool unicode)
{
	static const char *const blocks[STRIP_HEIGHT + 1] = {
	    " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
	static const char signs[] = " .:-=+*%@";

	for (size_t i = 0; i < STRIP_CELLS; i++)
		if (unicode)
			buf_str(b, blocks[cells[i]]);
		else
			buf_char(b, signs[cells[i]]);
}
