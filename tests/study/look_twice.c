#include "look_twice.h"

#include <stdio.h>

#include "judge/looks.h"
#include "model/policy.h"
#include "tally.h"

static bool
changed(const struct outcome *o, enum look look, bool slower)
{
	return o->p < looks_level(look, POLICY_ALPHA) &&
	       (o->change.low > 0 || (!slower && o->change.high < 0));
}

/* Judge W by its first half, of whole ABBA blocks, and by all of it. */
static void
window_look(struct look_tally *t, struct rule_room *room, const struct window *w, bool slower)
{
	struct window half = *w;
	struct outcome first, both;
	bool open;

	half.n[0] = half.n[1] = w->n[0] / 4 * 2;
	rules[0].judge(room, &half, rules[0].option, &first);
	rules[0].judge(room, w, rules[0].option, &both);
	open = looks_open(first.p, first.p);
	t->windows++;
	t->one += changed(&first, LOOK_ONLY, slower);
	t->two += open ? changed(&both, LOOK_SECOND, slower) : changed(&first, LOOK_FIRST, slower);
	t->pairs += open ? w->n[0] : half.n[0];
}

void
look_twice_add(struct look_twice *l, struct rule_room *room, struct cutting *cut,
    const struct recording *r, double seconds, double percent)
{
	size_t at = 0;

	while (r->percent == percent && cut_pairs(cut, r, 2 * seconds, &at))
		window_look(&l->done, room, &cut->w, true);
	at = 0;
	while (r->percent > 0 ? cut_same(cut, r, 2 * seconds, &at)
			      : cut_pairs(cut, r, 2 * seconds, &at)) {
		window_look(&l->same, room, &cut->w, false);
		cutting_scale(cut, 1 + percent / 100);
		window_look(&l->scaled, room, &cut->w, true);
	}
}

static void
shares_print(const struct look_tally *t)
{
	if (t->windows)
		printf(" %.1f | %.1f | %zu | %.1f |", percent(t->one, t->windows),
		    percent(t->two, t->windows), t->windows, (double)t->pairs / (double)t->windows);
	else
		printf(" | | 0 | |");
}

void
look_twice_print(const struct look_twice *l, const char *what)
{
	printf("| %s |", what);
	shares_print(&l->same);
	shares_print(&l->done);
	shares_print(&l->scaled);
	putchar('\n');
}
