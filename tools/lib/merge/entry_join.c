#include "merge/entry_join.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/util.h"
#include "merge/metrics_join.h"
#include "merge/session_parts.h"
#include "json/json_extra.h"

/* What an entry says of the case itself, as text that can be compared. */
static char *
description_text(const struct entry *e)
{
	struct json_writer *w = json_writer_new(NULL);
	struct entry bare = *e;
	char *text;

	bare.status = ENTRY_OK;
	bare.reason = bare.last_stdout = bare.last_stderr = bare.extra = NULL;
	bare.left_behind = 0;
	bare.iterations = bare.nsessions = bare.nrounds = bare.nmetrics = 0;
	bare.ndisturbed = bare.nbuilds = 0;
	results_entry(w, &bare);
	text = json_writer_take(w);
	return text;
}

/* Which of two entries describes the case: that with the later session. */
static int
latest_order(const struct join_source *a, const struct join_source *b, const struct session *last_a,
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

static const struct join_source *
latest_source(const struct join_source *sources, size_t n)
{
	const struct join_source *latest = &sources[0];
	struct session last = part_last_session(latest);

	for (size_t i = 1; i < n; i++) {
		struct session s = part_last_session(&sources[i]);

		if (latest_order(&sources[i], latest, &s, &last) > 0) {
			latest = &sources[i];
			last = s;
		}
	}
	return latest;
}

static void
rounds_join(struct entry *e, const struct parts *kept, size_t total)
{
	bool known = false;
	size_t n = 0;

	e->rounds = entry_alloc(e, total * sizeof *e->rounds);
	for (size_t k = 0; k < kept->n; k++)
		for (size_t i = 0; i < kept->v[k].session.n; i++) {
			e->rounds[n] = part_round(&kept->v[k], i);
			known = known || e->rounds[n];
			n++;
		}
	e->nrounds = known ? n : 0;
}

static void
builds_join(struct entry *e, const struct parts *kept, size_t total)
{
	bool known = false;
	size_t n = 0;

	e->builds = entry_alloc(e, total * sizeof *e->builds);
	for (size_t k = 0; k < kept->n; k++)
		for (size_t i = 0; i < kept->v[k].session.n; i++) {
			e->builds[n] = part_build(&kept->v[k], i);
			known = known || e->builds[n];
			n++;
		}
	e->nbuilds = known ? n : 0;
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

/* Those of all entries that have a session of their own here. */
static size_t
left_behind_join(const struct parts *kept)
{
	size_t sum = 0;

	for (size_t k = 0; k < kept->n; k++) {
		size_t first = 0;

		while (kept->v[first].entry != kept->v[k].entry)
			first++;
		if (first == k)
			sum += kept->v[k].entry->left_behind;
	}
	return sum;
}

/* "of 5 sessions 2 failed, 1 timeout: REASON", of the latest that says one. */
static char *
reason_text(const struct parts *kept)
{
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
		if (!b.len)
			buf_printf(&b, "of %zu sessions", kept->n);
		else
			buf_char(&b, ',');
		buf_printf(&b, " %zu %s", counts[i], entry_status_name((enum entry_status)i));
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
extras_join(struct entry *e, const struct join_source *sources, size_t n)
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
entry_join(struct entry *out, const struct join_source *sources, size_t n, const char *fingerprint)
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
	builds_join(out, &kept, total);
	disturbed_join(out, &kept, total);
	out->left_behind = left_behind_join(&kept);
	sessions_join(out, &kept, fingerprint);
	status_join(out, &kept);
	extras_join(out, sources, n);
	free(all.v);
	free(kept.v);
}
