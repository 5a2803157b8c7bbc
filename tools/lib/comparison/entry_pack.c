#include "comparison/entry_pack.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

/* A first pass with BASE NULL only counts the bytes, the second copies. */
struct pack {
	char *base;
	size_t len;
};

static void *
pack_bytes(struct pack *p, const void *data, size_t n)
{
	size_t align = alignof(max_align_t);
	char *to = p->base ? p->base + p->len : NULL;

	if (to && data)
		memcpy(to, data, n);
	p->len += (n + align - 1) / align * align;
	return to;
}

static char *
pack_string(struct pack *p, const char *s)
{
	return s ? pack_bytes(p, s, strlen(s) + 1) : NULL;
}

static void
pack_metrics(struct pack *p, struct entry *to, const struct entry *e, const struct comparison *c)
{
	struct metric *metrics = pack_bytes(p, e->metrics, e->nmetrics * sizeof *metrics);
	size_t n = 0;

	for (size_t i = 0; i < e->nmetrics; i++) {
		struct metric m = e->metrics[i];

		if (!comparison_uses(c, m.name))
			continue;
		m.name = pack_string(p, m.name);
		m.unit = pack_string(p, m.unit);
		m.samples = pack_bytes(p, m.samples, m.n * sizeof *m.samples);
		m.extra = pack_string(p, m.extra);
		m.kept = NULL; /* no comparison uses them */
		m.nkept = 0;
		if (metrics)
			metrics[n] = m;
		n++;
	}
	to->metrics = metrics;
	to->nmetrics = n;
}

static struct entry
pack_entry(struct pack *p, const struct entry *e, const struct comparison *c)
{
	struct entry to = {
	    .kind = e->kind, .status = e->status, .nparams = e->nparams, .control = e->control};

	to.name = pack_string(p, e->name);
	to.id = pack_string(p, e->id);
	to.was = pack_string(p, e->was);
	to.variant = pack_string(p, e->variant);
	to.reported_by = pack_string(p, e->reported_by);
	to.reason = pack_string(p, e->reason);
	to.rounds = pack_bytes(p, e->rounds, e->nrounds * sizeof *e->rounds);
	to.nrounds = e->nrounds;
	to.builds = pack_bytes(p, e->builds, e->nbuilds * sizeof *e->builds);
	to.nbuilds = e->nbuilds;
	to.warmup = e->warmup;
	to.params = pack_bytes(p, e->params, e->nparams * sizeof *e->params);
	to.sessions = pack_bytes(p, e->sessions, e->nsessions * sizeof *e->sessions);
	to.nsessions = e->nsessions;
	for (size_t i = 0; i < e->nparams; i++) {
		struct param param = {pack_string(p, e->params[i].key),
		    pack_string(p, e->params[i].value), e->params[i].bare};

		if (to.params)
			to.params[i] = param;
	}
	for (size_t i = 0; i < e->nsessions; i++) {
		struct session session = {.n = e->sessions[i].n,
		    .status = e->sessions[i].status,
		    .look = e->sessions[i].look,
		    .seconds = e->sessions[i].seconds,
		    .id = pack_string(p, e->sessions[i].id),
		    .fingerprint = pack_string(p, e->sessions[i].fingerprint)};

		if (to.sessions)
			to.sessions[i] = session;
	}
	pack_metrics(p, &to, e, c);
	return to;
}

struct entry *
entry_pack(const struct entry *e, const struct comparison *c)
{
	struct pack p = {NULL, 0};
	struct entry head;
	size_t start;

	pack_bytes(&p, NULL, sizeof head);
	start = p.len;
	pack_entry(&p, e, c);
	p.base = xmalloc(p.len);
	p.len = start;
	head = pack_entry(&p, e, c);
	memcpy(p.base, &head, sizeof head);
	return (struct entry *)(void *)p.base;
}
