/* libFuzzer target: any bytes are rows of lines, or end in a message. */
#define _GNU_SOURCE /* memfd_create */
#include "trouble.h"

#include "import_rows.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {
	    "asv-console",
	    "benchmarkjs",
	    "callgrind",
	    "catch2-console",
	    "console-time",
	    "criterion-console",
	    "dart",
	    "gnu-time",
	    "go",
	    "gungraun",
	    "iai",
	    "jmh-text",
	    "libtest",
	    "luau",
	    "perf-stat-csv",
	    "rebench",
	    "ruby",
	};

	return rows_fuzz(import_lines, names, sizeof names / sizeof *names, data, size);
}
