/* The posterior over commits: against its formula computed plainly, and where the search goes. */
#include <math.h>
#include <stdlib.h>

#include "base/rng.h"
#include "bisect/hunt.h"
#include "check.h"
#include "stats/distribution.h"

enum { N = 16, MOST = 40 };

static struct hunt
hunt_of(const struct hunt_probe *probes, size_t n)
{
	return (struct hunt){.n = N,
	    .probes = probes,
	    .nprobes = n,
	    .least = 0.01,
	    .most = MOST,
	    .first = 40,
	    .pairs = {10, 400}};
}

static double
student6(double y, double centre, double scale)
{
	double z = (y - centre) / scale;

	return pow(1 + z * z / 6, -3.5) / scale;
}

/* The same by its definition: every size and position with every probe. */
static void
weigh_plainly(const struct hunt *h, double *posterior)
{
	double sum = 0;

	for (size_t c = 0; c <= h->n; c++)
		posterior[c] = 0;
	for (int r = 0; r < 64; r++) {
		double size = h->least * pow(3 / h->least, r / 63.0);

		for (size_t c = 0; c <= h->n; c++) {
			double v = c ? 0.5 / 64 / (double)h->n : 0.5 / 64;

			for (size_t i = 0; i < h->nprobes; i++) {
				const struct hunt_probe *p = &h->probes[i];
				double error = p->half / 1.9599639845400545;

				v *= c == 0 ? student6(p->shift, 0, error)
					    : student6(p->shift, p->at >= c ? size : 0,
						  hypot(error, 0.12 * size));
			}
			posterior[c] += v;
			sum += v;
		}
	}
	for (size_t c = 0; c <= h->n; c++)
		posterior[c] /= sum;
}

static void
posterior_is_its_formula(void)
{
	const struct hunt_probe probes[] = {{16, 0.03, 0.01, 40}, {8, 0.002, 0.012, 40},
	    {12, 0.02, 0.008, 60}, {10, -0.01, 0.03, 10}, {16, 0.04, 0.02, 40}};

	for (size_t n = 0; n <= sizeof probes / sizeof *probes; n++) {
		struct hunt h = hunt_of(probes, n);
		double posterior[N + 1], plain[N + 1], sum = 0;

		hunt_weigh(&h, posterior);
		weigh_plainly(&h, plain);
		for (size_t c = 0; c <= N; c++) {
			CHECK(fabs(posterior[c] - plain[c]) < 1e-9);
			sum += posterior[c];
		}
		CHECK(fabs(sum - 1) < 1e-12);
	}
}

static void
search_begins_at_the_bad_end(void)
{
	double posterior[N + 1];
	struct hunt h = hunt_of(NULL, 0);
	struct hunt_state s = hunt_next(&h, posterior);

	CHECK(s.answer == HUNT_ON && s.next == N && s.pairs == 40);
	CHECK(fabs(s.none - 0.5) < 1e-12);
}

static void
nothing_is_an_answer(void)
{
	const struct hunt_probe none[] = {{16, 0.0005, 0.004, 40}}, open[] = {{16, 0.02, 0.02, 40}};
	double posterior[N + 1];
	struct hunt h = hunt_of(none, 1);
	struct hunt_state s = hunt_next(&h, posterior);

	CHECK(s.answer == HUNT_NOTHING && s.sure >= HUNT_SURE);
	h = hunt_of(open, 1);
	s = hunt_next(&h, posterior);
	CHECK(s.answer == HUNT_ON && s.next == N && s.pairs > 40);
	h.most = 1;
	s = hunt_next(&h, posterior);
	CHECK(s.answer == HUNT_UNSHOWN);
}

static void
what_cannot_be_built_is_left_out(void)
{
	struct hunt_probe probes[MOST];
	bool skip[N + 1] = {[7] = true, [8] = true};
	double posterior[N + 1];
	struct hunt h = hunt_of(probes, 0);
	struct hunt_state s;

	h.skip = skip;
	while ((s = hunt_next(&h, posterior)).answer == HUNT_ON) {
		CHECK(!skip[s.next] && s.next >= 1 && s.next <= N);
		probes[h.nprobes++] = (struct hunt_probe){s.next, s.next >= 8 ? 0.2 : 0, 0.01, 40};
		CHECK(h.nprobes < MOST);
		if (h.nprobes == MOST)
			return;
	}
	/* 7 and 8 cannot be told from 9. */
	CHECK(s.answer == HUNT_FOUND && s.first == 7 && s.last == 9);
	CHECK(h.nprobes <= 7);
	h.most = 3;
	h.nprobes = 3;
	s = hunt_next(&h, posterior);
	CHECK(s.answer == HUNT_UNDECIDED && s.first <= 8 && s.last >= 8);
}

/* One probe in ten is on the wrong side of the middle: the others outvote it. */
static void
a_wrong_answer_is_outvoted(void)
{
	struct rng rng;
	size_t right = 0, found = 0;

	rng_seed(&rng, 7);
	for (int i = 0; i < 200; i++) {
		size_t step = 1 + rng_below(&rng, N);
		struct hunt_probe probes[MOST];
		double posterior[N + 1];
		struct hunt h = hunt_of(probes, 0);
		struct hunt_state s;

		while ((s = hunt_next(&h, posterior)).answer == HUNT_ON) {
			double shift = s.next >= step ? 0.05 : 0;

			shift += 0.02 * normal_quantile(fmax(rng_uniform(&rng), 1e-12));
			probes[h.nprobes++] = (struct hunt_probe){
			    s.next, shift, 0.02 * normal_quantile(0.975), s.pairs};
		}
		found += s.answer == HUNT_FOUND;
		right += s.answer == HUNT_FOUND && s.first <= step && s.last >= step;
	}
	CHECK(found >= 180);
	CHECK(right * 100 >= found * 95);
}

int
main(void)
{
	posterior_is_its_formula();
	search_begins_at_the_bad_end();
	nothing_is_an_answer();
	what_cannot_be_built_is_left_out();
	a_wrong_answer_is_outvoted();
	return failures != 0;
}
