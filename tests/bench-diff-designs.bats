load helper

# entry ID VARIANT SAMPLES [MEMBERS]: one benchmark of one variant, measured in rounds 1, 2 ... of session s1.
entry() {
	jq -n --arg id "$1" --arg v "$2" --argjson s "$3" --argjson e "${4:-{\}}" \
		'{name: $id, id: $id, variant: $v, sessions: [{id: "s1", n: ($s | length)}], rounds: [range($s | length) + 1],
			metrics: {duration_ms: {unit: "ms", better: "lower", gate: true, samples: $s}}} + $e'
}

# document [HEAD-MEMBERS]: the benchmarks on standard input become a document.
document() {
	jq -s --argjson h "${1:-{\}}" '$h + {schema: "benchpipe/results/1", benchmarks: .}'
}

# The samples of tests/data/paired.R, and a machine that gets twice as fast and slow meanwhile.
X='[10.1, 9.8, 10.4, 10.0, 9.9, 10.2, 10.3, 9.7, 10.05, 10.15, 9.95, 10.25]'
Y='[10.4, 10.1, 10.5, 10.35, 10.1, 10.6, 10.4, 10.2, 10.3, 10.2, 10.3, 10.75]'
WILD='[10,20,11,19,12,18,13,17,14,16,15,21]'
SLOWER='[11.52,23,12.64,21.9,13.78,20.75,14.9,19.6,16.14,18.35,17.3,24.1]'

# pair [MEMBERS-OF-HEAD]: base and head of one case in one document.
pair() {
	{ entry a base "$WILD"; entry a head "$SLOWER" "${1:-{\}}"; } | document >pair.json
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	pair
}

# diff_to FILE ARGS...: bench-diff into FILE, whatever it decides.
diff_to() {
	local out=$1
	shift
	bench-diff -o "$out" "$@" 2>/dev/null || [ $? -eq 1 ]
}

@test "pairs have the estimate and interval that R computes and the p-value of two permutation tests, and a file alone is base and head" {
	{ entry a base "$X"; entry a head "$Y"; } | document >r.json
	run --separate-stderr bench-diff r.json
	assert_success
	json '.rows[0] | (.p - 0.00087890625 | fabs) < 1e-6 and (.change - 0.030612244898 | fabs) < 1e-6'
	json '.rows[0] | (.ci[0] - 0.019801980198 | fabs) < 1e-6 and (.ci[1] - 0.0412371134021 | fabs) < 1e-6'
	json '.rows[0] | .verdict == "equivalent" and .n == [12, 12] and (has("reason") | not) and (has("design") | not)'
	json '.policy | .design == "paired" and (has("variation") | not)'
	run --separate-stderr bench-diff - <r.json
	json '.policy.design == "paired"'
	run --separate-stderr bench-diff --variants head,base r.json
	json '.rows[0] | ((1 + .change) * (1 + 0.030612244898) - 1 | fabs) < 1e-6'
}

@test "what the machine does to both is taken out by pairs, also of two files that share a session" {
	run --separate-stderr bench-diff pair.json
	assert_failure 1
	json '.rows[0] | .verdict == "regression" and .change > 0.14 and .change < 0.16'
	for v in base head; do
		jq --arg v "$v" '.benchmarks |= map(select(.variant == $v))' pair.json >"$v.json"
	done
	run --separate-stderr bench-diff base.json head.json
	assert_failure 1
	json '.rows[0].verdict == "regression" and .policy.design == "paired"'
	# The same numbers of another session tell nothing.
	jq '.benchmarks[].sessions[].id = "s2"' head.json >other.json
	run --separate-stderr bench-diff base.json other.json
	assert_success
	json '.rows[0].verdict == "inconclusive" and .policy.design == "unpaired" and .policy.variation == "invocations"'
}

@test "rounds pair by their number, in any order, and what does not pair is left out and said" {
	pair "$(jq -n --argjson s "$SLOWER" '{rounds: [range(12) | 12 - .], metrics: {duration_ms: {unit: "ms", samples: ($s | reverse)}}}')"
	run --separate-stderr bench-diff pair.json
	json '.rows[0] | .verdict == "regression" and (has("reason") | not)'
	pair '{"rounds": [1,2,3,4,5,6,7,8,9,10,21,22]}'
	run --separate-stderr bench-diff pair.json
	assert_failure 1
	json '.rows[0] | .n == [10, 10] and .reason == "4 of 14 rounds do not pair: the baseline lacks 2, the current side 2"'
	pair "$(jq -n --argjson s "$SLOWER" '{metrics: {duration_ms: {unit: "ms", samples: ($s | .[2] = null)}}}')"
	run --separate-stderr bench-diff pair.json
	json '.rows[0] | .n == [11, 11] and .reason == "1 of 12 rounds has a value on one side alone"'
	pair '{"sessions": [{"id": "s1", "n": 3}, {"id": "s2", "n": 9}]}'
	run --separate-stderr bench-diff pair.json
	assert_failure 1
	json '.rows[0] | .n == [3, 3] and .verdict == "inconclusive" and (.reason | contains("9 of 12 rounds do not pair: the current side lacks them; 9 invocations of other sessions are left out"))'
}

@test "lengths may differ, and without one pair there is no verdict" {
	{ entry a base '[10,11,12,13,14,15,16,17,18,19,20]'; entry a head '[12,13.3,14.4,15.7,16.9,18,19.3,20.4,21.7,22.8]'; } | document >r.json
	run --separate-stderr bench-diff r.json
	assert_failure 1
	json '.rows[0] | .n == [10, 10] and .reason == "1 of 11 rounds does not pair: the current side lacks it"'
	pair '{"rounds": [31,32,33,34,35,36,37,38,39,40,41,42]}'
	run --separate-stderr bench-diff pair.json
	assert_failure 1
	json '.rows[0] | .verdict == "inconclusive" and .change == null and .p == null'
	json '.rows[0].reason == "0 rounds can prove nothing; at least 6 are needed; 24 of 24 rounds do not pair: the baseline lacks 12, the current side 12"'
	json '.policy.design == "paired"'
}

@test "what a command lacks is said once, and not on each row that it reports" {
	# The last round of head was ended; its row 'z' had nothing to report in another one.
	jq -cn --argjson s '[10,11,12,13,14,15,16,17,18,19,20,21]' '{benchmarks: [("h", "h/x", "h/y", "z") as $id | ("base", "head") as $v
		| {name: $id, id: $id, variant: $v, sessions: [{id: "s", n: (if $v == "head" then 11 else 12 end)}]}
		| .rounds = [range(.sessions[0].n) + 1]
		| .metrics = {duration_ms: {unit: "ms", better: "lower", gate: ($id != "h"), samples: $s[:.sessions[0].n]}}
		| .metrics.ops = (.metrics.duration_ms | .unit = "ops/s" | .better = "higher")
		| if $id == "h" then . else .reported_by = "h" end
		| if $id == "z" and $v == "head" then .metrics.ops.samples[3] = null else . end]}' >r.json
	run --separate-stderr bench-diff r.json
	json '[.rows[] | select(.gate) | .reason // ""] == ["1 of 12 rounds of \u0027h\u0027 does not pair: the current side lacks it", "", "", "", "", "1 of 12 rounds has a value on one side alone"]'
}

# head_by FILTER: base and head of one case, head 30 % slower, then changed by the jq FILTER.
head_by() {
	jq -n --argjson s '[10, 11, 10.5, 10.2, 10.3, 10.7, 10.8, 10.1]' '{name: "a", id: "a", variant: "base", sessions: [{id: "s1", n: 8}],
		rounds: [range(8) + 1], metrics: {duration_ms: {unit: "ms", better: "lower", gate: true, samples: $s}}} |
		{benchmarks: [., (.variant = "head" | .metrics.duration_ms.samples |= map(. * 1.3) | '"$1"')]}' >bad.json
}

@test "nulls leave fewer pairs, and none or few of them give no verdict" {
	head_by .
	run --separate-stderr bench-diff bad.json
	assert_failure 1
	while IFS='|' read -r nulls n reason; do
		head_by ".metrics.duration_ms.samples |= ([range($nulls) | null] + .[$nulls:])"
		run --separate-stderr bench-diff bad.json
		assert_failure 1
		jq -e --argjson n "$n" --arg r "$reason" '.rows[0] | .verdict == "inconclusive" and .n == [$n, $n] and .reason == $r' <<<"$output"
	done <<-END
		7|1|1 round can prove nothing; at least 6 are needed; 7 of 8 rounds have a value on one side alone
		3|5|5 rounds can prove nothing; at least 6 are needed; 3 of 8 rounds have a value on one side alone
	END
	head_by '.metrics.duration_ms.samples |= map(null)'
	run --separate-stderr bench-diff bad.json
	assert_failure 1
	json '.rows[0] | .verdict == "removed" and .p == null and .change == null'
	said "nothing was compared"
	head_by '.metrics = {}'
	run --separate-stderr bench-diff --fail-on removed bad.json
	assert_failure 1
	head_by '.metrics.other = .metrics.duration_ms | del(.metrics.duration_ms)'
	run --separate-stderr bench-diff bad.json
	json '[.rows[].verdict] == ["removed", "added"]'
}

@test "rounds and sessions that cannot be are trouble, and nothing is written" {
	while IFS='|' read -r filter message; do
		head_by "$filter"
		trouble bench-diff bad.json
		said "$message"
	done <<-'END'
		.rounds = .rounds[:5]|'rounds' has 5 values, the sum of 'n' in 'sessions' is 8
		.rounds += [9]|'rounds' has 9 values, the sum of 'n' in 'sessions' is 8
		.rounds[2] = -1|'rounds' must be whole numbers from 0
		.rounds[2] = 1.5|'rounds' must be whole numbers from 0
		.rounds[2] = 1e10|'rounds' must be whole numbers from 0
		.rounds[2] = null|'rounds' must be an array of numbers
		.rounds[2] = 2|round 2 is given twice in session 's1'
		.rounds = [1,1,1,1,1,1,1,1]|round 1 is given twice in session 's1'
		.sessions[0].n = 4|'rounds' has 8 values, the sum of 'n' in 'sessions' is 4
		.sessions = [{"id": "s1", "n": 4}, {"id": "s1", "n": 4}]|session 's1' is given twice
		.metrics.duration_ms.samples = .metrics.duration_ms.samples[:7]|'samples' of 'duration_ms' has 7 values
		.metrics.duration_ms.samples[3] = "x"|'samples' must be an array of numbers
		.variant = "base"|'a' is given twice
		.variant = "third"|it has no variant 'head'
	END
}

@test "rounds that are not known are not paired, and one session is judged as two samples" {
	for members in '{"rounds": [0,0,0,0,0,0,0,0,0,0,0,0]}' '{"rounds": []}' '{"sessions": []}'; do
		pair "$members"
		run --separate-stderr bench-diff pair.json
		assert_success
		json '.policy.design == "unpaired" and .rows[0].verdict == "inconclusive"'
	done
}

@test "a round that is given twice in a session is nonsense" {
	pair '{"rounds": [1,2,3,3,5,6,7,8,9,10,11,12]}'
	trouble bench-diff pair.json
	said "pair.json: 'a': round 3 is given twice in session 's1'"
}

@test "mixed units and directions are incomparable, and a case of one variant has no other side" {
	pair "$(jq -n --argjson s "$SLOWER" '{metrics: {duration_ms: {unit: "MB", samples: $s}}}')"
	run --separate-stderr bench-diff pair.json
	assert_failure 1
	json '.rows[0] | .verdict == "incomparable" and .p == null and .change == null'
	pair "$(jq -n --argjson s "$SLOWER" '{metrics: {duration_ms: {unit: "ms", better: "higher", samples: $s}}}')"
	run --separate-stderr bench-diff pair.json
	json '.rows[0].verdict == "incomparable"'
	{ entry a base "$X"; entry a head "$Y"; entry b head "$Y"; entry c base "$X"; } | document >r.json
	run --separate-stderr bench-diff r.json
	json '[.rows[].verdict] == ["equivalent", "added", "removed"]'
	entry a head "$X" | document >r.json
	trouble bench-diff r.json
	said "r.json: it has no variant 'base'"
	echo '{"benchmarks": []}' >r.json
	trouble bench-diff r.json
	said "it has neither variant 'base' nor 'head'"
}

@test "a document of both designs says so, and each row says its own" {
	{
		entry a base "$X"
		entry a head "$Y"
		entry b base "$X"
		entry b head "$Y" '{"sessions": [{"id": "s9", "n": 12}]}'
	} | document >r.json
	run --separate-stderr bench-diff r.json
	json '.policy.design == "mixed" and .policy.variation == "invocations"'
	json '[.rows[].design] == ["paired", "unpaired"]'
	jq -c . <<<"$output" >c.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" c.json
}

@test "five rounds are too few, and a noisy row says how many more rounds would settle it" {
	{ entry a base '[10,11,12,13,14]'; entry a head '[13,14,15,16,17]'; } | document >r.json
	run --separate-stderr bench-diff r.json
	assert_failure 1
	json '.rows[0] | .verdict == "inconclusive" and .reason == "5 rounds can prove nothing; at least 6 are needed"'
	{ entry a base '[10,10,10,10,10,10,10,10]'; entry a head '[9,11.5,9.2,11.9,8.8,12.1,9.4,11.2]'; } | document >r.json
	run --separate-stderr bench-diff r.json
	json '.rows[0].reason | test("^changes under [0-9.]+ % cannot be seen reliably; about [0-9]+ more rounds would settle it$")'
	json '.rows[0].smallest_detectable > 0.1'
}

@test "work bound by the CPU is judged by its CPU time, and the row says so" {
	for v in base head; do
		f=$([ $v = head ] && echo 1.04 || echo 1)
		jq -n --argjson f "$f" --arg v $v '{name: "a", id: "a", variant: $v, sessions: [{id: "s", n: 30}], rounds: [range(30) + 1]} +
			([range(30) | {i: ., cpu: (10 * $f * (1 + (. * 7 + ($f * 100)) % 11 / 2e3)), steal: ((. * (if $v == "head" then 17 else 13 end)) % 30 / 5 | if . > 3 then . else 0 end)}] as $r |
			{metrics: {duration_ms: {unit: "ms", better: "lower", gate: true, samples: [$r[] | .cpu + .steal]},
				cpu_ms: {unit: "ms", better: "lower", gate: false, samples: [$r[].cpu]},
				run_delay_ms: {unit: "ms", better: "lower", gate: false, samples: [$r[].steal]}}})'
	done | document >r.json
	run --separate-stderr bench-diff -t 2% r.json
	assert_success
	json '.rows[] | select(.metric == "duration_ms") | .look == "cpu_ms" and .verdict == "worse" and (.change - 0.04 | fabs) < 0.005 and .ci[1] - .ci[0] < 0.02'
	jq -c . <<<"$output" >c.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" c.json
	width=$(jq '.rows[] | select(.metric == "duration_ms") | .ci[1] - .ci[0]' c.json)
	# Without CPU time there is nothing to look at but the time.
	jq 'del(.benchmarks[].metrics.cpu_ms)' r.json >time.json
	run --separate-stderr bench-diff -t 2% time.json
	json ".rows[] | select(.metric == \"duration_ms\") | (has(\"look\") | not) and .ci[1] - .ci[0] > 2 * $width"
}

@test "six rounds show what is plain, and six that overlap show nothing" {
	{ entry a base '[10,11,12,13,14,15]'; entry a head '[20,22.1,24,26.3,28,30.2]'; } | document >r.json
	run --separate-stderr bench-diff r.json
	assert_failure 1
	json '.rows[0] | .verdict == "regression" and .p < 0.006 and .ci[0] > 0.9'
	{ entry a base '[10,11,12,13,14,15]'; entry a head '[13,14.1,15.5,17,18.1,19.6]'; } | document >r.json
	run --separate-stderr bench-diff r.json
	assert_success
	json '.rows[0] | .verdict == "inconclusive" and .p > 0.01'
}

@test "seven rounds that lean one way and overlap cannot show that something moved" {
	{ entry a base '[10,11,12,13,14,15,16]'; entry a head '[12,13.3,14.4,15.8,16.8,18.2,19.2]'; } | document >r.json
	run --separate-stderr bench-diff r.json
	assert_success
	json '.rows[0] | .verdict == "inconclusive" and .p > 0.01 and .ci[0] > 0'
	json '.rows[0].reason == "p is 0.036, and must be under 0.01; about 15 more rounds would settle it"'
}

# runs LEVEL...: an entry of one session of eight invocations for each level.
runs() {
	jq -n '[$ARGS.positional[] | tonumber] as $l | {name: "a", id: "a",
		sessions: [$l | to_entries[] | {id: "\($p)\(.key)", n: 8, fingerprint: ($f // [])[.key]} | if .fingerprint then . else del(.fingerprint) end],
		metrics: {duration_ms: {unit: "ms", samples: [$l[] | . * (0.997, 1, 1.003, 0.999, 1.001, 0.998, 1.002, 1)]}}}' \
		--arg p "$prefix" --argjson f "${machines:-null}" --args "$@" | document
}

@test "sessions that differ widen the interval, as R's t.test over their medians has it" {
	prefix=b runs 10 10.3 9.8 >l1.json
	prefix=h runs 10.6 10.9 >l2.json
	run --separate-stderr bench-diff --between-sessions 0% l1.json l2.json
	assert_success
	json '.policy.variation == "sessions" and .rows[0].sessions == [3, 2] and .rows[0].n == [24, 16]'
	json '.rows[0] | (.change - 0.071548291389125 | fabs) < 1e-6 and (.p - 0.0480116533419329 | fabs) < 1e-6'
	json '.rows[0] | (.ci[0] - 0.00113554145733774 | fabs) < 1e-6 and (.ci[1] - 0.146913373095828 | fabs) < 1e-6'
	# One session a side would have been certain of it.
	prefix=b runs 10 >l1.json
	prefix=h runs 10.6 >l2.json
	run --separate-stderr bench-diff --between-sessions 0% l1.json l2.json
	json '.policy.variation == "invocations" and .rows[0].ci[0] > 0.05 and (.rows[0] | has("sessions") | not)'
	prefix=h runs 10.6 9.7 >l2.json
	run --separate-stderr bench-diff --between-sessions 0% l1.json l2.json
	json '.rows[0].verdict == "inconclusive" and .rows[0].sessions == [1, 2]'
	json '.rows[0].reason | contains("more sessions of each side would settle it")'
}

@test "across machines one machine a side shows nothing, and several show how much they differ" {
	prefix=b machines='["f1","f1","f1"]' runs 10 10.01 9.99 >l1.json
	prefix=h machines='["f2","f2","f2"]' runs 14 14.01 13.99 >l2.json
	run --separate-stderr bench-diff --across machines l1.json l2.json
	assert_failure 1
	json '.rows[0] | .verdict == "inconclusive" and .p == null and (.reason | startswith("each side was measured on one machine"))'
	prefix=b machines='["f1","f2","f3"]' runs 10 10.3 9.8 >l1.json
	run --separate-stderr bench-diff l1.json l2.json
	json '.rows[0].verdict == "incomparable"'
	run --separate-stderr bench-diff --across machines l1.json l2.json
	assert_failure 1
	# Three sessions of one machine are one value.
	json '.rows[0] | .verdict == "regression" and .reason == "across machines" and .machines == [3, 1] and (has("sessions") | not)'
	jq -c . <<<"$output" >c.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" c.json
	prefix=b machines='["f1","f1","f1","f1","f3"]' runs 10 10.01 9.99 10 11.2 >l1.json
	prefix=h machines='["f2","f2","f2","f2"]' runs 11.4 11.41 11.39 11.4 >l2.json
	run --separate-stderr bench-diff --across machines l1.json l2.json
	assert_success
	json '.rows[0] | .verdict == "inconclusive" and .machines == [2, 1]'
	json '.rows[0].reason | test("about [0-9]+ more machines of each side would settle it; across machines$")'
	# Single values of two machines are not even that.
	for f in f1 f2; do
		jq -n --arg f "$f" '{environment: {fingerprint: $f}, benchmarks: [{name: "a", duration_ms: (if $f == "f1" then 10 else 15 end)}]}' >"$f.json"
	done
	run --separate-stderr bench-diff --across machines f1.json f2.json
	assert_failure 1
	json '.rows[0].verdict == "inconclusive"'
}

# paired_runs PERCENT...: a document of base and head in sessions of eight rounds, head slower by these.
paired_runs() {
	jq -n '[$ARGS.positional[] | tonumber] as $p | [("base", "head") as $v | {name: "a", id: "a", variant: $v,
		sessions: [range($p | length) | {id: "s\(.)", n: 8}], rounds: [$p[] | range(8) + 1],
		metrics: {duration_ms: {unit: "ms", better: "lower", gate: true, samples: [$p | to_entries[] | .value as $e | .key as $k | range(8) as $i |
			if $v == "base" then 100 else 100 * (1 + $e / 100) * (1 + (($i * 5 + $k * 3 + 3) % 8 + $i / 10) / 1000) end]}}}] | .[]' \
		--args "$@" | document
}

@test "paired sessions that differ count as one value each, and those that agree as their rounds" {
	paired_runs 2 5 3 >r.json
	run --separate-stderr bench-diff r.json
	assert_success
	# tests/data/paired.R
	json '.rows[0] | .sessions == [3, 3] and .n == [24, 24] and .verdict == "equivalent"'
	json '.rows[0] | (.change - 0.03573810676788 | fabs) < 1e-6 and (.p - 0.05431044422064 | fabs) < 1e-6'
	json '.rows[0] | (.ci[0] + 0.00160715592261 | fabs) < 1e-6 and (.ci[1] - 0.07448028316192 | fabs) < 1e-6'
	paired_runs 3 3 3 >r.json
	run --separate-stderr bench-diff r.json
	json '.rows[0] | (has("sessions") | not) and .ci[1] - .ci[0] < 0.005'
	paired_runs 5 30 15 >r.json
	run --separate-stderr bench-diff r.json
	assert_success
	json '.rows[0] | .verdict == "inconclusive" and .change > 0.1'
	json '.rows[0].reason | test("; about [0-9]+ more sessions would settle it$")'
	jq -c . <<<"$output" >c.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" c.json
}

@test "two paired runs that were merged are the sessions of one document" {
	for i in 0 1 2; do
		paired_runs 2 5 3 | jq --argjson i $i '.benchmarks[] |= (.sessions = [.sessions[$i]] | .rounds |= .[:8] |
			.metrics.duration_ms.samples |= .[$i * 8:$i * 8 + 8])' >"part$i.json"
	done
	bench-merge part0.json part1.json part2.json >merged.json
	run --separate-stderr bench-diff merged.json
	json '.rows[0] | .sessions == [3, 3] and (.change - 0.03573810676788 | fabs) < 1e-6'
}

# again FACTOR [ID]: a second measurement, of another session, by FACTOR slower.
again() {
	jq --argjson f "$1" --arg id "${2:-a}" '.benchmarks |= map(.id = $id | .name = $id | .sessions[].id = "s2") |
		(.benchmarks[] | select(.variant == "head") | .metrics.duration_ms.samples) =
			[range(12) as $i | (.benchmarks[0].metrics.duration_ms.samples[$i] * $f) * (1 + $i * 5 % 12 / 1e4)]' pair.json
}

@test "a regression that is not seen again is inconclusive, and one that is says so" {
	again 1.15 >yes.json
	run --separate-stderr bench-diff --confirm yes.json pair.json
	assert_failure 1
	json '.rows[0] | .verdict == "regression" and .confirmation.verdict == "regression" and (.reason | test("^confirmed: \\+15\\.[01] % \\[.*\\] when measured again, \\+15\\.[01] % in the mean of both$"))'
	json '.summary.confirmation == {confirmed: 1, not_confirmed: 0, unanswered: 0}'
	again 1.021 >no.json
	run --separate-stderr bench-diff --confirm no.json pair.json
	assert_success
	json '.rows[0] | .verdict == "inconclusive" and .severity == null and .change > 0.14 and (.confirmation.change - 0.0215 | fabs) < 0.001'
	json '.rows[0].reason | test("^not confirmed: \\+2\\.[12] % \\[\\+2\\.1 %, \\+2\\.2 %\\] when measured again$")'
	json '.summary | .inconclusive == 1 and .regression == 0 and .confirmation.not_confirmed == 1'
	# Both must be worse, and the mean of both says by how much: here 11 %.
	again 1.07 >less.json
	run --separate-stderr bench-diff --confirm less.json pair.json
	assert_failure 1
	json '.rows[0] | .verdict == "regression" and .severity == "minor" and (.reason | endswith("+11.0 % in the mean of both"))'
	run --separate-stderr bench-diff -T 12% --confirm less.json pair.json
	assert_success
	json '.rows[0] | .verdict == "worse" and .severity == null'
}

@test "without an answer a regression stays one, and the first measurement cannot confirm itself" {
	again 1 b >other.json
	run --separate-stderr bench-diff --confirm other.json pair.json
	assert_failure 1
	json '.rows[0] | .verdict == "regression" and .reason == "not measured again"'
	json '.summary.confirmation.unanswered == 1'
	again 1.15 | jq '.benchmarks |= map(if .variant == "head" then {name, id, variant, status: "failed", reason: "exit status 1"} else . end)' >failed.json
	run --separate-stderr bench-diff --confirm failed.json pair.json
	assert_failure 1
	json '.rows[0] | .verdict == "regression"'
	again 1 | jq '.benchmarks[].rounds |= map(. + 0) | .benchmarks[].metrics.duration_ms.samples |= .[:4] | .benchmarks[].rounds |= .[:4] | .benchmarks[].sessions[].n = 4' >few.json
	run --separate-stderr bench-diff --confirm few.json pair.json
	assert_failure 1
	json '.rows[0].reason == "measured again without an answer: 4 rounds can prove nothing; at least 6 are needed"'
	trouble bench-diff --confirm pair.json pair.json
	said "pair.json: 'a' was measured in the same session as the comparison that it should confirm"
	trouble bench-diff --confirm - - <pair.json
}

@test "nothing flagged leaves nothing to confirm" {
	{ entry a base "$X"; entry a head "$Y"; } | document >r.json
	echo '{"benchmarks": []}' >none.json
	run --separate-stderr bench-diff --confirm none.json r.json
	assert_success
	json '.rows[0].verdict == "equivalent" and .summary.confirmation.confirmed == 0'
}

@test "a stored baseline is confirmed by a new measurement of the current side" {
	jq '{benchmarks: [.benchmarks[0] | .sessions[0].id = "old" | .metrics.duration_ms.samples = [range(12) | 10 + . / 100]]}' pair.json >base.json
	jq '{benchmarks: [.benchmarks[1] | .metrics.duration_ms.samples = [range(12) | 12 + . / 100]]}' pair.json >head.json
	jq '.benchmarks[0] |= (.sessions[0].id = "s7" | .metrics.duration_ms.samples |= map(. - 2))' head.json >calm.json
	run --separate-stderr bench-diff --confirm calm.json base.json head.json
	assert_success
	json '.rows[0] | .verdict == "inconclusive" and (.reason | startswith("not confirmed: "))'
	trouble bench-diff --confirm calm.json - head.json <base.json
	said "it cannot be '-'"
}

@test "drift since the last release is reported beside the change, and fails when asked to" {
	{ entry a base '[10,10.1,10.2,10.3,10.4,10.5]'; entry a head '[10.2,10.3,10.4,10.5,10.6,10.7]'; entry n head '[1,2,3]'; } |
		document '{"environment": {"fingerprint": "f1"}}' >r.json
	entry a v1 '[8,8.1,8.2,8.3,8.4,8.5]' '{"sessions": [{"id": "old", "n": 6}]}' |
		document '{"environment": {"fingerprint": "f1"}, "timestamp": "2026-01-01T00:00:00Z"}' >release.json
	run --separate-stderr bench-diff --release release.json r.json
	assert_success
	json '.rows[0] | .verdict == "equivalent" and .drift.verdict == "regression" and .drift.change > 0.25 and (.drift.baseline - 8.25 | fabs) < 0.01'
	json '.summary.drift.regression == 1 and .release.timestamp == "2026-01-01T00:00:00Z" and .summary.verdict == "pass"'
	jq -c . <<<"$output" >c.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" c.json
	run --separate-stderr bench-diff --fail-on regression,drift --release release.json r.json
	assert_failure 1
	jq '.environment.fingerprint = "f2"' release.json >far.json
	run --separate-stderr bench-diff --fail-on drift --release far.json r.json
	assert_success
	json '.rows[0].drift | .verdict == "incomparable" and (.reason | contains("different machines"))'
	trouble bench-diff --release release.json - <r.json
	said "it cannot be '-'"
	trouble bench-diff --release missing.json r.json
}

@test "the release is judged unpaired even if it shares a session, and against base too when base is a file" {
	jq '{benchmarks: [.benchmarks[0] | del(.variant)]}' pair.json >b.json
	jq '{benchmarks: [.benchmarks[1] | del(.variant)]}' pair.json >h.json
	run --separate-stderr bench-diff --release b.json b.json h.json
	assert_failure 1
	json '.rows[0].drift.verdict == "inconclusive" and .rows[0].verdict == "regression"'
}

# store NAME...: baselines of release v1.0 for these fingerprints.
store() {
	mkdir -p store/v1.0
	echo v1.0 >store/current
	local f
	for f; do
		jq --arg f "$f" '{environment: {fingerprint: $f}, benchmarks: [.benchmarks[0] | del(.variant)]}' pair.json >"store/v1.0/$f.json"
	done
}

@test "the baseline is chosen by release and fingerprint; where none fits, nothing passes in silence" {
	store f1 f2
	jq '{environment: {fingerprint: "f2"}, benchmarks: [.benchmarks[1] | del(.variant)]}' pair.json >cur.json
	run --separate-stderr bench-diff --baselines store cur.json
	assert_failure 1
	json '.baseline.environment.fingerprint == "f2" and .rows[0].verdict == "regression"'
	jq '.environment.fingerprint = "f3"' cur.json >far.json
	trouble bench-diff --baselines store far.json
	said "no baseline for this machine (fingerprint f3; there is 'f1', 'f2')"
	said "--variant base=DIR --variant head=DIR"
	jq 'del(.environment)' cur.json >none.json
	trouble bench-diff --baselines store none.json
	said "no fingerprint"
	trouble bench-diff --baselines missing cur.json
	said "missing/current"
	trouble bench-diff --baselines store - <cur.json
	trouble bench-diff --baselines store cur.json cur.json
	trouble bench-diff --baselines store --variants base,head pair.json
}

@test "a name in the store that leads elsewhere is refused" {
	store f1
	jq '{environment: {fingerprint: "f1"}, benchmarks: [.benchmarks[1] | del(.variant)]}' pair.json >cur.json
	for name in '../v1.0' '/etc' '.' '..' '' 'v1.0/../v1.0' '-x' $'v1.0\nv2' 'a b' "$(printf 'x%.0s' {1..200})"; do
		printf '%s\n' "$name" >store/current
		trouble bench-diff --baselines store cur.json
		said "store/current: it must hold one line"
	done
	printf 'v1.0\0x' >store/current
	trouble bench-diff --baselines store cur.json
	printf v1.0 >store/current
	jq '.environment.fingerprint = "../v1.0/f1"' cur.json >evil.json
	trouble bench-diff --baselines store evil.json
	said "'../v1.0/f1' is not a fingerprint"
}

@test "a control row that moved leaves nothing of its session judged, and says so" {
	{
		entry a base "$WILD"
		entry a head "$SLOWER"
		entry control base "$X" '{"control": true}'
		entry control head "$(jq -c 'map(. * 1.07)' <<<"$X")" '{"control": true}'
	} | document >r.json
	run --separate-stderr bench-diff r.json
	assert_failure 1
	said "the control row, the same program on both sides, moved by +7.0 %"
	json '.summary | .contaminated == true and .control.metric == "duration_ms" and (.control.change - 0.07 | fabs) < 1e-6 and .verdict == "unmeasured"'
	json '.rows[0] | .verdict == "inconclusive" and .severity == null and (.reason | contains("the control row moved by +7.0 %"))'
	json '.rows[1] | .control == true and .gate == false and .verdict == "worse"'
	run --separate-stderr bench-diff --fail-on inconclusive r.json
	assert_failure 1
	# Within the tolerance it is noise by agreement.
	run --separate-stderr bench-diff --tolerance 8% r.json
	assert_failure 1
	json '.summary.contaminated == false and .rows[0].verdict == "regression"'
	# The control's time does not speak for what is counted exactly.
	jq '.benchmarks |= map(if .id == "a" then .metrics = {instructions: {unit: "instructions", samples: [range(12) | 1000]}} else . end)' r.json >counted.json
	run --separate-stderr bench-diff counted.json
	json '.rows[0].verdict == "equivalent"'
	# Of the second measurement it leaves the first one's verdict as it was.
	jq '.benchmarks |= map(.sessions[].id = "s2")' r.json >again.json
	run --separate-stderr bench-diff --confirm again.json pair.json
	assert_failure 1
	json '.rows[0].reason | startswith("measured again without an answer: the control row moved")'
}

@test "equal input gives equal bytes, whatever is asked for" {
	again 1.02 >no.json
	jq '{benchmarks: [.benchmarks[0] | del(.variant)]}' pair.json >release.json
	for i in 1 2; do
		diff_to "out$i.json" --confirm no.json --release release.json pair.json
		jq -c 'del(.timestamp)' "out$i.json" >"bytes$i"
	done
	cmp bytes1 bytes2
}

# counted SOURCE COUNT: a document of instructions counted in that way.
counted() {
	jq -n --arg s "$1" --argjson n "$2" '{benchmarks: [{name: "a", metrics: {instructions: ({unit: "instructions", better: "lower", gate: true,
		samples: [$n, $n]} + if $s == "" then {} else {source: $s} end)}}]}'
}

# session ID CONTROL CASE [NAME]: a document of one session of twelve rounds, in which head of
# the control row and of the case takes so many times as long as base.
session() {
	jq -n --argjson x "$X" --arg id "$1" --argjson control "$2" --argjson case "$3" --arg name "${4:-a}" '
		def e($n; $v; $f; $more): {name: $n, variant: $v, rounds: [range($x | length) + 1],
			sessions: [{id: $id, n: ($x | length)}],
			metrics: {duration_ms: {unit: "ms", samples: [$x[] * $f]}}} + $more;
		{benchmarks: [e($name; "base"; 1; {}), e($name; "head"; $case; {}),
			e("control"; "base"; 1; {control: true}), e("control"; "head"; $control; {control: true})]}'
}

@test "of several sessions those in which the control row moved take no part" {
	session s1 1.48 1.5 >bad.json
	session s2 1 1 >good.json
	session s3 1 1 >better.json
	bench-merge -o r.json bad.json good.json better.json
	run --separate-stderr bench-diff r.json
	assert_success
	said "the control row moved in 1 session: samples of contaminated sessions are left out"
	json '.summary | .contaminated and .contaminated_sessions == ["s1"] and .gating == {rows: 1, judged: 1}'
	json '.rows[0] | .verdict == "equivalent" and .n == [24, 24] and .reason == "1 of 3 sessions left out, since the control row moved there"'
	bench-md <<<"$output" | grep -q '1 session is contaminated'
	jq -c . <<<"$output" >c.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" c.json
	# The other way round: what is slower where the control stood still is red.
	session s2 1 1.5 >good.json
	session s3 1 1.5 >better.json
	session s1 1.48 1 >bad.json
	bench-merge -o r.json bad.json good.json better.json
	run --separate-stderr bench-diff r.json
	assert_failure 1
	json '.rows[0] | .verdict == "regression" and (.change - 0.5 | fabs) < 1e-6'
}

@test "a case of no session but those that moved is not judged, wherever the control stands" {
	session s1 1.48 1.5 zz >bad.json
	session s2 1 1 b >good.json
	bench-merge -o r.json bad.json good.json
	run --separate-stderr bench-diff r.json
	assert_success
	json '.rows | map(select(.control | not) | .id + " " + .verdict) == ["b equivalent", "zz inconclusive"]'
	json '.rows[] | select(.id == "zz").reason == "measured only in sessions in which the control row moved"'
	session s3 1.48 1.5 b >worse.json
	bench-merge -o r.json bad.json worse.json
	run --separate-stderr bench-diff r.json
	assert_failure 1
	json '.summary | .verdict == "unmeasured" and .contaminated_sessions == ["s1", "s3"]'
}

@test "instructions of callgrind are not compared with those of the processor's counters" {
	counted callgrind 1000 >a.json
	counted '' 1500 >b.json
	run --separate-stderr bench-diff a.json b.json
	assert_failure 1
	json '.rows[0] | .verdict == "incomparable" and .change == null and .p == null'
	json '.rows[0].reason == "counted in another way: the source was \"callgrind\" and is not said"'
	run --separate-stderr bench-diff b.json a.json
	json '.rows[0].reason | endswith("the source was not said and is \"callgrind\"")'
	run --separate-stderr bench-diff --fail-on incomparable a.json b.json
	assert_failure 1
	counted perf 1500 >b.json
	run --separate-stderr bench-diff a.json b.json
	json '.rows[0].verdict == "incomparable"'
	counted callgrind 1500 >b.json
	run --separate-stderr bench-diff a.json b.json
	assert_failure 1
	json '.rows[0].verdict == "regression"'
}

# disturbed_side LEVEL COUNT [MEMBERS]: twelve samples of which COUNT are labelled as disturbed.
disturbed_side() {
	jq -n --argjson l "$1" --argjson n "$2" --argjson e "${3:-{\}}" '{benchmarks: [{name: "a", disturbed: [range($n)], metrics:
		{duration_ms: {unit: "ms", samples: [range(12) | $l + . / 100]}, memory_mb: {unit: "MB", samples: [range(12) | $l + . / 100]}}} + $e]}'
}

@test "one after the other, a side that was mostly disturbed shows no change of its time" {
	disturbed_side 10 0 >quiet.json
	for level in 12 10.8 9.2 8; do
		disturbed_side $level 7 >noisy.json
		run --separate-stderr bench-diff --between-sessions 0% -m duration_ms quiet.json noisy.json
		assert_failure 1
		json '.rows[0] | .verdict == "inconclusive" and .severity == null and (.change | fabs) > 0.05 and .p < 0.01'
		json '.rows[0].reason == "most invocations of the current side were disturbed: measure both in one session (bench-run --variant)"'
		run --separate-stderr bench-diff --between-sessions 0% -m duration_ms noisy.json quiet.json
		json '.rows[0].reason | startswith("most invocations of the baseline were")'
		run --separate-stderr bench-diff -m duration_ms --fail-on inconclusive quiet.json noisy.json
		assert_failure 1
	done
	disturbed_side 10 12 >both.json
	run --separate-stderr bench-diff -m duration_ms both.json noisy.json
	json '.rows[0].reason | startswith("most invocations of both sides were")'
	# A baseline that was slowed may hide a change: that nothing moved is not shown either.
	disturbed_side 10.1 7 >same.json
	run --separate-stderr bench-diff -m duration_ms same.json quiet.json
	json '.rows[0] | .verdict == "inconclusive" and (.reason | startswith("most invocations of the baseline were"))'
	# A size does not mind, nor does what did not get slower, and half is not most.
	disturbed_side 12 7 >noisy.json
	run --separate-stderr bench-diff -m memory_mb quiet.json noisy.json
	assert_failure 1
	json '.rows[0].verdict == "regression"'
	run --separate-stderr bench-diff -m duration_ms quiet.json same.json
	json '.rows[0].verdict == "equivalent"'
	disturbed_side 12 6 >half.json
	run --separate-stderr bench-diff -m duration_ms quiet.json half.json
	assert_failure 1
}

@test "pairs and several sessions are judged however disturbed" {
	pair '{"disturbed": [0,1,2,3,4,5,6,7,8,9,10,11]}'
	run --separate-stderr bench-diff pair.json
	assert_failure 1
	json '.rows[0].verdict == "regression"'
	disturbed_side 10 0 '{"sessions": [{"id": "s1", "n": 4}, {"id": "s2", "n": 4}, {"id": "s3", "n": 4}]}' >quiet.json
	disturbed_side 15 12 '{"sessions": [{"id": "s4", "n": 4}, {"id": "s5", "n": 4}, {"id": "s6", "n": 4}]}' >noisy.json
	run --separate-stderr bench-diff -m duration_ms quiet.json noisy.json
	assert_failure 1
	json '.rows[0].verdict == "regression" and .rows[0].sessions == [3, 3]'
}

# many ROWS HEAD: a document of ROWS cases of ten pairs; the head of the first is HEAD, the
# others do not change. The rounds of a session with id SESSION, or s1.
many() {
	jq -cn --argjson n "$1" --argjson head "$2" --arg s "${SESSION:-s1}" '
		[10.1,10.5,10.2,10.7,10.3,10.9,10.4,10.6,10.8,10.05] as $base
		| {schema: "benchpipe/results/1", benchmarks: [range($n) as $i | "base", "head"
			| . as $v | (if $v == "base" then $base elif $i == 0 then $head
				else [range(10) | $base[(. + $i * 3 + 3) % 10] + ($i * 7 + . * 3) % 11 / 1000] end) as $samples
			| {name: "c\($i)", id: "c\($i)", variant: $v, sessions: [{id: $s, n: 10}], rounds: [range(10) + 1],
				metrics: {duration_ms: {unit: "ms", better: "lower", gate: true, samples: $samples}}}]}'
}

@test "one row doubled is a regression with ten pairs, alone and among a hundred" {
	for rows in 1 10 100; do
		many "$rows" '[20.2,21,20.4,21.4,20.6,21.8,20.8,21.2,21.6,20.1]' >r.json
		run --separate-stderr bench-diff r.json
		assert_failure 1
		json '.summary.regression == 1 and (.rows[] | select(.id == "c0") | .verdict == "regression" and .p_adjusted < 0.05)'
	done
}

@test "what the correction for many rows hides is named, measured again, and then told" {
	many 100 '[12.6,13.1,12.4,12.9,10.65,13.3,12.8,13.2,10.35,12.5]' >r.json
	diff_to first.json r.json
	jq -e '.rows[] | select(.id == "c0") | .verdict == "inconclusive" and .p < 0.01 and .p_adjusted > 0.05 and .ci[0] > 0' first.json
	jq -e '.rows[] | select(.id == "c0").reason | test("^p is 0\\.[0-9]+, and [0-9.]+ after the correction for 100 rows; about [0-9]+ more rounds? would settle it$")' first.json
	# What samples of one of a hundred rows show is larger than of one alone.
	jq '.benchmarks |= map(select(.id == "c1"))' r.json >one.json
	diff_to one-d.json one.json
	jq -e --argjson one "$(jq '.rows[0].smallest_detectable' one-d.json)" '.rows[] | select(.id == "c1") | .smallest_detectable > $one' first.json
	jq -n '{version: 1, suite: "s", benchmarks: [range(100) | {name: "c\(.)", run: "true"}]}' >s.json
	run --separate-stderr bench-run --list --no-control --only first.json s.json
	assert_output 'c0'
	SESSION=s2 many 1 '[12.6,13.1,12.4,12.9,12.65,13.3,12.8,13.2,12.35,12.5]' >again.json
	run --separate-stderr bench-diff --confirm again.json r.json
	assert_failure 1
	json '.rows[] | select(.id == "c0") | .verdict == "regression" and (.reason | startswith("confirmed: "))'
	SESSION=s2 many 1 '[10.1,10.5,10.2,10.7,10.3,10.9,10.4,10.6,10.8,10.06]' >again.json
	run --separate-stderr bench-diff --confirm again.json r.json
	assert_success
	json '.rows[] | select(.id == "c0") | .verdict == "inconclusive" and (.reason | contains("measured again, it did not get worse: "))'
}

@test "a change in half of the invocations is not equivalent, though the fast ones are the same" {
	many 1 '[10.1,15.8,10.2,10.7,15.5,16.3,10.4,15.9,10.8,15.1]' | jq -c '.benchmarks[] |= (.metrics.duration_ms.samples |= . + . + .
		| .rounds = [range(30) + 1] | .sessions[0].n = 30)' >r.json
	run --separate-stderr bench-diff -T 20% r.json
	assert_success
	json '.rows[0] | .verdict == "inconclusive" and (.ci | map(fabs) | max) < 0.2'
	json '.rows[0].reason | test("^the fast invocations changed by \\+1\\.9 %, but the middle of all may have changed by \\+0.0 % to \\+[0-9.]+ %")'
}

@test "no row says which changes cannot be seen beside an interval that shows one" {
	# 80 reports of one row, of 8 rounds and a change of about their noise.
	jq -cn 'def next: . * 16807 % 2147483647;
		[range(80)] | map([limit(16; . * 7919 + 17 | next | next | recurse(next))] | map(. / 2147483647)) as $noise
		| range(80) as $i | {schema: "benchpipe/results/1", benchmarks: [("base", "head") | . as $v
			| {name: "a", id: "a", variant: ., sessions: [{id: "s1", n: 8}], rounds: [range(8) + 1],
				metrics: {duration_ms: {unit: "ms", better: "lower", gate: true, samples:
					[range(8) | if $v == "base" then 10 + $noise[$i][.] else 10.6 + $noise[$i][. + 8] end]}}}]}' >reports
	while IFS= read -r report; do
		diff_to d.json - <<<"$report"
		jq -c '.rows[0]' d.json >>rows
	done <reports
	jq -s '[.[] | select(.verdict == "inconclusive" and (.ci[0] > 0 or .ci[1] < 0))]' rows >shown
	jq -e 'length >= 5' shown
	jq -e 'all(.[]; .reason | contains("cannot be seen") | not)' shown
	# Beside one that does not, it is said.
	jq -se 'any(.[]; .verdict == "inconclusive" and .ci[0] < 0 and (.reason | test("^changes under [0-9.]+ % cannot be seen reliably; ")))' rows
}

# part SHARE SLOWER ALL: 40 rounds with 2 % of noise, in which SHARE of ten of head's invocations take
# SLOWER times as long, and all of them ALL times.
part() {
	jq -cn --argjson share "$1" --argjson slower "$2" --argjson all "$3" '
		def noise($i; $k): 1 + ($i * $k % 41) / 2000;
		[range(40)] as $rounds
		| {base: [$rounds[] | 10 * noise(.; 17)],
			head: [$rounds[] | 10 * noise(.; 29) * $all * (if . * 7 % 10 < $share then $slower else 1 end)]}
		| {schema: "benchpipe/results/1", benchmarks: [to_entries[] | {name: "a", id: "a", variant: .key,
			sessions: [{id: "s1", n: 40}], rounds: [range(40) + 1],
			metrics: {duration_ms: {unit: "ms", better: "lower", gate: true, samples: .value}}}]}'
}

@test "where a part of the invocations changed, the reason tells the fast ones from the middle" {
	local share all want
	while IFS='|' read -r share all want; do
		part "$share" 1.48 "$all" >r.json
		diff_to d.json r.json
		assert_regex "$(jq -r '.rows[0] | "\(.verdict): \(.reason)"' d.json)" "^$want\$"
	done <<-'END'
		0|1|equivalent: null
		3|1|inconclusive: the fast invocations changed by \+0\.5 %, but the middle of all may have changed by \+0\.3 % to \+21\.6 %
		5|1|inconclusive: the fast invocations changed by \+1\.0 %, but the middle of all changed by \+21\.0 % to \+22\.6 %
		7|1|regression: null
		0|1.12|regression: null
		3|1.12|regression: null
		5|1.12|regression: the fast invocations moved by \+13\.2 % and the middle by \+36\.2 % \[\+35\.5 %, \+37\.3 %\]: not all invocations changed alike
		7|1.12|regression: null
	END
	# Where most of the invocations changed, both sides spread unlike and the change is that of the middle.
	json '.rows[0].change > 0.3' d.json
}

@test "what blocks share is told by all rows of a session" {
	# In c0 the two rounds of a block lean the same way, in the others they do not.
	many 12 '[10.3,10.7,10,10.5,10.5,11.1,10.2,10.4,11,10.25]' >r.json
	jq '.benchmarks |= map(select(.id == "c0"))' r.json >alone.json
	diff_to together.json r.json
	diff_to alone-d.json alone.json
	width='.rows[] | select(.id == "c0") | .ci[1] - .ci[0]'
	jq -en --argjson a "$(jq "$width" alone-d.json)" --argjson b "$(jq "$width" together.json)" '$b < $a * 0.99'
}

@test "CPU time decides only when three quarters of the invocations are bound by it" {
	for idle in 2 3; do
		many 1 '[10.11,10.52,10.21,10.73,10.34,10.92,10.44,10.65,10.83,10.07]' | jq -c --argjson idle "$idle" '.benchmarks[] |= (
			.metrics.cpu_ms = {unit: "ms", better: "lower", gate: false, samples:
				[.metrics.duration_ms.samples | to_entries[] | if .key < $idle then 9.5 + .value / 1000 else 9.99 + .key * 0.001 + .value / 1e4 end]}
			| .metrics.run_delay_ms = {unit: "ms", better: "lower", gate: false, samples:
				[.metrics.duration_ms.samples | to_entries[] | if .key < $idle then 0 else .value * (1 - 1e-4) - 9.99 - .key * 0.001 end]})' >r.json
		diff_to "$idle.json" r.json
	done
	jq -e '.rows[] | select(.metric == "duration_ms") | .look == "cpu_ms"' 2.json
	jq -e '.rows[] | select(.metric == "duration_ms") | has("look") | not' 3.json
}

# noisy SEED ROUNDS CASES [FILTER]: base and head of CASES cases that differ by nothing, 4, 7 or 20 %, in
# noise of 10 to 30 %, ROUNDS rounds of 0.25 s an invocation; both sides in one document, r.json,
# each entry changed by the jq FILTER.
noisy() {
	python3 - "$@" <<-'E' | jq -c ".benchmarks[] |= (${4:-.})" >r.json
		import json, math, random, sys
		seed, rounds, cases = map(int, sys.argv[1:4])
		entries = []
		for i in range(cases):
		    kind, noise = random.Random(i), random.Random(seed * 1000 + i)
		    change, sigma = kind.choice([0, 0, 0, 0.04, 0.07, 0.2]), kind.choice([0.1, 0.2, 0.3])
		    shared = [noise.gauss(0, sigma / 2) for _ in range(rounds)]
		    for v in "base", "head":
		        level = 100 * (1 + (change if v == "head" else 0))
		        entries.append({"name": "c%02d" % i, "id": "c%02d" % i, "variant": v, "warmup": 2,
		            "sessions": [{"id": "s%d" % seed, "n": rounds, "seconds": rounds / 4}],
		            "rounds": list(range(1, rounds + 1)),
		            "metrics": {"duration_ms": {"unit": "ms", "better": "lower", "gate": True,
		                "samples": [round(level * math.exp(s + abs(noise.gauss(0, sigma))), 4) for s in shared]}}})
		print(json.dumps({"benchmarks": entries}))
	E
}

@test "so many more rounds as are advised settle the rows, by options that bench-run has" {
	noisy 1 16 40
	bench-diff -o c.json r.json || :
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" c.json
	# Two sides of 40 cases, a quarter of a second each, and two warm-ups of all of them.
	json '.summary.open | length == 1 and (.[0] | . as $o | .of == "round" and .rows > 20 and .half.n < .all.n
		and .half.total == .half.n + 16 and .half.seconds == (.half.total + 2) * 20
		and (.half.options == "-r \(.half.total) --budget \(.half.seconds * 1.25 / 60 | ceil)m")
		and (.advice | contains("A round of all cases takes 20 s. Measure with \u0027\($o.half.options)\u0027 for half")))' c.json
	json '.summary.open[0] as $o | [.rows[] | .more // empty | .n] | sort | length == $o.rows and .[(length + 1) / 2 | floor - 1] == $o.half.n and last == $o.all.n' c.json
	# Four in five of the rows that need no more than that are settled by it.
	for seed in 1 2 3; do
		noisy "$seed" 16 40
		bench-diff -o c.json r.json || :
		noisy "$((seed + 100))" "$(jq '.summary.open[0].half.total' c.json)" 40
		bench-diff -o d.json r.json || :
		jq -c --slurpfile after d.json '.summary.open[0].half.n as $n | INDEX($after[0].rows[]; .id) as $after
			| .rows[] | select(.more and .more.n <= $n) | $after[.id].verdict != "inconclusive"' c.json >>settled
	done
	jq -es 'length > 30 and (map(select(.)) | length) >= 0.7 * length' settled
	# What is open then is told anew from what is known then, and is not the same once more.
	json '.summary.open[0] | .half.total > 60 and .half.total > .half.n' d.json
}

@test "the advice fits the design: builds, sessions of each side, invocations; and says what helps more" {
	noisy 1 12 6 '. as $e | .builds = [range(12) | (. / 2 | floor) + 1 + (if $e.variant == "head" then 6 else 0 end)]
		| .metrics.duration_ms.samples |= [range(12) as $i | 100 + .[$i] / 100 + 12 * ((($i / 2 | floor) % 3) - 1)]'
	bench-diff -o c.json r.json || :
	json '.summary.open[] | select(.of == "build") | . as $o | (.half.options | test("^--builds [0-9]+ -r [0-9]+ --budget [0-9]+m$"))
		and (.advice | contains("in the scenario \u0027builds\u0027, \u0027runs\u0027 and \u0027budget\u0027") and contains(" and the builds)"))' c.json
	# Two results of one session each: more sessions, or one for both sides.
	noisy 1 20 3
	jq -c '.benchmarks |= map(select(.variant == "base") | del(.variant))' r.json >a.json
	jq -c '.benchmarks |= map(select(.variant == "head") | del(.variant) | .sessions[0].id = "t")' r.json >b.json
	bench-diff -o c.json a.json b.json || :
	json '.summary.open[0] | .of == "session" and (.half | has("options") | not) and (.half.seconds == (20 + 2) * 0.75)
		and (.advice | contains("sessions of each side in all for half (about 16 s each), and put their results together with bench-merge. Sides that are measured together, by bench-compare or bench-run --variant, need one session."))' c.json
	bench-diff --between-sessions 0% -o c.json a.json b.json || :
	json '.summary.open[0] | .of == "invocation" and (.half.options | test("^-r [0-9]+ --budget 15m$")) and (.advice | contains("15m\u0027 on each side"))' c.json
	# Of results that do not say what they took, no time is told.
	noisy 1 20 3 'del(.sessions[0].seconds)'
	bench-diff -o c.json r.json || :
	json '.summary.open[0] | (.half | has("seconds") or has("options") | not) and (.advice | contains("A round") | not)' c.json
	# Rounds of 40 s by the thousand help nobody.
	noisy 1 8 3 '.sessions[0].seconds *= 200'
	bench-diff -o c.json r.json || :
	json '.summary.open[0].advice | test("A quieter machine helps more, or runs that do less work each, so that there are more of them, or a threshold of [0-9]+ %, which half of them keep already.$") and (contains("Measure") | not)' c.json
	COLUMNS=100 bench-md --text c.json >text
	bench-md c.json >markdown
	for shown in text markdown; do
		assert_equal "$(tr '\n' ' ' <"$shown" | grep -o 'A quieter machine helps more, or' | wc -l)" 1
	done
}
