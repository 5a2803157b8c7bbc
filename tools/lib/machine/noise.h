/* noise.h: what else the machine did while it measured: time that the
 * hypervisor took (steal), and pressure as the kernel tells it (PSI). */
#ifndef NOISE_H
#define NOISE_H

#include <stddef.h>
#include <stdint.h>

enum { PRESSURE_CPU, PRESSURE_MEMORY, PRESSURE_IO, NPRESSURES };

/* A span of time. All are fractions of it, NAN where the kernel does not tell:
 * STEAL of the time of all the CPUs that this process may use, the pressures of
 * the time in which at least one process of the machine had to wait for that. */
struct noise_span {
	float steal, pressure[NPRESSURES];
};

struct noise;

/* Begin to watch at NOW, seconds of any clock. Below ROOT ("" but in tests) is
 * /proc. The caller owns it. */
struct noise *noise_open(const char *root, double now);
void noise_free(struct noise *n); /* may be NULL */

/* The number of the span that NOW, the end of an invocation, is in. Spans are
 * at least 10 ms long, the kernel's grain of steal: shorter invocations share one. */
uint32_t noise_at(struct noise *n, double now);

/* Span I, whole once a later one has begun or noise_end() was called. */
const struct noise_span *noise_span(const struct noise *n, uint32_t i);
void noise_end(struct noise *n, double now);

/* All the time from noise_open() to noise_end(). */
struct noise_span noise_total(const struct noise *n);

#endif
