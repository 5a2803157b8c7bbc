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

@test "the exchange of pairs gives what all exchanges, and R, give" {
	unit exchange
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

@test "a folder of the library includes only what LAYERS allows it to" {
	run "$ROOT/tests/layers"
	assert_success
	assert_output ''
}

@test "an include that runs upward, one without its folder, and a file without a folder are found" {
	mkdir -p "$BATS_TEST_TMPDIR/lib/base" "$BATS_TEST_TMPDIR/lib/top"
	cd "$BATS_TEST_TMPDIR/lib"
	printf 'base:\ntop: base\n' >LAYERS
	echo '#include "base/a.h"' | tee base/a.c >top/b.c
	run "$ROOT/tests/layers" .
	assert_success
	echo '#include "top/b.h"' >>base/a.c
	run "$ROOT/tests/layers" .
	assert_failure 1
	assert_output "base/a.c:2: base must not include 'top/b.h'"
	echo '#include "b.h"' >base/a.c
	run "$ROOT/tests/layers" .
	assert_failure 1
	assert_output "base/a.c:1: 'b.h' must be named with its folder"
	: >base/a.c
	: >loose.c
	run "$ROOT/tests/layers" .
	assert_failure 1
	assert_output './loose.c: must be in a folder'
	rm loose.c
	printf 'top: base\nbase:\n' >LAYERS
	run "$ROOT/tests/layers" .
	assert_failure 1
	assert_output "LAYERS:1: 'base' is not below 'top'"
}

@test "every folder of the library is in LAYERS and in the table for who changes it" {
	for folder in "$ROOT"/tools/lib/*/; do
		name=$(basename "$folder")
		grep -q "^$name:" "$ROOT/tools/lib/LAYERS" || fail "LAYERS lacks $name"
		grep -q "^| $name |" "$ROOT/CONTRIBUTING.md" || fail "CONTRIBUTING.md lacks $name"
	done
}

@test "every unit program is run by a test" {
	for source in "$ROOT"/tests/unit/*.c; do
		name=$(basename "$source" .c)
		grep -qE "\b$name\b" "$ROOT"/tests/*.bats || fail "no test runs $name"
	done
}
