/* unit.h: units as programs print them, and what they are worth in a base unit. */
#ifndef UNIT_H
#define UNIT_H

#include <stdbool.h>
#include <stddef.h>

enum { UNIT_BASE_MAX = 48 }; /* bytes of a base unit's name, with its NUL */

/* A value in the unit, times TIMES, divided by OVER, is the value in BASE. Two units are of one
 * kind when they have one base: "ms" of times, but "ns/op" of times for something; "B" of bytes,
 * "bit" of bits, "Hz", "%"; "" of prefixes alone; "B/s", "ops/s" and so on of what is per second.
 */
struct unit {
	char base[UNIT_BASE_MAX];
	double times, over;
	/* How far the text itself says that it is a unit, and which. */
	enum unit_kind {
		UNIT_WORD,   /* it says what is counted: "ops", "req/s" */
		UNIT_PREFIX, /* "k", "M", "Gi" and no more */
		UNIT_KNOWN   /* times, bytes, bits, Hz, %, and these per something */
	} kind;
};

/* Read the unit that the LEN bytes of S begin with, all up to what can be in no unit. Returns
 * how many bytes it has; 0: no unit that is known. "m" and "min" are minutes, "M" a million,
 * "K" a thousand as "k" is, "Ki" 1024, "B" bytes and "b", which stands only behind a prefix and
 * before "/s", bits. A prefix may stand alone before a blank: "M ops/s". */
size_t unit_read(const char *s, size_t len, struct unit *u);
/* The same of all of NAME; false when it is no unit that is known. */
bool unit_of(const char *name, struct unit *u);

bool unit_alike(const struct unit *a, const struct unit *b); /* of one kind */
/* Of one size, each in its own base: "Mops" and "Mreq". */
bool unit_size_same(const struct unit *a, const struct unit *b);
bool unit_same(const struct unit *a, const struct unit *b); /* alike, and of one size */
/* V in unit FROM as a value in unit TO, which is alike. */
double unit_convert(double v, const struct unit *from, const struct unit *to);
/* The unit that has the base of U and the size of it. */
struct unit unit_base(const struct unit *u);

#endif
