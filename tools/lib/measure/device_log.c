#include "measure/device_log.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/util.h"
#include "json/json_writer.h"

static void
sample_add(struct sample_list *list, size_t sample)
{
	list->at = xgrow(list->at, list->n, &list->cap, sizeof *list->at);
	list->at[list->n++] = (uint32_t)sample;
}

static void
device_join(struct logged_device *d, const struct device_tally *t, size_t sample)
{
	struct device_tally *all = &d->total;

	memcpy(all->name, t->name, sizeof all->name);
	all->readings += t->readings;
	for (int q = 0; q < NDEVICE_QUANTITIES; q++) {
		device_amount_join(&all->amounts[q], &t->amounts[q]);
		if (t->why[q])
			all->why[q] = t->why[q];
	}
	all->throttle |= t->throttle;
	if (t->why_throttle)
		all->why_throttle = t->why_throttle;
	if (t->why_foreign)
		all->why_foreign = t->why_foreign;
	if (t->foreign > all->foreign)
		all->foreign = t->foreign;
	if (t->throttle & DEVICE_SLOWED)
		sample_add(&d->throttled, sample);
	if (t->foreign > 0)
		sample_add(&d->foreign, sample);
}

void
device_log_add(struct device_log *log, const struct device_tally *all, size_t n, size_t sample)
{
	log->invocations++;
	log->missed += n == 0;
	if (n > log->n) {
		log->devices = xreallocarray(log->devices, n, sizeof *log->devices);
		memset(log->devices + log->n, 0, (n - log->n) * sizeof *log->devices);
		log->n = n;
	}
	for (size_t i = 0; i < n; i++)
		device_join(&log->devices[i], &all[i], sample);
}

static void
samples_write(const struct sample_list *list, struct json_writer *w)
{
	json_array_begin(w, "samples");
	for (size_t i = 0; i < list->n; i++)
		json_integer(w, NULL, list->at[i]);
	json_array_end(w);
}

static void
amounts_write(const struct device_tally *t, struct json_writer *w)
{
	for (int q = 0; q < NDEVICE_QUANTITIES; q++) {
		const struct device_amount *a = &t->amounts[q];

		if (a->n == 0)
			continue;
		json_object_begin(w, device_quantity_key((enum device_quantity)q));
		json_rounded(w, "mean", a->sum / (double)a->n);
		json_rounded(w, "min", a->low);
		json_rounded(w, "peak", a->high);
		json_object_end(w);
	}
}

/* What was never told, and why. */
static void
unavailable_write(const struct device_tally *t, struct json_writer *w)
{
	json_object_begin(w, "unavailable");
	for (int q = 0; q < NDEVICE_QUANTITIES; q++)
		if (t->amounts[q].n == 0 && t->why[q])
			json_string(w, device_quantity_key((enum device_quantity)q), t->why[q]);
	if (t->why_throttle)
		json_string(w, "throttled", t->why_throttle);
	if (t->why_foreign)
		json_string(w, "foreign", t->why_foreign);
	json_object_end(w);
}

static void
logged_write(const struct logged_device *d, size_t index, struct json_writer *w)
{
	const struct device_tally *t = &d->total;

	json_object_begin(w, NULL);
	json_integer(w, "index", (long long)index);
	json_string(w, "name", t->name);
	json_integer(w, "readings", (long long)t->readings);
	amounts_write(t, w);
	if (!t->why_throttle) {
		json_object_begin(w, "throttled");
		json_array_begin(w, "reasons");
		for (int i = 0; i < NDEVICE_THROTTLES; i++)
			if (t->throttle & 1U << i)
				json_string(
				    w, NULL, device_throttle_words((enum device_throttle)i));
		json_array_end(w);
		samples_write(&d->throttled, w);
		json_object_end(w);
	}
	if (!t->why_foreign) {
		json_object_begin(w, "foreign");
		json_integer(w, "peak", t->foreign);
		samples_write(&d->foreign, w);
		json_object_end(w);
	}
	unavailable_write(t, w);
	json_object_end(w);
}

char *
device_log_text(const struct device_log *log, const char *backend, const char *why)
{
	struct json_writer *w;

	if (log->invocations == 0)
		return NULL;
	w = json_writer_new(NULL);
	json_object_begin(w, NULL);
	json_object_begin(w, "device_metrics");
	json_string(w, "backend", backend);
	json_integer(w, "invocations", (long long)(log->invocations - log->missed));
	json_array_begin(w, "devices");
	for (size_t i = 0; i < log->n; i++)
		logged_write(&log->devices[i], i, w);
	json_array_end(w);
	if (why)
		json_string(w, "failed", why);
	json_object_end(w);
	json_object_end(w);
	return json_writer_take(w);
}

/* The union of two lists would count what is in both once; the longest says enough. */
size_t
device_log_foreign(const struct device_log *log)
{
	size_t most = 0;

	for (size_t i = 0; i < log->n; i++)
		most = log->devices[i].foreign.n > most ? log->devices[i].foreign.n : most;
	return most;
}

size_t
device_log_throttled(const struct device_log *log)
{
	size_t most = 0;

	for (size_t i = 0; i < log->n; i++)
		most = log->devices[i].throttled.n > most ? log->devices[i].throttled.n : most;
	return most;
}

void
device_log_free(struct device_log *log)
{
	for (size_t i = 0; i < log->n; i++) {
		free(log->devices[i].throttled.at);
		free(log->devices[i].foreign.at);
	}
	free(log->devices);
}
