/* quantity.h: numbers with units, scaled and rounded for people. */
#ifndef QUANTITY_H
#define QUANTITY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* A unit to show values in: shown = value * FACTOR. PREFIX is "k", "M", "G",
 * "T" for a unit that this module does not know, else ""; NAME is the unit's
 * ("ms", "MB/s"), "" for none, borrowed. */
struct scale {
	double factor;
	const char *prefix, *name;
};

/* The scale in which V, in UNIT, has one to three digits before the point:
 * times in ns to h, times of an operation in ns/op to s/op, bytes in B to TB (binary units
 * stay binary), bytes "per second", everything else with a prefix from 10,000 on. Shares are
 * percent; "count", "1" and "ratio" are units without a name. */
struct scale scale_for(double v, const char *unit);

/* The scale that shows values of UNIT in the unit SHOWN; false, with *SCALE untouched, where one is
 * not the other times a number. SHOWN is borrowed. */
bool scale_in(const char *unit, const char *shown, struct scale *scale);

/* The factor from unit FROM to unit TO, which are alike: units of unit.h, shares of 1, and rates of
 * what has no name, "M/s". "m" is none of them, since it may be the metre. False, with *FACTOR
 * untouched, for others. */
bool unit_factor(const char *from, const char *to, double *factor);

/* Whether UNIT is a time, or one of its parts is: "ms", "ns/op", "ops/s", "GHz". */
bool unit_is_timed(const char *unit);

/* Whether UNIT is one of things counted. */
bool unit_counts(const char *unit);

/* Add V rounded to DIGITS significant digits, never with an exponent, a minus
 * sign U+2212, "–" when it is not finite. */
void number_text(struct buf *b, double v, int digits);

/* Add V, which somebody set, with the digits that it has, at most six. */
void number_set(struct buf *b, double v);

/* Both with the unit in SCALE, "12.3 M ops/s"; the spaces do not break. */
void quantity_text(struct buf *b, double v, const struct scale *scale, int digits);
void quantity_set(struct buf *b, double v, const struct scale *scale);
/* The unit alone, "M ops/s"; "" when there is none. */
void unit_text(struct buf *b, const struct scale *scale);

/* Add the fraction V in percent: "12.4 %"; with SIGNED_ also "+12.4 %". */
void percent_text(struct buf *b, double v, bool signed_);
/* The same of a V that somebody set: with the digits that it has. */
void percent_set(struct buf *b, double v);
/* As percent_number(), with as many digits more as it takes to stay on its side of the
 * fraction LIMIT in size: 9.98 % beside 10 % is "9.98", not "10.0"; NAN: no limit. */
void percent_beside(struct buf *b, double v, bool signed_, double limit);
/* Without the sign of percent. */
void percent_number(struct buf *b, double v, bool signed_);

#endif
