/* line_times.h: the times between successive lines, as far as it can be told. */
#ifndef LINE_TIMES_H
#define LINE_TIMES_H

#include <stdbool.h>
#include <stdint.h>

#include "measure/found_values.h"

/* Lines that came in one read have no time between them that could be seen. Lines that came
 * together share the time since the read before them evenly: the sum of all the times, and so
 * their mean, is as measured. Lines of the first read have nothing before them, and
 * give no times. Start from zeroes. */
struct line_times {
	uint64_t n;        /* lines */
	uint64_t together; /* of them, those that came in the same read as the one before */
	uint64_t latest;   /* of them, those of the last read */
	int64_t at_ns;     /* of the last read */
	int64_t before_ns; /* of the read before; 0: there was none */
};

/* One more line, which came at AT_NS, at or after the one before; the times that are known
 * now, in milliseconds, go to FOUND. False: FOUND takes no more. */
bool line_times_add(struct line_times *t, int64_t at_ns, struct found_values *found);
/* There are no more lines. The same otherwise. */
bool line_times_end(struct line_times *t, struct found_values *found);
/* Whether most lines came in the same read as the one before: the times are no measurement. */
bool line_times_blurred(const struct line_times *t);

#endif
