/* metric_time.h: times of several parts as programs print them: "1:02:03.5" and "1m30.5s". */
#ifndef METRIC_TIME_H
#define METRIC_TIME_H

#include <stdbool.h>
#include <stddef.h>

/* Read all LEN bytes of S as h:mm:ss or m:ss, with decimals of the seconds or none, into *MS,
 * milliseconds. False when they are no such time: two digits behind each colon, below 60. */
bool metric_time_clock(const char *s, size_t len, double *ms);

/* Read numbers and units of time, each unit smaller than the one before and at least two of
 * them, that LEN bytes of S begin with; with SPACED also with blanks between them. Returns how
 * many bytes they have, 0: there are not two. */
size_t metric_time_compound(const char *s, size_t len, bool spaced, double *ms);

#endif
