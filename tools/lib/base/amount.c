#include "base/amount.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/suggest.h"
#include "base/unit.h"
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

/* The units of a duration, the Greek letter for the micro sign last. Unlike a metric's unit,
 * "m" is the minute: it cannot be the metre. */
static const char *const duration_units[] = {
    "ns", "us", "\u00b5s", "ms", "s", "m", "min", "h", "\u03bcs"};
enum { NDURATION_UNITS = sizeof duration_units / sizeof *duration_units };

/* Read a unit of time, all up to the next digit, at *S and step over it. */
static bool
unit_scan(const char **s, double *seconds)
{
	size_t len = strcspn(*s, "0123456789.");
	struct unit unit, second;

	for (size_t i = 0; i < NDURATION_UNITS; i++)
		if (len == strlen(duration_units[i]) && memcmp(*s, duration_units[i], len) == 0 &&
		    unit_of(duration_units[i], &unit) && unit_of("s", &second)) {
			*seconds = unit_convert(1, &unit, &second);
			*s += len;
			return true;
		}
	return false;
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

/* The word of a duration for the unit NAME, which is none: of the same length of time, or
 * written nearly so; or NULL. */
static const char *
duration_unit_near(const char *name)
{
	struct unit unit, known;

	for (size_t i = 0; unit_of(name, &unit) && i < NDURATION_UNITS; i++)
		if (unit_of(duration_units[i], &known) && unit_same(&unit, &known))
			return duration_units[i];
	return suggest(name, duration_units, NDURATION_UNITS);
}

char *
amount_duration_note(const char *s)
{
	double n, unit;
	const char *near;
	char *name, *list, *note;
	size_t blanks;

	do
		if (!decimal_scan(&s, &n) || !*s)
			return xstrdup("");
	while (unit_scan(&s, &unit) && *s);
	if (!*s)
		return xstrdup("");
	blanks = strspn(s, " ");
	name = xstrndup(s + blanks, strcspn(s + blanks, "0123456789."));
	near = duration_unit_near(name);
	list = suggest_list(duration_units, NDURATION_UNITS - 1);
	if (blanks)
		note = xstrdup(" (without the blank)");
	else if (near)
		note = xasprintf(" (unit '%.40s', nearest: '%s')", name, near);
	else
		note = xasprintf(" (unit '%.40s', expected %s)", name, list);
	free(list);
	free(name);
	return note;
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

void
amount_duration_up(struct buf *b, double seconds)
{
	double minutes = ceil(seconds / 60 - 1e-9);

	if (seconds <= 120)
		buf_printf(b, "%.0fs", fmax(ceil(seconds / 10 - 1e-9), 1) * 10);
	else if (minutes < 120)
		buf_printf(b, "%.0fm", minutes);
	else
		buf_printf(b, "%.0fh%.0fm", floor(minutes / 60), fmod(minutes, 60));
}

void
amount_seconds(struct buf *b, double seconds)
{
	if (seconds < 0.9995)
		buf_printf(b, "%.3g ms", seconds * 1e3);
	else
		buf_printf(b, seconds < 9.95 ? "%.1f s" : "%.0f s", seconds);
}
