/* powering ROWS SEED [RECORDING...]: how well bench-plan predicts what rounds will show. In ROWS
 * simulated rows of each kind of noise, and in the recordings, a pilot of so many pairs tells how
 * many rounds a change takes; then so many others are judged, with two looks. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/amount.h"
#include "base/util.h"
#include "judge/looks.h"
#include "judge/power.h"
#include "model/policy.h"
#include "noises.h"
#include "recording.h"
#include "reports.h"
#include "stats/paired_rounds.h"
#include "stats/sample.h"
#include "tally.h"

#define CHANCE 0.8
enum { AGAIN = 4, ROUNDS_MOST = ROW_MAX / 2, KINDS = 16, MIDDLE = 24, SESSIONS_MOST = 5 };

/* Pairs of one kind, in which nothing differs: made when asked for, or recorded. */
struct source {
	enum weather noise;
	struct row recorded; /* of the last window */
	double *values[3][2];
	size_t n, cap; /* 0: simulated */
	double ms;
	bool neighbour;
};

struct study {
	struct effect_room *room;
	struct maker maker;
	struct row row;
	size_t rows, within, cells;
};

static const struct power_design design = {POLICY_ALPHA, 1, true};

/* Put N pairs of SRC, the head's times longer by CHANGE, into the row of S. */
static void
pairs_draw(struct study *s, struct source *src, size_t n, double change)
{
	size_t at;

	if (!src->n) {
		row_make(&s->maker, &s->row, src->noise, n, change, false);
		return;
	}
	at = rng_below(&s->maker.rng, (uint32_t)(src->n / 2)) * 2;
	for (size_t i = 0; i < n; i++, at++)
		for (int v = 0; v < 2; v++) {
			double longer = v ? 1 + change : 1;
			size_t from = at % src->n;

			s->row.time[v][i] = longer * src->values[0][v][from];
			s->row.cpu[v][i] = longer * src->values[1][v][from];
			s->row.wait[v][i] = longer * src->values[2][v][from];
		}
	row_window(&s->row, BOUND, n);
}

static struct power_session
pilot_draw(struct study *s, struct source *src, size_t pairs)
{
	struct effect e;

	pairs_draw(s, src, pairs, 0);
	e = row_effect(s->room, &s->row, pairs);
	return power_session_of(interval_half(e.shift), (double)pairs);
}

/* Whether CHANGE is found in N rounds of SRC, with as many again where the first look is open. */
static bool
is_found(struct study *s, struct source *src, size_t n, double change)
{
	enum look look = LOOK_FIRST;
	struct effect e;

	pairs_draw(s, src, 2 * n, change);
	e = row_effect(s->room, &s->row, n);
	if (looks_open(e.p, e.p)) {
		e = row_effect(s->room, &s->row, 2 * n);
		look = LOOK_SECOND;
	}
	e.look = (unsigned char)look;
	return effect_called(&e, e.p, true);
}

/* The change that the middle one of a few pilots of SRC would need MIDDLE rounds for. */
static double
change_choose(struct study *s, struct source *src)
{
	double shifts[15], *end = shifts + 15;

	for (double *x = shifts; x < end; x++) {
		struct power_session pilot = pilot_draw(s, src, 50);
		struct power_noise noise = {&pilot, 1};

		*x = power_shift(&noise, &design, MIDDLE, CHANCE);
	}
	sample_sort(shifts, 15);
	/* No change is found that is smaller than what the clock tells apart. */
	return src->n || src->noise != TICKS ? expm1(shifts[7]) : 0.02;
}

/* A line of the table: SRC, called NAME, by pilots of PAIRS. */
static void
line_print(struct study *s, struct source *src, const char *name, size_t sessions, size_t pairs,
    double change)
{
	struct power_session pilots[SESSIONS_MOST];
	struct power_noise noise = {pilots, sessions};
	size_t found = 0, tried = 0, rounds = 0, planned = 0;
	double predicted = 0, achieved;

	for (size_t i = 0; i < s->rows; i++) {
		size_t n;

		for (size_t k = 0; k < sessions; k++)
			pilots[k] = pilot_draw(s, src, pairs);
		n = power_pairs(&noise, &design, log1p(change), CHANCE,
		    paired_rounds_least(1, POLICY_ALPHA), ROUNDS_MOST);

		if (n == 0)
			continue;
		planned++;
		rounds += n;
		predicted += power_of_pairs(&noise, &design, log1p(change), n);
		for (int k = 0; k < AGAIN; k++, tried++)
			found += is_found(s, src, n, change);
	}
	predicted *= 100 / (double)planned;
	achieved = percent(found, tried);
	s->cells++;
	s->within += fabs(predicted - achieved) <= 5;
	printf("| %s | +%.1f %% | %zu x %zu | %.0f | %.1f | %.1f | %.1f | %+.1f |\n", name,
	    100 * change, sessions, pairs, (double)rounds / (double)planned,
	    percent(planned, s->rows), predicted, achieved, achieved - predicted);
	fflush(stdout);
}

static void
source_print(struct study *s, struct source *src, const char *name)
{
	static const size_t pilots[][2] = {{1, 20}, {1, 50}, {5, 20}};
	double change = change_choose(s, src);

	for (size_t i = 0; i < sizeof pilots / sizeof *pilots; i++)
		line_print(s, src, name, pilots[i][0], pilots[i][1], change);
}

/* Add the pairs of recording R to SRC. */
static void
source_add(struct source *src, const struct recording *r)
{
	struct cutting c = {.cap = 0};
	size_t at = 0;

	/* Blocks of 4 pairs, so that all of the recording but its end is taken. */
	while (cut_pairs(&c, r, 4 * r->ms / 1e3, &at))
		for (size_t i = 0; i < c.w.n[0]; i++) {
			if (src->n == src->cap) {
				src->cap = src->cap ? 2 * src->cap : 1024;
				for (int k = 0; k < 6; k++)
					src->values[k / 2][k % 2] = xreallocarray(
					    src->values[k / 2][k % 2], src->cap, sizeof(double));
			}
			for (int v = 0; v < 2; v++) {
				src->values[0][v][src->n] = c.w.time[v][i];
				src->values[1][v][src->n] = c.w.cpu[v][i];
				src->values[2][v][src->n] = c.w.wait[v][i];
			}
			src->n++;
		}
	cutting_free(&c);
}

static void
recordings_print(struct study *s, char **paths)
{
	static struct source sources[KINDS];
	size_t n = 0;

	for (; *paths; paths++) {
		struct recording r;
		size_t i = 0;

		recording_read(*paths, &r);
		while (i < n && (sources[i].ms != r.ms || sources[i].neighbour != r.neighbour))
			i++;
		if (r.design == INTERLEAVED && r.percent == 0) {
			if (i == KINDS)
				die("%s: more than %d kinds of recordings", *paths, KINDS);
			n += i == n;
			sources[i].ms = r.ms;
			sources[i].neighbour = r.neighbour;
			source_add(&sources[i], &r);
		}
		recording_free(&r);
	}
	for (size_t i = 0; i < n; i++) {
		char *name = xasprintf("recorded: %.0f ms, %s", sources[i].ms,
		    sources[i].neighbour ? "beside a neighbour" : "quiet");

		source_print(s, &sources[i], name);
		free(name);
		for (int k = 0; k < 6; k++)
			free(sources[i].values[k / 2][k % 2]);
	}
}

int
main(int argc, char *argv[])
{
	static struct study s;
	size_t seed;

	program_set(argv[0]);
	if (argc < 3 || !amount_count(argv[1], &s.rows) || s.rows == 0 ||
	    !amount_count(argv[2], &seed))
		die("usage: powering ROWS SEED [RECORDING...]");
	rng_seed(&s.maker.rng, seed);
	s.room = effect_room_new(POLICY_ALPHA);
	printf(
	    "**Rounds planned by a pilot** to show a change with %.0f %%: %zu pilots a line, seed "
	    "%zu (in percent)\n\n| noise | change | sessions and pairs | rounds | planned in %d | "
	    "predicted | achieved | difference |\n|---|--:|--:|--:|--:|--:|--:|--:|\n",
	    100 * CHANCE, s.rows, seed, ROUNDS_MOST);
	recordings_print(&s, argv + 3);
	for (int w = 0; w < NWEATHERS; w++) {
		struct source src = {.noise = (enum weather)w};

		source_print(&s, &src, weather_names[w]);
	}
	printf("\nWithin 5 points: %zu of %zu lines.\n", s.within, s.cells);
	effect_room_free(s.room);
	stdout_close();
	return 0;
}
