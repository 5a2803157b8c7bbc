# The decoder workload: models with random weights are what they say, and llama.cpp's library
# decodes them, timed as it times itself.
# shellcheck disable=SC2154 # stderr is set by run

load helper

setup_file() {
	make -s -C "$BATS_TEST_DIRNAME/../scripts/decoder" program BUILD="$BATS_FILE_TMPDIR/build"
	"$BATS_TEST_DIRNAME/../scripts/decoder/fetch-library" 2>"$BATS_FILE_TMPDIR/fetched" || return
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	make=$BATS_FILE_TMPDIR/build/model-make
	bench=$BATS_FILE_TMPDIR/build/decoder-bench
	library=$ROOT/scripts/decoder/data
}

# library: skip a test of what only llama.cpp's library can do, where it cannot be had.
library() {
	[ -e "$library/libllama.v0.4.0.so" ] || skip "$(cat "$BATS_FILE_TMPDIR/fetched")"
}

# model ARCHITECTURE [TYPE [SEED]]: a small one; its path in $model.
model() {
	model=$("$make" --architecture "$1" --parameters 500K --type "${2:-q8_0}" --seed "${3:-1}" models)
}

# decoded ARGS...: a short run of $model as JSON in $output.
decoded() {
	run --separate-stderr "$bench" --library "$library" --json --prompt 12 --output 6 "$@" "$model"
	assert_success
}

@test "halves and blocks of weights are those that their bits define" {
	run -0 make -s -C "$ROOT/scripts/decoder" check BUILD="$BATS_FILE_TMPDIR/build"
	assert_line 'row-test: 0 failures'
}

@test "a model follows from its name, has the size that was asked for, and bench-model knows its family" {
	is() {
		model "$1"
		bench-model "$model" >facts
		json ".format == \"gguf\" and .family == \"$2\" and (.parameter_count / 500000 | . > 0.7 and . < 1.4)" facts
	}
	each is <<-'E'
		llama|decoder-only
		moe|mixture-of-experts
		mamba|state-space
		dream|diffusion
		bert|encoder-only
		t5|encoder-decoder
	E
	model llama q4_0
	assert_equal "$model" models/random-llama-500K-q4_0-1.gguf
	cp "$model" first
	rm "$model"
	model llama q4_0
	cmp first "$model"
	model llama q4_0 2
	run -1 cmp -s first "$model"
	bench-model "$model" >facts
	json '[.dtypes[] | .dtype] == ["q4_0", "f32"]' facts
	run -0 strings -n 20 "$model"
	assert_line --partial 'random weights, to measure speed; it was never trained'
	for wrong in '--parameters 15' '--parameters M' '--parameters 1K' '--parameters 9B' '--type q2' '--architecture gpt' ''; do
		# shellcheck disable=SC2086 # words
		trouble "$make" $wrong
	done
	trouble "$make" --parameters 200K /dev/null/no
}

@test "a model is decoded in each type: all but 4 bits say the same, and one seed says it again" {
	library
	for type in f32 f16 q8_0 q4_0; do
		model llama $type
		decoded
		jq -r .digest <<<"$output" >>digests
		json '.kind == "decode" and .parameters > 400000 and .batch == 1 and .check.steps.library_ms > 0'
	done
	assert_equal "$(head -n 3 digests | sort -u | wc -l)" 1
	# a vocabulary changes what a token is called, and nothing else
	model=$("$make" --parameters 500K --words models)
	decoded
	assert_equal "$(jq -r .digest <<<"$output")" "$(head -n 1 digests)"
	assert_equal "$(sort -u digests | wc -l)" 2
	model llama
	decoded --batch 2 --requests 6 --warmup 0
	json '(.requests | length) == 6 and all(.requests[]; (.token_ms | length) == 5 and .first_token_ms > 0
		and .slowest_token_ms == (.token_ms | max) and ((.token_ms | add / 5) - .time_per_output_token_ms | fabs) < 0.001
		and ((.first_token_ms + (.token_ms | add)) - .latency_ms | fabs) < 0.01)'
	json '.requests[0] == .requests[1] and (.resident_mb | .start < .library and .library < .context and .prefill <= .decode)'
	json '(.requests | [.[0, 2, 4].first_token_ms] | add) as $first
		| (.prefill_tokens_per_s * $first / 1000 - 2 * 12 * 3 | fabs) < 0.1
		and (.decode_tokens_per_s / .tokens_per_s_per_user - 2 | fabs) < 0.001'
	digest=$(jq .digest <<<"$output")
	decoded --batch 2 --requests 6 --warmup 0
	json ".digest == $digest"
	decoded --batch 2 --requests 6 --warmup 0 --seed 1
	json ".digest != $digest"
}

@test "each architecture does what it is for" {
	library
	does() {
		model "$1"
		decoded --batch 2 --steps 3
		json ".kind == \"$2\" and $3"
	}
	each does <<-'E'
		moe|decode|.requests[0].token_ms[4] > 0
		mamba|decode|.requests[0].token_ms[4] > 0
		t5|encode-decode|.requests[0].token_ms[4] > 0
		bert|encode|[.requests[0][]] == [.requests[0].latency_ms] and .output == 0 and .prefill_tokens_per_s > 0
		dream|diffuse|.requests[0].step_ms[1] > 0 and .output_tokens_per_s > 0
	E
}

@test "a question is answered from the nearest documents, each part of it timed" {
	library
	model bert
	bert=$model
	model llama
	retrieved() {
		run -0 "$BATS_FILE_TMPDIR/build/retrieve-bench" --library "$library" --documents 500 --passage 8 --output 4 "$@" "$bert" "$model"
	}
	retrieved --passages 3
	json '(.passages | length == 3 and length == (unique | length) and all(. < 500)) and (.token_ms | length) == 3 and .prompt == 16 + 3 * 8
		and ((.embed_ms + .search_ms + .prefill_ms) - .first_token_ms | fabs) < 0.001
		and ((.first_token_ms + (.token_ms | add)) - .latency_ms | fabs) < 0.001 and .search_ms > 0'
	nearest=$(jq -c '.passages[:2]' <<<"$output")
	retrieved --passages 2
	json ".passages == $nearest"
	trouble "$BATS_FILE_TMPDIR/build/retrieve-bench" --library "$library" "$model" "$bert"
	said "'$model' is no encoder"
	trouble "$BATS_FILE_TMPDIR/build/retrieve-bench" --documents 2 --passages 3 "$bert" "$model"
}

@test "times are the library's own within 2 %, and a check that is not kept says so" {
	library
	model=$("$make" --parameters 4M --type f32 models)
	run -0 "$bench" --library "$library" --prompt 64 --output 101 --requests 2 --check 2 "$model"
	assert_line --regexp '^time per output token: [0-9.]+ ms$'
	assert_line --regexp '^token p99: [0-9.]+ ms$'
	assert_line --regexp '^later steps against it: [+-][0-9.]+ %$'
	run --separate-stderr -1 "$bench" --library "$library" --check 0 "$model"
	said 'expected within 0 %'
}

@test "what cannot be decoded is refused, and no library is a skip" {
	model llama
	run --separate-stderr -77 "$bench" --library nowhere "$model"
	assert_equal "${stderr_lines[-1]}" 'no llama.cpp library in nowhere (run scripts/decoder/fetch-library)'
	trouble "$bench" --batch 4 --requests 6 "$model"
	said "'--requests' needs a multiple of the batch"
	trouble "$bench" --check x "$model"
	trouble "$bench"
	mkdir other
	: >other/libllama.v0.4.0.so
	trouble "$bench" --library other "$model"
	said 'cannot open the library'
	library
	head -c 1000 "$model" >cut.gguf
	trouble "$bench" --library "$library" cut.gguf
	said "cannot load 'cut.gguf'"
	# what a file calls itself is shown as text alone
	sed 's/random llama/rand"m\\llama/' "$model" >name.gguf
	run -0 "$bench" --library "$library" --json --output 2 name.gguf
	json '.model | startswith("rand?m?llama of 500K")'
	trouble "$bench" --library "$library" --prompt 4096 --output 4096 "$model"
	said 'of which the model knows at most 4096'
	run -2 bash -c "'$bench' --library '$library' --output 2 '$model' >/dev/full"
}

@test "without wllama or a model the browser is not asked" {
	need node
	wllama=$ROOT/scripts/decoder/wllama-bench.mjs
	run --separate-stderr -77 "$wllama" --modules nowhere x.gguf
	assert_equal "${stderr_lines[-1]}" 'no wllama in nowhere (run scripts/onnx/fetch-runtime)'
	trouble "$wllama"
	trouble "$wllama" --output 1 x.gguf
	trouble "$wllama" --frob x.gguf
}

@test "without npm fetch-library says so, succeeds, and leaves nothing" {
	mkdir bin
	for tool in sh dirname basename mkdir rm tar cat sha256sum tr sed uname; do
		ln -s "$(command -v $tool)" bin
	done
	run --separate-stderr -0 env PATH="$PWD/bin" "$ROOT/scripts/decoder/fetch-library" new
	said 'no llama.cpp library: '
	[ ! -e new ]
	trouble "$ROOT/scripts/decoder/fetch-library" --frob
}
