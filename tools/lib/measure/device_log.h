/* device_log.h: what the devices of one subject's backend did while its invocations ran. */
#ifndef DEVICE_LOG_H
#define DEVICE_LOG_H

#include <stddef.h>
#include <stdint.h>

#include "backend/device_tally.h"

/* Indexes of invocations, upward. */
struct sample_list {
	uint32_t *at;
	size_t n, cap;
};

struct logged_device {
	struct device_tally total;
	struct sample_list throttled, foreign;
};

/* Start from zeros. */
struct device_log {
	struct logged_device *devices;
	size_t n, invocations;
	size_t missed; /* invocations without readings, since the driver failed */
};

/* Add the N tallies ALL of invocation number SAMPLE of this session, from 0. */
void device_log_add(
    struct device_log *log, const struct device_tally *all, size_t n, size_t sample);

/* An object with member "device_metrics", as bench-results(5) has it, of BACKEND, whose watch
 * failed by WHY (NULL: it did not). The caller owns it; NULL: there was no invocation. */
char *device_log_text(const struct device_log *log, const char *backend, const char *why);

/* How many invocations a foreign process was on a device in, and a device was throttled in. */
size_t device_log_foreign(const struct device_log *log);
size_t device_log_throttled(const struct device_log *log);

void device_log_free(struct device_log *log);

#endif
