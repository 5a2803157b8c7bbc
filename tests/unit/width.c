/* pair_width() and subject_width(): by what a case stops. */
#include <math.h>
#include <stdint.h>

#include "base/util.h"
#include "check.h"
#include "measure/pair_width.h"

enum { N = 40 };

static double samples[2][N];
static uint32_t rounds[N];
static struct channel channels[2] = {
    {.name = "throughput", .unit = "ops/s", .gate = true, .samples = samples[0]},
    {.name = "throughput", .unit = "ops/s", .gate = true, .samples = samples[1]},
};
static const struct plan_case plan;
static struct subject subjects[2] = {
    {.plan = &plan, .channels = &channels[0], .nchannels = 1, .rounds = rounds},
    {.plan = &plan, .channels = &channels[1], .nchannels = 1, .rounds = rounds},
};
static struct pair_width *room;

static double
width_at(size_t n)
{
	subjects[0].n = subjects[1].n = n;
	return pair_width(room, &subjects[0], &subjects[1]);
}

static void
samples_make(void)
{
	for (int i = 0; i < N; i++) {
		rounds[i] = (uint32_t)i + 1;
		samples[0][i] = 100 + (i * 7 + 3) % 11;
		samples[1][i] = 101 + (i * 5 + 1) % 13;
	}
}

static void
half_is_in_blocks(void)
{
	static const size_t want[][2] = {{0, 0}, {1, 1}, {5, 5}, {6, 6}, {7, 6}, {12, 6}, {13, 8},
	    {16, 8}, {17, 10}, {40, 20}, {41, 22}};

	for (size_t i = 0; i < sizeof want / sizeof *want; i++)
		CHECK(subject_width_basis(want[i][0]) == want[i][1]);
}

static void
second_half_has_no_say(void)
{
	double pair, alone;

	samples_make();
	pair = width_at(N);
	alone = subject_width(&subjects[0]);
	CHECK(pair > 0 && pair < 1 && alone > 0 && alone < 1);
	for (int i = N / 2; i < N; i++)
		samples[0][i] = i % 2 ? 1 : 1e6;
	CHECK(width_at(N) == pair && subject_width(&subjects[0]) == alone);
	samples[0][N / 2 - 1] = 1;
	CHECK(width_at(N) != pair);
}

/* More of the same makes it narrower. */
static void
width_goes_with_the_number(void)
{
	double half;

	samples_make();
	half = width_at(N / 2);
	for (int i = 0; i < N / 4; i++)
		samples[0][N / 4 + i] = samples[0][i], samples[1][N / 4 + i] = samples[1][i];
	CHECK(width_at(N) < half);
	CHECK(width_at(5) == INFINITY);
	CHECK(isfinite(width_at(6)));
	CHECK(width_at(0) == INFINITY);
}

static void
nulls_tell_nothing(void)
{
	samples_make();
	for (int i = 0; i < N / 2; i++)
		samples[0][i] = NAN;
	CHECK(width_at(N) == INFINITY); /* a value appears late */
	for (int i = 0; i < N; i++)
		samples[0][i] = NAN;
	CHECK(width_at(N) == 0); /* a metric that this machine lacks keeps nobody waiting */
}

/* Counts are not timed: the first two invocations have them, and all are there at once. */
static void
counts_keep_nobody_waiting(void)
{
	struct plan_case counted = {.instrument = INSTRUMENT_CALLGRIND};

	samples_make();
	for (int k = 0; k < 2; k++) {
		for (int i = 2; i < N; i++)
			samples[k][i] = NAN;
		subjects[k].plan = &counted;
		channels[k].name = "instructions";
	}
	CHECK(width_at(N) == 0 && subject_width(&subjects[0]) == 0);
	for (int k = 0; k < 2; k++) {
		subjects[k].plan = &plan;
		channels[k].name = "throughput";
	}
}

int
main(void)
{
	program_set("width");
	room = pair_width_new();
	half_is_in_blocks();
	second_half_has_no_say();
	width_goes_with_the_number();
	nulls_tell_nothing();
	counts_keep_nobody_waiting();
	pair_width_free(room);
	return failures != 0;
}
