# Scenarios that extend others, the templates, and what bench-plan shows of a scenario.
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir -p repo/sub outside
	cd repo || return
	mkdir .git
	cat >base.yml <<-'E'
		version: 1
		env: {A: "1", B: "2"}
		defaults: {warmup: 3, timeout: 7s}
		benchmarks:
		  - {name: one, run: "echo one", matrix: {n: [1, 2]}, tags: [fast]}
		  - {name: two, run: "echo two"}
	E
	cat >sub/child.yml <<-'E'
		version: 1
		extends: ../base.yml
		env: {B: "3"}
		defaults: {timeout: 8s}
		benchmarks:
		  - {name: three, run: "echo three"}
		  - {name: one, run: "echo changed"}
	E
}

@test "what a file says comes first, benchmarks are changed by name and new ones follow" {
	run --separate-stderr bench-plan sub/child.yml
	assert_success
	json '[.cases[].id] == ["one/n=1", "one/n=2", "two", "three"]'
	json '.suite == "child" and all(.cases[]; .warmup == 3 and .timeout == 8 and .env.A == "1" and .env.B == "3")'
	json '.cases[0] | .argv == ["echo", "changed"] and .tags == ["fast"]'
	# From another folder it is the same plan.
	(cd sub && bench-plan child.yml) | cmp - <(bench-plan sub/child.yml)
	"$ROOT/tests/schema-check" "$ROOT/schemas/scenario.json" sub/child.yml
}

@test "a mistake is told with the file in which it stands" {
	sed -i 's/echo two"/echo two", tag: [x]/' base.yml
	trouble bench-plan sub/child.yml
	said "sub/../base.yml:6:34: "
	said "'tags'"
}

@test "what cannot be extended is refused with the place" {
	echo 'version: 1' >../outside/secret.yml
	echo 'top secret' >>../outside/secret.yml
	ln -s ../../outside/secret.yml sub/link.yml
	mkfifo sub/pipe
	refused() {
		printf 'version: 1\nextends: %s\n' "$1" >sub/x.yml
		trouble timeout 10 bench-plan sub/x.yml
		said "sub/x.yml:2:10: $2"
		[[ $stderr != *"top secret"* ]]
	}
	each refused <<-'E'
		../../outside/secret.yml|'../../outside/secret.yml' leads out of
		link.yml|'link.yml' leads out of
		/etc/passwd|'extends' must be a path from this file's folder
		nowhere.yml|cannot read 'nowhere.yml'
		pipe|'pipe' is not a file
		.|'.' is not a file
		x.yml|the files go in a circle
		[a]|'extends' must be a string
	E
	printf 'version: 1\nextends: b.yml\n' >a.yml
	printf 'version: 1\nextends: a.yml\n' >b.yml
	trouble bench-plan a.yml
	said 'b.yml:2:10: the files go in a circle'
	trouble bench-plan - <sub/child.yml
	said "'extends' needs a file to start from"
	for i in 0 1 2 3 4 5 6 7 8; do printf 'version: 1\nextends: f%d.yml\n' $((i + 1)) >"f$i.yml"; done
	cp base.yml f9.yml
	trouble bench-plan f0.yml
	said 'more than 8 files'
	run bench-plan f1.yml
	assert_success
	echo 'extends: base.yml' >unversioned.yml
	trouble bench-plan unversioned.yml
	said "'version: 1' is missing"
}

@test "without a repository only the folder of the first file can be read" {
	rmdir .git
	trouble bench-plan sub/child.yml
	said 'leads out of'
	cp base.yml sub
	sed -i 's/\.\.\/base/base/' sub/child.yml
	run bench-plan sub/child.yml
	assert_success
}

@test "a benchmark is changed once" {
	sed -i '$ a \  - {name: one, run: "echo again"}' sub/child.yml
	trouble bench-plan sub/child.yml
	said "sub/child.yml:8:5: benchmark 'one' is there already, on line 7"
}

@test "every template runs as it is or says what it needs, and is extended" {
	mkdir templates
	cp "$ROOT"/templates/*.yml templates
	ran=0
	for f in templates/*.yml; do
		"$ROOT/tests/schema-check" "$ROOT/schemas/scenario.json" "$f"
		bench-run --fail -q -r 2 --no-control "$f" >r.json
		json '.benchmarks | length > 0 and (all(.[]; .status == "ok" and .metrics.duration_ms.n == 2)
			or all(.[]; .status == "skipped" and (.reason | test("^give '"'[a-z]+' your command"'"))))' r.json
		! jq -e '.benchmarks[0].status == "ok"' r.json >/dev/null || ran=$((ran + 1))
		printf 'version: 1\nextends: %s\nbenchmarks: [{name: mine, run: "true"}]\n' "$f" >mine.yml
		bench-run --fail -q -r 1 --no-control --filter mine mine.yml >r.json
		json '.benchmarks[0].name == "mine"' r.json
	done
	[ "$ran" -ge 2 ]
	bench-run -q -r 2 --no-control --filter rate templates/rate.yml >r.json
	json '.benchmarks[0].metrics.throughput.median == 1000.5' r.json
}

@test "each family of models has a template with sweeps, which takes another command" {
	families=$(jq -r '.properties.family.enum[] | select(. != "unknown")' "$ROOT/schemas/model.json")
	[ "$(wc -l <<<"$families")" -ge 11 ]
	for family in $families; do
		bench-plan "$ROOT/templates/$family.yml" >plan.json
		json '(.cases | length) > 2 and ([.cases[].tags[]] | unique) == ["'"$family"'"] and all(.cases[]; (.metrics | length) >= 5)' plan.json
	done
	cat >mine.yml <<-'E'
	version: 1
	extends: templates/decoder-only.yml
	benchmarks:
	  - name: decode
	    matrix: {batch_size: [1, 2]}
	    run: >-
	      echo '{"requests":[{"first_token_ms":20,"token_ms":[5,6],"slowest_token_ms":6,"time_per_output_token_ms":5.5,"latency_ms":31},
	      {"first_token_ms":220,"token_ms":[5,6],"slowest_token_ms":6,"time_per_output_token_ms":5.5,"latency_ms":31}],
	      "prefill_tokens_per_s":6400,"decode_tokens_per_s":180,"tokens_per_s_per_user":180,"requests_per_s":32,"load_ms":40,
	      "resident_mb":{"load":30,"context":34,"prefill":36,"decode":36}}'
	    metrics:
	      first_token_ms: {json: '.requests[].first_token_ms', unit: ms, better: lower}
	      slowest_token_ms: {json: '.requests[].slowest_token_ms', unit: ms, better: lower, gate: false}
	      goodput: {slo: {first_token_ms: 200ms, slowest_token_ms: 50ms}, gate: false}
	E
	mkdir templates
	cp "$ROOT/templates/decoder-only.yml" templates
	bench-run --fail -q -r 2 -w 0 --no-control mine.yml >r.json
	json '(.benchmarks | length) == 2 and all(.benchmarks[]; .metrics.goodput.median == 50 and .metrics.first_token_ms.median == 120)' r.json
}

@test "bench-plan shows a scenario as a table, and as a graph" {
	run --separate-stderr bench-plan --format table sub/child.yml
	assert_success
	assert_output 'case     kind        runs    metrics  command
one/n=1  regression  10-200  -        echo changed
one/n=2  regression  10-200  -        echo changed
two      regression  10-200  -        echo two
three    regression  10-200  -        echo three'
	run --separate-stderr bench-plan -F dot --filter one sub/child.yml
	assert_output 'digraph plan {
	rankdir=LR;
	node [shape=box];
	"suite child" [label="child"];
	"benchmark one" [label="one"];
	"suite child" -> "benchmark one";
	"case one/n=1" [label="n=1"];
	"benchmark one" -> "case one/n=1";
	"case one/n=2" [label="n=2"];
	"benchmark one" -> "case one/n=2";
}'
	printf 'version: 1\nbenchmarks: [{name: "a\\"b\\\\", run: "x", matrix: {k: ["\\"]"]}}]\n' >q.yml
	run --separate-stderr bench-plan -F dot q.yml
	assert_line '	"case a\"b\\/k=\"]" [label="k=\"]"];'
	cmp <(bench-plan sub/child.yml) <(bench-plan -F json sub/child.yml)
	trouble bench-plan -F github sub/child.yml
	said '--format github needs --shards'
	trouble bench-plan -F dot -S 2 sub/child.yml
	said "--shards has the formats 'github', 'json' and 'parallel'"
	trouble bench-plan -F dot -l sub/child.yml
	run --separate-stderr bash -c 'bench-plan -F table sub/child.yml >/dev/full'
	assert_equal "$status" 2
}
