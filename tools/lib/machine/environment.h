/* environment.h: the machine, the devices and the commit that a result belongs to. */
#ifndef ENVIRONMENT_H
#define ENVIRONMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "machine/warnings.h"
#include "model/variant.h"

struct environment;

/* Look at this machine, the environment variables of a workflow job, and the
 * git repository of the current directory. What cannot be found out is left
 * out; it never fails. The caller owns the result. */
struct environment *environment_probe(void);
void environment_free(struct environment *env);

/* Look at the N repositories of VARIANTS, which must outlive ENV. */
void environment_set_variants(struct environment *env, const struct variant *variants, size_t n);

/* Record that every invocation shares the machine with one of the other variant:
 * its times can be compared only with those of a duet, so the fingerprint differs too. */
void environment_set_duet(struct environment *env);

/* The warnings about measuring on this machine, empty at first: borrowed, to be added to. */
struct warnings *environment_warnings(struct environment *env);

/* How many cores this process may use: where its cgroup has a quota of CPU time, as many as
 * the quota is worth, rounded up. */
long environment_cores(const struct environment *env);

/* The quota in CPUs, when it is under the number of CPUs that may be used; else INFINITY. */
double environment_cpu_quota(const struct environment *env);

/* Write it as an object with the keys of bench-results(5). */
void environment_write(const struct environment *env, struct json_writer *w, const char *key);

/* 16 hexadecimal digits: FNV-1a, 64 bit, over all that makes two timings
 * comparable: architecture, CPU model with its family and model numbers, usable
 * cores, a quota of CPU time, operating system with its release, the backends' devices, and a duet.
 * Borrowed. */
const char *environment_fingerprint(const struct environment *env);

#endif
