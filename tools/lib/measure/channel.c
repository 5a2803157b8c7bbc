#include "measure/channel.h"

#include <math.h>
#include <stdlib.h>
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
			channels[(*n)++] = (struct channel){.name = b->name,
			    .unit = b->unit,
			    .better = b->better,
			    .gate = b->gate,
			    .tolerance = NAN,
			    .threshold = NAN,
			    .rule = -1,
			    .builtin = builtin_value_find(b->name)};
	for (size_t i = 0; i < c->nmetrics; i++) {
		const struct metric_rule *r = &c->metrics[i];

		channels[(*n)++] = (struct channel){.name = r->name,
		    .unit = r->unit,
		    .better = r->better,
		    .gate = r->gate,
		    .tolerance = r->tolerance,
		    .threshold = r->threshold,
		    .rule = (ptrdiff_t)i,
		    .builtin = r->source == SOURCE_BUILTIN ? builtin_value_find(r->name) : NULL};
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

static bool
channel_keeps(const struct channel *ch, const struct plan_case *c)
{
	return ch->rule >= 0 && c->metrics[ch->rule].keep;
}

/* Keep a copy of the N values V of invocation I, when there is room for them. */
static void
values_keep(struct channel *ch, size_t i, const double *v, size_t n)
{
	while (ch->nkept <= i) {
		ch->kept = xgrow(ch->kept, ch->nkept, &ch->cap_kept, sizeof *ch->kept);
		ch->kept[ch->nkept++] = (struct kept){NULL, 0};
	}
	free(ch->kept[i].v);
	ch->total -= ch->kept[i].n;
	ch->kept[i] = (struct kept){NULL, 0};
	if (n == 0 || n > KEPT_MAX - ch->total)
		return;
	ch->kept[i].v = xreallocarray(NULL, n, sizeof *v);
	memcpy(ch->kept[i].v, v, n * sizeof *v);
	ch->kept[i].n = n;
	ch->total += n;
}

void
channel_note(struct channel *ch, const struct plan_case *c, const struct extract *x, size_t i)
{
	const double *v;
	size_t n;

	ch->unit = extract_unit(x, (size_t)ch->rule);
	if (!channel_keeps(ch, c))
		return;
	v = extract_found(x, &n);
	values_keep(ch, i, v, n);
}

bool
channel_resume(
    struct channel *ch, struct extract *x, const struct metric *m, const struct plan_case *c)
{
	const char *unit = m->unit ? m->unit : "";
	bool open;

	if (!channel_extracted(ch))
		return true;
	/* What the output tells, the earlier output told. */
	open = !*ch->unit || plan_unit_auto(&c->metrics[ch->rule]);
	if (!open && *unit && strcmp(ch->unit, unit) != 0)
		return false;
	if (open) {
		extract_resume(x, (size_t)ch->rule, unit);
		ch->unit = extract_unit(x, (size_t)ch->rule);
	}
	for (size_t k = 0; channel_keeps(ch, c) && k < m->nkept; k++)
		values_keep(ch, k, m->kept[k].v, m->kept[k].n);
	return true;
}

void
channel_free(struct channel *ch)
{
	for (size_t i = 0; i < ch->nkept; i++)
		free(ch->kept[i].v);
	free(ch->kept);
	free(ch->samples);
}
