# What a stranger could try with a pull request: in its benchmarks' names, and in
# the artifact that its own code can write. None may reach beyond its own run.
# shellcheck disable=SC2034 # what helper.bash of workflows reads
load helper
load workflows/helper

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

# forge FILTER: change the comparison.
forge() {
	jq -c "$1" "$ROOT/tests/data/md/comparison.json" >artifacts/benchpipe/comparison.json
}

# refused TEXT: the comment's job fails with TEXT in its log, and has posted nothing.
refused() {
	comment
	json '.conclusion == "failure" and .commands == []' result.json
	grep -F "$1" job/log
	json '.comments == [] and .statuses == []' <(state)
}

listen() {
	serve '{"pulls": [{"number": 3, "sha": "'"$(printf 'b%.0s' {1..40})"'"}, {"number": 7, "sha": "'"$(printf 'a%.0s' {1..40})"'"}]}'
}

@test "a number in the artifact does not choose the pull request" {
	artifact
	listen
	forge '.pull_request = 3 | .number = 3 | .current.environment.git_ref = "refs/pull/3/merge" | .suite = "3"'
	comment
	json '.conclusion == "success"' result.json
	json '[.comments[].issue] == [7]' <(state)
	echo 3 >artifacts/benchpipe/pr-number
	comment
	json '.conclusion == "failure"' result.json
	grep -F 'files in it that do not belong there' job/log
	json '[.comments[] | [.issue, (.body | contains("No answer"))]] == [[7, true]]' <(state)
}

@test "a commit that is the head of no pull request gets no comment" {
	artifact
	listen
	HEAD=$(printf 'd%.0s' {1..40}) comment
	json '[.commands[].name] == ["notice"]' result.json
	json '.comments == []' <(state)
}

@test "a stranger's pull request with the same commit does not stop the comment or get it" {
	artifact
	local sha
	sha=$(printf 'a%.0s' {1..40})
	serve '{"pulls": [{"number": 3, "sha": "'"$sha"'", "repo": "mallory/bench", "branch": "topic"},
		{"number": 7, "sha": "'"$sha"'"}]}'
	comment
	json '.conclusion == "success"' result.json
	json '[.comments[].issue] == [7]' <(state)
	# Nor does what the stranger's own run left reach the other.
	EVENT='.workflow_run.head_repository.full_name = "eve/bench"' comment
	json '[.commands[].name] == ["notice"]' result.json
	json '[.comments[].issue] == [7]' <(state)
}

@test "an artifact with links, folders, other names or second names is refused, and not followed" {
	artifact
	listen
	echo "$TOKEN" >secret
	artifact
	ln -sf "$dir/secret" artifacts/benchpipe/comparison.json
	refused "'comparison.json' is not a plain file"
	local name
	for name in $'x\n::error::y' '$(touch pwned)'; do
		artifact
		: >"artifacts/benchpipe/$name"
		refused 'do not belong there'
	done
	[ ! -e pwned ]
	[ ! -e job/work/pwned ]
	# From here on the check itself, which the job runs.
	unwanted() {
		trouble "$ROOT/scripts/artifact-check" artifacts/benchpipe to
		said "$1"
		[ ! -e to ]
		[[ $stderr != *"$TOKEN"* ]]
		artifact
	}
	artifact
	for name in results.json limits.json; do
		ln -sf "$dir/secret" "artifacts/benchpipe/$name"
		unwanted "'$name' is not a plain file"
	done
	ln -s nowhere artifacts/benchpipe/limits.json
	unwanted "'limits.json' is not a plain file"
	rm artifacts/benchpipe/comparison.json
	mkdir artifacts/benchpipe/comparison.json
	unwanted "'comparison.json' is not a plain file"
	mkdir -p artifacts/benchpipe/a/b
	cp secret artifacts/benchpipe/a/b/comparison.json
	unwanted 'do not belong there'
	for name in ..json .hidden -o 'a b'; do
		: >"artifacts/benchpipe/$name"
		unwanted 'do not belong there'
	done
	rm artifacts/benchpipe/comparison.json
	unwanted 'there is no comparison in it'
}

@test "artifact-check refuses pipes, devices and second names by itself" {
	artifact
	ln artifacts/benchpipe/comparison.json other
	trouble "$ROOT/scripts/artifact-check" artifacts/benchpipe to
	said 'has a second name'
	rm artifacts/benchpipe/comparison.json
	mkfifo artifacts/benchpipe/comparison.json
	trouble "$ROOT/scripts/artifact-check" artifacts/benchpipe to
	said 'not a plain file'
	ln -s artifacts/benchpipe link
	trouble "$ROOT/scripts/artifact-check" link to
	trouble "$ROOT/scripts/artifact-check" none to
	[ ! -e to ]
}

@test "the steps that read an artifact have no token, and leave no memory in a file" {
	artifact
	listen
	mkdir bin
	# The test itself calls it too.
	printf '#!/bin/sh\n[ -z "$ARTIFACTS$TEXT" ] || { env; echo "core=$(ulimit -c)"; } >>"%s"\nexec "%s" "$@"\n' \
		"$dir/seen" "$(type -P jq)" >bin/jq
	chmod +x bin/jq
	ulimit -S -c "$(ulimit -H -c)"
	JOBS='' PATH=$PWD/bin:$PATH comment
	json '.conclusion == "success"' result.json
	json '.comments | length == 1' <(state)
	grep '^ARTIFACTS=' seen
	refute grep -F "$TOKEN" seen
	refute grep "^core=[^0]" seen
}

@test "a document that takes too long is refused with these words" {
	artifact
	mkdir bin
	# A minute is no time for a test.
	printf '#!/bin/sh\nshift 3\nexec "%s" 0.2 "$@"\n' "$(type -P timeout)" >bin/timeout
	printf '#!/bin/sh\nexec sleep 20\n' >bin/bench-md
	chmod +x bin/*
	PATH=$PWD/bin:$PATH trouble "$ROOT/scripts/artifact-check" artifacts/benchpipe to
	assert_equal "$stderr" "artifact-check: 'comparison.json' took too long to read: more than 60 seconds"
	[ ! -e to ]
	# So is all of it together, before the job ends without an answer.
	printf '{"workflow_run": {"conclusion": "success", "head_sha": "%s"}}' "$HEAD" >event.json
	: >outputs
	run env ARTIFACTS=artifacts DOWNLOAD=success KEY=k ON=change GITHUB_EVENT_PATH=event.json RUNNER_TEMP="$dir/tmp" \
		GITHUB_OUTPUT="$dir/outputs" SECONDS=121 "$ROOT/scripts/actions/comment"
	assert_success
	assert_output --partial 'the artifacts took too long to read: more than 120 seconds for all of them'
	grep -F 'left files that took too long to read' tmp/benchpipe-comment/comment.md
}

@test "artifacts with odd names, and too many of them, are refused" {
	artifact
	listen
	cp -r artifacts/benchpipe 'artifacts/benchpipe $(touch pwned)'
	refused 'an artifact was refused'
	rm -r 'artifacts/benchpipe $(touch pwned)'
	for i in {1..20}; do cp -r artifacts/benchpipe "artifacts/benchpipe-$i"; done
	refused 'there are 21 artifacts, and at most 20 can be shown'
	[ ! -e pwned ]
	[ ! -e job/work/pwned ]
}

@test "JSON that is huge, deep, broken, or not what bench-diff writes is refused" {
	artifact
	listen
	truncate -s 9M artifacts/benchpipe/comparison.json
	refused 'larger than 8388608 bytes'
	# From here on the check itself, which the job runs: many forms in little time.
	bad() {
		rm -rf to
		run --separate-stderr "$ROOT/scripts/artifact-check" artifacts/benchpipe to
		assert_equal "$status" 2
		assert_equal "$stderr" "artifact-check: 'comparison.json' is not a comparison as bench-diff writes it"
		[ ! -e to ]
	}
	local file=artifacts/benchpipe/comparison.json filter
	jq -nj '"[" * 1000000' >$file
	bad
	jq -nj '"{\"rows\":" * 100000' >$file
	bad
	: >$file
	bad
	printf '\0' >$file
	bad
	printf '{"schema":"benchpipe/comparison/1","rows":[],"rows":[],"summary":{"verdict":"pass"}}' >$file
	bad
	printf '{"schema":"benchpipe/comparison/1","rows":[],"summary":{"verdict":"pass"},"x":NaN}' >$file
	bad
	printf '{"schema":"benchpipe/comparison/1","rows":[],"summary":{"verdict":"pass"},"x":"\xff"}' >$file
	bad
	for filter in '.schema = "benchpipe/results/1"' '.rows[0].id = "a\n::error::b"' '.rows[0].id = ("a" * 5000)' \
		'.rows[0].name = 1' '.rows[0].verdict = "fine"' '.rows[0].gate = "yes"' '.rows[0].params = {a: [1]}' \
		'.rows[0].reason = ["x"]' '.rows = {}' '.rows = [range(20001) | {id: "\(.)", name: "a", verdict: "better", gate: true}]' \
		'.summary.verdict = "a\nb"' '.summary = null' '.suite = "a\nb"' '.kind = "other"' \
		'.rows[0].waived = {reason: "a\nb", issue: "c", expires: "d", ceiling: 1}' '.waivers = [{state: "expired"}]' \
		'.rows[0].x = [range(2000000) | 1]' '.rows[0].drift = {verdict: "worse", change: "a"}' \
		'.rows[0].drift = {verdict: "fine"}' '.rows[0].confirmation = {}' '.rows[0].control = "yes"' \
		'.rows[0].ci = [1, "a"]' '.rows[0].sessions = [1]' '.rows[0].unit = "a\u007fb"' '.rows[0].x = "a\\\nb"' \
		'.summary.control = {metric: 1}' '.summary.contaminated = 1' '.summary.drift = {worse: "a"}' \
		'.rows[0].elsewhere = {answer: "yes"}' '.summary.elsewhere = {agrees: -1}' '.elsewhere = 1' '.summary.confirmation = {confirmed: -1}' '.summary.environment = "x"' '.policy.fail_on = "worse"' \
		'.release = []' '.summary.geometric_mean = {duration_ms: {n: 1.5}}' 'del(.version)' '.policy.alpha = 2'; do
		echo "$filter"
		forge "$filter"
		bad
	done
	forge .
	"$ROOT/scripts/artifact-check" artifacts/benchpipe to
	assert_equal "$(ls to)" comparison.json
}

@test "what is compared, confirmed, controlled, drifting, waived or limited passes as the tools write it" {
	fixture() {
		jq -cn --argjson shift "$1" --arg machine "$2" '{schema: "benchpipe/results/1", timestamp: "2026-01-01T00:00:00Z", suite: "s",
			environment: {fingerprint: $machine, cpu_model: "x\ny"}, benchmarks: ([("a", "b") as $name | ("base", "head") as $variant
			| {name: $name, $variant, params: {size: 1}, iterations: 12, sessions: [{id: "s\($shift)", n: 12}], rounds: [range(12) | . + 1],
			metrics: {duration_ms: {unit: "ms", samples: [range(12) | 100 + . % 3 + if $variant == "head" then $shift else 0 end]}},
			require: [{metric: "duration_ms", max: 1, because: "two\nlines"}]},
			{name: "control", control: true, $variant, iterations: 12, sessions: [{id: "s\($shift)", n: 12}], rounds: [range(12) | . + 1],
			metrics: {duration_ms: {unit: "ms", samples: [range(12) | 10 + . % 3]}}}] | unique_by(.name, .variant))}'
	}
	fixture 30 0123456789abcdef >one.json
	fixture 31 0123456789abcdef >again.json
	fixture 32 fedcba9876543210 >elsewhere.json
	jq -c '.benchmarks |= map(select(.variant == "base") | del(.variant))' one.json >release.json
	printf '%s\n' 'version: 1' 'waivers:' '  - {row: a/size=1, metric: duration_ms, ceiling: 90%, reason: r, issue: "https://example.org/1", expires: 2999-01-01}' >waivers.yml
	bench-diff --variants base,head --confirm again.json --elsewhere elsewhere.json --release release.json \
		--fail-on regression,failed,drift -o judged.json one.json || [ $? -eq 1 ]
	mkdir -p made
	bench-waive -o made/comparison.json judged.json || [ $? -eq 1 ]
	bench-assert -o made/limits.json one.json || [ $? -eq 1 ]
	json '.summary | has("control") and has("confirmation") and has("drift") and has("elsewhere") and .waived == 1' made/comparison.json
	json '.rows | any(.drift) and any(.confirmation) and any(.elsewhere) and any(.control)' made/comparison.json
	json '.rows | any(.limit.because == "two\nlines")' made/limits.json
	"$ROOT/scripts/artifact-check" made to
	cmp made/comparison.json to/comparison.json
	cmp made/limits.json to/limits.json
	# It says what the schema's own checker says, of any value in any place.
	jq -c '.rows |= [first(.[] | select(.waived)), first(.[] | select(.control))] | . as $document
		| paths | select(all(type == "string" or . == 0 or . == 1)) | select(.[2] != "environment" and .[1] != "environment")
		| . as $path | (null, "word", -7, 1.5, [], {}) as $value | $document | setpath($path; $value)' \
		made/comparison.json >many.jsonl
	jq -c --argjson schema "$(cat "$ROOT/schemas/comparison.json")" --argjson rows 20000 --argjson text 4096 \
		"try ($(cat "$ROOT/scripts/actions/artifact.jq")) catch false" many.jsonl >ours
	python3 - "$ROOT/schemas/comparison.json" >theirs <<-'END'
		import json, sys, jsonschema
		checker = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
		for line in open('many.jsonl'):
		    print('true' if checker.is_valid(json.loads(line)) else 'false')
	END
	[ "$(grep -c true theirs)" -gt 50 ]
	[ "$(grep -c false theirs)" -gt 500 ]
	diff ours theirs
}

# Everything that Markdown, HTML, the log of a job and a shell could take for their own.
HOSTILE='::error::owned ##[error]owned | a `b` **c** <img src=x onerror=alert(1)> </details> @octo/team @octocat #1 GH-2 [x](https://evil.example) ![y](https://evil.example/z.png) https://evil.example www.evil.example <!-- benchpipe:benchpipe --> $(touch pwned) `touch pwned` ${IFS} "q" '"'"'s'"'"' \ ~~e~~ :tada:'

# Terminals obey the first four, in both forms; readers are misled by the others.
STEERING=$'\e[2J\u009b2J\x7f\u202e\u2066x\u2069\u200f\u061c\u2028\u200b'

# steers_nothing FILE: a log without anything of the kind.
steers_nothing() {
	[ -s "$1" ]
	refute grep -nP '[^\P{C}\n\t]|[\x{2028}\x{2029}]' "$1"
	iconv -f UTF-8 -t UTF-8 "$1" >valid
}

# shows_no_markup FILE: no part of a hostile name has become anything in a comment's text.
shows_no_markup() {
	local text
	# The links are those to the run and to its commits.
	sed -E 's#\[(The run|<code>[0-9a-f]{7}</code>)\]\(https://[a-z.]+/octo/bench/(actions/runs/[0-9]+|commit/[0-9a-f]{40})\)##g' "$1" >unlinked
	# GitHub makes no reference of what stands in <code>, or in a block of code; there every line
	# begins with words of our own.
	sed -n '/^```[a-z]/,/^```$/p' unlinked | grep -v '^```' >blocks || true
	refute grep -vE '^(version: 1$|waivers:$|  - row: |    (suite|metric|ceiling|worst|accept|reason|issue|expires): |base=|head=|git fetch |bench-compare )' blocks
	refute grep -E '<|@' blocks
	text=$(sed -E '/^```[a-z]/,/^```$/d; s#<code>([^<]|</?span>|<wbr>)*</code>##g' unlinked)
	for bad in '<img' '</details>x' '@octo' ' #1' 'GH-2' '](' 'https://' 'www.' '**c**' '~~e~~' ':tada:' '##['; do
		[[ $text != *"$bad"* ]] || fail "'$bad' is in it: $text"
	done
	# The marker of the comment itself, once, in the first line.
	assert_equal "$(grep -c '<!--' "$1")" "${2:-1}"
	need cmark-gfm
	cmark-gfm --unsafe -e table -e autolink -e strikethrough unlinked >shown.html
	refute grep -E '<a |<img|<del>|evil\.example"|<!-- benchpipe.*<!-- benchpipe' shown.html
}

@test "hostile names in an artifact come out as text, in one row each, on the right pull request" {
	artifact
	listen
	local bidi=$'\u202e\u2066rtl\u2069\u200b\u00ad\u009b2J'
	jq -c --arg name "$HOSTILE" --arg bidi "$bidi" '.suite = $name
		| .rows[0] |= (.id = $name | .name = $name | .reason = $name + "\n## heading\n" + $bidi | .verdict = "regression")
		| .rows[1] |= (.metric = $name | .unit = $name | .verdict = "worse")
		| .rows[2] |= (.params = {($name): ($name + $bidi)} | .verdict = "inconclusive" | .reason = $name)
		| .rows[3].waived = {reason: $name, issue: $name, expires: $name, ceiling: 1}
		| .waivers = [{row: $name, metric: $name, file: $name, line: 1, state: "expired", ceiling: 1, reason: "r", issue: "i", expires: $name}]
		| .baseline.environment |= (.cpu_model = $name | .git_ref = $name + $bidi)
		| .current.environment.revisions = {base: ("a" * 40), head: ("b" * 40), proposed: ("c" * 40), base_is: "merge-parent",
			base_name: $name, head_name: ($name + $bidi), scenario: $name}
		| .policy.correction = $name' "$ROOT/tests/data/md/comparison.json" >artifacts/benchpipe/comparison.json
	comment
	json '.conclusion == "success" and .commands == []' result.json
	json '[.comments[].issue] == [7]' <(state)
	state | jq -r '.comments[0].body' >body.md
	shows_no_markup body.md
	steers_nothing body.md
	steers_nothing job/log
	refute grep -F '## heading' <(grep '^#' body.md | tail -n +2)
	refute grep -rF "$TOKEN" body.md job/log
	[ ! -e pwned ]
	[ ! -e job/work/pwned ]
}

@test "a stranger's comment with our marker stays as it is" {
	artifact
	serve '{"comments": [{"login": "stranger", "body": "<!-- benchpipe:benchpipe -->\nmine"}],
		"pulls": [{"number": 7, "sha": "'"$(printf 'a%.0s' {1..40})"'"}]}'
	comment
	json '.comments | length == 2 and .[0].body == "<!-- benchpipe:benchpipe -->\nmine" and .[1].login == "github-actions[bot]"' <(state)
}

# hostile_project NAME: a pull request whose scenario, benchmark and metric have hostile names.
hostile_project() {
	project
	jq -n --arg name "${1:0:180}" --arg more "${1:150}" '{version: 1, suite: $name, defaults: {warmup: 0, runs: 6},
		benchmarks: [{name: $name, description: $more, run: ["sh", "work.sh"],
		matrix: {parameter: [$more]}, metrics: {work: {pattern: "work: ([0-9]+)", unit: "count", better: "lower"}},
		require: [{metric: "work", max: 1, because: $more}],
		tolerance: {duration_ms: "800%", memory_mb: "800%"}, threshold: {duration_ms: "900%", memory_mb: "900%", work: "10%"}}]}' >hostile.yml
	git add hostile.yml
	git commit -qm hostile
	start=$(git rev-parse HEAD)
	pull_request slower
}

@test "hostile names in a scenario do nothing in the job that measures" {
	local bidi=$'\u202e\u2066rtl\u2069\u200b\u00ad'
	hostile_project "$bidi${HOSTILE//\$\{IFS\}/}"
	run_action '{scenario: "hostile.yml", name: "benchpipe"}'
	json '.conclusion == "failure" and .outputs.status == "1" and (.outputs.suite | contains("::error::owned"))' result.json
	json '[.commands[] | [.name, .properties]] | length > 0 and unique == [["error", "title=benchpipe"]]' result.json
	shows_no_markup job/summary 0
	steers_nothing job/summary
	steers_nothing job/log
	[ ! -e pwned ]
	[ ! -e job/work/pwned ]
	json '.rows[] | select(.metric == "work") | .change == 0.3' artifacts/benchpipe/comparison.json
	# And as far as the comment.
	listen
	HEAD=$(printf 'a%.0s' {1..40}) comment
	json '.conclusion == "success" and .commands == []' result.json
	state | jq -r '.comments[0].body' >body.md
	shows_no_markup body.md
	steers_nothing body.md
}

@test "a scenario whose names have newlines, terminal controls or no end is refused before anything runs" {
	project
	local name filter
	for name in $'a\n::error::b' $'a\rb' $'a\e[2Jb' $'a\tb' $'a\x7fb' "$(printf 'x%.0s' {1..5000})"; do
		for filter in '.suite = $name' '.benchmarks[0].name = $name' '.benchmarks[0].matrix = {p: [$name]}' \
			'.benchmarks[0].matrix = {($name): [1]}' '.benchmarks[0].metrics = {($name): {pattern: "([0-9])"}}'; do
			jq -n --arg name "$name" '{version: 1, suite: "s", benchmarks: [{name: "a", run: "touch pwned"}]} | '"$filter" >evil.yml
			trouble bench-run evil.yml
			printf '%s\n' "$stderr" >log
			steers_nothing log
			refute grep -E '^::|##\[' log
		done
	done
	[ ! -e pwned ]
}

@test "quotes, newlines and delimiters in names and paths cannot set outputs" {
	project
	local evil=$'a "b\' c\nstatus=0\nstatus<<end-\n0\nend-\n$(touch pwned)'
	mkdir -p "${evil%%$'\n'*}"
	mv bench.yml "$evil"
	git add . && git commit -qm evil
	start=$(git rev-parse HEAD)
	pull_request slower
	run_action "$(jq -n --arg evil "$evil" '{scenario: $evil}')"
	json '.conclusion == "failure" and .outputs.status == "1" and .outputs.suite == "spin"' result.json
	# A suite with newlines cannot come from a scenario; from a document it can.
	export GITHUB_OUTPUT=$dir/output
	# shellcheck source=/dev/null
	(. "$ROOT/scripts/actions/lib.sh" && output suite "$evil" && output status 1)
	run node -e 'import(process.argv[1]).then((m) => console.log(JSON.stringify(m.pairsOf(require("fs").readFileSync(process.argv[2], "utf8")))))' \
		"$ROOT/tests/workflows/commands.mjs" "$dir/output"
	jq -e --arg evil "$evil" '. == {suite: $evil, status: "1"}' <<<"$output"
	[ ! -e pwned ]
	[ ! -e job/work/pwned ]
}

@test "what the measured program prints gives the runner no command" {
	project
	cat >work.sh <<-'END'
		echo '::error::owned' >&2
		echo '::add-mask::a'
		echo '##[add-path]/tmp' >&2
		echo 'work: 10'
		exit "$(cat extra)"
	END
	sed -i 's/version: 1/&\nbuild: "echo ::warning::owned; echo ::stop-commands::x >\&2; echo ::x::"/' bench.yml
	git commit -qam 'a loud program'
	start=$(git rev-parse HEAD)
	pull_request fails 'echo 3 >extra'
	measure
	json '.conclusion == "failure" and [.commands[].data] == ["1 failed in 1 row: spin duration_ms (the job summary has all rows)"]' result.json
}

@test "no name or reason that a tool prints to the log is a command, even outside our actions" {
	cat >loud.yml <<-'END'
		version: 1
		benchmarks:
		  - {name: '::error::owned', run: 'true', runs: 2}
		  - {name: '##[error]owned', run: 'echo "x ##[warning]owned" >&2; exit 77', runs: 2}
		  - {name: 'a ##[error]owned', run: 'true', runs: 2}
	END
	bench-run -o results.json loud.yml 2>log
	jq -c '.benchmarks |= map(.id = "::error::\n::warning::owned ##[error]x" | .name = .id)' results.json >twice.json
	{
		bench-diff results.json results.json
		bench-merge twice.json
		bench-diff twice.json twice.json
		bench-md "##[error]owned"
		bench-run $'x\n::error::owned.yml'
		bench-run -- $'./x\n::error::owned'
	} >/dev/null 2>>log || true
	grep owned log
	cat >check.mjs <<-END
		import { readFileSync } from 'node:fs';
		import { commandsOf } from '$ROOT/tests/workflows/commands.mjs';
		const found = commandsOf(readFileSync('log', 'utf8'));
		if (found.length) { console.error(found); process.exit(1); }
	END
	node check.mjs
}

@test "no name, reason or path in the log steers a terminal or the direction of its text" {
	printf '%s\n' 'version: 1' 'benchmarks:' '  - {name: "a\u202eb\u2066", run: "true", runs: 2}' \
		'  - {name: "c\u009b2J", run: "printf '"'\\\\033[2J\\\\342\\\\200\\\\256'"' >&2; exit 3", runs: 2}' >odd.yml
	bench-run -o results.json odd.yml 2>log || true
	jq -c --arg odd "$STEERING" '.suite = $odd | .benchmarks |= map(.id = $odd | .name = $odd)' results.json >twice.json
	jq -c --arg odd "$STEERING" '.suite = "other" | .benchmarks = [{name: $odd, metrics: {($odd): {samples: 1}}}]' results.json >"$STEERING.json"
	{
		bench-merge twice.json
		bench-diff twice.json twice.json
		bench-diff results.json "$STEERING.json"
		bench-merge results.json "$STEERING.json"
		bench-md "$STEERING"
		bench-plan "$STEERING.yml"
		bench-waive --waivers "$STEERING" results.json
		bench-run -- "./$STEERING"
	} >/dev/null 2>>log || true
	SCENARIO=$STEERING MODE=compare SESSIONS=1 SHARD='' NAME=a "$ROOT/scripts/actions/run" >>log || true
	SCENARIO=results.json MODE=$STEERING SESSIONS=1 SHARD='' NAME=a "$ROOT/scripts/actions/run" >>log || true
	for tool in merge diff md plan waive; do
		grep "^bench-$tool: " log
	done
	grep "^run: no scenario" log
	steers_nothing log
}

@test "the stand-in for the runner sees the commands that it should" {
	node -e 'import(process.argv[1]).then(({ commandsOf, pairsOf }) => {
		const names = (log) => commandsOf(log).map((c) => c.name).join();
		const same = (a, b) => { if (a !== b) throw new Error(`${a} is not ${b}`); };
		same(names("::error::x\n  ::warning file=a::y\nz ::notice::no\n"), "error,warning");
		same(names("text ##[error]x\n##[nothing]x\n::nothing::x"), "error");
		same(names("::stop-commands::t\n::error::x\n##[error]x\n::t::\n::error::y"), "error");
		same(JSON.stringify(pairsOf("a=b\nc<<E\nd\ne=f\nE\n")), JSON.stringify({ a: "b", c: "d\ne=f" }));
	}).catch((e) => { console.error(e); process.exit(1); })' "$ROOT/tests/workflows/commands.mjs"
}
