# One rule, whoever says it: percentages, limits, times and rounds at every door that
# they come in by.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# said_of KEY PERCENT: "KEY: PERCENT" for YAML; nothing without PERCENT.
said_of() {
	[ -z "$2" ] || echo "$1: $2"
}

# members TOLERANCE THRESHOLD: both, those that are not empty, as a JSON object of fractions.
members() {
	jq -nc --arg t "${1%\%}" --arg h "${2%\%}" \
		'{tolerance: $t, threshold: $h} | with_entries(select(.value != "") | .value |= tonumber / 100)'
}

# The doors: each leaves in p.json or d.json what is in force when TOLERANCE and THRESHOLD
# ("": not said) come in by it.
scenario_door() {
	printf '%s\n' 'version: 1' "$(said_of tolerance "$1")" "$(said_of threshold "$2")" \
		'benchmarks:' '  - {name: a, run: "true"}' >s.yml
	trouble_or bench-plan -o p.json s.yml
}

benchmark_door() {
	printf '%s\n' 'version: 1' 'benchmarks:' '  - name: a' '    run: "true"' >s.yml
	[ -z "$1" ] || echo "    tolerance: {duration_ms: $1}" >>s.yml
	[ -z "$2" ] || echo "    threshold: {duration_ms: $2}" >>s.yml
	trouble_or bench-plan -o p.json s.yml
}

metric_door() {
	printf '%s\n' 'version: 1' 'benchmarks:' '  - name: a' '    run: "true"' '    metrics:' \
		'      duration_ms:' >s.yml
	[ -z "$1" ] || echo "        tolerance: $1" >>s.yml
	[ -z "$2" ] || echo "        threshold: $2" >>s.yml
	trouble_or bench-plan -o p.json s.yml
}

plan_door() {
	jq -n --argjson m "$(members "$1" "$2")" '{schema: "benchpipe/plan/1", policy: $m,
		cases: [{name: "a", id: "a", argv: ["true"]}]}' >s.json
	trouble_or bench-plan -o p.json s.json
}

plan_metric_door() {
	jq -n --argjson m "$(members "$1" "$2")" '{schema: "benchpipe/plan/1",
		cases: [{name: "a", id: "a", argv: ["true"],
			metrics: {duration_ms: ({unit: "ms", better: "lower"} + $m)}}]}' >s.json
	trouble_or bench-plan -o p.json s.json
}

results_door() {
	jq -nc --argjson m "$(members "$1" "$2")" '{policy: $m,
		benchmarks: [{name: "a", duration_ms: 1}]}' >r.json
	trouble_or bench-diff -o d.json r.json r.json
}

results_metric_door() {
	jq -nc --argjson m "$(members "$1" "$2")" '{benchmarks: [{name: "a",
		metrics: {duration_ms: ({median: 1} + $m)}}]}' >r.json
	trouble_or bench-diff -o d.json r.json r.json
}

option_door() {
	echo '{"benchmarks":[{"name":"a","duration_ms":1}]}' >r.json
	trouble_or bench-diff ${1:+-t "$1"} ${2:+-T "$2"} -o d.json r.json r.json
}

DOORS='scenario benchmark metric plan plan_metric results results_metric option'

# trouble_or COMMAND...: run it; one that refuses has said why, and has written nothing.
trouble_or() {
	rm -f p.json d.json
	run --separate-stderr "$@"
	[ "$status" -eq 0 ] || trouble "$@"
}

@test "every reader refuses the same percentages, in the same words" {
	local tolerance threshold words door n=0
	while IFS='|' read -r tolerance threshold words; do
		for door in $DOORS; do
			"${door}_door" "$tolerance" "$threshold"
			[ "$status" -eq 2 ] || fail "$door takes '$tolerance' and '$threshold'"
			said "must be $words"
			n=$((n + 1))
		done
	done <<-'E'
		1001%||from 0 to 10 (1000%), not
		|1001%|from 0 to 10 (1000%), not
		5000%|6000%|from 0 to 10 (1000%), not
		20%|10%|at most the threshold (10%), not 20%
		0.5%|0%|at most the threshold (0%), not 0.5%
	E
	[ "$n" -eq 40 ]
	for door in plan plan_metric results results_metric; do
		"${door}_door" -1% ''
		[ "$status" -eq 2 ] || fail "$door takes -1%"
		said 'must be from 0 to 10 (1000%), not -0.01'
	done
}

@test "what is wrong is told at its own place" {
	scenario_door 20% 10%
	said "s.yml:2:12: 'tolerance' must be at most"
	benchmark_door '' 5000%
	said "s.yml:5:30: 'duration_ms' must be from 0 to 10 (1000%), not '5000%'"
	plan_door '' 1001%
	said "s.json: 'policy.threshold' must be from 0 to 10 (1000%), not 10.01"
	plan_metric_door 20% 10%
	said "s.json: 'cases[0].metrics.duration_ms.tolerance' must be at most"
	results_door 20% 10%
	said "r.json:1:24: 'tolerance' must be at most"
	results_metric_door 20% 10%
	said "'tolerance' must be at most"
	said r.json:1:
	option_door 20% 10%
	said "'--tolerance' must be at most"
	trouble bench-diff -T duration_ms=1001% r.json r.json
	said "'--threshold' must be from 0 to 10 (1000%), not '1001%'"
	trouble bench-diff -a 100% r.json r.json
	said "'--alpha' must be over 0 and under 1 (100%), not '100%'"
	trouble bench-diff -a 0 r.json r.json
	said "'--alpha' must be over 0 and under 1 (100%), not '0'"
}

# in_force DOOR: the tolerance and threshold of duration_ms, as the door's document has them.
in_force() {
	case $1 in
	scenario | plan) jq -c '[.policy.tolerance, .policy.threshold]' p.json ;;
	benchmark | metric | plan_metric)
		jq -c '[(.cases[0].metrics.duration_ms.tolerance // .policy.tolerance),
			(.cases[0].metrics.duration_ms.threshold // .policy.threshold)]' p.json
		;;
	*) jq -c '.rows[0] | [.tolerance, .threshold]' d.json ;;
	esac
}

@test "a tolerance that is said moves the default threshold, and the other way, wherever it is said" {
	local tolerance threshold expected door
	while IFS='|' read -r tolerance threshold expected; do
		for door in ${DOORS/plan_metric /}; do
			"${door}_door" "$tolerance" "$threshold"
			assert_equal "$door: $status" "$door: 0"
			assert_equal "$door: $(in_force "$door")" "$door: $expected"
		done
	done <<-'E'
		20%||[0.2,0.2]
		|1%|[0.01,0.01]
		1%|20%|[0.01,0.2]
		0%|0%|[0,0]
		1000%|1000%|[10,10]
	E
	# A plan's metric is aligned where it is judged: bench-run passes on what the plan says.
	plan_metric_door 20% ''
	bench-run -q -r 2 -w 0 -o r.json p.json
	bench-diff -o d.json r.json r.json || [ $? -eq 1 ]
	json '[.rows[] | select(.metric == "duration_ms") | .tolerance, .threshold] == [0.2, 0.2]' d.json
}

@test "the nearer to the metric it is said, the more it counts" {
	jq -nc '{policy: {threshold: 0.1}, benchmarks: [
		{name: "a", metrics: {duration_ms: {median: 1, tolerance: 0.2}}}]}' >r.json
	bench-diff -o d.json r.json r.json
	json '.rows[0] | .tolerance == 0.2 and .threshold == 0.2' d.json
	bench-diff -T 3% -o d.json r.json r.json
	json '.rows[0] | .tolerance == 0.03 and .threshold == 0.03' d.json
	bench-diff -t 30% -T duration_ms=25% -o d.json r.json r.json
	json '.rows[0] | .tolerance == 0.25 and .threshold == 0.25' d.json
}

@test "what bench-merge joins of two policies is one" {
	jq -nc '{policy: {tolerance: 0.2}, benchmarks: [{name: "a", duration_ms: 1}]}' >a.json
	jq -nc '{policy: {threshold: 0.1}, benchmarks: [{name: "b", duration_ms: 1}]}' >b.json
	bench-merge -o m.json a.json b.json
	json '.policy == {tolerance: 0.1, threshold: 0.1}' m.json
	bench-diff -o d.json m.json m.json
}

# The doors of limits: each reads LIMIT, members of a JSON object.
limit_scenario() {
	printf '%s\n' 'version: 1' 'benchmarks:' '  - name: a' '    run: "true"' \
		"    require: [{\"metric\": \"duration_ms\", $1}]" >s.yml
	trouble_or bench-plan -o p.json s.yml
}

limit_plan() {
	jq -n --argjson l "{$1}" '{schema: "benchpipe/plan/1", cases: [{name: "a", id: "a",
		argv: ["true"], require: [{metric: "duration_ms"} + $l]}]}' >s.json
	trouble_or bench-plan -o p.json s.json
}

limit_results() {
	jq -nc --argjson l "{$1}" '{benchmarks: [{name: "a", duration_ms: 1,
		require: [{metric: "duration_ms"} + $l]}]}' >r.json
	trouble_or bench-assert -o d.json r.json
}

limit_assert() {
	limit_plan "$1"
	echo '{"benchmarks":[{"name":"a","duration_ms":1}]}' >r.json
	trouble_or bench-assert -s s.json -o d.json r.json
}

@test "every reader refuses the same limits, in the same words" {
	local limit words door n=0
	while IFS='|' read -r limit words; do
		for door in scenario plan results assert; do
			"limit_$door" "$limit"
			if [ -z "$words" ]; then
				[ "$status" -eq 0 ] || fail "$door refuses $limit"
			else
				[ "$status" -eq 2 ] || fail "$door takes $limit"
				said "must be $words"
			fi
			n=$((n + 1))
		done
	done <<-'E'
		"because": "of it"|a limit with 'min' or 'max'
		"min": 2, "max": 1|a limit whose 'min' is at most its 'max' (1), not 2
		"min": 1, "max": 1|
		"max": 1|
	E
	[ "$n" -eq 16 ]
}

@test "a limit is written alike in a plan and in results" {
	limit_plan '"min": 0.5, "max": 60000, "because": "of it"'
	bench-run -q -r 1 -w 0 -o r.json p.json
	assert_equal "$(jq -c '.cases[0].require' p.json)" "$(jq -c '.benchmarks[0].require' r.json)"
	bench-assert -o d.json r.json || [ $? -eq 1 ]
	json '.rows[0].limit == {min: 0.5, max: 60000, because: "of it"}' d.json
}

@test "every reader refuses a time or a day that the calendar does not have" {
	local day
	for day in 2026-13-45 2026-02-29 2026-00-01 2026-01-00 2026-1-01 ' 026-01-01' 1969-12-31 tomorrow; do
		for place in '{"timestamp":T,"benchmarks":[]}' \
			'{"benchmarks":[{"name":"a","sessions":[{"id":"s","timestamp":T,"n":0}]}]}' \
			'{"environments":[{"timestamp":T,"environment":{}}],"benchmarks":[]}'; do
			echo "${place/T/\"${day}T03:04:05Z\"}" >r.json
			trouble bench-merge r.json
			said "'timestamp' must be a time like 2026-01-02T03:04:05Z, not '${day}T03:04:05Z'"
		done
		printf '%s\n' 'version: 1' 'waivers:' "  - {row: a, metric: m, ceiling: 5%, reason: r, issue: 'https://x', expires: '$day'}" >w.yml
		echo '{"schema":"benchpipe/comparison/1","rows":[],"summary":{"verdict":"pass"}}' >c.json
		trouble bench-waive -w w.yml c.json
		said "'expires' must be a day like 2026-12-31, not '$day'"
		trouble bench-waive --date "$day" c.json
		said "'--date' must be a day like 2026-12-31, not '$day'"
	done
	echo '{"timestamp":"2024-02-29 23:59:60.5+02:00","benchmarks":[]}' >r.json
	bench-merge r.json
}

@test "rounds from 0 are refused, since 0 says that a round is not known" {
	local rounds
	for rounds in 0,1,2 1,0,2; do
		echo "{\"benchmarks\":[{\"name\":\"a\",\"sessions\":[{\"id\":\"s\",\"n\":3}],\"rounds\":[$rounds]}]}" >r.json
		trouble bench-merge r.json
		said "r.json:1:16: 'rounds' of a session must be whole numbers from 1, or all 0, which is not known"
		echo "{\"benchmarks\":[{\"name\":\"a\",\"rounds\":[$rounds]}]}" >r.json
		trouble bench-merge r.json
	done
	echo '{"benchmarks":[{"name":"a","sessions":[{"id":"s","n":2},{"id":"t","n":2}],"rounds":[0,0,1,2]}]}' >r.json
	bench-merge r.json
}

@test "the rules that readers share pass their unit tests" {
	run "${BENCH_BUILD:-$ROOT/build}/unit/policy"
	assert_success
}
