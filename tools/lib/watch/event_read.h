/* event_read.h: one event of a run, out of its line (bench-results(5)). */
#ifndef EVENT_READ_H
#define EVENT_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum event_kind {
	EVENT_SESSION,
	EVENT_CASE,
	EVENT_INVOCATION,
	EVENT_OUTLIER,
	EVENT_FAILURE,
	EVENT_PROGRESS,
	EVENT_END,
	EVENT_OTHER /* of a later version */
};

enum event_text {
	EVENT_NAME,
	EVENT_ID,
	EVENT_VARIANT,
	EVENT_STATUS,
	EVENT_REASON,
	EVENT_SUITE,
	EVENT_HOST,
	EVENT_SHARD,
	EVENT_TEXTS
};
enum event_number {
	EVENT_SUBJECTS,
	EVENT_DONE,
	EVENT_LEFT,
	EVENT_MS,
	EVENT_MEDIAN,
	EVENT_LOST,
	EVENT_SILENCE,
	EVENT_NUMBERS
};

struct event {
	enum event_kind kind;
	struct buf texts[EVENT_TEXTS]; /* "" where there is none; their memory is kept */
	double numbers[EVENT_NUMBERS]; /* NAN where there is none */
};

/* Fill E, zeroes or what was read before, with the LEN bytes of LINE, behind which is a NUL.
 * False when they are no JSON object with an 'event', or a member is of another kind than it must
 * be: this neither dies nor prints. */
bool event_read(struct event *e, const char *line, size_t len);
void event_free(struct event *e);

#endif
