/* device_watch.h: reads the devices of a backend now and then, in a process of its own, while
 * invocations run. */
#ifndef DEVICE_WATCH_H
#define DEVICE_WATCH_H

#include <stdbool.h>

#include "backend/backend_kind.h"
#include "backend/device_tally.h"

/* Seconds between two readings. Drivers refresh their counters no faster: NVML's
 * utilisation is of the last 1/6 to 1 s, energy has steps of 20 to 100 ms. */
#define DEVICE_WATCH_PERIOD 0.1

struct device_watch;

/* Begin to watch the devices of KIND, which can be read. The process is a child of this
 * one, which the caller must leave alone. Dies when it cannot start. */
struct device_watch *device_watch_start(const struct backend_kind *kind);
/* An invocation begins: returns when the devices have been read once. */
void device_watch_begin(struct device_watch *w);
/* It has ended: fill ALL, which has room for BACKEND_DEVICES, and return how many devices there
 * are. 0: the driver crashed or hangs; then it is 0 from now on, and device_watch_failed(). */
size_t device_watch_end(struct device_watch *w, struct device_tally *all);
/* Why there are no readings any more; NULL: there are. */
const char *device_watch_failed(const struct device_watch *w);
void device_watch_stop(struct device_watch *w); /* may be NULL */

#endif
