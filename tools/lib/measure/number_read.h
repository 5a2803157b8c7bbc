/* number_read.h: the number in a match of a pattern, and the unit that stands with it. */
#ifndef NUMBER_READ_H
#define NUMBER_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/unit.h"
#include "scenario/plan.h"

/* Where one match of a pattern is in a text: all of it, the number, and the unit where a group
 * of its own holds it. Byte TO is the first behind it; FROM and TO of none are 0. */
struct number_place {
	struct number_span {
		size_t from, to;
	} match, number, unit;
};

/* A number in the text and the unit that belongs to it. */
struct number_read {
	const char *text;
	size_t len;
	struct number_span at; /* without the blanks around it */
	double v;
	bool has_unit, timed; /* TIMED: V is in ms, whatever the text's unit is */
	struct unit unit;
	struct number_span unit_at;
};

/* Read the number at PLACE in the LEN bytes of TEXT, as RULE says, and the unit that stands with
 * it, into R; TEXT is borrowed. False, with why appended to WHY: it is no number, or only a part
 * of one, or what stands in the place of its unit is none. */
bool number_read(struct number_read *r, const struct metric_rule *rule, const char *text,
    size_t len, const struct number_place *place, struct buf *why);

/* Say in WHY that R is only a part of a number; returns false. */
bool number_read_part(const struct number_read *r, struct buf *why);

/* How many of LEN bytes of the output a message shows. */
int number_read_shown(size_t len);

#endif
