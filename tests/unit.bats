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

@test "every module of the library is in the list for who changes it, and nothing else is" {
	sed -n '/^## Modules/,/^## Rules/p' "$ROOT/CONTRIBUTING.md" | grep '^|' | grep -o '`[a-z_0-9]*\*\{0,1\}`' | tr -d '`' >"$BATS_TEST_TMPDIR/listed"
	[ -s "$BATS_TEST_TMPDIR/listed" ]
	for source in "$ROOT"/tools/lib/*.c; do
		name=$(basename "$source" .c) found=
		while read -r pattern; do
			# shellcheck disable=SC2053 # a pattern
			[[ $name != $pattern ]] || found=1
		done <"$BATS_TEST_TMPDIR/listed"
		[ -n "$found" ] || fail "$name is not in CONTRIBUTING.md"
	done
	while read -r pattern; do
		compgen -G "$ROOT/tools/lib/$pattern.c" >/dev/null || fail "CONTRIBUTING.md has '$pattern', which is none"
	done <"$BATS_TEST_TMPDIR/listed"
}

@test "every unit program is run by a test" {
	for source in "$ROOT"/tests/unit/*.c; do
		name=$(basename "$source" .c)
		grep -qE "\b$name\b" "$ROOT"/tests/*.bats || fail "no test runs $name"
	done
}
