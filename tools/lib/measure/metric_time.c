#include "measure/metric_time.h"

#include <ctype.h>
#include <string.h>

#include "base/printed.h"
#include "base/unit.h"

enum { FIRST_MAX = 9 /* digits before the first colon */ };

static size_t
digits_of_part(const char *s, size_t len, double *v)
{
	size_t n = 0;

	*v = 0;
	for (; n < len && isdigit((unsigned char)s[n]); n++)
		*v = *v * 10 + (s[n] - '0');
	return n;
}

bool
metric_time_clock(const char *s, size_t len, double *ms)
{
	double part, whole = 0;
	size_t n = digits_of_part(s, len, &part), i = 0, colons = 0;
	const char *why;

	if (n == 0 || n > FIRST_MAX)
		return false;
	for (;;) {
		whole = whole * 60 + part;
		i += n;
		if (i == len || s[i] != ':')
			break;
		i++;
		colons++;
		n = digits_of_part(s + i, len - i, &part);
		if (n != 2 || part >= 60 || colons > 2)
			return false;
	}
	if (colons == 0)
		return false;
	part = 0;
	if (i < len && ((s[i] != '.' && s[i] != ',') || i + 1 == len ||
			   printed_scan(s + i, len - i, s[i] == ',' ? DECIMAL_COMMA : DECIMAL_POINT,
			       &part, &why) != len - i))
		return false;
	if (part >= 1)
		return false; /* it had an exponent */
	*ms = (whole + part) * 1e3;
	return true;
}

static size_t
time_blanks(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && (s[n] == ' ' || s[n] == '\t'))
		n++;
	return n;
}

size_t
metric_time_compound(const char *s, size_t len, bool spaced, double *ms)
{
	struct unit unit, base, last = {.over = 1};
	size_t end = 0, parts = 0;
	double v, sum = 0;
	const char *why;

	unit_of("ms", &base);
	for (size_t i = 0; i < len; parts++) {
		size_t n = printed_scan(s + i, len - i, DECIMAL_POINT, &v, &why);

		if (n == 0 || (parts && !isdigit((unsigned char)s[i])))
			break;
		i += n;
		i += spaced ? time_blanks(s + i, len - i) : 0;
		n = unit_read(s + i, len - i, &unit);
		if (n == 0 || !unit_alike(&unit, &base) ||
		    (parts && unit.times * last.over >= last.times * unit.over))
			break;
		sum += unit_convert(v, &unit, &base);
		last = unit;
		i += n;
		end = i;
		i += spaced ? time_blanks(s + i, len - i) : 0;
	}
	if (parts < 2)
		return 0;
	*ms = sum;
	return end;
}
