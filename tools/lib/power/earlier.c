#include "power/earlier.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/input.h"
#include "base/intern.h"
#include "base/quantity.h"
#include "base/util.h"
#include "history/store.h"
#include "model/policy.h"
#include "power/earlier_pairs.h"
#include "results/document_kind.h"
#include "results/results.h"
#include "stats/sample.h"

/* A share of the time, from which on the CPU is what a row is bound by. */
#define BOUND 0.9
/* Sessions that vary by more than this times what their rounds explain differ. */
#define DIFFER 3

struct earlier {
	struct word_set *words, *rows_known, *cases_known;
	struct earlier_row *rows; /* by the index of rows_known */
	size_t n, cap;
	double *seconds; /* by the index of cases_known */
	size_t nseconds, cap_seconds;
	const char *fingerprint; /* of the newest document; NULL: not known */
	size_t elsewhere;
	struct earlier_pairs *pairs;
};

static const char *
kept_word(struct earlier *x, const char *text)
{
	const struct word *word = intern_word(x->words, text);

	return word ? word->text : NULL;
}

static struct earlier_row *
row_of(struct earlier *x, const struct entry *e, const struct metric *m)
{
	char *name = xasprintf("%s\n%s", e->id, m->name);
	size_t i = intern_word(x->rows_known, name)->index;

	free(name);
	if (i < x->n)
		return &x->rows[i];
	x->rows = xgrow(x->rows, x->n, &x->cap, sizeof *x->rows);
	x->rows[x->n++] = (struct earlier_row){.id = kept_word(x, e->id),
	    .metric = kept_word(x, m->name),
	    .unit = kept_word(x, m->unit ? m->unit : ""),
	    .reported_by = kept_word(x, e->reported_by),
	    .value = NAN,
	    .step = NAN,
	    .between = NAN,
	    .spread = NAN};
	return &x->rows[i];
}

/* The least distance of two values of M that are not equal, over their median, where most are
 * equal: a few values of much noise are apart by themselves. */
static double
step_of(const struct metric *m)
{
	double *v = xreallocarray(NULL, m->n, sizeof *v), least = INFINITY;
	size_t n = sample_compact(m->samples, m->n, v), distinct = 1;

	sample_sort(v, n);
	for (size_t i = 1; i < n; i++)
		if (v[i] > v[i - 1]) {
			least = fmin(least, v[i] - v[i - 1]);
			distinct++;
		}
	free(v);
	return isfinite(least) && m->value > 0 && 2 * distinct <= n ? least / m->value : NAN;
}

static bool
bound_by_cpu(const struct entry *e, const struct metric *m)
{
	const struct metric *cpu = entry_metric(e, "cpu_ms");

	return strcmp(m->name, "duration_ms") == 0 && cpu && cpu->value >= BOUND * m->value;
}

/* What the shifts of the N sessions AT differ by, beside what their intervals explain. */
static double
between_of(const struct earlier_session *at, size_t n)
{
	double mean = 0, variance = 0, own = 0;

	if (n < 3)
		return NAN;
	for (size_t i = 0; i < n; i++)
		mean += at[i].shift / (double)n;
	for (size_t i = 0; i < n; i++) {
		double error = at[i].noise.error / sqrt(at[i].noise.pairs);

		variance += (at[i].shift - mean) * (at[i].shift - mean) / (double)(n - 1);
		own += error * error / (double)n;
	}
	return variance > DIFFER * own ? sqrt(variance - own) : 0;
}

/* Add what metric M of E, with that of its other variant OTHER or NULL, shows. */
static void
metric_add(
    struct earlier *x, const struct entry *e, const struct metric *m, const struct entry *other)
{
	struct earlier_row *row = row_of(x, e, m);
	const struct earlier_session *at;
	size_t n = earlier_pairs_judge(x->pairs, e, other, m->name, x->fingerprint, &at);

	if (isnan(row->value)) {
		row->value = m->value;
		row->step = step_of(m);
		row->bound = bound_by_cpu(e, m);
		row->exact = n > 0 && at[n - 1].exact;
	}
	if (other && isnan(row->between))
		row->between = between_of(at, n);
	for (size_t i = n; i-- > 0 && isnan(row->spread);)
		row->spread = at[i].spread;
	/* The newest stand last. */
	while (n-- && row->n < EARLIER_SESSIONS)
		row->sessions[row->n++] = at[n].noise;
}

static void
seconds_add(struct earlier *x, const struct entry *e, const struct entry *other)
{
	const struct metric *m = entry_metric(e, "duration_ms");
	const struct metric *twin = other ? entry_metric(other, "duration_ms") : m;
	size_t i;

	if (e->reported_by || !m || !twin || !(m->value >= 0) || !(twin->value >= 0))
		return;
	i = intern_word(x->cases_known, e->id)->index;
	if (i < x->nseconds)
		return;
	x->seconds = xgrow(x->seconds, x->nseconds, &x->cap_seconds, sizeof *x->seconds);
	x->seconds[x->nseconds++] = (m->value + twin->value) / 1e3;
}

/* Add entry E, and OTHER, the other variant of its case, or NULL. */
static void
entry_add(struct earlier *x, const struct entry *e, const struct entry *other)
{
	if (e->control || e->status != ENTRY_OK || (other && other->status != ENTRY_OK))
		return;
	seconds_add(x, e, other);
	if (e->kind != KIND_REGRESSION)
		return;
	for (size_t i = 0; i < e->nmetrics; i++)
		if (e->metrics[i].gate && e->metrics[i].n &&
		    (!other || entry_metric(other, e->metrics[i].name)))
			metric_add(x, e, &e->metrics[i], other);
}

/* Whether document R, whose first entry was read, is of the newest one's machine. */
static bool
is_here(struct earlier *x, const struct results *r)
{
	const char *fingerprint = results_head(r)->fingerprint;

	if (!x->fingerprint)
		x->fingerprint = kept_word(x, fingerprint);
	return !fingerprint || strcmp(fingerprint, x->fingerprint) == 0;
}

static void
document_add(struct earlier *x, const char *path)
{
	struct entry a, b, *last = &a, *e = &b;
	enum document_kind kind;
	FILE *f = document_open(path, &kind);
	struct results *r;
	bool waits = false, any = false;

	if (kind != DOCUMENT_RESULTS)
		die("'%s' has no samples: it must be a results document", input_name(path));
	r = results_open_fd(fileno(f), input_name(path));
	entry_init(&a);
	entry_init(&b);
	while (results_next(r, e)) {
		struct entry *swap = last;
		bool pair = waits && e->variant && last->variant && strcmp(e->id, last->id) == 0;

		if (!any && !is_here(x, r)) {
			x->elsewhere++;
			waits = false;
			break;
		}
		any = true;
		if (waits && !pair)
			entry_add(x, last, NULL);
		if (pair)
			entry_add(x, last, e);
		waits = !pair;
		last = e;
		e = swap;
	}
	if (waits)
		entry_add(x, last, NULL);
	entry_free(&a);
	entry_free(&b);
	results_close(r);
	fclose(f);
}

/* The newest documents of the history in FOLDER, the newest first. */
static void
folder_add(struct earlier *x, const char *folder)
{
	struct store_list list = store_list_read(folder, STORE_DOCUMENT);
	size_t least = list.n > EARLIER_DOCUMENTS ? list.n - EARLIER_DOCUMENTS : 0;

	if (!list.n)
		die("'%s' has no results: it must be the folder of a history", folder);
	for (size_t i = list.n; i-- > least;) {
		char *path = xasprintf("%s/%s", folder, list.names[i]);

		document_add(x, path);
		free(path);
	}
	store_list_free(&list);
}

struct earlier *
earlier_load(const char **paths, size_t n)
{
	struct earlier *x = xcalloc(1, sizeof *x);

	x->words = intern_new();
	x->rows_known = intern_new();
	x->cases_known = intern_new();
	x->pairs = earlier_pairs_new();
	while (n--) {
		struct stat st;

		if (!input_is_standard(paths[n]) && stat(paths[n], &st) == 0 && S_ISDIR(st.st_mode))
			folder_add(x, paths[n]);
		else
			document_add(x, paths[n]);
	}
	return x;
}

void
earlier_free(struct earlier *x)
{
	if (!x)
		return;
	intern_free(x->words);
	intern_free(x->rows_known);
	intern_free(x->cases_known);
	earlier_pairs_free(x->pairs);
	free(x->rows);
	free(x->seconds);
	free(x);
}

size_t
earlier_elsewhere(const struct earlier *x)
{
	return x->elsewhere;
}

size_t
earlier_count(const struct earlier *x)
{
	return x->n;
}

const struct earlier_row *
earlier_at(const struct earlier *x, size_t i)
{
	return &x->rows[i];
}

double
earlier_round_seconds(const struct earlier *x, const char *id)
{
	const struct word *word = intern_find(x->cases_known, id);

	return word && word->index < x->nseconds ? x->seconds[word->index] : NAN;
}
