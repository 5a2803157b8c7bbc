# What a person at a terminal sees.
load helper

D=$BATS_TEST_DIRNAME/data/md

setup() {
	need script
	cd "$BATS_TEST_TMPDIR" || return
	export TERM=xterm
	unset COLUMNS
}

# at COLUMNS 'COMMAND': run COMMAND with a terminal of that width as all its streams.
at() {
	run script -qec "stty cols $1; $2" /dev/null </dev/null
	output=${output//$'\r'/}
}

# plain: the last run has no escape sequence.
plain() {
	[[ $output != *$'\033'* ]] || fail "an escape sequence: $(cat -v <<<"$output")"
}

# fits COLUMNS: no line of the last run is longer.
fits() {
	local line
	while IFS= read -r line; do
		[ ${#line} -le "$1" ] || fail "${#line} columns: $line"
	done <<<"$output"
}

# bats test_tags=golden
@test "a comparison is a table, with its reasons, and the answer last, by name" {
	cp "$D/comparison.json" .
	COLUMNS=120 run --separate-stderr bench-md --text comparison.json
	assert_success
	assert_equal "$stderr" ""
	plain
	fits 120
	golden comparison.txt
}

# bats test_tags=golden
@test "in 80 columns and in ASCII all is shown, in more lines" {
	cp "$D/comparison.json" .
	LC_ALL=C COLUMNS=80 run --separate-stderr bench-md --text comparison.json
	assert_success
	fits 80
	[[ $output != *[!\ -~$'\n']* ]] || fail "not ASCII: $output"
	golden narrow.txt
}

# bats test_tags=golden
@test "limits are a table, and the answer names what was exceeded" {
	cp "$D/limits.json" .
	COLUMNS=100 run --separate-stderr bench-md --text limits.json
	assert_success
	plain
	golden limits.txt
}

# bats test_tags=golden
@test "results are a table, with a strip of the samples for the curious" {
	COLUMNS=120 run --separate-stderr bench-md --text --plot "$D/results.json"
	assert_success
	plain
	fits 120
	golden results.txt
}

# rows OPEN WORSE SAME: a comparison with so many rows of each kind, of one harness with long names, in c.json.
rows() {
	jq -nc --argjson open "$1" --argjson worse "$2" --argjson same "$3" '
		def row($i; $group): {id: "bench/class names \($i % 5) 日本/group=Nested Arrays w/ Objects,n=\($i)", name: "n",
			metric: "throughput", unit: "ops/s", baseline: 1e7, current: 8e6, gate: true} + $group;
		{schema: "benchpipe/comparison/1", suite: "clsx", policy: {threshold: 0.1, tolerance: 0.05}, rows:
			([range($open) | row(.; {change: -0.02, ci: [-0.1, 0.06], smallest_detectable: (0.05 + . / 1000), verdict: "inconclusive",
				reason: "the middle may have changed by -13.7 % to +6.4 %; about \(. + 1) more rounds would tell"})]
			+ [range($worse) | row(. + 1000; {change: -0.2, ci: [-0.25, -0.15], verdict: "regression", severity: "moderate",
				reason: "confirmed: -23.2 % [-24.6 %, -21.9 %] when measured again"})]
			+ [range($same) | row(. + 2000; {change: 0.001, ci: [-0.01, 0.01], verdict: "equivalent"})]),
		summary: {rows: 1, verdict: (if $worse > 0 then "regression" else "pass" end)}}' >c.json
}

# wide FOLDER/COLUMNS...: no line of these files fills more columns of a terminal, or ends in a blank.
wide() {
	python3 -c 'import sys, unicodedata
for path in sys.argv[1:]:
	most = int(path.split("/")[-1])
	for line in open(path, encoding="utf-8").read().split("\n"):
		wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
		if wide > most or line.endswith(" "):
			sys.exit(f"{path}: {wide} columns: {line}")' "$@"
}

@test "many open rows are told together, the worst rows first, at every width and in ASCII" {
	need python3
	for counts in '1 0 0' '3 1 1' '18 4 13' '300 20 180'; do
		# shellcheck disable=SC2086 # three words
		rows $counts
		for columns in 60 80 100 120; do
			for locale in C.UTF-8 C; do
				mkdir -p "${counts// /-}/$locale" "${counts// /-}/all-$locale"
				LC_ALL=$locale COLUMNS=$columns bench-md --text c.json >"${counts// /-}/$locale/$columns"
				LC_ALL=$locale COLUMNS=$columns bench-md --text --all c.json >"${counts// /-}/all-$locale/$columns"
			done
		done
	done
	wide ./*/*/*
	[ "$(wc -l <300-20-180/C/60)" -lt 150 ] || fail "$(cat 300-20-180/C/60)"
	rows 18 4 13
	COLUMNS=80 run bench-md --text c.json
	refute_line --regexp '…[0-9a-z]{6}…' # no name is cut
	assert_line --regexp '^every row: (benchmark bench/…, )?metric throughput'
	assert_line --regexp '^  +Arrays w/ Objects,n=1000 +\[−25\.0, −15\.0\]$'
	assert_line --partial '18 inconclusive: bench/class names 0 日本/group=Nested Arrays w/ Objects'
	[[ $(tr -s ' \n' ' ' <<<"$output") == *'and 14 more; changes under 5.0 % to 6.7 % could not be seen 13 rows'* ]] || fail "$output"
	assert_line '13 rows proven equivalent'
	assert_line 'all rows: bench-md --text --all c.json'
	assert_line 'what got worse was measured again, and is confirmed'
	[ "${#lines[@]}" -lt 30 ] || fail "${#lines[@]} lines: $output"
	COLUMNS=300 run bench-md --text --all c.json
	assert_line --partial 'the middle may have changed by −13.7 % to +6.4 %; about 18 more rounds would tell'
	assert_line --partial 'confirmed: −23.2 % [−24.6, −21.9] when measured again'
	[[ ${lines[2]} == regression* && ${lines[6]} == inconclusive* && ${lines[24]} == equivalent* ]] || fail "$output"
	LC_ALL=C COLUMNS=300 run bench-md --text --all c.json
	assert_line --partial 'confirmed: -23.2 % [-24.6, -21.9] when measured again'
	jq -c '.summary.open = [{advice: "measure"}]' c.json >advised.json
	COLUMNS=80 run bench-md --text advised.json
	assert_line measure
	at 80 'bench-md --text c.json'
	assert_line --partial $'\033[31mregression\033[0m'
	bench-md c.json >c.md
	grep -q $'by −13.7\u00a0% to +6.4\u00a0%; about 18' c.md
}

@test "what a failed benchmark or a name says is not set as a figure" {
	rows 0 1 0
	jq -c '.rows[0] += {verdict: "failed", reason: "exit status 1: a -5 % b"}' c.json >f.json
	COLUMNS=300 run bench-md --text f.json
	assert_output --partial 'exit status 1: a -5 % b'
	jq -c '.rows[0].reason = "the baseline calls it '"'a -5 % b'"': now -5 % [-6 %, +0.0 %], the median'"'"'s [-7 %, 1 %], x-5 % and -5"' c.json >q.json
	COLUMNS=300 run bench-md --text q.json
	assert_output --partial "calls it 'a -5 % b': now −5 % [−6, 0.0], the median's [−7, 1] %, x-5 % and -5"
}

@test "every document is text that fits" {
	for file in "$D"/{comparison,comparison-paired,comparison-machines,comparison-pass,limits,legacy}.json; do
		for columns in 80 100 200; do
			COLUMNS=$columns run --separate-stderr bench-md --text "$file"
			assert_success
			assert_equal "$stderr" ""
			plain
			fits "$columns"
		done
	done
	COLUMNS=1 run --separate-stderr bench-md --text "$D/comparison-pass.json"
	assert_success
	COLUMNS=99999999999999999999999 run --separate-stderr bench-md --text "$D/comparison-pass.json"
	assert_success
}

@test "bench-diff and bench-assert show a terminal a table, and give a pipe or -o - the document" {
	at 100 "bench-diff '$D/legacy.json' '$D/legacy.json'"
	assert_success
	refute_output --partial '{'
	refute_output --partial 'bench-diff:'
	assert_line --partial 'verdict'
	[[ ${lines[-1]} == *'no regression: 6 of 6 rows equivalent within 10 %'* ]] || fail "$output"
	at 100 "bench-diff '$D/legacy.json' '$D/legacy.json' | cat"
	assert_line --partial '{"schema":"benchpipe/comparison/1"'
	at 100 "bench-diff -o - '$D/legacy.json' '$D/legacy.json'"
	assert_line --partial '{"schema":"benchpipe/comparison/1"'
	echo '{"benchmarks":[{"name":"a","duration_ms":18,"require":[{"metric":"duration_ms","max":10}]}]}' >r.json
	at 100 'bench-assert r.json'
	assert_failure 1
	refute_output --partial '{'
	[[ ${lines[-1]} == *'1 of 1 limit exceeded: a duration_ms'* ]] || fail "$output"
}

@test "a document that goes to a file is there, and the terminal has the table" {
	at 100 "bench-diff -o c.json '$D/legacy.json' '$D/legacy.json'"
	assert_success
	json '.schema == "benchpipe/comparison/1"' c.json
	assert_line --partial 'no regression'
	run --separate-stderr bench-diff -o d.json "$D/legacy.json" "$D/legacy.json"
	assert_equal "$output" ""
}

@test "the table fits the terminal, and COLUMNS comes first" {
	bench-diff "$D/legacy.json" "$D/legacy.json" >c.json
	jq -c '.rows[].id = "a-rather-long-name-of-a-benchmark/with=one-parameter,and=another-parameter"' c.json >long.json
	for columns in 70 90 140; do
		at "$columns" 'bench-md --text --color never long.json'
		assert_success
		plain
		fits "$columns"
	done
	assert_output --partial 'with=one-parameter,and=another'
	at 140 'COLUMNS=70 bench-md --text --color never long.json'
	fits 70
}

@test "colours are for a terminal, and not where NO_COLOR, CI or a dumb terminal say no" {
	local show="bench-md --text '$D/comparison.json'"
	at 100 "$show"
	[[ $output == *$'\033[31mregression\033[0m'* ]] || fail "no colour: $output"
	for no in NO_COLOR=1 CI=true TERM=dumb TERM=; do
		at 100 "$no $show"
		plain
	done
	at 100 "$show --color never"
	plain
	at 100 "NO_COLOR=1 $show --color always"
	[[ $output == *$'\033[31m'* ]] || fail "no colour: $output"
	at 100 "$show -o out.txt"
	run cat out.txt
	plain
	trouble bench-md --text --color sometimes "$D/comparison.json"
	said "'sometimes'"
}

@test "no escape sequence, and nothing that is hidden, comes from a document" {
	jq -n '"x\u001b[31m\u0007\u202e\r\ny" as $s | {schema: "benchpipe/comparison/1", suite: $s,
		baseline: {environment: {cpu_model: $s, os: $s, warnings: [{code: "c", message: $s}]}},
		rows: [{id: $s, name: $s, metric: $s, unit: $s, reason: $s, verdict: "regression", severity: "minor",
			baseline: 1, current: 2, change: 1}], summary: {verdict: "regression"}}' >c.json
	run --separate-stderr bench-md --text c.json
	assert_success
	plain
	[[ $output != *[$'\a\r']* && $output != *$'\u202e'* ]] || fail "$(cat -v <<<"$output")"
	assert_output --partial 'x?[31m'
	jq -n '"x\u001b[31m\u0007\u202e\r\ny" as $s | {schema: "benchpipe/results/1", suite: $s,
		benchmarks: [{name: $s, id: $s, status: "failed", reason: $s, metrics: {"m\u001b[1m": {unit: $s, better: "lower",
			gate: true, samples: [1, 2, 3]}}}]}' >r.json
	run --separate-stderr bench-md --text --plot r.json
	assert_success
	plain
	[[ $output != *[$'\a\r']* && $output != *$'\u202e'* ]] || fail "$(cat -v <<<"$output")"
}

@test "bench-run shows a terminal its summary alone, and says where the samples go" {
	at 100 "bench-run -r 3 -c true -c 'sleep 0.01'"
	assert_success
	refute_output --partial '{'
	assert_line --partial 'benchmark'
	assert_line --partial 'times as fast as sleep 0.01'
	assert_line --partial 'with -o FILE, or through a pipe'
	at 100 'bench-run -r 3 -o r.json -- true'
	json '.benchmarks[0].status == "ok"' r.json
	refute_output --partial 'with -o FILE'
	at 100 'bench-run -q -r 3 -o - -- true'
	assert_output --partial '"schema":"benchpipe/results/1"'
	run --separate-stderr bench-run -r 3 -- true
	json '.benchmarks[0].status == "ok"'
}

@test "the summary fits a terminal and is in colours there, also where it is beside the document" {
	local long='sleep 0.03 # with a comment that is longer than the line'
	at 60 "bench-run -r 3 -w 0 -c '$long' -c false >r.json"
	[[ $output == *$'\033[31mfailed\033[0m'* ]] || fail "no colour: $output"
	at 60 "bench-run -r 3 -w 0 -c '$long' -c 'exec true' --color never -o r.json | cat"
	output=${output##*$'\033[K'} # after the bar
	plain
	fits 60
	assert_output --partial 'exec true is'
	at 44 "bench-run -r 3 -w 0 -c '$long' -c 'exec true' --color never --reference 'exec true'"
	output=${output##*$'\033[K'}
	fits 44
	assert_output --partial 'compared with exec true:'
	run --separate-stderr bench-run -r 3 -w 0 -c false
	[[ $stderr != *$'\033'* ]] || fail "$stderr"
	run --separate-stderr bench-run -r 3 -w 0 -c false --color always
	[[ $stderr == *$'\033[31mfailed\033[0m'* ]] || fail "$stderr"
}

@test "who waits for a document that is typed says so" {
	local tool
	for tool in bench-md 'bench-diff -' bench-plan 'bench-run -'; do
		at 80 "timeout 20 $tool"
		assert_line --partial "${tool%% *}: reading from the terminal: Control-D ends the input"
	done
	at 80 'timeout 20 bench-run'
	assert_failure 2
	assert_line --partial 'bench-run: a scenario is wanted (to measure a command, put -- before it)'
}

@test "a strip shows where the times lie" {
	at 120 'bench-run -r 6 --plot -- true'
	assert_success
	assert_output --regexp '[▁▂▃▄▅▆▇█]'
	at 120 'LC_ALL=C bench-run -r 6 --plot -- true'
	assert_output --regexp '@'
	refute_output --regexp '[▁▂▃▄▅▆▇█]'
	trouble bench-md --plot "$D/results.json"
	said '--plot needs --text'
	trouble bench-md --text -c 'A=name' "$D/results.json"
	said '--column'
}

@test "a command that fails is status 1, and a scenario asks for it" {
	run --separate-stderr bench-run -r 1 -- false
	assert_failure 1
	json '.benchmarks[0].status == "failed"'
	run --separate-stderr bench-run -r 1 -c true -c false
	assert_failure 1
	printf 'version: 1\nbenchmarks:\n  - {name: a, run: "false"}\n' >s.yml
	run --separate-stderr bench-run -r 1 s.yml
	assert_success
}

@test "one word with blanks is told of -c, unless it names a program" {
	trouble bench-run -- 'sleep 0.01'
	said "there is no program 'sleep 0.01' (to measure a command line, give it with -c)"
	cp "$(type -P true)" 'a program'
	run --separate-stderr bench-run -r 1 -- './a program'
	assert_success
	PATH=$PWD:$PATH run --separate-stderr bench-run -r 1 -- 'a program'
	assert_success
	trouble bench-run 'sleep 0.01' 'sleep 0.02'
	said "unexpected operand 'sleep 0.02' (to measure a command line, give it with -c)"
	trouble bench-run 'sleep 0.01'
	said "there is no scenario 'sleep 0.01' (to measure a command line, give it with -c)"
}

@test "a name is that of the next command, and there is one" {
	run --separate-stderr bench-run -r 1 -c true -n second -c 'exec true'
	assert_success
	json '[.benchmarks[].id] == ["second", "true"]'
	trouble bench-run -c true -n last
	said "'last' is a name without a command"
	trouble bench-run -n a -n b -c true
	said "'b' is a name without a command"
	trouble bench-run -c true -n
	said "'-n' needs a value"
}

@test "the cases of a matrix are related to the fastest" {
	cat >s.yml <<'EOF'
version: 1
benchmarks:
  - {name: wait, matrix: {t: [0.001, 0.05]}, run: [sleep, "${{ matrix.t }}"]}
  - {name: alone, run: [sleep, 0.02]}
EOF
	run --separate-stderr bench-run -r 6 s.yml
	assert_success
	said $'wait/t=0.001 is\n'
	said 'times as fast as wait/t=0.05'
	[[ $stderr != *'alone is'* && $stderr != *'as fast as alone'* ]] || fail "$stderr"
}

@test "a terminal is told once of what disturbed a comparison: not by the run, whose document says so" {
	mkdir bin
	printf '#!/bin/sh\necho "$*" >>ran\nexec "%s" "$@"\n' "$(command -v bench-run)" >bin/bench-run
	chmod +x bin/bench-run
	printf 'version: 1\nbudget: 1s\nbenchmarks:\n  - {name: a, run: "true"}\n' >s.yml
	at 100 "PATH=$PWD/bin:\$PATH; bench-compare . . s.yml --no-control --looks 1 -- -T 900%"
	assert_equal "$(grep -c -- '--no-warnings' ran)" 1
	[[ $(grep -- '--no-warnings' ran) == *-o*results.json* ]]
	rm ran
	PATH=$PWD/bin:$PATH run bench-compare . . s.yml --no-control --looks 1 -- -T 900%
	refute grep -e --no-warnings ran
}

@test "bench-compare ends with the answer by name, and without an error where nothing got worse" {
	mkdir base head
	printf 'version: 1\ndefaults: {runs: 8, warmup: 0}\nbenchmarks:\n  - {name: nap, run: [sh, work]}\n' >s.yml
	echo 'sleep 0.02' >base/work
	cp base/work head
	at 100 'bench-compare base head s.yml --no-control -- -T 900%'
	assert_success
	refute_output --partial '{'
	refute_line --regexp '^bench-[a-z]+: '
	[[ ${lines[-1]} == *'no regression'* ]] || fail "$output"
	echo 'sleep 0.09' >head/work
	at 100 'bench-compare --color never -o c.json base head s.yml --no-control -q -- -m duration_ms'
	assert_failure 1
	json '.summary.confirmation.confirmed == 1' c.json
	[[ ${lines[-1]} == '1 regression in 1 row: nap duration_ms +'* ]] || fail "$output"
	refute_line --regexp '^bench-[a-z]+: '
	trouble bench-compare --color often base head s.yml
	said "'--color' must be auto, always or never, not 'often'"
}
