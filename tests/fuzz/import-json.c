/* libFuzzer target: any bytes are rows of JSON, or end in a message. */
#define _GNU_SOURCE /* memfd_create */
#include "trouble.h"

#include "import_rows.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {
	    "asv",
	    "bencher",
	    "benchmarkdotnet",
	    "catch2-json",
	    "github-action-benchmark-bigger",
	    "github-action-benchmark-history",
	    "github-action-benchmark-smaller",
	    "google-benchmark",
	    "hyperfine",
	    "jmh",
	    "julia",
	    "k6",
	    "llama-bench",
	    "mitata",
	    "nvbench",
	    "onnxruntime",
	    "perf-stat",
	    "pyperf",
	    "pytest-benchmark",
	    "run-record",
	    "tinybench",
	    "vitest",
	};

	return rows_fuzz(import_json, names, sizeof names / sizeof *names, data, size);
}
