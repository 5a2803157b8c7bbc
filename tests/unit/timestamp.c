/* Timestamps in their order, and days of the calendar. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/timestamp.h"
#include "check.h"

/* From the earliest to the latest, no two of them equal. */
static const char *const ascending[] = {NULL,
    /* no timestamps: as text */
    "", "2026-01-02", "2026-01-02T03:04", "2026-01-02T03:04:05 o'clock", "2026-01-02T03:04:05+",
    "2026-01-02T03:04:05+02-1", "2026-01-02T03:04:05+020", "2026-01-02T03:04:05+0200:00",
    "2026-01-02T03:04:05+02:", "2026-01-02T03:04:05Zz", "2026-13-01T00:00:00Z",
    "20260-01-02T03:04:05Z", "yesterday",
    /* timestamps */
    "1970-01-01T00:00:00Z", "2000-02-29T23:59:59Z", "2000-03-01T00:00:00Z",
    /* 01:04:05 in UTC */
    "2026-01-02T03:04:05+02:00", "2026-01-02T01:04:06Z", "2026-01-02T01:04:06.25Z",
    "2026-01-02T01:04:06,5Z",
    /* one instant in several words: as text */
    "2026-01-01T23:34:05-03:30", "2026-01-02 03:04:05", "2026-01-02T03:04:05",
    "2026-01-02T03:04:05Z", "2026-01-02T05:04:05+02:00",
    /* midnight, and a second that was inserted before one */
    "2026-06-30T23:59:60.5Z", "2026-07-01T00:00:01Z", "2027-01-01T00:00:01Z",
    "2027-01-01T00:00:02Z"};

static const struct {
	const char *text;
	bool valid;
} dates[] = {{"1970-01-01", true}, {"2026-11-29", true}, {"2024-02-29", true}, {"2000-02-29", true},
    {"9999-12-31", true}, {"2026-02-29", false}, {"2100-02-29", false}, {"2026-04-31", false},
    {"2026-00-10", false}, {"2026-13-10", false}, {"2026-10-00", false}, {"2026-10-32", false},
    {"1969-12-31", false}, {"2026-1-01", false}, {"2026-01-1", false}, {"26-01-01", false},
    {"2026/01/01", false}, {"2026-01-01 ", false}, {"2026-01-01T00:00:00Z", false},
    {"+026-01-01", false}, {"2026--1-01", false}, {"", false}};

static int
sign(int v)
{
	return (v > 0) - (v < 0);
}

int
main(void)
{
	const int n = sizeof ascending / sizeof *ascending;
	char *now, *later;

	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++) {
			const char *a = ascending[i], *b = ascending[j];

			if (sign(timestamp_order(a, b)) == sign(i - j))
				continue;
			fprintf(stderr, "'%s' and '%s' are out of order\n", a ? a : "(null)",
			    b ? b : "(null)");
			failures++;
		}
	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
		if (timestamp_date_valid(dates[i].text) == dates[i].valid)
			continue;
		fprintf(stderr, "'%s' should %sbe a day\n", dates[i].text,
		    dates[i].valid ? "" : "not ");
		failures++;
	}
	{
		int64_t us = -1;

		CHECK(!timestamp_microseconds("2026-01-02", &us) && us == -1);
		CHECK(timestamp_microseconds("1970-01-01T00:00:00Z", &us) && us == 0);
		/* date -ud 2026-11-29T12:18:45Z +%s */
		CHECK(timestamp_microseconds("2026-11-29T14:18:45.000001+02:00", &us) &&
		      us == INT64_C(1795954725000001));
	}
	/* Whatever the zone is here, it is UTC. */
	setenv("TZ", "XXX-11", 1);
	tzset();
	now = timestamp_now();
	later = timestamp_now();
	CHECK(strlen(now) == 20 && now[10] == 'T' && now[19] == 'Z');
	CHECK(timestamp_order(now, later) <= 0);
	CHECK(timestamp_order("2026-01-01T00:00:00Z", now) < 0);
	{
		time_t t = time(NULL) + 60;
		char soon[32];

		strftime(soon, sizeof soon, "%Y-%m-%dT%H:%M:%SZ", gmtime(&t));
		CHECK(timestamp_order(now, soon) < 0);
	}
	free(now);
	free(later);
	return failures != 0;
}
