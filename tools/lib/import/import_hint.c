#include "import/import_hint.h"

#include <regex.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/util.h"

struct hint {
	const char *sign; /* of some line */
	const char *what;
};

#define PRINTS(harness) "what " harness " prints for people: "
#define WRITES(harness, option) PRINTS(harness) "let it write '" option "'"

static const struct hint hints[] = {
    {"(^name +old [^ ]+ +new |^ *│.*│ *$|^[^,]*,,?(CI,)?vs base)",
	"a comparison by benchstat: import what benchstat read, the output of 'go test -bench'"},
    {"^Benchmark #?[0-9]+: ", WRITES("hyperfine", "--export-json FILE")},
    {"^command,mean,stddev,median,user,system,min,max",
	"hyperfine's CSV, which has no single times: let it write '--export-json FILE'"},
    {"^[|] Command [|] Mean \\[", WRITES("hyperfine", "--export-json FILE")},
    {"Criterion[.]rs", "a report by Criterion: import the folder 'target/criterion'"},
    {"^-+ benchmark[^:]*: [0-9]+ tests? -+", WRITES("pytest-benchmark", "--benchmark-json=FILE")},
    {"^Benchmark +Time +CPU +Iterations",
	WRITES("Google Benchmark", "--benchmark_out=FILE --benchmark_out_format=json")},
    {"^name,iterations,real_time,cpu_time,time_unit",
	"Google Benchmark's CSV: let it write '--benchmark_out=FILE --benchmark_out_format=json'"},
    {"Performance counter stats for ", WRITES("perf stat", "-j -o FILE")},
    {"^[|] benchmark +[|] +avg ", PRINTS("mitata") "call run({format: 'json'})"},
    {"^benchmark +(avg|time) \\(min", PRINTS("mitata") "call run({format: 'json'})"},
    {"^ *name +hz +min +max +mean", WRITES("vitest", "--outputJson FILE")},
    {"^│ +\\(index\\) +│ +'?Task [Nn]ame", PRINTS("tinybench") "print JSON of bench.tasks"},
    {"^[|] *Method +[|].*Mean", WRITES("BenchmarkDotNet", "--exporters json")},
    {"http_req_duration[.]+:", WRITES("k6", "--summary-export=FILE")},
    {"^[|] model +[|] +size [|] +params", WRITES("llama-bench", "-o json")},
    {"^(benchmark_suites|executors|experiments):",
	"a configuration of ReBench: import the data file that it writes"},
};

const char *
import_hint(const char *head)
{
	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
		regex_t sign;
		bool is;

		if (regex_result(
			regcomp(&sign, hints[i].sign, REG_EXTENDED | REG_NEWLINE | REG_NOSUB)) != 0)
			continue;
		is = regex_result(regexec(&sign, head, 0, NULL, 0)) == 0;
		regfree(&sign);
		if (is)
			return hints[i].what;
	}
	return NULL;
}
