#include <stdlib.h>

#include "base/quantity.h"
#include "comparison/comparison_row.h"

/* What is known of each word: whether it is a unit that is timed. */
enum timed { TIMED_UNKNOWN, TIMED_NO, TIMED_YES };

static bool
word_timed(const struct word *unit, unsigned char *known)
{
	unsigned char *timed = &known[unit->index];

	if (*timed == TIMED_UNKNOWN)
		*timed = unit_is_timed(unit->text) ? TIMED_YES : TIMED_NO;
	return *timed == TIMED_YES;
}

/* Whether the sessions of R's sides may differ in what R measures. The control row is there to
 * show by how much they do. KNOWN is what is known of units. */
static bool
row_between(const struct row *r, unsigned char *known)
{
	return r->verdict == NVERDICTS && !r->paired && !r->at->control && r->unit &&
	       word_timed(r->unit, known) &&
	       !sessions_shared(r->at->sessions[0], r->at->sessions[1]);
}

void
comparison_allow_sessions(struct comparison *c)
{
	static const char *const from[] = {"default", "scenario", "option"};
	const double said[] = {
	    POLICY_BETWEEN_SESSIONS, c->current->between_sessions, c->options->between_sessions};
	unsigned char *known = xcalloc(intern_size(c->words) + 1, 1);
	struct policy_value between = policy_nearest(said, sizeof said / sizeof *said);

	c->between = between.v;
	c->between_from = from[between.level];
	for (size_t i = 0; i < c->n; i++)
		if (row_between(&c->rows[i], known))
			effect_allow_sessions(c->effect_room, &c->rows[i].effect, between.v);
	free(known);
}

bool
row_assumes(const struct row *r)
{
	return r->effect.method == METHOD_UNPAIRED && r->effect.between > 0;
}
