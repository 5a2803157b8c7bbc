/* placing DRAWS SEED RESULTS...: draw pairs of sides from recordings of many builds of one program
 * each, a case 'same' and a case 'more' with 5 % more work, and print how often sides that differ
 * by placement alone are called changed, and how often 5 % of work is found, by how many builds a
 * side has. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "base/util.h"
#include "judge/effect.h"
#include "judge/judgement.h"
#include "results/results.h"
#include "stats/paired.h"
#include "stats/sample.h"
#include "stats/session_shift.h"
#include "tally.h"

enum { BUILDS_MAX = 64, RUNS_MAX = 512, ROUNDS = 24, MOST = 64 };
static const size_t sides_builds[] = {1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20};
enum { SIZES = sizeof sides_builds / sizeof *sides_builds };

/* The invocations of one build. */
struct placed {
	double *cpu; /* milliseconds */
	size_t n;
};

/* A case of a recording. */
struct placed_case {
	struct placed builds[BUILDS_MAX];
	size_t n;
};

struct recorded {
	char *name;
	struct placed_case same, more;
};

static void
placed_add(struct placed_case *c, uint32_t salt, double cpu)
{
	struct placed *b = &c->builds[salt - 1];

	b->cpu = xreallocarray(b->cpu, b->n + 1, sizeof *b->cpu);
	b->cpu[b->n++] = cpu;
	c->n = salt > c->n ? salt : c->n;
}

/* CPU time: what placement moves, and nearly all that a busy machine leaves alone. */
static void
case_read(struct placed_case *c, const struct entry *e, const char *path)
{
	const struct metric *cpu = entry_metric(e, "cpu_ms");

	if (!cpu || e->nbuilds != cpu->n)
		die("%s: '%s' is not a recording of builds", path, e->id);
	for (size_t i = 0; i < cpu->n; i++) {
		if (e->builds[i] == 0 || e->builds[i] > BUILDS_MAX)
			die("%s: builds must be 1 to %d", path, BUILDS_MAX);
		placed_add(c, e->builds[i], cpu->samples[i]);
	}
}

static struct recorded
recording_read(const char *path)
{
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	struct recorded r = {.name = xstrndup(name, strcspn(name, "."))};
	struct results *results = results_open(path);
	struct entry e;

	entry_init(&e);
	while (results_next(results, &e)) {
		if (strcmp(e.id, "same") == 0)
			case_read(&r.same, &e, path);
		else if (strcmp(e.id, "more") == 0)
			case_read(&r.more, &e, path);
	}
	entry_free(&e);
	results_close(results);
	if (r.same.n < 2 || r.same.n != r.more.n)
		die("%s: no builds of 'same' and 'more'", path);
	return r;
}

/* One side: its builds in their order, and which of their invocations have been taken. */
struct drawn {
	const struct placed_case *from;
	size_t builds[BUILDS_MAX];
	size_t order[BUILDS_MAX][RUNS_MAX], taken[BUILDS_MAX];
	double cpu[MOST];
	uint32_t build[MOST];
};

static void
side_begin(struct drawn *s, const struct placed_case *from, const size_t *builds, size_t k,
    struct rng *rng)
{
	s->from = from;
	for (size_t i = 0; i < k; i++) {
		size_t n = from->builds[builds[i]].n;

		s->builds[i] = builds[i];
		s->taken[i] = 0;
		n = n < RUNS_MAX ? n : RUNS_MAX;
		for (size_t j = 0; j < n; j++)
			s->order[i][j] = j;
		rng_shuffle(rng, s->order[i], n, sizeof **s->order);
	}
}

static void
side_take(struct drawn *s, size_t round, size_t k)
{
	const struct placed *b = &s->from->builds[s->builds[k]];
	size_t at = s->order[k][s->taken[k]++];

	s->cpu[round] = b->cpu[at];
	s->build[round] = (uint32_t)s->builds[k] + 1;
}

static struct effect_side
side_of(const struct drawn *s, size_t rounds, size_t k)
{
	return (struct effect_side){
	    .samples = s->cpu, .build = k > 1 ? s->build : NULL, .n = rounds, .value = NAN};
}

/* What bench-diff says of a pair with K builds a side, CURRENT of the one and BASE of the others.
 */
static struct judgement
pair_judge(struct effect_room *room, const struct placed_case *base,
    const struct placed_case *current, size_t k, struct rng *rng, struct effect *e)
{
	static const struct policy policy = {POLICY_TOLERANCE, POLICY_THRESHOLD, POLICY_ALPHA};
	static struct drawn sides[2];
	size_t all[BUILDS_MAX], rounds = k * base->builds[0].n;
	struct effect_side a, b;

	rounds = rounds < ROUNDS ? rounds : ROUNDS;
	rounds = rounds < 2 * k ? 2 * k : rounds;
	for (size_t i = 0; i < base->n; i++)
		all[i] = i;
	rng_shuffle(rng, all, base->n, sizeof *all);
	side_begin(&sides[0], base, all, k, rng);
	side_begin(&sides[1], current, all + k, k, rng);
	for (size_t i = 0; i < rounds; i++) {
		size_t block = i / 2;

		side_take(&sides[0], i, block % k);
		side_take(&sides[1], i, (block + block / k) % k);
	}
	a = side_of(&sides[0], rounds, k);
	b = side_of(&sides[1], rounds, k);
	effect_paired(room, &a, &b, false, e);
	effect_share_blocks(room, e, &e->agreement);
	return judgement_of(e, e->p, BETTER_LOWER, &policy);
}

struct counted {
	size_t draws, red, flagged, covered, equivalent, found, worse;
};

static bool
got_worse(enum verdict v)
{
	return v == VERDICT_REGRESSION || v == VERDICT_WORSE;
}

static bool
changed(enum verdict v)
{
	return got_worse(v) || v == VERDICT_BETTER || v == VERDICT_IMPROVEMENT;
}

static void
counted_draw(struct counted *c, struct effect_room *room, const struct recorded *r, size_t k,
    struct rng *rng)
{
	struct effect e;
	enum verdict v = pair_judge(room, &r->same, &r->same, k, rng, &e).verdict;

	c->draws++;
	c->red += v == VERDICT_REGRESSION;
	c->flagged += changed(v);
	c->equivalent += v == VERDICT_EQUIVALENT;
	c->covered += e.change.low <= 0 && e.change.high >= 0;
	v = pair_judge(room, &r->same, &r->more, k, rng, &e).verdict;
	c->worse += got_worse(v);
	c->found += e.change.low > 0 && e.p < effect_level(&e, POLICY_ALPHA);
}

static void
counted_print(const char *name, size_t k, const struct counted *c)
{
	printf("| %s | %zu | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |\n", name, k,
	    percent(c->red, c->draws), percent(c->flagged, c->draws),
	    percent(c->equivalent, c->draws), percent(c->covered, c->draws),
	    percent(c->found, c->draws), percent(c->worse, c->draws));
}

/* The medians of the builds' CPU times, as logarithms, in V. */
static void
levels_of(const struct placed_case *c, double *v)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct placed *b = &c->builds[i];
		double *sorted = xcalloc(b->n + 1, sizeof *sorted);

		memcpy(sorted, b->cpu, b->n * sizeof *sorted);
		sample_sort(sorted, b->n);
		v[i] = log(sample_sorted_median(sorted, b->n));
		free(sorted);
	}
}

/* A line on what the builds of R differ by. */
static void
spread_print(const struct recorded *r)
{
	double v[BUILDS_MAX], w[BUILDS_MAX], sum = 0, squares = 0, more = 0, n = (double)r->same.n;

	levels_of(&r->same, v);
	levels_of(&r->more, w);
	for (size_t i = 0; i < r->same.n; i++) {
		sum += v[i];
		more += (w[i] - v[i]) / n;
	}
	for (size_t i = 0; i < r->same.n; i++)
		squares += (v[i] - sum / n) * (v[i] - sum / n);
	sample_sort(v, r->same.n);
	printf("| %s | %zu | %zu | %.1f ms | %.2f %% | %+.1f %% | %+.1f %% |\n", r->name, r->same.n,
	    r->same.builds[0].n, exp(sum / n), 100 * sqrt(squares / (n - 1)),
	    100 * expm1(v[r->same.n - 1] - v[0]), 100 * expm1(more));
}

static double
normal(struct rng *rng)
{
	return sqrt(-2 * log(1 - rng_uniform(rng))) * cos(6.283185307179586 * rng_uniform(rng));
}

/* The share of DRAWS in which K normal builds a side, with a standard deviation of SPREAD, show a
 * change of the logarithm by SHIFT. */
static double
power_of(size_t k, double spread, double shift, size_t draws, struct rng *rng)
{
	double x[BUILDS_MAX], y[BUILDS_MAX], p;
	size_t shown = 0;

	for (size_t d = 0; d < draws; d++) {
		for (size_t i = 0; i < k; i++) {
			x[i] = spread * normal(rng);
			y[i] = spread * normal(rng) + shift;
		}
		shown += session_shift(x, k, y, k, &p).low > 0 && p < PAIRED_P;
	}
	return (double)shown / (double)draws;
}

/* How many builds it takes, by what builds of a program differ by. */
static void
needed_print(size_t draws, struct rng *rng)
{
	static const double spreads[] = {0.003, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.07};
	static const double shifts[] = {0.02, 0.05, 0.10, 0.20};

	puts("\n| standard deviation of builds | +2 % | +5 % | +10 % | +20 % |");
	puts("|---|--:|--:|--:|--:|");
	for (size_t i = 0; i < sizeof spreads / sizeof *spreads; i++) {
		printf("| %.1f %% |", 100 * spreads[i]);
		for (size_t j = 0; j < sizeof shifts / sizeof *shifts; j++) {
			size_t k = 2;

			while (k <= BUILDS_MAX &&
			       power_of(k, spreads[i], log1p(shifts[j]), draws, rng) < 0.9)
				k++;
			if (k > BUILDS_MAX)
				printf(" over %d |", BUILDS_MAX);
			else
				printf(" %zu |", k);
		}
		putchar('\n');
	}
}

int
main(int argc, char **argv)
{
	struct effect_room *room = effect_room_new(POLICY_ALPHA);
	struct counted all[SIZES] = {{0}};
	struct recorded r[64];
	struct rng rng;
	size_t draws, n = 0;

	program_set(argv[0]);
	if (argc < 4 || argc > 64)
		die("usage: placing DRAWS SEED RESULTS...");
	draws = strtoul(argv[1], NULL, 10);
	rng_seed(&rng, strtoul(argv[2], NULL, 10));
	for (int i = 3; i < argc; i++)
		r[n++] = recording_read(argv[i]);
	puts("| program | builds | invocations of each | CPU time | standard deviation of builds "
	     "| slowest over fastest | work added |");
	puts("|---|--:|--:|--:|--:|--:|--:|");
	for (size_t i = 0; i < n; i++)
		spread_print(&r[i]);
	puts("\n| program | builds a side | A/A': red | changed | equivalent | covered | +5 %: "
	     "found | worse or red |");
	puts("|---|--:|--:|--:|--:|--:|--:|--:|");
	for (size_t i = 0; i < n; i++)
		for (int k = 0; k < SIZES && 2 * sides_builds[k] <= r[i].same.n; k++) {
			struct counted c = {0};

			for (size_t d = 0; d < draws; d++)
				counted_draw(&c, room, &r[i], sides_builds[k], &rng);
			counted_print(r[i].name, sides_builds[k], &c);
			for (size_t m = 0; m < sizeof c / sizeof c.draws; m++)
				((size_t *)&all[k])[m] += ((size_t *)&c)[m];
		}
	for (int k = 0; k < SIZES; k++)
		if (all[k].draws)
			counted_print("all", sides_builds[k], &all[k]);
	needed_print(draws, &rng);
	effect_room_free(room);
	return STATUS_OK;
}
