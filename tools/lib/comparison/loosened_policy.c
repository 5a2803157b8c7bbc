#include "comparison/loosened_policy.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantity.h"
#include "base/util.h"

/* What one metric of one case lost. */
struct policy_loss {
	const struct row_case *at;
	struct metric metric; /* as the baseline's plan has it, whose strings it borrows */
	char *text;           /* owned */
};

/* In how many cases of both plans a metric gates. */
struct policy_gate {
	const char *metric;
	size_t cases;
};

bool
loosened_over(double is, double was)
{
	return is > was + POLICY_AT_LIMIT * fabs(was);
}

static void
add_and(struct buf *b)
{
	if (b->len)
		buf_str(b, "; ");
	else
		buf_str(b, "in the current scenario ");
}

void
loosened_fraction(struct buf *b, const char *what, double was, double is)
{
	if (!loosened_over(is, was))
		return;
	add_and(b);
	buf_printf(b, "the %s is %g %%, where it was %g %%", what, 100 * is, 100 * was);
}

/* What RULE, or NULL, says of a metric in UNIT under PLAN, as bench-diff will judge by it: counts
 * have limits of their own (comparison_judge.c). */
static struct policy
policy_of(const struct plan *plan, const struct metric_rule *rule, const char *unit)
{
	bool counts = unit_counts(unit);
	double high[] = {
	    counts ? POLICY_COUNT_THRESHOLD : plan->threshold, rule ? rule->threshold : NAN};
	double low[] = {plan->tolerance, rule ? rule->tolerance : NAN};
	struct policy_value h = policy_nearest(high, 2), t;

	if (counts)
		low[0] = h.v / 2;
	t = policy_nearest(low, 2);
	policy_align(&t, &h);
	return (struct policy){t.v, h.v, NAN};
}

/* Whether RULE, or NULL, has a tolerance or a threshold of its own. */
static bool
rule_limits(const struct metric_rule *rule)
{
	return rule && !(isnan(rule->tolerance) && isnan(rule->threshold));
}

bool
loosened_given(const struct comparison *c, const char *name)
{
	const struct comparison_options *o = c->options;

	for (size_t i = 0; name && i < o->nthresholds; i++)
		if (strcmp(o->thresholds[i].metric, name) == 0)
			return true;
	return !isnan(o->threshold);
}

/* What metric M, as B has it, lost in P; "" for nothing. */
static void
add_loss(struct buf *text, const struct comparison *c, const struct metric *m,
    const struct plan_case *b, const struct plan_case *p)
{
	const struct metric_rule *was = planned_rule(b, m->name), *is = planned_rule(p, m->name);
	struct policy before = policy_of(c->options->plans[0], was, m->unit);
	struct policy after = policy_of(c->options->plans[1], is, m->unit);
	enum better better = planned_metric(p, m->name).better;

	if (rule_limits(was) || rule_limits(is)) {
		if (!loosened_given(c, m->name))
			loosened_fraction(text, "threshold", before.threshold, after.threshold);
		if (isnan(c->options->tolerance))
			loosened_fraction(text, "tolerance", before.tolerance, after.tolerance);
	}
	if (better != m->better) {
		add_and(text);
		buf_printf(text, "%s is better, where %s was", better_name(better),
		    better_name(m->better));
	}
}

/* How many cases metric NAME gates in, to count on. */
static size_t *
gate_count(struct loosened_policy *l, const char *name)
{
	for (size_t i = 0; i < l->ngates; i++)
		if (strcmp(l->gates[i].metric, name) == 0)
			return &l->gates[i].cases;
	l->gates = xgrow(l->gates, l->ngates, &l->cap_gates, sizeof *l->gates);
	l->gates[l->ngates] = (struct policy_gate){name, 0};
	return &l->gates[l->ngates++].cases;
}

void
loosened_policy_case(struct loosened_policy *l, struct comparison *c, const struct row_case *at,
    const struct plan_case *b, const struct plan_case *p)
{
	size_t n;
	struct metric *metrics = planned_gating(c, b, &n);
	bool gates;

	for (size_t i = 0; i < n; i++) {
		struct buf text = BUF_INIT;

		if (!planned_measures(p, metrics[i].name, &gates) || !gates)
			continue;
		++*gate_count(l, metrics[i].name);
		add_loss(&text, c, &metrics[i], b, p);
		if (text.len) {
			l->losses = xgrow(l->losses, l->n, &l->cap, sizeof *l->losses);
			l->losses[l->n++] = (struct policy_loss){at, metrics[i], buf_take(&text)};
		}
		buf_free(&text);
	}
	free(metrics);
}

static int
loss_order(const void *a, const void *b)
{
	const struct policy_loss *x = a, *y = b;
	int order = strcmp(x->metric.name, y->metric.name);

	return order ? order : strcmp(x->text, y->text);
}

void
loosened_policy_rows(struct loosened_policy *l, struct comparison *c)
{
	if (l->n)
		qsort(l->losses, l->n, sizeof *l->losses, loss_order);
	for (size_t i = 0, to; i < l->n; i = to) {
		const struct policy_loss *first = &l->losses[i];

		for (to = i + 1; to < l->n && loss_order(first, &l->losses[to]) == 0;)
			to++;
		if (to - i > 1 && to - i == *gate_count(l, first->metric.name)) {
			planned_scenario_row(c, &first->metric, xstrdup(first->text));
			continue;
		}
		for (size_t k = i; k < to; k++)
			planned_row_add(c, l->losses[k].at, &first->metric, VERDICT_REMOVED,
			    row_note_keep(c, xstrdup(first->text)));
	}
	for (size_t i = 0; i < l->n; i++)
		free(l->losses[i].text);
	free(l->losses);
	free(l->gates);
}
