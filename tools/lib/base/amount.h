/* amount.h: amounts as people write them: percentages, durations, whole numbers. */
#ifndef AMOUNT_H
#define AMOUNT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Read the whole string S; false, with *V untouched, when it is not one.
 * percent: "5%", "0.5 %" or a plain fraction "0.05" gives the fraction 0.05.
 * duration: "20s", "1.5m", "500ms", "250us", "1h", "1h30m" gives seconds; the units
 *   are ns, us, µs, ms, s, m or min, and h, and no others; a plain number is seconds.
 * size_t: digits only. All results are finite and not negative. */
bool amount_percent(const char *s, double *v);
bool amount_duration(const char *s, double *seconds);
bool amount_count(const char *s, size_t *v);

/* What is wrong with the unit in S, which is no duration, to come after S in a message:
 * " (unit 'sec', nearest: 's')", or "" when it is not the unit; the caller owns it. */
char *amount_duration_note(const char *s);

/* Add SECONDS, not negative, rounded up, in a form that amount_duration() reads: "40s" in tens of
 * seconds up to two minutes, else "25m" in minutes, or "1h30m" from two hours on. */
void amount_duration_up(struct buf *b, double seconds);

/* Add SECONDS, not negative, in three digits at most: "340 ms", "7.9 s", "52 s". */
void amount_seconds(struct buf *b, double seconds);

/* As amount_percent(), but refuse a number from 1 up without "%", which could mean either.
 * Returns NULL, or what S must be and is not, to come after "must be"; the caller owns it. */
char *amount_percent_read(const char *s, double *v);

#endif
