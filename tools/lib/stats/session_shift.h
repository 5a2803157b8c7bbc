/* session_shift.h: how far two sides are apart that were measured in several sessions. */
#ifndef SESSION_SHIFT_H
#define SESSION_SHIFT_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/interval.h"

/* The median of each session's values: N values in SAMPLES, NAN for null, stand
 * session after session, of LENGTHS[0] to LENGTHS[NSESSIONS - 1] values. A
 * session without a value is left out. With LOGS they are medians of
 * logarithms. CENTRES has room for NSESSIONS; returns how many there are. */
size_t session_shift_centres(
    const double *samples, const size_t *lengths, size_t nsessions, bool logs, double *centres);

/* The same of machines, each the mean of its sessions' medians: MACHINES has the
 * number of each session's, under NSESSIONS. What one machine shows in many sessions
 * tells nothing of another one. */
size_t session_shift_machine_centres(const double *samples, const size_t *lengths,
    const size_t *machines, size_t nsessions, bool logs, double *centres);

/* From the NX centres X to the NY centres Y, both at least 1 and together at
 * least 3. A session is one draw from what varies between sessions, however
 * many invocations it has. Both sides are taken to vary alike, so that one
 * session of one of them will do: the pooled variance has NX + NY - 2 degrees
 * of freedom (Student's t for two samples). For normal session effects the
 * interval covers 95 % exactly, also for 2 and 1. */
struct interval session_shift(const double *x, size_t nx, const double *y, size_t ny, double *p);
/* The mean of the N >= 2 centres X, by Student's t with N - 1 degrees of freedom. */
struct interval session_shift_mean(const double *x, size_t n, double *p);

#endif
