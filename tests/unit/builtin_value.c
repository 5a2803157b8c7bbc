/* Every built-in metric has its value in a measurement. */
#include <math.h>
#include <string.h>

#include "check.h"
#include "measure/builtin_value.h"
#include "model/metric.h"

static const struct {
	const char *name;
	double value;
	bool counter;
} expected[] = {
    {"duration_ms", 2.000001, false},
    {"memory_mb", 2.048, false},
    {"cpu_ms", 12.25, false},
    {"user_ms", 12, false},
    {"system_ms", .25, false},
    {"involuntary_switches", 7, false},
    {"run_delay_ms", 1.5, false},
    {"voluntary_switches", 6, false},
    {"page_faults", 9, false},
    {"major_faults", 5, false},
    {"first_output_ms", .5, false},
    {"task_clock_ms", .25, true},
    {"cpu_migrations", 105, true},
    {"instructions", 100, true},
    {"cycles", 101, true},
    {"cache_misses", 102, true},
    {"branch_misses", 103, true},
};
enum { NEXPECTED = sizeof expected / sizeof *expected };

static double
value_of(const char *name, const struct measurement *m, const struct output_text *text)
{
	const struct builtin_value *how = builtin_value_find(name);

	return how ? builtin_value_of(how, m, text) : -1;
}

int
main(void)
{
	struct measurement m = {.start_ns = 1000000,
	    .end_ns = 3000001,
	    .user_us = 12000,
	    .system_us = 250,
	    .peak_kib = 2000,
	    .minor_faults = 4,
	    .major_faults = 5,
	    .voluntary_switches = 6,
	    .involuntary_switches = 7,
	    .run_delay_ns = 1500000,
	    .counters = {100, 101, 102, 103, 250000, 105}};
	struct output_text text = {.first_byte_ns = 1500000};
	size_t n = 0;

	for (const struct metric_builtin *b = metric_builtins(); b->name; b++, n++) {
		double v = value_of(b->name, &m, &text);
		size_t k = 0;

		while (k < NEXPECTED && strcmp(expected[k].name, b->name) != 0)
			k++;
		if (k == NEXPECTED || v != expected[k].value ||
		    builtin_value_counter(builtin_value_find(b->name)) != expected[k].counter) {
			fprintf(stderr, "%s: %g\n", b->name, v);
			failures++;
		}
	}
	CHECK(n == NEXPECTED);
	CHECK(!builtin_value_find("throughput"));
	text.first_byte_ns = m.end_ns + 1000000; /* written before the end, and read after it */
	CHECK(value_of("first_output_ms", &m, &text) == value_of("duration_ms", &m, &text));
	m.run_delay_ns = m.counters[COUNTER_CYCLES] = -1;
	text.first_byte_ns = 0;
	CHECK(isnan(value_of("run_delay_ms", &m, &text)));
	CHECK(isnan(value_of("cycles", &m, &text)));
	CHECK(isnan(value_of("first_output_ms", &m, &text)));
	return failures != 0;
}
