# The workflows in which a second machine decides about what got worse, run job by job.
# shellcheck disable=SC2034 # what helper.bash of workflows reads
load helper
load workflows/helper
load github/helper

setup_file() {
	need node git jq
	prepared workflows
	jobs_start
}

teardown_file() {
	jobs_end
}

setup() {
	workflows_setup
	project
	# How much of the extra work is done depends on the machine; only what is counted gates.
	sed -i 's/\$(cat extra)/$(cat extra) * ${SHARE:-100} \/ 100/' work.sh
	sed -i 's/metrics:/pass-env: [SHARE]\n    metrics:\n      duration_ms: {gate: false}\n      memory_mb: {gate: false}\n      salt: {pattern: "salt: ([0-9]+)", unit: count, better: lower, gate: false}/' bench.yml
	sed -i 's/^benchmarks:/build: echo ${BENCH_SALT:-0} >salt\nbenchmarks:/' bench.yml
	echo 'echo "salt: $(cat salt)"' >>work.sh
	printf '  - name: other\n    run: echo 1\n    metrics: {duration_ms: {gate: false}, memory_mb: {gate: false}}\n' >>bench.yml
	git commit -qam 'work that depends on the machine'
	start=$(git rev-parse HEAD)
	mkdir -p "$dir/machine/dev/accel" "$dir/machine/sys"
}

teardown() {
	workflows_teardown
}

# other SHARE: what a second machine of another kind is given, on which SHARE percent is done.
other() {
	echo "{env: {SHARE: \"$1\", QNN_SDK_ROOT: \"$dir/machine\", BENCH_DEVICES_ROOT: \"$dir/machine\"}}"
}

@test "what a second machine does not show is machine-dependent, named with both machines, and green" {
	pull_request slower
	machines bench.yml "$(other 0)"
	json '.conclusion == "success" and .outputs.flagged == "true" and .commands == []' first.json
	json '.conclusion == "success"' second.json
	json '.conclusion == "success" and .commands == [] and .permissions == {contents: "read"}' result.json
	# Built anew, it measured what got worse and nothing else.
	json '[.benchmarks[] | select(.control | not) | .id] | unique == ["spin"]' artifacts/elsewhere-benchpipe/results.json
	json '[.benchmarks[] | select(.id == "spin").metrics.salt.median] == [1000, 1000]' artifacts/elsewhere-benchpipe/results.json
	jq -e --slurpfile second artifacts/elsewhere-benchpipe/results.json '.rows[] | select(.metric == "work")
		| .verdict == "machine-dependent" and .change == 0.3 and .elsewhere.change == 0 and .elsewhere.answer == "differs"
			and (.reason | contains($second[0].environment.fingerprint))' artifacts/benchpipe-judged/benchpipe/comparison.json
	json '.summary | .verdict == "pass" and .regression == 0' artifacts/benchpipe-judged/benchpipe/comparison.json
	grep -F '🔀 spin: no regression, 1 machine-dependent' job/summary
	# It is in the comment, and what the second machine left is not a part of its own.
	serve "$(jq -n --arg sha "$HEAD" '{pulls: [{number: 7, sha: $sha}]}')"
	EVENT='.workflow_run.conclusion = "success"' comment
	json '.conclusion == "success"' result.json
	json '.comments | length == 1 and (.[0].body | contains("machine-dependent") and contains("the machines differ: ")
		and contains("**Second machine:**") and (contains("### ") | not))' <(state)
}

@test "what a second machine shows too is red, and without its answer it stays red" {
	echo '{"schema":"benchpipe/budget/1","version":"0.2.0","release":"v1","allowance":0.01,"entries":[],"rows":[]}' >budget.json
	git add -f budget.json
	git commit -qm 'what a release may spend'
	start=$(git rev-parse HEAD)
	pull_request slower
	machines bench.yml "$(other 50)"
	json '.conclusion == "failure" and ([.commands[].name] == ["error"])' result.json
	json '.rows[] | select(.metric == "work") | .verdict == "regression" and (.reason | contains("confirmed elsewhere: +15.0 %"))' artifacts/benchpipe-judged/benchpipe/comparison.json
	# Why it is red was told where the builds are, and is told again where both machines are judged.
	jq -e --slurpfile first first-comparison.json 'def why: .rows[] | select(.metric == "work").why;
		(why.told | length > 0) and why == ($first[0] | why)' artifacts/benchpipe-judged/benchpipe/comparison.json
	[ ! -e artifacts/benchpipe-judged/benchpipe/why.json ]
	# The budget that the first machine judged by is judged by again.
	json 'any(.budget.rows[]; .metric == "work" and .state == "overdrawn")' artifacts/benchpipe-judged/benchpipe/comparison.json
	json '.schema == "benchpipe/budget/1"' artifacts/benchpipe-judged/benchpipe/budget-booked.json
	cp -r artifacts/elsewhere-benchpipe kept
	# without WHAT BECAME: the job 'judge' says so in this case.
	without() {
		job bench.yml judge "{needs: {measure: {result: \"success\", outputs: {flagged: \"true\"}}, elsewhere: {result: \"$1\", outputs: {}}}}"
		json '.conclusion == "failure"' result.json
		json ".rows[] | select(.metric == \"work\") | .verdict == \"regression\" and (.reason | contains(\"not confirmed elsewhere: $2\"))" \
			artifacts/benchpipe-judged/benchpipe/comparison.json
	}
	without cancelled 'the job on a second machine was cancelled'
	rm -r artifacts/elsewhere-benchpipe
	without success 'the job on a second machine failed'
	# What is no results document is no answer, and no pass.
	cp -r kept artifacts/elsewhere-benchpipe
	echo '{"benchmarks": 1}' >artifacts/elsewhere-benchpipe/results.json
	job bench.yml judge '{needs: {measure: {result: "success", outputs: {flagged: "true"}}, elsewhere: {result: "success", outputs: {}}}}'
	json '.conclusion == "failure"' result.json
	# Another commit was measured first: the second machine has nothing to say.
	jq -c '.environment.revisions.head = ("d" * 40)' artifacts/benchpipe/results.json >r.json
	mv r.json artifacts/benchpipe/results.json
	job bench.yml elsewhere '{needs: {measure: {result: "success", outputs: {flagged: "true"}}}}'
	json '.conclusion == "failure"' result.json
	grep -F 'the first machine measured other commits' job/log
}

@test "no second machine is asked for what is not worse, and none mends what else fails" {
	pull_request same
	machines bench-branch.yml
	[ ! -e second.json ]
	json '.conclusion == "success" and ([.steps[] | select(.outcome == "success") | .id] | index("judge") == null)' result.json
	# A benchmark that fails is red at once; the job after it says whose answer that is.
	pull_request broken 'echo exit 3 >>work.sh'
	machines bench.yml
	[ ! -e second.json ]
	json '.conclusion == "failure"' first.json
	json '.conclusion == "failure" and (.commands[0].data | contains("measure: failure"))' result.json
	job bench.yml judge '{needs: {measure: {result: "cancelled", outputs: {}}, elsewhere: {result: "skipped", outputs: {}}}}'
	json '.conclusion == "failure" and (.commands[0].data | contains("measure: cancelled"))' result.json
	job bench.yml elsewhere '{needs: {measure: {result: "success", outputs: {flagged: ""}}}}'
	json '.conclusion == "skipped"' result.json
	# What people accepted is not sent there.
	pull_request slower 'printf "%s\n" "version: 1" "waivers:" "  - {row: spin, metric: work, ceiling: 40%, reason: r, issue: \"https://example.org/1\", expires: 2999-01-01}" >waivers.yml; git add .'
	job bench.yml measure '{}'
	json '.conclusion == "success" and ((.outputs.flagged // "") == "")' result.json
}

@test "every scenario and machine of a matrix that got worse is judged, and none passes by another's answer" {
	local judged=artifacts/benchpipe-judged spin turn
	sed 's/suite: spin/suite: turn/; s/work.sh/turn.sh/' bench.yml >turn.yml
	sed 's/ \* ${SHARE:-100} .* 100//; s/extra/more/' work.sh >turn.sh
	echo 0 >./more
	git add .
	git commit -qm 'one more scenario, of which every machine does the same'
	start=$(git rev-parse HEAD)
	pull_request both 'echo 6000 >more; echo 6000 >extra'
	# As a project writes it: its other scenario after the first, in both jobs, and a matrix.
	awk '{ print } match($0, /mode: (flag|elsewhere)/) {
		print "      - uses: OWNER/benchpipe/workflows/run@v1"
		print "        with: {" substr($0, RSTART, RLENGTH) ", scenario: turn.yml}" }' \
		"$ROOT/workflows/examples/bench.yml" >"$dir/both.yml"
	job "$dir/both.yml" measure '{matrix: {os: "a"}}'
	json '.conclusion == "success" and .outputs.flagged == "true"' result.json
	needs=$(jq -c '{measure: {result: .conclusion, outputs}}' result.json)
	job "$dir/both.yml" elsewhere "{needs: $needs, matrix: {os: \"a\"}} * $(other 0)"
	json '.conclusion == "success"' result.json
	judge() {
		job "$dir/both.yml" judge "{needs: ($1 + {elsewhere: {result: \"$2\", outputs: {}}})}"
		json '.conclusion == "failure"' result.json
	}
	judge "$needs" success
	spin=$(cd artifacts && echo benchpipe-a-*) turn=$(cd artifacts && echo benchpipe-turn-*)
	assert_equal "$(cd "$judged" && echo *)" "$spin $turn"
	json '.rows[] | select(.metric == "work") | .verdict == "machine-dependent"' "$judged/$spin/comparison.json"
	json '.rows[] | select(.metric == "work") | .reason | contains("confirmed elsewhere: +30.0 %")' "$judged/$turn/comparison.json"
	# What does not fail is no error.
	json "[.commands[].data | split(\":\")[0]] == [\"$turn\"]" result.json
	serve "$(jq -n --arg sha "$HEAD" '{pulls: [{number: 7, sha: $sha}]}')"
	comment
	json ".comments[0].body | contains(\"### <code>$spin</code>\") and contains(\"🔀 spin: no regression\") and contains(\"🔴 turn: 1 regression\")" <(state)
	# What fails is the first that a reader sees.
	json '.comments[0].body | index("🔴 turn") < index("🔀 spin")' <(state)
	# What was judged in an attempt before is of other results than these.
	echo >>"artifacts/$spin/results.json"
	comment
	json '.comments[0].body | contains("🔴 spin: 1 regression") and contains("🔴 turn: 1 regression")' <(state)
	# A step that no output of the job speaks for is judged all the same, and is not green.
	judge '{measure: {result: "success", outputs: {}}}' skipped
	json '.rows[] | select(.metric == "work") | .reason | contains("not confirmed elsewhere")' "$judged/$turn/comparison.json"
	rm artifacts/benchpipe-*/flagged.json
	judge "$needs" success
	grep -F 'a job says that something got worse, and no artifact has it' job/log
}

@test "GitHub signs a release's results where the repository asks for it, in a job that runs nothing of them" {
	for i in 1 2; do
		mkdir "artifacts/benchpipe-baseline-$i"
		echo "{\"benchmarks\": [{\"name\": \"a\", \"duration_ms\": $i}]}" >"artifacts/benchpipe-baseline-$i/results.json"
	done
	measured='needs: {measure: {result: "success", outputs: {}}}'
	job bench-baseline.yml attest "{$measured}"
	json '.conclusion == "skipped"' result.json
	job bench-baseline.yml attest "{$measured, vars: {BENCHPIPE_ATTEST: \"true\"}}"
	json '.conclusion == "success" and .permissions == {attestations: "write", "id-token": "write"}' result.json
	json '[.steps[].id | split("@")[0]] == ["actions/download-artifact", "actions/attest"]' result.json
	assert_equal "$(sort artifacts/attested)" "$(sha256sum artifacts/benchpipe-baseline-*/results.json | cut -c -64 | sort)"
}

# placed PAD: the CPU time of the least of five runs of placed.c, with so many bytes before it.
placed() {
	cc -O1 -fno-align-functions -fno-align-loops -fno-align-jumps -DPAD="$1" -o "$dir/placed" "$ROOT/tests/study/placed.c"
	for _ in 1 2 3 4 5; do bench-exec "$dir/placed"; done | jq -s 'map(.cpu_ms) | min'
}

@test "code that only lies elsewhere in memory is not red where a second machine has another placement" {
	need cc
	local pad least='' most='' time
	for pad in 3 9 15 21 27 33 39 45 51 57; do
		time=$(placed "$pad")
		printf '%s %s\n' "$time" "$pad"
	done >"$dir/times"
	read -r least fast < <(sort -g "$dir/times" | head -n 1)
	read -r most slow < <(sort -g "$dir/times" | tail -n 1)
	awk -v a="$least" -v b="$most" 'BEGIN { exit b < 1.15 * a }' || skip 'this processor does not mind where the code lies'
	cp "$ROOT/tests/study/placed.c" .
	cat >bench.yml <<-'END'
		version: 1
		build: cc -O1 -fno-align-functions -fno-align-jumps $([ -n "${BENCH_SALT-}" ] && echo -falign-functions=64 -falign-loops=64 || echo -fno-align-loops) -DPAD=$(cat pad) -o placed placed.c
		defaults: {warmup: 1, runs: 16}
		benchmarks:
		  - name: placed
		    run: ./placed
		    metrics: {duration_ms: {gate: false}, memory_mb: {gate: false}, cpu_ms: {gate: true}}
	END
	echo "$fast" >pad
	git add .
	git commit -qm 'a program in C'
	start=$(git rev-parse HEAD)
	pull_request padded 'echo "$slow" >pad'
	machines bench.yml
	jq -e '.outputs.flagged == "true"' first.json >/dev/null || skip 'this machine is too busy to show it'
	json '.conclusion == "success"' result.json
	json '.rows[] | select(.metric == "cpu_ms") | .verdict == "machine-dependent" or .verdict == "inconclusive"' artifacts/benchpipe-judged/benchpipe/comparison.json
}
