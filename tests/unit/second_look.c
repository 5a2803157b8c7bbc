/* second_look_plan(): which cases go on, and what the others say. */
#include <math.h>
#include <stdint.h>

#include "base/util.h"
#include "check.h"
#include "judge/looks.h"
#include "measure/second_look.h"

enum { N = 12, CASES = 40 };

/* By how much head is more, in per cent of what the pairs spread. */
enum shift { SAME = 0, SOME = 30, PLAIN = 60, MUCH = 300 };

static double samples[CASES][2][2 * N];
static uint32_t rounds[2 * N];
static struct channel channels[CASES][2];
static struct plan_case plans[CASES];
static struct subject subjects[CASES][2];

/* Case I is of N pairs, head larger by SHIFT. */
static void
case_make(size_t i, enum shift shift)
{
	plans[i] = (struct plan_case){
	    .kind = KIND_REGRESSION, .runs = {.min = 10, .max = 200, .looks = 2}};
	for (int v = 0; v < 2; v++) {
		channels[i][v] = (struct channel){
		    .name = "latency", .unit = "ms", .gate = true, .samples = samples[i][v]};
		subjects[i][v] = (struct subject){.plan = &plans[i],
		    .channels = &channels[i][v],
		    .nchannels = 1,
		    .rounds = rounds,
		    .n = N};
	}
	for (int k = 0; k < N; k++) {
		samples[i][0][k] = 100 + (k * 7 + 3) % 12 / 10.;
		samples[i][1][k] = 100 + (k * 5 + 1) % 12 / 10. + shift / 100.;
	}
}

static size_t
plan_of(size_t ncases)
{
	return second_look_plan(subjects[0], ncases);
}

static bool
ended_at(size_t i, enum look look)
{
	const struct subject *u = subjects[i];

	return u[0].look == look && u[1].look == look &&
	       u[0].goal == (look == LOOK_SECOND ? u[0].look_rounds[1] : 0) &&
	       u[1].goal == u[0].goal;
}

static void
what_is_open_goes_on(void)
{
	case_make(0, SAME);
	case_make(1, SOME);
	case_make(2, MUCH);
	CHECK(plan_of(3) == 1);
	CHECK(ended_at(0, LOOK_FIRST) && ended_at(1, LOOK_SECOND) && ended_at(2, LOOK_FIRST));
	CHECK(subjects[0][0].look_rounds[0] == N && subjects[1][1].goal == 24);
	CHECK(!subject_enough(&subjects[1][0]));
	/* Both looks were taken: there is no third. */
	subjects[1][0].n = subjects[1][1].n = 24;
	CHECK(subject_enough(&subjects[1][0]));
	CHECK(plan_of(3) == 0 && ended_at(1, LOOK_SECOND));
}

static void
the_largest_number_bounds_it(void)
{
	case_make(0, SOME);
	plans[0].runs.max = 20;
	CHECK(plan_of(1) == 1 && subjects[0][0].goal == 20);
	case_make(0, SOME);
	plans[0].runs.max = N;
	CHECK(plan_of(1) == 0 && ended_at(0, LOOK_ONLY));
}

static void
what_has_one_look_keeps_it(void)
{
	for (int why = 0; why < 4; why++) {
		case_make(0, SOME);
		if (why == 0)
			plans[0].runs.looks = 1;
		else if (why == 1)
			plans[0].control = true;
		else if (why == 2)
			plans[0].kind = KIND_EXPLORATORY;
		else
			subjects[0][1].over = true;
		CHECK(plan_of(1) == 0 && ended_at(0, LOOK_ONLY));
	}
	case_make(0, SOME);
	for (int v = 0; v < 2; v++)
		channels[0][v].gate = false;
	CHECK(plan_of(1) == 0);
}

/* Among many, a p under the level of the first look may not be enough. */
static void
the_correction_leaves_rows_open(void)
{
	case_make(0, PLAIN);
	CHECK(plan_of(1) == 0 && ended_at(0, LOOK_FIRST));
	case_make(0, PLAIN);
	for (size_t i = 1; i < CASES; i++)
		case_make(i, SAME);
	CHECK(plan_of(CASES) == 1 && ended_at(0, LOOK_SECOND) && ended_at(1, LOOK_FIRST));
}

/* One open row is enough for its case, in which all rows go on. */
static void
a_case_goes_on_as_a_whole(void)
{
	struct channel both[2][2];

	case_make(0, SOME);
	case_make(1, SAME);
	for (int v = 0; v < 2; v++) {
		both[v][0] = channels[0][v];
		both[v][1] = channels[1][v];
		both[v][1].name = "other";
		subjects[0][v].channels = both[v];
		subjects[0][v].nchannels = 2;
	}
	CHECK(plan_of(1) == 1 && ended_at(0, LOOK_SECOND));
}

int
main(void)
{
	program_set("second_look");
	for (uint32_t i = 0; i < 2 * N; i++)
		rounds[i] = i + 1;
	what_is_open_goes_on();
	the_largest_number_bounds_it();
	what_has_one_look_keeps_it();
	the_correction_leaves_rows_open();
	a_case_goes_on_as_a_whole();
	return failures != 0;
}
