# What a change takes out of the scenario, by the plans of both sides.
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	cat >base.yml <<-'END'
		version: 1
		benchmarks:
		  - name: a
		    run: echo 'w 3'
		    metrics: {w: {pattern: 'w ([0-9]+)', unit: count, better: lower}}
		    require: [{metric: w, min: 1, max: 10}, {metric: duration_ms, max: 10000}]
		  - {name: b, run: 'true', matrix: {size: [1, 2]}}
	END
	results a b/size=1 b/size=2
	judged=0
}

# The schema accepts every comparison that was made.
teardown() {
	[ "$judged" -eq 0 ] || "$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" judged-*.json
}

# results ID...: results of both variants, nothing changed.
results() {
	jq -cn '{schema: "benchpipe/results/1", timestamp: "2026-01-01T00:00:00Z", benchmarks: [$ARGS.positional[] as $id
		| ("base", "head") as $variant | {name: ($id | split("/")[0]), $id, $variant, iterations: 1, duration_ms: 5}]}' \
		--args "$@" >results.json
}

# planned [OPTION...]: compare, with the plans base.yml and head.yml; sets $rows to what they add.
planned() {
	run --separate-stderr bench-diff -o c.json --baseline-plan base.yml --current-plan head.yml "$@" results.json
	judged=$((judged + 1))
	cp c.json "judged-$judged.json"
	rows=$(jq -r '.rows[] | select(.verdict == "removed" or .verdict == "unmeasured")
		| "\(.id) \(.metric) \(.gate) \(.verdict): \(.reason)"' c.json)
}

@test "the same scenario on both sides takes nothing away" {
	cp base.yml head.yml
	planned
	assert_success
	assert_equal "$rows" ''
}

@test "a case, a metric, a gate and a limit that the scenario loses are removed, and fail" {
	cat >head.yml <<-'END'
		version: 1
		benchmarks:
		  - name: a
		    run: 'true'
		    metrics: {memory_mb: {gate: false}}
		    require: [{metric: duration_ms, min: 0}]
		  - {name: b, run: 'true', matrix: {size: [1]}}
	END
	results a b/size=1
	planned
	assert_failure 1
	assert_equal "$rows" "a duration_ms true removed: the current scenario no longer requires 'max: 10000'
a memory_mb true removed: in the current scenario this metric no longer gates
a w true removed: the current scenario no longer has this metric
a w true removed: the current scenario no longer requires 'min: 1'
a w true removed: the current scenario no longer requires 'max: 10'
b/size=2 duration_ms true removed: the current scenario no longer has this case"
	json '.summary.removed == 6 and .summary.verdict == "removed"' c.json
	run bench-md c.json
	assert_line --partial '6 removed'
	assert_line '**Removed from what is checked** (6):'
	assert_line --regexp '^- ➖ <code>b/size=2</code>.*: the current scenario no longer has this case$'
	# Only of the metric that is asked for.
	planned -m memory_mb
	assert_equal "$rows" "a memory_mb true removed: in the current scenario this metric no longer gates
b/size=2 memory_mb true removed: the current scenario no longer has this case"
}

@test "a case that becomes exploratory loses its gates" {
	sed 's/name: b,/&  kind: exploratory,/' base.yml >head.yml
	planned
	assert_failure 1
	assert_equal "$(grep -c 'this case is exploratory: it no longer gates$' <<<"$rows")" 4
	json 'all(.rows[] | select(.verdict == "removed"); .kind == "regression" and .gate)' c.json
}

# loosened FROM TO WHAT: after s/FROM/TO/ in the scenario, the row WHAT is removed, and nothing else; the
# other way round nothing is.
loosened() {
	sed "s/$1/$2/" base.yml >head.yml
	cmp -s base.yml head.yml && fail "'$1' is not in the scenario"
	planned
	assert_failure 1
	assert_equal "$rows" "$3"
	json '.summary.verdict == "removed" and .summary.removed == 1' c.json
	mv head.yml kept.yml
	mv base.yml head.yml
	mv kept.yml base.yml
	planned
	assert_success
	assert_equal "$rows" ''
	mv head.yml base.yml
}

@test "a limit, a threshold, a tolerance, a direction or a number of runs that gets looser is removed; a stricter one is not" {
	cat >base.yml <<-'END'
		version: 1
		threshold: 10%
		tolerance: 5%
		defaults: {runs: {min: 10, max: 50, precision: 2%, max-time: 60s}}
		benchmarks:
		  - name: a
		    run: echo 'w 3'
		    metrics:
		      w: {pattern: 'w ([0-9]+)', unit: count, better: lower, threshold: 2%}
		      v: {pattern: 'v ([0-9]+)', unit: x, better: higher, threshold: 4%, tolerance: 2%}
		    require:
		      - {metric: w, max: 300}
		      - {metric: w, min: -1}
		  - {name: b, run: 'true', matrix: {size: [1, 2]}}
	END
	loosened 'max: 300' 'max: 400' "a w true removed: the current scenario requires 'max: 400', where it was 300"
	loosened 'min: -1' 'min: -2' "a w true removed: the current scenario requires 'min: -2', where it was -1"
	loosened 'threshold: 2%' 'threshold: 3%' \
		'a w true removed: in the current scenario the threshold is 3 %, where it was 2 %; the tolerance is 3 %, where it was 2 %'
	loosened 'threshold: 4%, ' '' 'a v true removed: in the current scenario the threshold is 10 %, where it was 4 %'
	loosened 'tolerance: 2%' 'tolerance: 3%' 'a v true removed: in the current scenario the tolerance is 3 %, where it was 2 %'
	loosened '^threshold: 10%' 'threshold: 20%' \
		'(scenario) threshold true removed: in the current scenario the threshold is 20 %, where it was 10 %'
	loosened '^tolerance: 5%' 'tolerance: 7%' \
		'(scenario) tolerance true removed: in the current scenario the tolerance is 7 %, where it was 5 %'
	loosened '^tolerance: 5%' 'tolerance: 5%\nbetween-sessions: 20%' \
		'(scenario) between-sessions true removed: in the current scenario the allowance between sessions is 20 %, where it was 3 %'
	loosened 'min: 10,' 'min: 6,' \
		"(scenario) runs true removed: in the current scenario 3 cases may be measured less; of 'a' 'min' is 6, where it was 10"
	loosened 'max: 50,' 'max: 20,' \
		"(scenario) runs true removed: in the current scenario 3 cases may be measured less; of 'a' 'max' is 20, where it was 50"
	loosened 'precision: 2%' 'precision: 4%' \
		"(scenario) runs true removed: in the current scenario 3 cases may be measured less; of 'a' 'precision' is 4 %, where it was 2 %"
	loosened 'max-time: 60s' 'max-time: 20s' \
		"(scenario) runs true removed: in the current scenario 3 cases may be measured less; of 'a' 'max-time' is 20 s, where it was 60 s"
	loosened 'name: b, ' 'name: b, runs: {min: 5}, ' \
		"(scenario) runs true removed: in the current scenario 2 cases may be measured less; of 'b/size=1' 'min' is 5, where it was 10"
}

@test "what all cases lose alike is one row of the scenario, and what some of them lose is a row of each" {
	printf 'threshold: {duration_ms: 10%%}\n' | cat - base.yml >with.yml
	mv with.yml base.yml
	sed 's/^threshold: .*/threshold: {duration_ms: 30%}/' base.yml >head.yml
	planned
	assert_failure 1
	assert_equal "$rows" '(scenario) duration_ms true removed: in the current scenario the threshold is 30 %, where it was 10 %'
	json '.rows[] | select(.id == "(scenario)") | .unit == "ms" and .better == "lower"' c.json
	sed "s/name: b, /&threshold: {duration_ms: 20%}, /" base.yml >head.yml
	planned
	assert_failure 1
	assert_equal "$rows" 'b/size=1 duration_ms true removed: in the current scenario the threshold is 20 %, where it was 10 %
b/size=2 duration_ms true removed: in the current scenario the threshold is 20 %, where it was 10 %'
}

@test "a direction that turns round is removed, whichever way" {
	sed 's/better: lower/better: higher/' base.yml >head.yml
	planned
	assert_failure 1
	assert_equal "$rows" 'a w true removed: in the current scenario higher is better, where lower was'
}

@test "a limit of several is as loose as the tightest of them" {
	sed 's/require: \[/&{metric: w, max: 20}, /' base.yml >head.yml
	planned
	assert_success
	sed 's/max: 10}/max: 15}/' head.yml >looser.yml
	mv looser.yml head.yml
	planned
	assert_failure 1
	assert_equal "$rows" "a w true removed: the current scenario requires 'max: 15', where it was 10"
}

@test "what the command line decides, the scenario cannot loosen" {
	printf 'threshold: 10%%\ntolerance: 5%%\n' | cat - base.yml >with.yml
	mv with.yml base.yml
	sed 's/^threshold: 10%/threshold: 30%/; s/^tolerance: 5%/tolerance: 6%/' base.yml >head.yml
	planned -T 10% -t 5%
	assert_success
	sed '1a between-sessions: 9%' head.yml >wider.yml
	cp head.yml kept.yml
	mv wider.yml head.yml
	planned -T 10% -t 5% --between-sessions 3%
	assert_success
	mv kept.yml head.yml
	planned -T 10%
	assert_equal "$rows" '(scenario) tolerance true removed: in the current scenario the tolerance is 6 %, where it was 5 %'
}

@test "a case that is skipped now is removed" {
	cp base.yml head.yml
	bench-plan -o base.json base.yml
	jq '.cases[0].skip = "no such backend"' base.json >head.json
	run --separate-stderr bench-diff -o c.json --baseline-plan base.json --current-plan head.json results.json
	assert_failure 1
	json '[.rows[] | select(.verdict == "removed") | [.id, .reason]] == [["a", "in the current scenario this case is skipped: no such backend"]]' c.json
}

@test "one waiver accepts what a scenario loosens as a whole, and is not in the way once that is merged" {
	sed '1a threshold: 10%' base.yml >with.yml
	mv with.yml base.yml
	sed 's/^threshold: 10%/threshold: 30%/' base.yml >head.yml
	planned
	assert_failure 1
	cat >waivers.yml <<-'END'
		version: 1
		waivers:
		  - {row: (scenario), metric: threshold, accept: removed, reason: r, issue: 'https://example.org/1', expires: 2030-12-31}
	END
	bench-waive -o waived.json --date 2026-11-29 c.json
	json '.summary.verdict == "pass" and .summary.waived == 1 and .waivers[0].state == "used"' waived.json
	cp head.yml base.yml
	planned
	bench-waive -o waived.json --date 2026-11-29 c.json
	json '.summary.verdict == "pass" and .waivers[0].state == "unused"' waived.json
	run bench-waive -o waived.json --date 2031-01-01 c.json
	assert_failure 1
	json '.waivers[0].state == "expired"' waived.json
	# Of a regression it still says that nobody has such a row.
	sed -i 's/accept: removed/ceiling: 5%/' waivers.yml
	run bench-waive -o waived.json --date 2026-11-29 c.json
	assert_failure 1
	json '.waivers[0].state == "unmatched"' waived.json
}

@test "a base without a scenario passes and says so, one that cannot be read does not pass" {
	cp base.yml head.yml
	run --separate-stderr bench-diff -o c.json --no-baseline-plan absent --current-plan head.yml results.json
	assert_success
	json '.summary.baseline_scenario == "absent" and .summary.removed == 0' c.json
	run --separate-stderr bench-diff -o c.json --no-baseline-plan unreadable --current-plan head.yml results.json
	assert_failure 1
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" c.json
	json '.summary.baseline_scenario == "unreadable" and .summary.verdict == "removed"' c.json
	json '[.rows[] | select(.verdict == "removed") | [.id, .metric, .gate]] == [["(scenario)", "scenario", true]]' c.json
	run --separate-stderr bench-diff -o c.json --current-plan head.yml results.json
	assert_success
	json '.summary | has("baseline_scenario") | not' c.json
	trouble bench-diff --no-baseline-plan absent results.json
	said '--no-baseline-plan says why --current-plan stands alone'
	trouble bench-diff --no-baseline-plan absent --baseline-plan base.yml --current-plan head.yml results.json
	trouble bench-diff --no-baseline-plan lost --current-plan head.yml results.json
	said "'lost'"
}

@test "what never gated may go" {
	sed 's/name: b,/&  kind: exploratory,/' base.yml >exploratory.yml
	mv exploratory.yml base.yml
	sed '/name: b,/d' base.yml >head.yml
	results a
	planned
	assert_success
	json '[.rows[] | select(.verdict == "removed") | .gate] == [false, false]' c.json
}

@test "what was planned and nobody measured does not pass" {
	cp base.yml head.yml
	results a b/size=1
	planned
	assert_failure 1
	assert_equal "$rows" 'b/size=2 null true unmeasured: it was planned, and no result has it'
	run bench-md c.json
	assert_line --partial '1 unmeasured'
	assert_line --partial '<code>b/size=2</code>'
	# A row that the documents have already is not told twice.
	jq -c '.benchmarks |= map(select(.id == "a" or .variant == "base"))' results.json >lost.json
	mv lost.json results.json
	sed '/name: b,/d' base.yml >head.yml
	planned
	assert_equal "$(grep -c '^b/size=1' <<<"$rows")" 1
}

@test "a waiver accepts what was removed, and counts for a metric whose gate went too" {
	sed "s/name: b,.*/name: b, run: 'true', matrix: {size: [1, 2]}, metrics: {duration_ms: {gate: false}}}/" base.yml >head.yml
	planned
	assert_failure 1
	cat >waivers.yml <<-'END'
		version: 1
		waivers:
		  - {row: b/size=1, metric: duration_ms, accept: removed, reason: r, issue: 'https://example.org/1', expires: 2999-12-31}
		  - {row: b/size=2, metric: duration_ms, accept: removed, reason: r, issue: 'https://example.org/1', expires: 2999-12-31}
	END
	bench-waive -o waived.json c.json
	json '.summary.verdict == "pass" and .summary.waived == 2 and all(.waivers[]; .state == "used")' waived.json
}

@test "plans that cannot be read, and one without the other, are trouble" {
	cp base.yml head.yml
	trouble bench-diff --baseline-plan base.yml results.json
	said '--baseline-plan needs --current-plan'
	trouble bench-diff --baseline-plan none.yml --current-plan head.yml results.json
	said 'none.yml'
	trouble bench-diff --current-plan - -
	bench-plan -o head.json head.yml
	run bench-diff -o c.json --current-plan head.json results.json
	assert_success
}
