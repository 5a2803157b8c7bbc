# Modules checked by themselves, by programs that say what is wrong.

load helper

unit() {
	run "${BENCH_BUILD:-$ROOT/build}/unit/$1"
	assert_success
}

@test "command lines are split as a shell would, or given to one" {
	unit command
}

@test "JSON documents are read strictly and asked by path" {
	unit json_document
}

@test "two invocations at once each have their half of the machine" {
	unit duet
}

@test "commands are measured on a machine of more CPUs than can be told" {
	unit unplaced
}

@test "quantities have the unit and the digits that people expect" {
	unit quantity
}

@test "expressions, patterns, nearest words and duplicates of a scenario" {
	unit words
}

@test "values are found in what a command printed, each match at the same cost" {
	unit extract
}

@test "what strangers worded is a harmless part of one line of a log" {
	unit tame
}

@test "every unit program is run by a test" {
	for source in "$ROOT"/tests/unit/*.c; do
		name=$(basename "$source" .c)
		grep -qE "\b$name\b" "$ROOT"/tests/*.bats || fail "no test runs $name"
	done
}
