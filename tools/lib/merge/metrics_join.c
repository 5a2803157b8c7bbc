#include "merge/metrics_join.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "json/json_extra.h"

static bool
metric_has_value(const struct part *p, const struct metric *m)
{
	for (size_t i = 0; i < p->session.n; i++)
		if (!isnan(part_value(p, m, i)))
			return true;
	return false;
}

static void
check_same_metric(const struct entry *e, const struct metric *a, const struct join_source *from_a,
    const struct metric *b, const struct join_source *from_b)
{
	char *source;

	if (a->better != b->better)
		die("metric '%s' of '%s' is better when %s in '%s:%lu', when %s in '%s:%lu'",
		    a->name, e->id, better_name(a->better), from_a->file, from_a->line,
		    better_name(b->better), from_b->file, from_b->line);
	if (a->unit && *a->unit && b->unit && *b->unit && strcmp(a->unit, b->unit) != 0)
		die("metric '%s' of '%s' has unit '%s' in '%s:%lu', '%s' in '%s:%lu'", a->name,
		    e->id, a->unit, from_a->file, from_a->line, b->unit, from_b->file,
		    from_b->line);
	source = entry_source_change(a, b);
	if (source)
		die("metric '%s' of '%s' in '%s:%lu' and '%s:%lu' was %s", a->name, e->id,
		    from_a->file, from_a->line, from_b->file, from_b->line, source);
}

static int
fraction_order(double a, double b)
{
	if (isnan(a) || isnan(b))
		return isnan(b) - isnan(a);
	return (a > b) - (a < b);
}

/* How a metric is judged, when two sessions in one place say different things: any fixed order. */
static int
judged_order(const struct metric *a, const struct metric *b)
{
	int order = a->gate - b->gate;

	if (!order)
		order = fraction_order(a->tolerance, b->tolerance);
	return order ? order : fraction_order(a->threshold, b->threshold);
}

/* The last session of the N parts of one entry that has a value of M, or NULL. */
static const struct part *
last_part(const struct part *of, size_t n, const struct metric *m)
{
	const struct part *last = NULL;

	for (size_t i = 0; i < n; i++)
		if (metric_has_value(&of[i], m) &&
		    (!last || session_order(&of[i].session, &last->session) > 0))
			last = &of[i];
	return last;
}

static int
part_order(const struct part *a, const struct part *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	return session_order(&a->session, &b->session);
}

/* Merge what SOURCE says of how M is judged into OUT, whose last session is *LAST. */
static void
metric_describe(struct entry *e, struct metric *out, const struct part **last,
    const struct metric *m, const struct part *part)
{
	int order = part_order(part, *last);
	char *extra = extra_join(out->extra, m->extra);

	if (order > 0 || (order == 0 && judged_order(m, out) > 0)) {
		out->gate = m->gate;
		out->tolerance = m->tolerance;
		out->threshold = m->threshold;
	}
	if (order > 0)
		*last = part;
	if (!out->unit || !*out->unit)
		out->unit = m->unit;
	out->extra = extra ? entry_strdup(e, extra) : NULL;
	free(extra);
}

/* Put what the parts KEPT have of all values of the metric called as LIKE, of TOTAL invocations,
 * into OUT. */
static void
kept_join(struct entry *e, struct metric *out, const struct metric *like, const struct parts *kept,
    size_t total)
{
	size_t at = 0;

	out->kept = NULL;
	out->nkept = 0;
	for (size_t k = 0; k < kept->n; at += kept->v[k++].session.n) {
		const struct part *p = &kept->v[k];
		const struct metric *m = part_metric(p->entry, like);

		for (size_t i = 0; m && i < p->session.n && p->from + i < m->nkept; i++) {
			if (!out->kept) {
				out->kept = entry_alloc(e, total * sizeof *out->kept);
				memset(out->kept, 0, total * sizeof *out->kept);
				out->nkept = total;
			}
			out->kept[at + i] = m->kept[p->from + i];
		}
	}
}

/* Add what all say of the metric called as LIKE is. */
static void
metric_join(struct entry *e, const struct metric *like, const struct join_source *sources, size_t n,
    const struct parts *all, const struct parts *kept, size_t total)
{
	const struct join_source *first = NULL;
	const struct part *last = NULL, *of = all->v;
	struct metric *out = NULL;
	bool sampled = kept->n > 1;

	for (size_t i = 0; i < n; i++) {
		const struct metric *m = part_metric(sources[i].entry, like);
		size_t nof = sources[i].entry->nsessions ? sources[i].entry->nsessions : 1;
		const struct part *part = m && n > 1 ? last_part(of, nof, m) : NULL;

		of += nof;
		if (!m)
			continue;
		if (!out) {
			first = &sources[i];
			out = entry_metric_add(e, m->name);
			*out = *m;
			last = part;
		} else {
			check_same_metric(e, out, first, m, &sources[i]);
			metric_describe(e, out, &last, m, part);
		}
		sampled = sampled || m->n;
	}
	if (!out || !sampled || (n == 1 && out->n == total && kept->n == 1))
		return;
	out->samples = entry_alloc(e, total * sizeof *out->samples);
	out->n = 0;
	out->value = NAN;
	kept_join(e, out, like, kept, total);
	for (size_t k = 0; k < kept->n; k++) {
		const struct part *p = &kept->v[k];
		const struct metric *m = part_metric(p->entry, like);

		for (size_t i = 0; i < p->session.n; i++)
			out->samples[out->n++] = part_value(p, m, i);
	}
}

static int
by_metric_pointer(const void *a, const void *b)
{
	return entry_metric_order_of(
	    *(const struct metric *const *)a, *(const struct metric *const *)b);
}

void
metrics_join(struct entry *e, const struct join_source *sources, size_t n, const struct parts *all,
    const struct parts *kept, size_t total)
{
	const struct metric **v;
	size_t count = 0, k = 0;

	for (size_t i = 0; i < n; i++)
		count += sources[i].entry->nmetrics;
	v = xreallocarray(NULL, count, sizeof(const struct metric *));
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < sources[i].entry->nmetrics; j++)
			v[k++] = &sources[i].entry->metrics[j];
	if (n > 1)
		qsort(v, count, sizeof(const struct metric *), by_metric_pointer);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || entry_metric_order_of(v[i - 1], v[i]) != 0)
			metric_join(e, v[i], sources, n, all, kept, total);
	free(v);
}
