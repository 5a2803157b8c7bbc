# How the values of metrics are read while the output of a command passes.
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# case_of METRICS [KEYS]: a scenario whose one command is the script 'prog'.
case_of() {
	printf 'version: 1\ndefaults: {warmup: 0, runs: 1}\nbenchmarks:\n  - {name: a, run: sh prog, metrics: {%s}%s}\n' \
		"$1" "${2:+, $2}" >s.yml
}

# measure ARGS...: bench-run quietly; the document is in $output.
measure() {
	run --separate-stderr bench-run -q "$@"
}

# reads SITUATION COMMAND METRIC ANSWER: the value of METRIC, or why there is none, is like ANSWER.
reads() {
	local got
	printf '%s\n' "$2" >prog
	case_of "m: {better: lower, $3}"
	measure s.yml
	assert_success
	got=$(jq -r '.benchmarks[0] | if .status == "ok" then .metrics.m.samples[0] else .reason end' <<<"$output")
	# shellcheck disable=SC2053 # it is a pattern
	[[ $got == $4 ]] || fail "$1: $got"
}

@test "a value is what the table says, or there is a reason" {
	need python3
	each reads <<'E'
more lines than were ever kept|seq 1 1100000|pattern: "^([0-9]+)$", reduce: last|1100000
all of them|seq 1 1100000|pattern: "[0-9]+", reduce: sum|605000550000
of standard error|seq 1 1100000 >&2|from: stderr, pattern: "[0-9]+", reduce: max|1100000
of a file|seq 1 1100000 >f|from: file, path: f, pattern: "[0-9]+", reduce: last|1100000
more values than a median can be of|seq 1 1100000|pattern: "[0-9]+"|metric 'm': there are more than 1048576 values*'reduce' them by first, last, min, max, sum, mean or count
more bytes than were ever kept|python3 -c 'print(("x" * 99 + "\n") * 300000 + "ops: 7")'|pattern: "ops: ([0-9]+)"|7
lines end in \r\n|printf 'ops 5\r\nops 7\r\n'|pattern: "^ops ([0-9]+)$", reduce: sum|12
lines end in \r|printf '\r10%%\r50%%\rops 7'|pattern: "^ops ([0-9]+)$"|7
a line is too long to be searched|python3 -c 'print("1" * 40000 + "x=5")'|pattern: "x=([0-9])"|metric 'm': line 1 is longer than the 8192 bytes of a line that a pattern is matched in
a long line cannot match|python3 -c 'print("1" * 40000); print("x=5")'|pattern: "x=([0-9])"|5
a pattern that tries each place of a long line|python3 -c 'print("1" * 400000)'|pattern: "([0-9]+)[xy]"|metric 'm': line 1 is longer than*
the same of a text that is not in the line|python3 -c 'print("1" * 400000)'|pattern: "([0-9]+)x"|*found nothing in standard output
a line of 100 MB|python3 -c 'for i in range(100): print("1" * 1000000, end="")'|pattern: "1*2"|*found nothing in standard output
JSON over several lines, behind a log|printf '[INFO] begins\n[1/2] runs\n{\n  "a": 4\n}\n'|json: .a|4
JSON in front of a log|printf '{\n  "a": 4\n}\nbye\n'|json: .a|4
JSON behind a byte order mark|printf '\357\273\277{"a": 4}\n'|json: .a|4
JSON lines|printf '{"a": 1}\n{"a": 2}\n{"b": 0}\n{"a": 6}\n'|json: .a|2
JSON lines, of which the last counts|printf '{"a": 1}\n{"a": 6}\n{"a": 2}\n'|json: .a, reduce: last|2
JSON of many MB|python3 -c 'import json; print(json.dumps({"runs": [{"ms": i, "pad": "x" * 50} for i in range(400000)]}))'|json: ".runs[].ms", reduce: max|399999
JSON that was cut|printf '{"runs": [{"ms": 1},'|json: ".runs[].ms"|metric 'm': the JSON that begins in line 1 does not end
no JSON|echo hello|json: .a|metric 'm': there is no JSON to read
a key that is no word|printf '{"a": {"p-99": 3}}'|json: '.a."p-99"'|3
an integer past 2^64|printf '{"a": 300000000000000000000}'|json: .a|3[0e][0+]*
a number past all doubles|printf '{"a": 1e999}'|json: .a|metric 'm': its value '1e999' is not a number within a double's range
lines that come in one piece|python3 -c 'for i in range(9): print("token")'|between: "^token"|metric 'm': 8 of the 9 lines that '^token' matches came in one piece*stdbuf -oL, python3 -u*
one line alone|echo token|between: "^token"|metric 'm': '^token' matches one line alone*
no line|echo other|between: "^token"|metric 'm': '^token' found nothing in standard output
no line either|echo other|time-to: "^token"|metric 'm': '^token' found nothing in standard output
E
}

@test "a line counts from when it first matches, or is complete" {
	echo "printf 'Starting... '; sleep 0.3; printf ready; sleep 1; echo; sleep 0.3" >prog
	case_of 'starts: {time-to: "^Start"}, ready: {time-to: ready}, line: {time-to: "ready$"}'
	measure s.yml
	json '.benchmarks[0] | .status == "ok" and (.metrics |
		.starts.median < .ready.median and .ready.median - .starts.median >= 290
		and .line.median - .ready.median >= 990 and .line.median + 290 <= .duration_ms.median)'
}

@test "the times between lines are those of lines that come one by one" {
	echo "for i in 1 2 3 4; do echo token; sleep 0.05; done" >prog
	case_of 'least: {between: "^token", reduce: min}, all: {between: "^token", reduce: sum}'
	measure s.yml
	json '.benchmarks[0] | .status == "ok" and (.metrics | .least.median > 0 and .all.median >= 150)'
}

@test "the first output that is not there is no value" {
	echo 'echo oops >&2' >prog
	case_of 'first_output_ms: {}'
	measure s.yml
	json '.benchmarks[0] | .status == "failed" and
		.reason == "metric '"'first_output_ms'"': there was nothing in standard output"'
	measure -r 5 -w 0 -m first_output_ms -- echo x
	json '.benchmarks[0] | .status == "ok" and ([.metrics.first_output_ms.samples, .metrics.duration_ms.samples]
		| transpose | all(.[0] > 0 and .[0] <= .[1]))'
}

@test "standard output, standard error and a file are read side by side" {
	cat >prog <<-'E'
		i=0
		while [ $i -lt 2000 ]; do
			echo "out $i"
			echo "err $i" >&2
			echo "{\"i\": $i}" >&3
			i=$((i + 1))
		done 3>f
	E
	local o='o: {pattern: "^out ([0-9]+)$", reduce: sum, better: lower}'
	local e='e: {from: stderr, pattern: "^err ([0-9]+)$", reduce: sum, better: lower}'
	local f='f: {from: file, path: f, json: .i, reduce: sum, better: lower}'
	case_of "$o, $e, $f"
	measure s.yml
	json '.benchmarks[0] | .status == "ok" and all(.metrics.o, .metrics.e, .metrics.f; .median == 1999000)'
	case_of "$o, w: {from: stderr, pattern: 'out ([0-9]+)', better: lower}"
	measure s.yml
	json '.benchmarks[0] | .status == "failed" and (.reason | contains("found nothing in standard error"))'
}

# peak MB: the most MB that bench-run needs where a command prints so many.
peak() {
	echo "yes '{\"a\": 7, \"text\": \"some more of it\"}' | head -n $(($1 * 1000000 / 36)); echo '{\"a\": 9, \"text\": \"\"}'" >prog
	case_of 'last: {pattern: "\"a\": ([0-9])", reduce: last, better: lower},
		json: {json: .a, reduce: last, better: lower}, first: {time-to: "text"}'
	bench-exec -o m.json bench-run -q -o r.json s.yml
	json '.benchmarks[0] | .status == "ok" and .metrics.last.median == 9 and .metrics.json.median == 9' r.json
	jq .memory_mb m.json
}

@test "memory does not grow with the output" {
	few=$(peak 16)
	many=$(peak 80)
	jq -ne "$many < $few + 4" >/dev/null || fail "$few MB for 16 MB of output, $many MB for 80 MB"
	# Nor with a line.
	echo "head -c 80000000 /dev/zero | tr '\\000' x" >prog
	case_of 'm: {pattern: "a+", better: lower}, j: {json: .a, better: lower}'
	bench-exec -o m.json bench-run -q -o r.json s.yml
	json '.benchmarks[0] | .status == "failed" and (.reason | contains("found nothing"))' r.json
	jq -e ".memory_mb < $few + 4" m.json >/dev/null
}

@test "a search that takes long is ended by the timeout, and by a signal" {
	need python3
	# For each of these lines the C library takes a time that grows with the square of its length.
	echo "python3 -c 'for i in range(900): print(\"1\" * 8000)'; : >there" >prog
	case_of 'm: {better: lower, pattern: "([0-9]+)[xy]"}' 'timeout: 2s'
	measure s.yml
	json '.benchmarks[0] | .status == "failed" and
		.reason == "metric '"'m'"': what was printed could not be searched within the timeout of 2 s"'
	rm there
	case_of 'm: {better: lower, pattern: "([0-9]+)[xy]"}' 'timeout: 600s'
	bench-run -q -o r.json s.yml 3>&- &
	until [ -e there ]; do
		kill -0 $!
		sleep 0.01
	done
	kill -TERM $!
	status=0
	wait $! || status=$?
	assert_equal "$status" 143
	json '.benchmarks[0] | .status == "interrupted"' r.json
}
