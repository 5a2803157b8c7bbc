#include "base/timestamp.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/util.h"

struct instant {
	int64_t seconds;
	double fraction;
};

/* Days from 1970-01-01 in the Gregorian calendar. */
static int64_t
days(int y, int m, int d)
{
	int64_t year = m <= 2 ? y - 1 : y, era = (year >= 0 ? year : year - 399) / 400;
	int64_t of_era = year - era * 400, of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* The number of N digits at *S, stepped over; false when they are not there. */
static bool
digits_read(const char **s, int n, int *v)
{
	for (*v = 0; n > 0; n--, (*s)++) {
		if (**s < '0' || **s > '9')
			return false;
		*v = *v * 10 + (**s - '0');
	}
	return true;
}

/* The character at *S, stepped over, when it is one of SET. */
static bool
sign_read(const char **s, const char *set)
{
	if (!**s || !strchr(set, **s))
		return false;
	(*s)++;
	return true;
}

/* The day at *S, stepped over, when it is in the calendar. */
static bool
day_read(const char **s, int64_t *day)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int y, m, d;
	bool leap;

	if (!digits_read(s, 4, &y) || !sign_read(s, "-") || !digits_read(s, 2, &m) ||
	    !sign_read(s, "-") || !digits_read(s, 2, &d))
		return false;
	leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
	if (y < 1970 || m < 1 || m > 12 || d < 1 || d > lengths[m - 1] + (leap && m == 2))
		return false;
	*day = days(y, m, d);
	return true;
}

/* Seconds east of UTC at *S, stepped over; without any, 0. */
static bool
offset_read(const char **s, int *seconds)
{
	char sign = **s;
	int h, m;

	*seconds = 0;
	if (sign_read(s, "Zz") || !sign_read(s, "+-"))
		return true;
	if (!digits_read(s, 2, &h) || !sign_read(s, ":") || !digits_read(s, 2, &m) || h > 23 ||
	    m > 59)
		return false;
	*seconds = (sign == '-' ? -1 : 1) * (h * 3600 + m * 60);
	return true;
}

static bool
instant_parse(const char *s, struct instant *t)
{
	int h, m, sec, offset;

	if (!s || !day_read(&s, &t->seconds) || !sign_read(&s, "Tt ") || !digits_read(&s, 2, &h) ||
	    !sign_read(&s, ":") || !digits_read(&s, 2, &m) || !sign_read(&s, ":") ||
	    !digits_read(&s, 2, &sec) || h > 23 || m > 59 || sec > 60) /* a leap second */
		return false;
	t->fraction = 0;
	if (sign_read(&s, ".,")) {
		double scale = 0.1;

		if (*s < '0' || *s > '9')
			return false;
		for (; *s >= '0' && *s <= '9'; s++, scale /= 10)
			t->fraction += (*s - '0') * scale;
	}
	if (!offset_read(&s, &offset))
		return false;
	t->seconds = t->seconds * 86400 + h * 3600 + m * 60 + sec - offset;
	return *s == '\0';
}

bool
timestamp_valid(const char *text)
{
	struct instant t;

	return instant_parse(text, &t);
}

bool
timestamp_microseconds(const char *text, int64_t *us)
{
	struct instant t;

	if (!instant_parse(text, &t))
		return false;
	*us = t.seconds * 1000000 + (int64_t)(t.fraction * 1e6 + 0.5);
	return true;
}

int
timestamp_order(const char *a, const char *b)
{
	struct instant x, y;
	bool is_x, is_y;

	if (!a || !b)
		return (a != NULL) - (b != NULL);
	if (strcmp(a, b) == 0)
		return 0;
	is_x = instant_parse(a, &x);
	is_y = instant_parse(b, &y);
	if (is_x != is_y)
		return is_x - is_y;
	if (is_x && x.seconds != y.seconds)
		return x.seconds < y.seconds ? -1 : 1;
	if (is_x && x.fraction != y.fraction)
		return x.fraction < y.fraction ? -1 : 1;
	return strcmp(a, b);
}

static char *
seconds_text(time_t seconds)
{
	char s[32];
	struct tm tm;

	if (!gmtime_r(&seconds, &tm) || !strftime(s, sizeof s, "%Y-%m-%dT%H:%M:%SZ", &tm))
		die("cannot tell the time");
	return xstrdup(s);
}

char *
timestamp_now(void)
{
	return seconds_text(time(NULL));
}

char *
timestamp_utc(const char *text)
{
	struct instant t;

	return instant_parse(text, &t) ? seconds_text((time_t)t.seconds) : NULL;
}

char *
timestamp_basic(const char *text)
{
	char *basic = xstrdup(text), *to = basic;

	for (const char *s = text; *s; s++)
		if (*s != '-' && *s != ':')
			*to++ = *s;
	*to = '\0';
	return basic;
}

bool
timestamp_date_valid(const char *text)
{
	int64_t day;

	return day_read(&text, &day) && *text == '\0';
}

char *
timestamp_day_after(const char *text, int number)
{
	int64_t day, of_era, year, of_year;
	int month;
	const char *s = text;

	if (!timestamp_valid(text) || !day_read(&s, &day))
		return NULL;
	/* The inverse of days(): 400 years have 146097 days, and a year begins in March. */
	day += number + 719468;
	of_era = day % 146097;
	year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	of_year = of_era - (365 * year + year / 4 - year / 100);
	month = (int)((5 * of_year + 2) / 153);
	year += day / 146097 * 400;
	return xasprintf("%04d-%02d-%02d", (int)(year + (month >= 10)),
	    month < 10 ? month + 3 : month - 9, (int)(of_year - (153 * month + 2) / 5 + 1));
}

char *
timestamp_today(char day[TIMESTAMP_DAY])
{
	time_t now = time(NULL);
	struct tm tm;

	gmtime_r(&now, &tm);
	strftime(day, TIMESTAMP_DAY, "%Y-%m-%d", &tm);
	return day;
}
