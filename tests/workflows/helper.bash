# For tests that run workflows: a project with a pull request, and its jobs.

TOKEN=ghs_TheTokenThatNobodyMaySee0123456789ab

workflows_setup() {
	dir=$BATS_TEST_TMPDIR
	servers=()
	cd "$dir" || return
	export GIT_CONFIG_GLOBAL=$dir/gitconfig GIT_CONFIG_NOSYSTEM=1
	git config --global user.name tester
	git config --global user.email tester@example.org
	git config --global init.defaultBranch main
	git config --global advice.detachedHead false
	unset GITHUB_BASE_REF GITHUB_OUTPUT GITHUB_STEP_SUMMARY RUNNER_TEMP GITHUB_EVENT_PATH GITHUB_REPOSITORY
	mkdir artifacts
}

workflows_teardown() {
	for p in "${servers[@]}"; do kill "$p" 2>/dev/null || true; done
	if grep -qF "$TOKEN" "$dir"/job/log "$dir"/job/summary 2>/dev/null; then
		echo 'the token was shown'
		return 1
	fi
}

# node_in_workflows SCRIPT [ARGS]: run a script of this folder, with GitHub's packages.
node_in_workflows() {
	NODE_PATH=$ROOT/build/workflows/node_modules \
		node --import "$ROOT/tests/workflows/imports.mjs" "$ROOT/tests/workflows/$1" "${@:2}"
}

# jobs_start: start what runs the jobs of a file's tests; JOBS is its URL. Without it, each
# job has a process of its own, which has the limits of the test.
jobs_start() {
	local i
	mkdir "$BATS_FILE_TMPDIR/jobs"
	NODE_PATH=$ROOT/build/workflows/node_modules node --import "$ROOT/tests/workflows/imports.mjs" \
		"$ROOT/tests/workflows/run-jobs.mjs" --serve "$BATS_FILE_TMPDIR/jobs" 3>&- >&2 &
	JOBS_HOST=$!
	for ((i = 0; i < 1200; i++)); do
		[ ! -e "$BATS_FILE_TMPDIR/jobs/url" ] || break
		kill -0 "$JOBS_HOST" || fail 'what runs the jobs has ended'
		sleep 0.05
	done
	JOBS=$(cat "$BATS_FILE_TMPDIR/jobs/url")
	JOBS_CURL=$(type -P curl)
	export JOBS JOBS_HOST JOBS_CURL
}

jobs_end() {
	kill "$JOBS_HOST"
	wait "$JOBS_HOST" 2>/dev/null || true
}

# job_run FILE: the result of the job in FILE.
job_run() {
	if [ -n "${JOBS-}" ]; then
		"$JOBS_CURL" -sS --noproxy '*' --fail-with-body --data-binary @"$1" "$JOBS"
	else
		node_in_workflows run-jobs.mjs "$1"
	fi
}

# project: a repository, in the current folder, whose program counts what it does:
# the number in n and the number in extra. Durations may be anything.
project() {
	repository=$dir/project
	mkdir "$repository"
	cd "$repository" || return
	git init -q
	git config uploadpack.allowAnySHA1InWant true
	git config receive.denyCurrentBranch ignore
	echo 10000 >n
	echo 0 >extra
	cat >work.sh <<-'END'
		i=0 n=$(($(cat n) + $(cat extra)))
		while [ "$i" -lt "$n" ]; do i=$((i + 10)); done
		echo "work: $i"
	END
	cat >bench.yml <<-'END'
		version: 1
		suite: spin
		defaults: {warmup: 0, runs: 6}
		benchmarks:
		  - name: spin
		    run: sh work.sh
		    metrics:
		      work: {pattern: 'work: ([0-9]+)', unit: count, better: lower}
		    tolerance: {duration_ms: 800%, memory_mb: 800%}
		    threshold: {duration_ms: 900%, memory_mb: 900%, work: 10%}
	END
	printf '%s\n' /artifacts /job /result.json /out /shallow '/*.json' /calmed >.git/info/exclude
	git add .
	git commit -qm 'a program'
	ln -s "$dir/artifacts" artifacts
	ln -s "$dir/job" job
	start=$(git rev-parse HEAD)
	# Somebody else merges something slow meanwhile: it is on both sides.
	echo 20000 >n
	git commit -qam 'more work'
}

# only_work_gates: how loaded this machine is decides nothing in the project.
only_work_gates() {
	sed -i 's/metrics:/metrics:\n      duration_ms: {gate: false}\n      memory_mb: {gate: false}/' bench.yml
	git commit -qam 'only what is counted gates'
}

# pull_request BRANCH [COMMANDS]: a branch from the start, changed by COMMANDS or as its
# name says, and merged: HEAD is its commit, MERGE what GitHub checks out.
pull_request() {
	git checkout -q -B "$1" "$start"
	case $1 in
	slower) echo 6000 >extra ;;
	same) echo words >README ;;
	esac
	git add .
	[ $# -lt 2 ] || eval "$2"
	git commit -qam "$1"
	HEAD=$(git rev-parse HEAD)
	git checkout -q --detach main
	git merge -q --no-ff -m 'Merge' "$1"
	MERGE=$(git rev-parse HEAD)
	git checkout -q main
}

# job FILE JOB CHANGES: run a job of an example; CHANGES are to what it is given.
job() {
	local workflow=$1
	case $workflow in /*) ;; *) workflow=$ROOT/workflows/examples/$workflow ;; esac
	rm -rf "$dir/job"
	mkdir "$dir/job"
	jq -n --arg root "$ROOT" --arg workflow "$workflow" --arg job "$2" --arg dir "$dir" \
		--arg tools "${TOOLS:-$(dirname "$(command -v bench-run)")}" --arg token "$TOKEN" \
		--arg sha "${MERGE:-$(git rev-parse HEAD)}" --arg repository "$repository" "
		{\$root, \$workflow, \$job, workspace: \"\\(\$dir)/job/work\", temp: \"\\(\$dir)/job\",
		artifacts: \"\\(\$dir)/artifacts\", \$repository, \$tools, \$token, process: \$ENV,
		github: {event_name: \"pull_request\", \$sha, ref: \"refs/pull/7/merge\", base_ref: \"main\", event: {}}} * $3" \
		>"$dir/job.json"
	if ! job_run "$dir/job.json" >result.json; then
		fail "the job could not be run: $(cat result.json "$dir/job/log")"
	fi
	# For whoever reads why a test failed.
	cat "$dir/job/log"
}

# measure: the job of bench.yml that measures, where no second machine is asked.
measure() {
	sed 's/mode: flag/mode: compare/' "$ROOT/workflows/examples/bench.yml" >"$dir/one-machine.yml"
	job "$dir/one-machine.yml" measure '{}'
}

# machines FILE [CHANGES [BECAME]]: all jobs of FILE, as GitHub would start them, the second machine
# with CHANGES to what its job is given. BECAME takes the place of what became of that job. Results
# are in first.json, second.json and result.json, the last of the job 'judge'.
machines() {
	local needs
	second=skipped
	job "$1" measure '{}'
	cp result.json first.json
	cp artifacts/benchpipe/comparison.json first-comparison.json 2>/dev/null || true
	needs=$(jq -c '{measure: {result: .conclusion, outputs}}' first.json)
	if jq -e '.conclusion == "success" and .outputs.flagged == "true"' first.json >/dev/null; then
		job "$1" elsewhere "{needs: $needs} * ${2:-{\}}"
		cp result.json second.json
		second=$(jq -r .conclusion result.json)
		[ -z "${3-}" ] || second=$3
	fi
	job "$1" judge "{needs: ($needs + {elsewhere: {result: \"$second\", outputs: {}}})}"
}

# run_action INPUTS...: workflows/run alone, in the job "measure" of one step after the checkout for
# each INPUTS, whatever becomes of the steps before: 'run', 'run2', 'run3' and so on.
run_action() {
	local inputs n=0 steps=
	for inputs; do
		n=$((n + 1))
		steps+=", {id: \"run$([ $n -eq 1 ] || echo $n)\", if: \"always()\", uses: \"OWNER/benchpipe/workflows/run@v1\", with: $inputs}"
	done
	jq -n "{on: \"pull_request\", jobs: {measure: {\"runs-on\": \"ubuntu-latest\", steps: [
		{uses: \"actions/checkout@fbc6f3992d24b796d5a048ff273f7fcc4a7b6c09\", with: {\"fetch-depth\": 2}},
		{uses: \"OWNER/benchpipe@v1\"}$steps],
		outputs: {status: \"\${{ steps.run.outputs.status }}\", suite: \"\${{ steps.run.outputs.suite }}\"}}}}" \
		>"$dir/one.yml"
	job "$dir/one.yml" measure '{}'
}

# comment: the job of bench-comment.yml, for the last pull request, against the stand-in.
comment() {
	local event
	event=$(jq -n --arg sha "$HEAD" '{workflow_run: {id: 1, workflow_id: 5, event: "pull_request", conclusion: "failure",
		html_url: "https://github.example/octo/bench/actions/runs/1",
		head_sha: $sha, head_branch: "topic", head_repository: {full_name: "octo/bench"}}}' | jq -c "${EVENT:-.}")
	job "${WORKFLOW:-bench-comment.yml}" comment "{github: {event_name: \"workflow_run\", event: $event},
		env: {GITHUB_API_URL: \"$api\", GITHUB_TOKEN: \"\"}}"
}

# artifact: one as workflows/run leaves it, with a comparison of our own.
artifact() {
	repository=$dir MERGE=$(printf 'c%.0s' {1..40}) HEAD=$(printf 'a%.0s' {1..40})
	rm -rf artifacts/benchpipe
	mkdir -p artifacts/benchpipe
	cp "$ROOT/tests/data/md/comparison.json" artifacts/benchpipe/comparison.json
	cp "$ROOT/tests/data/md/results.json" artifacts/benchpipe/results.json
	echo '## report' >artifacts/benchpipe/report.md
}

# serve SCENE: the stand-in for GitHub's API.
serve() {
	mkdir -p "$dir/api"
	rm -f "$dir/api/url"
	printf '%s' "$1" >"$dir/api/scene.json"
	node "$ROOT/tests/github/server.mjs" "$dir/api" "$dir/api/scene.json" 3>&- >&2 &
	servers+=($!)
	wait_for "$dir/api/url"
	api=$(cat "$dir/api/url")
}

wait_for() {
	local i
	for ((i = 0; i < 200; i++)); do
		[ ! -s "$1" ] || return 0
		sleep 0.05
	done
	fail "'$1' did not come"
}

state() {
	curl -sf "$api/_state"
}

# scene: change it by the JSON on standard input.
scene() {
	curl -sf --data-binary @- "$api/_scene" >/dev/null
}
