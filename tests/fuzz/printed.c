/* libFuzzer target: any bytes are read as a number with its unit, or refused; what is read is
 * finite, within the bytes, the same when nothing stands behind it, and the same number when
 * it is written and read again. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/printed.h"
#include "base/unit.h"
#include "measure/metric_number.h"
#include "measure/metric_time.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
holds(int so)
{
	if (!so)
		abort();
}

static void
scan_check(const char *s, size_t len, enum decimal decimal)
{
	const char *why = NULL;
	char text[NUMBER_MAX];
	double v = NAN, again = NAN;
	size_t n = printed_scan(s, len, decimal, &v, &why);

	if (n == 0) {
		holds(why != NULL);
		return;
	}
	holds(n <= len && isfinite(v));
	holds(printed_scan(s, n, decimal, &again, &why) == n && again == v);
	holds(number_parse(text, number_format(text, v), &again) && again == v);
}

static void
unit_check(const char *s, size_t len)
{
	struct unit u, again;
	size_t n = unit_read(s, len, &u);

	if (n == 0)
		return;
	holds(n <= len && u.times > 0 && u.over > 0 && isfinite(unit_convert(1, &u, &u)));
	holds(unit_read(s, n, &again) == n && unit_same(&u, &again));
	/* The base is a unit of its own kind, and the size of it one. */
	if (*u.base)
		holds(unit_of(u.base, &again) && unit_alike(&u, &again));
}

static void
place_check(const char *s, size_t len, const uint8_t *choice, const char *unit)
{
	struct metric_rule rule = {
	    .name = "t", .unit = (char *)unit, .decimal = (enum decimal)(choice[0] % 3)};
	struct metric_number number;
	struct number_place at = {.match = {choice[1] % (len + 1), 0}};
	struct buf why = BUF_INIT;

	at.match.to = at.match.from + choice[2] % (len - at.match.from + 1);
	at.number = at.match;
	metric_number_init(&number, &rule);
	for (int i = 0; i < 2; i++) {
		double v = NAN;

		if (metric_number_read(&number, s, len, &at, &v, &why))
			holds(!isnan(v));
		else
			holds(why.len > 0);
		holds(metric_number_unit(&number) != NULL);
	}
	buf_free(&why);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const units[] = {"auto", "", "ms", "B", "points"};
	char *s;
	double ms;

	if (size < 4)
		return 0;
	s = malloc(size);
	holds(s != NULL);
	memcpy(s, data, size - 4);
	s[size - 4] = '\0';
	for (int decimal = DECIMAL_UNSAID; decimal <= DECIMAL_COMMA; decimal++)
		scan_check(s, size - 4, (enum decimal)decimal);
	unit_check(s, size - 4);
	metric_time_clock(s, size - 4, &ms);
	holds(metric_time_compound(s, size - 4, data[size - 1] & 1, &ms) <= size - 4);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		place_check(s, size - 4, data + size - 4, units[i]);
	free(s);
	return 0;
}
