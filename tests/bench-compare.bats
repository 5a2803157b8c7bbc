# Two real builds of the tensor workload, one of which does 60 % more work.
load helper

setup_file() {
	cd "$BATS_FILE_TMPDIR" || return
	local v
	for v in base head same; do
		mkdir "$v"
		cp -r "$ROOT/Makefile" "$v"
		mkdir -p "$v/tools"
		cp -r "$ROOT/scripts" "$v"
		rm -rf "$v"/scripts/*/build
		cp -r "$ROOT/tools/lib" "$v/tools"
	done
	for v in base head same; do
		make -s -C "$v/scripts/tensor" OPENBLAS=no EXTRA_WORK="$([ $v = head ] && echo 60 || echo 0)" || return
	done
}

setup() {
	cd "$BATS_FILE_TMPDIR" || return
	# Whether the machine is steady is not the question: no control row.
	OPTIONS=(--no-build --no-control -q --filter add_small --warmup 1 --max-time 3s)
}

@test "60 % more work is found, measured again, and confirmed" {
	run --separate-stderr bench-compare -k kept base head base/scripts/tensor.yml "${OPTIONS[@]}" -- -m duration_ms -m cpu_ms
	assert_failure 1
	json '.rows | map(select(.id == "tensor_add_small" and .metric == "duration_ms"))[0] |
		.verdict == "regression" and .change > 0.2 and .confirmation.verdict == "regression"'
	json '.policy.design == "paired" and .summary.confirmation.confirmed >= 1'
	[ "$(jq -r '.benchmarks[0].sessions[0].id' kept/results.json)" != "$(jq -r '.benchmarks[0].sessions[0].id' kept/confirmation.json)" ]
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" kept/flagged.json
}

@test "the same build twice is no regression, and the comparison is written to a file" {
	run --separate-stderr bench-compare --output same.json base same base/scripts/tensor.yml "${OPTIONS[@]}"
	assert_success
	assert_equal "$output" ""
	json '.summary.verdict == "pass" and .summary.regression == 0' same.json
}

@test "a benchmark that failed is status 1, with --fail too, and the comparison is written all the same" {
	printf 'version: 1\nbenchmarks:\n  - {name: a, run: "test -e works"}\n' >fails.yml
	touch base/works
	for fail in '' --fail; do
		rm -f c.json
		# shellcheck disable=SC2086 # nothing or a word
		run bench-compare -o c.json base same fails.yml -q --no-control $fail
		assert_failure 1
		json '.summary.failed == 1 and .summary.verdict == "failed"' c.json
	done
	# Base alone: what is new there is measured, and passes.
	touch same/works
	rm base/works
	bench-compare -o c.json base same fails.yml -q --no-control
	json '.summary.added == 1 and .summary.verdict == "pass"' c.json
	rm same/works
}

@test "trouble of any of the parts is status 2, and nothing is written" {
	trouble bench-compare base same
	trouble bench-compare --nonsense base same base/scripts/tensor.yml
	trouble bench-compare -o
	said "'-o' needs a value"
	trouble bench-compare -oout.json --keep=nowhere -- base same none.yml
	said "'none.yml' is not a file"
	[ ! -e nowhere ]
	trouble bench-compare base same none.yml
	said "'none.yml' is not a file"
	trouble bench-compare base nowhere base/scripts/tensor.yml
	said "'nowhere' is not a folder"
	trouble bench-compare base same base/scripts/tensor.yml --filter "no'such case"
	said "no case matches --filter 'no'such case'"
	trouble bench-compare base same base/scripts/tensor.yml --no-build -q -r 1 -w 0 --filter add_small -- --nonsense
	run --separate-stderr bash -c 'bench-compare --help >/dev/full'
	assert_failure 2
}

@test "help goes to standard output, and the version is told" {
	run --separate-stderr bench-compare --help
	assert_success
	[[ $output == usage:* ]]
	run --separate-stderr bench-compare --version
	assert_success
	[[ $output == "bench-compare (benchpipe) "* ]]
}
