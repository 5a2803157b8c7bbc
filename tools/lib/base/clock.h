/* clock.h: monotonic time. */
#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>

/* CLOCK_MONOTONIC in nanoseconds, and in seconds. */
int64_t clock_ns(void);
double clock_seconds(void);

#endif
