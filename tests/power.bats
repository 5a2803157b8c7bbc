load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	cat >s.yml <<-'END'
		version: 1
		budget: 10m
		benchmarks:
		  - { name: quiet, run: 'true' }
		  - { name: noisy, run: 'true' }
		  - { name: coarse, run: 'true' }
		  - { name: count, run: 'true' }
		  - { name: few, run: 'true' }
		  - { name: new, run: 'true' }
	END
}

# pilot: results of a session of 40 invocations of each benchmark but 'new', with logistic noise,
# powers of 6 modulo 41: 1 % of 100 ms, 40 % of 1 s; steps of 4 %, and a count; 'few' has 8.
pilot() {
	jq -nc 'def noise($n; $cv; $mean): [limit($n; 1 | recurse(. * 6 % 41)) | (. - 0.5) / 40
			| $mean * ($cv * 0.55 * (. / (1 - .) | log) | exp)];
		def case($name; $n; $metric): {$name, sessions: [{id: "p", $n}], iterations: $n,
			rounds: [range(1; $n + 1)], metrics: $metric};
		def ms($samples): {duration_ms: {unit: "ms", better: "lower", gate: true, $samples}};
		{schema: "benchpipe/results/1", benchmarks: [
			case("coarse"; 40; ms([range(40) | 25 + (. * 7 % 3)])),
			case("count"; 40; {instructions: {unit: "count", better: "lower", gate: true,
				samples: [range(40) | 1000000]}} + (ms(noise(40; 0.01; 100)) | .duration_ms.gate = false)),
			case("few"; 8; ms(noise(8; 0.01; 100))),
			case("noisy"; 40; ms(noise(40; 0.4; 1000))),
			case("quiet"; 40; ms(noise(40; 0.01; 100)))]}' >pilot.json
}

# row ID: the row of the power that the last run's plan tells.
row() {
	jq -ec --arg id "$1" '.power.rows[] | select(.id == $id)' <<<"$output"
}

@test "each row gets the rounds that a change takes, or is told why not and what would show it" {
	pilot
	run --separate-stderr bench-plan --power 2% --from pilot.json s.yml
	assert_success
	said '2 of 6 rows will show a change of 2%'
	said 'one earlier session does not tell how sessions differ'
	# By the normal test of two looks, and 40 pairs' guess of the deviation, sqrt(2) %: within a fifth.
	row quiet | jq -e '.answer == "planned" and .needed >= 10 and .needed <= 13 and .detection >= 0.8
		and .smallest <= 0.02 and (has("advice") | not)'
	row noisy | jq -e '.answer == "noise" and .detection < 0.1 and .smallest > 0.2
		and (.advice | contains("callgrind"))'
	row coarse | jq -e '.answer == "clock" and (.advice | contains("4 times as long"))'
	row count | jq -e '.answer == "exact" and .metric == "instructions" and .detection == 1'
	row few | jq -e '.answer == "unknown"'
	row new | jq -e '.answer == "unknown" and (has("metric") | not)'
	# The plan has these rounds, and as many again for the second look.
	jq -e '([.power.rows[] | select(.id == "quiet").needed][0]) as $n
		| .cases[] | select(.id == "quiet").runs | .min == $n and .max == 2 * $n and .precision == 1' <<<"$output"
	jq -e '.cases[] | select(.id == "new").runs | .min == 10 and .max == 200 and .precision == 0.01' <<<"$output"
	"$ROOT/tests/schema-check" "$ROOT/schemas/plan.json" <(printf '%s' "$output")
	# It is a plan as any other, and keeps what was said.
	bench-plan <<<"$output" >again.json
	jq -e --slurpfile old <(printf '%s' "$output") '.power == $old[0].power and .cases == $old[0].cases' again.json
	run --separate-stderr bench-plan --power 2% --from pilot.json -F table s.yml
	assert_success
	assert_line --regexp '^case +metric +answer +rounds'
	assert_line --regexp '^noisy +duration_ms +noise '
}

@test "the budget goes to the rows that take least, so that most rows are decided" {
	pilot
	# The change that the noisy row shows in minutes is too dear for 2 of them.
	run --separate-stderr bench-plan --power 25% --from pilot.json --budget 30m s.yml
	assert_success
	row noisy | jq -e '.answer == "planned" and .seconds > 60 and .needed > 30'
	row quiet | jq -e '.answer == "planned"'
	most=$(row noisy | jq .seconds)
	least=$(jq '[.power.rows[] | select(.id != "noisy").seconds // 0] | add' <<<"$output")
	# Alone it would do, beside the others it does not.
	run --separate-stderr bench-plan --power 25% --from pilot.json --budget "$(jq -n "$most + $least / 2")s" s.yml
	assert_success
	row noisy | jq -e '.answer == "budget" and (.advice | contains("a budget longer by"))'
	# As much longer as is said is long enough, and no longer than it takes.
	longer=$(row noisy | jq -r '.advice | capture("longer by (?<n>[0-9.]+)[^a-z]+(?<unit>[a-z]+)") | (.n | tonumber) * {ms: 0.001, s: 1, min: 60}[.unit]')
	jq -e --argjson longer "$longer" --argjson most "$most" '.budget + $longer - .power.seconds < 0.9 * $most' <<<"$output"
	row quiet | jq -e '.answer == "planned"'
	jq -e '.power.seconds <= .budget and .power.decided == 3' <<<"$output"
	# Where it alone is too dear, no budget that is left would do.
	run --separate-stderr bench-plan --power 25% --from pilot.json --budget 60s s.yml
	row noisy | jq -e '.answer == "noise" and (.advice | contains("a budget of"))'
	# Where not even the least rounds have time, it is said.
	run --separate-stderr bench-plan --power 25% --from pilot.json --budget 1s s.yml
	assert_success
	said 'the least rounds of all cases take'
	said 'more than the budget of 0.0167: give a longer --budget, or fewer cases'
}

@test "pairs of sessions that differ ask for more sessions, and documents of other machines do not count" {
	jq -nc '[range(3)] as $sessions | [range(60)] as $i
		| def side($variant; $factor): {name: "a", $variant, iterations: 60,
			sessions: [$sessions[] | {id: "s\(.)", n: 20}], rounds: [$i[] | . % 20 + 1],
			metrics: {duration_ms: {unit: "ms", better: "lower", gate: true,
				samples: [$i[] | (100 + (. * 13 + ($variant | length)) % 17 / 10) * $factor[. / 20 | floor]]}}};
		{schema: "benchpipe/results/1", environment: {fingerprint: "here"},
			benchmarks: [side("base"; [1, 1, 1]), side("head"; [1, 1.08, 0.95])]}' >builds.json
	echo '{"version":1,"benchmarks":[{"name":"a","run":"true"}]}' >a.yml
	run --separate-stderr bench-plan --power 2% --from builds.json a.yml
	assert_success
	row a | jq -e '.answer == "between" and (.advice | test("^[0-9]+ sessions of builds")) and .sessions == 3'
	# A quiet document of another machine says nothing of this one.
	jq '.environment.fingerprint = "there"' builds.json >there.json
	bench-plan --power 2% --from builds.json a.yml >one.json
	run --separate-stderr bench-plan --power 2% --from there.json --from builds.json a.yml
	assert_success
	said 'documents of other machines than the newest do not count: 1'
	assert_equal "$(jq -c .power <<<"$output")" "$(jq -c .power one.json)"
	# The folder of a history is as good.
	mkdir -p history/2026-11
	cp builds.json history/2026-11/20261129T121845Z-0123456789abcdef.json
	run --separate-stderr bench-plan --power 2% --from history a.yml
	assert_success
	assert_equal "$(jq -c .power <<<"$output")" "$(jq -c .power one.json)"
}

@test "what builds differ by is taken away by builds, not by rounds" {
	# Six builds a side, whose rounds agree: the levels have a standard deviation of about 2 %.
	jq -nc 'def side($variant; $levels): {name: "a", $variant, sessions: [{id: "s", n: 24}], rounds: [range(24) | . + 1],
			builds: [range(24) | . % 6 + 1],
			metrics: {duration_ms: {unit: "ms", better: "lower", gate: true,
				samples: [range(24) | (100 + . * 5 % 7 / 100) * $levels[. % 6]]}}};
		{benchmarks: [side("base"; [1, 1.02, 0.98, 1.03, 0.97, 1]), side("head"; [1.02, 0.97, 1, 0.98, 1.03, 1])]}' >six.json
	printf '%s\n' 'version: 1' 'benchmarks: [{name: a, run: "true"}]' >a.yml
	run --separate-stderr bench-plan --power 3% --from six.json a.yml
	assert_success
	row a | jq -e '.answer == "between" and (has("smallest") or has("detection") | not)
		and (.advice | capture("^(?<n>[0-9]+) builds of each side .builds: (?<m>[0-9]+).") | .n == .m and (.n | tonumber) > 10)'
	"$ROOT/tests/schema-check" "$ROOT/schemas/plan.json" <(printf '%s' "$output")
	n=$(row a | jq -r '.advice | capture("^(?<n>[0-9]+)").n')
	sed -i "1a builds: $n" a.yml
	run --separate-stderr bench-plan --power 3% --from six.json a.yml
	row a | jq -e '.answer == "planned"'
	# Builds that agree are as one.
	jq -c '.benchmarks |= map(.metrics.duration_ms.samples = [range(24) | 100 + . * 5 % 7 / 100])' six.json >alike.json
	sed -i /builds/d a.yml
	run --separate-stderr bench-plan --power 3% --from alike.json a.yml
	row a | jq -e '.answer == "planned"'
}

@test "what cannot be planned is trouble" {
	pilot
	mkdir empty
	echo '{"schema":"benchpipe/comparison/1","rows":[]}' >comparison.json
	wrong() {
		# shellcheck disable=SC2086 # words
		trouble bench-plan $1 s.yml
		said "$2"
	}
	each wrong <<-'END'
		--power 2%|--power needs --from
		--from pilot.json|need --power
		--power 0% --from pilot.json|--power must be over 0
		--power 2% --from pilot.json --chance 100%|--chance must be from 5% to 99%
		--power 2% --from pilot.json --list|--power cannot be used with
		--power 2% --from pilot.json --shards 2|--power cannot be used with
		--power 2% --from comparison.json|must be a results document
		--power 2% --from empty|'empty' has no results
		--power 2% --from missing.json|'missing.json'
	END
}
