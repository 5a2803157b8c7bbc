/* workload.h: what the workloads share: clock, memory, options, skipping. */
#ifndef WORKLOAD_H
#define WORKLOAD_H

#include <stddef.h>

#include "base/util.h"

/* "Skipped": this machine lacks what the program needs; as automake and meson have it. */
enum { STATUS_SKIPPED = 77 };

/* Seconds of the monotonic clock. */
double clock_seconds(void);

/* Peak resident memory of this program since its exec, in MB of 10^6 bytes. */
double memory_peak_mb(void);
/* Its resident memory now, in MB; 0 where the system does not tell. */
double memory_resident_mb(void);

/* Now, in UTC, as 2026-11-21T08:00:00Z. */
enum { TIMESTAMP_MAX = 32 };
void timestamp_now(char dst[TIMESTAMP_MAX]);

/* The whole number S given to OPTION ("--size"); a usage error when it is not
 * one from MIN to MAX. */
size_t option_count(const char *option, const char *s, size_t min, size_t max);

/* The index of S in WORDS, which ends in NULL; a usage error that names OPTION
 * and the words when S is none of them. */
int option_word(const char *option, const char *s, const char *const *words);

/* Print the reason as the last line of standard error and exit with STATUS_SKIPPED. */
_Noreturn void skip(const char *fmt, ...) UTIL_PRINTF(1, 2);

#endif
