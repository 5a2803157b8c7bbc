# Two real builds of the tensor workload, one of which does 60 % more work.
load helper

setup_file() {
	cd "$BATS_FILE_TMPDIR" || return
	local v
	for v in base head same; do
		mkdir "$v"
		cp -r "$ROOT"/{Makefile,VERSION} "$v"
		mkdir -p "$v/tools"
		cp -r "$ROOT/scripts" "$v"
		rm -rf "$v"/scripts/*/build
		cp -r "$ROOT/tools/lib" "$v/tools"
	done
	for v in base head same; do
		make -s -C "$v/scripts/tensor" OPENBLAS=no EXTRA_WORK="$([ $v = head ] && echo 60 || echo 0)" || return
	done
}

setup() {
	cd "$BATS_FILE_TMPDIR" || return
	# Whether the machine is steady is not the question: no control row.
	OPTIONS=(--no-build --no-control -q --filter add_small --warmup 1 --max-time 3s)
}

@test "60 % more work is found, measured again, and confirmed" {
	run --separate-stderr bench-compare -k kept base head base/scripts/tensor.yml "${OPTIONS[@]}" -- -m duration_ms -m cpu_ms
	assert_failure 1
	json '.rows | map(select(.id == "tensor_add_small" and .metric == "duration_ms"))[0] |
		.verdict == "regression" and .change > 0.2 and .confirmation.verdict == "regression"'
	json '.policy.design == "paired" and .summary.confirmation.confirmed >= 1'
	[ "$(jq -r '.benchmarks[0].sessions[0].id' kept/results.json)" != "$(jq -r '.benchmarks[0].sessions[0].id' kept/confirmation.json)" ]
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" kept/flagged.json
}

@test "the same build twice is no regression, and the comparison is written to a file" {
	run --separate-stderr bench-compare --output same.json base same base/scripts/tensor.yml "${OPTIONS[@]}"
	assert_success
	assert_equal "$output" ""
	json '.summary.verdict == "pass" and .summary.regression == 0' same.json
}

@test "a benchmark that failed is status 1, with --fail too, and the comparison is written all the same" {
	printf 'version: 1\nbenchmarks:\n  - {name: a, run: "test -e works"}\n' >fails.yml
	touch base/works
	for fail in '' --fail; do
		rm -f c.json
		# shellcheck disable=SC2086 # nothing or a word
		run bench-compare -o c.json base same fails.yml -q --no-control $fail
		assert_failure 1
		json '.summary.failed == 1 and .summary.verdict == "failed"' c.json
	done
	# Base alone: what is new there is measured, and passes.
	touch same/works
	rm base/works
	bench-compare -o c.json base same fails.yml -q --no-control
	json '.summary.added == 1 and .summary.verdict == "pass"' c.json
	rm same/works
}

@test "trouble of any of the parts is status 2, and nothing is written" {
	trouble bench-compare base same
	trouble bench-compare --nonsense base same base/scripts/tensor.yml
	trouble bench-compare -o
	said "'-o' needs a value"
	trouble bench-compare -oout.json --keep=nowhere -- base same none.yml
	said "'none.yml' is not a file"
	[ ! -e nowhere ]
	trouble bench-compare base same none.yml
	said "'none.yml' is not a file"
	trouble bench-compare base nowhere base/scripts/tensor.yml
	said "'nowhere' is not a folder"
	trouble bench-compare base same base/scripts/tensor.yml --filter "no'such case"
	said "no case matches --filter 'no'such case'"
	trouble bench-compare base same base/scripts/tensor.yml --no-build -q -r 1 -w 0 --filter add_small -- --nonsense
	run --separate-stderr bash -c 'bench-compare --help >/dev/full'
	assert_failure 2
}

@test "help goes to standard output, and the version is told" {
	run --separate-stderr bench-compare --help
	assert_success
	[[ $output == usage:* ]]
	run --separate-stderr bench-compare --version
	assert_success
	[[ $output == "bench-compare (benchpipe) "* ]]
}

# two_scenarios: folders old and new, in a place of this test's own, each with its bench.yml;
# new's lacks a case and a gate.
two_scenarios() {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir old new
	printf 'version: 1\ndefaults: {runs: 6, warmup: 0}\nbenchmarks:\n  - {name: a, run: "true"}\n  - {name: b, run: "true"}\n' >old/bench.yml
	printf 'version: 1\ndefaults: {runs: 6, warmup: 0}\nbenchmarks:\n  - {name: a, run: "true", metrics: {memory_mb: {gate: false}}}\n' >new/bench.yml
}

@test "what head's scenario no longer has is removed, and fails" {
	two_scenarios
	run --separate-stderr bench-compare -o c.json old new new/bench.yml -q --no-control -- -T duration_ms=900%
	assert_failure 1
	json '[.rows[] | select(.verdict == "removed") | [.id, .metric]] == [["a", "memory_mb"], ["b", "duration_ms"]]' c.json
	# Of the cases that the options leave.
	run --separate-stderr bench-compare -o c.json old new new/bench.yml -q --no-control --filter '^a$' -- -T duration_ms=900%
	json '[.rows[] | select(.verdict == "removed") | .id] == ["a"]' c.json
	# The other way round something is new.
	run --separate-stderr bench-compare -o c.json new old old/bench.yml -q --no-control -- -T duration_ms=900% -T memory_mb=900%
	json '.summary.removed == 0' c.json
}

@test "a scenario that base lacks is told, and one that cannot be read does not pass" {
	two_scenarios
	rm old/bench.yml
	run --separate-stderr bench-compare -o c.json old new new/bench.yml -q --no-control -- -T duration_ms=900% -T memory_mb=900%
	assert_success
	said "'old/bench.yml' is not there: base has no scenario that head could take something out of"
	json '.summary.removed == 0 and .summary.baseline_scenario == "absent"' c.json
	echo 'version: 7' >old/bench.yml
	run --separate-stderr bench-compare -o c.json old new new/bench.yml -q --no-control -- -T duration_ms=900% -T memory_mb=900%
	assert_failure 1
	said 'old/bench.yml:1:'
	said 'what head takes out of the scenario is not known'
	json '.summary.verdict == "removed" and .summary.baseline_scenario == "unreadable"' c.json
	json '[.rows[] | select(.verdict == "removed") | .id] == ["(scenario)"]' c.json
}

@test "a filter that no case of base passes leaves nothing that head could take out" {
	two_scenarios
	sed 's/name: a,/name: new,/' new/bench.yml >renamed.yml
	mv renamed.yml new/bench.yml
	run --separate-stderr bench-compare -o c.json old new new/bench.yml -q --no-control --filter '^new$' -- -T duration_ms=900%
	assert_success
	json '.summary.removed == 0 and (.summary | has("baseline_scenario") | not)' c.json
}

@test "a scenario of base that reads well and cannot be filtered does not pass as one with no case" {
	two_scenarios
	mkdir -p bin
	printf '#!/bin/sh\ncase "$*" in *--ids*old*) exit 2 ;; esac\nexec "%s" "$@"\n' "$(command -v bench-run)" >bin/bench-run
	chmod +x bin/bench-run
	PATH=$PWD/bin:$PATH run --separate-stderr bench-compare -o c.json old new new/bench.yml -q --no-control -- -T duration_ms=900%
	assert_failure 1
	said 'what head takes out of the scenario is not known'
	json '.summary.baseline_scenario == "unreadable"' c.json
}

@test "a tool that dies, and a full disk, are status 2" {
	two_scenarios
	mkdir -p bin
	printf '#!/bin/sh\n[ "$1" != --list ] || exit 0\nkill -9 $$\n' >bin/bench-run
	chmod +x bin/bench-run
	PATH=$PWD/bin:$PATH trouble bench-compare old new new/bench.yml -q
	printf '#!/bin/sh\nexit 1\n' >bin/jq
	chmod +x bin/jq
	rm bin/bench-run
	PATH=$PWD/bin:$PATH trouble bench-compare old new new/bench.yml -q
	run --separate-stderr bash -c 'bench-compare old new new/bench.yml -q --no-control >/dev/full'
	assert_failure 2
}

# commits: a repository whose tag v1.0 is a commit with less to do than HEAD.
commits() {
	cd "$BATS_TEST_TMPDIR" || return
	git init -q project && cd project || return
	git config user.name tester
	git config user.email tester@example.org
	printf 'version: 1\ndefaults: {runs: 6, warmup: 0}\nbuild: cp work.txt built\nbenchmarks:\n' >bench.yml
	printf '  - name: a\n    run: cat built\n    metrics: {work: {pattern: "([0-9]+)", unit: count, better: lower}}\n' >>bench.yml
	echo 10 >work.txt
	git add .
	git commit -qm one
	git tag v1.0
	echo 20 >work.txt
	git commit -qam two
	LIMITS=(-q --no-control -- -T duration_ms=900% -T memory_mb=900%)
}

@test "commits are checked out side by side, built, measured, and removed" {
	commits
	run --separate-stderr bench-compare -o c.json v1.0 HEAD bench.yml "${LIMITS[@]}"
	assert_failure 1
	json '.rows[] | select(.metric == "work") | .verdict == "regression" and .baseline == 10 and .current == 20' c.json
	json ".baseline.environment.revisions == {base: \"$(git rev-parse v1.0)\", head: \"$(git rev-parse HEAD)\",
		base_name: \"v1.0\", head_name: \"HEAD\", scenario: \"bench.yml\"}" c.json
	assert_equal "$(git worktree list | wc -l)" 1
	assert_equal "$(git status --porcelain)" '?? c.json'
	cp bench.yml new.yml
	run --separate-stderr bench-compare -o c.json HEAD . new.yml "${LIMITS[@]}"
	said "'new.yml' is not in 'HEAD': base has no scenario that head could take something out of"
	rm new.yml
	# The working tree as it is.
	echo 5 >work.txt
	run --separate-stderr bench-compare -o c.json HEAD . bench.yml "${LIMITS[@]}"
	assert_success
	said "what is not committed is not in HEAD: '.' is the folder as it is"
	json '.rows[] | select(.metric == "work") | .baseline == 20 and .current == 5' c.json
	assert_equal "$(git worktree list | wc -l)" 1
}

@test "a folder stays a folder, and what is neither is named" {
	commits
	mkdir v1.0
	echo 30 >v1.0/work.txt
	run --separate-stderr bench-compare -o c.json v1.0 HEAD bench.yml "${LIMITS[@]}"
	said "'v1.0' is a folder here, and a commit: the folder is taken; 'v1.0^{commit}' is the commit"
	json '.rows[] | select(.metric == "work") | .baseline == 30' c.json
	run --separate-stderr bench-compare -o c.json 'v1.0^{commit}' HEAD bench.yml "${LIMITS[@]}"
	json '.rows[] | select(.metric == "work") | .baseline == 10' c.json
	trouble bench-compare v2.0 HEAD bench.yml
	said "'v2.0' is not a folder, and no commit of the repository here"
	trouble bench-compare -- --upload-pack=x HEAD bench.yml
	cd ..
	trouble bench-compare HEAD HEAD project/bench.yml
	said "'HEAD' is not a folder"
}

@test "any one commit that git knows by a name is found; of other names it is said why not" {
	commits
	git branch feature/slash
	run --separate-stderr bench-compare -o c.json :/one feature/slash bench.yml "${LIMITS[@]}"
	json '.rows[] | select(.metric == "work") | .baseline == 10 and .current == 20' c.json
	refused() {
		trouble bench-compare -k kept "$1" HEAD bench.yml
		said "$2"
		[ ! -e kept ] || fail 'a folder was left'
	}
	each refused <<'EOF'
v1.0..HEAD|'v1.0..HEAD' is not a folder, and no commit: a range has two
^HEAD|'^HEAD' is not a folder, and no commit of the repository here
HEAD^{tree}|no commit of the repository here
feature/slahs|no commit of the repository here (nearest: 'feature/slash')
work.txt|'work.txt' is not a folder but a file, and no commit
EOF
	git clone -q --depth 1 "file://$PWD" ../shallow
	cd ../shallow
	trouble bench-compare v1.0 HEAD bench.yml
	said "the repository is shallow: 'git fetch --unshallow --tags'"
	rm -rf .git
	trouble bench-compare HEAD . bench.yml
	said "'HEAD' is not a folder, and no commit: there is no git repository here"
}

@test "an option that a part would refuse is refused before anything is measured" {
	commits
	trouble bench-compare -k kept v1.0 HEAD bench.yml --quikc
	said "bench-run: unknown option '--quikc' (nearest: '--quick')"
	trouble bench-compare -k kept v1.0 HEAD bench.yml -q -- --threshold lots
	said "'--threshold' must be"
	trouble bench-compare -k kept v1.0 HEAD bench.yml --variant=other=.
	said "'--variant' does not go with a comparison of two builds"
	trouble bench-compare v1.0 HEAD bench.yml -k kept -o
	said "'-o' needs a value"
	[ ! -e kept ]
}

@test "its own options may stand behind the scenario, and no hook of the user's runs" {
	commits
	mkdir hooks
	printf '#!/bin/sh\ntouch "%s/ran"\nexit 1\n' "$PWD" >hooks/post-checkout
	chmod +x hooks/post-checkout
	git config core.hooksPath "$PWD/hooks"
	run --separate-stderr bench-compare HEAD HEAD bench.yml -o c.json --keep=kept --color always "${LIMITS[@]}"
	assert_success
	said "'HEAD' and 'HEAD' are one commit: what differs is noise"
	assert_output ''
	json '.rows | length > 0' c.json
	assert_equal "$(ls kept)" "$(printf 'confirmation.json\nflagged.json\nresults.json')"
	[ ! -e ran ]
	run --separate-stderr bench-compare HEAD HEAD bench.yml --help
	assert_output "$(bench-compare --help)"
}

@test "in a folder below the root, the folder of the commit is measured" {
	commits
	mkdir part
	git mv bench.yml work.txt part
	git commit -qm part
	echo 40 >part/work.txt
	git commit -qam four
	cd part
	run --separate-stderr bench-compare -o ../c.json HEAD~1 HEAD bench.yml "${LIMITS[@]}"
	json '.rows[] | select(.metric == "work") | .baseline == 20 and .current == 40' ../c.json
	trouble bench-compare v1.0 HEAD bench.yml
	said "'v1.0' has no folder 'part/'"
	assert_equal "$(git worktree list | wc -l)" 1
	# What head's scenario no longer has, base's does.
	printf '  - {name: b, run: "true"}\n' >>bench.yml
	git commit -qam b
	git show HEAD~1:part/bench.yml >bench.yml
	git commit -qam 'no b'
	run --separate-stderr bench-compare -o ../c.json HEAD~1 HEAD bench.yml "${LIMITS[@]}"
	assert_failure 1
	json '[.rows[] | select(.verdict == "removed") | .id] | unique == ["b"]' ../c.json
}

@test "a signal leaves no worktree, no folder and no process" {
	commits
	printf 'version: 1\nbenchmarks:\n  - {name: nap, run: "echo $$ >%s/pid; exec sleep 60"}\n' "$BATS_TEST_TMPDIR" >nap.yml
	mkdir "$BATS_TEST_TMPDIR/tmp"
	local code=0 pid
	TMPDIR=$BATS_TEST_TMPDIR/tmp bench-compare -o c.json v1.0 HEAD nap.yml -q --no-control 2>log 3>&- &
	pid=$!
	for _ in $(seq 1000); do
		[ ! -s "$BATS_TEST_TMPDIR/pid" ] || break
		sleep 0.02
	done
	assert_equal "$(git worktree list | wc -l)" 3
	kill -TERM "$pid"
	wait "$pid" || code=$?
	assert_equal "$code" 143
	assert_equal "$(git worktree list | wc -l)" 1
	assert_equal "$(ls "$BATS_TEST_TMPDIR/tmp")" ''
	ends "$BATS_TEST_TMPDIR/pid"
	[ ! -e c.json ]
}

@test "what was found and not confirmed is told when the second measurement is ended" {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir old new
	echo 0.01 >old/seconds
	echo 0.1 >new/seconds
	# The second measurement, which begins when the first comparison is there, takes too long.
	printf '#!/bin/sh\nif [ -e ../kept/flagged.json ]; then echo $$ >../pid; exec sleep 60; fi\nexec sleep "$(cat seconds)"\n' >prog
	chmod +x prog
	printf 'version: 1\ndefaults: {runs: 10, warmup: 0}\nbenchmarks:\n  - {name: nap, run: ../prog, metrics: {memory_mb: {gate: false}}}\n' >nap.yml
	local code=0 pid
	bench-compare -k kept -o c.json old new nap.yml --no-control 2>log 3>&- &
	pid=$!
	for _ in $(seq 1000); do
		[ ! -s pid ] || break
		kill -0 "$pid" || fail "$(cat log)"
		sleep 0.02
	done
	kill -TERM "$pid"
	wait "$pid" || code=$?
	assert_equal "$code" 143
	[ ! -e c.json ]
	grep -qx 'bench-compare: measured again, to confirm it: 1 of the cases' log
	grep -qx "bench-compare: ended while what got worse was measured again; not confirmed: nap duration_ms +[0-9.]* %; the first comparison is 'kept/flagged.json'" log
	json '.summary.regression == 1' kept/flagged.json
	ends pid
	# As a step that is trouble: the second measurement cannot be made.
	rm -r kept pid
	printf '#!/bin/sh\n[ ! -e ../kept/flagged.json ] || rm -rf ../kept\nexec sleep "$(cat seconds)"\n' >prog
	trouble bench-compare -k kept old new nap.yml --no-control -q
	said 'ended while what got worse was measured again; not confirmed:'
}
