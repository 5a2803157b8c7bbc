/* What the machine does and is set to, out of a /proc and a /sys made here. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/util.h"
#include "check.h"
#include "machine/disturbed.h"
#include "machine/machine_warn.h"
#include "machine/noise.h"
#include "measure/fitness.h"
#include "model/policy.h"
#include "root.h"

static char root[] = "/tmp/bench-noise-XXXXXX";

/* Make file PATH below the root hold TEXT. */
static void
put(const char *path, const char *text)
{
	root_put(root, path, text);
}

static void
gone(const char *path)
{
	char *full = xasprintf("%s%s", root, path);

	remove(full);
	free(full);
}

/* /proc/stat of 64 CPUs, each with TICKS of steal. */
static void
put_steal(int ticks)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "cpu  1 2 3 4 5 6 7 %d 0 0\n", 64 * ticks);
	for (int i = 0; i < 64; i++)
		buf_printf(&b, "cpu%d 10 0 20 300 4 0 5 %d 0 0\n", i, ticks);
	buf_str(&b, "intr 123 4 5\nctxt 99\n");
	put("/proc/stat", b.s);
	buf_free(&b);
}

static void
put_pressure(const char *what, unsigned long long us)
{
	char *path = xasprintf("/proc/pressure/%s", what);
	char *text = xasprintf("some avg10=18.36 avg60=7.15 avg300=5.69 total=%llu\n"
			       "full avg10=0.00 avg60=0.00 avg300=0.00 total=7\n",
	    us);

	put(path, text);
	free(path);
	free(text);
}

static bool
near(double a, double b)
{
	return fabs(a - b) < 1e-6;
}

static void
spans_hold_the_shares(void)
{
	struct noise *n;
	const struct noise_span *s;

	put_steal(100);
	put_pressure("cpu", 1000);
	put_pressure("memory", 0);
	put_pressure("io", 500);
	n = noise_open(root, 50);
	put_steal(102); /* of 100 ticks in a second, on every CPU */
	put_pressure("cpu", 1000 + 250000);
	put_pressure("io", 500 + 1000000);
	CHECK(noise_at(n, 51) == 0);
	s = noise_span(n, 0);
	CHECK(near(s->steal, 0.02));
	CHECK(near(s->pressure[PRESSURE_CPU], 0.25) && s->pressure[PRESSURE_MEMORY] == 0);
	CHECK(near(s->pressure[PRESSURE_IO], 1));
	/* Under 10 ms later it is the same span still. */
	put_steal(103);
	CHECK(noise_at(n, 51.004) == 1);
	CHECK(noise_at(n, 51.008) == 1);
	CHECK(isnan(noise_span(n, 1)->steal));
	CHECK(noise_at(n, 51.5) == 1);
	CHECK(near(noise_span(n, 1)->steal, 0.02));
	CHECK(noise_at(n, 51.6) == 2);
	put_steal(90); /* a counter that falls back */
	noise_end(n, 52);
	CHECK(noise_span(n, 2)->steal == 0 && isnan(noise_span(n, 3)->steal));
	CHECK(isnan(noise_span(n, UINT32_MAX)->steal));
	CHECK(isnan(noise_total(n).steal) && near(noise_total(n).pressure[PRESSURE_IO], 0.5));
	noise_free(n);
}

static void
what_is_not_told_is_not_known(void)
{
	struct noise *n;

	put("/proc/stat", "cpu  1 2 3\ncpu0 1 2 3 4\ncpu1 what\ncpu99999999 1 2 3 4 5 6 7 8\ncpu0");
	put("/proc/pressure/cpu", "some total\n");
	put("/proc/pressure/memory", "");
	gone("/proc/pressure/io");
	n = noise_open(root, 0);
	noise_end(n, 1);
	CHECK(isnan(noise_span(n, 0)->steal));
	for (int i = 0; i < NPRESSURES; i++)
		CHECK(isnan(noise_span(n, 0)->pressure[i]));
	noise_free(n);
	noise_free(NULL);
}

static bool
has(const struct warnings *w, const char *code, const char *text)
{
	for (size_t i = 0; i < w->n; i++)
		if (strcmp(w->at[i].code, code) == 0)
			return strstr(w->at[i].message, text) != NULL;
	return false;
}

#define CPU "/sys/devices/system/cpu"

static void
a_quiet_machine_has_no_warning(void)
{
	struct warnings w = {NULL, 0};

	machine_warn("/no/such/root", 2, &w);
	CHECK(w.n == 0);
	put("/proc/loadavg", "1.00 4.00 4.00 1/100 1234\n");
	put("/proc/meminfo", "MemTotal: 1000000 kB\nMemAvailable: 900000 kB\n"
			     "SwapTotal: 500000 kB\nSwapFree: 450000 kB\n");
	put("/proc/cpuinfo", "model name : Real CPU\n");
	put("/proc/self/maps", "55550000-55560000 r-xp 0 0:0 0 /bin/cat\n");
	put(CPU "/cpu0/cpufreq/scaling_governor", "performance\n");
	put(CPU "/intel_pstate/no_turbo", "1\n");
	put(CPU "/cpufreq/boost", "1\n"); /* the other driver's, of no meaning beside it */
	machine_warn(root, 2, &w);
	CHECK(w.n == 0);
	warnings_free(&w);
}

static void
every_warning_is_found(void)
{
	struct warnings w = {NULL, 0};

	put("/proc/loadavg", "1.51 0.92 0.69 3/110 3600\n");
	put("/proc/meminfo", "MemTotal: 1000000 kB\nMemAvailable: 90000 kB\n"
			     "SwapTotal: 500000 kB\nSwapFree: 300000 kB\n");
	put("/proc/cpuinfo", "processor : 0\nmodel name : QEMU TCG CPU version 2.5+\n");
	put(CPU "/cpu1/cpufreq/scaling_governor", "powersave\n");
	put(CPU "/intel_pstate/no_turbo", "0\n");
	machine_warn(root, 1, &w);
	CHECK(w.n == 7);
	CHECK(has(&w, "governor", "1 of 2 CPUs is 'powersave'"));
	CHECK(has(&w, "turbo", "turbo is on"));
	CHECK(has(&w, "load", "1.51 on 1 core"));
	CHECK(has(&w, "cores", "only one core"));
	CHECK(has(&w, "swap", "205 MB"));
	CHECK(has(&w, "memory", "92 of 1024 MB"));
	CHECK(has(&w, "emulation", "QEMU"));
	warnings_free(&w);

	gone(CPU "/intel_pstate/no_turbo");
	put("/proc/self/maps", "4000-5000 r-xp 0 0:0 0 /usr/libexec/valgrind/vgpreload_core.so\n");
	machine_warn(root, 4, &w);
	CHECK(has(&w, "turbo", "boost is on") && has(&w, "emulation", "valgrind"));
	CHECK(!has(&w, "load", "") && !has(&w, "cores", ""));
	warnings_free(&w);

	put("/proc/loadavg", "garbage\n");
	put("/proc/meminfo", "MemTotal: lots\nMemAvailable: 1 kB\nSwapTotal: 1 kB\n");
	put(CPU "/cpufreq/boost", "perhaps\n");
	put("/proc/self/maps", "");
	put("/proc/cpuinfo", "");
	machine_warn(root, 4, &w);
	CHECK(w.n == 1 && has(&w, "governor", ""));
	warnings_free(&w);
}

static void
throttling_is_what_moved(void)
{
	struct warnings w = {NULL, 0};
	uint64_t before;

	CHECK(machine_throttled("/no/such/root") == 0);
	put(CPU "/cpu0/thermal_throttle/core_throttle_count", "5\n");
	put(CPU "/cpu1/thermal_throttle/core_throttle_count", "x\n");
	before = machine_throttled(root);
	machine_warn_throttled(before, machine_throttled(root), &w);
	CHECK(before == 5 && w.n == 0);
	put(CPU "/cpu1/thermal_throttle/core_throttle_count", "3\n");
	machine_warn_throttled(before, machine_throttled(root), &w);
	CHECK(has(&w, "throttling", "3 times"));
	warnings_free(&w);
}

/* Spans 0 (quiet), 1 (2 % of steal) and 2 (a fifth of a second's memory pressure). */
static struct noise *
noise_of_three(void)
{
	struct noise *n;

	put_steal(0);
	put_pressure("cpu", 0);
	put_pressure("memory", 0);
	n = noise_open(root, 0);
	noise_end(n, 1);
	put_steal(2);
	noise_end(n, 2);
	put_pressure("memory", 200000);
	noise_end(n, 3);
	return n;
}

static void
samples_are_labelled_by_rule(void)
{
	/* fine; waited over 1 %; waited, but under 0.1 ms; many switches; steal; pressure */
	static const double duration[] = {10, 10, 1, 10, 10, 10, 10, 10};
	static const double delay[] = {0.1, 0.11, 0.09, NAN, 0, 0, 0, 0};
	static const double switches[] = {1, 1, 11, 13, 1, 1, 1, 1};
	static const uint32_t spans[] = {0, 0, 0, 0, 1, 2, 0, UINT32_MAX};
	struct noise *noise = noise_of_three();
	struct disturbed_input in = {duration, delay, switches, spans, noise, 8};
	struct disturbed_causes causes = {0};
	struct noise_span total = noise_total(noise);
	struct warnings w = {NULL, 0};
	uint32_t list[8];

	CHECK(disturbed_find(&in, list, &causes) == 4);
	CHECK(list[0] == 1 && list[1] == 3 && list[2] == 4 && list[3] == 5);
	CHECK(causes.invocations == 8 && causes.disturbed == 4);
	CHECK(
	    causes.delay == 1 && causes.switches == 1 && causes.steal == 1 && causes.pressure == 1);
	disturbed_warn(&causes, &total, &w);
	CHECK(w.n == 1 && has(&w, "disturbed", "4 of 8 invocations were disturbed: 1 by waiting"));
	warnings_free(&w);
	total.steal = 0.031F;
	causes = (struct disturbed_causes){.invocations = 100, .disturbed = 5};
	disturbed_warn(&causes, &total, &w);
	CHECK(w.n == 1 && has(&w, "steal", "3.1 %"));
	warnings_free(&w);

	causes = (struct disturbed_causes){0};
	in = (struct disturbed_input){.n = 8};
	CHECK(disturbed_find(&in, list, &causes) == 0);
	in.n = 0;
	CHECK(disturbed_find(&in, list, &causes) == 0);
	noise_free(noise);
}

/* What a case has always is not what disturbs one of its invocations. */
static void
usual_pressure_disturbs_nothing(void)
{
	static const uint32_t spans[] = {2, 2, 2, 2, 0};
	struct noise *noise = noise_of_three();
	struct disturbed_input in = {.spans = spans, .noise = noise, .n = 5};
	struct disturbed_causes causes = {0};
	uint32_t list[5];

	CHECK(disturbed_find(&in, list, &causes) == 0);
	noise_free(noise);
}

static void
figures(const double *a, const double *b, size_t n, struct fitness *f)
{
	struct effect_side sides[] = {
	    {.samples = a, .n = n, .value = NAN}, {.samples = b, .n = n, .value = NAN}};

	fitness_figures(sides, f);
}

static void
fitness_tells_fit_from_not(void)
{
	enum { N = 60 };
	double a[N], b[N];
	struct fitness f;

	/* Ratios of 1 ± 0.1 % in turn. */
	for (int i = 0; i < N; i++) {
		a[i] = 5 + i % 3;
		b[i] = a[i] * (i % 2 ? 1.001 : 1 / 1.001);
	}
	figures(a, b, N, &f);
	CHECK(f.n == N && f.change.low <= 0 && f.change.high >= 0 && fitness_ok(&f));
	/* The same spread about another centre: it differs from itself. */
	for (int i = 0; i < N; i++)
		b[i] *= 1.03;
	figures(a, b, N, &f);
	CHECK(fabs(f.change.value - 0.03) < 2e-3 && f.change.low > 0.028 && !fitness_ok(&f));
	/* Centred, but each pair apart by a factor of 1.2. */
	for (int i = 0; i < N; i++)
		b[i] = a[i] * (i % 2 ? 1.2 : 1 / 1.2);
	figures(a, b, N, &f);
	CHECK(f.smallest > 0.05 && !fitness_ok(&f));
	figures(a, b, 19, &f);
	CHECK(isnan(f.smallest) && !fitness_ok(&f));
	figures(a, b, 0, &f);
	CHECK(isnan(f.change.value) && !fitness_ok(&f));
}

/* What is said of 20 pairs is what bench-diff says of them, CPU time included. */
static void
fitness_judges_as_comparisons_do(void)
{
	enum { N = 20 };
	double v[2][N], cpu[2][N], wait[2][N];
	struct effect_side sides[2];
	struct effect_room *room = effect_room_new(POLICY_ALPHA);
	struct effect e;
	struct fitness f;

	for (int k = 0; k < 2; k++) {
		for (int i = 0; i < N; i++) {
			cpu[k][i] = 5 + (i * 7 + k * 3) % 11 / 200.;
			wait[k][i] = (i * 5 + k * 2) % 7 / 10.;
			v[k][i] = cpu[k][i] + wait[k][i];
		}
		sides[k] = (struct effect_side){
		    .samples = v[k], .n = N, .value = NAN, .cpu = cpu[k], .wait = wait[k]};
	}
	effect_paired(room, &sides[0], &sides[1], false, &e);
	fitness_figures(sides, &f);
	CHECK(e.by_cpu && f.smallest > 0 && f.smallest == e.smallest_detectable);
	CHECK(f.change.low == e.change.low && f.change.high == e.change.high);
	effect_room_free(room);
}

int
main(void)
{
	char *remove_all;

	program_set("noise");
	if (!mkdtemp(root))
		die("cannot make '%s':", root);
	spans_hold_the_shares();
	what_is_not_told_is_not_known();
	a_quiet_machine_has_no_warning();
	every_warning_is_found();
	throttling_is_what_moved();
	samples_are_labelled_by_rule();
	usual_pressure_disturbs_nothing();
	fitness_tells_fit_from_not();
	fitness_judges_as_comparisons_do();
	remove_all = xasprintf("rm -rf %s", root);
	if (system(remove_all))
		failures++;
	free(remove_all);
	return failures > 0;
}
