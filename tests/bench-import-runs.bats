#!/usr/bin/env bats
# bench-import --runs: the histories of other tools, a document for each run.

load helper

DATA=$ROOT/tests/data/harness

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir runs
}

# history N: data.js of N runs of two suites; each second of suite B is of the time and commit of A's.
history() {
	jq -n --argjson n "$1" '
		def entry($i; $suite): {commit: {id: "\($i)abcdef0123"}, date: (1573312140323 + 86400000 * $i),
			tool: (if $suite == "A" then "cargo" else "pytest" end),
			benches: [{name: "fib", value: (100 + $i), unit: (if $suite == "A" then "ns/iter" else "iter/sec" end)},
				{name: "sort", value: (200 + $i), unit: "us", range: "± 3"}]};
		{lastUpdate: 1, entries: {A: [range($n) | entry(.; "A")],
			B: [range($n) | select(. % 2 == 0) | entry(.; "B")]}}' |
		sed '1s/^/window.BENCHMARK_DATA = /'
}

@test "each run of a history becomes a document with its time and its commit" {
	history 4 >data.js
	run --separate-stderr bench-import --runs runs github-action-benchmark data.js
	assert_success
	assert_equal "$output" "runs/20191109T150900Z-0abcdef_results.json
runs/20191110T150900Z-1abcdef_results.json
runs/20191111T150900Z-2abcdef_results.json
runs/20191112T150900Z-3abcdef_results.json"
	assert_equal "$(find runs -type f | wc -l)" 4
	json '.timestamp == "2019-11-11T15:09:00Z" and .environment.git_commit == "2abcdef0123" and
		(.benchmarks | length == 4 and all(has("sessions") | not) and all(has("run") | not)) and
		(.benchmarks[] | select(.id == "fib/suite=A").metrics.duration_ms | .samples == [0.000102]) and
		(.benchmarks[] | select(.id == "fib/suite=B").metrics.value | .better == "higher")' \
		runs/20191111T150900Z-2abcdef_results.json
	# No point is lost, and the documents are what the tools read.
	assert_equal "$(jq -n '[inputs.benchmarks | length] | add' runs/*)" 12
	run --separate-stderr bench-merge runs/*
	assert_success
	json '.benchmarks[] | select(.id == "sort/suite=A").metrics.duration_ms.samples == [0.2, 0.201, 0.202, 0.203]'
}

@test "a second import of a history writes what is new, and touches nothing else" {
	history 3 >data.js
	bench-import --runs runs data.js
	ls -i runs >before
	history 4 >data.js
	run --separate-stderr bench-import --runs runs data.js
	assert_success
	assert_equal "${#lines[@]}" 4
	ls -i runs >after
	assert_equal "$(comm -12 before after | wc -l)" 3
	assert_equal "$(find runs -type f | wc -l)" 4
	# Another document of the same time and commit does not replace the first.
	sed 's/"value": 100/"value": 150/' data.js >other.js
	run --separate-stderr bench-import --runs runs other.js
	assert_equal "${lines[0]}" runs/20191109T150900Z-0abcdef_2_results.json
}

@test "without a folder, the runs of a history are sessions" {
	history 3 >data.js
	run --separate-stderr bench-import data.js
	assert_success
	json '.benchmarks[] | select(.id == "fib/suite=A") |
		[.sessions[] | [.timestamp, .n]] == [["2019-11-09T15:09:00Z", 1], ["2019-11-10T15:09:00Z", 1],
			["2019-11-11T15:09:00Z", 1]] and (.sessions | map(.id) | unique | length == 3)'
	bench-import data.js | bench-merge >/dev/null
	# A file of one run is no session.
	run --separate-stderr bench-import "$DATA/pytest-benchmark/gab-pytest_output.json"
	json '.benchmarks | all(has("sessions") | not)'
}

@test "the runs of asv, pytest-benchmark, Otava, ReBench, ReBenchDB and Bencher are told" {
	told() {
		rm -rf runs && mkdir runs
		run --separate-stderr bench-import --runs runs "$1" "$2"
		assert_success
		assert_equal "${lines[*]}" "$3"
		json "$4" "${lines[0]}"
	}
	printf 'time,commit,branch,a,b\n2024.01.01 3:00:00 +0100,aaa0,main,5,1\n1704164400,bbb1,x,6,\n' >otava.csv
	{
		for c in abc def; do
			printf '#!rebench x.conf\n# Execution Start: 2024-01-0%s\n# Source: {"commitId": "%s", "branchOrTag": "HEAD -> main"}\n' \
				"$([ $c = abc ] && echo 1T10:00:00 || echo 2T10:00:00)" $c
			printf '1\t%s\t%s.5\tms\ttotal\tNBody\tsom\tsuite\t1 2\t1\t\t\n' 1 7 2 8
		done
	} >rebench.data
	jq -n '{data: [{runId: {benchmark: {name: "NBody", suite: {name: "s", executor: {name: "som"}}}, cores: 1},
		d: [{in: 1, m: [[7.5, 8.5], [100]]}, {in: 2, m: [[9.5]]}]}],
		criteria: [{i: 0, c: "total", u: "ms"}, {i: 1, c: "heap", u: "B"}], startTime: "2019-12-13T22:49:56",
		source: {commitId: "58666d1c84", branchOrTag: "main"}, env: {cpu: "i7"}}' >payload.json
	jq -n '{project: {}, results: [{branch: {name: "main"}, testbed: {name: "box"}, benchmark: {name: "fib"},
		measure: {name: "Latency", slug: "latency", units: "nanoseconds (ns)"}, metrics: [range(2) |
			{report: "r\(.)", iteration: 0, start_time: "2024-02-0\(. + 1)T00:00:00Z",
			 version: {number: ., hash: "c\(.)ffee"}, metric: {value: (1000 + .)}}]}]}' >perf.json
	each told <<END
asv|$DATA/asv/xonsh/mac/7e189079-virtualenv-py3.9.json|runs/20230405T000120Z-7e18907_results.json|.environment.cpu_model == "Apple M1" and .environment.git_commit == "7e189079abc2c045ed22c9c3b25548ad0183f7a1"
pytest-benchmark|$DATA/pytest-benchmark/gab-pytest_output.json|runs/20191117T022216Z-9d55ab0_results.json|.environment.git_ref == "pytest"
otava|otava.csv|runs/20240101T020000Z-aaa0_results.json runs/20240102T030000Z-bbb1_results.json|.environment.git_ref == "main" and .benchmarks[0].metrics.b.samples == [1]
rebench|rebench.data|runs/20240101T100000Z-abc_results.json runs/20240102T100000Z-def_results.json|.environment.git_ref == "main" and .benchmarks[0].metrics.duration_ms.samples == [7.5, 8.5]
rebenchdb|payload.json|runs/20191213T224956Z-58666d1_results.json|.environment.cpu_model == "i7" and .benchmarks[0].metrics.duration_ms.samples == [7.5, 8.5, 9.5] and .benchmarks[0].metrics.heap.unit == "B"
bencher-perf|perf.json|runs/20240201T000000Z-c0ffee_results.json runs/20240202T000000Z-c1ffee_results.json|.environment.git_ref == "main" and .benchmarks[0].id == "fib/testbed=box" and .benchmarks[0].metrics.duration_ms.samples == [0.001]
END
}

@test "the machine of a history is what the file and the option say" {
	echo '{"cpu_model": "old one", "cores": 8, "git_commit": "of the option"}' >env.json
	history 1 >data.js
	bench-import -e env.json --runs runs data.js
	json '.environment == {cpu_model: "old one", cores: 8, git_commit: "0abcdef0123"}' runs/*
}

@test "a history that is cut in half, tells no times or has no folder writes nothing" {
	history 9 >data.js
	head -c "$(($(stat -c %s data.js) / 2))" data.js >half.js
	trouble bench-import --runs runs github-action-benchmark half.js
	trouble bench-import --runs runs hyperfine "$DATA/hyperfine/self-param-scan.json"
	said 'tells neither the time nor the commit of its run'
	trouble bench-import --runs nowhere data.js
	said 'nowhere: No such file'
	trouble bench-import --runs data.js data.js
	said "must be a folder"
	trouble bench-import --runs runs -o x data.js
	said "'--output'"
	sed 's/"date": [0-9]*/"date": "yesterday"/' data.js >when.js
	trouble bench-import --runs runs github-action-benchmark when.js
	assert_equal "$(ls -A runs)" ''
	cat >own.jq <<'END'
# Ours.
#: row name v# when ~ ^([a-z]+) ([0-9]+) (.*)$
#: reader lines
{name, run: {timestamp: .when}, metrics: {v: {samples: .v}}}
END
	echo 'a 1 yesterday' >own.txt
	trouble bench-import --runs runs -f own.jq own.txt
	said "must be a time like 2026-01-02T03:04:05Z, not 'yesterday'"
	printf 'a 1 2024-01-01T00:00:00Z\na 2 2024-01-02T00:00:00Z\na 3 2024-01-01T00:00:00Z\n' >own.txt
	trouble bench-import -f own.jq own.txt
	said 'comes again'
	run bench-import --runs runs -f own.jq own.txt
	assert_success
}

@test "standard output that is full is trouble, and each file that is there is whole" {
	history 3 >data.js
	run --separate-stderr bash -c "bench-import --runs runs data.js >/dev/full"
	assert_equal "$status" 2
	for f in runs/*; do jq -e .schema "$f"; done
}

@test "cases that have a new name are imported under it" {
	printf 'version: 1\naliases:\n  "Old/*": "New/*"\n  Other: This\n' >aliases.yml
	cat >own.jq <<'END'
# Ours.
#: reader lines
#: row name v# ~ ^([A-Za-z]+) ([0-9]+)$
{name: .name, params: {}, reported_by: "Other", id: "Old/\(.name)", metrics: {v: {samples: .v}}}
END
	echo 'a 1' >own.txt
	run --separate-stderr bench-import -f own.jq own.txt
	assert_success
	json '.benchmarks[0] | .id == "New/a" and .reported_by == "This"'
	mv aliases.yml names.yml
	run --separate-stderr bench-import -f own.jq own.txt
	json '.benchmarks[0] | .id == "Old/a" and .reported_by == "Other"'
	run --separate-stderr bench-import --aliases names.yml -f own.jq own.txt
	json '.benchmarks[0] | .id == "New/a"'
	trouble bench-import --aliases none.yml -f own.jq own.txt
	said none.yml
}
