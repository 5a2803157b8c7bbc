/* channel.h: one metric of a subject while it is being measured. */
#ifndef CHANNEL_H
#define CHANNEL_H

#include <stdbool.h>
#include <stddef.h>

#include "measure/builtin_value.h"
#include "measure/extract.h"
#include "measure/invoke.h"
#include "results/entry.h"
#include "scenario/plan.h"

struct channel {
	const char *name, *unit;
	enum better better;
	bool gate;
	double tolerance, threshold; /* NAN: the plan's */
	ptrdiff_t rule;              /* index of the plan's rule, or -1: measured by itself */
	const struct builtin_value *builtin; /* NULL: the value is in the command's output */
	double *samples;                     /* one an invocation, NAN for null */
	struct kept *kept; /* of rules that keep all values: one an invocation; else NULL */
	size_t nkept, cap_kept, total; /* TOTAL: the values in all of them */
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

/* After X has found the value of CH, an extracted one of C, in invocation I, from 0 up: take the
 * unit, and of a rule that keeps them all the values, in place of any that I had. No more than
 * KEPT_MAX are kept: an invocation whose values do not fit has none. */
void channel_note(struct channel *ch, const struct plan_case *c, const struct extract *x, size_t i);

/* Take over the unit and the values kept of M, the same metric measured in an earlier session.
 * False: it was in another unit. */
bool channel_resume(
    struct channel *ch, struct extract *x, const struct metric *m, const struct plan_case *c);

/* Free what CH owns. */
void channel_free(struct channel *ch);

#endif
