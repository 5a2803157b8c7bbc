#include "measure/channel.h"

#include <math.h>
#include <string.h>

#include "base/util.h"
#include "exec/counters.h"

static bool
channel_wanted(const struct plan_case *c, const struct metric_builtin *b)
{
	for (size_t i = 0; i < c->nmetrics; i++)
		if (strcmp(c->metrics[i].name, b->name) == 0)
			return false; /* its rule brings it */
	return b->always;
}

struct channel *
channels_make(const struct plan_case *c, size_t *n)
{
	const struct metric_builtin *b;
	struct channel *channels;
	size_t room = c->nmetrics;

	*n = 0;
	for (b = metric_builtins(); b->name; b++)
		room++;
	channels = xcalloc(room, sizeof *channels);
	for (b = metric_builtins(); b->name; b++)
		if (channel_wanted(c, b))
			channels[(*n)++] = (struct channel){
			    b->name, b->unit, b->better, b->gate, NAN, NAN, -1, NULL};
	for (size_t i = 0; i < c->nmetrics; i++) {
		const struct metric_rule *r = &c->metrics[i];

		channels[(*n)++] = (struct channel){r->name, r->unit, r->better, r->gate,
		    r->tolerance, r->threshold, (ptrdiff_t)i, NULL};
	}
	return channels;
}

bool
channel_counted(const struct channel *ch, const struct plan_case *c)
{
	return c->instrument == INSTRUMENT_CALLGRIND && strcmp(ch->name, "instructions") == 0;
}

bool
channel_extracted(const struct channel *ch, const struct plan_case *c)
{
	return ch->rule >= 0 && c->metrics[ch->rule].source != SOURCE_BUILTIN;
}

double
channel_value(const struct channel *ch, const struct measurement *m, const struct output_text *text)
{
	const char *name = ch->name;
	int counter = counter_find(name);

	/* Integer nanoseconds divided once: the nearest decimal of at most six places. */
	if (strcmp(name, "duration_ms") == 0)
		return (double)(m->end_ns - m->start_ns) / 1e6;
	if (strcmp(name, "cpu_ms") == 0)
		return (double)(m->user_us + m->system_us) / 1e3;
	if (strcmp(name, "user_ms") == 0)
		return (double)m->user_us / 1e3;
	if (strcmp(name, "system_ms") == 0)
		return (double)m->system_us / 1e3;
	if (strcmp(name, "memory_mb") == 0)
		return (double)(m->peak_kib * 1024) / 1e6;
	if (strcmp(name, "involuntary_switches") == 0)
		return (double)m->involuntary_switches;
	if (strcmp(name, "voluntary_switches") == 0)
		return (double)m->voluntary_switches;
	if (strcmp(name, "page_faults") == 0)
		return (double)(m->minor_faults + m->major_faults);
	if (strcmp(name, "major_faults") == 0)
		return (double)m->major_faults;
	if (strcmp(name, "run_delay_ms") == 0)
		return m->run_delay_ns < 0 ? NAN : (double)m->run_delay_ns / 1e6;
	if (strcmp(name, "first_output_ms") == 0)
		return text->first_byte_ns ? (double)(text->first_byte_ns - m->start_ns) / 1e6
					   : NAN;
	if (counter >= 0 && m->counters[counter] >= 0)
		return (double)m->counters[counter] * counter_table[counter].scale;
	return NAN;
}
