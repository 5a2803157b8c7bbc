# Loaded by every test file: strict mode, the built tools first in PATH.

bats_require_minimum_version 1.5.0

# library_load NAME: load it as bats_load_library does, but without the process that its own loader
# starts for each of its files, in each test.
library_load() {
	local folder file folders
	IFS=: read -ra folders <<<"${BATS_LIB_PATH-}"
	for folder in "${folders[@]}"; do
		[ -d "$folder/$1/src" ] || continue
		for file in "$folder/$1"/src/*.bash; do
			# shellcheck source=/dev/null
			. "$file"
		done
		return
	done
	bats_load_library "$1"
}

library_load bats-support
library_load bats-assert

ROOT=$(cd "${BATS_TEST_DIRNAME%/tests*}" && pwd)
PATH=${BENCH_BUILD:-$ROOT/build}:$PATH
export PATH LC_ALL=C.UTF-8
unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY CI NO_COLOR

# need COMMAND...: a test without its tool fails; it is never skipped.
need() {
	local c
	for c; do
		command -v "$c" >/dev/null || fail "'$c' is not installed (run 'make check', which installs what the tests need)"
	done
}

# prepared PART: what tests/prepare installs is there; a test needs no network.
prepared() {
	local why
	why=$("$ROOT/tests/prepare" -c "$1" 2>&1) || fail "$why"
}

# pipe 'A | B': run a pipeline in a shell where any failing part fails it.
pipe() {
	run --separate-stderr bash -o pipefail -c "$1"
}

# duckdb: skip a test that DuckDB's library is needed for, where tests/prepare has not brought it.
duckdb() {
	[ -e "${BENCH_DUCKDB:-${BENCH_BUILD:-$ROOT/build}/libduckdb.so}" ] || skip "DuckDB's library is not there: 'make deps' brings it"
}

# json FILTER [FILE]: assert that jq's FILTER is true of FILE, or of the last run's output.
json() {
	local text=${output-} of=
	[ $# -lt 2 ] || { text=$(<"$2") && of=" of $2"; }
	# Of nothing some versions of jq say that all is true.
	{ [ -n "$text" ] && jq -e "$1" <<<"$text" >/dev/null; } || fail "not true$of: $1
${text:0:10000}"
}

# trouble ARGS...: the command exits 2, says why on standard error, writes nothing to standard output.
trouble() {
	run --separate-stderr "$@"
	assert_equal "$status" 2
	assert_equal "$output" ""
	[ -n "$stderr" ] || fail "no message on standard error"
}

# each FUNCTION: call it with the fields of every row of standard input, 'a|b|c'. A test
# that fails shows the rows up to the failing one.
each() {
	local row fields rows=0
	while IFS= read -r -u 4 row; do
		rows=$((rows + 1))
		printf 'row: %s\n' "$row"
		IFS='|' read -ra fields <<<"$row"
		"$1" "${fields[@]}"
	done 4<&0
	[ "$rows" -gt 0 ] || fail 'a table without rows'
}

# golden FILE [SED-EXPRESSION]: the last run's output, changed by SED-EXPRESSION, is
# tests/golden/FILE. 'make golden' makes all these files anew: it runs the tests that
# are tagged golden, and what has changed is for 'git diff' to show.
golden() {
	local want=$ROOT/tests/golden/$1 got
	got=$(sed "${2-}" <<<"$output")
	[ -z "${UPDATE_GOLDEN-}" ] || printf '%s\n' "$got" >"$want"
	diff -u "$want" - <<<"$got"
}

# said TEXT: the last run's standard error contains TEXT.
said() {
	[[ $stderr == *"$1"* ]] || fail "standard error lacks: $1
$stderr"
}

# ends FILE: the process whose number FILE tells comes to its end.
ends() {
	[ -s "$1" ] || fail "'$1' tells no process"
	for _ in $(seq 1000); do
		kill -0 "$(cat "$1")" 2>/dev/null || return 0
		sleep 0.01
	done
	fail "process $(cat "$1") is still there"
}
