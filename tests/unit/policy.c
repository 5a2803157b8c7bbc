/* The rules of percentages, limits, times and durations that every reader shares. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/amount.h"
#include "base/timestamp.h"
#include "check.h"
#include "model/limit.h"
#include "model/policy.h"

static void
ranges(void)
{
	CHECK(policy_change_valid(0) && policy_change_valid(10) && policy_change_valid(.05));
	CHECK(!policy_change_valid(10.0001) && !policy_change_valid(-1e-300));
	CHECK(!policy_change_valid(NAN) && !policy_change_valid(INFINITY));
	CHECK(policy_alpha_valid(.05) && !policy_alpha_valid(0) && !policy_alpha_valid(1));
	CHECK(!policy_alpha_valid(NAN));
	CHECK(POLICY_TOLERANCE <= POLICY_THRESHOLD && policy_alpha_valid(POLICY_ALPHA));
}

/* Align what is said at two levels: what comes out. */
static void
aligned(double t, int at, double h, int ht, double tolerance, double threshold, bool ok)
{
	struct policy_value low = {t, at}, high = {h, ht};

	CHECK(policy_align(&low, &high) == ok);
	CHECK(low.v == tolerance && high.v == threshold);
	CHECK(low.v <= high.v);
	CHECK(tolerance == t ? low.level == at : low.level == ht);
	CHECK(threshold == h ? high.level == ht : high.level == at);
}

static void
alignment(void)
{
	char *over = policy_over(.2, .1);
	double said[] = {.1, NAN, .3, NAN}, none[] = {.1, NAN};

	aligned(.05, 0, .1, 3, .05, .1, true);
	aligned(.1, 2, .1, 2, .1, .1, true);
	aligned(.2, 2, .1, 1, .2, .2, true);
	aligned(.2, 1, .1, 2, .1, .1, true);
	aligned(.2, 2, .1, 2, .1, .1, false);
	CHECK(policy_nearest(said, 4).v == .3 && policy_nearest(said, 4).level == 2);
	CHECK(policy_nearest(none, 2).v == .1 && policy_nearest(none, 2).level == 0);
	CHECK(over && strcmp(over, "at most the threshold (10%), not 20%") == 0);
	free(over);
	CHECK(!policy_over(.1, .1) && !policy_over(NAN, .1) && !policy_over(.2, NAN));
}

static bool
limit_right(double min, double max)
{
	struct limit limit = {.metric = "m", .min = min, .max = max};
	char *wrong = limit_wrong(&limit);
	bool right = !wrong;

	free(wrong);
	return right;
}

static void
limits(void)
{
	CHECK(limit_right(1, NAN) && limit_right(NAN, 1) && limit_right(1, 1));
	CHECK(limit_right(-1, 1) && !limit_right(1, -1) && !limit_right(NAN, NAN));
}

static void
times(void)
{
	static const char *const good[] = {"2026-01-02T03:04:05Z", "2026-01-02t03:04:05z",
	    "2026-01-02 03:04:05", "2026-12-31T23:59:60Z", "2024-02-29T00:00:00.125+05:45",
	    "2000-02-29T00:00:00,5-23:59", "1970-01-01T00:00:00Z"};
	static const char *const bad[] = {"", "2026-13-45T00:00:00Z", "2026-02-30T00:00:00Z",
	    "2100-02-29T00:00:00Z", "2026-01-02", "2026-01-02T24:00:00Z", "2026-01-02T03:60:05Z",
	    "2026-01-02T03:04:61Z", "2026-01-02T03:04Z", "2026-01-02T3:04:05Z",
	    "2026-+1-02T03:04:05Z", "2026-01-02T03:04:05+24:00", "2026-01-02T03:04:05+02:60",
	    "2026-01-02T03:04:05.Z", "2026-01-02T03:04:05Zx", "2026-01-02T03:04:05+0200",
	    " 2026-01-02T03:04:05Z", "1969-12-31T23:59:59Z", "0000-01-01T00:00:00Z"};

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!timestamp_valid(good[i])) {
			fprintf(stderr, "'%s' is refused\n", good[i]);
			failures++;
		}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (timestamp_valid(bad[i])) {
			fprintf(stderr, "'%s' is taken\n", bad[i]);
			failures++;
		}
	CHECK(!timestamp_valid(NULL));
	CHECK(timestamp_order("2026-01-02T03:04:05+01:00", "2026-01-02T02:30:00Z") < 0);
	CHECK(timestamp_order("2026-01-02T02:04:05.5Z", "2026-01-02T03:04:05+01:00") > 0);
	CHECK(timestamp_date_valid("2028-02-29") && !timestamp_date_valid("2026-02-29"));
	CHECK(!timestamp_date_valid("2026-01-02T") && !timestamp_date_valid("2026-1-02"));
}

static void
percentages(void)
{
	double v = -1;
	char *why = amount_percent_read("5 %", &v);

	CHECK(!why && v == .05);
	why = amount_percent_read("1", &v);
	CHECK(why && strstr(why, "1% or 1 times") && v == .05);
	free(why);
	why = amount_percent_read("-5%", &v);
	CHECK(why && strstr(why, "a percentage") && v == .05);
	free(why);
}

static void
durations(void)
{
	static const struct {
		const char *text;
		double seconds; /* NAN: refused */
	} of[] = {{"20s", 20}, {"1.5m", 90}, {"1.5min", 90}, {"500ms", .5}, {"8us", 8e-6},
	    {"8\u00b5s", 8e-6}, {"8\u03bcs", 8e-6}, {"16ns", 16e-9}, {"1h30m", 5400},
	    {"1h30min15s", 5415}, {"7", 7}, {"", NAN}, {"s", NAN}, {"5 s", NAN}, {"5sec", NAN},
	    {"5MB", NAN}, {"5%", NAN}, {"1h30", NAN}, {"-5s", NAN}, {"1e308h", NAN}, {"5mm", NAN},
	    {"5minutes", NAN}, {"5nanoseconds", NAN}};

	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		double v = NAN;
		bool ok = amount_duration(of[i].text, &v);

		if (ok == !isnan(of[i].seconds) &&
		    (!ok || fabs(v - of[i].seconds) <= 1e-12 * of[i].seconds))
			continue;
		fprintf(stderr, "'%s' is %g s\n", of[i].text, v);
		failures++;
	}
}

static void
duration_notes(void)
{
	static const struct {
		const char *text, *note;
	} of[] = {{"5sec", " (unit 'sec', nearest: 's')"},
	    {"1h5minutes", " (unit 'minutes', nearest: 'm')"},
	    {"5mss", " (unit 'mss', nearest: 'ms')"}, {"5 s", " (without the blank)"}, {"soon", ""},
	    {"1h30", ""}, {"5MB", " (unit 'MB', expected 'ns',"}};

	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		char *note = amount_duration_note(of[i].text);

		CHECK(strncmp(note, of[i].note, strlen(of[i].note)) == 0 && !*note == !*of[i].note);
		free(note);
	}
}

int
main(void)
{
	durations();
	duration_notes();
	ranges();
	alignment();
	limits();
	times();
	percentages();
	return failures != 0;
}
