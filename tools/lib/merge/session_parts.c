#include "merge/session_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/util.h"

int
session_order(const struct session *a, const struct session *b)
{
	int order = timestamp_order(a->timestamp, b->timestamp);

	return order ? order : strcmp(a->id, b->id);
}

static int
part_metric_order(const void *a, const void *b)
{
	return entry_metric_order_of(a, b);
}

const struct metric *
part_metric(const struct entry *e, const struct metric *like)
{
	return e->nmetrics ? bsearch(like, e->metrics, e->nmetrics, sizeof *like, part_metric_order)
			   : NULL;
}

double
part_value(const struct part *p, const struct metric *m, size_t i)
{
	if (!m)
		return NAN;
	if (m->n == 0)
		return p->from + i == 0 ? m->value : NAN;
	return p->from + i < m->n ? m->samples[p->from + i] : NAN;
}

uint32_t
part_round(const struct part *p, size_t i)
{
	return p->from + i < p->entry->nrounds ? p->entry->rounds[p->from + i] : 0;
}

uint32_t
part_build(const struct part *p, size_t i)
{
	return p->from + i < p->entry->nbuilds ? p->entry->builds[p->from + i] : 0;
}

static bool
metrics_equal(const struct part *a, const struct part *b)
{
	for (size_t k = 0; k < a->entry->nmetrics; k++) {
		const struct metric *m = &a->entry->metrics[k];
		const struct metric *other = part_metric(b->entry, m);

		for (size_t i = 0; i < a->session.n; i++) {
			double x = part_value(a, m, i), y = part_value(b, other, i);

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
	    text_order(x->shard, y->shard) || text_order(x->extra, y->extra) ||
	    x->look != y->look || x->look_rounds[0] != y->look_rounds[0] ||
	    x->look_rounds[1] != y->look_rounds[1] || x->seconds != y->seconds)
		return false;
	for (size_t i = 0; i < x->n; i++)
		if (part_round(a, i) != part_round(b, i) || part_build(a, i) != part_build(b, i))
			return false;
	return metrics_equal(a, b) && metrics_equal(b, a);
}

/* The only session of an entry, which may not name it. A single value is one invocation. */
static void
session_of(const struct join_source *source, struct session *s)
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

void
parts_add(struct parts *parts, const struct join_source *source)
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
part_id_order(const void *a, const void *b)
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

static int
by_shard(const void *a, const void *b)
{
	const struct part *x = a, *y = b;
	int order = text_order(x->session.shard, y->session.shard);

	return order ? order : session_order(&x->session, &y->session);
}

/* Of several sessions of one shard keep the last: an engine that took the first for lost has had
 * it measured again. */
static void
shards_unite(struct parts *parts)
{
	size_t kept = 0;

	qsort(parts->v, parts->n, sizeof *parts->v, by_shard);
	for (size_t i = 0; i < parts->n; i++)
		if (!parts->v[i].session.shard || i + 1 == parts->n ||
		    text_order(parts->v[i].session.shard, parts->v[i + 1].session.shard) != 0)
			parts->v[kept++] = parts->v[i];
	parts->n = kept;
}

void
parts_unite(struct parts *parts)
{
	size_t kept = 0;

	qsort(parts->v, parts->n, sizeof *parts->v, part_id_order);
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
	shards_unite(parts);
	qsort(parts->v, parts->n, sizeof *parts->v, by_session);
}

struct session
part_last_session(const struct join_source *source)
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
