#include "model/metric.h"

#include <string.h>

static const struct metric_builtin builtins[] = {
    {"duration_ms", "ms", BETTER_LOWER, true, true, false, "wall-clock time from exec to exit"},
    {"memory_mb", "MB", BETTER_LOWER, true, true, false,
	"peak resident memory of the largest process"},
    {"cpu_ms", "ms", BETTER_LOWER, false, true, false,
	"user and system time of the whole process tree"},
    {"user_ms", "ms", BETTER_LOWER, false, true, true, "user time of the whole process tree"},
    {"system_ms", "ms", BETTER_LOWER, false, true, true, "system time of the whole process tree"},
    {"involuntary_switches", "count", BETTER_LOWER, false, true, true,
	"times the process was made to give up its CPU"},
    {"run_delay_ms", "ms", BETTER_LOWER, false, true, true,
	"time the first thread was ready to run and had no CPU"},
    {"voluntary_switches", "count", BETTER_LOWER, false, false, false,
	"times the process gave up its CPU to wait"},
    {"page_faults", "count", BETTER_LOWER, false, false, false, "minor and major page faults"},
    {"major_faults", "count", BETTER_LOWER, false, false, false,
	"page faults that had to wait for a disk"},
    {"first_output_ms", "ms", BETTER_LOWER, true, false, false,
	"time from exec to the first byte on standard output"},
    {"task_clock_ms", "ms", BETTER_LOWER, false, false, false,
	"CPU time as the kernel's perf events count it"},
    {"cpu_migrations", "count", BETTER_LOWER, false, false, true, "moves to another CPU"},
    {"instructions", "instructions", BETTER_LOWER, true, false, false,
	"instructions retired, where the machine has a counter"},
    {"cycles", "cycles", BETTER_LOWER, false, false, false,
	"CPU cycles, where the machine has a counter"},
    {"cache_misses", "count", BETTER_LOWER, false, false, false,
	"last-level cache misses, where the machine has a counter"},
    {"branch_misses", "count", BETTER_LOWER, false, false, false,
	"mispredicted branches, where the machine has a counter"},
    {NULL, NULL, BETTER_LOWER, false, false, false, NULL},
};

const struct metric_builtin *
metric_builtins(void)
{
	return builtins;
}

const struct metric_builtin *
metric_builtin(const char *name)
{
	for (const struct metric_builtin *b = builtins; b->name; b++)
		if (*b->name == *name && strcmp(b->name, name) == 0)
			return b;
	return NULL;
}

const char *const better_words[] = {"lower", "higher", NULL};
const char *const kind_words[] = {"regression", "exploratory", NULL};

static bool
word_find(const char *const *words, const char *s, size_t *i)
{
	for (size_t k = 0; words[k]; k++)
		if (strcmp(words[k], s) == 0) {
			*i = k;
			return true;
		}
	return false;
}

const char *
better_name(enum better better)
{
	return better_words[better];
}

bool
better_parse(const char *s, enum better *v)
{
	size_t i;
	bool known = word_find(better_words, s, &i);

	if (known)
		*v = (enum better)i;
	return known;
}

const char *
kind_name(enum kind kind)
{
	return kind_words[kind];
}

bool
kind_parse(const char *s, enum kind *v)
{
	size_t i;
	bool known = word_find(kind_words, s, &i);

	if (known)
		*v = (enum kind)i;
	return known;
}
