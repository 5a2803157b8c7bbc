# The scripts of the gate: no answer comes of what died, was full, or was not seen.
load helper
load workflows/helper

setup() {
	workflows_setup
}

teardown() {
	workflows_teardown
}

# script LINE...: a script of ours, which has these lines, as ./script.
script() {
	printf '%s\n' "#!$1" 'set -eu' ". '$ROOT/scripts/actions/lib.sh'" "${@:2}" >script
	chmod +x script
}

@test "a script ends in 0, in 1 by its own word alone, and else in 2" {
	local shell
	for shell in /bin/sh /bin/bash; do
		script "$shell" 'echo fine'
		run ./script
		assert_success
		script "$shell" no
		run ./script
		assert_failure 1
		script "$shell" false
		run ./script
		assert_failure 2
		script "$shell" 'at_end() { echo cleaned; }' 'echo written >"$1"'
		run ./script /dev/full
		assert_failure 2
		assert_line cleaned
		script "$shell" 'kill -TERM $$' 'sleep 60'
		run ./script
		assert_failure 143
		script "$shell" log_quiet 'echo fine'
		run env GITHUB_ACTIONS=true bash -c "$(printf '%q' ./script) >/dev/full"
		assert_failure 2
	done
}

@test "a question has three answers: yes, no, and trouble" {
	local shell code
	for shell in /bin/sh /bin/bash; do
		script "$shell" 'if ask "$@"; then echo yes; else echo no; fi'
		echo '{"a": true}' >a.json
		run ./script jq -e '.a | debug | empty' a.json
		assert_line no
		assert_success
		run ./script grep -q nothing a.json
		assert_output no
		run ./script grep -q true a.json
		assert_output yes
		for code in 2 3 5 137; do
			run ./script sh -c "exit $code"
			assert_failure 2
			assert_output --partial "'sh' ended with status $code: there is no answer"
		done
		run ./script sh -c 'exit 4'
		assert_failure 2
		run ./script none-such
		assert_failure 2
	done
}

# regressions N: report/results.json with N benchmarks, all of them twice as slow in head.
regressions() {
	mkdir -p report
	jq -cn --argjson n "$1" '{schema: "benchpipe/results/1", timestamp: "2026-01-01T00:00:00Z", benchmarks: [range($n) as $i
		| ("base", "head") | {name: "case \($i)", variant: ., iterations: 1,
			duration_ms: (if . == "head" then 20 else 10 end)}]}' >report/results.json
}

@test "a report for which jq has too little memory is trouble, not green" {
	regressions 8000
	local limit died=0 status
	for limit in 10000 12000 14000 16000 18000 20000 24000 28000 32000; do
		status=0
		(ulimit -v "$limit" && exec "$ROOT/scripts/actions/report" report) >/dev/null 2>&1 || status=$?
		case $status in
		2) died=1 ;;
		*) assert_equal "$status" 1 ;;
		esac
	done
	assert_equal "$died" 1
	run "$ROOT/scripts/actions/report" report
	assert_failure 1
	# The death of jq alone.
	rm report/report.md
	mkdir bin
	printf '#!/bin/sh\nkill -9 $$\n' >bin/jq
	chmod +x bin/jq
	run env PATH="$PWD/bin:$PATH" "$ROOT/scripts/actions/report" report
	assert_failure 2
	[ ! -e report/report.md ] || fail 'there is a report'
}

@test "a report does not wait for why rows got worse longer than it may" {
	need valgrind objdump addr2line
	regressions 1
	mkdir bin
	printf '#!/bin/sh\nexec sleep 100\n' >bin/bench-why
	chmod +x bin/bench-why
	export WHY_BASE=. WHY_HEAD=. WHY_SCENARIO=none.yml WHY_DIFF=none.diff WHY_SECONDS=1
	PATH=$PWD/bin:$PATH run "$ROOT/scripts/actions/report" report
	assert_failure 1
	assert_output --partial 'Why rows got worse is not told: it took longer than 1 s.'
	jq -e '.rows[0].verdict == "regression"' report/comparison.json
}

@test "a full disk is trouble for every script of the gate" {
	regressions 1
	GITHUB_STEP_SUMMARY=/dev/full run "$ROOT/scripts/actions/report" report
	assert_failure 2
	project
	git tag v1
	export GITHUB_ACTIONS=true RUNNER_TEMP=$dir/tmp
	mkdir -p tmp
	local name
	for name in run setup comment baseline; do
		run env SCENARIO=bench.yml MODE=compare SESSIONS=1 SHARD='' NAME=a ARTIFACT=none KEY=a ON=always RESULTS=none RELEASE=v1 \
			WIDTH=5 bash -c "$(printf '%q' "$ROOT/scripts/actions/$name") >/dev/full"
		assert_failure 2
	done
	unset GITHUB_ACTIONS
	run env SCENARIO=bench.yml MODE=measure SESSIONS=1 SHARD='' NAME=a GITHUB_OUTPUT=/dev/full "$ROOT/scripts/actions/run"
	assert_failure 2
	run bash -c "$(printf '%q' "$ROOT/scripts/checkout-variants") out HEAD HEAD >/dev/full"
	assert_failure 2
}

@test "the gate passes for a 0 alone, and has a sentence for what it cannot judge" {
	local status
	for status in '' 2 3 x 137; do
		STATUS=$status MISSING='' run "$ROOT/scripts/actions/gate"
		assert_failure 2
		assert_output --partial 'There is no answer'
	done
	STATUS=2 MISSING=baseline run "$ROOT/scripts/actions/gate"
	assert_failure 2
	assert_output --partial "with 'mode: measure'"
	STATUS=0 MISSING=baseline run "$ROOT/scripts/actions/gate"
	assert_failure 2
	STATUS=1 MISSING='' run "$ROOT/scripts/actions/gate"
	assert_failure 1
	STATUS=0 MISSING='' run "$ROOT/scripts/actions/gate"
	assert_success
}

@test "what the gate says of rows is an annotation a document, and no other command, whatever their names have" {
	STATUS=1 MISSING='' ANSWERS=$'1 regression: ##[warning]x +5 %\n::warning::y' run "$ROOT/scripts/actions/gate"
	assert_failure 1
	assert_equal "$output" "$(printf '%s\n' '::error title=benchpipe::1 regression: ##(warning]x +5 %25 (the job summary has all rows)' \
		'::error title=benchpipe::::warning::y (the job summary has all rows)')"
}

# base_of NAME EVENT [COMMIT]: what checkout-variants makes of COMMIT (HEAD), to $output.
base_of() {
	jq -n "$2" >"$dir/event.json"
	rm -rf out
	git worktree prune
	git checkout -q --detach "${3:-HEAD}"
	run env GITHUB_EVENT_NAME="$1" GITHUB_EVENT_PATH="$dir/event.json" GITHUB_SHA="${SHA:-}" \
		"$ROOT/scripts/checkout-variants" out
}

@test "base follows from the event" {
	project
	pull_request slower
	git update-ref refs/remotes/origin/main main
	# What GitHub merged.
	SHA=$MERGE base_of pull_request "{pull_request: {head: {sha: \"$HEAD\"}, base: {ref: \"main\"}}}" "$MERGE"
	assert_success
	assert_output "$(printf '%s\n' "$(git rev-parse main)" "$MERGE" merge-parent "$HEAD")"
	# A merge that somebody made on the branch is no such commit: its first parent is the branch.
	git checkout -q slower
	git merge -q -m 'main into the branch' main
	git commit -q --allow-empty -m 'and one more'
	mine=$(git rev-parse HEAD)
	SHA=$MERGE base_of pull_request "{pull_request: {head: {sha: \"$mine\"}, base: {ref: \"main\"}}}" "$mine"
	assert_output "$(printf '%s\n' "$(git rev-parse main)" "$mine" merge-base '')"
	SHA=$MERGE base_of pull_request "{pull_request: {head: {sha: \"$mine\"}, base: {ref: \"main\"}}}" "$mine^"
	assert_line --index 0 "$(git rev-parse main)"
	assert_line --index 2 merge-base
	# A push of two commits, and a queue.
	SHA=$mine base_of push "{before: \"$start\", repository: {default_branch: \"main\"}}" "$mine"
	assert_output "$(printf '%s\n' "$start" "$mine" before '')"
	base_of merge_group "{merge_group: {base_sha: \"$start\"}}" "$mine"
	assert_output "$(printf '%s\n' "$start" "$mine" merge-group '')"
	# A new branch leaves the default branch somewhere.
	base_of push "{before: (\"0\" * 40), repository: {default_branch: \"main\"}}" "$mine"
	assert_output "$(printf '%s\n' "$(git rev-parse main)" "$mine" merge-base '')"
	# No event: where the branch leaves, and on the default branch the commit before.
	base_of schedule '{repository: {default_branch: "main"}}' "$mine"
	assert_line --index 2 merge-base
	base_of schedule '{repository: {default_branch: "main"}}' main
	assert_output "$(printf '%s\n' "$(git rev-parse main^)" "$(git rev-parse main)" parent '')"
}

@test "a base that is not here is trouble, with what to do" {
	project
	pull_request same
	base_of push "{before: (\"c\" * 40)}" main
	assert_failure 2
	assert_output --partial "check out with 'fetch-depth: 0'"
	base_of push "{before: (\"0\" * 40), repository: {default_branch: \"none\"}}" main
	assert_failure 2
	assert_output --partial 'this push made a new branch'
	base_of merge_group "{merge_group: {base_sha: (\"c\" * 40)}}" main
	assert_failure 2
	assert_output --partial 'merge queue'
	base_of pull_request "{pull_request: {base: {ref: \"none\"}}}" same
	assert_failure 2
	assert_output --partial 'no common commit'
	echo '{' >event.json
	GITHUB_EVENT_NAME=push GITHUB_EVENT_PATH=event.json run "$ROOT/scripts/checkout-variants" out
	assert_failure 2
	[ ! -e out ] || fail 'something was checked out'
}

@test "the self-test that is ended by a signal leaves no worktree and no process" {
	project
	printf 'version: 1\nbenchmarks:\n  - {name: nap, run: "echo $$ >%s/pid; exec sleep 60"}\n' "$dir" >bench.yml
	git commit -qam naps
	"$ROOT/scripts/gate-selftest" bench.yml >selftest.log 2>&1 3>&- &
	local pid=$! code=0
	wait_for "$dir/pid"
	assert_equal "$(git worktree list | wc -l)" 3
	kill -TERM "$pid"
	wait "$pid" || code=$?
	assert_equal "$code" 143
	assert_equal "$(git worktree list | wc -l)" 1
	ends "$dir/pid"
}

# promotable: a project whose tag v2 has good.json.
promotable() {
	project
	git tag v2
	jq -cn --arg commit "$(git rev-parse HEAD)" '{schema: "benchpipe/results/1", timestamp: "2026-01-01T00:00:00Z",
		environment: {git_commit: $commit, fingerprint: "0123456789abcdef"},
		benchmarks: [{name: "a", iterations: 8, metrics: {duration_ms:
			{unit: "ms", better: "lower", gate: true, samples: [range(8) | 10]}}}]}' >good.json
}

# instead NAME LINE...: a stand-in for a tool, first in PATH.
instead() {
	mkdir -p "$dir/bin"
	printf '%s\n' '#!/bin/bash' "PATH=\${PATH#*:}" "${@:2}" >"$dir/bin/$1"
	chmod +x "$dir/bin/$1"
	PATH=$dir/bin:$PATH
}

@test "a baseline is promoted whole or not at all" {
	promotable
	# The disk is full when the result is written, and when 'current' takes its place.
	local path=$PATH
	instead bench-merge 'case $* in *baselines/*) echo part >"$2"; echo full >&2; exit 2 ;; *) exec bench-merge "$@" ;; esac'
	trouble "$ROOT/scripts/baseline-promote" -n 1 v2 good.json
	assert_equal "$(find baselines -type f 2>/dev/null)" ''
	PATH=$path
	for full in json current; do
		instead mv "case \$* in *$full) echo full >&2; exit 1 ;; *) exec mv \"\$@\" ;; esac"
		trouble "$ROOT/scripts/baseline-promote" -n 1 v2 good.json
		assert_equal "$(find baselines -type f)" ''
		PATH=$path
	done
	instead git 'case $1 in status) echo dead >&2; exit 128 ;; *) exec git "$@" ;; esac'
	trouble "$ROOT/scripts/baseline-promote" -n 1 v2 good.json
	PATH=$path
	run --separate-stderr "$ROOT/scripts/baseline-promote" -n 1 v2 good.json
	assert_success
	assert_equal "$(find baselines -type f | sort)" "$(printf '%s\n' baselines/current baselines/v2/0123456789abcdef.json)"
	assert_equal "$(stat -c %a baselines/current baselines/v2/*.json)" "$(printf '644\n644')"
}

@test "where an authority is named, only results attested for this commit become a baseline" {
	promotable
	need openssl
	(cd "$dir" && "$ROOT/tests/authority" a && "$ROOT/tests/authority" b)
	mkdir -p baselines
	cp "$dir/a.pem" baselines/authority.pem
	promote() {
		run --separate-stderr "$ROOT/scripts/baseline-promote" -n 1 v2 good.json
	}
	promote
	assert_failure 1
	said "refused: 'good.json' has no statement 'good.json.intoto'"
	bench-verify -k "$dir/b.signer" -C "$dir/b.chain.pem" -o good.json.intoto good.json
	promote
	assert_failure 1
	said "refused: 'good.json' is not attested for 'v2'"
	bench-verify -k "$dir/a.signer" -C "$dir/a.chain.pem" -o good.json.intoto good.json
	jq -c '.benchmarks[0].metrics.duration_ms.samples[0] = 9' good.json >better.json
	cp good.json kept && cp better.json good.json
	promote
	assert_failure 1
	said "'results' is not what was attested"
	cp kept good.json
	assert_equal "$(find baselines -name '*.json')" ''
	promote
	assert_success
	assert_equal "$output" baselines/v2/0123456789abcdef.json
}

@test "of two baselines at once for one machine, one is refused and none is lost" {
	promotable
	jq -c '.timestamp = "2026-01-02T00:00:00Z"' good.json >other.json
	# Both have looked whether there is one before either writes.
	instead mkdir "touch $dir/ready.\$PPID" "while [ \"\$(ls $dir/ready.* | wc -l)\" -lt 2 ]; do sleep 0.02; done" 'exec mkdir "$@"'
	local one=0 two=0
	"$ROOT/scripts/baseline-promote" -n 1 v2 good.json >one.log 2>&1 3>&- &
	"$ROOT/scripts/baseline-promote" -n 1 v2 other.json >two.log 2>&1 3>&- || two=$?
	wait $! || one=$?
	assert_equal "$((one + two))" 1
	grep -F 'is there already' one.log two.log
	assert_equal "$(cat baselines/current)" v2
	bench-merge -o /dev/null baselines/v2/0123456789abcdef.json
	if [ "$one" -eq 0 ]; then wanted=2026-01-01; else wanted=2026-01-02; fi
	json ".timestamp | startswith(\"$wanted\")" baselines/v2/0123456789abcdef.json
}
