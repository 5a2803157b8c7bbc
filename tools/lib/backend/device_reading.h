/* device_reading.h: one look at a device: what it told, and why it did not tell the rest. */
#ifndef DEVICE_READING_H
#define DEVICE_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum device_quantity {
	DEVICE_MEMORY,        /* MB in use, of all who use it */
	DEVICE_FRAGMENTATION, /* 0 to 1: of the free memory, the part outside the largest block */
	DEVICE_UTILISATION,   /* 0 to 1 */
	DEVICE_ENERGY,        /* J since some time in the past; its difference counts */
	DEVICE_POWER,         /* W */
	DEVICE_TEMPERATURE,   /* degrees Celsius */
	DEVICE_CLOCK,         /* MHz, of what computes */
	NDEVICE_QUANTITIES
};

/* Why a clock is lower than it could be. */
enum device_throttle {
	THROTTLE_CLOCK_SETTING,
	THROTTLE_POWER_CAP,
	THROTTLE_HARDWARE,
	THROTTLE_SYNC_BOOST,
	THROTTLE_THERMAL,
	THROTTLE_HARDWARE_THERMAL,
	THROTTLE_POWER_BRAKE,
	THROTTLE_DISPLAY,
	NDEVICE_THROTTLES
};

/* Those by which it is slower than it was a moment ago: heat and power, not settings. */
#define DEVICE_SLOWED                                                                              \
	(1U << THROTTLE_POWER_CAP | 1U << THROTTLE_HARDWARE | 1U << THROTTLE_THERMAL |             \
	    1U << THROTTLE_HARDWARE_THERMAL | 1U << THROTTLE_POWER_BRAKE)

struct device_reading {
	char name[96];
	double at[NDEVICE_QUANTITIES];       /* NAN: not told */
	const char *why[NDEVICE_QUANTITIES]; /* not told: a text of this program; else NULL */
	uint32_t throttle;                   /* bits of enum device_throttle */
	const char *why_throttle;            /* not known, or NULL */
	int foreign;             /* processes that compute on it and are none of this run */
	const char *why_foreign; /* not known, or NULL */
};

/* The key of Q in documents, "memory_mb"; the words for throttle reason I, "power cap". */
const char *device_quantity_key(enum device_quantity q);
const char *device_throttle_words(enum device_throttle i);

/* Start a reading of the device NAME, of which nothing is known, as WHY says. */
void device_reading_init(struct device_reading *r, const char *name, const char *why);
void device_reading_set(struct device_reading *r, enum device_quantity q, double v);
void device_reading_miss(struct device_reading *r, enum device_quantity q, const char *why);

/* A counter of energy that may wrap. */
struct energy_counter {
	double last, total; /* in the counter's own unit */
	bool begun;
};
/* The total since the first call at the next VALUE, in [0, RANGE], after which it starts at 0
 * again; RANGE 0: it does not. NAN: it went back although it does not wrap (it was reset). */
double energy_counter_add(struct energy_counter *c, double value, double range);

/* Of the N processes PIDS, those that are neither OWN nor below it, by /proc below ROOT. -1: some
 * is not in /proc, so its number is one of another namespace. */
int device_foreign(const char *root, long own, const long *pids, size_t n);

#endif
