#include "measure/second_look.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantity.h"
#include "base/util.h"
#include "judge/looks.h"
#include "measure/pair_sides.h"
#include "measure/row_pair.h"
#include "measure/row_width.h"
#include "model/policy.h"
#include "stats/adjust.h"

/* One metric of one case. */
struct looked {
	struct subject *pair; /* both variants, side by side */
	const char *metric;
	bool gates;
	struct effect effect;
};

struct first_look {
	struct looked *rows;
	size_t n, cap;
	struct effect_room *effect_room;
	struct pair_sides *sides;
	struct row_pair *row_pair;
};

/* Whether both variants of PAIR were measured. */
static bool
pair_measured(const struct subject *pair)
{
	return pair[0].n > 0 && pair[1].n > 0 && pair[0].status == ENTRY_OK &&
	       pair[1].status == ENTRY_OK;
}

/* Add METRIC of PAIR, in UNIT, of which SIDES are the values. Those of a case that cannot fail tell
 * what blocks of rounds share. */
static void
looked_add(struct first_look *f, struct subject *pair, const char *metric, const char *unit,
    const struct effect_side sides[2])
{
	const struct plan_case *c = pair->plan;
	struct looked *row;

	f->rows = xgrow(f->rows, f->n, &f->cap, sizeof *f->rows);
	row = &f->rows[f->n++];
	*row = (struct looked){
	    .pair = pair, .metric = metric, .gates = !c->control && c->kind == KIND_REGRESSION};
	effect_paired(f->effect_room, &sides[0], &sides[1], unit_counts(unit), &row->effect);
}

/* The rows that the command of PAIR reports. */
static void
reported_add(struct first_look *f, struct subject *pair)
{
	const struct row_table *t = pair[0].rows;

	for (size_t i = 0; t && i < row_table_size(t); i++) {
		const struct reported_row *r = row_table_at(t, i);

		for (size_t m = 0; m < r->nseries; m++) {
			const struct metric_rule *rule = row_table_metric_at(t, m);
			struct effect_side sides[2];

			if (row_width_counts(t, r, m) &&
			    row_pair_fill(f->row_pair, &pair[0], &pair[1], r, m, sides) > 0)
				looked_add(f, pair, rule->name, rule->unit, sides);
		}
	}
}

static void
rows_add(struct first_look *f, struct subject *pair)
{
	for (size_t i = 0; i < pair[0].nchannels && i < pair[1].nchannels; i++) {
		const struct channel *ch = &pair->channels[i];
		struct effect_side sides[2];

		if (!ch->gate || channel_counted(ch, pair->plan))
			continue;
		pair_sides_fill(f->sides, &pair[0], &pair[1], i, sides);
		looked_add(f, pair, ch->name, ch->unit, sides);
	}
	reported_add(f, pair);
}

static int
metric_name_order(const void *a, const void *b)
{
	return strcmp(((const struct looked *)a)->metric, ((const struct looked *)b)->metric);
}

static bool
has_blocks(const struct effect *e)
{
	return e->method == METHOD_PAIRED && e->sessions[0] == 0 && e->builds[0] == 0 &&
	       !isnan(e->p);
}

/* What the blocks of all rows of one metric share goes into each of them. */
static void
rows_share_blocks(struct first_look *f)
{
	if (f->n)
		qsort(f->rows, f->n, sizeof *f->rows, metric_name_order);
	for (size_t from = 0, to; from < f->n; from = to) {
		struct design_effect_agreement all = {0, 0};

		for (to = from; to < f->n && metric_name_order(&f->rows[from], &f->rows[to]) == 0;
		     to++)
			if (has_blocks(&f->rows[to].effect))
				design_effect_agreement_add(&all, &f->rows[to].effect.agreement);
		for (size_t i = from; i < to; i++)
			effect_share_blocks(f->effect_room, &f->rows[i].effect, &all);
	}
}

/* Plan the looks of PAIR; false where there is one look, or the first one was before. */
static bool
looks_plan(struct subject *pair)
{
	const struct plan_case *c = pair->plan;
	size_t n = pair[0].n < pair[1].n ? pair[0].n : pair[1].n;
	size_t most = pair[0].n > pair[1].n ? pair[0].n : pair[1].n;
	size_t rounds = looks_rounds(n, c->runs.max);

	if (c->runs.looks < 2 || c->control || c->kind != KIND_REGRESSION || pair[0].over ||
	    pair[1].over || pair[0].look || rounds <= most)
		return false;
	for (int v = 0; v < 2; v++) {
		pair[v].look = LOOK_FIRST;
		pair[v].look_rounds[0] = n;
		pair[v].look_rounds[1] = rounds;
	}
	return true;
}

/* ROW is open: its case goes on, when it may. */
static bool
row_goes_on(const struct looked *row)
{
	struct subject *pair = row->pair;

	if (!pair->look || pair[0].over || pair[1].over || pair[0].n >= pair[0].look_rounds[1])
		return false;
	for (int v = 0; v < 2; v++) {
		pair[v].look = LOOK_SECOND;
		pair[v].goal = pair[v].look_rounds[1];
	}
	return true;
}

static size_t
rows_open(const struct first_look *f)
{
	double *p = xreallocarray(NULL, f->n, sizeof *p), *adjusted;
	size_t open = 0;

	adjusted = xreallocarray(NULL, f->n, sizeof *adjusted);
	for (size_t i = 0; i < f->n; i++)
		p[i] = f->rows[i].gates ? f->rows[i].effect.p : NAN;
	adjust_p(p, adjusted, f->n);
	for (size_t i = 0; i < f->n; i++)
		if (looks_open(p[i], adjusted[i]))
			open += row_goes_on(&f->rows[i]);
	free(p);
	free(adjusted);
	return open;
}

size_t
second_look_plan(struct subject *subjects, size_t ncases)
{
	struct first_look f = {.rows = NULL,
	    .effect_room = effect_room_new(POLICY_ALPHA),
	    .sides = pair_sides_new(),
	    .row_pair = row_pair_new()};
	size_t open;

	for (size_t c = 0; c < ncases; c++) {
		struct subject *pair = &subjects[2 * c];

		if (!pair_measured(pair))
			continue;
		rows_add(&f, pair);
		looks_plan(pair);
	}
	rows_share_blocks(&f);
	open = rows_open(&f);
	free(f.rows);
	effect_room_free(f.effect_room);
	pair_sides_free(f.sides);
	row_pair_free(f.row_pair);
	return open;
}
