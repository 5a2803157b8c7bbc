# Where the level of a series moved.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# made FILTER [MEMBERS]: write s.json, a document of one series; FILTER gives its points, of
# 'noise', a number around 0 that repeats after 30 points, and MEMBERS stand beside them.
made() {
	jq -cn "def noise(\$i): ((\$i * 11 % 30) - 14.5) / 1000;
		{runs: [range(60) | {id: \"r\\(.)\", commit: \"c\\(.)\"}], series: [{id: \"sort\", metric: \"duration_ms\",
			unit: \"ms\", run: [range(60)], value: [range(60) | $1]} + ${2:-{\}}]}" >s.json
}

judged() {
	run --separate-stderr bench-trend "$@" s.json
	[ "$status" -le 1 ] || fail "$stderr"
}

level='10 * (1 + noise(.))'

@test "a level that moved is found where it did, with its size, and fails the job" {
	made "$level * if . < 40 then 1 else 1.1 end"
	judged
	assert_equal "$status" 1
	json '.series[0].steps | length == 1 and (.[0] | .at == 40 and .verdict == "regression" and .state == "open"
		and (.change > 0.09 and .change < 0.11) and .ci[0] < 0.1 and .ci[1] > 0.1 and .p < 0.001
		and (.after / .before - 1 - .change | fabs < 1e-6))'
	assert_equal "$stderr" "bench-trend: 'sort' duration_ms: regression, $(jq -r '.series[0].steps[0].change * 1000 | round / 10' <<<"$output" | sed 's/^/+/')%, after 'c39', up to 'c40'"
	echo "$output" >judged.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/series.json" judged.json
	# What was judged can be judged again.
	assert_equal "$(bench-trend judged.json 2>&1 >again.json || cmp judged.json again.json)" "$stderr"
}

@test "a level that stays has no step, and neither has one of equal points or of few" {
	for points in "$level" 10 0; do
		made "$points"
		judged
		assert_equal "$status" 0
		json '.series[0] | .steps == [] and (has("drift") or has("suspect") | not)'
	done
	echo '{"series":[{"id":"a","metric":"m","value":[]},{"id":"a","metric":"m","value":[1,1,1,9,9,9]}]}' >s.json
	judged
	json '.series | length == 2 and all(.steps == [])'
}

@test "the direction of the metric decides what is better, and --threshold what is a regression" {
	made "$level * if . < 40 then 1 else 0.9 end"
	judged
	assert_equal "$status" 0
	json '.series[0].steps[0].verdict == "improvement"'
	made "$level * if . < 40 then 1 else 0.9 end" '{better: "higher"}'
	judged
	assert_equal "$status" 1
	judged --threshold 12%
	assert_equal "$status" 0
	json '.series[0].steps[0].verdict == "worse"'
	judged --least 12%
	json '.series[0].steps == []'
	made "$level * if . < 40 then 1 else 0.9 end" '{better: "higher", gate: false}'
	judged
	assert_equal "$status" 0
}

@test "a regression that went away has recovered, and says since when" {
	made "$level * if . < 20 or . > 39 then 1 else 1.2 end"
	judged
	assert_equal "$status" 0
	json '.series[0].steps | map(.at) == [20, 40] and (.[0] | .state == "recovered" and .recovered_at == 40)'
	# One that half went away has not.
	made "$level * if . < 20 then 1 elif . < 40 then 1.2 else 1.1 end"
	judged
	assert_equal "$status" 1
	json '.series[0].steps | map(.state) == ["open", "open"]'
}

@test "a machine that moves is no step where the base moved with it, and is one with --raw" {
	made "$level * if . < 40 then 1 else 1.3 end" '{base: [range(60) | if . < 40 then 2 else 2.6 end]}'
	judged
	assert_equal "$status" 0
	json '.series[0].steps == []'
	judged --raw
	json '.series[0].steps[0].at == 40'
	# A point without a base is not judged, and keeps its index.
	made "$level * if . < 40 then 1 else 1.3 end" '{base: [range(60) | if . % 3 == 0 then null else 2 end]}'
	judged
	json '.series[0].steps[0].at == 40'
}

@test "a slope is a drift and no staircase, and a step beside it is still found" {
	made "$level * (1 + . / 400)"
	judged
	assert_equal "$status" 0
	json '.series[0] | .steps == [] and (.drift | .change > 0.1 and .change < 0.2 and .ci[0] < .change and .ci[1] > .change)'
	made "$level * (1 + . / 400) * if . < 30 then 1 else 1.2 end"
	judged
	json '.series[0] | (.steps | map(.at) == [30]) and .drift.change > 0.1'
}

@test "one odd last point, or two, is suspect and no step; an odd one before is neither" {
	made "$level * if . == 59 then 2 else 1 end"
	judged
	assert_equal "$status" 0
	json '.series[0] | .steps == [] and .suspect == [59]'
	said "'sort' duration_ms: the last point is suspect: measure it again"
	made "$level * if . > 57 then 2 else 1 end"
	judged
	json '.series[0] | .steps == [] and .suspect == [58, 59]'
	made "$level * if . == 30 then 2 else 1 end"
	judged
	json '.series[0] | .steps == [] and (has("suspect") | not)'
	made "$level * if . > 56 then 2 else 1 end"
	judged
	json '.series[0] | .steps[0].at == 57'
}

@test "values at and under 0 are judged by their differences" {
	made '(. * 7 % 5) / 10 - 3 + if . < 40 then 0 else 2 end'
	judged
	json '.series[0].steps | length == 1 and (.[0] | .at == 40 and (.change - 2 / 2.8 | fabs < 0.02))'
}

@test "a point that is added with --append leaves what was found, and finds what is new" {
	jq -cn '{series: [{id: "a", metric: "m", value: [range(400) | (10 + . * 7 % 11 / 50) *
		(if . < 100 then 1 else 1.2 end) * (if . < 380 then 1 else 1.1 end)]}]}' >all.json
	jq -c '.series[].value |= .[:370]' all.json >s.json
	judged
	echo "$output" | jq -c --slurpfile all all.json '.series[0].value = $all[0].series[0].value' >s.json
	judged --append
	json '.series[0].steps | map(.at) == [100, 380]'
	bench-trend all.json 2>/dev/null | jq -c '[.series[].steps[].at]' >whole.json || [ $? -eq 1 ]
	assert_equal "$(cat whole.json)" '[100,380]'
}

@test "what is no series document is refused with its place, and nothing is written" {
	for text in '[]' '{"benchmarks":[]}' '{"series":[{"id":"a","metric":"m","value":[1,"2"]}]}'; do
		echo "$text" >s.json
		trouble bench-trend s.json
		said "bench-trend: s.json:1:"
		trouble bench-trend - <s.json
		said "bench-trend: standard input:1:"
	done
	trouble bench-trend none.json
	trouble bench-trend --alpha 7 s.json
	made "$level"
	run --separate-stderr bash -c 'bench-trend s.json >/dev/full'
	assert_equal "$status" 2
}

@test "of the steps in noise from a seed nearly all are found, and few are none" {
	score() {
		python3 "$ROOT/tests/trend/changepoint-eval.py" --cmd 'bench-trend 2>/dev/null' --json scores.json \
			--in-jq "$(cat "$ROOT/tests/trend/in.jq")" --out-jq "$(cat "$ROOT/tests/trend/out.jq")" "$@" >scores.txt
	}
	score --gen 1 --seed suite --kinds normal,heavy,outliers,quantized,none,session
	json '.offline.ALL | .steps == 60 and .f5 > 0.9 and .f0 > 0.75 and .false_per_1000 < 2' scores.json
	# Without the control, a machine that moves cannot be told from the code.
	score --gen 1 --seed suite --kinds session --no-base
	json '.offline.ALL.f5 < 0.9' scores.json
}

@test "bench-trend and Otava are scored on the same series, or the second is said to be missing" {
	beside() {
		env OTAVA="$1" "$ROOT/tests/trend/eval" suite --gen 1 --kinds none >out 2>err
	}
	beside false
	grep -q "^Otava is not installed: 'false' cannot import otava.analysis" err
	grep -Eq '^F1 within 5 +1 +– +–$' out
	grep -Eq '^points per CPU second, 1000 in a series +[0-9]+ +– +–$' out
	"${OTAVA:-python3}" "$ROOT/tests/trend/with-otava.py" --check 2>/dev/null || skip 'no Otava for the Python that OTAVA names'
	beside "${OTAVA:-python3}"
	grep -Eq '^F1 within 5 +1 +[0-9.]+ +[0-9.]+$' out
	grep -Eq '^points per CPU second, 1000 in a series +[0-9]+ +[0-9]+ +[0-9.]+$' out
}

# history K FACTOR...: s.json has a series for each pair, a, b, ...: its level moves by FACTOR at run K.
history() {
	jq -cn '$ARGS.positional as $moves | [range(60)] as $runs
		| {runs: $runs | map({id: "r\(.)", commit: "c\(.)", timestamp: "2026-01-\(1 + . / 2 | floor | tostring | ("0" + .)[-2:])T00:00:00Z"}),
			series: [range($moves | length / 2) | . as $i | ($moves[2 * .] | tonumber) as $k | ($moves[2 * . + 1] | tonumber) as $f
				| {id: "abcdef"[$i:$i + 1], metric: "duration_ms", run: $runs,
					value: $runs | map((10 + . * 7 % 11 / 50) * if . < $k then 1 else $f end)}]}' --args "$@" >s.json
}

# alerts FILTER: assert that jq's FILTER is true of the array of alerts in 'ledger'.
alerts() {
	bench-trend -L ledger -R -o ledger.json
	json ".alerts | $1" ledger.json
}

@test "a step opens one alert with its commits, which fails the job once" {
	history 40 1.2
	run --separate-stderr bench-trend -L ledger -o j.json s.json
	assert_equal "$status" 1
	said "is new: regression, open, 1 row"
	alerts 'length == 1 and (.[0] | .state == "open" and .after.commit == "c39" and .at.commit == "c40"
		and .rows[0].id == "a" and (.rows[0].change - 0.2 | fabs < 0.01))'
	cp -r ledger before
	run --separate-stderr bench-trend -L ledger -o j.json s.json
	assert_equal "$status" 0
	assert_equal "$stderr" ""
	diff -r before ledger
	"$ROOT/tests/schema-check" "$ROOT/schemas/alert.json" ledger/*.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/ledger.json" ledger.json
}

@test "rows that moved at the same runs are one alert, and a cost that moved between them is told" {
	history 40 1.2 40 1.3 20 1.1 41 1.15
	bench-trend -L ledger -o j.json s.json || [ $? -eq 1 ]
	alerts 'length == 2 and map([.rows[].id] | sort) == [["a", "b", "d"], ["c"]] and all(.kind == "regression")'
	rm -r ledger
	history 40 1.2 40 0.8
	bench-trend -L ledger -o j.json s.json || [ $? -eq 1 ]
	alerts 'length == 1 and .[0].kind == "moved" and .[0].state == "open"'
}

@test "an alert closes when the level is back, and what people noted in it stays" {
	history 30 1.2
	jq -c '.runs |= .[:45] | .series[] |= (.run |= .[:45] | .value |= .[:45])' s.json >early.json
	bench-trend -L ledger -o j.json early.json || [ $? -eq 1 ]
	file=$(echo ledger/*.json)
	jq -c '.issue = 7' "$file" >noted && mv noted "$file"
	jq -c '.series[0].value |= (.[45:] |= map(. / 1.2))' s.json >late.json
	run --separate-stderr bench-trend -L ledger -o j.json late.json
	assert_equal "$status" 0
	said "was open, is recovered"
	alerts 'map(select(.kind == "regression")) | length == 1 and (.[0] | .state == "recovered" and .issue == 7 and .rows[0].recovered_at.commit == "c45")'
}

@test "a waiver accepts a regression up to its ceiling, until it expires" {
	history 40 1.2
	printf '%s\n' 'version: 1' 'waivers:' \
		"  - {row: a, metric: duration_ms, ceiling: 25%, reason: r, issue: 'https://example.org/1', expires: 2026-11-29}" >w.yml
	run --separate-stderr bench-trend -w w.yml -d 2026-11-29 -L ledger s.json
	assert_equal "$status" 0
	json '.series[0].steps[0].state == "accepted"'
	alerts '.[0].state == "accepted"'
	run --separate-stderr bench-trend -w w.yml -d 2026-11-30 -L ledger s.json
	assert_equal "$status" 1
	said "was accepted, is open"
	sed -i 's/25%/15%/' w.yml
	run --separate-stderr bench-trend -w w.yml -d 2026-11-29 s.json
	assert_equal "$status" 1
}

@test "an improvement that went away is lost, and steps that more points disprove are withdrawn" {
	history 20 0.8
	bench-trend -L ledger -o j.json s.json
	alerts '.[0] | .kind == "improvement" and .state == "kept"'
	jq -c '.series[0].value |= (.[45:] |= map(. / 0.8))' s.json >late.json
	bench-trend -L ledger -o j.json late.json || [ $? -eq 1 ]
	alerts 'any(.kind == "improvement" and .state == "lost")'
	history 20 1
	bench-trend -L ledger -o j.json s.json
	alerts 'all(.state == "withdrawn")'
	# A series that the document does not have says nothing.
	history 20 1.2
	rm -r ledger
	bench-trend -L ledger -o j.json s.json || [ $? -eq 1 ]
	jq -c '.series[0].id = "other" | .series[0].value |= map(1)' s.json >other.json
	bench-trend -L ledger -o j.json other.json
	alerts '.[0].state == "open"'
}

@test "the report has the gate's own rates of the last 90 days" {
	mkdir ledger
	{
		echo '{"timestamp":"2026-01-01T00:00:00Z","quiet":100,"false":100,"change":0.05,"found":false}'
		for day in 1 2 3 4; do
			echo "{\"timestamp\":\"2026-06-0${day}T00:00:00Z\",\"quiet\":100,\"false\":$((day == 1)),\"change\":0.05,\"found\":$([ $day = 2 ] && echo false || echo true)}"
		done
		echo '{"timestamp":"2026-06-05T00:00:00Z","quiet":12,"false":0}'
		echo '{"timestamp":"2026-06-05T00:00:00Z","quiet":0,"false":0,"change":0.05,"n":6,"found":5}'
	} >ledger/rates.jsonl
	alerts 'length == 0'
	json '.rates == {days: 90, quiet: 412, false: 1, injected: [{change: 0.05, n: 10, found: 8}]}' ledger.json
	run bench-md ledger.json
	assert_equal "${lines[1]//$'\u00a0'/ }" 'The gate itself, in 90 days: 1 of 412 false, +5.0 % found in 80.0 %.'
	echo '{"timestamp":"2026-06-05T00:00:00Z","quiet":1,"false":2}' >>ledger/rates.jsonl
	trouble bench-trend -L ledger -R
	said "ledger/rates.jsonl:8:1: 'false' must be at most 'quiet', 1"
}

@test "an alert that is none is refused with its file, and --report needs a ledger" {
	mkdir ledger
	history 40 1.2
	for text in '{' '{"schema":"benchpipe/alert/2"}' '{"schema":"benchpipe/alert/1","kind":"regression","state":"opne","at":{"run":"a"},"rows":[]}'; do
		echo "$text" >ledger/a.json
		trouble bench-trend -L ledger s.json
		said "ledger/a.json:"
	done
	said "must be 'open', 'accepted'"
	trouble bench-trend -R
	trouble bench-trend -L ledger -R s.json
}

@test "trends and alerts are shown as Markdown and as text, and no name acts" {
	history 40 1.2 20 0.8
	jq -c '.series[0].id = "@all <b>x</b>"' s.json >n.json
	bench-trend -L ledger -o j.json n.json || [ $? -eq 1 ]
	run bench-md j.json
	assert_line '## Trends: 1 regression open in 2 series'
	refute_output --partial '<b>'
	assert_line --partial '<code>c39 … c40</code>'
	run bench-md --text --color never j.json
	assert_line 'every row: metric duration_ms'
	assert_line --regexp '^@all <b>x</b> +\+20'
	assert_line '1 regression open in 2 series'
	bench-trend -L ledger -R -o l.json
	run bench-md l.json
	assert_line '## Alerts: 1 alert open, of 2'
	run bench-md --max-rows 1 l.json
	assert_output --partial '1 more row'
	bench-md --text l.json >/dev/null
	# A row tells its own state, in words that say which way it went; an alert that is accepted is so as a whole.
	jq -c '.series[].steps[0].state = "recovered"' j.json >back.json
	run bench-md back.json
	assert_line --regexp 'regression.*recovered'
	assert_line --regexp 'improvement.*lost'
	refute_output --partial '| open'
	jq -c '.alerts[].rows[0].state = "recovered"' l.json >back.json
	run bench-md back.json
	assert_line --regexp 'regression.*recovered'
	assert_line --regexp 'improvement.*lost'
	bench-html -o back.html back.json
	grep -q '<td>lost' back.html
	run bench-md <(jq -c '.alerts[].state = "accepted"' back.json)
	refute_output --regexp 'recovered|lost'
}

@test "a threshold from history is exceeded by one comparison in a hundred that nothing changed" {
	# Normal noise of 2 %, by the sum of 12 uniform numbers, with a step that is no noise: two runs
	# differ by 2.576 * sqrt(2) * 2 %.
	jq -cn 'def next: (. * 16807) % 2147483647;
		[limit(200 * 12; 42 | recurse(next))] as $u
		| {series: [{id: "a", metric: "m", value: [range(200) as $i
			| ([$u[$i * 12:$i * 12 + 12][] / 2147483647] | add - 6) * 0.02 + (if $i < 100 then 0 else 0.3 end) | exp]},
			{id: "b", metric: "m", value: [1, 2, 3]}]}' >s.json
	run --separate-stderr bench-trend --suggest-thresholds s.json
	assert_equal "$status" 0
	json '.rows[0] | .runs == 200 and (.noise - 0.02 | fabs < 0.003) and (.threshold - 0.0729 | fabs < 0.012)'
	json '.rows[1] | .runs == 3 and .threshold == null'
	echo "$output" >t.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/thresholds.json" t.json
	trouble bench-trend -s -L ledger s.json
}
