# The tensor workload: right results on both backends, and the same ones for one seed.

load helper

setup_file() {
	for blas in yes no; do
		make -s -C "$BATS_TEST_DIRNAME/../scripts/tensor" \
			BUILD="$BATS_FILE_TMPDIR/$blas" OPENBLAS="$blas"
	done
}

setup() {
	T=$BATS_FILE_TMPDIR/yes/tensor-bench
}

# openblas, onednn: true when the program has that backend.
openblas() {
	"$T" add --size 1 --backend openblas >/dev/null 2>&1
}
onednn() {
	"$T" matmul --size 1 --backend onednn >/dev/null 2>&1
}

@test "the sum of two ramps is the closed form n^2 (n + 1)" {
	for backend in naive $(openblas && echo openblas); do
		run -0 "$T" add --size 100 --fill ramp --backend "$backend" --json
		json '.checksum == 1010000'
	done
}

@test "the product of two ramps is the closed form n (n (n + 1) / 2)^2" {
	for backend in naive $(openblas && echo openblas) $(onednn && echo onednn); do
		run -0 "$T" matmul --size 100 --fill ramp --backend "$backend" --json
		json '.checksum == 100 * 5050 * 5050'
	done
}

@test "the product of two matrices of ones sums to n^3" {
	run -0 "$T" matmul --size 64 --fill ones --json
	json '.checksum == 64 * 64 * 64'
}

@test "both backends agree on random matrices" {
	openblas || skip "built without OpenBLAS"
	for op in add matmul; do
		for size in 1 3 100 257; do
			a=$("$T" $op --size $size --backend naive --json | jq .checksum)
			b=$("$T" $op --size $size --backend openblas --json | jq .checksum)
			run -0 jq -n "($a - $b) / $a | fabs < 1e-5"
			assert_output true
		done
	done
}

@test "oneDNN agrees with the naive product, and skips with status 77 where it is not" {
	trouble "$T" add --backend onednn
	said "'--backend onednn' is for matmul alone"
	if ! onednn; then
		run --separate-stderr -77 "$T" matmul --backend onednn
		assert_equal "${stderr_lines[-1]}" 'no oneDNN library (libdnnl)'
		skip 'libdnnl is not installed'
	fi
	for size in 1 3 100 257; do
		a=$("$T" matmul --size $size --json | jq .checksum)
		b=$("$T" matmul --size $size --backend onednn --extra-work 30 --json | jq .checksum)
		run -0 jq -n "($a - $b) / $a | fabs < 1e-5"
		assert_output true
	done
}

@test "one seed gives one checksum, another seed another" {
	a=$("$T" matmul --size 50 --seed 42 --json | jq .checksum)
	assert_equal "$("$T" matmul --size 50 --seed 42 --iterations 3 --json | jq .checksum)" "$a"
	[ "$("$T" matmul --size 50 --seed 43 --json | jq .checksum)" != "$a" ]
}

@test "extra work is counted, and leaves the result as it is" {
	run -0 "$T" matmul --size 100 --json
	json '.flop == 2000000'
	plain=$(jq .checksum <<<"$output")
	for extra in 12 100 250; do
		run -0 "$T" matmul --size 100 --extra-work $extra --json
		json ".flop == 2000000 * (1 + $extra / 100) and .checksum == $plain"
	done
	run -0 "$T" add --size 1000 --extra-work 15 --json
	json '.flop == 1150000'
}

@test "a build may do extra work by default" {
	make -s -C "$ROOT/scripts/tensor" BUILD="$BATS_TEST_TMPDIR/b" EXTRA_WORK=20
	run -0 "$BATS_TEST_TMPDIR/b/tensor-bench" matmul --size 100 --json
	json '.flop == 2400000'
}

@test "a build is made again when its flags change, and only then" {
	b=$BATS_TEST_TMPDIR/b
	make -s -C "$ROOT/scripts/tensor" BUILD="$b" OPENBLAS=no
	run -0 make -C "$ROOT/scripts/tensor" BUILD="$b" OPENBLAS=no
	refute_output --partial tensor.c
	run -0 make -C "$ROOT/scripts/tensor" BUILD="$b" OPENBLAS=no EXTRA_WORK=1
	assert_output --partial tensor.c
}

@test "JSON has every number, and a minimum, mean and maximum in order" {
	run -0 "$T" matmul --size 64 --iterations 7 --json
	json '.operation == "matmul" and .size == 64 and .backend == "naive" and .seed == 42'
	json '.iterations == 7 and .min_ms > 0 and .min_ms <= .mean_ms and .mean_ms <= .max_ms'
	json '(.ops_per_s * .mean_ms / 1000 - 1 | fabs) < 0.01'
	json '.timestamp | test("^20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-9:]{8}Z$")'
	json '.timestamp | fromdate > 1700000000'
}

@test "peak memory is that of the three matrices, and little more" {
	run -0 "$T" add --size 2000 --iterations 1 --json
	json '.peak_memory_mb >= 48 and .peak_memory_mb < 64'
}

@test "text has the lines that the scenario reads" {
	run -0 "$T" add --size 10
	assert_line --regexp '^ops/s: [0-9.e+]+$'
	assert_line --regexp '^peak memory: [0-9.]+ MB$'
	assert_line --regexp '^checksum: [0-9.e+-]+$'
}

@test "a program built without OpenBLAS skips with status 77 and the reason last" {
	run --separate-stderr -77 "$BATS_FILE_TMPDIR/no/tensor-bench" matmul --backend openblas
	assert_equal "$output" ""
	assert_equal "${stderr_lines[-1]}" "built without OpenBLAS"
	run -0 "$BATS_FILE_TMPDIR/no/tensor-bench" matmul --backend naive
}

@test "bad operations and options are usage errors" {
	trouble "$T"
	said 'add or matmul'
	trouble "$T" multiply
	said "add, matmul, not 'multiply'"
	trouble "$T" add matmul
	trouble "$T" add --backend cuda
	said 'naive, openblas, onednn'
	trouble "$T" add --frobnicate
	trouble "$T" add --size
	for size in 0 -1 8193 1e3 12x '' ' 5' 99999999999999999999; do
		trouble "$T" add --size "$size"
		said "'--size' needs a whole number from 1 to 8192"
	done
	trouble "$T" add --iterations 0
	trouble "$T" add --extra-work 1001
	trouble "$T" add --fill zeros
}

@test "help goes to standard output; a full disk is trouble" {
	run --separate-stderr -0 "$T" --help
	assert_line --partial 'usage: tensor-bench'
	assert_equal "$stderr" ""
	for args in "--help" "add --size 10"; do
		run -2 bash -c "'$T' $args >/dev/full"
		assert_output --partial 'cannot write standard output'
	done
}
