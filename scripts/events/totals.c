#include "totals.h"

#include <stdio.h>

void
totals_add(struct totals *t, const char *line, size_t len)
{
	struct event e;

	if (!event_parse(&e, line, len)) {
		t->rejected++;
		return;
	}
	t->accepted++;
	t->types[e.type].count++;
	t->types[e.type].sum += e.value;
	t->users[e.user] += e.value;
	if (e.user >= t->nusers)
		t->nusers = e.user + 1;
}

unsigned
totals_top_user(const struct totals *t)
{
	unsigned top = 0;

	for (unsigned i = 1; i < t->nusers; i++)
		if (t->users[i] > t->users[top])
			top = i;
	return top;
}

size_t
totals_publish(const struct totals *t, char dst[TOTALS_TEXT_MAX])
{
	unsigned top = totals_top_user(t);
	int len;

	len = snprintf(
	    dst, TOTALS_TEXT_MAX, "{\"accepted\":%zu,\"rejected\":%zu,", t->accepted, t->rejected);
	for (unsigned i = 0; i < EVENT_TYPES; i++)
		len += snprintf(dst + len, TOTALS_TEXT_MAX - (size_t)len,
		    "\"%s\":{\"count\":%zu,\"sum\":%.2f},", event_types[i], t->types[i].count,
		    t->types[i].sum);
	len += snprintf(dst + len, TOTALS_TEXT_MAX - (size_t)len,
	    "\"top_user\":%u,\"top_sum\":%.2f}", top, t->users[top]);
	return (size_t)len;
}
