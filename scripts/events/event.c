#include "event.h"

#include <stdio.h>
#include <string.h>

const char *const event_types[EVENT_TYPES] = {"view", "click", "cart", "buy"};

/* What is left of a line. */
struct cursor {
	const char *p, *end;
};

static void
space_pass(struct cursor *c)
{
	while (c->p < c->end && (*c->p == ' ' || *c->p == '\t' || *c->p == '\r'))
		c->p++;
}

static bool
byte_take(struct cursor *c, char byte)
{
	space_pass(c);
	if (c->p == c->end || *c->p != byte)
		return false;
	c->p++;
	return true;
}

/* A string without its quotes; one with an escape is left as it is written. */
static bool
string_take(struct cursor *c, struct cursor *string)
{
	if (!byte_take(c, '"'))
		return false;
	for (string->p = c->p; c->p < c->end && *c->p != '"'; c->p++)
		if (*c->p == '\\' && ++c->p == c->end)
			return false;
	string->end = c->p;
	return byte_take(c, '"');
}

static bool
digits_take(struct cursor *c, double *v, double *scale)
{
	const char *start = c->p;

	for (; c->p < c->end && *c->p >= '0' && *c->p <= '9'; c->p++) {
		*v = *v * 10 + (*c->p - '0');
		*scale *= 10;
	}
	return c->p > start && c->p - start <= 15;
}

/* A plain decimal number of at most 15 digits before and after the point. */
static bool
number_take(struct cursor *c, double *v)
{
	bool negative = byte_take(c, '-');
	double scale = 1;

	*v = 0;
	if (!digits_take(c, v, &scale))
		return false;
	scale = 1;
	if (c->p < c->end && *c->p == '.') {
		c->p++;
		if (!digits_take(c, v, &scale))
			return false;
	}
	*v = (negative ? -*v : *v) / scale;
	return true;
}

static bool
same(const struct cursor *s, const char *word)
{
	size_t len = (size_t)(s->end - s->p);

	return strlen(word) == len && memcmp(s->p, word, len) == 0;
}

enum { SEEN_TYPE = 1, SEEN_USER = 2, SEEN_VALUE = 4, SEEN_ALL = 7 };

/* One member's value; returns what was seen, 0 for a member not needed, -1 for nonsense. */
static int
member_take(struct cursor *c, const struct cursor *key, struct event *e)
{
	struct cursor word;
	double v;

	space_pass(c);
	if (c->p < c->end && *c->p == '"') {
		if (!string_take(c, &word))
			return -1;
		if (!same(key, "type"))
			return 0;
		for (e->type = 0; e->type < EVENT_TYPES; e->type++)
			if (same(&word, event_types[e->type]))
				return SEEN_TYPE;
		return -1;
	}
	if (!number_take(c, &v))
		return -1;
	if (same(key, "value")) {
		e->value = v;
		return SEEN_VALUE;
	}
	if (!same(key, "user"))
		return 0;
	if (!(v >= 0 && v < EVENT_USERS) || v != (unsigned)v)
		return -1;
	e->user = (unsigned)v;
	return SEEN_USER;
}

bool
event_parse(struct event *e, const char *line, size_t len)
{
	struct cursor c = {line, line + len}, key;
	int seen = 0, one;

	if (!byte_take(&c, '{'))
		return false;
	do {
		if (!string_take(&c, &key) || !byte_take(&c, ':'))
			return false;
		one = member_take(&c, &key, e);
		if (one < 0)
			return false;
		seen |= one;
	} while (byte_take(&c, ','));
	if (!byte_take(&c, '}'))
		return false;
	space_pass(&c);
	return c.p == c.end && seen == SEEN_ALL;
}

size_t
event_generate(char dst[EVENT_LINE_MAX], struct rng *rng, size_t index)
{
	const char *type = event_types[rng_below(rng, EVENT_TYPES)];
	unsigned user = (unsigned)rng_below(rng, 1000), cents = (unsigned)rng_below(rng, 10000);
	size_t len = (size_t)snprintf(dst, EVENT_LINE_MAX,
	    "{\"time\":%zu,\"type\":\"%s\",\"user\":%u,\"value\":%u.%02u}",
	    (size_t)1700000000000 + index, type, user, cents / 100, cents % 100);

	return rng_below(rng, 100) == 0 ? 1 + rng_below(rng, len - 1) : len;
}
