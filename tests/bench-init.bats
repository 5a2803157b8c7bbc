load helper

setup() {
	need git jq
	init=$ROOT/scripts/bench-init
	project=$BATS_TEST_TMPDIR/project
	mkdir "$project"
	cd "$project" || return
}

# starts FOUND [RUN]: it says that it found this, and the scenario that it wrote runs RUN.
starts() {
	run "$init"
	assert_success
	assert_line "found   $1"
	assert_line 'wrote   bench.yml'
	assert_line 'wrote   .github/workflows/bench.yml'
	assert_line 'wrote   .github/workflows/bench-comment.yml'
	"$ROOT/tests/schema-check" "$ROOT/schemas/scenario.json" bench.yml
	bench-plan -o plan.json bench.yml
	[ $# -lt 2 ] || assert_equal "$(jq -r '.cases[0].argv | join(" ")' plan.json)" "$2"
	rm -r bench.yml plan.json .github
}

@test "a Makefile gives its own benchmark, its tests, or the build" {
	printf 'all:\n\ttrue\nbench: all\n\ttrue\ntest:\n\ttrue\n' >Makefile
	starts "Makefile, with the target 'bench'" 'make -s bench'
	printf 'all:\n\ttrue\ntest:\n\ttrue\n' >Makefile
	starts "Makefile, with the target 'test'" 'make -s test'
	printf 'all:\n\ttrue\n' >Makefile
	starts Makefile 'make -s -B'
}

@test "Cargo.toml gives a bench, a program, or the tests of a library" {
	printf '[package]\nname = "quick-sort"\nversion = "0.1.0"\n' >Cargo.toml
	starts 'Cargo.toml, a library' 'cargo test --release --quiet'
	mkdir src && touch src/main.rs
	starts "Cargo.toml, with the program 'quick-sort'" 'target/release/quick-sort --help'
	mkdir benches && touch benches/sorting.rs
	starts "Cargo.toml, with the bench 'sorting'" 'cargo bench --bench sorting'
}

@test "go.mod gives its benchmarks or its program" {
	echo 'module example.org/x' >go.mod
	starts go.mod './program --help'
	mkdir -p sort/fast
	printf 'package fast\nfunc BenchmarkSort(b *testing.B) {}\n' >sort/fast/sort_test.go
	run "$init"
	assert_line 'found   go.mod, with benchmarks in sort/fast'
	bench-plan -o plan.json bench.yml
	json '.build[-1] == "./sort/fast"
		and .cases[0].argv == ["./bench.test", "-test.run", "^$", "-test.bench", ".", "-test.benchtime", "100x"]
		and .cases[0].metrics.time_per_operation.unit == "ns"' plan.json
}

@test "package.json gives its scripts or its main file" {
	echo '{"name":"x","scripts":{"test":"node t.js","bench":"node b.js"}}' >package.json
	starts "package.json, with the script 'bench'" 'npm run --silent bench'
	echo '{"name":"x","scripts":{"test":"node t.js"}}' >package.json
	starts "package.json, with the script 'test'" 'npm run --silent test'
	echo '{"name":"x","main":"lib/main.js"}' >package.json
	starts 'package.json (lib/main.js)' 'node lib/main.js'
	echo '{broken' >package.json
	starts 'package.json (index.js)' 'node index.js'
}

@test "pytest is found in pyproject.toml and by its own files" {
	printf '[tool.pytest.ini_options]\n' >pyproject.toml
	mkdir tests
	starts "pytest (in 'tests')" '.venv/bin/python -m pytest -q tests'
	rm pyproject.toml
	touch pytest.ini
	starts "pytest (in 'tests')"
}

@test "Google Benchmark in CMakeLists.txt comes before what else is there" {
	printf 'find_package(benchmark REQUIRED)\nadd_executable(sort_bench sort.cc)\ntarget_link_libraries(sort_bench PRIVATE benchmark::benchmark)\n' >CMakeLists.txt
	printf 'all:\n\ttrue\n' >Makefile
	starts "Google Benchmark ('sort_bench' in CMakeLists.txt)" 'build/sort_bench --benchmark_format=json'
}

@test "where nothing is known, the scenario is still valid" {
	starts 'nothing that I know'
}

@test "what is there already is kept, to the byte" {
	mkdir -p .github/workflows
	echo mine >bench.yml
	ln -s nowhere .github/workflows/bench.yml
	run --separate-stderr "$init"
	assert_line 'kept    bench.yml'
	assert_line 'kept    .github/workflows/bench.yml'
	assert_line 'wrote   .github/workflows/bench-comment.yml'
	assert_equal "$(cat bench.yml)" mine
	[ -L .github/workflows/bench.yml ]
	[ ! -e nowhere ]
	cp .github/workflows/bench-comment.yml before
	rm bench.yml
	run "$init"
	assert_success
	assert_line 'kept    .github/workflows/bench-comment.yml'
	cmp before .github/workflows/bench-comment.yml
}

@test "the place of the actions is mended where it is still OWNER, and nowhere else" {
	"$init"
	echo '# mine' >>.github/workflows/bench.yml
	sed 's|OWNER/benchpipe\([a-z/]*\)@v1|octo/benchpipe\1@v2|' .github/workflows/bench.yml >wanted
	run "$init" --action octo/benchpipe@v2
	assert_success
	assert_line 'kept    bench.yml'
	assert_line 'mended  .github/workflows/bench.yml'
	cmp wanted .github/workflows/bench.yml
	refute grep -r OWNER .github
	run "$init" --action else/benchpipe@v3
	assert_line 'kept    .github/workflows/bench.yml'
	cmp wanted .github/workflows/bench.yml
}

@test "names that could break out of YAML or a command are not taken over" {
	printf '[package]\nname = "x; touch pwned #"\n' >Cargo.toml
	mkdir src benches && touch src/main.rs
	starts "Cargo.toml, with the program 'program'" 'target/release/program --help'
	touch 'benches/$(touch pwned): x.rs'
	starts "Cargo.toml, with the bench 'bench'"
	mkdir 'a: "b'
	cd 'a: "b'
	"$init"
	assert_equal "$(bench-plan bench.yml | jq -r .suite)" benchmarks
	[ ! -e pwned ]
	mkdir null
	cd null
	"$init"
	assert_equal "$(bench-plan bench.yml | jq -r .suite)" benchmarks
}

@test "the workflows use the actions that are named, and say what to replace otherwise" {
	"$init" --action octo/benchpipe@v2
	assert_equal "$(grep -ho 'octo/benchpipe[^ ]*' .github/workflows/*.yml | LC_ALL=C sort | uniq -c | tr -s ' ')" \
		" 1 octo/benchpipe/workflows/comment@v2
 2 octo/benchpipe/workflows/run@v2
 2 octo/benchpipe@v2"
	refute grep -r OWNER .github
	mkdir other
	"$init" other >said
	if grep -q OWNER other/.github/workflows/bench.yml; then
		grep -F 'First replace OWNER/benchpipe@v1' said
	fi
}

@test "wrong options and folders are trouble" {
	trouble "$init" --nonsense
	trouble "$init" --action
	trouble "$init" --action 'a b'
	trouble "$init" none
	trouble "$init" . .
	[ -z "$(ls)" ]
}
