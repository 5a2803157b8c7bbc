# shellcheck disable=SC2016 # what is in single quotes is for the measured shell
# What happens around a command: how it is started, what it finds, what is left of it.
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	# Those that bench-run looks for, where they are set.
	unset CARGO_HOME CC CLASSPATH CONDA_PREFIX CUDA_HOME CUDA_VISIBLE_DEVICES CXX DOTNET_ROOT \
		GEM_HOME GEM_PATH GOPATH GOROOT HTTPS_PROXY HTTP_PROXY JAVA_HOME JULIA_DEPOT_PATH \
		LD_LIBRARY_PATH LD_PRELOAD LIBRARY_PATH LUA_PATH NODE_OPTIONS NODE_PATH OPENSSL_CONF \
		PERL5LIB PKG_CONFIG_PATH PYTHONHOME PYTHONPATH R_LIBS RUSTUP_HOME VIRTUAL_ENV
}

# scenario TEXT: write it to s.yml, the head that all need before it.
scenario() {
	printf 'version: 1\nsuite: test\ndefaults: {warmup: 0, runs: 2}\nbenchmarks:\n%s\n' "$1" >s.yml
}

# measure ARGS...: bench-run quietly; the document is in $output. A command that failed is status 1.
measure() {
	run --separate-stderr bench-run -q -r 2 -w 0 "$@"
	[ "$status" -le 1 ] || fail "status $status: $stderr"
}

# reason TEXT: that of the one failed benchmark of the last run contains TEXT.
reason() {
	local text
	text=$(jq -r '.benchmarks[0] | select(.status == "failed").reason' <<<"$output")
	[[ $text == *"$1"* ]] || fail "the reason lacks: $1
$text
$output"
}

# program NAME: a file that can be executed, of standard input.
program() {
	cat >"$1"
	chmod +x "$1"
}

# foreign NAME: a program for another processor; a shell that is given it removes 'victim'.
foreign() {
	local other='\267\0' # AArch64
	[ "$(uname -m)" != aarch64 ] || other='\076\0'
	{
		cat /bin/true
		printf '\nrm -f victim\nexit 0\n'
	} | program "$1"
	# shellcheck disable=SC2059 # the escapes are to be read
	printf "$other" | dd of="$1" bs=1 seek=18 conv=notrunc status=none
}

# refused WORDS COMMAND: neither bench-run, bench-exec nor a build runs COMMAND, all say WORDS.
refused() {
	measure -- "$2"
	reason "cannot run '$2': $1"
	trouble bench-exec "$2"
	said "bench-exec: cannot run '$2': $1"
	scenario '  - {name: a, run: "true"}'
	printf 'build: [%s]\n' "$2" >>s.yml
	run --separate-stderr bench-run s.yml
	said "cannot run '$2': $1"
	json '.benchmarks[0].status == "failed"'
	[ -e victim ] || fail "a shell ran '$2'"
}

@test "what is no program of this machine and no text is refused, with the cause" {
	: >victim
	foreign foreign
	program empty </dev/null
	printf 'rm -f victim\0\n' | program nul
	printf '\xcf\xfa\xed\xfe\x07\nrm -f victim\n' | program macho
	printf 'MZ\x90\0\x03\nrm -f victim\n' | program pe
	printf '#!./foreign\nrm -f victim\n' | program by-foreign
	printf '#!\nrm -f victim\n' | program nobody
	printf '#!/bin/sh\r\nrm -f victim\r\n' | program crlf
	printf '#!/no/such/python3 -u\n' | program missing
	printf '#! ./missing\n' | program twice
	printf 'rm -f victim\n' | program plain
	printf '#!./plain\n' | program by-plain
	LC_ALL=C sed 's|/ld-linux|/no-linux|' /bin/true | program unloaded
	echo 'rm -f victim' >data
	mkdir folder
	ln -s nowhere dangling
	each refused <<-'EOF'
		Exec format error (built for another processor, |./foreign
		Exec format error (it is empty)|./empty
		Exec format error (neither a program nor a text)|./nul
		Exec format error (built for macOS|./macho
		Exec format error (built for Windows?)|./pe
		Exec format error (its interpreter './foreign' cannot be executed: built for another processor|./by-foreign
		Exec format error (its '#!' line names no interpreter)|./nobody
		No such file or directory (its interpreter '/bin/sh\r' is not there; its '#!' line ends in a carriage return|./crlf
		No such file or directory (its interpreter '/no/such/python3' is not there)|./missing
		No such file or directory (its interpreter './missing' cannot be executed: its interpreter '/no/such/python3' is not there)|./twice
		Exec format error (its interpreter './plain' cannot be executed: a text without a '#!' line)|./by-plain
		No such file or directory (its loader '/|./unloaded
		Permission denied (it is not marked as executable: chmod +x)|./data
		Permission denied (it is a directory)|./folder
		No such file or directory (it is a link to what is not there)|./dangling
		No such file or directory (it is not in PATH, but './plain' is there)|plain
		No such file or directory|./nothing
	EOF
}

@test "a program that is open for writing is refused, with the cause" {
	: >victim
	program busy </bin/true
	exec 9<>busy
	refused "Text file busy (a process has it open for writing)" ./busy
	exec 9>&-
}

@test "a text that names no interpreter is run by a shell, as execvp() does" {
	printf 'echo "$1" >>ran\n' | program text
	printf '# caf\351, in Latin 1\n: >latin\n' | program latin1
	measure -- ./text word
	json '.benchmarks[0].status == "ok"'
	assert_equal "$(cat ran)" $'word\nword'
	measure -- ./latin1
	json '.benchmarks[0].status == "ok"'
	[ -e latin ]
	bench-exec ./text one >/dev/null
	assert_equal "$(tail -n 1 ran)" one
}

# terminal COMMAND...: run it with a terminal of its own, whose settings a write stops.
terminal() {
	need python3
	run --separate-stderr python3 -c 'import os, pty, sys
os.environ["TERM"] = "dumb"
status = pty.spawn(["sh", "-c", "stty tostop; exec \"$@\"", "sh"] + sys.argv[1:])
sys.exit(os.waitstatus_to_exitcode(status))' "$@" </dev/null
}

# unheard COMMAND: a command that wants the terminal fails at once, wherever it is run.
unheard() {
	terminal bench-run -q -r 1 -w 0 --timeout 20s -o r.json -- sh -c "$1"
	json '.benchmarks[0] | .status == "failed" and (.reason | contains("/dev/tty"))' r.json
	terminal bench-exec -t 20s -o m.json sh -c "$1"
	json '.status == "failed" and .exit > 0' m.json
	scenario '  - {name: a, run: "true"}'
	printf 'build: [sh, -c, "%s"]\n' "$1" >>s.yml
	terminal timeout 20 bench-run -q -o r.json s.yml
	json '.benchmarks[0] | .status == "failed" and (.reason | contains("build"))' r.json
}

@test "a command and a build that want the terminal have none, and do not wait for it" {
	each unheard <<-'EOF'
		read -r x </dev/tty
		echo x >/dev/tty
		stty raw </dev/tty
	EOF
}

@test "a command that is stopped as for reading the terminal fails at once" {
	measure --timeout 20s -- sh -c 'kill -TTIN $$'
	reason "it wants to read the terminal"
	measure --timeout 20s -- sh -c 'kill -TTOU $$'
	reason "it wants to change the terminal"
	measure --timeout 0.2s -- sh -c 'kill -STOP $$'
	json '.benchmarks[0] | .status == "timeout" and (.reason | contains("it had been stopped by signal 19"))'
}

@test "^C on the terminal ends the running command and writes the document" {
	need python3
	python3 -c 'import os, pty, sys, time
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
while not os.path.exists("there"):
    time.sleep(0.01)
os.write(fd, b"\x03")
os.waitpid(pid, 0)' bench-run -q -w 0 -o r.json -- sh -c 'echo $$ >pid; : >there; exec sleep 1000'
	json '.benchmarks[0].status == "interrupted"' r.json
	ends pid
}

# ended ARGS... JQ: bench-run with ARGS gives a first entry of which JQ is true.
ended() {
	local filter=${*: -1}
	measure "${@:1:$#-1}"
	json ".benchmarks[0] | $filter"
}

@test "the last lines of both streams are kept of what fails or takes too long" {
	ended --stdout pipe -- sh -c 'seq 15; seq 21 35 >&2; exit 3' '.reason == "exit status 3: 35"
		and .last_stdout == ([range(6; 16) | tostring] | join("\n"))
		and .last_stderr == ([range(26; 36) | tostring] | join("\n"))'
	ended --timeout 0.3s -- sh -c 'echo waiting for a lock >&2; sleep 60' '.status == "timeout"
		and .reason == "killed after its timeout of 0.3 s: waiting for a lock" and .last_stderr == "waiting for a lock"'
	ended -- sh -c 'echo thrown away; exit 1' '.reason == "exit status 1" and (has("last_stdout") | not)'
	ended --stdout file -- sh -c 'echo kept; kill -SEGV $$' '.last_stdout == "kept" and (.reason | endswith("kept"))'
	ended -- sh -c 'echo fine >&2' '.status == "ok" and (has("last_stderr") | not)'
	scenario '  - {name: m, run: [sh, -c, "echo out; echo err >&2"], metrics: {x: {pattern: "x=([0-9]+)", better: lower}}}'
	ended s.yml '.status == "failed" and .last_stdout == "out" and .last_stderr == "err"'
}

@test "a line is shown as a terminal shows it, and cut after a whole character" {
	ended -- sh -c 'printf "10%%\r50%%\r99%%\r\n" >&2; exit 1' '.last_stderr == "99%" and .reason == "exit status 1: 99%"'
	ended -- sh -c 'printf "a%0300d\n" 0 | sed s/0/é/g >&2; exit 1' '.last_stderr == "a" + ("é" * 99)'
	ended -- sh -c 'printf "a\r\n\n \t\nb\r\n" >&2; exit 1' '.last_stderr == "a\nb"'
}

@test "the summary shows the last lines of what failed, tamed" {
	run --separate-stderr bench-run -r 1 -w 0 -- sh -c 'printf "one\n\033[2Jtwo\n::error::three\n" >&2; exit 1'
	said "the end of its standard error:"
	said "      one"
	run grep -e $'\033' -e '^ *::' <<<"$stderr"
	assert_failure
}

# reads NAME ARGS...: three invocations each read the whole input, NAME by NAME.
reads() {
	rm -f got
	"$@"
	assert_success
	json '.benchmarks[0].status == "ok"'
	assert_equal "$(cat got)" $'1 2\n1 2\n1 2'
}

piped() {
	printf '1\n2\n' | bench-run -q -r 3 -w 0 --input "$1" -- sh -c 'echo $(cat) >>got'
}

@test "an input that can be read once is given to every invocation" {
	printf '1\n2\n' >file
	reads run --separate-stderr bench-run -q -r 3 -w 0 --input <(cat file) -- sh -c 'echo $(cat) >>got'
	reads run --separate-stderr piped -
	reads run --separate-stderr piped /dev/stdin
	reads run --separate-stderr piped /dev/fd/0
	reads run --separate-stderr bench-run -q -r 3 -w 0 --input /dev/stdin -- sh -c 'echo $(cat) >>got' <file
	mkfifo fifo
	cat file >fifo 3>&- &
	scenario '  - {name: a, input: fifo, runs: 2, run: [sh, -c, "echo $(cat) >>got"]}
  - {name: b, input: fifo, runs: 1, run: [sh, -c, "echo $(cat) >>got"]}'
	reads run --separate-stderr bench-run -q s.yml
	json '.benchmarks[1].status == "ok"'
	(read -r _ && reads run --separate-stderr bench-run -q -r 3 -w 0 --input - -- sh -c 'echo $(cat) >>got') < <(printf '0\n1\n2\n')
}

@test "an input that is no file is refused with what it is, and one that comes late is read" {
	measure --input . -- cat
	reason "the input '.' is a directory: expected a file or a pipe"
	terminal bench-run -q -r 1 -w 0 --input /dev/tty -o r.json -- cat
	json '.benchmarks[0].reason == "the input '\''/dev/tty'\'' is a terminal: expected a file or a pipe"' r.json
	scenario '  - {name: a, run: [sh, -c, "echo x >late"]}
  - {name: b, run: [grep, x], input: late}'
	: >late
	measure s.yml
	trouble bench-run --input - </dev/null
}

@test "an endless wait for an input is said, and a signal ends it" {
	mkfifo fifo
	env --default-signal=INT bench-run -q -o r.json --input fifo -- cat 2>err 3>&- &
	until grep -q "waiting for the input 'fifo'" err; do
		kill -0 $!
		sleep 0.05
	done
	kill -INT $!
	wait $! || true
	json '.benchmarks[0].status == "interrupted"' r.json
}

# printed_to WHERE ARGS...: standard output of a command of bench-run with ARGS is WHERE.
printed_to() {
	local where=$1
	shift
	measure "$@" -- sh -c 'to=$(readlink /proc/$$/fd/1); echo "$to" >where'
	# shellcheck disable=SC2053 # a pattern
	[[ $(cat where) == $where ]] || fail "$* is $(cat where)"
}

@test "standard output goes where it is said to" {
	printed_to /dev/null
	printed_to /dev/null --stdout null
	printed_to 'pipe:*' --stdout pipe
	printed_to '/*deleted?' --stdout file
	printed_to 'pipe:*' -m first_output_ms
	for way in null pipe file; do
		scenario "  - {name: a, stdout: $way, run: [sh, -c, 'to=\$(readlink /proc/\$\$/fd/1); echo \$to >$way']}"
		"$ROOT/tests/schema-check" "$ROOT/schemas/scenario.json" s.yml
		bench-plan s.yml >p.json
		"$ROOT/tests/schema-check" "$ROOT/schemas/plan.json" p.json
		measure p.json
	done
	[[ "$(cat null pipe file)" == /dev/null$'\n'pipe:*$'\n'*"(deleted)" ]] || fail "$(cat null pipe file)"
	scenario "  - {name: a, run: [sh, -c, 'to=\$(readlink /proc/\$\$/fd/1); echo \$to >way']}"
	sed -i 's/runs: 2/runs: 2, stdout: file/' s.yml
	measure s.yml
	[[ $(cat way) == *"(deleted)" ]]
}

@test "a metric is read from a file as from a pipe, and the file is empty at each start" {
	cat >prog <<-'E'
		echo x >>n
		[ "$(wc -l <n)" -gt 1 ] || echo "value 9 of the first, which is long"
		echo value 1
	E
	scenario '  - {name: a, stdout: file, runs: 3, run: sh prog, metrics: {v: {pattern: "value ([0-9]+)", better: lower, reduce: max}}}'
	run --separate-stderr bench-run -q s.yml
	json '.benchmarks[0].metrics.v.samples == [9, 1, 1]'
}

# unreadable PLACE TEXT BENCHMARK: the scenario is refused there with that text.
unreadable() {
	scenario "  - $3"
	trouble bench-run s.yml
	said "s.yml:$1: $2"
	trouble bench-plan s.yml
	said "s.yml:$1: $2"
}

@test "a metric that cannot be read from where standard output goes is refused with its place" {
	each unreadable <<-'EOF'
		5:36|metric 'm' reads the standard output that 'stdout: null' throws away: it needs 'pipe' or 'file'|{name: a, run: "true", stdout: null, metrics: {m: {pattern: x, better: lower}}}
		5:36|metric 'm' takes the time of output, which 'stdout: file' does not tell: it needs 'pipe'|{name: a, run: "true", stdout: file, metrics: {m: {time-to: x}}}
		5:36|metric 'first_output_ms' takes the time of output, which 'stdout: file' does not tell: it needs 'pipe'|{name: a, run: "true", stdout: file, metrics: {first_output_ms: {}}}
		5:36|'stdout' must be null, pipe or file, not 'fil' (nearest: 'file')|{name: a, run: "true", stdout: fil}
	EOF
	trouble bench-run --stdout null -m first_output_ms -- true
	said "it needs 'pipe'"
	trouble bench-run --stdout tty -- true
	said "'--stdout' must be 'null', 'pipe' or 'file', not 'tty'"
	scenario '  - {name: a, run: "true", stdout: pipe, metrics: {m: {pattern: x, better: lower}}}'
	bench-plan s.yml | sed 's/"stdout":"pipe"/"stdout":"null"/' >p.json
	trouble bench-run p.json
	said "'stdout: null' throws away"
}

@test "a usual variable that is set here and that a failed command lacks is named" {
	export JAVA_HOME=/opt/java PYTHONPATH=/opt/py
	measure -- sh -c 'test -n "$JAVA_HOME"'
	reason "set here, but not passed on to it: 'JAVA_HOME'; see 'pass-env'"
	[[ $output != *PYTHONPATH* ]]
	printf '#!/bin/sh\n[ -d "${JAVA_HOME:?}" ]\n' | program script
	measure -- ./script
	reason "'JAVA_HOME'"
	measure -- sh -c 'echo "ModuleNotFoundError: No module named x" >&2; exit 1'
	reason "'PYTHONPATH'"
	measure -e JAVA_HOME -- sh -c 'test -z "$JAVA_HOME"'
	[[ $output != *pass-env* ]]
	# Without a sign of need it is said once, and not in the document.
	measure -c 'sh -c "exit 4"' -c 'sh -c "exit 5"'
	json 'all(.benchmarks[]; .reason | contains("pass-env") | not)'
	said "these variables are set here, but commands do not get them: 'JAVA_HOME', 'PYTHONPATH'"
	[ "$(grep -c PYTHONPATH <<<"$stderr")" -eq 1 ]
	measure -- sh -c 'kill -SEGV $$'
	[ -z "$stderr" ]
	measure -- true
	[ -z "$stderr" ]
}

@test "a build has all of the caller's variables, and a command few" {
	scenario '  - {name: a, run: [sh, -c, "echo ${GOPATH-none} >command"]}'
	echo 'build: echo ${GOPATH-none} >build' >>s.yml
	GOPATH=/go measure s.yml
	assert_equal "$(cat build command)" $'/go\nnone'
}

@test "processes that outlive their command are counted, warned of and killed" {
	measure -- sh -c 'setsid sleep 1000 & echo $! >left; sleep 1000 & exit 0'
	json '.benchmarks[0] | .status == "ok" and .left_behind == 4'
	json '.environment.warnings[] | select(.code == "left-behind").message | startswith("4 processes outlived")'
	ends left
	printf "%s\n" "$output" >one.json
	run "$ROOT/tests/schema-check" "$ROOT/schemas/results.json" one.json
	assert_success
	measure -- sh -c 'sleep 0.01 & wait'
	json '.benchmarks[0] | has("left_behind") | not'
	measure --timeout 0.2s -- sh -c 'sleep 1000 & sleep 1000'
	json '.benchmarks[0] | has("left_behind") | not'
	run --separate-stderr bench-exec sh -c 'setsid sleep 1000 & exit 0'
	json '.left_behind == 1'
	cp one.json two.json
	sed -i 's/"sessions":\[{"id":"./&x/' two.json
	run --separate-stderr bench-merge one.json two.json
	json '.benchmarks[0].left_behind == 8'
	run --separate-stderr bench-merge one.json one.json
	json '.benchmarks[0].left_behind == 4'
}

# harmless COMMAND: what COMMAND does to its measurer, the case after it and the other
# variant do not find.
harmless() {
	cat >state <<-'E'
		{
			ulimit -Sa
			ulimit -Ha
			nice
			umask
			ionice
			chrt -p $$ | sed 's/^pid [0-9]*//'
			grep -E '^(Sig(Blk|Ign|Cgt)|Cpus_allowed):' /proc/self/status
			cat /proc/self/timerslack_ns
			pwd
		} >"$1" 2>&1
	E
	bench-run -q -r 1 -w 0 -- bash "$PWD/state" "$PWD/before" >/dev/null
	scenario "  - {name: sabotage, run: [bash, -c, '$1; true']}
  - {name: next, run: [bash, $PWD/state, $PWD/after]}"
	bench-run -q -r 3 s.yml >r.json
	json '[.benchmarks[].status] == ["ok", "ok"]' r.json
	diff before after
}

@test "what a command changes of its measurer does not reach the next one" {
	need prlimit renice taskset ionice chrt
	each harmless <<-'EOF'
		prlimit --pid $PPID --nofile=64:64
		prlimit --pid $PPID --fsize=0:0 --core=0:0 --stack=1000000:1000000 --data=50000000:50000000
		renice -n 7 -p $PPID
		taskset -pc 0 $PPID
		ionice -c 3 -p $PPID
		chrt --batch -p 0 $PPID
		chrt --idle -p 0 $PPID
		umask 0; cd /; trap "" TERM HUP; exec 0<&- 1>&- 2>&-
	EOF
}

@test "what kills its measurer fails alone, and what it started elsewhere ends" {
	scenario '  - {name: first, run: "true"}
  - {name: kills, run: [sh, -c, "setsid sh -c \"echo \\$\\$ >away; exec sleep 1000\" & (setsid sleep 1000 & echo $! >twice); while [ ! -s away ]; do sleep 0.01; done; kill -KILL $PPID; sleep 60"]}
  - {name: last, run: "true"}'
	sleep 1000 3>&- &
	other=$!
	measure s.yml
	json '[.benchmarks[] | [.name, .status]] == [["first", "ok"], ["kills", "failed"], ["last", "ok"]]'
	json '.benchmarks[1].reason | startswith("bench-exec, which measures it, was killed")'
	ends away
	ends twice
	kill "$other"
}

@test "a process that was there before is none of a command that kills its measurer" {
	run --separate-stderr bash -c 'sleep 1000 >/dev/null 2>&1 3>&- & echo $! >mine; exec bench-run -q -r 1 -w 0 -- sh -c "kill -KILL \$PPID; sleep 60"'
	assert_failure 1
	json '.benchmarks[0].status == "failed"'
	kill "$(cat mine)"
}

@test "quotas, memory and the last lines of output: tests/unit/cgroup.c, tests/unit/last_lines.c" {
	run "${BENCH_BUILD:-$ROOT/build}/unit/cgroup"
	assert_success
	run "${BENCH_BUILD:-$ROOT/build}/unit/last_lines"
	assert_success
}
