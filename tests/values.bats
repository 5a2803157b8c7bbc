# What a command prints becomes the values of a metric: numbers, units, reductions.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# measured SCENARIO ARGS...: the results of the scenario's text in results.json.
measured() {
	printf '%s\n' "$1" >s.yml
	run --separate-stderr bench-run -q --no-control -w 0 -o results.json "${@:2}" s.yml
	assert_success
}

# the_table: rows of 'text|keys|value unit' or 'text|keys|!why': every text is printed by a
# command of its own, whose metric 't' has the pattern 't: (.*)' unless the keys, a part of a
# mapping in YAML, have another. All of them are one scenario.
the_table() {
	local text keys want got n=0 bad=
	cat >rows
	{
		echo 'version: 1'
		echo 'benchmarks:'
		while IFS='|' read -r text keys want; do
			n=$((n + 1))
			case $keys in
			*pattern:*) ;;
			*) keys="pattern: 't: ([^ ]*)', $keys" ;;
			esac
			printf '  - {name: r%03d, run: [printf, "%%b", %s], metrics: {t: {better: lower, %s}}}\n' \
				"$n" "$(jq -Rc . <<<"$text")" "${keys%, }"
		done <rows
	} >table.yml
	run --separate-stderr bench-run -q --no-control -w 0 -r 1 -o table.json table.yml
	assert_success
	jq -r '.benchmarks[] | if .status == "ok" then .metrics.t | "\(.samples[0]) \(.unit // "")"
		else "!" + .reason end' table.json >seen
	assert_equal "$(wc -l <seen)" "$(wc -l <rows)"
	while IFS='|' read -r text keys want && IFS= read -r got <&5; do
		want=$(printf '%b' "$want")
		case $want in
		!*) [[ $got == "!"*"${want#!}"* ]] ;;
		*) [ "$got" = "$want" ] || [ "$got" = "$want " ] ;;
		esac || bad+="'$text' ($keys): got '$got', expected '$want'
"
	done <rows 5<seen
	[ -z "$bad" ] || fail "$bad"
}

@test "numbers are read as programs print them" {
	the_table <<-'E'
		t: 12||12
		t: 0007||7
		t: 00.53||0.53
		t: 05.12||5.12
		t: .5||0.5
		t: 5.||5
		t: +5||5
		t: -5||-5
		t: \u22125||-5
		t: 1e3||1000
		t: 1E+03||1000
		t: 18446744073709551616000||18446744073709552000000
		t: 1,234,567.8||1234567.8
		t: 1'234||1234
		t: 1_234||1234
		t: 1\u00a0234||1234
		t: 1\u202f234||1234
		t: 1,234||!decimal: point
		t: 1,234|decimal: point|1234
		t: 1,234|decimal: comma|1.234
		t: 1.234.567,8||!decimal: comma
		t: 1.234.567,8|decimal: comma|1234567.8
		t: 1,5||!decimal: comma
		t: 1,5|decimal: comma|1.5
		t: 1,23,456||!grouped in threes
		t: 1.2.3||!more than one decimal mark
		t: nan||!not a finite number
		t: -inf||!not a finite number
		t: 1e999||!too large
		t: 0x1f||!hexadecimal
		t: 12abc||!'abc' behind the number
		t: apples||!not a number
	E
}

@test "a number that the pattern cuts is refused" {
	the_table <<-'E'
		t: 1.9|pattern: '([0-9]+)'|!the pattern matched '1', a part of '1.9'
		t: 1,234|pattern: '([0-9]+)'|!a part of '1,234'
		t: 1e9|pattern: '([0-9]+)'|!a part of '1e9'
		t: 0x1f|pattern: '([0-9]+)'|!a part of '0x1f'
		t: 0:53|pattern: '([0-9]+)'|!a part of '0:53'
		t: -5|pattern: '([0-9]+)'|!a part of '-5'
		1.9 ms|pattern: '([0-9]+) ms'|!the pattern matched '9', a part of '1.9'
		a,12,34|pattern: '([0-9]+)'|!a part of 'a,12,34'
		a,12,34|pattern: 'a,([0-9]+),'|12
		took 5. Then|pattern: 'took ([0-9]+)'|5
	E
}

@test "units are read and brought to the base unit of their kind" {
	the_table <<-'E'
		t: 950 ns|unit: auto|0.00095 ms
		t: 1.9 \u00b5s|unit: auto|0.0019 ms
		t: 1.9 \u03bcs|unit: auto|0.0019 ms
		t: 1.9us|unit: auto|0.0019 ms
		t: 2 seconds|unit: auto|2000 ms
		t: 2 min|unit: auto|120000 ms
		t: 2m|unit: auto|120000 ms
		t: 1h|unit: auto|3600000 ms
		t: 0:00.53|unit: auto|530 ms
		t: 1:02:03.5|unit: auto|3723500 ms
		t: 0m0.530s|unit: auto|530 ms
		t: 1:30|unit: s|90 s
		t: 1:30|unit: count|!'1:30' is a time
		t: 12.3 M|unit: auto|12300000
		t: 2Ki|unit: auto|2048
		t: 1.5 KiB|unit: auto|1536 B
		t: 1.5 MB/s|unit: auto|1500000 B/s
		t: 100 Mbit/s|unit: auto|100000000 bit/s
		t: 12.5 M ops/s|unit: auto|12500000 ops/s
		t: 950 ns/op|unit: auto|950 ns/op
		t: 98.5 %|unit: auto|98.5 %
		t: 5|unit: auto|!'5' has no unit behind it
		t: 5 apples|unit: auto|!'5' has no unit behind it
		t[us]: 5|pattern: 't.([a-z]+).: ([0-9.]+)', unit: ms, unit-group: 1|0.005 ms
		t[us]: 5|pattern: 't.([a-z]+).: ([0-9.]+)', unit-group: 1|0.005 ms
		t[MB]: 5|pattern: 't.([A-Z]+).: ([0-9.]+)', unit: ms, unit-group: 1|!'5' is in 'MB', and the metric in 'ms'
		t: 950 ns\nt: 1.9 \u00b5s|unit: auto, reduce: last|0.0019 ms
		t: 950 ns\nt: 1.9 MB|unit: auto|!'1.9' is in 'MB', and the metric in 'ms'
	E
}

@test "a unit that is not read may not differ from the one said, nor between the values" {
	the_table <<-'E'
		t: 950 ns\nt: 1.9 \u00b5s||!'1.9' has the unit '\u00b5s' behind it, and the value before had 'ns'; 'unit: auto'
		t: 950\nt: 1.9 k||!'1.9' has the unit 'k' behind it, and the value before had none
		t: 950 ns|unit: ms|!'950' is in 'ns', and the metric in 'ms'
		t: 5 G|unit: count|!'5' is in 'G'
		t: 950 ns||950 ns
		t: 950 ns|unit: ns|950 ns
		t: 950 ns/op|unit: ns|950 ns
		t: 5 rows\nt: 1 row||3
		t: 5 min 3 max 9|unit: ms|5 ms
	E
}

@test "two units in two invocations are told, and read where that is asked for" {
	cat >prog <<-'E'
		#!/bin/sh
		if [ -e once ]; then echo "time: 1.9 µs"; else echo "time: 950 ns"; fi
		: >once
	E
	chmod +x prog
	measured "version: 1
benchmarks: [{name: a, run: ./prog, runs: 2, metrics: {t: {pattern: 'time: ([0-9.]+)', better: lower}}}]"
	json '.benchmarks[0] | .status == "failed" and .iterations == 1 and (.reason | contains("unit: auto"))' results.json
	rm once
	measured "version: 1
benchmarks: [{name: a, run: ./prog, runs: 2, metrics: {t: {pattern: 'time: ([0-9.]+)', unit: auto, better: lower}}}]"
	json '.benchmarks[0].metrics.t | .samples == [0.00095, 0.0019] and .unit == "ms"' results.json
}

@test "two variants that print two units of one kind are compared in one" {
	mkdir base head
	printf '#!/bin/sh\necho "time: 950 ns"\n' >base/prog
	printf '#!/bin/sh\necho "time: 1.9 µs"\n' >head/prog
	chmod +x base/prog head/prog
	for unit in '' 'unit: auto, '; do
		measured "version: 1
benchmarks:
  - {name: a, run: ./prog, metrics: {t: {pattern: 'time: ([0-9.]+)', ${unit}better: lower}, duration_ms: {gate: false}, memory_mb: {gate: false}}}" \
			-r 12 --variant base=base --variant head=head
		run --separate-stderr bench-diff results.json
		assert_failure 1
		json '.rows[] | select(.metric == "t") | .verdict == "regression" and (.change - 1 | fabs) < 1e-9'
	done
}

@test "a baseline in another unit is brought to the unit of the current result, or incomparable" {
	one() {
		jq -n --arg unit "$1" --argjson v "$2" '{benchmarks: [{name: "a", metrics: {t: {unit: $unit,
			better: "lower", samples: [range(12) | $v + . * $v / 1000]}}}]}
			| if $unit == "" then del(.benchmarks[].metrics.t.unit) else . end'
	}
	compared() {
		one "$1" "$2" >b.json
		one "$3" "$4" >c.json
		run --separate-stderr bench-diff b.json c.json
		json "[.rows[] | select(.metric == \"t\") | .verdict] == [\"$5\"]"
	}
	each compared <<-'E'
		ns|950|ms|0.00095|equivalent
		ns|950|µs|1.9|regression
		us|1.9|ns|950|improvement
		MB|5|kB|5000|equivalent
		ops/s|5000|k ops/s|5|equivalent
		ns/op|950|µs/op|0.95|equivalent
		ms|5|MB|5|incomparable
		m|5|s|300|incomparable
		|950|ns|950|equivalent
		|950|k|950|incomparable
		s|1e305|ns|5|incomparable
		M ops/s|5||5|incomparable
	E
	one ns 950 >b.json
	one us 0.95 >c.json
	run --separate-stderr bench-diff b.json c.json
	json '.rows[0] | .unit == "us" and (.baseline / .current - 1 | fabs) < 1e-9'
}

@test "a limit may have a unit of its own" {
	measured "version: 1
benchmarks:
  - name: a
    run: 'echo t: 950 ns'
    metrics: {t: {pattern: 't: ([0-9.]+)', unit: ns, better: lower}}
    require: [{metric: t, max: 1us}, {metric: t, max: 0.5 µs}, {metric: t, min: 900}]" -r 6
	json '.benchmarks[0].require | map(.max // .min) == [1000, 500, 900]' results.json
	run --separate-stderr bench-assert results.json
	assert_failure 1
	json '[.rows[].verdict] | sort == ["exceeded", "within", "within"]'
}

@test "many values become one by a word or a percentile, and too few fail" {
	cat >prog <<-'E'
		#!/bin/sh
		seq "$1" | sed 's/^/t: /'
	E
	chmod +x prog
	cases=
	for reduce in median mean min max sum first last count p50 p99 p1 p99.5 p99.9; do
		cases+="  - {name: '$reduce', run: ./prog 200, runs: 1, metrics: {t: {pattern: 't: ([0-9]+)', better: lower, reduce: $reduce}}}
"
	done
	measured "version: 1
benchmarks:
$cases"
	json '[.benchmarks[] | {(.name): .metrics.t.median}] | add == {median: 100.5, mean: 100.5, min: 1, max: 200,
		sum: 20100, first: 1, last: 200, count: 200, p50: 100, p99: 198, p1: 2, "p99.5": 199, "p99.9": null}' results.json
	json '.benchmarks[] | select(.name == "p99.9") | .status == "failed"
		and (.reason | contains("200 values are too few for p99.9, which needs 1000"))' results.json
}

@test "what is counted need be no number, and none is 0" {
	measured "version: 1
benchmarks:
  - {name: a, run: [printf, 'warning\nx\nwarning: y\n'], runs: 1, metrics: {w: {pattern: '^warning', unit: count, better: lower, reduce: count}}}
  - {name: b, run: [printf, 'x\n'], runs: 1, metrics: {w: {pattern: '^warning', unit: count, better: lower, reduce: count}}}"
	json '[.benchmarks[].metrics.w.median] == [2, 0]' results.json
}

@test "all values are kept where that is asked for, joined, resumed and not in the way" {
	scenario="version: 1
benchmarks:
  - {name: a, run: \"seq 1 150\", runs: 3, metrics: {t: {pattern: '^[0-9]+\$', better: lower, unit: ms, reduce: p99, keep: all}}}"
	measured "$scenario"
	json '.benchmarks[0].metrics.t | .samples == [149, 149, 149] and (.kept.values | length == 3 and all(. == [range(1; 151)]))
		and .kept.n == 450 and .kept.min == 1 and .kept.max == 150 and (.kept.percentiles | keys == ["p50", "p90", "p95", "p99"])
		and .kept.percentiles.p50.value == 75 and .kept.percentiles.p99.value == 149
		and (.kept.percentiles.p50.ci95 | .[0] < 75 and .[1] > 75)' results.json
	run "$ROOT/tests/schema-check" "$ROOT/schemas/results.json" results.json
	assert_success
	# Written again it is the same.
	run --separate-stderr bench-merge results.json
	assert_success
	assert_equal "${lines[1]}" "$(sed -n 2p results.json)"
	# Another session's are added; one that keeps none has null.
	cp results.json first.json
	measured "$scenario"
	cp results.json second.json
	run --separate-stderr bench-merge first.json second.json
	assert_success
	json '.benchmarks[0].metrics.t | (.samples | length) == 6 and (.kept.values | length) == 6 and .kept.n == 900'
	measured "${scenario/, keep: all/}"
	json '.benchmarks[0].metrics.t | has("kept") | not' results.json
	run --separate-stderr bench-merge first.json results.json
	assert_success
	json '.benchmarks[0].metrics.t.kept | .n == 450 and (.values | map(type) | sort) == ["array", "array", "array", "null", "null", "null"]'
	run --separate-stderr bench-diff first.json second.json
	json '.rows[] | select(.metric == "t") | .change == 0'
	run --separate-stderr bench-md first.json
	assert_success
}

@test "what is resumed goes on in its unit, with all that is kept" {
	cat >prog <<-'E'
		#!/bin/sh
		[ -e other ] && echo 'time: 2 MB' || printf 'time: 950 ns\ntime: 1.9 us\n'
	E
	chmod +x prog
	scenario="version: 1
benchmarks: [{name: a, run: ./prog, runs: {min: 2, max: 100, precision: 0%, max-time: 1ms}, metrics: {t: {pattern: 'time: ([0-9.]+)', unit: auto, keep: all, reduce: max, better: lower}}}]"
	measured "$scenario"
	mv results.json first.json
	# As if it had been stopped.
	jq -c '.benchmarks[].status = "interrupted"' first.json >past.json
	n=$(jq '.benchmarks[0].iterations' first.json)
	measured "${scenario/max-time: 1ms/max-time: 1s}" --resume past.json --max-runs $((n + 2))
	json ".benchmarks[0] | .status == \"ok\" and .metrics.t.unit == \"ms\" and (.metrics.t.samples | length == $n + 2 and all(. == 0.0019))
		and (.metrics.t.kept.values | length == $n + 2 and all(. == [0.00095, 0.0019]))" results.json
	: >other
	measured "${scenario/max-time: 1ms/max-time: 1s}" --resume past.json --max-runs $((n + 2))
	json ".benchmarks[0] | .status == \"failed\" and .iterations == $n and (.reason | contains(\"'2' is in 'MB', and the metric in 'ms'\"))" results.json
	run --separate-stderr bench-run -q --no-control -o results.json --resume past.json - <<<"${scenario/unit: auto/unit: MB}"
	assert_failure 2
	said "metric 't' was measured in 'ms', and the scenario says 'MB'"
}

@test "what is kept must fit to the samples" {
	doc() {
		jq -n --argjson kept "$1" '{benchmarks: [{name: "a", metrics: {t: {better: "lower", samples: [1, 2], kept: $kept}}}]}'
	}
	wrong() {
		doc "$1" >bad.json
		trouble bench-merge bad.json
		said "$2"
	}
	each wrong <<-'E'
		{"values": [[1]]}|'kept' must have values for each of the 2 samples, not 1
		{"values": [1, 2]}|'values' must be an array of numbers
		{"values": [[1], ["2"]]}|'values' must be an array of numbers
		{"values": 5}|'values' must be an array of arrays of numbers
		5|'kept' must be an object
	E
	doc '{"values": [[1, 5], null], "n": 99}' >good.json
	run --separate-stderr bench-merge good.json
	assert_success
	json '.benchmarks[0].metrics.t.kept | .values == [[1, 5], null] and .n == 2'
}

@test "a plan says how values are read, and the schemas know it" {
	cat >s.yml <<-'E'
		version: 1
		benchmarks:
		  - name: a
		    run: x
		    metrics:
		      t: {pattern: '([a-z]+) ([0-9]+)', unit: ms, unit-group: 1, decimal: comma, reduce: p99.9, keep: all, better: lower}
		    require: [{metric: t, max: 5 us}]
	E
	run "$ROOT/tests/schema-check" "$ROOT/schemas/scenario.json" s.yml
	assert_success
	run --separate-stderr bench-plan s.yml
	assert_success
	json '.cases[0].metrics.t == {unit: "ms", better: "lower", gate: true, from: "stdout", pattern: "([a-z]+) ([0-9]+)",
		"unit-group": 1, decimal: "comma", reduce: "p99.9", keep: "all"}'
	printf '%s\n' "$output" >plan.json
	run "$ROOT/tests/schema-check" "$ROOT/schemas/plan.json" plan.json
	assert_success
	run --separate-stderr bench-plan plan.json
	assert_success
	assert_equal "$output" "$(cat plan.json)"
}
