#include "measure/device_watches.h"

#include <stdlib.h>

/* The number of the backend of U, or -1. */
static int
backend_number(const struct subject *u)
{
	const char *word = plan_case_backend(u->plan);

	return word ? backend_index(word) : -1;
}

static struct device_watch *
watch_of(const struct device_watches *w, const struct subject *u)
{
	int i = backend_number(u);

	return i < 0 ? NULL : w->of[i];
}

void
device_watches_start(struct device_watches *w, const struct subject *subjects, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int k = subjects[i].over ? -1 : backend_number(&subjects[i]);
		const struct backend_kind *kind =
		    k < 0 ? NULL : backend_find(plan_case_backend(subjects[i].plan));

		if (kind && kind->sample && !w->of[k])
			w->of[k] = device_watch_start(kind);
	}
}

/* Whether ROUND[I] is on the same devices as one before it. */
static bool
shared(const struct device_watches *w, struct subject *const *round, size_t i)
{
	return i > 0 && watch_of(w, round[i]) == watch_of(w, round[0]);
}

void
device_watches_begin(struct device_watches *w, struct subject *const *round, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (watch_of(w, round[i]) && !shared(w, round, i))
			device_watch_begin(watch_of(w, round[i]));
}

void
device_watches_end(
    struct device_watches *w, struct subject *const *round, const size_t *had, size_t n)
{
	struct device_tally all[BACKEND_DEVICES];
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		struct device_watch *watch = watch_of(w, round[i]);

		if (!watch)
			continue;
		if (!shared(w, round, i))
			count = device_watch_end(watch, all);
		if (round[i]->n > had[i])
			device_log_add(&round[i]->devices, all, count, had[i] - round[i]->resumed);
	}
}

void
device_watches_stop(struct device_watches *w, struct subject *subjects, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct subject *u = &subjects[i];
		const struct device_watch *watch = watch_of(w, u);

		if (watch)
			u->device_metrics = device_log_text(
			    &u->devices, plan_case_backend(u->plan), device_watch_failed(watch));
	}
	for (int k = 0; k < NBACKENDS; k++) {
		device_watch_stop(w->of[k]);
		w->of[k] = NULL;
	}
}
