#include "comparison/entry_effects.h"

#include <math.h>
#include <stdlib.h>

#include "base/util.h"
#include "comparison/comparison_row.h"

struct entry_effects {
	struct comparison_options options;
	struct comparison *comparison; /* whose rows are never judged */
};

struct entry_effects *
entry_effects_new(double alpha)
{
	struct entry_effects *x = xcalloc(1, sizeof *x);

	x->options.alpha = alpha;
	x->options.tolerance = x->options.threshold = x->options.between_sessions = NAN;
	x->comparison = comparison_new(&x->options);
	return x;
}

void
entry_effects_free(struct entry_effects *x)
{
	if (!x)
		return;
	comparison_free(x->comparison);
	free(x);
}

char *
entry_effects_add(struct entry_effects *x, const struct entry *baseline, const struct metric *a,
    const struct entry *current, const struct metric *b, size_t *i)
{
	struct comparison *c = x->comparison;
	struct sides sides = {{baseline, current}, false, NULL};
	struct row_case *at = arena_alloc(c->arena, sizeof *at);
	bool current_is;
	char *nonsense = sides_pair(c, &sides, &current_is);

	if (nonsense)
		return nonsense;
	at->id = at->name = intern_word(c->words, current->id)->text;
	at->machine[0] = machines_of_entry(c->words, baseline);
	at->machine[1] = machines_of_entry(c->words, current);
	at->sessions[0] = sessions_of_entry(c->words, baseline);
	at->sessions[1] = sessions_of_entry(c->words, current);
	at->in_baseline = at->in_current = true;
	*i = c->n;
	sides_effect(c, &sides, a, b, row_begin(c, at, b));
	return NULL;
}

void
entry_effects_settle(struct entry_effects *x, const struct results_head *head)
{
	struct comparison *c = x->comparison;

	c->baseline = c->current = head;
	comparison_allow_sessions(c);
	comparison_share_blocks(c);
	for (size_t i = 0; i < c->n; i++) {
		struct row *r = &c->rows[i];

		r->machines = (unsigned char)(r->paired ? MACHINES_SAME
							: machines_compare(r->at, head, head));
	}
}

struct entry_effect
entry_effects_get(const struct entry_effects *x, size_t i)
{
	const struct row *r = &x->comparison->rows[i];

	return (struct entry_effect){
	    &r->effect, r->note, (enum machines)r->machines, r->paired, r->disturbed != 0};
}
