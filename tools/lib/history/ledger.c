#include "history/ledger.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "base/input.h"
#include "base/intern.h"
#include "base/output.h"
#include "base/util.h"
#include "history/gate_rates.h"
#include "history/ledger_alert.h"
#include "model/schema_names.h"

/* How far a step of one row may wander as points are added, and two rows' steps of one change
 * may be apart; in runs. */
enum { SAME_ROW = 3, SAME_CHANGE = 1, ALERTS_MAX = 100000 };

#define FILE_END ".json"

struct ledger {
	char *dir;
	struct arena *memory;
	struct word_set *runs; /* by their words; the index is their order */
	struct alert *alerts;
	size_t n, cap;
};

static struct alert *
alert_add(struct ledger *l)
{
	struct alert *a;

	if (l->n == ALERTS_MAX)
		die("%s: more than %d alerts", l->dir, ALERTS_MAX);
	l->alerts = xgrow(l->alerts, l->n, &l->cap, sizeof *l->alerts);
	a = &l->alerts[l->n++];
	memset(a, 0, sizeof *a);
	return a;
}

static void
alert_load(struct ledger *l, const char *path)
{
	struct json_document *d = json_document_load(path);
	struct json_at root = json_root(d);
	struct alert *a = alert_add(l);
	const char *base = strrchr(path, '/') + 1;

	a->name = arena_strndup(l->memory, base, strlen(base) - strlen(FILE_END));
	alert_read(&root, a, l->memory);
	json_document_free(d);
}

struct ledger *
ledger_load(const char *dir)
{
	struct ledger *l = xcalloc(1, sizeof *l);
	char *pattern = xasprintf("%s/*" FILE_END, dir);
	glob_t found;

	l->dir = xstrdup(dir);
	l->memory = arena_new();
	l->runs = intern_new();
	if (input_glob(pattern, &found))
		for (size_t i = 0; i < found.gl_pathc; i++)
			alert_load(l, found.gl_pathv[i]);
	globfree(&found);
	free(pattern);
	return l;
}

void
ledger_free(struct ledger *l)
{
	if (!l)
		return;
	for (size_t i = 0; i < l->n; i++)
		free(l->alerts[i].rows);
	free(l->alerts);
	intern_free(l->runs);
	arena_free(l->memory);
	free(l->dir);
	free(l);
}

static const char *
kept(struct ledger *l, const char *s)
{
	return s ? arena_strdup(l->memory, s) : NULL;
}

/* The run of point I of S: of a series without runs, its number. */
static struct alert_run
run_named(struct ledger *l, const struct series_head *head, const struct series *s, size_t i)
{
	const struct series_run *run = s->run ? &head->runs[s->run[i]] : NULL;
	struct alert_run named = {NULL, NULL, NULL};
	char number[32];

	if (run)
		named = (struct alert_run){
		    kept(l, run->id), kept(l, run->commit), kept(l, run->timestamp)};
	if (!alert_run_word(&named)) {
		snprintf(number, sizeof number, "#%zu", run ? s->run[i] : i);
		named.id = kept(l, number);
	}
	return named;
}

/* The order of a run, SERIES_NONE when the document has none of that word. */
static size_t
run_order(const struct ledger *l, const struct alert_run *run)
{
	const char *name = alert_run_word(run);
	const struct word *word = name ? intern_find(l->runs, name) : NULL;

	return word ? word->index : SERIES_NONE;
}

static size_t
distance(size_t a, size_t b)
{
	if (a == SERIES_NONE || b == SERIES_NONE)
		return SERIES_NONE;
	return a > b ? a - b : b - a;
}

static bool
row_is(const struct alert_row *row, const struct series *s)
{
	return strcmp(row->id, s->id) == 0 && strcmp(row->metric, s->metric) == 0 &&
	       text_order(row->variant, s->variant) == 0;
}

static bool
is_worse(const struct series_step *step)
{
	return step->verdict == VERDICT_REGRESSION || step->verdict == VERDICT_WORSE;
}

/* The row that STEP of S, at run ORDER, is of; the nearest one. */
static struct alert_row *
row_find(struct ledger *l, const struct series *s, const struct series_step *step, size_t order)
{
	struct alert_row *found = NULL;
	size_t nearest = SAME_ROW + 1;

	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->alerts[i].nrows; k++) {
			struct alert_row *row = &l->alerts[i].rows[k];
			size_t away;

			if (row->seen || !row_is(row, s) || is_worse(&row->step) != is_worse(step))
				continue;
			away = distance(run_order(l, &row->at), order);
			if (away < nearest) {
				nearest = away;
				found = row;
			}
		}
	return found;
}

/* The alert of the runs AFTER to AT, or of the neighbouring ones: not of a row that S has there
 * already. */
static struct alert *
alert_find(struct ledger *l, const struct series *s, size_t after, size_t at)
{
	for (size_t i = 0; i < l->n; i++) {
		struct alert *a = &l->alerts[i];
		size_t begin = run_order(l, &a->after), end = run_order(l, &a->at);
		bool has = false;

		for (size_t k = 0; k < a->nrows; k++)
			has |= row_is(&a->rows[k], s);
		if (has || end == SERIES_NONE)
			continue;
		if (distance(end, at) <= SAME_CHANGE ||
		    (begin != SERIES_NONE && after != SERIES_NONE && after < end && begin < at))
			return a;
	}
	return NULL;
}

static struct alert *
alert_open(struct ledger *l, const struct alert_run *after, const struct alert_run *at)
{
	const char *first = alert_run_word(after), *last = alert_run_word(at);
	struct alert *a = alert_add(l);
	uint64_t hash = hash_string(hash_string(HASH_START, first), last);

	a->name = arena_strdup(l->memory, "");
	for (;;) {
		char name[32];
		bool taken = false;

		snprintf(name, sizeof name, "%012" PRIx64, hash >> 16);
		for (size_t i = 0; i + 1 < l->n; i++)
			taken |= strcmp(l->alerts[i].name, name) == 0;
		if (!taken) {
			a->name = arena_strdup(l->memory, name);
			break;
		}
		hash += UINT64_C(1) << 16;
	}
	a->after = *after;
	a->at = *at;
	a->opened = true;
	return a;
}

static void
step_note(struct ledger *l, const struct series_head *head, const struct series *s,
    const struct series_step *step)
{
	struct alert_run at = run_named(l, head, s, step->at), after = {NULL, NULL, NULL};
	size_t order = run_order(l, &at);
	struct alert_row *row = row_find(l, s, step, order);

	if (step->at)
		after = run_named(l, head, s, step->at - 1);
	if (!row) {
		struct alert *a = alert_find(l, s, run_order(l, &after), order);

		if (!a)
			a = alert_open(l, &after, &at);
		a->rows = xgrow(a->rows, a->nrows, &a->cap, sizeof *a->rows);
		row = &a->rows[a->nrows++];
		memset(row, 0, sizeof *row);
		row->id = kept(l, s->id);
		row->metric = kept(l, s->metric);
		row->variant = kept(l, s->variant);
	}
	row->gate = s->gate;
	row->at = at;
	row->step = *step;
	row->step.extra = NULL;
	row->seen = row->noted = true;
	row->recovered = (struct alert_run){NULL, NULL, NULL};
	if (step->recovered_at != SERIES_NONE)
		row->recovered = run_named(l, head, s, step->recovered_at);
}

void
ledger_note(struct ledger *l, const struct series_head *head, const struct series *s)
{
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->alerts[i].nrows; k++)
			if (row_is(&l->alerts[i].rows[k], s))
				l->alerts[i].rows[k].noted = true;
	/* Points of a series without runs are its runs. */
	for (size_t i = intern_size(l->runs); i < (s->run ? head->nruns : s->n); i++) {
		struct series numbered = *s;
		struct alert_run run;

		numbered.run = s->run ? &i : NULL;
		run = run_named(l, head, &numbered, s->run ? 0 : i);
		intern_word(l->runs, alert_run_word(&run));
	}
	for (size_t i = 0; i < s->nsteps; i++)
		step_note(l, head, s, &s->steps[i]);
}

/* What is before the runs that the document has is no longer looked for. */
static bool
row_gone(const struct ledger *l, const struct alert_row *row)
{
	return row->noted && !row->seen && run_order(l, &row->at) != SERIES_NONE;
}

static void
alert_settle(const struct ledger *l, struct alert *a)
{
	size_t kept_rows = 0, worse = 0, better = 0, open = 0, accepted = 0, lost = 0;

	for (size_t i = 0; i < a->nrows; i++) {
		const struct alert_row *row = &a->rows[i];
		const struct series_step *step = &row->step;

		if (row_gone(l, row))
			continue;
		if (!is_worse(step)) {
			better++;
			lost += step->state == SERIES_RECOVERED;
		} else {
			worse++;
			open += step->state == SERIES_OPEN && row->gate &&
				step->verdict == VERDICT_REGRESSION;
			accepted += step->state == SERIES_ACCEPTED;
		}
		a->rows[kept_rows++] = *row;
	}
	if (kept_rows == 0) {
		a->state = ALERT_WITHDRAWN;
		return;
	}
	a->nrows = kept_rows;
	a->kind = !worse ? ALERT_IMPROVEMENT : better ? ALERT_MOVED : ALERT_REGRESSION;
	if (!worse)
		a->state = lost == better ? ALERT_LOST : ALERT_KEPT;
	else
		a->state = open ? ALERT_OPEN : accepted ? ALERT_ACCEPTED : ALERT_RECOVERED;
}

void
ledger_settle(struct ledger *l)
{
	for (size_t i = 0; i < l->n; i++)
		alert_settle(l, &l->alerts[i]);
}

void
ledger_save(const struct ledger *l)
{
	if (l->n && mkdir(l->dir, 0777) && errno != EEXIST)
		die("cannot make folder '%s':", l->dir);
	for (size_t i = 0; i < l->n; i++) {
		char *path = xasprintf("%s/%s" FILE_END, l->dir, l->alerts[i].name);
		struct output *out = output_open(path);
		struct json_writer *w = json_writer_new(output_file(out));

		alert_write(w, NULL, &l->alerts[i]);
		json_break(w);
		json_writer_free(w);
		output_commit(out);
		free(path);
	}
}

size_t
ledger_tell(const struct ledger *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		const struct alert *a = &l->alerts[i];

		if (a->opened)
			warn("alert '%s' is new: %s, %s, %zu row%s", a->name, alert_kinds[a->kind],
			    alert_states[a->state], a->nrows, a->nrows == 1 ? "" : "s");
		else if (a->state != a->before)
			warn("alert '%s' was %s, is %s", a->name, alert_states[a->before],
			    alert_states[a->state]);
		n += a->state == ALERT_OPEN && (a->opened || a->before != ALERT_OPEN);
	}
	return n;
}

static int
alert_order(const void *x, const void *y)
{
	const struct alert *a = x, *b = y;
	int order = (b->state == ALERT_OPEN) - (a->state == ALERT_OPEN);

	order = order ? order : text_order(b->at.timestamp, a->at.timestamp);
	return order ? order : strcmp(a->name, b->name);
}

void
ledger_write(const struct ledger *l, struct json_writer *w, const char *version)
{
	struct alert *sorted = xcalloc(l->n + 1, sizeof *sorted);
	char *path = xasprintf("%s/" GATE_RATES_FILE, l->dir);
	struct gate_rates rates;

	if (l->n)
		memcpy(sorted, l->alerts, l->n * sizeof *sorted);
	qsort(sorted, l->n, sizeof *sorted, alert_order);
	json_object_begin(w, NULL);
	json_string(w, "schema", LEDGER_SCHEMA);
	json_string(w, "version", version);
	if (gate_rates_load(path, &rates))
		gate_rates_write(w, "rates", &rates);
	free(path);
	json_array_begin(w, "alerts");
	for (size_t i = 0; i < l->n; i++) {
		json_break(w);
		alert_write(w, NULL, &sorted[i]);
	}
	if (l->n)
		json_break(w);
	json_array_end(w);
	json_object_end(w);
	json_break(w);
	free(sorted);
}
