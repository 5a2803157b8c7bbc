load helper

D=$BATS_TEST_DIRNAME/data/md

# shown NAME ARGS...: bench-md ARGS is what tests/golden/NAME.md shows.
shown() {
	run --separate-stderr bench-md "${@:2}"
	assert_success
	assert_equal "$stderr" ""
	golden "$1.md"
}

# as_github FILE: the HTML that GitHub's own parser makes of it.
as_github() {
	need cmark-gfm
	cmark-gfm --unsafe -e table -e autolink -e strikethrough -e tagfilter "$1"
}

# visible: HTML without its tags, as a reader sees it.
visible() {
	sed -e 's/<[^>]*>//g' -e 's/&lt;/</g' -e 's/&gt;/>/g' -e 's/&quot;/"/g' -e 's/&amp;/\&/g'
}

# results FILTER: a results document whose benchmarks are what jq's FILTER gives.
results() {
	jq -n "{schema: \"benchpipe/results/1\", suite: \"s\", benchmarks: [$1]}" >"$BATS_TEST_TMPDIR/in.json"
}

# comparison FILTER: the same for a comparison and its rows.
comparison() {
	jq -n "def row: {id: \"a\", metric: \"duration_ms\", unit: \"ms\", better: \"lower\", gate: true, baseline: 10,
		current: 12, change: 0.2, ci: [0.15, 0.25], verdict: \"equivalent\", severity: null, threshold: 0.1} + .;
		{schema: \"benchpipe/comparison/1\", suite: \"s\", rows: [$1 | row], summary: {verdict: \"pass\"}}" \
		>"$BATS_TEST_TMPDIR/in.json"
}

# bats test_tags=golden
@test "results become a summary and a table" {
	shown results "$D/results.json"
}

# bats test_tags=golden
@test "columns are chosen, ordered, titled and converted to the title's unit" {
	shown columns -c 'Model=params.model' -c 'Backend=params.backend' -c 'Training Time (s)=training_time_ms' \
		-c 'Peak Memory (MB)=memory_mb' -c 'Test Accuracy (%)=accuracy' "$D/results.json"
}

@test "a case whose variants both have outliers is one case, named once" {
	results '("base", "head") | {name: "sort", id: "sort", variant: ., metrics: {duration_ms: {unit: "ms",
		better: "lower", gate: true, samples: [10, 10.1, 9.9, 10.2, 9.8, 10, 10.1, 100]}}}'
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/in.json"
	assert_success
	assert_line --partial 'Noise: 2 severe outliers in 1 case: <code>sort</code>'
}

@test "a row says what it was judged by, and a case which of its metrics is meant" {
	comparison '{verdict: "worse", look: "cpu_ms"}, {metric: "memory_mb", verdict: "added"}, {id: "b", verdict: "added"},
		{id: "b", metric: "memory_mb", verdict: "added"}'
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/in.json"
	assert_success
	assert_output --partial $'<code>duration_ms</code>\u00a0↓ by <code>cpu_ms</code>'
	assert_output --partial 'By <code>cpu_ms</code>: the change is that of the CPU time'
	assert_line '**Added:** <code>a</code> (<code>memory_mb</code>), <code>b</code>'
}

@test "with one session a side nothing is called proven, and what is assumed is said" {
	rows='{ci: [-0.01, 0.01]}, {id: "b", ci: [-0.01, 0.01], sessions: [3, 3]}'
	comparison "$rows"
	jq '.policy = {threshold: 0.1, design: "unpaired", variation: "mixed", between_sessions: 0.03,
		between_sessions_from: "default"}' "$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/one.json"
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/one.json"
	assert_success
	refute_output --partial proven
	assert_output --partial $'2 of 2 rows equivalent within 10\u00a0%'
	assert_output --partial $', assumes that sessions differ by 3\u00a0% (default)'
	# One session a side and nothing assumed: it says that nothing was seen.
	jq 'del(.policy.between_sessions) | .policy.variation = "invocations"' "$BATS_TEST_TMPDIR/one.json" >"$BATS_TEST_TMPDIR/none.json"
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/none.json"
	refute_output --partial proven
	assert_output --partial 'variation between sessions not seen'
	# The row says its own design where there are both.
	jq '.policy.design = "mixed" | .rows[0].design = "unpaired" | .rows[1].design = "paired"' "$BATS_TEST_TMPDIR/one.json" >"$BATS_TEST_TMPDIR/mixed.json"
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/mixed.json"
	refute_output --partial proven
	# Several sessions a side, and pairs, do prove it.
	jq '.rows |= .[1:] | .policy.variation = "sessions"' "$BATS_TEST_TMPDIR/one.json" >"$BATS_TEST_TMPDIR/several.json"
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/several.json"
	assert_output --partial '1 of 1 row proven equivalent'
	assert_output --partial $'variation between sessions included, assumes that sessions differ by 3\u00a0% (default)'
	jq '.policy.design = "paired"' "$BATS_TEST_TMPDIR/one.json" >"$BATS_TEST_TMPDIR/pairs.json"
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/pairs.json"
	assert_output --partial '2 of 2 rows proven equivalent'
}

@test "without intervals nothing is called proven" {
	comparison '{ci: null}, {id: "b", ci: null, verdict: "regression", severity: "minor"}'
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/in.json"
	assert_success
	refute_output --partial proven
	assert_output --partial $'1 equivalent within 10\u00a0%'
	assert_output --partial 'Single values and counts are compared as they are'
}

# bats test_tags=golden
@test "a comparison shows what changed, what is inconclusive, and folds the rest" {
	shown comparison "$D/comparison.json"
}

# bats test_tags=golden
@test "what was confirmed, what drifted since the release, and a contaminated session are said" {
	shown paired "$D/comparison-paired.json"
}

# bats test_tags=golden
@test "limits show what was exceeded and fold what was kept" {
	shown limits "$D/limits.json"
}

# bats test_tags=golden
@test "different machines are a warning and not a verdict" {
	shown machines "$D/comparison-machines.json"
}

# bats test_tags=golden
@test "a legacy file of plain numbers becomes a table" {
	shown legacy "$D/legacy.json"
}

@test "standard input, -, a pipe and several documents are read in order" {
	pipe "cat '$D/legacy.json' | bench-md"
	assert_success
	[ "$output" = "$(cat "$BATS_TEST_DIRNAME/golden/legacy.md")" ]
	pipe "bench-md '$D/limits.json' - <(cat '$D/comparison.json') <'$D/results.json' | grep '^## '"
	assert_equal "${#lines[@]}" 3
	assert_line --index 0 '## 🔴 device: 1 limit exceeded'
	assert_line --index 1 '## mnist'
	assert_line --index 2 $'## 🔴 tensor: 2 regressions, worst <code>matmul/backend=naive,<wbr>size=100</code> +61.0\u00a0%'
}

@test "a document is known by its schema wherever that stands, and by its benchmarks without one" {
	jq '{rows, summary, schema}' "$D/comparison.json" >"$BATS_TEST_TMPDIR/last.json"
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/last.json"
	assert_success
	assert_line --index 0 --partial "## 🔴 Benchmarks: 2 regressions, worst "
	jq '{suite, environment: {schema: "not this", benchmarks: [1]}, schema, benchmarks}' "$D/results.json" |
		jq '.schema = "benchpipe/results/1"' >"$BATS_TEST_TMPDIR/late.json"
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/late.json"
	assert_success
	assert_line --index 0 "## mnist"
}

@test "the heading says the worst that is certain" {
	local want filter
	while IFS='|' read -r want filter; do
		comparison "$filter"
		run --separate-stderr bench-md "$BATS_TEST_TMPDIR/in.json"
		assert_success
		assert_line --index 0 "## $(printf "$want")"
	done <<-'END'
		🟢 s: no regression|{}
		🔴 s: 1 regression, <code>a</code> +20.0\u00a0%%|{}, {verdict: "regression", severity: "severe"}, {verdict: "failed"}
		🔴 s: 2 regressions, worst <code>b</code> <code>work</code> +30.0\u00a0%%|{verdict: "regression", severity: "minor"}, {id: "b", metric: "work", change: 0.3, verdict: "regression", severity: "moderate"}
		🔴 s: 1 regression|{verdict: "regression", severity: "severe", change: null, ci: null}
		❌ s: 1 failed|{}, {verdict: "failed", current: null}
		🔶 s: no regression, 1 worse, <code>a</code> +20.0\u00a0%%|{}, {verdict: "worse"}
		🟡 s: no regression seen, 1 inconclusive, 1 worse, <code>a</code> +20.0\u00a0%%|{}, {verdict: "worse"}, {verdict: "inconclusive"}
		🟡 s: no regression seen, 1 unmeasured, 1 incomparable|{}, {verdict: "unmeasured"}, {verdict: "incomparable"}
		🔶 s: no regression, 1 worse since the release|{}, {drift: {verdict: "regression", change: 0.3}}
		🟡 s: unmeasured|{verdict: "unmeasured"}
		🟡 s: no row can fail the job|{verdict: "regression", gate: false}
		🟡 s: inconclusive|{verdict: "inconclusive"}
		🟡 s: incomparable|{verdict: "incomparable"}
		🟡 s: nothing to compare|{verdict: "added"}
		🟡 s: nothing to compare|empty
		🟢 s: no regression|{}, {verdict: "regression", severity: "severe", gate: false}
		🟢 s: no regression|{}, {verdict: "regression", severity: "severe", kind: "exploratory"}
		🟢 s: no regression, 2 improvements, most <code>a</code> −40.0\u00a0%%|{verdict: "improvement", change: -0.4}, {verdict: "improvement"}
	END
}

@test "a job that fails is never shown as one that passes" {
	comparison '{}'
	jq '.summary.verdict = "regression"' "$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/b.json"
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/b.json"
	assert_line --index 0 "## ❌ s: the job fails"
	assert_output --partial "**the job fails**: that fails the job"
}

@test "the heading says what fails the job, when no regression does" {
	while IFS='|' read -r verdict want rows; do
		comparison "$rows"
		jq --arg v "$verdict" '.summary.verdict = $v' "$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/b.json"
		run --separate-stderr bench-md "$BATS_TEST_TMPDIR/b.json"
		assert_success
		assert_line --index 0 --regexp "^## $want(, <code>a</code> \\+20.0.%)?\$"
		assert_line --index 1 --partial "**${want#* s: }**"
	done <<-'END'
		removed|❌ s: 1 removed|{}, {verdict: "removed"}
		unmeasured|❌ s: 2 unmeasured|{}, {verdict: "unmeasured", reason: "the budget was spent"}, {verdict: "unmeasured"}
		unmeasured|❌ s: nothing was judged|{verdict: "incomparable"}
		worse|❌ s: 1 worse|{}, {verdict: "worse"}
		incomparable|❌ s: 1 incomparable|{}, {verdict: "incomparable"}
		inconclusive|❌ s: 3 inconclusive|{verdict: "inconclusive"}, {verdict: "inconclusive"}, {verdict: "inconclusive"}
		drift|🔴 s: 1 regression since the release|{drift: {verdict: "regression", change: 0.3}}
	END
}

@test "a rounded number never shows a threshold that it has not reached" {
	while IFS='|' read -r verdict change want; do
		comparison "{verdict: \"$verdict\", change: $change, ci: [0.0996, 0.0999999], threshold: 0.1}"
		bench-md "$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/out.md"
		grep -qF -- "$want" "$BATS_TEST_TMPDIR/out.md" || fail "$change: $(cat "$BATS_TEST_TMPDIR/out.md")"
		grep -qF $'[+9.96,\u00a0+9.99999]' "$BATS_TEST_TMPDIR/out.md"
	done <<-'END'
		worse|0.0998|+9.98
		worse|0.09996|+9.996
		worse|0.0999999999|+10.0
		regression|0.1|+10.0
		regression|0.1001|+10.0
	END
}

@test "a row shows its own threshold and tolerance, and only where they are not the document's" {
	comparison '{verdict: "worse", threshold: 0.03, tolerance: 0.05}, {id: "b", verdict: "worse", threshold: 0.1, tolerance: 0.05},
		{id: "c", verdict: "inconclusive", threshold: 0.1, tolerance: 0.01}, {id: "d", threshold: 0.01, tolerance: 0.005},
		{id: "e", verdict: "removed", threshold: 0.2, change: null, ci: null, reason: "r"}'
	jq '.policy = {threshold: 0.1, tolerance: 0.05}' "$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/own.json"
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/own.json"
	assert_success
	assert_line --regexp '^\| 🔶.<code>a</code> \| <code>duration_ms</code>.↓<br>threshold.3.% \|'
	assert_line --regexp '^\| 🔶.*<code>b</code> \| <code>duration_ms</code>.↓ \|'
	assert_line --regexp '^- 🟡 <code>c</code> <code>duration_ms</code>.↓, tolerance.1.%: '
	assert_line --regexp '^\| .*<code>d</code> \| <code>duration_ms</code>.↓<br>threshold.1.%, tolerance.0\.5.% \|'
	assert_line '- ➖ <code>e</code> <code>duration_ms</code>: r'
	# Without a policy there is nothing that they could differ from.
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/in.json"
	refute_output --partial $'threshold\u00a0'
}

@test "the promise is one sentence, wherever it is made" {
	local promise='Of these two builds on this machine, a red row is a real regression, a green row is proven to have changed by less than its threshold, and a yellow row says that it cannot be told' place
	comparison '{}'
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/in.json"
	assert_output --partial "$promise."
	for place in README.md docs/pull-requests.md tools/bench.7; do
		grep -v '^\.' "$ROOT/$place" | tr -s '\n ' ' ' | grep -qF "$promise" || fail "$place does not make the promise"
	done
	# Two results that were not measured together are not two builds on one machine.
	jq '.policy = {design: "unpaired"} | .rows[].sessions = [3, 3]' "$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/two.json"
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/two.json"
	refute_output --partial "two builds"
	assert_output --partial "Of these two results, ${promise#*, }."
}

@test "whether base has a scenario that was looked at is said on the page" {
	comparison '{}'
	jq '.summary.baseline_scenario = "absent"' "$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/absent.json"
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/absent.json"
	assert_line --partial '> **Base has no scenario of this name.**'
	jq '.summary.baseline_scenario = "unreadable"' "$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/unreadable.json"
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/unreadable.json"
	assert_line --partial '> **The scenario of base cannot be read.**'
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/in.json"
	refute_output --partial 'scenario'
}

@test "what was not measured has a list of its own, with why" {
	comparison '{verdict: "unmeasured", current: null, change: null, reason: "the budget of 900 s was spent after 3 of 10 invocations"}, {}'
	run bench-md "$BATS_TEST_TMPDIR/in.json"
	assert_output --partial '**Unmeasured** (1):'
	assert_output --partial 'the budget of 900 s was spent after 3 of 10 invocations'
}

@test "red is only for what can fail the job" {
	comparison '{gate: false, verdict: "regression", severity: "severe"}'
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/in.json"
	assert_output --regexp $'\\| 🔶\u00a0<code>a</code> \\|.*\\| severe \\|'
	comparison '{gate: false, verdict: "exceeded", limit: {max: 1}, variant: "head"}, {verdict: "within", limit: {max: 1}}'
	jq '.kind = "limits"' "$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/limits.json"
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/limits.json"
	assert_line --index 0 "## 🟢 s: all limits kept"
	assert_output --partial $'| 🔶\u00a0exceeded | <code>a</code><br>head |'
	assert_output --partial "cannot fail the job"
	[[ $output != *🔴* ]]
}

@test "regressions are sorted by severity, then by the size of the change" {
	comparison '{id: "m", verdict: "regression", severity: "minor", change: 0.12}, {id: "w", verdict: "worse", change: 0.07},
		{id: "s1", verdict: "regression", severity: "severe", change: 0.6},
		{id: "s2", verdict: "regression", severity: "severe", change: -0.9}'
	pipe "bench-md '$BATS_TEST_TMPDIR/in.json' | grep -o '<code>[a-z0-9]*</code> |' | tr -d '\n'"
	assert_equal "$output" "<code>s2</code> |<code>s1</code> |<code>m</code> |<code>w</code> |"
}

@test "hostile names are shown as they are and do nothing" {
	results "$(jq -c '.[] | {name: ., id: ., duration_ms: 1}' "$D/hostile.json" | paste -sd,)"
	bench-md "$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/out.md"
	as_github "$BATS_TEST_TMPDIR/out.md" >"$BATS_TEST_TMPDIR/out.html"
	run grep -cE '<(a|img|script|b|em|del|input|sup)[ >]' "$BATS_TEST_TMPDIR/out.html"
	assert_output 0
	grep '^<td><code>' "$BATS_TEST_TMPDIR/out.html" | visible >"$BATS_TEST_TMPDIR/names"
	jq -r '.[]' "$D/hostile.json" | diff -u - "$BATS_TEST_TMPDIR/names"
	# the head and every row have as many cells, and no row begins another table
	assert_equal "$(grep -cE '<t[dh][ >]' "$BATS_TEST_TMPDIR/out.html")" $((2 * ($(jq length "$D/hostile.json") + 1)))
}

@test "hostile text outside of code is shown as it is, links nothing and notifies nobody" {
	results "$(jq -c '.[] | {name: "n", id: ., status: "failed", reason: .}' "$D/hostile.json" | paste -sd,)"
	bench-md -c 'R=m' "$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/out.md"
	as_github "$BATS_TEST_TMPDIR/out.md" >"$BATS_TEST_TMPDIR/out.html"
	run grep -cE '<(a|img|script|b|em|del|input|sup)[ >]' "$BATS_TEST_TMPDIR/out.html"
	assert_output 0
	grep '^<td' "$BATS_TEST_TMPDIR/out.html" | visible | sed 's/^.*failed: //' >"$BATS_TEST_TMPDIR/reasons"
	jq -r '.[]' "$D/hostile.json" | diff -u - "$BATS_TEST_TMPDIR/reasons"
	# GitHub searches each piece of text between two tags: mentions, issues, commits, emoji, mathematics
	sed 's/<[^>]*>/\n/g' "$BATS_TEST_TMPDIR/out.html" >"$BATS_TEST_TMPDIR/pieces"
	run grep -nE '@[A-Za-z]|#[0-9]|GH-[0-9]|[0-9a-f]{7}|:[a-z0-9_+-]+:|\$.|://|www\.' "$BATS_TEST_TMPDIR/pieces"
	assert_output ""
}

@test "text of every other place is escaped too" {
	local evil='<img src=x> @octocat http://evil.example | `x`'
	comparison '{}'
	jq --arg e "$evil" '.suite = $e | .policy = {design: $e, correction: $e} | .baseline = {timestamp: $e, environment:
		{cpu_model: $e, cores: $e, os: $e, runner: $e, git_commit: $e, git_ref: $e, fingerprint: "a"}} |
		.current = {environment: {os: [$e, {a: $e}], fingerprint: "b"}} | .rows[0] += {name: $e, metric: $e, unit: $e,
		params: {($e): $e}, verdict: "worse", reason: $e} | .rows += [.rows[0] + {verdict: "inconclusive", id: $e},
		.rows[0] + {verdict: "added", id: $e, reason: $e}] | .summary.geometric_mean = {($e): {n: 1, ratio: 1}}' \
		"$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/a.json"
	jq --arg e "$evil" '.kind = "limits" | .rows = [.rows[0] + {limit: {max: 1, because: $e}, verdict: "exceeded"}]' \
		"$BATS_TEST_TMPDIR/a.json" >"$BATS_TEST_TMPDIR/b.json"
	jq -n --arg e "$evil" '{suite: $e, environment: {os: $e}, benchmarks: ["x", "y"] | map({name: "n", id: .,
		variant: $e, description: $e, params: {($e): ($e + .), same: $e}, metrics: {($e): {unit: $e, better: "lower",
		gate: true, samples: [1, 1, 1, 1, 1, 9]}}})}' >"$BATS_TEST_TMPDIR/c.json"
	bench-md -t "$evil" "$BATS_TEST_TMPDIR"/[abc].json >"$BATS_TEST_TMPDIR/out.md"
	bench-md -c "$evil=$evil" -c 'd=description' -c 'i=id' -c 'v=variant' "$BATS_TEST_TMPDIR/c.json" >>"$BATS_TEST_TMPDIR/out.md"
	as_github "$BATS_TEST_TMPDIR/out.md" >"$BATS_TEST_TMPDIR/out.html"
	[ "$(grep -c octocat "$BATS_TEST_TMPDIR/out.html")" -gt 20 ]
	run grep -nE '<(a|img)[ >]|@octocat' "$BATS_TEST_TMPDIR/out.html"
	assert_output ""
	# a table is rectangular: each row as wide as its head, every pipe of the text inside a cell
	awk '/<tr>/ { n = 0 } /<t[hd]/ { n++ } /<th>|<th / { w = n } /<\/tr>/ { if (n != w) exit 1 }' "$BATS_TEST_TMPDIR/out.html"
}

@test "what cannot be seen is shown as an escape" {
	results '{name: "a\nb\tc\r\u0001\u202ed\u2066e\u200bf\ufeff", duration_ms: 1}'
	bench-md "$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/out.md"
	as_github "$BATS_TEST_TMPDIR/out.md" >"$BATS_TEST_TMPDIR/out.html"
	run grep '^<td><code>' "$BATS_TEST_TMPDIR/out.html"
	assert_output '<td><code>a\nb\tc\r\u0001\u202ed\u2066e\u200bf\ufeff</code></td>'
	run --separate-stderr bench-md -t $'x\xff\xed\xa0\x80y' "$D/legacy.json"
	assert_line --index 0 "## x����y"
}

@test "a very long name is cut in its middle, between two characters" {
	results '{name: ("é" * 100000), duration_ms: 1}'
	bench-md "$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/out.md"
	[ "$(wc -c <"$BATS_TEST_TMPDIR/out.md")" -lt 1000 ]
	grep '^| <code>' "$BATS_TEST_TMPDIR/out.md" | visible | grep -qE "^\| é{56}…[0-9a-z]{6}…é{56} \|"
	# Of what people read the end is cut, of names it is kept.
	results '{name: "n", id: "n", status: "failed", reason: ("é" * 1000)}'
	run --separate-stderr bench-md -c 'R=m' "$BATS_TEST_TMPDIR/in.json"
	assert_output --regexp 'failed: é{299}… \|'
}

# names_shown NAME...: a table of these names, as readers see it, one a line.
names_shown() {
	jq -n '{schema: "benchpipe/results/1", benchmarks: [$ARGS.positional[] | {name: ., id: ., duration_ms: 1}]}' \
		--args "$@" >"$BATS_TEST_TMPDIR/in.json"
	bench-md "$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/out.md"
	grep '^| <code>' "$BATS_TEST_TMPDIR/out.md" | visible | sed 's/^| //; s/ | [0-9. ]* |$//'
}

@test "names and parameters that differ in the middle alone are cut to texts that differ" {
	local many='layers=12,heads=16,precision=bf16,threads=8,device=gpu0,warm=yes,order=row,'
	run names_shown "decoder/gpt2/${many}seed=1,${many}batch=32" "decoder/gpt2/${many}seed=2,${many}batch=32"
	assert_equal "${#lines[@]}" 2
	[ "${lines[0]}" != "${lines[1]}" ]
	assert_regex "${lines[0]}" '^decoder/gpt2/layers=12,.*…[0-9a-z]{6}….*,order=row,batch=32$'
	comparison "range(2) | . as \$seed | {id: \"d\\(\$seed)\", name: \"d\", verdict: \"worse\", params: (([range(60) | {key: \"parameter\\(.)\",
		value: 1}] | from_entries) + {parameter30: \$seed})}"
	bench-md "$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/out.md"
	grep -o '<br>parameter0=.*59=1 |' "$BATS_TEST_TMPDIR/out.md" | visible >"$BATS_TEST_TMPDIR/params"
	assert_equal "$(sort -u "$BATS_TEST_TMPDIR/params" | grep -cE '…[0-9a-z]{6}…')" 2
	[ "$(awk '{ print length }' "$BATS_TEST_TMPDIR/params" | sort -n | tail -n 1)" -le 310 ]
}

@test "wide characters, accents, emoji and letters from right to left are cut and broken as a whole" {
	local accent=$'\u0301' person=$'\U1f469\U1f3fd' flag=$'\U1f1e9\U1f1ea' text
	for text in 日 "e$accent" "$person" "$flag" א; do
		run names_shown "$(printf "$text%.0s" {1..200})"
		# As many of it on both sides, and nothing else: no half, no lone accent, tone or letter of a flag.
		assert_regex "$output" "^($text)+…[0-9a-z]{6}…($text)+(&lrm;)?\$"
		grep -qE "^\| <code>(($text)+|<wbr>|…[0-9a-z]{6}…)+</code>(&lrm;)? \|" "$BATS_TEST_TMPDIR/out.md"
	done
	# What follows a name from right to left keeps its order; nothing else needs that.
	grep -q '</code>&lrm; |' "$BATS_TEST_TMPDIR/out.md"
	names_shown 日 >"$BATS_TEST_TMPDIR/wide"
	run ! grep -q 'lrm' "$BATS_TEST_TMPDIR/out.md"
}

@test "a long name can be broken over lines, a short one is left alone, and none becomes markup by it" {
	names_shown decoder/gpt2/layers=12,heads=16,precision=bf16 short/size=100 \
		"$(printf 'x%.0s' {1..100})" "a_$(printf 'b%.0s' {1..50})_c_$(printf 'd%.0s' {1..50})_e" >"$BATS_TEST_TMPDIR/names"
	grep -qF '<code>decoder/gpt2/layers=12,<wbr>heads=16,precision=bf16</code>' "$BATS_TEST_TMPDIR/out.md"
	grep -qF '<code>short/size=100</code>' "$BATS_TEST_TMPDIR/out.md"
	# Never more than 28 characters, which fit beside the other columns of a comment.
	sed 's/<[^>]*>/\n/g' "$BATS_TEST_TMPDIR/out.md" | grep -v '[| ]' | awk 'length > 28 { exit 1 }'
	as_github "$BATS_TEST_TMPDIR/out.md" >"$BATS_TEST_TMPDIR/out.html"
	grep '^<td><code>' "$BATS_TEST_TMPDIR/out.html" >"$BATS_TEST_TMPDIR/cells"
	run ! grep -qE '<(em|strong)>' "$BATS_TEST_TMPDIR/cells"
	visible <"$BATS_TEST_TMPDIR/cells" | diff - "$BATS_TEST_TMPDIR/names"
}

@test "rows that did not end well say why, and are counted when they are not shown" {
	results '{name: "a", duration_ms: 1}, {name: "b", status: "failed", reason: "exit status 3"},
		{name: "c", status: "timeout"}, {name: "d", status: "skipped", reason: "no GPU"}, {name: "e", status: "interrupted"}'
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/in.json"
	assert_output --partial "1 ok, 1 failed, 1 timeout, 1 skipped, 1 interrupted"
	assert_output --partial "failed: exit status 3"
	assert_output --partial "skipped: no GPU"
	run --separate-stderr bench-md -n 2 "$BATS_TEST_TMPDIR/in.json"
	assert_output --partial "3 more rows not shown, **3 of them not ok**."
}

@test "units are one in the head when values allow it, and stand with each value when not" {
	results '{name: "a", duration_ms: 0.00123}, {name: "b", duration_ms: 0.5}'
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/in.json"
	assert_output --partial "Duration (µs)"
	assert_output --partial "| 1.23 |"
	results '{name: "a", duration_ms: 0.00123}, {name: "b", duration_ms: 123456}'
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/in.json"
	assert_output --partial "| Duration |"
	assert_output --partial $'| 1.23\u00a0µs |'
	assert_output --partial $'| 2.06\u00a0min |'
}

@test "--metric chooses metrics, also those that are usually left out" {
	run --separate-stderr bench-md -m user_ms -m nope "$D/results.json"
	assert_success
	assert_output --partial "| model | User time (s) | nope |"
	said "no benchmark has the metric 'nope'"
	run --separate-stderr bench-md -c 'x=params.modle' "$D/results.json"
	said "no benchmark has the parameter 'modle'"
}

@test "of many metrics some are shown and the rest is counted" {
	results '{name: "a", metrics: ([range(11) | {key: "m\(.)", value: {unit: "x", better: "lower", gate: true, samples: [1]}}] | from_entries)}'
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/in.json"
	assert_success
	assert_line "3 more metrics not shown; --metric chooses."
}

@test "documents without rows say so" {
	results empty
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/in.json"
	assert_success
	assert_line "**0 benchmarks**"
	comparison empty
	jq '.kind = "limits"' "$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/limits.json"
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/limits.json"
	assert_success
	assert_line --index 0 "## 🟡 s: no limits"
}

@test "ten thousand rows stay a bounded document that says what it left out" {
	results 'range(10000) | {name: "b\(.)", params: {seed: ., "k\(. % 100)": 1}, duration_ms: (. + 1)}'
	bench-md "$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/out.md"
	assert_equal "$(grep -c '^| <code>' "$BATS_TEST_TMPDIR/out.md")" 200
	grep -q '^9800 more rows not shown.$' "$BATS_TEST_TMPDIR/out.md"
	comparison 'range(10000) | {id: "b\(.)", verdict: ["regression", "inconclusive", "added", "equivalent"][. % 4]}'
	bench-md -n 100 "$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/out.md"
	assert_equal "$(grep -c '<code>duration_ms</code>' "$BATS_TEST_TMPDIR/out.md")" 300
	assert_equal "$(grep -c '^2400 more rows not shown.$' "$BATS_TEST_TMPDIR/out.md")" 3
	grep -q 'and 2480 more' "$BATS_TEST_TMPDIR/out.md"
}

@test "--max-bytes takes rows away until it fits, and never cuts a row" {
	comparison 'range(500) | {id: "b\(.)", verdict: "regression"}'
	bench-md -b 5000 "$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/out.md"
	[ "$(wc -c <"$BATS_TEST_TMPDIR/out.md")" -le 5000 ]
	grep -q 'more rows not shown' "$BATS_TEST_TMPDIR/out.md"
	grep -q '^## 🔴 s: 500 regressions, worst ' "$BATS_TEST_TMPDIR/out.md"
	trouble bench-md -b 10 "$BATS_TEST_TMPDIR/in.json"
	said "--max-bytes 10"
}

@test "what is not a document is trouble with its place" {
	local said text n=0
	while IFS='|' read -r said text; do
		printf '%b' "$text" >"$BATS_TEST_TMPDIR/bad.json"
		trouble bench-md "$BATS_TEST_TMPDIR/bad.json"
		said "bad.json:"
		said "$said"
		n=$((n + 1))
	done <<-'END'
		expected 'benchpipe/results/1', 'benchpipe/comparison/1' or 'benchpipe/recommendation/1'|{"schema":"benchpipe/plan/1"}
		schema 'x', expected|{"schema":"x","benchmarks":[]}
		no schema|{}
		1:1: the file is empty|
		2:9: expected a value|{"schema":"benchpipe/comparison/1",\n"rows":[}
		2:24: 'id' is given twice|{"schema":"benchpipe/comparison/1",\n"rows":[{"x":{},"id":1,"\\u0069d":2}]}
		2:9: expected a value|{"schema":"benchpipe/comparison/1",\n"rows":[NaN]}
		2:9: '-' is not a JSON number|{"schema":"benchpipe/comparison/1",\n"rows":[-Infinity]}
		2:9: '1e999' is not a JSON number within a double's range|{"schema":"benchpipe/comparison/1",\n"rows":[1e999]}
		2:10: a string with a NUL|{"schema":"benchpipe/comparison/1",\n"rows":["\\u0000"]}
		2:10: half of a surrogate pair|{"schema":"benchpipe/comparison/1",\n"rows":["\\ud800"]}
		not UTF-8|{"schema":"benchpipe/comparison/1",\n"rows":["\0377"]}
		expected the end of the file|{"schema":"benchpipe/comparison/1","rows":[]} more
		'rows' must be an array|{"schema":"benchpipe/comparison/1"}
		'rows' must be an array|{"schema":"benchpipe/comparison/1","rows":{}}
		'rows' is given twice|{"schema":"benchpipe/comparison/1","rows":[],"rows":[]}
		'rows[1]' must be an object|{"schema":"benchpipe/comparison/1","rows":[{"id":"a","verdict":"worse"},3]}
		'rows[0].id' must be a string|{"schema":"benchpipe/comparison/1","rows":[{}]}
		'rows[0].verdict' must be 'regression', 'worse'|{"schema":"benchpipe/comparison/1","rows":[{"id":"a","verdict":"bad"}]}
		'rows[0].ci[1]' must be a number|{"schema":"benchpipe/comparison/1","rows":[{"id":"a","ci":[1,null]}]}
		'rows[0].change' must be a number|{"schema":"benchpipe/comparison/1","rows":[{"id":"a","change":"1"}]}
		1:44: expected|{"schema":"benchpipe/results/1","suite":"s"benchmarks:[]}
	END
	assert_equal "$n" 22
}

@test "deep nesting is trouble, not a crash" {
	{
		printf '{"schema":"benchpipe/comparison/1","rows":'
		printf '[%.0s' {1..100000}
	} >"$BATS_TEST_TMPDIR/deep.json"
	trouble bench-md "$BATS_TEST_TMPDIR/deep.json"
	said "nested more than 64 levels deep"
	sed 's/comparison/results/; s/rows/benchmarks/' "$BATS_TEST_TMPDIR/deep.json" >"$BATS_TEST_TMPDIR/deeper.json"
	trouble bench-md "$BATS_TEST_TMPDIR/deeper.json"
}

@test "numbers at the edges are written and do not crash" {
	comparison '{baseline: 1e308, current: 1e-308, change: 1e308, ci: [-1e308, 1e308], verdict: "worse"},
		{baseline: 0, current: -5, change: null, ci: null, verdict: "better"}'
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/in.json"
	assert_success
	results '{name: "a", duration_ms: 1e308, memory_mb: 1e-300, throughput: 0}'
	run --separate-stderr bench-md -c 'T (ns)=duration_ms' -c 'M=memory_mb' -c 'X=throughput' "$BATS_TEST_TMPDIR/in.json"
	assert_success
}

@test "-o writes the file whole, and a failure leaves the old one" {
	cd "$BATS_TEST_TMPDIR"
	bench-md -o out.md "$D/legacy.json"
	diff out.md "$BATS_TEST_DIRNAME/golden/legacy.md"
	trouble bench-md -o out.md "$D/legacy.json" nofile.json
	said "nofile.json"
	diff out.md "$BATS_TEST_DIRNAME/golden/legacy.md"
}

@test "warnings about the machine stand below it, and act on nobody" {
	printf '{"environment":{"cpu":"x","warnings":[{"code":"load","message":"the load was 9"},{"code":"a"},7,{"code":"b","message":"@all <b> | `x`"}]},"benchmarks":[{"name":"a","duration_ms":1}]}' >"$BATS_TEST_TMPDIR/w.json"
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/w.json"
	assert_success
	assert_line --partial '**Warnings:** the load was 9 · '
	refute_output --partial '@all'
	refute_output --partial '<b>'
	printf '{"environment":{"cpu":"x","warnings":"many"},"benchmarks":[{"name":"a","duration_ms":1}]}' >"$BATS_TEST_TMPDIR/w.json"
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/w.json"
	assert_success
	refute_output --partial 'Warnings'
}

@test "a full disk, a missing file and wrong options are trouble" {
	run --separate-stderr bash -c "bench-md '$D/legacy.json' >/dev/full"
	assert_equal "$status" 2
	said "cannot write standard output"
	trouble bench-md "$BATS_TEST_TMPDIR/none.json"
	said "none.json"
	trouble bench-md "$BATS_TEST_TMPDIR"
	trouble bench-md --max-row=x
	trouble bench-md --titel x
	said "--help"
	trouble bench-md -n 0 "$D/legacy.json"
	said "from 1 to"
	trouble bench-md -c Model "$D/legacy.json"
	said "TITLE=KEY"
}

@test "--help and --version go to standard output" {
	run --separate-stderr bench-md --help
	assert_success
	assert_line --index 0 --partial "usage: bench-md"
	run --separate-stderr bench-md --version
	assert_success
	assert_output --partial "bench-md (benchpipe) "
}

@test "the commits that were compared are shown, and nothing else that stands in their place" {
	# shown REVISIONS: the line about them.
	shown() {
		jq -c ".current.environment.revisions = $1" "$ROOT/tests/data/md/comparison.json" >revisions.json
		run --separate-stderr bench-md revisions.json
		assert_success
		line=$(grep -F '**Compared:**' <<<"$output" || true)
	}
	cd "$BATS_TEST_TMPDIR"
	shown '{base: ("a" * 40), head: ("b" * 40), proposed: ("c" * 40), base_is: "merge-parent"}'
	assert_equal "$line" "**Compared:** the pull request's commit <code>ccccccc</code>, merged into its target branch at <code>aaaaaaa</code>"
	shown '{base: ("a" * 40), head: ("b" * 40), proposed: ("c" * 40), base_is: "merge-parent", base_name: "main", head_name: "ann:topic_1"}'
	assert_equal "$line" "**Compared:** <code>ann<span>:</span>topic_1</code> at <code>ccccccc</code>, merged into <code>main</code> at <code>aaaaaaa</code>"
	shown '{base: ("a" * 40), head: ("b" * 40), proposed: ("c" * 40), base_is: "merge-base"}'
	assert_equal "$line" "**Compared:** head <code>bbbbbbb</code>, for the pull request's commit <code>ccccccc</code>, with base <code>aaaaaaa</code>, where it leaves the target branch"
	shown '{base: ("a" * 40), head: ("b" * 40), base_name: "v1.0", head_name: "bbbb"}'
	assert_equal "$line" '**Compared:** head <code>bbbbbbb</code> with <code>v1.0</code> at <code>aaaaaaa</code>'
	shown '{base: ("a" * 40), head: ("b" * 40), proposed: "@team", base_is: "<img src=x>"}'
	assert_equal "$line" '**Compared:** head <code>bbbbbbb</code> with base <code>aaaaaaa</code>'
	shown '{base: ("a" * 40), head: ("b" * 40), base_name: "</code>@team"}'
	assert_equal "$line" '**Compared:** head <code>bbbbbbb</code> with <code>&#60;/code&#62;<span>&#64;</span>team</code> at <code>aaaaaaa</code>'
	# A name that is none is trouble with its place.
	jq '.current.environment.revisions = {base: ("a" * 40), head: ("b" * 40), head_name: 7}' revisions.json >bad.json
	trouble bench-md bad.json
	said "bad.json: 'current.environment.revisions.head_name' must be a string"
	# With the address of the run, they are links.
	run --separate-stderr bench-md --run https://github.example:8443/octo/bench/actions/runs/7 revisions.json
	assert_line --partial "[<code>bbbbbbb</code>](https://github.example:8443/octo/bench/commit/$(printf 'b%.0s' {1..40}))"
	assert_line --partial ' · [The run](https://github.example:8443/octo/bench/actions/runs/7)'
	for address in http://github.example/ 'https://a/x) [y](z' https:// "https://a/$(printf 'x%.0s' {1..300})"; do
		trouble bench-md --run "$address" revisions.json
		said 'the https address of a run'
	done
	local hostile
	for hostile in '{base: ("a" * 40), head: "</code>@team"}' '{base: ("A" * 40), head: ("b" * 40)}' '[]' '"x"'; do
		shown "$hostile"
		assert_equal "$line" ''
	done
}

# kind NAME: the comparison of a pull request that tests/data/md/comment.jq makes.
kind() {
	jq -cn --arg kind "$1" -f "$D/comment.jq" >"$BATS_TEST_TMPDIR/$1.json"
}

# bats test_tags=golden
@test "the comment of a pull request: one event is red, much cannot be told, and all is green" {
	local name
	for name in one open green; do
		kind "$name"
		shown "comment-$name" --run https://github.com/octo/bench/actions/runs/7 "$BATS_TEST_TMPDIR/$name.json"
	done
}

@test "a duration and the throughput of its case are one row, unless one of them says something else" {
	# joined VERDICT VERDICT: how a duration and a throughput with these are shown.
	joined() {
		comparison "{verdict: \"$1\"}, {metric: \"throughput\", better: \"higher\", unit: \"ops/s\", verdict: \"$2\", change: -0.2}"
		run --separate-stderr bench-md "$BATS_TEST_TMPDIR/in.json"
		assert_success
	}
	joined regression regression
	assert_line --index 0 --partial '🔴 s: 1 regression,'
	assert_line --regexp '^\| 🔴.<code>a</code> \| <code>duration_ms</code>.*<code>throughput</code>.↑<br>. \| .* \| regression \|$'
	joined regression inconclusive
	assert_output --partial 's: 1 regression,'
	assert_output --partial 'in 1 row'
	assert_output --regexp 'regression<br>.<br>inconclusive'
	# An improvement does not hide what cannot be told, nor a regression.
	joined improvement inconclusive
	assert_line --index 0 '## 🟡 s: no regression seen, 1 inconclusive'
	joined improvement regression
	assert_output --partial 'in 2 rows; 1 improvement'
	joined worse inconclusive
	assert_output --partial 'of 2 rows'
	joined equivalent inconclusive
	assert_line --index 0 '## 🟡 s: inconclusive'
	assert_output --partial 'of 1 row'
	# Each is what it is where one is accepted alone.
	jq '.rows |= map(.verdict = "regression") | .rows[0].waived = {reason: "r", issue: "https://example.org/1", expires: "2999-12-31"}' \
		"$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/waived.json"
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/waived.json"
	assert_output --partial 'in 2 rows'
	# Of other cases, and of other metrics, none is joined.
	comparison '{verdict: "regression"}, {id: "b", metric: "throughput", verdict: "regression"}, {id: "c", verdict: "regression"},
		{id: "c", metric: "memory_mb", verdict: "regression"}'
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/in.json"
	assert_output --partial 's: 4 regressions,'
}

@test "a case that failed is one row, whatever it should have measured" {
	comparison '{verdict: "failed", change: null, ci: null, reason: "exit status 3"},
		{metric: "memory_mb", verdict: "failed", change: null, ci: null, reason: "exit status 3"},
		{id: "b", verdict: "failed", change: null, ci: null, reason: "exit status 4"}'
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/in.json"
	assert_line --index 0 '## ❌ s: 2 failed'
	assert_line $'- ❌ <code>a</code> <code>duration_ms</code>\u00a0↓, <code>memory_mb</code>\u00a0↓: exit status 3'
}

@test "what only explains is out of sight, and --all shows it" {
	comparison '{}, {metric: "cpu_ms", gate: false}, {id: "(control)", control: true, gate: false}, {id: "b", kind: "exploratory"}'
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/in.json"
	assert_line '<summary>1 row that cannot fail the job</summary>'
	refute_output --partial cpu_ms
	refute_output --partial control
	run --separate-stderr bench-md --all "$BATS_TEST_TMPDIR/in.json"
	assert_line '<summary>3 rows that cannot fail the job</summary>'
	assert_output --partial cpu_ms
}

@test "a note is of what is not normal: that all was confirmed is one line" {
	comparison '{verdict: "regression", severity: "minor", reason: "confirmed: +12.0 % when measured again"},
		{id: "b", verdict: "worse", reason: "confirmed: +7.0 % when measured again; assumes that sessions differ by 3 % (default)"}'
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/in.json"
	assert_line 'What got worse was measured again, and is confirmed.'
	refute_output --partial 'when measured again'
	refute_output --partial 'sessions differ'
	jq '.rows[1].reason = "not measured again; 4 of 30 rounds do not pair"' "$BATS_TEST_TMPDIR/in.json" >"$BATS_TEST_TMPDIR/some.json"
	run --separate-stderr bench-md "$BATS_TEST_TMPDIR/some.json"
	assert_line '1 of the 2 rows that got worse were measured again and are confirmed.'
	assert_line '- <code>b</code> <code>duration_ms</code>: not measured again; 4 of 30 rounds do not pair'
	refute_line --partial '- <code>a</code>'
}

@test "of sixty rows that got worse ten are seen at once, and a comment has room for all" {
	kind many
	bench-md "$BATS_TEST_TMPDIR/many.json" >"$BATS_TEST_TMPDIR/out.md"
	grep -qF '<summary>50 more rows that changed</summary>' "$BATS_TEST_TMPDIR/out.md"
	assert_equal "$(sed '/<details>/q' "$BATS_TEST_TMPDIR/out.md" | grep -c '^| 🔴')" 10
	assert_equal "$(grep -c '^| 🔴' "$BATS_TEST_TMPDIR/out.md")" 60
	[ "$(wc -m <"$BATS_TEST_TMPDIR/out.md")" -lt 65536 ]
}

@test "the waivers to copy are a file that accepts what is red, whatever its name is" {
	cd "$BATS_TEST_TMPDIR"
	comparison '{id: "sort/n=1,m=x-2", verdict: "regression", severity: "minor"}, {id: "true", metric: "no: #1", verdict: "removed", change: null, ci: null},
		{id: "a\\\"b``` \u202e\u2028é日 \\", metric: "```", better: "higher", verdict: "regression", severity: "minor", change: -0.3, ci: [-0.351, -0.2]},
		{id: "zero", verdict: "regression", change: null, ci: null, current: 12.5}, {id: "ok"}, {id: "yes", gate: false, verdict: "regression"},
		{id: "f", verdict: "failed", change: null, ci: null}, {id: "no waiver\ncan", verdict: "failed"}'
	jq '.summary.verdict = "regression" | .timestamp = "2028-01-31T23:59:59Z"' in.json >red.json
	run --separate-stderr bench-md --run https://github.example/octo/bench/actions/runs/7 red.json
	assert_success
	sed -n '/^```yaml$/,/^```$/p' <<<"$output" | sed '1d;$d' >waivers.yml
	[ -z "$(tr -d '[:print:]\n' <waivers.yml | LC_ALL=C tr -d '\200-\377')" ]
	assert_equal "$(grep -c '^  - row: ' waivers.yml)" 5
	assert_equal "$(grep -c '^    issue: https://github.example/octo/bench/issues/NUMBER$' waivers.yml)" 5
	assert_equal "$(grep -c '^    expires: 2028-03-01$' waivers.yml)" 5
	assert_equal "$(grep -E 'ceiling|worst|accept:' waivers.yml | sort | tr -s ' \n' ' ')" ' accept: failed accept: removed ceiling: 25% ceiling: 36% worst: 12.5 '
	run --separate-stderr bench-waive --date 2028-02-01 -o waived.json red.json
	assert_failure 1
	json '[.rows[] | select(has("waived")).id] | length == 5' waived.json
	# Nothing is offered where nothing fails.
	comparison '{}, {id: "b", verdict: "inconclusive"}'
	run --separate-stderr bench-md in.json
	refute_output --partial 'waivers.yml'
}

@test "the commands that measure again run nothing else, whatever the scenario is called" {
	cd "$BATS_TEST_TMPDIR"
	# again SCENARIO: the commands for a scenario of this name.
	again() {
		comparison '{}'
		jq --arg scenario "$1" '.current.environment.revisions = {base: ("a" * 40), head: ("b" * 40), scenario: $scenario}' in.json >again.json
		run --separate-stderr bench-md again.json
		assert_success
		commands=$(sed -n '/^```sh$/,/^```$/p' <<<"$output" | sed '1d;$d')
	}
	git() { echo "git $*"; }
	bench-compare() { echo "bench-compare $1 $2 <$3>$4"; }
	local a b name
	a=$(printf 'a%.0s' {1..40}) b=$(printf 'b%.0s' {1..40})
	for name in bench.yml 'a b.yml' bench/é.yml 'n=1, m (2).yml'; do
		again "$name"
		assert_equal "$(eval "$commands")" "git fetch origin $a $b
bench-compare $a $b <$name>"
	done
	for name in '' -x '$x' '`x`' 'a;b' "a'b" 'a"b' 'a<b' 'a\b' 'a&b' 'a#b' 'a~b' 'a*b' $'a\n```' $'a\u202eb' "$(printf 'x%.0s' {1..301})"; do
		again "$name"
		assert_equal "$commands" ''
	done
}

@test "--text shows every document for people that has a schema, and an environment" {
	cd "$BATS_TEST_TMPDIR"
	printf 'version: 1\naliases: {sort/n=1: sort/size=1, "old/*": "new/*"}\n' >aliases.yml
	printf 'version: 1\nwaivers:\n  - {row: "a\\u202eb", metric: m, ceiling: 25%%, reason: r, issue: "https://example.org/1", expires: 2999-12-31}
  - {rows: "f*", metric: m, accept: failed, reason: r, issue: "https://example.org/1", expires: 2999-12-31}\n' >waivers.yml
	printf 'version: 1\nbenchmarks:\n  - {name: sort, run: [sort, /dev/null], matrix: {size: [1, 2]}}\n' >scenario.yml
	cp "$D/results.json" "$D/comparison.json" "$ROOT/tools/compatibility.yml" "$D/../recommendation.json" "$D/../series.json" .
	bench-plan -o plan.json scenario.yml
	jq -n '{series: [{id: "a", metric: "duration_ms", unit: "ms", value: [range(60) | if . < 30 then 10 else 15 end + . % 3]}]}' >moved.json
	run bench-trend -L alerts -o judged.json moved.json
	assert_failure 1
	bench-trend -L alerts --report -o ledger.json
	bench-explain -o explanation.json comparison.json
	cp "$D/../bisection.json" "$D/../budget.json" .
	"$ROOT/tests/model-files" models
	bench-model -o model.json models/llama.gguf
	local schema file
	for schema in "$ROOT"/schemas/*.json; do
		case $(basename "$schema" .json) in
		alert | attestation | costs | events | reach | thresholds) continue ;; # for programs, or read by the tool that makes them
		esac
		file=$(ls "$(basename "$schema" .json)".*)
		run --separate-stderr bench-md --text "$file"
		assert_success
		[ "${#lines[@]}" -ge 3 ] || fail "$file: $output"
	done
	COLUMNS=120 run --separate-stderr bench-md --text aliases.yml waivers.yml
	assert_line --regexp '^old/\* +new/\* *$'
	assert_line --regexp '^a\?b +m +regression up to \+25.% +2999-12-31'
	assert_line --regexp '^f\* +m +failed +2999-12-31'
	run --separate-stderr bench-md --text scenario.yml
	assert_line --regexp '^sort/size=2 +regression .* sort /dev/null$'
	assert_equal "$output" "$(bench-md --text - <plan.json)"
	jq -n '{os: "Debian", cores: 2, backends: {cpu: ["x", "y"]}, tools: {}, warnings: [{code: "load", message: "the load was 9"}], fingerprint: "f"}' >env.json
	run --separate-stderr bench-md --text env.json
	assert_line --regexp '^os +Debian *$'
	assert_line --regexp '^backends +cpu: x; y *$'
	assert_line 'warning: the load was 9'
	pipe "bench-env | bench-md --text | grep -c '^fingerprint'"
	assert_output 1
	# As Markdown they are not shown, and what is none of them is trouble.
	trouble bench-md env.json
	for text in '{}' 'a: 1' '[1]' '{"fingerprint": "f"' '{"schema": "x", "fingerprint": "f"}' 'waivers: 3'; do
		printf '%s' "$text" >bad
		trouble bench-md --text bad
		said bad:
	done
}

@test "a bisection is its answer and the commits that were measured or may be the one, as Markdown and as text" {
	local of=$BATS_TEST_DIRNAME/data/md/bisection.json
	cd "$BATS_TEST_TMPDIR"
	run -0 bench-md "$of"
	assert_line --index 0 '## Bisection of <code>sum <span>&#64;</span>octo</code> <code>duration_ms</code>'
	assert_line --partial "made it worse by about 29.2"
	assert_line --partial $'| 🔴\u00a02 | <code>cccccccccccc</code> | slower | 99.9'
	assert_line --partial 'breaks &#124; &#60;b&#62; | 0.02'
	refute_output --partial '<code>aaaaaaaaaaaa</code>'
	COLUMNS=160 run -0 bench-md --text --color never "$of"
	assert_line --partial 'cccccccccccc  slower'
	assert_line --partial 'in 20 pairs; the control row moved'
	jq '.commits[1].skip = "no build" | .probes |= .[:2]' "$of" >skipped.json
	run -0 bench-md skipped.json
	assert_line --partial $'| 🔴\u00a01 | <code>bbbbbbbbbbbb</code>'
	assert_output --partial '| no build |'
	assert_output --partial 'of which only the last can be built'
	jq '.probes[0].at = 9' "$of" >bad.json
	trouble bench-md bad.json
	said 'bad.json'
}
