load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir a b
}

# burn N: a static program whose work is N turns of a loop, as ./burn
burn() {
	need cc
	cat >burn.c <<-'EOF'
		#include <stdlib.h>
		int main(int argc, char **argv) {
			volatile unsigned x = 1;
			for (int n = argc > 1 ? atoi(argv[1]) : 0; n > 0; n--)
				x = x * 1664525u + 1013904223u;
			return x == 0;
		}
	EOF
	cc -O1 -static -o burn burn.c
}

# results TEXT: a results document with one benchmark that has these members.
results() {
	printf '{"benchmarks":[{"name":"x",%s}]}\n' "$1"
}

@test "noise, warnings and fitness: tests/unit/noise.c" {
	run "${BENCH_BUILD:-$ROOT/build}/unit/noise"
	assert_success
}

@test "samples that a neighbour on the same core got into are labelled, and the result says by what" {
	burn
	timeout 60 taskset -c 0 sh -c 'while :; do :; done' 3>&- &
	neighbour=$!
	run --separate-stderr taskset -c 0 bench-run -q -r 20 -- ./burn 5000000
	kill "$neighbour"
	wait "$neighbour" || true
	assert_success
	json '.benchmarks[0].disturbed | length >= 5 and . == (. | unique) and all(. >= 0 and . < 20)'
	json '.environment.warnings | map(.code) | index("disturbed") and index("cores")'
	json '.environment.warnings[] | select(.code == "disturbed").message | test("^[0-9]+ of 20 invocations were disturbed: [0-9]+ by waiting for a CPU")'
	json '.benchmarks[0].metrics.duration_ms.n == 20'
}

@test "a resumed run keeps the labels that it has and labels what it adds" {
	burn
	bench-run -q -r 4 -w 0 -- ./burn 100 >full.json
	jq -c '.benchmarks[0] += {status: "interrupted", disturbed: [1, 3]}' full.json >old.json
	run --separate-stderr bench-run -q -r 6 -w 0 --resume old.json -- ./burn 100
	assert_success
	json '.benchmarks[0] | .iterations == 6 and .disturbed[:2] == [1, 3]'
}

@test "bench-merge moves the labels with the samples of each session" {
	for s in 1 2; do
		results "\"sessions\":[{\"id\":\"s$s\",\"timestamp\":\"2026-01-0${s}T00:00:00Z\",\"n\":3}],\"disturbed\":[0,2],\"control\":true,
			\"metrics\":{\"duration_ms\":{\"samples\":[1,2,$s]}}" >"$s.json"
	done
	run --separate-stderr bench-merge 2.json 1.json
	assert_success
	json '.benchmarks[0] | .disturbed == [0, 2, 3, 5] and .control == true and .metrics.duration_ms.samples == [1, 2, 1, 1, 2, 2]'
}

@test "labels that are no indexes of samples are refused" {
	for bad in '[3]' '[-1]' '[0.5]' '[1,1]' '[2,1]' '["a"]' '{}' 'true'; do
		results "\"disturbed\":$bad,\"metrics\":{\"duration_ms\":{\"samples\":[1,2,3]}}" >bad.json
		trouble bench-merge bad.json
		said "'disturbed'"
	done
	results '"control":"yes","duration_ms":1' >bad.json
	trouble bench-merge bad.json
	said "'control' must be true or false"
}

@test "a session of two variants has a control row that never gates; one variant has none" {
	printf 'version: 1\nbenchmarks:\n  - {name: t, run: "true", runs: 12}\n' >s.yml
	run --separate-stderr bench-run -q --variant base=a --variant head=b s.yml
	assert_success
	json '[.benchmarks[] | select(.control)] | length == 2 and all(.id == "control" and .kind == "exploratory" and .status == "ok" and .iterations >= 10)'
	json '[.benchmarks[] | select(.control).metrics[] | .gate] | all(. == false)'
	json '[.benchmarks[] | select(.control).rounds] | .[0] == .[1]'
	json '[.benchmarks[] | select(.control | not).iterations] == [12, 12]'
	"$ROOT/tests/schema-check" "$ROOT/schemas/results.json" <(echo "$output")
	run --separate-stderr bench-run -q --no-control --variant base=a --variant head=b s.yml
	json '.benchmarks | map(.id) == ["t", "t"]'
	run --separate-stderr bench-run -q s.yml
	json '.benchmarks | map(.id) == ["t"]'
	run --separate-stderr bench-run -q --control -r 3 s.yml
	json '.benchmarks | map([.id, .iterations]) == [["control", 3], ["t", 3]]'
	run --separate-stderr bench-run --list --control s.yml
	assert_output $'t\ncontrol'
}

@test "the control row takes its minimum and then few percent of the time" {
	printf 'version: 1\nbenchmarks:\n  - {name: t, run: "sleep 0.01", runs: 60}\n' >s.yml
	run --separate-stderr bench-run -q --variant base=a --variant head=b s.yml
	assert_success
	json '[.benchmarks[] | select(.control).iterations] | all(. < 40)'
}

@test "a case called control keeps its name, and there is no control row" {
	printf 'version: 1\nbenchmarks:\n  - {name: control, run: "true", runs: 2}\n' >s.yml
	run --separate-stderr bench-run -q --variant base=a --variant head=b s.yml
	assert_success
	said "no control row: a case is called 'control' already"
	json '.benchmarks | length == 2 and all(has("control") | not)'
}

@test "a run with a control row is resumed with one" {
	bench-run -q -r 2 --control -- true >c.json
	trouble bench-run -q -r 2 --resume c.json -- true
	said "--control"
	run --separate-stderr bench-run -q -r 2 --control --resume c.json -- true
	assert_success
}

@test "the same program counts the same instructions in three sessions, and more for more work" {
	need valgrind
	burn
	cat >s.yml <<-'EOF'
		version: 1
		benchmarks:
		  - name: burn
		    run: ./burn ${{ matrix.n }}
		    matrix: {n: [1000, 2000]}
		    runs: 3
		    instrument: callgrind
		    metrics: {instructions: {}, duration_ms: {gate: false}}
	EOF
	for i in 1 2 3; do
		bench-run -q s.yml >"$i.json"
	done
	jq -c '[.benchmarks[].metrics.instructions.samples]' 1.json 2.json 3.json | sort -u >counts
	assert_equal "$(wc -l <counts)" 1
	json '.[0][0] == .[0][1] and .[0][2] == null and .[1][0] > .[0][0] + 1000' counts
	json '.benchmarks[0].metrics.instructions | .unit == "instructions" and .gate and .source == "callgrind" and .n == 2 and .stddev == 0' 1.json
	json '.benchmarks[0].metrics.duration_ms | .gate == false and .n == 3' 1.json
	json '.benchmarks[0].iterations == 3' 1.json
	run --separate-stderr bench-diff 1.json 2.json
	assert_success
	json '[.rows[] | select(.metric == "instructions") | [.change, .verdict]] == [[0, "equivalent"], [0, "equivalent"]]'
}

@test "one more percent of instructions is a regression, whatever the time says" {
	need valgrind
	burn
	bench-run -q -r 2 -n burn -c './burn 10000' --instrument callgrind >1.json
	bench-run -q -r 2 -n burn -c './burn 14000' --instrument callgrind >2.json
	run --separate-stderr bench-diff 1.json 2.json
	assert_equal "$status" 1
	json '.rows[] | select(.metric == "instructions").verdict == "regression"'
}

@test "the processes of a tree are counted together, and variants alike" {
	need valgrind
	burn
	cp burn a && cp burn b
	cat >s.yml <<-'EOF'
		version: 1
		defaults: {instrument: callgrind, runs: 2}
		benchmarks:
		  - {name: one, run: ./burn 20000}
		  - {name: two, run: "./burn 20000; ./burn 20000; true"}
	EOF
	run --separate-stderr bench-run -q --variant base=a --variant head=b s.yml
	assert_success
	json '[.benchmarks[] | select(.control | not).metrics.instructions.median] | .[0] == .[1] and .[2] > 2 * .[0]'
	json '[.benchmarks[] | select(.control).metrics | has("instructions")] == [false, false]'
}

@test "counts that vary are taken five times, and are said to vary" {
	need valgrind
	burn
	run --separate-stderr bench-run -q -r 6 --instrument callgrind -n v -c './burn $(cat n 2>/dev/null || echo 1); echo $(($(cat n 2>/dev/null || echo 1) * 3)) >n'
	assert_success
	json '.benchmarks[0].metrics.instructions | .n == 5 and .varies and .min < .max'
}

@test "counts of two variants in one session gate, exactly" {
	need valgrind
	mkdir base head
	echo 'seq 10000' >base/work
	echo 'seq 20000' >head/work
	echo '{"version":1,"suite":"s","benchmarks":[{"name":"a","run":["sh","./work"],"runs":6,"instrument":"callgrind"}]}' >s.yml
	bench-run -q --no-control --variant base=base --variant head=head s.yml >r.json
	run --separate-stderr bench-diff r.json
	assert_failure 1
	json '.rows[] | select(.metric == "instructions") | .verdict == "regression" and .gate'
	jq -c '.benchmarks |= reverse' r.json >reversed.json
	run --separate-stderr bench-diff reversed.json
	assert_failure 1
	run --separate-stderr bench-diff --variants head,base r.json
	json '.rows[] | select(.metric == "instructions") | .verdict == "improvement"'
	# A few instructions more or less are the same count, however often it was taken.
	jq -c '(.benchmarks[] | select(.variant == "base") | .metrics.instructions.samples) |=
		[.[0], .[0] + 15, .[0] - 9, .[0], .[0] + 3, null]' r.json >jitter.json
	run --separate-stderr bench-diff jitter.json
	assert_failure 1
	json '.rows[] | select(.metric == "instructions") | .verdict == "regression" and .n == [5, 2]'
}

@test "a command that fails, or hangs, only under callgrind makes its case so" {
	need valgrind
	printf '#!/bin/sh\ncase ${BENCH_FILL-} in x*) echo broken >&2; exit 3;; esac\n' >p
	chmod +x p
	run --separate-stderr bench-run -q -r 2 --instrument callgrind -- ./p
	assert_failure 1
	json '.benchmarks[0] | .status == "failed" and .reason == "under callgrind: exit status 3: broken"'
	printf '#!/bin/sh\ncase ${BENCH_FILL-} in x*) sleep 100;; esac\n' >p
	run --separate-stderr bench-run -q -r 2 --timeout 0.02 --instrument callgrind -- ./p
	json '.benchmarks[0] | .status == "timeout" and .reason == "under callgrind: killed after 1 s"'
}

@test "without valgrind nothing is measured in silence" {
	mkdir bin
	for p in sh true git; do ln -s "$(type -P "$p")" bin; done
	printf 'version: 1\nbenchmarks:\n  - {name: t, run: "true", runs: 2, instrument: callgrind}\n' >s.yml
	run_path=$(dirname "$(command -v bench-run)"):$PWD/bin
	trouble env PATH="$run_path" bench-run -q s.yml
	said "'t' has 'instrument: callgrind', but valgrind is not installed"
	said "--instrument none"
	run --separate-stderr env PATH="$run_path" bench-run -q --instrument none s.yml
	assert_success
	json '.benchmarks[0] | .status == "ok" and (.metrics.instructions | . == null or .n == 0)'
	run --separate-stderr env PATH="$run_path" bench-run --list s.yml
	assert_output t
}

@test "an instrument goes through a plan; a word that is none is refused with its place" {
	printf 'version: 1\ndefaults: {instrument: callgrind}\nbenchmarks:\n  - {name: a, run: "true"}\n  - {name: b, run: "true", instrument: none}\n' >s.yml
	run --separate-stderr bench-plan s.yml
	assert_success
	json '.cases | map(.instrument) == ["callgrind", null]'
	json '.cases[0].metrics.instructions.gate and (.cases[1].metrics | has("instructions") | not)'
	echo "$output" >p.json
	assert_equal "$(bench-plan p.json | jq -S .)" "$(jq -S . p.json)"
	"$ROOT/tests/schema-check" "$ROOT/schemas/plan.json" p.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/scenario.json" s.yml
	sed -i 's/callgrind/calgrind/' s.yml
	trouble bench-run s.yml
	said "s.yml:2:24: 'instrument' must be none or callgrind, not 'calgrind' (nearest: 'callgrind')"
	sed -i 's/callgrind/perf/' p.json
	trouble bench-run p.json
	said "instrument"
	trouble bench-run --instrument perf -- true
	said "'--instrument' must be 'none' or 'callgrind', not 'perf'"
}

@test "bench-env --check says whether the machine is fit, why not, and what it measured" {
	run --separate-stderr bench-env --check
	[ "$status" -le 1 ]
	if [ "$status" -eq 0 ]; then
		assert_line --index 0 --regexp '^fit: 20 pairs would show a change of '
	else
		assert_line --index 0 --regexp '^not fit: '
	fi
	assert_line --regexp '^(good|not good) +'
	assert_line --regexp '^measured for [0-9.]+ s: a fixed workload beside itself, [0-9]+ pairs$'
	assert_line --regexp 'one half against the other: '
	assert_line --regexp '^  disturbed invocations: [0-9]+ of [0-9]+$'
	assert_equal "$stderr" ""
	run --separate-stderr taskset -c 0 bench-env --check -o check.txt
	[ "$status" -le 1 ]
	assert_equal "$output" ""
	run cat check.txt
	assert_line --regexp '^not good +only one core can be used'
	assert_line --regexp '^ +what to do: '
	trouble bench-env --check --fingerprint
}

@test "warnings are part of the environment, not of the fingerprint" {
	run --separate-stderr taskset -c 0 bench-env
	assert_success
	json '.warnings | map(select(.code == "cores")) | length == 1 and (.[0].message | length > 0)'
	assert_equal "$(jq -r .fingerprint <<<"$output")" "$(taskset -c 0 bench-env -f)"
}

@test "commands may run on every CPU that bench-run may, though bench-exec keeps to one" {
	cd "$BATS_TEST_TMPDIR"
	expected=$(taskset -pc $$ | sed 's/.*: //')
	bench-run -q -r 2 -o r.json -- sh -c 'taskset -pc $$ >>cpus'
	json '.benchmarks[0].status == "ok"' r.json
	assert_equal "$(sed 's/.*: //' cpus | sort -u)" "$expected"
	run --separate-stderr taskset -c 0 bench-run -q -r 1 -o r.json -- sh -c 'taskset -pc $$ >one'
	assert_success
	assert_equal "$(sed 's/.*: //' one)" 0
}
