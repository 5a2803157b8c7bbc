/* paired_judge() on several sessions: values against R, and how often it covers. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/rng.h"
#include "base/util.h"
#include "check.h"
#include "stats/design_effect.h"
#include "stats/distribution.h"
#include "stats/exchange.h"
#include "stats/paired.h"
#include "stats/sample.h"

enum { MANY = 10 * 20 };

static struct rank_tables *tables;
static struct shift_room room;

static bool
near(double a, double b)
{
	return fabs(a - b) <= 1e-6 * fabs(b) + 1e-9;
}

struct pairs {
	double base[MANY], head[MANY];
	uint32_t session[MANY];
	size_t n;
};

static struct paired
judge(const struct pairs *p, bool sessions)
{
	struct paired_samples s = {
	    .base = p->base, .head = p->head, .session = sessions ? p->session : NULL, .n = p->n};
	struct paired out;

	paired_judge(&room, tables, &s, &out);
	return out;
}

/* Three sessions of eight pairs: head is slower by these fractions. */
static void
three_make(struct pairs *p, const double effects[3])
{
	p->n = 0;
	for (uint32_t s = 0; s < 3; s++)
		for (int i = 0; i < 8; i++) {
			p->base[p->n] = 100;
			p->head[p->n] = 100 * (1 + effects[s]) *
					(1 + ((i * 5 + (int)s * 3 + 3) % 8 + i / 10.) / 1000);
			p->session[p->n++] = s;
		}
}

/* R 4.2.2, by tests/data/paired.R. */
static void
values_agree_with_r(void)
{
	struct pairs p;
	struct paired out;
	struct design_effect e;
	double x[MANY], y[MANY], level[8], score[MANY];
	struct exchange_p all;
	size_t block[MANY];
	struct design_scores design = {score, block, p.session, 24};

	three_make(&p, (const double[]){0.02, 0.05, 0.03});
	out = judge(&p, true);
	CHECK(out.n == 24 && out.sessions == 3);
	CHECK(near(expm1(out.shift.value), 0.03573810676788));
	CHECK(near(expm1(out.shift.low), -0.00160715592261) &&
	      near(expm1(out.shift.high), 0.07448028316192));
	CHECK(near(out.p, 0.05431044422064));
	for (size_t s = 0; s < 24; s += 8) {
		for (size_t i = 0; i < 8; i++)
			level[i] = (log(100) + log(p.head[s + i])) / 2;
		sample_sort(level, 8);
		for (size_t i = s; i < s + 8; i++) {
			x[i] = log(100) - sample_sorted_median(level, 8);
			y[i] = log(p.head[i]) - sample_sorted_median(level, 8);
			block[i] = i;
		}
	}
	exchange_judge(x, y, 24, score, &all);
	e = design_effect_of(&design);
	CHECK(near(e.by_sessions, 9.4590308103));
	CHECK(e.sessions == 3 && e.blocks == 1 && !design_effect_sessions_agree(&e));
}

static bool
same(const struct paired *a, const struct paired *b)
{
	return memcmp(&a->shift, &b->shift, sizeof a->shift) == 0 && a->p == b->p && a->n == b->n &&
	       a->sessions == b->sessions && a->look == b->look;
}

static void
one_session_changes_nothing(void)
{
	struct pairs p;
	struct paired known, unknown;

	three_make(&p, (const double[]){0.02, 0.05, 0.03});
	memset(p.session, 0, sizeof p.session);
	known = judge(&p, true);
	unknown = judge(&p, false);
	CHECK(known.sessions == 0 && same(&known, &unknown));
	/* Nor do sessions that agree, but for p: of rank sums, whose ranks are those on one level.
	 */
	three_make(&p, (const double[]){0.03, 0.03, 0.03});
	known = judge(&p, true);
	unknown = judge(&p, false);
	CHECK(known.p < 1e-6 && unknown.p < 1e-6);
	known.p = unknown.p;
	CHECK(known.sessions == 0 && same(&known, &unknown));
}

static void
few_and_equal(void)
{
	struct pairs p;
	struct paired out;

	three_make(&p, (const double[]){0.02, 0.05, 0.03});
	for (size_t n = 0; n <= 24; n++) {
		p.n = n;
		out = judge(&p, true);
		CHECK(out.n == n && isnan(out.shift.low) == (n < 6));
	}
	for (size_t i = 0; i < 24; i++)
		p.head[i] = 100;
	out = judge(&p, true);
	CHECK(out.shift.value == 0 && out.shift.low == 0 && out.shift.high == 0 && out.p == 1);
	for (size_t i = 0; i < 24; i++)
		p.head[i] = p.session[i] == 1 ? 120 : 110; /* no noise but between them */
	out = judge(&p, true);
	CHECK(out.sessions == 3 && out.shift.low < 0.1 && out.shift.high > 0.2 && out.p > 0.01);
	p.head[5] = p.head[6] = p.base[9] = NAN;
	out = judge(&p, true);
	CHECK(out.n == 21 && out.sessions == 3);
}

static double
normal(struct rng *r)
{
	return normal_quantile(fmax(rng_uniform(r), 1e-17));
}

static void
pairs_draw(struct rng *r, struct pairs *p, uint32_t sessions, int n, double between, bool heavy)
{
	p->n = 0;
	for (uint32_t s = 0; s < sessions; s++) {
		double shift = between * 0.01 * normal(r);

		for (int i = 0; i < n; i++) {
			double slow[2] = {0, 0};

			for (int k = 0; k < 2 && heavy; k++)
				slow[k] = rng_uniform(r) < 0.3 ? 0.5 * rng_uniform(r) : 0;
			p->base[p->n] = exp(0.007 * normal(r) + slow[0]);
			p->head[p->n] = exp(0.007 * normal(r) + slow[1] + shift);
			p->session[p->n++] = s;
		}
	}
}

/* 91: 93 %, less two standard errors of what 500 rows can show. 'make study' has more of them. */
static void
coverage_holds(void)
{
	enum { ROWS = 500 };
	static const uint32_t counts[] = {3, 10};
	static const double spreads[] = {0, 1, 5};
	struct rng r;

	rng_seed(&r, 11);
	for (size_t k = 0; k < 2 * 3; k++) {
		double between = spreads[k % 3];
		int covered = 0, alone = 0, flagged = 0;

		for (int row = 0; row < ROWS; row++) {
			struct pairs p;
			struct paired out;

			pairs_draw(&r, &p, counts[k / 3], 20, between, row % 2);
			out = judge(&p, true);
			covered += out.shift.low <= 0 && out.shift.high >= 0;
			flagged += out.p < PAIRED_P && (out.shift.low > 0 || out.shift.high < 0);
			out = judge(&p, false);
			alone += out.shift.low <= 0 && out.shift.high >= 0;
		}
		CHECK(covered >= 0.91 * ROWS);
		CHECK(flagged <= 0.045 * ROWS); /* of 3 sessions about 2.5 % */
		CHECK(alone < (between >= 1 ? 0.8 : 1.01) * ROWS);
	}
}

int
main(void)
{
	program_set("sessions");
	tables = rank_tables_new();
	values_agree_with_r();
	one_session_changes_nothing();
	few_and_equal();
	coverage_holds();
	rank_tables_free(tables);
	shift_room_free(&room);
	return failures != 0;
}
