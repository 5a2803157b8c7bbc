#include "recommend/ranking.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "comparison/metric_units.h"
#include "recommend/ranking_relation.h"
#include "stats/sample.h"

const char *
choice_name(enum choice choice)
{
	static const char *const names[NCHOICES] = {"best", "tie", "untested", "only", "none"};

	return names[choice];
}

/* The entries of one contest while they are ranked; room that is used again. */
struct lineup {
	struct rankings *k;
	const char *document;
	struct entry entries[CONTENDERS_MAX];
	struct metric *metrics[CONTENDERS_MAX];
	const char *candidates[CONTENDERS_MAX];
	double medians[CONTENDERS_MAX];
	/* The number of the effect from one to the other, plus 1; 0: not made. */
	size_t made[CONTENDERS_MAX][CONTENDERS_MAX];
	size_t order[CONTENDERS_MAX];
	size_t n;
};

static size_t
effect_number(struct lineup *f, size_t a, size_t b)
{
	char *wrong;

	if (f->made[a][b])
		return f->made[a][b] - 1;
	wrong = entry_effects_add(f->k->effects, &f->entries[a], f->metrics[a], &f->entries[b],
	    f->metrics[b], &f->made[a][b]);
	if (wrong)
		die("%s: %s", f->document, wrong);
	return f->made[a][b]++;
}

/* Whether B is to stand before A. */
static bool
stands_before(struct lineup *f, size_t a, size_t b)
{
	struct entry_effect e = entry_effects_get(f->k->effects, effect_number(f, a, b));
	double change = e.effect->change.value;

	return f->metrics[b]->better == BETTER_HIGHER ? change > 0 : change < 0;
}

/* Bring the medians of F in order, then by what the pairs say of neighbours. */
static void
field_sort(struct lineup *f)
{
	bool higher = f->n && f->metrics[0]->better == BETTER_HIGHER;

	for (size_t i = 0; i < f->n; i++) {
		size_t at = i;

		for (; at > 0; at--) {
			double v = f->medians[i], w = f->medians[f->order[at - 1]];

			if (higher ? w >= v : w <= v)
				break;
			f->order[at] = f->order[at - 1];
		}
		f->order[at] = i;
	}
	for (size_t i = 1; i < f->n; i++) {
		size_t one = f->order[i], at = i;

		for (; at > 0 && stands_before(f, f->order[at - 1], one); at--)
			f->order[at] = f->order[at - 1];
		f->order[at] = one;
	}
}

static void
absent_add(struct lineup *f, struct case_ranking *g, const char *candidate, char *why)
{
	g->absent[g->nabsent++] = (struct absent){candidate, arena_strdup(f->k->arena, why)};
	free(why);
}

/* Bring M, which is to be compared with FIRST, into its unit; false, and *WHY, when it has
 * another one. */
static bool
unit_bring(struct entry *e, struct metric *m, const struct metric *first, char **why)
{
	struct metric scaled;

	if (m->better != first->better) {
		*why = xasprintf("of '%s' %s is better here, and %s elsewhere", m->name,
		    better_name(m->better), better_name(first->better));
		return false;
	}
	if (metric_units_scale(m, first, &scaled)) {
		m->value = scaled.value;
		if (m->n)
			memcpy(m->samples, scaled.samples, m->n * sizeof *m->samples);
		m->unit = entry_strdup(e, first->unit);
		free(scaled.samples);
		return true;
	}
	if (!metric_units_differ(m, first))
		return true;
	*why = xasprintf("'%s' is in '%s' here, and in '%s' elsewhere", m->name,
	    m->unit ? m->unit : "", first->unit ? first->unit : "");
	return false;
}

static void
contender_take(
    struct lineup *f, struct results *r, struct case_ranking *g, const struct contender *c)
{
	struct entry *e = &f->entries[f->n];
	struct metric *m;
	struct sample_summary s;
	char *why = NULL;

	results_reread(r, c->place, e);
	m = goal_prepare(&f->k->goal, e, c->candidate->text, &why);
	if (m && f->n && !unit_bring(e, m, f->metrics[0], &why))
		m = NULL;
	if (!m) {
		absent_add(f, g, c->candidate->text, why);
		return;
	}
	f->metrics[f->n] = m;
	f->candidates[f->n] = c->candidate->text;
	f->medians[f->n] = m->value;
	if (m->n) {
		sample_summarize(m->samples, m->n, &s);
		f->medians[f->n] = s.median;
	}
	f->n++;
}

/* The candidates of the document that the contest has no case of. */
static void
others_absent(struct lineup *f, struct case_ranking *g)
{
	const struct contests *c = f->k->contests;

	for (size_t i = 0; i < c->nnames; i++) {
		bool has = false;

		for (size_t j = 0; j < g->contest->n; j++)
			has |= g->contest->contenders[j].candidate->index == i;
		if (!has)
			absent_add(f, g, c->names[i], xstrdup("no such case"));
	}
}

static size_t
values_of(const struct metric *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		n += !isnan(m->samples[i]);
	return n;
}

static void
contest_rank(struct lineup *f, struct results *r, struct case_ranking *g)
{
	struct rankings *k = f->k;
	double scale;

	f->n = 0;
	memset(f->made, 0, sizeof f->made);
	g->absent = arena_array(k->arena, k->contests->nnames, sizeof *g->absent);
	for (size_t i = 0; i < g->contest->n; i++)
		contender_take(f, r, g, &g->contest->contenders[i]);
	others_absent(f, g);
	field_sort(f);
	g->n = f->n;
	g->ranked = arena_array(k->arena, g->n, sizeof *g->ranked);
	if (g->n == 0)
		return;
	g->better = f->metrics[0]->better;
	scale = goal_scale(&k->goal, f->metrics[0]->unit, k->arena, &g->unit);
	for (size_t i = 0; i < g->n; i++) {
		size_t at = f->order[i];
		struct standing *one = &g->ranked[i];

		one->candidate = f->candidates[at];
		one->id = arena_strdup(k->arena, f->entries[at].id);
		one->value = f->medians[at] * scale;
		one->n = values_of(f->metrics[at]);
		one->behind = arena_array(k->arena, g->n - i - 1, sizeof *one->behind);
		for (size_t j = i + 1; j < g->n; j++)
			one->behind[j - i - 1].effect = effect_number(f, at, f->order[j]);
	}
}

void
rankings_make(struct rankings *k, const struct contests *c, struct results *r, const struct goal *g)
{
	struct lineup *f = xcalloc(1, sizeof *f);
	size_t with = 0;

	*k = (struct rankings){.contests = c,
	    .goal = *g,
	    .effects = entry_effects_new(g->alpha),
	    .n = c->n,
	    .arena = arena_new()};
	k->list = xcalloc(k->n, sizeof *k->list);
	f->k = k;
	f->document = results_name(r);
	for (size_t i = 0; i < CONTENDERS_MAX; i++)
		entry_init(&f->entries[i]);
	for (size_t i = 0; i < k->n; i++) {
		k->list[i].contest = c->list[i];
		contest_rank(f, r, &k->list[i]);
		with += k->list[i].n > 0;
	}
	for (size_t i = 0; i < CONTENDERS_MAX; i++)
		entry_free(&f->entries[i]);
	free(f);
	if (with == 0)
		die("%s: no case can be ranked by '%s': %s", results_name(r), g->metric,
		    k->list[0].absent[0].reason);
	entry_effects_settle(k->effects, results_head(r));
	rankings_relate(k);
}

void
rankings_free(struct rankings *k)
{
	entry_effects_free(k->effects);
	free(k->list);
	arena_free(k->arena);
}
