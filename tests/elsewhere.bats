# What got worse is measured on a second machine, and is red only where both show it.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	side first 1.15 s1 >pair.json
}

# side MACHINE FACTOR SESSION [SPREAD]: twelve rounds of base and head on MACHINE, of which head
# takes FACTOR times as long, with a spread of SPREAD percent to either side.
side() {
	jq -n --arg m "$1" --argjson f "$2" --arg s "$3" --argjson spread "${4:-0.1}" '
		def entry($v; $f; $spread): {name: "a", id: "a", variant: $v, status: "ok", iterations: 12, sessions: [{id: $s, n: 12}], rounds: [range(12) | . + 1],
			metrics: {duration_ms: {unit: "ms", better: "lower", gate: true,
				samples: [range(12) | (10 + . / 1000) * $f * (1 + (. * 5 % 12 - 5.5) / 550 * $spread)]}}};
		{environment: {cpu_model: "\($m) CPU", fingerprint: "f-\($m)"}, benchmarks: [entry("base"; 1; 0), entry("head"; $f; $spread)]}'
}

# joined STATUS FILTER [ARGS...]: bench-diff of pair.json with ARGS ends so, and FILTER is true of it.
joined() {
	local wanted=$1 filter=$2
	shift 2
	run --separate-stderr bench-diff "$@" pair.json
	assert_equal "$status" "$wanted"
	json "$filter"
	jq -c . <<<"$output" >joined.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" joined.json
}

@test "a regression is red where both machines show it, and each machine is named where they differ" {
	side second 1.3 s2 >more.json
	joined 1 '.rows[0] | .verdict == "regression" and .elsewhere.answer == "agrees" and .elsewhere.verdict == "regression"
		and (.reason | test("^confirmed elsewhere: [+]30[.][0-9] % .* on second CPU .f-second.$"))' --elsewhere more.json
	json '.summary | .elsewhere == {agrees: 1, less: 0, differs: 0, open: 0, none: 0} and .["machine-dependent"] == 0'
	json '.elsewhere.environment.cpu_model == "second CPU" and .current.environment.cpu_model == "first CPU"'

	side second 1 s2 >same.json
	joined 0 '.rows[0] | .verdict == "machine-dependent" and .severity == null and .gate and .change > 0.14 and .elsewhere.answer == "differs"
		and (.reason | test("^the machines differ: [+]15[.]0 % .* on first CPU .f-first., and [+-]0[.]0 % .* on second CPU .f-second.$"))' --elsewhere same.json
	json '.summary | .["machine-dependent"] == 1 and .regression == 0 and .verdict == "pass" and .gating.judged == 1 and .geometric_mean.duration_ms.n == 1'
	# Who wants both to be still says so.
	joined 1 '.summary.verdict == "machine-dependent"' --fail-on machine-dependent --elsewhere same.json

	# Faster there, or no slower than the threshold, or of the same kind of machine.
	side second 0.8 s2 >faster.json
	joined 0 '.rows[0].verdict == "machine-dependent" and .rows[0].elsewhere.verdict == "improvement"' --elsewhere faster.json
	side second 1.07 s2 >less.json
	joined 0 '.rows[0] | .verdict == "worse" and .elsewhere.answer == "less"
		and (.reason | startswith("worse elsewhere, and under the threshold: +15.0 %"))' --elsewhere less.json
	side first 1 s2 >twin.json
	joined 0 '.rows[0] | .verdict == "machine-dependent" and (.reason | endswith(" on another first CPU (f-first)"))' --elsewhere twin.json
}

@test "a second machine that cannot tell leaves a row open, and none makes a row worse" {
	side second 1.08 s2 12 >wide.json
	joined 0 '.rows[0] | .verdict == "inconclusive" and .elsewhere.answer == "open" and .elsewhere.verdict == "inconclusive"
		and (.reason | test("^not confirmed elsewhere: [+]15.* on first CPU .*, and [+].* on second CPU"))' --elsewhere wide.json
	json '.summary.elsewhere.open == 1 and .summary.gating.judged == 1'
	# What is worse here and a regression there is not red: the first machine did not say so.
	side first 1.07 s1 >pair.json
	side second 1.5 s2 >more.json
	joined 0 '.rows[0].verdict == "worse" and .rows[0].elsewhere.answer == "agrees"' --elsewhere more.json
	side first 1 s1 >pair.json
	joined 0 '.rows[0] | .verdict == "equivalent" and (has("elsewhere") | not)' --elsewhere more.json
}

@test "without an answer from a second machine a red row stays red, and says why" {
	none() {
		joined 1 ".rows[0] | .verdict == \"regression\" and .elsewhere == {answer: \"none\"}
			and .reason == \"not confirmed elsewhere: $2\"" --no-elsewhere "$1"
		json ".summary.elsewhere | .none == 1 and .job == \"$1\""
	}
	each none <<-'END'
		failed|the job on a second machine failed
		cancelled|the job on a second machine was cancelled, or took longer than it may
		skipped|no job was begun on a second machine
	END
	echo '{"environment": {"fingerprint": "f9"}, "benchmarks": []}' >nothing.json
	joined 1 '.rows[0] | .verdict == "regression" and .reason == "not confirmed elsewhere: not measured on a machine (f9)"' --elsewhere nothing.json
	side second 1 s2 | jq '.benchmarks[1] |= {name, id, variant, status: "failed", reason: "exit status 1"}' >failed.json
	joined 1 '.rows[0] | .verdict == "regression" and (.reason | test("without an answer: exit status 1|without an answer: failed: exit status 1"))' --elsewhere failed.json
	# A value without statistics refutes nothing that has them, and confirms nothing.
	jq -n '{environment: {fingerprint: "f9"}, benchmarks: [{name: "a", variant: "base", duration_ms: 10}, {name: "a", variant: "head", duration_ms: 10.1}]}' >single.json
	joined 1 '.rows[0] | .verdict == "regression" and .elsewhere.answer == "none"
		and (.reason | endswith(" without an answer: single values, no statistics"))' --elsewhere single.json
	joined 1 '.rows[0] | .verdict == "regression" and .reason == "measured again without an answer: single values, no statistics"' --confirm single.json
	# It is after the confirmation, and no session is two.
	side first 1.16 s3 >again.json
	side second 1.3 s2 >more.json
	joined 1 '.rows[0].reason | startswith("confirmed: ") and contains("; confirmed elsewhere: ")' --confirm again.json --elsewhere more.json
	trouble bench-diff --confirm again.json --elsewhere again.json pair.json
	said "'a' was measured in the same session"
	trouble bench-diff --elsewhere pair.json pair.json
	trouble bench-diff --elsewhere more.json --no-elsewhere failed pair.json
	trouble bench-diff --elsewhere more.json - pair.json <pair.json
	said "it cannot be '-'"
	trouble bench-diff --no-elsewhere tired pair.json
}

@test "of results that several machines measured, a row is named by its own" {
	mv pair.json a.json
	side third 1.15 s5 | jq '.benchmarks[] |= (.id = "b" | .name = "b")' >b.json
	bench-merge -o pair.json a.json b.json
	jq '.benchmarks[] |= (.id = "b" | .name = "b" | .sessions[0].id = "s6")' <(side third 1 s6) >twin.json
	joined 1 '(.rows[0].reason | endswith("not measured on third CPU (f-third)"))
		and (.rows[1].reason | test("[]] on third CPU .f-third., and .* on another third CPU .f-third.$"))' --elsewhere twin.json
}

@test "what a machine calls itself is one line, and not a long one" {
	side second 1 s2 | jq --arg long "$(printf 'x%.0s' {1..300})" '.environment.cpu_model = "a\n::error::b\u202ec\($long)"' >odd.json
	joined 0 '.rows[0] | .verdict == "machine-dependent" and (.reason | test("\n|\u202e") | not) and (.reason | length < 300)' --elsewhere odd.json
}

@test "what machines differ in is told in Markdown, in text and in sentences, and does not fail" {
	side second 1 s2 >same.json
	bench-diff --elsewhere same.json -o c.json pair.json 2>/dev/null
	run bench-md c.json
	assert_success
	assert_output --partial '1 machine-dependent'
	assert_output --partial '**Second machine:**'
	assert_output --partial $'the machines differ: +15.0\u00a0% &#91;+14.9,\u00a0+15.0&#93; on first'
	assert_output --partial 'Measured on a second machine:** 1 that differs'
	run env COLUMNS=200 bench-md --text --color never c.json
	assert_output --partial 'second machine'
	assert_output --partial '1 machine-dependent'
	run bench-explain c.json
	json '.rows[0].sentences | any(.code == "elsewhere" and (.text | contains("machine-dependent") | not)) and any(.code == "differs-elsewhere")
		and any(.code == "look-elsewhere")'
	bench-export junit c.json >junit.xml
	grep -F '<skipped message="duration_ms: +15 %: machine-dependent: the machines differ' junit.xml
	# It is something to comment on, though it fails nothing.
	bench-pr-comment --dry-run --repo octo/bench --pr 1 --on change --comparison c.json <(echo text) >planned
	grep '^POST ' planned

	side second 1.3 s2 >more.json
	bench-diff --elsewhere more.json -o c.json pair.json 2>/dev/null || [ $? -eq 1 ]
	run bench-md c.json
	assert_output --partial 'What got worse was measured on a second machine too, and is confirmed there.'
	assert_output --partial 'Measured on a second machine:** 1 that agrees'
}
