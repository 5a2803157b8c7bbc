#include "render/md_cases.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/sample.h"

static char *
cell_copy(const char *s)
{
	return s ? xstrdup(s) : NULL;
}

static void
same_add(struct md_same *same, size_t value)
{
	same->differs |= same->seen && same->value != value;
	same->value = value;
	same->seen = true;
}

static void
key_add(struct md_cases *c, const struct param *p)
{
	struct md_key *key;
	size_t i = 0;

	while (i < c->nkeys && strcmp(c->keys[i].key, p->key) != 0)
		i++;
	key = &c->keys[i];
	if (i == MD_KEYS_MAX) {
		c->more_keys = true;
		return;
	}
	if (i == c->nkeys) {
		key->key = xstrdup(p->key);
		c->nkeys++;
	}
	key->cases++;
	for (i = 0; i < key->nvalues; i++)
		if (strcmp(key->values[i], p->value) == 0)
			return;
	if (key->nvalues < MD_VALUES_MAX)
		key->values[key->nvalues++] = xstrdup(p->value);
	else
		key->more = true;
}

/* Whether a table shows METRIC when it is not told which: what gates or was
 * defined by the scenario, never what only explains the others. */
static bool
is_usual(const struct metric *m)
{
	const struct metric_builtin *builtin = metric_builtin(m->name);

	return !builtin || (m->gate && !builtin->diagnostic);
}

size_t
md_metric_find(const struct md_cases *c, const char *name)
{
	size_t i = 0;

	while (i < c->nmetrics && strcmp(c->metrics[i].name, name) != 0)
		i++;
	return i;
}

/* The index of metric M, or MD_METRICS_MAX when there are too many. */
static size_t
metric_index(struct md_cases *c, const struct metric *m)
{
	size_t i = md_metric_find(c, m->name);

	if (i < c->nmetrics || i == MD_METRICS_MAX)
		return i;
	c->metrics = xgrow(c->metrics, c->nmetrics, &c->metrics_cap, sizeof *c->metrics);
	c->metrics[i] =
	    (struct md_metric){xstrdup(m->name), xstrdup(m->unit ? m->unit : ""), is_usual(m)};
	return c->nmetrics++;
}

static void
totals_add(struct md_cases *c, const struct entry *e)
{
	c->total++;
	c->counts[e->status]++;
	c->invocations += e->iterations;
	c->variants |= e->variant != NULL;
	if (!c->last_name || strcmp(c->last_name, e->name) != 0) {
		c->names++;
		free(c->last_name);
		c->last_name = xstrdup(e->name);
	}
	if (e->status == ENTRY_OK) {
		same_add(&c->warmup, e->warmup);
		same_add(&c->iterations, e->iterations);
	}
}

/* Fill CELL with metric M, and count its noise; returns its severe outliers. */
static size_t
case_metric_add(struct md_cases *c, const struct metric *m, struct md_cell *cell)
{
	struct sample_summary s;

	*cell = (struct md_cell){
	    .metric = metric_index(c, m), .value = m->value, .width = NAN, .min = NAN, .max = NAN};
	if (!m->n)
		return 0;
	sample_summarize(m->samples, m->n, &s);
	cell->width = sample_median_halfwidth(&s);
	cell->min = s.min;
	cell->max = s.max;
	strip_fill(cell->strip, m->samples, m->n, s.min, s.max);
	if (strcmp(m->name, "duration_ms") == 0 && s.n)
		c->measured_ms += s.mean * (double)s.n;
	if (!is_usual(m) || !s.n)
		return 0;
	c->values++;
	c->noisy += cell->width > c->noise;
	return sample_severe_outliers(m->samples, m->n, &s);
}

static struct md_shown
shown_of(const struct entry *e)
{
	struct md_shown s = {
	    .name = xstrdup(e->name),
	    .id = xstrdup(e->id),
	    .description = cell_copy(e->description),
	    .variant = cell_copy(e->variant),
	    .reason = cell_copy(e->reason),
	    .status = e->status,
	    .iterations = e->iterations,
	    .nparams = e->nparams,
	    .params = xcalloc(e->nparams, sizeof *s.params),
	};

	for (size_t i = 0; i < e->nparams; i++) {
		s.params[i] = e->params[i];
		s.params[i].key = xstrdup(e->params[i].key);
		s.params[i].value = xstrdup(e->params[i].value);
	}
	return s;
}

/* The variants of a case, which stand together, are one case. */
static void
outliers_add(struct md_cases *c, const struct entry *e, size_t n)
{
	c->outliers += n;
	if (c->last_outlier && strcmp(c->last_outlier, e->id) == 0)
		return;
	if (c->outlier_cases < MD_IDS_MAX)
		c->outlier_ids[c->outlier_cases] = xstrdup(e->id);
	c->outlier_cases++;
	free(c->last_outlier);
	c->last_outlier = xstrdup(e->id);
}

void
md_cases_add(struct md_cases *c, const struct entry *e)
{
	bool show = c->nshown < c->max;
	struct md_shown *s = NULL;
	size_t severe = 0;

	totals_add(c, e);
	for (size_t i = 0; i < e->nparams; i++)
		key_add(c, &e->params[i]);
	if (show) {
		c->shown = xgrow(c->shown, c->nshown, &c->cap, sizeof *c->shown);
		s = &c->shown[c->nshown++];
		*s = shown_of(e);
		s->cells = xcalloc(e->nmetrics, sizeof *s->cells);
	}
	for (size_t i = 0; i < e->nmetrics; i++) {
		struct md_cell cell;

		severe += case_metric_add(c, &e->metrics[i], &cell);
		if (!show || cell.metric == MD_METRICS_MAX)
			continue;
		cell.unit = xstrdup(e->metrics[i].unit ? e->metrics[i].unit : "");
		s->cells[s->ncells++] = cell;
	}
	if (severe)
		outliers_add(c, e, severe);
}

static void
shown_free(struct md_shown *s)
{
	for (size_t i = 0; i < s->nparams; i++) {
		free(s->params[i].key);
		free(s->params[i].value);
	}
	for (size_t i = 0; i < s->ncells; i++)
		free(s->cells[i].unit);
	free(s->params);
	free(s->cells);
	free(s->name);
	free(s->id);
	free(s->description);
	free(s->variant);
	free(s->reason);
}

void
md_cases_free(struct md_cases *c)
{
	for (size_t i = 0; i < c->nshown; i++)
		shown_free(&c->shown[i]);
	for (size_t i = 0; i < c->nkeys; i++) {
		for (size_t j = 0; j < c->keys[i].nvalues; j++)
			free(c->keys[i].values[j]);
		free(c->keys[i].key);
	}
	for (size_t i = 0; i < c->nmetrics; i++) {
		free(c->metrics[i].name);
		free(c->metrics[i].unit);
	}
	for (size_t i = 0; i < MD_IDS_MAX; i++)
		free(c->outlier_ids[i]);
	free(c->shown);
	free(c->metrics);
	free(c->last_name);
	free(c->last_outlier);
}

const struct md_cell *
md_shown_cell(const struct md_shown *s, size_t metric)
{
	for (size_t i = 0; i < s->ncells; i++)
		if (s->cells[i].metric == metric)
			return &s->cells[i];
	return NULL;
}

const char *
md_shown_param(const struct md_shown *s, const char *key)
{
	for (size_t i = 0; i < s->nparams; i++)
		if (strcmp(s->params[i].key, key) == 0)
			return s->params[i].value;
	return NULL;
}

bool
md_key_varies(const struct md_cases *c, const struct md_key *key)
{
	return key->nvalues > 1 || key->cases < c->total;
}
