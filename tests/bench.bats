# The dispatcher, and what shells complete.
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

@test "a short name starts the tool, with its words, its input and its status" {
	run --separate-stderr bench diff --version
	assert_success
	assert_equal "$output" "$(bench-diff --version)"
	run --separate-stderr bench bench-diff --version
	assert_equal "$output" "$(bench-diff --version)"
	pipe "bench merge - <'$ROOT/tests/data/results-plain.json' | jq -r .schema"
	assert_equal "$output" benchpipe/results/1
	run --separate-stderr bench run -q -r 1 -w 0 -o r.json --no-control -- sh -c 'echo "$1" >said' sh -- --words
	assert_equal "$(cat said)" --
	trouble bench plan none.yml
	said 'bench-plan: '
	printf 'version: 1\nbenchmarks: [{name: a, run: "false"}]\n' >fails.yml
	run bench run -q --fail -r 1 -w 0 -o r.json fails.yml
	assert_failure 1
}

@test "the tools that a tool starts are those beside 'bench', whatever PATH says" {
	printf 'version: 1\nbenchmarks: [{name: a, run: "true"}]\n' >a.yml
	local tool
	tool=$(command -v bench)
	PATH=/usr/bin:/bin run "$tool" compare -o c.json . . a.yml -q -r 6 -w 0 --no-control -- -T duration_ms=900% -T memory_mb=900%
	assert_success
	PATH=/usr/bin:/bin run "$(command -v bench-compare)" --version
	assert_output "$(bench-compare --version)"
	# By links too, of which bench-promote is one itself.
	mkdir links
	for tool in bench-compare bench-promote bench-import; do
		ln -s "$(command -v "$tool")" links/"$tool"
		ln -s "$tool" links/"$tool-again"
		PATH=/usr/bin:/bin run "links/$tool-again" --version
		assert_success
		assert_output --regexp '\(benchpipe\) [0-9.]+$'
	done
}

@test "an unknown tool is named with its nearest, and nothing is started" {
	trouble bench rum
	said "bench: unknown tool 'rum' (nearest: 'run')"
	said "try 'bench --help'"
	trouble bench help pr-coment
	said "(nearest: 'pr-comment')"
	trouble bench ../bench-run
	trouble bench
	trouble bench help run diff
	said "unexpected operand 'diff'"
	trouble bench --nonsense run
}

@test "help lists every tool once, by what its page says, and explains one" {
	run --separate-stderr bench help
	assert_success
	local page word
	for page in "$ROOT"/tools/bench-*.1; do
		word=$(basename "$page" .1)
		word=${word#bench-}
		assert_line --regexp "^  $word +$(sed -n 's/^\.Nd //p' "$page")\$"
		[ -x "$(command -v "bench-$word")" ] || fail "there is no tool for $page"
	done
	assert_equal "$(bench help help)" "$output"
	assert_equal "$(bench help plan)" "$(bench-plan --help)"
	# The pages of formats too, those that lie beside the tools beside 'bench', wherever it is.
	local tool
	tool=$(command -v bench)
	mkdir bin
	printf '#!/bin/sh\n[ ! -e none ] && echo "${PATH%%%%:*} $*"\n' >bin/man
	chmod +x bin/man
	PATH=$PWD/bin:/usr/bin:/bin run --separate-stderr "$tool" help results
	assert_output "$(dirname "$tool") 5 bench-results"
	touch none
	PATH=$PWD/bin:/usr/bin:/bin trouble "$tool" help bench-scenario
	said "'scenario' is a format: man(1) has no page bench-scenario(5)"
	run bash -c 'bench help >/dev/full'
	assert_failure 2
}

# bash_completes WORD...: what bash offers for the last of the words, in $output.
bash_completes() {
	# shellcheck disable=SC2016 # the inner shell's
	run --separate-stderr bash -c 'source "$1"; shift; COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _benchpipe
		printf "%s\n" "${COMPREPLY[@]}"' bash completions/bench.bash "$@"
	assert_success
}

@test "bash runs nothing of what a branch is called" {
	"$ROOT/scripts/completions" "${BENCH_BUILD:-$ROOT/build}" completions
	git init -q .
	git -c user.name=a -c user.email=a commit -q --allow-empty -m one
	git update-ref 'refs/heads/main$(touch${IFS}owned)`touch${IFS}owned`' HEAD
	bash_completes bench-compare main
	assert_line 'main$(touch${IFS}owned)`touch${IFS}owned`'
	[ ! -e owned ]
}

@test "bash completes words, options, files and folders" {
	"$ROOT/scripts/completions" "${BENCH_BUILD:-$ROOT/build}" completions
	bash_completes bench wai
	assert_output waive
	bash_completes bench help di
	assert_output diff
	bash_completes bench run --vari
	assert_output --variant
	bash_completes bench-promote --se
	assert_output --sessions
	touch file-a
	mkdir file-b
	bash_completes bench-md -o file-
	assert_output "$(printf 'file-a\nfile-b')"
	bash_completes bench-md --output = file-
	assert_line file-a
	bash_completes bench-compare --keep file-
	assert_output file-b
	bash_completes bench-md --max-rows fil
	assert_output ''
	bash_completes bench diff file-a
	assert_output file-a
	bash_completes bench-md --color a
	assert_output "$(printf 'auto\nalways')"
	bash_completes bench run --color = nev
	assert_output never
	bash_completes bench diff --fail-on wor
	assert_output worse
	bash_completes bench-compare --color al
	assert_output always
	bash_completes bench import hyper
	assert_output hyperfine
	bash_completes bench-export bench
	assert_output "$(bench-export --formats | cut -f 1 | grep ^bench)"
	bash_completes bench-import fil
	assert_output "$(printf 'file-a\nfile-b')"
	bash_completes bench plan --split fil
	assert_output file-b
	bash_completes bench why --from fil
	assert_output "$(printf 'file-a\nfile-b')"
	bash_completes bench run -m first_
	assert_output first_output_ms
	bash_completes bench run -S ba
	assert_output bash
	bash_completes bench-bisect --counts al
	assert_output always
	git init -q .
	git -c user.name=a -c user.email=a@example.org commit -q --allow-empty -m one
	git tag file-v1
	bash_completes bench compare file-v
	assert_output file-v1
	bash_completes bench-compare . 'fi'
	assert_output "$(printf 'file-v1\nfile-a\nfile-b')"
}

@test "zsh and fish complete the same" {
	need zsh fish
	"$ROOT/scripts/completions" "${BENCH_BUILD:-$ROOT/build}" completions
	run fish -c 'source completions/bench.fish; source completions/bench-run.fish; complete -C "bench wai"; complete -C "bench run --vari"
		complete -C "bench-run --vari"; complete -C "bench help wai"'
	assert_success
	assert_equal "$(cut -f 1 <<<"$output")" "$(printf 'waive\n--variant\n--variant\nwaive')"
	run fish -c 'source completions/bench.fish; source completions/bench-import.fish; complete -C "bench run --sort na"
		complete -C "bench-import hyperf"; complete -C "bench import hyperf"'
	assert_equal "$(cut -f 1 <<<"$output")" "$(printf 'name\nhyperfine\nhyperfine')"
	git init -q .
	git -c user.name=a -c user.email=a@example.org commit -q --allow-empty -m one
	git tag v1.0
	run fish -c 'source completions/bench.fish; source completions/bench-compare.fish; complete -C "bench compare v1"
		complete -C "bench-compare . v1"; complete -C "bench plan --split comp"'
	assert_output --regexp $'^v1.0\nv1.0\ncompletions/\tDirectory$'
	# What zsh's own functions are given.
	local stubs='compadd() { print -l -- "$@" }; _arguments() { print -l -- "$@" }'
	run zsh -fc "$stubs; words=(bench-run '') CURRENT=2 service=bench-run; source completions/_bench"
	assert_success
	assert_line '*--variant=[measure the scenario in DIR as variant NAME; repeat to compare]:NAME=DIR: '
	assert_line '*--input=[standard input of the commands]:FILE:_files'
	run zsh -fc "$stubs; f() { source completions/_bench }; words=(bench diff '') CURRENT=3 service=bench; f"
	assert_line --regexp '^\*--fail-on=\[.*:\(.*regression.*\)$'
	run zsh -fc "$stubs; words=(bench-import '') CURRENT=2 service=bench-import; source completions/_bench"
	assert_line --regexp '^\*:format or file:\{compadd -- .*hyperfine.*; _files\}$'
	run zsh -fc "$stubs; words=(bench-compare '') CURRENT=2 service=bench-compare; source completions/_bench"
	assert_line --regexp '^\*:commit or file:\{compadd -- .*git for-each-ref.*; _files\}$'
	run zsh -fc "$stubs; words=(bench '') CURRENT=2 service=bench; source completions/_bench"
	assert_line waive
	assert_line help
}

@test "every option of every tool is completed by all three" {
	"$ROOT/scripts/completions" "${BENCH_BUILD:-$ROOT/build}" completions
	local path tool option
	for path in "${BENCH_BUILD:-$ROOT/build}"/bench-*; do
		[ -x "$path" ] && [ -f "$path" ] || continue
		tool=$(basename "$path")
		for option in $("$path" --help=options | cut -f 2); do
			grep -qE "^	$tool\) echo '.* ?${option}[ ']" completions/bench.bash || fail "bash: $tool $option"
			grep -qF -- " -l ${option#--} " "completions/$tool.fish" || fail "fish: $tool $option"
			sed -n "/^	$tool) _arguments/,/;;/p" completions/_bench | grep -qE -- "\*$option=?\[" || fail "zsh: $tool $option"
		done
	done
}
