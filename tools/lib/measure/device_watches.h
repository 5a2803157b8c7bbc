/* device_watches.h: the watches of a run, one for each backend that its cases compute on. */
#ifndef DEVICE_WATCHES_H
#define DEVICE_WATCHES_H

#include "backend/backend.h"
#include "backend/device_watch.h"
#include "measure/subject.h"

struct device_watches {
	struct device_watch *of[NBACKENDS]; /* NULL: nothing to watch */
};

/* Start those that the N SUBJECTS need which can be measured. */
void device_watches_start(struct device_watches *w, const struct subject *subjects, size_t n);
/* The N subjects ROUND, one or two, are about to be invoked together; then they have ended. */
void device_watches_begin(struct device_watches *w, struct subject *const *round, size_t n);
/* Adds to the log of ROUND[I] unless its number of invocations is HAD[I] still: it was none. */
void device_watches_end(
    struct device_watches *w, struct subject *const *round, const size_t *had, size_t n);
/* Let every one of the N SUBJECTS keep its log as text, and stop all watches. */
void device_watches_stop(struct device_watches *w, struct subject *subjects, size_t n);

#endif
