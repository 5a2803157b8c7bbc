#include "base/amount.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/quantity.h"
#include "base/util.h"

/* Read a plain decimal at *S and step over it. */
static bool
decimal_scan(const char **s, double *v)
{
	const char *p = *s;
	size_t len = strspn(p, "0123456789.");

	if (p[len] == 'e' || p[len] == 'E') {
		size_t sign = p[len + 1] == '-' || p[len + 1] == '+';
		size_t digits = strspn(p + len + 1 + sign, "0123456789");

		len += digits ? 1 + sign + digits : 0;
	}
	if (!number_parse(p, len, v))
		return false;
	*s = p + len;
	return true;
}

bool
amount_percent(const char *s, double *v)
{
	double n;

	if (!decimal_scan(&s, &n))
		return false;
	if (*s == ' ' && s[1] == '%')
		s++;
	if (*s == '%') {
		n /= 100;
		s++;
	}
	if (*s)
		return false;
	*v = n;
	return true;
}

char *
amount_percent_read(const char *s, double *v)
{
	double n;

	if (!amount_percent(s, &n))
		return xasprintf("a percentage like 5%% or 0.05, not '%.40s'", s);
	if (!strchr(s, '%') && n >= 1)
		return xasprintf("written '%.40s%%' or as a fraction below 1: '%.40s' could mean "
				 "%.40s%% or %.40s times",
		    s, s, s, s);
	*v = n;
	return NULL;
}

/* Read a unit of time, all up to the next digit, at *S and step over it. */
static bool
unit_scan(const char **s, double *seconds)
{
	size_t len = strcspn(*s, "0123456789.");
	char name[8];

	if (len >= sizeof name)
		return false;
	memcpy(name, *s, len);
	name[len] = '\0';
	/* A metric's unit "m" may be the metre: only here it is the minute. */
	if (!unit_factor(strcmp(name, "m") == 0 ? "min" : name, "s", seconds))
		return false;
	*s += len;
	return true;
}

bool
amount_duration(const char *s, double *seconds)
{
	double sum = 0, n, unit;
	bool first = true;

	do {
		if (!decimal_scan(&s, &n))
			return false;
		if (first && !*s) {
			*seconds = n;
			return true;
		}
		if (!unit_scan(&s, &unit))
			return false;
		sum += n * unit;
		first = false;
	} while (*s);
	if (!isfinite(sum))
		return false;
	*seconds = sum;
	return true;
}

bool
amount_count(const char *s, size_t *v)
{
	unsigned long long n;
	char *end;

	if (!isdigit((unsigned char)*s))
		return false;
	errno = 0;
	n = strtoull(s, &end, 10);
	if (*end || errno || n > SIZE_MAX / 2)
		return false;
	*v = (size_t)n;
	return true;
}
