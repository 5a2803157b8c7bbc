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
