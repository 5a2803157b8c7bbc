#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "history/series_value.h"
#include "results/read_value.h"

enum {
	ID,
	NAME,
	PARAMS,
	VARIANT,
	METRIC,
	UNIT,
	BETTER,
	GATE,
	RUN,
	VALUE,
	LOW,
	HIGH,
	N,
	BASE,
	STEPS,
	DRIFT,
	SUSPECT,
	NMEMBERS
};

static const struct scan_name series_names[NMEMBERS] = {MEMBER("id"), MEMBER("name"),
    MEMBER("params"), MEMBER("variant"), MEMBER("metric"), MEMBER("unit"), MEMBER("better"),
    MEMBER("gate"), MEMBER("run"), MEMBER("value"), MEMBER("low"), MEMBER("high"), MEMBER("n"),
    MEMBER("base"), MEMBER("steps"), MEMBER("drift"), MEMBER("suspect")};

/* How many elements each array had; SERIES_NONE: it is not there. */
struct lengths {
	size_t n[NMEMBERS];
};

static void
array_read(struct scanner *s, struct entry_reader *r, struct series *series, int k,
    enum scan_type type, struct lengths *lengths)
{
	const char *what = series_names[k].s;
	size_t *n = &lengths->n[k];

	switch (k) {
	case RUN: series->run = series_indices_read(s, series, r, type, what, n); break;
	case VALUE: series->value = series_numbers_read(s, series, r, type, what, n); break;
	case LOW: series->low = series_numbers_read(s, series, r, type, what, n); break;
	case HIGH: series->high = series_numbers_read(s, series, r, type, what, n); break;
	case N: series->invocations = series_numbers_read(s, series, r, type, what, n); break;
	case BASE: series->base = series_numbers_read(s, series, r, type, what, n); break;
	case SUSPECT:
		series->suspect = series_indices_read(s, series, r, type, what, &series->nsuspect);
		break;
	}
}

static void
member_read(struct scanner *s, struct entry_reader *r, struct series *series, int k,
    enum scan_type type, struct lengths *lengths)
{
	struct arena *memory = series->memory;
	const char *what = series_names[k].s;

	switch (k) {
	case ID: series->id = series_text_read(s, type, what, memory); break;
	case NAME: series->name = series_text_read(s, type, what, memory); break;
	case PARAMS:
		if (type != SCAN_OBJECT)
			scan_die(s, "'params' must be an object");
		series->params = series_raw_read(s, memory);
		break;
	case VARIANT: series->variant = series_text_read(s, type, what, memory); break;
	case METRIC: series->metric = series_text_read(s, type, what, memory); break;
	case UNIT: series->unit = series_text_read(s, type, what, memory); break;
	case BETTER:
		series->better =
		    (enum better)series_word_read(s, type, what, better_words, 2, memory);
		break;
	case GATE: series->gate = read_bool(s, type, what); break;
	case STEPS: series_steps_read(s, r, type, series); break;
	case DRIFT: series_drift_read(s, r, type, series); break;
	default: array_read(s, r, series, k, type, lengths);
	}
}

/* What members must say of each other; START is where the series stands. */
static void
series_check(const struct scanner *s, size_t nruns, const struct series *series,
    const struct lengths *lengths, struct scan_mark start)
{
	static const int arrays[] = {RUN, LOW, HIGH, N, BASE};

	if (!series->id || !*series->id || !series->metric || !*series->metric)
		scan_die_at(s, start, "a series must have 'id' and 'metric'");
	if (!series->value)
		scan_die_at(s, start, "a series must have an array 'value'");
	for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
		size_t n = lengths->n[arrays[i]];

		if (n != SERIES_NONE && n != series->n)
			scan_die_at(s, start,
			    "'%s' must have as many elements as 'value', %zu, not %zu",
			    series_names[arrays[i]].s, series->n, n);
	}
	if (series->run && series->n && series->run[series->n - 1] >= nruns)
		scan_die_at(s, start, "'run' has %zu, and the document has %zu runs",
		    series->run[series->n - 1], nruns);
	for (size_t i = 0; i < series->nsteps; i++)
		if (series->steps[i].at >= series->n)
			scan_die_at(s, start, "a step is at %zu, and the series has %zu points",
			    series->steps[i].at, series->n);
	if (series->nsuspect && series->suspect[series->nsuspect - 1] >= series->n)
		scan_die_at(s, start, "'suspect' has %zu, and the series has %zu points",
		    series->suspect[series->nsuspect - 1], series->n);
}

void
series_item_read(struct scanner *s, struct entry_reader *r, size_t nruns, struct series *series)
{
	struct members members = MEMBERS_INIT(series_names);
	enum scan_type type = scan_type(s);
	struct scan_mark start = scan_mark(s);
	struct lengths lengths;
	int k;

	for (int i = 0; i < NMEMBERS; i++)
		lengths.n[i] = SERIES_NONE;
	read_object(s, type, "a series");
	while ((k = members_next(&members, s, &type)) >= 0)
		member_read(s, r, series, k, type, &lengths);
	series->extra = series_extra_read(&members, s, series->memory);
	series->n = series->value ? lengths.n[VALUE] : 0;
	series_check(s, nruns, series, &lengths, start);
}
