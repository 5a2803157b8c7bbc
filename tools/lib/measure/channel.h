/* channel.h: one metric of a subject while it is being measured. */
#ifndef CHANNEL_H
#define CHANNEL_H

#include <stdbool.h>
#include <stddef.h>

#include "measure/builtin_value.h"
#include "measure/invoke.h"
#include "scenario/plan.h"

struct channel {
	const char *name, *unit;
	enum better better;
	bool gate;
	double tolerance, threshold; /* NAN: the plan's */
	ptrdiff_t rule;              /* index of the plan's rule, or -1: measured by itself */
	const struct builtin_value *builtin; /* NULL: the value is in the command's output */
	double *samples;                     /* one an invocation, NAN for null */
};

/* The *N channels of case C, without samples: what is measured always, and what
 * its rules say. The names are borrowed; the caller owns the array. */
struct channel *channels_make(const struct plan_case *c, size_t *n);

/* Whether CH of C comes from instrumented invocations. */
bool channel_counted(const struct channel *ch, const struct plan_case *c);

/* Whether CH comes from the command's output and not from measuring it. */
bool channel_extracted(const struct channel *ch);

/* The value of CH, which is not extracted, in M, whose command printed TEXT; NAN: the
 * machine does not tell. */
double channel_value(
    const struct channel *ch, const struct measurement *m, const struct output_text *text);

#endif
