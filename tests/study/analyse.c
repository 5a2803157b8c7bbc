/* analyse FILE...: cut the recordings of the study into windows of 0.5 to 10 s a
 * side, judge each by every rule, and print the tables of docs/study.md. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/rng.h"
#include "base/util.h"
#include "judge/judgement.h"
#include "limit.h"
#include "look_twice.h"
#include "recording.h"
#include "stats/adjust.h"

enum {
	NSIZES = 3,
	NBUDGETS = 5,
	SHOWN = 2,
	NEFFECTS = 5,
	MAX_RULES = 40,
	REPORT = 100,
	REPORTS = 10000
};

static const double sizes[NSIZES] = {5, 30, 150};
static const double budgets[NBUDGETS] = {0.5, 1, 2, 5, 10}; /* tables from SHOWN on */
static const double effects[NEFFECTS] = {1, 2, 3, 5, 10};

struct tally {
	size_t rows, without, covered, flagged, worse, regression;
	size_t injected[NEFFECTS], found[NEFFECTS]; /* work really done */
	size_t scaled[NEFFECTS], seen[NEFFECTS];    /* times multiplied */
};

/* What the rules made of one noise, program and budget. */
struct cell {
	struct tally rule[MAX_RULES];
	struct estimates same[MAX_RULES];
	double pairs;
	size_t windows;
};

/* Of the streams of one variant, to say what the machine is like. */
struct noise_figures {
	double cv[2], lag[2]; /* of time and CPU time */
	size_t n;
};

struct study {
	struct rule_room room;
	struct cutting cut;
	struct cell cells[2][NSIZES][NBUDGETS];
	struct noise_figures figures[2][NSIZES];
	struct look_twice twice[2][NSIZES];
	struct outcome *same; /* of all A/A rows, by bench-diff's rule */
	size_t nsame, cap;
};

static void
same_add(struct study *s, const struct outcome *o)
{
	s->same = xgrow(s->same, s->nsame, &s->cap, sizeof *s->same);
	s->same[s->nsame++] = *o;
}

static void
tally_same(struct tally *t, const struct outcome *o)
{
	t->rows++;
	t->without += isnan(o->change.low);
	t->covered += o->change.low <= 0 && o->change.high >= 0;
	t->flagged += o->worse || o->better;
	t->worse += o->worse && o->change.value > POLICY_TOLERANCE;
	t->regression += o->worse && o->change.value >= POLICY_THRESHOLD;
}

/* A window in which nothing changed: for what it is, and with its head made longer. */
static void
window_same(struct study *s, struct cell *cell, enum session_design design)
{
	double factor = 1;
	struct outcome o;

	for (size_t i = 0; i < nrules; i++)
		if (rules[i].design == design) {
			rules[i].judge(&s->room, &s->cut.w, rules[i].option, &o);
			tally_same(&cell->rule[i], &o);
			estimates_add(&cell->same[i], o.change.value);
			if (i == 0)
				same_add(s, &o);
		}
	for (int e = 0; e < NEFFECTS; e++) {
		cutting_scale(&s->cut, (1 + effects[e] / 100) / factor);
		factor = 1 + effects[e] / 100;
		for (size_t i = 0; i < nrules; i++)
			if (rules[i].design == design) {
				rules[i].judge(&s->room, &s->cut.w, rules[i].option, &o);
				cell->rule[i].scaled[e]++;
				cell->rule[i].seen[e] += o.worse;
			}
	}
}

static void
window_injected(struct study *s, struct cell *cell, enum session_design design, double percent)
{
	struct outcome o;

	for (int e = 0; e < NEFFECTS; e++)
		for (size_t i = 0; i < nrules && effects[e] == percent; i++)
			if (rules[i].design == design) {
				rules[i].judge(&s->room, &s->cut.w, rules[i].option, &o);
				cell->rule[i].injected[e]++;
				cell->rule[i].found[e] += o.worse;
			}
}

static void
figures_add(struct noise_figures *f, const struct recording *r)
{
	for (int k = 0; k < 2; k++) {
		double mean = 0, square = 0, product = 0, last = 0;

		for (size_t i = 0; i < r->n; i++)
			mean += (k ? r->lines[i].cpu : r->lines[i].time) / (double)r->n;
		for (size_t i = 0; i < r->n; i++) {
			double d = (k ? r->lines[i].cpu : r->lines[i].time) - mean;

			square += d * d;
			product += d * last;
			last = d;
		}
		f->cv[k] += sqrt(square / (double)r->n) / mean;
		f->lag[k] += product / square;
	}
	f->n++;
}

static void
recording_judge(struct study *s, const struct recording *r)
{
	for (int size = 0; size < NSIZES; size++) {
		if (sizes[size] != r->ms)
			continue;
		if (r->design == SEQUENTIAL && r->n > 2)
			figures_add(&s->figures[r->neighbour][size], r);
		if (r->design == INTERLEAVED)
			look_twice_add(&s->twice[r->neighbour][size], &s->room, &s->cut, r,
			    budgets[SHOWN], effects[1]);
		for (int b = 0; b < NBUDGETS; b++) {
			struct cell *cell = &s->cells[r->neighbour][size][b];
			size_t at = 0;

			while (r->design == SEQUENTIAL && cut_sequence(&s->cut, r, budgets[b], &at))
				window_same(s, cell, SEQUENTIAL);
			while (r->design != SEQUENTIAL && cut_pairs(&s->cut, r, budgets[b], &at)) {
				if (r->design == INTERLEAVED) {
					cell->pairs += (double)s->cut.w.n[0];
					cell->windows++;
				}
				if (r->percent > 0)
					window_injected(s, cell, r->design, r->percent);
				else
					window_same(s, cell, r->design);
			}
			at = 0;
			while (r->design == INTERLEAVED && r->percent > 0 &&
			       cut_same(&s->cut, r, budgets[b], &at))
				window_same(s, cell, INTERLEAVED);
		}
	}
}

/* Wilson, Probable inference, 1927: the 95 % interval of K of N. */
static void
binomial_interval(size_t k, size_t n, double ci[2])
{
	double z = 1.959963984540054, p = (double)k / (double)n, m = (double)n;
	double centre = (p + z * z / (2 * m)) / (1 + z * z / m);
	double half = z * sqrt(p * (1 - p) / m + z * z / (4 * m * m)) / (1 + z * z / m);

	ci[0] = fmax(0, centre - half);
	ci[1] = fmin(1, centre + half);
}

static void
share_print(size_t k, size_t n)
{
	double ci[2];

	if (n == 0) {
		printf(" |");
		return;
	}
	binomial_interval(k, n, ci);
	printf(
	    " %.1f (%.1f-%.1f; %zu) |", 100.0 * (double)k / (double)n, 100 * ci[0], 100 * ci[1], n);
}

static void
figures_print(const struct study *s)
{
	printf("### The noise\n\nOf one variant alone: coefficient of variation and correlation "
	       "with the next invocation.\n\n| noise | program | CV of time | lag 1 | CV of CPU "
	       "time | lag 1 |\n|---|---|--:|--:|--:|--:|\n");
	for (int noise = 0; noise < 2; noise++)
		for (int size = 0; size < NSIZES; size++) {
			const struct noise_figures *f = &s->figures[noise][size];
			double n = (double)f->n;

			if (f->n == 0)
				continue;
			printf("| %s | %g ms | %.1f %% | %.2f | %.1f %% | %.2f |\n",
			    noise ? "neighbour" : "quiet", sizes[size], 100 * f->cv[0] / n,
			    f->lag[0] / n, 100 * f->cv[1] / n, f->lag[1] / n);
		}
	putchar('\n');
}

static void
cell_print(const struct cell *c, int noise, int size, int budget)
{
	size_t rows = 0;

	for (size_t i = 0; i < nrules; i++)
		rows += c->rule[i].rows + c->rule[i].injected[1];
	if (rows == 0)
		return;
	printf("### %s, %g ms, %g s a side (%.0f pairs)\n\n", noise ? "Neighbour" : "Quiet",
	    sizes[size], budgets[budget], c->windows ? c->pairs / (double)c->windows : (double)NAN);
	printf("| rule | covers | A/A: flagged | worse by 5 %% | by 10 %% |");
	for (int e = 0; e < NEFFECTS; e++)
		printf(" +%g %% found |", effects[e]);
	printf(" +1 %% scaled | +2 %% scaled | +3 %% scaled |\n|---|");
	for (int i = 0; i < 4 + NEFFECTS + 3; i++)
		printf("--:|");
	putchar('\n');
	for (size_t i = 0; i < nrules; i++) {
		const struct tally *t = &c->rule[i];

		if (t->rows == 0)
			continue;
		printf("| %s |", rules[i].name);
		share_print(t->covered, t->rows - t->without);
		share_print(t->flagged, t->rows);
		share_print(t->worse, t->rows);
		share_print(t->regression, t->rows);
		for (int e = 0; e < NEFFECTS; e++)
			share_print(t->found[e], t->injected[e]);
		for (int e = 0; e < 3; e++)
			share_print(t->seen[e], t->scaled[e]);
		putchar('\n');
	}
	putchar('\n');
}

static void
target_print(const char *what, double wanted, bool at_most, size_t k, size_t n)
{
	double share = n ? (double)k / (double)n : (double)NAN;
	const char *met = n == 0                                          ? "not measured"
			  : (at_most ? share <= wanted : share >= wanted) ? "yes"
									  : "no";

	printf("| %s | %s %g %% |", what, at_most ? "at most" : "at least", 100 * wanted);
	share_print(k, n);
	printf(" %s |\n", met);
}

/* Injected work and scaled windows together. */
static void
target_found(const struct study *s, const char *what, double wanted, int noise, int size,
    int budget, int effect)
{
	const struct tally *t = &s->cells[noise][size][budget].rule[0];
	char *label = xasprintf("%s (done)", what);

	target_print(label, wanted, false, t->found[effect], t->injected[effect]);
	free(label);
	label = xasprintf("%s (scaled)", what);
	target_print(label, wanted, false, t->seen[effect], t->scaled[effect]);
	free(label);
}

/* Random reports from the A/A rows, judged with Benjamini-Hochberg. */
static size_t
reports_failing(const struct study *s)
{
	size_t failing = 0;
	struct rng rng;

	rng_seed(&rng, 1);
	for (int k = 0; s->nsame && k < REPORTS; k++) {
		const struct outcome *o[REPORT];
		double p[REPORT];
		bool any = false;

		for (int i = 0; i < REPORT; i++) {
			o[i] = &s->same[rng_below(&rng, s->nsame)];
			p[i] = o[i]->p;
		}
		adjust_p(p, p, REPORT);
		for (int i = 0; i < REPORT; i++)
			any = any || (p[i] < POLICY_ALPHA && o[i]->worse &&
					 o[i]->change.value >= POLICY_THRESHOLD);
		failing += any;
	}
	return failing;
}

static void
tally_add(struct tally *sum, const struct tally *t)
{
	sum->rows += t->rows;
	sum->without += t->without;
	sum->covered += t->covered;
	sum->worse += t->worse;
	sum->flagged += t->flagged;
}

static void
covers_print(const char *what, const struct tally *t)
{
	size_t n = t->rows - t->without;
	double share = n ? (double)t->covered / (double)n : (double)NAN;

	printf("| %s | 93 to 97 %% |", what);
	share_print(t->covered, n);
	printf(" %s |\n", n == 0 ? "not measured" : share >= 0.93 && share <= 0.97 ? "yes" : "no");
}

static void
targets_print(const struct study *s)
{
	struct tally all = {0}, seconds = {0};

	for (int noise = 0; noise < 2; noise++)
		for (int size = 0; size < NSIZES; size++)
			for (int b = 0; b < NBUDGETS; b++) {
				tally_add(&all, &s->cells[noise][size][b].rule[0]);
				if (b >= SHOWN)
					tally_add(&seconds, &s->cells[noise][size][b].rule[0]);
			}
	printf("### The targets\n\nShares in percent (95 %% interval; number of windows). Windows "
	       "of one length share no data,\nwindows of different lengths do.\n\n"
	       "| target | wanted | measured | met |\n|---|--:|--:|---|\n");
	target_print("A/A rows `worse` or `regression`", 0.01, true, all.worse, all.rows);
	target_print("reports of 100 A/A rows with a `regression` (drawn from these rows)", 0.01,
	    true, reports_failing(s), s->nsame ? REPORTS : 0);
	covers_print("95 % intervals that cover, A/A, 0.5 to 10 s a side", &all);
	covers_print("95 % intervals that cover, A/A, 2 to 10 s a side", &seconds);
	target_print("A/A rows called changed at all", 0.01, true, all.flagged, all.rows);
	for (int size = 0; size < NSIZES; size++) {
		char *what = xasprintf("+2 %%, quiet, %g ms, 2 s a side", sizes[size]);

		target_found(s, what, size < 2 ? 0.97 : 0.90, 0, size, SHOWN, 1);
		free(what);
	}
	for (int size = 0; size < NSIZES; size++) {
		char *what = xasprintf("+1 %%, quiet, %g ms, 10 s a side", sizes[size]);

		target_found(s, what, 0.90, 0, size, SHOWN + 2, 0);
		free(what);
	}
	for (int size = 0; size < NSIZES; size++) {
		char *what = xasprintf("+3 %%, neighbour, %g ms, 5 s a side", sizes[size]);

		target_found(s, what, 0.90, 1, size, SHOWN + 1, 2);
		free(what);
	}
	putchar('\n');
}

/* How many windows with EFFECT percent every estimate could find by a threshold of its own,
 * taken from these very windows. */
static void
limits_print(const struct study *s, int noise, int size, int budget, double effect)
{
	const struct cell *cell = &s->cells[noise][size][budget];

	if (cell->same[0].n == 0)
		return;
	printf("| %s, %g ms, %g s a side (%zu windows) | threshold | +%g %% found |\n"
	       "|---|--:|--:|\n",
	    noise ? "neighbour" : "quiet", sizes[size], budgets[budget], cell->same[0].n, effect);
	for (size_t i = 0; i < nrules; i++)
		if (rules[i].design == INTERLEAVED && !rules[i].again)
			limit_print(rules[i].name, &cell->same[i], effect / 100);
	putchar('\n');
}

static void
twice_print(const struct study *s)
{
	printf(
	    "### Two looks\n\nWindows of %g s a side, and as many rounds again where the first "
	    "look leaves the answer open: called\nchanged, or slower, by one look (p < .01) and "
	    "by two, in percent; how many windows, and the mean of the pairs\nthat two looks "
	    "take.\n\n| noise, program | A/A: one | two | windows | pairs | +%g %% (done): one | "
	    "two | windows | pairs | +%g %% (scaled): one | two | windows | pairs |\n|---|",
	    budgets[SHOWN], effects[1], effects[1]);
	for (int i = 0; i < 12; i++)
		printf("--:|");
	putchar('\n');
	for (int noise = 0; noise < 2; noise++)
		for (int size = 0; size < NSIZES; size++) {
			char *what =
			    xasprintf("%s, %g ms", noise ? "neighbour" : "quiet", sizes[size]);

			look_twice_print(&s->twice[noise][size], what);
			free(what);
		}
	putchar('\n');
}

int
main(int argc, char *argv[])
{
	static struct study s;

	program_set(argv[0]);
	if (argc < 2)
		die("usage: analyse FILE...");
	if (nrules > MAX_RULES)
		die("more rules than MAX_RULES");
	s.room.tables = rank_tables_new();
	for (int i = 1; i < argc; i++) {
		struct recording r;

		recording_read(argv[i], &r);
		recording_judge(&s, &r);
		recording_free(&r);
	}
	targets_print(&s);
	twice_print(&s);
	printf(
	    "### What any threshold could find\n\nThe limit of an estimate: the threshold is "
	    "the least that at most 1 %% of these windows\nlie beyond when nothing changed, which "
	    "nobody knows who has not measured hundreds of them. For\nthe program of which there "
	    "are fewest pairs.\n\n");
	limits_print(&s, 0, 2, SHOWN, 2);
	limits_print(&s, 0, 2, SHOWN + 1, 1);
	limits_print(&s, 1, 2, SHOWN + 1, 3);
	figures_print(&s);
	for (int noise = 0; noise < 2; noise++)
		for (int size = 0; size < NSIZES; size++)
			for (int b = SHOWN; b < NBUDGETS; b++)
				cell_print(&s.cells[noise][size][b], noise, size, b);
	for (struct cell *c = **s.cells; c < **s.cells + 2 * NSIZES * NBUDGETS; c++)
		for (int i = 0; i < MAX_RULES; i++)
			estimates_free(&c->same[i]);
	cutting_free(&s.cut);
	shift_room_free(&s.room.room);
	rank_tables_free(s.room.tables);
	free(s.same);
	stdout_close();
	return 0;
}
