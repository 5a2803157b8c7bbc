# What two sessions of one build differ by, where they were not measured together.

load helper

# runs PREFIX LEVEL...: a document of one case, of one session of eight invocations for each level,
# whose ids begin with PREFIX; UNIT and METRIC are those of its metric.
runs() {
	jq -n --arg p "$1" --arg unit "${UNIT-ms}" --arg metric "${METRIC:-duration_ms}" \
		'[$ARGS.positional[] | tonumber] as $l | {schema: "benchpipe/results/1", benchmarks: [{name: "a", id: "a",
		sessions: [$l | to_entries[] | {id: "\($p)\(.key)", n: 8}],
		metrics: {($metric): {unit: $unit, better: "lower", gate: true,
			samples: [$l[] | . * (0.997, 1, 1.003, 0.999, 1.001, 0.998, 1.002, 1)]}}}]}' --args "${@:2}"
}

# sides BASELINE CURRENT: levels of both sides' sessions, in l1.json and l2.json.
sides() {
	# shellcheck disable=SC2086 # several levels
	runs b $1 >l1.json
	# shellcheck disable=SC2086
	runs h $2 >l2.json
}

# judged FILTER ARGS...: what bench-diff says of l1.json and l2.json.
judged() {
	run --separate-stderr bench-diff "${@:2}" l1.json l2.json
	[ "$status" -lt 2 ] || fail "status $status"
	json "$1"
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

@test "one session a side allows for what sessions differ by, and says what it assumes" {
	sides 10 10.6
	judged '.rows[0] | .verdict == "worse" and (has("between_sessions") | not) and (has("reason") | not)' --between-sessions 0%
	json '.policy | has("between_sessions") | not'
	printf '%s\n' "$output" >plain.json
	judged '.rows[0] | .verdict == "inconclusive" and .between_sessions == 0.03 and (has("sessions") | not)'
	json '.rows[0].reason | test("^changes under [0-9.]+ % cannot be seen reliably; about [0-9]+ more sessions? of each side would settle it; assumes that sessions differ by 3 % \\(default\\)$")'
	json '.policy | .variation == "invocations" and .between_sessions == 0.03 and .between_sessions_from == "default"'
	# Each end by the two parts added as squares, on the logarithmic scale.
	jq -e --slurpfile plain plain.json '.rows[0] as $r | $plain[0].rows[0] as $p | ($p.change | log1p) as $v |
		(2 * pow(1.959963985 * 0.03; 2)) as $s |
		(($v - ($p.ci[0] | log1p) | . * . + $s | sqrt) as $d | ($r.ci[0] - ($v - $d | exp - 1) | fabs) < 1e-6) and
		((($p.ci[1] | log1p) - $v | . * . + $s | sqrt) as $d | ($r.ci[1] - ($v + $d | exp - 1) | fabs) < 1e-6) and
		$r.change == $p.change and $r.p > 0.1 and $p.p < 0.001 and $r.smallest_detectable > 0.12' <<<"$output" ||
		fail "$output"
	jq -c . <<<"$output" >c.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" c.json
}

@test "a change that sessions do not explain is a regression, and one they may explain is none" {
	while IFS='|' read -r level verdict expected; do
		sides 10 "$level"
		judged ".rows[0].verdict == \"$verdict\""
		assert_equal "$level: $status" "$level: $expected"
	done <<-'END'
		10.02|equivalent|0
		9.98|equivalent|0
		10.3|inconclusive|0
		11|inconclusive|0
		12|regression|1
		8|improvement|0
	END
	# It is proven by nobody.
	sides 10 10.02
	bench-diff -o c.json l1.json l2.json 2>/dev/null
	json '.rows[0].reason == "assumes that sessions differ by 3 % (default)"' c.json
	run --separate-stderr bench-md c.json
	assert_success
	refute_output --partial proven
	assert_output --partial $'assumes that sessions differ by 3\u00a0% (default)'
}

@test "a sure change under the tolerance, whose interval reaches the threshold, has a reason that is true of it" {
	sides 10 12
	judged '.rows[0] | .verdict == "inconclusive" and .ci[0] > 0 and .ci[1] > 0.3' -t 25% -T 30%
	json '.rows[0].reason | test("^about [0-9]+ more sessions? of each side would settle it; assumes")'
}

@test "single values are judged by the percentage alone, as ever" {
	jq -n '{benchmarks: [{name: "a", duration_ms: 100}]}' >l1.json
	jq -n '{benchmarks: [{name: "a", duration_ms: 112}]}' >l2.json
	judged '.rows[0] | .verdict == "regression" and .severity == "minor" and (has("between_sessions") | not)'
	assert_failure 1
	json '.rows[0].reason == "single values, no statistics"'
	json '.policy | has("between_sessions") | not'
}

@test "the option counts more than the scenario, and the scenario more than the default" {
	sides 10 10.6
	jq '.policy = {between_sessions: 0.01}' l2.json >said.json
	mv said.json l2.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/results.json" l2.json
	judged '.policy | .between_sessions == 0.01 and .between_sessions_from == "scenario"'
	json '.rows[0] | .verdict == "worse" and .reason == "assumes that sessions differ by 1 % (scenario)"'
	judged '.policy | .between_sessions == 0.05 and .between_sessions_from == "option"' --between-sessions 5%
	json '.rows[0] | .verdict == "inconclusive" and (.reason | endswith("assumes that sessions differ by 5 % (option)"))'
	# What the baseline's scenario said does not count.
	jq '.policy = {between_sessions: 0.5}' l1.json >said.json
	mv said.json l1.json
	judged '.policy.between_sessions == 0.01'
	trouble bench-diff --between-sessions 3 l1.json l2.json
	said 'could mean'
	trouble bench-diff --between-sessions 1001% l1.json l2.json
	said "must be from 0 to 10 (1000%)"
}

@test "a scenario says it, its plan and its results carry it, and joined results have the larger one" {
	printf '%s\n' 'version: 1' 'between-sessions: 1.5%' 'benchmarks:' '  - {name: a, run: "true", runs: 2, warmup: 0}' >s.yml
	bench-plan -o p.json s.yml
	json '.policy.between_sessions == 0.015' p.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/plan.json" p.json
	for from in s.yml p.json; do
		bench-run -q -o r.json "$from"
		json '.policy.between_sessions == 0.015' r.json
		"$ROOT/tests/schema-check" "$ROOT/schemas/results.json" r.json
	done
	jq '.policy.between_sessions = 0.04 | .benchmarks[0].sessions[0].id = "other"' r.json >wide.json
	for order in 'r.json wide.json' 'wide.json r.json'; do
		# shellcheck disable=SC2086 # two names
		run --separate-stderr bench-merge $order
		assert_success
		json '.policy.between_sessions == 0.04'
		said 'the larger one applies'
	done
	sed -i 's/1.5%/1001%/' s.yml
	trouble bench-plan s.yml
	said "s.yml:2:19: 'between-sessions' must be from 0 to 10 (1000%)"
	jq '.policy.between_sessions = -1' p.json >bad.json
	trouble bench-plan bad.json
	said 'must be from 0 to 10 (1000%)'
	jq '.policy.between_sessions = "3%"' r.json >bad.json
	trouble bench-merge bad.json
	said "'between_sessions' must be a number"
}

@test "what has to do with time has the allowance, and nothing else" {
	while IFS='|' read -r metric unit allowed; do
		UNIT=$unit METRIC=$metric sides 10 10.02
		judged "(.rows[0].between_sessions == 0.03) == $allowed" || fail "$metric in $unit"
		# Without it such a row says that sessions were not seen, and is not proven either.
		bench-diff -o c.json l1.json l2.json 2>/dev/null
		run --separate-stderr bench-md c.json
		refute_output --partial proven
	done <<-'END'
		duration_ms|ms|true
		cpu_ms|ms|true
		latency|ns/op|true
		latency|s|true
		throughput|ops/s|true
		rate|MB/s|true
		latency|sec|true
		latency|milliseconds|true
		latency|usec/op|true
		rate|rows/second|true
		rate|Mbps|true
		rate|kHz|true
		distance|m|false
		memory_mb|MB|false
		size|KiB|false
		page_faults|count|false
		instructions|instructions|false
		allocations|allocations/op|false
		score||false
		score|points|false
	END
}

@test "the control row shows by how much a session differs, and has no allowance" {
	sides 10 10.7
	for f in l1 l2; do
		jq '.benchmarks += [.benchmarks[0] | .id = "control" | .name = "control" | .control = true]' $f.json >c.json
		mv c.json $f.json
	done
	judged '.rows | map({id, has: has("between_sessions")}) == [{id: "a", has: true}, {id: "control", has: false}]'
	json '.summary.contaminated == true and .rows[0].verdict == "inconclusive"'
}

@test "sides of one session that do not pair differ by no session" {
	sides 10 10.6
	jq '.benchmarks[0].sessions[0].id = "b0"' l2.json >same.json
	mv same.json l2.json
	judged '.rows[0] | (has("between_sessions") | not) and .verdict == "worse"'
	json '.policy.design == "unpaired"'
	# The variants of one document whose rounds are not known.
	jq -s '{benchmarks: [.[0].benchmarks[0] + {variant: "base"}, .[1].benchmarks[0] + {variant: "head"}]}' l1.json l2.json >both.json
	run --separate-stderr bench-diff both.json
	json '.rows[0] | (has("between_sessions") | not) and .verdict == "worse"'
	# And those of two.
	jq '.benchmarks[1].sessions[0].id = "b1"' both.json >two.json
	run --separate-stderr bench-diff two.json
	json '.rows[0] | .between_sessions == 0.03 and .verdict == "inconclusive"'
}

# t(6) is 2.446912 at 5 %, of two degrees of the sessions and four of what is assumed.
@test "several sessions against one speak together with what is assumed, and one against several" {
	sides '10 10.3 9.8' 10.6
	judged '.rows[0].sessions == [3, 1]' --between-sessions 0%
	printf '%s\n' "$output" >plain.json
	judged '.rows[0] | .sessions == [3, 1] and .verdict == "inconclusive" and .between_sessions > 0.024 and .between_sessions < 0.03'
	json '.policy | .variation == "sessions" and .between_sessions == 0.03'
	json '.rows[0].reason | contains("assumes") | not'
	# Student's t of two degrees alone is far wider.
	jq -e --slurpfile plain plain.json '.rows[0].ci as $c | $plain[0].rows[0].ci as $p | $c[0] > $p[0] + 0.02 and $c[1] < $p[1] - 0.02' <<<"$output" ||
		fail "$output"
	json '.rows[0] | ((.ci[1] | log1p) - (.change | log1p)) / (.between_sessions * (4 / 3 | sqrt)) | . - 2.446912 | fabs < 1e-4'
	# From one to three it is the mirror image.
	printf '%s\n' "$output" >forth.json
	sides 10.6 '10 10.3 9.8'
	judged '.rows[0].sessions == [1, 3]'
	jq -e --slurpfile forth forth.json '.rows[0].ci[0] as $low | ((1 + $low) * (1 + $forth[0].rows[0].ci[1]) - 1 | fabs) < 1e-6' <<<"$output" ||
		fail "$output"
	# A night that is 20 % slower than three sessions is red.
	sides '10 10.3 9.8' 12.2
	judged '.rows[0].verdict == "regression"'
	assert_failure 1
}

@test "of several sessions p must be under 1 %, as of pairs" {
	# R: t.test(log(c(10.6, 10.9)), log(c(10, 10.3, 9.8)), var.equal = TRUE): p is 0.048
	sides '10 10.3 9.8' '10.6 10.9'
	judged '.rows[0] | (.p - 0.0480116533419329 | fabs) < 1e-6 and .ci[0] > 0 and .verdict == "inconclusive"' --between-sessions 0%
	json '.rows[0].reason | test("more sessions? of each side would settle it")'
	sides '10 10.3 9.8' '11.8 12.1 12'
	judged '.rows[0] | .verdict == "regression" and .p < 0.01' --between-sessions 0%
	# Units that have no allowance have the step too.
	UNIT=MB METRIC=memory_mb sides '10 10.3 9.8' '10.6 10.9'
	judged '.rows[0] | .p < 0.05 and .ci[0] > 0 and .verdict == "inconclusive"'
}

@test "a confirmation and the release have their allowance, and a waiver goes by the verdict" {
	sides 10 12
	runs again 12.1 >again.json
	judged '.rows[0] | .verdict == "regression" and .confirmation.verdict == "regression"' --confirm again.json
	json '.rows[0].reason | startswith("confirmed: +21.0 %") and endswith("; assumes that sessions differ by 3 % (default)")'
	runs again 10.4 >again.json
	judged '.rows[0] | .verdict == "inconclusive" and (.reason | startswith("not confirmed: +4.0 % [-4"))' --confirm again.json
	assert_success
	judged '.rows[0].drift.reason == "assumes that sessions differ by 3 % (default)"' --release l1.json
	bench-diff -o c.json l1.json l2.json 2>/dev/null || [ $? -eq 1 ]
	printf '%s\n' 'version: 1' 'waivers:' '  - {row: a, metric: duration_ms, ceiling: 30%, reason: r, issue: "https://example.org/1", expires: 2999-01-01}' >waivers.yml
	run --separate-stderr bench-waive -w waivers.yml c.json
	assert_success
	json '.rows[0] | .between_sessions == 0.03 and .waived.reason == "r"'
	json '.policy.between_sessions_from == "default"'
}
