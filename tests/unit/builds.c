/* Builds as what varies: Student's values by R, what stays as it was, and how often pairs of builds
 * that differ by placement alone are called changed. */
#include <math.h>
#include <string.h>

#include "base/rng.h"
#include "check.h"
#include "judge/judgement.h"

enum { BUILDS = 3, EACH = 4, N = BUILDS * EACH };

static struct effect_room *room;

static const struct policy policy = {POLICY_TOLERANCE, POLICY_THRESHOLD, POLICY_ALPHA};

static bool
near(double a, double b)
{
	return fabs(a - b) <= 1e-4 * fabs(b) + 1e-9;
}

/* Rounds of builds whose levels, logarithms, are BASE and HEAD, with noise of hardly any size. */
static struct effect
levels_judge(const double base[BUILDS], const double head[BUILDS], const uint32_t *build)
{
	double x[N], y[N];
	struct effect_side a = {.samples = x, .n = N, .value = NAN, .build = build}, b = a;
	struct effect e;

	b.samples = y;
	for (size_t i = 0; i < N; i++) {
		size_t k = i / 2 % BUILDS;

		x[i] = exp(base[k] + 1e-7 * (double)(i % 5));
		y[i] = exp(head[k] + 1e-7 * (double)(i % 3));
	}
	effect_paired(room, &a, &b, false, &e);
	return e;
}

/* In R: t.test(c(.1, .12, .08), c(0, .02, -.02), var.equal = TRUE). */
static void
student(void)
{
	static const double base[] = {0, 0.02, -0.02}, head[] = {0.10, 0.12, 0.08};
	static const uint32_t build[N] = {1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3};
	struct effect e = levels_judge(base, head, build), one;

	CHECK(e.method == METHOD_PAIRED && e.by_build && e.builds[0] == 3 && e.builds[1] == 3);
	CHECK(near(e.shift.value, 0.1) && near(e.shift.high - e.shift.value, 0.0453391));
	CHECK(near(e.p, 0.0036022) && near(e.build_spread, 0.02));
	CHECK(e.middle_time.high - e.middle_time.value >= 0.0453);
	CHECK(effect_sessions_dof(&e, 0) == 4 && effect_sessions_dof(&e, 1) == 6);
	/* So few rounds have no p that low, however alike the builds are. */
	effect_detect(room, &e, 1000);
	CHECK(e.smallest_detectable > 0);
	effect_detect(room, &e, 1000000000);
	CHECK(isnan(e.smallest_detectable));
	one = levels_judge(base, head, NULL);
	CHECK(one.builds[0] == 0 && !one.by_build && one.shift.high < e.shift.high && one.p < e.p);
}

/* One build a side shows nothing of what builds differ by: all is as without. */
static void
one_build(void)
{
	static const double level[BUILDS] = {0, 0.001, 0.002};
	static const uint32_t build[N] = {7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7};
	struct effect with = levels_judge(level, level, build);
	struct effect without = levels_judge(level, level, NULL);

	CHECK(memcmp(&with.shift, &without.shift, sizeof with.shift) == 0);
	CHECK(with.p == without.p && with.builds[0] == 0);
}

static double
normal(struct rng *r)
{
	return sqrt(-2 * log(1 - rng_uniform(r))) * cos(6.283185307179586 * rng_uniform(r));
}

/* How many of DRAWS pairs of sides of K builds with a placement of SPREAD are called worse or a
 * regression when the work is LARGER; without builds, what is called so as of one build. */
static int
flagged(struct rng *r, size_t k, double spread, double larger, int draws, bool told)
{
	enum { ROUNDS = 24 };
	double x[ROUNDS], y[ROUNDS], levels[2][ROUNDS];
	uint32_t build[2][ROUNDS];
	int n = 0;

	while (draws-- > 0) {
		struct effect_side a = {.samples = x, .n = ROUNDS, .value = NAN}, b = a;
		struct effect e;
		enum verdict v;

		b.samples = y;
		for (size_t i = 0; i < 2 * k; i++)
			levels[i / k][i % k] = spread * normal(r);
		for (size_t i = 0; i < ROUNDS; i++) {
			size_t mine = i / 2 % k, other = (i / 2 + i / 2 / k) % k;

			build[0][i] = (uint32_t)mine + 1;
			build[1][i] = (uint32_t)other + 1;
			x[i] = exp(levels[0][mine] + 0.005 * fabs(normal(r)));
			y[i] = exp(levels[1][other] + larger + 0.005 * fabs(normal(r)));
		}
		a.build = told ? build[0] : NULL;
		b.build = told ? build[1] : NULL;
		effect_paired(room, &a, &b, false, &e);
		v = judgement_of(&e, e.p, BETTER_LOWER, &policy).verdict;
		n += v == VERDICT_REGRESSION || v == VERDICT_WORSE;
	}
	return n;
}

/* Of placements with a standard deviation of 6.7 %, one build a side is called worse in every
 * fifth pair, and six hardly ever; 15 % more work is seen in spite of them. */
static void
placements(void)
{
	struct rng r;

	rng_seed(&r, 5);
	CHECK(flagged(&r, 1, 0.067, 0, 400, false) > 60);
	CHECK(flagged(&r, 6, 0.067, 0, 400, true) <= 8);
	CHECK(flagged(&r, 6, 0.067, 0.25, 200, true) >= 180);
	CHECK(flagged(&r, 6, 0.01, 0.10, 200, true) >= 190);
}

int
main(void)
{
	room = effect_room_new(POLICY_ALPHA);
	student();
	one_build();
	placements();
	effect_room_free(room);
	return failures != 0;
}
