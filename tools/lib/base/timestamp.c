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

static bool
instant_parse(const char *s, struct instant *t)
{
	int y, mo, d, h, mi, sec, n = 0, oh = 0, om = 0;
	char sign = '+';

	if (!s || strspn(s, "0123456789") != 4 ||
	    sscanf(s, "%4d-%2d-%2d%*1[Tt ]%2d:%2d:%2d%n", &y, &mo, &d, &h, &mi, &sec, &n) != 6 ||
	    n == 0 || mo < 1 || mo > 12 || d < 1 || d > 31 || h < 0 || h > 24 || mi < 0 ||
	    mi > 59 || sec < 0 || sec > 60)
		return false;
	s += n;
	t->fraction = 0;
	if (*s == '.' || *s == ',') {
		double scale = 0.1;

		for (s++; *s >= '0' && *s <= '9'; s++, scale /= 10)
			t->fraction += (*s - '0') * scale;
	}
	n = 0;
	if (*s == 'Z' || *s == 'z')
		s++;
	else if ((*s == '+' || *s == '-') &&
		 sscanf(s, "%c%2d%*[:]%2d%n", &sign, &oh, &om, &n) == 3 && n > 0)
		s += n;
	t->seconds = days(y, mo, d) * 86400 + h * 3600 + mi * 60 + sec -
		     (sign == '-' ? -1 : 1) * (oh * 3600 + om * 60);
	return *s == '\0';
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

char *
timestamp_now(void)
{
	char s[32];
	time_t now = time(NULL);
	struct tm tm;

	if (!gmtime_r(&now, &tm) || !strftime(s, sizeof s, "%Y-%m-%dT%H:%M:%SZ", &tm))
		die("cannot tell the time");
	return xstrdup(s);
}

bool
timestamp_date_valid(const char *text)
{
	static const char digits[] = "0123456789";
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int year, month, day;
	bool leap;

	if (strlen(text) != 10 || strspn(text, digits) != 4 || text[4] != '-' ||
	    strspn(text + 5, digits) != 2 || text[7] != '-' || strspn(text + 8, digits) != 2 ||
	    sscanf(text, "%4d-%2d-%2d", &year, &month, &day) != 3)
		return false;
	leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return year >= 1970 && month >= 1 && month <= 12 && day >= 1 &&
	       day <= days[month - 1] + (leap && month == 2);
}
