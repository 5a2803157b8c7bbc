#include "render/md_rows.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "comparison/comparison_summary.h"
#include "model/param.h"
#include "render/md_event.h"

/* A sentence names this many rows, whatever a table may have. */
enum { ROWS_LEAST = 200 };

static const struct {
	const char *sign;
	int rank;
} verdicts[NVERDICTS] = {
    [VERDICT_REGRESSION] = {"🔴", 0},
    [VERDICT_EXCEEDED] = {"🔴", 1},
    [VERDICT_WAIVED] = {"⚪", 2},
    [VERDICT_WORSE] = {"🔶", 3},
    [VERDICT_MACHINE_DEPENDENT] = {"🔀", 4},
    [VERDICT_PLACEMENT] = {"📍", 5},
    [VERDICT_IMPROVEMENT] = {"🟢", 6},
    [VERDICT_BETTER] = {"✅", 7},
    [VERDICT_FAILED] = {"❌", 8},
    [VERDICT_UNMEASURED] = {"❔", 9},
    [VERDICT_INCONCLUSIVE] = {"🟡", 10},
    [VERDICT_INCOMPARABLE] = {"🚫", 11},
    [VERDICT_EQUIVALENT] = {"✅", 12},
    [VERDICT_WITHIN] = {"✅", 13},
    [VERDICT_ADDED] = {"➕", 14},
    [VERDICT_REMOVED] = {"➖", 15},
};

int
md_verdict_rank(enum verdict verdict)
{
	return verdicts[verdict].rank;
}

const char *
md_verdict_sign(enum verdict verdict)
{
	return verdicts[verdict].sign;
}

const char *
md_equivalent(const struct md_rows *rows)
{
	return rows->single || rows->alone ? "equivalent" : "proven equivalent";
}

const char *
md_row_sign(const struct md_row *r)
{
	bool red = r->verdict == VERDICT_REGRESSION || r->verdict == VERDICT_EXCEEDED;

	return md_verdict_sign(red && !r->gate ? VERDICT_WORSE : r->verdict);
}

/* The most important rows of one verdict: at most twice as many as are wanted. */
struct bucket {
	struct md_row *rows;
	size_t n, cap;
};

/* What is needed while the rows go by. */
struct loading {
	struct bucket buckets[2][NVERDICTS], drifted, of_case; /* the last: rows of one case */
	size_t max, decided;
	unsigned how;
	bool intervals;
	bool unpaired; /* rows that do not say how they were judged were not judged in pairs */
};

/* Sort B and drop what is not among the first MAX. */
static void
bucket_trim(struct bucket *b, size_t max)
{
	if (b->n)
		qsort(b->rows, b->n, sizeof *b->rows, md_row_order);
	while (b->n > max)
		md_row_free(&b->rows[--b->n]);
}

static void
bucket_add(struct bucket *b, const struct md_row *r, size_t max)
{
	if (b->n >= 2 * max)
		bucket_trim(b, max);
	b->rows = xgrow(b->rows, b->n, &b->cap, sizeof *b->rows);
	b->rows[b->n++] = *r;
}

bool
md_row_drifted(const struct md_row *r)
{
	return r->gate && r->drifts &&
	       (r->drift_verdict == VERDICT_REGRESSION || r->drift_verdict == VERDICT_WORSE) &&
	       r->verdict != VERDICT_REGRESSION && r->verdict != VERDICT_WORSE;
}

static void
row_count(struct md_rows *rows, struct loading *l, const struct md_row *r)
{
	rows->total++;
	l->decided += md_verdict_rank(r->verdict) <= md_verdict_rank(VERDICT_BETTER) ||
		      r->verdict == VERDICT_EQUIVALENT;
	if (!r->gate) {
		rows->others[r->verdict]++;
		return;
	}
	rows->gating[r->verdict]++;
	if (r->verdict == VERDICT_REGRESSION)
		rows->severities[r->severity]++;
	for (; r; r = r->beside) {
		rows->least_threshold = fmin(rows->least_threshold, r->threshold);
		rows->threshold = fmax(rows->threshold, r->threshold);
	}
}

/* Of the rows of one event, the first one that got worse since the release is kept. */
static void
drift_count(struct md_rows *rows, struct loading *l, const struct md_row *r)
{
	bool regressed = false;

	for (const struct md_row *one = r; one; one = one->beside)
		regressed |= one->gate && one->drifts && one->drift_verdict == VERDICT_REGRESSION;
	rows->drift_regressions += regressed;
	while (r && !md_row_drifted(r))
		r = r->beside;
	if (r) {
		struct md_row copy = *r;

		copy.beside = NULL;
		copy.params = memcpy(xcalloc(r->nparams + 1, sizeof *copy.params), r->params,
		    r->nparams * sizeof *r->params);
		md_row_keep(&copy);
		bucket_add(&l->drifted, &copy, l->max);
		rows->drifts++;
	}
}

/* The rows of a case are all there: say of each how many are like it, and pass them on. */
static void
case_end(struct md_rows *rows, struct loading *l)
{
	struct bucket *c = &l->of_case;

	if (l->how & MD_ROWS_JOINED)
		c->n = md_events_join(c->rows, c->n);
	for (size_t i = 0; c->rows && i < c->n; i++) {
		struct md_row *r = &c->rows[i];
		bool first = true;

		r->siblings = c->n;
		r->alike = 0;
		for (size_t k = 0; k < c->n; k++)
			if (c->rows[k].gate == r->gate && c->rows[k].verdict == r->verdict) {
				r->alike++;
				first = first && k >= i;
			}
		rows->cases[r->verdict] += r->gate && first;
		row_count(rows, l, r);
		drift_count(rows, l, r);
		bucket_add(&l->buckets[!r->gate][r->verdict], r, l->max);
	}
	c->n = 0;
}

/* How many waivers fail the job. */
static size_t
waivers_failing(const struct json_at *root)
{
	struct json_at list = json_member(root, "waivers");
	size_t n = 0;

	for (size_t i = 0; i < json_length(&list); i++) {
		struct json_at waiver = json_element(&list, i);

		n += md_waiver_fails(&waiver);
	}
	return n;
}

bool
md_waiver_fails(const struct json_at *waiver)
{
	const char *state = json_string_of(waiver, "state");

	return strcmp(state, "used") != 0 && strcmp(state, "unused") != 0;
}

/* Whether ROW, which is R, has an interval of one session a side, not in pairs. */
static bool
row_alone(const struct loading *l, const struct json_at *row, const struct md_row *r)
{
	const char *design = json_string_or(row, "design", l->unpaired ? "unpaired" : "paired");
	struct json_at sessions = json_member(row, "sessions");
	struct json_at machines = json_member(row, "machines");

	return isfinite(r->low) && strcmp(design, "unpaired") == 0 && !sessions.node &&
	       !machines.node;
}

/* Whether R is out of sight: the control row, and what only explains other rows. */
static bool
row_explains(const struct md_row *r)
{
	const struct metric_builtin *builtin = r->metric ? metric_builtin(r->metric) : NULL;

	return !r->gate && (r->control || (builtin && !builtin->gate));
}

static void
rows_read(struct md_rows *rows, struct loading *l, struct comparison_reader *r,
    const struct json_at *policy)
{
	double tolerance = json_number_or(policy, "tolerance", NAN);
	double threshold = json_number_or(policy, "threshold", NAN);
	struct json_at at;

	while (comparison_reader_next(r, &at)) {
		struct md_row row = {.min = NAN, .max = NAN};

		md_row_load(&at, tolerance, threshold, &row);
		if ((l->how & MD_ROWS_BRIEF) && row_explains(&row)) {
			free(row.params);
			continue;
		}
		if (l->of_case.n && strcmp(l->of_case.rows[0].id, row.id) != 0)
			case_end(rows, l);
		rows->looks |= row.look != NULL;
		l->intervals |= isfinite(row.low);
		rows->alone |= row_alone(l, &at, &row);
		md_row_keep(&row);
		bucket_add(&l->of_case, &row, SIZE_MAX / 2);
	}
	case_end(rows, l);
}

/* Bring the buckets together in the order of readers. */
static void
rows_join(struct md_rows *rows, struct loading *l)
{
	struct bucket all = {NULL, 0, 0};

	for (int other = 0; other < 2; other++)
		for (int v = 0; v < NVERDICTS; v++) {
			struct bucket *b = &l->buckets[other][v];

			bucket_trim(b, l->max);
			for (size_t i = 0; i < b->n; i++)
				bucket_add(&all, &b->rows[i], SIZE_MAX / 2);
			free(b->rows);
		}
	bucket_trim(&all, all.n);
	bucket_trim(&l->drifted, l->max);
	rows->rows = all.rows;
	rows->n = all.n;
	rows->drifted = l->drifted.rows;
	rows->ndrifted = l->drifted.n;
	free(l->of_case.rows);
}

void
md_rows_load(struct md_rows *rows, struct comparison_reader *r, size_t max, unsigned how)
{
	struct json_at root = json_root(comparison_reader_head(r));
	struct json_at policy = json_member(&root, "policy"), at;
	struct json_at summary = json_member(&root, "summary");
	struct loading l = {.max = max < ROWS_LEAST ? ROWS_LEAST : max, .how = how};
	size_t named;

	l.unpaired = strcmp(json_string_or(&policy, "design", ""), "unpaired") == 0;
	*rows = (struct md_rows){.least_threshold = NAN, .threshold = NAN};
	rows_read(rows, &l, r, &policy);
	rows_join(rows, &l);
	/* Some rows are decided, and none of them by an interval. */
	rows->single = l.decided > 0 && !l.intervals;
	rows->waivers_failing = waivers_failing(&root);
	rows->overdrawn = summary_overdrawn(&root, &named);
	at = json_member(&summary, "verdict");
	rows->fails = (at.node && summary_fails(&summary)) || rows->gating[VERDICT_REGRESSION] ||
		      rows->gating[VERDICT_EXCEEDED];
	if (rows->fails)
		rows->failing = json_string_or(&summary, "verdict", NULL);
}

void
md_rows_free(struct md_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		md_row_free(&rows->rows[i]);
	for (size_t i = 0; i < rows->ndrifted; i++)
		md_row_free(&rows->drifted[i]);
	free(rows->rows);
	free(rows->drifted);
}
