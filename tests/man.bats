# The examples of the manual pages run as they are written.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir copy && cd copy || return
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
	local scenarios=(example-*.yml) named
	# A copy of what the examples name, so that they leave nothing behind.
	for named in scripts tests schemas tools baselines Makefile VERSION; do
		! grep -qw "$named" examples.sh "${scenarios[@]}" || cp -R "$ROOT/$named" .
	done
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
	for tool in "$ROOT"/tools/bench-*.c "$ROOT"/tools/bench-*.sh "$ROOT"/tools/bench-*.1; do
		name=$(basename "${tool%.*}")
		[ -f "$ROOT/tools/$name.1" ] || fail "$name has no manual page"
		grep -q "^\.It Xr $name 1\|^\.Xr $name 1" "$ROOT/tools/bench.7" || fail "bench(7) does not name $name"
	done
}

# told NAME: what NAME tells of its options, as pairs.txt of '-o --output', and flags.txt.
told() {
	"$1" --help=options >table
	[ -s table ] || fail "$1 tells no options"
	awk -F '\t' 'NF != 5 || $2 !~ /^--[a-z][a-z-]+$/ || $1 !~ /^(-[A-Za-z])?$/ || $4 == "" { print; bad = 1 } END { exit bad }' table
	awk -F '\t' '$1 { print $1, $2 }' table | sort >pairs.txt
	awk -F '\t' '$1 { print $1 } { print $2 }' table | sort >flags.txt
}

# documented PAGE: the same of the items that PAGE has for options.
documented() {
	grep '^\.It .*Fl ' "$1" | sed -E 's/Fl -/--/g; s/Fl ([A-Za-z])/-\1/g' >items
	sed -nE 's/^\.It (-[A-Za-z])( [^-].*)? , (--[a-z-]+).*/\1 \3/p' items | sort -u >page-pairs.txt
	grep -oE -- ' --?[A-Za-z][a-z-]*' items | tr -d ' ' | sort -u >page-flags.txt
}

# same_options NAME PAGE: prints what one of them lacks.
same_options() {
	told "$1"
	documented "$2"
	diff flags.txt page-flags.txt && diff pairs.txt page-pairs.txt
}

@test "every page documents the options of its tool, with letter and name, and no others" {
	for tool in "$ROOT"/tools/bench*.1; do
		name=$(basename "${tool%.*}")
		run same_options "$name" "$ROOT/tools/$name.1"
		[ "$status" -eq 0 ] || fail "$name and its page differ: $output"
	done
}

@test "an option that a page lacks, one too many and another letter are found" {
	same_options bench-md "$ROOT/tools/bench-md.1"
	for change in '/^\.It Fl t Ar/d' 's/^\.It Fl n Ar rows ,/.It/' 's/^\.It Fl n /.It Fl N /' \
		's/^\.It Fl o Ar/.It Fl -nothing\n&/'; do
		sed "$change" "$ROOT/tools/bench-md.1" >page.1
		run same_options bench-md page.1
		assert_failure
	done
}

@test "standard input is read for one document, whatever options name it" {
	while read -r tool args; do
		# shellcheck disable=SC2086 # words of a command line
		trouble "$tool" $args </dev/null
		said "$tool: '-' can be only one of the documents"
	done <<'EOF'
bench-assert -s -
bench-db add -F - -
bench-diff - -
bench-diff --variants a,b --confirm - -
bench-html - -
bench-md - -
bench-merge - none.json -
bench-pr-comment -r a/b -p 1 -c - -
bench-run --only - --resume - -c true
bench-run --only - -
bench-waive -w -
bench-claim -f -
bench-budget -l -
bench-recommend -c -
EOF
}

@test "what is written in shell reads its options as what is written in C" {
	refused() {
		# shellcheck disable=SC2086 # words of a command line
		trouble $1 </dev/null
		said "${1%% *}: $2"
		said "try '${1%% *} --help'"
	}
	each refused <<'EOF'
bench-compare --kepe x a b c|unknown option '--kepe' (nearest: '--keep')
bench-run --qiuet -- true|unknown option '--qiuet' (nearest: '--quiet')
bench-compare -k|'-k' needs a value: DIR
bench-run -o|'-o' needs a value: FILE
bench-slurm --s|'--s' can be '--sshlogin' or '--sbatch' or '--submit'
bench-run --co|'--co' can be '--command'
bench-pdf --help-me|unknown option '--help-me'
bench-checkout --output x|unknown option '--output'
bench-selftest --scenario x|unknown option '--scenario'
bench-export --formats=x|'--formats' takes no value, found 'x'
EOF
	local tool way
	for tool in "${BENCH_BUILD:-$ROOT/build}"/bench "${BENCH_BUILD:-$ROOT/build}"/bench-*; do
		[ -f "$tool" ] && [ -x "$tool" ] || continue
		run "$tool" --help
		assert_success
		refute_line --regexp '^.{81}'
	done
	assert_equal "$(bench-export --vers)" "$(bench-export --version)"
	# Operands may stand anywhere, behind '--' whatever they look like.
	bench-export csv "$ROOT/tests/data/export/results.json" -o "$BATS_TEST_TMPDIR/it's" -m duration_ms
	run --separate-stderr bench-export -m duration_ms csv -- "$ROOT/tests/data/export/results.json"
	assert_equal "$output" "$(cat "$BATS_TEST_TMPDIR/it's")"
	trouble bench-export csv -- -m
	said "cannot read '-m'"
	for tool in bench-export bench-run; do
		for way in --help --version --help=options; do
			run bash -c "$tool $way >/dev/full"
			assert_failure 2
			[[ $output =~ ^"$tool: cannot write standard output"[^$'\n']*$ ]] || fail "$output"
		done
	done
}

@test "an operand too many is named, and so is an option that there is not" {
	while read -r tool args; do
		# shellcheck disable=SC2086 # words of a command line
		trouble "$tool" $args no-such-operand </dev/null
		said "$tool: unexpected operand 'no-such-operand'"
		trouble "$tool" --no-such-option </dev/null
		said "unknown option '--no-such-option'"
		said "try '$tool --help'"
	done <<'EOF'
bench-assert a
bench-db query a
bench-db series
bench-diff a b
bench-env
bench-pdf a
bench-plan a
bench-pr-comment a
bench-run a
bench-svg a
bench-run -c true
bench-trend a
bench-waive a
bench-claim a
bench-verify a b
bench-explain a
bench-recommend a
bench-locate a
EOF
}

@test "options that tools share have one wording" {
	for tool in "$ROOT"/tools/bench-*.c "$ROOT"/tools/bench-*.sh; do
		"$(basename "${tool%.*}")" --help=options
	done >all
	for option in --filter --tag --kind --shard --list --help --version; do
		[ "$(awk -F '\t' -v o="$option" '$2 == o { print $3, $4 }' all | sort -u | wc -l)" -eq 1 ] ||
			fail "$option is told in several ways"
	done
	# What a tool does besides comes behind what all do.
	awk -F '\t' '$2 == "--output" && ($1 != "-o" || $4 !~ /^write FILE, whole or not at all/) { print; bad = 1 }
		END { exit bad }' all
}

@test "every member that the schemas of documents know is on the page, and the other way round" {
	jq -r '.. | .properties? // empty | keys[]' "$ROOT"/schemas/{results,comparison,series,alert,ledger}.json | sort -u >schemas.txt
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

@test "the examples of bench-db(1) run" {
	duckdb
	run_examples bench-db.1
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

@test "the examples of bench-export(1) run" {
	run_examples bench-export.1
}

@test "the examples of bench-html(1) run" {
	run_examples bench-html.1
}

@test "the examples of bench-import(1) run" {
	run_examples bench-import.1
}

@test "the examples of bench-md(1) run" {
	run_examples bench-md.1
}

@test "the examples of bench-merge(1) run" {
	run_examples bench-merge.1
}

@test "the examples of bench-pdf(1) run" {
	run_examples bench-pdf.1
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

@test "the examples of bench-svg(1) run" {
	run_examples bench-svg.1
}

@test "the examples of bench-watch(1) run" {
	run_examples bench-watch.1
}

@test "the examples of bench-slurm(1) run" {
	run_examples bench-slurm.1
}

@test "the examples of bench-budget(1) run" {
	run_examples bench-budget.1
}

@test "the examples of bench-claim(1) run" {
	run_examples bench-claim.1
}

@test "the examples of bench-explain(1) run" {
	run_examples bench-explain.1
}

@test "the examples of bench-trend(1) run" {
	run_examples bench-trend.1
}

@test "the examples of bench-verify(1) run" {
	run_examples bench-verify.1
}

@test "the examples of bench-waive(1) run" {
	run_examples bench-waive.1
}

@test "the examples of bench-why(1) run" {
	run_examples bench-why.1
}

@test "the examples of bench-recommend(1) run" {
	run_examples bench-recommend.1
}

@test "the examples of bench-model(1) run" {
	run_examples bench-model.1
}

@test "the examples of bench-bisect(1) run" {
	run_examples bench-bisect.1
}

@test "the examples of bench-link(1) run" {
	run_examples bench-link.1
}

@test "the examples of bench-locate(1) run" {
	run_examples bench-locate.1
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

@test "the examples of bench(1) run" {
	run_examples bench.1
}

@test "the examples of bench-init(1) run" {
	run_examples bench-init.1
}

@test "the examples of bench-checkout(1) run" {
	run_examples bench-checkout.1
}

@test "the examples of bench-selftest(1) run" {
	run_examples bench-selftest.1
}

@test "the examples of bench-promote(1) run" {
	run_examples bench-promote.1
}

@test "the examples of bench-push(1) run" {
	run_examples bench-push.1
}
