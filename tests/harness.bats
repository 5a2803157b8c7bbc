# A command that runs another harness: what bench-import makes of its output are rows.
load helper

setup() {
	need jq
	cd "$BATS_TEST_TMPDIR" || return
}

# scenario LINE...: s.yml, a benchmark called 'h' with these lines.
scenario() {
	printf 'version: 1\nsuite: test\ndefaults: {warmup: 0, runs: 3}\nbenchmarks:\n  - name: h\n' >s.yml
	printf '    %s\n' "$@" >>s.yml
}

measure() {
	run --separate-stderr bench-run -q s.yml
}

# google_harness FILE TIME: a program that prints as Google Benchmark does, ten benchmarks of 100 ns
# each, which vary with each start, the fourth of TIME ns.
google_harness() {
	cat >"$1" <<-END
		#!/bin/bash
		n=\$(cat count 2>/dev/null || echo 0)
		echo \$((n + 1)) >count
		echo '{"context": {"library_build_type": "release"}, "benchmarks": ['
		for i in 0 1 2 3 4 5 6 7 8 9; do
			time=100
			[ \$i -ne 3 ] || time=$2
			for k in 0 1 2; do
				t=\$((time * (1000 + (n * 7 + i * 3) % 11 + k)))
				[ \$i\$k = 00 ] || echo ,
				printf '{"name": "BM_%s/8", "run_name": "BM_%s/8", "run_type": "iteration", "repetition_index": %s, "iterations": 10, "real_time": %s, "cpu_time": %s, "time_unit": "ns"}' \$i \$i \$k \$((t / 1000)).\$((t % 1000 + 100)) \$((t / 1000)).\$((t % 1000 + 100))
			done
		done
		echo ']}'
	END
	chmod +x "$1"
}

@test "of ten benchmarks of one harness the one that got slower is red, by its name" {
	mkdir old new
	google_harness old/suite 100
	google_harness new/suite 140
	scenario 'run: ./suite' 'runs: 14' 'harness: google-benchmark'
	"$ROOT/tests/schema-check" "$ROOT/schemas/scenario.json" s.yml
	run --separate-stderr bench-run -q --variant base=old --variant head=new -o r.json s.yml
	assert_success
	"$ROOT/tests/schema-check" "$ROOT/schemas/results.json" r.json
	run --separate-stderr bench-diff --between-sessions 0% r.json
	json '[.rows[] | select(.verdict == "regression") | .id] | unique == ["h/BM_3/8"]'
	json '[.rows[] | select((.id | startswith("h/")) and .verdict == "equivalent") | .id] | unique | length == 9'
	assert_failure 1
}

@test "repetitions in one invocation become one value, and the invocation stays the unit" {
	google_harness suite 200
	scenario 'run: ./suite' 'harness: google-benchmark'
	measure
	assert_success
	json '.benchmarks | map(.id) | . == ["h"] + [range(10) | "h/BM_\(.)/8"]'
	json '.benchmarks[1:] | all(.reported_by == "h" and .iterations == 3 and (.metrics.duration_ms.samples | length) == 3)'
	json '.benchmarks[1].metrics.duration_ms | .unit == "ms" and .gate'
}

@test "how long the harness runs does not gate" {
	scenario 'run: [printf, "BenchmarkA-8 10 25 ns/op\nBenchmarkB 10 5 ns/op 7 B/op\n"]' 'harness: go'
	measure
	assert_success
	json '.benchmarks[0] | .id == "h" and (.metrics | all(.[]; .gate | not))'
	json '[.benchmarks[1:][].id] == ["h/BenchmarkA/procs=8", "h/BenchmarkB"]'
	json '.benchmarks[2].metrics | .["B/op"].median == 7 and .["B/op"].gate and .duration_ms.median == 5e-6'
}

@test "the limits of change of the benchmark are those of its rows" {
	scenario 'run: [printf, "BenchmarkA 10 25 ns/op 3 B/op\n"]' 'harness: {format: go, gate: [Nothing]}' \
		'tolerance: 2%' 'threshold: {duration_ms: 30%}'
	measure
	json '.benchmarks[1].metrics | .duration_ms.threshold == 0.3 and .duration_ms.tolerance == 0.02 and .["B/op"].tolerance == 0.02'
	json '.benchmarks[1].metrics.duration_ms.gate == false'
	bench-plan -o plan.json s.yml
	"$ROOT/tests/schema-check" "$ROOT/schemas/plan.json" plan.json
	run --separate-stderr bench-run -q plan.json
	json '.benchmarks[1].metrics | .duration_ms.threshold == 0.3 and .["B/op"].tolerance == 0.02 and .duration_ms.gate == false'
}

@test "a folder is read for what this invocation wrote, and not for what lay there" {
	cat >suite <<-'END'
		for name in a b; do
			[ ! -e no-$name ] || continue
			mkdir -p out/$name/new
			echo '{"group_id": "'$name'", "function_id": null, "full_id": "'$name'"}' >out/$name/new/benchmark.json
			echo '{"median": {"point_estimate": 5}, "mean": {"point_estimate": 6}, "slope": null}' >out/$name/new/estimates.json
		done
	END
	scenario 'run: sh suite' 'harness: {format: criterion, file: out}'
	"$ROOT/tests/schema-check" "$ROOT/schemas/scenario.json" s.yml
	measure
	assert_success
	json '[.benchmarks[].id] == ["h", "h/a", "h/b"]'
	sleep 0.05
	touch no-b
	measure
	json '[.benchmarks[].id] == ["h", "h/a"]'
	sleep 0.05
	touch no-a
	measure
	json '.benchmarks[0] | .status == "failed" and (.reason | test("^harness: out: no folder in it has .*written since then$"))'
}

@test "a file that the harness writes is read" {
	cat >suite <<-'END'
		echo '{"benchmarks": [{"name": "t", "fullname": "x.py::t", "machine_info": {},
			"stats": {"data": [1, 2, 4], "mean": 2, "median": 2, "min": 1}}]}' >r.json
	END
	scenario 'run: sh suite' 'harness: {format: pytest-benchmark, file: r.json}'
	measure
	scenario 'run: "true"' 'harness: {format: pytest-benchmark, file: r.json}'
	measure
	json '.benchmarks[0] | .status == "failed" and (.reason | test("was not written"))'
}

@test "what a benchmark says of its failure is that of its row" {
	cat >suite <<-'END'
		echo '{"benchmarks": [{"name": "a", "real_time": 1, "cpu_time": 1},
			{"name": "b", "error_occurred": true, "error_message": "no network"}]}'
	END
	scenario 'run: sh suite' 'harness: google-benchmark'
	measure
	json '.benchmarks | map({(.id): .}) | add | .["h/a"].status == "ok" and .["h/b"].status == "failed" and .["h/b"].reason == "no network" and .h.status == "ok"'
}

@test "output of another kind fails the command, and says what was wrong where" {
	scenario 'run: [printf, "{\"benchmarks\": [\n{]}\n"]' 'harness: google-benchmark'
	measure
	json '.benchmarks[0] | .status == "failed" and (.reason | test("^harness: standard output:2:"))'
	scenario 'run: echo nothing' 'harness: go'
	measure
	json '.benchmarks[0] | .status == "failed" and (.reason | test("^harness: standard output: there is no"))'
	scenario 'run: [printf, "BenchmarkA-8 1 1 ns/op\n"]' 'matrix: {procs: [8]}' 'harness: go'
	measure
	json ".benchmarks[0].reason == \"harness: parameter 'procs' of 'BenchmarkA/procs=8' is a key of the matrix already\""
}

@test "a format of one's own is a jq file" {
	printf '# Ours.\n#: reader lines\n#: row name time# ~ ^([a-z]+): ([0-9.]+) us$\n{name, metrics: {duration_ms: {unit: "us", samples: .time}}}\n' >my.jq
	scenario 'run: "echo parse: 12.5 us"' 'harness: my.jq'
	measure
	json '.benchmarks[1] | .id == "h/parse" and .metrics.duration_ms.median == 0.0125'
}

@test "a resumed run goes on with the rows of a harness" {
	scenario 'run: [printf, "BenchmarkA 10 25 ns/op 3 B/op\n"]' 'harness: go'
	bench-run -q -o r.json s.yml
	jq -c '.benchmarks |= map(.status = "interrupted")' r.json >half.json
	sed -i 's/runs: 3/runs: 5/' s.yml
	run --separate-stderr bench-run -q --resume half.json s.yml
	assert_success
	json '.benchmarks[1] | .iterations == 5 and (.metrics.duration_ms.samples | length == 5 and all(. > 24.9e-6 and . < 25.1e-6))'
}

@test "mistakes in 'harness' are found before anything runs" {
	scenario 'run: "true"' 'harness: gogle-benchmark'
	trouble bench-plan s.yml
	said "s.yml:7:14: 'gogle-benchmark' is no format that bench-import knows (nearest: 'google-benchmark')"
	scenario 'run: "true"' 'harness: go' 'rows: {pattern: x, metrics: {a: {better: lower}}}'
	trouble bench-plan s.yml
	said "'rows' and 'harness' exclude each other"
	scenario 'run: "true"' 'harness: {file: x}'
	trouble bench-plan s.yml
	said "'harness' needs 'format'"
	scenario 'run: "true"' 'harness: {format: go, file: x, from: stderr}'
	trouble bench-plan s.yml
	said "'from' and 'file' exclude each other"
}

@test "tolerance, threshold and limits can be on metrics that the harness alone knows" {
	scenario 'run: [printf, "BenchmarkA 10 25 ns/op 3 B/op 9 x/op\nBenchmarkB 10 50 ns/op 4 B/op\n"]' 'harness: go' \
		'threshold: {B/op: 2%}' 'tolerance: {B/op: 1%, x/op: 3%}' \
		'require: [{metric: B/op, max: 3}, {metric: duration_ms, row: "*A", max: 30ns}, {metric: duration_ms, row: "*B", max: 0.04us, because: slow}, {metric: memory_mb, max: 1000}]'
	"$ROOT/tests/schema-check" "$ROOT/schemas/scenario.json" s.yml
	bench-plan -o plan.json s.yml
	"$ROOT/tests/schema-check" "$ROOT/schemas/plan.json" plan.json
	for from in s.yml plan.json; do
		run --separate-stderr bench-run -q -o r.json "$from"
		assert_success
		json '.benchmarks[1].metrics | .["B/op"] == (.["B/op"] + {threshold: 0.02, tolerance: 0.01}) and .["x/op"].tolerance == 0.03 and (.duration_ms | has("threshold") | not)' r.json
		run --separate-stderr bench-assert r.json
		assert_failure 1
		json '[.rows[] | select(.verdict == "exceeded") | "\(.id) \(.metric)"] == ["h/BenchmarkB B/op", "h/BenchmarkB duration_ms"]'
		json '[.rows[] | select(.verdict != "exceeded") | "\(.id) \(.metric)"] == ["h memory_mb", "h/BenchmarkA B/op", "h/BenchmarkA duration_ms"]'
	done
	scenario 'run: [printf, "BenchmarkA 10 25 ns/op\n"]' 'harness: go' 'threshold: {b/op: 2%}'
	measure
	json '.benchmarks[0] | .status == "failed" and (.reason | test("no row has metric .b/op., which the scenario names"))'
	scenario 'run: [printf, "x"]' 'threshold: {B/op: 2%}'
	trouble bench-plan s.yml
	said "has no metric 'B/op'"
}
