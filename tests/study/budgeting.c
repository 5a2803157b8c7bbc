/* budgeting HISTORIES SEED: simulate histories of merges of which each makes a row worse by 0.5 %,
 * or none does, and print by which merge bench-budget says that the budget of 3 % is overdrawn. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/amount.h"
#include "base/util.h"
#include "budget/budget.h"
#include "judge/looks.h"
#include "judge/power.h"
#include "model/policy.h"
#include "model/schema_names.h"
#include "noises.h"
#include "reports.h"
#include "tally.h"

enum { ROUNDS = 100, MERGES = 20, QUIET_MERGES = 200, SESSIONS = 5, PILOT = 20 };
#define CHANGE 0.005
#define CHANCE 0.97

struct study {
	struct effect_room *room;
	struct maker maker;
	struct row row;
	enum weather noise;
	double quieter; /* the logarithm of each time, times this */
	size_t histories, merges;
};

/* Put the first N pairs of noise into the row of S, the second variant longer by CHANGE. */
static void
merge_draw(struct study *s, size_t n, double change)
{
	row_make(&s->maker, &s->row, s->noise, n, 0, false);
	for (size_t i = 0; i < n; i++)
		for (int v = 0; v < 2; v++)
			s->row.time[v][i] =
			    (v ? 1 + change : 1) * exp(s->quieter * log(s->row.time[v][i]));
	s->row.w.cpu[0] = s->row.w.cpu[1] = s->row.w.wait[0] = s->row.w.wait[1] = NULL;
}

/* Make the noise of S so much quieter that ROUNDS show CHANGE with CHANCE. */
static void
quieten(struct study *s)
{
	static const struct power_design design = {POLICY_ALPHA, 1, true};
	struct power_session pilots[SESSIONS];
	struct power_noise noise = {pilots, SESSIONS};

	s->quieter = 1;
	for (int i = 0; i < SESSIONS; i++) {
		struct effect e;

		merge_draw(s, PILOT, 0);
		e = row_effect(s->room, &s->row, PILOT);
		pilots[i] = power_session_of(interval_half(e.shift), PILOT);
	}
	s->quieter = fmin(1, log1p(CHANGE) / power_shift(&noise, &design, ROUNDS, CHANCE));
}

/* The comparison of a merge that changed the row by CHANGE, as bench-diff writes it. */
static struct comparison_reader *
merge_compare(struct study *s, double change)
{
	FILE *f = tmpfile();
	struct json_writer *w;
	enum look look = LOOK_FIRST;
	struct effect e;

	if (!f)
		die("cannot make a temporary file:");
	merge_draw(s, (size_t)2 * ROUNDS, change);
	e = row_effect(s->room, &s->row, ROUNDS);
	if (looks_open(e.p, e.p)) {
		e = row_effect(s->room, &s->row, (size_t)2 * ROUNDS);
		look = LOOK_SECOND;
	}
	w = json_writer_new(f);
	json_object_begin(w, NULL);
	json_string(w, "schema", COMPARISON_SCHEMA);
	json_array_begin(w, "rows");
	json_object_begin(w, NULL);
	json_string(w, "id", "row");
	json_string(w, "metric", "duration_ms");
	json_rounded(w, "change", e.change.value);
	json_interval(w, "ci", e.change.low, e.change.high);
	json_rounded(w, "p", e.p);
	json_object_begin(w, "looks");
	json_rounded(w, "p_needed", looks_level(look, POLICY_ALPHA));
	json_object_end(w);
	json_string(w, "verdict", verdict_name(VERDICT_EQUIVALENT));
	json_object_end(w);
	json_array_end(w);
	json_object_end(w);
	json_writer_free(w);
	rewind(f);
	return comparison_reader_of_file(f, "merge", "");
}

/* By which of N merges that change the row by CHANGE the budget is overdrawn, from 1; 0: by none.
 */
static size_t
overdrawn_by(struct study *s, size_t n, double change)
{
	struct budget *b = budget_load("", false);
	size_t by = 0;

	for (size_t i = 1; i <= n && !by; i++) {
		struct comparison_reader *r = merge_compare(s, change);
		const struct budget_row *rows;
		size_t nrows;

		budget_book(b, r);
		comparison_reader_close(r);
		budget_settle(b);
		rows = budget_rows(b, &nrows);
		if (nrows && rows[0].state == BUDGET_OVERDRAWN)
			by = i;
	}
	budget_free(b);
	return by;
}

static void
noise_print(struct study *s)
{
	size_t early = 0, right = 0, late = 0, never = 0, wrong = 0, sum = 0;

	quieten(s);
	for (size_t i = 0; i < s->histories; i++) {
		size_t by = overdrawn_by(s, MERGES, CHANGE);

		never += by == 0;
		early += by > 0 && by < 6;
		right += by >= 6 && by <= 8;
		late += by > 8;
		sum += by ? by : MERGES;
		wrong += overdrawn_by(s, QUIET_MERGES, 0) > 0;
	}
	printf("| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |\n", weather_names[s->noise],
	    percent(early, s->histories), percent(right, s->histories), percent(late, s->histories),
	    percent(never, s->histories), (double)sum / (double)s->histories,
	    percent(wrong, s->histories));
	fflush(stdout);
}

int
main(int argc, char *argv[])
{
	static const enum weather noises[] = {
	    NORMAL, LOGNORMAL, STUDENT, PARETO, DRIFT, DRIFT_STRONG, BURSTS, CROWDED};
	static struct study s;
	size_t seed;

	program_set(argv[0]);
	if (argc != 3 || !amount_count(argv[1], &s.histories) || s.histories == 0 ||
	    !amount_count(argv[2], &seed))
		die("usage: budgeting HISTORIES SEED");
	rng_seed(&s.maker.rng, seed);
	s.room = effect_room_new(POLICY_ALPHA);
	printf(
	    "**A budget of 3 %%**: %zu histories of %d merges of +0.5 %% each, and as many of %d "
	    "merges without a change; noise so quiet that %d rounds should show +0.5 %% with "
	    "%.0f %%, "
	    "seed %zu (in percent)\n\n| noise | overdrawn before the 6th | 6th to 8th | later | "
	    "never | mean | without a change |\n|---|--:|--:|--:|--:|--:|--:|\n",
	    s.histories, MERGES, QUIET_MERGES, ROUNDS, 100 * CHANCE, seed);
	for (size_t i = 0; i < sizeof noises / sizeof *noises; i++) {
		s.noise = noises[i];
		noise_print(&s);
	}
	effect_room_free(s.room);
	stdout_close();
	return 0;
}
