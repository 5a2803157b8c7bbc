#include "page/page_results.h"

#include <math.h>
#include <string.h>

#include "model/param.h"
#include "page/page_table.h"
#include "stats/sample.h"

static void
metric_data(struct json_writer *w, const struct metric *m)
{
	struct sample_summary s;

	sample_summarize(m->samples, m->n, &s);
	json_object_begin(w, m->name);
	json_string(w, "unit", m->unit);
	json_string(w, "better", better_name(m->better));
	json_number(w, "value", m->value);
	if (s.n > 1) {
		json_integer(w, "n", (long long)s.n);
		json_number(w, "min", s.min);
		json_number(w, "max", s.max);
	}
	if (!isnan(s.ci95[0])) {
		json_number(w, "low", s.ci95[0]);
		json_number(w, "high", s.ci95[1]);
	}
	json_object_end(w);
}

static void
entry_data(struct page *p, const struct entry *e)
{
	struct json_writer *w = json_writer_new(NULL);
	const char *text;

	json_object_begin(w, NULL);
	json_string(w, "id", e->id);
	json_string(w, "name", e->name);
	params_write(w, e->params, e->nparams);
	if (e->variant)
		json_string(w, "variant", e->variant);
	if (e->control)
		json_bool(w, "control", true);
	json_string(w, "status", entry_status_name(e->status));
	if (e->reason)
		json_string(w, "reason", e->reason);
	json_object_begin(w, "metrics");
	for (size_t i = 0; i < e->nmetrics; i++)
		metric_data(w, &e->metrics[i]);
	json_object_end(w);
	json_object_end(w);
	text = json_writer_text(w);
	page_data(p, text);
	json_writer_free(w);
}

static void
entry_plain(struct buf *b, const struct entry *e)
{
	static const char *const shown[] = {"duration_ms", "throughput", "memory_mb"};

	page_row(b, e->id);
	page_cell_text(b, e->variant ? e->variant : "");
	page_cell_text(b, entry_status_name(e->status));
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		const struct metric *m = entry_metric(e, shown[i]);

		page_cell_quantity(b, m ? m->value : NAN, m ? m->unit : "");
	}
}

static void
head_data(struct page *p, const struct results_head *head)
{
	struct json_writer *w = json_writer_new(NULL);
	const char *text;

	json_object_begin(w, NULL);
	json_string(w, "suite", head->suite);
	json_string(w, "timestamp", head->timestamp);
	if (head->environment)
		json_raw(w, "environment", head->environment, strlen(head->environment));
	json_object_end(w);
	text = json_writer_text(w);
	page_data(p, "\n],\"head\":");
	page_data(p, text);
	page_data(p, "}");
	json_writer_free(w);
}

void
page_results(struct page *p, struct results *r)
{
	static const char *const heads[] = {
	    "benchmark", "variant", "status", "time", "throughput", "memory", NULL};
	struct buf *plain = page_plain(p);
	struct entry e;
	size_t n = 0;

	page_data_begin(p, "results");
	page_data(p, "{\"benchmarks\":[");
	page_table_begin(plain, "Results", heads);
	entry_init(&e);
	while (results_next(r, &e)) {
		page_data(p, n++ ? ",\n" : "\n");
		entry_data(p, &e);
		entry_plain(plain, &e);
	}
	entry_free(&e);
	head_data(p, results_head(r));
	page_data_end(p);
	page_table_end(plain);
}
