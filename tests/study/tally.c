
#include <math.h>
#include <stdio.h>

#include "judge/judgement.h"
#include "tally.h"

const double effects[NEFFECTS] = {0.01, 0.02, 0.03, 0.05};

void
tally_same(struct tally *t, const struct outcome *o)
{
	t->rows++;
	t->silent += isnan(o->change.value);
	t->without += isnan(o->change.low);
	t->covered += o->change.low <= 0 && o->change.high >= 0;
	t->flagged += o->worse || o->better;
	t->over_tolerance += o->worse && o->change.value > POLICY_TOLERANCE;
	t->over_threshold += o->worse && o->change.value >= POLICY_THRESHOLD;
}

void
tally_add(struct tally *t, const struct tally *more)
{
	t->rows += more->rows;
	t->silent += more->silent;
	t->covered += more->covered;
	t->without += more->without;
	t->flagged += more->flagged;
	t->over_tolerance += more->over_tolerance;
	t->over_threshold += more->over_threshold;
	for (int i = 0; i < NEFFECTS; i++)
		t->found[i] += more->found[i];
}

double
percent(size_t n, size_t of)
{
	return of ? 100.0 * (double)n / (double)of : NAN;
}

void
tally_print(const char *name, const struct tally *t)
{
	size_t with = t->rows - t->without;

	printf("| %s | ", name);
	if (t->silent == t->rows) {
		printf("| | | | | | | |\n");
		return;
	}
	if (with)
		printf("%.1f", percent(t->covered, with));
	printf(" | %.1f | %.2f | %.2f |", percent(t->flagged, t->rows),
	    percent(t->over_tolerance, t->rows), percent(t->over_threshold, t->rows));
	for (int i = 0; i < NEFFECTS; i++)
		printf(" %.0f |", percent(t->found[i], t->rows));
	putchar('\n');
}

void
tally_head(const char *first)
{
	printf("| %s | interval covers | flagged in A/A | of them worse by 5 %% | worse by 10 %% | "
	       "+1 %% found | +2 %% | +3 %% | +5 %% |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n",
	    first);
}
