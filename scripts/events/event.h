/* event.h: events as lines of JSON: {"time":1700000000000,"type":"view","user":7,"value":1.25}. */
#ifndef EVENT_H
#define EVENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/rng.h"

enum { EVENT_TYPES = 4, EVENT_USERS = 65536 };

/* The names of the types. */
extern const char *const event_types[EVENT_TYPES];

struct event {
	unsigned type, user; /* below EVENT_TYPES and EVENT_USERS */
	double value;
};

/* Read the LEN bytes of LINE: one flat object with type, user and value in any
 * order, other members passed over. False when it is anything else. */
bool event_parse(struct event *e, const char *line, size_t len);

/* Write the next line of a stream to DST, without a line break, and return its
 * length. About one in a hundred is cut short, as happens to real ones. */
enum { EVENT_LINE_MAX = 128 };
size_t event_generate(char dst[EVENT_LINE_MAX], struct rng *rng, size_t index);

#endif
