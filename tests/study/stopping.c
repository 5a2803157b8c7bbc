/* stopping ROWS: let bench-run's own schedule measure ROWS simulated rows of every
 * kind until it has enough, judge them, and print what looking does to the rates. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/amount.h"
#include "base/util.h"
#include "judge/judgement.h"
#include "measure/schedule.h"
#include "noises.h"
#include "stats/adjust.h"
#include "tally.h"

enum { REPORT = 100, LOOKS = 3 };

static const double precisions[] = {0.01, 0.02, 0.05};

/* A case of two variants that is simulated: what the schedule sees of one. */
struct stage {
	struct maker maker;
	struct plan_case plan;
	struct subject units[2];
	struct channel channels[2][LOOKS];
	struct row row;
	uint32_t rounds[ROW_MAX];
	struct schedule *schedule;
};

static void
stage_init(struct stage *s)
{
	static const char *const names[LOOKS] = {"duration_ms", "cpu_ms", "run_delay_ms"};

	plan_run_limits(&s->plan.runs);
	s->plan.runs.max_time = INFINITY;
	for (int v = 0; v < 2; v++) {
		double *arrays[LOOKS] = {s->row.time[v], s->row.cpu[v], s->row.wait[v]};

		for (int k = 0; k < LOOKS; k++)
			s->channels[v][k] = (struct channel){
			    .name = names[k], .unit = "ms", .gate = k == 0, .samples = arrays[k]};
		s->units[v] = (struct subject){
		    .plan = &s->plan, .channels = s->channels[v], .rounds = s->rounds};
	}
	for (uint32_t i = 0; i < ROW_MAX; i++)
		s->rounds[i] = i + 1;
	s->schedule = schedule_new(s->units, 1, 2, 1);
}

static void
units_clear(struct stage *s, bool cpu)
{
	for (int v = 0; v < 2; v++) {
		s->units[v].n = s->units[v].next_width = 0;
		s->units[v].width = INFINITY;
		s->units[v].nchannels = cpu ? LOOKS : 1;
	}
}

/* Measure one row in pairs as bench-run would, until it has enough. */
static void
row_measure(struct stage *s, enum weather noise, double effect)
{
	struct row *r = &s->row;
	struct subject *const *round;
	size_t n;

	/* The second half of an ABBA block that the last row began is nobody's. */
	bool odd = s->units[0].n % 2;

	units_clear(s, NOISE_HAS_CPU(noise));
	if (odd)
		schedule_round(s->schedule, INFINITY, &round);
	maker_start(&s->maker);
	while ((n = schedule_round(s->schedule, INFINITY, &round)) > 0)
		for (size_t i = 0; i < n; i++) {
			ptrdiff_t v = round[i] - s->units;
			size_t at = s->units[v].n++;

			maker_invocation(&s->maker, noise, v ? 1 + effect : 1, &r->time[v][at],
			    &r->cpu[v][at], &r->wait[v][at]);
		}
	row_window(r, noise, s->units[0].n);
}

/* Rows of NOISE stopped at PRECISION; FIXED is not 0: of so many pairs. PAIRS: the mean. */
static void
kind_run(struct stage *s, struct rule_room *room, enum weather noise, double precision,
    size_t fixed, size_t rows, struct tally *t, double *pairs)
{
	struct outcome o;
	size_t sum = 0;

	*t = (struct tally){0};
	s->plan.runs.precision = precision;
	for (size_t i = 0; i < rows; i++)
		for (int e = -1; e < NEFFECTS; e++) {
			double effect = e < 0 ? 0 : effects[e];

			if (fixed)
				row_make(&s->maker, &s->row, noise, fixed, effect, false);
			else
				row_measure(s, noise, effect);
			rules[0].judge(room, &s->row.w, rules[0].option, &o);
			if (e < 0)
				tally_same(t, &o);
			else
				t->found[e] += o.worse;
			sum += e < 0 ? s->row.w.n[0] : 0;
		}
	*pairs = (double)sum / (double)rows;
}

static void
tables_print(struct stage *s, struct rule_room *room, size_t rows, struct tally all[2])
{
	for (int noise = 0; noise < NWEATHERS; noise++) {
		printf("**%s**\n\n", weather_names[noise]);
		tally_head("precision, mean number of pairs");
		for (size_t k = 0; k < sizeof precisions / sizeof *precisions; k++)
			for (size_t fixed = 0, i = 0; i < 2; i++) {
				char label[64];
				struct tally t;
				double pairs;

				kind_run(s, room, (enum weather)noise, precisions[k], fixed, rows,
				    &t, &pairs);
				if (fixed)
					snprintf(label, sizeof label, "as many fixed, %zu", fixed);
				else
					snprintf(label, sizeof label, "%.0f %%, %.1f",
					    100 * precisions[k], pairs);
				tally_print(label, &t);
				tally_add(&all[i], &t);
				fixed = (size_t)(pairs + 0.5);
			}
		putchar('\n');
	}
}

/* One variant after the other, each stopped by the interval of its own median. */
static void
sides_measure(struct stage *s, enum weather weather, double precision, double effect)
{
	struct row *r = &s->row;

	s->plan.runs.precision = precision;
	units_clear(s, false);
	for (int v = 0; v < 2; v++) {
		struct subject *u = &s->units[v];

		maker_start(&s->maker);
		while (!subject_enough(u)) {
			size_t at = u->n++;

			maker_invocation(&s->maker, weather, v ? 1 + effect : 1, &r->time[v][at],
			    &r->cpu[v][at], &r->wait[v][at]);
			subject_look(u);
		}
		r->w.n[v] = u->n;
	}
}

/* As bench-diff judges two samples of one session each. */
static struct outcome
sides_judge(struct effect_room *c, const struct row *r)
{
	struct effect_side sides[2];
	struct effect e;
	bool moved;

	for (int v = 0; v < 2; v++)
		sides[v] =
		    (struct effect_side){.samples = r->time[v], .n = r->w.n[v], .value = NAN};
	effect_unpaired(c, &sides[0], &sides[1], false, &e);
	moved = e.p < POLICY_ALPHA && interval_beyond(e.change, 0);
	return (struct outcome){
	    e.change, e.p, moved && e.change.value > 0, moved && e.change.value < 0};
}

static void
sides_print(struct stage *s, size_t rows)
{
	/* The others have a memory: then one after the other is wrong, however it stops. */
	static const enum weather kinds[] = {
	    NORMAL, LOGNORMAL, STUDENT, PARETO, BIMODAL, CROWDED, TICKS};
	struct effect_room *c = effect_room_new(POLICY_ALPHA);

	tally_head("one after the other, precision, mean number");
	for (size_t k = 0; k < 2 * sizeof kinds / sizeof *kinds; k++) {
		double precision = k % 2 ? 0.05 : 0.02;
		struct tally t = {0};
		struct outcome o;
		size_t sum = 0;
		char label[96];

		for (size_t i = 0; i < rows; i++)
			for (int e = -1; e < NEFFECTS; e++) {
				sides_measure(s, kinds[k / 2], precision, e < 0 ? 0 : effects[e]);
				o = sides_judge(c, &s->row);
				if (e < 0)
					tally_same(&t, &o);
				else
					t.found[e] += o.worse;
				sum += e < 0 ? s->row.w.n[0] : 0;
			}
		snprintf(label, sizeof label, "%s, %.0f %%, %.1f", weather_names[kinds[k / 2]],
		    100 * precision, (double)sum / (double)rows);
		tally_print(label, &t);
	}
	putchar('\n');
	effect_room_free(c);
}

static void
reports_print(struct stage *s, struct rule_room *room, size_t reports)
{
	size_t regressions = 0, any = 0;

	for (size_t k = 0; k < reports; k++) {
		struct outcome o[REPORT];
		double p[REPORT];
		size_t failing = 0, worse = 0;

		for (int i = 0; i < REPORT; i++) {
			s->plan.runs.precision = precisions[rng_below(&s->maker.rng, 3)];
			row_measure(s, (enum weather)rng_below(&s->maker.rng, NWEATHERS), 0);
			rules[0].judge(room, &s->row.w, rules[0].option, &o[i]);
			p[i] = o[i].p;
		}
		adjust_p(p, p, REPORT);
		for (int i = 0; i < REPORT; i++) {
			bool moved = p[i] < POLICY_ALPHA && o[i].worse;

			failing += moved && o[i].change.value >= POLICY_THRESHOLD;
			worse += moved && o[i].change.value > POLICY_TOLERANCE;
		}
		regressions += failing > 0;
		any += worse > 0;
	}
	printf("Of %zu reports of %d such rows in which nothing changed, each of any noise and\n"
	       "precision, %zu had any `regression` and %zu any row `worse` or `regression`.\n\n",
	    reports, REPORT, regressions, any);
}

int
main(int argc, char *argv[])
{
	static struct stage s;
	struct rule_room room = {rank_tables_new(), {NULL, 0}};
	struct tally all[2] = {{0}, {0}};
	size_t rows;

	program_set(argv[0]);
	if (argc != 2 || !amount_count(argv[1], &rows) || rows == 0)
		die("usage: stopping ROWS");
	rng_seed(&s.maker.rng, 2);
	stage_init(&s);
	tables_print(&s, &room, rows, all);
	tally_head("all of these");
	tally_print("stopped by width", &all[0]);
	tally_print("as many fixed", &all[1]);
	putchar('\n');
	reports_print(&s, &room, rows / 10 + 1);
	sides_print(&s, rows);
	schedule_free(s.schedule);
	rank_tables_free(room.tables);
	shift_room_free(&room.room);
	stdout_close();
	return 0;
}
