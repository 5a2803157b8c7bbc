/* session_shift.h: Student's t test on session medians, for two sides of several sessions.
 * It says how far two sides are apart where what varies between sessions is the noise. */
#ifndef SESSION_SHIFT_H
#define SESSION_SHIFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stats/interval.h"

/* The centre of a session is the median of its values. Fill CENTRES, room for NSESSIONS, with
 * those of the sessions that have a value, in order; returns how many these are. The values in
 * SAMPLES, NAN for null, stand session after session, LENGTHS[I] of them of session I. With
 * LOGS a centre is the median of the logarithms of the values, which must be over 0. */
size_t session_shift_centres(
    const double *samples, const size_t *lengths, size_t nsessions, bool logs, double *centres);

/* The same of machines: the centre of a machine is the mean of its sessions' centres, since what
 * one machine shows in many sessions tells nothing of another one. MACHINES has the number of
 * each session's machine, under NSESSIONS. Returns how many machines have a value. */
size_t session_shift_machine_centres(const double *samples, const size_t *lengths,
    const size_t *machines, size_t nsessions, bool logs, double *centres);

/* The same of groups that may stand in any order: value I is of group GROUP[I]; 0: of a group of
 * its own, with all others of 0. CENTRES has room for N. */
size_t session_shift_group_centres(
    const double *samples, const uint32_t *group, size_t n, bool logs, double *centres);

/* Pooled variance of the NX centres X and the NY centres Y, each around the mean of its side, with
 * NX + NY - 2 degrees of freedom; both at least 1 and together at least 3. */
double session_shift_variance(const double *x, size_t nx, const double *y, size_t ny);
/* Student's t test for two samples with pooled variance: the shift from the NX centres X to the
 * NY centres Y, both at least 1 and together at least 3, on the scale of the centres, and its
 * two-sided P of no shift. A session is one draw from what varies between sessions, however many
 * invocations it has. Both sides are taken to vary alike, so that one session of one of them
 * will do: the variance has NX + NY - 2 degrees of freedom. For normal session effects the
 * interval covers 95 % exactly, also for 2 and 1 (Student, The probable error of a mean,
 * 1908). */
struct interval session_shift(const double *x, size_t nx, const double *y, size_t ny, double *p);
/* Student's t test for one sample: the mean of the N >= 2 shifts X that the sessions show, with
 * N - 1 degrees of freedom, and its two-sided P of no shift. */
struct interval session_shift_mean(const double *x, size_t n, double *p);

#endif
