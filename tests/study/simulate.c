/* simulate ROWS: judge ROWS simulated comparisons of every kind of noise,
 * length and effect by every rule, and print the tables of docs/study.md. */
#include <math.h>
#include <stdio.h>

#include "base/amount.h"
#include "base/util.h"
#include "judge/judgement.h"
#include "noises.h"
#include "rules.h"
#include "stats/adjust.h"
#include "tally.h"

enum { REPORT = 100 };

static void
kind_run(struct maker *m, struct rule_room *room, enum weather noise, size_t n, size_t rows,
    const struct rule *rule, struct tally *t)
{
	static struct row r;
	struct outcome o;

	*t = (struct tally){0};
	for (size_t i = 0; i < rows; i++) {
		row_make(m, &r, noise, n, 0, rule->design == SEQUENTIAL);
		rule->judge(room, &r.w, rule->option, &o);
		tally_same(t, &o);
		for (int e = 0; e < NEFFECTS; e++) {
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
			row_make(m, &r, (enum weather)rng_below(&m->rng, NWEATHERS),
			    lengths[rng_below(&m->rng, 5)], 0, false);
			rules[0].judge(room, &r.w, rules[0].option, &o[i]);
			p[i] = o[i].p;
		}
		adjust_p(p, p, REPORT);
		for (int i = 0; i < REPORT; i++) {
			bool moved = p[i] < POLICY_ALPHA && o[i].worse;

			failing += moved && o[i].change.value >= POLICY_THRESHOLD;
			worse_here += moved && o[i].change.value > POLICY_TOLERANCE;
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
	static const enum weather compared[] = {
	    NORMAL, PARETO, DRIFT_STRONG, BURSTS, CROWDED, BOUND_BURSTS};
	struct rule_room room = {rank_tables_new(), {NULL, 0}};
	struct maker m = {.state = 0};
	struct tally t;
	size_t rows;

	program_set(argv[0]);
	if (argc != 2 || !amount_count(argv[1], &rows) || rows == 0)
		die("usage: simulate ROWS");
	rng_seed(&m.rng, 1);
	reports_run(&m, &room, rows / 2 + 1);
	printf("Shares in percent. By number of pairs: %zu rows without a change, and as many for\n"
	       "each effect; tables of every rule: half as many. Only CPU-bound rows have CPU "
	       "time.\n\n",
	    rows);
	for (int noise = 0; noise < NWEATHERS; noise++) {
		printf("**%s**, by number of pairs, bench-diff paired, p < .01\n\n",
		    weather_names[noise]);
		tally_head("pairs");
		for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
			char label[32];

			kind_run(&m, &room, (enum weather)noise, lengths[i], rows, &rules[0], &t);
			snprintf(label, sizeof label, "%zu", lengths[i]);
			tally_print(label, &t);
		}
		putchar('\n');
	}
	for (size_t k = 0; k < sizeof compared / sizeof *compared; k++) {
		printf("**%s**, 60 pairs, every rule\n\n", weather_names[compared[k]]);
		tally_head("rule");
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
