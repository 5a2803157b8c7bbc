#include "reports.h"

#include <math.h>
#include <string.h>

#include "judge/looks.h"
#include "stats/adjust.h"

enum { SESSION_PAIRS = 12, SESSIONS_MOST = 3 };

static struct effect_side
side_of(const struct row *row, int v, size_t n)
{
	const struct window *w = &row->w;

	return (struct effect_side){
	    .samples = w->time[v], .n = n, .value = NAN, .cpu = w->cpu[v], .wait = w->wait[v]};
}

struct effect
row_effect(struct effect_room *c, const struct row *row, size_t n)
{
	struct effect_side a = side_of(row, 0, n), b = side_of(row, 1, n);
	struct effect e;

	effect_paired(c, &a, &b, false, &e);
	return e;
}

/* What all rows of R tell of one another. */
static void
rows_correct(struct report *r, struct effect_room *c)
{
	struct design_effect_agreement all = {0, 0};

	for (size_t i = 0; i < r->n; i++)
		design_effect_agreement_add(&all, &r->effects[i].agreement);
	for (size_t i = 0; i < r->n; i++) {
		effect_share_blocks(c, &r->effects[i], &all);
		r->adjusted[i] = r->effects[i].p;
	}
	adjust_p(r->adjusted, r->adjusted, r->n);
}

static void
look_again(struct report *r, struct effect_room *c)
{
	for (size_t i = 0; i < r->n; i++) {
		struct effect *e = &r->effects[i];
		enum look look = LOOK_FIRST;

		if (looks_open(e->p, r->adjusted[i])) {
			look = LOOK_SECOND;
			r->pairs[i] *= 2;
			*e = row_effect(c, &r->rows[i], r->pairs[i]);
		}
		e->look = (unsigned char)look;
	}
}

void
report_measure(struct report *r, struct effect_room *c, struct maker *m, enum weather noise,
    size_t n, size_t pairs, double change, bool twice)
{
	r->n = n;
	for (size_t i = 0; i < n; i++) {
		row_make(m, &r->rows[i], noise, twice ? 2 * pairs : pairs, i ? 0 : change, false);
		r->pairs[i] = pairs;
		r->effects[i] = row_effect(c, &r->rows[i], pairs);
	}
	rows_correct(r, c);
	if (!twice)
		return;
	look_again(r, c);
	rows_correct(r, c);
}

size_t
report_pairs(const struct report *r)
{
	size_t sum = 0;

	for (size_t i = 0; i < r->n; i++)
		sum += r->pairs[i];
	return sum;
}

struct effect
sessions_effect(struct effect_room *c, struct maker *m, enum weather noise, uint32_t k)
{
	enum { MOST = 2 * SESSION_PAIRS * SESSIONS_MOST };
	static struct row row;
	double values[6][MOST];
	uint32_t session[MOST];
	struct effect_side sides[2];
	enum look look = LOOK_ONLY;
	struct effect e;
	size_t n = 0;

	for (uint32_t i = 0; i < k; i++) {
		size_t pairs = SESSION_PAIRS;
		bool open;

		row_make(m, &row, noise, (size_t)2 * SESSION_PAIRS, 0, false);
		e = row_effect(c, &row, pairs);
		open = looks_open(e.p, e.p);
		look = looks_strictest(look, open ? LOOK_SECOND : LOOK_FIRST);
		pairs *= open ? 2 : 1;
		for (int v = 0; v < 2; v++) {
			memcpy(values[v] + n, row.time[v], pairs * sizeof **values);
			memcpy(values[2 + v] + n, row.cpu[v], pairs * sizeof **values);
			memcpy(values[4 + v] + n, row.wait[v], pairs * sizeof **values);
		}
		for (size_t j = 0; j < pairs; j++)
			session[n++] = i;
	}
	for (int v = 0; v < 2; v++)
		sides[v] = (struct effect_side){.samples = values[v],
		    .n = n,
		    .value = NAN,
		    .session = session,
		    .cpu = row.w.cpu[v] ? values[2 + v] : NULL,
		    .wait = row.w.wait[v] ? values[4 + v] : NULL};
	effect_paired(c, &sides[0], &sides[1], false, &e);
	e.look = (unsigned char)look;
	return e;
}

bool
effect_called(const struct effect *e, double p_adjusted, bool slower)
{
	/* So tight that every row that moves is a regression or an improvement. */
	static const struct policy tight = {1e-9, 2e-9, POLICY_ALPHA};
	enum verdict v = judgement_of(e, p_adjusted, BETTER_LOWER, &tight).verdict;

	return v == VERDICT_REGRESSION || (!slower && v == VERDICT_IMPROVEMENT);
}
