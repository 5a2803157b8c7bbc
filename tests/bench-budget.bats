load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
}

# merge COMMIT CHANGE [FILTER]: a comparison of one change; rows 'time', whose interval reaches
# 0.2 % to either side, 'count', which is exact, and 'rate', of which higher is better.
merge() {
	jq -nc --arg commit "$1" --argjson c "$2" 'def row($id; $metric; $unit; $better; $change):
		{$id, name: $id, kind: "regression", $metric, $unit, $better, gate: true, baseline: 100, current: 100,
			n: [20, 20], $change, ci: [$change - 0.002, $change + 0.002], p: 0.001, p_adjusted: 0.003,
			verdict: "equivalent", severity: null, tolerance: 0.05, threshold: 0.1};
		{schema: "benchpipe/comparison/1", version: "0", timestamp: "2026-11-29T00:00:00Z",
			policy: {tolerance: 0.05, threshold: 0.1, alpha: 0.05, correction: "benjamini-hochberg", design: "paired"},
			baseline: {timestamp: "2026-11-28T00:00:00Z", environment: {git_commit: "before-\($commit)"}},
			current: {timestamp: "2026-11-29T00:00:00Z", environment: {git_commit: $commit}},
			rows: [row("count"; "instructions"; "count"; "lower"; $c) + {n: [2, 2], ci: null, p: null, p_adjusted: null},
				row("rate"; "throughput"; "1/s"; "higher"; -$c), row("time"; "duration_ms"; "ms"; "lower"; $c)],
			summary: {rows: 3, verdict: "pass"}}' | jq -c "${3:-.}" >"$1.json"
}

# plain: blanks that do not break are blanks, and code is in backquotes.
plain() {
	# shellcheck disable=SC2016 # Markdown, not a command
	sed 's/\xc2\xa0/ /g; s/<code>\([^<]*\)<.code>/`\1`/g'
}

# spent: id, state and what was spent in 1/10 % of each row of the ledger.
spent() {
	jq -c '[.rows[] | [.id, .state, (.spent * 1000 | round)]]' budget.json
}

@test "what every change makes worse is booked, and twenty of +0.5 % are red from the sixth on" {
	for nth in {1..20}; do
		merge "c$nth" 0.005
		run --separate-stderr bench-budget --book -r v1 -o budget.json "c$nth.json"
		[ "$status" -eq $((nth > 5)) ] || fail "$nth: $status $stderr"
		[ "$nth" -ne 5 ] || assert_equal "$(spent)" '[["count","near",25],["rate","near",25],["time","near",25]]'
		# The exact row is beyond 3 % at once; of the others one standard error must be beyond it too.
		[ "$nth" -ne 6 ] || said "'count' instructions: the budget is overdrawn: 3.04% spent in 6 changes"
		[ "$nth" -ne 6 ] || said "'time' duration_ms: the budget is near its end: 3.04% spent in 6 changes"
		[ "$nth" -ne 7 ] || said "'time' duration_ms: the budget is overdrawn: 3.55% spent in 7 changes"
	done
	# By hand: 1.005^20 - 1, and half the interval, ln(1.007 / 1.003) / 2, times the root of 20.
	json '.rows[2] | (.spent - 0.1049 | fabs) < 0.0001 and .entries == 20
		and (.ci[0] - 0.0952 | fabs) < 0.0001 and (.ci[1] - 0.1146 | fabs) < 0.0002' budget.json
	json '.rows[0] | .ci[0] == .spent' budget.json
	json '.release == "v1" and .allowance == 0.03 and (.entries | length) == 60
		and .entries[2] == {id: "time", metric: "duration_ms", change: 0.005, ci: [0.003, 0.007], verdict: "equivalent",
			baseline: "before-c1", commit: "c1", timestamp: "2026-11-29T00:00:00Z"}' budget.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/budget.json" budget.json
	# What is booked is not booked again; all at once it comes to the same.
	run --separate-stderr bench-budget --book c3.json
	assert_failure 1
	said '0 changes booked'
	assert_equal "$output" "$(cat budget.json)"
	mv budget.json old.json
	run --separate-stderr bench-budget --book -r v1 c{1..20}.json
	assert_equal "$output" "$(cat old.json)"
	# The next release has a budget of its own.
	run --separate-stderr bench-budget --book -l old.json -r v2 -a 1% c1.json
	assert_success
	said '60 entries of the release before are closed'
	json '.release == "v2" and .allowance == 0.01 and (.entries | length) == 3'
}

@test "what gets better pays back and is not saved up; chance, waivers and other rows are not booked" {
	merge a 0.02
	merge b -0.05
	merge c 0.02
	bench-budget --book -o budget.json a.json
	bench-budget --book -o budget.json b.json
	assert_equal "$(spent)" '[["count","within",0],["rate","within",0],["time","within",0]]'
	bench-budget --book -o budget.json c.json
	assert_equal "$(spent)" '[["count","within",20],["rate","within",20],["time","within",20]]'
	not_booked() {
		merge d 0.02 "$1"
		bench-budget --book -l /dev/null d.json >d.out 2>/dev/null && fail 'an empty file is a ledger'
		bench-budget --book -a 10% d.json >d.out
		json '[.entries[] | select(.commit == "d").id] == ["rate"]' d.out
	}
	each not_booked <<-'END'
		.rows[0, 2] += {verdict: "inconclusive"}
		.rows[0, 2] += {gate: false}
		.rows[0, 2] += {kind: "exploratory"}
		.rows[0, 2] += {waived: {ceiling: 0.1, reason: "r", issue: "i", expires: "2999-01-01"}}
		.rows[0, 2] += {ci: [-0.001, 0.04], p: 0.001}
		.rows[0, 2] += {ci: [0.001, 0.04], p: 0.011}
		.rows[0, 2] += {ci: [0.001, 0.04], p: 0.006, looks: {planned: 2, taken: 1, p_needed: 0.005}}
		.rows[0, 2] += {ci: [0.001, 0.04], p: 0.001, p_adjusted: 0.06}
		.rows[0, 2] += {ci: null, p: null, unit: "ms"}
		.rows[0, 2] += {ci: null, p: null, unit: "count", n: [1, 1]}
		.rows[0, 2] += {change: 0}
		.rows[0, 2] += {change: null}
	END
	# No waiver is none, however it is written.
	merge e 0.02 '.rows[].waived = null'
	bench-budget --book -a 10% e.json >e.out
	json '[.entries[] | select(.commit == "e")] | length == 3' e.out
}

@test "a pull request is told which budgets it brings near their end, and nothing of others" {
	merge a 0.02
	bench-budget --book -r v1 -o budget.json a.json
	merge pr 0.005
	run --separate-stderr bench-budget pr.json
	assert_success
	json '.budget == {release: "v1", allowance: 0.03, rows: [.budget.rows[] | .]} and (.budget.rows | length) == 3
		and all(.budget.rows[]; .state == "near") and (.rows | length) == 3 and .summary.rows == 3'
	echo "$output" >noted.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" noted.json
	bench-md noted.json | plain >noted.md
	# shellcheck disable=SC2016 # Markdown, not a command
	grep -qF '**Budget** of release `v1`, 3 % a row, with this change:' noted.md
	# shellcheck disable=SC2016 # Markdown, not a command
	grep -qF -- '- 🟡 `time` `duration_ms` is near its end: ' noted.md
	COLUMNS=100 bench-md --text --color never noted.json >noted.txt
	grep -q '^budget of time duration_ms: near its end, 2.5' noted.txt
	# Noted again it says the same; a change that makes nothing worse has nothing to do with it.
	bench-budget noted.json | cmp - noted.json
	merge pr 0.011
	run --separate-stderr bench-budget pr.json
	assert_failure 1
	said 'the budget is overdrawn'
	merge pr -0.001 '.rows[].ci |= (if . then [-0.0012, -0.0008] else . end)'
	bench-budget --book -o over.json -a 1% a.json || true
	run --separate-stderr bench-budget -l over.json pr.json
	assert_success
	json '.budget.rows == []'
}

@test "the ledger is shown, and keeps what it does not know" {
	cp "$ROOT/tests/data/budget.json" .
	"$ROOT/tests/schema-check" "$ROOT/schemas/budget.json" budget.json
	bench-md budget.json | plain >shown.md
	# shellcheck disable=SC2016 # Markdown, not a command
	grep -qF '## Regression budget of `v1.4`: 1 of 3 rows overdrawn, of 3 % a row' shown.md
	# shellcheck disable=SC2016 # Markdown, not a command
	grep -qF '| 🔴 | `sort` | `instructions` | 3.5 % |' shown.md
	# shellcheck disable=SC2016 # Markdown, not a command
	assert_equal "$(grep -n '`sort`\|`parse`\|`decode`' shown.md | cut -d'`' -f2 | tr '\n' ' ')" 'sort parse decode '
	bench-md --text --color never budget.json | grep -q '^budget of v1.4: 1 of 3 rows overdrawn'
	merge new 0.001
	run --separate-stderr bench-budget --book new.json
	assert_failure 1
	json '.owner == "team" and (.entries | length) == 5'
	# Rows are computed: those of the file say nothing.
	jq -c '.rows = []' budget.json >bare.json
	assert_equal "$(bench-budget --book -l bare.json new.json)" "$output"
}

@test "what is no ledger and no comparison is trouble" {
	merge a 0.02
	wrong() {
		echo "$1" >bad.json
		trouble bench-budget -l bad.json a.json
		said "bad.json:"
		said "$2"
	}
	each wrong <<-'END'
		{"schema":"benchpipe/ledger/1"}|benchpipe/budget/1
		{"schema":"benchpipe/budget/1","allowance":0,"entries":[]}|over 0 and at most 10
		{"schema":"benchpipe/budget/1","entries":[{"id":"a","metric":"m","change":-1}]}|a number over -1
		{"schema":"benchpipe/budget/1","entries":[{"id":"a","metric":"m"}]}|a number over -1
		{"schema":"benchpipe/budget/1","entries":[{"id":"a","metric":"m","change":1,"ci":[2]}]}|an array of two numbers
		{"schema":"benchpipe/budget/1","entries":[{"id":"a","metric":"m","change":1,"ci":[2,1]}]}|an interval over -1
		{"schema":"benchpipe/budget/1","entries":[{"metric":"m","change":1}]}|id
		{"schema":"benchpipe/budget/1","entries":{}}|array
		{|
	END
	trouble bench-budget -l none.json a.json
	# The row of a comparison is named, not the entry that it would be.
	merge b 0.02 '.rows[2].ci = [0.03, 0.01]'
	trouble bench-budget b.json
	said "b.json: 'rows[2].ci' must be an interval, the lower end first"
	trouble bench-budget a.json a.json
	said 'several comparisons need --book'
	trouble bench-budget -a 0% a.json
	said '--allow must be over 0'
	trouble bench-budget "$ROOT/tests/data/md/limits.json"
	said 'limits are no change'
	trouble bench-budget "$ROOT/tests/data/md/results.json"
	trouble bash -c 'bench-budget a.json >/dev/full'
	run --separate-stderr bash -c 'bench-budget <a.json | cmp - <(bench-budget a.json)'
	assert_success
}

@test "the report of a change notes what it spends, fails when it overdraws, and leaves the ledger booked" {
	mkdir report
	jq -nc '{schema: "benchpipe/results/1", benchmarks: [("base", "head") as $v | {name: "time", variant: $v, iterations: 20,
		sessions: [{id: "s", n: 20}], rounds: [range(1; 21)], metrics: {duration_ms: {unit: "ms", better: "lower", gate: true,
		samples: [range(20) | (100 + (. * 7 + ($v | length)) % 5 / 10) * (if $v == "head" then 1.02 else 1 end)]}}}]}' >report/results.json
	echo '{"schema":"benchpipe/budget/1","entries":[]}' >report/budget.json
	run "$ROOT/scripts/actions/report" report
	assert_success
	json '.budget.rows == []' report/comparison.json
	json '.rows | length == 1 and .[0].entries == 1 and (.[0].spent - 0.02 | fabs) < 0.003' report/budget-booked.json
	# When this is merged, as much again is too much.
	mv report/budget-booked.json report/budget.json
	jq -c '.environment.git_commit = "next"' report/results.json >next.json
	mv next.json report/results.json
	run "$ROOT/scripts/actions/report" report
	assert_failure 1
	json '.summary.verdict == "pass" and .budget.rows[0].state == "overdrawn"' report/comparison.json
	grep -qF '🔴 <code>time</code>' report/report.md
	grep -q '^## 🔴 .*: 1 budget overdrawn$' report/report.md
	COLUMNS=100 bench-md --text --color never report/comparison.json | tail -n 1 | grep -q '^1 budget overdrawn: that fails the job'
	# It is reason enough for a comment, and the status of the commit is red.
	bench-pr-comment --dry-run --repo o/r --pr 1 --on change --comparison report/comparison.json report/report.md | grep -q '^POST '
	bench-pr-comment --dry-run --repo o/r --pr 1 --on regression --comparison report/comparison.json report/report.md | grep -q '^POST '
	json '.entries | length == 2' report/budget-booked.json
	# What comments takes this folder.
	"$ROOT/scripts/artifact-check" report checked
	json '.budget.rows[0].state == "overdrawn"' checked/comparison.json
}

@test "changes of a real noise overdraw a budget by the sixth to the eighth, and none does not" {
	run "${BENCH_BUILD:-$ROOT/build}/study/budgeting" 1 11
	assert_success
	awk -F '|' '/ CV |degrees|Pareto|bursts|slowed/ { n++; if ($3 + $5 + $6 > 0 || $8 > 0) { print; bad++ } }
		END { exit n != 8 || bad > 1 }' <<<"$output"
	trouble "${BENCH_BUILD:-$ROOT/build}/study/budgeting" 1
}
