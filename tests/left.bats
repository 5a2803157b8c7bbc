# Nothing lost, nothing left behind: what signals, dead readers, full disks and odd inputs do to
# documents and to temporary files.

load helper
load workflows/helper

setup() {
	export TMPDIR=$BATS_TEST_TMPDIR/tmp
	mkdir "$TMPDIR" "$BATS_TEST_TMPDIR/work"
	cd "$BATS_TEST_TMPDIR/work" || return
}

# document NAME MS: results whose one case took MS.
document() {
	printf '{"suite":"%s","benchmarks":[{"name":"a","duration_ms":%s}]}\n' "$1" "$2" >"$1.json"
}

# documents: what every tool can read.
documents() {
	document one 10
	document two 20
	printf 'version: 1\nbenchmarks:\n  - {name: a, run: "true", runs: 2, warmup: 0}\n' >s.yml
	bench-diff -o comparison.json one.json two.json || [ $? -eq 1 ]
	echo '## text' >text.md
}

# What each tool is to do, with %i for its input and %o for its output.
filters() {
	cat <<-'END'
		bench-merge -o %o %i
		bench-diff -o %o one.json %i
		bench-assert -o %o %i
		bench-md -o %o %i
		bench-html -o %o %i
		bench-svg -o %o %i
	END
}

# call LINE [INPUT [OUTPUT]]: the command of a line of such a table.
call() {
	local line=${1//%i/${2-}}
	read -ra command <<<"${line//%o/${3-}}"
}

# alone FILE...: nothing else is in the current folder, and nothing in TMPDIR.
alone() {
	assert_equal "$(find . -mindepth 1 -maxdepth 1 | LC_ALL=C sort)" "$(printf './%s\n' "$@" | LC_ALL=C sort)"
	assert_equal "$(ls -A "$TMPDIR")" ''
}

# in_project: a repository of its own is the current folder.
in_project() {
	workflows_setup
	project
}

SIGNALS='HUP INT QUIT PIPE ALRM TERM USR1 USR2 VTALRM PROF XCPU IO'

@test "a log that nobody reads any more costs no document" {
	# unread COMMAND...: its standard error has no reader; its status goes to 'status'.
	unread() {
		rm -f gone
		{
			until [ -e gone ]; do sleep 0.01; done
			env --default-signal=PIPE "$@" >stdout && echo 0 >status || echo $? >status
		} 2>&1 | {
			exec <&-
			: >gone
		}
	}
	documents
	documented() {
		rm -f out.json
		call "$1" '' out.json
		unread "${command[@]}"
		assert_equal "$(cat status)" "$2"
		json . out.json
	}
	each documented <<-'END'
		bench-run -r 2 -w 0 -o %o -- true|0
		bench-run -o %o --variant base=. --variant head=. s.yml|0
		bench-merge -o %o one.json two.json|0
		bench-diff -o %o one.json two.json|1
		bench-assert -o %o one.json|0
		bench-plan -o %o s.yml|0
		bench-compare -o %o . . s.yml -r 6|0
	END
	printf 'version: 1\nwaivers: []\n' >waivers.yml
	documented 'bench-waive -o %o comparison.json' 1
}

@test "^C keeps the document of a run whose log goes through a pipe" {
	run bash -mc 'env --default-signal bench-run -w 0 -o r.json -- sh -c ": >started; exec sleep 60" 2>&1 |
		env --default-signal tee log & until [ -e started ]; do sleep 0.01; done; kill -INT %1; wait' 3>&-
	json '.benchmarks[0].status == "interrupted"' r.json
	alone log r.json started
}

@test "every signal that ends a program lets bench-run write what was measured" {
	local sig code
	for sig in $SIGNALS; do
		rm -f started r.json
		code=0
		env --default-signal bench-run -q -w 0 -o r.json -- sh -c ': >started; exec sleep 60' 3>&- &
		until [ -e started ]; do kill -0 $! && sleep 0.01; done
		kill -"$sig" $!
		wait $! 2>/dev/null || code=$?
		assert_equal "$sig $code" "$sig $((128 + $(kill -l "$sig")))"
		json '.benchmarks[0] | .status == "interrupted" and (.reason | contains("signal"))' r.json
		alone r.json started
	done
}

# reads PID FILE: it has FILE open.
reads() {
	for _ in $(seq 1000); do
		[[ $(readlink /proc/"$1"/fd/* 2>/dev/null) != *"$2"* ]] || return 0
		kill -0 "$1" || fail 'it has ended'
		sleep 0.01
	done
	fail "'$2' is not opened"
}

@test "a signal, SIGKILL too, leaves of an unfinished document nothing" {
	documents
	mkfifo fifo
	exec 8<>fifo
	echo old >old.json
	echo '{"benchmarks":[' >&8
	local sig out pid pids
	killed() {
		for sig in $SIGNALS KILL; do
			pids=()
			for out in new.json old.json -; do
				call "$1" fifo "$out"
				env --default-signal "${command[@]}" >/dev/null 2>&1 3>&- 8>&- &
				pids+=($!)
			done
			for pid in "${pids[@]}"; do
				reads "$pid" "$PWD/fifo"
				kill -"$sig" "$pid"
			done
			wait "${pids[@]}" 2>/dev/null || true
			alone comparison.json fifo old.json one.json s.yml text.md two.json
			assert_equal "$(cat old.json)" old
		done
	}
	{
		filters
		echo 'bench-pr-comment --dry-run --repo a/b --pr 1 -o %o %i'
	} >"$BATS_TEST_TMPDIR/table"
	each killed <"$BATS_TEST_TMPDIR/table"
}

@test "a run that is killed has its folder removed, with what the command has made read-only in it" {
	printf '%s\n' 'mkdir "$TMPDIR/deep"' 'touch "$TMPDIR/deep/file"' 'chmod 500 "$TMPDIR/deep"' ': >started' 'exec sleep 60' >work
	bench-run -q -o r.json -- sh work 3>&- &
	until [ -e started ]; do
		kill -0 $! || fail "it has ended"
		sleep 0.01
	done
	[ -n "$(ls -A "$TMPDIR")" ]
	kill -KILL $!
	wait $! 2>/dev/null || true
	for _ in $(seq 500); do
		[ -n "$(ls -A "$TMPDIR")" ] || break
		sleep 0.02
	done
	alone started work
}

@test "a signal leaves nothing of bench-exec, nor of what it runs" {
	local sig
	for sig in HUP INT QUIT TERM USR1 USR2 XCPU; do
		rm -f started child.pid
		env --default-signal bench-exec -o x.json sh -c 'sleep 60 & echo $! >child.pid; : >started; wait' 3>&- &
		until [ -e started ]; do kill -0 $! && sleep 0.01; done
		kill -"$sig" $!
		wait $! 2>/dev/null || true
		ends child.pid
		alone child.pid started
	done
}

@test "a file system that knows no file without a name gets its documents all the same" {
	need cc
	cat >old.c <<-'END'
		#define _GNU_SOURCE
		#include <errno.h>
		#include <fcntl.h>
		#include <stdarg.h>
		#include <sys/syscall.h>
		#include <unistd.h>
		int open(const char *path, int flags, ...) {
			va_list ap;
			va_start(ap, flags);
			int mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(ap, int) : 0;
			va_end(ap);
			if ((flags & O_TMPFILE) == O_TMPFILE) { errno = EOPNOTSUPP; return -1; }
			return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
		}
		int linkat(int a, const char *b, int c, const char *d, int e) {
			(void)a, (void)b, (void)c, (void)d, (void)e;
			errno = ENOENT;
			return -1;
		}
	END
	cc -shared -fPIC -o ../old.so old.c
	rm old.c
	mkdir unit
	cd unit
	ASAN_OPTIONS=${ASAN_OPTIONS:-}:verify_asan_link_order=0 LD_PRELOAD=$BATS_TEST_TMPDIR/old.so \
		run "${BENCH_BUILD:-$ROOT/build}/unit/output"
	assert_success
	cd ..
	document one 10
	echo old >out.json
	run env ASAN_OPTIONS="${ASAN_OPTIONS:-}:verify_asan_link_order=0" LD_PRELOAD="$BATS_TEST_TMPDIR/old.so" \
		bash -c 'bench-merge -o out.json <one.json && bench-merge <one.json && ulimit -f 0 && bench-merge -o out.json one.json'
	assert_failure 2
	assert_output --partial 'File too large'
	json '.benchmarks | length == 1' out.json
	alone one.json out.json unit
}

# Every tool, writing to standard output.
tools() {
	cat <<-'END'
		bench-env
		bench-exec true
		bench-plan s.yml
		bench-run -q -r 2 -w 0 -- true
		bench-merge one.json
		bench-merge -
		bench-diff one.json one.json
		bench-compare . . s.yml -q
		bench-assert one.json
		bench-waive comparison.json
		bench-md one.json
		bench-md -
		bench-pr-comment --dry-run --repo a/b --pr 1 text.md
	END
}

@test "a TMPDIR that is not there, or takes no file, is trouble that says so" {
	documents
	local place
	refused() {
		call "$1"
		for place in "$PWD/nowhere" "$PWD/one.json" /proc; do
			TMPDIR=$place trouble "${command[@]}" <one.json
			said "$place"
			[[ $stderr != *nowhere* ]] || said 'No such file or directory'
		done
	}
	tools >"$BATS_TEST_TMPDIR/table"
	each refused <"$BATS_TEST_TMPDIR/table"
}

@test "temporary files are made in TMPDIR alone" {
	mkfifo fifo
	exec 8<>fifo
	echo '{"benchmarks":[' >&8
	inside() {
		call "$1" fifo -
		"${command[@]}" >/dev/null 2>&1 3>&- 8>&- &
		reads $! "$PWD/fifo"
		local open
		open=$(readlink /proc/$!/fd/* | grep deleted)
		[ -n "$open" ] || fail 'it has no temporary file'
		refute grep -v "^$TMPDIR/" <<<"$open"
		kill $!
		wait $! 2>/dev/null || true
	}
	document one 10
	filters >"$BATS_TEST_TMPDIR/table"
	each inside <"$BATS_TEST_TMPDIR/table"
}

@test "input without an end is refused at the first byte that cannot be a document" {
	document one 10
	endless() {
		call "$1" - out.json
		for source in 'cat /dev/zero' 'yes {' "printf '{'; cat /dev/zero" "printf '{\"a\":'; yes '[' | tr -d '\\n'" \
			"printf '{\"benchmarks\":[{'; cat /dev/zero" "printf '{\"rows\":[{}],'; yes" 'cat /dev/urandom'; do
			run --separate-stderr bash -c "ulimit -f 50000; { $source; } 2>/dev/null | timeout 20 $(printf '%q ' "${command[@]}")"
			assert_equal "$source: $status" "$source: 2"
			said 'standard input:'
		done
		run --separate-stderr bash -c "ulimit -f 50000; timeout 20 $(printf '%q ' "${command[@]}") </dev/zero"
		assert_equal "$status" 2
		said 'standard input:1:1: expected a value, found byte 0x00'
		call "$1" /dev/zero out.json
		run --separate-stderr bash -c "ulimit -f 50000; timeout 20 $(printf '%q ' "${command[@]}")"
		assert_equal "$status" 2
		said '/dev/zero:1:1: expected a value, found byte 0x00'
		alone one.json
	}
	{
		filters
		echo 'bench-waive -o %o %i'
		echo 'bench-explain -o %o %i'
		echo 'bench-claim -o %o %i'
		echo 'bench-budget -o %o %i'
	} >"$BATS_TEST_TMPDIR/table"
	each endless <"$BATS_TEST_TMPDIR/table"
	for tool in bench-plan 'bench-run -q'; do
		trouble timeout 20 $tool /dev/zero
		said '/dev/zero:1:1: control character U+0000'
		run --separate-stderr bash -c "yes 'a: b' | timeout 20 $tool -"
		assert_equal "$status" 2
		said 'over 4194304 bytes'
	done
	run --separate-stderr bash -c 'ulimit -f 50000; timeout 20 bench-import go-bench </dev/zero'
	assert_equal "$status" 2
	said 'standard input: has a NUL: it is not text'
	trouble timeout 20 bench-waive -w /dev/zero one.json
	said '/dev/zero:1:1: control character U+0000'
	trouble timeout 20 bench-pr-comment --dry-run --repo a/b --pr 1 /dev/zero
	said '/dev/zero: larger than 16 MiB'
	# Of a file that is long and no document, only the beginning is read.
	truncate -s 1T huge
	trouble timeout 20 bench-md huge
	said 'huge:1:1: expected a value, found byte 0x00'
}

@test "a folder, a program and a pipe without a writer are each called what they are" {
	documents
	mkdir folder
	mkfifo fifo
	local tool=${BENCH_BUILD:-$ROOT/build}/bench-md
	odd() {
		call "$1" folder -
		trouble "${command[@]}"
		said "'folder': Is a directory"
		call "$1" - -
		run --separate-stderr bash -c "$(printf '%q ' "${command[@]}") <folder"
		assert_equal "$status" 2
		said "'standard input': Is a directory"
		call "$1" "$tool" -
		trouble "${command[@]}"
		said "bench-md:1:1: "
		call "$1" fifo -
		rm -f err
		"${command[@]}" >out 2>err 3>&- &
		for _ in $(seq 1000); do
			[ ! -s err ] || break
			sleep 0.01
		done
		assert_equal "$(cat err)" "$(basename "${command[0]}"): 'fifo' is a pipe: waiting for somebody to write to it"
		cat "$2" >fifo
		wait $! || [ $? -eq 1 ]
		[ -s out ] || fail 'it wrote nothing'
	}
	{
		filters | sed 's/$/|one.json/'
		echo 'bench-waive -o %o %i|comparison.json'
		echo 'bench-plan -o %o %i|s.yml'
	} >"$BATS_TEST_TMPDIR/table"
	each odd <"$BATS_TEST_TMPDIR/table"
}

@test "a full disk, or a quota, is trouble that keeps the old file" {
	documents
	echo old >old.json
	full() {
		call "$1" one.json old.json
		run bash -c "(ulimit -f 0; exec $(printf '%q ' "${command[@]}")) 2>&1 | cat; exit \"\${PIPESTATUS[0]}\""
		assert_equal "$status" 2
		assert_output --partial "cannot write '$PWD/old.json': File too large"
		assert_equal "$(cat old.json)" old
		call "$1" one.json new.json
		run bash -c "ulimit -f 0; exec $(printf '%q ' "${command[@]}")"
		assert_equal "$status" 2
		[ ! -e new.json ] || fail 'there is a document'
		call "$1" one.json -
		run bash -c "(ulimit -f 0; exec $(printf '%q ' "${command[@]}")) 2>&1 | cat; exit \"\${PIPESTATUS[0]}\""
		assert_equal "$status" 2
		assert_output --partial "cannot write a temporary file in '$TMPDIR', which TMPDIR names: File too large"
		run --separate-stderr bash -c "$(printf '%q ' "${command[@]}") >/dev/full"
		assert_equal "$status" 2
		said 'cannot write standard output: No space left on device'
		call "$1" one.json /dev/full
		trouble "${command[@]}"
		said "cannot write '/dev/full': No space left on device"
		alone comparison.json old.json one.json s.yml text.md two.json
	}
	{
		filters
		cat <<-'END'
			bench-env -o %o
			bench-exec -o %o true
			bench-plan -o %o s.yml
			bench-run -q -r 2 -w 0 -o %o -- true
			bench-waive -o %o comparison.json
			bench-pr-comment --dry-run --repo a/b --pr 1 -o %o text.md
		END
	} >"$BATS_TEST_TMPDIR/table"
	each full <"$BATS_TEST_TMPDIR/table"
}

# left_nothing: in the repository, in TMPDIR, and among the processes of session SESSION.
left_nothing() {
	assert_equal "$(git worktree list | wc -l)" 1
	assert_equal "$(git branch --list | wc -l)" 1
	assert_equal "$(ls -A .git/worktrees 2>/dev/null)" ''
	assert_equal "$(ls -A "$TMPDIR")" ''
	for _ in $(seq 500); do
		[ -n "$(pgrep -s "$1")" ] || return 0
		sleep 0.01
	done
	fail "processes are left: $(ps -o pid,args -s "$1")"
}

# ended_anywhere SECONDS COMMAND...: it gets one of three signals at each of 18 moments in SECONDS.
ended_anywhere() {
	local most=$1 signals=(TERM INT HUP) k code pid
	shift
	for k in {0..17}; do
		env --default-signal setsid "$@" >"$BATS_TEST_TMPDIR/log" 2>&1 3>&- &
		pid=$!
		sleep "$(awk -v most="$most" -v k="$k" 'BEGIN { print most * (k + 0.5) / 18 }')"
		kill -"${signals[k % 3]}" "$pid" 2>/dev/null || true
		# A second one, as a runner sends it, keeps nothing from its end.
		kill -TERM "$pid" 2>/dev/null || true
		code=0
		wait "$pid" 2>/dev/null || code=$?
		[ "$code" -le 2 ] || [ "$code" -ge 129 ] || fail "status $code"
		left_nothing "$pid"
	done
}

@test "the self-test that a signal ends anywhere leaves no worktree, branch, folder or process" {
	in_project
	printf 'version: 1\nbenchmarks:\n  - {name: nap, run: "sleep 0.3"}\n' >bench.yml
	git commit -qam naps
	ended_anywhere 1 "$ROOT/scripts/gate-selftest" bench.yml
}

@test "a second signal, at any moment, keeps no script from its end" {
	# What it runs has something to remove as well.
	cat >busy <<-'END'
		#!/bin/sh
		trap 'rmdir "$TMPDIR/busy"; exit 1' TERM INT
		mkdir "$TMPDIR/busy"
		for _ in 1 2 3 4 5 6 7 8; do sleep 0.002; done
		rmdir "$TMPDIR/busy"
	END
	for shell in bash sh; do
		printf '%s\n' "#!/bin/$shell" 'set -eu' ". '$ROOT/scripts/actions/lib.sh'" scratch_make \
			": >\"\$scratch/file\"" "child sleep 0.005" 'child ./busy' >"$shell"
		chmod +x "$shell" busy
		python3 "$ROOT/tests/signal-bursts" 60 "$TMPDIR" "./$shell"
	done
}

@test "bench-compare that a signal ends anywhere ends at once, with all that it started" {
	in_project
	printf 'version: 1\nbenchmarks:\n  - {name: nap, run: "sleep 0.3"}\n' >bench.yml
	git commit -qam naps
	ended_anywhere 0.6 bench-compare . . bench.yml
	assert_equal "$(git status --porcelain)" ''
}

@test "a checkout of variants that a signal ends is there as a whole or not at all" {
	in_project
	local k pid code
	for k in $(seq 20); do
		env --default-signal setsid "$ROOT/scripts/checkout-variants" "$BATS_TEST_TMPDIR/out" HEAD HEAD >"$BATS_TEST_TMPDIR/log" 2>&1 3>&- &
		pid=$!
		sleep "$(printf '0.%03d' $((k * 12)))"
		kill -TERM "$pid" 2>/dev/null || true
		code=0
		wait "$pid" 2>/dev/null || code=$?
		if [ "$code" -eq 0 ]; then
			[ -e "$BATS_TEST_TMPDIR/out/head/bench.yml" ]
			git worktree remove --force "$BATS_TEST_TMPDIR/out/base"
			git worktree remove --force "$BATS_TEST_TMPDIR/out/head"
			rmdir "$BATS_TEST_TMPDIR/out"
		fi
		[ ! -e "$BATS_TEST_TMPDIR/out" ] || fail 'a folder is left'
		left_nothing "$pid"
	done
}

@test "a baseline whose acceptance is killed anywhere is the old one or the new one" {
	in_project
	git tag v2
	mkdir -p baselines/v1
	jq -cn --arg commit "$(git rev-parse HEAD)" '{schema: "benchpipe/results/1", timestamp: "2026-01-01T00:00:00Z",
		environment: {git_commit: $commit, fingerprint: "0123456789abcdef"},
		benchmarks: [{name: "a", iterations: 8, metrics: {duration_ms:
			{unit: "ms", better: "lower", gate: true, samples: [range(8) | 10]}}}]}' >good.json
	bench-merge -o whole.json good.json
	bench-merge -o baselines/v1/0123456789abcdef.json whole.json
	local k sig pid seconds code
	seconds=$({ TIMEFORMAT=%R && echo v1 >baselines/current && time "$ROOT/scripts/baseline-promote" -n 1 v2 good.json >/dev/null; } 2>&1)
	assert_equal "$(cat baselines/current)" v2
	for k in {1..24}; do
		rm -rf baselines/v2
		echo v1 >baselines/current
		sig=KILL
		[ $((k % 2)) -eq 0 ] || sig=TERM
		setsid "$ROOT/scripts/baseline-promote" -n 1 v2 good.json >"$BATS_TEST_TMPDIR/log" 2>&1 3>&- &
		pid=$!
		sleep "$(awk -v s="$seconds" -v k="$k" 'BEGIN { print s * (0.3 + 0.9 * k / 24) }')"
		kill -$sig -- "-$pid" 2>/dev/null || true
		wait "$pid" 2>/dev/null || true
		case $(cat baselines/current) in
		v1) ;;
		v2) cmp whole.json baselines/v2/0123456789abcdef.json ;;
		*) fail 'half a name' ;;
		esac
		[ ! -e baselines/v2/0123456789abcdef.json ] || cmp whole.json baselines/v2/0123456789abcdef.json
		if [ $sig = TERM ]; then
			assert_equal "$(find baselines -name '.new*')" ''
			[ "$(cat baselines/current)" = v2 ] || [ ! -e baselines/v2 ] || fail 'something is left'
			assert_equal "$(ls -A "$TMPDIR")" ''
		fi
		rm -rf "${TMPDIR:?}"/*
		# Whatever was left of it, the next one is accepted.
		code=0
		"$ROOT/scripts/baseline-promote" -n 1 v2 good.json >/dev/null 2>&1 || code=$?
		[ "$code" -le 1 ]
		assert_equal "$(cat baselines/current)" v2
		cmp whole.json baselines/v2/0123456789abcdef.json
		assert_equal "$(find baselines -name '.new*')" ''
	done
}

@test "of many baselines at once none is lost" {
	in_project
	git tag v2
	local k
	for k in 1 2 3 4 5 6; do
		jq -cn --arg commit "$(git rev-parse HEAD)" --arg machine "000000000000000$k" '{schema: "benchpipe/results/1",
			timestamp: "2026-01-01T00:00:00Z", environment: {git_commit: $commit, fingerprint: $machine},
			benchmarks: [{name: "a", iterations: 8, metrics: {duration_ms:
				{unit: "ms", better: "lower", gate: true, samples: [range(8) | 10]}}}]}' >"$k.json"
		"$ROOT/scripts/baseline-promote" -n 1 v2 "$k.json" >"$k.log" 2>&1 3>&- &
	done
	wait
	assert_equal "$(find baselines -type f | LC_ALL=C sort | tr '\n' ' ')" "$(printf 'baselines/%s ' current v2/000000000000000{1..6}.json)"
	assert_equal "$(cat baselines/current)" v2
}

@test "a TMPDIR that is not there is trouble for the scripts too, and is not made" {
	in_project
	git tag v2
	bench-run -q -r 2 -w 0 -o r.json -- true
	export TMPDIR=$BATS_TEST_TMPDIR/nowhere
	trouble "$ROOT/scripts/gate-selftest" bench.yml
	said "$TMPDIR"
	trouble "$ROOT/scripts/baseline-promote" v2 r.json
	said "$TMPDIR"
	SCENARIO=bench.yml MODE=measure SESSIONS=1 SHARD='' NAME=a run "$ROOT/scripts/actions/run"
	assert_failure 2
	assert_output --partial "$TMPDIR"
	[ ! -e "$TMPDIR" ] || fail 'it was made'
	assert_equal "$(git worktree list | wc -l)" 1
}
