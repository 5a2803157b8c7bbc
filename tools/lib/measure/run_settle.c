#include "measure/run_settle.h"

#include <string.h>

#include "base/util.h"
#include "measure/interrupt.h"

size_t
rows_reported(const struct subject *subjects, size_t ncases, size_t nvariants)
{
	size_t sum = 0, most = 0;

	for (size_t i = 0; i < ncases * nvariants; i++) {
		const struct subject *u = &subjects[i];
		size_t n = u->rows ? row_table_gating(u->rows) : 0;

		most = i % nvariants == 0 || n > most ? n : most;
		if (i % nvariants == nvariants - 1)
			sum += most;
	}
	return sum;
}

void
run_settle(struct subject *subjects, size_t n, double budget)
{
	for (size_t i = 0; i < n; i++) {
		struct subject *u = &subjects[i];
		const struct run_limits *runs = &u->plan->runs;

		if (u->over || subject_enough(u))
			continue;
		if (interrupt_signal())
			subject_end(u, ENTRY_INTERRUPTED,
			    xasprintf("stopped by a signal (%s) after %zu invocations",
				strsignal(interrupt_signal()), u->n));
		else if (u->n >= runs->min)
			continue;
		else
			subject_end(u, ENTRY_INTERRUPTED,
			    xasprintf("the budget of %g s was spent after %zu of %zu invocations",
				budget, u->n, runs->min));
	}
}
