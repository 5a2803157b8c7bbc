/* claiming CLAIMS SEED: judge CLAIMS simulated claims of each kind as bench-claim does, half of
 * them false by 2 points and half true by 2 points, and print how often each answer is given. Ends
 * with 1 when over 1 % of all false ones are called proven. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/amount.h"
#include "base/util.h"
#include "explain/claim.h"
#include "judge/judgement.h"
#include "noises.h"
#include "reports.h"
#include "tally.h"

/* What is claimed, and by how much it is false or true. */
#define GAIN_CLAIMED 0.12
#define POINTS 0.02

struct study {
	struct effect_room *effect_room;
	struct maker maker;
	struct row row;
};

/* What bench-diff would write of E, as bench-claim reads it. */
static struct evidence
evidence_of(const struct effect *e)
{
	static const struct policy policy = {POLICY_TOLERANCE, POLICY_THRESHOLD, POLICY_ALPHA};
	struct evidence v = {.better = BETTER_LOWER, .design = DESIGN_PAIRED, .gate = true};

	v.verdict = judgement_of(e, e->p, BETTER_LOWER, &policy).verdict;
	v.change = e->change.value;
	v.low = e->change.low;
	v.high = e->change.high;
	v.p = v.p_adjusted = e->p;
	v.smallest = e->smallest_detectable;
	v.sessions[0] = e->sessions[0];
	v.sessions[1] = e->sessions[1];
	return v;
}

static enum claim_answer
answer_of(struct study *s, enum weather noise, size_t pairs, double gain)
{
	struct effect e;
	struct evidence v;

	row_make(&s->maker, &s->row, noise, pairs, -gain, false);
	e = row_effect(s->effect_room, &s->row, pairs);
	effect_detect(s->effect_room, &e, 1);
	v = evidence_of(&e);
	return claim_judge(&v, GAIN_CLAIMED, 1).answer;
}

/* A line of the table; adds to FALSE_ONES and to how many of them are ACCEPTED. */
static void
line(struct study *s, enum weather noise, size_t pairs, size_t claims, size_t *false_ones,
    size_t *accepted)
{
	size_t counts[2][NCLAIM_ANSWERS] = {{0}}, half = claims / 2;

	for (int is = 0; is < 2; is++)
		for (size_t i = 0; i < half; i++)
			counts[is][answer_of(
			    s, noise, pairs, GAIN_CLAIMED + (is ? POINTS : -POINTS))]++;
	printf("| %s | %zu |", weather_names[noise], pairs);
	for (int is = 0; is < 2; is++)
		for (int a = 0; a < NCLAIM_ANSWERS; a++)
			printf(" %.1f |", percent(counts[is][a], half));
	putchar('\n');
	*false_ones += half;
	*accepted += counts[0][CLAIM_PROVEN];
}

int
main(int argc, char **argv)
{
	static const size_t lengths[] = {12, 20, 50, 200};
	static struct study s;
	size_t claims, seed, all = 0, accepted = 0;

	program_set(argv[0]);
	if (argc != 3 || !amount_count(argv[1], &claims) || !amount_count(argv[2], &seed) ||
	    claims < 2)
		die("usage: claiming CLAIMS SEED");
	s.effect_room = effect_room_new(POLICY_ALPHA);
	rng_seed(&s.maker.rng, seed);
	printf("**Claims of %.0f %%**, half of %zu false by %.0f points and half true by as many "
	       "(in percent)\n\n| noise | pairs | false: `proven` | `shown` | `refuted` | `cannot "
	       "tell` | true: `proven` | `shown` | `refuted` | `cannot tell` "
	       "|\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n",
	    100 * GAIN_CLAIMED, claims, 100 * POINTS);
	for (int noise = 0; noise < NWEATHERS; noise++)
		for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++)
			line(&s, (enum weather)noise, lengths[k], claims, &all, &accepted);
	printf("\nOf %zu false claims %zu were called proven: %.2f %%.\n", all, accepted,
	    percent(accepted, all));
	effect_room_free(s.effect_room);
	stdout_close();
	return 100 * accepted > all ? STATUS_NO : STATUS_OK;
}
