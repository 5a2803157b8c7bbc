/* device_tally.h: the readings of a device during one invocation, summed up. */
#ifndef DEVICE_TALLY_H
#define DEVICE_TALLY_H

#include "backend/device_reading.h"

/* What one quantity was: N values. */
struct device_amount {
	size_t n;
	double sum, low, high;
};

/* Plain data: it comes from another process of this program. */
struct device_tally {
	char name[96];
	size_t readings;
	/* Of energy the one value is what was used from the first reading to the last. */
	struct device_amount amounts[NDEVICE_QUANTITIES];
	double energy_first, energy_last;    /* NAN: not told */
	const char *why[NDEVICE_QUANTITIES]; /* of the last reading without it */
	uint32_t throttle;                   /* all that any reading had */
	const char *why_throttle;
	int foreign; /* the most that a reading had */
	const char *why_foreign;
};

void device_amount_add(struct device_amount *a, double v);
/* Add all of B to A. */
void device_amount_join(struct device_amount *a, const struct device_amount *b);

/* Start T anew, of the same device. */
void device_tally_clear(struct device_tally *t);
void device_tally_add(struct device_tally *t, const struct device_reading *r);
/* After the last reading: the energy. */
void device_tally_end(struct device_tally *t);

#endif
