#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/backend_kind.h"
#include "backend/cpu_meter.h"
#include "backend/device_files.h"
#include "base/input.h"
#include "base/util.h"

enum { PACKAGES = 16, CLOCKS = 16 };

/* Domains of the running average power limit: Documentation/power/powercap/powercap.rst. */
struct package {
	char folder[256];
	double range; /* of the counter, in microjoule */
	struct energy_counter energy;
};

struct cpu_meter {
	struct package packages[PACKAGES];
	size_t npackages;
	char temperature[256];
	double throttled; /* how often so far; NAN: not told */
};

static bool
here(const char *root)
{
	(void)root;
	return true;
}

/* The zones that are whole packages; what is below them is in them already. */
static void
packages_find(struct cpu_meter *c, const char *root)
{
	char *pattern = xasprintf("%s/sys/class/powercap/intel-rapl:*", root);
	glob_t found;

	if (input_glob(pattern, &found)) {
		for (size_t i = 0; i < found.gl_pathc && c->npackages < PACKAGES; i++) {
			struct package *p = &c->packages[c->npackages];
			char name[64];

			if (!device_text(name, sizeof name, "%s/name", found.gl_pathv[i]) ||
			    strncmp(name, "package-", 8) != 0)
				continue;
			snprintf(p->folder, sizeof p->folder, "%s", found.gl_pathv[i]);
			if (device_number(&p->range, "%s/max_energy_range_uj", p->folder))
				p->range = 0;
			c->npackages++;
		}
		globfree(&found);
	}
	free(pattern);
}

/* The file that tells the temperature of the package. */
static void
temperature_find(struct cpu_meter *c, const char *root)
{
	static const char *const kinds[] = {
	    "x86_pkg_temp", "coretemp", "k10temp", "cpu-thermal", "cpu_thermal", "zenpower"};
	static const char *const files[][3] = {{"/sys/class/thermal/thermal_zone*", "type", "temp"},
	    {"/sys/class/hwmon/hwmon*", "name", "temp1_input"}};

	for (size_t f = 0; f < 2 && !c->temperature[0]; f++) {
		char *pattern = xasprintf("%s%s", root, files[f][0]), name[64];
		glob_t found;

		if (input_glob(pattern, &found)) {
			for (size_t i = 0; i < found.gl_pathc; i++) {
				if (!device_text(
					name, sizeof name, "%s/%s", found.gl_pathv[i], files[f][1]))
					continue;
				for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
					if (strcmp(name, kinds[k]) == 0 && !c->temperature[0])
						snprintf(c->temperature, sizeof c->temperature,
						    "%s/%s", found.gl_pathv[i], files[f][2]);
			}
			globfree(&found);
		}
		free(pattern);
	}
}

static void
energy_read(struct cpu_meter *c, struct device_reading *r)
{
	double sum = 0, v;

	if (c->npackages == 0)
		device_reading_miss(r, DEVICE_ENERGY, "the kernel has no counter of energy (RAPL)");
	for (size_t i = 0; i < c->npackages; i++) {
		struct package *p = &c->packages[i];
		const char *why = device_number(&v, "%s/energy_uj", p->folder);

		if (why) {
			device_reading_miss(r, DEVICE_ENERGY, why);
			return;
		}
		sum += energy_counter_add(&p->energy, v, p->range);
	}
	if (isnan(sum))
		device_reading_miss(r, DEVICE_ENERGY, "its counter was reset");
	else if (c->npackages)
		device_reading_set(r, DEVICE_ENERGY, sum / 1e6);
}

static void
clock_read(const char *root, struct device_reading *r)
{
	const char *why = NULL;
	double sum = 0, v;
	int n = 0;

	for (; n < CLOCKS; n++) {
		why = device_number(
		    &v, "%s/sys/devices/system/cpu/cpu%d/cpufreq/scaling_cur_freq", root, n);
		if (why)
			break;
		sum += v / 1e3;
	}
	if (n > 0)
		device_reading_set(r, DEVICE_CLOCK, sum / n);
	else
		device_reading_miss(r, DEVICE_CLOCK, why);
}

static void
cpu_throttle_read(struct cpu_meter *c, const char *root, struct device_reading *r)
{
	double n;

	r->why_throttle = device_number(
	    &n, "%s/sys/devices/system/cpu/cpu0/thermal_throttle/package_throttle_count", root);
	if (r->why_throttle)
		return;
	if (n > c->throttled)
		r->throttle |= 1U << THROTTLE_THERMAL;
	c->throttled = n;
}

size_t
cpu_meter_sample(struct backend_meter *meter, struct device_reading *at)
{
	struct cpu_meter *c = meter->state;
	const char *why;
	double v;

	if (!c) {
		c = meter->state = xcalloc(1, sizeof *c);
		c->throttled = NAN;
		packages_find(c, meter->root);
		temperature_find(c, meter->root);
	}
	device_reading_init(at, "CPU", "it is told by other metrics (memory_mb, cpu_ms)");
	device_reading_miss(at, DEVICE_FRAGMENTATION, "a CPU does not tell it");
	device_reading_miss(at, DEVICE_POWER, "a CPU tells its energy");
	energy_read(c, at);
	why = c->temperature[0] ? device_number(&v, "%s", c->temperature)
				: "the kernel has no sensor of it";
	if (why)
		device_reading_miss(at, DEVICE_TEMPERATURE, why);
	else
		device_reading_set(at, DEVICE_TEMPERATURE, v / 1e3);
	clock_read(meter->root, at);
	cpu_throttle_read(c, meter->root, at);
	at->why_foreign = "what disturbs a CPU is told by 'disturbed'";
	return 1;
}

const struct backend_kind backend_cpu = {"cpu", here, NULL, cpu_meter_sample};
