#include "results/foreign.h"

#include <stddef.h>

struct sign {
	const char *keys[2]; /* all must be there; the second may be NULL */
	const char *what;
};

#define CONVERT(format) "; make results of it: bench-import " format " FILE"

static const char *
sign_find(const struct sign *signs, size_t n, const struct members *m)
{
	for (size_t i = 0; i < n; i++)
		if (members_has_unknown(m, signs[i].keys[0]) &&
		    (!signs[i].keys[1] || members_has_unknown(m, signs[i].keys[1])))
			return signs[i].what;
	return NULL;
}

const char *
foreign_entry(const struct members *m)
{
	static const struct sign signs[] = {
	    {{"real_time", "cpu_time"}, "Google Benchmark's output" CONVERT("google-benchmark")},
	    {{"run_type", NULL}, "Google Benchmark's output" CONVERT("google-benchmark")},
	    {{"aggregate_name", NULL}, "Google Benchmark's output" CONVERT("google-benchmark")},
	    {{"runs", NULL}, "pyperf's output" CONVERT("pyperf")},
	    {{"states", NULL}, "NVBench's output" CONVERT("nvbench")},
	    {{"fullname", "stats"}, "pytest-benchmark's output" CONVERT("pytest-benchmark")},
	};

	return sign_find(signs, sizeof signs / sizeof *signs, m);
}

const char *
foreign_document(const struct members *m, bool benchmarks)
{
	static const struct sign signs[] = {
	    {{"context", NULL}, "Google Benchmark's output" CONVERT("google-benchmark")},
	    {{"machine_info", NULL}, "pytest-benchmark's output" CONVERT("pytest-benchmark")},
	    /* From here on, only of documents without benchmarks. */
	    {{"rows", "summary"}, "a comparison document"},
	    {{"cases", NULL}, "a plan"},
	    {{"results", NULL}, "the output of hyperfine or another harness; make results of "
				"it: bench-import FILE"},
	    {{"files", NULL}, "the output of vitest" CONVERT("vitest")},
	    {{"metrics", "root_group"}, "the output of k6" CONVERT("k6")},
	    {{"executable", "metrics"}, "a run record" CONVERT("run-record")},
	    {{"entries", "repoUrl"},
		"github-action-benchmark's data" CONVERT("github-action-benchmark-history")},
	    {{"Benchmarks", NULL}, "the output of BenchmarkDotNet" CONVERT("benchmarkdotnet")},
	};

	return sign_find(signs, benchmarks ? 2 : sizeof signs / sizeof *signs, m);
}
