load helper

SAMPLES='[10,10.1,9.9,10.05,9.95,10.02,9.98,10.01]'

# entry NAME LIMITS [MEMBERS]: a benchmark whose duration_ms was measured, about 10 ms.
entry() {
	jq -n --arg n "$1" --argjson r "$2" --argjson s "$SAMPLES" --argjson e "${3:-{\}}" \
		'{name: $n, metrics: {duration_ms: {unit: "ms", better: "lower", samples: $s}}, require: $r} + $e'
}

document() {
	jq -s '{suite: "s", benchmarks: .}'
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

@test "a limit that is kept is within, one that is broken is exceeded and fails" {
	entry a '[{"metric": "duration_ms", "max": 11, "because": "one frame"}]' | document >r.json
	run --separate-stderr bench-assert r.json
	assert_success
	json '.schema == "benchpipe/comparison/1" and .kind == "limits" and .suite == "s" and .summary.verdict == "pass"'
	json '.rows[0] | .verdict == "within" and .limit == {max: 11, because: "one frame"} and .current == 10.005 and .n == [0, 8]'
	said "1 row: 1 within"
	entry a '[{"metric": "duration_ms", "max": 9.5}]' | document >r.json
	run --separate-stderr bench-assert r.json
	assert_failure 1
	json '.rows[0].verdict == "exceeded" and .summary.exceeded == 1 and .summary.verdict == "exceeded"'
	entry a '[{"metric": "duration_ms", "min": 12}]' | document >r.json
	run --separate-stderr bench-assert <r.json
	assert_failure 1
	entry a '[{"metric": "duration_ms", "min": 9, "max": 11}]' | document >r.json
	run --separate-stderr bench-assert - <r.json
	assert_success
}

# The interval of the median of eight values is from the smallest to the largest
# (Conover 1999, table A3): 9.9 to 10.1.
@test "a limit inside the interval is inconclusive, and fails only with --strict" {
	entry a '[{"metric": "duration_ms", "max": 10.0}]' | document >r.json
	run --separate-stderr bench-assert r.json
	assert_success
	json '.rows[0] | .verdict == "inconclusive" and .range == [9.9, 10.1]'
	json ".rows[0].reason == \"the limit is inside the median's 95 % interval, 9.9 to 10.1\""
	run --separate-stderr bench-assert --strict r.json
	assert_failure 1
	json '.summary.verdict == "exceeded" and .summary.inconclusive == 1'
}

@test "a limit is held against what was measured, whatever sessions differ by" {
	entry a '[{"metric": "duration_ms", "max": 10.1}]' | document >r.json
	jq '.policy = {between_sessions: 0.5}' r.json >wide.json
	for f in r.json wide.json; do
		run --separate-stderr bench-assert "$f"
		assert_success
		json '.rows[0] | .verdict == "within" and .range == [9.9, 10.1]'
	done
}

@test "on the limit is within it" {
	jq -n '{benchmarks: [{name: "a", duration_ms: 5, throughput: 8, require: [{metric: "duration_ms", max: 5}, {metric: "throughput", min: 8}]}]}' >r.json
	run --separate-stderr bench-assert r.json
	assert_success
	json '.summary.within == 2 and .rows[0].reason == "a single value, no statistics"'
	jq '.benchmarks[0].duration_ms = 5.0001' r.json >over.json
	run --separate-stderr bench-assert over.json
	assert_failure 1
}

@test "what is missing or has failed fails" {
	entry a '[{"metric": "nosuch", "max": 1}]' | document >r.json
	run --separate-stderr bench-assert r.json
	assert_failure 1
	json ".rows[0] | .verdict == \"failed\" and .current == null and .reason == \"the metric 'nosuch' has no value\""
	entry a '[{"metric": "duration_ms", "max": 100}]' '{"status": "failed", "reason": "exit status 3"}' | document >r.json
	run --separate-stderr bench-assert r.json
	assert_failure 1
	json '.rows[0] | .verdict == "failed" and .reason == "failed: exit status 3"'
	jq -n '{benchmarks: [{name: "a", status: "skipped", reason: "no device", require: [{metric: "duration_ms", max: 1}]}]}' >r.json
	run --separate-stderr bench-assert r.json
	assert_success
	json '.rows[0] | .verdict == "inconclusive" and .reason == "skipped: no device"'
}

@test "what is exploratory never fails" {
	entry a '[{"metric": "duration_ms", "max": 1}, {"metric": "nosuch", "max": 1}]' '{"kind": "exploratory"}' | document >r.json
	run --separate-stderr bench-assert --strict r.json
	assert_success
	json '.summary | .exceeded == 1 and .failed == 1 and .verdict == "pass"'
	json 'all(.rows[]; .gate == false)'
}

@test "no limits at all is a warning" {
	entry a '[]' | document >r.json
	run --separate-stderr bench-assert r.json
	assert_success
	said "r.json: there are no limits to check"
	json '.rows == [] and .summary.rows == 0'
}

@test "the limits of a scenario take the place of those in the results" {
	cat >s.yml <<-'YAML'
		version: 1
		suite: limits
		benchmarks:
		  - name: a
		    run: "true"
		    require:
		      - {metric: duration_ms, max: 9, because: by order}
		  - name: gone
		    run: "true"
		    require:
		      - {metric: duration_ms, max: 1}
		  - name: free
		    run: "true"
	YAML
	entry a '[{"metric": "duration_ms", "max": 100}]' | document >r.json
	run --separate-stderr bench-assert r.json
	assert_success
	run --separate-stderr bench-assert --scenario s.yml r.json
	assert_failure 1
	json '[.rows[] | .id + " " + .verdict] == ["a exceeded", "gone failed"]'
	json '.rows[0].limit == {max: 9, because: "by order"} and .rows[1].reason == "the results lack this benchmark"'
	run --separate-stderr bench-assert -s s.yml - <r.json
	assert_failure 1
	trouble bench-assert -s - - <r.json
	said "'-' can be only one of the documents"
	trouble bench-assert -s missing.yml r.json
}

@test "rows are sorted by id and variant, and an id that is given twice is trouble" {
	{ entry b '[{"metric": "duration_ms", "max": 11}]'; entry a '[{"metric": "duration_ms", "max": 11}]' '{"variant": "head"}'; entry a '[{"metric": "duration_ms", "max": 11}]' '{"variant": "base"}'; } | document >r.json
	run --separate-stderr bench-assert r.json
	assert_success
	json '[.rows[] | .id + (.variant // "")] == ["abase", "ahead", "b"]'
	{ entry a '[{"metric": "duration_ms", "max": 11}]'; entry a '[{"metric": "duration_ms", "max": 11}]'; } | document >r.json
	trouble bench-assert r.json
	said "'a' is given twice"
}

@test "trouble is status 2 with a reason, and -o writes whole or not at all" {
	trouble bench-assert missing.json
	said "missing.json"
	printf '{"benchmarks": [\n{"name": 3}]}' >bad.json
	trouble bench-assert bad.json
	said "bad.json:2:"
	: >empty
	trouble bench-assert empty
	trouble bench-assert --nonsense
	trouble bench-assert bad.json bad.json
	echo old >kept.json
	trouble bench-assert -o kept.json bad.json
	assert_equal "$(cat kept.json)" old
	entry a '[{"metric": "duration_ms", "max": 11}]' | document >r.json
	run --separate-stderr bench-assert -o out.json r.json
	assert_success
	assert_equal "$output" ""
	json '.summary.within == 1' out.json
	run --separate-stderr bash -c 'bench-assert r.json >/dev/full'
	assert_failure 2
}

@test "help goes to standard output, and the version is told" {
	run --separate-stderr bench-assert --help
	assert_success
	[[ $output == usage:* ]]
	run --separate-stderr bench-assert --version
	assert_success
	[[ $output == "bench-assert (benchpipe) "* ]]
}

@test "what decimal fractions lose in binary is not over a limit" {
	jq -n '{benchmarks: [{name: "a", require: [{metric: "duration_ms", max: 0.3}], duration_ms: (0.1 + 0.2)},
		{name: "b", require: [{metric: "duration_ms", min: 0.3}], duration_ms: 0.29999999999999993},
		{name: "c", require: [{metric: "duration_ms", max: 0.3}], duration_ms: 0.3000001}]}' >r.json
	run --separate-stderr bench-assert r.json
	assert_failure 1
	json '[.rows[] | .id + " " + .verdict] | sort == ["a within", "b within", "c exceeded"]'
}
