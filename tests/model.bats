# Headers of models: what bench-model says of them, and what scenarios make of it.
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	"$ROOT/tests/model-files" models
}

# fact FILE FILTER VALUE: what bench-model says of models/FILE.
fact() {
	run --separate-stderr bench-model "models/$1"
	assert_success
	assert_equal "$(jq -c "$2" <<<"$output")" "$3"
}

@test "parameters, types, versions and byte orders of the three formats are those that were written" {
	each fact <<-'END'
		gpt.safetensors|[.format, .parameter_count, .tensors, .dtype]|["safetensors",872,4,"f16"]
		gpt.safetensors|.dtypes|[{"dtype":"f16","tensors":3,"parameters":864},{"dtype":"f32","tensors":1,"parameters":8}]
		plain.safetensors|[.parameter_count, .tensors, .bytes]|[3,2,151]
		llama.gguf|[.format, .format_version, .byte_order, .parameter_count, .name]|["gguf",3,"little",1216,"Tiny"]
		llama.gguf|[.dtypes[].dtype, .dtypes[].parameters]|["q4_0","q4_k","f32",640,512,64]
		two.gguf|[.format_version, .parameter_count]|[2,1216]
		big.gguf|[.format_version, .byte_order, .parameter_count, .architecture]|[3,"big",1216,"llama"]
		picture.onnx|[.format, .format_version, .parameter_count, .name]|["onnx",8,218,"net"]
		nested.onnx|[.dtypes[].dtype, .dtypes[].parameters]|["f32","f16",12,4]
	END
}

@test "the family is told by the header, by the configuration beside it, or by names; or is unknown" {
	each fact <<-'END'
		llama.gguf|[.family, .family_from]|["decoder-only","general.architecture"]
		experts.gguf|.family|"mixture-of-experts"
		unnamed.gguf|[.family, .family_from]|["state-space","the names of the tensors"]
		sdxl.safetensors|[.family, .family_from]|["diffusion","modelspec.architecture"]
		gpt.safetensors|[.family, .family_from]|["decoder-only","the names of the tensors"]
		plain.safetensors|[.family, .family_from]|["unknown",null]
		picture.onnx|.family|"vision"
		nested.onnx|.family|"encoder-only"
	END
	configured() {
		echo "$1" >models/config.json
		fact plain.safetensors '[.family, .family_from]' "[\"$2\",\"config.json\"]"
	}
	each configured <<-'END'
		{"architectures": ["BertForMaskedLM"], "model_type": "bert"}|encoder-only
		{"architectures": ["LlamaForCausalLM"], "num_local_experts": 8}|mixture-of-experts
		{"architectures": ["T5ForConditionalGeneration"]}|encoder-decoder
		{"model_type": "llava"}|vision-to-text
		{"architectures": ["CLIPModel"]}|multimodal
		{"architectures": ["WhisperForConditionalGeneration"]}|speech
		{"architectures": ["RagTokenForGeneration"]}|retrieval-augmented
		{"architectures": ["ViTForImageClassification"]}|vision
		{"model_type": "mamba2"}|state-space
		{"_class_name": "UNet2DConditionModel", "_diffusers_version": "0.30"}|diffusion
		{"architectures": ["Own"], "model_type": "gpt2"}|decoder-only
	END
	# It is no configuration of a GGUF, which has its own.
	fact llama.gguf .family '"decoder-only"'
}

@test "published sizes of BERT, ViT and T5 fall in the class that their names say" {
	sized() {
		python3 - "$2" <<-'END'
			import json, struct, sys
			n = int(sys.argv[1])
			h = json.dumps({"w": {"dtype": "U8", "shape": [n], "data_offsets": [0, n]}}).encode()
			with open("sized.safetensors", "wb") as f:
			    f.write(struct.pack("<Q", len(h)) + h)
			    f.truncate(8 + len(h) + n)
		END
		run --separate-stderr bench-model sized.safetensors
		assert_success
		json ".size_class == \"$3\" and .parameter_count == $2"
	}
	# Turc et al. 2019; Dosovitskiy et al. 2021 and Touvron et al. 2021; Raffel et al. 2020, Tay et al. 2022.
	each sized <<-'END'
		BERT-mini|11200000|tiny
		BERT-small|28800000|small
		BERT-base|110000000|base
		BERT-large|340000000|large
		DeiT-tiny|5700000|tiny
		DeiT-small|22000000|small
		ViT-base|86000000|base
		ViT-large|307000000|large
		T5-efficient-tiny|15600000|tiny
		T5-small|60000000|small
		T5-base|220000000|base
		T5-large|770000000|large
		T5-3B, Flan-T5-XL|2850000000|xl
		T5-11B, Flan-T5-XXL|11300000000|xxl
	END
}

@test "several files are the parts of one model" {
	run --separate-stderr bench-model models/gpt.safetensors models/plain.safetensors
	assert_success
	json '.files == ["models/gpt.safetensors", "models/plain.safetensors"] and .parameter_count == 875 and .tensors == 6'
	trouble bench-model models/gpt.safetensors models/llama.gguf
	said "models/llama.gguf: a part in gguf, where 'models/gpt.safetensors' is in safetensors"
}

@test "standard input, a pipe, the schema, Markdown and text" {
	pipe 'cat models/llama.gguf | bench-model'
	assert_success
	json '.files == ["standard input"] and .parameter_count == 1216'
	for f in models/*.*; do bench-model -o "${f##*/}.json" "$f"; done
	"$ROOT/tests/schema-check" "$ROOT/schemas/model.json" ./*.json
	run bench-md llama.gguf.json
	assert_success
	assert_line '| Parameters | 1216 in 3 tensors |'
	assert_line '| q4_k | 1 | 512 |'
	run bench-model --text models/llama.gguf
	assert_success
	assert_line --regexp '^Family +decoder-only \(general.architecture\)$'
	assert_equal "$(bench-md --text llama.gguf.json)" "$output"
}

# hostile NAME MESSAGE: what Python makes of models/NAME by the expression in d, the bytes, is refused.
hostile() {
	python3 -c "
import struct, sys
d = bytearray(open('models/$1', 'rb').read())
$2
open('hostile', 'wb').write(d)"
	trouble timeout 20 bash -c 'ulimit -v 200000; exec bench-model hostile'
	said 'bench-model: hostile:'
	said "$3"
}

@test "a length, a count and a size that the file cannot hold are refused, with the byte, in little memory" {
	each hostile <<-'END'
		gpt.safetensors|d[0:8] = struct.pack("<Q", 1 << 62)|neither safetensors, GGUF nor ONNX
		gpt.safetensors|d[0:8] = struct.pack("<Q", 90000000)|the header needs 90000000 bytes
		gpt.safetensors|del d[-1]|of the data, which has
		gpt.safetensors|d.append(0)|and the file has 1761 for them
		gpt.safetensors|d = d.replace(b"[50, 8]", b"[51, 8]")|where its shape has 816
		gpt.safetensors|d = d.replace(b"[50, 8]", b"[-5, 8]")|expected a whole number
		gpt.safetensors|d = d.replace(b"[8, 8]", b"[9" + b"9" * 30 + b"]")|does not fit in 64 bits
		llama.gguf|d[4:8] = struct.pack("<I", 9)|GGUF of version 9, where 2 and 3 are known
		llama.gguf|d[8:16] = struct.pack("<Q", 1 << 60)|tensors cannot be in
		llama.gguf|d[16:24] = struct.pack("<Q", 1 << 60)|byte
		llama.gguf|d[24:32] = struct.pack("<Q", (1 << 64) - 1)|a key needs 18446744073709551615 bytes
		llama.gguf|d = d[:-33]|the data of the tensors needs
		llama.gguf|i = d.index(b"token_embd.weight") + 21; d[i:i + 8] = struct.pack("<Q", 1 << 63)|a tensor of more than 2^63 numbers
		llama.gguf|i = d.index(b"token_embd.weight") + 21; d[i:i + 8] = struct.pack("<Q", 63)|blocks of 32
		picture.onnx|d[2:] = b"\x3a\xff\xff\xff\xff\x7f"|a field of 34359738367 bytes
		picture.onnx|d[3:] = b""|byte
		picture.onnx|d = d.replace(b"\x08\x08\x08\x03", b"\x08\x09\x08\x03")|where its dimensions have 972
		picture.onnx|d = bytearray(b"\x08\x08")|not an ONNX model
		picture.onnx|d[2:] = b"\x3a" + b"\xff" * 11|a number of more than 64 bits
		picture.onnx|d = bytearray(b"hello, world, this is text")|neither safetensors, GGUF nor ONNX
		picture.onnx|d = bytearray()|neither safetensors, GGUF nor ONNX
	END
}

@test "every cut of a file, and arrays and graphs that lie in each other without end, end in a message" {
	python3 - <<-'END'
		import struct, subprocess, sys
		sys.path.insert(0, "models")
		def refused(data):
		    open("cut", "wb").write(data)
		    r = subprocess.run(["bench-model", "cut"], capture_output=True, timeout=20)
		    if r.returncode != 2 or r.stdout or not r.stderr:
		        sys.exit(f"{len(data)} bytes: status {r.returncode}, {r.stderr}")
		for name in "gpt.safetensors", "llama.gguf", "picture.onnx":
		    d = open("models/" + name, "rb").read()
		    step = 7 if len(d) < 2000 else 101
		    for n in range(0, len(d) - 24, step):
		        refused(d[:n])
		key = struct.pack("<Q", 1) + b"k"
		deep = struct.pack("<IQ", 9, 1) * 100000
		refused(b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + key + struct.pack("<I", 9) + deep)
		def field(n, b):
		    out, v = b"", len(b)
		    while v > 127:
		        out += bytes([v & 127 | 128]); v >>= 7
		    return bytes([n << 3 | 2]) + out + bytes([v]) + b
		g = b""
		for _ in range(1000):
		    g = field(1, field(5, field(6, g)))
		refused(b"\x08\x08" + field(7, g))
	END
}

@test "bench-model: a missing file, a folder, an unknown option and a full disk are trouble" {
	trouble bench-model none.gguf
	trouble bench-model models
	trouble bench-model --nothing
	said "'--nothing'"
	run --separate-stderr bash -c 'bench-model models/llama.gguf >/dev/full'
	assert_equal "$status" 2
	echo '{"model_type": ' >models/config.json
	trouble bench-model models/plain.safetensors
	said 'models/config.json:2:1: '
}

# planned FILTER: the plan of s.yml, of which FILTER is true.
planned() {
	run --separate-stderr bench-plan -o plan.json s.yml
	assert_success
	"$ROOT/tests/schema-check" "$ROOT/schemas/plan.json" plan.json
	json "$1" plan.json
	# A plan that was read is the same plan.
	bench-plan plan.json | cmp - plan.json
}

@test "a scenario's model becomes labels of its results, by a key, or by a parameter that names a file" {
	cat >s.yml <<-'END'
		version: 1
		defaults: {runs: 1, warmup: 0}
		benchmarks:
		  - {name: given, run: 'true', model: 'models/${{ matrix.file }}.gguf', matrix: {file: [llama, experts]}}
		  - {name: named, run: 'true', matrix: {model: [models/picture.onnx, gone.onnx, bert-base]}}
	END
	"$ROOT/tests/schema-check" "$ROOT/schemas/scenario.json" s.yml
	planned '[.cases[].labels.model_family] == ["decoder-only", "mixture-of-experts", "vision", null, null]'
	for from in s.yml plan.json; do
		bench-run -q --no-control -o r.json "$from"
		"$ROOT/tests/schema-check" "$ROOT/schemas/results.json" r.json
		json '.benchmarks | map({(.id): .labels}) | add
			| .["given/file=llama"] == {model_dtype: "q4_0", model_family: "decoder-only", model_size: "tiny", parameter_count: 1216}
			and .["named/model=models/picture.onnx"].parameter_count == 218 and .["named/model=gone.onnx"] == null' r.json
	done
	bench-merge r.json r.json | jq -e '[.benchmarks[].labels.parameter_count // empty] | length == 3' >/dev/null
	echo 'no model' >gone.onnx
	trouble bench-plan s.yml
	said 'gone.onnx: neither safetensors, GGUF nor ONNX'
}

# mapped ENTRY...: own.yml, which s.yml names, with these entries.
mapped() {
	{
		printf 'version: 1\ncompatibility:\n'
		printf '  - %s\n' "$@"
	} >own.yml
}

@test "the map skips with the reason and its line, falls back to a case of its own, and says what is slow" {
	cat >s.yml <<-'END'
		version: 1
		compatibility: own.yml
		defaults: {runs: 1, warmup: 0}
		benchmarks:
		  - name: run
		    run: echo ${{ matrix.backend }}
		    matrix: {model: [models/llama.gguf, models/picture.onnx], backend: [toy, other]}
	END
	mapped '{family: decoder-only, backend: toy, status: impossible, why: no memory, fallback: plain}' \
		'{family: vision, backend: [toy, x], precision: fp32, status: impossible, fallback: other, why: no f32}' \
		'{family: vision, backend: other, status: slow, why: emulated}'
	"$ROOT/tests/schema-check" "$ROOT/schemas/compatibility.json" own.yml
	planned '[.cases[] | select(.skip) | [.id, .skip]] == [
		["run/backend=toy,model=models/llama.gguf",
		 "no memory (own.yml:3); \u0027run/backend=plain,model=models/llama.gguf\u0027 is measured instead"],
		["run/backend=toy,model=models/picture.onnx",
		 "no f32 (own.yml:4); \u0027run/backend=other,model=models/picture.onnx\u0027 is measured instead"]]'
	json '.cases | length == 5 and (.[4] | .id == "run/backend=plain,model=models/llama.gguf" and .argv == ["echo", "plain"])
		and ([.[] | .labels.compatibility // empty] == ["emulated (own.yml:5)"])' plan.json
	bench-run -q --no-control -o r.json s.yml
	json '[.benchmarks[] | select(.status == "skipped")] | length == 2 and (.[0].reason | startswith("no memory"))' r.json
	# The last entry that fits counts.
	mapped '{family: vision, backend: toy, status: impossible, why: old}' '{family: [vision], backend: toy, status: works}'
	planned 'all(.cases[]; .skip == null) and (.cases | length == 4)'
	# That a case is skipped now is seen where its scenario is compared with the one before.
	mv plan.json before.json
	mapped '{backend: toy, status: impossible, why: new}'
	bench-plan -o after.json s.yml
	jq -cn '{schema: "benchpipe/results/1", timestamp: "2026-01-01T00:00:00Z", benchmarks: []}' >none.json
	run --separate-stderr bench-diff -o c.json --baseline-plan before.json --current-plan after.json none.json none.json
	json '[.rows[] | select(.reason | contains("this case is skipped: new (own.yml:3)"))] | length >= 2' c.json
}

@test "the map that comes with the tools is valid, and knows what no driver can change" {
	"$ROOT/tests/schema-check" "$ROOT/schemas/compatibility.json" "$ROOT/tools/compatibility.yml"
	cat >s.yml <<-'END'
		version: 1
		benchmarks:
		  - {name: a, run: 'true', matrix: {backend: [mps], precision: [float64]}}
	END
	planned '[.cases[].id] == ["a/backend=mps,precision=float64", "a/backend=cpu,precision=float64"]
		and (.cases[0].skip | startswith("Metal has no 64-bit floating point (compatibility.yml:"))'
}

# wrong ENTRY|MESSAGE: an entry that is refused with its place.
wrong() {
	mapped "$1"
	trouble bench-plan s.yml
	said "own.yml:3:$2"
}

@test "a mistake in a map is told with its file, line and column" {
	cat >s.yml <<-'END'
		version: 1
		compatibility: own.yml
		benchmarks:
		  - {name: a, run: 'true', matrix: {backend: [toy]}}
	END
	each wrong <<-'END'
		{family: visoin, backend: x, status: works}|14: 'family' must be
		{backend: x, status: never, why: y}|26: 'status' must be works, slow or impossible, not 'never'
		{backend: x, status: slow}|5: 'status: slow' needs 'why'
		{backend: x, status: works, fallback: y}|43: 'fallback' is for 'status: impossible' alone
		{status: works}|5: an entry needs 'family', 'backend' or 'precision'
		{backend: x}|5: an entry needs 'status'
		{backend: x, statsu: works}|18: unknown key 'statsu' in an entry of 'compatibility' (nearest: 'status')
		{backend: [], status: works}|15: 'backend' is an empty list
	END
	sed -i 's/own.yml/..\/own.yml/' s.yml
	cp own.yml ..
	trouble bench-plan s.yml
	said "s.yml:2:16: '../own.yml' leads out of"
}

@test "what failed in results becomes entries of a map, each once, and what ran in one case is none" {
	cat >s.yml <<-'END'
		version: 1
		defaults: {runs: 1, warmup: 0}
		benchmarks:
		  - name: a
		    run: test '${{ matrix.backend }}' = good
		    matrix: {model: [models/llama.gguf, models/two.gguf], backend: [good, bad]}
		  - {name: b, run: 'test ${{ matrix.n }} = 1', matrix: {n: [1, 2], backend: [half], family: [speech]}}
		  - {name: c, run: 'false', matrix: {backend: [lone]}}
	END
	run bench-run -q --no-control -o r.json s.yml
	run --separate-stderr bench-model --learn r.json
	assert_success
	assert_output 'version: 1
compatibility:
  - { family: decoder-only, backend: "bad", precision: "q4_0", status: impossible,
      why: "exit status 1" }'
	said "1 new entry: read them before you use them"
	said "1 failed case without a known family"
	printf '%s\n' "$output" >map.yml
	"$ROOT/tests/schema-check" "$ROOT/schemas/compatibility.json" map.yml
	run --separate-stderr bench-model --learn -c map.yml r.json
	assert_success
	assert_output ''
	# A reason is any text: it stays one value of the map.
	jq -c '(.benchmarks[] | select(.status == "failed")).reason = "a \"b\", c: [d }\n  - e"' r.json >odd.json
	bench-model -o map.yml --learn odd.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/compatibility.json" map.yml
	sed -i '1a compatibility: map.yml' s.yml
	planned '.cases[1].skip == "a \"b\", c: [d }   - e (map.yml:3)"'
	trouble bench-model -c map.yml models/llama.gguf
	said '--compatibility needs --learn'
}

@test "what a scenario extends can be chosen by the family and the size of its model" {
	mkdir t
	for family in decoder-only vision; do
		printf 'version: 1\nbenchmarks: [{name: %s, run: "true"}]\n' "$family" >"t/$family-tiny.yml"
	done
	chosen() {
		cat >s.yml <<-END
			version: 1
			extends: t/\${{ model.family }}-\${{ model.size }}.yml
			defaults: {model: models/$1}
		END
		"$ROOT/tests/schema-check" "$ROOT/schemas/scenario.json" s.yml
		planned ".cases | length == 1 and .[0].name == \"$2\" and .[0].labels.model_family == \"$2\""
	}
	chosen llama.gguf decoder-only
	chosen picture.onnx vision
	refused() {
		sed -e "s/picture.onnx/$1/" -e "s/model\.size/$2/" s.yml >x.yml
		trouble bench-plan x.yml
		said "x.yml:$3"
	}
	each refused <<-'END'
		gone.onnx|model.size|3:19: 'extends' needs the model 'models/gone.onnx', which is not there
		plain.safetensors|model.size|3:19: the family of 'models/plain.safetensors' is not known
		nested.onnx|model.size|2:10: cannot read 't/encoder-only-tiny.yml'
		picture.onnx|env.HOME|2:10: 'extends' can have '${{ model.family }}' and '${{ model.size }}' alone
	END
	sed -i '/^defaults/d' s.yml
	trouble bench-plan s.yml
	said "s.yml:2:10: 'extends' with an expression needs 'model' in 'defaults'"
}
