# The event workload: totals that jq finds too, and a parser that takes only events.

load helper

setup_file() {
	make -s -C "$BATS_TEST_DIRNAME/../scripts/events" BUILD="$BATS_FILE_TMPDIR/b"
}

setup() {
	E=$BATS_FILE_TMPDIR/b/event-bench
	cd "$BATS_TEST_TMPDIR"
}

# accepted LINE: the number of events that are taken from LINE.
accepted() {
	printf '%s\n' "$1" | "$E" --input - --json | jq .totals.accepted
}

@test "the totals are those that jq computes from the same stream" {
	"$E" --generate --events 5000 >stream
	jq -nRc '[inputs | (fromjson? // empty)] | {
		accepted: length,
		types: (group_by(.type) | map({key: .[0].type, value: {count: length,
			sum: (map(.value) | add * 100 | round / 100)}}) | from_entries),
		top: (group_by(.user) | map([.[0].user, (map(.value) | add)]) | max_by(.[1]) | .[0])
	}' stream >expected
	run -0 "$E" --events 5000 --json
	json ".totals.accepted == $(jq .accepted expected) and .totals.accepted < 5000"
	json ".totals.accepted + .totals.rejected == 5000 and .events == 5000"
	json "(.totals | {view, click, cart, buy}) == $(jq .types expected)"
	json ".totals.top_user == $(jq .top expected)"
}

@test "a stream read back gives what the generated one gives, for every batch size" {
	"$E" --generate --events 1000 --seed 7 >stream
	expected=$("$E" --events 1000 --seed 7 --json | jq -c .totals)
	for batch in 1 3 1000 5000; do
		run -0 "$E" --input stream --batch $batch --json
		json ".totals == $expected and .batches == ((1000 / $batch) | ceil)"
	done
}

@test "one seed gives one stream, another seed another" {
	"$E" --generate --events 100 --seed 1 >a
	"$E" --generate --events 100 --seed 1 >b
	"$E" --generate --events 100 --seed 2 >c
	cmp a b
	run -1 cmp -s a c
}

@test "rates and percentiles hang together" {
	run -0 "$E" --events 20000 --batch 100 --json
	json '.events_per_s > 0 and .latency_p50_ms > 0 and .latency_p50_ms <= .latency_p95_ms'
	run -0 "$E" --events 1000
	assert_line --regexp '^events/s: [0-9]+$'
	assert_line --regexp '^latency p50: [0-9.]+ ms$'
	assert_line --regexp '^latency p95: [0-9.]+ ms$'
}

@test "members may come in any order, with space and with others" {
	assert_equal "$(accepted '{"value":1,"user":2,"type":"buy"}')" 1
	assert_equal "$(accepted ' { "type" : "buy" , "x" : "a\"b" , "user" : 2 , "value" : -1.5 } ')" 1
}

@test "what is not an event is counted, and changes nothing" {
	for line in '' '{}' 'null' '{"type":"buy","user":2}' '{"type":"sell","user":2,"value":1}' \
		'{"type":"buy","user":65536,"value":1}' '{"type":"buy","user":-1,"value":1}' \
		'{"type":"buy","user":1.5,"value":1}' '{"type":"buy","user":"2","value":1}' \
		'{"type":"buy","user":2,"value":1} x' '{"type":"buy","user":2,"value":1.}' \
		'{"type":"buy","user":2,"value":1' '{"type":"buy' '{"type":"buy\' \
		'{"type":"buy","user":2,"value":1234567890123456}' '{"type":"buy","user":2,"value":}' \
		'{"type":"buy","user":2,"value":1,}' '{"type" "buy"}'; do
		assert_equal "$line: $(accepted "$line")" "$line: 0"
	done
}

@test "bytes of any kind are read to the end" {
	head -c 200000 "$E" >noise
	run -0 "$E" --input noise --json
	json '.totals.accepted == 0 and .totals.rejected == .events'
}

@test "bad input and options are status 2" {
	trouble "$E" --input missing
	said "cannot open 'missing'"
	trouble "$E" --input /dev/null
	said 'no events'
	trouble "$E" --input .
	trouble "$E" --batch 0
	trouble "$E" --events 2000001
	trouble "$E" --frobnicate
	trouble "$E" operand
	run -2 bash -c "'$E' --events 10 >/dev/full"
}
