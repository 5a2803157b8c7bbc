# The examples of the manual pages run as they are written.

load helper

setup() {
	# A copy of what the examples name, so that they leave nothing behind.
	cd "$BATS_TEST_TMPDIR" || return
	mkdir copy && cd copy || return
	cp -R "$ROOT"/{scripts,tests,schemas,tools,baselines,Makefile} .
	mkdir -p results
}

# examples PAGE: its EXAMPLES as examples.sh, the macros' quoting undone: .Dl
# lines and literal displays; a display that is a scenario becomes example-N.yml.
examples() {
	awk '
		/^\.Sh / { on = /^\.Sh EXAMPLES/ }
		!on { next }
		/^\.Bd -literal/ { display = 1; first = 1; next }
		/^\.Ed/ { display = 0; out = ""; next }
		display && first { first = 0; out = /^(#|version:)/ ? "example-" ++n ".yml" : "" }
		display { print >(out ? out : "examples.sh"); next }
		/^\.Dl / { print substr($0, 5) >"examples.sh" }
	' "$1"
	[ -e examples.sh ] || : >examples.sh
	sed -i -e 's/\\(dq/"/g' -e "s/\\\\(aq/'/g" -e 's/\\e/\\/g' -e 's/\\-/-/g' -e 's/\\&//g' \
		-e 's/\\(ti/~/g' -e 's/\\(ha/^/g' examples.sh example-*.yml
}

# run_examples PAGE: every command must end with 0, or 1, which is a tool's "no".
run_examples() {
	shopt -s nullglob
	examples "$ROOT/tools/$1"
	local scenarios=(example-*.yml)
	[ -s examples.sh ] || [ "${#scenarios[@]}" -gt 0 ] || fail "$1 has no examples"
	for f in "${scenarios[@]}"; do
		run bench-plan "$f"
		assert_success
	done
	{
		echo 'set -o pipefail'
		echo 'trap '\''s=$?; [ $s -le 1 ] || { echo "status $s: $BASH_COMMAND" >&2; exit 99; }'\'' ERR'
		cat examples.sh
		echo ':'
	} >run.sh
	run --separate-stderr bash run.sh </dev/null
	[ "$status" -eq 0 ] || fail "$stderr"
}

@test "every tool has a page, and every page is in the introduction's or another's list" {
	for tool in "$ROOT"/tools/bench-*.c "$ROOT"/tools/bench-*.sh; do
		name=$(basename "${tool%.*}")
		[ -f "$ROOT/tools/$name.1" ] || fail "$name has no manual page"
		grep -q "^\.It Xr $name 1\|^\.Xr $name 1" "$ROOT/tools/bench.7" || fail "bench(7) does not name $name"
	done
}

@test "every option that a tool's help names is in its page, and the other way round" {
	for tool in "$ROOT"/tools/bench-*.c "$ROOT"/tools/bench-*.sh; do
		name=$(basename "${tool%.*}")
		"$name" --help >help
		[ "$name" != bench-exec ] || echo '--serve --control' >>help # which are private
		grep -oE -- '--[a-z][a-z-]+' help | sort -u >help.txt
		grep -oE -- 'Fl -[a-z][a-z-]+' "$ROOT/tools/$name.1" | sed 's/Fl -/--/' | sort -u >page.txt
		comm -23 help.txt page.txt >missing.txt
		[ ! -s missing.txt ] || fail "$name.1 lacks: $(tr '\n' ' ' <missing.txt)"
		comm -13 help.txt page.txt >extra.txt
		[ ! -s extra.txt ] || fail "$name --help lacks: $(tr '\n' ' ' <extra.txt)"
		grep -oE -- '-[A-Za-z], --[a-z-]+' help | tr -d , | sort -u >help.txt
		sed -nE 's/^\.It Fl ([A-Za-z])( .*)? , Fl -([a-z-]+).*/-\1 --\3/p' "$ROOT/tools/$name.1" | sort -u >page.txt
		diff help.txt page.txt || fail "the letters of $name are others on its page"
	done
}

@test "every member that the schemas of documents know is on the page, and the other way round" {
	jq -r '.. | .properties? // empty | keys[]' "$ROOT"/schemas/{results,comparison}.json | sort -u >schemas.txt
	sed -n '/^\.Sh RESULTS/,/^\.Sh EXAMPLES/p' "$ROOT/tools/bench-results.5" >page
	sed -nE 's/^\.It ([a-z].*)/\1/p' page | tr -s ' ,' '\n' | sort -u >page.txt
	[ "$(wc -l <page.txt)" -gt 50 ]
	while read -r member; do
		grep -qw "$member" page || fail "bench-results(5) lacks '$member'"
	done <schemas.txt
	comm -13 schemas.txt page.txt >extra.txt
	[ ! -s extra.txt ] || fail "the schemas lack: $(tr '\n' ' ' <extra.txt)"
}

@test "every cross reference to a page of the project leads somewhere" {
	grep -ohE '^\.Xr bench[^ ]* [0-9]' "$ROOT"/tools/*.[157] | sort -u | while read -r _ page section; do
		[ -f "$ROOT/tools/$page.$section" ] || fail "$page($section) does not exist"
	done
}

@test "a pair of quotes holds one value" {
	run grep -nE '^\.(Pq )?Ql [^ ]+ , ' "$ROOT"/tools/*.[157]
	[ "$status" -eq 1 ] || fail "one .Ql a value: $output"
}

@test "the examples of every page are run by a test" {
	for page in "$ROOT"/tools/*.[157]; do
		grep -qx "	run_examples ${page##*/}" "$BATS_TEST_FILENAME" || fail "those of ${page##*/} are not"
	done
}

@test "the examples of bench-assert(1) run" {
	run_examples bench-assert.1
}

@test "the examples of bench-compare(1) run" {
	run_examples bench-compare.1
}

@test "the examples of bench-diff(1) run" {
	run_examples bench-diff.1
}

@test "the examples of bench-env(1) run" {
	run_examples bench-env.1
}

@test "the examples of bench-exec(1) run" {
	run_examples bench-exec.1
}

@test "the examples of bench-md(1) run" {
	run_examples bench-md.1
}

@test "the examples of bench-merge(1) run" {
	run_examples bench-merge.1
}

@test "the examples of bench-plan(1) run" {
	run_examples bench-plan.1
}

@test "the examples of bench-pr-comment(1) run" {
	run_examples bench-pr-comment.1
}

@test "the examples of bench-run(1) run" {
	run_examples bench-run.1
}

@test "the examples of bench-waive(1) run" {
	run_examples bench-waive.1
}

@test "the examples of bench-results(5) run" {
	run_examples bench-results.5
}

@test "the examples of bench-scenario(5) run" {
	run_examples bench-scenario.5
}

@test "the examples of bench(7) run" {
	run_examples bench.7
}
