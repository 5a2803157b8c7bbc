#!/usr/bin/env bats
# bench-import: what other harnesses wrote.

load helper

DATA=$ROOT/tests/data/harness

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# untimed: the document without the time at which it was made.
untimed() {
	sed -E '1s/"timestamp":"[^"]*",?//'
}

@test "real files of other harnesses import as expected" {
	run "$ROOT/tests/import-check" "$DATA"
	assert_success
	assert_output --regexp '^[0-9]+ files with [0-9]+ values are as expected, 0 are not$'
}

@test "gojq makes the same of them as jq" {
	command -v gojq >/dev/null || skip "gojq is not installed"
	JQ=gojq run "$ROOT/tests/import-check" "$DATA"
	assert_success
	assert_output --regexp '^[0-9]+ files with [0-9]+ values are as expected, 0 are not$'
}

@test "what is expected of a file and is not there is seen" {
	mkdir -p go-bench
	cp "$DATA/go-bench/bencher-five.txt" go-bench/x.txt
	jq '.[2].value *= 1.0000001' "$DATA/go-bench/bencher-five.txt.expect.json" >go-bench/x.txt.expect.json
	run "$ROOT/tests/import-check" .
	assert_failure
	assert_output --partial '1 of 5 are missing'
}

@test "the beginning of a file tells its format" {
	told() {
		run --separate-stderr bench-import "$DATA/$2"
		assert_success
		named=$(bench-import "$1" "$DATA/$2" | untimed)
		assert_equal "$(untimed <<<"$output")" "$named"
	}
	each told <<'END'
asv|asv/xonsh/mac/7e189079-virtualenv-py3.9.json
asv|asv/example/cheetah/22b920c6-py2.7-Cython-numpy1.8.json
bencher|bencher-bmf/report_dhat.json
benchmarkdotnet|benchmarkdotnet/bencher-two.json
benchmarkjs|benchmarkjs/bencher-four.txt
catch2-console|catch2-console/bencher-two.txt
catch2-xml|catch2-xml/self-v3.xml
criterion|criterion/doice
criterion|criterion/doice/fib 20/new/sample.json
criterion-console|criterion-console/bencher-many.txt
dart|dart-benchmark-harness/bencher-two.txt
github-action-benchmark-history|github-action-benchmark-datajs/data-dir-original_data.js
gnu-time|gnu-time/self-alloc.txt
gnu-time|gnu-time/self-posix-p.txt
go|go-bench/bencher-five.txt
google-benchmark|google-benchmark/self-1.7.1-repetitions.json
hyperfine|hyperfine/self-param-scan.json
iai|iai/bencher-two.txt
metal|metal/documented-intervals.xml
nsys|nsys/documented-cuda_gpu_kern_sum.csv
nsys-trace|nsys-trace/documented-cuda_gpu_trace.csv
onnxruntime|onnxruntime/self-1.30-conv.json
openvino|openvino/documented-average_counters.csv
qnn|qnn/documented-provider.csv
jmh|jmh/bencher-six.json
jmh-csv|jmh-csv/ojalgo-hotspot_svd.csv
jmh-text|jmh-text/rebench-issue_32_jmh.txt
julia|julia-benchmarktools/gab-julia_output.json
libtest|libtest-bench/bencher-many.txt
luau|luau-benchmark/gab-benchmarkluau_output.txt
mitata|mitata/self-json-groups-duplicate-names.json
perf-stat|perf-stat/self-json-r5.json
perf-stat-csv|perf-stat/self-csv-interval.csv
pytest-benchmark|pytest-benchmark/gab-pytest_output.json
tinybench|tinybench/self-results.json
tinybench-table|tinybench-table/self-6.0.0.txt
mitata-console|mitata-console/self-1.0.34.txt
divan|divan/self-tree.txt
vitest|vitest-bench-json/bencher-four.json
END
}

@test "repetitions are samples, failures say why, and what a harness computes is beside them" {
	run --separate-stderr bench-import "$DATA/google-benchmark/self-1.7.1-repetitions.json"
	assert_success
	json '.benchmarks[] | select(.name == "BM_Plain") | .iterations == 4 and
		(.metrics.duration_ms.samples | length == 4) and .metrics.duration_ms.unit == "ms"'
	json '[.benchmarks[] | select(.name | test("_(mean|median|stddev|cv)$"))] == []'
	run --separate-stderr bench-import "$DATA/libtest-bench/bencher-failed.txt"
	assert_success
	json '[.benchmarks[] | select(.status == "failed") | [.name, .reason]] == [["tests::benchmark_b", "it panicked"]]'
}

@test "a file that is cut in half, or of another format, is refused with its place" {
	refused() {
		local size
		size=$(stat -c %s "$DATA/$2")
		head -c $((size / 2)) "$DATA/$2" >half
		trouble bench-import -o out.json "$1" half
		said half:
		[ ! -e out.json ]
		printf 'good morning\n' >other
		trouble bench-import "$1" other
		said other
		: >nothing
		trouble bench-import "$1" nothing
		said 'nothing: is empty'
	}
	each refused <<'END'
asv|asv/xonsh/mac/7e189079-virtualenv-py3.9.json
bencher|bencher-bmf/report_dhat.json
benchmarkdotnet|benchmarkdotnet/bencher-two.json
catch2-xml|catch2-xml/self-v3.xml
google-benchmark|google-benchmark/self-1.7.1-repetitions.json
hyperfine|hyperfine/self-param-scan.json
jmh|jmh/bencher-six.json
julia|julia-benchmarktools/gab-julia_output.json
mitata|mitata/self-json-groups-duplicate-names.json
pytest-benchmark|pytest-benchmark/gab-pytest_output.json
tinybench|tinybench/self-results.json
vitest|vitest-bench-json/bencher-four.json
END
	trouble bench-import other
	said "its beginning is of none of the known formats"
	trouble bench-import googel-benchmark other
	said "nearest: 'google-benchmark'"
	trouble bench-import catch2-json "$DATA/catch2-json/self-v3.json"
	said "use its reporter 'xml'"
}

@test "standard input is one file, and several files are sessions" {
	run --separate-stderr bash -c "bench-import <'$DATA/hyperfine/self-param-scan.json'"
	assert_success
	json '.benchmarks | length == 3 and all(has("sessions") | not)'
	cp "$DATA/go-bench/bencher-five.txt" a
	sed 's/325 ns/326 ns/' a >b
	run --separate-stderr bench-import go a b
	assert_success
	json '.benchmarks[] | select(.id == "BenchmarkFib10/procs=8") |
		.metrics.duration_ms.samples == [0.000325, 0.000326] and [.sessions[].n] == [1, 1] and
		.sessions[0].id != .sessions[1].id'
}

@test "what can be read only once, such as a pipe with a name, tells its format too" {
	mkfifo pipe
	cat "$DATA/go-bench/bencher-five.txt" >pipe &
	run --separate-stderr timeout 60 bench-import pipe
	assert_success
	json '.benchmarks | length > 1'
	cat "$DATA/go-bench/bencher-five.txt" >pipe &
	run --separate-stderr timeout 60 bench-import go pipe "$DATA/go-bench/bencher-five.txt"
	assert_success
	json '.benchmarks[0].metrics.duration_ms.n == 2'
}

@test "one benchmark of ten that got slower is red by its name" {
	lines() {
		for i in 0 1 2 3 4 5 6 7 8 9; do
			for n in 1 2 3 4 5 6 7 8; do
				echo "BenchmarkSort$i-4 100 $((1000 + n + (i == 7 ? $1 : 0))) ns/op 16 B/op"
			done
		done
	}
	lines 0 | bench-import go -o old.json
	lines 400 | bench-import go -o new.json
	run --separate-stderr bench-diff old.json new.json
	assert_equal "$status" 1
	json '[.rows[] | select(.verdict == "regression") | .id] == ["BenchmarkSort7/procs=4"]'
}

@test "a jq file of one's own is a format, and the manual's example is one" {
	awk '/^\.Bd/ { inside = 1; next } /^\.Ed/ { if (found) exit; inside = 0 }
		inside && /old script/ { found = 1 } found { gsub(/\\&/, ""); print }' \
		"$ROOT/tools/bench-import.1" >my.jq
	[ "$(wc -l <my.jq)" -eq 4 ]
	printf 'hello\nparse: 12.5 us\nparse: 13.5 us\nprint: 1 us\n' >out.txt
	run --separate-stderr bench-import -f my.jq out.txt
	assert_success
	json '[.benchmarks[] | [.name, .metrics.duration_ms.samples]] == [["parse", [0.0125, 0.0135]], ["print", [0.001]]]'
	run --separate-stderr bench-import --rows -f my.jq out.txt
	assert_success
	assert_line --index 0 '{"name":"parse","time":[12.5,13.5],"$line":2}'
}

@test "tinybench: what takes under 10 us is told by the mean of its rates, not by a step of the clock" {
	# metrics FILE WANTED: the metrics of each row, which are WANTED, and duration_ms alone gates.
	metrics() {
		json "[.benchmarks[] | [.name, (.metrics | .duration_ms, .median, .mean | .median)]] == $2" "$1"
		json 'all(.benchmarks[].metrics | to_entries[]; .value.gate == (.key == "duration_ms"))' "$1"
	}
	task() { printf '{"name": "%s", "result": {"state": "completed", "latency": {"samplesCount": 9, "mean": %s, "p50": %s %s}, "throughput": {"mean": %s}}}' "$@"; }
	# By a clock of 40 ns; of 10 us and more; with what was retained; without a rate.
	printf '[%s,%s,%s,%s]' "$(task fast 7e-5 4e-5 '' 20000000)" "$(task slow 0.011 0.0105 '' 49999)" \
		"$(task kept 7e-5 4e-5 ', "samples": [4e-5, 4e-5, 8e-5]' 20000000)" "$(task zero 7e-5 4e-5 '' null)" >tasks.json
	bench-import -o tasks.result tinybench tasks.json
	metrics tasks.result '[["fast", 5e-5, 4e-5, 7e-5], ["kept", 5e-5, 4e-5, 7e-5], ["slow", 0.0105, 0.0105, 0.011], ["zero", 4e-5, 4e-5, 7e-5]]'
	printf "│ (index) │ Task name │ Latency avg (ns) │ Latency med (ns) │ Throughput avg (ops/s) │ Throughput med (ops/s) │ Samples │\n" >table
	printf "│ %d │ '%s' │ '%s ± 1.2%%' │ '%s ± 10.00' │ '%s ± 0.01%%' │ '9 ± 1' │ 9 │\n" 0 fast 70.00 40.00 20000000 1 slow 11000 10500 49999 >>table
	bench-import -o table.result tinybench-table table
	# Where the one becomes the other there is no step.
	for rate in 99999 100001; do
		printf '[%s]' "$(task f 0.011 0.0105 '' "$rate")" | bench-import tinybench >"$rate.result"
	done
	jq -e --slurpfile b 100001.result '(.benchmarks[0].duration_ms / $b[0].benchmarks[0].duration_ms - 1 | fabs) < 0.0001
		and .benchmarks[0].duration_ms < 0.0105 and .benchmarks[0].duration_ms > 0.01' 99999.result
	metrics table.result '[["fast", 5e-5, 40, 70], ["slow", 0.0105, 10500, 11000]]'
}

@test "what failed in benchmark.js is a row that failed, and a sentence is none" {
	printf '%s\n' '# Strings' '  a x 1,000 ops/sec ±1.00% (9 runs sampled)' 'deep: eql: ' '  b: TypeError: x is not a function' \
		'c: generatedMessage: true,code: ERR_ASSERTION,actual: 1' 'd: code: MODULE_NOT_FOUND' 'e: TypeError' \
		'Note: all is well' 'Warning: Error: deprecated' 'Fastest is a' 'heading:' 'Errors: none' '# Group: ' >out.txt
	bench-import benchmarkjs out.txt >out.json
	json '[.benchmarks[] | [.name, .status]] == [["a", "ok"], ["b", "failed"], ["c", "failed"], ["d", "failed"], ["deep: eql", "skipped"], ["e", "failed"]]' out.json
	json '.benchmarks | map({(.name): .reason}) | add | .b == "TypeError: x is not a function" and (.["deep: eql"] | test("no rate"))' out.json
}

@test "a heading is the group of what stands below it, and of no more" {
	printf '%s\n' '' '# Strings' '  a b  x 1,000 ops/sec ±1.00% (90 runs sampled)' '  c x 5 ops/sec ±1.00% (9 runs sampled)' '' \
		'# Two words ' '  a b  x 2,000 ops/sec ±1.00% (90 runs sampled)' >suites.txt
	bench-import benchmarkjs suites.txt >suites.json
	json '[.benchmarks[] | [.id, .throughput]] == [["a b/group=Strings", 1000], ["a b/group=Two words", 2000], ["c/group=Strings", 5]]' suites.json
	printf '%s\n' 'benchmark   avg (min … max) p75 / p99    (min … top 1%)' '--------- ---------' 'first   5.00 ns/iter' '' \
		'• two' '--------- ---------' 'a   6.00 ns/iter' '' 'b   7.00 ns/iter' '' '--------- ---------' 'after   8.00 ns/iter' >groups.txt
	bench-import mitata-console groups.txt >groups.json
	json '[.benchmarks[].id] | sort == ["a/group=two", "after", "b/group=two", "first"]' groups.json
}

@test "a table of parameters, which asv prints, is a failure that names the file to read" {
	printf '[ 50.00%%] ··· a.track_x      ok\n[ 50.00%%] ··· === ====\n              a   0.5\n[100.00%%] ··· a.time_y   1.50±0.1ms\n' >asv.txt
	bench-import asv-console asv.txt >asv.json
	json '[.benchmarks[] | [.id, .status, .duration_ms]] == [["a.time_y", "ok", 1.5], ["a.track_x", "failed", null]]' asv.json
	json '.benchmarks[1].reason | test("format asv")' asv.json
}

@test "a program that only moves texts makes the same of every file as one that sees each row" {
	alike() {
		local file
		grep -q '^#: moved' "$ROOT/tools/import/$1.jq"
		sed '/^#: moved/d' "$ROOT/tools/import/$1.jq" >plain.jq
		for file in "$DATA/$2"/*; do
			case $file in *.expect.json | *.skip.json) continue ;; esac
			bench-import -f "$ROOT/tools/import/$1.jq" "$file" | untimed >moved.json || :
			bench-import -f plain.jq "$file" | untimed >plain.json || :
			diff plain.json moved.json
		done
	}
	each alike <<'END'
benchmarkjs|benchmarkjs
go|go-bench
google-benchmark|google-benchmark
libtest|libtest-bench
END
	# More shapes than are kept at once.
	awk 'BEGIN { for (i = 0; i < 5000; i++) printf "BenchmarkA%d-2 1 5 ns/op %d u%d\n", i % 7, i, i % 4500 }' >many.txt
	bench-import go many.txt >many.json
	json '[.benchmarks[].iterations] | add == 5000' many.json
	json '[.benchmarks[].metrics | keys[]] | unique | length == 4501' many.json
}

@test "a program that does more than to move what it said it moves is refused" {
	more() {
		printf '# x\n#: each v\n#: moved name\n%s\n' "$1" >my.jq
		echo '{"name": "a", "v": 1, "unit": "u"}' >in.json
		trouble bench-import -f my.jq in.json
		said "$2"
	}
	each more <<'END'
{name: (.name + "x")}|in.json: my.jq: what is 'moved', or measured, must be moved as it is
{name: ("x" + .name)}|in.json: my.jq: what is 'moved', or measured, must be moved as it is
{name, metrics: {m: {samples: (.v + ["x"])}}}|my.jq
{name, metrics: {m: {samples: [.v[0] + 1]}}}|string ("\u0001n0") and number (1) cannot be added
END
	printf '# x\n#: each v\n#: moved name\n(.unit as $u | {name, metrics: {($u): {unit: $u, median: .v[0]}}})\n' >my.jq
	printf '{"name": "%s", "v": %d, "unit": "u"}\n' a 1 a 2 b 3 >in.json
	run --separate-stderr bench-import -f my.jq in.json
	assert_success
	json '[.benchmarks[] | [.name, .metrics.u.value // .metrics.u.median]] == [["a", 1], ["b", 3]]'
}

@test "mistakes in a jq file are told with their line" {
	wrong() {
		printf '# x\n%b\n{name}\n' "$1" >my.jq
		trouble bench-import -f my.jq /dev/null
		said "$2"
	}
	each wrong <<'END'
#: reader jsn|my.jq:2: there is no reader 'jsn' (nearest: 'json')
#: sing x|my.jq:2: there is no directive 'sing' (nearest: 'sign')
#: reader lines\n#: row a b ~ ^(x)$|my.jq:3: there are 2 names for the 1 groups of the pattern
#: row a ~ ^(x$|my.jq:2: '^(x$' is no extended regular expression
#: reader lines|my.jq: a format of lines needs
#: rows|my.jq:2: directive 'rows' lacks its value
END
	printf '# x\n{nmae: .name}\n' >my.jq
	echo '{"name": "x"}' >in.json
	trouble bench-import -f my.jq in.json
	said "a benchmark without a 'name'"
	printf '# x\n{name: }}\n' >my.jq
	trouble bench-import -f my.jq in.json
	said 'syntax error'
	# Of more rows than a pipe holds too, which nobody takes.
	yes '{"name": "x"}' | head -n 20000 >in.json
	trouble bench-import -f my.jq in.json
	said 'syntax error'
}

@test "not a number is null, and commas of thousands are read" {
	echo '{"benchmarks": [{"name": "a", "real_time": NaN, "cpu_time": 1, "time_unit": "ns"},
		{"name": "a", "real_time": 2, "cpu_time": -Infinity, "time_unit": "ns"}]}' >nan.json
	run --separate-stderr bench-import google-benchmark nan.json
	assert_success
	run --separate-stderr bench-import libtest - <<<'test a::b ... bench:  12,345,678 ns/iter (+/- 975)'
	assert_success
	json '.benchmarks[0].metrics.duration_ms.samples == [12.345678]'
}

@test "a table of values is read whatever stands before it and separates it" {
	read_csv() {
		printf "$2" >table.csv
		run --separate-stderr bench-import "$1" table.csv
		assert_success
		json '[.benchmarks[] | [.name, .metrics.duration_ms.samples]] == [["a", [1, 2]]]'
	}
	each read_csv <<'END'
csv|\357\273\277name,value,unit\na,1,ms\na,2,ms\n
auto|\357\273\277name,value,unit\na,1,ms\na,2,ms\n
csv|\357\273\277name;value;unit\r\na;1;ms\r\na;2;ms\r\n
csv|# made by; us;;;;\n\nname,value,unit\na,1,ms\na,2,ms\n
END
	printf 'name,value\na,1\0002\n' >table.csv
	trouble bench-import csv table.csv
	said "table.csv:2: a NUL byte"
}

@test "XML with a value that is too large, or with a NUL, is refused with its place" {
	large() {
		{
			printf '<Catch><TestCase name="t"><BenchmarkResults name="b"><mean value="1"/>%s' "$1"
			head -c 1100000 /dev/zero | tr '\0' x
			printf '%s</BenchmarkResults></TestCase></Catch>' "$2"
		} >large.xml
		trouble bench-import catch2-xml large.xml
		said 'large.xml:1: a value is larger than 1 MiB'
	}
	large '' ''
	large '<![CDATA[' ']]>'
	printf '<Catch><BenchmarkResults name="a\0b"><mean value="1"/></BenchmarkResults></Catch>' >nul.xml
	trouble bench-import catch2-xml nul.xml
	said 'nul.xml:1: has a NUL'
}

@test "a metric of a unit that is none of its kind is refused" {
	echo '{"name": "x", "unit": "kg"}' >in.json
	printf '# x\n{name, metrics: {duration_ms: {unit, samples: [1]}}}\n' >my.jq
	trouble bench-import -f my.jq in.json
	said "metric 'duration_ms' is in 'kg'"
}

@test "every format that came with the tools is listed, and a jq file that runs" {
	run --separate-stderr bench-import --formats
	assert_success
	[ "${#lines[@]}" -eq "$(find "$ROOT/tools/import" -name '*.jq' | wc -l)" ]
	for f in "$ROOT"/tools/import/*.jq; do
		run jq -f "$f" /dev/null
		assert_success
		grep -q '^#: reader' "$f"
	done
}

@test "without jq, and of a folder that is no format, the message says what is missing" {
	mkdir nothing
	echo 'BenchmarkA 1 2 ns/op' >go.txt
	echo '{"results": [{"command": "a", "times": [1]}]}' >hyperfine.txt
	for format in go hyperfine; do
		run --separate-stderr env PATH="$PWD/nothing" "${BENCH_BUILD:-$ROOT/build}/bench-import" "$format" "$format.txt"
		assert_equal "$status" 2
		said 'jq is needed and was not found'
	done
	trouble bench-import nothing
	said 'is a folder of none of the formats'
}

@test "elements that refer to others are these, and what refers to nothing is trouble" {
	run --separate-stderr bench-import "$DATA/metal/documented-intervals.xml"
	json '.benchmarks[0].metrics.duration_ms.samples | map(. * 1e6 | round) == [101917, 99500, 101917]'
	sed 's/ref="2"/ref="77"/' "$DATA/metal/documented-intervals.xml" >lost.xml
	trouble bench-import lost.xml
	said "lost.xml:6: 'duration' refers to '77', which no element before it is"
}

@test "the nodes of ONNX Runtime have the times of every run, and OpenVINO's say which did not run" {
	run --separate-stderr bench-import "$DATA/onnxruntime/self-1.30-conv.json"
	json '[.benchmarks[] | select(.params.op == "Conv")] | length == 1
		and (.[0].metrics.duration_ms.samples | length == 3)'
	run --separate-stderr bench-import "$DATA/openvino/documented-average_counters.csv"
	json '.benchmarks | map(.name) | index("Total") == null'
	json '.benchmarks[] | select(.name == "conv1/relu") | .status == "skipped" and .reason == "it was not run (optimized_out)"'
}

@test "repetitions of one benchmark are joined, however they go on, and keep their digits" {
	{
		echo 'pkg: p'
		seq 9000 | sed 's/.*/BenchmarkA-8 \t 10 \t &.4 ns\/op \t 7 B\/op/'
		printf 'BenchmarkB-8 10 578895.4 ns/op\nBenchmarkB-8 10 579860.8 ns/op 1 "q"/op\n'
		printf 'BenchmarkB-8 10 3 ns/op 2 "q"/op\nBenchmarkB-8 10 4 ns/op 5 x/op\nBenchmarkB-8 10 1.7976e5 ns/op\n'
		printf 'pkg: q\nBenchmarkB-8 10 9 ns/op\nBenchmarkB 10 8 ns/op\n'
	} >in
	bench-import -o out.json go in
	json '[.benchmarks[] | [.name, .params.pkg, .params.procs]] ==
		[["BenchmarkA","p",8],["BenchmarkB","p",8],["BenchmarkB","q",null],["BenchmarkB","q",8]]' out.json
	json '.benchmarks[0].metrics | .duration_ms.samples == [range(1; 9001) | (. * 10 + 4 | tostring)[:-1] + ".4e-6" | tonumber]
		and .["B/op"].n == 9000' out.json
	json '.benchmarks[1].metrics | .duration_ms.samples == [0.5788954, 0.5798608, 3e-6, 4e-6, 0.17976]
		and .["\"q\"/op"].samples == [null, 1, 2, null, null] and .["x/op"].samples == [null, null, null, 5, null]' out.json
	grep -q '"samples":\[0.5788954,0.5798608,' out.json
	# More digits than each double keeps are the product.
	printf 'BenchmarkA 10 %s ns/op\n' 0.9845560853359404 18315.046296296295 41.40000000000001 >digits
	bench-import -o out.json go digits
	json '.benchmarks[0].metrics.duration_ms.samples == [9.845560853359404e-07, 0.018315046296296295, 4.140000000000001e-05]' out.json
}

@test "jq is waited for also where the starter ignores what becomes of children" {
	need perl
	run --separate-stderr timeout 30 perl -e '$SIG{CHLD} = "IGNORE"; exec @ARGV' \
		bench-import "$ROOT/tests/data/harness/google-benchmark.json"
	assert_success
	assert_equal "$(jq -S 'del(.timestamp)' <<<"$output")" \
		"$(bench-import "$ROOT/tests/data/harness/google-benchmark.json" | jq -S 'del(.timestamp)')"
}
