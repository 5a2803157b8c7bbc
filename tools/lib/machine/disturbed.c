#include "machine/disturbed.h"

#include <math.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/util.h"
#include "stats/sample.h"

static double
median(const double *v, size_t n)
{
	struct sample_summary s;

	if (!v)
		return NAN;
	sample_summarize(v, n, &s);
	return s.median;
}

/* The largest pressure of the span of invocation I; NAN: none is told. */
static double
pressure_of(const struct disturbed_input *in, size_t i)
{
	const struct noise_span *span = noise_span(in->noise, in->spans[i]);
	double most = NAN;

	for (int k = 0; k < NPRESSURES; k++)
		most = fmax(most, span->pressure[k]);
	return most;
}

/* To compare with a NAN is false: what is not known disturbs nothing. */
size_t
disturbed_find(const struct disturbed_input *in, uint32_t *list, struct disturbed_causes *causes)
{
	bool watched = in->noise && in->spans;
	double *pressures = xcalloc(in->n ? in->n : 1, sizeof *pressures);
	double usual_pressure, usual_switches = median(in->switches, in->n);
	size_t n = 0;

	for (size_t i = 0; i < in->n; i++)
		pressures[i] = watched ? pressure_of(in, i) : NAN;
	usual_pressure = median(pressures, in->n);
	for (size_t i = 0; i < in->n; i++) {
		double duration = in->duration_ms ? in->duration_ms[i] : NAN;
		double delay = in->delay_ms ? in->delay_ms[i] : NAN;
		bool steal =
		    watched && noise_span(in->noise, in->spans[i])->steal > DISTURBED_STEAL;
		bool waited = delay >= DISTURBED_DELAY_MS && delay > DISTURBED_DELAY * duration;
		bool switched =
		    in->switches &&
		    in->switches[i] > DISTURBED_SWITCHES * usual_switches + DISTURBED_SWITCHES_AND;
		bool pressed = pressures[i] > usual_pressure + DISTURBED_PRESSURE;

		causes->steal += steal;
		causes->delay += waited;
		causes->switches += switched;
		causes->pressure += pressed;
		if (steal || waited || switched || pressed)
			list[n++] = (uint32_t)i;
	}
	causes->invocations += in->n;
	causes->disturbed += n;
	free(pressures);
	return n;
}

static void
cause_add(struct buf *b, size_t n, const char *what)
{
	if (n)
		buf_printf(b, "%s%zu by %s", b->len ? ", " : "", n, what);
}

void
disturbed_warn(
    const struct disturbed_causes *causes, const struct noise_span *total, struct warnings *w)
{
	struct buf b = BUF_INIT;

	if (total->steal > DISTURBED_STEAL)
		warnings_add(w, "steal",
		    xasprintf("the hypervisor took %.1f %% of the CPU time", 100.0 * total->steal),
		    "other guests of the host are busy: take a dedicated machine or a larger "
		    "runner, or compare in one session (bench-run --variant)");
	if (causes->disturbed * 20 <= causes->invocations)
		return;
	cause_add(&b, causes->delay, "waiting for a CPU");
	cause_add(&b, causes->switches, "involuntary switches");
	cause_add(&b, causes->steal, "steal");
	cause_add(&b, causes->pressure, "pressure");
	warnings_add(w, "disturbed",
	    xasprintf("%zu of %zu invocations were disturbed: %s", causes->disturbed,
		causes->invocations, b.s),
	    "stop the other programs");
	buf_free(&b);
}
