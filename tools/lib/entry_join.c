#include "entry_join.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "extra.h"
#include "timestamp.h"
#include "util.h"

/* One session of one entry: N invocations from FROM on in its arrays. */
struct part {
	const struct source *source;
	const struct entry *entry;
	struct session session;
	size_t from;
};

struct parts {
	struct part *v;
	size_t n;
};

static int
text_order(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int
session_order(const struct session *a, const struct session *b)
{
	int order = timestamp_order(a->timestamp, b->timestamp);

	return order ? order : strcmp(a->id, b->id);
}

static int
by_metric(const void *a, const void *b)
{
	return metric_order(a, b);
}

/* As entry_metric(), of an entry that was read: its metrics are in order. */
static const struct metric *
metric_find(const struct entry *e, const struct metric *like)
{
	return e->nmetrics ? bsearch(like, e->metrics, e->nmetrics, sizeof *like, by_metric) : NULL;
}

/* The value of M in invocation I of the part; a metric without samples has its
 * one value in the first. */
static double
value_at(const struct part *p, const struct metric *m, size_t i)
{
	if (!m)
		return NAN;
	if (m->n == 0)
		return p->from + i == 0 ? m->value : NAN;
	return p->from + i < m->n ? m->samples[p->from + i] : NAN;
}

static uint32_t
round_at(const struct part *p, size_t i)
{
	return p->from + i < p->entry->nrounds ? p->entry->rounds[p->from + i] : 0;
}

static bool
has_value(const struct part *p, const struct metric *m)
{
	for (size_t i = 0; i < p->session.n; i++)
		if (!isnan(value_at(p, m, i)))
			return true;
	return false;
}

static bool
metrics_equal(const struct part *a, const struct part *b)
{
	for (size_t k = 0; k < a->entry->nmetrics; k++) {
		const struct metric *m = &a->entry->metrics[k];
		const struct metric *other = metric_find(b->entry, m);

		for (size_t i = 0; i < a->session.n; i++) {
			double x = value_at(a, m, i), y = value_at(b, other, i);

			if (x != y && !(isnan(x) && isnan(y)))
				return false;
		}
	}
	return true;
}

static bool
parts_equal(const struct part *a, const struct part *b)
{
	const struct session *x = &a->session, *y = &b->session;

	if (x->n != y->n || x->status != y->status || text_order(x->timestamp, y->timestamp) ||
	    text_order(x->reason, y->reason) || text_order(x->fingerprint, y->fingerprint) ||
	    text_order(x->extra, y->extra))
		return false;
	for (size_t i = 0; i < x->n; i++)
		if (round_at(a, i) != round_at(b, i))
			return false;
	return metrics_equal(a, b) && metrics_equal(b, a);
}

/* The only session of an entry, which may not name it. A single value is one invocation. */
static void
session_of(const struct source *source, struct session *s)
{
	const struct entry *e = source->entry;

	memset(s, 0, sizeof *s);
	s->id = (char *)source->session;
	s->timestamp = (char *)source->timestamp;
	s->n = entry_invocations(e);
	if (e->nsessions)
		*s = e->sessions[0];
	for (size_t i = 0; s->n == 0 && i < e->nmetrics; i++)
		s->n = !isnan(e->metrics[i].value);
}

/* Add the sessions of one entry to the parts. */
static void
parts_add(struct parts *parts, const struct source *source)
{
	const struct entry *e = source->entry;
	size_t n = e->nsessions ? e->nsessions : 1, from = 0;
	bool own_status = false;

	for (size_t i = 0; i < e->nsessions; i++)
		own_status = own_status || e->sessions[i].status != ENTRY_OK;
	for (size_t i = 0; i < n; i++) {
		struct part *p = &parts->v[parts->n++];

		p->source = source;
		p->entry = e;
		p->from = from;
		if (n > 1)
			p->session = e->sessions[i];
		else
			session_of(source, &p->session);
		from += p->session.n;
		if (!own_status && (e->status != ENTRY_OK || n == 1)) {
			p->session.status = e->status;
			p->session.reason = e->reason;
		}
		if (!p->session.fingerprint)
			p->session.fingerprint = (char *)source->fingerprint;
	}
}

static int
by_id(const void *a, const void *b)
{
	const struct part *x = a, *y = b;
	int order = strcmp(x->session.id, y->session.id);

	return order ? order : (x->source > y->source) - (x->source < y->source);
}

static int
by_session(const void *a, const void *b)
{
	return session_order(
	    &((const struct part *)a)->session, &((const struct part *)b)->session);
}

/* Keep one of each session, in order. */
static void
parts_unite(struct parts *parts)
{
	size_t kept = 0;

	qsort(parts->v, parts->n, sizeof *parts->v, by_id);
	for (size_t i = 0; i < parts->n; i++) {
		struct part *p = &parts->v[i], *before = kept ? &parts->v[kept - 1] : NULL;

		if (!before || strcmp(before->session.id, p->session.id) != 0)
			parts->v[kept++] = *p;
		else if (!parts_equal(before, p))
			die("session '%s' of '%s' has other values in '%s:%lu' than in '%s:%lu'",
			    p->session.id, p->entry->id, p->source->file, p->source->line,
			    before->source->file, before->source->line);
	}
	parts->n = kept;
	qsort(parts->v, parts->n, sizeof *parts->v, by_session);
}

/* What an entry says of the case itself, as text that can be compared. */
static char *
description_text(const struct entry *e)
{
	struct json_writer *w = json_writer_new(NULL);
	struct entry bare = *e;
	char *text;

	bare.status = ENTRY_OK;
	bare.reason = bare.extra = NULL;
	bare.iterations = bare.nsessions = bare.nrounds = bare.nmetrics = 0;
	bare.ndisturbed = 0;
	results_entry(w, &bare);
	text = xstrdup(json_text(w));
	json_writer_free(w);
	return text;
}

/* Which of two entries describes the case: that with the later session. */
static int
latest_order(const struct source *a, const struct source *b, const struct session *last_a,
    const struct session *last_b)
{
	int order = session_order(last_a, last_b);
	char *x, *y;

	if (order)
		return order;
	x = description_text(a->entry);
	y = description_text(b->entry);
	order = strcmp(x, y);
	free(x);
	free(y);
	return order;
}

static struct session
last_session(const struct source *source)
{
	const struct entry *e = source->entry;
	struct session last;

	if (!e->nsessions) {
		session_of(source, &last);
		return last;
	}
	last = e->sessions[0];
	for (size_t i = 1; i < e->nsessions; i++)
		if (session_order(&e->sessions[i], &last) > 0)
			last = e->sessions[i];
	return last;
}

static const struct source *
latest_source(const struct source *sources, size_t n)
{
	const struct source *latest = &sources[0];
	struct session last = last_session(latest);

	for (size_t i = 1; i < n; i++) {
		struct session s = last_session(&sources[i]);

		if (latest_order(&sources[i], latest, &s, &last) > 0) {
			latest = &sources[i];
			last = s;
		}
	}
	return latest;
}

static void
check_same_metric(const struct entry *e, const struct metric *a, const struct source *from_a,
    const struct metric *b, const struct source *from_b)
{
	if (a->better != b->better)
		die("metric '%s' of '%s' is better when %s in '%s:%lu', when %s in '%s:%lu'",
		    a->name, e->id, better_name(a->better), from_a->file, from_a->line,
		    better_name(b->better), from_b->file, from_b->line);
	if (a->unit && *a->unit && b->unit && *b->unit && strcmp(a->unit, b->unit) != 0)
		die("metric '%s' of '%s' has unit '%s' in '%s:%lu', '%s' in '%s:%lu'", a->name,
		    e->id, a->unit, from_a->file, from_a->line, b->unit, from_b->file,
		    from_b->line);
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
		if (has_value(&of[i], m) &&
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

/* Add what all say of the metric called as LIKE is. */
static void
metric_join(struct entry *e, const struct metric *like, const struct source *sources, size_t n,
    const struct parts *all, const struct parts *kept, size_t total)
{
	const struct source *first = NULL;
	const struct part *last = NULL, *of = all->v;
	struct metric *out = NULL;
	bool sampled = kept->n > 1;

	for (size_t i = 0; i < n; i++) {
		const struct metric *m = metric_find(sources[i].entry, like);
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
	for (size_t k = 0; k < kept->n; k++) {
		const struct part *p = &kept->v[k];
		const struct metric *m = metric_find(p->entry, like);

		for (size_t i = 0; i < p->session.n; i++)
			out->samples[out->n++] = value_at(p, m, i);
	}
}

static int
by_metric_pointer(const void *a, const void *b)
{
	return metric_order(*(const struct metric *const *)a, *(const struct metric *const *)b);
}

static void
metrics_join(struct entry *e, const struct source *sources, size_t n, const struct parts *all,
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
		if (i == 0 || metric_order(v[i - 1], v[i]) != 0)
			metric_join(e, v[i], sources, n, all, kept, total);
	free(v);
}

static void
rounds_join(struct entry *e, const struct parts *kept, size_t total)
{
	bool known = false;
	size_t n = 0;

	e->rounds = entry_alloc(e, total * sizeof *e->rounds);
	for (size_t k = 0; k < kept->n; k++)
		for (size_t i = 0; i < kept->v[k].session.n; i++) {
			e->rounds[n] = round_at(&kept->v[k], i);
			known = known || e->rounds[n];
			n++;
		}
	e->nrounds = known ? n : 0;
}

/* The indexes of each session move with its samples. */
static void
disturbed_join(struct entry *e, const struct parts *kept, size_t total)
{
	size_t at = 0, n = 0;

	e->disturbed = entry_alloc(e, total * sizeof *e->disturbed);
	for (size_t k = 0; k < kept->n; k++) {
		const struct part *p = &kept->v[k];

		for (size_t i = 0; i < p->entry->ndisturbed; i++) {
			size_t index = p->entry->disturbed[i];

			if (index >= p->from && index < p->from + p->session.n)
				e->disturbed[n++] = (uint32_t)(at + index - p->from);
		}
		at += p->session.n;
	}
	e->ndisturbed = n;
}

/* "2 of 5 sessions failed, 1 timed out: REASON", of the latest that says one. */
static char *
reason_text(const struct parts *kept)
{
	static const char *const words[] = {
	    [ENTRY_OK] = "measured",
	    [ENTRY_FAILED] = "failed",
	    [ENTRY_TIMEOUT] = "timed out",
	    [ENTRY_SKIPPED] = "skipped",
	    [ENTRY_INTERRUPTED] = "interrupted",
	};
	size_t counts[ENTRY_INTERRUPTED + 1] = {0};
	const char *reason = NULL;
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < kept->n; i++) {
		const struct session *s = &kept->v[i].session;

		counts[s->status]++;
		if (s->status != ENTRY_OK && s->reason)
			reason = s->reason;
	}
	for (int i = ENTRY_FAILED; i <= ENTRY_INTERRUPTED; i++) {
		if (!counts[i])
			continue;
		if (b.len)
			buf_printf(&b, ", %zu %s", counts[i], words[i]);
		else
			buf_printf(&b, "%zu of %zu sessions %s", counts[i], kept->n, words[i]);
	}
	if (b.len && reason)
		buf_printf(&b, ": %s", reason);
	return b.len ? buf_take(&b) : NULL;
}

static void
status_join(struct entry *e, const struct parts *kept)
{
	char *reason;

	if (kept->n == 1) {
		e->status = kept->v[0].session.status;
		e->reason = kept->v[0].session.reason;
		e->sessions[0].status = ENTRY_OK;
		e->sessions[0].reason = NULL;
		return;
	}
	e->status = kept->v[kept->n - 1].session.status;
	for (size_t i = 0; i < kept->n; i++)
		if (kept->v[i].session.status == ENTRY_OK)
			e->status = ENTRY_OK;
	reason = reason_text(kept);
	e->reason = reason ? entry_strdup(e, reason) : NULL;
	free(reason);
}

static void
sessions_join(struct entry *e, const struct parts *kept, const char *fingerprint)
{
	e->sessions = entry_alloc(e, kept->n * sizeof *e->sessions);
	e->nsessions = kept->n;
	for (size_t i = 0; i < kept->n; i++) {
		struct session *s = &e->sessions[i];

		*s = kept->v[i].session;
		/* It is said where it is not the document's. */
		if (text_order(s->fingerprint, fingerprint) == 0)
			s->fingerprint = NULL;
		else if (!s->fingerprint)
			s->fingerprint = (char *)"";
	}
}

static void
extras_join(struct entry *e, const struct source *sources, size_t n)
{
	char *extra = NULL;

	for (size_t i = 0; i < n; i++) {
		char *joined = extra_join(extra, sources[i].entry->extra);

		free(extra);
		extra = joined;
	}
	e->extra = extra ? entry_strdup(e, extra) : NULL;
	free(extra);
}

void
entry_join(struct entry *out, const struct source *sources, size_t n, const char *fingerprint)
{
	const struct entry *latest = latest_source(sources, n)->entry;
	struct arena *arena = out->arena;
	struct parts all = {NULL, 0}, kept;
	size_t count = 0, total = 0;

	for (size_t i = 0; i < n; i++)
		count += sources[i].entry->nsessions + 1;
	all.v = xreallocarray(NULL, count, sizeof *all.v);
	for (size_t i = 0; i < n; i++)
		parts_add(&all, &sources[i]);
	kept.n = all.n;
	kept.v = xreallocarray(NULL, all.n, sizeof *kept.v);
	memcpy(kept.v, all.v, all.n * sizeof *kept.v);
	parts_unite(&kept);
	for (size_t i = 0; i < kept.n; i++)
		total += kept.v[i].session.n;
	*out = *latest;
	out->arena = arena;
	out->metrics = NULL;
	out->nmetrics = 0;
	if (kept.n > 1)
		out->iterations = total;
	else
		for (size_t i = 0; i < n; i++)
			if (sources[i].entry->iterations > out->iterations)
				out->iterations = sources[i].entry->iterations;
	metrics_join(out, sources, n, &all, &kept, total);
	rounds_join(out, &kept, total);
	disturbed_join(out, &kept, total);
	sessions_join(out, &kept, fingerprint);
	status_join(out, &kept);
	extras_join(out, sources, n);
	free(all.v);
	free(kept.v);
}
