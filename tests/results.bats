#!/usr/bin/env bats
# Results documents: what is read, what is refused and where, and the canonical form.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# refused TEXT MESSAGE: the document (printf's format) is trouble, with the place.
refused() {
	# shellcheck disable=SC2059
	printf "$1" >d.json
	trouble bench-merge d.json
	said "bench-merge: d.json:$2"
}

# entry MEMBERS MESSAGE: a document of one benchmark of these members is trouble; it begins at 1:16.
entry() {
	refused '{"benchmarks":[{"name":"x",'"$1"'}]}' "$2"
}

# canonical TEXT: write it in canonical form to $output.
canonical() {
	printf '%s' "$1" >d.json
	run --separate-stderr bench-merge d.json
	assert_success
}

@test "a file of the plain old form is valid, each number one value" {
	canonical '{"version":"1.0","timestamp":"2026-01-01T00:00:00Z","environment":{"os":"linux","cpu":"x86","git_commit":"abc"},
		"benchmarks":[{"name":"m","description":"d","duration_ms":1.5,"throughput":2e3,"memory_mb":null,"iterations":10}]}'
	json '.schema == "benchpipe/results/1" and .version == "1.0" and .environment.git_commit == "abc"'
	json '.benchmarks[0] | .id == "m" and .duration_ms == 1.5 and .throughput == 2000 and (has("memory_mb") | not) and .iterations == 10'
	json '.benchmarks[0].metrics == {duration_ms:{unit:"ms",better:"lower",gate:true,median:1.5},
		throughput:{unit:"ops/s",better:"higher",gate:true,median:2000}}'
}

@test "the layout of a document makes no difference" {
	canonical '{"benchmarks":[{"metrics":{"b":{"samples":[1,2]},"a":{"samples":[3,4]}},"name":"x","params":{"q":1,"p":"v"}}],"timestamp":"2026-01-01T00:00:00Z","schema":"benchpipe/results/1"}'
	local first=$output
	jq . d.json >pretty.json
	run --separate-stderr bench-merge pretty.json
	assert_equal "$output" "$first"
	json '.benchmarks[0].id == "x/p=v,q=1" and (.benchmarks[0].metrics | keys_unsorted) == ["a","b"]'
	run sed -n 1p <<<"$first"
	assert_output '{"schema":"benchpipe/results/1","timestamp":"2026-01-01T00:00:00Z","benchmarks":['
}

@test "statistics are those of the samples, whatever the input says" {
	# R 4.2: x <- c(9,1,3,2,8,4,100); mean, median, sd, mad(constant=1), quantile(x, c(.25,.75)) = 2.5, 8.5
	canonical '{"benchmarks":[{"name":"x","duration_ms":77,"metrics":{"duration_ms":{"median":77,"mean":77,"n":1,"samples":[9,1,3,null,2,8,4,100]}}}]}'
	json '.benchmarks[0].duration_ms == 4 and .benchmarks[0].iterations == 8'
	json '.benchmarks[0].metrics.duration_ms | .n == 7 and .mean == 18.1428571 and .median == 4 and .min == 1 and .max == 100 and
		.stddev == 36.2189111 and .mad == 3 and .ci95 == [1,100] and .outliers == {mild:[],severe:[7]}'
}

@test "null members are absent" {
	canonical '{"suite":null,"policy":null,"environment":null,"benchmarks":[{"name":"x","description":null,"params":null,"duration_ms":null,"metrics":{"q":{"unit":null,"samples":null,"median":null}}}]}'
	json 'del(.benchmarks[0].sessions).benchmarks == [{name:"x",id:"x",status:"ok",metrics:{q:{better:"lower",gate:true}}}]'
}

@test "an empty list of benchmarks is a document" {
	canonical '{"benchmarks":[]}'
	assert_equal "$output" $'{"schema":"benchpipe/results/1","benchmarks":[\n]}'
}

@test "text that is not JSON is refused with its place" {
	refused '' '1:1: the file is empty'
	refused '  \n ' '2:2: the text ends where a value was expected'
	refused '{"benchmarks":[' '1:16: the text ends where a value was expected'
	refused '{"benchmarks":[]' "1:17: the text ends where ',' or '}' was expected"
	refused '{"benchmarks":[]}\n x' "2:2: expected the end of the file, found 'x'"
	refused '{"benchmarks":[],}' "1:18: expected a key in double quotes, found '}'"
	refused '{"benchmarks":[1,]}' '1:16: a benchmark must be an object'
	refused '{"benchmarks":[{"name":"x"},]}' "1:29: expected a value, found ']'"
	refused '{"benchmarks" []}' "1:15: expected ':', found '['"
	refused "{'benchmarks':[]}" "1:2: expected a key in double quotes, found '''"
	refused '{"a":nul}' '1:6: expected a value'
	refused '{"a":"b' '1:6: a string without its closing quote'
	refused '{"a":"b\n"}' '1:6: a string without its closing quote on the same line'
	refused '{"a":"b\tc"}' '1:8: a control character in a string'
	refused '{"a":"b\\x"}' '1:8: an escape that JSON does not have'
	refused '{"a":"b\\u12"}' "1:8: '\\u' must be followed by four hexadecimal digits"
	refused '{"a":"\\ud800x"}' '1:7: half of a surrogate pair'
	refused '{"a":"\\u0000"}' '1:7: a string with a NUL character'
	refused '{"a":"\xff"}' '1:7: not UTF-8'
	refused '{"a":"\xc0\x80"}' '1:7: not UTF-8'
	refused '{"a":\0}' '1:6: expected a value, found byte 0x00'
	refused '\xef\xbb\xbf{"benchmarks":[]}' '1:1: the file begins with a byte order mark; save it as UTF-8 without one'
	refused '\xff\xfe{\0' '1:1: the file is UTF-16; save it as UTF-8'
	refused '\x1f\x8b\x08' '1:1: the file is compressed; decompress it first'
}

@test "numbers that JSON or a double does not have are refused" {
	entry '"duration_ms":NaN' "1:42: expected a value, found 'N'"
	entry '"duration_ms":-Infinity' "1:42: '-' is not a JSON number"
	entry '"duration_ms":1e999' "1:42: '1e999' is not a JSON number within a double's range"
	entry '"duration_ms":01' "1:42: '01' is not a JSON number"
	entry '"duration_ms":1.' "1:42: '1.' is not a JSON number"
	entry '"duration_ms":.5' "1:42: expected a value, found '.'"
	entry '"duration_ms":+1' "1:42: expected a value, found '+'"
	entry '"duration_ms":0x10' "1:43: expected ',' or '}', found 'x'"
	entry "\"duration_ms\":$(printf '9%.0s' {1..500})" '1:42: a number of more than 400 characters'
}

@test "members of the wrong type are refused by name" {
	refused '[]' "1:1: expected a results document, an object with 'benchmarks'"
	refused '"x"' '1:1: expected a results document'
	refused '{"benchmarks":{}}' "1:15: 'benchmarks' must be an array of objects"
	refused '{"benchmarks":[7]}' '1:16: a benchmark must be an object'
	refused '{"benchmarks":[{}]}' "1:16: a benchmark without a 'name'"
	refused '{"timestamp":1,"benchmarks":[]}' "1:14: 'timestamp' must be a string"
	refused '{"environment":[],"benchmarks":[]}' "1:16: 'environment' must be an object"
	refused '{"environment":{"fingerprint":1},"benchmarks":[]}' "1:16: 'fingerprint' of the environment must be a string"
	refused '{"policy":{"tolerance":-1},"benchmarks":[]}' "1:24: 'tolerance' must be from 0 to 10 (1000%), not -1"
	entry '"id":""' "1:33: 'id' must not be empty"
	entry '"status":"faild"' "1:37: 'status' must be 'ok', 'failed', 'timeout', 'skipped' or 'interrupted', not 'faild' (nearest: 'failed')"
	entry '"kind":"explore"' "1:35: 'kind' must be 'regression' or 'exploratory', not 'explore'"
	entry '"duration_ms":"1"' "1:42: 'duration_ms' must be a number"
	entry '"iterations":1.5' "1:41: 'iterations' must be a whole number"
	entry '"iterations":-1' "1:41: 'iterations' must be a whole number"
	entry '"params":[]' "1:37: 'params' must be an object"
	entry '"params":{"a":[]}' "1:42: 'params' values must be strings, numbers or booleans"
	entry '"tags":[1]' "1:36: 'tags' must be a string"
	entry '"metrics":{"q":1}' '1:43: a metric must be an object'
	entry '"metrics":{"q":{"samples":{}}}' "1:54: 'samples' must be an array of numbers"
	entry '"metrics":{"q":{"samples":[1,"2"]}}' "1:57: 'samples' must be an array of numbers"
	entry '"metrics":{"q":{"better":"up"}}' "1:53: 'better' must be 'lower' or 'higher', not 'up'"
	entry '"metrics":{"q":{"gate":1}}' "1:51: 'gate' must be true or false"
	entry '"rounds":[-1]' "1:38: 'rounds' must be whole numbers"
	entry '"rounds":[null]' "1:38: 'rounds' must be an array of numbers"
	entry '"sessions":[{"n":1}]' "1:40: a session without an 'id'"
	entry '"require":[{"min":1}]' "1:39: a limit of 'require' without 'metric'"
}

@test "a key that is given twice is refused" {
	refused '{"benchmarks":[],"benchmarks":[]}' "1:18: 'benchmarks' is given twice"
	refused '{"a":1,"b":1,"a":1,"benchmarks":[]}' "1:14: 'a' is given twice"
	entry '"name":"y"' "1:28: 'name' is given twice"
	entry '"z":1,"y":1,"\\u007a":1' "1:40: 'z' is given twice"
	entry '"params":{"a":1,"a":2}' "1:37: parameter 'a' is given twice"
	entry '"metrics":{"q":{},"p":{},"q":{}}' "1:38: metric 'q' is given twice"
	entry '"sessions":[{"id":"a","n":1},{"id":"a","n":1}]' "1:39: session 'a' is given twice"
}

@test "arrays that do not fit together are refused" {
	entry '"rounds":[1],"metrics":{"q":{"samples":[1,2]}}' "1:16: 'samples' of 'q' has 2 values, 'rounds' has 1"
	entry '"sessions":[{"id":"a","n":1},{"id":"b","n":2}],"metrics":{"q":{"samples":[1,2]}}' "1:16: 'samples' of 'q' has 2 values, the sum of 'n' in 'sessions' is 3"
	entry '"sessions":[{"id":"a","n":1}],"rounds":[1,2]' "1:16: 'rounds' has 2 values, the sum of 'n' in 'sessions' is 1"
}

@test "documents of other kinds and versions are told apart" {
	refused '{"schema":"benchpipe/results/2"}' "1:11: schema 'benchpipe/results/2' is newer than 'benchpipe/results/1'"
	refused '{"schema":"benchpipe/comparison/1"}' "1:11: schema is 'benchpipe/comparison/1', expected 'benchpipe/results/1'"
	refused '{"schema":1}' "1:11: 'schema' must be a string"
	refused '{"version":"1"}' "1:1: not a results document: it has no array 'benchmarks'"
	refused '{"rows":[],"summary":{}}' '1:1: not a results document: it looks like a comparison document'
	refused '{"results":[{"command":"a"}]}' '1:1: not a results document: it looks like the output of hyperfine'
	refused '{"context":{},"benchmarks":[]}' "1:1: not a results document: it looks like Google Benchmark's output; make results of it: bench-import google-benchmark FILE"
}

@test "the output of other harnesses is refused, and what to do is said" {
	# As Google Benchmark 1.7.1 and hyperfine wrote them.
	cd "$BATS_TEST_DIRNAME/data/harness" || return
	trouble bench-merge google-benchmark.json
	said "google-benchmark.json:39:5: not a results document: it looks like Google Benchmark's output; make results of it: bench-import google-benchmark FILE"
	trouble bench-merge hyperfine.json
	said "hyperfine.json:1:1: not a results document: it looks like the output of hyperfine or another harness; make results of it: bench-import FILE"
}

@test "what another harness wrote is refused with the command that takes it" {
	local data=$BATS_TEST_DIRNAME/data/harness format
	takes() {
		trouble bench-merge "$data/$2"
		said "; make results of it: bench-import $1 FILE"
		bench-import "$1" -o imported.json "$data/$2"
		bench-merge -o /dev/null imported.json
	}
	cd "$BATS_TEST_TMPDIR" || return
	each takes <<'END'
benchmarkdotnet|benchmarkdotnet/bencher-two.json
google-benchmark|google-benchmark/self-1.7.1-repetitions.json
pytest-benchmark|pytest-benchmark/gab-pytest_output.json
vitest|vitest-bench-json/bencher-four.json
END
	# Of what is no JSON, or no object, that there is such a command.
	for format in go-bench/bencher-five.txt catch2-xml/self-v3.xml jmh/bencher-six.json; do
		trouble bench-merge "$data/$format"
		said "make results of another harness's output: bench-import FILE"
	done
}

@test "the scanner, the numbers and the document pass their unit tests" {
	for name in json_scanner number results; do
		run "${BENCH_BUILD:-$ROOT/build}/unit/$name"
		assert_success
	done
}

@test "every reader counts columns in characters" {
	printf '{"a":"\xc3\xa9\xf0\x9f\x98\x80","benchmarks":1}' >r.json
	trouble bench-merge r.json
	said "r.json:1:24: 'benchmarks' must be an array of objects"
	printf '{"benchmarks":[{"name":"\xe2\x82\xac\\q"}]}' >r.json
	trouble bench-merge r.json
	said 'r.json:1:26: an escape that JSON does not have'
	printf '{"benchmarks":[{"name":"\xe2\x82\xac\xff"}]}' >r.json
	trouble bench-merge r.json
	said 'r.json:1:26: not UTF-8'
	printf '{"schema":"benchpipe/comparison/1","a":"\xe2\x82\xac",}' >c.json
	trouble bench-md c.json
	said 'c.json:1:44:'
	printf '{ version: 1, suite: "\xe2\x82\xac", benchmark: [] }' >s.yml
	trouble bench-plan s.yml
	said 's.yml:1:27:'
}

# wrong TEXT MESSAGE: every tool says MESSAGE of TEXT where a document should be.
wrong() {
	printf '%b' "$1" >w.json
	local tool said
	for tool in 'bench-merge w.json' 'bench-diff w.json w.json' 'bench-md w.json' 'bench-waive w.json' \
		'bench-run --only w.json -c true' 'bench-assert w.json'; do
		# shellcheck disable=SC2086 # words
		trouble $tool
		said=${stderr#*: }
		said=${said%%$'\n'*}
		[ "$said" = "w.json:$2" ] || fail "$tool: $said, not w.json:$2"
	done
}

@test "the same mistake has the same words and place, whoever reads it" {
	while IFS='|' read -r text message; do
		wrong "$text" "$message"
	done <<-'END'
		{"x":nul|1:6: expected a value
		{"x":tru}|1:6: expected a value
		{"x":01}|1:6: '01' is not a JSON number within a double's range
		{"x":1e999}|1:6: '1e999' is not a JSON number within a double's range
		{"x":"\\q"}|1:7: an escape that JSON does not have
		{"x":"\\ud800"}|1:7: half of a surrogate pair
		{"x":"\\u0000"}|1:7: a string with a NUL character
		{"x":"a|1:6: a string without its closing quote
		{\n "\0303\0251": "\0377"}|2:8: not UTF-8
		{"x":1 "y":2}|1:8: expected ',' or '}', found '"'
		{"x":[1,]}|1:9: expected a value, found ']'
		{,}|1:2: expected a key in double quotes, found ','
	END
}

# nested N: N arrays in each other.
nested() {
	printf '[%.0s' $(seq "$1")
	printf ']%.0s' $(seq "$1")
}

@test "what one tool writes at the limit of a bound the next one reads" {
	nested 48 >deep
	head -c 1000000 /dev/zero | tr '\0' n >long
	jq -n --rawfile long long --slurpfile deep deep '{environment: {fingerprint: "f1", x: $deep[0][0]},
		x: $deep[0], benchmarks: [range(2) | {name: (if . == 0 then "a" else $long end), x: $deep[0],
			variant: "base", sessions: [{id: "s", n: 8, x: $deep[0]}], rounds: [range(8) + 1],
			metrics: {duration_ms: {unit: "ms", x: $deep[0], samples: [range(8) | 10 + . / 100]}}}
			| ., (.variant = "head")]}' >limit.json
	bench-merge -o merged.json limit.json
	bench-merge -o again.json merged.json
	cmp merged.json again.json
	jq -c '.environment.fingerprint = "f2" | .benchmarks[].sessions[].id = "t"' merged.json >other.json
	bench-merge -o joined.json merged.json other.json
	bench-merge -o rejoined.json joined.json
	cmp joined.json rejoined.json
	bench-diff -o c.json merged.json
	bench-diff -o j.json joined.json || [ $? -eq 1 ]
	for c in c j; do
		bench-md $c.json >$c.md
		bench-waive -o w.json $c.json || [ $? -eq 1 ]
		bench-md w.json >/dev/null
		bench-waive w.json >/dev/null || [ $? -eq 1 ]
		bench-run -q --only w.json --list -c true >/dev/null
	done
	bench-md merged.json >/dev/null
	jq '.x = [.x]' merged.json >deeper.json
	trouble bench-merge deeper.json
	said 'nested more than 48 levels deep'
}

@test "a comparison of two hundred thousand rows is shown, waived and confirmed, in memory that does not grow with it" {
	awk 'BEGIN {
		printf "{\"schema\":\"benchpipe/comparison/1\",\"version\":\"0\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"rows\":["
		for (i = 0; i < 200000; i++)
			printf "%s\n{\"id\":\"case%06d/backend=naive,size=%d\",\"name\":\"case%06d\",\"params\":{\"backend\":\"naive\",\"size\":%d},\"kind\":\"regression\",\"metric\":\"duration_ms\",\"unit\":\"ms\",\"better\":\"lower\",\"gate\":true,\"baseline\":10.5,\"current\":10.6,\"n\":[20,20],\"change\":0.01,\"ci\":[-0.01,0.02],\"p\":0.5,\"p_adjusted\":0.9,\"smallest_detectable\":0.03,\"verdict\":\"%s\",\"severity\":null,\"tolerance\":0.05,\"threshold\":0.1}", i ? "," : "", i, i, i, i, i == 150000 ? "regression" : "equivalent"
		printf "\n],\"summary\":{\"rows\":200000,\"verdict\":\"regression\"}}\n"
	}' >big.json
	[ "$(wc -c <big.json)" -gt 67108864 ]
	run bash -c 'ulimit -v 150000; bench-md big.json'
	assert_success
	assert_line --index 0 --partial '## 🔴 Benchmarks: 1 regression, <code>case150000/'
	assert_output --partial '199799 more rows'
	run bash -c 'ulimit -v 150000; bench-waive -o w.json big.json'
	assert_failure 1
	[ "$(wc -l <w.json)" -gt 200000 ]
	run bash -c 'ulimit -v 150000; bench-run -q --only big.json --list -n case150000/backend=naive,size=150000 -c true'
	assert_success
	assert_output 'case150000/backend=naive,size=150000'
}

@test "nesting, sizes and counts are bounded" {
	pipe 'head -c 100000 /dev/zero | tr "\0" "[" | sed "s/^/{\"a\":/" | bench-merge'
	assert_failure 2
	said 'standard input:1:69: nested more than 64 levels deep'
	pipe '{ printf "{\"a\":"; head -c 55 /dev/zero | tr "\0" "["; head -c 55 /dev/zero | tr "\0" "]"; printf "}"; } | bench-merge'
	assert_failure 2
	said 'standard input:1:54: a member that is passed on is nested more than 48 levels deep'
	pipe '{ printf "{\"benchmarks\":[{\"name\":\""; head -c 10000000 /dev/zero | tr "\0" a; printf "\"}]}"; } | bench-merge'
	assert_failure 2
	said "'name' is longer than 1048576 bytes"
	pipe '{ printf "{\"benchmarks\":[],\"a\":\""; head -c 10000000 /dev/zero | tr "\0" a; printf "\"}"; } | bench-merge | wc -c'
	assert_success
	pipe '{ printf "{\"benchmarks\":[{\"name\":\"x\""; seq -f ",\"k%.0f\":1" 1000000; printf "}]}"; } | bench-merge | jq ".benchmarks[0] | length"'
	assert_output 1000004
	pipe '{ printf "{\"benchmarks\":[{\"name\":\"x\",\"metrics\":{"; seq -f "\"k%.0f\":{}," 20000; printf "\"k\":{}}}]}"; } | bench-merge'
	said 'more than 10000 metrics'
}

@test "unknown members are kept, sorted by key" {
	canonical '{"z":{"y" : [ 1e3, {} ], "b":null},"a":"\/","benchmarks":[{"q\n":1.50,"sessions":[{"id":"s","n":0}],"name":"x"}]}'
	assert_equal "$output" '{"schema":"benchpipe/results/1","a":"\/","z":{"y":[1e3,{}],"b":null},"benchmarks":[
{"name":"x","id":"x","status":"ok","sessions":[{"id":"s","n":0}],"q\n":1.50}
]}'
}

@test "messages carry no control characters of the document" {
	entry '"status":"\\u001b[31m"' '1:37:'
	# shellcheck disable=SC2154 # bats sets it
	[[ $stderr != *$'\e'* ]] || fail "an escape sequence reached the terminal"
}

@test "documents and schemas agree" {
	need /usr/bin/python3
	for seed in 1 2 3 4 5 6 7 8; do
		awk -v seed=$seed -f "$BATS_TEST_DIRNAME/data/random-results.awk" >r.json
		bench-merge -o m$seed.json r.json
		run "$BATS_TEST_DIRNAME/schema-check" "$ROOT/schemas/results.json" r.json m$seed.json
		assert_success
	done
	bench-merge -o all.json m?.json
	run "$BATS_TEST_DIRNAME/schema-check" "$ROOT/schemas/results.json" all.json "$BATS_TEST_DIRNAME"/data/results-*.json
	assert_success
	run "$BATS_TEST_DIRNAME/schema-check" "$ROOT/schemas/comparison.json" "$BATS_TEST_DIRNAME"/data/comparison-*.json
	assert_success
}

@test "the schemas refuse what is no such document" {
	local bad schema n=0 file
	mkdir -p refused/{results,comparison}
	for bad in '[]' '{}' '{"benchmarks":{}}' '{"benchmarks":[{}]}' '{"schema":"benchpipe/results/2","benchmarks":[]}' \
		'{"benchmarks":[{"name":"x","status":"faild"}]}' '{"benchmarks":[{"name":"x","metrics":{"q":{"samples":["1"]}}}]}' \
		'{"benchmarks":[{"name":"x","params":{"a":[]}}]}' '{"benchmarks":[{"name":"x","sessions":[{"n":1}]}]}' \
		'{"timestamp":"2026-13-45T00:00:00Z","benchmarks":[]}' '{"policy":{"threshold":10.1},"benchmarks":[]}' \
		'{"benchmarks":[{"name":"x","metrics":{"q":{"tolerance":11}}}]}' \
		'{"benchmarks":[{"name":"x","sessions":[{"id":"s","timestamp":"t","n":0}]}]}' \
		'{"environments":[{"timestamp":"t","environment":{}}],"benchmarks":[]}' \
		'{"benchmarks":[{"name":"x","require":[{"metric":"q","max":null}]}]}'; do
		n=$((n + 1))
		echo "$bad" >refused/results/$n.json
		trouble bench-merge refused/results/$n.json
	done
	for bad in '{}' '{"schema":"benchpipe/comparison/1","rows":[]}'; do
		n=$((n + 1))
		echo "$bad" >refused/comparison/$n.json
	done
	for f in "$BATS_TEST_DIRNAME"/data/comparison-*.json; do
		n=$((n + 1))
		jq '.rows[0].verdict = "fine"' "$f" >refused/comparison/$n.json
	done
	assert_equal "$(printf '%s\n' refused/*/*.json | wc -l)" "$n"
	for schema in results comparison; do
		bad=refused/$schema
		run "$BATS_TEST_DIRNAME/schema-check" "$ROOT/schemas/$schema.json" $bad/*.json
		assert_failure 1
		for file in $bad/*.json; do
			[[ $output == *"$file: "* ]] || fail "$file is accepted: $(cat "$file")"
		done
	done
}
