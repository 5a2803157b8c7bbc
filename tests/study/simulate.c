/* simulate ROWS: judge ROWS simulated comparisons of every kind of noise,
 * length and effect by every rule, and print the tables of docs/study.md. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "adjust.h"
#include "compare.h"
#include "distribution.h"
#include "number.h"
#include "rng.h"
#include "rules.h"
#include "util.h"

enum { N_MAX = 400, REPORT = 100 };

enum noise {
	NORMAL,
	LOGNORMAL,
	STUDENT,
	PARETO,
	BIMODAL,
	DRIFT,
	DRIFT_STRONG,
	BURSTS,
	CROWDED,
	TICKS,
	BOUND,
	BOUND_BURSTS,
	NNOISES
};

static const char *const names[] = {"normal, CV 10 %", "lognormal, CV 15 %",
    "Student's t, 3 degrees, 5 %", "half 1 %, half Pareto tail", "two levels, 10 % apart",
    "AR(1) 0.5, CV 9 %", "AR(1) 0.66, CV 16 %", "1 %, bursts of +20 to +100 %",
    "1 %, 45 % of them slowed by half", "1 %, clock of 1 %", "CPU-bound, wall CV 12 %",
    "CPU-bound, bursts"};

_Static_assert(sizeof names / sizeof *names == NNOISES, "a name for each noise");

struct maker {
	struct rng rng;
	double state; /* of what has a memory */
	int on;
};

static double
normal(struct rng *r)
{
	return normal_quantile(fmax(rng_uniform(r), 1e-18));
}

static double
exponential(struct rng *r)
{
	return -log(1 - rng_uniform(r));
}

static double
student3(struct rng *r)
{
	double chi = 0;

	for (int i = 0; i < 3; i++) {
		double z = normal(r);

		chi += z * z;
	}
	return normal(r) / sqrt(chi / 3);
}

static double
drift(struct maker *m, double rho, double cv)
{
	m->state = rho * m->state + sqrt(1 - rho * rho) * normal(&m->rng);
	return exp(cv * m->state);
}

/* A neighbour that comes and goes: on for 8 invocations in the mean, off for 12. */
static double
burst(struct maker *m)
{
	if (rng_uniform(&m->rng) < (m->on ? 1 / 8.0 : 1 / 12.0))
		m->on = !m->on;
	return m->on ? 0.2 + 0.8 * rng_uniform(&m->rng) : 0;
}

/* One invocation of work of size WORK: its time, CPU time and waiting. */
static void
invocation(struct maker *m, enum noise noise, double work, double *time, double *cpu, double *wait)
{
	struct rng *r = &m->rng;
	double f = 1;

	*cpu = *wait = 0;
	switch (noise) {
	case NORMAL: f = fmax(0.2, 1 + 0.1 * normal(r)); break;
	case LOGNORMAL: f = exp(0.15 * normal(r)); break;
	case STUDENT: f = exp(0.05 * student3(r)); break;
	case PARETO:
		f = 1 + 0.01 * fabs(normal(r));
		if (rng_uniform(r) < 0.5)
			f += 0.02 * (pow(1 - rng_uniform(r), -1 / 1.5) - 1);
		break;
	case BIMODAL: f = (rng_uniform(r) < 0.4 ? 1.1 : 1) * exp(0.01 * normal(r)); break;
	case DRIFT: f = drift(m, 0.5, 0.09); break;
	case DRIFT_STRONG: f = drift(m, 0.66, 0.16); break;
	case BURSTS: f = exp(0.01 * normal(r)) + burst(m); break;
	case CROWDED:
		f = exp(0.01 * normal(r));
		if (rng_uniform(r) < 0.45)
			f += 0.5 * exponential(r);
		break;
	case TICKS: f = exp(0.01 * normal(r)); break;
	case BOUND:
	case BOUND_BURSTS:
		*cpu = work * exp(0.008 * normal(r) + 0.008 * student3(r));
		*wait = work * (noise == BOUND ? fmax(0, drift(m, 0.6, 0.12) - 1) : burst(m));
		*time = *cpu + *wait + work * 0.003 * exponential(r);
		return;
	case NNOISES: break;
	}
	*time = work * f;
	if (noise == TICKS)
		*time = floor(*time * 100 + 0.5) / 100;
}

struct row {
	double time[2][N_MAX], cpu[2][N_MAX], wait[2][N_MAX];
	struct window w;
};

static void
row_make(struct maker *m, struct row *r, enum noise noise, size_t n, double effect, bool sequential)
{
	int first = 0;

	m->state = normal(&m->rng);
	m->on = rng_uniform(&m->rng) < 0.4;
	for (size_t i = 0; i < 2 * n; i++) {
		size_t at = sequential ? i % n : i / 2;
		int v;

		if (i % 2 == 0)
			first = i / 2 % 2 ? !first : (int)rng_below(&m->rng, 2);
		v = sequential ? i >= n : (int)(i % 2) ^ first;
		invocation(
		    m, noise, v ? 1 + effect : 1, &r->time[v][at], &r->cpu[v][at], &r->wait[v][at]);
	}
	for (int v = 0; v < 2; v++) {
		r->w.time[v] = r->time[v];
		r->w.cpu[v] = noise >= BOUND ? r->cpu[v] : NULL;
		r->w.wait[v] = noise >= BOUND ? r->wait[v] : NULL;
		r->w.n[v] = n;
	}
}

/* What one rule said of many rows. */
struct tally {
	size_t rows, silent, covered, without, flagged, over_tolerance, over_threshold, found[4];
};

static const double effects[4] = {0.01, 0.02, 0.03, 0.05};

static void
tally_same(struct tally *t, const struct outcome *o)
{
	t->rows++;
	t->silent += isnan(o->change);
	t->without += isnan(o->low);
	t->covered += o->low <= 0 && o->high >= 0;
	t->flagged += o->worse || o->better;
	t->over_tolerance += o->worse && o->change > POLICY_TOLERANCE;
	t->over_threshold += o->worse && o->change >= POLICY_THRESHOLD;
}

static double
percent(size_t n, size_t of)
{
	return of ? 100.0 * (double)n / (double)of : NAN;
}

static void
tally_print(const char *name, const struct tally *t)
{
	size_t with = t->rows - t->without;

	printf("| %s | ", name);
	if (t->silent == t->rows) {
		printf("| | | | | | | |\n");
		return;
	}
	if (with)
		printf("%.1f", percent(t->covered, with));
	printf(" | %.1f | %.2f | %.2f |", percent(t->flagged, t->rows),
	    percent(t->over_tolerance, t->rows), percent(t->over_threshold, t->rows));
	for (int i = 0; i < 4; i++)
		printf(" %.0f |", percent(t->found[i], t->rows));
	putchar('\n');
}

static void
head_print(const char *first)
{
	printf("| %s | interval covers | flagged in A/A | of them worse by 5 %% | worse by 10 %% | "
	       "+1 %% found | +2 %% | +3 %% | +5 %% |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n",
	    first);
}

static void
kind_run(struct maker *m, struct rule_room *room, enum noise noise, size_t n, size_t rows,
    const struct rule *rule, struct tally *t)
{
	static struct row r;
	struct outcome o;

	*t = (struct tally){0};
	for (size_t i = 0; i < rows; i++) {
		row_make(m, &r, noise, n, 0, rule->design == SEQUENTIAL);
		rule->judge(room, &r.w, rule->option, &o);
		tally_same(t, &o);
		for (int e = 0; e < 4; e++) {
			row_make(m, &r, noise, n, effects[e], rule->design == SEQUENTIAL);
			rule->judge(room, &r.w, rule->option, &o);
			t->found[e] += o.worse;
		}
	}
}

/* Reports of 100 rows of any noise and length, judged as bench-diff does. */
static void
reports_run(struct maker *m, struct rule_room *room, size_t reports)
{
	static const size_t lengths[] = {6, 10, 20, 50, 200};
	static struct row r;
	size_t regressions = 0, worse = 0, any = 0;

	for (size_t k = 0; k < reports; k++) {
		struct outcome o[REPORT];
		double p[REPORT];
		size_t failing = 0, worse_here = 0;

		for (int i = 0; i < REPORT; i++) {
			row_make(m, &r, (enum noise)rng_below(&m->rng, NNOISES),
			    lengths[rng_below(&m->rng, 5)], 0, false);
			rules[0].judge(room, &r.w, rules[0].option, &o[i]);
			p[i] = o[i].p;
		}
		p_adjust(p, p, REPORT);
		for (int i = 0; i < REPORT; i++) {
			bool moved = p[i] < POLICY_ALPHA && o[i].worse;

			failing += moved && o[i].change >= POLICY_THRESHOLD;
			worse_here += moved && o[i].change > POLICY_TOLERANCE;
		}
		regressions += failing > 0;
		any += worse_here > 0;
		worse += worse_here;
	}
	printf("Of %zu reports of %d rows each in which nothing changed (all noises, 6 to 200\n"
	       "pairs, default policy with Benjamini-Hochberg), %zu had any `regression` "
	       "(%.2f %%),\nand %zu any row `worse` or `regression` (%.3f %% of the rows).\n\n",
	    reports, REPORT, regressions, percent(regressions, reports), any,
	    percent(worse, reports * REPORT));
}

int
main(int argc, char *argv[])
{
	static const size_t lengths[] = {6, 8, 10, 13, 20, 25, 50, 100, 200, 400};
	static const enum noise compared[] = {
	    NORMAL, PARETO, DRIFT_STRONG, BURSTS, CROWDED, BOUND_BURSTS};
	struct rule_room room = {rank_tables_new(), {NULL, 0}};
	struct maker m = {.state = 0};
	struct tally t;
	size_t rows;

	program_set(argv[0]);
	if (argc != 2 || !count_parse(argv[1], &rows) || rows == 0)
		die("usage: simulate ROWS");
	rng_seed(&m.rng, 1);
	reports_run(&m, &room, rows / 2 + 1);
	printf("Shares in percent. By number of pairs: %zu rows without a change, and as many for\n"
	       "each effect; tables of every rule: half as many. Only CPU-bound rows have CPU "
	       "time.\n\n",
	    rows);
	for (int noise = 0; noise < NNOISES; noise++) {
		printf("**%s**, by number of pairs, bench-diff paired, p < .01\n\n", names[noise]);
		head_print("pairs");
		for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
			char label[32];

			kind_run(&m, &room, (enum noise)noise, lengths[i], rows, &rules[0], &t);
			snprintf(label, sizeof label, "%zu", lengths[i]);
			tally_print(label, &t);
		}
		putchar('\n');
	}
	for (size_t k = 0; k < sizeof compared / sizeof *compared; k++) {
		printf("**%s**, 60 pairs, every rule\n\n", names[compared[k]]);
		head_print("rule");
		for (size_t i = 0; i < nrules; i++) {
			kind_run(&m, &room, compared[k], 60, rows / 2 + 1, &rules[i], &t);
			tally_print(rules[i].name, &t);
		}
		putchar('\n');
	}
	rank_tables_free(room.tables);
	shift_room_free(&room.room);
	stdout_close();
	return 0;
}
