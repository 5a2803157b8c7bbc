#include "backend/device_reading.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "backend/device_files.h"

const char *
device_quantity_key(enum device_quantity q)
{
	static const char *const keys[NDEVICE_QUANTITIES] = {"memory_mb", "fragmentation",
	    "utilisation", "energy_j", "power_w", "temperature_c", "clock_mhz"};

	return keys[q];
}

const char *
device_throttle_words(enum device_throttle i)
{
	static const char *const words[NDEVICE_THROTTLES] = {"clock setting", "power cap",
	    "hardware slowdown", "sync boost", "thermal", "hardware thermal", "power brake",
	    "display clock"};

	return words[i];
}

void
device_reading_init(struct device_reading *r, const char *name, const char *why)
{
	*r = (struct device_reading){.foreign = 0, .why_foreign = why, .why_throttle = why};
	snprintf(r->name, sizeof r->name, "%s", name);
	for (int q = 0; q < NDEVICE_QUANTITIES; q++)
		device_reading_miss(r, (enum device_quantity)q, why);
}

void
device_reading_set(struct device_reading *r, enum device_quantity q, double v)
{
	if (!isfinite(v)) {
		device_reading_miss(r, q, "it told no number");
		return;
	}
	r->at[q] = v;
	r->why[q] = NULL;
}

void
device_reading_miss(struct device_reading *r, enum device_quantity q, const char *why)
{
	r->at[q] = NAN;
	r->why[q] = why;
}

double
energy_counter_add(struct energy_counter *c, double value, double range)
{
	double step = value - c->last;

	if (c->begun && step < 0 && range > 0 && c->last <= range)
		step += range;
	if (!c->begun)
		step = 0;
	c->begun = true;
	c->last = value;
	if (step < 0)
		return NAN;
	c->total += step;
	return c->total;
}

/* The parent of PID; 0: there is none, -1: there is no such process. */
static long
parent_of(const char *root, long pid)
{
	char line[512];
	const char *end;
	long parent;

	if (!device_text(line, sizeof line, "%s/proc/%ld/stat", root, pid))
		return -1;
	/* The name, in parentheses, may have any byte in it. */
	end = strrchr(line, ')');
	return end && sscanf(end + 1, " %*c %ld", &parent) == 1 ? parent : -1;
}

int
device_foreign(const char *root, long own, const long *pids, size_t n)
{
	enum { DEPTH = 1000 };
	int foreign = 0;

	for (size_t i = 0; i < n; i++) {
		long pid = pids[i];

		for (int k = 0; k < DEPTH && pid > 0 && pid != own; k++) {
			long up = parent_of(root, pid);

			if (up < 0 && pid == pids[i])
				return -1;
			pid = up;
		}
		foreign += pid != own;
	}
	return foreign;
}
