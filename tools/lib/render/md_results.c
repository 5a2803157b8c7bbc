#include "render/md_results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "render/md_columns.h"

struct md_results *
md_results_load(FILE *f, const char *name, const struct md_options *options)
{
	struct results *in = results_open_fd(fileno(f), name);
	struct md_results *r = xcalloc(1, sizeof *r);
	const struct results_head *head;
	struct entry e;

	r->cases.max = options->max_rows;
	r->cases.noise = .05;
	entry_init(&e);
	while (results_next(in, &e))
		md_cases_add(&r->cases, &e);
	entry_free(&e);
	head = results_head(in);
	r->suite = head->suite ? xstrdup(head->suite) : NULL;
	r->timestamp = head->timestamp ? xstrdup(head->timestamp) : NULL;
	r->tolerance = head->tolerance;
	r->threshold = head->threshold;
	if (head->environment)
		r->environment = json_document_parse(
		    head->environment, strlen(head->environment), results_name(in));
	results_close(in);
	if (r->cases.total)
		md_columns_check(&r->cases, options);
	return r;
}

void
md_results_free(struct md_results *r)
{
	if (!r)
		return;
	md_cases_free(&r->cases);
	json_document_free(r->environment);
	free(r->suite);
	free(r->timestamp);
	free(r);
}

/* "4 benchmarks, 12 cases: 11 ok, 1 failed · 110 invocations · 3.45 s measured" */
static void
totals(struct buf *b, const struct md_cases *c)
{
	size_t n = 0;

	buf_str(b, "**");
	md_count(b, c->names, "benchmark");
	if (c->names != c->total) {
		buf_str(b, ", ");
		md_count(b, c->total, "case");
	}
	buf_str(b, "**");
	for (size_t i = 0; i <= ENTRY_INTERRUPTED; i++)
		if (c->counts[i])
			buf_printf(b, "%s%zu %s", n++ ? ", " : ": ", c->counts[i],
			    entry_status_name((enum entry_status)i));
	if (c->invocations) {
		buf_str(b, " · ");
		md_count(b, c->invocations, "invocation");
	}
	if (c->measured_ms > 0) {
		struct scale scale = scale_for(c->measured_ms, "ms");

		buf_str(b, " · ");
		md_quantity(b, c->measured_ms, &scale, MD_DIGITS);
		buf_str(b, " measured");
	}
	buf_str(b, "\n\n");
}

static void
varying(struct buf *b, const struct md_cases *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->nkeys; i++) {
		const struct md_key *key = &c->keys[i];

		if (!md_key_varies(c, key))
			continue;
		buf_str(b, n++ ? " · " : "**Parameters:** ");
		markdown_code(b, key->key, MARKDOWN_NAME);
		for (size_t j = 0; j < key->nvalues; j++) {
			buf_str(b, j ? ", " : " ");
			markdown_name(b, key->values[j], MARKDOWN_NAME);
		}
		buf_str(b, key->more ? ", …" : "");
	}
	if (n)
		buf_str(b, c->more_keys ? ", and more<br>\n" : "<br>\n");
}

static void
constant_begin(struct buf *b, size_t *n)
{
	buf_str(b, (*n)++ ? " · " : "**Same in all:** ");
}

static void
constant_fraction(struct buf *b, size_t *n, const char *what, double v)
{
	if (isnan(v))
		return;
	constant_begin(b, n);
	buf_str(b, what);
	percent_set(b, v);
}

static void
constant(struct buf *b, const struct md_results *r)
{
	const struct md_cases *c = &r->cases;
	size_t n = 0;

	for (size_t i = 0; i < c->nkeys; i++) {
		if (md_key_varies(c, &c->keys[i]))
			continue;
		constant_begin(b, &n);
		markdown_code(b, c->keys[i].key, MARKDOWN_NAME);
		buf_char(b, ' ');
		markdown_name(b, c->keys[i].values[0], MARKDOWN_NAME);
	}
	if (c->iterations.seen && !c->iterations.differs && c->iterations.value) {
		constant_begin(b, &n);
		md_count(b, c->iterations.value, "invocation");
		buf_str(b, " each");
	}
	if (c->warmup.seen && !c->warmup.differs && c->warmup.value) {
		constant_begin(b, &n);
		buf_printf(b, "%zu warm-up", c->warmup.value);
	}
	constant_fraction(b, &n, "tolerance ", r->tolerance);
	constant_fraction(b, &n, "threshold ", r->threshold);
	if (n)
		buf_str(b, "<br>\n");
}

static void
hidden(struct buf *b, const struct md_cases *c, size_t shown)
{
	size_t trouble = c->total - c->counts[ENTRY_OK];

	if (c->total == shown)
		return;
	for (size_t i = 0; i < shown; i++)
		trouble -= c->shown[i].status != ENTRY_OK;
	buf_char(b, '\n');
	md_count(b, c->total - shown, "more row");
	buf_str(b, " not shown");
	if (trouble)
		buf_printf(b, ", **%zu of them not ok**", trouble);
	buf_str(b, ".\n");
}

static void
noise(struct buf *b, const struct md_cases *c)
{
	if (!c->outliers && !c->noisy)
		return;
	buf_str(b, "\n<sub>Noise: ");
	if (c->outliers) {
		md_count(b, c->outliers, "severe outlier");
		buf_str(b, " in ");
		md_count(b, c->outlier_cases, "case");
		for (size_t i = 0; i < MD_IDS_MAX && c->outlier_ids[i]; i++) {
			buf_str(b, i ? ", " : ": ");
			markdown_code(b, c->outlier_ids[i], MARKDOWN_NAME);
		}
		buf_str(b, c->outlier_cases > MD_IDS_MAX ? ", …" : "");
	}
	if (c->noisy) {
		buf_printf(b, "%s%zu of ", c->outliers ? "; " : "", c->noisy);
		md_count(b, c->values, "value");
		buf_str(b, " with an interval wider than ±");
		percent_set(b, c->noise);
	}
	buf_str(b, ".</sub>\n");
}

void
md_results_render(struct buf *b, const struct md_results *r, const struct md_options *options)
{
	const struct md_cases *c = &r->cases;
	const char *title = options->title ? options->title : r->suite;
	size_t shown = c->nshown < options->max_rows ? c->nshown : options->max_rows;

	buf_str(b, "## ");
	markdown_text(b, title ? title : "Benchmarks", MARKDOWN_NAME);
	buf_str(b, "\n\n");
	totals(b, c);
	varying(b, c);
	constant(b, r);
	if (r->environment || r->timestamp) {
		struct json_at root = {0};

		if (r->environment)
			root = json_root(r->environment);
		buf_str(b, "**Environment:** ");
		md_environment(b, &root, r->timestamp);
		md_warnings(b, &root, "<br>\n");
		buf_str(b, "\n\n");
	}
	if (shown)
		md_cases_table(b, c, shown, options);
	hidden(b, c, shown);
	noise(b, c);
}
