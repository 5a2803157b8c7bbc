#include "measure/channel.h"

#include <math.h>
#include <string.h>

#include "base/util.h"

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
			channels[(*n)++] = (struct channel){b->name, b->unit, b->better, b->gate,
			    NAN, NAN, -1, builtin_value_find(b->name), NULL};
	for (size_t i = 0; i < c->nmetrics; i++) {
		const struct metric_rule *r = &c->metrics[i];

		channels[(*n)++] = (struct channel){r->name, r->unit, r->better, r->gate,
		    r->tolerance, r->threshold, (ptrdiff_t)i,
		    r->source == SOURCE_BUILTIN ? builtin_value_find(r->name) : NULL, NULL};
	}
	return channels;
}

bool
channel_counted(const struct channel *ch, const struct plan_case *c)
{
	return c->instrument == INSTRUMENT_CALLGRIND && strcmp(ch->name, "instructions") == 0;
}

bool
channel_extracted(const struct channel *ch)
{
	return !ch->builtin;
}

double
channel_value(const struct channel *ch, const struct measurement *m, const struct output_text *text)
{
	return builtin_value_of(ch->builtin, m, text);
}
