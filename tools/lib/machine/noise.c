#define _GNU_SOURCE /* sched_getaffinity */
#include "machine/noise.h"

#include <fcntl.h>
#include <math.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/util.h"

#define SPAN_SECONDS 0.01

enum { STEAL_FIELD = 7, TEXT_MAX = 32 << 10 };

/* What the counters stand at; seconds, NAN: not told. */
struct reading {
	double at, steal, pressure[NPRESSURES];
};

struct noise {
	int stat, pressure[NPRESSURES]; /* descriptors, -1: there is no such file */
	cpu_set_t cpus;
	size_t ncpus; /* of those in /proc/stat */
	double tick;  /* seconds */
	struct reading first, last;
	struct noise_span *spans;
	size_t n, cap;
	char text[TEXT_MAX];
};

static int
file_open(const char *root, const char *path)
{
	char *full = xasprintf("%s%s", root, path);
	int fd = open(full, O_RDONLY | O_CLOEXEC);

	free(full);
	return fd;
}

/* The whole of FD, as far as it has room, in N->text. */
static const char *
noise_text_read(struct noise *n, int fd)
{
	ssize_t len = fd < 0 ? -1 : pread(fd, n->text, sizeof n->text - 1, 0);

	n->text[len > 0 ? len : 0] = '\0';
	return n->text;
}

/* The sum over the lines "cpuN user nice system idle iowait irq softirq steal". */
static double
steal_read(struct noise *n)
{
	const char *s = noise_text_read(n, n->stat);
	unsigned long long sum = 0;
	char *end;

	n->ncpus = 0;
	for (; (s = strstr(s, "\ncpu")); s++) {
		unsigned long cpu = strtoul(s + 4, &end, 10);
		unsigned long long v = 0;
		int field = 0;

		if (cpu >= CPU_SETSIZE || !CPU_ISSET(cpu, &n->cpus))
			continue;
		while (field <= STEAL_FIELD && end[0] == ' ' && end[1] >= '0' && end[1] <= '9') {
			v = strtoull(end, &end, 10);
			field++;
		}
		/* A line that is cut off at the end of the room is none. */
		if (field <= STEAL_FIELD || !*end)
			continue;
		sum += v;
		n->ncpus++;
	}
	return n->ncpus ? (double)sum * n->tick : NAN;
}

/* "some avg10=0.00 avg60=0.00 avg300=0.00 total=MICROSECONDS" */
static double
pressure_read(struct noise *n, int kind)
{
	const char *s = noise_text_read(n, n->pressure[kind]), *total;

	if (strncmp(s, "some ", 5) != 0 || !(total = strstr(s, "total=")))
		return NAN;
	return (double)strtoull(total + strlen("total="), NULL, 10) / 1e6;
}

static struct reading
reading_take(struct noise *n, double now)
{
	struct reading r = {.at = now, .steal = steal_read(n)};

	for (int i = 0; i < NPRESSURES; i++)
		r.pressure[i] = pressure_read(n, i);
	return r;
}

/* A counter that falls back tells nothing. */
static float
share(double before, double after, double seconds)
{
	double v = (after - before) / seconds;

	return seconds > 0 && v >= 0 ? (float)fmin(v, 1) : NAN;
}

static struct noise_span
span_between(const struct noise *n, const struct reading *a, const struct reading *b)
{
	double seconds = b->at - a->at;
	struct noise_span span = {.steal = share(a->steal, b->steal, seconds * (double)n->ncpus)};

	for (int i = 0; i < NPRESSURES; i++)
		span.pressure[i] = share(a->pressure[i], b->pressure[i], seconds);
	return span;
}

struct noise *
noise_open(const char *root, double now)
{
	static const char *const names[NPRESSURES] = {
	    "/proc/pressure/cpu", "/proc/pressure/memory", "/proc/pressure/io"};
	struct noise *n = xcalloc(1, sizeof *n);
	long hertz = sysconf(_SC_CLK_TCK);

	n->tick = 1.0 / (double)(hertz > 0 ? hertz : 100);
	if (sched_getaffinity(0, sizeof n->cpus, &n->cpus))
		memset(&n->cpus, 0xff, sizeof n->cpus);
	n->stat = file_open(root, "/proc/stat");
	for (int i = 0; i < NPRESSURES; i++)
		n->pressure[i] = file_open(root, names[i]);
	n->first = n->last = reading_take(n, now);
	return n;
}

void
noise_free(struct noise *n)
{
	if (!n)
		return;
	if (n->stat >= 0)
		close(n->stat);
	for (int i = 0; i < NPRESSURES; i++)
		if (n->pressure[i] >= 0)
			close(n->pressure[i]);
	free(n->spans);
	free(n);
}

void
noise_end(struct noise *n, double now)
{
	struct reading r = reading_take(n, now);

	n->spans = xgrow(n->spans, n->n, &n->cap, sizeof *n->spans);
	n->spans[n->n++] = span_between(n, &n->last, &r);
	n->last = r;
}

uint32_t
noise_at(struct noise *n, double now)
{
	uint32_t number = (uint32_t)n->n;

	if (now - n->last.at >= SPAN_SECONDS)
		noise_end(n, now);
	return number;
}

const struct noise_span *
noise_span(const struct noise *n, uint32_t i)
{
	static const struct noise_span none = {NAN, {NAN, NAN, NAN}};

	return i < n->n ? &n->spans[i] : &none;
}

struct noise_span
noise_total(const struct noise *n)
{
	return span_between(n, &n->first, &n->last);
}
