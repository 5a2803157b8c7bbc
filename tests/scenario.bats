# shellcheck disable=SC2016 # ${{ }} and jq programs stand in single quotes
# shellcheck disable=SC2154 # stderr is set by run
load helper

setup() {
	cd "$ROOT" || return
}

# params FILE: the params of every case, one a line, in the order of the plan.
params() {
	bench-plan "$1" | jq -c '.cases[].params'
}

# case_of YAML: the only case of a benchmark with these keys, as JSON in $output.
case_of() {
	run --separate-stderr bench-plan - <<<"version: 1
benchmarks:
  - name: a
    run: x
    ${1//$'\n'/$'\n'    }"
	assert_success
	output=$(jq -c '.cases[0]' <<<"$output")
}

@test "every scenario in tests/data/bad is refused with the message in its first line" {
	failed=0
	for f in tests/data/bad/*.yml; do
		run --separate-stderr bench-plan "$f"
		if [ "$f" = tests/data/bad/not-a-document.yml ]; then
			expected="bench-plan: $f: 'schema' must be 'benchpipe/plan/1' in a plan; a scenario is YAML"
		else
			expected="bench-plan: $f:$(sed -n '1s/^# //p' "$f")"
		fi
		if [ "$status" -ne 2 ] || [ -n "$output" ] || [ "$stderr" != "$expected" ]; then
			printf '%s\nexpected: %s\n     got: %s (status %s)\n' "$f" "$expected" "$stderr" "$status"
			failed=1
		fi
	done
	[ "$failed" -eq 0 ]
	set -- tests/data/bad/*.yml
	[ $# -ge 100 ]
}

@test "include works as in the example of GitHub's documentation" {
	# https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations
	run params tests/data/scenario/github-include.yml
	assert_output '{"animal":"cat","color":"pink","fruit":"apple","shape":"circle"}
{"animal":"dog","color":"green","fruit":"apple","shape":"circle"}
{"animal":"cat","color":"pink","fruit":"pear"}
{"animal":"dog","color":"green","fruit":"pear"}
{"fruit":"banana"}
{"animal":"cat","fruit":"banana"}'
}

@test "the last key of a matrix varies fastest, and exclude comes before include" {
	cat >"$BATS_TEST_TMPDIR/s.yml" <<-'E'
		version: 1
		benchmarks:
		  - name: a
		    run: x
		    matrix:
		      version: [10, 12]
		      os: [linux, windows]
		      exclude: [{version: 10}, {os: windows, version: 12}]
		      include: [{version: 10, os: linux, extra: true}]
	E
	run params "$BATS_TEST_TMPDIR/s.yml"
	assert_output '{"os":"linux","version":12}
{"extra":true,"os":"linux","version":10}'
}

@test "the tensor example becomes the four cases that its matrix says" {
	run --separate-stderr bench-plan tests/data/scenario/matmul.yml
	assert_success
	json '.schema == "benchpipe/plan/1" and .suite == "tensor" and .budget == 900'
	json '.build == ["make", "-C", "scripts/tensor"]'
	json '.policy == {tolerance: 0.05, threshold: 0.1}'
	json '[.cases[].id] == ["matmul/backend=naive,size=100", "matmul/backend=openblas,size=100",
		"matmul/backend=openblas,size=1000", "matmul/backend=openblas,size=2000"]'
	json '.cases[0] | .argv == ["./tensor-bench", "matmul", "--size", "100", "--backend", "naive", "--seed", "42"]
		and .shell == false and .directory == "scripts/tensor" and .env == {OMP_NUM_THREADS: "1"}'
	json '.cases[0].metrics.throughput | .threshold == 0.15 and (has("tolerance") | not) and .better == "higher"'
	json '.cases[0].metrics.accuracy | .json == ".test_accuracy" and .gate == false'
	json '.cases[0].require == [{metric: "throughput", min: 1000000,
		because: "below this a training step misses its frame"}]'
}

@test "the project's own scenarios are valid" {
	for f in scripts/*.yml; do
		run --separate-stderr bench-plan "$f"
		assert_success
	done
}

@test "the examples of the manual page are valid scenarios" {
	awk -v dir="$BATS_TEST_TMPDIR" '
		/^\.Bd -literal/ { file = dir "/" ++n ".yml"; next }
		/^\.Ed/ { file = ""; next }
		file && !started[file]++ && /^  - / { print "version: 1\nbenchmarks:" >file }
		file { gsub(/\\e/, "\\"); print >file }' tools/bench-scenario.5
	for n in 1 2 3 4; do
		run --separate-stderr bench-plan "$BATS_TEST_TMPDIR/$n.yml"
		assert_success
		run tests/schema-check schemas/scenario.json "$BATS_TEST_TMPDIR/$n.yml"
		assert_success
	done
	assert_equal "$(bench-plan --list "$BATS_TEST_TMPDIR/2.yml" | wc -l)" 4
}

@test "the built-in metrics of the manual page are those that bench-run has" {
	sed -n 's/^    {"\([a-z_]*\)", ".*/\1/p' tools/lib/model/metric.c >"$BATS_TEST_TMPDIR/names"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/names")" -ge 17 ]
	while read -r name; do
		grep -q "^\.It $name Ta" tools/bench-scenario.5 || fail "$name is not described"
		jq -e --arg n "$name" '.definitions.benchmark.properties.metrics.properties | has($n)' \
			schemas/scenario.json
	done <"$BATS_TEST_TMPDIR/names"
}

@test "only true, false and JSON's own numbers are not strings" {
	cat >"$BATS_TEST_TMPDIR/s.yml" <<-'E'
		version: 1
		benchmarks:
		  - name: a
		    run: x
		    matrix:
		      v: [no, yes, on, off, y, true, 1:30, 007, 0x10, 1_000, 3.10, 1.0e6, .5, 1e3, 100, -2.5, "5", .inf, 2026-01-02]
	E
	run params "$BATS_TEST_TMPDIR/s.yml"
	assert_equal "$(jq -cs 'map(.v)' <<<"$output")" \
		'["no","yes","on","off","y",true,"1:30","007","0x10","1_000","3.10","1.0e6",".5","1e3",100,-2.5,"5",".inf","2026-01-02"]'
}

@test "numbers of equal value are the same in exclude" {
	cat >"$BATS_TEST_TMPDIR/s.yml" <<-'E'
		version: 1
		benchmarks:
		  - {name: a, run: x, matrix: {v: [1.50, 2], exclude: [{v: 1.5}]}}
	E
	run params "$BATS_TEST_TMPDIR/s.yml"
	assert_output '{"v":2}'
}

@test "a scenario's silence has defaults" {
	case_of ''
	json '.argv == ["x"] and .shell == false and .warmup == 2 and .timeout == 60'
	json '.runs == {min: 10, max: 200, precision: 0.01, max_time: 20}'
	json '.metrics == {} and .require == [] and .tags == [] and .env == {} and .pass_env == []'
	json '(has("kind") or has("description") or has("input") or has("directory") or has("skip")) | not'
}

# becomes YAML TRUE: of the only case of a benchmark with this key.
becomes() {
	case_of "$1"
	json "$2"
}

@test "a count of runs is exact; a bound that is not given gives way" {
	each becomes <<-'END'
		runs: 20|.runs.min == 20 and .runs.max == 20
		runs: {max: 5}|.runs.min == 5 and .runs.max == 5
		runs: {min: 300}|.runs.min == 300 and .runs.max == 300
	END
}

@test "defaults are overridden key by key, env by name, tags are added" {
	run --separate-stderr bench-plan - <<-'E'
		version: 1
		env: {A: 1, B: 1}
		defaults:
		  runs: {min: 5, max: 50, max-time: 2s}
		  warmup: 1
		  timeout: 1m30s
		  kind: exploratory
		  tags: [all]
		  env: {B: 2, C: 2}
		  pass-env: [HOME, C]
		  working-directory: sub
		benchmarks:
		  - {name: a, run: x}
		  - {name: b, run: x, runs: {max: 60}, warmup: 0, timeout: 5, kind: regression, tags: [fast, all],
		     env: {C: "${{ matrix.n }}", D: }, pass-env: [LANG], working-directory: other, matrix: {n: [3]}}
	E
	assert_success
	json '.cases[0] | .runs == {min: 5, max: 50, precision: 0.01, max_time: 2} and .kind == "exploratory"
		and .timeout == 90 and .warmup == 1 and .env == {A: "1", B: "2", C: "2"} and .pass_env == ["HOME"]'
	json '.cases[1] | .runs == {min: 5, max: 60, precision: 0.01, max_time: 2} and (has("kind") | not)
		and .timeout == 5 and .warmup == 0 and .env == {A: "1", B: "2", C: "3", D: ""}
		and .pass_env == ["HOME", "LANG"] and .tags == ["all", "fast"] and .directory == "other"'
}

@test "a command is split, given to a shell, or taken as a list" {
	for pair in 'run: a "b c"=false=["a","b c"]' 'run: a | b=true=["/bin/sh","-c","a | b"]' \
		'run: [a, "b | c", 3]=false=["a","b | c","3"]'; do
		IFS='=' read -r yaml shell argv <<<"$pair"
		run --separate-stderr bench-plan - <<<"version: 1
benchmarks: 
  - name: a
    $yaml"
		assert_success
		json ".cases[0] | .shell == $shell and .argv == $argv"
	done
	run --separate-stderr bench-plan - <<-'E'
		version: 1
		benchmarks:
		  - name: a
		    run: |
		      one
		      two
	E
	json '.cases[0] | .shell and .argv == ["/bin/sh", "-ec", "one\ntwo"]'
}

@test "whether a shell is needed is decided after expressions are replaced" {
	case_of 'matrix: {n: ["1; rm x"]}
description: n is ${{ matrix.n }}
tags: ["t-${{ matrix.n }}"]'
	json '.description == "n is 1; rm x" and .tags == ["t-1; rm x"]'
	run --separate-stderr bench-plan - <<<'version: 1
benchmarks:
  - {name: a, run: "x ${{ matrix.n }}", matrix: {n: [1, "a b", "a;b"]}}
  - {name: b, run: [x, "${{ matrix.n }}"], matrix: {n: ["a;b"]}}'
	json '[.cases[].argv] == [["x","1"], ["x","a","b"], ["/bin/sh","-c","x a;b"], ["x","a;b"]]'
}

@test "the percentage said nearest to a metric counts, and the other gives way" {
	run --separate-stderr bench-plan - <<-'E'
		version: 1
		tolerance: 4%
		threshold: {duration_ms: 8%, t: 9%}
		benchmarks:
		  - {name: a, run: x, metrics: {t: {json: .t, better: lower}}}
		  - {name: b, run: x, threshold: 20%, tolerance: {memory_mb: 30%}}
		  - {name: c, run: x, metrics: {t: {json: .t, better: lower, threshold: 2%, gate: false}}, threshold: {t: 50%}}
	E
	assert_success
	json '.policy == {tolerance: 0.04, threshold: 0.1}'
	json '.cases[0].metrics | .t.threshold == 0.09 and .duration_ms.threshold == 0.08'
	json '.cases[1].metrics | .duration_ms.threshold == 0.2 and .cpu_ms.threshold == 0.2
		and .memory_mb == {unit: "MB", better: "lower", gate: true, tolerance: 0.3, threshold: 0.3}'
	json '.cases[2].metrics.t | .threshold == 0.02 and .tolerance == 0.02 and .gate == false'
	run --separate-stderr bench-plan - <<<'{version: 1, threshold: 3%, benchmarks: [{name: a, run: x}]}'
	json '.policy == {tolerance: 0.03, threshold: 0.03}'
}

@test "metrics have the units and directions that their kind implies" {
	case_of 'metrics:
  throughput: {pattern: "([0-9.]+)"}
  ready: {time-to: listening}
  frame: {between: "^frame", reduce: max}
  score: {from: file, path: out.json, json: ".runs[].score", better: higher, reduce: last}
  page_faults:
  memory_mb: {gate: false}'
	json '.metrics.throughput | .unit == "ops/s" and .better == "higher" and .from == "stdout"'
	json '.metrics.ready | .unit == "ms" and .better == "lower" and ."time-to" == "listening"'
	json '.metrics.frame | .unit == "ms" and .between == "^frame" and .reduce == "max"'
	json '.metrics.score | .path == "out.json" and .unit == "" and .reduce == "last"'
	json '.metrics.page_faults == {unit: "count", better: "lower", gate: false}'
	json '.metrics.memory_mb.gate == false'
}

@test "a limit on a built-in metric has it recorded" {
	case_of 'require: [{metric: page_faults, max: 1000}]'
	json '.metrics | has("page_faults")'
	json '.require == [{metric: "page_faults", max: 1000}]'
}

@test "a backend that this machine lacks is skipped with the reason; other words are not backends" {
	run --separate-stderr bench-plan - <<<'version: 1
benchmarks: [{name: a, run: x, matrix: {backend: [cpu, naive, qnn]}}]'
	assert_success
	json '[.cases[] | .skip] == [null, null, "no qnn device on this machine"]'
	said '1 of 3 cases cannot run on this machine'
}

@test "hostile scenarios end in a message, not in memory or time without bound" {
	cd "$BATS_TEST_TMPDIR" || return
	head -c 5000000 /dev/zero | tr '\0' 'a' >long.yml
	trouble timeout 20 bench-plan long.yml
	said 'over 4194304 bytes'
	# 100,000 cases that each repeat a long text
	{
		echo 'version: 1'
		echo 'benchmarks: [{name: a, run: x, description: "'"$(head -c 100000 /dev/zero | tr '\0' d)"'",'
		echo "matrix: {a: [$(seq -s, 1 300)], b: [$(seq -s, 1 300)]}}]"
	} >big.yml
	trouble timeout 60 bench-plan big.yml
	said 'expands to more than'
	# one value, repeated in one string
	{
		echo 'version: 1'
		echo "benchmarks: [{name: a, matrix: {v: [$(head -c 1000 /dev/zero | tr '\0' v)]}, run: '"
		yes '${{ matrix.v }}' | head -n 20000
		echo "'}]"
	} >grow.yml
	trouble timeout 60 bench-plan grow.yml
	said 'expands to more than 1048576 bytes'
	head -c 3000000 /dev/zero | tr '\0' '[' >nested.yml
	trouble timeout 20 bench-plan nested.yml
	{
		echo 'version: 1'
		printf '"%s": 1\n' "$(printf 'k\\e[31m%.0s' {1..300})"
	} >escape.yml
	trouble bench-plan escape.yml
	[[ $stderr != *$'\e'* ]] || fail "an escape sequence reached the terminal"
}

@test "a flow mapping is a scenario, and so is one with a byte order mark" {
	run --separate-stderr bench-plan - <<<'{"version": 1, "benchmarks": [{"name": "a", "run": "x"}]}'
	assert_success
	run --separate-stderr bench-plan - < <(printf '\357\273\277version: 1\nbenchmarks: [{name: a, run: x}]\n')
	assert_success
	json '.cases | length == 1'
}

@test "aliases stand for what they name" {
	run --separate-stderr bench-plan - <<<'version: 1
benchmarks:
  - {name: a, run: x, metrics: &m {t: {json: .t, better: lower}}}
  - {name: b, run: x, metrics: *m}'
	assert_success
	json '.cases[0].metrics == .cases[1].metrics'
}

@test "the schema accepts the project's scenarios and refuses what bench-plan refuses for its form" {
	need tests/schema-check
	for f in scripts/*.yml tests/data/scenario/*.yml; do
		run tests/schema-check schemas/scenario.json "$f"
		assert_success
	done
	for n in unknown-key unknown-top-key version-2 bad-kind tags-string metrics-list two-extractors \
		file-without-path empty-vector matrix-scalar bad-reduce percentile-word decimal-word keep-word gate-yes no-run no-name no-benchmarks \
		require-nothing zero-runs empty-run pattern-newline rows-list gate-nothing rows-neither rows-both rows-no-metrics; do
		run tests/schema-check schemas/scenario.json "tests/data/bad/$n.yml"
		assert_failure 1
	done
}
