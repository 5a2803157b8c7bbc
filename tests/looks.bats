# Two looks: what two variants leave open is measured again, and each look has its own step.
load helper

# The values of 24 invocations of either variant: head is not slower, slower by much, or by so
# little that it takes 24 to tell.
SAME='10.1 9.8 10.4 10.0 9.9 10.2 10.3 9.7 10.05 10.15 9.95 10.25'
OTHER='9.9 10.25 10.0 10.3 9.75 10.35 9.85 10.2 10.1 9.95 10.4 10.05'
MORE='10.15 10.5 10.25 10.55 10 10.6 10.1 10.45 10.35 10.2 10.65 10.3'

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir base head
	# Prints the next of the values that stand in the file of the case's name.
	cat >prog <<-'E'
		#!/bin/sh
		echo >>count.$1
		sed -n "$(wc -l <count.$1)p" values.$1
	E
	chmod +x prog
	printf 'version: 1\nsuite: s\ndefaults: {warmup: 0}\nbenchmarks:\n' >s.yml
}

# values CASE VARIANT VALUE...: what CASE prints in VARIANT, one an invocation.
values() {
	printf '%s\n' "${@:3}" >"$2/values.$1"
}

# case_of NAME BASE HEAD [RUNS]: a case that prints these values, over and over.
case_of() {
	# shellcheck disable=SC2086 # words
	{ values "$1" base $2 $2 $2 && values "$1" head $3 $3 $3; }
	cat >>s.yml <<-END
		  - name: $1
		    run: ../prog $1
		    runs: ${4:-{min: 12, precision: 50%\}}
		    metrics:
		      v: {pattern: '([0-9.]+)', unit: s, better: lower, tolerance: 0.5%, threshold: 1%}
		      duration_ms: {gate: false}
		      memory_mb: {gate: false}
	END
}

# measure [OPTION...]: both variants, from the first value on, into r.json.
measure() {
	rm -f ./*/count.*
	run --separate-stderr bench-run --no-control --min-runs 12 -o r.json --variant base=base --variant head=head "$@" s.yml
}

# looks FILE: id, iterations, and the looks of each entry's sessions.
looks() {
	jq -c '[.benchmarks[] | select(.variant == "head") | [.id, .iterations, (.sessions[] | .look, .look_rounds)]]' "$1"
}

@test "what is open after the first look is measured again, once" {
	case_of much "$SAME" '13 13.5 13.1 14 13.3 13.2 13.6 13.4 13.7 13.8 13.05 13.15'
	case_of none "$SAME" "$OTHER"
	case_of some "$SAME" "$MORE"
	measure
	assert_success
	said 'bench-run: 1 row is measured again (second look)'
	assert_equal "$(looks r.json)" '[["much",12,1,[12,24]],["none",12,1,[12,24]],["some",24,2,[12,24]]]'
	json '.benchmarks | all(.[]; .rounds == [range(.iterations) + 1]) and (map(.iterations) == [12, 12, 12, 12, 24, 24])' r.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/results.json" r.json
	run --separate-stderr bench-diff -o c.json r.json
	json '.policy.looks == [0.005, 0.0065]' c.json
	json '[.rows[] | select(.metric == "v") | [.id, .looks.planned, .looks.taken, .looks.p_needed]]
		== [["much", 2, 1, 0.005], ["none", 2, 1, 0.005], ["some", 2, 2, 0.0065]]' c.json
	json '[.rows[] | select(.metric == "v") | .verdict] | .[0] == "regression" and .[1] != "regression"' c.json
	# What 12 rounds leave open at .01 is seen by 24 at .0065; 'looks' of the row has both.
	json '.rows[] | select(.id == "some" and .metric == "v") | .verdict == "regression" and .p < 0.0065
		and .reason == null' c.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" c.json
	run --separate-stderr bench-md c.json
	[[ $output == *'two looks (p under 0.005, or under 0.0065 at the second)'* ]]
	# Measured again, it has the look of that measurement beside its own.
	jq '.benchmarks[].sessions[].id = "again"' r.json >again.json
	run --separate-stderr bench-diff --confirm again.json -o confirmed.json r.json
	json '.rows[] | select(.id == "some" and .metric == "v") | .confirmation.looks == .looks
		and (.reason | startswith("confirmed: "))' confirmed.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" confirmed.json
	jq '.benchmarks[] |= (del(.disturbed) | .iterations = 12 | .sessions[0] |= (.n = 12 | del(.look, .look_rounds)) | .rounds |= .[:12]
		| .metrics[].samples |= .[:12])' r.json >one.json
	run --separate-stderr bench-diff -o one-c.json one.json
	json '.rows[] | select(.id == "some" and .metric == "v") | .verdict == "inconclusive" and .p > 0.01 and (has("looks") | not)' one-c.json
	json '.policy | has("looks") | not' one-c.json
}

@test "one look is one look: --looks 1, the scenario's key, a fixed number, one variant" {
	case_of some "$SAME" "$MORE"
	sed 's/min: 12,/min: 12, looks: 1,/' s.yml >one.yml
	while IFS='|' read -r file options; do
		rm -f ./*/count.*
		# shellcheck disable=SC2086 # words or nothing
		run --separate-stderr bench-run --no-control $options -o r.json --variant base=base --variant head=head $file.yml
		assert_success
		[[ $stderr != *'second look'* ]]
		assert_equal "$options: $(looks r.json)" "$options: "'[["some",12,null,null]]'
	done <<-'END'
		s|--min-runs 12 --looks 1
		one|--min-runs 12
		s|-r 12
		s|--min-runs 12 --max-runs 12
		s|--min-runs 12 --max-runs 17
	END
	# The option counts more than the scenario.
	rm -f ./*/count.*
	bench-run -q --no-control --looks 2 -o r.json --variant base=base --variant head=head one.yml
	assert_equal "$(looks r.json)" '[["some",24,2,[12,24]]]'
	# By way of a plan too.
	bench-plan -o plan.json one.yml 2>/dev/null
	jq -e '.cases[0].runs.looks == 1' plan.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/plan.json" plan.json
	rm -f ./*/count.*
	bench-run -q --no-control --min-runs 12 -o r.json --variant base=base --variant head=head plan.json
	assert_equal "$(looks r.json)" '[["some",12,null,null]]'
	rm -f ./*/count.*
	bench-run -q --variant head=head -o r.json s.yml
	assert_equal "$(looks r.json)" '[["some",12,null,null]]'
	trouble bench-run --looks 2 -r 12 -c true
	said '-r fixes the number of invocations: it leaves no second look'
	trouble bench-run --looks 3 -c true
	sed 's/min: 12,/min: 12, looks: 3,/' s.yml >bad.yml
	trouble bench-run bad.yml
	said "bad.yml:7:"
}

@test "the largest number of runs bounds the second look" {
	case_of some "$SAME" "$MORE"
	measure --max-runs 20
	assert_equal "$(looks r.json)" '[["some",20,2,[12,20]]]'
}

@test "a budget that ends before the first look leaves one, and one that ends in the second leaves that" {
	# After its 13th invocation the budget is over.
	case_of some "$SAME" "$MORE"
	printf '#!/bin/sh\n[ $(cat count.some 2>/dev/null | wc -l) -ne 12 ] || [ ${PWD##*/} = base ] || sleep 4\nexec ../prog "$@"\n' >slow
	chmod +x slow
	sed -i 's/prog/slow/' s.yml
	measure --budget 3s
	assert_success
	json 'all(.benchmarks[]; .status == "ok" and .sessions[0].look == 2)' r.json
	json '[.benchmarks[].iterations] | .[0] >= 12 and .[0] <= 13 and .[1] == 13' r.json
	run --separate-stderr bench-diff -m v -o c.json r.json
	json '.rows[0] | .looks.p_needed == 0.0065 and .verdict == "inconclusive"
		and (.reason | contains("p is 0.0") and contains(", and must be under 0.0065 at the second look; "))' c.json
	# The least number is reached, and the precision is not.
	sed -i 's/-ne 12/-ne 11/; s/precision: 50%/precision: 0%/' slow s.yml
	measure --min-runs 10 --budget 3s
	json 'all(.benchmarks[]; .status == "ok" and (.sessions[0] | has("look") | not))' r.json
	run --separate-stderr bench-diff -m v -o c.json r.json
	json '.rows[0] | has("looks") | not' c.json
}

@test "a second look that was interrupted is gone on with" {
	case_of some "$SAME" "$MORE"
	cat >hold <<-'E'
		#!/bin/sh
		if [ ! -e ../went ] && [ "$(cat count.some 2>/dev/null | wc -l)" -ge 14 ]; then
			: >../went
			exec sleep 60
		fi
		exec ../prog "$@"
	E
	chmod +x hold
	sed -i 's/prog/hold/' s.yml
	rm -f ./*/count.*
	env --default-signal=INT bench-run -q --no-control --min-runs 12 -o part.json --variant base=base --variant head=head s.yml 3>&- &
	until [ -e went ]; do
		kill -0 $!
		sleep 0.01
	done
	kill -INT $!
	wait $! || true
	json 'all(.benchmarks[]; .status == "interrupted" and .sessions[0].look == 2 and .iterations >= 14 and .iterations < 16)' part.json
	bench-run -q --no-control --min-runs 12 --resume part.json -o r.json --variant base=base --variant head=head s.yml
	json '[.benchmarks[].iterations] == [24, 24] and all(.benchmarks[]; .status == "ok"
		and [.sessions[].look] == [2, 2] and all(.sessions[]; .look_rounds == [12, 24]))' r.json
}

@test "joined sessions keep their looks, and are judged by the smallest step of them" {
	case_of some "$SAME" "$MORE"
	measure -q
	cp r.json second.json
	case_of much "$SAME" '13 13.5 13.1 14 13.3 13.2 13.6 13.4 13.7 13.8 13.05 13.15'
	sed -i '/name: some/,/memory_mb/d; s/much/some/' s.yml
	mv base/values.much base/values.some
	mv head/values.much head/values.some
	measure -q
	cp r.json first.json
	bench-merge -o joined.json second.json first.json
	assert_equal "$(jq -c '[.benchmarks[] | [.sessions[].look] | sort]' joined.json)" '[[1,2],[1,2]]'
	run --separate-stderr bench-diff -m v -o c.json joined.json
	json '.rows[0].looks | .taken == 1 and .p_needed == 0.005' c.json
	jq '.benchmarks[].sessions[] |= del(.look, .look_rounds)' first.json >plain.json
	bench-merge -o joined.json second.json plain.json
	run --separate-stderr bench-diff -m v -o c.json joined.json
	json '.rows[0].looks | .taken == 2 and .p_needed == 0.0065' c.json
	# One session with other looks is another session.
	jq '.benchmarks[].sessions[].look |= 2' first.json >other.json
	trouble bench-merge first.json other.json
	said 'has other values'
}

@test "each look has its own step, in proportion to alpha, and the reason names it" {
	case_of some "$SAME" "$MORE" 12
	measure -q
	while IFS='|' read -r look alpha level words; do
		jq --argjson look "$look" '.benchmarks[].sessions[] |= (. + $look)' r.json >l.json
		run --separate-stderr bench-diff -m v --alpha "$alpha" -o c.json l.json
		json ".rows[0] | (.looks.p_needed // 0.01) == $level and .verdict == \"inconclusive\"
			and (.reason | test(\"^p is [0-9.]+, and must be under $level$words; \"))" c.json
	done <<-'END'
		{}|5%|0.01|
		{"look":1,"look_rounds":[12,24]}|5%|0.005| at the first of two looks
		{"look":2,"look_rounds":[6,12]}|5%|0.0065| at the second look
		{"look":2,"look_rounds":[6,12]}|2%|0.0026| at the second look
	END
	# Without pairs it plays no part.
	jq 'del(.benchmarks[].rounds)' l.json >unpaired.json
	run --separate-stderr bench-diff -m v -o c.json unpaired.json
	json '(.policy | has("looks") | not) and (.rows[0] | has("looks") | not)' c.json
}

@test "looks that cannot be are trouble" {
	while IFS='|' read -r members what; do
		echo '{"benchmarks":[{"name":"a","sessions":[{"id":"s","n":1,'"$members"'}],"metrics":{"v":{"samples":[1]}}}]}' >bad.json
		trouble bench-merge bad.json
		said "$what"
	done <<-'END'
		"look":3,"look_rounds":[1,2]|'look' must be 1 or 2, not 3
		"look":0,"look_rounds":[1,2]|'look' must be 1 or 2, not 0
		"look":"1","look_rounds":[1,2]|'look'
		"look":1|'look' and 'look_rounds' of a session need each other
		"look_rounds":[1,2]|'look' and 'look_rounds' of a session need each other
		"look":1,"look_rounds":[2,2]|'look_rounds' must be two numbers, from 1 and upward
		"look":1,"look_rounds":[0,2]|'look_rounds' must be two numbers, from 1 and upward
		"look":1,"look_rounds":[1,2,3]|'look_rounds' must be two numbers, from 1 and upward
		"look":1,"look_rounds":7|'look_rounds'
	END
}

@test "what needs a smaller p for its look is not measured again for the correction alone" {
	rows() {
		printf '{"schema": "benchpipe/comparison/1", "policy": {"alpha": 0.05}, "rows": [{"id": "a", "metric": "v", "gate": true,
			"better": "lower", "verdict": "inconclusive", "change": 0.2, "ci": [0.1, 0.3], "p": 0.008, "p_adjusted": 0.06,
			"threshold": 0.1%s}], "summary": {"verdict": "pass"}}' "$1" >c.json
	}
	echo '{"version":1,"suite":"s","benchmarks":[{"name":"a","run":["true"]}]}' >a.yml
	rows ''
	run --separate-stderr bench-run --list --only c.json a.yml
	assert_output a
	rows ', "looks": {"planned": 2, "taken": 2, "p_needed": 0.0065}'
	run --separate-stderr bench-run --list --only c.json a.yml
	assert_output ''
}
