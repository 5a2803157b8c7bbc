/* Units as programs print them. */
#include <math.h>
#include <string.h>

#include "base/quantity.h"
#include "base/unit.h"
#include "check.h"

/* One of UNIT is FACTOR of BASE; NULL: it is no unit. */
static void
is(const char *unit, const char *base, double factor)
{
	struct unit u = {.times = 0, .over = 1}, to = {.times = 1, .over = 1};
	bool known = unit_of(unit, &u);

	if (known != (base != NULL)) {
		fprintf(stderr, "'%s' is %sknown\n", unit, known ? "" : "not ");
		failures++;
		return;
	}
	if (!base)
		return;
	if (strcmp(u.base, base) == 0 && fabs(unit_convert(1, &u, &to) - factor) <= 1e-15 * factor)
		return;
	fprintf(stderr, "'%s' is %.17g '%s', not %.17g '%s'\n", unit, unit_convert(1, &u, &to),
	    u.base, factor, base);
	failures++;
}

static void
units_of_one_word(void)
{
	is("ps", "ms", 1e-9);
	is("ns", "ms", 1e-6);
	is("us", "ms", 1e-3);
	is("\u00b5s", "ms", 1e-3);
	is("\u03bcs", "ms", 1e-3);
	is("ms", "ms", 1);
	is("msec", "ms", 1);
	is("s", "ms", 1e3);
	is("sec", "ms", 1e3);
	is("seconds", "ms", 1e3);
	is("m", "ms", 6e4);
	is("min", "ms", 6e4);
	is("h", "ms", 36e5);
	is("k", "", 1e3);
	is("K", "", 1e3);
	is("M", "", 1e6);
	is("G", "", 1e9);
	is("T", "", 1e12);
	is("Ki", "", 1024);
	is("Ti", "", 1099511627776.);
	is("B", "B", 1);
	is("bytes", "B", 1);
	is("KB", "B", 1e3);
	is("kB", "B", 1e3);
	is("MB", "B", 1e6);
	is("GB", "B", 1e9);
	is("KiB", "B", 1024);
	is("MiB", "B", 1048576);
	is("GiB", "B", 1073741824);
	is("bit", "bit", 1);
	is("Mbit", "bit", 1e6);
	is("Gbps", "bit/s", 1e9);
	is("GHz", "Hz", 1e9);
	is("%", "%", 1);
	is("percent", "%", 1);
	is("ops", "ops", 1);
	is("Mops", "ops", 1e6);
	is("GFLOPS", "FLOPS", 1e9);
}

static void
units_per_something(void)
{
	is("MB/s", "B/s", 1e6);
	is("GiB/s", "B/s", 1073741824);
	is("MB/sec", "B/s", 1e6);
	is("MB/min", "B/s", 1e6 / 60);
	is("B/ns", "B/s", 1e9);
	is("Mbit/s", "bit/s", 1e6);
	is("Mb/s", "bit/s", 1e6);
	is("Mb", NULL, 0);
	is("ops/s", "ops/s", 1);
	is("ops/sec", "ops/s", 1);
	is("Mops/s", "ops/s", 1e6);
	is("M ops/s", "ops/s", 1e6);
	is("k lookups/s", "lookups/s", 1e3);
	is("lookups/s", "lookups/s", 1);
	is("req/min", "req/s", 1. / 60);
	is("ns/op", "ns/op", 1);
	is("\u00b5s/op", "ns/op", 1e3);
	is("s/iter", "ns/iter", 1e9);
	is("B/op", "B/op", 1);
	is("KiB/op", "B/op", 1024);
}

static void
no_units(void)
{
	static const char *const none[] = {"", " ", "apples", "Mapples", "mB", "MS", "mss", "MM",
	    "s ", " s", "5", "/", "/s", "apples/box", "M  ops", "ms/", "k/s", "Gi/op", "bps/op",
	    "threads", "\xC2", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/s",
	    "s/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};

	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		is(none[i], NULL, 0);
}

/* How much of a text is the unit that it begins with. */
static void
units_at_the_start_of_a_text(void)
{
	struct unit u;

	CHECK(unit_read("ms, then", 8, &u) == 2);
	CHECK(unit_read("M ops/s and", 11, &u) == 7);
	CHECK(unit_read("M and", 5, &u) == 1);
	CHECK(unit_read("M 5", 3, &u) == 1);
	CHECK(unit_read("min 5", 5, &u) == 3);
	CHECK(unit_read("m30s", 4, &u) == 1);
	CHECK(unit_read("ops/s", 3, &u) == 3);
	CHECK(unit_read("seconds", 3, &u) == 3);
	CHECK(unit_read("secondary", 9, &u) == 0);
	CHECK(unit_read("\xC2\xB5", 1, &u) == 0);
}

static void
values_are_converted_in_one_step(void)
{
	struct unit ns, us, ms, base;
	double factor = 0;

	CHECK(unit_of("ns", &ns) && unit_of("us", &us) && unit_of("ms", &ms));
	CHECK(unit_alike(&ns, &us) && !unit_same(&ns, &us) && unit_same(&ns, &ns));
	CHECK(unit_convert(950, &ns, &ms) == 950 / 1e6);
	CHECK(unit_convert(1.9, &us, &ns) == 1.9 * 1e3);
	CHECK(unit_convert(0.1, &ms, &ms) == 0.1);
	base = unit_base(&us);
	CHECK(unit_same(&base, &ms));
	CHECK(unit_factor("ns", "ms", &factor) && fabs(factor - 1e-6) < 1e-20);
	CHECK(unit_factor("\u00b5s/op", "ns/op", &factor) && fabs(factor - 1e3) < 1e-10);
	CHECK(unit_factor("M ops/s", "ops/s", &factor) && factor == 1e6);
	CHECK(unit_factor("m", "m", &factor) && factor == 1);
	CHECK(!unit_factor("m", "s", &factor) && !unit_factor("ms", "B", &factor));
	CHECK(!unit_factor("", "k", &factor) && !unit_factor("points", "s", &factor));
}

int
main(void)
{
	units_of_one_word();
	units_per_something();
	no_units();
	units_at_the_start_of_a_text();
	values_are_converted_in_one_step();
	return failures != 0;
}
