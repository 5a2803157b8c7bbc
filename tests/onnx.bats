# ONNX Runtime, native and in WebAssembly, on real models: both compute the same.
# shellcheck disable=SC2154 # stderr is set by run

load helper

setup() {
	need node
	cd "$BATS_TEST_TMPDIR" || return
	bench=$ROOT/scripts/onnx/onnx-bench.mjs
	packages=$ROOT/build/onnx/node_modules
	onnx=$packages/@ricky0123/vad-web/dist/silero_vad_v5.onnx
}

# packages: skip a test of what only the packages can do, where they are not.
packages() {
	[ -e "$ROOT/build/onnx/installed" ] || skip "ONNX Runtime is not in build/onnx: scripts/onnx/fetch-runtime brings it"
}

@test "both backends multiply matrices that are made here, and say the same of a real model" {
	packages
	for backend in onnxruntime wasm; do
		run -0 "$bench" --json --backend $backend --size 40 --value A=1 --value B=0.5 --iterations 3 matmul
		json ".checksum == 40 * 40 * 40 / 2 and .backend == \"$backend\" and (.runs_ms | length) == 3
			and .load_ms > 0 and .ops_per_s > 0 and .peak_memory_mb > 10 and .first_run_ms > 0"
		json '(.runs_ms | sort | .[1]) == .run_ms'
		run -0 "$bench" --json --backend $backend --shape input=1x512 --shape state=2x1x128 --value sr=16000 --iterations 2 --batch 3 --of 32 "$onnx"
		json '(.samples_per_second / .ops_per_s - 3 | fabs) < 1e-6 and (.real_time_factor * 32 * .ops_per_s / 1000 - 1 | fabs) < 1e-6'
		jq .checksum <<<"$output" >>sums
	done
	run -0 jq -s '(.[0] - .[1]) / .[0] | fabs < 1e-3' sums
	assert_output true
	run -0 "$bench" --size 10 matmul
	assert_line --regexp '^ops/s: [0-9.e+]+$'
}

@test "the backends of this machine end in a recommendation, with those that are missing and why" {
	make -s -C "$ROOT/scripts/tensor"
	cd "$ROOT"
	bench-run -q -r 1 -w 0 --no-control --filter matrix_product scripts/backends.yml >"$BATS_TEST_TMPDIR/r.json"
	cd "$BATS_TEST_TMPDIR"
	bench-recommend --by throughput -o rec.json r.json
	json '.rows | length == 1 and (.[0] | .verdict == "tie" and ([.ranking[].candidate, .missing[].candidate] | sort
		== ["naive", "onednn", "onnxruntime", "openblas", "wasm"]))' rec.json
}

@test "what cannot be run is refused, and no package or model is a skip" {
	run --separate-stderr -77 "$bench" --modules nowhere matmul
	assert_equal "${stderr_lines[-1]}" 'no onnxruntime-node in nowhere (run scripts/onnx/fetch-runtime)'
	trouble "$bench" --backend cuda matmul
	said "onnxruntime, wasm, not 'cuda'"
	trouble "$bench"
	trouble "$bench" --frobnicate matmul
	trouble "$bench" --iterations 0 matmul
	trouble "$bench" --shape input=0x1 matmul
	trouble "$bench" --value A= matmul
	packages
	run --separate-stderr -77 "$bench" none.onnx
	trouble "$bench" --value Q=1 matmul
	said "the model has no input 'Q', but A, B"
	trouble "$bench" --shape A=2x2x2 matmul
	echo nothing >bad.onnx
	trouble "$bench" bad.onnx
	said "'bad.onnx': "
}
