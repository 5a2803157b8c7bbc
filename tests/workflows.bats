# The workflows and actions: linted, and their steps run for real on a repository
# of our own, by GitHub's own parser and evaluator. Attacks are in attacks.bats.
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
}

teardown() {
	workflows_teardown
}

@test "workflows and actions are clean under two linters and our own rules" {
	"$ROOT/tests/workflows/check"
}

@test "the linters and the rules find what they are for" {
	cat >bad.yml <<-'END'
		on: [pull_request_target]
		jobs:
		  a:
		    runs-on: ubuntu-latst
		    permissions: write-all
		    steps:
		      - uses: actions/checkout@v4
		      - run: echo ${{ github.event.pull_request.title }} ${{ steps.x.outputs.y }}
	END
	sed 's/-${{ github.event.workflow_run.head_branch }}//; s/head_repository.full_name/head_branch/' \
		"$ROOT/workflows/examples/bench-comment.yml" >shared.yml
	run "$ROOT/tests/workflows/check" "$PWD/bad.yml" "$PWD/shared.yml"
	assert_failure
	assert_output --partial 'of the same name shares'
	for what in 'potentially untrusted' '(languageservice)' '"ubuntu-latst" is unknown' 'not pinned' "expression in 'run'" 'pull_request_target' "no 'concurrency'" \
		"'permissions' must name" "no 'timeout-minutes'" 'leaves the token'; do
		assert_output --partial "$what"
	done
	cat >many.yml <<-'END'
		name: too much
		description: has more than anybody learns
		inputs: {a: {description: a}, b: {description: b}, c: {description: c}, d: {description: d}, e: {description: e}, f: {description: f}}
		runs:
		  using: composite
		  steps:
		    - uses: actions/upload-artifact@b7c566a772e6b6bfb58ed0dc250532a479d7789f
		      with: {name: a, path: b}
	END
	run "$ROOT/tests/workflows/rules" "$PWD/many.yml"
	assert_failure
	for what in 'more than five inputs' "without 'retention-days'" 'without its version'; do
		assert_output --partial "$what"
	done
}

@test "this project runs the workflows that it tells others to copy" {
	"$ROOT/scripts/own-workflows" --check
	bench-plan -o /dev/null "$ROOT/scripts/filters.yml"
}

@test "a pull request that is 30 % slower than the base it was merged on is red" {
	project
	pull_request slower
	sed 's/mode: flag/mode: compare/' "$ROOT/workflows/examples/bench.yml" >"$dir/one.yml"
	job "$dir/one.yml" measure '{github: {event: {pull_request: {base: {ref: "main", repo: {full_name: "octo/bench"}},
		head: {ref: "slower", label: "ann:slower", repo: {full_name: "ann/bench"}}}}}}'
	json '.current.environment.revisions | .base_name == "main" and .head_name == "ann:slower" and .scenario == "bench.yml"' \
		artifacts/benchpipe/comparison.json
	json '.conclusion == "failure" and .permissions == {contents: "read"}' result.json
	json '[.steps[] | select(.outcome == "failure") | .id] == ["run", "run"]' result.json
	json '[.commands[] | .name] == ["error"]' result.json
	# The log ends with the answer by name, and the annotation has it.
	json '.commands[0].data | test("^1 regression in [0-9]+ rows?: spin work [+]30[.0]* %.*the job summary has all rows")' result.json
	grep -E '^regression +spin +work +' job/log
	[[ $(tail -n 12 job/log) == *'1 regression in '*': spin work +30'* ]] || fail 'the log does not end with the answer'
	grep -F '## 🔴 spin: 1 regression' job/summary
	grep -F 'moderate' job/summary
	json '.rows[] | select(.metric == "work")
		| .baseline == 20000 and .current == 26000 and .verdict == "regression" and .severity == "moderate"' \
		artifacts/benchpipe/comparison.json
	json '[.benchmarks[] | select(.name == "spin") | .variant] == ["base", "head"]' artifacts/benchpipe/results.json
	json '.benchmarks | all(.sessions | length == 1) and .[0].sessions[0].id == .[1].sessions[0].id' \
		artifacts/benchpipe/results.json
}

@test "a pull request that changes nothing is green" {
	project
	pull_request same
	measure
	json '.conclusion == "success" and .commands == []' result.json
	json '.summary.verdict == "pass"' artifacts/benchpipe/comparison.json
	refute grep -F 🔴 job/summary
}

@test "the answer becomes one comment on the pull request that GitHub names, and is kept up to date" {
	project
	pull_request slower
	measure
	serve "$(jq -n --arg sha "$HEAD" '{pulls: [{number: 3, sha: ("b" * 40)}, {number: 7, sha: $sha}]}')"
	comment
	json '.conclusion == "success" and .commands == []
		and .permissions == {actions: "read", contents: "read", "pull-requests": "write"}' result.json
	json '.comments | length == 1 and .[0].issue == 7' <(state)
	json '.comments[0].body | startswith("<!-- benchpipe:benchpipe -->") and contains("## 🔴 spin: 1 regression")' <(state)
	# The commits have the names of the pull request, and are links, as the run is.
	json ".comments[0].body | contains(\"[<code>${HEAD:0:7}</code>](https://github.example/octo/bench/commit/$HEAD), merged into \")
		and contains(\" · [The run](https://github.example/octo/bench/actions/runs/1)\")
		and contains(\"\\nbench-compare \$base \$head bench.yml\\n\") and contains(\"\\n  - row: spin\\n    suite: spin\\n    metric: work\\n    ceiling: 30%\\n\")" <(state)
	pull_request same
	measure
	jq -n --arg sha "$HEAD" '{pulls: [{number: 7, sha: $sha}]}' | scene
	comment
	json '.comments | length == 1 and (.[0].body | contains("no regression"))' <(state)
}

@test "a limit that is exceeded is reason enough for a comment on regressions only" {
	mkdir -p artifacts/benchpipe tmp
	jq -c '.summary.verdict = "pass" | .rows |= map(.verdict = "equivalent")' \
		"$ROOT/tests/data/md/comparison.json" >artifacts/benchpipe/comparison.json
	serve '{"pulls": [{"number": 7, "sha": "'"$(printf 'a%.0s' {1..40})"'"}]}'
	jq -n --arg sha "$(printf 'a%.0s' {1..40})" '{workflow_run: {event: "pull_request", conclusion: "success", head_sha: $sha,
		head_branch: "topic", head_repository: {full_name: "octo/bench"}}}' >event.json
	comment_on() {
		: >output
		run env ARTIFACTS=artifacts DOWNLOAD=success KEY=benchpipe ON="$1" GITHUB_EVENT_PATH=event.json RUNNER_TEMP="$dir/tmp" \
			GITHUB_OUTPUT="$dir/output" "$ROOT/scripts/actions/comment"
		assert_success
		run env TEXT="$dir/tmp/benchpipe-comment/comment.md" KEY=benchpipe ON="$(grep -xE 'always|never' output)" ANSWER=yes REFUSED= \
			GITHUB_EVENT_PATH=event.json GITHUB_API_URL="$api" GITHUB_TOKEN="$TOKEN" GITHUB_REPOSITORY=octo/bench \
			RUNNER_TEMP="$dir/tmp" GITHUB_STEP_SUMMARY="$dir/summary" "$ROOT/scripts/actions/post"
		assert_success
	}
	comment_on regression
	json '.comments == []' <(state)
	jq -c '.kind = "limits" | .summary = {rows: 1, exceeded: 1, verdict: "exceeded"} | .rows |= (.[:1] | map(.verdict = "exceeded"))' \
		"$ROOT/tests/data/md/comparison.json" >artifacts/benchpipe/limits.json
	comment_on regression
	json '.comments | length == 1' <(state)
	# The job summary is for what a comment has no room for.
	[ ! -e summary ]
}

@test "a run without results replaces the answer before it by no answer, whatever became of it" {
	artifact
	serve "$(jq -n --arg sha "$HEAD" '{pulls: [{number: 7, sha: $sha}]}')"
	EVENT='.workflow_run.event = "push"' comment
	json '.conclusion == "skipped"' result.json
	# There is none yet: only what a reader must know begins one.
	rm -r artifacts/benchpipe
	for conclusion in cancelled skipped action_required stale success; do
		EVENT=".workflow_run.conclusion = \"$conclusion\"" comment
		json '.conclusion == "success"' result.json
		json '.comments == []' <(state)
	done
	artifact
	EVENT='.workflow_run.conclusion = "success"' comment
	json '.comments | length == 1 and (.[0].body | contains("No answer") | not)' <(state)
	rm -r artifacts/benchpipe
	no_answer() {
		EVENT=".workflow_run.conclusion = \"$1\" | .workflow_run.head_sha = \"$HEAD\"" comment
		json '.conclusion == "success" and .commands == []' result.json
		json ".comments | length == 1 and (.[0].body | contains(\"No answer for <code>${HEAD:0:12}</code>\") and contains(\"$2\")
			and contains(\"[The run](https://github.example/octo/bench/actions/runs/1)\"))" <(state)
	}
	each no_answer <<-END
		failure|failed before it had results
		timed_out|took longer than its timeout-minutes
		startup_failure|its workflow file is not valid
		action_required|until a maintainer approves it
		skipped|was skipped
		cancelled|was cancelled
		stale|ended without results
		success|has measured nothing
	END
}

@test "a run that failed before it had results begins a comment, but where only regressions do" {
	artifact
	rm -r artifacts/benchpipe
	sed 's|@v1|&\n        with: {on: regression}|' "$ROOT/workflows/examples/bench-comment.yml" >quiet.yml
	serve "$(jq -n --arg sha "$HEAD" '{pulls: [{number: 7, sha: $sha}]}')"
	WORKFLOW=$dir/quiet.yml comment
	json '.conclusion == "success"' result.json
	json '.comments == []' <(state)
	comment
	json '.comments | length == 1 and (.[0].body | contains("failed before it had results"))' <(state)
}

@test "no answer takes the place of no answer to the same commit" {
	artifact
	serve "$(jq -n --arg sha "$HEAD" '{pulls: [{number: 7, sha: $sha}]}')"
	comment
	state | jq -c .comments >before.json
	rm -r artifacts/benchpipe
	# Another run of the workflow has answered, or is about to; so may the next attempt of this one.
	answered() {
		jq -n --arg sha "$HEAD" "{runs: [{event: \"pull_request\", workflow_id: 5, head_sha: \$sha, head_branch: \"topic\",
			head_repository: {full_name: \"octo/bench\"}} + $1]}" | scene
		EVENT='.workflow_run.conclusion = "skipped"' comment
		json ".conclusion == \"success\" and [.commands[].name] == $2" result.json
	}
	answered '{id: 2, status: "completed", conclusion: "success"}' '["notice"]'
	answered '{id: 2, status: "completed", conclusion: "failure"}' '["notice"]'
	answered '{id: 2, status: "in_progress", conclusion: null}' '["notice"]'
	answered '{id: 1, status: "queued", conclusion: null}' '["notice"]'
	jq -c .comments <(state) | cmp before.json
	# A run of another event, and one without an answer either, change nothing.
	answered '{id: 2, event: "push", status: "completed", conclusion: "success"}' '[]'
	answered '{id: 2, status: "completed", conclusion: "skipped"}' '[]'
	# Nor does one of another pull request, which a stranger can make of the same commit.
	answered '{id: 2, head_repository: {full_name: "eve/bench"}, status: "completed", conclusion: "success"}' '[]'
	answered '{id: 2, head_branch: "other", status: "completed", conclusion: "success"}' '[]'
	json '.comments[0].body | contains("was skipped")' <(state)
	# Not to know is trouble.
	scene <<<'{"faults": [{"method": "GET", "path": "/actions/", "status": 400}]}'
	comment
	json '.conclusion == "failure"' result.json
	grep -F "GitHub answered 400 to 'GET /actions/workflows/5/runs'" job/log
}

@test "an artifact that is refused leaves no older answer in its place" {
	artifact
	serve "$(jq -n --arg sha "$HEAD" '{pulls: [{number: 7, sha: $sha}]}')"
	comment
	refused() {
		comment
		json '.conclusion == "failure" and .commands == []' result.json
		json ".comments | length == 1 and (.[0].body | contains(\"No answer for\") and contains(\"$1\"))" <(state)
	}
	echo x >artifacts/benchpipe/x
	refused 'not results as they must be'
	rm artifacts/benchpipe/x
	comment
	json '.comments[0].body | contains("No answer") | not' <(state)
	# One that cannot be unpacked, beside one that can.
	echo x >artifacts/benchpipe-gpu
	refused 'could not be downloaded'
	rm artifacts/benchpipe-gpu
	comment
	json '.comments[0].body | contains("No answer") | not' <(state)
	# A tool that fails when all is checked.
	mkdir tools
	ln -s "$(dirname "$(command -v bench-run)")"/* tools/
	rm tools/bench-md
	printf '#!/bin/sh\ncase $* in *--run*) exit 2 ;; esac\nexec bench-md.real "$@"\n' >tools/bench-md
	ln -s "$(command -v bench-md)" tools/bench-md.real
	chmod +x tools/bench-md
	TOOLS=$dir/tools refused 'could not be shown'
}

@test "a pull request that is gone, and two of one branch, are told in a notice" {
	artifact
	for pulls in '[]' '[{number: 7, sha: $sha, state: "closed"}]' '[{number: 7, sha: ("b" * 40)}]' \
		'[{number: 7, sha: $sha}, {number: 8, sha: $sha}]'; do
		serve "$(jq -n --arg sha "$HEAD" "{pulls: $pulls}")"
		comment
		json '.conclusion == "success" and [.commands[].name] == ["notice"]' result.json
		json '.comments == []' <(state)
	done
	# A token that may not write is trouble as before.
	serve "$(jq -n --arg sha "$HEAD" '{readonly: true, pulls: [{number: 7, sha: $sha}]}')"
	comment
	json '.conclusion == "failure"' result.json
}

@test "what several jobs measured is one comment, and a job without an answer is told" {
	artifact
	for name in benchpipe-gpu benchpipe-shard-1-of-2; do
		cp -r artifacts/benchpipe "artifacts/$name"
	done
	rm artifacts/benchpipe-shard-1-of-2/comparison.json
	jq -c '.suite = "other" | .summary.verdict = "pass" | .rows |= map(.verdict = "equivalent")' \
		"$ROOT/tests/data/md/comparison.json" >artifacts/benchpipe-gpu/comparison.json
	serve "$(jq -n --arg sha "$HEAD" '{pulls: [{number: 7, sha: $sha}]}')"
	comment
	json '.conclusion == "success"' result.json
	json '.comments | length == 1 and (.[0].body | contains("### <code>benchpipe</code>") and contains("### <code>benchpipe-gpu</code>")
		and (contains("WARNING") | not))' <(state)
	rm -r artifacts/benchpipe
	comment
	json '.comments | length == 1 and (.[0].body | contains("another job of it failed, or has no answer"))' <(state)
}

@test "each workflow that measures has its comment" {
	artifact
	serve "$(jq -n --arg sha "$HEAD" '{pulls: [{number: 7, sha: $sha}]}')"
	for path in .github/workflows/bench.yml .github/workflows/gpu.yaml@refs/heads/main '.github/workflows/$(x).yml'; do
		EVENT=".workflow_run.path = \"$path\"" comment
		json '.conclusion == "success"' result.json
	done
	json '[.comments[].body | split("\n")[0]]
		== ["<!-- benchpipe:benchpipe/bench -->", "<!-- benchpipe:benchpipe/gpu -->", "<!-- benchpipe:benchpipe -->"]' <(state)
}

@test "a waived regression is green and shown; a waiver that has expired is red" {
	project
	waiver() {
		cat >waivers.yml <<-END
			version: 1
			waivers:
			  - row: spin
			    metric: work
			    ceiling: 40%
			    reason: more exact
			    issue: https://example.org/issues/12
			    expires: $1
		END
		git add waivers.yml
	}
	pull_request slower "waiver 2999-12-31"
	measure
	json '.conclusion == "success"' result.json
	grep -F 'waived' job/summary
	grep -F 'more exact' job/summary
	pull_request slower "waiver 2001-01-01"
	measure
	json '.conclusion == "failure"' result.json
	grep -F 'line 3, is expired' job/summary
}

@test "what a title and a commit claim is tested and shown, and fails nothing" {
	project
	printf '%s\n' '#!/bin/sh' 'printf "\nSpeedup: spin work >= 30%%\n" >>"$1"' >.git/hooks/commit-msg
	chmod +x .git/hooks/commit-msg
	pull_request claimed 'echo -4000 >extra'
	job bench.yml measure '{github: {event: {pull_request: {title: "speedup: spin work ≥ 12 %"}}}}'
	json '.conclusion == "success"' result.json
	json '.claims | map([.claim, .answer]) | . == [["spin work ≥ 12 %", "proven"], ["spin work >= 30%", "refuted"]]' \
		artifacts/benchpipe/comparison.json
	grep -F '**Claims** of the change' job/summary
}

@test "a benchmark that fails on the head, or exceeds a limit there, is red" {
	project
	pull_request broken 'printf "exit 3\n" >work.sh'
	measure
	json '.conclusion == "failure"' result.json
	grep -F '❌' job/summary
	pull_request limit 'sed -i "s/ *threshold:/    require: [{metric: work, max: 10, because: of the frame}]\n&/" bench.yml'
	measure
	json '.conclusion == "failure"' result.json
	grep -F 'of the frame' job/summary
}

@test "what a pull request takes out of the scenario is red, unless it is waived" {
	project
	printf '  - name: other\n    run: sh work.sh\n    metrics: {duration_ms: {gate: false}}\n' >>bench.yml
	git commit -qam 'two benchmarks'
	start=$(git rev-parse HEAD)
	pull_request shorter 'sed -i "/name: other/,\$d" bench.yml'
	measure
	json '.conclusion == "failure"' result.json
	json '[.rows[] | select(.verdict == "removed") | [.id, .metric]] == [["other", "memory_mb"]]' artifacts/benchpipe/comparison.json
	grep -F '## ❌ spin: 1 removed' job/summary
	grep -F 'the current scenario no longer has this case' job/summary
	# That of the pull request itself, and that of its target.
	grep -F "the pull request's commit <code>${HEAD:0:7}</code>, merged into its target branch at <code>$(git rev-parse main | cut -c -7)</code>" job/summary
	cat >waivers.yml <<-'END'
		version: 1
		waivers:
		  - {row: other, metric: memory_mb, accept: removed, reason: no longer used, issue: 'https://example.org/issues/12', expires: 2999-12-31}
	END
	pull_request waived 'sed -i "/name: other/,\$d" bench.yml; git add -f waivers.yml'
	measure
	json '.conclusion == "success"' result.json
	grep -F 'no longer used' job/summary
	rm -f waivers.yml
	# The artifact, with its plans, is one that the comment's job takes.
	"$ROOT/scripts/artifact-check" artifacts/benchpipe "$dir/checked"
}

@test "a scenario that base does not have is told on the page" {
	project
	git rm -q --cached bench.yml
	git commit -qm 'no scenario yet'
	cp bench.yml kept
	git checkout -q -f --detach
	start=$(git rev-parse HEAD)
	git branch -qf main HEAD
	pull_request first 'cp kept bench.yml; git add bench.yml'
	measure
	json '.conclusion == "success"' result.json
	grep -F 'Base has no scenario of this name' job/summary
	grep -F 'Base has no scenario of this name' job/log
	json '.summary.baseline_scenario == "absent"' artifacts/benchpipe/comparison.json
	"$ROOT/scripts/artifact-check" artifacts/benchpipe "$dir/checked"
}

@test "a scenario of base that cannot be read does not pass, until a waiver accepts it" {
	project
	cp bench.yml kept
	echo 'version: 7' >bench.yml
	git commit -qam 'a scenario that cannot be read'
	git checkout -q -f --detach
	start=$(git rev-parse HEAD)
	git branch -qf main HEAD
	pull_request mended 'cp kept bench.yml'
	measure
	json '.conclusion == "failure"' result.json
	grep -F 'The scenario of base cannot be read' job/summary
	json '[.rows[] | select(.verdict == "removed") | [.id, .metric]] == [["(scenario)", "scenario"]]' artifacts/benchpipe/comparison.json
	cat >waivers.yml <<-'END'
		version: 1
		waivers:
		  - {row: (scenario), metric: scenario, accept: removed, reason: it was broken, issue: 'https://example.org/issues/12', expires: 2999-12-31}
	END
	pull_request waived 'git show mended:bench.yml >bench.yml; git add -f waivers.yml'
	measure
	json '.conclusion == "success"' result.json
	rm -f waivers.yml
}

@test "a threshold that a pull request loosens does not pass" {
	project
	only_work_gates
	start=$(git rev-parse HEAD)
	pull_request looser 'printf "threshold: 90%%\n" >>bench.yml'
	measure
	json '.conclusion == "failure"' result.json
	grep -F '## ❌ spin: 1 removed' job/summary
	grep -F $'in the current scenario the threshold is 90\u00a0%, where it was' job/summary
}

@test "a shard that is missing when all are judged does not pass" {
	project
	only_work_gates
	printf '  - name: other\n    run: sh work.sh\n' >>bench.yml
	git commit -qam 'two benchmarks'
	start=$(git rev-parse HEAD)
	pull_request same
	job bench-matrix.yml measure '{matrix: {shard: "1/2"}}'
	json '.conclusion == "success"' result.json
	job bench-matrix.yml all '{}'
	json '.conclusion == "failure"' result.json
	json '[.rows[] | select(.verdict == "unmeasured") | .id] == ["other"]' artifacts/benchpipe/comparison.json
}

@test "a night without a baseline of this machine is no pass, and says what to do" {
	project
	mkdir -p baselines/v1
	echo v1 >baselines/current
	echo '{}' >baselines/v1/0123456789abcdef.json
	git add baselines && git commit -qm 'a baseline of another machine'
	job bench-nightly.yml measure '{github: {event_name: "schedule", run_id: "42"}}'
	json '.conclusion == "failure"' result.json
	json '.commands | length == 1 and .[0].name == "error" and (tojson | test("Nothing was judged"))' result.json
	grep -F 'Nothing was judged: no baseline is accepted for this kind of machine' job/summary
	grep -F "or measure only, with 'mode: measure'" job/log
	# The results are kept.
	json '.benchmarks | length > 0' artifacts/benchpipe-history-42/results.json
	[ ! -e artifacts/benchpipe-history-42/comparison.json ]
}

@test "a matrix of jobs measures shards, one job puts them together, and a machine more decides" {
	project
	printf '  - name: other\n    run: sh work.sh\n' >>bench.yml
	git commit -qam 'two benchmarks'
	pull_request slower
	event='{label: {name: "benchmark"}, pull_request: {}}'
	job bench-matrix.yml plan "{github: {event_name: \"pull_request\", event: $event}}"
	json '.conclusion == "success"' result.json
	shards=$(jq -r '.outputs.shards' result.json)
	assert_equal "$(jq -c '[.include[].shard]' <<<"$shards")" '["1/2","2/2"]'
	for shard in 1/2 2/2; do
		job bench-matrix.yml measure "{matrix: {shard: \"$shard\"}}"
		json '.conclusion == "success"' result.json
	done
	job bench-matrix.yml all '{}'
	json '.conclusion == "success" and .outputs.flagged == "true"' result.json
	grep -F 'on a second machine' job/summary
	needs='plan: {result: "success"}, all: {result: "success", outputs: {flagged: "true"}}'
	job bench-matrix.yml elsewhere "{needs: {$needs}}"
	json '.conclusion == "success"' result.json
	job bench-matrix.yml judge "{needs: {$needs, elsewhere: {result: \"success\", outputs: {}}}}"
	json '.conclusion == "failure"' result.json
	json '.rows | any(.reason // "" | contains("confirmed elsewhere: +30.0 %"))' artifacts/benchpipe-judged/benchpipe/comparison.json
	json '[.rows[].id] | unique | contains(["other", "spin"])' artifacts/benchpipe-judged/benchpipe/comparison.json
	grep -F '## 🔴 spin: ' job/summary
}

@test "on a release, three sessions become a pull request with the drift since the last one" {
	project
	only_work_gates
	description_install
	serve "{\"description\": \"$DESCRIPTION\", \"pulls\": []}"
	for i in 1 2 3; do
		port=$(free_port)
		! description_proxy "$port" "$api" || break
	done
	for release in v1.0 v1.1; do
		git tag "$release"
		job bench-baseline.yml measure "{matrix: {runner: \"ubuntu-latest\"}, github: {ref: \"refs/tags/$release\"}}"
		json '.conclusion == "success" and .permissions == {contents: "read"}' result.json
		# How loaded this machine is must not decide a test.
		calm artifacts/benchpipe-baseline-ubuntu-latest/results.json
		propose() {
			job bench-baseline.yml propose "{github: {ref: \"refs/tags/$release\", ref_name: \"$release\",
				event: {repository: {default_branch: \"main\"}}}, env: {GITHUB_API_URL: \"http://127.0.0.1:$port\"}}"
		}
		if [ "$release" = v1.0 ]; then
			scene <<<'{"faults": [{"method": "POST", "path": "/pulls$", "invalid": "No commits between a and b"}]}'
			propose
			json '.conclusion == "failure"' result.json
			grep -F 'GitHub answered 422: "Validation Failed"' job/log
			json '.opened == []' <(state)
		fi
		propose
		json '.conclusion == "success"' result.json
		# Once more, and it is there already.
		[ "$release" = v1.1 ] || propose
		json '.conclusion == "success"' result.json
		git fetch -q . && git merge -q "baseline/$release"
		json '.benchmarks[0].sessions | length == 3' "baselines/$release/$(bench-env -f).json"
		assert_equal "$(cat baselines/current)" "$release"
		assert_equal "$(git show --stat --format= HEAD | grep -c '|')" 2
	done
	json '.opened | length == 2 and .[0].title == "Baseline of v1.0" and .[1].branch == "baseline/v1.1" and .[1].onto == "main"' <(state)
	json '.opened | (.[0].body | contains("the first baseline")) and (.[1].body | contains("v1.1 since v1.0"))' <(state)
	refute grep -rF "$TOKEN" .git
}

# promote_many N ROWS: run scripts/actions/baseline on results of N machines with so many
# benchmarks each, on the tag v2.
promote_many() {
	local i
	mkdir -p many
	for ((i = 1; i <= $1; i++)); do
		mkdir "many/$i"
		jq -cn --arg commit "$(git rev-parse HEAD)" --argjson i "$i" --argjson n "$2" '{schema: "benchpipe/results/1",
			timestamp: "2026-01-01T00:00:00Z", environment: {git_commit: $commit, fingerprint: "\(10000000 + $i)"},
			benchmarks: [range($n) | {name: "case \(.) 🔴 é", iterations: 8, metrics: {duration_ms:
				{unit: "ms", better: "lower", gate: true, samples: [range(8) | 10]}}}]}' >"many/$i/results.json"
	done
	mkdir -p tmp
	git init -q --bare origin.git
	git remote get-url origin >/dev/null 2>&1 || git remote add origin "$PWD/origin.git"
	printf '%s\n' /many /tmp /origin.git >>.git/info/exclude
	run --separate-stderr env RESULTS=many RELEASE=v2 SESSIONS=1 WIDTH=5 RUNNER_TEMP="$PWD/tmp" GITHUB_TOKEN="$TOKEN" \
		GITHUB_REPOSITORY=octo/bench GITHUB_STEP_SUMMARY="$PWD/summary.json" "$ROOT/scripts/actions/baseline"
}

@test "a pull request with tables of many machines is shortened by whole rows" {
	project
	git tag v2
	serve '{"pulls": []}'
	GITHUB_API_URL=$api promote_many 9 220
	assert_success
	json '.opened | length == 1' <(state)
	state | jq -r '.opened[0].body' >body.md
	[ "$(wc -m <body.md)" -gt 50000 ]
	grep -E '^\*[0-9]+ more in the job summary\*$' body.md
	# Every line is one of the whole text, or says how much is missing.
	refute grep -vxFf summary.json <(grep -vE '^\*[0-9]+ more in the job summary\*$|^$' body.md)
	assert_equal "$(grep -c '<details>' body.md || true)" "$(grep -c '</details>' body.md || true)"
	refute grep -F '<!-- benchpipe' body.md
}

@test "the token of a baseline's pull request is sent in clear to no host but this one" {
	project
	git tag v2
	local url
	for url in http://github.example http://127.0.0.1.example http://127.0.0.1@github.example http://10.0.0.1 \
		'http://[::2]' ftp://127.0.0.1 http://localhost.example http://localhost:1@github.example 'http://127.0.0.1/@x'; do
		rm -rf many
		GITHUB_API_URL=$url promote_many 1 1
		assert_equal "$status" 2
		assert_output --partial "must begin with 'https://'"
		refute [ -e baselines ]
		rm -rf many
		GITHUB_SERVER_URL=$url promote_many 1 1
		assert_equal "$status" 2
		assert_output --partial "must begin with 'https://'"
	done
	# A redirect or a proxy does not get it either.
	serve '{"faults": [{"method": "POST", "status": 307, "headers": {"Location": "http://github.example/"}}]}'
	rm -rf many
	http_proxy=http://127.0.0.1:1 all_proxy=http://127.0.0.1:1 GITHUB_API_URL=$api promote_many 1 1
	assert_equal "$status" 2
	assert_output --partial 'GitHub answered 307'
}

# calm FILE: results as on a machine that does nothing else, of which 'work' alone gates.
calm() {
	jq -c 'del(.environment.warnings) | .benchmarks |= map(select(.control | not) | del(.disturbed)
		| .metrics |= with_entries(.value.gate = (.key == "work")))' "$1" >calmed
	mv calmed "$1"
}

@test "a baseline is refused for what nobody should compare with, each with its reason" {
	project
	git tag v2
	bench-run -q -o good.json bench.yml
	bench-run -q -o two.json bench.yml
	bench-run -q -o three.json bench.yml
	bench-merge -o good.json good.json two.json three.json
	# What this machine is doing besides must not decide a test.
	calm good.json
	refused() {
		jq -c "$1" good.json >bad.json
		run --separate-stderr "$ROOT/scripts/baseline-promote" v2 bad.json
		assert_equal "$status" 1
		assert_equal "$output" ""
		said "refused: $2"
		[ ! -e baselines ] || fail 'something was written'
	}
	refused '.benchmarks[0].status = "failed" | .benchmarks[0].reason = "exit status 1"' '"spin" is failed'
	refused '.environment.warnings = [{code: "disturbed", message: "9 of 10"}]' 'disturbed: "9 of 10"'
	refused '.benchmarks[0].disturbed = [range(10)]' '"spin" was disturbed'
	refused '.benchmarks[0].variant = "head"' '"spin" is of variant'
	refused '.environment.git_commit = ("c" * 40)' 'measured at commit cccc'
	refused '.environment.fingerprint = "../../x"' 'the results do not say what machine'
	refused '.benchmarks = []' 'there are no benchmarks'
	refused '.benchmarks[].status = "skipped"' 'there are no benchmarks'
	refused '.environment.git_dirty = true' 'measured with changes that were not committed'
	refused '.benchmarks[0].metrics.work.samples |= (length as $n | [range($n) - ($n - 1) / 2])' '"work" is 0, with an interval'
	# What the results say is one line of the log.
	refused '.environment.git_commit = "a\n::error::b"' 'measured at commit unknown'
	refute grep '^::error' <<<"$stderr"
	refused '.environment.warnings = [{code: "swap", message: "a\n::error::b"}]' 'disturbed: "a\n::error::b"'
	refute grep '^::error' <<<"$stderr"
	refused '.environment.warnings = [{code: "swap", message: "a\u202e\u009bb"}]' 'disturbed: "a??b"'
	jq -c '.environment.warnings = [1]' good.json >bad.json
	trouble "$ROOT/scripts/baseline-promote" v2 bad.json
	# The latest environment is what is left of several; the others count too.
	jq -c '.environment.git_dirty = true | .timestamp = "2026-01-01T00:00:00Z"' three.json >dirty.json
	run --separate-stderr "$ROOT/scripts/baseline-promote" v2 two.json dirty.json
	assert_equal "$status" 1
	said 'measured with changes that were not committed'
	# Joined before, it is no cleaner.
	bench-merge -o joined.json good.json dirty.json
	run --separate-stderr "$ROOT/scripts/baseline-promote" v2 joined.json
	assert_equal "$status" 1
	said 'measured with changes that were not committed'
	jq -c '.environment.git_commit = ("c" * 40) | .timestamp = "2026-01-01T00:00:00Z"' three.json >other.json
	bench-merge -o joined.json good.json other.json
	json ".environment.git_commit == \"$(git rev-parse HEAD)\"" joined.json
	run --separate-stderr "$ROOT/scripts/baseline-promote" v2 joined.json
	assert_equal "$status" 1
	said 'measured at commit cccc'
	jq -c '.environment.warnings = [{code: "throttling", message: "hot"}] | .timestamp = "2026-01-01T00:00:00Z"' three.json >hot.json
	bench-merge -o joined.json good.json hot.json
	run --separate-stderr "$ROOT/scripts/baseline-promote" v2 joined.json
	assert_equal "$status" 1
	said 'disturbed: "hot"'
	run --separate-stderr "$ROOT/scripts/baseline-promote" -n 4 v2 good.json
	assert_equal "$status" 1
	said 'has 3 of 4 sessions'
	cp good.json calm.json
	run --separate-stderr "$ROOT/scripts/baseline-promote" v3 calm.json
	assert_equal "$status" 1
	said "there is no tag 'v3'"
	for name in ../x .x 'a b' -x ''; do
		run --separate-stderr "$ROOT/scripts/baseline-promote" -- "$name" calm.json
		assert_equal "$status" 2
	done
	echo '#' >>bench.yml
	run --separate-stderr "$ROOT/scripts/baseline-promote" v2 calm.json
	assert_equal "$status" 1
	said 'not committed'
	git checkout -q bench.yml
	run --separate-stderr "$ROOT/scripts/baseline-promote" v2 calm.json
	assert_equal "$status" 0
	assert_equal "$output" "baselines/v2/$(bench-env -f).json"
	run --separate-stderr "$ROOT/scripts/baseline-promote" v2 calm.json
	assert_equal "$status" 1
	said 'there already'
	git commit -q --allow-empty -m later
	run --separate-stderr "$ROOT/scripts/baseline-promote" v2 calm.json
	assert_equal "$status" 1
	said 'not the commit that is checked out'
}

@test "a wide interval is no baseline" {
	project
	git tag v2
	printf '%s' '{"schema":"benchpipe/results/1","version":"0","timestamp":"2026-01-01T00:00:00Z",
		"environment":{"fingerprint":"0123456789abcdef","git_commit":"'"$(git rev-parse HEAD)"'"},
		"benchmarks":[{"name":"a","status":"ok","iterations":8,"metrics":{"duration_ms":{"unit":"ms",
		"better":"lower","gate":true,"samples":[90,92,95,100,101,110,115,120]}}}]}' >wide.json
	run --separate-stderr "$ROOT/scripts/baseline-promote" -n 1 v2 wide.json
	assert_equal "$status" 1
	said '"duration_ms" is known to ±'
	run --separate-stderr "$ROOT/scripts/baseline-promote" -n 1 -w 30% v2 wide.json
	assert_equal "$status" 0
}

@test "the night's results are kept, and compared with the baseline of this machine" {
	project
	mkdir -p "baselines/v1"
	echo v1 >baselines/current
	bench-run -q bench.yml | jq -c '.benchmarks[0].metrics.work.samples |= map(10000)' >old.json
	bench-merge -o "baselines/v1/$(bench-env -f).json" old.json
	git add baselines && git commit -qm baseline
	job bench-nightly.yml measure '{github: {event_name: "schedule", run_id: "42"}}'
	json '.conclusion == "failure"' result.json
	json '.rows[] | select(.metric == "work") | .change == 1' artifacts/benchpipe-history-42/comparison.json
	# The page is made although the night is red, and is what Pages takes.
	job bench-nightly.yml page '{github: {event_name: "schedule", run_id: "42"}}'
	json '.conclusion == "success"' result.json
	grep -q 'data-kind="comparison"' artifacts/github-pages/index.html
	grep -q '<title>benchmarks: ' artifacts/github-pages/badge.svg
}

# nights: results of one case, in which the last three of 20 nights are 30 % slower; the
# first 19 are in the history on the branch, the last is what the night has left.
nights() {
	local i
	mkdir -p nights
	for i in {1..20}; do
		jq -nc --argjson i "$i" '{schema: "benchpipe/results/1", timestamp: "2026-01-\($i + 100 | tostring[1:])T00:00:00Z",
			environment: {git_commit: ("00000000000000000000000000000000000000\($i + 10)")},
			benchmarks: [{name: "sort @octo", metrics: {duration_ms: {unit: "ms", better: "lower",
				samples: [10 * (if $i > 17 then 1.3 else 1 end) * (1 + $i * 7 % 5 / 1000)]}}}]}' >"nights/$i.json"
	done
	"$ROOT/scripts/history-push" -r . nights/{1..19}.json >pushed
	mkdir -p artifacts/benchpipe-history-42
	cp nights/20.json artifacts/benchpipe-history-42/results.json
}

@test "a night's results join the history, where a level that moved is an alert, an issue and a step on the page" {
	project
	serve '{}'
	nights
	night() {
		job bench-nightly.yml "$1" "{github: {event_name: \"schedule\", run_id: \"42\"}, env: {GITHUB_API_URL: \"$api\", BENCH_DUCKDB: \"${BENCH_DUCKDB:-}\"}}"
	}
	night history
	json '.conclusion == "failure" and .permissions == {contents: "write", issues: "write"}' result.json
	grep -F '::error title=benchpipe::1 alert open, of 1' job/log
	assert_equal "$(git ls-tree -r --name-only benchmark-history | grep -c '^2026-01/')" 20
	git show "benchmark-history:$(git ls-tree -r --name-only benchmark-history ledger/)" >alert.json
	json '.state == "open" and .at.commit[-2:] == "28" and .issue == 1000 and .issue_state == "open"' alert.json
	curl -sf "$api/_state" >state.json
	json '.issues | length == 1 and (.[0].body | contains("+29.9"))' state.json
	# What is known fails no other night, and has no other issue; what is there is pushed once.
	before=$(git rev-parse benchmark-history)
	BENCH_DUCKDB=/nowhere night history
	json '.conclusion == "success"' result.json
	grep -F 'jq makes the series' job/log
	assert_equal "$(git ls-tree -r --name-only benchmark-history)" "$(git ls-tree -r --name-only "$before")"
	git show "benchmark-history:$(git ls-tree -r --name-only benchmark-history ledger/)" | jq -S . | diff <(jq -S . alert.json) -
	curl -sf "$api/_state" >state.json
	json '.issues | length == 1' state.json
	night page
	json '.conclusion == "success"' result.json
	grep -q 'data-kind="series"' artifacts/github-pages/index.html
	grep -q 'data-kind="ledger"' artifacts/github-pages/index.html
	refute grep -rF "$TOKEN" .git artifacts
}

@test "what a self-test found of the gate joins the rates in the history, and its slower results do not" {
	project
	serve '{}'
	mkdir artifacts/benchpipe-self-test
	echo '{"benchmarks": [{"name": "a", "duration_ms": 2}]}' >artifacts/benchpipe-self-test/results.json
	for day in 01 02; do
		jq -nc --arg day "$day" '{timestamp: "2026-01-\($day)T00:00:00Z", quiet: 5, false: 0, change: 1, found: ($day != "01")}' \
			>artifacts/benchpipe-self-test/rates.json
		job bench-self-test.yml history "{github: {event_name: \"schedule\"}, env: {GITHUB_API_URL: \"$api\"}}"
		json '.conclusion == "success"' result.json
	done
	assert_equal "$(git ls-tree -r --name-only benchmark-history)" ledger/rates.jsonl
	json '.rates == {days: 90, quiet: 10, false: 0, injected: [{change: 1, n: 2, found: 1}]}' \
		artifacts/benchpipe-self-test-trend/ledger.json
	grep -F "0 of 10 false" job/summary
}

@test "what got worse in the night is measured again in a session of its own, and both must show it" {
	project
	only_work_gates
	mkdir -p baselines/v1
	echo v1 >baselines/current
	bench-run -q -o "baselines/v1/$(bench-env -f).json" bench.yml
	# The first invocations of a night do twice the work: those of its first session.
	cat >work.sh <<-END
		echo >>"$dir/invocations"
		i=0 n=20000
		[ "\$(wc -l <"$dir/invocations")" -gt 6 ] || n=40000
		while [ "\$i" -lt "\$n" ]; do i=\$((i + 1)); done
		echo "work: \$i"
	END
	git add . && git commit -qm 'a night'
	job bench-nightly.yml measure '{github: {event_name: "schedule", run_id: "42"}}'
	json '.conclusion == "success"' result.json
	json '.rows[] | select(.metric == "work") | .verdict == "inconclusive" and .change == 1 and (.reason | startswith("not confirmed: "))' \
		artifacts/benchpipe-history-42/comparison.json
	for f in results confirmation; do
		jq -c '[.benchmarks[] | .id, .sessions[].id]' "artifacts/benchpipe-history-42/$f.json" >"$f.ids"
		assert_equal "$(jq length "$f.ids")" 2
	done
	refute cmp -s results.ids confirmation.ids
	# Every night and every session: it is red, and says that it was seen twice.
	sed -i 's/-gt 6/-gt 1000/' work.sh
	git commit -qam 'slower for good'
	job bench-nightly.yml measure '{github: {event_name: "schedule", run_id: "43"}}'
	json '.conclusion == "failure"' result.json
	json '.rows[] | select(.metric == "work") | .verdict == "regression" and (.reason | contains("confirmed: +100.0 %"))' \
		artifacts/benchpipe-history-43/comparison.json
}

@test "the self-test makes head slower, and passes because the gate is red" {
	project
	cat >bench.yml <<-'END'
		version: 1
		suite: naps
		benchmarks:
		  - {name: nap, run: sleep 0.1}
		  - {name: read, run: 'sleep 0.1; test "$(cat)" = words', input: words}
	END
	echo words >words
	git add words bench.yml && git commit -qm naps
	job bench-self-test.yml self-test '{github: {event_name: "schedule"}}'
	json '.conclusion == "success"' result.json
	json '[.rows[] | select(.verdict == "regression" and .gate) | [.id, .metric]] == [["nap", "duration_ms"]]' \
		artifacts/benchpipe-self-test/comparison.json
	json '[.rows[].id] | unique == ["nap", "read"]' artifacts/benchpipe-self-test/comparison.json
	jq -s . artifacts/benchpipe-self-test/rates.json >rates.json
	json '.[0] | .found and .change == 1 and .quiet >= 1 and .false == 0' rates.json
	json '.[1] | .change == 0.05 and .quiet == 0 and .n >= 1 and .found <= .n' rates.json
	grep -F 'Self-test of the gate' job/summary
	assert_equal "$(git worktree list | wc -l)" 1
}

@test "the self-test of a harness doubles the values of one row" {
	project
	printf 'echo "alpha 12 us"; echo "beta $((3 + $$ %% 2)) us"\n' >b.sh
	cat >bench.yml <<-'END'
		version: 1
		benchmarks: [{name: own, run: sh b.sh, harness: printed, tolerance: 90%, threshold: {duration_ms: 95%}}]
	END
	git add b.sh && git commit -qam printed
	run --separate-stderr "$ROOT/scripts/gate-selftest" bench.yml out
	assert_success
	said "'own/alpha' alone is red, as it must be"
	json '[.rows[] | select(.verdict == "regression") | [.id, .metric, .change]] == [["own/alpha", "duration_ms", 1]]' out/comparison.json
	# All values changed alike, but for the dust of rounding.
	json 'all(.rows[]; .reason // "" | contains("alike") | not)' out/comparison.json
	sed -i 's/harness: printed/kind: exploratory, &/' bench.yml
	git commit -qam 'nothing gates'
	run --separate-stderr "$ROOT/scripts/gate-selftest" bench.yml
	assert_equal "$status" 1
	said 'nothing that'
}

@test "the self-test fails for a gate that cannot" {
	project
	run --separate-stderr "$ROOT/scripts/gate-selftest" bench.yml
	assert_equal "$status" 1
	said 'this gate cannot fail'
	run --separate-stderr "$ROOT/scripts/gate-selftest" bench.yml out
	assert_equal "$status" 1
	json '.rows | length > 0' out/comparison.json
}

@test "the self-test fails for a gate that is red where nothing changed" {
	project
	printf 'version: 1\nbenchmarks:\n  - {name: nap, run: sleep 0.05}\n  - {name: other, run: sleep 0.05}\n' >bench.yml
	git commit -qam naps
	mkdir bin
	# It calls all red when one is.
	cat >bin/bench-waive <<-'END'
		#!/bin/bash
		PATH=${PATH#*:}
		bench-waive "$@" || true
		jq -c '.rows |= map(if .metric == "duration_ms" then .verdict = "regression" else . end)' "$2" >all
		mv all "$2"
		exit 1
	END
	chmod +x bin/bench-waive
	PATH=$PWD/bin:$PATH run --separate-stderr "$ROOT/scripts/gate-selftest" bench.yml
	assert_equal "$status" 1
	said 'red for nothing'
}

@test "base is where the merge commit leaves the target branch" {
	project
	pull_request slower
	git checkout -q "$MERGE"
	run "$ROOT/scripts/checkout-variants" out
	assert_success
	assert_line --index 0 "$(git rev-parse main)"
	assert_line --index 1 "$(git rev-parse "$MERGE")"
	git worktree remove out/base && git worktree remove out/head
	git checkout -q slower
	git update-ref refs/remotes/origin/main main
	GITHUB_BASE_REF=main run "$ROOT/scripts/checkout-variants" out
	assert_line --index 0 "$(git merge-base main slower)"
	trouble "$ROOT/scripts/checkout-variants" out
	said 'is there already'
	git worktree remove out/base && git worktree remove out/head
	trouble "$ROOT/scripts/checkout-variants" out --upload-pack=x
	GITHUB_BASE_REF=none trouble "$ROOT/scripts/checkout-variants" out
	said "fetch-depth: 0"
	git clone -q --depth 1 "file://$repository" shallow
	cd shallow
	trouble "$ROOT/scripts/checkout-variants" ../out
	said 'fetch-depth: 2'
}

@test "a shallow checkout of the merge commit is enough for a pull request" {
	project
	pull_request same
	measure
	json '.conclusion == "success"' result.json
	assert_equal "$(git -C job/work rev-list --count HEAD)" 3
}

@test "the tools are built from source once, and the key of their cache follows the sources" {
	git -C "$ROOT" ls-files -z Makefile VERSION tools scripts third_party | (cd "$ROOT" && xargs -0 cp -p --parents -t "$dir" 2>/dev/null)
	# What was compiled is there already, but for what changes here.
	mkdir -p runner/benchpipe-tools
	cp -Rp "$(dirname "$(command -v bench-run)")"/{tools,exec,*.[coa]} runner/benchpipe-tools
	export RUNNER_TEMP=$dir/runner GITHUB_OUTPUT=$dir/output GITHUB_PATH=$dir/path CFLAGS=-O0
	scripts/actions/setup key
	first=$(cat output)
	[[ $first == *benchpipe-* ]]
	echo '/* */' >>tools/lib/base/util.c
	: >output
	scripts/actions/setup key
	second=$(cat output)
	echo '#' >>tools/bench-compare.sh
	: >output
	scripts/actions/setup key
	assert_equal "$(printf '%s\n' "$first" "$second" "$(cat output)" | grep -o 'benchpipe-.*-.*' | sort -u | wc -l)" 3
	MAKEFLAGS="CFLAGS=-O0" scripts/actions/setup
	assert_equal "$(cat path)" "$RUNNER_TEMP/benchpipe-tools"
	"$RUNNER_TEMP/benchpipe-tools/bench-run" --version
	"$RUNNER_TEMP/benchpipe-tools/bench-pr-comment" --version
	touch -r "$RUNNER_TEMP/benchpipe-tools/bench-run" before
	scripts/actions/setup
	[ ! "$RUNNER_TEMP/benchpipe-tools/bench-run" -nt before ]
}

@test "tools that are there need neither a compiler nor apt-get" {
	mkdir -p runner bin
	ln -s "$(dirname "$(command -v bench-run)")" runner/benchpipe-tools
	for tool in sh bash jq git curl dirname od tr uname cat rm mkdir sed find readlink; do
		ln -s "$(type -P "$tool")" bin
	done
	run env PATH="$PWD/bin" RUNNER_TEMP="$dir/runner" GITHUB_PATH="$dir/path" "$ROOT/scripts/actions/setup"
	assert_success
	assert_equal "$(cat path)" "$dir/runner/benchpipe-tools"
}

@test "no job that runs a stranger's code takes tools from a cache, or leaves some there" {
	printf '%s\n' 'on: push' 'jobs: {a: {runs-on: ubuntu-latest, steps: [{uses: OWNER/benchpipe@v1}]}}' >tools.yml
	repository=$dir MERGE=$(printf 'c%.0s' {1..40})
	for event in pull_request pull_request_target issue_comment workflow_run merge_group; do
		job "$dir/tools.yml" a "{github: {event_name: \"$event\"}}"
		json '.conclusion == "success"' result.json
		[ ! -e job/caches ] || fail "$event: $(cat job/caches)"
	done
	for event in push schedule workflow_dispatch release; do
		rm -rf caches
		job "$dir/tools.yml" a "{github: {event_name: \"$event\"}}"
		assert_equal "$(cut -d ' ' -f 1 job/caches | paste -sd ,)" restore,save
		job "$dir/tools.yml" a "{github: {event_name: \"$event\"}}"
		assert_equal "$(cut -d ' ' -f 1 job/caches | paste -sd ,)" restore
	done
}

@test "no two jobs, scenarios or points of a matrix have one artifact" {
	project
	only_work_gates
	mkdir -p sub
	cp bench.yml sub/bench.yml
	cp bench.yml other.yml
	git add . && git commit -qm 'more scenarios'
	start=$(git rev-parse HEAD)
	pull_request same
	run_action '{}' '{scenario: "sub/bench.yml"}' '{scenario: "other.yml"}' '{scenario: "./other.yml", shard: "1/1"}'
	json '.conclusion == "success"' result.json
	# The first two scenarios, in another job.
	jq '.jobs |= {gpu: (.measure | .steps |= .[:4])}' "$dir/one.yml" >"$dir/gpu.yml"
	for matrix in '{os: "a b"}' '{os: "a-b"}' '{os: {name: "a", tags: [1, null]}}' '{}'; do
		job "$dir/gpu.yml" gpu "{matrix: $matrix}"
		json '.conclusion == "success"' result.json
	done
	ls artifacts >names
	# Two scenarios times four points of the matrix, and four of the job 'measure'.
	assert_equal "$(wc -l <names)" 12
	refute grep -vxE 'benchpipe|benchpipe-[A-Za-z0-9._-]+-[0-9a-f]{8}(-shard-1-of-1)?' names
	grep -E '^benchpipe-other-[0-9a-f]{8}-shard-1-of-1$' names
	grep -E '^benchpipe-gpu-sub-bench-a-b-[0-9a-f]{8}$' names
	# A name that all jobs of a matrix are given is not one name.
	rm -rf artifacts/*
	run_action '{name: "mine", mode: "measure"}'
	for matrix in '{os: "a"}' '{os: "b"}' '{shard: "1/2"}'; do
		job "$dir/one.yml" measure "{matrix: $matrix}"
	done
	ls artifacts >names
	assert_equal "$(sed -E 's/[0-9a-f]{8}$/DIGEST/' names | tr '\n' ' ')" 'mine mine-1-2-DIGEST mine-a-DIGEST mine-b-DIGEST '
}

@test "valgrind is installed where a scenario counts instructions, and nowhere else" {
	project
	mkdir bin hidden
	printf '#!/bin/sh\necho "$@" >>"%s"\nexit 2\n' "$dir/apt" >bin/apt-get
	printf '#!/bin/sh\nexec "$@"\n' >bin/sudo
	printf '#!/bin/sh\nexit 1\n' >bin/dpkg-query
	chmod +x bin/*
	for tool in $(type -P valgrind sh jq git | xargs -n 1 dirname | sort -u | xargs ls); do
		[ "$tool" = valgrind ] || [ -e "hidden/$tool" ] || ln -s "$(type -P "$tool" || echo /nowhere)" "hidden/$tool" 2>/dev/null || true
	done
	sed 's/run: sh work.sh/&\n    instrument: callgrind/' bench.yml >counted.yml
	measured() {
		run env PATH="$PWD/bin:$(dirname "$(command -v bench-run)"):$PWD/hidden" SCENARIO="$1" MODE=measure SESSIONS=1 SHARD= NAME= \
			RUNNER_TEMP="$dir/tmp" "$ROOT/scripts/actions/run"
	}
	measured bench.yml
	assert_success
	[ ! -e apt ]
	measured counted.yml
	assert_equal "$status" 2
	assert_output --partial 'installing: valgrind'
}

@test "packages that are missing and cannot be installed are named" {
	mkdir bin
	ln -s "$(type -P sh)" "$(type -P grep)" bin
	printf '#!/bin/sh\necho 1000\n' >bin/id
	printf '#!/bin/sh\n[ "$4" = git ] && echo installed\n' >bin/dpkg-query
	chmod +x bin/*
	trouble env PATH="$PWD/bin" "$ROOT/scripts/install-packages" demo
	said 'no apt-get here: install these by hand: jq cmark-gfm'
	printf '#!/bin/sh\nexit 0\n' >bin/apt-get
	chmod +x bin/apt-get
	trouble env PATH="$PWD/bin" "$ROOT/scripts/install-packages" demo
	said 'neither root nor sudo here: have these installed: jq cmark-gfm'
	trouble env PATH="$PWD/bin" "$ROOT/scripts/install-packages" none
	said "'none'"
}

@test "wrong inputs are refused before anything is measured" {
	project
	pull_request same
	local wrong=('mode: "fast"' 'sessions: "0"' 'sessions: "x"' 'shard: "1/2/3"' 'shard: "$(x)"'
		'name: "a/b"' 'scenario: "none.yml"' 'scenario: "--help"')
	run_action "${wrong[@]/#*/{&\}}"
	json '.conclusion == "failure" and .commands == []' result.json
	json "[.steps[] | select(.id == \"measure\") | .outcome] == [range(${#wrong[@]}) | \"failure\"]" result.json
	[ ! -e artifacts/benchpipe ] || fail 'an artifact was left'
}

@test "the quick start is short, clean, and red for a slower pull request" {
	quick=("$ROOT"/workflows/examples/bench{,-comment}.yml)
	[ "$(cat "${quick[@]}" | wc -l)" -le 50 ]
	project
	pull_request slower
	machines bench.yml
	json '.conclusion == "success" and .permissions == {contents: "read"} and .outputs.flagged == "true"' first.json
	json '.conclusion == "success" and .permissions == {contents: "read"}' second.json
	json '.conclusion == "failure" and .permissions == {contents: "read"}' result.json
	grep -F '## 🔴 spin: 1 regression' job/summary
	serve "$(jq -n --arg sha "$HEAD" '{pulls: [{number: 7, sha: $sha}]}')"
	comment
	json '.conclusion == "success"' result.json
	json '[.comments[].issue] == [7]' <(state)
}

# shown_workflows FILE: the YAML blocks of FILE that are workflow files, without their indentation.
shown_workflows() {
	awk '/^ *```yaml$/ { on = 1; text = ""; indent = index($0, "`"); next }
		/^ *```$/ { if (on && text ~ /^# \.github/) printf "%s", text; on = 0 }
		on { text = text substr($0, indent) "\n" }' "$1"
}

@test "a workflow has one text: in the examples, the README, the docs, and as bench-init writes it" {
	local page example
	cat "$ROOT"/workflows/examples/bench{,-comment}.yml >wanted
	for page in README.md docs/pull-requests.md; do
		shown_workflows "$ROOT/$page" | diff wanted -
	done
	for example in "$ROOT"/workflows/examples/*.yml; do
		assert_equal "$(head -n 1 "$example" | cut -d : -f 1)" "# .github/workflows/${example##*/}"
	done
	mkdir started
	"$ROOT/scripts/bench-init" --action OWNER/benchpipe@v1 started
	cat started/.github/workflows/bench{,-comment}.yml | diff wanted -
	"$ROOT/scripts/bench-init" --action octo/tools@v7 started
	cat started/.github/workflows/bench{,-comment}.yml | diff <(sed 's|OWNER/benchpipe\([a-z/]*\)@v1|octo/tools\1@v7|' wanted) -
}

@test "what a queue, a push and a person start is compared with what the event says" {
	project
	only_work_gates
	before=$(git rev-parse HEAD)
	echo 6000 >extra
	git commit -qam slower
	compared() {
		job bench-branch.yml measure "{github: {base_ref: \"\", ref: \"$1\", event_name: \"$2\", event: $3}}"
		json '.conclusion == "success" and .outputs.flagged == "true"' result.json
		json ".current.environment.revisions | .base == \"$before\" and .base_is == \"$4\"" artifacts/benchpipe/comparison.json
	}
	compared refs/heads/main push "{before: \"$before\"}" before
	compared refs/heads/gh-readonly-queue/main/pr-7 merge_group "{merge_group: {base_sha: \"$before\"}}" merge-group
	compared refs/heads/main workflow_dispatch '{repository: {default_branch: "main"}}' parent
}

# command_job FILTER: the job of bench-command.yml, for a comment changed by FILTER.
command_job() {
	local event
	event=$(jq -cn "{issue: {number: 7, pull_request: {}}, comment: {body: \"/benchmark\", user: {login: \"ann\", id: 3},
		author_association: \"MEMBER\"}} | $1")
	job bench-command.yml command "{github: {event_name: \"issue_comment\", event: $event}, env: {GITHUB_API_URL: \"$api\"}}"
}

@test "/benchmark by who may write starts the last run of the current commit again, and by nobody else" {
	repository=$dir MERGE=$(printf 'c%.0s' {1..40}) HEAD=$(printf 'a%.0s' {1..40})
	runs() {
		jq -n --arg sha "$HEAD" "{event: \"pull_request\", workflow_id: \"bench.yml\", head_sha: \$sha, head_branch: \"topic\",
			head_repository: {full_name: \"fork/bench\"}, status: \"completed\"} as \$run
			| {permissions: {ann: \"write\", ann_corp: \"write\", eve: \"read\"}, pulls: [{number: 7, sha: \$sha, repo: \"fork/bench\"}], runs: [$1]}"
	}
	serve "$(runs '($run + {id: 4}), ($run + {id: 6}), ($run + {id: 8, head_branch: "other"}),
		($run + {id: 9, head_repository: {full_name: "eve/bench"}}), ($run + {id: 10, head_sha: ("b" * 40)})')"
	command_job .
	json '.conclusion == "success" and .commands == []
		and .permissions == {actions: "write", contents: "read", "pull-requests": "read"}' result.json
	json '.reruns == [6]' <(state)
	command_job '.comment.body = "/benchmark \n"'
	json '.reruns == [6, 6]' <(state)
	# An account that an enterprise manages, at a server that answers only when it is asked again.
	scene <<<'{"faults": [{"path": "/collaborators/", "status": 502}]}'
	command_job '.comment.user.login = "ann_corp"'
	json '.reruns == [6, 6, 6]' <(state)
	# Whatever GitHub calls the author, the right to write is what counts.
	for filter in '.comment.user.login = "eve"' '.comment.user.login = "dependabot[bot]"' '.comment.user = null' '.comment.body = "/benchmarks"'; do
		command_job "$filter"
		json '.conclusion == "success" and [.commands[].name] == ["notice"]' result.json
	done
	for filter in 'del(.issue.pull_request)' '.comment.body = "please /benchmark"'; do
		command_job "$filter"
		json '.conclusion == "skipped"' result.json
	done
	for filter in '.comment.user.login = "ann/../x"' '.issue.number = "7/x"'; do
		command_job "$filter"
		json '.conclusion == "failure"' result.json
	done
	runs '($run + {id: 6, status: "in_progress"})' | scene
	command_job .
	json '[.commands[].name] == ["notice"]' result.json
	grep -F 'is being measured already' job/log
	runs '($run + {id: 6, conclusion: "action_required"})' | scene
	command_job .
	grep -F 'waits until a maintainer approves it' job/log
	runs '' | scene
	command_job .
	grep -F "'bench.yml' has no run for the current commit" job/log
	jq -n --arg sha "$HEAD" '{pulls: [{number: 7, sha: $sha, state: "closed"}]}' | scene
	command_job .
	grep -F 'the pull request is closed' job/log
	json '.reruns == [6, 6, 6]' <(state)
	scene <<<'{"faults": [{"path": "/collaborators/", "status": 400}]}'
	command_job .
	json '.conclusion == "failure"' result.json
}

@test "a job of a comment that measures, and one with too little time, do not pass our rules" {
	sed -e 's|/workflows/command@v1|/workflows/run@v1|' -e '/^ *with:$/,$d' "$ROOT/workflows/examples/bench-command.yml" >on-comment.yml
	sed 's/timeout-minutes: 60/timeout-minutes: 30/' "$ROOT/workflows/examples/bench.yml" >short.yml
	sed 's/sessions: 3/sessions: 6/' "$ROOT/workflows/examples/bench-baseline.yml" >long.yml
	run "$ROOT/tests/workflows/rules" on-comment.yml short.yml long.yml
	assert_failure
	assert_line --partial 'on-comment.yml: command: measures with the caches of the default branch'
	assert_line --partial "short.yml: measure: 'timeout-minutes' is less than"
	assert_line --partial "long.yml: measure: 'timeout-minutes' is less than"
}

# published_copy: the sources, in a repository that is the current folder, and a place to
# publish them. What 'make' would build is there already.
published_copy() {
	mkdir copy bin
	git -C "$ROOT" ls-files -z Makefile VERSION tools scripts third_party | (cd "$ROOT" && xargs -0 cp --parents -t "$dir/copy" 2>/dev/null)
	cat >bin/make <<-END
		#!/bin/bash
		for word; do case \$word in B=*) to=\${word#B=} ;; esac; done
		mkdir -p "\$to" && cp -R "$(dirname "$(command -v bench-run)")"/{import,export,bench-*} "\$to"
	END
	chmod +x bin/make
	PATH=$PWD/bin:$PATH
	cd copy
	git init -q . && git add . && git commit -qm one
	git init -q --bare "$dir/there"
	export PUBLISH_REMOTE=$dir/there
}

@test "publishing pushes the commit with a tag that stays and one that moves, and nothing over what is there" {
	published_copy
	sources=$(git rev-parse HEAD)
	publish() {
		run --separate-stderr scripts/publish "$@"
	}
	publish octo/bench 1.0.0
	assert_success
	one=${output#octo/bench@}
	assert_equal "$(git rev-parse "$one^")" "$sources"
	publish octo/bench v1.0.0
	assert_equal "$output" "octo/bench@$one"
	git commit -q --allow-empty -m two
	trouble scripts/publish octo/bench 1.0.0
	said "'v1.0.0' is another commit there"
	publish octo/bench 1.1.0
	assert_success
	two=${output#octo/bench@}
	assert_equal "$(git -C "$dir/there" for-each-ref --format='%(refname:short) %(objectname)' | LC_ALL=C sort)" \
		"$(printf '%s\n' "main $(git rev-parse HEAD)" "v1 $two" "v1.0.0 $one" "v1.1.0 $two")"
	# Another history there stays, with all its tags.
	git checkout -q --detach "$sources" && git commit -q --allow-empty -m three
	trouble scripts/publish octo/bench 1.2.0
	said 'nothing was pushed'
	assert_equal "$(git -C "$dir/there" tag | paste -sd ,)" v1,v1.0.0,v1.1.0
	echo x >x
	trouble scripts/publish octo/bench 1.2.0
	said 'not committed'
	rm x
	git checkout -q main
	serve '{}'
	export GITHUB_API_URL=$api
	GITHUB_TOKEN=$TOKEN publish --access organization octo/bench 1.1.0
	assert_success
	json '.access == "organization"' <(state)
	[[ $stderr != *"$TOKEN"* ]]
	scene <<<'{"readonly": true}'
	GITHUB_TOKEN=$TOKEN trouble scripts/publish --access user octo/bench 1.1.0
	said 'must be allowed to administer'
	PUBLISH_REMOTE=$dir/none trouble scripts/publish octo/bench 1.1.0
	said 'cannot be read'
	git clone -q --depth 1 "file://$PWD" "$dir/shallow"
	git init -q --bare "$dir/empty"
	PUBLISH_REMOTE=$dir/empty trouble "$dir/shallow/scripts/publish" octo/bench 1.0.0
	said "'git fetch --unshallow' brings it"
	for args in 'octo 1.0.0' 'octo/bench 1.0' 'octo/bench 01.0.0' '--access all octo/bench 1.0.0' '--access user octo/bench 1.0.0' 'octo/bench'; do
		read -ra args <<<"$args"
		trouble scripts/publish "${args[@]}"
	done
}

@test "the tools that come with a published commit are used where they run, and are not built" {
	published_copy
	run --separate-stderr scripts/publish octo/bench 1.0.0
	assert_success
	git clone -q -b v1 "$dir/there" "$dir/action"
	# With neither a compiler nor make.
	mkdir "$dir/few"
	for tool in sh bash jq git curl dirname od tr uname cat rm mkdir sed find sort sha256sum cut tar gzip readlink; do
		ln -s "$(type -P "$tool")" "$dir/few"
	done
	use() {
		rm -rf "$dir/runner" && mkdir "$dir/runner"
		run env PATH="$dir/few" RUNNER_TEMP="$dir/runner" GITHUB_PATH="$dir/path" "$dir/action/scripts/actions/setup"
	}
	use
	assert_success
	"$dir/runner/benchpipe-tools/bench-run" --version
	[ -e "$dir/runner/benchpipe-tools/import/asv.jq" ]
	# Of other sources they are no tools.
	echo '/* */' >>"$dir/action/tools/bench-run.c"
	use
	assert_failure
	[ ! -e "$dir/runner/benchpipe-tools/bench-run" ]
}
