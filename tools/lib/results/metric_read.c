#include "results/metric_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "results/kept_values.h"
#include "results/read_value.h"
#include "stats/sample.h"
#include "json/json_members.h"

enum { METRICS_MAX = 10000 };

#define COUNT(a) (sizeof(a) / sizeof *(a))

static double
median_of(double *v, size_t n)
{
	n = sample_compact(v, n, v);
	if (n == 0)
		return NAN;
	sample_sort(v, n);
	return sample_sorted_median(v, n);
}

static void
metric_defaults(struct metric *m)
{
	const struct metric_builtin *b = metric_builtin(m->name);

	m->gate = true;
	if (b) {
		m->unit = (char *)b->unit;
		m->better = b->better;
		m->gate = b->gate;
	} else if (strcmp(m->name, "throughput") == 0) {
		m->unit = "ops/s";
		m->better = BETTER_HIGHER;
	}
}

static void
metric_read(struct entry_reader *r, struct scanner *s, struct entry *e, struct metric *m)
{
	enum {
		UNIT,
		BETTER,
		GATE,
		TOLERANCE,
		THRESHOLD,
		SAMPLES,
		COUNT_OF,
		MEAN,
		MEDIAN,
		MIN,
		MAX,
		STDDEV,
		MAD,
		CI95,
		OUTLIERS,
		KEPT
	};
	static const struct scan_name names[] = {MEMBER("unit"), MEMBER("better"), MEMBER("gate"),
	    MEMBER("tolerance"), MEMBER("threshold"), MEMBER("samples"), MEMBER("n"),
	    MEMBER("mean"), MEMBER("median"), MEMBER("min"), MEMBER("max"), MEMBER("stddev"),
	    MEMBER("mad"), MEMBER("ci95"), MEMBER("outliers"), MEMBER("kept")};
	struct members members = MEMBERS_INIT(names);
	struct scan_mark tolerance = scan_mark(s), kept = tolerance, threshold;
	double mean = NAN, median = NAN;
	bool sampled = false;
	enum scan_type type = scan_type(s);
	int k;

	metric_defaults(m);
	read_object(s, type, "a metric");
	while ((k = members_next(&members, s, &type)) >= 0) {
		switch (k) {
		case UNIT: m->unit = read_entry_text(s, type, "unit", e); break;
		case BETTER:
			m->better = (enum better)read_word(
			    s, type, "better", better_words, COUNT(better_words) - 1, e);
			break;
		case GATE: m->gate = read_bool(s, type, "gate"); break;
		case TOLERANCE: read_change(s, type, "tolerance", &m->tolerance, &tolerance); break;
		case THRESHOLD: read_change(s, type, "threshold", &m->threshold, &threshold); break;
		case SAMPLES:
			m->n = read_numbers(r, s, type, "samples", true);
			sampled = true;
			if (m->n) {
				m->samples = entry_alloc(e, m->n * sizeof *m->samples);
				memcpy(m->samples, r->numbers, m->n * sizeof *m->samples);
				if (!r->no_medians)
					m->value = median_of(r->numbers, m->n);
			}
			/* What the samples say themselves. */
			members_skip_plain(&members, s, COUNT_OF, CI95, true);
			members_skip_plain(&members, s, CI95, KEPT, false);
			break;
		case MEAN: mean = read_number(s, type, "mean"); break;
		case MEDIAN: median = read_number(s, type, "median"); break;
		case KEPT:
			kept = scan_mark(s);
			kept_values_read(r, s, type, e, m);
			break;
		default: scan_skip(s);
		}
	}
	read_changes_check(s, tolerance, m->tolerance, m->threshold);
	if (m->nkept && m->nkept != m->n)
		scan_die_at(s, kept, "'kept' must have values for each of the %zu samples, not %zu",
		    m->n, m->nkept);
	if (!sampled)
		m->value = isnan(median) ? mean : median;
	m->extra = read_extra(&members, s, e);
}

void
metrics_read(struct entry_reader *r, struct scanner *s, enum scan_type type, struct entry *e)
{
	struct scan_mark at = scan_mark(s);
	bool sorted = true;
	const char *key;
	size_t len;

	read_object(s, type, "'metrics'");
	while (scan_member(s, &key, &len)) {
		char *name = read_value_strndup(e, key, len);
		struct metric *m;

		if (len == 0 || len > TEXT_MAX)
			scan_die(s, "the name of a metric must have 1 to %d bytes", TEXT_MAX);
		if (e->nmetrics == METRICS_MAX)
			scan_die(s, "more than %d metrics", METRICS_MAX);
		m = entry_metric_add(e, name);
		if (e->nmetrics > 1 && entry_metric_order_of(m - 1, m) >= 0)
			sorted = false;
		metric_read(r, s, e, m);
	}
	if (sorted)
		return;
	entry_metrics_sort(e);
	for (size_t i = 1; i < e->nmetrics; i++)
		if (strcmp(e->metrics[i - 1].name, e->metrics[i].name) == 0)
			scan_die_at(s, at, "metric '%s' is given twice", e->metrics[i].name);
}

void
metric_of_old(struct entry *e, const char *name, double v)
{
	struct metric *m;

	if (isnan(v) || entry_metric(e, name))
		return;
	m = entry_metric_add(e, name);
	metric_defaults(m);
	m->gate = true;
	m->value = v;
	entry_metrics_sort(e);
}
