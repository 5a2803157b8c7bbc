#include "machine/machine_warn.h"

#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/amount.h"
#include "base/input.h"
#include "base/util.h"

#define CPUS "/sys/devices/system/cpu"

enum { LINE = 512, SWAP_MIN_KB = 100 * 1000 };

/* The first line of ROOT/PATH without its end, in LINE; NULL when there is none. */
static char *
first_line(const char *root, const char *path, char line[LINE])
{
	char *full = xasprintf("%s%s", root, path);
	FILE *f = input_probe(full);
	char *got = f ? fgets(line, LINE, f) : NULL;

	if (f)
		fclose(f);
	free(full);
	if (got)
		line[strcspn(line, "\n")] = '\0';
	return got;
}

/* The rest of the line of ROOT/PATH that begins with KEY, in LINE; or NULL. */
static char *
line_of(const char *root, const char *path, const char *key, char line[LINE])
{
	char *full = xasprintf("%s%s", root, path), *rest = NULL;
	FILE *f = input_probe(full);

	while (f && !rest && fgets(line, LINE, f))
		if (strncmp(line, key, strlen(key)) == 0)
			rest = line + strlen(key);
	if (f)
		fclose(f);
	free(full);
	if (rest)
		rest[strcspn(rest, "\n")] = '\0';
	return rest;
}

static bool
has_text(const char *root, const char *path, const char *text)
{
	char *full = xasprintf("%s%s", root, path), line[LINE];
	FILE *f = input_probe(full);
	bool found = false;

	while (f && !found && fgets(line, sizeof line, f))
		found = strstr(line, text) != NULL;
	if (f)
		fclose(f);
	free(full);
	return found;
}

/* The files below ROOT that match PATTERN; globfree() them. Also 0 files is well. */
static size_t
files_of(const char *root, const char *pattern, glob_t *found)
{
	char *full = xasprintf("%s%s", root, pattern);
	bool any = input_glob(full, found);

	free(full);
	return any ? found->gl_pathc : 0;
}

static void
governor_warn(const char *root, struct warnings *w)
{
	char line[LINE], other[LINE] = "";
	size_t n, others = 0;
	glob_t found;

	n = files_of(root, CPUS "/cpu[0-9]*/cpufreq/scaling_governor", &found);
	for (size_t i = 0; i < n; i++) {
		if (!first_line("", found.gl_pathv[i], line) || strcmp(line, "performance") == 0)
			continue;
		if (others++ == 0)
			memcpy(other, line, sizeof other);
	}
	globfree(&found);
	if (others)
		warnings_add(w, "governor",
		    xasprintf("the frequency governor of %zu of %zu CPUs is '%s', not "
			      "'performance'",
			others, n, other),
		    "sudo cpupower frequency-set -g performance");
}

static void
turbo_warn(const char *root, struct warnings *w)
{
	char line[LINE];

	if (first_line(root, CPUS "/intel_pstate/no_turbo", line)) {
		if (strcmp(line, "0") == 0)
			warnings_add(w, "turbo",
			    xstrdup("turbo is on: the clock depends on heat and on the neighbours"),
			    "echo 1 | sudo tee " CPUS "/intel_pstate/no_turbo");
	} else if (first_line(root, CPUS "/cpufreq/boost", line) && strcmp(line, "1") == 0) {
		warnings_add(w, "turbo",
		    xstrdup("boost is on: the clock depends on heat and on the neighbours"),
		    "echo 0 | sudo tee " CPUS "/cpufreq/boost");
	}
}

static void
load_warn(const char *root, long cores, struct warnings *w)
{
	char line[LINE], *end;
	double load;

	if (!first_line(root, "/proc/loadavg", line))
		return;
	load = strtod(line, &end);
	if (end > line && load > (double)cores / 2)
		warnings_add(w, "load",
		    xasprintf("the load average before the start was %.2f on %ld core%s", load,
			cores, cores == 1 ? "" : "s"),
		    "stop the other programs, or wait until they end (ps -eo pcpu,pid,args "
		    "--sort=-pcpu "
		    "| head)");
}

/* A value of /proc/meminfo in kB, or -1. */
static double
meminfo(const char *root, const char *key)
{
	char line[LINE], *rest = line_of(root, "/proc/meminfo", key, line), *end;
	double v;

	if (!rest)
		return -1;
	v = strtod(rest, &end);
	return end > rest && v >= 0 ? v : -1;
}

static void
memory_warn(const char *root, struct warnings *w)
{
	double total = meminfo(root, "MemTotal:"), left = meminfo(root, "MemAvailable:");
	double swap = meminfo(root, "SwapTotal:") - meminfo(root, "SwapFree:");

	if (swap > SWAP_MIN_KB)
		warnings_add(w, "swap", xasprintf("%.0f MB of swap are in use", swap * 1.024e-3),
		    "free memory, then: sudo swapoff -a && sudo swapon -a");
	if (total > 0 && left >= 0 && left < total / 10)
		warnings_add(w, "memory",
		    xasprintf(
			"%.0f of %.0f MB of memory are left", left * 1.024e-3, total * 1.024e-3),
		    "stop the programs that need the memory (ps -eo rss,pid,args --sort=-rss | "
		    "head)");
}

static void
emulation_warn(const char *root, struct warnings *w)
{
	static const char advice[] = "measure on the processor itself, or count instructions: "
				     "bench-run --instrument callgrind";

	if (has_text(root, "/proc/self/maps", "/vgpreload_"))
		warnings_add(w, "emulation", xstrdup("this runs under valgrind"), advice);
	else if (has_text(root, "/proc/cpuinfo", "QEMU TCG"))
		warnings_add(
		    w, "emulation", xstrdup("the processor is emulated (QEMU TCG)"), advice);
}

void
machine_warn(const char *root, long cores, struct warnings *w)
{
	governor_warn(root, w);
	turbo_warn(root, w);
	load_warn(root, cores, w);
	if (cores == 1)
		warnings_add(w, "cores",
		    xstrdup(
			"only one core can be used: everything else here takes time from what is "
			"measured"),
		    "take a machine, or a runner, with at least two cores");
	memory_warn(root, w);
	emulation_warn(root, w);
}

void
machine_warn_quota(double quota, struct warnings *w)
{
	if (isfinite(quota))
		warnings_add(w, "quota",
		    xasprintf(
			"the CPU time is limited to that of %.4g CPU%s (a quota of the cgroup): "
			"a command that uses more is stopped for a part of each period",
			quota, quota == 1 ? "" : "s"),
		    "take a machine, or a container, without a quota (cpu.max, docker --cpus)");
}

uint64_t
machine_throttled(const char *root)
{
	char line[LINE];
	uint64_t sum = 0;
	glob_t found;
	size_t n = files_of(root, CPUS "/cpu[0-9]*/thermal_throttle/core_throttle_count", &found);
	size_t v;

	for (size_t i = 0; i < n; i++)
		if (first_line("", found.gl_pathv[i], line) && amount_count(line, &v))
			sum += v;
	globfree(&found);
	return sum;
}

void
machine_warn_throttled(uint64_t before, uint64_t after, struct warnings *w)
{
	if (after > before)
		warnings_add(w, "throttling",
		    xasprintf(
			"the CPUs were slowed down because of heat %llu times during the session",
			(unsigned long long)(after - before)),
		    "let the machine cool down, and measure again");
}
