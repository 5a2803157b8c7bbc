#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "comparison_row.h"
#include "environment.h"
#include "row_part.h"

#define SCHEMA "benchpipe/comparison/1"

/* A fraction as a percentage with three digits. */
static void
add_percent(struct buf *b, double fraction)
{
	double percent = 100 * fabs(fraction);

	buf_printf(b, percent < 999.5 ? "%.3g %%" : "%.0f %%", percent);
}

static void
add_wide(struct buf *b, const struct row *r)
{
	const char *unit =
	    r->effect.method == METHOD_PAIRED ? "rounds" : "invocations of each side";

	if (isfinite(r->effect.smallest_detectable)) {
		buf_str(b, "changes under ");
		add_percent(b, r->effect.smallest_detectable);
		buf_str(b, " cannot be seen reliably; ");
	}
	if (isfinite(r->more))
		buf_printf(b, "about %.0f more %s would settle it", r->more, unit);
	else
		buf_printf(b, "no number of %s would settle it", unit);
}

char *
row_reason(const struct comparison *c, const struct row *r)
{
	struct buf b = BUF_INIT;
	bool paired = r->effect.method == METHOD_PAIRED;
	const char *note = r->note;

	switch ((enum why)r->why) {
	case WHY_SHOWN: break;
	case WHY_SINGLE: buf_str(&b, "single values, no statistics"); break;
	case WHY_COUNT:
		buf_str(
		    &b, isinf(r->effect.change) ? "exact count, the baseline is 0" : "exact count");
		break;
	case WHY_NO_CHANGE: buf_str(&b, "the baseline is 0: there is no relative change"); break;
	case WHY_FEW:
		if (paired)
			buf_printf(&b, "%u rounds can prove nothing; at least 6 are needed",
			    r->effect.n[0]);
		else
			buf_printf(&b,
			    "%u and %u invocations can prove nothing; at least 4 and 4 are needed",
			    r->effect.n[0], r->effect.n[1]);
		break;
	case WHY_WIDE: add_wide(&b, r); break;
	case WHY_MACHINES: buf_str(&b, "the two sides were measured on different machines"); break;
	case WHY_NOTED:
		buf_str(&b, r->note);
		note = NULL;
		break;
	}
	if (note)
		buf_printf(&b, "%s%s", b.len ? "; " : "", note);
	if (r->machines == MACHINES_DIFFERENT && c->options->across_machines)
		buf_printf(&b, "%sacross machines", b.len ? "; " : "");
	return buf_take(&b);
}

static void
write_row(struct json_writer *w, const struct comparison *c, const struct row *r)
{
	const struct effect *e = &r->effect;
	char *reason = row_reason(c, r);

	json_object_begin(w, NULL);
	json_string(w, "id", r->at->id);
	json_string(w, "name", r->at->name);
	write_params(w, r->at->params, r->at->nparams);
	json_string(w, "kind", kind_name(r->at->exploratory ? KIND_EXPLORATORY : KIND_REGRESSION));
	json_string(w, "metric", r->metric ? r->metric->text : NULL);
	json_string(w, "unit", r->unit ? r->unit->text : NULL);
	json_string(w, "better", r->metric ? better_name((enum better)r->better) : NULL);
	json_bool(w, "gate", r->gate);
	write_rounded(w, "baseline", e->baseline);
	write_rounded(w, "current", e->current);
	json_array_begin(w, "n");
	json_integer(w, NULL, e->n[0]);
	json_integer(w, NULL, e->n[1]);
	json_array_end(w);
	write_rounded(w, "change", e->change);
	write_interval(w, "ci", e->low, e->high);
	write_rounded(w, "p", e->p);
	write_rounded(w, "p_adjusted", r->p_adjusted);
	write_rounded(w, "smallest_detectable", e->smallest_detectable);
	json_string(w, "verdict", verdict_name((enum verdict)r->verdict));
	json_string(w, "severity", severity_name((enum severity)r->severity));
	write_rounded(w, "tolerance", r->tolerance);
	write_rounded(w, "threshold", r->threshold);
	if (*reason)
		json_string(w, "reason", reason);
	json_object_end(w);
	free(reason);
}

static void
write_head(struct json_writer *w, const struct comparison *c)
{
	const char *suite = c->current->suite ? c->current->suite : c->baseline->suite;
	char *now = timestamp_now();

	json_string(w, "schema", SCHEMA);
	json_string(w, "version", VERSION);
	json_string(w, "timestamp", now);
	if (suite)
		json_string(w, "suite", suite);
	json_object_begin(w, "policy");
	json_number(w, "tolerance", c->policy.tolerance);
	json_number(w, "threshold", c->policy.threshold);
	json_number(w, "alpha", c->policy.alpha);
	json_string(w, "correction", "benjamini-hochberg");
	json_string(w, "design", "unpaired");
	json_object_end(w);
	write_side(w, "baseline", c->baseline);
	write_side(w, "current", c->current);
	free(now);
}

struct mean {
	const char *metric;
	double logs;
	long long n;
};

static int
mean_order(const void *a, const void *b)
{
	return strcmp(((const struct mean *)a)->metric, ((const struct mean *)b)->metric);
}

/* Of current over baseline, over the rows where that makes sense. */
static void
write_means(struct json_writer *w, const struct comparison *c)
{
	struct mean *means = xcalloc(word_set_size(c->words), sizeof *means);
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct row *r = &c->rows[i];
		struct mean *m;

		if (!r->metric || !(r->effect.baseline > 0 && r->effect.current > 0) ||
		    isnan(r->effect.change))
			continue;
		m = &means[r->metric->index];
		m->metric = r->metric->text;
		m->logs += log(r->effect.current) - log(r->effect.baseline);
		m->n++;
	}
	for (size_t i = 0; i < word_set_size(c->words); i++)
		if (means[i].n > 0)
			means[n++] = means[i];
	qsort(means, n, sizeof *means, mean_order);
	json_object_begin(w, "geometric_mean");
	for (size_t i = 0; i < n; i++) {
		json_object_begin(w, means[i].metric);
		json_integer(w, "n", means[i].n);
		write_rounded(w, "ratio", exp(means[i].logs / (double)means[i].n));
		json_object_end(w);
	}
	json_object_end(w);
	free(means);
}

static void
write_summary(struct json_writer *w, const struct comparison *c)
{
	static const char *const machines[] = {"same", "unknown", "different"};
	bool no = comparison_exit_status(c) != STATUS_OK;

	json_object_begin(w, "summary");
	json_integer(w, "rows", (long long)c->n);
	for (int i = 0; i < NVERDICTS; i++)
		json_integer(w, verdict_name((enum verdict)i), (long long)c->counts[i]);
	write_means(w, c);
	json_string(w, "environment", machines[c->machines]);
	json_string(w, "verdict", no ? "regression" : "pass");
	json_object_end(w);
}

void
comparison_write(const struct comparison *c, struct json_writer *w)
{
	json_object_begin(w, NULL);
	write_head(w, c);
	json_array_begin(w, "rows");
	for (size_t i = 0; i < c->n; i++) {
		json_break(w);
		write_row(w, c, c->sorted[i]);
	}
	json_break(w);
	json_array_end(w);
	write_summary(w, c);
	json_object_end(w);
	json_break(w);
}
