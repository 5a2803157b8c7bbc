/* Devices: counters that wrap, are reset or are locked; what is summed up; a driver that hangs. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/backend_child.h"
#include "backend/cpu_meter.h"
#include "backend/device_tally.h"
#include "base/util.h"
#include "check.h"
#include "root.h"

#define RAPL "/sys/class/powercap/intel-rapl:"

static char root[] = "/tmp/bench-devices-XXXXXX";

static void
put(const char *path, const char *text)
{
	root_put(root, path, text);
}

static void
counters(void)
{
	struct energy_counter wraps = {0}, plain = {0};

	CHECK(energy_counter_add(&wraps, 900, 1000) == 0);
	CHECK(energy_counter_add(&wraps, 950, 1000) == 50);
	CHECK(energy_counter_add(&wraps, 20, 1000) == 120);
	CHECK(energy_counter_add(&wraps, 20, 1000) == 120);
	CHECK(energy_counter_add(&plain, 5, 0) == 0);
	CHECK(energy_counter_add(&plain, 9, 0) == 4);
	CHECK(isnan(energy_counter_add(&plain, 1, 0)));
	CHECK(energy_counter_add(&plain, 3, 0) == 6);
}

/* Two packages, of which one wraps, and a zone inside one, which is in it already. */
static void
packages(void)
{
	struct backend_meter meter = {.root = root};
	struct device_reading r;
	struct device_tally t;

	put(RAPL "0/name", "package-0\n");
	put(RAPL "0/max_energy_range_uj", "262143328850\n");
	put(RAPL "0/energy_uj", "262143000000\n");
	put(RAPL "1/name", "package-1\n");
	put(RAPL "1/max_energy_range_uj", "262143328850\n");
	put(RAPL "1/energy_uj", "1000000\n");
	put(RAPL "0:0/name", "core\n");
	put(RAPL "0:0/energy_uj", "7\n");
	put("/sys/class/thermal/thermal_zone0/type", "acpitz\n");
	put("/sys/class/thermal/thermal_zone0/temp", "20000\n");
	put("/sys/class/thermal/thermal_zone1/type", "x86_pkg_temp\n");
	put("/sys/class/thermal/thermal_zone1/temp", "55500\n");
	put("/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "3000000\n");
	put("/sys/devices/system/cpu/cpu1/cpufreq/scaling_cur_freq", "2000000\n");
	put("/sys/devices/system/cpu/cpu0/thermal_throttle/package_throttle_count", "4\n");
	device_tally_clear(&t);
	CHECK(cpu_meter_sample(&meter, &r) == 1);
	CHECK(r.at[DEVICE_TEMPERATURE] == 55.5);
	CHECK(r.at[DEVICE_CLOCK] == 2500);
	CHECK(r.throttle == 0 && !r.why_throttle);
	device_tally_add(&t, &r);
	/* 1.671150 J to the wrap and after it, and 3 J of the other. */
	put(RAPL "0/energy_uj", "1342300\n");
	put(RAPL "1/energy_uj", "4000000\n");
	put("/sys/devices/system/cpu/cpu0/thermal_throttle/package_throttle_count", "6\n");
	cpu_meter_sample(&meter, &r);
	CHECK(r.throttle == 1U << THROTTLE_THERMAL);
	device_tally_add(&t, &r);
	device_tally_end(&t);
	CHECK(t.amounts[DEVICE_ENERGY].n == 1);
	CHECK(fabs(t.amounts[DEVICE_ENERGY].sum - 4.67115) < 1e-9);
	CHECK(t.amounts[DEVICE_TEMPERATURE].n == 2);
	CHECK(t.throttle == 1U << THROTTLE_THERMAL && t.readings == 2);
	/* A file that is there and has no number. */
	put(RAPL "1/energy_uj", "-\n");
	cpu_meter_sample(&meter, &r);
	CHECK(isnan(r.at[DEVICE_ENERGY]) && strstr(r.why[DEVICE_ENERGY], "no number"));
	free(meter.state);
}

/* Counters of energy have been the superuser's since they were used to find out secrets. */
static void
locked(void)
{
	struct backend_meter meter = {.root = root};
	char *path = xasprintf("%s" RAPL "0/energy_uj", root);
	struct device_reading r;

	chmod(root, 0755);
	chmod(path, 0400);
	if (geteuid() == 0 && seteuid(65534) != 0)
		CHECK(!"the superuser can be nobody");
	else if (geteuid() != 0)
		chmod(path, 0);
	cpu_meter_sample(&meter, &r);
	CHECK(isnan(r.at[DEVICE_ENERGY]));
	CHECK(r.why[DEVICE_ENERGY] && strstr(r.why[DEVICE_ENERGY], "superuser"));
	if (getuid() == 0)
		CHECK(seteuid(0) == 0);
	free(meter.state);
	free(path);
}

static void
tallies(void)
{
	struct device_reading r;
	struct device_tally t;

	device_tally_clear(&t);
	device_reading_init(&r, "x", "silent");
	device_reading_set(&r, DEVICE_MEMORY, 4);
	device_reading_set(&r, DEVICE_POWER, INFINITY);
	device_tally_add(&t, &r);
	device_reading_set(&r, DEVICE_MEMORY, 10);
	device_tally_add(&t, &r);
	device_tally_end(&t);
	CHECK(t.amounts[DEVICE_MEMORY].n == 2 && t.amounts[DEVICE_MEMORY].sum == 14);
	CHECK(t.amounts[DEVICE_MEMORY].low == 4 && t.amounts[DEVICE_MEMORY].high == 10);
	CHECK(t.amounts[DEVICE_POWER].n == 0 && strstr(t.why[DEVICE_POWER], "no number"));
	CHECK(t.amounts[DEVICE_ENERGY].n == 0 && strcmp(t.why[DEVICE_ENERGY], "silent") == 0);
}

static void
strangers(void)
{
	const long own[] = {12}, both[] = {12, 13}, unknown[] = {12, 99};

	put("/proc/10/stat", "10 (bench-run) S 1 1\n");
	put("/proc/11/stat", "11 (sh) S 10 1\n");
	put("/proc/12/stat", "12 (a) b) S 11 1\n");
	put("/proc/13/stat", "13 (c) S 1 1\n");
	put("/proc/1/stat", "1 (init) S 0 1\n");
	CHECK(device_foreign(root, 10, own, 1) == 0);
	CHECK(device_foreign(root, 10, both, 2) == 1);
	CHECK(device_foreign(root, 10, unknown, 2) == -1);
	CHECK(device_foreign(root, 10, NULL, 0) == 0);
}

static bool
present(const char *at)
{
	return at != NULL;
}

static bool
hangs(const char *at, struct backend *b)
{
	backend_device_add(b, at, NAN);
	pause();
	return true;
}

static bool
ends(const char *at, struct backend *b)
{
	(void)b;
	_exit(at[0] == '\0');
}

static void
drivers(void)
{
	struct backend_kind kind = {"cuda", present, hangs, NULL};
	struct backend b = {.name = "cuda"};

	backend_child_probe(&kind, root, 0.2, &b);
	CHECK(!b.there && b.ndevices == 0 && strstr(b.why, "did not answer in 0.2 s"));
	kind.probe = ends;
	backend_child_probe(&kind, root, 20, &b);
	CHECK(!b.there && strstr(b.why, "ended the process"));
	CHECK(strcmp(b.name, "cuda") == 0);
}

int
main(void)
{
	char *remove_all;

	program_set("devices");
	if (!mkdtemp(root))
		die("cannot make a folder:");
	counters();
	packages();
	locked();
	tallies();
	strangers();
	drivers();
	remove_all = xasprintf("rm -rf %s", root);
	CHECK(system(remove_all) == 0);
	free(remove_all);
	return failures != 0;
}
