#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "comparison/comparison_row.h"
#include "comparison/machine_name.h"

const char *const elsewhere_names[NELSEWHERE] = {NULL, "agrees", "less", "differs", "open", "none"};

bool
comparison_asked_elsewhere(const struct comparison *c)
{
	return c->elsewhere || c->options->no_elsewhere != NO_ELSEWHERE_SAID;
}

/* Whether R is worse by as much as LIMIT at its worst end, or in its value where it has no
 * interval. */
static bool
reaches(const struct row *r, double limit)
{
	const struct interval *i = &r->effect.change;
	double end = isnan(i->low) ? i->value : r->better == BETTER_LOWER ? i->high : i->low;

	return judgement_at(fabs(end), limit) && (end > 0) == (r->better == BETTER_LOWER);
}

/* What OTHER, the row elsewhere or NULL, says of R, which got worse. */
static enum elsewhere
answer_of(const struct row *r, const struct row *other)
{
	bool red = r->verdict == VERDICT_REGRESSION, possible;

	if (!other || !row_answers(other, r))
		return ELSEWHERE_SILENT;
	possible = reaches(other, red ? r->threshold : r->tolerance);
	if (row_got_worse(other))
		return possible || !red ? ELSEWHERE_AGREES : ELSEWHERE_LESS;
	return possible && other->verdict == VERDICT_INCONCLUSIVE ? ELSEWHERE_OPEN
								  : ELSEWHERE_DIFFERS;
}

static void
row_settle(struct row *r, enum elsewhere answer)
{
	static const unsigned char verdicts[NELSEWHERE] = {[ELSEWHERE_LESS] = VERDICT_WORSE,
	    [ELSEWHERE_DIFFERS] = VERDICT_MACHINE_DEPENDENT,
	    [ELSEWHERE_OPEN] = VERDICT_INCONCLUSIVE};

	r->elsewhere = (unsigned char)answer;
	if (answer == ELSEWHERE_AGREES || answer == ELSEWHERE_SILENT)
		return;
	r->verdict = verdicts[answer];
	r->severity = SEVERITY_NONE;
	r->why = answer == ELSEWHERE_LESS ? WHY_SHOWN : WHY_ELSEWHERE;
}

/* Whether OTHER shares a session with R, or with R measured again. */
static bool
is_same_session(const struct row *r, const struct row *other)
{
	return sessions_shared(r->at->sessions[1], other->at->sessions[1]) ||
	       (r->again && sessions_shared(r->again->at->sessions[1], other->at->sessions[1]));
}

const char *
comparison_elsewhere(struct comparison *c, const struct comparison *elsewhere)
{
	c->elsewhere = elsewhere;
	for (size_t i = 0; i < c->n; i++) {
		struct row *r = &c->rows[i];
		const struct row *other = elsewhere ? row_find(elsewhere, r) : NULL;
		enum elsewhere answer;

		if (other && is_same_session(r, other))
			return r->at->id;
		if (!row_got_worse(r) || r->at->control)
			continue;
		answer = answer_of(r, other);
		/* What cannot fail the job is not sent there for its own sake. */
		if (answer == ELSEWHERE_SILENT && !r->gate)
			continue;
		row_settle(r, answer);
		c->said_elsewhere[answer]++;
	}
	rows_count(c);
	return NULL;
}

/* The fingerprint of the machine of row R, or of head H where R has none of its own; or NULL. */
static const char *
fingerprint_of(const struct results_head *h, const struct row *r)
{
	return r && r->at->machine[1] ? r->at->machine[1]->text : h->fingerprint;
}

/* " on X (1f2e3d)", the machine of FIRST, a row of C. */
static void
first_add(struct buf *b, const struct comparison *c, const struct row *first)
{
	buf_str(b, " on ");
	machine_name_add(b, c->current, fingerprint_of(c->current, first));
}

/* The machine of OTHER, which is NULL or FIRST on C's second machine: " on X (1f2e3d)", or where
 * that is of the same kind " on another X (1f2e3d)". */
static void
second_add(
    struct buf *b, const struct comparison *c, const struct row *first, const struct row *other)
{
	const char *x = fingerprint_of(c->current, first);
	const char *y = fingerprint_of(c->elsewhere->current, other);

	buf_str(b, x && y && strcmp(x, y) == 0 ? " on another " : " on ");
	machine_name_add(b, c->elsewhere->current, y);
}

/* Why nothing is known of R from a second machine, where it is OTHER or NULL. */
static void
silence_add(struct buf *b, const struct comparison *c, const struct row *r, const struct row *other)
{
	static const char *const why[] = {
	    [NO_ELSEWHERE_SAID] = "no second machine measured it",
	    [NO_ELSEWHERE_FAILED] = "the job on a second machine failed",
	    [NO_ELSEWHERE_CANCELLED] =
		"the job on a second machine was cancelled, or took longer than it may",
	    [NO_ELSEWHERE_SKIPPED] = "no job was begun on a second machine",
	};
	char *reason;

	buf_str(b, "not confirmed elsewhere: ");
	if (!c->elsewhere) {
		buf_str(b, why[c->options->no_elsewhere]);
		return;
	}
	buf_str(b, other ? "measured" : "not measured");
	second_add(b, c, r, other);
	if (!other)
		return;
	reason = row_reason(c->elsewhere, other);
	buf_printf(b, " without an answer%s%s", *reason ? ": " : "", reason);
	free(reason);
}

void
row_elsewhere_add(struct buf *b, const struct comparison *c, const struct row *r)
{
	static const char *const words[NELSEWHERE] = {
	    [ELSEWHERE_AGREES] = "confirmed elsewhere: ",
	    [ELSEWHERE_LESS] = "worse elsewhere, and under the threshold: ",
	    [ELSEWHERE_DIFFERS] = "the machines differ: ",
	    [ELSEWHERE_OPEN] = "not confirmed elsewhere: ",
	};
	const struct row *other;

	if (r->elsewhere == ELSEWHERE_NONE)
		return;
	buf_str(b, b->len ? "; " : "");
	other = c->elsewhere ? row_find(c->elsewhere, r) : NULL;
	if (!other || r->elsewhere == ELSEWHERE_SILENT) {
		silence_add(b, c, r, other);
		return;
	}
	buf_str(b, words[r->elsewhere]);
	if (r->elsewhere != ELSEWHERE_AGREES) {
		row_change_add(b, &r->effect);
		first_add(b, c, r);
		buf_str(b, ", and ");
	}
	row_change_add(b, &other->effect);
	second_add(b, c, r, other);
}
