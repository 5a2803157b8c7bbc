# shellcheck disable=SC2016 # what is in single quotes is for the measured shell
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || exit 1
}

@test "one line of JSON tells what one execution took" {
	run --separate-stderr bench-exec true a 'b c'
	assert_success
	assert_equal "${#lines[@]}" 1
	json '.command == ["true", "a", "b c"] and .status == "ok" and .exit == 0'
	json '.duration_ms > 0 and .memory_mb > 0.1 and .page_faults.minor > 0'
	json '((.user_ms + .system_ms - .cpu_ms) | fabs) < 1e-9'
	json 'keys_unsorted == ["command", "status", "exit", "duration_ms", "user_ms", "system_ms",
		"cpu_ms", "memory_mb", "page_faults", "voluntary_switches", "involuntary_switches",
		"run_delay_ms", "counters"]'
	json '.counters == "unavailable"'
}

@test "a command that fails or is killed is measured, and the status is 0" {
	run --separate-stderr bench-exec sh -c 'exit 7'
	assert_success
	json '.status == "failed" and .exit == 7 and (has("signal") | not)'
	run --separate-stderr bench-exec -- sh -c 'kill -SEGV $$'
	assert_success
	json '.status == "failed" and .signal == 11 and (has("exit") | not)'
}

@test "the time is at least what the command slept, and the peak what it touched" {
	run --separate-stderr bench-exec sleep 0.05
	json '.duration_ms >= 50 and .run_delay_ms >= 0'
	run --separate-stderr bench-exec "${BENCH_BUILD:-$ROOT/build}/peers/touch" 64
	json '.memory_mb >= 67.1 and .memory_mb < 67.8'
}

@test "the command's output goes to standard error, or with -o to standard output" {
	run --separate-stderr bench-exec sh -c 'echo out; echo err >&2'
	json '.status == "ok"'
	said out
	said err
	run --separate-stderr bench-exec -o m.json sh -c 'echo out; echo err >&2'
	assert_equal "$output" out
	said err
	json '.exit == 0' m.json
	run --separate-stderr bench-exec -o - sh -c 'echo out'
	json '.exit == 0'
	said out
}

@test "standard input is passed on" {
	pipe 'echo hello | bench-exec -o m.json cat'
	assert_equal "$output" hello
}

@test "the environment, the folder and the descriptors are as documented" {
	mkdir sub
	run --separate-stderr env -i A=1 "PATH=$PATH" bench-exec -C sub -o m.json sh -c 'echo $A; pwd'
	assert_equal "${lines[0]}" 1
	assert_equal "${lines[1]}" "$PWD/sub"
	run --separate-stderr bench-exec -o m.json ls /proc/self/fd 7</dev/null 9>x
	assert_equal "${lines[*]}" "0 1 2 3"
	trap '' PIPE HUP
	run --separate-stderr bench-exec -o m.json grep -E 'Sig(Blk|Ign)' /proc/self/status
	trap - PIPE HUP
	assert_equal "${lines[*]}" $'SigBlk:\t0000000000000000 SigIgn:\t0000000000000000'
}

@test "a timeout kills what ignores signals, double-forks or leaves its session" {
	run --separate-stderr bench-exec -t 1s sh -c 'trap "" TERM INT HUP
		(setsid sh -c "echo \$\$ >away; exec sleep 1000" &)
		(sh -c "echo \$\$ >twice; exec sleep 1000" &)
		while :; do sleep 1; done'
	assert_success
	json '.status == "timeout" and .signal == 9'
	ends away
	ends twice
}

@test "what a command leaves behind is killed and its CPU time counted" {
	echo 'i=0; while [ "$i" -lt 300000 ]; do i=$((i + 1)); done' >work
	bench-exec sh work >own.json
	run --separate-stderr bench-exec sh -c '
		(setsid sh -c "echo \$\$ >left; . ./work; echo >done; exec sleep 1000" &)
		while [ ! -e done ]; do sleep 0.01; done'
	assert_success
	json ".status == \"ok\" and .cpu_ms > $(jq .cpu_ms own.json) / 2"
	ends left
}

@test "a signal ends the command and then bench-exec" {
	bench-exec sh -c 'trap "" TERM; echo $$ >pid.new; mv pid.new pid; while :; do sleep 1; done' >out 3>&- &
	until [ -e pid ]; do
		kill -0 $!
		sleep 0.01
	done
	kill -TERM $!
	status=0
	wait $! || status=$?
	assert_equal "$status" 143
	ends pid
	[ ! -s out ]
}

@test "events are counted where the kernel has them and unavailable where not" {
	run --separate-stderr bench-exec -c sh -c 'sh -c :; exit 0'
	assert_success
	json '.counters == "unavailable" or (.counters | keys == ["branch_misses", "cache_misses",
		"cpu_migrations", "cycles", "instructions", "task_clock_ns"])'
	json '.counters == "unavailable" or
		([.counters[] | . == "unavailable" or (type == "number" and . >= 0)] | all)'
}

@test "a command that cannot be started is trouble" {
	trouble bench-exec no-such-command
	said "cannot run 'no-such-command': No such file or directory"
	trouble bench-exec /etc/passwd
	said "Permission denied"
	trouble bench-exec -C nowhere true
	said "in 'nowhere'"
	mkdir d
	cd d
	echo kept >m.json
	trouble bench-exec -o m.json no-such-command
	assert_equal "$(cat m.json)" kept
	[ "$(ls)" = m.json ]
}

@test "wrong usage is trouble" {
	trouble bench-exec
	said "expected a command"
	trouble bench-exec --no-such-option true
	for t in 0 -1 x nan inf 1e999 5q ''; do
		trouble bench-exec -t "$t" true
	done
	trouble bench-exec --serve=0 </dev/null
	said socket
	trouble bench-exec -o "$PWD/no/such/folder" true
}

@test "a full disk is trouble" {
	run --separate-stderr bash -c 'bench-exec true >/dev/full'
	assert_equal "$status" 2
	said "standard output"
	trouble bench-exec -o /dev/full true
}

@test "children from before are not taken for the command's" {
	run --separate-stderr bash -c 'sleep 1 & exec bench-exec true'
	assert_equal "$status" 2
	assert_equal "$output" ""
}

@test "help and version go to standard output" {
	run --separate-stderr bench-exec --help
	assert_success
	[[ $output == usage:* ]]
	run --separate-stderr bench-exec --version
	assert_success
	[[ $output == "bench-exec (benchpipe) "* ]]
}

@test "the client of bench-exec passes its checks: tests/unit/invoke.c" {
	run "${BENCH_BUILD:-$ROOT/build}/unit/invoke"
	assert_success
}
