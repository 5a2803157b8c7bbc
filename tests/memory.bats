# Too little memory is trouble that says so: never a crash, half a document, or the file's fault.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	# Large enough that memory is asked for all along the way.
	jq -cn '{schema: "benchpipe/results/1", suite: "s", benchmarks: [range(60) as $i | ("base", "head") | {name: "case \($i)",
		variant: ., description: ("words " * 40), params: {size: $i}, iterations: 24, sessions: [{id: "s", n: 24}],
		rounds: [range(24) | . + 1], require: [{metric: "duration_ms", max: 200}], other: {deep: [[[{a: ["b", {c: null}]}]]]},
		metrics: {duration_ms: {unit: "ms", better: "lower", gate: true,
			samples: [range(24) | 100 + (. * 7 + $i) % 11 + if $i % 9 == 0 then 40 else 0 end]}}}]}' >results.json
	bench-diff --variants base,head -o comparison.json results.json || [ $? -eq 1 ]
	bench-md -o text.md comparison.json
	jq -nr '"version: 1", "benchmarks:", (range(150) | "  - {name: \"case \(.)\", run: \"true \(.)\", matrix: {k: [1, 2, \"three\"]},",
		"     metrics: {m: {pattern: \"value: ([0-9]+)\", unit: ms, better: lower}}}")' >s.yml
	printf '%s\n' 'version: 1' 'waivers:' '  - {row: a, metric: duration_ms, ceiling: 90%, reason: r, issue: "https://example.org/1", expires: 2999-01-01}' >waivers.yml
}

# in_kib KIB COMMAND...: run it with so much address space.
in_kib() {
	(ulimit -v "$1" && exec "${@:2}")
}

# least TOOL: the least address space, in KiB, in which it can start.
least() {
	local low=1000 high=200000 middle
	while [ $((high - low)) -gt 16 ]; do
		middle=$(((low + high) / 2))
		if in_kib $middle "$1" --version >/dev/null 2>&1; then high=$middle; else low=$middle; fi
	done
	echo "$high"
}

# undated FILE: without the time at which it was made.
undated() {
	sed '1,2s/"timestamp":"[^"]*"/"timestamp":""/' "$1"
}

# squeezed ANSWERS COMMAND...: at every limit it gives the whole answer, or says what is missing.
squeezed() {
	local answers=$1 from at step code died=0 whole=0
	shift
	code=0
	"$@" >whole 2>/dev/null || code=$?
	[[ $answers == *$code* ]] || fail "status $code without a limit"
	from=$(least "$1")
	step=12
	for ((at = from; whole < 3; at += step)); do
		code=0
		in_kib "$at" "$@" >out 2>err || code=$?
		# Not yet ours: a place in memory by chance more than before.
		! grep -q 'error while loading shared libraries' err || continue
		if [ "$code" -eq 2 ]; then
			died=$((died + 1))
			whole=0
			grep -q 'out of memory' err || fail "with $at KiB: $(cat err)"
			[ ! -s out ] || fail "with $at KiB a part came out"
		else
			[[ $answers == *$code* ]] || fail "with $at KiB status $code: $(cat err)"
			cmp <(undated whole) <(undated out) || fail "with $at KiB it is another answer"
			whole=$((whole + 1))
		fi
		[ $((at - from)) -lt 60000 ] || fail 'it is never enough'
		[ $((at - from)) -lt 1200 ] || step=96
	done
	[ "$died" -gt 0 ] || fail 'it was always enough'
}

@test "bench-merge and bench-md have the memory, or say that it is out" {
	squeezed 0 bench-merge results.json
	squeezed 0 bench-md comparison.json
	squeezed 0 bench-md results.json
}

@test "bench-diff and bench-assert have the memory, or say that it is out" {
	squeezed 0 bench-diff --variants base,head results.json
	squeezed 01 bench-assert results.json
}

@test "bench-waive and bench-pr-comment have the memory, or say that it is out" {
	squeezed 1 bench-waive comparison.json
	squeezed 0 bench-pr-comment --dry-run --repo a/b --pr 1 --comparison comparison.json text.md
}

@test "bench-plan and bench-run have the memory for a scenario, or say that it is out" {
	squeezed 0 bench-plan s.yml
	squeezed 0 bench-run --dry-run s.yml
	bench-plan -o plan.json s.yml
	squeezed 0 bench-run --list plan.json
}

@test "a command's output is read whole, or memory is out" {
	cat >json.yml <<-'END'
		version: 1
		defaults: {warmup: 0, runs: 1}
		benchmarks:
		  - {name: a, run: [cat, values.json], metrics: {v: {json: '.[].v', unit: ms, reduce: sum, better: lower}}}
	END
	jq -cn '[range(5000) | {v: ., other: [null, {}]}]' >values.json
	local at from code died=0 whole=0
	from=$(least bench-run)
	for ((at = from; whole < 2; at += 400)); do
		code=0
		in_kib $at bench-run -q json.yml >out 2>err || code=$?
		case $code in
		2)
			grep -q 'out of memory' err || fail "with $at KiB: $(cat err)"
			[ ! -s out ]
			died=$((died + 1))
			;;
		0)
			json '.benchmarks[0] | .status == "ok" and .metrics.v.samples == [12497500]' out
			whole=$((whole + 1))
			;;
		*) fail "with $at KiB status $code" ;;
		esac
		[ $((at - from)) -lt 100000 ] || fail 'it is never enough'
	done
	[ "$died" -gt 0 ]
}
