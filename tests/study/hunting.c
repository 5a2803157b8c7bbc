/* hunting HISTORIES SEED [all]: hunt the slow-down in HISTORIES simulated histories of 64 commits
 * as bench-bisect does, and in as many without one, beside a neighbour that comes and goes; with
 * "all" for each kind of noise. Prints how often the answer is right and what it took. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/amount.h"
#include "base/util.h"
#include "bisect/hunt.h"
#include "model/policy.h"
#include "reports.h"
#include "tally.h"

enum {
	COMMITS = 64,
	PROBES_FEW = 9,
	/* 1.5 log2(COMMITS) */ PROBES_MOST = 24,
	PAIRS_FIRST = 40,
	PAIRS_LEAST = 10
};

static const double change = 0.03;

struct hunting {
	struct effect_room *effect_room;
	struct maker maker;
	size_t histories;
	enum weather noise;
};

struct count {
	size_t right, wrong, none, open, probes, few, most, pairs;
};

static void
probe_measure(struct hunting *s, size_t at, size_t pairs, size_t step, struct hunt_probe *p)
{
	static struct row row;
	struct effect e;

	row_make(&s->maker, &row, s->noise, pairs, step && at >= step ? change : 0, false);
	e = row_effect(s->effect_room, &row, pairs);
	*p = (struct hunt_probe){at, e.shift.value, interval_half(e.shift), pairs};
}

/* Hunt in a history of which STEP is the first slow commit; 0: none is. */
static void
history_hunt(struct hunting *s, size_t step, struct count *c)
{
	double posterior[COMMITS + 1];
	struct hunt_probe probes[PROBES_MOST];
	struct hunt h = {.n = COMMITS,
	    .probes = probes,
	    .least = 0.01,
	    .most = PROBES_MOST,
	    .first = PAIRS_FIRST,
	    .pairs = {PAIRS_LEAST, ROW_MAX}};
	struct hunt_state state = hunt_next(&h, posterior);

	while (state.answer == HUNT_ON) {
		probe_measure(s, state.next, state.pairs, step, &probes[h.nprobes++]);
		c->pairs += state.pairs;
		state = hunt_next(&h, posterior);
	}
	c->probes += h.nprobes;
	c->few += h.nprobes <= PROBES_FEW;
	c->most = h.nprobes > c->most ? h.nprobes : c->most;
	if (state.answer == HUNT_FOUND && step)
		*(state.first == step ? &c->right : &c->wrong) += 1;
	else if (state.answer == HUNT_FOUND)
		c->wrong++;
	else if (state.answer == HUNT_UNDECIDED)
		c->open++;
	else
		c->none++;
}

static void
hunting_print(struct hunting *s)
{
	struct count with = {0}, without = {0};
	double n = (double)s->histories;

	for (size_t i = 0; i < s->histories; i++) {
		history_hunt(s, 1 + rng_below(&s->maker.rng, COMMITS), &with);
		history_hunt(s, 0, &without);
	}
	printf("| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %zu | %.0f | %.1f | %.1f | %.1f |\n",
	    weather_names[s->noise], percent(with.right, s->histories),
	    percent(with.wrong, s->histories), percent(with.none, s->histories),
	    (double)with.probes / n, percent(with.few, s->histories), with.most,
	    (double)with.pairs / n, percent(without.none, s->histories), (double)without.probes / n,
	    (double)without.pairs / n);
	fflush(stdout);
}

int
main(int argc, char *argv[])
{
	static struct hunting s;
	size_t seed;
	bool all = argc == 4 && strcmp(argv[3], "all") == 0;

	program_set(argv[0]);
	if ((argc != 3 && !all) || !amount_count(argv[1], &s.histories) || s.histories == 0 ||
	    !amount_count(argv[2], &seed))
		die("usage: hunting HISTORIES SEED [all]");
	rng_seed(&s.maker.rng, seed);
	s.effect_room = effect_room_new(POLICY_ALPHA);
	printf("**A slow-down of 3 %% hunted to its commit**: %zu histories of %d commits, and as "
	       "many without it, seed %zu (in percent)\n\n"
	       "| noise | right | wrong | not found | mean probes | at most 9 | most | mean pairs "
	       "| without: "
	       "none | mean probes | mean pairs |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n",
	    s.histories, COMMITS, seed);
	for (int w = 0; w < NWEATHERS; w++) {
		s.noise = (enum weather)w;
		if (all || s.noise == BURSTS || s.noise == BOUND_BURSTS)
			hunting_print(&s);
	}
	effect_room_free(s.effect_room);
	stdout_close();
	return 0;
}
