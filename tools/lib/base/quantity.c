#include "base/quantity.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/unit.h"

#define NBSP "\xC2\xA0"
#define MINUS "\xE2\x88\x92"
#define DASH "\xE2\x80\x93"

enum dimension { TIME, TIME_EACH, BYTES, BINARY, SHARE, RATE_BYTES, RATE_BINARY };

static const struct known_unit {
	const char *name;
	enum dimension dimension;
	double factor; /* to the dimension's base */
	bool shown;    /* values are scaled to it, in this order */
} units[] = {
    {"ps", TIME, 1e-12, true},
    {"ns", TIME, 1e-9, true},
    {"\xC2\xB5s", TIME, 1e-6, true},
    {"us", TIME, 1e-6, false},
    {"\xCE\xBCs", TIME, 1e-6, false},
    {"ms", TIME, 1e-3, true},
    {"s", TIME, 1, true},
    {"min", TIME, 60, true},
    {"h", TIME, 3600, true},
    {"ns/op", TIME_EACH, 1e-9, true},
    {"\xC2\xB5s/op", TIME_EACH, 1e-6, true},
    {"us/op", TIME_EACH, 1e-6, false},
    {"\xCE\xBCs/op", TIME_EACH, 1e-6, false},
    {"ms/op", TIME_EACH, 1e-3, true},
    {"s/op", TIME_EACH, 1, true},
    {"B", BYTES, 1, true},
    {"bytes", BYTES, 1, false},
    {"kB", BYTES, 1e3, true},
    {"KB", BYTES, 1e3, false},
    {"MB", BYTES, 1e6, true},
    {"GB", BYTES, 1e9, true},
    {"TB", BYTES, 1e12, true},
    {"KiB", BINARY, 1024., true},
    {"MiB", BINARY, 1048576., true},
    {"GiB", BINARY, 1073741824., true},
    {"B/s", RATE_BYTES, 1, true},
    {"kB/s", RATE_BYTES, 1e3, true},
    {"KB/s", RATE_BYTES, 1e3, false},
    {"MB/s", RATE_BYTES, 1e6, true},
    {"GB/s", RATE_BYTES, 1e9, true},
    {"KiB/s", RATE_BINARY, 1024., true},
    {"MiB/s", RATE_BINARY, 1048576., true},
    {"GiB/s", RATE_BINARY, 1073741824., true},
    {"%", SHARE, .01, true},
    {"percent", SHARE, .01, false},
    {"ratio", SHARE, 1, false},
    {"fraction", SHARE, 1, false},
};
enum { NUNITS = sizeof units / sizeof *units };

static const struct known_unit *
unit_find(const char *name)
{
	for (size_t i = 0; i < NUNITS; i++)
		if (strcmp(units[i].name, name) == 0)
			return &units[i];
	return NULL;
}

/* Bytes and binary bytes are one dimension where they are converted, not where they are shown. */
static enum dimension
kin(enum dimension d)
{
	return d == BINARY ? BYTES : d == RATE_BINARY ? RATE_BYTES : d;
}

/* What a rate of things without a name is worth per second: "M/s", "/s". False: UNIT is none. */
static bool
bare_rate(const char *unit, double *factor)
{
	size_t len = strcspn(unit, "/");
	char prefix[4];
	struct unit u;

	if (strcmp(unit + len, "/s") != 0 || len >= sizeof prefix)
		return false;
	memcpy(prefix, unit, len);
	prefix[len] = '\0';
	*factor = 1;
	if (len == 0)
		return true;
	if (!unit_of(prefix, &u) || u.kind != UNIT_PREFIX)
		return false;
	*factor = u.times / u.over;
	return true;
}

bool
unit_factor(const char *from, const char *to, double *factor)
{
	const struct known_unit *a, *b;
	struct unit x, y;
	double rate, other;

	if (strcmp(from, to) == 0) {
		*factor = 1;
		return true;
	}
	a = unit_find(from);
	b = unit_find(to);
	if (a && b) {
		if (kin(a->dimension) != kin(b->dimension))
			return false;
		*factor = a->factor / b->factor;
		return true;
	}
	if (bare_rate(from, &rate) && bare_rate(to, &other)) {
		*factor = rate / other;
		return true;
	}
	if (strcmp(from, "m") == 0 || strcmp(to, "m") == 0 || !unit_of(from, &x) ||
	    !unit_of(to, &y) || !unit_alike(&x, &y))
		return false;
	*factor = unit_convert(1, &x, &y);
	return true;
}

static struct scale
prefixed(double v, const char *unit)
{
	static const struct {
		double from, factor;
		const char *prefix;
	} prefixes[] = {
	    {9.995e11, 1e-12, "T"},
	    {9.995e8, 1e-9, "G"},
	    {9.995e5, 1e-6, "M"},
	    {9.995e3, 1e-3, "k"},
	};
	struct scale s = {1, "", unit};

	if (strcmp(unit, "1") == 0 || strcmp(unit, "count") == 0)
		s.name = "";
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
		if (fabs(v) >= prefixes[i].from) {
			s.prefix = prefixes[i].prefix;
			s.factor = prefixes[i].factor;
			break;
		}
	return s;
}

struct scale
scale_for(double v, const char *unit)
{
	const struct known_unit *own = unit_find(unit);
	struct scale s = {1, "", own ? own->name : unit};

	if (!own)
		return prefixed(v, unit);
	if (!isfinite(v) || own->dimension == SHARE || v == 0) {
		if (strcmp(own->name, "ratio") == 0 || strcmp(own->name, "fraction") == 0)
			s.name = "";
		return s;
	}
	/* The largest unit of which there is at least one, after rounding to three digits;
	 * minutes from 2, hours from 2. */
	for (size_t i = 0, first = 1; i < NUNITS; i++) {
		double factor = own->factor / units[i].factor;
		double least = units[i].dimension == TIME && units[i].factor > 1 ? 2 : .9995;

		if (units[i].dimension != own->dimension || !units[i].shown)
			continue;
		if (first || fabs(v) * factor >= least) {
			s.factor = factor;
			s.name = units[i].name;
		}
		first = 0;
	}
	return s;
}

bool
scale_in(const char *unit, const char *shown, struct scale *scale)
{
	double factor;

	if (!unit_factor(unit, shown, &factor))
		return false;
	*scale = (struct scale){factor, "", shown};
	return true;
}

void
number_text(struct buf *b, double v, int digits)
{
	char s[400];
	int magnitude, decimals;

	if (!isfinite(v)) {
		buf_str(b, DASH);
		return;
	}
	/* Rounding may carry into one digit more: let printf say the magnitude. */
	snprintf(s, sizeof s, "%.*e", digits - 1, fabs(v));
	sscanf(strchr(s, 'e') + 1, "%d", &magnitude);
	decimals = digits - 1 - magnitude;
	if (decimals < 0 || v == 0)
		decimals = 0;
	if (decimals > 12)
		decimals = 12;
	if (v < 0)
		buf_str(b, MINUS);
	if (fabs(v) >= 1e15)
		buf_printf(b, "%.*g", digits, fabs(v));
	else
		buf_printf(b, "%.*f", decimals, fabs(v));
}

void
number_set(struct buf *b, double v)
{
	size_t start = b->len;

	number_text(b, v, 6);
	if (!strchr(b->s + start, '.'))
		return;
	while (b->s[b->len - 1] == '0')
		b->len--;
	if (b->s[b->len - 1] == '.')
		b->len--;
	b->s[b->len] = '\0';
}

void
unit_text(struct buf *b, const struct scale *scale)
{
	buf_str(b, scale->prefix);
	if (*scale->prefix && *scale->name)
		buf_str(b, NBSP);
	buf_str(b, scale->name);
}

static void
unit_after(struct buf *b, double v, const struct scale *scale)
{
	if (!isfinite(v) || (!*scale->prefix && !*scale->name))
		return;
	buf_str(b, NBSP);
	unit_text(b, scale);
}

void
quantity_text(struct buf *b, double v, const struct scale *scale, int digits)
{
	number_text(b, v * scale->factor, digits);
	unit_after(b, v, scale);
}

void
quantity_set(struct buf *b, double v, const struct scale *scale)
{
	number_set(b, v * scale->factor);
	unit_after(b, v, scale);
}

void
percent_set(struct buf *b, double v)
{
	number_set(b, v * 100);
	if (isfinite(v))
		buf_str(b, NBSP "%");
}

void
percent_number(struct buf *b, double v, bool signed_)
{
	percent_beside(b, v, signed_, NAN);
}

/* P with so many DECIMALS. */
static double
rounded_to(double p, int decimals)
{
	double scale = pow(10, decimals);

	return round(p * scale) / scale;
}

void
percent_beside(struct buf *b, double v, bool signed_, double limit)
{
	double p = fabs(v * 100), most = fabs(limit * 100);
	int decimals = p >= 99.95 ? 0 : p >= .005 && p < .095 ? 2 : 1;

	/* What has not reached the limit must not look as if it had, nor the other way round. */
	while (isfinite(p) && isfinite(limit) && decimals < 7 && fabs(p - most) > 1e-9 * most &&
	       (p < most) != (rounded_to(p, decimals) < most))
		decimals++;

	if (!isfinite(v)) {
		buf_str(b, DASH);
		return;
	}
	if (p < .005)
		signed_ = false;
	else if (v < 0)
		buf_str(b, MINUS);
	if (signed_ && v > 0)
		buf_char(b, '+');
	if (p >= 1e15)
		buf_printf(b, "%.3g", p);
	else
		buf_printf(b, "%.*f", decimals, p);
}

void
percent_text(struct buf *b, double v, bool signed_)
{
	percent_number(b, v, signed_);
	if (isfinite(v))
		buf_str(b, NBSP "%");
}

/* Whether UNIT is one of time, by whatever name. */
static bool
unit_is_time(const char *unit)
{
	double factor;

	return unit_factor(unit, "s", &factor);
}

bool
unit_is_timed(const char *unit)
{
	const char *slash = strchr(unit, '/');
	char over[24];
	struct unit u;

	if (!slash)
		return unit_is_time(unit) ||
		       (unit_of(unit, &u) &&
			   (strcmp(u.base, "Hz") == 0 || strcmp(u.base, "bit/s") == 0));
	if ((size_t)(slash - unit) < sizeof over) {
		memcpy(over, unit, (size_t)(slash - unit));
		over[slash - unit] = '\0';
		if (unit_is_time(over))
			return true;
	}
	return unit_is_time(slash + 1);
}

bool
unit_counts(const char *unit)
{
	static const char *const counts[] = {"instructions", "count", "allocations", "B", "bytes"};

	for (size_t i = 0; unit && i < sizeof counts / sizeof *counts; i++)
		if (strcmp(unit, counts[i]) == 0)
			return true;
	return false;
}
