# Every command in README.md and docs/ is run: by this file, in a project of its own, or by the test
# that its line below names. The examples of the manual pages are run by man.bats.
load helper

PAGES=(README.md docs/harnesses.md docs/history.md docs/models.md docs/publishing.md docs/pull-requests.md docs/study.md)

# How each command is run, in the order of the pages: 'here', or the file and the name of a test.
commands() {
	cat <<-'END'
		here|PATH=$PATH:path/to/benchpipe/build
		here|path/to/benchpipe/scripts/bench-init .
		here|git add -A && git commit -m benchmarks
		here|git commit -a -m change
		here|bench-compare -o comparison.json HEAD~1 HEAD bench.yml
		here|bench-run -- ./program --its arguments
		here|bench-run -c './program --fast' -c './program --slow'
		here|bench-run -r 20 -c 'seq 1000' -c 'seq 100000'
		here|bench init DIR
		here|bench help diff
		here|bench-compare v1.0 HEAD bench.yml
		here|bench-compare ../main . bench.yml > comparison.json
		here|bench-md comparison.json
		here|bench-md --text comparison.json
		here|bench-run --fail bench.yml > baseline.json
		here|bench-run --fail bench.yml > current.json
		here|bench-diff baseline.json current.json > comparison.json
		here|bench-assert current.json > limits.json
		here|bench-md comparison.json limits.json
		here|bench-env --check
		bench-bisect.bats: a slow-down is hunted to its commit|bench-bisect --row 'count words' v1.0 HEAD bench.yml
		bench-bisect.bats: commits and row come from a comparison|bench-bisect --from comparison.json bench.yml
		bench-trend.bats: a level that moved is found|bench-trend -o judged.json series.json
		bench-trend.bats: trends and alerts are shown|bench-md judged.json
		bench-trend.bats: a step opens one alert|bench-trend --ledger alerts -o judged.json series.json
		bench-trend.bats: the report has the gate's own rates|bench-trend --ledger alerts --report | bench-md
		bench-trend.bats: a threshold from history|bench-trend --suggest-thresholds series.json
		page.bats: standard input, several documents|bench-html -t Parser -o page.html comparison.json current.json
		page.bats: a picture of each document|bench-svg -b benchmarks -o badge.svg comparison.json
		page.bats: a page is printed as a report|bench-pdf -o report.pdf page.html
		page.bats: years of a real project|make demo-history
		bench-explain.bats: each row that changed is explained|bench-explain comparison.json | bench-md
		bench-why.bats: a slow-down is told by its function|bench-why base head bench.yml comparison.json | bench-md
		history.bats: results become files named by|bench-db add
		history.bats: a statement reads the index|bench-db query
		history.bats: series have their runs|bench-db series
		bench-import-runs.bats: each run of a history becomes a document|bench-import --runs
		bench-import-runs.bats: each run of a history becomes a document|bench-import --runs FOLDER data.js
		bench-recommend.bats: bench-md shows the matrix|bench-recommend results.json | bench-md
		onnx.bats: end in a recommendation|make demo-backends
		decoder.bats: without npm fetch-library|make -C scripts/decoder
		decoder.bats: a model follows from its name|scripts/decoder/build/model-make --parameters 15M --type q4_0 build/models
		decoder.bats: each type|scripts/decoder/build/decoder-bench --prompt 128 --output 101 build/models/random-llama-15M-q4_0-1.gguf
		bench-import.bats: real files of other harnesses|bench-import printed FILE
		power.bats: each row gets the rounds|bench-plan --power 0.5%
		here|bench-import old.txt >old.json; bench-import new.txt | bench-diff old.json - | bench-md
		here|bench-import go FILE
		here|bench-import --formats
		here|bench-compare main HEAD bench.yml > comparison.json
		here|bench-md comparison.json > comment.md
		here|path/to/benchpipe/scripts/comment-page comment.md > comment.html
		here|bench-compare main HEAD bench.yml -- -t 1% -T 2%
		bench-run.bats: duet|bench-run --duet
		here|path/to/benchpipe/scripts/bench-init --action ACME/benchpipe@COMMIT .
		bench-import.bats: real files of other harnesses|bench-import target/criterion
		bench-import.bats: real files of other harnesses|bench-import .asv/results/MACHINE/FILE
		install.bats: passes the demo|make demo
		itself|make check
		install.bats: puts all that a user needs|make
		install.bats: puts all that a user needs|sudo make install
		install.bats: the package is as Debian wants it|make deb
		install.bats: has the same bytes, built in another folder|make static
		workflows.bats: packages that are missing|sudo apt-get install gcc make pkg-config libyaml-dev libjson-c-dev libcurl4-openssl-dev jq
		workflows.bats: publishing pushes the commit|scripts/publish ACME/benchpipe 1.0.0
		workflows.bats: publishing pushes the commit|GITHUB_TOKEN=… scripts/publish --access organization ACME/benchpipe 1.0.0
		workflows.bats: the self-test makes head slower|path/to/benchpipe/scripts/gate-selftest bench.yml
	END
}

# blocks PAGE LANGUAGE: the blocks of it, without their indentation, a NUL behind each.
blocks() {
	awk -v language="$2" '
		$0 ~ "^ *```" language "$" { on = 1; indent = index($0, "`"); next }
		/^ *```/ { if (on) printf "%c", 0; on = 0 }
		on { print substr($0, indent) }' "$1"
}

# shown PAGE: the commands of it, a line each: those of its blocks, and those that a sentence has
# with their arguments.
shown() {
	blocks "$1" sh | tr -d '\0' | sed -E 's/ +#( .*)?$//; /^#/d; /^$/d'
	# shellcheck disable=SC2016 # of Markdown
	grep -v '^ *```' "$1" | grep -oE '`[^`]+`' | tr -d '`' | sed 's/\\|/|/g' | grep -E '^(bench [a-z]+|bench-[a-z-]+) ' || :
}

# is_run PAGE...: every command of them is in the list, and its options are those of its tool.
is_run() {
	local page command word tool bad=0
	commands | cut -d '|' -f 2- >listed
	for page; do
		shown "$page" >of-page
		while IFS= read -r command; do
			grep -qxF -- "$command" listed || {
				echo "$page: run by no test: $command"
				bad=1
			}
		done <of-page
		# Also where only a name and an option are in a sentence.
		while read -r tool word; do
			bench-"$tool" --help=options | cut -f 1-2 | tr '\t' '\n' | grep -qxF -- "$word" || {
				echo "$page: bench-$tool has no option $word"
				bad=1
			}
		done < <(sed 's/ -- .*//; s/[;|>]/\n/g' of-page | sed -nE 's/^ *bench[ -]([a-z-]+) (.* )?(--?[A-Za-z][a-z-]*)( .*)?$/\1 \3/p')
	done
	return "$bad"
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

@test "every command of the pages is run by a test, with options that there are" {
	cd "$ROOT"
	local TMP=$BATS_TEST_TMPDIR
	mkdir "$TMP/pages"
	cp -R --parents "${PAGES[@]}" "$TMP/pages"
	cd "$TMP/pages"
	run is_run "${PAGES[@]}"
	assert_success
	# What is in the list is on a page, and the test that it names is there.
	local how command
	cat "${PAGES[@]}" | sed 's/\\|/|/g' >all
	while IFS='|' read -r how command; do
		grep -qF -- "$command" all || fail "on no page: $command"
		case $how in
		here | itself) ;; # "make check" runs these tests
		*) grep -q "^@test \".*${how#*: }" "$ROOT/tests/${how%%: *}" || fail "no such test: $how" ;;
		esac
	done < <(commands)
	# A target that make does not have.
	while read -r target; do
		grep -q "^[a-z -]*\b$target\b[a-z -]*:" "$ROOT/Makefile" || fail "make has no target '$target'"
	done < <(cat all "$ROOT/CONTRIBUTING.md" | grep -oE '(`|^ *)make [a-z-]+' | sed 's/.*make //' | sort -u)
	# A wrong option, and a command that nothing runs, are found.
	sed -i 's/bench-run --fail bench/bench-run --fale bench/' README.md
	run is_run README.md
	assert_failure
	assert_output --partial 'README.md: run by no test: bench-run --fale bench.yml'
	assert_output --partial 'README.md: bench-run has no option --fale'
}

# project: a project, the current folder, with all that the commands name.
project() {
	export GIT_CONFIG_GLOBAL=$PWD/gitconfig GIT_CONFIG_NOSYSTEM=1
	git config --global user.name tester
	git config --global user.email tester@example.org
	git config --global init.defaultBranch main
	mkdir -p project/path/to project/DIR
	cd project || return
	ln -s "$ROOT" path/to/benchpipe
	printf '#!/bin/sh\necho "items/s: 5000"\n' >sort-bench
	printf 'all:\n' >Makefile
	printf 'package x\nBenchmarkA 100 %s ns/op\nBenchmarkA 100 101 ns/op\nBenchmarkA 100 102 ns/op\n' 100 >old.txt
	cp sort-bench program
	chmod +x sort-bench program
	mkdir benchmarks
	echo 'print("parse 12.5 us")' >benchmarks/run.py
	cp old.txt new.txt
	cp old.txt FILE
	blocks "$ROOT/README.md" yaml | tr '\0' '\n' | sed -n '/^suite: mine/,/^  - name: gbench/p' | sed '$d' >own
	{
		echo 'version: 1'
		echo 'budget: 1500ms'
		sed '/^$/d' own
	} >bench.yml
	git init -q
	git add .
	git commit -qm first
	git tag v1.0
	git commit -q --allow-empty -m second
	mkdir ../main
	cp -r bench.yml sort-bench Makefile benchmarks ../main
}

@test "the commands of the pages run as they are written" {
	project
	local command
	while IFS= read -r command; do
		run --separate-stderr timeout 60 bash -o pipefail -c "$command" </dev/null
		[ "$status" -le 1 ] || fail "status $status: $command: $stderr"
	done < <(commands | sed -n 's/^here|//p')
	[ -s comparison.json ]
	grep -qF 'ACME/benchpipe/workflows/run@COMMIT' .github/workflows/bench.yml
}

@test "the scenarios, waivers and documents of the pages are what their readers take" {
	local page text n=0
	cp "$ROOT/tests/data/md/comparison.json" .
	for page in "${PAGES[@]}"; do
		while IFS= read -r -d '' text; do
			n=$((n + 1))
			case $text in
			'# .github/'*) continue ;; # workflows.bats compares it with the example
			*'- row: '*)
				[[ $text == version* ]] || text=$'version: 1\nwaivers:\n'$text
				printf '%s\n' "$text" >w.yml
				run --separate-stderr bench-waive -w w.yml -d 2026-01-01 comparison.json
				[ "$status" -le 1 ] || fail "$page: $stderr: $text"
				;;
			*)
				[[ $text == version* ]] || text=$'version: 1\nbenchmarks:\n'$text
				printf '%s\n' "$text" >s.yml
				run --separate-stderr bench-plan -o plan.json s.yml
				assert_success
				;;
			esac
		done < <(blocks "$ROOT/$page" yaml)
		while IFS= read -r -d '' text; do
			n=$((n + 1))
			printf '%s\n' "$text" >d.json
			case $text in
			*benchpipe/budget/*) bench-budget -l d.json -o m.json comparison.json || [ $? -eq 1 ] ;;
			*) bench-merge -o m.json d.json ;;
			esac
		done < <(blocks "$ROOT/$page" json)
	done
	[ "$n" -ge 10 ]
}
