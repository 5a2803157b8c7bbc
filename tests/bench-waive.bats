load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	# Two regressions, +61 % and -12 %; a removed and a failed row, which do not fail here.
	comparison=c.json
	jq '.policy.fail_on = ["regression"]' "$ROOT/tests/data/md/comparison.json" >c.json
}

# waivers ENTRY...: write waivers.yml, its entries from line 3 on, one a line.
waivers() {
	printf '%s\n' 'version: 1' 'waivers:' >waivers.yml
	local entry
	for entry; do printf '  - {%s}\n' "$entry" >>waivers.yml; done
}

why="reason: r, issue: 'https://example.org/1'"
matmul="row: 'matmul/backend=naive,size=100', metric: duration_ms, $why"
decode="row: decode, metric: throughput, $why"

# judged: run it on the comparison, as on a fixed day.
judged() {
	run --separate-stderr bench-waive --date 2026-11-21 "$comparison"
}

@test "a waived regression is marked with the waiver and does not fail the job" {
	waivers "$matmul, ceiling: 70%, expires: 2026-11-21" "$decode, ceiling: 12%, expires: 2030-01-01"
	judged
	assert_equal "$status" 0
	json '.summary.verdict == "pass" and .summary.waived == 2'
	json '[.rows[] | select(.waived)] | length == 2 and all(.verdict == "regression")'
	json '.rows[] | select(.id == "decode") | .waived
		== {ceiling: 0.12, reason: "r", issue: "https://example.org/1", expires: "2030-01-01"}'
	json '[.waivers[].state] == ["used", "used"]'
	echo "$output" >waived.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" waived.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/waivers.json" waivers.yml
}

@test "a waiver for many rows covers those whose ids match, and one for a row goes before it" {
	rows="metric: duration_ms, $why, expires: 2030-01-01"
	waivers "rows: 'matmul/*', $rows, ceiling: 70%" "$decode, ceiling: 12%, expires: 2030-01-01"
	judged
	assert_equal "$status" 0
	json '.waivers[0] | .row == "matmul/*" and .glob and .state == "used"'
	echo "$output" >waived.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" waived.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/waivers.json" waivers.yml
	waivers "rows: 'matmul/*', $rows, ceiling: 70%" "$matmul, ceiling: 1%, expires: 2030-01-01" "$decode, ceiling: 12%, expires: 2030-01-01"
	judged
	assert_equal "$status" 1
	json '[.waivers[].state] == ["unused", "exceeded", "used"]'
	waivers "rows: 'other/*', $rows, ceiling: 70%"
	judged
	json '.waivers[0].state == "unmatched"'
	waivers "rows: a, row: a, $rows, ceiling: 70%"
	trouble bench-waive c.json
	said "waivers.yml:3:5: a waiver must have one of 'row', an id, and 'rows', a pattern of ids"
}

@test "a waiver is for the scenario that it names, and not unmatched in another" {
	jq '.suite = "two: b"' c.json >two.json
	# The lines that the comment of each scenario has, in one file, with what else they share.
	for suite in c two; do
		bench-md "$suite.json" | sed -n '/^```yaml$/,/^```$/p' | sed '1d;$d' >"$suite.yml"
		bench-waive --date 2026-11-21 -w "$suite.yml" -o alone.json "$suite.json"
	done
	{ cat c.yml && tail -n +3 two.yml; } >waivers.yml
	printf '  - {%s, suite: none, ceiling: 1%%, expires: 2020-01-01}\n' "$matmul" >>waivers.yml
	"$ROOT/tests/schema-check" "$ROOT/schemas/waivers.json" waivers.yml
	for comparison in c.json two.json; do
		judged
		assert_equal "$status" 0
		json '.summary.verdict == "pass" and (.waivers | length == 4 and all(.state == "used"))'
	done
	jq 'del(.suite)' c.json >none.json
	comparison=none.json
	judged
	assert_equal "$status" 1
	json 'has("waivers") | not'
	# Twice for one is a mistake still.
	waivers "$matmul, suite: a, ceiling: 1%, expires: 2030-01-01" "$matmul, suite: a, ceiling: 2%, expires: 2030-01-01"
	judged
	assert_equal "$status" 2
	assert_regex "$stderr" 'waivers.yml:4:.* has a waiver for this metric at line 3 already'
}

@test "one regression without a waiver still fails the job" {
	waivers "$matmul, ceiling: 70%, expires: 2030-01-01"
	judged
	assert_equal "$status" 1
	json '.summary.verdict == "regression" and .summary.waived == 1'
}

@test "a regression over the ceiling fails, with the line of its waiver" {
	waivers "$decode, ceiling: 12%, expires: 2030-01-01" "$matmul, ceiling: 60.9%, expires: 2030-01-01"
	judged
	assert_equal "$status" 1
	said "waivers.yml:4: 'matmul/backend=naive,size=100' duration_ms: the regression is over the ceiling"
	json '.waivers[1].state == "exceeded" and ([.rows[] | select(.waived) | .id] == ["decode"])'
}

@test "a waiver that has expired fails, whether or not its row regressed" {
	waivers "$matmul, ceiling: 70%, expires: 2030-01-01" "$decode, ceiling: 20%, expires: 2030-01-01" \
		"row: 'matmul/backend=openblas,size=100', metric: duration_ms, $why, ceiling: 20%, expires: 2026-11-20"
	judged
	assert_equal "$status" 1
	said "waivers.yml:5: 'matmul/backend=openblas,size=100' duration_ms: the waiver has expired"
	json '.summary.verdict == "regression" and .summary.waived == 2'
}

@test "a waiver for a row that is not there fails; one that is not needed does not" {
	waivers "$matmul, ceiling: 70%, expires: 2030-01-01" "$decode, ceiling: 20%, expires: 2030-01-01" \
		"row: 'matmul/backend=openblas,size=100', metric: duration_ms, $why, ceiling: 20%, expires: 2030-01-01"
	judged
	assert_equal "$status" 0
	json '.waivers[2].state == "unused"'
	waivers "$matmul, ceiling: 70%, expires: 2030-01-01" "$decode, ceiling: 20%, expires: 2030-01-01" \
		"row: decode, metric: duration_ms, $why, ceiling: 20%, expires: 2030-01-01"
	judged
	assert_equal "$status" 1
	said "waivers.yml:5: 'decode' duration_ms: the comparison has no such row"
}

@test "a case that failed has the rows of all its waivers" {
	waivers "$matmul, ceiling: 70%, expires: 2030-01-01" "$decode, ceiling: 20%, expires: 2030-01-01" \
		"row: softmax/size=100, metric: throughput, $why, ceiling: 20%, expires: 2030-01-01"
	judged
	assert_equal "$status" 0
	json '.waivers[2].state == "unused"'
}

@test "verdicts that bench-diff was told to fail on are not waived with the regressions" {
	waivers "$matmul, ceiling: 70%, expires: 2030-01-01" "$decode, ceiling: 20%, expires: 2030-01-01"
	jq -c '.policy.fail_on = ["regression", "failed"]' "$comparison" >strict.json
	run --separate-stderr bench-waive --date 2026-11-21 strict.json
	assert_equal "$status" 1
	json '.summary.waived == 2 and .summary.verdict == "failed"'
	jq -c '.policy.fail_on = ["regression", "drift"] | .rows[0].drift = {verdict: "regression"}' "$comparison" >strict.json
	run --separate-stderr bench-waive --date 2026-11-21 strict.json
	assert_equal "$status" 1
	echo '{"benchmarks":[{"name":"a","duration_ms":100}]}' >old.json
	run --separate-stderr bench-diff --fail-on regression,worse old.json old.json
	json '.policy.fail_on == ["regression", "worse"]'
	run --separate-stderr bench-diff --release old.json --fail-on drift old.json old.json
	json '.policy.fail_on == ["drift"]'
}

@test "without waivers the document passes through, with what it does not know" {
	jq -c '.new = {"a": [1.50, null]} | .rows[0].new = "x"' "$comparison" >new.json
	run --separate-stderr bench-waive new.json
	assert_equal "$status" 1
	assert_equal "$(jq -S . <<<"$output")" "$(jq -S . new.json)"
	bench-waive <new.json >again.json || assert_equal "$?" 1
	assert_equal "$(cat again.json)" "$output"
	trouble bench-waive --waivers waivers.yml new.json
	said "cannot open 'waivers.yml'"
}

@test "waived twice is waived once" {
	waivers "$matmul, ceiling: 70%, expires: 2030-01-01" "$decode, ceiling: 20%, expires: 2030-01-01"
	bench-waive --date 2026-11-21 -o one.json "$comparison"
	bench-waive --date 2026-11-21 -o two.json one.json
	cmp one.json two.json
}

@test "a mistake in the file is told with its line and column" {
	local entry where message
	while IFS='|' read -r entry where message; do
		waivers "$entry"
		trouble bench-waive "$comparison"
		said "waivers.yml:$where"
		said "$message"
	done <<-END
		row: a, metric: m, $why, expires: 2030-01-01|3:5|must have 'ceiling'
		row: a, metric: m, $why, ceiling: 2, expires: 2030-01-01|3:|written '2%'
		row: a, metric: m, $why, ceiling: 25%, expires: 2030-02-29|3:|must be a day like
		row: a, metric: m, $why, ceiling: 25%, expires: soon|3:|must be a day like
		row: a, metric: m, $why, ceiling: 25%, expires: 2030-02-3-|3:|must be a day like
		row: a, metric: m, $why, ceiling: 25%, expire: 2030-01-01|3:|nearest: 'expires'
		row: a, metric: m, reason: r, issue: '12', ceiling: 25%, expires: 2030-01-01|3:|must be a link
		row: a, metric: m, reason: '', issue: 'https://a', ceiling: 25%, expires: 2030-01-01|3:|'reason'
	END
	waivers "$decode, ceiling: 1%, expires: 2030-01-01" "$decode, ceiling: 2%, expires: 2030-01-01"
	trouble bench-waive "$comparison"
	said "waivers.yml:4:"
	echo 'version: 2' >waivers.yml
	trouble bench-waive "$comparison"
	said "waivers.yml:1:"
	: >waivers.yml
	trouble bench-waive "$comparison"
}

@test "an empty list, a leap day and no list at all are fine" {
	printf 'version: 1\nwaivers: []\n' >waivers.yml
	judged
	assert_equal "$status" 1
	printf 'version: 1\n' >waivers.yml
	judged
	assert_equal "$status" 1
	waivers "$decode, ceiling: 1%, expires: 2028-02-29"
	judged
	assert_equal "$status" 1
}

@test "wrong options and documents, and a full disk, are trouble" {
	trouble bench-waive --date 2026-13-01 "$comparison"
	trouble bench-waive --date today "$comparison"
	trouble bench-waive --nonsense
	trouble bench-waive "$comparison" "$comparison"
	trouble bench-waive none.json
	trouble bench-waive "$ROOT/tests/data/md/limits.json"
	said 'not a comparison of results'
	trouble bench-waive "$ROOT/tests/data/md/results.json"
	echo '{"schema":"benchpipe/comparison/1","rows":[{"id":1}],"summary":{"verdict":"pass"}}' >bad.json
	trouble bench-waive bad.json
	echo '{"schema":"benchpipe/comparison/1","rows":{},"summary":{"verdict":"pass"}}' >bad.json
	trouble bench-waive bad.json
	head -c 300 "$comparison" >bad.json
	trouble bench-waive bad.json
	trouble bash -c "bench-waive '$comparison' >/dev/full"
}

@test "bench-md shows waived rows as such, and why a waiver fails" {
	waivers "$matmul, ceiling: 70%, expires: 2030-01-01" "$decode, ceiling: 20%, expires: 2030-01-01"
	jq -c '.rows |= map(select(.verdict != "failed"))' "$comparison" >rows.json
	bench-waive --date 2026-11-21 -o waived.json rows.json
	run bench-md waived.json
	assert_line --index 0 $'## 🟡 tensor: no other regression seen, 1 inconclusive, 1 worse, <code>matmul/backend=naive,<wbr>size=200</code> +7.1\u00a0%, 2 waived'
	assert_output --regexp '\| \*\*\+61.0.* \| waived \|'
	assert_output --partial 'until 2030-01-01: r (https'
	refute_output --partial 🔴
	jq -c '.rows |= map(select(.verdict == "equivalent"))' "$comparison" >rows.json
	run --separate-stderr bench-waive --date 2030-01-02 rows.json
	assert_equal "$status" 1
	pipe 'bench-waive --date 2030-01-02 rows.json 2>/dev/null | bench-md'
	assert_equal "$status" 1
	assert_output --partial '❌ tensor: 2 waivers no longer valid'
	assert_output --partial 'line 3, is unmatched'
}

@test "what a waiver says cannot become markup" {
	# shellcheck disable=SC2016 # meant as it is
	local evil='<img src=x onerror=1> @octo ![x](y) | `code` <!-- benchpipe:benchpipe -->'
	waivers "row: 'matmul/backend=naive,size=100', metric: duration_ms, reason: '$evil',
	issue: 'https://example.org/@a|b', ceiling: 70%, expires: 2030-01-01"
	bench-waive --date 2026-11-21 -o waived.json "$comparison" || assert_equal "$?" 1
	run bench-md waived.json
	assert_success
	refute_output --partial '<img'
	refute_output --partial '@octo'
	refute_output --partial '<!--'
	refute_output --partial ']('
	assert_equal "$(grep -c '^| ⚪' <<<"$output")" 1
}

@test "a waiver accepts what was removed, failed or not measured, and nothing else of that row" {
	while IFS='|' read -r verdict accept expected state; do
		jq -n --arg v "$verdict" '{schema: "benchpipe/comparison/1", version: "0", timestamp: "2026-11-21T00:00:00Z",
			rows: [{id: "a", metric: "duration_ms", verdict: "equivalent"}, {id: "gone", metric: "duration_ms", verdict: $v}],
			summary: {verdict: $v, gating: {rows: 2, judged: 1}}}' >c.json
		waivers "row: gone, metric: duration_ms, accept: $accept, $why, expires: 2030-01-01"
		judged
		assert_equal "$verdict $accept: $status" "$verdict $accept: $expected"
		json ".waivers[0] | .state == \"$state\" and .accept == \"$accept\""
		json ".summary.verdict == \"$([ "$state" = used ] && echo pass || echo "$verdict")\""
		"$ROOT/tests/schema-check" "$ROOT/schemas/waivers.json" waivers.yml
	done <<-'END'
		removed|removed|0|used
		failed|failed|0|used
		unmeasured|unmeasured|0|used
		failed|removed|1|unused
		removed|unmeasured|1|unused
	END
}

@test "what is left after the waivers is not blind either" {
	jq -n '{schema: "benchpipe/comparison/1", version: "0", timestamp: "2026-11-21T00:00:00Z",
		rows: [{id: "a", metric: "m", verdict: "inconclusive"}, {id: "gone", metric: "m", verdict: "removed"}],
		summary: {verdict: "removed", gating: {rows: 2, judged: 0}}}' >c.json
	waivers "row: gone, metric: m, accept: removed, $why, expires: 2030-01-01"
	judged
	assert_failure 1
	json '.summary.verdict == "unmeasured"'
}

@test "from a baseline of 0 a worst value is the ceiling, and a ceiling may be over 1000 %" {
	jq -n 'def side($s): {benchmarks: [{name: "a", metrics: {errors: {unit: "errors", samples: $s}}}]};
		side([range(10) | 0])' >old.json
	jq -n 'def side($s): {benchmarks: [{name: "a", metrics: {errors: {unit: "errors", samples: $s}}}]};
		side([range(10) | 50 + . / 2])' >new.json
	run bench-diff -o c.json old.json new.json
	assert_failure 1
	json '.rows[0] | .verdict == "regression" and .severity == "severe" and .change == null and .ci == null and
		.reason == "the baseline is 0: the change has no relative size; its direction is significant"' c.json
	while IFS='|' read -r what state; do
		waivers "row: a, metric: errors, $what, $why, expires: 2030-01-01"
		judged
		json ".waivers[0].state == \"$state\""
	done <<-'END'
		worst: 60|used
		worst: 52|exceeded
		ceiling: 5000%|exceeded
	END
	jq '.rows[0].change = 20' c.json >d.json && mv d.json c.json
	waivers "row: a, metric: errors, ceiling: 5000%, $why, expires: 2030-01-01"
	judged
	assert_success
	bench-md <<<"$output" >r.md
	grep -q 'accepted up to +5000' r.md
}

@test "a waiver that says too much or too little is trouble with its line" {
	while IFS='|' read -r what message; do
		waivers "row: a, metric: m, $what$why, expires: 2030-01-01"
		trouble bench-waive c.json
		said "waivers.yml:3:"
		said "$message"
	done <<-'END'
		|a waiver must have 'ceiling'
		ceiling: 5%, worst: 3, |a waiver has 'ceiling' or 'worst', not both
		accept: removed, ceiling: 5%, |'accept: removed' takes no 'ceiling'
		accept: remove, |(nearest: 'removed')
	END
}
