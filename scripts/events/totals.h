/* totals.h: what is known of the events so far. */
#ifndef TOTALS_H
#define TOTALS_H

#include "event.h"

/* Start from all zero. */
struct totals {
	size_t accepted, rejected;
	struct {
		size_t count;
		double sum;
	} types[EVENT_TYPES];
	double users[EVENT_USERS]; /* sum of values */
	unsigned nusers;           /* one above the highest seen */
};

/* Add one line, an event or not. */
void totals_add(struct totals *t, const char *line, size_t len);

/* The user with the largest sum, the lowest such; 0 when there is none. */
unsigned totals_top_user(const struct totals *t);

/* Write the totals to DST as a JSON object and return its length. */
enum { TOTALS_TEXT_MAX = 1024 };
size_t totals_publish(const struct totals *t, char dst[TOTALS_TEXT_MAX]);

#endif
