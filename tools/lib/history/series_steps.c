#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "history/series_value.h"
#include "results/read_value.h"

static void
step_read(
    struct scanner *s, struct entry_reader *r, struct series *series, struct series_step *step)
{
	enum { AT, BEFORE, AFTER, CHANGE, CI, P, VERDICT_, STATE, RECOVERED_AT };
	static const struct scan_name names[] = {MEMBER("at"), MEMBER("before"), MEMBER("after"),
	    MEMBER("change"), MEMBER("ci"), MEMBER("p"), MEMBER("verdict"), MEMBER("state"),
	    MEMBER("recovered_at")};
	struct members members = MEMBERS_INIT(names);
	struct scan_mark start = scan_mark(s);
	enum scan_type type = scan_type(s);
	const char *word;
	int k;

	*step = (struct series_step){SERIES_NONE, NAN, NAN, NAN, NAN, NAN, NAN,
	    VERDICT_INCONCLUSIVE, SERIES_OPEN, SERIES_NONE, NULL};
	read_object(s, type, "a step");
	while ((k = members_next(&members, s, &type)) >= 0) {
		switch (k) {
		case AT: step->at = read_count(s, type, "at", SERIES_POINTS_MAX); break;
		case BEFORE: step->before = read_number(s, type, "before"); break;
		case AFTER: step->after = read_number(s, type, "after"); break;
		case CHANGE: step->change = read_number(s, type, "change"); break;
		case CI: series_ends_read(s, r, type, "ci", &step->low, &step->high); break;
		case P: step->p = read_number(s, type, "p"); break;
		case VERDICT_:
			word = series_text_read(s, type, "verdict", series->memory);
			if (!verdict_parse(word, &step->verdict))
				scan_die(
				    s, "'verdict' must be one of a comparison, not '%.64s'", word);
			break;
		case STATE:
			step->state = (enum series_state)series_word_read(
			    s, type, "state", series_states, NSERIES_STATES, series->memory);
			break;
		case RECOVERED_AT:
			step->recovered_at = read_count(s, type, "recovered_at", SERIES_POINTS_MAX);
			break;
		}
	}
	step->extra = series_extra_read(&members, s, series->memory);
	if (step->at == SERIES_NONE)
		scan_die_at(s, start, "a step must have 'at'");
}

void
series_steps_read(
    struct scanner *s, struct entry_reader *r, enum scan_type type, struct series *series)
{
	struct series_step *steps = NULL;
	size_t cap = 0;

	series->judged = true;
	read_array(s, type, "steps", "objects");
	while (scan_element(s)) {
		if (series->nsteps == SERIES_STEPS_MAX)
			scan_die(s, "more than %d steps", SERIES_STEPS_MAX);
		steps = xgrow(steps, series->nsteps, &cap, sizeof *steps);
		step_read(s, r, series, &steps[series->nsteps]);
		series->nsteps++;
	}
	series->steps = series_alloc(series, series->nsteps, sizeof *steps);
	if (steps)
		memcpy(series->steps, steps, series->nsteps * sizeof *steps);
	free(steps);
}

void
series_drift_read(
    struct scanner *s, struct entry_reader *r, enum scan_type type, struct series *series)
{
	enum { CHANGE, CI, P };
	static const struct scan_name names[] = {MEMBER("change"), MEMBER("ci"), MEMBER("p")};
	struct members members = MEMBERS_INIT(names);
	int k;

	read_object(s, type, "'drift'");
	while ((k = members_next(&members, s, &type)) >= 0) {
		switch (k) {
		case CHANGE: series->drift.change = read_number(s, type, "change"); break;
		case CI:
			series_ends_read(s, r, type, "ci", &series->drift.low, &series->drift.high);
			break;
		case P: series->drift.p = read_number(s, type, "p"); break;
		}
	}
	series->drift.extra = series_extra_read(&members, s, series->memory);
}
