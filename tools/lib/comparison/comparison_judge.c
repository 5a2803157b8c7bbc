#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "comparison/comparison_hint.h"
#include "comparison/comparison_planned.h"
#include "comparison/comparison_row.h"
#include "comparison/comparison_sessions.h"
#include "stats/adjust.h"

/* The rows that gate are corrected for their number, the others for theirs:
 * looking at more cannot make a gating row pass. */
static void
rows_adjust(struct comparison *c)
{
	double *p = xreallocarray(NULL, c->n, sizeof *p);

	for (int gate = 0; gate < 2; gate++) {
		for (size_t i = 0; i < c->n; i++) {
			p[i] = c->rows[i].gate == gate ? c->rows[i].effect.p : NAN;
			c->tests[gate] += !isnan(p[i]);
		}
		adjust_p(p, p, c->n);
		for (size_t i = 0; i < c->n; i++)
			if (c->rows[i].gate == gate) {
				c->rows[i].p_adjusted = p[i];
				effect_detect(c->effect_room, &c->rows[i].effect, c->tests[gate]);
			}
	}
	free(p);
}

/* From far to near: who says what is noise and what fails the job. */
enum said { SAID_DEFAULT, SAID_DOCUMENT, SAID_METRIC, SAID_OPTION, SAID_NAMED, NSAID };

/* Those in force of what everybody says, NAN when nothing. */
static void
said_align(const double tolerance[NSAID], const double threshold[NSAID], double *low, double *high)
{
	struct policy_value t = policy_nearest(tolerance, NSAID);
	struct policy_value h = policy_nearest(threshold, NSAID);

	policy_align(&t, &h);
	*low = t.v;
	*high = h.v;
}

/* The limits in force for R: the command line, the metric's own, the document's. */
static void
row_policy(const struct comparison *c, struct row *r)
{
	const struct comparison_options *o = c->options;
	double named = NAN;

	for (size_t i = 0; r->metric && i < o->nthresholds; i++)
		if (strcmp(o->thresholds[i].metric, r->metric->text) == 0)
			named = o->thresholds[i].threshold;
	/* The document's limits are made for times: a count has no noise to leave room for. */
	if (r->effect.method == METHOD_COUNT) {
		double own[] = {POLICY_COUNT_THRESHOLD, NAN, r->threshold, NAN, named};
		double half = policy_nearest(own, NSAID).v / 2;

		said_align((double[]){half, NAN, r->tolerance, NAN, NAN}, own, &r->tolerance,
		    &r->threshold);
		return;
	}
	said_align(
	    (double[]){POLICY_TOLERANCE, c->current->tolerance, r->tolerance, o->tolerance, NAN},
	    (double[]){POLICY_THRESHOLD, c->current->threshold, r->threshold, o->threshold, named},
	    &r->tolerance, &r->threshold);
}

/* What was measured on different machines takes no part in the tests. */
static void
row_place(struct comparison *c, struct row *r)
{
	enum machines m = machines_compare(r->at, c->baseline, c->current);

	if (r->paired)
		m = MACHINES_SAME; /* a session is on one machine */
	r->machines = (unsigned char)m;
	if (m == MACHINES_DIFFERENT && !(c->options->across_machines && row_across(r)))
		r->effect.p = NAN;
	if (m > c->machines)
		c->machines = m;
}

static void
row_judge(const struct comparison *c, struct row *r)
{
	struct policy policy;
	struct judgement j;

	row_policy(c, r);
	if (r->verdict != NVERDICTS)
		return;
	policy = (struct policy){r->tolerance, r->threshold, c->policy.alpha};
	j = judgement_of(&r->effect, r->p_adjusted, (enum better)r->better, &policy);
	if (r->machines == MACHINES_DIFFERENT && !c->options->across_machines)
		j = (struct judgement){VERDICT_INCOMPARABLE, SEVERITY_NONE, WHY_MACHINES, NAN};
	else if (r->machines == MACHINES_DIFFERENT && !row_across(r))
		j = (struct judgement){VERDICT_INCONCLUSIVE, SEVERITY_NONE, WHY_ACROSS, NAN};
	/* Sessions carry what varies between them; one a side took the disturbance for a
	 * change, or a change for that of a baseline that was slowed as much. */
	if (r->disturbed && r->effect.method == METHOD_UNPAIRED &&
	    j.verdict < VERDICT_INCONCLUSIVE &&
	    (j.verdict != VERDICT_EQUIVALENT || r->disturbed & 1))
		j = (struct judgement){VERDICT_INCONCLUSIVE, SEVERITY_NONE, WHY_DISTURBED, NAN};
	/* What was stopped early may show a regression; that there is none, it cannot. */
	if (r->unfinished && j.verdict != VERDICT_REGRESSION)
		j = (struct judgement){VERDICT_UNMEASURED, SEVERITY_NONE, WHY_NOTED, NAN};
	r->verdict = (unsigned char)j.verdict;
	r->severity = (unsigned char)j.severity;
	r->why = (unsigned char)j.why;
	r->more = j.more;
}

/* The same, to sort by. */
static int
row_order_stable(const void *a, const void *b)
{
	const struct row *x = *(struct row *const *)a, *y = *(struct row *const *)b;
	int order = row_order(x, y);

	return order ? order : (x > y) - (x < y);
}

/* Documents have their cases in order, so that mostly only the rows of one case are out of it:
 * each goes back to its place among those before it of its case. */
static void
rows_sort(struct comparison *c)
{
	bool sorted = true;

	c->sorted = xreallocarray(NULL, c->n, sizeof *c->sorted);
	for (size_t i = 0; i < c->n; i++) {
		struct row *r = &c->rows[i];
		size_t to = i;

		for (; to > 0 && c->sorted[to - 1]->at == r->at &&
		       row_order(c->sorted[to - 1], r) > 0;
		     to--)
			c->sorted[to] = c->sorted[to - 1];
		c->sorted[to] = r;
	}
	for (size_t i = 1; i < c->n && sorted; i++)
		sorted = row_order_stable(&c->sorted[i - 1], &c->sorted[i]) <= 0;
	if (!sorted)
		qsort(c->sorted, c->n, sizeof *c->sorted, row_order_stable);
}

/* Two cases of one id: documents were matched case by case, so one of them has it twice. */
static const char *
case_twice(const struct comparison *c, bool *in_current)
{
	const struct row_case *a = NULL;

	for (size_t i = 0; i < c->n; i++) {
		const struct row_case *b = c->sorted[i]->at;

		if (b->planned)
			continue;
		if (a && a != b && strcmp(a->id, b->id) == 0) {
			*in_current = !(a->in_baseline && b->in_baseline);
			return b->id;
		}
		a = b;
	}
	return NULL;
}

const char *
comparison_judge(struct comparison *c, const struct results_head *baseline,
    const struct results_head *current, bool *in_current)
{
	c->baseline = baseline;
	c->current = current;
	c->machines =
	    c->n || c->nwaiting ? MACHINES_SAME : machines_compare(NULL, baseline, current);
	said_align(
	    (double[]){POLICY_TOLERANCE, current->tolerance, NAN, c->options->tolerance, NAN},
	    (double[]){POLICY_THRESHOLD, current->threshold, NAN, c->options->threshold, NAN},
	    &c->policy.tolerance, &c->policy.threshold);
	sessions_settle(c);
	comparison_commands(c);
	comparison_planned(c);
	comparison_allow_sessions(c);
	comparison_hint(c);
	for (size_t i = 0; i < c->n; i++)
		row_place(c, &c->rows[i]);
	comparison_share_blocks(c);
	rows_adjust(c);
	for (size_t i = 0; i < c->n; i++)
		row_judge(c, &c->rows[i]);
	rows_sort(c);
	comparison_control(c);
	rows_count(c);
	return case_twice(c, in_current);
}

enum machines
comparison_machines(const struct comparison *c)
{
	return c->machines;
}

size_t
comparison_count(const struct comparison *c, enum verdict verdict)
{
	return c->counts[verdict];
}

size_t
comparison_count_gating(const struct comparison *c, enum verdict verdict)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += c->rows[i].gate && (enum verdict)c->rows[i].verdict == verdict;
	return n;
}

size_t
comparison_rows(const struct comparison *c)
{
	return c->n;
}

/* Whether both sides of R were measured and compared, whatever came out. */
static bool
row_compared(const struct row *r)
{
	return r->verdict < VERDICT_INCONCLUSIVE || r->verdict == VERDICT_MACHINE_DEPENDENT ||
	       (r->verdict == VERDICT_INCONCLUSIVE &&
		   (r->why == WHY_WIDE || r->why == WHY_SHAPE || r->why == WHY_PART ||
		       r->why == WHY_UNCONFIRMED || r->why == WHY_ELSEWHERE));
}

size_t
comparison_gating(const struct comparison *c, size_t *judged)
{
	size_t n = 0;

	*judged = 0;
	for (size_t i = 0; i < c->n; i++) {
		n += c->rows[i].gate;
		*judged += c->rows[i].gate && row_compared(&c->rows[i]);
	}
	return n;
}

bool
comparison_blind(const struct comparison *c)
{
	size_t judged, n = comparison_gating(c, &judged), added = 0;

	for (size_t i = 0; i < c->n; i++)
		added += c->rows[i].gate && c->rows[i].verdict == VERDICT_ADDED;
	return c->n == 0 || (n > 0 && judged == 0 && added < n);
}

unsigned
comparison_failing(const struct comparison *c)
{
	unsigned failing = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct row *r = &c->rows[i];

		if (!r->gate)
			continue;
		failing |= 1u << r->verdict;
		if (r->drift && r->drift->verdict == VERDICT_REGRESSION)
			failing |= FAIL_ON_DRIFT;
	}
	if (comparison_blind(c))
		failing |= 1u << VERDICT_UNMEASURED;
	return failing & c->options->fail_on;
}

int
comparison_exit_status(const struct comparison *c)
{
	return comparison_failing(c) ? STATUS_NO : STATUS_OK;
}
