# The history: files that never change, an index of them in DuckDB, a branch that many push to.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	need jq git python3
}

# result FILE DAY NAME VALUE [ENTRY]: a results document of one case, ENTRY more of it as JSON.
result() {
	jq -nc --arg day "$2" --arg name "$3" --argjson value "$4" --argjson more "${5:-{\}}" \
		'{timestamp: "\($day)T00:00:00Z", environment: {git_commit: ($day | gsub("-"; "") + "abcdef"), git_ref: "main",
			fingerprint: "00000000000000aa", backends: {cpu: ["x"]}},
		benchmarks: [{name: $name, duration_ms: $value} + $more]}' >"$1"
}

# rows SQL: what the index answers, as lines of CSV without the names.
rows() {
	bench-db query -f csv "$1" | tail -n +2
}

@test "results become files named by time, commit, part and bytes, each once" {
	result a.json 2026-03-04 sort 7
	run --separate-stderr bench-db add --files-only -p shard.1 a.json
	assert_success
	assert_output "2026-03/20260304T000000Z-20260304abcd-shard.1-$(sha256sum a.json | cut -c1-16).json"
	cmp a.json "history/$output"
	run --separate-stderr bench-db add --files-only -p shard.2 - <a.json
	assert_success
	assert_equal "$(find history -type f | wc -l)" 1
	echo '{"benchmarks":[]}' >undated.json
	touch -d 2025-12-31T23:59:59Z undated.json
	run bench-db add -F undated.json
	[[ $output == 2025-12/20251231T235959Z-????????????????.json ]]
	trouble bench-db add -F -p ../x a.json
	said "'--part' must be"
}

@test "of several results none becomes history when one of them is none" {
	result a.json 2026-03-04 sort 7
	echo '{"benchmarks":[{}]}' >bad.json
	trouble bench-db add a.json bad.json
	said 'bad.json:1:'
	[ ! -e history ]
	trouble bench-db add a.json missing.json
	trouble bench-db add -F - <<<'not JSON'
	[ ! -e history ]
}

@test "the tables have the names that users have, and their queries run as they stand" {
	duckdb
	cat >models.json <<'END'
{"timestamp": "2026-05-06T07:08:09+02:00", "suite": "inference", "release": "v2", "benchmarks": [
{"name": "bert", "params": {"model": "bert", "device": "cuda", "batch_size": 8, "sequence_length": 128, "precision": "fp16", "architecture_type": "encoder", "parameter_count": 110000000},
 "metrics": {"latency_ms": {"unit": "ms", "samples": [4, 5, 6, 7, 8, 9]}, "throughput_samples_per_sec": {"unit": "1/s", "better": "higher", "median": 1600},
  "memory_usage_mb": {"unit": "MB", "median": 900}, "power_w": {"unit": "W", "median": 70}}},
{"name": "bert", "params": {"model": "bert", "device": "cpu", "batch_size": 8}, "duration_ms": 90, "memory_mb": 400},
{"name": "load", "status": "failed", "reason": "no"}]}
END
	run --separate-stderr bench-db add models.json
	assert_success
	said '1 document with 3 results added'
	run --separate-stderr bench-db query '
		SELECT r.model_id, r.device, r.architecture_type, r.parameter_count, r.description, b.batch_size, b.sequence_length, b.precision,
			AVG(b.latency_ms) AS latency_ms, MAX(b.throughput_samples_per_sec) AS tput, MAX(b.memory_usage_mb) AS mb,
			MAX(b.first_token_latency_ms) AS first, MAX(b.peak_memory_mb) AS peak, COUNT(*) AS n
		FROM benchmark_runs r JOIN benchmark_results b ON r.id = b.run_id
		WHERE r.model_id = '\''bert'\'' GROUP BY ALL ORDER BY latency_ms'
	assert_success
	json '. == [
		{model_id: "bert", device: "cuda", architecture_type: "encoder", parameter_count: 110000000, description: "inference",
			batch_size: 8, sequence_length: 128, precision: "fp16", latency_ms: 6.5, tput: 1600, mb: 900, first: null, peak: null, n: 1},
		{model_id: "bert", device: "cpu", architecture_type: null, parameter_count: null, description: "inference",
			batch_size: 8, sequence_length: null, precision: null, latency_ms: 90, tput: null, mb: 400, first: null, peak: 400, n: 1}]'
	run --separate-stderr bench-db query '
		SELECT "case", metric, n, median, interval, samples, device_metrics, parameters, status FROM benchmark_results ORDER BY "case", n'
	json '.[0] | .metric == "latency_ms" and .n == 6 and .interval == [4, 9] and .samples == [4, 5, 6, 7, 8, 9]
		and .device_metrics == {power_w: 70} and .parameters.batch_size == 8'
	json '.[2] | .metric == null and .status == "failed"'
	assert_equal "$(rows 'SELECT count(*), count(DISTINCT metric) FROM benchmark_metrics')" 6,6
	assert_equal "$(rows 'SELECT DISTINCT timestamp, release FROM benchmark_runs')" '2026-05-06 05:08:09,v2'
}

@test "the same bytes add nothing, under whatever name; another version of a file is refused" {
	duckdb
	result a.json 2026-03-04 sort 7
	result b.json 2026-03-05 sort 8
	bench-db add a.json
	bench-db add a.json b.json
	cp history/2026-03/20260304*.json "history/2026-03/20260304T000000Z-again-$(sha256sum a.json | cut -c1-16).json"
	bench-db update
	assert_equal "$(rows 'SELECT count(*), sum(latency_ms) FROM benchmark_results')" 2,15
	rm history/index.duckdb
	bench-db rebuild
	assert_equal "$(rows 'SELECT count(*), sum(latency_ms) FROM benchmark_results')" 2,15
	cat a.json >"history/2026-03/20260306T000000Z-0000000000000000.json"
	trouble bench-db update
	said 'has changed since it became part of the history'
	assert_equal "$(rows 'SELECT count(*) FROM benchmark_results')" 2
}

@test "a statement reads the index and nothing else, and what is wrong with it is said" {
	duckdb
	result a.json 2026-03-04 "a,\"b\"" 7
	bench-db add a.json
	while IFS='|' read -r sql words; do
		trouble bench-db query "$sql"
		said "$words"
	done <<'END'
SELECT nam FROM benchmark_results|Referenced column "nam" not found
SELECT 1; SELECT 2|one statement is expected, not 2
/* nothing */|one statement is expected, not 0
DROP TABLE benchmark_results|read-only
COPY benchmark_results TO 'out.csv'|disabled by configuration
SELECT * FROM read_text('a.json')|disabled by configuration
ATTACH 'other.duckdb'|disabled by configuration
SET enable_external_access = true|configuration has been locked
SELECT * FROM benchmark_results WHERE name = $name|parameter '$name' of the statement has no value
SELECT error('half') FROM range(5000)|half
END
	run --separate-stderr bench-db query -f csv -P 'name=a,"b"' 'SELECT name, latency_ms + 0.5 AS l FROM benchmark_results WHERE name = $name'
	assert_output $'name,l\n"a,""b""",7.5'
	run --separate-stderr bench-db query -f csv -P "name=x' OR true --" 'SELECT name FROM benchmark_results WHERE name = $name'
	assert_output name
	trouble bench-db query -P nam=1 'SELECT $name'
	said "no parameter '\$nam' (nearest: 'name')"
	run --separate-stderr bench-db query -f table "SELECT 1::DECIMAL(5, 2) AS a, 'x' AS b"
	assert_output $'   a  b\n1.00  x'
	pipe "echo 'SELECT 9::HUGEINT * 9223372036854775807 AS big, true AS yes, NULL AS no, -0.05::DECIMAL(4, 2) AS low,
		DATE '\''2026-01-02'\'' AS day, MAP {'\''k'\'': 1} AS m, [[1], NULL] AS list, {'\''t'\'': TIME '\''01:02:03'\''} AS s, 1e300 * 1e300 AS inf;' | bench-db query"
	assert_success
	[[ $output == *'"big":83010348331692982263,"yes":true,"no":null,"low":-0.05,"day":"2026-01-02","m":{"k":1},"list":[[1],null],"s":{"t":"01:02:03"},"inf":null'* ]] || fail "$output"
}

@test "series have their runs, and a base from variant base or from the control row" {
	duckdb
	local day
	for day in 01 02 03; do
		result "v$day.json" "2026-03-$day" sort "1$day" "$(jq -nc --arg d "$day" '{variant: "head"}')"
		jq -c --arg d "$day" '.benchmarks += [{name: "sort", variant: "base", duration_ms: (100 + ($d | tonumber) * 2)},
			{name: "scan", metrics: {duration_ms: {unit: "ms", samples: [1, 2, 3, 4, 5, 6]}, rate: {unit: "iter/sec", better: "higher", median: 50}, size: {unit: "MB", median: 3}}}]
			+ if $d == "02" then [] else [{name: "control", control: true, duration_ms: 20}] end' "v$day.json" >"r$day.json"
	done
	bench-db add r03.json r01.json r02.json
	run --separate-stderr bench-db series
	assert_success
	printf '%s\n' "$output" >series.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/series.json" series.json
	json '(.runs | map(.timestamp[8:10])) == ["01", "02", "03"] and .runs[0].commit == "20260301abcdef"
		and (.series | map("\(.id) \(.variant // "-") \(.metric)")) == ["scan - duration_ms", "scan - rate", "scan - size", "sort head duration_ms"]'
	json '.series[0] | .base == [20, null, 20] and .value == [3.5, 3.5, 3.5] and .low == [1, 1, 1] and .high == [6, 6, 6] and .n == [6, 6, 6]'
	json '.series[1].base == [50, null, 50] and (.series[2] | has("base") | not)'
	json '.series[3] | .value == [101, 102, 103] and .base == [102, 104, 106] and .run == [0, 1, 2]'
	run --separate-stderr bench-db series -c 's?rt' -l 2
	json '(.runs | length) == 2 and (.series | length) == 1 and .series[0].run == [0, 1] and .series[0].value == [102, 103]'
	run --separate-stderr bench-db series -m size -s 2026-03-03 -r main
	json '(.runs | length) == 1 and .series[0].value == [3]'
	run --separate-stderr bench-db series --fingerprint none
	json '.runs == [] and .series == []'
}

@test "a case is in the index under the name that it has now" {
	duckdb
	result a.json 2026-03-04 old/sort 7
	result b.json 2026-03-05 new/sort 8
	printf '%s\n' 'version: 1' 'aliases:' '  old/*: new/*' >aliases.yml
	bench-db add a.json b.json
	run --separate-stderr bench-db series
	json '(.series | length) == 1 and .series[0].id == "new/sort" and .series[0].value == [7, 8]'
	rm aliases.yml
	bench-db rebuild
	run --separate-stderr bench-db series
	json '(.series | length) == 2'
}

@test "months become Parquet files that hold every byte, old documents go, and rebuild agrees" {
	duckdb
	local i before
	for i in 01 02 03 04; do
		result "$i-1.json" "2025-$i-01" sort "$i.5"
		result "$i-2.json" "2025-$i-02" sort "$i.25"
	done
	bench-db add ./*.json
	before=$(rows 'SELECT * FROM benchmark_results ORDER BY ALL')
	run --separate-stderr bench-db compact -b 2025-03
	assert_success
	said '4 documents are in 2 months now'
	assert_equal "$(cd history && echo ./*)" './2025-01.parquet ./2025-02.parquet ./2025-03 ./2025-04 ./index.duckdb'
	bench-db rebuild
	assert_equal "$(rows 'SELECT * FROM benchmark_results ORDER BY ALL')" "$before"
	# What comes late joins its month; what is there is not added again.
	result late.json 2025-01-03 sort 9
	bench-db add late.json 01-1.json
	assert_equal "$(rows 'SELECT count(*) FROM benchmark_results')" 9
	bench-db compact
	assert_equal "$(cd history && echo ./*)" './2025-01.parquet ./2025-02.parquet ./2025-03.parquet ./2025-04.parquet ./index.duckdb'
	run --separate-stderr bench-db prune -n -b 2025-02-02
	said '4 documents would go'
	bench-db prune -b 2025-02-02
	assert_equal "$(rows 'SELECT count(*), min(latency_ms) FROM benchmark_results')" 5,2.25
	bench-db prune -k 3
	bench-db rebuild
	assert_equal "$(rows 'SELECT count(*), min(latency_ms) FROM benchmark_results')" 3,3.25
	trouble bench-db prune
	trouble bench-db compact -b 2025-13
	said "'--before' must be a month"
	run --separate-stderr bench-db export tables
	assert_success
	assert_equal "$(cd tables && echo */*)" 'benchmark_results/2025-03.parquet benchmark_results/2025-04.parquet benchmark_runs/2025-03.parquet benchmark_runs/2025-04.parquet'
}

@test "who has the index is said when it takes too long; else one waits for the other" {
	duckdb
	result a.json 2026-03-04 sort 7
	result b.json 2026-03-05 sort 8
	bench-db add a.json
	# Who holds a file as DuckDB does, and takes no CPU for it.
	python3 -c '
import fcntl, time
f = open("history/index.duckdb", "rb+")
fcntl.lockf(f, fcntl.LOCK_EX)
open("held", "w").close()
time.sleep(600)' &
	local holder=$! writer
	until [ -e held ]; do sleep 0.01; done
	trouble bench-db add -w 0.2 b.json
	said "is held by process $holder, '/"
	trouble bench-db query -w 0.01 'SELECT 1'
	said "is held by process $holder"
	bench-db update -w 60 &
	writer=$!
	sleep 0.1
	kill "$holder"
	wait "$holder" || :
	wait "$writer"
	assert_equal "$(rows 'SELECT count(*) FROM benchmark_results')" 2
}

@test "a kill at any moment loses nothing" {
	duckdb
	local i
	for i in 10 11 12 13 14 15 16 17 18 19; do result "$i.json" "2026-03-$i" sort "$i"; done
	bench-db add 10.json
	for i in 0.01 0.03 0.05 0.08 0.12; do
		timeout -s KILL "$i" bench-db add ./*.json >/dev/null 2>&1 || :
		# Whole or not at all, in the files and in the index.
		find history -name '*.json' -exec jq -e .benchmarks {} + >/dev/null
		[ "$(rows 'SELECT (SELECT count(*) FROM history_files) = count(*) FROM benchmark_results')" = true ]
	done
	for i in 0.02 0.06 0.1; do timeout -s KILL "$i" bench-db rebuild >/dev/null 2>&1 || :; done
	assert_equal "$(rows 'SELECT count(*) > 0 FROM benchmark_results')" true
	bench-db add ./*.json
	assert_equal "$(rows 'SELECT count(*), sum(latency_ms) FROM benchmark_results')" 10,145
	bench-db rebuild
	assert_equal "$(rows 'SELECT count(*), sum(latency_ms) FROM benchmark_results')" 10,145
	assert_equal "$(cd history && echo ./*)" './2026-03 ./index.duckdb'
}

@test "without DuckDB the message says what to do, and files can be kept all the same" {
	result a.json 2026-03-04 sort 7
	export BENCH_DUCKDB=$PWD/none.so
	trouble bench-db query 'SELECT 1'
	said "'history/index.duckdb' is not there"
	trouble bench-db add a.json
	said "BENCH_DUCKDB: '$PWD/none.so' is not DuckDB's library"
	[ ! -e history ]
	bench-db add -F a.json
	assert_equal "$(find history -name '*.json' | wc -l)" 1
	cp "$(command -v bench-db)" alone
	unset BENCH_DUCKDB
	if ! ldconfig -p | grep -q libduckdb; then
		trouble ./alone update
		said "'make deps' brings it"
	fi
}

@test "the years that github-action-benchmark kept come along, row by row" {
	duckdb
	mkdir years
	jq -n '{entries: {Go: [range(40) | {date: (1700000000000 + . * 86400000), tool: "go",
		commit: {id: ("0123456789abcdef" + tostring), timestamp: (1700000000 + . * 86400 | todate)},
		benches: [range(1 + . % 3) | {name: "Fib\(.)", value: (10 + .), unit: "ns/op"}]}]}}' >plain.json
	{
		printf 'window.BENCHMARK_DATA = '
		cat plain.json
	} >data.js
	bench-import --runs years github-action-benchmark-history data.js
	bench-db add years/*.json
	assert_equal "$(rows 'SELECT count(*), count(DISTINCT run_id), count(DISTINCT "case") FROM benchmark_results')" \
		"$(jq -r '[.entries[][] | .benches | length] | "\(add),\(length),3"' plain.json)"
	assert_equal "$(rows "SELECT round(sum(latency_ms) * 1e6) FROM benchmark_results")" \
		"$(jq '[.entries[][].benches[].value] | add ' plain.json)"
}

# migrated FORMAT FILE... -- SQL: what is in a history of the runs that are in the files.
migrated() {
	local format=$1 file
	shift
	rm -rf years history && mkdir years
	while [ "$1" != -- ]; do
		file=$1 && shift
		bench-import --runs years "$format" "$file"
	done
	run --separate-stderr bench-db add years/*.json
	assert_success
	rows "$2"
}

@test "what asv kept of two commits is a history of two runs" {
	duckdb
	local of=$BATS_TEST_DIRNAME/data/harness/asv/example/cheetah
	run -0 migrated asv "$of"/{05d283b9,22b920c6}-py2.7-Cython-numpy1.8.json -- \
		'SELECT r."commit"[:8], r.timestamp, count(*) FROM benchmark_runs r JOIN benchmark_results b ON b.run_id = r.id GROUP BY ALL ORDER BY 2'
	assert_line --partial "05d283b9,"
	assert_line --partial "22b920c6,"
	bench-db series -o series.json
	json '(.runs | length) == 2 and any(.series[]; (.value | length) == 2)' series.json
}

@test "what ReBench appended to its data file is a history of its runs" {
	duckdb
	for c in abc def; do
		printf '#!rebench x.conf\n# Execution Start: 2024-01-0%s\n# Source: {"commitId": "%s%s", "branchOrTag": "HEAD -> main"}\n' \
			"$([ $c = abc ] && echo 1T10:00:00 || echo 2T10:00:00)" $c 0123
		printf '1\t%s\t%s.5\tms\ttotal\tNBody\tsom\tsuite\t1 2\t1\t\t\n' 1 7 2 8
	done >rebench.data
	run -0 migrated rebench rebench.data -- \
		'SELECT r."commit", r.ref, b.latency_ms, b.n FROM benchmark_runs r JOIN benchmark_results b ON b.run_id = r.id ORDER BY r.timestamp'
	assert_line --index -2 abc0123,main,8,2
	assert_line --index -1 def0123,main,8,2
}

@test "what Bencher answers of a project is a history of its reports" {
	duckdb
	jq -n '{project: {}, results: [{branch: {name: "main"}, testbed: {name: "box"}, benchmark: {name: "fib"},
		measure: {name: "Latency", slug: "latency", units: "nanoseconds (ns)"}, metrics: [range(9) |
			{report: "r\(.)", iteration: 0, start_time: "2024-02-0\(. + 1)T00:00:00Z",
			 version: {number: ., hash: "c0ffee\(.)"}, metric: {value: (1000000 * (1 + .))}}]}]}' >perf.json
	run -0 migrated bencher-perf perf.json -- \
		'SELECT b."case", r."commit", r.ref, b.latency_ms FROM benchmark_runs r JOIN benchmark_results b ON b.run_id = r.id ORDER BY r.timestamp'
	assert_line --index -9 fib/testbed=box,c0ffee0,main,1
	assert_line --index -1 fib/testbed=box,c0ffee8,main,9
}

@test "the series that jq makes of the files are those of the index" {
	duckdb
	local i
	for i in {1..9}; do
		# A time with its control row, a rate, one without a base, two variants, and an entry of plain numbers.
		# In every second one the values follow from the samples.
		result "$i.json" "2026-03-0$i" plain "$i" '{"throughput": 5}'
		jq -c --argjson i "$i" '.benchmarks += [
			{name: "spin", control: true, metrics: {duration_ms: {unit: "ms", samples: [40, 41, 42 + $i]}}},
			{name: "sort", params: {n: 8}, metrics: {duration_ms: {unit: "ms", samples: [3, 4, 5, 6, 7, 8 + $i]},
				rate: {unit: "1/s", better: "higher", gate: false, samples: [$i]}, hertz: {unit: "kHz", better: "higher", samples: [$i]}, memory_mb: {unit: "MB", samples: [$i]}}},
			{name: "pair", variant: "base", metrics: {duration_ms: {unit: "ms", samples: [$i]}}},
			{name: "pair", variant: "head", metrics: {duration_ms: {unit: "ms", samples: [2 * $i]}}},
			{name: "gone", status: "failed", reason: "no"}]' "$i.json" >told.json
		if [ $((i % 2)) -eq 0 ]; then mv told.json "$i.json"; else bench-merge -o "$i.json" told.json; fi
	done
	run --separate-stderr bench-db add [1-9].json
	assert_success
	bench-db series -o index.json
	"$ROOT/scripts/files-series" history >files.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/series.json" files.json
	# To the digits that both tell, and without the intervals: the index makes them of the samples.
	same() {
		jq -S 'def round9: walk(if type == "number" then . * 1e9 | round else . end);
			(.runs | length), (.runs[] | del(.extra)), (.series[] | del(.low, .high)) | round9' "$1"
	}
	diff <(same index.json) <(same files.json)
	json '[.series[] | select(.base and .better == "higher") | .metric] == ["throughput", "hertz", "rate"]' index.json
	json '[.series[].low | select(.)] | length > 0' files.json
	mkdir none
	"$ROOT/scripts/files-series" none | bench-trend -o none.json
	json '.series == []' none.json
}

@test "jobs that push to one branch at once lose no result" {
	run "$ROOT/tests/push-at-once" 16 "$PWD"
	assert_success
	assert_output --partial '16 jobs, 32 results'
}

@test "a push adds to what is there, once, and says at once what does not help to try again" {
	result a.json 2026-03-04 sort 7
	result b.json 2026-03-05 sort 8
	git init -q --bare remote.git
	git init -q project
	cd project
	bench-push -r ../remote.git -b h ../a.json
	bench-push -r ../remote.git -b h -p other ../a.json ../b.json
	run git -C ../remote.git ls-tree -r --name-only h
	assert_equal "${#lines[@]}" 2
	assert_equal "$(git -C ../remote.git for-each-ref | wc -l)" 1
	assert_equal "$(
		git status --porcelain
		git for-each-ref
	)" ''
	trouble bench-push -r ../nothing.git ../a.json
	said 'does not appear to be a git repository'
	trouble bench-push -r ../remote.git ../remote.git/HEAD
	trouble bench-push -r ../remote.git
	trouble bench-push -r ../remote.git -t x ../a.json
	said "expected a number of seconds"
	cd .. && trouble bench-push a.json
	said 'this is no git repository'
}

@test "what a job left on the way is on the branch after the next push" {
	result a.json 2026-03-04 sort 7
	result b.json 2026-03-05 sort 8
	git init -q --bare remote.git
	git init -q project
	cd project
	# The first push of two goes through, the second does not.
	printf '#!/bin/sh\n! grep -q refs/heads/benchmark-history\n' >../remote.git/hooks/pre-receive
	chmod +x ../remote.git/hooks/pre-receive
	trouble bench-push -r ../remote.git ../a.json
	said 'pre-receive hook declined'
	rm ../remote.git/hooks/pre-receive
	bench-push -r ../remote.git ../b.json
	run git -C ../remote.git ls-tree -r --name-only benchmark-history
	assert_equal "${#lines[@]}" 2
}
