#!/usr/bin/env bats
# bench-merge: joining documents.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# document NAME TIMESTAMP BENCHMARKS [HEAD]: a file of one document.
document() {
	printf '{"schema":"benchpipe/results/1","timestamp":"%s"%s,"benchmarks":[%s]}' \
		"$2" "${4-}" "$3" >"$1"
}

# run_of NAME SESSION TIMESTAMP SAMPLES [MEMBERS]: one benchmark 'x' of one session.
run_of() {
	local n
	n=$(jq length <<<"$4")
	document "$1" "$3" '{"name":"x","sessions":[{"id":"'"$2"'","timestamp":"'"$3"'","n":'"$n"'}],"metrics":{"duration_ms":{"samples":'"$4"'}}'"${5-}"'}'
}

@test "samples of one case are joined in the order of the sessions" {
	run_of late.json s2 2026-01-02T00:00:00Z '[4,5]' ',"rounds":[1,2]'
	run_of early.json s1 2026-01-01T00:00:00Z '[1,2,3]' ',"rounds":[1,2,3]'
	run --separate-stderr bench-merge late.json early.json
	assert_success
	json '.timestamp == "2026-01-02T00:00:00Z" and (.benchmarks | length) == 1'
	json '.benchmarks[0] | .metrics.duration_ms.samples == [1,2,3,4,5] and .iterations == 5 and
		.rounds == [1,2,3,1,2] and .duration_ms == 3 and [.sessions[].id] == ["s1","s2"] and
		[.sessions[].n] == [3,2]'
}

@test "shards with different cases become one document, sorted by id and variant" {
	document a.json 2026-01-01T00:00:00Z '{"name":"b","variant":"head","duration_ms":1},{"name":"b","variant":"base","duration_ms":1}'
	document b.json 2026-01-01T00:00:00Z '{"name":"a","duration_ms":2}'
	run --separate-stderr bench-merge a.json b.json
	assert_success
	json '[.benchmarks[] | .id + (.variant // "")] == ["a","bbase","bhead"]'
}

@test "a metric that one session lacks is padded with null" {
	run_of a.json s1 2026-01-01T00:00:00Z '[1,2]'
	document b.json 2026-01-02T00:00:00Z '{"name":"x","sessions":[{"id":"s2","timestamp":"2026-01-02T00:00:00Z","n":2}],"metrics":{"q":{"samples":[7,8]}}}'
	run --separate-stderr bench-merge a.json b.json
	assert_success
	json '.benchmarks[0].metrics | .duration_ms.samples == [1,2,null,null] and .q.samples == [null,null,7,8] and .q.n == 2'
}

@test "rounds that one session does not know are 0" {
	run_of a.json s1 2026-01-01T00:00:00Z '[1,2]' ',"rounds":[1,2]'
	run_of b.json s2 2026-01-02T00:00:00Z '[1]'
	run --separate-stderr bench-merge a.json b.json
	assert_success
	json '.benchmarks[0].rounds == [1,2,0]'
}

@test "single values of repeated runs become samples, one each" {
	for i in 1 2 3; do
		printf '{"timestamp":"2026-01-0%dT00:00:00Z","benchmarks":[{"name":"x","duration_ms":%d,"iterations":1000}]}' $i $((i * 10)) >$i.json
	done
	run --separate-stderr bench-merge 3.json 1.json 2.json
	assert_success
	json '.benchmarks[0] | .metrics.duration_ms.samples == [10,20,30] and .duration_ms == 20 and .iterations == 3 and (.sessions | length) == 3'
}

@test "one single value stays one" {
	printf '{"benchmarks":[{"name":"x","duration_ms":7,"iterations":1000}]}' >a.json
	run --separate-stderr bench-merge a.json a.json
	assert_success
	json '.benchmarks[0] | .metrics.duration_ms.median == 7 and (.metrics.duration_ms | has("samples") | not) and .iterations == 1000'
}

@test "a session that is given twice with the same values counts once" {
	run_of a.json s1 2026-01-01T00:00:00Z '[1,2]'
	run_of b.json s2 2026-01-02T00:00:00Z '[3]'
	bench-merge -o ab.json a.json b.json
	run --separate-stderr bench-merge ab.json b.json a.json
	assert_success
	assert_equal "$output" "$(cat ab.json)"
}

@test "a session with two contents is refused, and both places are named" {
	run_of a.json s1 2026-01-01T00:00:00Z '[1,2]'
	run_of b.json s1 2026-01-01T00:00:00Z '[1,3]'
	trouble bench-merge a.json b.json
	said "session 's1' of 'x' has other values in 'b.json:1' than in 'a.json:1'"
}

@test "a case that is twice in one document is refused" {
	document a.json 2026-01-01T00:00:00Z $'{"name":"x","duration_ms":1},\n{"name":"x","duration_ms":1}'
	trouble bench-merge a.json
	said "a.json:2:1: 'x' is given twice, first in line 1"
}

@test "two units or two directions of one metric are refused" {
	run_of a.json s1 2026-01-01T00:00:00Z '[1]'
	document b.json 2026-01-02T00:00:00Z '{"name":"x","metrics":{"duration_ms":{"unit":"s","samples":[1]}}}'
	document c.json 2026-01-02T00:00:00Z '{"name":"x","metrics":{"duration_ms":{"better":"higher","samples":[1]}}}'
	trouble bench-merge a.json b.json
	said "metric 'duration_ms' of 'x' has unit 'ms' in 'a.json:1', 's' in 'b.json:1'"
	document d.json 2026-01-01T00:00:00Z '{"name":"x","metrics":{"instructions":{"source":"callgrind","samples":[1]}}}'
	document e.json 2026-01-02T00:00:00Z '{"name":"x","metrics":{"instructions":{"samples":[1]}}}'
	trouble bench-merge d.json e.json
	said "metric 'instructions' of 'x' in 'd.json:1' and 'e.json:1' was counted in another way: the source was \"callgrind\" and is not said"
	trouble bench-merge a.json c.json
	said "metric 'duration_ms' of 'x' is better when lower in 'a.json:1', when higher in 'c.json:1'"
}

@test "what describes a case is that of the latest session" {
	run_of a.json s1 2026-01-02T00:00:00Z '[1]' ',"description":"new","kind":"exploratory"'
	run_of b.json s2 2026-01-01T00:00:00Z '[1]' ',"description":"old"'
	run --separate-stderr bench-merge a.json b.json
	assert_success
	json '.benchmarks[0] | .description == "new" and .kind == "exploratory"'
}

@test "one good session makes a case good, and the reason tells of the others" {
	run_of a.json s1 2026-01-01T00:00:00Z '[1]'
	run_of b.json s2 2026-01-02T00:00:00Z '[]' ',"status":"failed","reason":"exit status 3"'
	run_of c.json s3 2026-01-03T00:00:00Z '[]' ',"status":"timeout","reason":"over 60 s"'
	run --separate-stderr bench-merge a.json b.json c.json
	assert_success
	json '.benchmarks[0] | .status == "ok" and .reason == "of 3 sessions 1 failed, 1 timeout: over 60 s"'
	json '[.benchmarks[0].sessions[] | .status // "ok"] == ["ok","failed","timeout"]'
	run --separate-stderr bench-merge c.json b.json
	assert_success
	json '.benchmarks[0] | .status == "timeout" and .reason == "of 2 sessions 1 failed, 1 timeout: over 60 s"'
}

@test "with one fingerprint the latest environment is kept" {
	run_of a.json s1 2026-01-02T00:00:00Z '[1]'
	run_of b.json s2 2026-01-01T00:00:00Z '[1]'
	jq -c '.environment = {os: "new", fingerprint: "f"}' a.json >a2.json
	jq -c '.environment = {os: "old", fingerprint: "f"}' b.json >b2.json
	run --separate-stderr bench-merge b2.json a2.json
	assert_success
	json '.environment.os == "new" and (has("environments") | not) and
		([.benchmarks[0].sessions[] | has("fingerprint")] | any | not)'
}

@test "what one session's environment warns of is there for all that are joined" {
	local i
	for i in 1 2 3; do
		run_of $i.json s$i 2026-01-0${i}T00:00:00Z "[$i]"
	done
	jq -c '.environment = {os: "x", git_commit: "b", git_dirty: true,
		warnings: [{code: "swap", message: "s"}, {code: "load", message: "1"}], fingerprint: "f"}' 1.json >1e.json
	jq -c '.environment = {os: "x", git_commit: "a", fingerprint: "f"}' 2.json >2e.json
	jq -c '.environment = {os: "x", git_commit: "a", warnings: [{code: "load", message: "1"}, {code: "load", message: "3"}],
		fingerprint: "f"}' 3.json >3e.json
	run --separate-stderr bench-merge 1e.json 2e.json 3e.json
	assert_success
	said "'2e.json' is of another commit than the documents before it"
	assert_equal "$(grep -c 'another commit' <<<"$stderr")" 1
	assert_equal "$(jq -c .environment <<<"$output")" '{"os":"x","git_commit":"a","git_commits":["a","b"],"git_dirty":true,'\
'"warnings":[{"code":"load","message":"1"},{"code":"load","message":"3"},{"code":"swap","message":"s"}],"fingerprint":"f"}'
	echo "$output" >all.json
	bench-merge -o some.json 3e.json 1e.json
	bench-merge -o rest.json some.json 2e.json
	cmp all.json rest.json
	run --separate-stderr bench-merge 2e.json 3e.json
	assert_equal "$stderr" ""
	json '.environment | has("git_commits") or has("git_dirty") | not'
	# Which commits are those of the variants is told while all agree.
	for head in 1 2; do
		jq -c --arg head $head '.environment.variants = {base: {git_commit: "b"}, head: {git_commit: $head}}' "${head}e.json" >"v$head.json"
	done
	run --separate-stderr bench-merge v1.json v2.json
	json '.environment.variants == {}'
	run --separate-stderr bench-merge v1.json
	json '.environment.variants.head.git_commit == "1"'
	# A commit that nobody knows is another one.
	jq -c 'del(.environment.git_commit)' 2e.json >unknown.json
	run --separate-stderr bench-merge unknown.json 3e.json
	json '.environment.git_commits == ["a", null]'
	"$ROOT/tests/schema-check" "$ROOT/schemas/results.json" all.json 3e.json rest.json
}

@test "sessions of different machines stay apart" {
	run_of a.json s1 2026-01-02T00:00:00Z '[1]'
	run_of b.json s2 2026-01-01T00:00:00Z '[1]'
	jq -c '.environment = {fingerprint: "f"}' a.json >a2.json
	jq -c '.environment = {fingerprint: "e"}' b.json >b2.json
	run --separate-stderr bench-merge b2.json a2.json b.json
	assert_failure 2
	run --separate-stderr bench-merge b2.json a2.json
	assert_success
	json '.environment.fingerprint == "f" and [.environments[].environment.fingerprint] == ["e","f"] and
		[.benchmarks[0].sessions[].fingerprint] == ["e",null]'
}

@test "differing suites leave none, differing policies the stricter, and both are said" {
	document a.json 2026-01-01T00:00:00Z '' ',"suite":"a","policy":{"tolerance":0.1}'
	document b.json 2026-01-02T00:00:00Z '' ',"suite":"b","policy":{"tolerance":0.2,"threshold":0.3}'
	run --separate-stderr bench-merge a.json b.json
	assert_success
	said "'b.json' is not of suite 'a'"
	said "'b.json' has another tolerance"
	json '.policy == {tolerance: 0.1, threshold: 0.3} and (has("suite") | not)'
}

@test "what this version does not know is passed on" {
	document a.json 2026-01-01T00:00:00Z '{"name":"x","new":{"b":1,"a":[1e5]},"metrics":{"q":{"p":true,"samples":[1]}}}' ',"later":"\u00e9"'
	document b.json 2026-01-01T00:00:00Z '{"name":"y","sessions":[{"id":"s","n":0,"job":5}],"require":[{"metric":"q","max":1,"unit":"s"}]}' ',"other":1'
	run --separate-stderr bench-merge a.json b.json
	assert_success
	json '.later == "é" and .other == 1 and .benchmarks[0].new == {b:1,a:[100000]} and .benchmarks[0].metrics.q.p and
		.benchmarks[1].sessions[0].job == 5 and .benchmarks[1].require[0].unit == "s"'
}

@test "no operand and - are standard input" {
	run_of a.json s1 2026-01-01T00:00:00Z '[1,2]'
	run_of b.json s2 2026-01-02T00:00:00Z '[3]'
	bench-merge a.json b.json >ab.json
	pipe 'bench-merge <ab.json'
	assert_success
	assert_equal "$output" "$(cat ab.json)"
	pipe 'cat a.json | bench-merge b.json -'
	assert_success
	assert_equal "$output" "$(cat ab.json)"
	run --separate-stderr bench-merge <(cat a.json) <(cat b.json)
	assert_success
	assert_equal "$output" "$(cat ab.json)"
	trouble bench-merge - -
	said "'-' can be only one of the documents"
}

@test "joining keeps its laws on random documents" {
	local seed
	for seed in $(seq 1 40); do
		for i in 1 2 3; do
			awk -v seed=$((seed * 3 + i)) -f "$BATS_TEST_DIRNAME/data/random-results.awk" >$i.json
			bench-merge -o m$i.json $i.json
		done
		{
			bench-merge -o twice.json 1.json 1.json
			bench-merge -o again.json m1.json
			bench-merge -o 12.json 1.json 2.json
			bench-merge -o 21.json 2.json 1.json
			bench-merge -o 23.json 2.json 3.json
			bench-merge -o left.json 12.json 3.json
			bench-merge -o right.json 1.json 23.json
			bench-merge -o overlap.json 23.json 12.json
			bench-merge -o all.json 1.json 2.json 3.json
			bench-merge -o after.json m3.json all.json m1.json
		} 2>warnings || fail "seed $seed: $(cat warnings)"
		cmp m1.json twice.json || fail "seed $seed: a document joined with itself is another"
		cmp m1.json again.json || fail "seed $seed: writing is no fixed point"
		cmp 12.json 21.json || fail "seed $seed: the order makes a difference"
		cmp left.json right.json || fail "seed $seed: the grouping makes a difference"
		cmp left.json all.json || fail "seed $seed: the grouping makes a difference (all)"
		cmp left.json overlap.json || fail "seed $seed: an overlap makes a difference"
		cmp all.json after.json || fail "seed $seed: what is in already makes a difference"
	done
}

@test "a thousand shards are joined with few descriptors" {
	local i
	for i in $(seq 1000); do
		printf '{"timestamp":"2026-01-01T00:00:00Z","benchmarks":[{"name":"x","duration_ms":%d},{"name":"y%d","duration_ms":1}]}' "$i" "$i" >"$i.json"
	done
	pipe 'ulimit -n 48; bench-merge [0-9]*.json'
	assert_success
	json '(.benchmarks | length) == 1001 and (.benchmarks[0].metrics.duration_ms.samples | sort) == [range(1; 1001)]'
}

@test "a document that is wrong changes nothing" {
	run_of a.json s1 2026-01-01T00:00:00Z '[1,2]'
	printf '{"benchmarks":[\n{"name":"x","metrics":{"q":{"samples":["a"]}}}]}' >bad.json
	echo before >out.json
	trouble bench-merge -o out.json a.json bad.json
	said "bench-merge: bad.json:2:40: 'samples' must be an array of numbers"
	assert_equal "$(cat out.json)" before
	run compgen -G 'out.json?*'
	assert_output ""
}

@test "a full disk, a missing file and an unknown option are trouble" {
	run_of a.json s1 2026-01-01T00:00:00Z '[1,2]'
	run bash -c 'bench-merge a.json >/dev/full'
	assert_failure 2
	trouble bench-merge missing.json
	said "'missing.json'"
	trouble bench-merge .
	trouble bench-merge --nonsense a.json
	trouble bench-merge /dev/null
	said "the file is empty"
}

@test "--help and --version go to standard output" {
	run --separate-stderr bench-merge --help
	assert_success
	assert_line --index 0 "usage: bench-merge [OPTION]... [RESULTS]..."
	run --separate-stderr bench-merge --version
	assert_success
	assert_output --regexp '^bench-merge \(benchpipe\) [0-9]'
}

@test "of several sessions of one shard the last one counts, in whatever order they come" {
	for i in 1 2 3; do
		jq -n --argjson i "$i" '{timestamp: "2026-01-0\($i)T00:00:00Z", benchmarks: [("base", "head") as $v
			| {name: "b", variant: $v, iterations: 2, sessions: [{id: "s\($i)", timestamp: "2026-01-0\($i)T00:00:00Z", n: 2,
				shard: (if $i < 3 then "x:1/2" else "x:2/2" end)}],
			metrics: {duration_ms: {unit: "ms", better: "lower", samples: [$i, $i]}}}]}' >"$i.json"
	done
	bench-merge -o all.json 1.json 2.json 3.json
	json '.benchmarks | map([.variant, .metrics.duration_ms.samples]) == [["base", [2, 2, 3, 3]], ["head", [2, 2, 3, 3]]]' all.json
	bench-merge 3.json 2.json 1.json | cmp - all.json
	bench-merge -o part.json 1.json 3.json
	bench-merge part.json 2.json | cmp - all.json
	# Other sessions of one case are repetitions, as ever.
	jq 'del(.benchmarks[].sessions[].shard)' 1.json >none.json
	bench-merge none.json 2.json >two.json
	json '.benchmarks[0].iterations == 4' two.json
}
