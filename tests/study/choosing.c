/* choosing ROWS SEED: choose the best of K simulated candidates ROWS times for each kind of noise
 * as bench-recommend does, and print how often one is called the best with proof: of equal
 * candidates, and where one is better. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/amount.h"
#include "base/util.h"
#include "model/policy.h"
#include "noises.h"
#include "recommend/ranking.h"
#include "stats/sample.h"
#include "tally.h"

enum { CANDIDATES_MOST = 6, ROUNDS = 20 };

struct study {
	struct effect_room *effect_room;
	struct maker maker;
	double values[CANDIDATES_MOST][ROUNDS];
	size_t rows; /* of each kind */
	bool paired;
};

static const struct goal goal = {
    .metric = "duration_ms", .tolerance = POLICY_TOLERANCE, .alpha = POLICY_ALPHA};

/* K candidates in ROUNDS rounds, each in a random order; the first better by GAIN. */
static void
field_make(struct study *s, enum weather noise, size_t k, double gain)
{
	size_t order[CANDIDATES_MOST];
	double cpu, wait;

	maker_start(&s->maker);
	for (size_t i = 0; i < k; i++)
		order[i] = i;
	for (size_t r = 0; r < ROUNDS; r++) {
		rng_shuffle(&s->maker.rng, order, k, sizeof *order);
		for (size_t i = 0; i < k; i++)
			maker_invocation(&s->maker, noise, order[i] == 0 ? 1 / (1 + gain) : 1,
			    &s->values[order[i]][r], &cpu, &wait);
	}
}

static struct effect
versus(struct study *s, size_t a, size_t b)
{
	struct effect_side x = {.samples = s->values[a], .n = ROUNDS, .value = NAN}, y = x;
	struct effect e;

	y.samples = s->values[b];
	if (s->paired)
		effect_paired(s->effect_room, &x, &y, false, &e);
	else
		effect_unpaired(s->effect_room, &x, &y, false, &e);
	return e;
}

/* The one that no estimate puts behind another one, from the smallest median on. */
static size_t
leader(struct study *s, size_t k)
{
	double least = INFINITY, sorted[ROUNDS];
	size_t best = 0;

	for (size_t i = 0; i < k; i++) {
		memcpy(sorted, s->values[i], sizeof sorted);
		sample_sort(sorted, ROUNDS);
		if (sample_sorted_median(sorted, ROUNDS) < least) {
			least = sample_sorted_median(sorted, ROUNDS);
			best = i;
		}
	}
	for (size_t i = 0; i < k; i++)
		if (i != best && versus(s, best, i).change.value < 0)
			best = i;
	return best;
}

/* Whether one of the K is called the best with proof; *WHICH is the leader. */
static bool
proven(struct study *s, size_t k, size_t *which)
{
	*which = leader(s, k);
	for (size_t i = 0; i < k; i++) {
		struct effect e;
		struct entry_effect entry = {.effect = &e, .paired = s->paired};

		if (i == *which)
			continue;
		e = versus(s, *which, i);
		if (relation_of(&entry, e.p, e.p, BETTER_LOWER, &goal) != RELATION_WORSE)
			return false;
	}
	return true;
}

static void
kind_print(struct study *s, enum weather noise, size_t k)
{
	static const double gains[] = {0, 0.03, 0.1, 0.3};

	printf("| %s | %s | %zu |", weather_names[noise], s->paired ? "pairs" : "samples", k);
	for (size_t g = 0; g < sizeof gains / sizeof *gains; g++) {
		size_t right = 0, wrong = 0, which;

		for (size_t i = 0; i < s->rows; i++) {
			field_make(s, noise, k, gains[g]);
			if (!proven(s, k, &which))
				continue;
			right += gains[g] > 0 && which == 0;
			wrong += !(gains[g] > 0 && which == 0);
		}
		if (g == 0)
			printf(" %.2f |", percent(wrong, s->rows));
		else
			printf(" %.1f |", percent(right, s->rows));
	}
	putchar('\n');
	fflush(stdout);
}

int
main(int argc, char *argv[])
{
	static struct study s;
	static const size_t fields[] = {2, 3, CANDIDATES_MOST};
	size_t seed;

	program_set(argv[0]);
	if (argc != 3 || !amount_count(argv[1], &s.rows) || s.rows == 0 ||
	    !amount_count(argv[2], &seed))
		die("usage: choosing ROWS SEED");
	rng_seed(&s.maker.rng, seed);
	s.effect_room = effect_room_new(POLICY_ALPHA);
	printf("**The best of several candidates**: %d rounds, %zu rows of each kind, seed %zu "
	       "(called the best with proof, in percent)\n\n"
	       "| noise | design | candidates | all equal | one better by 3 %% | 10 %% | 30 %% |\n"
	       "|---|---|--:|--:|--:|--:|--:|\n",
	    ROUNDS, s.rows, seed);
	for (int w = 0; w < NWEATHERS; w++)
		for (int paired = 1; paired >= 0; paired--)
			for (size_t k = 0; k < sizeof fields / sizeof *fields; k++) {
				s.paired = paired;
				kind_print(&s, (enum weather)w, fields[k]);
			}
	effect_room_free(s.effect_room);
	stdout_close();
	return 0;
}
