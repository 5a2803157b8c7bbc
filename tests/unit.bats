# Modules checked by themselves, by programs that say what is wrong.

load helper

unit() {
	run "${BENCH_BUILD:-$ROOT/build}/unit/$1" "${@:2}"
	assert_success
}

@test "command lines are split as a shell would, or given to one" {
	unit command
}

@test "memory of an arena is aligned, zeroed and nobody else's" {
	unit arena
}

@test "equal strings of a set are one word" {
	unit intern
}

@test "counters of devices wrap, are reset or are locked, and a driver hangs" {
	unit devices
}

@test "the posterior over commits is its formula, and the search ends where it should" {
	unit hunt
}

@test "a digest is that of the standard" {
	unit digest
}

@test "timestamps have their order, whatever zone they are in" {
	unit timestamp
}

@test "a document appears whole or not at all" {
	cd "$BATS_TEST_TMPDIR"
	unit output
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

@test "what sessions differ by is in the interval and in p, and it covers" {
	unit allowance
}

@test "signs by chance give what all signs, the signed-rank and the binomial test give" {
	unit signed_sum
}

@test "quantities have the unit and the digits that people expect" {
	unit quantity
}

@test "a long name is cut in its middle, between characters as readers see them, and stays different" {
	unit text_cut
}

@test "options are read by a table, refused by name, and printed as it tells them" {
	unit option
}

@test "expressions, patterns, nearest words and duplicates of a scenario" {
	unit words
}

@test "values are found in what a command printed, each match at the same cost" {
	unit extract
}

@test "pieces of output wait in order, in bounded memory" {
	unit output_queue
}

@test "numbers are read as programs print them, and where one ends" {
	unit printed
}

@test "units are read as programs print them, and what they are worth" {
	unit units
}

@test "matches of a pattern become values of one unit, or are refused with the reason" {
	unit metric_number
}

@test "many values become one, percentiles by the nearest rank, with the intervals that exact sums give" {
	unit reduce
}

@test "rows are found in what a command printed, and kept by name and invocation" {
	unit rows
}

@test "every built-in metric has its value in a measurement" {
	unit builtin_value
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

@test "a tag and an external name stand for one thing in the tree" {
	run "$ROOT/tests/names" "${BENCH_BUILD:-$ROOT/build}"
	assert_success
	assert_output ''
}

@test "a tag and an external name that are there twice are found" {
	mkdir -p "$BATS_TEST_TMPDIR/tools/lib/base"
	cd "$BATS_TEST_TMPDIR/tools"
	echo 'int shared(void) { return 1; }' >lib/base/a.c
	echo 'static int shared(void) { return 2; } int other(void) { return shared(); }' >lib/base/b.c
	echo 'struct pair { int a; };' | tee lib/base/c.h >lib/base/d.h
	echo 'static const struct unit { int a; } units[1];' >>lib/base/c.h
	printf 'struct other {\n\tenum unit { ONE } kind;\n};\n' >>lib/base/d.h
	: >tool.c
	cc -c -o tool.o tool.c
	cc -c -o a.o lib/base/a.c
	cc -c -o b.o lib/base/b.c
	ar rc ../libbench.a a.o b.o
	rm a.o b.o
	run "$ROOT/tests/names" .. ..
	assert_failure 1
	assert_line "name 'shared': a.c b.c"
	assert_line "tag 'pair': tools/lib/base/c.h:1 tools/lib/base/d.h:1"
	assert_line "tag 'unit': tools/lib/base/c.h:2 tools/lib/base/d.h:3"
	run "$ROOT/tests/names" "$BATS_TEST_TMPDIR/nowhere"
	assert_failure 2
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

@test "text fits a terminal: strips, lines and tables" {
	unit text
}

@test "patterns of lines match what regexec() matches" {
	unit row_pattern
}

@test "series documents are read strictly, and what is written reads back" {
	unit series
}

@test "pages have packed numbers, and text that stays text" {
	unit page
}

@test "the partition with pruning costs what the best of all costs" {
	unit partition
}

@test "what builds of one side differ by is in the interval and in p" {
	unit builds
}

@test "each stage of a progress goes from 0 to 100 % once, and durations are rounded up" {
	unit progress "$BATS_TEST_TMPDIR/shown"
}
