# bench-claim: what a change claims, tested by the rows of a comparison.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	data=$ROOT/tests/data/md
	row=conv2d/backend=openblas,size=64
}

# answer CLAIM: what one claim of comparison.json comes to.
answer() {
	bench-claim -c "$1" -o claimed.json "${2:-$data/comparison.json}" 2>err || [ $? -eq 1 ]
	jq -r '.claims[0].answer' claimed.json
}

@test "a claim is proven, shown in part, refuted or open" {
	judged() {
		assert_equal "$1: $(answer "$1")" "$1: $2"
	}
	# The row changed by -36.3 % [-38.1, -34.5]: at 99 % it is -36.3 % [-38.7, -33.9].
	each judged <<-END
		$row >= 33.9%|proven
		$row ≥ 34 %|shown
		$row duration_ms>=36%|shown
		$row >= 38.6%|shown
		$row >= 38.7%|refuted
		decode throughput >= 12%|refuted
		matmul/backend=naive,size=100 >= 1%|refuted
		fft/size=1024 >= 1%|cannot tell
		gelu/size=100 >= 1%|cannot tell
		relu/size=100 >= 1%|cannot tell
		decode >= 12%|cannot tell
		no such row >= 12%|cannot tell
	END
}

@test "the document stays as it is, but for the claims, and is valid" {
	run --separate-stderr bench-claim -c "$row >= 30%" -c "$row >= 45%" -o claimed.json "$data/comparison.json"
	assert_equal "$status" 1
	said '2 claims: 1 proven, 0 shown in part, 1 refuted, 0 cannot be told'
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" claimed.json
	jq -S 'del(.claims)' claimed.json >one
	jq -S . "$data/comparison.json" >two
	cmp one two
	# Two claims share the error: the level is half.
	json '.claims | map(.level) == [0.005, 0.005]' claimed.json
	json '.claims[0] | .least == 0.3 and (.gain | . > 0.36 and . < 0.37) and .interval[0] < 0.345 and .interval[1] > 0.381' claimed.json
	# Claims are tested anew, not added.
	bench-claim -c "$row >= 30%" claimed.json >again.json
	json '.claims | length == 1' again.json
	bench-claim <claimed.json >none.json
	json 'has("claims") | not' none.json
}

@test "values of two samples, counts and single values" {
	results() {
		jq -cn --argjson n "$2" --argjson base "$1" '{benchmarks: [{name: "a", iterations: $n,
			metrics: {duration_ms: {unit: "ms", samples: [range($n) | $base * (1 + 0.001 * (. % 5))]}}}]}'
	}
	results 100 30 >old.json
	results 85 30 >new.json
	bench-diff --between-sessions 0% -o c.json old.json new.json
	assert_equal "$(answer 'a >= 14%' c.json)" proven
	assert_equal "$(answer 'a >= 16%' c.json)" refuted
	# Of four values each nothing is proven.
	results 100 4 >old.json
	results 85 4 >new.json
	bench-diff --between-sessions 0% -o c.json old.json new.json
	assert_equal "$(answer 'a >= 1%' c.json)" 'cannot tell'
	echo '{"benchmarks":[{"name":"a","duration_ms":100}]}' >old.json
	echo '{"benchmarks":[{"name":"a","duration_ms":50}]}' >new.json
	bench-diff -o c.json old.json new.json
	assert_equal "$(answer 'a >= 10%' c.json)" 'cannot tell'
	json '.claims[0].reason == "single values prove nothing"' claimed.json
	counts() {
		jq -cn --argjson v "$1" '{benchmarks: [{name: "a", metrics: {work: {unit: "count", gate: true, samples: [$v, $v, $v]}}}]}'
	}
	counts 1000 >old.json
	counts 900 >new.json
	bench-diff -o c.json old.json new.json
	assert_equal "$(answer 'a work >= 10%' c.json)" proven
	assert_equal "$(answer 'a work >= 10.1%' c.json)" refuted
}

@test "lines of messages claim, other lines do not, and a claim that cannot be read is open" {
	printf '%s\n' 'Speedup of sorting' "speedup: $row ≥ 30 %" "	speedup: $row >= 31%" "SPEEDUP:$row>=32%" \
		"speedup: $row ≥ 30.0%" 'speedup: much' 'speedup: a >= 12' "x speedup: $row >= 1%" >lines
	bench-claim -f lines -o c.json "$data/comparison.json"
	json '.claims | map([.claim, .answer]) == [["'"$row"' ≥ 30 %", "proven"], ["'"$row"'>=32%", "proven"],
		["much", "cannot tell"], ["a >= 12", "cannot tell"]]' c.json
	json '.claims[2].reason | contains("cannot be read")' c.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" c.json
	run --separate-stderr bench-claim -s -f lines "$data/comparison.json"
	assert_equal "$status" 1
	# More than twenty, and one as long as a book.
	{
		printf 'speedup: %s\n' "$(head -c 100000 /dev/zero | tr '\0' a) >= 1%"
		for i in $(seq 30); do echo "speedup: case $i >= 1%"; done
	} >lines
	run --separate-stderr bench-claim -f lines "$data/comparison.json"
	assert_success
	said '11 more claims are not tested: at most 20 are'
	json '.claims | length == 20 and (.[0].claim | length < 1000)'
}

@test "a claim in a comment cannot act, and all answers are shown" {
	printf '%s\n' 'speedup: <img> @all **x** [a](b) >= 1%' "speedup: $row >= 30%" "speedup: $row >= 37%" "speedup: $row >= 45%" \
		"$(printf 'speedup: \e[2J::error::x >= 5%%')" >lines
	bench-claim -f lines -o c.json "$data/comparison.json" || assert_equal "$?" 1
	run --separate-stderr bench-md c.json
	refute_output --partial '<img>'
	refute_output --partial $'\e'
	assert_output --partial 'proven: at least'
	assert_output --partial 'shown: at least'
	assert_output --partial 'refuted: at most'
	assert_output --partial 'cannot tell: the comparison has no such row'
	run --separate-stderr bench-md --text --color never c.json
	refute_output --partial $'\e'
	assert_output --partial 'refuted: at most'
}

@test "what is no claim, no comparison or no disk" {
	for claim in '' '>= 12%' 'a' 'a >= ' 'a >= 12' 'a >= -1%' 'a >= x%' 'a >= 0%' 'a >= 1e3%' 'a >= 5000%' 'a > 12%'; do
		trouble bench-claim -c "$claim" "$data/comparison.json"
		said "'--claim' must be a claim like"
	done
	trouble bench-claim -c 'a >= 1%' "$data/limits.json"
	said 'not a comparison of results'
	trouble bench-claim -c 'a >= 1%' "$data/results.json"
	trouble bench-claim -f none "$data/comparison.json"
	trouble bench-claim -f - -
	said "'-' can be only one of the documents"
	trouble bash -c "bench-claim '$data/comparison.json' >/dev/full"
	bench-claim -o one.json "$data/comparison.json"
	bench-claim - <"$data/comparison.json" >two.json
	cmp one.json two.json
}

@test "of simulated claims that are false by 2 points at most 1 % are called proven" {
	run --separate-stderr "${BENCH_BUILD:-$ROOT/build}/study/claiming" 40 11
	assert_success
	assert_line --regexp '^Of 960 false claims [0-9] were called proven'
	trouble "${BENCH_BUILD:-$ROOT/build}/study/claiming" none
}
