#include "results/kept_values.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "results/read_value.h"
#include "stats/quantile.h"
#include "stats/sample.h"

/* The percentiles of a distribution, of QUANTILE_PARTS. */
static const struct {
	const char *name;
	unsigned parts;
} percentiles[] = {
    {"p50", 50000}, {"p90", 90000}, {"p95", 95000}, {"p99", 99000}, {"p99.9", 99900}};

static void
percentile_write(struct json_writer *w, const char *name, unsigned parts, const double *v, size_t n)
{
	size_t low, high;

	json_object_begin(w, name);
	json_number(w, "value", v[quantile_rank(n, parts) - 1]);
	if (quantile_ranks95(n, parts, &low, &high)) {
		json_array_begin(w, "ci95");
		json_number(w, NULL, v[low - 1]);
		json_number(w, NULL, v[high - 1]);
		json_array_end(w);
	} else {
		json_null(w, "ci95");
	}
	json_object_end(w);
}

/* What the N values V, sorted upward, tell. */
static void
distribution_write(struct json_writer *w, const double *v, size_t n)
{
	json_number(w, "n", (double)n);
	json_number(w, "min", v[0]);
	json_number(w, "max", v[n - 1]);
	json_object_begin(w, "percentiles");
	for (size_t i = 0; i < sizeof percentiles / sizeof *percentiles; i++)
		if (n >= quantile_least(percentiles[i].parts))
			percentile_write(w, percentiles[i].name, percentiles[i].parts, v, n);
	json_object_end(w);
}

void
kept_values_write(struct json_writer *w, const struct metric *m)
{
	size_t n = 0, total = 0;
	double *all;

	for (size_t i = 0; i < m->nkept; i++)
		total += m->kept[i].v ? m->kept[i].n : 0;
	if (total == 0)
		return;
	all = xreallocarray(NULL, total, sizeof *all);
	json_object_begin(w, "kept");
	json_array_begin(w, "values");
	for (size_t i = 0; i < m->n; i++) {
		const struct kept *k = i < m->nkept ? &m->kept[i] : NULL;

		if (!k || !k->v) {
			json_null(w, NULL);
			continue;
		}
		json_array_begin(w, NULL);
		for (size_t j = 0; j < k->n; j++)
			json_number(w, NULL, k->v[j]);
		json_array_end(w);
		memcpy(all + n, k->v, k->n * sizeof *all);
		n += k->n;
	}
	json_array_end(w);
	sample_sort(all, n);
	distribution_write(w, all, n);
	json_object_end(w);
	free(all);
}

static struct kept
kept_read(struct entry_reader *r, struct scanner *s, struct entry *e)
{
	enum scan_type type = scan_type(s);
	struct kept k = {NULL, 0};

	if (type == SCAN_NULL) {
		scan_null(s);
		return k;
	}
	k.n = read_numbers(r, s, type, "values", false);
	if (k.n == 0)
		return k;
	k.v = entry_alloc(e, k.n * sizeof *k.v);
	memcpy(k.v, r->numbers, k.n * sizeof *k.v);
	return k;
}

static void
values_read(struct entry_reader *r, struct scanner *s, enum scan_type type, struct entry *e,
    struct metric *m)
{
	struct kept *list = NULL;
	size_t cap = 0, total = 0;

	m->nkept = 0;
	read_array(s, type, "values", "arrays of numbers");
	while (scan_element(s)) {
		if (m->nkept == SAMPLES_MAX)
			scan_die(s, "'values' has more than %d arrays", SAMPLES_MAX);
		list = xgrow(list, m->nkept, &cap, sizeof *list);
		list[m->nkept] = kept_read(r, s, e);
		total += list[m->nkept++].n;
		if (total > SAMPLES_MAX)
			scan_die(s, "'values' has more than %d values", SAMPLES_MAX);
	}
	if (m->nkept) {
		m->kept = entry_alloc(e, m->nkept * sizeof *list);
		memcpy(m->kept, list, m->nkept * sizeof *list);
	}
	free(list);
}

void
kept_values_read(struct entry_reader *r, struct scanner *s, enum scan_type type, struct entry *e,
    struct metric *m)
{
	static const struct scan_name names[] = {
	    MEMBER("values"), MEMBER("n"), MEMBER("min"), MEMBER("max"), MEMBER("percentiles")};
	struct members members = MEMBERS_INIT(names);
	int k;

	read_object(s, type, "'kept'");
	while ((k = members_next(&members, s, &type)) >= 0) {
		if (k == 0)
			values_read(r, s, type, e, m);
		else
			scan_skip(s); /* computed anew */
	}
	free(members_end(&members, s));
}
