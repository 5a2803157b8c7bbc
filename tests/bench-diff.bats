load helper

# bats test_tags=golden
@test "each verdict is shown by a pair of documents, and what becomes of it, in tests/golden/diff" {
	cd "$ROOT/tests/golden/diff"
	while IFS='|' read -r name expected documents; do
		# shellcheck disable=SC2086 # one document or two
		run --separate-stderr bench-diff $documents
		assert_equal "$name: $status" "$name: $expected"
		golden "diff/$name.json" 's/"version":"[^"]*","timestamp":"[^"]*"/"version":"0.0.0","timestamp":"2000-01-01T00:00:00Z"/'
	done <<-'END'
		single-values|1|single-values.base.json single-values.head.json
		samples|1|samples.base.json samples.head.json
		pairs|1|pairs.results.json
		counts|1|counts.base.json counts.head.json
		machines|1|machines.base.json machines.head.json
	END
	"$ROOT/tests/schema-check" "$ROOT/schemas/results.json" ./*.base.json ./*.head.json ./*.results.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" single-values.json samples.json pairs.json counts.json machines.json
}

@test "a percentage of 1 or more needs its sign, or the gate would never close" {
	for option in '-T 10' '-T duration_ms=15' '-t 5' '-a 5'; do
		# shellcheck disable=SC2086 # an option and its argument
		trouble bench-diff $option a.json b.json
		said "could mean"
	done
}

# legacy NAME=DURATION...: a results document of single values.
legacy() {
	local pair
	for pair; do
		jq -n --arg n "${pair%%=*}" --argjson d "${pair#*=}" '{name: $n, duration_ms: $d}'
	done | jq -s '{benchmarks: .}'
}

# sampled ID SAMPLES [METRIC-MEMBERS [ENTRY-MEMBERS]]: one benchmark, its duration_ms measured.
sampled() {
	jq -n --arg id "$1" --argjson s "$2" --argjson m "${3:-{\}}" --argjson e "${4:-{\}}" \
		'{name: $id, id: $id, metrics: {duration_ms: ({unit: "ms", better: "lower", gate: true, samples: $s} + $m)}} + $e'
}

# document [HEAD-MEMBERS]: the benchmarks on standard input become a document.
document() {
	jq -s --argjson h "${1:-{\}}" '$h + {schema: "benchpipe/results/1", benchmarks: .}'
}

TEN='[10,10.1,9.9,10.05,9.95,10.02,9.98,10.01]'
TWELVE='[12,12.1,11.9,12.05,11.95,12.02,11.98,12.01]'

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	sampled a "$TEN" | document >ten.json
	sampled a "$TWELVE" | document >twelve.json
}

# changed CURRENT BETTER VERDICT SEVERITY STATUS: what a change from 100 to CURRENT is.
changed() {
	local value
	for value in 100 "$1"; do
		jq -n --argjson v "$value" --arg b "$2" \
			'{benchmarks: [{name: "a", metrics: {m: {unit: "u", better: $b, median: $v}}}]}' >"$value.json"
	done
	run --separate-stderr bench-diff 100.json "$1.json"
	assert_equal "$(jq -r '.rows[0] | "\(.verdict) \(.severity) "' <<<"$output")$status" "$3 $4 $5"
}

# clocked BASE HEAD UNIT VERDICT [REASON]: 24 values a side, made by jq from their number.
clocked() {
	local side
	for side in "$1" "$2"; do
		sampled a "$(jq -nc "[range(24) | $side]")" "{\"unit\": \"$3\"}" | document
	done | jq -s '.[0], .[1]' -c | { read -r base && echo "$base" >base.json && cat >head.json; }
	run --separate-stderr bench-diff base.json head.json
	json ".rows[0] | .verdict == \"$4\" and (.reason // \"\" | contains(\"${5-}\"))"
}

@test "a clock that is too coarse for a change neither shows nor excludes it" {
	each clocked <<-'END'
		40|40|ns|inconclusive|all 48 values of both sides are the same number
		1e9/40|1e9/40|ops/s|inconclusive|are the same number
		0|0|ms|inconclusive|are the same number
		40|40|instructions|equivalent|exact count
		40|40|points|equivalent
		40 + 10 * (. % 2)|40 + 10 * (. % 2)|ns|inconclusive|steps of 25 %
		if . < 20 then 40 else 50 end|if . < 20 then 50 else 60 end|ns|inconclusive|steps of 25 %
		400 + . % 2|400 + . % 2|ns|equivalent
		40|80|ns|regression
		40 + . / 100|40 + . / 100|ns|equivalent
	END
	# Nothing was judged: that does not pass.
	clocked 40 40 ns inconclusive
	assert_equal "$status" 1
}

@test "single values are judged by the percentage alone, from the threshold on a regression" {
	# 10 %, 20 %, 5 % exactly, in spite of binary fractions, are over or under as they say.
	each changed <<-'END'
		160|lower|regression|severe|1
		150|lower|regression|moderate|1
		130|lower|regression|moderate|1
		120|lower|regression|moderate|1
		112|lower|regression|minor|1
		110|lower|regression|minor|1
		107|lower|worse|null|0
		105|lower|equivalent|null|0
		104|lower|equivalent|null|0
		93|lower|better|null|0
		88|lower|improvement|null|0
		40|higher|regression|severe|1
		70|higher|regression|moderate|1
		88|higher|regression|minor|1
		90|higher|regression|minor|1
		93|higher|worse|null|0
		96|higher|equivalent|null|0
		107|higher|better|null|0
		112|higher|improvement|null|0
	END
	legacy a=100 >l1.json
	legacy a=112 >l2.json
	run --separate-stderr bench-diff l1.json l2.json
	assert_failure 1
	json '.summary.regression == 1 and .summary.verdict == "regression"'
	json '.rows[0] | .change == 0.12 and .p == null and .ci == null and .reason == "single values, no statistics"'
	legacy a=107 >l2.json
	run --separate-stderr bench-diff l1.json l2.json
	assert_success
	json '.summary.verdict == "pass" and .summary.worse == 1'
}

@test "a drop of throughput in a document of plain numbers is a regression" {
	jq -n '{benchmarks: [{name: "a", duration_ms: 100, throughput: 10, memory_mb: 50, iterations: 10}]}' >l1.json
	jq -n '{benchmarks: [{name: "a", duration_ms: 100, throughput: 8.8, memory_mb: 50, iterations: 10}]}' >l2.json
	run --separate-stderr bench-diff --baseline l1.json --current l2.json
	assert_failure 1
	json '[.rows[] | .metric + " " + .verdict] == ["duration_ms equivalent", "memory_mb equivalent", "throughput regression"]'
	json '.rows[2] | .change == -0.12 and .unit == "ops/s" and .better == "higher"'
}

# R 4.2.2: x <- c(10,10.1,9.9,10.05,9.95,10.02,9.98,10.01); y <- c(12,12.1,11.9,12.05,11.95,12.02,11.98,12.01)
# w <- wilcox.test(log(y), log(x), exact=TRUE, conf.int=TRUE); w$p.value; exp(c(w$estimate, w$conf.int)) - 1
@test "samples get the estimate, interval and p-value that R computes" {
	run --separate-stderr bench-diff --between-sessions 0% ten.json twelve.json
	assert_failure 1
	json '.rows[0] | (.p - 0.0001554001554 | fabs) < 1e-12 and .p_adjusted == .p'
	json ".rows[0] | (.change - 0.199900095741408 | fabs) < 1e-8 and (.ci[0] - 0.192614770459082 | fabs) < 1e-8 and (.ci[1] - 0.207414829659318 | fabs) < 1e-8"
	json '.rows[0] | .verdict == "regression" and .severity == "minor" and .n == [8, 8] and (.baseline - 10.005 | fabs) < 1e-5 and (.current - 12.005 | fabs) < 1e-5 and (.current / .baseline - 1 - .change | fabs) < 1e-8'
	json '.rows[0].smallest_detectable > 0 and .rows[0].smallest_detectable < 0.05'
	said "1 row: 1 regression"
	said "bench-diff: regression: a duration_ms +20.0 %"
}

@test "too few invocations are inconclusive and say how many are needed" {
	sampled a '[10,10,10]' | document >l1.json
	sampled a '[15,15,15]' | document >l2.json
	run --separate-stderr bench-diff l1.json l2.json
	assert_failure 1
	json '.rows[0] | .verdict == "inconclusive" and .ci == null and .smallest_detectable == null'
	json '.rows[0].reason == "3 and 3 invocations can prove nothing; at least 4 and 4 are needed"'
}

@test "a noisy row is inconclusive with what could have been seen and what would settle it" {
	sampled a '[10,14,8,12,9,13,7,11]' | document >l1.json
	sampled a '[10.5,14.5,8.5,12.5,9.5,13.5,7.5,11.5]' | document >l2.json
	run --separate-stderr bench-diff --between-sessions 0% l1.json l2.json
	assert_success
	json '.rows[0] | .verdict == "inconclusive" and .smallest_detectable > 0.1'
	json '.rows[0].reason | test("^changes under [0-9.]+ % cannot be seen reliably; about [0-9]+ more invocations of each side would settle it$")'
}

@test "nulls among the samples are left out" {
	sampled a '[10,null,10.1,9.9,null,10.05,9.95,10.02,9.98,10.01]' | document >l1.json
	run --separate-stderr bench-diff l1.json ten.json
	assert_success
	json '.rows[0] | .n == [8, 8] and .verdict == "equivalent" and .change == 0'
}

@test "equal counts are exact, and one per cent more instructions fails" {
	for v in '[1000000,1000000]' '[1010000,1010000]' '[1007000,1007000]'; do
		jq -n --argjson s "$v" '{benchmarks: [{name: "a", metrics: {instructions: {unit: "instructions", better: "lower", gate: true, samples: $s}}}]}' >"c$v.json"
	done
	run --separate-stderr bench-diff 'c[1000000,1000000].json' 'c[1010000,1010000].json'
	assert_failure 1
	json '.rows[0] | .verdict == "regression" and .p == null and .reason == "exact count" and .threshold == 0.01 and .change == 0.01'
	run --separate-stderr bench-diff 'c[1000000,1000000].json' 'c[1007000,1007000].json'
	assert_success
	json '.rows[0].verdict == "worse"'
	run --separate-stderr bench-diff --threshold instructions=5% 'c[1000000,1000000].json' 'c[1010000,1010000].json'
	assert_success
	json '.rows[0] | .verdict == "equivalent" and .threshold == 0.05'
}

@test "added, removed and failed cases each have one row" {
	{ sampled a "$TEN"; sampled gone "$TEN"; sampled broken "$TEN"; sampled off "$TEN"; } | document >l1.json
	{
		sampled a "$TEN"
		sampled new "$TEN"
		jq -n '{name: "broken", status: "failed", reason: "exit status 3"}'
		jq -n '{name: "off", status: "skipped", reason: "no such backend"}'
	} | document >l2.json
	run --separate-stderr bench-diff l1.json l2.json
	assert_failure 1
	json '[.rows[] | .id + " " + .verdict] == ["a equivalent", "broken failed", "gone removed", "new added", "off unmeasured"]'
	json '.rows[1] | .reason == "failed: exit status 3" and .baseline == 10.005 and .current == null and .change == null'
	json '.rows[3] | .baseline == null and .current == 10.005 and .n == [0, 8]'
	json '.rows[4].reason == "skipped: no such backend"'
	json '.summary | .rows == 5 and .failed == 1 and .added == 1 and .removed == 1 and .unmeasured == 1 and .verdict == "failed"'
	json '.summary.gating == {rows: 5, judged: 1}'
	run --separate-stderr bench-diff --fail-on regression l1.json l2.json
	assert_success
	json '.summary.verdict == "pass" and .policy.fail_on == ["regression"]'
	run --separate-stderr bench-diff --fail-on removed l1.json l2.json
	assert_failure 1
}

@test "what fails on the baseline alone is added, on both sides failed, on the current side failed" {
	jq -n '{benchmarks: [{name: "a", status: "timeout", reason: "60 s"}]}' >l1.json
	run --separate-stderr bench-diff l1.json ten.json
	assert_success
	json '.rows[0] | .verdict == "added" and .reason == "the baseline: timeout: 60 s"'
	run --separate-stderr bench-diff l1.json l1.json
	assert_failure 1
	json '.rows[0] | .verdict == "failed" and .reason == "timeout: 60 s; on the baseline too"'
	run --separate-stderr bench-diff ten.json l1.json
	assert_failure 1
	json '.rows[0] | .verdict == "failed" and .reason == "timeout: 60 s"'
}

# side STATUS [SAMPLES]: a document of one case.
side() {
	jq -n --arg status "$1" --argjson samples "${2:-null}" '{benchmarks: [{name: "a", status: $status, reason: "why"} +
		if $samples then {metrics: {duration_ms: {unit: "ms", samples: $samples}}} else {} end]}'
}

@test "a gating case that was not measured fails, whatever kept it" {
	local some='[10,10.01,9.99,10.02]' slow='[20,20.01,19.99,20.02,20.03,19.98]'
	while IFS='|' read -r base head verdict expected reason; do
		# shellcheck disable=SC2086 # a status and samples
		side $base >l1.json
		# shellcheck disable=SC2086 # a status and samples
		side $head >l2.json
		run --separate-stderr bench-diff l1.json l2.json
		assert_equal "$base|$head $status" "$base|$head $expected"
		json ".rows[0] | .verdict == \"$verdict\" and (.reason // \"\" | contains(\"$reason\"))" ||
			fail "$base|$head"
	done <<-END
		ok $TEN|interrupted|unmeasured|1|interrupted: why
		ok $TEN|interrupted $some|unmeasured|1|interrupted: why
		ok $TEN|interrupted $slow|regression|1|interrupted: why
		interrupted|interrupted|unmeasured|1|interrupted: why
		interrupted|ok $TEN|unmeasured|1|the baseline: interrupted: why
		ok $TEN|skipped|unmeasured|1|skipped: why
		failed|skipped|unmeasured|1|skipped: why
		skipped|skipped|inconclusive|1|both sides: skipped: why
		skipped|ok $TEN|added|0|the baseline: skipped: why
	END
}

@test "a metric that only one side has is added or removed" {
	jq -n --argjson s "$TEN" '{benchmarks: [{name: "a", metrics: {x: {unit: "u", samples: $s}, y: {unit: "u", samples: $s}}}]}' >l1.json
	jq -n --argjson s "$TEN" '{benchmarks: [{name: "a", metrics: {y: {unit: "u", samples: $s}, z: {unit: "u", samples: $s}}}]}' >l2.json
	run --separate-stderr bench-diff l1.json l2.json
	assert_failure 1
	json '[.rows[] | .metric + " " + .verdict] | sort == ["x removed", "y equivalent", "z added"]'
}

@test "units of another kind and other directions are incomparable and say so" {
	sampled a "$TWELVE" '{"unit": "MB"}' | document >l2.json
	run --separate-stderr bench-diff ten.json l2.json
	assert_failure 1
	json ".rows[0] | .verdict == \"incomparable\" and .change == null and .reason == \"the unit was 'ms' and is 'MB'\""
	sampled a "$TWELVE" '{"better": "higher"}' | document >l2.json
	run --separate-stderr bench-diff ten.json l2.json
	json ".rows[0] | .verdict == \"incomparable\" and .reason == \"better was 'lower' and is 'higher'\""
	run --separate-stderr bench-diff --fail-on incomparable ten.json l2.json
	assert_failure 1
}

@test "other machines are never judged in silence" {
	sampled a "$TEN" | document '{"environment": {"cpu_model": "one", "cores": 4, "fingerprint": "f1"}}' >l1.json
	sampled a "$TWELVE" | document '{"environment": {"cpu_model": "two", "cores": 4, "fingerprint": "f2"}}' >l2.json
	run --separate-stderr bench-diff l1.json l2.json
	assert_failure 1
	json '.rows[0] | .verdict == "incomparable" and .change > 0.19 and .p == null and .severity == null'
	json '.summary.geometric_mean == {}'
	json '.summary.environment == "different" and .baseline.environment.cpu_model == "one"'
	said "cpu_model ('one' and 'two')"
	said "--across machines"
	# One session on each of two machines: the difference is the machines' as much as the code's.
	run --separate-stderr bench-diff --across machines l1.json l2.json
	assert_failure 1
	json '.rows[0] | .verdict == "inconclusive" and .p == null and (.reason | contains("across machines"))'
	run --separate-stderr bench-diff ten.json l2.json
	assert_failure 1
	json '.summary.environment == "unknown"'
}

@test "rows that do not gate never fail, and do not dilute those that do" {
	sampled a "$TWELVE" '{"gate": false}' | document >l2.json
	run --separate-stderr bench-diff ten.json l2.json
	assert_success
	json '.rows[0] | .gate == false and .verdict == "regression"'
	sampled a "$TWELVE" '{}' '{"kind": "exploratory"}' | document >l2.json
	run --separate-stderr bench-diff ten.json l2.json
	assert_success
	json '.rows[0] | .gate == false and .kind == "exploratory" and .verdict == "regression"'
	# Twenty exploratory rows leave the gating one's p alone.
	{ sampled a "$TEN"; for i in {1..20}; do sampled "x$i" "$TEN"; done; } | document >l1.json
	{ sampled a "$TWELVE"; for i in {1..20}; do sampled "x$i" "$TEN" '{}' '{"kind": "exploratory"}'; done; } | document >l2.json
	run --separate-stderr bench-diff l1.json l2.json
	assert_failure 1
	json '.rows[0] | .id == "a" and .p == .p_adjusted'
}

@test "many gating rows are corrected together, as R's p.adjust does" {
	# p is 0.0286 for complete separation of four and four, and 1 for all the same.
	{ for i in 1 2 3 4 5; do sampled "c$i" '[10,10.1,9.9,10.05]'; done; } | document >l1.json
	{ sampled c1 '[12,12.1,11.9,12.05]'; for i in 2 3 4 5; do sampled "c$i" '[10,10.1,9.9,10.05]'; done; } | document >l2.json
	run --separate-stderr bench-diff l1.json l2.json
	assert_success
	json '.rows[0] | (.p - 2 / 70 | fabs) < 1e-9 and (.p_adjusted - 10 / 70 | fabs) < 1e-9 and .verdict == "inconclusive"'
	run --separate-stderr bench-diff --alpha 20% l1.json l2.json
	assert_failure 1
	json '.policy.alpha == 0.2'
}

@test "a constant row more changes nothing about the others but the correction" {
	{ sampled a "$TEN"; sampled b "$TEN"; } | document >l1.json
	{ sampled a "$TWELVE"; sampled b "$TEN"; } | document >l2.json
	bench-diff --between-sessions 0% ten.json twelve.json >one.json 2>/dev/null || [ $? -eq 1 ]
	run --separate-stderr bench-diff --between-sessions 0% l1.json l2.json
	assert_failure 1
	assert_equal "$(jq -c '.rows[0] | del(.p_adjusted, .smallest_detectable)' <<<"$output")" "$(jq -c '.rows[0] | del(.p_adjusted, .smallest_detectable)' one.json)"
	json ".rows[0].smallest_detectable > $(jq '.rows[0].smallest_detectable' one.json)"
}

# limited OPTIONS METRIC POLICY STATUS TRUE: 20 % slower, judged by the limits of these three.
limited() {
	sampled a "$TWELVE" "$2" | document "$3" >l2.json
	# shellcheck disable=SC2086 # options
	run --separate-stderr bench-diff $1 ten.json l2.json
	assert_equal "$status" "$4"
	json ".rows[0] as \$row | .policy as \$policy | $5"
}

@test "limits come from the command line, the metric, the document, in that order" {
	each limited <<-'END'
		|{}|{"policy": {"tolerance": 0.3, "threshold": 0.4}}|0|$row.verdict == "equivalent" and $row.threshold == 0.4 and $row.tolerance == 0.3
		|{"threshold": 0.15}|{"policy": {"tolerance": 0.05, "threshold": 0.4}}|1|$row.threshold == 0.15 and $policy.threshold == 0.4
		--threshold 35% --tolerance 25%|{"threshold": 0.15}|{"policy": {"threshold": 0.4}}|0|$row.verdict == "equivalent" and $row.threshold == 0.35 and $row.tolerance == 0.25
		--threshold 30% --threshold duration_ms=0.12|{"threshold": 0.15}|{"policy": {"threshold": 0.4}}|1|$row.threshold == 0.12 and $policy.threshold == 0.3
		--tolerance 35%|{}|{}|0|$row.verdict == "equivalent" and $row.threshold == 0.35
		--threshold 3%|{}|{}|1|$row.verdict == "regression" and $row.tolerance == 0.03
	END
}

@test "diagnostic metrics are compared only by name, and --metric takes nothing else" {
	for f in 1 2; do
		jq -n --argjson s "$TEN" --argjson f "$f" '{benchmarks: [{name: "a", metrics: {duration_ms: {unit: "ms", samples: $s}, system_ms: {unit: "ms", gate: false, samples: [$s[] * $f]}}}]}' >"l$f.json"
	done
	run --separate-stderr bench-diff l1.json l2.json
	json '[.rows[].metric] == ["duration_ms"]'
	run --separate-stderr bench-diff --metric system_ms l1.json l2.json
	assert_success
	json '[.rows[].metric] == ["system_ms"] and .rows[0].verdict == "regression" and .rows[0].gate == false'
}

@test "the order of the benchmarks does not matter" {
	for i in {1..40}; do sampled "case$i" "$TEN"; done >entries
	document <entries >l1.json
	jq -s '{benchmarks: reverse}' entries >l2.json
	jq -s '{benchmarks: (sort_by(.id))}' entries >l3.json
	for f in l1 l2 l3; do
		bench-diff l1.json "$f.json" 2>/dev/null | jq -c '.rows' >"$f.rows"
		bench-diff "$f.json" l1.json 2>/dev/null | jq -c '.rows' >"$f.swor"
	done
	json 'length == 40 and ([.[].id] == ([.[].id] | sort)) and all(.verdict == "equivalent")' l1.rows
	cmp l1.rows l2.rows
	cmp l1.rows l3.rows
	json 'length == 40' l1.swor
	cmp l1.swor l2.swor
}

@test "an id that is given twice in one document is trouble, wherever it stands" {
	{ sampled a "$TEN"; sampled b "$TEN"; sampled a "$TEN"; } | document >l1.json
	trouble bench-diff l1.json ten.json
	said "l1.json: 'a' is given twice"
	trouble bench-diff ten.json l1.json
	said "l1.json: 'a' is given twice"
	{ sampled a "$TEN"; sampled b "$TEN"; } | document >l2.json
	trouble bench-diff l2.json l1.json
	said "l1.json: 'a' is given twice"
	trouble bench-diff l1.json l1.json
	said "'a' is given twice"
}

@test "two documents with nothing in common, or with nothing at all, do not pass" {
	sampled z "$TEN" | document >l2.json
	run --separate-stderr bench-diff ten.json l2.json
	assert_failure 1
	said "nothing was compared"
	json '[.rows[].verdict] == ["removed", "added"]'
	jq -n '{benchmarks: []}' >empty.json
	run --separate-stderr bench-diff empty.json empty.json
	assert_failure 1
	json '.summary | .verdict == "unmeasured" and .gating == {rows: 0, judged: 0}'
	run --separate-stderr bench-diff --fail-on regression empty.json empty.json
	assert_success
	said "nothing was compared"
	json '.rows == [] and .summary.rows == 0'
}

@test "one variant is of no interest, two are compared with --variants" {
	sampled a "$TWELVE" '{}' '{"variant": "head"}' | document >l2.json
	run --separate-stderr bench-diff ten.json l2.json
	assert_failure 1
	{ sampled a "$TEN" '{}' '{"variant": "base"}'; sampled a "$TWELVE" '{}' '{"variant": "head"}'; sampled a "$TWELVE" '{}' '{"variant": "other"}'; } | document >both.json
	trouble bench-diff ten.json both.json
	said "both.json: it has the variants 'base' and 'head': compare them with --variants base,head"
	run --separate-stderr bench-diff --variants base,head both.json
	assert_failure 1
	json '.rows | length == 1 and .[0].verdict == "regression" and .[0].id == "a"'
	run --separate-stderr bench-diff --variants head,base - <both.json
	assert_success
	json '.rows[0].verdict == "improvement"'
	trouble bench-diff --variants base,tail both.json
	said "both.json: it has no variant 'tail'"
	trouble bench-diff --variants base both.json
	trouble bench-diff --variants base,base both.json
	trouble bench-diff --variants base,head both.json both.json
}

@test "sessions of other machines are told apart within a document" {
	sampled a "$TEN" '{}' '{"sessions": [{"id": "s1", "n": 8, "fingerprint": "f2"}]}' | document '{"environment": {"fingerprint": "f1"}}' >l1.json
	sampled a "$TWELVE" | document '{"environment": {"fingerprint": "f1"}}' >l2.json
	run --separate-stderr bench-diff l1.json l2.json
	assert_failure 1
	json '.rows[0].verdict == "incomparable" and .summary.environment == "different"'
	sampled a "$TWELVE" '{}' '{"sessions": [{"id": "s2", "n": 8, "fingerprint": "f2"}]}' | document '{"environment": {"fingerprint": "f3"}}' >l2.json
	run --separate-stderr bench-diff l1.json l2.json
	assert_failure 1
	json '.rows[0].verdict == "regression" and .summary.environment == "same"'
}

@test "parameters, kinds and geometric means are passed on" {
	for v in "$TEN" "$TWELVE"; do
		{
			jq -n --argjson s "$v" '{name: "m", params: {size: 100, backend: "naive"}, metrics: {duration_ms: {unit: "ms", samples: $s}}}'
			jq -n --argjson s "$v" '{name: "m", params: {size: 200, backend: "naive"}, metrics: {duration_ms: {unit: "ms", samples: [$s[] * 2]}}}'
		} | document '{"suite": "tensor", "version": "0.0.1", "timestamp": "2026-01-01T00:00:00Z"}' >"p${v:1:2}.json"
	done
	run --separate-stderr bench-diff p10.json p12.json
	assert_failure 1
	json '.rows[0] | .id == "m/backend=naive,size=100" and .name == "m" and .params == {backend: "naive", size: 100}'
	json '.suite == "tensor" and .baseline.version == "0.0.1" and .schema == "benchpipe/comparison/1"'
	json '(.rows | map(1 + .change | log) | add / 2 | exp) as $mean | .summary.geometric_mean.duration_ms
		| .n == 2 and (.ratio - $mean | fabs) < 1e-6 and (.ratio - 1.2 | fabs) < 0.01'
	json '.policy == {tolerance: 0.05, threshold: 0.1, alpha: 0.05, correction: "benjamini-hochberg", design: "unpaired", variation: "invocations", between_sessions: 0.03, between_sessions_from: "default"}'
}

@test "one document may come from standard input, and -o writes a file" {
	run --separate-stderr bench-diff - twelve.json <ten.json
	assert_failure 1
	json '(.rows[0].baseline - 10.005 | fabs) < 1e-5'
	run --separate-stderr bench-diff ten.json - <twelve.json
	assert_failure 1
	json '(.rows[0].current - 12.005 | fabs) < 1e-5'
	run --separate-stderr bench-diff -o out.json ten.json twelve.json
	assert_failure 1
	assert_equal "$output" ""
	json '.summary.regression == 1' out.json
	trouble bench-diff - - <ten.json
	said "'-' can be only one of the documents"
}

@test "trouble is status 2, with a reason and no document" {
	trouble bench-diff ten.json
	said "it has no variant 'base'"
	trouble bench-diff -b ten.json
	said "two documents are wanted"
	trouble bench-diff ten.json twelve.json ten.json
	trouble bench-diff ten.json missing.json
	said "missing.json"
	printf '{"benchmarks": [\n{"name": "a", "metrics": {"x": {"samples": [1, "two"]}}}]}' >bad.json
	trouble bench-diff ten.json bad.json
	said "bad.json:2:"
	: >empty
	trouble bench-diff ten.json empty
	trouble bench-diff --nonsense ten.json twelve.json
	trouble bench-diff --threshold ten% ten.json twelve.json
	trouble bench-diff --threshold x=-3 ten.json twelve.json
	trouble bench-diff --alpha 0 ten.json twelve.json
	trouble bench-diff --alpha 100% ten.json twelve.json
	trouble bench-diff --across oceans ten.json twelve.json
	trouble bench-diff --fail-on regresion ten.json twelve.json
	said "nearest: 'regression'"
	trouble bench-diff --fail-on equivalent ten.json twelve.json
	trouble bench-diff --fail-on , ten.json twelve.json
	echo old >kept.json
	trouble bench-diff -o kept.json ten.json bad.json
	assert_equal "$(cat kept.json)" old
}

@test "a full disk is trouble" {
	run --separate-stderr bash -c 'bench-diff ten.json twelve.json >/dev/full'
	assert_failure 2
	run --separate-stderr bench-diff -o /dev/full ten.json twelve.json
	assert_failure 2
}

@test "hostile numbers and names end in a document or in status 2" {
	sampled a '[1e308,1e-308,1e308,1e-308,5e-324,1e308,1,2]' | document >l1.json
	sampled a '[1e-308,1e308,5e-324,1e308,1,1,1,-1e308]' | document >l2.json
	run --separate-stderr bench-diff l1.json l2.json
	[ "$status" -le 1 ]
	json '.rows | length == 1'
	run --separate-stderr bench-diff l2.json l1.json
	[ "$status" -le 1 ]
	sampled $'a"\\\n\t<b>' "$TEN" | document >l3.json
	run --separate-stderr bench-diff l3.json l3.json
	assert_success
	json '.rows[0].id == "a\"\\\n\t<b>"'
}

@test "a hundred thousand samples a side are compared, though not pair by pair" {
	jq -n '{benchmarks: [{name: "a", metrics: {duration_ms: {unit: "ms", samples: [range(100000) | 1000 + . * 7919 % 100003 / 1000]}}}]}' >l1.json
	jq -n '{benchmarks: [{name: "a", metrics: {duration_ms: {unit: "ms", samples: [range(100000) | 1000.5 + . * 7907 % 100003 / 1000]}}}]}' >l2.json
	run --separate-stderr bench-diff --between-sessions 0% l1.json l2.json
	assert_success
	json '.rows[0] | .n == [100000, 100000] and .verdict == "equivalent" and .ci[0] > 0 and .ci[1] < 0.01'
}

@test "help goes to standard output, and the version is told" {
	run --separate-stderr bench-diff --help
	assert_success
	[[ $output == usage:* ]]
	run --separate-stderr bench-diff --version
	assert_success
	[[ $output == "bench-diff (benchpipe) "* ]]
}

@test "a metric that the command line names and no row has is trouble, not a pass" {
	echo '{"benchmarks":[{"name":"a","duration_ms":100}]}' >one.json
	echo '{"benchmarks":[{"name":"a","duration_ms":115}]}' >two.json
	trouble bench-diff -m duration one.json two.json
	said "'duration'"
	trouble bench-diff -T duration=50% one.json two.json
	said "'duration'"
}

@test "a tolerance over the threshold moves it; both given so are a usage error" {
	echo '{"benchmarks":[{"name":"a","duration_ms":100}]}' >one.json
	echo '{"benchmarks":[{"name":"a","duration_ms":115}]}' >two.json
	run --separate-stderr bench-diff -t 20% one.json two.json
	assert_success
	json '[.rows[] | .verdict, .threshold] == ["equivalent", 0.2]'
	run --separate-stderr bench-diff -T 3% one.json two.json
	json '[.rows[] | .verdict, .tolerance] == ["regression", 0.03]'
	trouble bench-diff -t 20% -T 10% one.json two.json
}

@test "a metric that neither document has is trouble with the nearest word, one that a side lacks is a row" {
	echo '{"benchmarks":[{"name":"a","duration_ms":100,"memory_mb":5},{"name":"b","duration_ms":100}]}' >one.json
	echo '{"benchmarks":[{"name":"a","duration_ms":100},{"name":"b","duration_ms":101}]}' >two.json
	trouble bench-diff -T duraton_ms=15% one.json two.json
	said "--threshold 'duraton_ms': neither document has the metric (nearest: 'duration_ms')"
	trouble bench-diff -T zz=10% one.json two.json
	said "--threshold 'zz': neither document has the metric"
	trouble bench-diff -m memry_mb one.json two.json
	said "--metric 'memry_mb': neither document has the metric (nearest: 'memory_mb')"
	for sides in 'one.json two.json' 'two.json one.json'; do
		# shellcheck disable=SC2086 # two names
		run --separate-stderr bench-diff -T memory_mb=15% --fail-on regression $sides
		assert_success
		json '[.rows[] | select(.metric == "memory_mb") | .verdict] | . == ["removed"] or . == ["added"]'
	done
}

@test "the threshold of a metric is no mistake because everything failed" {
	echo '{"benchmarks":[{"name":"a","duration_ms":100,"memory_mb":5}]}' >one.json
	echo '{"benchmarks":[{"name":"a","status":"failed","reason":"exit status 1"}]}' >two.json
	run --separate-stderr bench-diff -T memory_mb=15% --fail-on failed one.json two.json
	assert_failure 1
	json '.rows[0].verdict == "failed"'
	run --separate-stderr bench-diff -T throughput=15% -m throughput two.json two.json
	assert_failure 1
	json '.rows[0].verdict == "failed"'
}

@test "documents of ties, zeros, few, constant, tiny and huge samples get what R and Python compute" {
	while IFS= read -r line; do
		jq '. as $c | def entry($v; $s): {name: "a", variant: $v, rounds: [range($s | length) + 1],
				sessions: [{id: (if $c.paired then "s" else $v end), n: ($s | length)}], metrics: {m: {unit: "x", samples: $s}}};
			{benchmarks: [entry("base"; .x), entry("head"; .y)]}' <<<"$line" >r.json
		bench-diff -o c.json r.json 2>/dev/null || [ $? -eq 1 ]
		jq -e --argjson want "$line" 'def near($a; $b): if $a == null or $b == null then $a == $b
				else ($a - $b | fabs) <= 1e-6 * ($b | fabs) + 1e-15 end;
			.rows[0] | near(.p; $want.p) and near(.change; $want.change)
				and (if $want.ci == null then .ci == null or (.n | max) > 50 else (near(.ci[0]; $want.ci[0]) and near(.ci[1]; $want.ci[1])) end)' c.json >/dev/null ||
			fail "$line: $(jq -c '.rows[0]' c.json)"
	done <"$ROOT/tests/data/reference.jsonl"
	[ "$(wc -l <"$ROOT/tests/data/reference.jsonl")" -eq 26 ]
}

@test "the columns are the levels that the change is between, in every design and unit" {
	# The medians rise while the fast half gets faster, and the other way round.
	local x='[10,10.2,10.4,10.6,14,14.2,14.4,14.6,14.8,15,15.2,15.4]' y='[9,9.2,9.4,9.6,14.8,15,15.2,15.4,15.6,15.8,16,16.2]'
	for paired in true false; do
		for better in lower higher; do
			for sides in "$x|$y" "$y|$x"; do
				jq -n --argjson x "${sides%|*}" --argjson y "${sides#*|}" --argjson p $paired --arg b $better '
					def e($v; $s): {name: "a", variant: $v, rounds: [range(12) | . + 1],
						sessions: [{id: (if $p then "s" else $v end), n: 12}],
						metrics: {m: {unit: "x", better: $b, samples: $s}}};
					{benchmarks: [e("base"; $x), e("head"; $y)]}' >r.json
				run --separate-stderr bench-diff r.json
				json '.rows[0] | (.current / .baseline - 1 - .change | fabs) < 1e-8'
				json '.rows[0] | .baseline > 9 and .baseline < 16.2 and .current > 9 and .current < 16.2'
			done
		done
	done
	# Differences, where a value is not over 0.
	jq '.benchmarks[].metrics.m.samples |= map(. - 12)' r.json >d.json
	run --separate-stderr bench-diff d.json
	json '.rows[0] | (.current - .baseline - .change * (.baseline | fabs) | fabs) < 1e-6'
}

@test "from a baseline of 0 a change in doubt is inconclusive, and less where more is better a regression" {
	local zeros='[0,0,0,0,0,0,0,0,0,0]'
	while IFS='|' read -r better samples verdict; do
		for paired in true false; do
			jq -n --arg b "$better" --argjson x "$zeros" --argjson y "$samples" --argjson p "$paired" '
				def e($v; $s): {name: "a", variant: $v, rounds: [range(10) | . + 1],
					sessions: [{id: (if $p then "s" else $v end), n: 10}],
					metrics: {m: {unit: "x", better: $b, samples: $s}}};
				{benchmarks: [e("base"; $x), e("head"; $y)]}' >r.json
			run --separate-stderr bench-diff r.json
			json ".rows[0] | .verdict == \"$verdict\"" || fail "$better $samples $paired"
		done
	done <<-'END'
		lower|[50,51,52,53,54,50,51,52,53,54]|regression
		higher|[50,51,52,53,54,50,51,52,53,54]|improvement
		higher|[-5,-6,-5,-6,-5,-6,-5,-6,-5,-6]|regression
		lower|[0,0,0,0,0,0,0,0,0,0]|equivalent
		lower|[0,3,-2,5,-4,6,-7,2,-1,1]|inconclusive
	END
}

@test "a geometric mean is of gating rows of one unit and direction" {
	jq -n 'def e($n; $v; $m): {name: $n, metrics: {x: ({unit: "ms", samples: [range(8) | $v + . / 100]} + $m)}};
		{benchmarks: [e("a"; 10; {}), e("b"; 10; {gate: false})]}' >one.json
	jq -n 'def e($n; $v; $m): {name: $n, metrics: {x: ({unit: "ms", samples: [range(8) | $v + . / 100]} + $m)}};
		{benchmarks: [e("a"; 20; {}), e("b"; 40; {gate: false})]}' >two.json
	run --separate-stderr bench-diff one.json two.json
	json '.summary.geometric_mean.x | .n == 1 and (.ratio - 2 | fabs) < 0.01'
	for change in '.unit = "MB"' '.better = "higher"'; do
		for f in one two; do
			jq ".benchmarks[1].metrics.x |= (.gate = true | $change)" $f.json >$f-mixed.json
		done
		run --separate-stderr bench-diff one-mixed.json two-mixed.json
		json '.summary.geometric_mean == {}'
	done
	# What did not get its runs says nothing.
	jq '.benchmarks[0].status = "interrupted"' two.json >few.json
	run --separate-stderr bench-diff one.json few.json
	json '.summary.unmeasured == 0 and .summary.geometric_mean.x.n == 1'
	jq '.benchmarks[0] |= (.status = "interrupted" | .metrics.x.samples = [range(8) | 10 + . / 100])' two.json >few.json
	run --separate-stderr bench-diff one.json few.json
	json '.summary.unmeasured == 1 and .summary.geometric_mean == {}'
}

@test "a verdict that is named fails the job, and so does every worse one, and no other" {
	local verdict head fails base word
	while IFS='|' read -r verdict head fails base; do
		echo "{\"benchmarks\":[{\"name\":\"a\",${base:-\"duration_ms\":10}},{\"name\":\"same\",\"duration_ms\":10}]}" >one.json
		echo "{\"benchmarks\":[$head{\"name\":\"same\",\"duration_ms\":10}]}" >two.json
		for word in regression worse failed removed unmeasured incomparable inconclusive drift; do
			run bench-diff --fail-on "$word" -o c.json one.json two.json
			json "[.rows[] | select(.id == \"a\").verdict] == [\"$verdict\"]" c.json
			case " $fails " in
			*" $word "*) assert_equal "$verdict, --fail-on $word: $status" "$verdict, --fail-on $word: 1" ;;
			*) assert_equal "$verdict, --fail-on $word: $status" "$verdict, --fail-on $word: 0" ;;
			esac
		done
	done <<-'END'
		regression|{"name":"a","duration_ms":12},|regression worse inconclusive
		worse|{"name":"a","duration_ms":10.7},|worse inconclusive
		failed|{"name":"a","status":"failed"},|failed
		removed||removed
		unmeasured|{"name":"a","status":"interrupted"},|unmeasured inconclusive
		incomparable|{"name":"a","metrics":{"duration_ms":{"unit":"MB","median":10}}},|incomparable
		inconclusive|{"name":"a","status":"skipped"},|inconclusive|"status":"skipped"
		equivalent|{"name":"a","duration_ms":10},|
	END
}
