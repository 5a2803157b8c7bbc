# shellcheck disable=SC2016 # what is in single quotes is for the measured shell
# shellcheck disable=SC2154 # run sets stderr
# Commands around those that are measured, parameters of commands, shells, ignored failures,
# and what the summary compares.
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# scenario TEXT: write it to s.yml, the head that all need before it.
scenario() {
	printf 'version: 1\nsuite: test\ndefaults: {warmup: 0, runs: 2}\nbenchmarks:\n%s\n' "$1" >s.yml
}

# measure ARGS...: bench-run quietly; the document is in $output.
measure() {
	run --separate-stderr bench-run -q -r 2 -w 0 "$@"
	[ "$status" -le 1 ]
}

# logged WORDS: what the commands wrote into 'log', on one line.
logged() {
	assert_equal "$(tr '\n' ' ' <log)" "$1 "
}

@test "setup runs once, prepare and conclude around every invocation, cleanup at the end" {
	scenario '  - {name: a, run: "echo run >>log", setup: "echo setup >>log", prepare: "echo prepare >>log",
       conclude: "echo conclude >>log", cleanup: "echo cleanup >>log", warmup: 1}'
	run --separate-stderr bench-run -q s.yml
	json '.benchmarks[0] | .status == "ok" and .iterations == 2'
	logged "setup prepare run conclude prepare run conclude prepare run conclude cleanup"
	rm log
	bench-plan s.yml >p.json
	run --separate-stderr bench-run -q p.json
	logged "setup prepare run conclude prepare run conclude prepare run conclude cleanup"
}

@test "options say the same for one command, for each of several, and in place of a scenario's" {
	measure -s 'echo s >>log' -p 'echo p >>log' --conclude 'echo c >>log' --cleanup 'echo x >>log' -- sh -c 'echo r >>log'
	logged "s p r c p r c x"
	rm log
	measure -c 'test -e 1 -a ! -e 2' --prepare 'rm -f 2; touch 1' -c 'test -e 2 -a ! -e 1' --prepare 'rm -f 1; touch 2'
	json '[.benchmarks[].status] == ["ok", "ok"]'
	scenario '  - {name: a, run: "echo r >>log", prepare: "echo no >>log"}'
	measure --prepare 'echo p >>log' s.yml
	logged "p r p r"
	trouble bench-run --prepare a --prepare b -c true
	said "'--prepare' is given 2 times for 1 command"
	# A blank line is none: for one command of several, and in place of a scenario's.
	rm log
	measure -c 'echo r >>log' -p ' ' -c 'echo R >>log' -p 'echo p >>log' --cleanup '' --seed 1
	assert_equal "$(sort log | tr '\n' ' ')" 'R R p p r r '
	rm log
	measure --prepare '' s.yml
	logged "r r"
}

@test "hooks are in no metric: not their time, their memory or their output" {
	scenario '  - {name: a, run: [sh, -c, "echo value 1"], prepare: "echo value 2; sleep 0.3", conclude: "echo value 3; sleep 0.3",
       metrics: {value: {unit: x, better: lower, from: stdout, pattern: "value ([0-9])"}}}'
	measure s.yml
	json '.benchmarks[0].metrics | .value.samples == [1, 1] and (.duration_ms.samples | all(. < 250))'
	# A file that a metric reads is the command's own.
	scenario '  - {name: a, run: "true", prepare: "echo 1 >f", metrics: {v: {unit: x, better: lower, from: file, path: f, pattern: "."}}}'
	measure s.yml
	json '.benchmarks[0].status == "failed"'
}

@test "a hook has the folder, the environment and the TMPDIR of its command, and an empty input" {
	mkdir sub
	scenario '  - {name: a, working-directory: sub, env: {A: "1"}, input: s.yml, run: "cat $TMPDIR/x",
       prepare: "echo $A $(pwd) $(wc -c) >$TMPDIR/x", conclude: "cp $TMPDIR/x seen; touch $TMPDIR/y",
       setup: "touch $TMPDIR/z", cleanup: "ls $TMPDIR >left"}'
	measure s.yml
	json '.benchmarks[0].status == "ok"'
	assert_equal "$(cat sub/seen)" "1 $PWD/sub 0"
	[ -e sub/left ]
	[ ! -s sub/left ]
}

@test "a default's hook can be taken away, and expressions are replaced in hooks" {
	printf '%s\n' 'version: 1' 'defaults: {warmup: 0, runs: 1, prepare: echo default >>log}' 'benchmarks:' \
		'  - {name: a, run: "true", prepare: }' \
		'  - {name: b, run: "true", matrix: {n: [1, 2]}, prepare: "echo $((${{ matrix.n }} * 10)) >>log"}' >s.yml
	run --separate-stderr bench-run -q s.yml
	assert_success
	assert_equal "$(sort log | tr '\n' ' ')" "10 20 "
	run bench-run --dry-run --filter n=2 s.yml
	assert_line --partial "prepare: /bin/sh -c 'echo \$((2 * 10)) >>log'"
}

@test "a setup, prepare or conclude that fails ends its case with its last lines; the others go on" {
	for hook in setup prepare conclude; do
		scenario "  - {name: a, run: echo a >>log, $hook: 'echo because; exit 3', cleanup: echo cleanup >>log}
  - {name: b, run: 'true'}"
		rm -f log
		measure s.yml
		json ".benchmarks[0] | .status == \"failed\" and .reason == \"$hook: exit status 3: because\" and .last_stdout == \"because\""
		json '.benchmarks[1] | .status == "ok" and .iterations == 2'
		[ "$hook" = conclude ] || logged cleanup
	done
	logged "a cleanup"
	scenario '  - {name: a, run: "echo a >>log", prepare: sleep 60, timeout: 0.2s}'
	rm log
	measure s.yml
	json '.benchmarks[0] | .status == "failed" and .reason == "prepare: killed after its timeout of 0.2 s"'
	[ ! -e log ]
	scenario '  - {name: a, run: "true", setup: [./none]}'
	measure s.yml
	json '.benchmarks[0].reason | startswith("setup: cannot run '"'./none'"'")'
}

@test "a command that fails keeps its own reason, and is concluded and cleaned up" {
	measure --conclude 'echo c >>log; exit 4' --cleanup 'echo x >>log; exit 5' -- sh -c 'echo r >>log; exit 3'
	json '.benchmarks[0] | .status == "failed" and .reason == "exit status 3"'
	logged "r c x"
	said "cleanup: exit status 5"
}

@test "two variants take turns with their prepare, each set up and cleaned up in its folder" {
	mkdir base head
	scenario '  - {name: a, run: "echo r$V >>../log", setup: "echo V=$(basename $PWD) >v", prepare: ". ./v; echo p$V >>../log",
       conclude: ". ./v; echo c$V >>../log", cleanup: rm v}'
	sed -i 's/run: "/run: ". .\/v; /' s.yml
	measure --no-control --variant base=base --variant head=head s.yml
	assert_equal "$(paste -sd '  \n' <log | tr -d ' ' | sort | uniq -c | tr -s ' ' | tr '\n' ' ')" " 2 pbaserbasecbase  2 pheadrheadchead "
	[ ! -e base/v ]
	[ ! -e head/v ]
}

@test "after a signal the cleanup runs, no further invocation does, and the document is written" {
	for hook in setup prepare run; do
		rm -f log r.json started
		case $hook in
		run) set -- -- sh -c 'touch started; sleep 60' ;;
		*) set -- "--$hook" 'touch started; sleep 60' -- sh -c 'echo run >>log' ;;
		esac
		env --default-signal=INT bench-run -q -o r.json --cleanup 'echo cleanup >>log' "$@" 3>&- &
		until [ -e started ]; do
			kill -0 $!
			sleep 0.01
		done
		kill -INT $!
		status=0
		wait $! || status=$?
		assert_equal "$status" 130
		json '.benchmarks[0].status == "interrupted"' r.json
		logged cleanup
	done
}

@test "the counted invocations under valgrind are prepared and concluded too" {
	need valgrind
	scenario '  - {name: a, run: test -e ready, prepare: touch ready, conclude: rm ready, instrument: callgrind}'
	measure s.yml
	json '.benchmarks[0] | .status == "ok" and .metrics.instructions.median > 0'
	[ ! -e ready ]
}

@test "in a duet both are prepared before both run" {
	[ "$(nproc)" -gt 1 ] || skip "one core"
	mkdir base head
	scenario '  - {name: a, run: test -e x, prepare: touch x, conclude: rm x}'
	measure --duet --no-control --variant base=base --variant head=head s.yml
	json '[.benchmarks[].status] == ["ok", "ok"]'
}

@test "lists and ranges of parameters make cases, the last varying fastest" {
	measure -L w a,b -P n 0.1 0.3 -D 0.1 -c 'echo {w} {n} {other} >>log' -c 'echo once >>log' --seed 1
	json '[.benchmarks[] | .status] | length == 7 and all(. == "ok")'
	json '[.benchmarks[].params.n] == [null, 0.1, 0.1, 0.2, 0.2, 0.3, 0.3]'
	assert_equal "$(sort -u log | tr '\n' ' ')" "a 0.1 {other} a 0.2 {other} a 0.3 {other} b 0.1 {other} b 0.2 {other} b 0.3 {other} once "
	run bench-run --list -L b 1,2 -P a 3 4 -c '{a}{b}'
	assert_output '{a}{b}/a=3,b=1
{a}{b}/a=4,b=1
{a}{b}/a=3,b=2
{a}{b}/a=4,b=2'
	run bench-run --list -n seq -L x 'a\,b,1' -c 'seq {x}'
	assert_output 'seq/x=a,b
seq/x=1'
	rm log
	measure -P n 0.0000005 .000001 -D 0.0000005 -c 'echo {n} >>log'
	json '[.benchmarks[].params.n] == [1e-6, 5e-7]'
	assert_equal "$(sort -u log | tr '\n' ' ')" '0.0000005 0.0000010 '
	run bench-run --list -P n -1 5 --parameter-step-size 3 -c '{n}'
	assert_output '{n}/n=-1
{n}/n=2
{n}/n=5'
}

@test "parameters are replaced in words after -- and in hooks, and what is put in is not looked at again" {
	measure -L a '{b},x' -L b y -p 'echo {b} >>log' -- sh -c 'echo "$1" >>log' - '{a}'
	assert_equal "$(sort log | uniq -c | tr -s ' ' | tr '\n' ' ')" " 2 x  4 y  2 {b} "
}

# wrong MESSAGE ARGS...: bench-run of them is a usage error that says MESSAGE.
wrong() {
	local message=$1
	shift
	trouble bench-run "$@" -c 'echo {x}'
	said "$message"
}

@test "wrong parameters are told" {
	wrong "parameter 'y': no command has '{y}'" -L y 1
	wrong "parameter 'x' is given twice" -L x 1 -P x 1 2
	wrong "parameter 'x': a value is empty" -L x 1,,2
	wrong "parameter 'x': 'b' is given twice" -L x a,b,c,b
	wrong "'1x' is not the name of a parameter" -L 1x 1
	wrong "the step must be over 0" -P x 1 2 -D 0
	wrong "from 2 it never gets to 1" -P x 2 1
	wrong "found '1e3'" -P x 1e3 2000
	wrong "has over 100000 values" -P x 0 1000000
	wrong "a step without a range" -L x 1 -D 2
	scenario '  - {name: a, run: "true"}'
	trouble bench-run -L x 1 s.yml
	said "a scenario has 'matrix'"
	# Before a scenario that was never meant is looked for, or waited for.
	trouble bench-run -L x -c 'echo {x}'
	said "'-L' is for commands"
	trouble bench-run -L x 1 <&-
	said "'-L' is for commands"
	trouble bench-run -c 'echo {x}' -P x 1
	said "'-P' needs 3 values: NAME FROM TO"
}

@test "a shell is chosen, or there is none" {
	measure -S bash -c 'test "$BASH" && [[ a == a ]]' -p 'test "$BASH"'
	json '.benchmarks[0].status == "ok"'
	measure -N -c "test '\$HOME;' = \$HOME;" -c 'echo a | false'
	json '[.benchmarks[].status] == ["ok", "ok"]'
	run bench-run --dry-run -S 'bash --norc -e' -c true
	assert_line --partial 'in .: bash --norc -e -c true'
	trouble bench-run -N -c 'a "b'
	said "cannot be split into words without a shell"
	trouble bench-run -S sh -- true
	said "'--shell' is for -c"
	printf '%s\n' 'version: 1' 'defaults: {warmup: 0, runs: 1, shell: bash}' 'benchmarks:' \
		'  - {name: a, run: "test $BASH"}' '  - {name: b, run: "test ! $BASH", shell: sh}' \
		'  - {name: c, run: "test $A", shell: none}' '  - {name: d, run: "test ! $BASH", shell: }' >s.yml
	sed -i 's/^defaults: {/&env: {BASH: ""}, /' s.yml
	run --separate-stderr bench-run -q s.yml
	json '[.benchmarks[].status] == ["ok", "ok", "ok", "ok"]'
}

@test "exit statuses can be ignored, all or some; signals and timeouts cannot" {
	run --separate-stderr bench-run -i -r 3 -w 1 -c 'sh -c "exit 77"'
	json '.benchmarks[0] | .status == "ok" and .iterations == 3'
	said "3 failed, ignored"
	measure --ignore-status 1,3 -c 'sh -c "exit 3"' -c 'sh -c "exit 2"'
	json '[.benchmarks[].status] == ["failed", "ok"]'
	measure -i -c 'sh -c "kill -9 $$"' -p 'exit 0'
	json '.benchmarks[0].status == "failed"'
	measure -i -p 'exit 1' -- true
	json '.benchmarks[0].status == "failed"'
	trouble bench-run --ignore-status 1,256 -c true
	said "exit statuses from 1 to 255"
	scenario '  - {name: a, run: exit 2, ignore-failure: true}
  - {name: b, run: exit 2, ignore-failure: [1, 2]}
  - {name: c, run: exit 2, ignore-failure: [1]}
  - {name: d, run: exit 2}'
	measure s.yml
	json '[.benchmarks[].status] == ["ok", "ok", "failed", "failed"]'
	bench-plan s.yml >p.json
	run bench-plan p.json
	assert_output "$(cat p.json)"
	run "$ROOT/tests/schema-check" "$ROOT/schemas/plan.json" p.json
	assert_success
	run "$ROOT/tests/schema-check" "$ROOT/schemas/scenario.json" s.yml
	assert_success
	sed -i 's/\[1\]/[0]/' s.yml
	trouble bench-plan s.yml
	said "s.yml:7:"
}

@test "the summary tells times in the unit that is asked for, and the document keeps its own" {
	while IFS='|' read -r unit shown; do
		run --separate-stderr bench-run -r 2 -u "$unit" -- true
		assert_success
		json '.benchmarks[0].metrics.duration_ms.unit == "ms"'
		[[ $stderr =~ [0-9]"$shown" ]] || fail "no $shown: $stderr"
	done <<-'END'
		second| s
		nanosecond| ns
		microsecond| µs
		millisecond| ms
	END
	trouble bench-run --time-unit minutes -- true
	[[ $stderr == *second* ]]
}

@test "the summary compares with a reference, in the order that is asked for" {
	run --separate-stderr bench-run -r 6 -L t 0.3,0.001 -c 'sleep {t}' --reference 'sleep {t}/t=0.001' --sort time
	assert_success
	said "compared with sleep {t}/t=0.001:"
	[[ $stderr =~ 'sleep {t}/t=0.3 takes '[0-9.]+' times as long (95 % interval ' ]]
	assert_equal "$(grep -oE '^sleep \{t\}/t=[0-9.]+' <<<"$stderr" | tr '\n' ' ')" "sleep {t}/t=0.001 sleep {t}/t=0.3 "
	run --separate-stderr bench-run -r 6 -n slow -c 'sleep 0.3' -n quick -c true --reference slow
	[[ $stderr =~ 'quick is '[0-9.]+' times as fast (95 % interval ' ]]
	assert_equal "$(grep -oE '^(slow|quick) ' <<<"$stderr" | tr -d '\n')" "slow quick "
	run --separate-stderr bench-run -r 2 -n slow -c 'sleep 0.3' -n quick -c true --sort name
	assert_equal "$(grep -oE '^(slow|quick)  ' <<<"$stderr" | tr -d '\n')" "quick  slow  "
	said "quick is"
	run --separate-stderr bench-run -r 1 -w 0 -c true -c false --reference true
	said "nothing is compared with true: no other case has times"
	# Of too few for an interval, what is told agrees with the medians of the table.
	run --separate-stderr bench-run -r 3 -w 0 -L n 1,2,3,4,5,6,7,8 -c 'true {n}'
	run grep -oE '^  [0-9.]+ times as fast as true' <<<"$stderr"
	assert_equal "${#lines[@]}" 7
	refute_line --regexp '^  0'
	trouble bench-run -c 'sleep 1' --reference 'sleep 2'
	said "there is no case 'sleep 2' (nearest: 'sleep 1')"
	trouble bench-run -L t 1,2 -c 'sleep {t}' --reference 'sleep {t}'
	said "'sleep {t}' has 2 cases"
}

@test "what commands and hooks print is shown, and never in the document" {
	run --separate-stderr bench-run -q -r 1 -w 0 --show-output -p 'echo prepared' -c 'echo out; echo err >&2'
	assert_success
	json '.benchmarks[0].status == "ok"'
	assert_equal "$stderr" 'prepared
out
err'
	# What is told after output begins a line.
	run --separate-stderr bench-run -r 2 -w 0 --show-output -c 'printf unfinished'
	[[ $stderr == $'unfinishedunfinished\nbenchmark '* ]] || fail "$stderr"
	run --separate-stderr bench-run -q -r 1 -w 0 -p 'echo prepared' -c 'echo out; echo err >&2'
	assert_equal "$stderr" ''
	scenario '  - {name: a, stdout: "null", run: "echo out; echo err >&2"}'
	run --separate-stderr bench-run -q -r 1 --show-output s.yml
	assert_equal "$stderr" err
}

@test "the bar on a terminal has the median so far" {
	need python3
	run python3 -c 'import os, pty, sys
sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))' bench-run -r 10 -w 0 -o r.json -c 'sleep 0.1' </dev/null
	assert_success
	assert_output --regexp '[0-9] left  sleep 0\.1  [0-9.]+.ms'
}
