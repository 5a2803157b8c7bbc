#include "workload.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

double
clock_seconds(void)
{
	struct timespec t;

	if (clock_gettime(CLOCK_MONOTONIC, &t) < 0)
		die("cannot read the clock:");
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* The number of KiB that the system tells of this program as NAME; -1 when it tells none. */
static long
status_kib(const char *name)
{
	size_t len = strlen(name);
	char line[256];
	long kib = -1;
	FILE *f = fopen("/proc/self/status", "r");

	while (f && kib < 0 && fgets(line, sizeof line, f))
		if (strncmp(line, name, len) == 0 && line[len] == ':')
			kib = strtol(line + len + 1, NULL, 10);
	if (f)
		fclose(f);
	return kib;
}

double
memory_peak_mb(void)
{
	struct rusage usage;
	/* ru_maxrss may hold what the parent used before exec; VmHWM does not */
	long kib = status_kib("VmHWM");

	if (kib < 0) {
		getrusage(RUSAGE_SELF, &usage);
		kib = usage.ru_maxrss;
	}
	return (double)kib * 1024 / 1e6;
}

double
memory_resident_mb(void)
{
	long kib = status_kib("VmRSS");

	return kib < 0 ? 0 : (double)kib * 1024 / 1e6;
}

void
timestamp_now(char dst[TIMESTAMP_MAX])
{
	time_t now = time(NULL);
	struct tm tm;

	if (!gmtime_r(&now, &tm) || !strftime(dst, TIMESTAMP_MAX, "%Y-%m-%dT%H:%M:%SZ", &tm))
		die("cannot tell the time");
}

size_t
option_count(const char *option, const char *s, size_t min, size_t max)
{
	size_t len = strlen(s);
	unsigned long long v;

	errno = 0;
	v = strtoull(s, NULL, 10);
	if (len == 0 || strspn(s, "0123456789") != len || errno || v < min || v > max)
		die_usage(
		    "'%s' needs a whole number from %zu to %zu, not '%s'", option, min, max, s);
	return (size_t)v;
}

int
option_word(const char *option, const char *s, const char *const *words)
{
	char list[128] = "";
	size_t len = 0;

	for (int i = 0; words[i]; i++) {
		if (strcmp(s, words[i]) == 0)
			return i;
		if (len < sizeof list)
			len += (size_t)snprintf(
			    list + len, sizeof list - len, "%s%s", i ? ", " : "", words[i]);
	}
	die_usage("'%s' is one of %s, not '%s'", option, list, s);
}

void
skip(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(STATUS_SKIPPED);
}
