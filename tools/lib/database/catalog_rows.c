#include "database/catalog_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/util.h"
#include "database/catalog_run.h"
#include "database/catalog_schema.h"
#include "model/metric.h"
#include "results/results.h"
#include "stats/sample.h"

struct catalog_rows {
	struct duck_table *files, *runs, *results, *further;
	const struct catalog_names *names;
};

/* What the columns of benchmark_results are called in documents, the most exact name first. */
static const char *const latency_names[] = {"latency_ms", "duration_ms", NULL},
			 *const throughput_names[] = {"throughput_samples_per_sec",
			     "samples_per_second", "throughput", NULL},
			 *const memory_names[] = {"memory_usage_mb", "memory_mb", NULL},
			 *const first_token_names[] = {"first_token_latency_ms", "first_token_ms",
			     "ttft_ms", NULL},
			 *const peak_names[] = {"peak_memory_mb", "memory_mb", NULL},
			 *const batch_names[] = {"batch_size", "batch", NULL},
			 *const sequence_names[] = {"sequence_length", "seq_length", "seq_len",
			     NULL},
			 *const precision_names[] = {"precision", "dtype", NULL};

static const char *const *const metric_columns[] = {
    latency_names, throughput_names, memory_names, first_token_names, peak_names};
enum { METRIC_COLUMN_COUNT = sizeof metric_columns / sizeof *metric_columns };

struct catalog_rows *
catalog_rows_open(struct duck *d, const struct catalog_names *names)
{
	static const enum duck_column_type file_types[] = {
	    COLUMN_TEXT, COLUMN_TEXT, COLUMN_INTEGER};
	struct catalog_rows *rows = xcalloc(1, sizeof *rows);

	rows->names = names;
	rows->files = duck_table_open(d, "history_files", file_types, 3);
	rows->runs = duck_table_open(d, "benchmark_runs", catalog_run_types, CATALOG_RUN_COLUMNS);
	rows->results =
	    duck_table_open(d, "benchmark_results", catalog_result_types, CATALOG_RESULT_COLUMNS);
	rows->further =
	    duck_table_open(d, "benchmark_further", catalog_further_types, CATALOG_FURTHER_COLUMNS);
	return rows;
}

void
catalog_rows_flush(struct catalog_rows *rows)
{
	duck_table_flush(rows->files);
	duck_table_flush(rows->runs);
	duck_table_flush(rows->results);
	duck_table_flush(rows->further);
}

void
catalog_rows_close(struct catalog_rows *rows)
{
	if (!rows)
		return;
	duck_table_close(rows->files);
	duck_table_close(rows->runs);
	duck_table_close(rows->results);
	duck_table_close(rows->further);
	free(rows);
}

/* The first metric of E that has one of NAMES, or NULL. */
static const struct metric *
metric_of(const struct entry *e, const char *const *names)
{
	const struct metric *m = NULL;

	for (; !m && *names; names++)
		m = entry_metric(e, *names);
	return m;
}

/* Whether M is what a column of its own has. */
static bool
metric_has_column(const struct entry *e, const struct metric *m)
{
	for (size_t i = 0; i < METRIC_COLUMN_COUNT; i++)
		if (metric_of(e, metric_columns[i]) == m)
			return true;
	return false;
}

/* The metrics of E that have no column, by name; null without any. */
static void
device_metrics_append(struct duck_table *t, const struct entry *e)
{
	struct json_writer *w = NULL;

	for (size_t i = 0; i < e->nmetrics; i++) {
		const struct metric *m = &e->metrics[i];

		if (!isfinite(m->value) || metric_has_column(e, m))
			continue;
		if (!w) {
			w = json_writer_new(NULL);
			json_object_begin(w, NULL);
		}
		json_number(w, m->name, m->value);
	}
	if (w)
		json_object_end(w);
	table_text(t, w ? json_writer_text(w) : NULL);
	if (w)
		json_writer_free(w);
}

static void
params_append(struct duck_table *t, const struct entry *e)
{
	struct json_writer *w = json_writer_new(NULL);

	json_object_begin(w, NULL);
	for (size_t i = 0; i < e->nparams; i++) {
		const struct param *p = &e->params[i];

		if (p->bare)
			json_raw(w, p->key, p->value, strlen(p->value));
		else
			json_string(w, p->key, p->value);
	}
	json_object_end(w);
	table_text(t, json_writer_text(w));
	json_writer_free(w);
}

/* The columns of one metric; M may be NULL: there is none. */
static void
metric_append(struct duck_table *t, const struct metric *m)
{
	struct sample_summary sum = {.n = 0, .ci95 = {NAN, NAN}};

	if (!m) {
		for (int i = 0; i < 8; i++)
			table_null(t);
		return;
	}
	if (m->n)
		sample_summarize(m->samples, m->n, &sum);
	table_text(t, m->name);
	table_text(t, m->unit);
	table_text(t, better_name(m->better));
	table_flag(t, m->gate);
	if (m->n)
		table_integer(t, (int64_t)sum.n);
	else
		table_null(t);
	table_number(t, m->value);
	table_numbers(t, isnan(sum.ci95[0]) ? NULL : sum.ci95, 2);
	table_numbers(t, m->n ? m->samples : NULL, m->n);
}

static void
result_append(struct duck_table *t, const struct entry *e, const char *run, const char *id)
{
	table_text(t, run);
	catalog_count_append(t, catalog_param(e, batch_names));
	catalog_count_append(t, catalog_param(e, sequence_names));
	table_text(t, catalog_param(e, precision_names));
	for (size_t i = 0; i < METRIC_COLUMN_COUNT; i++) {
		const struct metric *m = metric_of(e, metric_columns[i]);

		table_number(t, m ? m->value : NAN);
	}
	device_metrics_append(t, e);
	table_text(t, id);
	table_text(t, e->name);
	params_append(t, e);
	table_text(t, e->variant);
	table_flag(t, e->control);
	table_text(t, entry_status_name(e->status));
	metric_append(t, e->nmetrics ? &e->metrics[0] : NULL);
}

static void
entry_append(struct catalog_rows *rows, const struct entry *e, const char *run)
{
	char *now = rows->names->renamed(rows->names->who, e->id);
	const char *id = now ? now : e->id;

	result_append(rows->results, e, run, id);
	for (size_t i = 1; i < e->nmetrics; i++) {
		table_text(rows->further, run);
		table_text(rows->further, id);
		table_text(rows->further, e->variant);
		metric_append(rows->further, &e->metrics[i]);
	}
	free(now);
}

/* Open document FD at its start and read its first benchmark into E; *MORE: there is one. */
static struct results *
document_begin(int fd, const char *name, struct entry *e, bool *more)
{
	struct results *r;

	if (lseek(fd, 0, SEEK_SET) != 0)
		die("'%s' cannot be read again:", name);
	r = results_open_fd(fd, name);
	*more = results_next(r, e);
	return r;
}

size_t
catalog_rows_document(struct catalog_rows *rows, int fd, const char *name, const char *digest)
{
	struct entry e;
	struct results *r, *whole = NULL;
	struct catalog_runs *runs;
	size_t n = 0;
	bool more;

	entry_init(&e);
	r = document_begin(fd, name, &e, &more);
	/* The head may stand behind the benchmarks: then it is known when all was read. */
	if (!results_head(r)->environment && more) {
		while (results_next(r, &e))
			;
		whole = r;
		r = document_begin(fd, name, &e, &more);
	}
	runs = catalog_runs_new(name, results_head(whole ? whole : r));
	for (; more; more = results_next(r, &e), n++)
		entry_append(rows, &e, catalog_run_of(runs, &e));
	catalog_runs_end(runs, rows->runs);
	if (whole)
		results_close(whole);
	results_close(r);
	entry_free(&e);
	table_text(rows->files, digest);
	table_text(rows->files, name);
	table_integer(rows->files, (int64_t)n);
	return n;
}
