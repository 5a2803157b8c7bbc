/* Two looks: the levels, what they come to together, and which rows go on. */
#include <math.h>

#include "base/util.h"
#include "check.h"
#include "judge/effect.h"
#include "judge/looks.h"
#include "model/policy.h"
#include "stats/distribution.h"
#include "stats/paired.h"

/* The normal deviate that a two-sided P is. */
static double
deviate(double p)
{
	return normal_quantile(1 - p / 2);
}

/* How often |Z1| > A or, for Z1 inside the range from LEAST to A, |Z2| > B, when nothing changed
 * and the second look has MORE times the rounds of the first: the correlation of the two is the
 * root of 1 / MORE. Simpson's rule over Z1. */
static double
spent(double a, double b, double least, double more)
{
	enum { STEPS = 20000 };
	double r = sqrt(1 / more), rest = sqrt(1 - r * r), sum = 0, h = (a - least) / STEPS;

	for (int i = 0; i <= STEPS; i++) {
		double z = least + i * h, weight = i == 0 || i == STEPS ? 1 : i % 2 ? 4 : 2;

		sum += weight * normal_density(z) *
		       (normal_tail((b + r * z) / rest) + normal_tail((b - r * z) / rest));
	}
	return 2 * normal_tail(a) + 2 * sum * h / 3;
}

static void
levels_share_the_error(void)
{
	double first = looks_level(LOOK_FIRST, POLICY_ALPHA);
	double second = looks_level(LOOK_SECOND, POLICY_ALPHA);
	double a = deviate(first), b = deviate(second), all;

	CHECK(fabs(looks_level(LOOK_ONLY, POLICY_ALPHA) - PAIRED_P) < 1e-15);
	CHECK(fabs(first - 0.005) < 1e-15 && fabs(second - 0.0065) < 1e-15);
	CHECK(fabs(looks_level(LOOK_SECOND, 0.1) - 0.013) < 1e-15);
	/* Boole's inequality; then as many rounds again, whatever p decides that they are measured.
	 */
	CHECK(first + second < 0.0115 + 1e-12);
	/* Twice the rounds: what is open goes on, or all does. By Python's statistics.NormalDist.
	 */
	CHECK(fabs(spent(a, b, deviate(LOOKS_FUTILE), 2) - 0.0095368) < 1e-7);
	all = spent(a, b, 0, 2);
	CHECK(fabs(all - 0.0103227) < 1e-7);
	/* With fewer rounds the two looks are more alike. */
	CHECK(spent(a, b, 0, 1.5) < all && spent(a, b, 0, 1.5) < 0.01);
	/* Pocock (1977), two looks of 0.01 together: 2.772 at both. */
	CHECK(fabs(spent(2.772, 2.772, 0, 2) - 0.01) < 2e-5);
}

static void
sessions_have_the_smallest(void)
{
	CHECK(looks_strictest(LOOK_ONLY, LOOK_ONLY) == LOOK_ONLY);
	CHECK(looks_strictest(LOOK_ONLY, LOOK_SECOND) == LOOK_SECOND);
	CHECK(looks_strictest(LOOK_SECOND, LOOK_FIRST) == LOOK_FIRST);
	CHECK(looks_strictest(LOOK_FIRST, LOOK_ONLY) == LOOK_FIRST);
}

static void
open_rows(void)
{
	static const struct {
		double p, adjusted;
		bool open;
	} rows[] = {{0.004, 0.004, false}, {0.004, 0.0499, false}, {0.004, 0.05, true},
	    {0.005, 0.005, true}, {0.01, 0.01, true}, {0.19, 1, true}, {0.2, 0.2, false},
	    {1, 1, false}, {NAN, NAN, false}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK(looks_open(rows[i].p, rows[i].adjusted) == rows[i].open);
}

static void
rounds_of_the_second(void)
{
	static const size_t rows[][3] = {{12, 200, 24}, {12, 24, 24}, {12, 20, 20}, {12, 18, 18},
	    {12, 17, 0}, {12, 12, 0}, {13, 20, 20}, {13, 19, 0}, {200, 200, 0}, {100, 200, 200},
	    {140, 200, 0}, {0, 200, 0}, {12, 10, 0}, {1, 2, 2}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK(looks_rounds(rows[i][0], rows[i][1]) == rows[i][2]);
}

/* A smaller level makes the smallest change that can be seen larger, of pairs alone. */
static void
effects_have_the_level_of_their_look(void)
{
	double x[12], y[12], detectable[NLOOKS];
	struct effect_side a = {.samples = x, .n = 12, .value = NAN};
	struct effect_side b = {.samples = y, .n = 12, .value = NAN};
	struct effect_room *c = effect_room_new(POLICY_ALPHA);
	struct effect e;

	for (int i = 0; i < 12; i++) {
		x[i] = 100 + i * 7 % 12;
		y[i] = 101 + i * 5 % 12;
	}
	effect_paired(c, &a, &b, false, &e);
	for (int look = 0; look < NLOOKS; look++) {
		e.look = (unsigned char)look;
		CHECK(effect_level(&e, POLICY_ALPHA) == looks_level((enum look)look, POLICY_ALPHA));
		effect_detect(c, &e, 1);
		detectable[look] = e.smallest_detectable;
	}
	CHECK(detectable[LOOK_ONLY] < detectable[LOOK_SECOND] &&
	      detectable[LOOK_SECOND] < detectable[LOOK_FIRST]);
	/* Of so many rows it is the correction that counts. */
	e.look = LOOK_ONLY;
	effect_detect(c, &e, 100);
	detectable[LOOK_ONLY] = e.smallest_detectable;
	e.look = LOOK_FIRST;
	effect_detect(c, &e, 100);
	CHECK(e.smallest_detectable == detectable[LOOK_ONLY]);
	effect_unpaired(c, &a, &b, false, &e);
	CHECK(effect_level(&e, POLICY_ALPHA) == POLICY_ALPHA);
	effect_room_free(c);
}

int
main(void)
{
	program_set("looks");
	levels_share_the_error();
	sessions_have_the_smallest();
	open_rows();
	rounds_of_the_second();
	effects_have_the_level_of_their_look();
	return failures != 0;
}
