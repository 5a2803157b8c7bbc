# One command that reports many benchmarks is many rows.
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# scenario ROWS [MORE]: s.yml, a benchmark called 'h' that runs ./harness in each variant's folder
# and has the lines ROWS in 'rows', and MORE beside.
# shellcheck disable=SC2001 # every line gets blanks
scenario() {
	printf 'version: 1\nsuite: test\ndefaults: {warmup: 0, runs: 3}\nbenchmarks:\n  - name: h\n    run: sh harness\n' >s.yml
	{
		printf '    rows:\n'
		sed 's/^/      /' <<<"$1"
		[ $# -lt 2 ] || sed 's/^/    /' <<<"$2"
	} >>s.yml
}

# lines LINE...: the harness prints them.
lines() {
	printf "printf '%%s\\\\n'" >harness
	printf " '%s'" "$@" >>harness
	echo >>harness
}

TEXT='pattern: "^(?<name>[^ ].*) +(?<time>[-0-9.eE]+) (?<unit>[a-z]+)$"
metrics: {time: {unit: ns, unit-from: unit, better: lower}}'

measure() {
	run --separate-stderr bench-run -q s.yml
}

@test "each line that matches is a row, with its own id, samples and unit" {
	scenario "$TEXT"
	lines 'sort 2 us' 'read/a 5 ns' 'total: 3'
	measure
	assert_success
	json '[.benchmarks[].id] == ["h", "h/read/a", "h/sort"]'
	json '.benchmarks[1:] | all(.reported_by == "h" and .status == "ok" and .iterations == 3 and .rounds == [1, 2, 3])'
	json '.benchmarks | map({(.id): .metrics.time}) | add | .["h/sort"].samples == [2000, 2000, 2000]
		and .["h/sort"].unit == "ns" and .["h/read/a"].median == 5 and .h == null'
	json '.benchmarks | (map(.sessions) | unique | length) == 1'
	printf '%s' "$output" >r.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/results.json" r.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/scenario.json" s.yml
	bench-merge -o m.json r.json
	cmp <(jq -c .benchmarks r.json) <(jq -c .benchmarks m.json)
}

@test "the whole command does not gate unless its metrics say so, and its rows do" {
	scenario "$TEXT"
	lines 'a 1 ns'
	measure
	json '.benchmarks[0].metrics | .duration_ms.gate == false and .memory_mb.gate == false'
	json '.benchmarks[1].metrics.time.gate'
	scenario "$TEXT" 'metrics: {duration_ms: {}}
tolerance: 3%
threshold: {time: 20%, memory_mb: 50%}'
	measure
	json '.benchmarks[0].metrics | .duration_ms.gate and (.memory_mb | .gate == false and .threshold == 0.5)'
	json '.benchmarks[1].metrics.time | .threshold == 0.2 and .tolerance == 0.03'
}

@test "objects at a path of JSON are rows, with parameters, conditions and errors" {
	scenario 'json: .benchmarks[]
name: .id
where: {.type: run, .n: 3}
params: {threads: .threads, mode: .mode}
error: .error
metrics:
  ms: {value: ".times[]", unit: ms, better: lower, reduce: max}
  rate: {unit: ops/s, better: higher, gate: false}'
	cat >harness <<-'END'
		echo starting
		cat <<'JSON'
		{"context": {"benchmarks": [{"id": "no"}]}, "benchmarks": [
		 {"id": "a", "type": "run", "n": 3, "threads": 2, "mode": "x y", "times": [1, 4, 2], "rate": 1e3},
		 {"id": "a", "type": "run", "n": 3, "threads": 4, "mode": null, "times": [1.5]},
		 {"id": "b\nc\u00e9", "type": "run", "n": 3, "times": ["7"], "error": false},
		 {"id": "d", "type": "run", "n": 3, "error": "no device"},
		 {"id": "e", "type": "run", "n": 3, "threads": true, "times": [null, 1], "error": ""},
		 {"id": "f", "type": "mean", "n": 3, "times": [1]},
		 {"id": "g", "type": "run", "n": 2, "times": [1]}]}
		JSON
	END
	measure
	assert_success
	json '[.benchmarks[].id] == ["h", "h/a/mode=x y,threads=2", "h/a/threads=4", "h/b\\ncé", "h/d", "h/e/threads=true"]'
	json '.benchmarks | map({(.id): .}) | add |
		(.["h/a/mode=x y,threads=2"] | .params == {mode: "x y", threads: 2} and .metrics.ms.samples == [4, 4, 4]
			and .metrics.rate.samples == [1000, 1000, 1000] and (.metrics.rate.gate | not)) and
		(.["h/a/threads=4"] | .metrics.ms.median == 1.5 and (.metrics | has("rate") | not)) and
		.["h/b\\ncé"].metrics.ms.median == 7 and
		(.["h/d"] | .status == "failed" and .reason == "no device" and (has("metrics") | not)) and
		(.["h/e/threads=true"] | .params.threads == true and .metrics.ms.median == 1)'
	run --separate-stderr bench-run -q --fail s.yml
	assert_failure 1
}

@test "rows come from standard error or a file as well" {
	scenario "from: stderr
$TEXT"
	echo 'echo "a 5 ms" >&2' >harness
	measure
	json '.benchmarks[1].metrics.time.median == 5e6'
	scenario 'from: file
path: out.json
json: .
metrics: {t: {unit: s, better: lower}}'
	cat >harness <<-'END'
		printf '{"name":"a","t":1}\n{"name":"b","t":2}\n' >out.json
	END
	measure
	json '[.benchmarks[] | .metrics.t.median] == [null, 1, 2]'
	echo ':' >harness
	measure
	json '.benchmarks | length == 1 and .[0].status == "failed"'
	json '.benchmarks[0].reason | startswith("rows: '"'out.json'"' was not written")'
}

# fails ROWS-LINES REASON-PART
fails() {
	lines "${@:2}"
	measure
	assert_success
	json ".benchmarks | length == 1 and .[0].status == \"failed\" and (.[0].reason | contains(\"$1\"))"
}

@test "a command whose rows cannot be read has failed, and says why" {
	scenario "$TEXT"
	fails "found no row" 'nothing here'
	scenario 'json: .b[]
metrics: {t: {better: lower}, u: {better: lower}}'
	fails "there is no JSON" 'nothing here'
	fails "found no row" '{"c": [1]}'
	fails "found no row" '{"b": []}'
	fails "leads to what is no object" '{"b": [1]}'
	fails "a row has no name at '.name'" '{"b": [{"t": 1}]}'
	fails "the name of a row is empty" '{"b": [{"name": " \t", "t": 1}]}'
	fails "no row has metric 'u', at '.u'" '{"b": [{"name": "a", "t": 1}]}'
	fails "the id of a row has over 2000 bytes" "{\"b\": [{\"name\": \"$(printf 'x%.0s' $(seq 2000))\", \"t\": 1, \"u\": 1}]}"
	scenario 'json: .b
metrics: {t: {better: lower}}'
	fails "'.b[]' makes a row of each element" '{"b": [{"name": "a", "t": 1}]}'
}

@test "a row whose value cannot be read has failed alone" {
	scenario 'json: ".[]"
metrics: {t: {unit: ms, unit-from: .unit, better: lower}}'
	lines '[{"name":"ok","t":1,"unit":"s"},{"name":"word","t":"fast","unit":"s"},{"name":"list","t":[1],"unit":"s"},
		{"name":"kind","t":1,"unit":"MB"},{"name":"unitless","t":1},{"name":"none","u":1},{"name":"huge","t":"1e999","unit":"s"}]'
	measure
	assert_success
	json '.benchmarks | map({(.name): (.status + ": " + (.reason // ""))}) | add | . == {"h": "ok: ", "h/ok": "ok: ",
		"h/word": "failed: metric '"'t': its value 'fast'"' is not a number",
		"h/list": "failed: metric '"'t'"': its value is not a number but an array",
		"h/kind": "failed: metric '"'t': '1' is in 'MB', and the metric in 'ms'"'",
		"h/unitless": "failed: metric '"'t': '1' has no unit beside it"'",
		"h/none": "failed: it has none of the metrics",
		"h/huge": "failed: metric '"'t': its value '1e999'"' is not a number"}'
}

@test "10000 rows are read and one more is a failure that says the limit" {
	scenario "$TEXT" 'runs: 1'
	echo 'seq -f "row%.0f 5 ns" 10000' >harness
	measure
	json '.benchmarks | length == 10001 and all(.status == "ok")'
	echo 'seq -f "row%.0f 5 ns" 10001' >harness
	measure
	json '.benchmarks | length == 1 and .[0].status == "failed" and .[0].reason == "rows: there are over 10000 rows"'
}

@test "values of one row are reduced, and one name with other parameters is another row" {
	scenario 'pattern: "^(?<name>[a-z]+)-(?<cpus>[0-9]+) (?<ns>[0-9]+)"
params: {cpus: cpus}
metrics: {ns: {unit: ns, better: lower, reduce: min}}'
	lines 'a-1 5' 'a-2 3' 'a-1 4' 'a-1 9'
	measure
	json '[.benchmarks[1:][] | [.id, .metrics.ns.median]] == [["h/a/cpus=1", 4], ["h/a/cpus=2", 3]]'
}

@test "a number of JSON has a point before its decimals, whatever texts beside it have" {
	scenario 'json: .[]
name: .n
metrics: {t: {value: .t, unit: s, better: lower, decimal: comma}}'
	lines '[{"n": "number", "t": 1.234}, {"n": "small", "t": 1.5}, {"n": "text", "t": "1,234"}, {"n": "more", "t": "1.234"}]'
	measure
	json '[.benchmarks[1:][] | [.name, .metrics.t.median]] ==
		[["h/more", 1234], ["h/number", 1.234], ["h/small", 1.5], ["h/text", 1.234]]'
}

@test "a row that only some invocations report has nulls, and under the least number is not judged" {
	scenario "$TEXT" 'runs: {min: 3, max: 5, precision: 0%}'
	cat >harness <<-'END'
		echo x >>"$COUNT"
		n=$(wc -l <"$COUNT")
		echo 'always 1 ns'
		[ $((n % 2)) = 0 ] || echo 'odd 1 ns'
		[ "$n" != 2 ] || echo 'second 1 ns'
	END
	run --separate-stderr bench-run -q -e "COUNT=$PWD/count" s.yml
	json '.benchmarks | map({(.name): .}) | add |
		.["h/odd"].metrics.time.samples == [1, null, 1, null, 1] and .["h/odd"].status == "ok" and
		.["h/second"].metrics.time.samples == [null, 1, null, null, null] and .["h/second"].status == "interrupted" and
		.["h/second"].reason == "reported by 1 of 5 invocations: at least 3 are needed"'
}

# harness FOLDER SLOWED [COMMAND]: one of 200 rows of it is slower by SLOWED percent; all vary.
harness() {
	mkdir -p "$1"
	cat >"$1/harness" <<-END
		${3-:}
		awk -v slowed=$2 -v seed="\$(od -An -N4 -tu4 /dev/urandom)" 'BEGIN { srand(seed)
			for (i = 1; i <= 200; i++)
				printf "case%03d %.4f us\n", i, (100 + i) * (1 + rand() / 100) * (i == 137 ? 1 + slowed / 100 : 1) }'
	END
}

@test "of 200 rows of one command the one that is slower is found by its name, and confirmed" {
	scenario "$TEXT" 'runs: {min: 4, max: 60, precision: 50%}'
	harness base 0
	harness head 30
	run --separate-stderr bench-compare -k kept base head s.yml -q --no-control
	assert_failure 1
	json '[.rows[] | select(.verdict == "regression") | .id] == ["h/case137"]'
	json '.rows[] | select(.id == "h/case137") | .reported_by == "h" and .metric == "time" and .change > 0.25
		and .confirmation.verdict == "regression"'
	json '[.rows[] | select(.metric == "time")] | length == 200'
	json '.summary.gating == {rows: 200, judged: 200}'
	printf '%s' "$output" >c.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" c.json
	# The number of rows was known after the first invocation: 4 + log2(2 * 200 / 0.05).
	json '.benchmarks | all(.iterations >= 17)' kept/results.json
	# Of so many rows that did not change some are open at the first look: all go on with them.
	json '[.benchmarks[] | .sessions[0] | [.look, .n]] | unique | length == 1 and .[0][0] == 2' kept/results.json
	# Confirming measures the command and records this row alone.
	json '[.benchmarks[] | .id] | unique == ["h", "h/case137"]' kept/confirmation.json
	run bench-md c.json
	assert_output --partial 'case137'
}

@test "rows that one side lacks are added and removed, and those of a failed command failed" {
	scenario "$TEXT" 'runs: 6'
	mkdir base head
	echo 'echo "a 1 ns"; echo "gone 1 ns"' >base/harness
	echo 'echo "a 1 ns"; echo "new 1 ns"' >head/harness
	bench-run -q --no-control --variant base=base --variant head=head -o r.json s.yml
	run --separate-stderr bench-diff r.json
	assert_failure 1
	json '.rows | map({(.id): .verdict}) | add | .["h/new"] == "added" and .["h/gone"] == "removed"'
	# From the first invocation on.
	echo 'echo "a 1 ns"; echo broken >&2; exit 3' >head/harness
	bench-run -q --no-control --variant base=base --variant head=head -o r.json s.yml
	json '[.benchmarks[] | select(.variant == "head") | [.id, .status, .reason]] ==
		[("h", "h/a", "h/gone") | [., "failed", "exit status 3: broken"]]' r.json
	run --separate-stderr bench-diff r.json
	assert_failure 1
	json '[.rows[] | select(.id != "h") | [.verdict, .gate]] == [["failed", true], ["failed", true]]'
	# Against a baseline in a document of its own, by the word of the command.
	jq '.benchmarks |= map(select(.variant == "base") | del(.variant))' r.json >base.json
	jq '.benchmarks |= map(select(.variant == "head" and .id == "h") | del(.variant))' r.json >head.json
	run --separate-stderr bench-diff base.json head.json
	assert_failure 1
	json '[.rows[] | select(.id != "h") | [.verdict, .gate, .reason]] ==
		[("h/a", "h/gone") | ["failed", true, "failed: exit status 3: broken"]]'
}

@test "a run that is interrupted leaves interrupted rows, and --resume goes on with them" {
	scenario "$TEXT"
	cat >harness <<-'END'
		echo x >>count
		echo "a $(wc -l <count) ns"
		[ "$(wc -l <count)" != 3 ] || { kill -TERM "$(cat pid)"; sleep 100; }
	END
	bash -c 'echo $$ >pid; exec bench-run -q -o r.json s.yml' || true
	json '.benchmarks | map([.id, .status, .iterations]) == [["h", "interrupted", 2], ["h/a", "interrupted", 2]]' r.json
	bench-run -q --resume r.json -o r.json s.yml
	json '.benchmarks[1] | .status == "ok" and .metrics.time.samples == [1, 2, 4] and (.sessions | map(.n)) == [2, 1]' r.json
}

@test "limits are for all rows or some by name, and a limit that no row comes for is kept by none" {
	scenario "$TEXT" 'require:
  - {metric: time, max: 10}
  - {metric: time, row: "b*", max: 3}
  - {metric: time, row: "z*", max: 3}'
	lines 'a 5 ns' 'bc 5 ns'
	bench-run -q -o r.json s.yml
	for from in '' '--scenario s.yml'; do
		# shellcheck disable=SC2086 # two words
		run --separate-stderr bench-assert $from r.json
		assert_failure 1
		json '[.rows[] | [.id, .limit.max, .verdict] | select(.[2] != "failed")] ==
			[["h/a", 10, "within"], ["h/bc", 3, "exceeded"], ["h/bc", 10, "within"]]'
		json '[.rows[] | select(.verdict == "failed") | .limit.max] == [3]'
	done
	json '.rows[] | select(.verdict == "failed") | .id == "h/*" and .reason == "no row that it is for was reported"'
}

@test "units that values tell are brought to a base unit, and numbers are read as other metrics are" {
	scenario 'pattern: "^(?<name>[a-z]+) (?<t>[0-9.]+) ?(?<u>[a-zA-Zµ]+)"
metrics: {t: {unit-from: u, better: lower}}'
	lines 'a 2 s' 'b 1500 µs' 'c 3 MB'
	measure
	json '.benchmarks[1:] | map([.name, .status, .metrics.t.unit, .metrics.t.median]) ==
		[["h/a", "ok", "ms", 2000], ["h/b", "ok", "ms", 1.5], ["h/c", "failed", null, null]]'
	bench-run -q -r 2 -o r.json s.yml
	jq '.benchmarks |= map(.status = "interrupted")' r.json >i.json
	bench-run -q -r 3 --resume i.json -o r.json s.yml
	json '.benchmarks[1].metrics.t | .unit == "ms" and .samples == [2000, 2000, 2000]' r.json
	scenario 'pattern: "^(?<name>[a-z]+) (?<t>[0-9,.]+)"
metrics: {t: {unit: ms, better: lower}}'
	lines 'a 5 ms' 'b 5 s' 'c 1,234 ms' 'd 1,234,567 ms'
	measure
	json '.benchmarks[1:] | map({(.name): (.reason // .metrics.t.median)}) | add |
		.["h/a"] == 5 and (.["h/b"] | contains("is in '"'s', and the metric in 'ms'"'")) and
		(.["h/c"] | contains("1,234")) and .["h/d"] == 1234567'
	scenario 'pattern: "^(?<name>[a-z]+) (?<t>[0-9]+)"
metrics: {t: {better: lower, reduce: p90}}'
	{ lines 'few 1' && echo 'seq -f "many %.0f" 100'; } >both && cat harness both >h2 && mv h2 harness
	measure
	json '.benchmarks[1:] | map([.name, .status, .reason, .metrics.t.median]) ==
		[["h/few", "failed", "metric '"'t'"': 1 values are too few for p90, which needs 10", null], ["h/many", "ok", null, 90]]'
}

@test "only rows that 'gate' names can fail a job" {
	scenario "$TEXT
gate: ['a*', '?x']"
	lines 'ab 1 ns' 'bx 1 ns' 'c 1 ns'
	measure
	json '.benchmarks[1:] | map({(.name): .metrics.time.gate}) | add == {"h/ab": true, "h/bx": true, "h/c": false}'
}

@test "rows that 'gate' has behind a '!' cannot fail a job, in any order" {
	lines 'ab 1 ns' 'ac 1 ns' 'c 1 ns' '!d 1 ns'
	gating() { jq -r '[.benchmarks[1:][] | select(.metrics.time.gate) | .name[2:]] | join(" ")' <<<"$output"; }
	gates() {
		scenario "$TEXT
gate: $1"
		bench-plan -o p.json s.yml
		"$ROOT/tests/schema-check" "$ROOT/schemas/scenario.json" s.yml
		"$ROOT/tests/schema-check" "$ROOT/schemas/plan.json" p.json
		run --separate-stderr bench-run -q --no-control -r 1 -w 0 p.json
		assert_equal "$(gating)" "${2-}"
	}
	each gates <<-'E'
		['!a*']|!d c
		['!ac', 'a*']|ab
		['a*', '!?d', '!ac']|ab
		['!?d', '!ac', c, '*b']|ab c
		['?d', '!a*']|!d
		['!a*', '!?', '!no*']|!d
		[]|
	E
	# A plan is data too: what a scenario cannot have is refused there.
	jq '.cases[0].rows.gate = ["a*", "!*"]' p.json >bad.json
	trouble bench-run bad.json
	said "'gate' excludes all rows that it names"
	jq '.cases[0].rows.gate = ["a*", "!"]' p.json >bad.json
	trouble bench-run bad.json
	said "'!' in 'gate' matches no row"
}

@test "a row that a change puts behind a '!' is removed: a regression is not hidden, unless it is waived" {
	scenario "$TEXT"
	mkdir base head
	printf '%s\n' "echo sort 5 ns; echo b \$((500000 + \$\$ % 97)) ns" >base/harness
	sed 's/sort 5/sort 9/' base/harness >head/harness
	cp s.yml old.yml
	printf 'version: 1\nextends: old.yml\n' >base.yml
	scenario "$TEXT
gate: ['!sort*']"
	cp s.yml new.yml
	printf 'version: 1\nextends: new.yml\n' >head.yml
	bench-run -q --no-control -r 12 --variant base=base --variant head=head -o r.json head.yml
	compared() {
		run --separate-stderr bench-diff -o c.json "$@" r.json
		rows=$(jq -r '.rows[] | select(.verdict == "removed") | "\(.id) \(.gate): \(.reason)"' c.json)
	}
	compared
	assert_success
	json '.rows[] | select(.id == "h/sort") | .verdict == "regression" and (.gate | not)' c.json
	for plans in 'base.yml head.yml' 'old.yml new.yml' 'base.yml s.yml'; do
		read -r old new <<<"$plans"
		compared --baseline-plan "$old" --current-plan "$new"
		assert_failure 1
		assert_equal "$rows" 'h/sort true: in the current scenario this row no longer gates'
	done
	# Taken in again, or excluded on both sides, nothing is lost; another pattern for the same rows neither.
	compared --baseline-plan new.yml --current-plan old.yml
	assert_equal "$rows" ''
	compared --baseline-plan new.yml --current-plan head.yml
	assert_success
	sed "s/gate: .*/gate: ['*', '!sor?']/" new.yml >same.yml
	compared --baseline-plan new.yml --current-plan same.yml
	assert_success
	# A waiver for the removal is one for it alone; the regression itself never gated here.
	compared --baseline-plan base.yml --current-plan head.yml
	cat >waivers.yml <<-'E'
		version: 1
		waivers:
		  - {row: h/sort, metric: time, accept: removed, reason: r, issue: 'https://example.org/1', expires: 2999-12-31}
	E
	bench-waive --waivers waivers.yml -o w.json c.json
	json '.summary.verdict == "pass" and .waivers[0].state == "used"' w.json
}

@test "a plan has the rule of the rows, and is measured as the scenario is" {
	scenario "$TEXT
gate: ['a*']
where: {unit: ns}" 'matrix: {size: [1, 2]}
threshold: {time: 7%}
require: [{metric: time, row: "a*", max: 10}]'
	lines 'a 5 ns' 'b 5 us'
	bench-plan -o p.json s.yml
	"$ROOT/tests/schema-check" "$ROOT/schemas/plan.json" p.json
	bench-plan p.json | cmp - p.json
	for from in s.yml p.json; do
		run --separate-stderr bench-run -q "$from"
		json '[.benchmarks[].id] == ["h/a/size=1", "h/a/size=2", "h/size=1", "h/size=2"]'
		json '.benchmarks[0] | .params == {size: 1} and .reported_by == "h/size=1" and .metrics.time.threshold == 0.07
			and .require == [{metric: "time", max: 10}]'
	done
	run bench-run --list s.yml
	assert_output 'h/size=1
h/size=2'
	run bench-run --dry-run s.yml
	assert_output --partial 'it reports rows, which are known when it has run'
}

@test "what a change takes out of the rows of a scenario is removed" {
	scenario "$TEXT" 'require: [{metric: time, row: "a*", max: 10}]'
	cp s.yml base.yml
	lines 'a 5 ns' 'b 5 ns'
	mkdir base head
	cp harness base
	cp harness head
	bench-run -q --no-control -r 6 --variant base=base --variant head=head -o r.json s.yml
	planned() {
		run --separate-stderr bench-diff -o c.json --baseline-plan base.yml --current-plan s.yml r.json
		jq -r '.rows[] | select(.verdict == "removed") | "\(.id) \(.metric) \(.gate): \(.reason)"' c.json
	}
	assert_equal "$(planned)" ''
	scenario "$TEXT
gate: [b]"
	assert_equal "$(planned)" "h time true: the current scenario no longer requires 'max: 10' of rows 'a*'
h/a time true: in the current scenario this row no longer gates"
	scenario "${TEXT/better: lower/better: lower, gate: false}" 'require: [{metric: time, row: "a*", max: 10}]'
	assert_equal "$(planned)" 'h time true: in the current scenario this metric no longer gates'
	scenario "$TEXT" 'require: [{metric: time, row: "a*", max: 11}]
threshold: {time: 20%}'
	assert_equal "$(planned)" "h time true: the current scenario requires 'max: 11' of rows 'a*', where it was 10
h time true: in the current scenario the threshold is 20 %, where it was 10 %"
	scenario "${TEXT//time/wait}"
	assert_equal "$(planned)" "h time true: the current scenario no longer has this metric
h time true: the current scenario no longer requires 'max: 10' of rows 'a*'"
}

@test "rows that cannot be told apart make the command fail" {
	scenario 'json: ".[]"
params: {k: .k}
metrics: {t: {better: lower}}'
	lines '[{"name": "a", "k": "1", "t": 1}, {"name": "a/k=1", "t": 1}]'
	measure
	json '.benchmarks | length == 1 and .[0].reason == "rows: two rows have the id '"'h/a/k=1'"'"'
}

@test "the examples of the manual page are measured as it says" {
	cat >examples.awk <<-'END'
		/^\.Sh / { on = /^\.Sh EXAMPLES/ }
		on && /^\.Bd -literal/ { display = 1; n++; next }
		/^\.Ed/ { display = 0 }
		display { print >("example-" n ".yml") }
	END
	awk -f examples.awk "$ROOT/tools/bench-scenario.5"
	sed -i -e 's/\\e/\\/g' example-*.yml
	run --separate-stderr bench-run -q -r 3 "$(grep -l 'name: text' example-*.yml)"
	assert_success
	json '.benchmarks | map(select(.reported_by) | [.id, .metrics.time.median, .metrics.bytes.median]) ==
		[["text/parse/json", 1500, 320], ["text/parse/yaml", 90000, 1200], ["text/sort", 2000000, 0]]'
	run --separate-stderr bench-assert <<<"$output"
	assert_success
	json '[.rows[] | [.id, .verdict]] == [["text/parse/json", "within"], ["text/parse/yaml", "within"]]'
	run --separate-stderr bench-run -q -r 3 "$(grep -l 'name: json' example-*.yml)"
	assert_success
	json '.benchmarks | map(select(.reported_by) | [.id, .status, .metrics.real_time.median]) ==
		[["json/copy/threads=1", "ok", 12500], ["json/copy/threads=4", "ok", 4500], ["json/send/threads=1", "failed", null]]'
}
