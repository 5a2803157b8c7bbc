/* generate: write a canonical results document of COUNT benchmarks of SAMPLES
 * invocations each, the same for the same SEED. FACTOR scales the times. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/amount.h"
#include "base/util.h"
#include "results/results.h"
#include "uniform.h"

static size_t
argument(const char *s)
{
	size_t n;

	if (!amount_count(s, &n))
		die_usage("'%s' is not a count", s);
	return n;
}

static void
entry_make(struct entry *e, size_t i, size_t samples, double factor, char *session)
{
	struct metric *m;
	double base = 1 + 99 * uniform();
	char name[32];

	snprintf(name, sizeof name, "benchmark-%06zu", i);
	e->name = e->id = entry_strdup(e, name);
	e->iterations = samples;
	e->sessions = entry_alloc(e, sizeof *e->sessions);
	*e->sessions = (struct session){
	    .id = session, .timestamp = entry_strdup(e, "2026-01-01T00:00:00Z"), .n = samples};
	e->nsessions = 1;
	m = entry_metric_add(e, "duration_ms");
	m->unit = entry_strdup(e, "ms");
	m->gate = true;
	m->n = samples;
	m->samples = entry_alloc(e, samples * sizeof *m->samples);
	/* Whole nanoseconds, as a clock gives them. */
	for (size_t k = 0; k < samples; k++)
		m->samples[k] =
		    floor(base * factor * (1 + 0.05 * uniform() * uniform()) * 1e6) / 1e6;
}

int
main(int argc, char **argv)
{
	struct results_head head = {.version = VERSION,
	    .timestamp = "2026-01-01T00:00:00Z",
	    .suite = "generated",
	    .environment = "{\"os\":\"none\",\"fingerprint\":\"0\"}",
	    .tolerance = 0.05,
	    .threshold = 0.1,
	    .between_sessions = NAN};
	struct json_writer *w = json_writer_new(stdout);
	size_t count, samples;
	struct entry e;
	char session[32];

	program_set(argv[0]);
	if (argc != 5)
		die_usage("usage: generate COUNT SAMPLES SEED FACTOR");
	count = argument(argv[1]);
	samples = argument(argv[2]);
	state = argument(argv[3]);
	snprintf(session, sizeof session, "s%s", argv[3]);
	entry_init(&e);
	results_begin(w, &head);
	for (size_t i = 0; i < count; i++) {
		entry_clear(&e);
		entry_make(&e, i, samples, strtod(argv[4], NULL), session);
		results_entry(w, &e);
	}
	results_end(w);
	json_writer_free(w);
	entry_free(&e);
	stdout_close();
	return STATUS_OK;
}
