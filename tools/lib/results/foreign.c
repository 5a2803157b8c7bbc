#include "results/foreign.h"

#include <stddef.h>

struct sign {
	const char *keys[2]; /* all must be there; the second may be NULL */
	const char *what;
};

#define CONVERT "; put its values into a document as bench-results(5) has it"

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
	    {{"real_time", "cpu_time"}, "Google Benchmark's output" CONVERT},
	    {{"run_type", NULL}, "Google Benchmark's output" CONVERT},
	    {{"aggregate_name", NULL}, "Google Benchmark's output" CONVERT},
	    {{"fullname", "stats"}, "pytest-benchmark's output" CONVERT},
	};

	return sign_find(signs, sizeof signs / sizeof *signs, m);
}

const char *
foreign_document(const struct members *m, bool benchmarks)
{
	static const struct sign signs[] = {
	    {{"context", NULL}, "Google Benchmark's output" CONVERT},
	    {{"machine_info", NULL}, "pytest-benchmark's output" CONVERT},
	    /* From here on, only of documents without benchmarks. */
	    {{"rows", "summary"}, "a comparison document"},
	    {{"cases", NULL}, "a plan"},
	    {{"results", NULL}, "the output of hyperfine or another harness" CONVERT},
	    {{"files", NULL}, "the output of vitest" CONVERT},
	    {{"entries", "repoUrl"}, "github-action-benchmark's data" CONVERT},
	    {{"Benchmarks", NULL}, "the output of BenchmarkDotNet" CONVERT},
	};

	return sign_find(signs, benchmarks ? 2 : sizeof signs / sizeof *signs, m);
}
