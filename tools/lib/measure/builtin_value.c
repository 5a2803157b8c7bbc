#include "measure/builtin_value.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

struct builtin_value {
	const char *name;
	/* One of the two, else it is COUNTER times SCALE. */
	double (*measured)(const struct measurement *m);
	double (*printed)(const struct measurement *m, const struct output_text *text);
	int counter;
	double scale;
};

static double
involuntary_switches(const struct measurement *m)
{
	return (double)m->involuntary_switches;
}

static double
voluntary_switches(const struct measurement *m)
{
	return (double)m->voluntary_switches;
}

static double
page_faults(const struct measurement *m)
{
	return (double)(m->minor_faults + m->major_faults);
}

static double
major_faults(const struct measurement *m)
{
	return (double)m->major_faults;
}

static double
first_output_ms(const struct measurement *m, const struct output_text *text)
{
	/* The byte was written before the command ended, however late it was read. */
	int64_t at = text->first_byte_ns < m->end_ns ? text->first_byte_ns : m->end_ns;

	return text->first_byte_ns ? (double)(at - m->start_ns) / 1e6 : NAN;
}

/* One row for each of metric_builtins(). */
static const struct builtin_value values[] = {
    {.name = "duration_ms", .measured = measurement_duration_ms},
    {.name = "memory_mb", .measured = measurement_memory_mb},
    {.name = "cpu_ms", .measured = measurement_cpu_ms},
    {.name = "user_ms", .measured = measurement_user_ms},
    {.name = "system_ms", .measured = measurement_system_ms},
    {.name = "involuntary_switches", .measured = involuntary_switches},
    {.name = "run_delay_ms", .measured = measurement_run_delay_ms},
    {.name = "voluntary_switches", .measured = voluntary_switches},
    {.name = "page_faults", .measured = page_faults},
    {.name = "major_faults", .measured = major_faults},
    {.name = "first_output_ms", .printed = first_output_ms},
    {.name = "task_clock_ms", .counter = COUNTER_TASK_CLOCK, .scale = 1e-6},
    {.name = "cpu_migrations", .counter = COUNTER_MIGRATIONS, .scale = 1},
    {.name = "instructions", .counter = COUNTER_INSTRUCTIONS, .scale = 1},
    {.name = "cycles", .counter = COUNTER_CYCLES, .scale = 1},
    {.name = "cache_misses", .counter = COUNTER_CACHE_MISSES, .scale = 1},
    {.name = "branch_misses", .counter = COUNTER_BRANCH_MISSES, .scale = 1},
};

const struct builtin_value *
builtin_value_find(const char *name)
{
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		if (strcmp(values[i].name, name) == 0)
			return &values[i];
	return NULL;
}

bool
builtin_value_counter(const struct builtin_value *how)
{
	return !how->measured && !how->printed;
}

bool
builtin_value_printed(const struct builtin_value *how)
{
	return how->printed != NULL;
}

double
builtin_value_of(
    const struct builtin_value *how, const struct measurement *m, const struct output_text *text)
{
	if (how->measured)
		return how->measured(m);
	if (how->printed)
		return how->printed(m, text);
	return m->counters[how->counter] < 0 ? NAN : (double)m->counters[how->counter] * how->scale;
}
