load helper

@test "summaries, distributions, corrections and random numbers agree with their references" {
	run "${BENCH_BUILD:-$ROOT/build}/unit/stats"
	assert_success
}

@test "rank tests and shifts agree with R, with textbook tables and with brute force" {
	run "${BENCH_BUILD:-$ROOT/build}/unit/rank"
	assert_success
}

@test "verdicts keep their rules, their symmetries and their rate of false alarms" {
	run "${BENCH_BUILD:-$ROOT/build}/unit/compare"
	assert_success
}

@test "pairs, sessions and what they are worth agree with R, and hold their rates" {
	run "${BENCH_BUILD:-$ROOT/build}/unit/designs"
	assert_success
}

@test "pairs of several sessions carry what varies between them, and keep their rates" {
	run "${BENCH_BUILD:-$ROOT/build}/unit/sessions"
	assert_success
}

@test "the second half of the rounds has no say in when to stop" {
	run "${BENCH_BUILD:-$ROOT/build}/unit/width"
	assert_success
}

@test "many rows need more pairs, by two for four times as many" {
	run "${BENCH_BUILD:-$ROOT/build}/unit/least_rounds"
	assert_success
}

@test "two looks together err as often as one, and only what is open goes on" {
	run "${BENCH_BUILD:-$ROOT/build}/unit/looks"
	assert_success
	run "${BENCH_BUILD:-$ROOT/build}/unit/second_look"
	assert_success
}

@test "the power of pairs is that of the normal test, and a short pilot is less sure" {
	run "${BENCH_BUILD:-$ROOT/build}/unit/power"
	assert_success
}
