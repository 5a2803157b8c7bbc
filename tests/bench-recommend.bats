# bench-recommend: which candidate is best, with proof or as a tie.
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
}

# fields FILTER: results of cases 'a' on backends, from {backend: level} given by jq's FILTER; 20
# rounds of one session with noise of some percent, the same every time.
fields() {
	jq -nc "def noise(\$i; \$k): ((\$i * 7919 + \$k * 104729) % 97) / 97 * 0.04;
		def entry(\$id; \$k; \$level; \$more): {name: \$id, params: {backend: \$k}, status: \"ok\", sessions: [{id: \"s1\", n: 20}],
			rounds: [range(1; 21)], metrics: {duration_ms: {unit: \"ms\", better: \"lower\",
			samples: [range(20) as \$i | \$level * (1 + noise(\$i; \$k | explode | add))]}}} + \$more;
		{schema: \"benchpipe/results/1\", suite: \"s\", timestamp: \"2026-11-29T00:00:00Z\", environment: {fingerprint: \"f\"},
		benchmarks: [$1]}"
}

@test "the best of three is proven, ranked, and each place says what comes where it is missing" {
	fields 'entry("a"; "cpu"; 40; {}), entry("a"; "rocm"; 12; {}), entry("a"; "cuda"; 10; {})' >r.json
	run --separate-stderr bench-recommend r.json
	assert_success
	said '1 row: 1 best with proof'
	json '.rows[0] | .id == "a" and .verdict == "best" and .best == "cuda" and .tied == [] and .missing == []'
	json '[.rows[0].ranking[] | [.candidate, .proven]] == [["cuda", true], ["rocm", true], ["cpu", false]]'
	json '.rows[0].ranking[1] | .ci[0] > 0.15 and .ci[1] < 0.25 and .change > .ci[0] and .change < .ci[1]'
	json '.rows[0].ranking[0].over | length == 2 and all(.relation == "worse" and .design == "paired" and .p < 0.01)'
	json '.candidates == ["cpu", "rocm", "cuda"] and .summary == {rows: 1, best: 1, tie: 0, untested: 0, only: 0, none: 0}'
	echo "$output" >d.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/recommendation.json" d.json
}

@test "what bench-diff calls the difference of two is what the ranking says" {
	fields 'entry("a"; "cpu"; 10; {}), entry("a"; "cuda"; 10.7; {})' >r.json
	jq -c '.benchmarks |= map(.variant = .params.backend | .params = {})' r.json >variants.json
	bench-diff --variants cpu,cuda -o diff.json variants.json || [ $? -eq 1 ]
	bench-recommend -o d.json r.json
	jq -e --slurpfile d diff.json '.rows[0].ranking[1] as $r | $d[0].rows[0] | .change == $r.change and .ci == $r.ci' d.json
	jq -e --slurpfile d diff.json '.rows[0].ranking[0].over[0].p == $d[0].rows[0].p' d.json
}

@test "equal candidates are a tie, and a difference that is open says what would have been seen" {
	fields 'entry("a"; "cpu"; 10; {}), entry("a"; "cuda"; 10.01; {}), entry("a"; "rocm"; 30; {})' >r.json
	run --separate-stderr bench-recommend r.json
	json '.rows[0] | .verdict == "tie" and (.tied | length) == 1 and (.ranking[0].over[0].relation == "equivalent")'
	json '.rows[0].ranking[1].proven and .overall[-1].candidate == "rocm" and .overall[-1].tied == 0'
	run --separate-stderr bench-recommend --strict -o d.json r.json
	assert_failure 1
	json '.summary.tie == 1' d.json
	run --separate-stderr bench-recommend -t 0.01% r.json
	json '.rows[0] | .verdict == "tie" and .ranking[0].over[0].relation == "open" and (.reason | test("would have been seen"))'
}

@test "single values prove nothing, and candidates without a value say why" {
	jq -nc '{benchmarks: [{name: "a", params: {backend: "cpu"}, duration_ms: 5}, {name: "a", params: {backend: "cuda"}, duration_ms: 4},
		{name: "b", params: {backend: "cpu"}, duration_ms: 5}, {name: "b", params: {backend: "cuda"}, status: "skipped", reason: "no device"},
		{name: "c", params: {backend: "cpu"}, status: "failed", reason: "exit status 1"}, {name: "d", duration_ms: 1}]}' >r.json
	run --separate-stderr bench-recommend r.json
	assert_success
	said '1 case without the parameter '"'backend'"' is left out'
	json '[.rows[] | [.id, .verdict, .best]] == [["a", "untested", "cuda"], ["b", "only", "cpu"], ["c", "none", null]]'
	json '.rows[1].missing == [{candidate: "cuda", reason: "skipped: no device"}]'
	json '.rows[2].missing == [{candidate: "cpu", reason: "failed: exit status 1"}, {candidate: "cuda", reason: "no such case"}]'
}

@test "a cost turns time and rates, and changes what is best" {
	fields 'entry("a"; "cpu"; 20; {}), entry("a"; "cuda"; 10; {}), entry("a"; "rocm"; 9; {})' |
		jq -c '.benchmarks[].metrics |= (. + {throughput: {unit: "ops/s", better: "higher", samples: [.duration_ms.samples[] | 1000 / .]}, memory_mb: {unit: "MB", better: "lower", samples: .duration_ms.samples}})' >r.json
	printf 'version: 1\ncurrency: EUR\nper_hour: {cpu: 0.36, cuda: 3.6}\n' >costs.yml
	"$ROOT/tests/schema-check" "$ROOT/schemas/costs.json" costs.yml
	run --separate-stderr bench-recommend --cost costs.yml r.json
	json '.goal | .unit == "EUR/million" and .better == "lower" and .cost == {currency: "EUR", per_hour: {cpu: 0.36, cuda: 3.6}}'
	# 20 ms at 0.36 an hour: 2 for a million.
	json '.rows[0] | .best == "cpu" and .verdict == "best" and (.ranking[0].value - 2.04 | fabs) < 0.04 and (.ranking[1].change - 4 | fabs) < 0.1'
	json '.rows[0].missing == [{candidate: "rocm", reason: "no price is given"}]'
	run --separate-stderr bench-recommend --cost costs.yml --by throughput r.json
	json '.goal.unit == "ops/EUR" and .rows[0].best == "cpu" and .rows[0].ranking[0].value > 450000 and .rows[0].ranking[0].value < 510000'
	trouble bench-recommend --cost costs.yml --by memory_mb r.json
	said "'memory_mb' is neither a time nor a rate, but in 'MB'"
}

@test "any parameter can be chosen over, and units are brought to one" {
	jq -nc '{benchmarks: [{name: "a", params: {threads: 1, size: 2}, metrics: {duration_ms: {unit: "ms", better: "lower", samples: [range(20) | 1 + . / 1000]}}},
		{name: "a", params: {threads: 2, size: 2}, metrics: {duration_ms: {unit: "us", better: "lower", samples: [range(20) | 500 + .]}}},
		{name: "a", params: {threads: 4, size: 2}, metrics: {duration_ms: {unit: "MB", better: "lower", samples: [range(20)]}}}]}' >r.json
	run --separate-stderr bench-recommend --over threads r.json
	json '.goal.over == "threads" and .rows[0].id == "a/size=2" and .rows[0].best == "2" and (.rows[0].ranking[0].value - 0.5095 | fabs) < 1e-9'
	json '.rows[0].missing[0].reason | test("MB")'
	trouble bench-recommend --over thread r.json
	said "no case has the parameter 'thread' (nearest: 'threads')"
}

@test "counts that do not vary are compared exactly, and higher can be better" {
	jq -nc '{benchmarks: ["cpu", "cuda"] | map({name: "a", params: {backend: .},
		metrics: {instructions: {unit: "instructions", better: "lower", samples: (if . == "cpu" then [100, 100] else [101, 101] end)},
		rate: {unit: "ops/s", better: "higher", samples: [range(20) as $i | (if . == "cpu" then 10 else 20 end) + $i / 100]}}})}' >r.json
	run --separate-stderr bench-recommend -b instructions r.json
	json '.rows[0] | .verdict == "best" and .best == "cpu" and .ranking[0].over[0].p == null'
	run --separate-stderr bench-recommend -b rate r.json
	json '.rows[0] | .verdict == "best" and .best == "cuda" and .ranking[1].change < -0.4'
}

@test "candidates on different machines are compared, and the row says so" {
	fields 'entry("a"; "cpu"; 40; {sessions: [{id: "s1", n: 20, fingerprint: "one"}]}), entry("a"; "cuda"; 10; {sessions: [{id: "s2", n: 20, fingerprint: "two"}]})' >r.json
	run --separate-stderr bench-recommend r.json
	json '.rows[0] | .verdict == "best" and .ranking[0].over[0].machines == "different" and .ranking[0].over[0].design == "unpaired"'
	json '.rows[0].reason | test("proven of these machines")'
	# What sessions differ by is allowed for: 2 % between two sessions is no proof.
	fields 'entry("a"; "cpu"; 10.4; {sessions: [{id: "s1", n: 20}]}), entry("a"; "cuda"; 10; {sessions: [{id: "s2", n: 20}]})' >near.json
	run --separate-stderr bench-recommend near.json
	json '.rows[0].verdict == "tie"'
}

@test "variants are chosen by name, and a case given twice is trouble" {
	fields 'entry("a"; "cpu"; 40; {variant: "base"}), entry("a"; "cuda"; 10; {variant: "base"}), entry("a"; "cpu"; 5; {variant: "head"})' >r.json
	trouble bench-recommend r.json
	said "it has the variants 'base' and 'head': choose one with --variant"
	run --separate-stderr bench-recommend --variant base r.json
	json '.rows[0].best == "cuda"'
	trouble bench-recommend --variant none r.json
	said "it has no variant 'none'"
	fields 'entry("a"; "cpu"; 40; {}), entry("a"; "cpu"; 10; {})' >r.json
	trouble bench-recommend r.json
	said "is given twice"
}

@test "a pipe is read, and wrong input, costs and a full disk are trouble" {
	fields 'entry("a"; "cpu"; 40; {}), entry("a"; "cuda"; 10; {})' >r.json
	pipe 'cat r.json | bench-recommend | jq -e ".rows[0].best == \"cuda\""'
	assert_success
	trouble bench-recommend none.json
	trouble bench-recommend /dev/null
	trouble bench-recommend -b nothing r.json
	said "no case can be ranked by 'nothing'"
	while IFS='|' read -r text message; do
		printf '%b' "$text" >costs.yml
		trouble bench-recommend -c costs.yml r.json
		said "$message"
	done <<-'END'
		version: 1\n|costs.yml:1:1: 'per_hour' must be given
		version: 1\nper_hour: {cpu: 0}\n|costs.yml:2:17: 'cpu' must be a price over 0
		version: 1\nper_hours: {cpu: 1}\n|costs.yml:2:1: unknown key 'per_hours'
		per_hour: {cpu: 1}\n|'version: 1' must be given
	END
	run --separate-stderr bash -c 'bench-recommend r.json >/dev/full'
	assert_failure 2
}

@test "bench-md shows the matrix, what to use and why, with nothing of a name in force" {
	fields 'entry("a"; "cpu"; 40; {}), entry("a"; "rocm"; 12; {}), entry("a"; "cu|<b>"; 10; {}), entry("b"; "cpu"; 10; {}), entry("b"; "rocm"; 10.001; {})' >r.json
	bench-recommend -o d.json r.json
	run --separate-stderr bench-md d.json
	assert_success
	assert_line '## s: backend by duration_ms'
	assert_line --partial '1 of 2 rows has a best with proof; 1 tie.'
	assert_line --partial 'rocm &#62; cpu'
	assert_line --partial 'cpu or rocm'
	refute_line --partial '<b>'
	COLUMNS=120 run --separate-stderr bench-md --text d.json
	assert_line --regexp '^a +cu\|<b> +rocm \+[0-9.]+ % \[\+[0-9.]+, \+[0-9.]+\] +rocm > cpu '
	run --separate-stderr bench-md -n 1 d.json
	assert_line --partial '1 more row'
	# A metric may have no unit.
	jq -nc '{benchmarks: ["cpu", "cuda"] | map({name: "a", params: {backend: .}, metrics: {score: {better: "higher", samples: [range(8) as $i | (if . == "cpu" then 1 else 2 end) + $i / 100]}}})}' |
		bench-recommend -b score -o score.json
	# Rows in another unit say so.
	jq -nc '{benchmarks: ["a", "b"] | map({name: ., params: {backend: "cpu"}, metrics: {duration_ms: {unit: (if . == "a" then "ms" else "us" end), better: "lower", samples: [5, 5]}}})}' |
		bench-recommend -o units.json
	json '.goal.unit == "ms" and [.rows[].unit] == [null, "us"]' units.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/recommendation.json" units.json
	run --separate-stderr bench-md units.json
	assert_line --regexp '5[.]00.µs [|]$'
	json '.goal.unit == null and .rows[0].best == "cuda"' score.json
	run --separate-stderr bench-md score.json
	assert_line --regexp '[|] 1\.0[34] [|] 2\.0[34] [|]$'
	COLUMNS=120 run --separate-stderr bench-md --text score.json
	assert_line --regexp '1\.0[34] +2\.0[34]$'
	# What is no recommendation is trouble with its place.
	jq -c '.rows[1] = 3' d.json >bad.json
	trouble bench-md bad.json
	said "bad.json: 'rows[1]' must be an object"
	jq -c '.rows[0].ranking = {}' d.json >bad.json
	trouble bench-md bad.json
	said "bad.json: 'rows[0].ranking' must be an array"
}
