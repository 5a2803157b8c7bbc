#include "history/series.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

const char *const series_states[NSERIES_STATES + 1] = {"open", "recovered", "accepted"};

const char *
series_state_word(enum verdict verdict, enum series_state state)
{
	bool better = verdict == VERDICT_IMPROVEMENT || verdict == VERDICT_BETTER;

	if (!better || state == SERIES_ACCEPTED)
		return series_states[state];
	return state == SERIES_OPEN ? "kept" : "lost";
}

static void
series_clear(struct series *s)
{
	struct arena *memory = s->memory;

	*s = (struct series){.memory = memory, .gate = true};
	s->drift = (struct series_drift){NAN, NAN, NAN, NAN, NULL};
}

void
series_init(struct series *s)
{
	s->memory = arena_new();
	series_clear(s);
}

void
series_reset(struct series *s)
{
	arena_reset(s->memory);
	series_clear(s);
}

void
series_free(struct series *s)
{
	arena_free(s->memory);
	s->memory = NULL;
}

void *
series_alloc(struct series *s, size_t n, size_t size)
{
	return arena_array(s->memory, n, size);
}

double
series_judged(const struct series *s, size_t i)
{
	if (!s->base)
		return s->value[i];
	return s->base[i] > 0 ? s->value[i] / s->base[i] : NAN;
}
