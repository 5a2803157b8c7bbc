/* The power of pairs: by formulas computed elsewhere, and what must hold of it. */
#include <math.h>
#include <stddef.h>

#include "base/util.h"
#include "check.h"
#include "judge/power.h"
#include "model/policy.h"
#include "stats/distribution.h"

enum { MANY = 400 };

/* So many sessions of normal noise of deviation 1 that it is known. */
static struct power_session known[MANY];
static const struct power_noise noise = {known, MANY};
static const struct power_design one = {POLICY_ALPHA, 1, false}, two = {POLICY_ALPHA, 1, true};

static void
sessions_make(struct power_session *s, size_t n, double pairs, double deviation)
{
	for (size_t i = 0; i < n; i++)
		s[i] = power_session_of(
		    deviation * student_critical(0.05, pairs - 1) / sqrt(pairs), pairs);
}

/* By Python's statistics.NormalDist: one look is 1 - cdf(z(0.995) - m); of two looks the second is
 * integrated by the midpoint rule in 200,000 steps. */
static void
known_noise_has_the_power_of_the_normal_test(void)
{
	static const struct {
		size_t n;
		double shift, one, two;
	} rows[] = {{100, 0.1, 0.0553073, 0.0963535}, {100, 0.2, 0.2692625, 0.5113191},
	    {100, 0.3, 0.6425739, 0.9092863}, {40, 0.4, 0.4338916, 0.7473306}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		CHECK(fabs(power_of_pairs(&noise, &one, rows[i].shift, rows[i].n) - rows[i].one) <
		      0.003);
		CHECK(fabs(power_of_pairs(&noise, &two, rows[i].shift, rows[i].n) - rows[i].two) <
		      0.003);
	}
}

static void
what_is_asked_for_comes_back(void)
{
	for (double shift = 0.05; shift < 1; shift *= 2) {
		size_t n = power_pairs(&noise, &two, shift, 0.8, 10, 100000);

		CHECK(n == 10 || power_of_pairs(&noise, &two, shift, n - 1) < 0.8);
		CHECK(power_of_pairs(&noise, &two, shift, n) >= 0.8);
		CHECK(n == 10 || fabs(power_shift(&noise, &two, n, 0.8) / shift - 1) < 0.05);
	}
	CHECK(power_pairs(&noise, &two, 0.001, 0.8, 10, 1000) == 0);
	CHECK(power_pairs(&noise, &two, 0.1, 0.8, 20, 10) == 0);
}

static void
more_pairs_see_more_and_more_rows_less(void)
{
	struct power_design many = two;
	double before = 0;

	for (size_t n = 10; n < 1000; n += n / 3) {
		double p = power_of_pairs(&noise, &two, 0.2, n);

		CHECK(p >= before && p <= 1);
		before = p;
	}
	many.rows = 1000;
	CHECK(power_of_pairs(&noise, &many, 0.4, 60) < power_of_pairs(&noise, &two, 0.4, 60));
	/* 4 pairs have no p so small, whatever they show. */
	CHECK(power_of_pairs(&noise, &one, 100, 4) == 0);
	CHECK(power_of_pairs(&noise, &one, 0.2, 0) == 0);
}

/* A short pilot is less sure of what it knows, so that it takes more pairs. */
static void
few_pairs_ask_for_more(void)
{
	struct power_session small, large, unlike[2];
	struct power_noise s = {&small, 1}, l = {&large, 1}, u = {unlike, 2};
	size_t most = 100000, n = power_pairs(&noise, &two, 0.2, 0.8, 10, most);

	sessions_make(&small, 1, 8, 1);
	sessions_make(&large, 1, 1000, 1);
	CHECK(
	    power_pairs(&s, &two, 0.2, 0.8, 10, most) > power_pairs(&l, &two, 0.2, 0.8, 10, most));
	CHECK(power_pairs(&l, &two, 0.2, 0.8, 10, most) > n);
	/* Of sessions that differ the noisy one counts as well. */
	unlike[0] = large;
	sessions_make(&unlike[1], 1, 1000, 3);
	CHECK(power_pairs(&u, &two, 0.2, 0.9, 10, most) >
	      4 * power_pairs(&l, &two, 0.2, 0.9, 10, most));
	/* Values that never vary show any change that the least pairs can show. */
	large.error = 0;
	CHECK(power_pairs(&l, &two, 1e-4, 0.99, 10, most) == 10);
	large.error = NAN;
	CHECK(power_pairs(&l, &two, 1, 0.5, 10, most) == 0);
}

/* t of tables: (3.1693 + .8791) sqrt(2 / 6) = 2.3373 at 10 degrees of freedom and the levels 1 %
 * and 80 %, (3.3554 + .8889) sqrt(2 / 5) = 2.6843 at 8. */
static void
builds_are_those_of_a_t_test(void)
{
	CHECK(power_builds(0.02, &one, 0.02 * 2.338, 0.8, 100) == 6);
	CHECK(power_builds(0.02, &one, 0.02 * 2.337, 0.8, 100) == 7);
	CHECK(power_builds(0.02, &one, 0.02 * 2.685, 0.8, 100) == 5);
	CHECK(power_builds(0.02, &one, 0.02 * 2.338, 0.8, 5) == 0);
	CHECK(power_builds(0.02, &one, 0.02 * 2.338, 0.3, 100) < 6);
	CHECK(power_builds(0.02, &two, 0.02 * 2.338, 0.8, 100) >= 6);
	CHECK(power_builds(1e-9, &one, 0.02, 0.8, 100) == 2);
}

int
main(void)
{
	program_set("power");
	builds_are_those_of_a_t_test();
	sessions_make(known, MANY, 100, 1);
	known_noise_has_the_power_of_the_normal_test();
	what_is_asked_for_comes_back();
	more_pairs_see_more_and_more_rows_less();
	few_pairs_ask_for_more();
	return failures != 0;
}
