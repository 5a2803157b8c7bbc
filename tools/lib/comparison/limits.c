#include "comparison/limits.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/util.h"
#include "comparison/limits_row.h"
#include "model/policy.h"
#include "stats/sample.h"

struct limit_range
limit_range_of(const struct metric *m)
{
	struct limit_range r = {NAN, NAN, NAN, 0};
	struct sample_summary s;

	if (!m)
		return r;
	if (m->n == 0) {
		r.median = r.low = r.high = m->value;
		return r;
	}
	sample_summarize(m->samples, m->n, &s);
	r.n = s.n;
	r.median = s.median;
	r.low = isnan(s.ci95[0]) ? s.min : s.ci95[0];
	r.high = isnan(s.ci95[1]) ? s.max : s.ci95[1];
	return r;
}

/* Whether V is over MOST; either may be NAN, and then it is not. */
static bool
is_over(double v, double most)
{
	return v - most > POLICY_AT_LIMIT * fabs(most);
}

enum verdict
limit_judge(const struct limit_range *r, const struct limit *l)
{
	if (isnan(r->median))
		return VERDICT_FAILED;
	/* Comparing with a limit of NAN is false: there is no such limit. */
	if (is_over(r->low, l->max) || is_over(l->min, r->high))
		return VERDICT_EXCEEDED;
	return is_over(r->high, l->max) || is_over(l->min, r->low) ? VERDICT_INCONCLUSIVE
								   : VERDICT_WITHIN;
}

struct limit_list *
limit_list_new(void)
{
	struct limit_list *list = xcalloc(1, sizeof *list);

	list->arena = arena_new();
	return list;
}

void
limit_list_free(struct limit_list *list)
{
	if (!list)
		return;
	arena_free(list->arena);
	free(list->rows);
	free(list);
}

static const char *
limit_keep(struct limit_list *list, const char *s)
{
	return s ? arena_strdup(list->arena, s) : NULL;
}

static void
limit_row_add(struct limit_list *list, const struct limit_case *at, const struct limit *l,
    const struct metric *m, enum verdict verdict, const char *reason)
{
	struct limit_row *r;

	list->rows = xgrow(list->rows, list->n, &list->cap, sizeof *list->rows);
	r = &list->rows[list->n++];
	*r = (struct limit_row){.at = at,
	    .metric = limit_keep(list, l->metric),
	    .unit = m ? limit_keep(list, m->unit) : NULL,
	    .because = limit_keep(list, l->because),
	    .reason = limit_keep(list, reason),
	    .better = m ? m->better : BETTER_LOWER,
	    .min = l->min,
	    .max = l->max,
	    .range = limit_range_of(m),
	    .verdict = verdict};
	list->counts[verdict]++;
}

/* The row of one limit of E. */
static void
limit_check(struct limit_list *list, const struct limit_case *at, const struct entry *e,
    const struct limit *l)
{
	bool broken = e->status == ENTRY_FAILED || e->status == ENTRY_TIMEOUT;
	const struct metric *m = broken ? NULL : entry_metric(e, l->metric);
	struct limit_range r = limit_range_of(m);
	enum verdict verdict = limit_judge(&r, l);
	char *reason = NULL;

	if (e->status != ENTRY_OK)
		reason = xasprintf("%s%s%s", entry_status_name(e->status), e->reason ? ": " : "",
		    e->reason ? e->reason : "");
	else if (verdict == VERDICT_FAILED)
		reason = xasprintf("the metric '%s' has no value", l->metric);
	else if (verdict == VERDICT_INCONCLUSIVE)
		reason = xasprintf("the limit is inside %s, %g to %g",
		    r.n < 6 ? "the range of the samples" : "the median's 95 % interval",
		    number_round(r.low, 4), number_round(r.high, 4));
	else if (r.n == 0)
		reason = xstrdup("a single value, no statistics");
	/* What this machine cannot run has not broken its limit. */
	if (e->status == ENTRY_SKIPPED && verdict == VERDICT_FAILED)
		verdict = VERDICT_INCONCLUSIVE;
	limit_row_add(list, at, l, m, verdict, reason);
	free(reason);
}

void
limit_list_add(struct limit_list *list, const struct entry *e, const struct limit *limits, size_t n)
{
	struct limit_case *at;

	if (n == 0)
		return;
	at = arena_alloc(list->arena, sizeof *at);
	*at = (struct limit_case){limit_keep(list, e->id), limit_keep(list, e->name),
	    limit_keep(list, e->variant), params_keep(list->arena, e->params, e->nparams),
	    e->nparams, e->kind};
	for (size_t i = 0; i < n; i++)
		limit_check(list, at, e, &limits[i]);
}

void
limit_list_missing(struct limit_list *list, const struct plan_case *c, const char *id,
    const struct limit *limits, size_t n, const char *why)
{
	struct limit_case *at = arena_alloc(list->arena, sizeof *at);
	char *reason = c->skip ? xasprintf("skipped: %s", c->skip) : xstrdup(why);

	*at = (struct limit_case){limit_keep(list, id), limit_keep(list, c->name), NULL,
	    params_keep(list->arena, c->params, c->nparams), c->nparams, c->kind};
	for (size_t i = 0; i < n; i++)
		limit_row_add(list, at, &limits[i], NULL,
		    c->skip ? VERDICT_INCONCLUSIVE : VERDICT_FAILED, reason);
	free(reason);
}

size_t
limit_list_rows(const struct limit_list *list)
{
	return list->n;
}

size_t
limit_list_count(const struct limit_list *list, enum verdict verdict)
{
	return list->counts[verdict];
}

int
limit_list_exit_status(const struct limit_list *list, bool strict)
{
	for (size_t i = 0; i < list->n; i++) {
		enum verdict v = list->rows[i].verdict;

		if (list->rows[i].at->kind != KIND_EXPLORATORY && v != VERDICT_WITHIN &&
		    (v != VERDICT_INCONCLUSIVE || strict))
			return STATUS_NO;
	}
	return STATUS_OK;
}
