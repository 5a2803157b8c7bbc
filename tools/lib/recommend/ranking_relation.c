#include "recommend/ranking_relation.h"

#include <math.h>
#include <stdlib.h>

#include "base/util.h"
#include "judge/judgement.h"
#include "judge/looks.h"
#include "stats/adjust.h"

/* A limit so tight that every change that is shown is over it. */
#define ANY 1e-9

const char *
relation_name(enum relation relation)
{
	static const char *const names[NRELATIONS] = {"worse", "equivalent", "open", "untested"};

	return names[relation];
}

enum relation
relation_of(const struct entry_effect *e, double p, double p_adjusted, enum better better,
    const struct goal *g)
{
	const struct policy any = {ANY, ANY, g->alpha};
	const struct policy within = {g->tolerance, g->tolerance, g->alpha};
	struct effect corrected = *e->effect;
	double level = looks_level(e->paired ? (enum look)e->effect->look : LOOK_ONLY, g->alpha);
	bool exact = corrected.method == METHOD_COUNT;

	if (corrected.method == METHOD_NONE || corrected.method == METHOD_SINGLE)
		return RELATION_UNTESTED;
	if (e->disturbed && corrected.method == METHOD_UNPAIRED)
		return RELATION_OPEN;
	corrected.p = p;
	if ((exact || p < level) &&
	    judgement_of(&corrected, p_adjusted, better, &any).verdict == VERDICT_REGRESSION)
		return RELATION_WORSE;
	/* A p that proves nothing: what is left is how small the difference must be. */
	corrected.p = 1;
	return judgement_of(&corrected, 1, better, &within).verdict == VERDICT_EQUIVALENT
		   ? RELATION_EQUIVALENT
		   : RELATION_OPEN;
}

/* Fill LIST, unless it is NULL, with what the first candidates of K were put against, or with
 * OTHERS what all the others were; returns how many these are. */
static size_t
versus_list(const struct rankings *k, bool others, struct versus **list)
{
	size_t n = 0;

	for (size_t i = 0; i < k->n; i++)
		for (size_t j = others; j < (others ? k->list[i].n : k->list[i].n > 0); j++)
			for (size_t b = 0; b + j + 1 < k->list[i].n; b++, n++)
				if (list)
					list[n] = &k->list[i].ranked[j].behind[b];
	return n;
}

/* The first candidates are corrected for their number, the others for theirs. */
static void
rankings_adjust(struct rankings *k)
{
	for (int others = 0; others < 2; others++) {
		size_t n = versus_list(k, others, NULL);
		struct versus **list = xcalloc(n, sizeof *list);
		double *p = xcalloc(n, sizeof *p);

		versus_list(k, others, list);
		for (size_t i = 0; i < n; i++)
			p[i] = list[i]->p;
		adjust_p(p, p, n);
		for (size_t i = 0; i < n; i++)
			list[i]->p_adjusted = p[i];
		free(list);
		free(p);
	}
}

static void
ranking_choose(struct case_ranking *g)
{
	bool untested = false, tied = false;

	g->choice = g->n == 0 ? CHOICE_NONE : g->n == 1 ? CHOICE_ONLY : CHOICE_BEST;
	for (size_t b = 0; b + 1 < g->n; b++) {
		enum relation relation = g->ranked[0].behind[b].relation;

		untested |= relation == RELATION_UNTESTED;
		tied |= relation == RELATION_EQUIVALENT || relation == RELATION_OPEN;
	}
	if (tied || untested)
		g->choice = tied ? CHOICE_TIE : CHOICE_UNTESTED;
}

static void
candidate_relate(struct rankings *k, struct case_ranking *g, size_t j)
{
	struct standing *one = &g->ranked[j];

	one->proven = j + 1 < g->n;
	for (size_t b = 0; b + j + 1 < g->n; b++) {
		struct versus *v = &one->behind[b];
		struct entry_effect e = entry_effects_get(k->effects, v->effect);

		v->relation = relation_of(&e, v->p, v->p_adjusted, g->better, &k->goal);
		one->proven &= v->relation == RELATION_WORSE;
	}
}

void
rankings_relate(struct rankings *k)
{
	for (size_t i = 0; i < k->n; i++)
		for (size_t j = 0; j < k->list[i].n; j++)
			for (size_t b = 0; b + j + 1 < k->list[i].n; b++) {
				struct versus *v = &k->list[i].ranked[j].behind[b];

				v->p = entry_effects_get(k->effects, v->effect).effect->p;
			}
	rankings_adjust(k);
	for (size_t i = 0; i < k->n; i++) {
		for (size_t j = 0; j < k->list[i].n; j++)
			candidate_relate(k, &k->list[i], j);
		ranking_choose(&k->list[i]);
	}
}
