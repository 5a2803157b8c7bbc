load helper

setup() {
	programs=${BENCH_BUILD:-$ROOT/build}/study
	cd "$BATS_TEST_TMPDIR" || exit
}

# recording FILE PERCENT: five seconds of pairs of 100 ms and PERCENT more, in ABBA order.
recording() {
	awk -v percent="$2" 'BEGIN {
		print "# program_ms=30 percent=" percent " noise=quiet design=interleaved"
		for (i = 0; i < 50; i++)
			for (k = 0; k < 2; k++) {
				v = (i + k) % 2
				t = (100 + (i * 7 + k * 3) % 5) * (v ? 1 + percent / 100 : 1)
				printf "%d\t%d\t%.3f\t%.3f\t%.3f\t0\t0\n", i, v, (2 * i + k) / 10, t, t
			}
	}' >"$1"
}

@test "the study counts what it finds in a recording" {
	recording a.tsv 0
	recording b.tsv 3
	run --separate-stderr "$programs/analyse" a.tsv b.tsv
	assert_success
	assert_line --partial '| 95 % intervals that cover, A/A, 2 to 10 s a side | 93 to 97 % | 100.0 (51.0-100.0; 4)'
	# shellcheck disable=SC2016 # Markdown, not a command
	assert_line --partial 'A/A rows `worse` or `regression` | at most 1 % | 0.0'
	assert_line '### Quiet, 30 ms, 2 s a side (20 pairs)'
	refute_line --partial 'Neighbour, 30 ms'
	jq -Rne '[inputs | select(startswith("| bench-diff, paired")) | split("|")[8]] == [" 100.0 (34.2-100.0; 2) "]' <<<"$output"
}

@test "a line that is not of a recording is named" {
	recording a.tsv 0
	echo '51	0	nonsense' >>a.tsv
	trouble "$programs/analyse" a.tsv
	said 'a.tsv:102: not a line of a recording'
	echo 'no head' >b.tsv
	trouble "$programs/analyse" b.tsv
	said 'b.tsv:1: not the head of a recording'
	trouble "$programs/analyse" missing.tsv
}

# One seed, one random generator (rng.h), and no clock: what holds for one program holds for all.
@test "simulated rows are the same every time" {
	"$programs/simulate" 3 >a
	"$programs/simulate" 3 >b
	cmp a b
	grep -q '^| 400 | ' a
	trouble "$programs/simulate" none
}

@test "rows that the schedule stops stop before the most" {
	"$programs/stopping" 3 >a
	grep -qE '^[|] 5 %, 1[0-9]\.' a
	grep -q '^| stopped by width | ' a
	trouble "$programs/stopping" none
}

@test "many rows, parts, spreads, looks and confirmations are decided" {
	"$programs/deciding" 1 3 >a
	grep -q '^| 1 %, clock of 1 % | +100 % | 1000 | 20 | 100.0 | ' a
	trouble "$programs/deciding" 1
}

@test "rounds that a pilot plans find the change about as often as it predicts" {
	recording a.tsv 0
	"$programs/powering" 12 3 a.tsv >a
	grep -q '^| recorded: 30 ms, quiet | ' a
	# Five sessions of normal noise, of 48 tries: 80 % with three standard errors.
	awk -F '|' '/^[|] normal.* 5 x 20 / { n++; if ($8 < 62) { print; bad = 1 } } END { exit bad || n != 1 }' a
	trouble "$programs/powering" 1
}

@test "of equal candidates hardly one is called the best" {
	"$programs/choosing" 2 3 >a
	grep -qE '^[|] 1 %, clock of 1 % [|] pairs [|] 6 [|] 0.00 [|] ' a
	trouble "$programs/choosing" 1
}

@test "slow-downs beside a neighbour are hunted to their commits, and none is found where none is" {
	"$programs/hunting" 20 11 >a
	# At least 95 % are right, in at most 1.5 times the logarithm of probes in the mean; of the
	# histories without a slow-down at least 99 % have none.
	awk -F '|' '/bursts/ { n++; if ($3 < 95 || $6 > 9 || $10 < 99) { print; bad = 1 } } END { exit bad || n != 2 }' a
	trouble "$programs/hunting" 1
}

@test "sessions that differ are judged" {
	"$programs/between" 2 3 >a
	grep -qE '^[|] all of these [|] 3, 1 [|] 5 % [|] ' a
	trouble "$programs/between" 1
}

@test "burn works longer by the percentage that it is told" {
	need valgrind
	instructions() {
		valgrind --tool=callgrind --callgrind-out-file=/dev/null "$programs/burn" "$@" 2>&1 |
			sed -n 's/.*Collected : //p'
	}
	none=$(instructions 0) plain=$(instructions 1000000) more=$(instructions 1000000 5)
	awk -v n="$none" -v p="$plain" -v m="$more" \
		'BEGIN { r = (m - n) / (p - n); exit !(p > n && r > 1.0499 && r < 1.0501) }'
}

@test "study says how it is used, and refuses what it does not know" {
	run "$ROOT/scripts/study" --help
	assert_success
	assert_line --partial '--minutes N'
	run "$ROOT/scripts/study" --nonsense
	assert_failure 2
}

@test "pairs are judged as R does, whatever side and unit: tests/unit/paired.c" {
	run "${BENCH_BUILD:-$ROOT/build}/unit/paired"
	assert_success
}

@test "the study of builds counts what their levels hide, with one build a side and with several" {
	# Twelve builds whose levels spread by 7 %, six invocations each; with 25 % more work.
	jq -n '[range(12) as $b | range(6) as $i | {$b, ms: (10 * (1 + 0.02 * (($b * 5) % 12)) * (1 + 0.001 * (($i * 7 + $b) % 5)))}] as $v
		| {schema: "benchpipe/results/1", benchmarks: [{name: "more", by: 1.25}, {name: "same", by: 1} | . as $c
			| {name, builds: [$v[] | .b + 1], metrics: {cpu_ms: {unit: "ms", samples: [$v[] | .ms * $c.by]}}}]}' >made.json
	run --separate-stderr "$programs/placing" 200 1 made.json
	assert_success
	assert_line --regexp '^\| made \| 12 \| 6 \| 11\.1 ms \| 6\.[0-9]{2} % \| \+22\.[0-9] % \| \+25\.0 % \|$'
	jq -Rne '[inputs | select(startswith("| made | ")) | split("|") | map(tonumber? // .)] | map(select(length == 10))
		| (map(select(.[2] == 1))[0] | .[3] > 10 and .[4] > 50) and (map(select(.[2] == 6))[0] | .[3] <= 1 and .[4] <= 2 and .[7] > 90)' <<<"$output"
	echo '{"benchmarks": [{"name": "same", "duration_ms": 3}]}' >plain.json
	trouble "$programs/placing" 1 1 plain.json
	said "plain.json: 'same' is not a recording of builds"
}

@test "two machines that are red together are counted, and how far they go together" {
	{
		for pair in regression,regression,regression regression,equivalent,machine-dependent equivalent,equivalent,equivalent worse,better,inconclusive; do
			tr , '\t' <<<"same,100,$pair"
		done
		tr , '\t' <<<same,120,regression,inconclusive,inconclusive
	} >verdicts
	run awk -F '\t' -v kinds=same -f "$ROOT/tests/study/elsewhere.awk" verdicts
	# phi of [[1, 1], [0, 2]] is 1/sqrt(3), Pearson's correlation of (1, 1, 0, 0) and (1, 0, 0, 0).
	assert_line '| same | none | 2 of 4 (50.0 %) | 1 of 4 (25.0 %) | 1 of 4 (25.0 %) | 12.5 % | +0.58 | 1 of 4 (25.0 %) | 1 | 0 |'
	assert_line '| same | +20 % | 1 of 1 (100.0 %) | 0 of 1 (0.0 %) | 0 of 1 (0.0 %) | 0.0 % | – | 0 of 1 (0.0 %) | 0 | 1 |'
	# Real builds, few and short: every two placements are a pair, whatever comes out.
	run --separate-stderr "$ROOT/tests/study/elsewhere" 2 6 same placed
	assert_success
	assert_equal "$(grep -cE '^\| (same|placed) \| none \| [0-2] of 2 .*\| [+0-9.–-]+ \| [0-2] of 2 ' <<<"$output")" 2
	assert_equal "$(grep -cE '^\| (same|placed) \| [+]20 % \| [0-4] of 4 ' <<<"$output")" 2
	run "$ROOT/tests/study/elsewhere" 2 6 other
	assert_failure 2
}

@test "the study of calls counts what each summary tells of functions that changed and did not" {
	# Two functions on a clock of 40 ns, of which the rate alone sees a tenth; the mean is noise.
	jq -n '[["base", 1], ["same", 1], ["more", 1.2]][] as [$variant, $by] | ["a", "b"][] as $name
		| {name: "calls/\($name)", $variant, sessions: [{id: "s", n: 24}], rounds: [range(1; 25)], metrics: ([range(24)] | {
			mean: {samples: map(60 + (. * 7919 + ($variant | explode | add) * 13) % 41)},
			median: {samples: map(40)}, rate: {samples: map((44 + . % 3 * 0.01) * $by)}} | map_values({unit: "ns", better: "lower", gate: true} + .))}' |
		jq -s '{schema: "benchpipe/results/1", benchmarks: .}' >made.json
	run --separate-stderr "$ROOT/scripts/study-calls" --table 40 made.json
	assert_success
	assert_output '| 40 | mean | 0 / 2 / 0 of 2 | 0 / 2 / 0 of 2 |
| 40 | median | 0 / 2 / 0 of 2 | 0 / 2 / 0 of 2 |
| 40 | rate | 2 / 0 / 0 of 2 | 0 / 0 / 2 of 2 |'
}
