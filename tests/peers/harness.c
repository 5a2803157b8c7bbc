/* harness: write what another benchmark harness writes of COUNT benchmarks of SAMPLES repetitions
 * each, the same for the same SEED. FACTOR scales the times. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "uniform.h"

static double factor;

/* Nanoseconds of one repetition of a benchmark that takes BASE. */
static double
time_of(double base)
{
	return base * factor * (1 + 0.05 * uniform() * uniform());
}

static void
go_case(size_t i, size_t samples, double base)
{
	if (i == 0)
		puts("goos: linux\ngoarch: amd64\npkg: example.org/sorting");
	for (size_t k = 0; k < samples; k++)
		printf("BenchmarkSort/case=%06zu-8   \t%8d\t%12.1f ns/op\t%8d B/op\t%8d "
		       "allocs/op\n",
		    i, 1000, time_of(base), 4096, 12);
}

static void
google_benchmark_row(
    size_t i, size_t samples, const char *aggregate, size_t repetition, double time)
{
	printf("    {\n      \"name\": \"BM_Sort/%zu%s%s\",\n      \"family_index\": %zu,\n"
	       "      \"per_family_instance_index\": 0,\n      \"run_name\": \"BM_Sort/%zu\",\n"
	       "      \"run_type\": \"%s\",\n      \"repetitions\": %zu,\n",
	    i, *aggregate ? "_" : "", aggregate, i, i, *aggregate ? "aggregate" : "iteration",
	    samples);
	if (!*aggregate)
		printf("      \"repetition_index\": %zu,\n", repetition);
	printf("      \"threads\": 1,\n");
	if (*aggregate)
		printf("      \"aggregate_name\": \"%s\",\n"
		       "      \"aggregate_unit\": \"%s\",\n",
		    aggregate, strcmp(aggregate, "cv") == 0 ? "percentage" : "time");
	printf("      \"iterations\": %d,\n      \"real_time\": %.16e,\n"
	       "      \"cpu_time\": %.16e,\n      \"time_unit\": \"ns\",\n"
	       "      \"items_per_second\": %.16e\n    }",
	    123456, time, time * 0.99, 1e9 / time);
}

static void
google_benchmark_case(size_t i, size_t samples, double base)
{
	static const char *const aggregates[] = {"mean", "median", "stddev", "cv"};

	if (i == 0)
		printf("{\n  \"context\": {\n    \"date\": \"2026-01-01T00:00:00+00:00\",\n"
		       "    \"num_cpus\": 2,\n    \"caches\": []\n  },\n  \"benchmarks\": [\n");
	for (size_t k = 0; k < samples; k++) {
		fputs(i + k > 0 ? ",\n" : "", stdout);
		google_benchmark_row(i, samples, "", k, time_of(base));
	}
	for (size_t k = 0; k < 4 && samples > 1; k++) {
		fputs(",\n", stdout);
		google_benchmark_row(i, samples, aggregates[k], 0, base * factor);
	}
}

static void
google_benchmark_end(void)
{
	printf("\n  ]\n}\n");
}

static void
csv_case(size_t i, size_t samples, double base)
{
	if (i == 0)
		puts("name,value,unit");
	for (size_t k = 0; k < samples; k++)
		printf("\"sort, case %06zu\",%.3f,ns\n", i, time_of(base));
}

static void
catch2_case(size_t i, size_t samples, double base)
{
	if (i == 0)
		puts("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		     "<Catch2TestRun name=\"tests\" rng-seed=\"1\" catch2-version=\"3.1.0\">");
	for (size_t k = 0; k < samples; k++)
		printf("  <TestCase name=\"sort %06zu\" filename=\"sort.cpp\" line=\"12\">\n"
		       "    <BenchmarkResults name=\"case %06zu\" samples=\"100\" resamples="
		       "\"100000\" iterations=\"8\" clockResolution=\"25.9\" "
		       "estimatedDuration=\"2.1e+06\">\n"
		       "      <!--All values in nano seconds-->\n"
		       "      <mean value=\"%.3f\" lowerBound=\"%.3f\" upperBound=\"%.3f\" "
		       "ci=\"0.95\"/>\n"
		       "      <standardDeviation value=\"%.3f\" lowerBound=\"1\" "
		       "upperBound=\"9\" ci=\"0.95\"/>\n"
		       "      <outliers variance=\"0.1\" lowMild=\"0\" lowSevere=\"0\" "
		       "highMild=\"3\" highSevere=\"1\"/>\n"
		       "    </BenchmarkResults>\n"
		       "    <OverallResult success=\"true\"/>\n  </TestCase>\n",
		    i, i, time_of(base), base, base, base / 100);
}

static void
catch2_end(void)
{
	puts("</Catch2TestRun>");
}

static const struct harness {
	const char *name;
	void (*one)(size_t i, size_t samples, double base);
	void (*end)(void); /* or NULL */
} harnesses[] = {
    {"go", go_case, NULL},
    {"google-benchmark", google_benchmark_case, google_benchmark_end},
    {"csv", csv_case, NULL},
    {"catch2-xml", catch2_case, catch2_end},
};

int
main(int argc, char **argv)
{
	const struct harness *h = NULL;
	size_t count, samples;

	for (size_t i = 0; argc == 6 && i < sizeof harnesses / sizeof *harnesses; i++)
		if (strcmp(argv[1], harnesses[i].name) == 0)
			h = &harnesses[i];
	if (!h) {
		fputs("usage: harness go|google-benchmark|csv|catch2-xml COUNT SAMPLES SEED "
		      "FACTOR\n",
		    stderr);
		return 2;
	}
	count = strtoul(argv[2], NULL, 10);
	samples = strtoul(argv[3], NULL, 10);
	state = strtoul(argv[4], NULL, 10);
	factor = strtod(argv[5], NULL);
	for (size_t i = 0; i < count; i++)
		h->one(i, samples, 1e3 + 1e6 * uniform());
	if (h->end)
		h->end();
	return fflush(stdout) != 0 || ferror(stdout) ? 2 : 0;
}
