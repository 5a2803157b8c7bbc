/* disturbed.h: which samples other activity of the machine disturbed. */
#ifndef DISTURBED_H
#define DISTURBED_H

#include "machine/noise.h"
#include "machine/warnings.h"

/* Above these an invocation is disturbed. The first two are fractions of its
 * time; the last two say how far above what is usual for its case. */
#define DISTURBED_STEAL 0.01
#define DISTURBED_DELAY 0.01      /* and at least */
#define DISTURBED_DELAY_MS 0.1    /* that: to wake up takes some time always */
#define DISTURBED_SWITCHES 2      /* times the median, and */
#define DISTURBED_SWITCHES_AND 10 /* that many more */
#define DISTURBED_PRESSURE 0.1    /* more of the time than the median */

/* N invocations of one case; each array has N values, NAN: not known, or is NULL. */
struct disturbed_input {
	const double *duration_ms, *delay_ms, *switches;
	const uint32_t *spans; /* of NOISE */
	const struct noise *noise;
	size_t n;
};

/* What disturbed how many; one invocation may count in several. */
struct disturbed_causes {
	size_t invocations, disturbed, steal, delay, switches, pressure;
};

/* Write the 0-based indexes of the disturbed ones, in rising order, to LIST, which
 * has room for N; returns how many, and adds to CAUSES. */
size_t disturbed_find(
    const struct disturbed_input *in, uint32_t *list, struct disturbed_causes *causes);

/* Codes disturbed, when more than one in twenty were, and steal, when the
 * hypervisor took more than DISTURBED_STEAL of the TOTAL. */
void disturbed_warn(
    const struct disturbed_causes *causes, const struct noise_span *total, struct warnings *w);

#endif
