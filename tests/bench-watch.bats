load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# event JQ: one event a line, at second 0.
event() {
	jq -nc "{event: \"$1\", t: 0} + ${2-{\}}"
}

# run_of CASES: the beginning of a run.
run_of() {
	event session "{schema: \"benchpipe/events/1\", session: \"s\", timestamp: \"2026-01-01T00:00:00Z\", suite: \"all\",
		host: \"h\", subjects: $1, budget: 60, silence: 0}"
}

@test "bench-run tells what happens, in valid events" {
	printf 'version: 1\nbenchmarks:\n  - {name: a, run: "true", runs: 12, warmup: 1}\n  - {name: b, run: "false"}\n' >s.yml
	bench-run -q --events e.jsonl -o r.json s.yml 2>/dev/null
	while IFS= read -r line; do
		echo "$line" >one.json
		"$ROOT/tests/schema-check" "$ROOT/schemas/events.json" one.json
	done < <(jq -c 'select(.event != "invocation" or .n == 1)' e.jsonl)
	jq -s . e.jsonl >all.json
	json '.[0].event == "session" and .[0].subjects == 2 and .[-1].event == "end" and .[-1].status == "ended"
		and .[-1].ok == 1 and .[-1].failed == 1' all.json
	json '[.[] | select(.event == "invocation" and .case == "a")] | length == 13
		and map(.warmup // false) == [true] + [range(12) | false]
		and map(.n) == [1] + [range(1; 13)]' all.json
	assert_equal "$(jq -c '[.[] | select(.case == "a" and .event == "invocation" and (.warmup | not)) | .ms]' all.json)" \
		"$(jq -c '.benchmarks[] | select(.name == "a") | .metrics.duration_ms.samples' r.json)"
	json 'map(select(.event == "failure")) | length == 1 and .[0].case == "b" and .[0].reason == "exit status 1"' all.json
	json '(map(.t) | sort) == map(.t)' all.json
}

@test "an invocation that takes far longer than those before it is an outlier" {
	cat >slow <<-'END'
		#!/bin/sh
		n=$(cat n 2>/dev/null || echo 0)
		echo $((n + 1)) >n
		[ "$n" -ne 18 ] || exec sleep 1
		exec sleep 0.02
	END
	chmod +x slow
	bench-run -q -r 20 -w 0 --events e.jsonl -o r.json -- ./slow
	jq -es 'map(select(.event == "outlier" and .ms > 900)) | length == 1 and .[0].n == 19 and .[0].median < .[0].ms / 2' e.jsonl
}

@test "events wait for no reader: what a full FIFO does not take is lost, and is said to be" {
	mkfifo fifo
	exec 5<>fifo
	head -c 65536 /dev/zero >&5
	printf '#!/bin/sh\necho x >>n\nexec sleep 0.02\n' >step
	chmod +x step
	bench-run -q -r 40 -w 0 --events fifo -o r.json -- ./step 3>&- 4>&- 5>&- &
	pid=$!
	for _ in $(seq 200); do [ ! -s n ] || [ "$(wc -l <n)" -lt 5 ] && sleep 0.05 || break; done
	cat <&5 >got 3>&- 4>&- &
	reader=$!
	wait "$pid"
	for _ in $(seq 100); do grep -qa '"event":"end"' got && break || sleep 0.1; done
	kill "$reader"
	exec 5>&-
	json '.benchmarks[0].iterations == 40' r.json
	tr -d '\000' <got | head -n 1 >first
	json '.lost >= 5' first
	trouble bench-run -q --events no/such/file -- true
	said "cannot open 'no/such/file' for events"
}

@test "a run's failures, outliers and end are lines, and its status the answer" {
	{
		run_of 2
		event invocation '{case: "a", variant: "head", n: 1, ms: 5}'
		event outlier '{case: "a", variant: "head", n: 12, ms: 50, median: 5}'
		event failure '{case: "b", status: "failed", reason: "exit status 3"}'
		event progress '{done: 1, left: 20}'
		event end '{status: "ended"}'
	} >e.jsonl
	run --separate-stderr bench-watch e.jsonl
	assert_equal "$status" 1
	assert_line "e.jsonl: outlier of 'a' (head): 50 ms, beside a median of 5 ms"
	assert_line "e.jsonl: 'b' failed: exit status 3"
	assert_line '1 of 1 run over, 2 of 2 cases done, 1 outlier, 1 failure'
	run --separate-stderr bench-watch --annotations <e.jsonl
	assert_equal "$status" 1
	assert_line "::error title=benchmark::standard input: 'b' failed: exit status 3"
	assert_line '::notice title=benchmark::standard input: ended, 1 outlier'
	grep -v failure e.jsonl >good.jsonl
	run --separate-stderr bench-watch good.jsonl
	assert_success
	trouble bench-watch good.jsonl good.jsonl
	trouble bench-watch .
	run bash -c 'bench-watch --once good.jsonl >/dev/full'
	assert_equal "$status" 2
}

@test "it follows files that appear later, lines that are written in parts, and files that are replaced" {
	mkdir d
	bench-watch --lost-after 30s d/1 d/2 >out 2>err 3>&- 4>&- &
	pid=$!
	run_of 1 >d/1
	event end '{status: "ended"}' >end
	head -c 20 end >>d/1
	run_of 3 >new
	event failure '{case: "x", status: "timeout", reason: "more than 1 s"}' >>new
	cp new d/2
	for _ in $(seq 100); do grep -q 'x' out && break || sleep 0.1; done
	kill -0 "$pid"
	tail -c +21 end >>d/1
	# The same shard again, on another node: its file is another one.
	{
		run_of 3
		cat end
	} >again
	mv again d/2
	status=0
	wait "$pid" || status=$?
	assert_equal "$(cat err)" ''
	assert_equal "$status" 0
	grep -qx 'd/2: begun again' out
	assert_equal "$(tail -n 1 out)" '2 of 2 runs over, 4 of 4 cases done, 0 outliers, 0 failures'
}

@test "a run that is silent for too long is lost" {
	run_of 1 >e.jsonl
	run --separate-stderr timeout 60 bench-watch --lost-after 300ms e.jsonl missing.jsonl
	assert_equal "$status" 1
	assert_line 'e.jsonl: lost: it is silent, and did not end'
	assert_line 'missing.jsonl: lost: it wrote nothing'
	run --separate-stderr bench-watch --annotations - <e.jsonl
	assert_equal "$status" 1
	assert_line '::error title=benchmark::standard input: lost: it is silent, and did not end'
}

@test "lines that are no events harm nothing, and strangers' words steer neither terminal nor log" {
	{
		run_of 1
		echo 'no JSON'
		echo '{"event": 3}'
		echo '{"event": "end"'
		echo '{"event": "progress", "done": "many"}'
		printf '{"event":"failure","case":"\\u001b[31m::error::x%%\\n::warning::y","reason":"\\ud800 %s"}\n' "$(printf 'x%.0s' {1..500})"
		printf '{"event":"case","case":"%s"}\n' "$(printf 'x%.0s' {1..70000})"
		echo '{"event":"later","case":"c","more":{"a":[1,"]}"]},"n":null}'
		event end '{status: "ended"}'
		printf '{"event":'
	} >e.jsonl
	run --separate-stderr bench-watch --annotations e.jsonl
	assert_equal "$status" 1
	assert_line --partial '5 damaged lines'
	refute_output --partial $'\e'
	assert_equal "$(grep -c '^::' <<<"$output")" 1
}

@test "OpenMetrics of all runs are written whole, and promtool reads them" {
	run_of 2 >'a"b.jsonl'
	event progress '{done: 1, left: 20}' >>'a"b.jsonl'
	run_of 1 >c.jsonl
	event end '{status: "interrupted"}' >>c.jsonl
	run --separate-stderr bench-watch --once --openmetrics m.prom 'a"b.jsonl' c.jsonl
	assert_equal "$status" 1
	grep -qxF 'benchpipe_run_cases_done{run="a\"b.jsonl",suite="all",host="h"} 1' m.prom
	grep -qxF 'benchpipe_run_lost{run="c.jsonl",suite="all",host="h"} 1' m.prom
	assert_equal "$(tail -n 1 m.prom)" '# EOF'
	command -v promtool >/dev/null || skip 'promtool is not installed'
	promtool tsdb create-blocks-from openmetrics m.prom blocks || grep -q 'no timestamp\|expected timestamp' <(promtool tsdb create-blocks-from openmetrics m.prom blocks 2>&1)
}

@test "on a terminal it is one table" {
	run_of 2 >e.jsonl
	event end '{status: "ended"}' >>e.jsonl
	run script -qec 'bench-watch e.jsonl' /dev/null
	assert_success
	assert_output --partial 'state'
	assert_line --regexp '^e.jsonl .*ended.*2/2'
}
