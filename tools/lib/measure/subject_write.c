#include <math.h>
#include <stdlib.h>

#include "base/util.h"
#include "measure/row_entry.h"
#include "measure/subject.h"
#include "json/json_extra.h"

/* The counts go to the first samples of this session; the others have none. */
static void
counts_place(struct subject *u)
{
	for (size_t k = 0; k < u->nchannels; k++)
		for (size_t i = 0; channel_counted(&u->channels[k], u->plan) && i < u->ncounts &&
				   u->resumed + i < u->n;
		     i++)
			u->channels[k].samples[u->resumed + i] = u->counts[i];
}

static char *
counts_extra(const struct subject *u)
{
	bool varies = false;

	for (size_t i = 1; i < u->ncounts; i++)
		varies = varies || u->counts[i] != u->counts[0];
	return (char *)(varies ? "{\"source\":\"callgrind\",\"varies\":true}"
			       : "{\"source\":\"callgrind\"}");
}

static void
metrics_copy(const struct subject *u, struct entry *e)
{
	for (size_t i = 0; i < u->nchannels; i++) {
		const struct channel *ch = &u->channels[i];
		struct metric *m;
		size_t known = 0;

		for (size_t k = 0; k < u->n; k++)
			known += !isnan(ch->samples[k]);
		if (known == 0)
			continue;
		m = entry_metric_add(e, ch->name);
		m->unit = entry_strdup(e, ch->unit ? ch->unit : "");
		m->better = ch->better;
		m->gate = ch->gate;
		m->tolerance = ch->tolerance;
		m->threshold = ch->threshold;
		m->samples = ch->samples;
		if (channel_counted(ch, u->plan))
			m->extra = counts_extra(u);
		m->n = u->n;
		m->kept = ch->kept;
		m->nkept = ch->nkept < u->n ? ch->nkept : u->n;
	}
}

static void
sessions_copy(const struct subject *u, const struct session *now, struct entry *e)
{
	size_t npast = u->past ? u->past->nsessions : 0;
	bool fresh = u->n > u->resumed || npast == 0;

	e->sessions = entry_alloc(e, (npast + fresh) * sizeof *e->sessions);
	for (size_t i = 0; i < npast; i++)
		e->sessions[e->nsessions++] = u->past->sessions[i];
	if (fresh) {
		struct session *s = &e->sessions[e->nsessions++];

		*s = *now;
		s->n = u->n - u->resumed;
		s->look = u->look;
		for (int i = 0; i < 2; i++)
			s->look_rounds[i] = u->look_rounds[i];
		s->extra = u->device_metrics;
		s->seconds = u->spent[1];
	}
}

/* EXTRA with the labels of the case. */
static char *
labels_extra(const struct subject *u, char *extra, struct entry *e)
{
	char *labels, *joined;

	if (!u->plan->labels)
		return extra;
	labels = xasprintf("{\"labels\":%s}", u->plan->labels);
	joined = extra_join(extra, labels);
	extra = entry_strdup(e, joined);
	free(labels);
	free(joined);
	return extra;
}

/* What the command and its rows share: all but their names, metrics and limits. */
static void
entry_begin(const struct subject *u, const struct session *session, struct entry *e)
{
	const struct plan_case *c = u->plan;

	entry_init(e);
	e->variant = u->variant ? entry_strdup(e, u->variant) : NULL;
	e->kind = c->kind;
	e->tags = c->tags;
	while (c->tags && c->tags[e->ntags])
		e->ntags++;
	e->status = u->status;
	e->reason = u->reason;
	e->iterations = u->n;
	e->warmup = u->warmed + (u->past ? u->past->warmup : 0);
	if (u->n > 0) {
		e->rounds = u->rounds;
		e->nrounds = u->n;
		e->builds = u->salts;
		e->nbuilds = u->salts ? u->n : 0;
		e->disturbed = u->disturbed;
		e->ndisturbed = u->ndisturbed;
		sessions_copy(u, session, e);
	}
}

/* What is said of a case that stands in for one of another backend, or NULL; in E. */
static char *
fallback_extra(const struct plan_case *c, struct entry *e)
{
	struct json_writer *w;
	char *text, *kept;

	if (!c->fallback_from)
		return NULL;
	w = json_writer_new(NULL);
	json_object_begin(w, NULL);
	json_object_begin(w, "fallback");
	json_string(w, "from", c->fallback_from);
	json_string(w, "reason", c->fallback_why);
	json_object_end(w);
	json_object_end(w);
	text = json_writer_take(w);
	kept = entry_strdup(e, text);
	free(text);
	return kept;
}

/* Members of the entry that readers pass on: what U resumes had, and its fallback. */
static char *
extra_of(const struct subject *u, struct entry *e)
{
	char *own = fallback_extra(u->plan, e), *both, *kept;

	if (!u->past || !u->past->extra)
		return own;
	both = extra_join(u->past->extra, own);
	kept = entry_strdup(e, both);
	free(both);
	return kept;
}

void
subject_write(struct subject *u, const struct session *session, struct json_writer *w)
{
	const struct plan_case *c = u->plan;
	const struct entry *past = u->past;
	struct entry e;

	entry_begin(u, session, &e);
	e.name = c->name;
	e.id = c->id;
	e.description = c->description;
	e.control = c->control;
	e.params = c->params;
	e.nparams = c->nparams;
	e.last_stdout = u->last_out ? u->last_out : past ? past->last_stdout : NULL;
	e.last_stderr = u->last_err ? u->last_err : past ? past->last_stderr : NULL;
	e.left_behind = u->left + (past ? past->left_behind : 0);
	e.extra = labels_extra(u, extra_of(u, &e), &e);
	e.limits = c->limits;
	e.nlimits = c->nlimits;
	if (u->rows)
		row_limits_left(u->rows, &e);
	if (u->n > 0) {
		counts_place(u);
		metrics_copy(u, &e);
	}
	results_entry(w, &e);
	entry_free(&e);
}

void
subject_write_row(struct subject *u, const struct reported_row *r, const struct session *session,
    struct json_writer *w)
{
	const struct reported_row *own = row_table_find(u->rows, r->id);
	struct entry e;

	entry_begin(u, session, &e);
	e.name = (char *)r->name;
	e.id = (char *)r->id;
	e.reported_by = u->plan->id;
	e.params = (struct param *)r->params;
	e.nparams = r->nparams;
	if (own && own->known)
		row_entry_fill(u->rows, own, &u->plan->runs, &e);
	e.extra = labels_extra(u, e.extra, &e);
	results_entry(w, &e);
	entry_free(&e);
}
