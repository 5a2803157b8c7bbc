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
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" c.json
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
