# bench-bisect and bench-locate: the commit that made a row worse.
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
}

# history N STEP BROKEN: a repository of a commit and N more, whose work takes four times as long
# from commit STEP on; BROKEN cannot be built. Its builds are counted in the file builds.
history() {
	local i work=400
	git init -q project && cd project || return
	git config user.name tester
	git config user.email tester@example.org
	printf 'version: 1\ndefaults: {warmup: 1}\nbuild: make -s\nbenchmarks:\n  - {name: sum, run: sh built.sh}\n  - {name: other/x, run: "true"}\n' >bench.yml
	echo built.sh >.gitignore
	for i in $(seq 0 "$1"); do
		[ "$i" -ne "$2" ] || work=1600
		echo "i=0; while [ \$i -lt $work ]; do i=\$((i + 1)); done # $i" >work.sh
		printf 'all:\n\techo %s >>%s\n\tcp work.sh built.sh\n' "$i" "$BATS_TEST_TMPDIR/builds" >Makefile
		[ "$i" -ne "$3" ] || printf 'all:\n\tfalse\n' >Makefile
		git add -A
		git commit -qm "change $i"
	done
}

# The options of a short hunt.
SHORT=(-q --no-control -w 0)

@test "a slow-down is hunted to its commit among 16, past one that cannot be built, and each is built once" {
	history 16 11 8
	run --separate-stderr bench-bisect -r sum -p 8 --counts never -k ../kept -o ../found.json HEAD~16 HEAD bench.yml "${SHORT[@]}"
	assert_success
	assert_equal "$output" ''
	said "'change 11' made it worse by about"
	json ".answer | .verdict == \"found\" and .commits == [\"$(git rev-parse HEAD~5)\"] and .sure >= 0.95 and .size > 0.5" ../found.json
	json '[.commits[] | select(.skip) | .subject] | . == [] or . == ["change 8"]' ../found.json
	json '.probes | length >= 4' ../found.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/bisection.json" ../found.json
	assert_equal "$(sort ../builds | uniq -d)" ''
	assert_equal "$(git worktree list | wc -l)" 1
	# What is there already is not measured again.
	run --separate-stderr bench-bisect -k ../kept -o ../again.json HEAD~16 HEAD bench.yml
	assert_success
	cmp ../found.json ../again.json
	trouble bench-bisect -k ../kept HEAD~15 HEAD bench.yml
	said 'is of another hunt'
}

@test "what did not get worse is not reproducible" {
	history 3 9 9
	run --separate-stderr bench-bisect -r sum -p 8 -l 60% --counts never HEAD~3 HEAD bench.yml "${SHORT[@]}"
	assert_failure 1
	said 'not reproducible: '
	json '.answer.verdict | IN("nothing", "unshown")'
	# Without a row the one that got worse is looked for first.
	run --separate-stderr bench-bisect -m instructions HEAD~3 HEAD bench.yml "${SHORT[@]}" -r 2 --instrument callgrind --filter sum
	assert_failure 1
	said 'no row got worse between the two'
}

@test "a hunt that stopped goes on where it was" {
	history 4 3 9
	run --separate-stderr bench-bisect -r sum -p 8 -n 1 -c never -k ../kept HEAD~4 HEAD bench.yml "${SHORT[@]}"
	assert_failure 1
	json '.answer.verdict | IN("undecided", "unshown")'
	run --separate-stderr bench-bisect -n 30 -c never -k ../kept HEAD~4 HEAD bench.yml "${SHORT[@]}"
	assert_success
	said "going on with '../kept/bisection.json', which has 1 session"
	json ".answer.commits == [\"$(git rev-parse HEAD~1)\"] and (.probes | length) > 2 and .policy.most == 30"
}

@test "a signal leaves no worktree, no folder and no process" {
	history 1 9 9
	printf 'version: 1\nbenchmarks:\n  - {name: nap, run: "echo $$ >%s/pid; exec sleep 60"}\n' "$BATS_TEST_TMPDIR" >nap.yml
	mkdir "$BATS_TEST_TMPDIR/tmp"
	local code=0 pid
	TMPDIR=$BATS_TEST_TMPDIR/tmp bench-bisect -r nap HEAD~1 HEAD nap.yml --no-control 2>log 3>&- >out &
	pid=$!
	for _ in $(seq 3000); do
		[ ! -s "$BATS_TEST_TMPDIR/pid" ] || break
		sleep 0.02
	done
	assert_equal "$(git worktree list | wc -l)" 2
	kill -TERM "$pid"
	wait "$pid" || code=$?
	assert_equal "$code" 143
	assert_equal "$(git worktree list | wc -l)" 1
	assert_equal "$(ls "$BATS_TEST_TMPDIR/tmp")" ''
	ends "$BATS_TEST_TMPDIR/pid"
	[ ! -s out ]
}

@test "where the instructions carry the change they are counted" {
	need valgrind
	history 2 1 9
	run --separate-stderr bench-bisect -r sum -p 8 -k ../kept HEAD~2 HEAD bench.yml "${SHORT[@]}"
	assert_success
	said 'these are counted from here on'
	json ".row == {id: \"sum\", metric: \"instructions\", counts: true, flagged: \"duration_ms\"} and .answer.commits == [\"$(git rev-parse HEAD~1)\"]"
	json '[.probes[] | select(.metric == "instructions")] | length >= 2 and all(.exact and .pairs <= 3)'
	echo "$output" >d.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/bisection.json" d.json
}

@test "commits and row come from a comparison or a series" {
	history 2 1 9
	jq -nc --arg base "$(git rev-parse HEAD~2)" --arg head "$(git rev-parse HEAD)" '{schema: "benchpipe/comparison/1",
		baseline: {environment: {revisions: {$base, $head}}}, rows: [{id: "other/x", metric: "duration_ms", verdict: "worse", change: 0.06},
		{id: "sum", metric: "duration_ms", verdict: "regression", change: 2}]}' >../c.json
	# One session shows whether it was understood.
	run --separate-stderr bench-bisect -f ../c.json -p 6 -n 1 -c never bench.yml "${SHORT[@]}"
	json ".row == {id: \"sum\", metric: \"duration_ms\"} and [.commits[].commit] == ([\"$(git rev-list --reverse HEAD | tr '\n' ' ')\" | splits(\" \")] | map(select(. != \"\")))"
	json '.probes | length == 1 and .[0].at == 2'
	jq -nc --arg a "$(git rev-parse HEAD~2)" --arg b "$(git rev-parse HEAD~1)" '{schema: "benchpipe/series/1",
		runs: [{commit: "0"}, {commit: $a}, {commit: $b}], series: [{id: "sum", metric: "duration_ms", run: [1, 2], value: [1, 2],
		steps: [{at: 1, verdict: "regression"}]}]}' >../s.json
	run --separate-stderr bench-bisect -f ../s.json -p 6 -n 1 -c never bench.yml "${SHORT[@]}"
	json '.row.id == "sum" and (.commits | map(.subject)) == ["change 0", "change 1"]'
	jq -c '.rows[].verdict = "better"' ../c.json >../better.json
	trouble bench-bisect -f ../better.json bench.yml
	said 'has no row that got worse'
	trouble bench-bisect -f bench.yml bench.yml
	said 'is no comparison and no series'
}

@test "wrong words, commits that are no line, and ends that cannot be measured are trouble" {
	history 2 1 9
	git branch side HEAD~1
	git checkout -q side
	git commit -q --allow-empty -m side
	while IFS='|' read -r args message; do
		# shellcheck disable=SC2086 # words of a command line
		trouble bench-bisect $args
		said "$message"
	done <<-'END'
		HEAD~1 HEAD|a good commit, a bad commit, and a scenario are wanted
		HEAD~1 HEAD none.yml|'none.yml' is not a file
		HEAD HEAD bench.yml|good and bad are one commit
		master side bench.yml|is no ancestor of
		nowhere HEAD bench.yml|'nowhere' is no commit
		--pairs 3 HEAD~1 HEAD bench.yml|'--pairs' must be at least 6
		--pairs x HEAD~1 HEAD bench.yml|must be a whole number
		--least 0 HEAD~1 HEAD bench.yml|'--least' must be a percentage
		--counts no HEAD~1 HEAD bench.yml|'--counts' must be auto, always or never
		-r none HEAD~1 HEAD bench.yml -q --no-control -w 0 -r 1|it has no row 'none'
		-o|'-o' needs a value
	END
	printf 'all:\n\tfalse\n' >Makefile
	git commit -qam broken
	trouble bench-bisect -r sum -c never HEAD~1 HEAD bench.yml "${SHORT[@]}"
	said 'the bad commit cannot be measured: failed: the build ended'
	assert_equal "$(git worktree list | wc -l)" 1
}

# hunt FILTER: a bisection of 17 commits, changed by jq's FILTER.
hunt() {
	jq -nc '{schema: "benchpipe/bisection/1", row: {id: "a", metric: "duration_ms"},
		commits: [range(17) | {commit: "c\(.)", subject: "s \(.)"}], probes: []} | '"$1"
}

@test "bench-locate asks for the bad end, then for the middle, and keeps what it does not know" {
	hunt '.mine = "kept"' >b.json
	run --separate-stderr bench-locate b.json
	assert_success
	json '.mine == "kept" and .answer.verdict == "searching" and .answer.next == 16 and .answer.pairs == 40 and .answer.none == 0.5'
	hunt '.probes = [{at: 16, metric: "duration_ms", shift: 0.2, half: 0.01, pairs: 40}]' >b.json
	pipe 'bench-locate <b.json'
	json '.answer.next == 8 and .answer.commit == "c8" and (.posterior | length == 17 and (add - 1 | fabs) < 1e-6)'
	# Probes that do not count.
	jq -c '.probes += [{at: 8, metric: "cpu_ms", shift: 0.2, half: 0.01, pairs: 40},
		{at: 8, metric: "duration_ms", shift: 0.2, half: 0.01, pairs: 40, set_aside: "x"}]' b.json | bench-locate -q -o c.json
	json '.answer.next == 8 and .answer.probes == 1' c.json
	hunt '.probes = [{at: 16, metric: "duration_ms", shift: 0, half: 0.001, pairs: 40}]' >b.json
	run --separate-stderr bench-locate b.json
	assert_failure 1
	said 'not reproducible: it did not get worse by 1.0'
	json '.answer.verdict == "nothing"'
}

@test "what is no bisection is trouble with its place" {
	while IFS='|' read -r filter message; do
		hunt "$filter" >b.json
		trouble bench-locate b.json
		said "$message"
	done <<-'END'
		.schema = "x"|schema 'x', expected 'benchpipe/bisection/1'
		.commits = []|'commits' must be an array of 2 to 100001 elements, not 0
		.commits[3] = 1|'commits[3]' must be an object
		.commits[0].skip = "x"|the first and the last commit cannot be skipped
		.probes = [{at: 17, metric: "duration_ms", shift: 0, half: 1, pairs: 1}]|'probes[0].at' must be from 1 to 16, not 17
		.probes = [{at: 1, metric: "duration_ms", shift: 0, half: -1, pairs: 1}]|'probes[0].half' must be from 0 to 100, not -1
		.policy.least = 0|'least' must be a change over 0
		del(.row)|'row.metric' must be
	END
	trouble bench-locate /dev/null
	hunt . >b.json
	run --separate-stderr bash -c 'bench-locate b.json >/dev/full'
	assert_failure 2
}
