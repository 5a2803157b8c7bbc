# The tools together: what users of the set do from end to end.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# legacy FACTOR: a baseline as hand-written files have it, its time times FACTOR.
legacy() {
	jq -n --argjson f "$1" '{version: "1.0", timestamp: "2025-01-01T00:00:00Z",
		environment: {os: "linux", cpu: "x", git_commit: "abc", anything: [1]},
		benchmarks: [{name: "tensor_add_small", description: "sum", duration_ms: (10 * $f),
			throughput: (100 / $f), memory_mb: 5, iterations: 10}]}'
}

@test "a legacy file is input for every filter as it is" {
	legacy 1 >base.json
	for filter in 'bench-merge base.json' 'bench-md base.json' 'bench-assert base.json' \
		'bench-diff base.json base.json' 'bench-merge base.json | bench-diff base.json -'; do
		pipe "$filter"
		assert_success
		[ -n "$output" ] || fail "$filter printed nothing"
	done
}

@test "against a legacy baseline +4 % is equivalent, +7 % is worse, +12, +30 and +60 % fail by severity" {
	legacy 1 >base.json
	while read -r factor verdict severity code; do
		legacy "$factor" >now.json
		run --separate-stderr bench-diff base.json now.json
		assert_equal "$status" "$code"
		json "[.rows[] | select(.metric == \"duration_ms\")][0] | .verdict == \"$verdict\" and .severity == $severity"
		json '.summary.verdict == (if '"$code"' == 1 then "regression" else "pass" end)'
	done <<-'E'
		1.04 equivalent null 0
		1.07 worse null 0
		1.12 regression "minor" 1
		1.30 regression "moderate" 1
		1.60 regression "severe" 1
		0.93 better null 0
		0.85 improvement null 0
	E
}

@test "scenario to Markdown in one pipe, on the tensor scenario" {
	cd "$ROOT"
	pipe 'bench-plan --filter add_small scripts/tensor.yml | bench-run -q --quick - | bench-merge | bench-md'
	assert_success
	assert_output --partial '<code>tensor_add_small</code>'
	assert_output --partial 'ops/s'
}

@test "shards measured apart and merged are the whole" {
	printf 'version: 1\nsuite: s\ndefaults: {runs: 2, warmup: 0}\nbenchmarks:\n  - {name: a, run: "true", matrix: {k: [1, 2, 3, 4, 5]}}\n' >s.yml
	for i in 1 2 3; do
		bench-run -q --shard $i/3 -o $i.json s.yml
	done
	run --separate-stderr bench-merge 1.json 2.json 3.json
	assert_success
	json '[.benchmarks[].params.k] == [1, 2, 3, 4, 5]'
	bench-merge 3.json 1.json 2.json >other.json
	assert_equal "$(cat other.json)" "$output"
}

@test "runs of the same scenario merge into more samples in sessions of their own" {
	printf 'version: 1\nsuite: s\ndefaults: {runs: 3, warmup: 0}\nbenchmarks:\n  - {name: a, run: "true"}\n' >s.yml
	bench-run -q -o 1.json s.yml
	bench-run -q -o 2.json s.yml
	run --separate-stderr bench-merge 1.json 2.json
	json '.benchmarks[0] | .iterations == 6 and [.sessions[].n] == [3, 3] and .rounds == [1, 2, 3, 1, 2, 3]'
	# Merging what was merged already changes nothing.
	bench-merge 1.json 2.json >m.json
	bench-merge m.json 1.json m.json >mm.json
	cmp m.json mm.json
}

@test "a program with 60 % more work is a regression, with the same work it is none" {
	for work in 0 60; do
		make -s -C "$ROOT/scripts/tensor" BUILD="$PWD/w$work" EXTRA_WORK=$work
	done
	cat >s.yml <<-'E'
		version: 1
		suite: work
		defaults: {warmup: 1, runs: 25}
		benchmarks:
		  - name: matmul
		    run: ./tensor-bench matmul --size 100 --backend naive --seed 42 --iterations 20
		    metrics: {cpu_ms: {gate: true}, duration_ms: {gate: false}, memory_mb: {gate: false}}
	E
	# Whether the machine is steady is not the question: no control row.
	bench-run -q --no-control --variant base=w0 --variant head=w60 --variant same=w0 -o r.json s.yml
	run --separate-stderr bench-diff --variants base,head r.json
	assert_equal "$status" 1
	json '.rows[] | select(.metric == "cpu_ms").verdict == "regression"'
	run --separate-stderr bench-diff --variants base,same --threshold 25% r.json
	assert_success
}

@test "limits of a scenario pass and fail through the pipe" {
	cat >s.yml <<-'E'
		version: 1
		suite: limits
		defaults: {warmup: 0, runs: 6}
		benchmarks:
		  - name: events
		    run: echo 'events/s 150'
		    metrics: {throughput: {from: stdout, pattern: 'events/s ([0-9]+)', unit: events/s, better: higher}}
		    require: [{metric: throughput, min: 100, because: "the source sends 100"}]
		  - name: explored
		    kind: exploratory
		    run: echo 'events/s 5'
		    metrics: {throughput: {from: stdout, pattern: 'events/s ([0-9]+)', unit: events/s, better: higher}}
		    require: [{metric: throughput, min: 100}]
	E
	pipe 'bench-run -q s.yml | bench-assert'
	assert_success
	sed -i 's/150/50/' s.yml
	pipe 'bench-run -q s.yml | bench-assert >limits.json; s=$?; bench-md limits.json; exit $s'
	assert_equal "$status" 1
	assert_output --partial 'the source sends 100'
}

@test "trouble at the head of a pipe reaches its end as a status, and no report is made of nothing" {
	pipe 'bench-run -q no-such.yml | bench-merge | bench-md'
	[ "$status" -eq 2 ]
	assert_equal "$output" ""
}

@test "the pipeline under a locale with decimal commas gives the same bytes" {
	legacy 1.123 >base.json
	legacy 1.2 >now.json
	bench-diff base.json now.json | jq -c 'del(.timestamp)' >c.json || true
	LC_ALL=de_DE.UTF-8 bench-diff base.json now.json | jq -c 'del(.timestamp)' >de.json || true
	json '.rows | length == 3' c.json
	cmp c.json de.json
}
