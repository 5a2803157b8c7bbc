# bench-export: results as other tools read them.
# shellcheck disable=SC2016 # jq programs stand in single quotes
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	SMALL=$ROOT/tests/data/export/results.json
	COMPARISON=$ROOT/tests/data/md/comparison.json
}

# formats KIND: the formats that take KIND, results or comparison.
formats() {
	grep -l "^#: of .*$1" "$ROOT"/tools/export/*.jq | sed 's|.*/||; s|\.jq$||'
}

# nasty: a document whose names and parameters are those of tests/data/export/names.txt.
nasty() {
	sed 's/.*/"&"/' "$ROOT/tests/data/export/names.txt" | jq -s '
		{schema: "benchpipe/results/1", timestamp: "2026-11-29T00:00:00Z", suite: "s\"<u>\n",
		 environment: {cpu_model: "x\ny", git_commit: "c"},
		 benchmarks: [to_entries[] | .key as $i | .value as $name | {name: $name, params: {k: $name, "a-b": 1, a_b: 2}, status: "ok",
			iterations: 6, metrics: {
				duration_ms: {unit: "ms", better: "lower", gate: true, samples: [range(6) | . / 4 + 1 + $i]},
				throughput: {unit: "ops/s", better: "higher", gate: true, samples: [range(6) | 100 + . + $i]}}}]}' >nasty.json
	N=$(jq '.benchmarks | length' nasty.json)
	[ "$N" -gt 25 ]
}

# bats test_tags=golden
@test "every format of a small document is as it was" {
	for f in $(formats results); do
		run --separate-stderr bench-export "$f" "$SMALL"
		assert_success
		golden "export/$f"
		output=$stderr
		golden "export/$f.said"
	done
}

# bats test_tags=golden
@test "a comparison in every format that takes one is as it was" {
	for f in $(formats comparison); do
		run --separate-stderr bench-export "$f" "$COMPARISON"
		assert_success
		golden "export/$f.comparison"
	done
}

@test "--formats lists every format, and each of their names is known" {
	run --separate-stderr bench-export --formats
	assert_success
	assert_equal "$(cut -f 1 <<<"$output")" "$(formats results)"
	refute_output --regexp $'\t$'
	n=0
	for name in $(sed -n 's/^#: also //p' "$ROOT"/tools/export/*.jq); do
		bench-export "$name" "$SMALL" >/dev/null 2>&1 || fail "$name"
		n=$((n + 1))
	done
	[ "$n" -ge 8 ]
}

@test "standard input, '-', a file and -o give the same document" {
	bench-export go "$SMALL" >file
	bench-export go <"$SMALL" >none
	bench-export go - <"$SMALL" >dash
	bench-export -oout go "$SMALL"
	cmp file none
	cmp none dash
	cmp dash out
	run ls
	assert_output "$(printf 'dash\nfile\nnone\nout')"
}

@test "what cannot be exported is refused, and nothing is written" {
	printf '{"benchmarks":[\n{"name":"a","duration_ms":"x"}\n]}' >bad.json
	head -c 700 "$SMALL" >cut.json
	head -c 700 "$COMPARISON" >cut-comparison.json
	jq '.benchmarks |= map(select(.status == "failed"))' "$SMALL" >failed.json
	jq '.benchmarks = []' "$SMALL" >empty.json
	: >nothing.json
	refused() {
		echo before >out
		# shellcheck disable=SC2086 # words
		trouble bench-export -o out $1
		said "$2"
		assert_equal "$(cat out)" before
		# shellcheck disable=SC2086 # words
		trouble bench-export $1
	}
	each refused <<-END
		|a format is wanted
		nonsense|'nonsense' is not a format
		common|'common' is not a format
		opnmetrics a.json|'opnmetrics' is not a format (nearest: 'openmetrics')
		--nonsense go|unknown option '--nonsense'
		go a b|unexpected operand 'b'
		go nowhere.json|cannot read 'nowhere.json'
		go bad.json|bad.json:2
		go cut.json|cut.json
		go nothing.json|nothing.json
		csv cut-comparison.json|cut-comparison.json
		hyperfine failed.json|nothing in it has a place in 'hyperfine'
		csv empty.json|nothing in it has a place in 'csv'
		go $COMPARISON|it is a comparison, and 'go' takes results
		-m nonsense go $SMALL|nothing in it
		-v head go $SMALL|nothing in it
	END
	run --separate-stderr bash -c "bench-export go '$SMALL' >/dev/full"
	assert_equal "$status" 2
	[[ $stderr == *'bench-export: cannot write standard output' && $stderr != *cat:* ]] || fail "$stderr"
	run --separate-stderr bash -c 'bench-export --formats >/dev/full'
	assert_equal "$status: $stderr" '2: bench-export: cannot write standard output'
	run --separate-stderr bash -c "bench-export go -o /dev/full '$SMALL'"
	assert_equal "$status" 2
	[[ $stderr == *"bench-export: cannot write '/dev/full'" ]] || fail "$stderr"
	[ -c /dev/full ]
	trouble bench-export -o nowhere/out go "$SMALL"
}

@test "what is left out is told in one line, whatever its name" {
	jq '.benchmarks = [.benchmarks[-1] | .metrics = {"a\noEVIL\u001b[31m": {unit: "x", better: "higher", median: 1}}]' "$SMALL" >evil.json
	run --separate-stderr bench-export -m duration_ms -m $'a\noEVIL\e[31m' customSmallerIsBetter evil.json
	assert_success
	refute_output --partial EVIL
	said "values of 'a?oEVIL?[31m', of which higher is better"
}

@test "--metric and --variant choose, and two variants are two names" {
	jq '.benchmarks = [.benchmarks[] | select(.name == "sort") | (.variant = "base"), (.variant = "head" | .duration_ms = 9)]' "$SMALL" >two.json
	run --separate-stderr bench-export -v head bencher two.json
	json '. == {sort: {latency: {value: 9000000}}}'
	run --separate-stderr bench-export bencher two.json
	json 'keys == ["sort/variant=base", "sort/variant=head"]'
	run --separate-stderr bench-export --metric=memory_mb -m throughput smaller "$SMALL"
	assert_equal "$status" 2
	run --separate-stderr bench-export --metric=memory_mb -m throughput customSmallerIsBetter "$SMALL"
	json 'map(.name) == ["decode/kind=two words,level=9 memory_mb"]'
	said "values of 'throughput', of which higher is better"
}

@test "no name breaks a format: each is there once, and is the same as no other" {
	need python3
	nasty
	for f in $(formats results); do
		bench-export "$f" nasty.json >"out.$f"
	done
	for f in smaller bigger; do
		jq -e --argjson n "$N" 'length == $n and (map(.name) | unique | length == $n) and
			all(.[]; (.name, .unit | type == "string") and (.value | type == "number"))' "out.github-action-benchmark-$f"
	done
	jq -e --argjson n "$N" 'length == $n and all(.[]; .latency.value > 0)' out.bencher
	jq -e --argjson n "$N" '.results | map(.command) | unique | length == $n' out.hyperfine
	jq -e --argjson n "$N" '.benchmarks | map(.metadata.name) | unique | length == $n' out.pyperf
	# Six lines a benchmark, all of the same words: name, number, and two pairs.
	assert_equal "$(grep -c '^Benchmark' out.go)" $((6 * N))
	assert_equal "$(awk '/^Benchmark/ { print NF }' out.go | sort -u)" 6
	assert_equal "$(awk '/^Benchmark/ { print $1 }' out.go | sort -u | wc -l)" "$N"
	refute grep -qE '^Benchmark[a-z]|^Benchmark.*-[0-9]+ [0-9]' out.go
	python3 - "$N" <<-'END'
		import csv, sys, xml.dom.minidom
		n = int(sys.argv[1])
		rows = list(csv.reader(open('out.csv', newline='')))
		assert {len(r) for r in rows} == {5} and len({r[0] for r in rows[1:]}) == n and len(rows) == 12 * n + 1
		head, line = csv.reader(open('out.otava', newline=''))
		assert len(head) == len(line) == len(set(head)) == 2 * n + 2
		tests = xml.dom.minidom.parse('out.junit').getElementsByTagName('testcase')
		assert len({t.getAttribute('name') for t in tests}) == n
		lines = open('out.openmetrics', newline='').read().split('\n')
		assert lines[-2:] == ['# EOF', ''] and lines.count('# EOF') == 1
		assert len(lines) == 2 + 6 * n + 2, len(lines)
	END
}

@test "what this writes, bench-import reads: the same medians" {
	nasty
	bench-merge nasty.json | jq -c '[.benchmarks[].metrics.duration_ms.median] | sort' >medians
	for f in bencher go hyperfine pyperf github-action-benchmark-smaller; do
		bench-export -m duration_ms "$f" nasty.json >"out.$f"
		bench-import "$f" "out.$f" >"in.$f"
		jq -e --slurpfile m medians '[.benchmarks[].metrics.duration_ms.median] | sort | [., $m[0]] | transpose
			| all(.[]; (.[0] / .[1] - 1) * 1e12 | fabs < 1)' "in.$f" || fail "$f"
	done
	# Parameters and the number of processors come back from Go's lines.
	printf 'pkg: a/b\nBenchmarkSort/n=1-8 1 10 ns/op\n' >go.txt
	bench-import go go.txt | bench-export go - >back.txt
	assert_equal "$(grep -v '^$' back.txt)" "$(printf 'pkg: a/b\nBenchmarkSort/n=1-8 1 10 ns/op')"
}

@test "two values of one name are refused, not mixed" {
	jq '.benchmarks = ["Sort", "BenchmarkSort"] | .benchmarks |= map({name: ., duration_ms: 1})' "$SMALL" >two.json
	trouble bench-export go two.json
	said 'two of its values are called "BenchmarkSort ns/op" in'
	jq '.benchmarks = [{name: "a", metrics: {duration_ms: {unit: "ms", better: "lower", median: 1}, "sec/op": {unit: "s", better: "lower", median: 1}}}]' "$SMALL" >units.json
	run --separate-stderr bench-export go units.json
	said "values of 'sec/op': Go would take them for ns/op"
	refute_output --partial sec/op
}

@test "JUnit fails where the comparison fails: by its own verdicts, not by those that were waived" {
	need python3
	failures() {
		bench-export junit "$1" >out.xml
		python3 -c 'import xml.dom.minidom as m
d = m.parse("out.xml")
f = [t.getAttribute("name") for t in d.getElementsByTagName("testcase") if t.getElementsByTagName("failure")]
assert int(d.getElementsByTagName("testsuite")[0].getAttribute("failures")) == len(f)
print("|".join(f))'
	}
	changed() { jq -c "$1" "$COMPARISON" >c.json; }
	local all='decode throughput|matmul/backend=naive,size=100 duration_ms|relu/size=100 duration_ms|softmax/size=100 duration_ms'
	assert_equal "$(failures "$COMPARISON")" "$all"
	changed '.policy.fail_on = ["worse"]'
	assert_equal "$(failures c.json)" 'decode throughput|matmul/backend=naive,size=100 duration_ms|matmul/backend=naive,size=200 duration_ms'
	changed '.rows |= map(select(.verdict == "equivalent")) | .summary.verdict = "unmeasured"'
	assert_equal "$(failures c.json)" '(comparison)'
	changed '.rows |= map(select(.verdict == "equivalent")) | .summary.verdict = "pass"'
	assert_equal "$(failures c.json)" ''
	# No row is red, and the budget of one is spent.
	changed '.rows |= map(select(.verdict == "equivalent")) | .summary.verdict = "pass"
		| .budget = {allowance: 0.03, rows: [{id: "a", metric: "cpu_ms", spent: 0.04, state: "overdrawn"}, {id: "b", metric: "cpu_ms", spent: 0.029, state: "near"}]}'
	assert_equal "$(failures c.json)" '(budget) a cpu_ms'
	changed '.rows |= map(if .id == "decode" then .waived = {reason: "r", issue: "i", expires: "2030-01-01"} else . end)'
	assert_equal "$(failures c.json)" "${all#*|}"
	assert_equal "$(failures "$ROOT/tests/data/md/limits.json" | tr '|' '\n' | wc -l)" \
		"$(jq '[.rows[] | select(.verdict == "exceeded" or .verdict == "failed")] | length' "$ROOT/tests/data/md/limits.json")"
}

@test "promtool loads what is written for Prometheus" {
	command -v promtool >/dev/null || skip "promtool, of Debian's package prometheus, is not installed"
	nasty
	bench-export openmetrics nasty.json >m.txt
	promtool tsdb create-blocks-from openmetrics m.txt blocks
	run promtool tsdb list blocks
	assert_line --regexp " $((6 * N)) +$((6 * N)) +$((6 * N)) "
	sed '$d' m.txt >cut.txt
	run promtool tsdb create-blocks-from openmetrics cut.txt blocks
	assert_failure
}

@test "benchstat reads what is written for Go, a row a benchmark" {
	command -v benchstat >/dev/null || skip 'benchstat, of golang.org/x/perf, is not installed'
	nasty
	bench-export go nasty.json >n.txt
	run --separate-stderr benchstat n.txt
	assert_success
	assert_equal "$stderr" ''
	assert_equal "$(grep -c '±' <<<"$output")" $((2 * N))
	bench-export -m duration_ms csv nasty.json >/dev/null
	run --separate-stderr benchstat n.txt n.txt
	refute_output --partial '∞'
}

@test "every format takes ten times as long for ten times the benchmarks, and most the same memory" {
	need time
	[ -x "${BENCH_BUILD:-$ROOT/build}/peers/generate" ] || make -s -C "$ROOT" B="${BENCH_BUILD:-$ROOT/build}" "${BENCH_BUILD:-$ROOT/build}/peers/generate"
	run --separate-stderr "$ROOT/scripts/bench-export-rate" 600
	assert_success
	assert_equal "$(grep -c ' 600 ' <<<"$output")" "$(formats results | wc -l)"
}

# Peers that are in no package register: an environment variable tells where they are.
@test "github-action-benchmark's own extract.ts reads every name and value" {
	[ -n "${GITHUB_ACTION_BENCHMARK_EXTRACT:-}" ] || skip 'GITHUB_ACTION_BENCHMARK_EXTRACT names no bundle of its extract.ts'
	need node
	nasty
	echo '{"head_commit": {"id": "c", "message": "", "timestamp": "", "url": "", "author": {}, "committer": {}}}' >event.json
	for tool in customSmallerIsBetter customBiggerIsBetter; do
		bench-export "$tool" nasty.json >in.json
		GITHUB_REPOSITORY=a/b GITHUB_EVENT_PATH=event.json node -e '
			const { extractResult } = require(process.argv[1]);
			extractResult({ tool: process.argv[2], outputFilePath: "in.json", githubToken: undefined }).then(
				(b) => console.log(JSON.stringify(b.benches)),
				(e) => { console.error(e.message); process.exit(1); });' "$(realpath "$GITHUB_ACTION_BENCHMARK_EXTRACT")" "$tool" >out.json
		jq -e --slurpfile in in.json --argjson n "$N" 'length == $n and ([.[] | {name, value, unit}] == [$in[0][] | {name, value, unit}])' out.json
	done
}

@test "hyperfine's own scripts read what is written for it" {
	[ -n "${HYPERFINE_SCRIPTS:-}" ] || skip 'HYPERFINE_SCRIPTS names no folder of hyperfine with its scripts'
	local python=${PYTHON_WITH_NUMPY:-python3}
	"$python" -c 'import numpy, scipy' 2>/dev/null || skip 'Python has no numpy and scipy'
	nasty
	bench-export -m duration_ms hyperfine nasty.json >h.json
	run --separate-stderr "$python" "$HYPERFINE_SCRIPTS/advanced_statistics.py" h.json
	assert_success
	assert_equal "$(grep -c '^Command ' <<<"$output")" "$N"
	bench-export -m duration_ms hyperfine "$SMALL" >one.json
	jq '.results |= [.[0], .[0]]' one.json >two.json
	run --separate-stderr "$python" "$HYPERFINE_SCRIPTS/welch_ttest.py" two.json
	assert_success
	assert_output --partial 'p = 1'
}

@test "pyperf reads what is written for it: the same names and medians" {
	local python=${PYTHON_WITH_PYPERF:-python3}
	"$python" -c 'import pyperf' 2>/dev/null || skip 'Python has no pyperf'
	nasty
	bench-export -m duration_ms pyperf nasty.json >p.json 2>/dev/null
	bench-merge nasty.json | jq -c '[.benchmarks[].metrics.duration_ms.median] | sort' >medians.json
	"$python" - >out.json <<-'END'
		import json, pyperf
		suite = pyperf.BenchmarkSuite.load('p.json')
		assert len(set(suite.get_benchmark_names())) == len(suite)
		print(json.dumps(sorted(b.median() * 1000 for b in suite)))
	END
	jq -e --slurpfile m medians.json '[., $m[0]] | transpose | all(.[]; (.[0] / .[1] - 1) * 1e9 | fabs < 1)' out.json
}

@test "Otava finds a step in what is written for it" {
	command -v otava >/dev/null || skip "otava, of Apache Otava, is not installed: 'pip install apache-otava' brings it"
	for i in $(seq 30); do
		jq --argjson i "$i" '.timestamp = (1767225600 + $i * 86400 | todate) | .environment.git_commit = "c\($i)"
			| .benchmarks = [{name: "sort", duration_ms: ((if $i > 15 then 13 else 10 end) + $i % 3 / 10)}]' "$SMALL" >one.json
		if [ "$i" -eq 1 ]; then bench-export otava one.json; else bench-export otava one.json | tail -n 1; fi
	done >history.csv
	cat >otava.yaml <<-'END'
		tests:
		  all:
		    type: csv
		    file: history.csv
		    time_column: time
		    attributes: [commit]
		    metrics: [sort duration_ms]
		    csv_options: { delimiter: ",", quote_char: '"' }
	END
	run --separate-stderr env OTAVA_CONFIG=otava.yaml otava analyze --config-file otava.yaml all
	assert_success
	assert_equal "$(grep -c '%' <<<"$output")" 1
	assert_equal "$(sed -n '/+29.7%/{n;n;s/.* \(c[0-9]*\) .*/\1/p;}' <<<"$output")" c16
}
