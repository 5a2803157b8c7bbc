load helper

setup() {
	need git jq
	init=$ROOT/scripts/bench-init
	project=$BATS_TEST_TMPDIR/project
	mkdir "$project"
	cd "$project" || return
	written=0
}

# The schema accepts every scenario that was written.
teardown() {
	[ "$written" -eq 0 ] || "$ROOT/tests/schema-check" "$ROOT/schemas/scenario.json" "$BATS_TEST_TMPDIR"/written-*.yml
}

# starts: it writes a scenario that bench-plan accepts; what it says is in $output.
starts() {
	rm -rf bench.yml plan.json .github
	run "$init"
	assert_success
	assert_line 'wrote   bench.yml'
	written=$((written + 1))
	cp bench.yml "$BATS_TEST_TMPDIR/written-$written.yml"
	bench-plan -o plan.json bench.yml
}

# finds LINE...: it starts, and finds these.
finds() {
	local line
	starts
	for line in "$@"; do assert_line "found   $line"; done
	refute_line --regexp '^edit'
	[ -n "${LEFT-}" ] || refute_line --regexp '^left'
	assert_line --regexp "Try it: 'bench run --quick bench.yml'"
	assert_line --regexp '^     It takes at least [0-9]+ min and at most [0-9]+,'
	# An invocation of each version is the unit of statistics: there are enough of them, or the time is up.
	json '.cases | ([60 / length | floor, 2] | max) as $time | all(.runs.min == 20 and .runs.max_time == $time)' plan.json
}

# of FORMAT ID...: these are the cases, and each is read in FORMAT.
of() {
	assert_equal "$(jq -r '.cases[].id' plan.json | tr '\n' ' ')" "${*:2} "
	assert_equal "$(jq -r '.cases[].rows.harness' plan.json | sort -u)" "$1"
}

@test "Google Benchmark is found in every folder, over several lines, and no library is run" {
	printf 'cmake_minimum_required(VERSION 3.10)\nproject(x)\noption(X_BUILD_BENCHMARKS "b" OFF)\n# target_link_libraries(old benchmark::benchmark)\nadd_subdirectory(perf)\n' >CMakeLists.txt
	mkdir -p perf/deep
	printf 'add_library(helpers h.cc)\ntarget_link_libraries(helpers benchmark::benchmark)\nadd_executable(sort_bench sort.cc)\ntarget_link_libraries(\n  sort_bench\n  PRIVATE\n    x # ours\n    benchmark::benchmark_main)\n' >perf/CMakeLists.txt
	printf 'add_executable(map_bench map.cc)\ntarget_link_libraries(map_bench benchmark pthread)\n' >perf/deep/CMakeLists.txt
	printf 'BENCHMARK(BM_a);\nBENCHMARK(BM_b);\n' >perf/sort.cc
	finds "Google Benchmark: target 'sort_bench' of CMake" "Google Benchmark: target 'map_bench' of CMake"
	of google-benchmark sort_bench map_bench
	json '.build | join(" ") | test("-DX_BUILD_BENCHMARKS=ON") and test("--target sort_bench map_bench")' plan.json
	json '.cases[0].rows.path == "bench-sort_bench.json"' plan.json
	printf 'target_link_libraries(${NAME} benchmark::benchmark)\n' >>perf/CMakeLists.txt
	starts
	assert_line "left    CMake target '\${NAME}': its name is made while CMake runs"
}

@test "targets that a function of the project or a loop makes are found by their names, and tests left out" {
	mkdir perf
	printf 'project(x)\ncmake_dependent_option(x.benchmark "b" OFF "A" OFF)\noption(X_BENCHMARK_STL "s" OFF)\n' >CMakeLists.txt
	printf 'macro(add_bench name file)\n  add_executable(${name}_bench "${file}")\n  target_link_libraries(${name}_bench PRIVATE benchmark::benchmark)\nendmacro()\nadd_bench(sort s.cc)\nadd_bench(\n  map m.cc)\n' >perf/CMakeLists.txt
	printf 'foreach(one IN ITEMS a b)\n  add_executable(${one} ${one}.cc)\n  target_link_libraries(${one} benchmark_main)\nendforeach()\nadd_executable(my_test t.cc)\ntarget_link_libraries(my_test benchmark)\n' >perf/more.cmake
	LEFT=yes finds "Google Benchmark: target 'sort_bench' of CMake" "Google Benchmark: target 'map_bench' of CMake" \
		"Google Benchmark: target 'a' of CMake" "Google Benchmark: target 'b' of CMake"
	assert_line "left    CMake target 'my_test': it is a test"
	json '.build | join(" ") | test("-Dx.benchmark=ON &&") and test("--target sort_bench map_bench a b")' plan.json
}

@test "of ten Google Benchmarks the one that is slowed by hand is red by its name" {
	need cmake c++
	printf '#include <benchmark/benchmark.h>\n' >probe.cc
	c++ -fsyntax-only probe.cc 2>/dev/null || skip 'Google Benchmark is not installed'
	rm probe.cc
	printf 'cmake_minimum_required(VERSION 3.10)\nproject(x CXX)\nfind_package(benchmark REQUIRED)\nadd_executable(suite suite.cc)\ntarget_link_libraries(suite\n  benchmark::benchmark_main)\n' >CMakeLists.txt
	printf '#include <benchmark/benchmark.h>\nstatic void work(benchmark::State &s, int n) { for (auto _ : s) for (int i = 0; i < n; i++) benchmark::DoNotOptimize(i); }\n' >suite.cc
	printf 'static void BM_%s(benchmark::State &s) { work(s, 2000); }\nBENCHMARK(BM_%s);\n' {a,a,b,b,c,c,d,d,e,e,f,f,g,g,h,h,i,i,j,j} >>suite.cc
	finds "Google Benchmark: target 'suite' of CMake"
	cp -r . "$BATS_TEST_TMPDIR/head"
	sed -i '/BM_d(/s/2000/3200/' "$BATS_TEST_TMPDIR/head/suite.cc"
	sed -i 's/runs: {[^}]*}/runs: 14/; s/min_time=0.02/min_time=0.005/' bench.yml
	run --separate-stderr bench-run -q --variant base=. --variant head="$BATS_TEST_TMPDIR/head" -o r.json bench.yml
	assert_success
	run --separate-stderr bench-diff --between-sessions 0% r.json
	# On a busy machine the time by the wall says nothing.
	json '[.rows[] | select(.verdict == "regression" and .metric == "cpu_ms") | .id] == ["suite/BM_d"]'
	json '[.rows[] | select(.reported_by == "suite") | .id] | unique | length == 10'
}

@test "every Go package with benchmarks is a benchmark, in its own module" {
	printf 'module example.org/x\n' >go.mod
	mkdir -p sort/fast tools/gen vendor/y
	printf 'package fast\nfunc BenchmarkSort(b *testing.B) {}\nfunc BenchmarkB(b *testing.B) {}\n' >sort/fast/sort_test.go
	printf 'package x\nfunc BenchmarkX(b *testing.B) {}\n' | tee x_test.go tools/gen/g_test.go >vendor/y/y_test.go
	printf 'module example.org/gen\n' >tools/gen/go.mod
	finds "Go: 2 benchmarks in 'sort/fast'" "Go: 1 benchmarks in '.'" "Go: 1 benchmarks in 'tools/gen'"
	of go go-sort-fast go-tools-gen go
	json '.cases[0] | .directory == "sort/fast" and .argv[0:5] == ["./bench.test", "-test.run", "^$", "-test.bench", "."]' plan.json
	json '.build | join(" ") | contains("cd tools/gen && go test -c -o ./bench.test .)") and contains("go test -c -o ./sort/fast/bench.test ./sort/fast")' plan.json
	refute_output --partial vendor
}

@test "benches of a Cargo workspace are read as Criterion, libtest or divan" {
	printf '[workspace]\nmembers = ["a", "b"]\n' >Cargo.toml
	mkdir -p a/benches b/benches/big
	printf '[package]\nname = "alpha"\n' >a/Cargo.toml
	printf '[package]\nname = "beta"\n' >b/Cargo.toml
	printf 'use criterion::Criterion;\nfn x(c: &mut Criterion) { c.bench_function("f", |b| b.iter(|| 1)); }\n' >a/benches/sorting.rs
	printf '#![feature(test)]\n#[bench]\nfn f(b: &mut Bencher) {}\n' >b/benches/big/main.rs
	finds "Criterion: bench 'sorting' of package 'alpha'" "libtest: bench 'big' of package 'beta'"
	json '.cases | map({(.id): .rows.harness}) | add == {sorting: "criterion", big: "libtest"}' plan.json
	json '.cases[0].rows.path == "target/criterion" and (.cases[0].argv | join(" ") | test("cargo bench --quiet --bench sorting --manifest-path a/Cargo.toml --"))' plan.json
	# Criterion before 0.4 takes no parts of a second.
	json '.cases[0].argv | join(" ") | test("-time [0-9]*[.]") | not' plan.json
	# libtest is of the nightly compiler.
	json '.cases[1].argv[-1] | startswith("RUSTC_BOOTSTRAP=1 cargo bench")' plan.json
	printf '#[divan::bench]\nfn main() { divan::main(); }\n' | tee a/benches/other.rs >a/custom.rs
	printf '[[bench]]\nname = "named"\npath = "custom.rs"\nharness = false\nrequired-features = ["x", "y"]\n' >>a/Cargo.toml
	finds "divan: bench 'other' of package 'alpha'" "divan: bench 'named' of package 'alpha'"
	json '.cases | map(select(.id == "named"))[0] | .rows.harness == "divan" and (.argv | join(" ") | test("--bench named .*--features x,y"))' plan.json
	printf 'fn main() {}\n' >a/benches/unknown.rs
	starts
	assert_line --regexp "^edit    Tell in bench.yml how the output of bench 'unknown' is read"
	assert_line --regexp "Edit bench.yml"
}

@test "JMH is run out of the jar of its module, by Maven or Gradle" {
	mkdir -p perf gr core
	echo '<project><artifactId>jmh-core</artifactId><artifactId>maven-shade-plugin</artifactId></project>' >perf/pom.xml
	echo '<project><packaging>pom</packaging><modules></modules></project>' >pom.xml
	# It is managed there, and used nowhere.
	echo '<project><artifactId>jmh-core</artifactId></project>' >core/pom.xml
	printf '\t@Benchmark\n\tpublic void a() {}\n' | tee gr/B.java >perf/A.java
	printf "plugins { id 'me.champeau.jmh' version '0.7' }\n" >gr/build.gradle
	finds "JMH: 1 benchmarks in 'perf'" "JMH: 1 benchmarks in 'gr'"
	of jmh jmh-gr jmh-perf
	json '.build | join(" ") | test("mvn -q -DskipTests -pl perf -am package") and test("gradle --quiet :gr:jmhJar")' plan.json
	printf ' @Benchmark\n' >core/C.java
	starts
	assert_line --regexp "^edit    Let the module 'core' make a jar with its benchmarks"
}

@test "pytest-benchmark, pyperf and asv are found beside tests that measure nothing" {
	mkdir -p tests perf benchmarks
	printf 'def test_plain():\n    pass\n' >tests/test_plain.py
	printf 'def test_sort(benchmark):\n    benchmark(sorted, [])\n' >tests/test_sort.py
	printf 'import pyperf\nrunner = pyperf.Runner()\nrunner.bench_func("f", f)\n' >perf/run.py
	printf '\t"repo": ".",\n "results_dir": "./out"\n' >asv.conf.json
	mkdir -p template test
	echo ' "repo": ""' >template/asv.conf.json
	cp perf/run.py test/test_run.py
	printf 'def time_a(): pass\n' >benchmarks/a.py
	LEFT=yes finds 'pytest-benchmark: 1 benchmarks in 1 files' "pyperf: 'perf/run.py'" "asv: 1 benchmarks, by 'asv.conf.json'"
	json '.cases | map({(.id): .rows.harness}) | add == {pytest: "pytest-benchmark", perf: "pyperf", asv: "asv"}' plan.json
	json '.cases[0].argv | join(" ") | test("tests/test_sort.py$")' plan.json
	json '.cases[2] | .rows.path == "bench-asv.json" and (.argv | join(" ") | test("cat out/benchpipe/[*]-[*].json >bench-asv.json"))' plan.json
	assert_line --regexp "^left    'template/asv.conf.json': it has no benchmarks"
	assert_line --regexp "^left    'test/test_run.py' has a Runner of pyperf: it is a test"
	# Which of its benchmarks it runs is an argument, and one that may be missing is none.
	printf 'runner.argparser.add_argument("%s"%s)\n' one '' >>perf/run.py
	starts
	assert_line --regexp '^edit    Give perf/run.py the argument that it needs, .*[.]venv/bin/python perf/run.py ARGUMENT'
	sed -i 's/"one"/"one", nargs="?"/' perf/run.py
	LEFT=yes finds "pyperf: 'perf/run.py'"
	rm -r tests/test_sort.py perf asv.conf.json
	starts
	json '.cases[0].argv | join(" ") | test("exit 1")' plan.json
}

@test "JavaScript's harnesses are told by what a file imports" {
	echo '{"devDependencies": {"vitest": "1"}, "scripts": {"test": "vitest"}}' >package.json
	touch pnpm-lock.yaml
	echo "bench('a', () => {}); bench('b', () => {})" >a.bench.ts
	mkdir perf
	echo "import { Bench } from 'tinybench'; console.log(JSON.stringify(bench.tasks))" >perf/tiny.mjs
	echo "import { run } from 'mitata'; await run({ format: 'json' })" >perf/mi.mjs
	echo "const b = require('benchmark'); s.on('cycle', e => console.log(String(e.target)))" >perf/old.js
	finds "vitest: 2 benchmarks in '.'" "tinybench: 'perf/tiny.mjs'" "mitata: 'perf/mi.mjs'" "benchmarkjs: 'perf/old.js'"
	json '.cases | map({(.id): .rows.harness}) | add == {vitest: "vitest", tiny: "tinybench", mi: "mitata", old: "benchmarkjs"}' plan.json
	json '.build | join(" ") | test("pnpm [i]nstall")' plan.json
	# benchmark.js takes five seconds and more for each benchmark, unless it is told.
	json '.cases[] | select(.id == "old") | .argv[-1] | contains("options, { maxTime: 0.05, minTime: 0.005 }); require(\u0027./perf/old.js\u0027)")' plan.json
	for own in 'require.main === module' 's.add("a", f, { maxTime: 2 })'; do
		printf '\n%s\n' "$own" >>perf/old.js
		starts
		json '.cases[] | select(.id == "old") | .argv == ["node", "perf/old.js"]' plan.json
		sed -i '$d' perf/old.js
	done
	echo "import { Bench } from 'tinybench'; console.table(bench.table())" >perf/tiny.mjs
	echo "import { run } from 'mitata'; await run()" >perf/mi.mjs
	finds "tinybench: 'perf/tiny.mjs'" "mitata: 'perf/mi.mjs'"
	json '.cases | map({(.id): .rows.harness}) | add | .tiny == "tinybench-table" and .mi == "mitata-console"' plan.json
	# It measures what JSON.stringify does.
	echo "import { Bench } from 'tinybench'; bench.add('a', () => JSON.stringify(x)); show(bench.tasks)" >perf/tiny.mjs
	starts
	assert_line --regexp '^edit    Let perf/tiny.mjs print bench.table.. by console.table'
}

@test "what makes an invocation long in the project's own files is a hint, where the run is long" {
	local file
	mkdir perf
	echo '{"type": "module", "devDependencies": {"vitest": "3"}}' >package.json
	echo "bench('a', () => {})" >a.bench.ts
	for file in 1 2 3 4; do
		printf "import { Bench } from 'tinybench'; console.table(bench.table())\n" >perf/tiny$file.js
		yes 'bench.add("x", f)' | head -n 4 >>perf/tiny$file.js
	done
	echo "import { run } from 'mitata'; await run(); bench('a', f)" >perf/mi.js
	printf "import Benchmark from 'benchmark'\nconsole.log(String(e.target))\nfunction all(of) {\n\tsuite.add('a', of)\n\tsuite.add('b', of)\n}\nall(1)\nall(2)\n" >perf/old.js
	finds "benchmarkjs: 'perf/old.js'"
	# A module finds the options that were set in the one that it shares.
	json '.cases[] | select(.id == "old") | .argv[-1] | contains("minTime: 0.005 }); import(\u0027./perf/old.js\u0027)")' plan.json
	assert_line "hint    'perf/tiny1.js', 'perf/tiny2.js', 'perf/tiny3.js' and 1 more: 'new Bench({ time: 50, warmupTime: 20 })', without 'iterations', makes it shorter; by default tinybench takes 600 to 1,250 ms for each benchmark"
	# What takes but a small part is not worth a line.
	assert_equal "$(grep -c '^hint' <<<"$output")" 1
	# 16 at 1.25 s; 0.8, 4 at 0.12, 0.7 s; 7 programs that start; 21 rounds of two versions.
	assert_line --partial 'It takes at least 17 min and at most 34'
	sed -i 's/^import Benchmark.*/&; const options = { maxTime: 2 }/' perf/old.js
	finds "benchmarkjs: 'perf/old.js'"
	assert_line --partial "hint    'perf/old.js': '{ maxTime: 0.05, minTime: 0.005 }' as the options of add"
	sed -i "s/bench.table/{ time: 20, warmupTime: 5 }; &/" perf/tiny*.js
	rm perf/old.js
	finds "tinybench: 'perf/tiny1.js'"
	refute_line --regexp '^hint'
}

@test "Criterion gets parts of a second where its version takes them" {
	mkdir benches
	printf 'use criterion::Criterion;\nfn x(c: &mut Criterion) { c.bench_function("f", |b| b.iter(|| 1)); }\n' >benches/sorting.rs
	local version
	for version in 'criterion = "0.5.1"' 'criterion = { version = "0.10", features = ["x"] }' 'criterion = "1"'; do
		printf '[package]\nname = "alpha"\n[dev-dependencies]\n%s\n' "$version" >Cargo.toml
		finds "Criterion: bench 'sorting' of package 'alpha'"
		json '.cases[0].argv | join(" ") | test("--warm-up-time 0.1 --measurement-time 0.1 --sample-size 10 ")' plan.json
	done
	printf '[package]\nname = "alpha"\n[dev-dependencies]\ncriterion = "0.3.6"\n' >Cargo.toml
	finds "Criterion: bench 'sorting' of package 'alpha'"
	json '.cases[0].argv | join(" ") | test("--warm-up-time 1 --measurement-time 1 ")' plan.json
}

# sets_up STEP...: both jobs that build have these steps between the checkout and the action, and
# the workflows keep the rules.
sets_up() {
	local job
	starts
	# A .python-version here could choose the Python that reads this.
	cd "$ROOT"
	tests/workflows/rules "$project/.github/workflows/bench.yml"
	for job in measure elsewhere; do
		assert_equal "$(python3 -c 'import json, sys, yaml
for step in yaml.safe_load(open(sys.argv[1]))["jobs"][sys.argv[2]]["steps"][1:-1]:
    print(step.get("run") or step["uses"].split("@")[0] + " " + json.dumps(step["with"]))' \
			"$project/.github/workflows/bench.yml" "$job")" "$(printf '%s\n' "$@")"
	done
	cd "$project"
}

@test "the workflow sets up the versions that the project names, and what the runner lacks" {
	need python3
	echo '{"devDependencies": {"vitest": "3"}, "engines": {"node": ">=18"}}' >package.json
	echo "bench('a', () => {})" >a.bench.ts
	starts
	sed 's|OWNER/benchpipe\([a-z/]*\)@v1|me/tools\1@v1|' "$ROOT/workflows/examples/bench.yml" >wanted
	rm -r .github
	"$init" --action me/tools@v1
	cmp wanted .github/workflows/bench.yml
	sed -i 's/>=18/^22.1/' package.json
	sets_up 'actions/setup-node {"node-version-file": "package.json", "package-manager-cache": false}'
	echo 22 >.nvmrc
	touch pnpm-lock.yaml
	sets_up 'actions/setup-node {"node-version-file": ".nvmrc", "package-manager-cache": false}' 'corepack enable'
	rm pnpm-lock.yaml .nvmrc package.json a.bench.ts
	printf 'module x\n\ngo 1.12\n' >go.mod
	printf 'func BenchmarkX(b *testing.B) {}\n' >x_test.go
	printf 'def test_sort(benchmark):\n    benchmark(sorted, [])\n' >test_sort.py
	echo 3.12 >.python-version
	sets_up 'actions/setup-python {"python-version-file": ".python-version"}'
	sed -i 's/1.12/1.24.1/' go.mod
	sets_up 'actions/setup-go {"go-version-file": "go.mod", "cache": false}' 'actions/setup-python {"python-version-file": ".python-version"}'
	rm go.mod x_test.go test_sort.py
	printf '<project><maven.compiler.release>21</maven.compiler.release><artifactId>jmh-core</artifactId><artifactId>maven-shade-plugin</artifactId></project>\n' >pom.xml
	printf '\t@Benchmark\n\tpublic void a() {}\n' >A.java
	printf '[package]\nname = "alpha"\n' >Cargo.toml
	printf '#[divan::bench]\n' >rust-toolchain.toml
	mkdir benches
	printf '#[divan::bench]\nfn main() { divan::main(); }\n' >benches/other.rs
	printf 'project(x)\nfind_package(benchmark REQUIRED)\nadd_executable(suite s.cc)\ntarget_link_libraries(suite benchmark::benchmark)\n' >CMakeLists.txt
	sets_up 'actions/setup-java {"distribution": "temurin", "java-version": "21"}' \
		'rustup show active-toolchain || rustup toolchain install' \
		'sudo apt-get update && sudo apt-get install -y --no-install-recommends libbenchmark-dev'
	# What is kept, or mended, gets no more steps.
	sed -i 's/ OWNER/ OWNER/; s/ [a-zA-Z]*\/benchpipe\([a-z/]*\)@[a-z0-9]*/ OWNER\/benchpipe\1@v1/' .github/workflows/bench.yml
	"$init" --action octo/benchpipe@v2
	assert_equal "$(grep -c 'rustup show' .github/workflows/bench.yml)" 2
}

@test "the next commands are named, and run as they stand" {
	printf 'bench:\n\t@echo sort 2 ms\n' >Makefile
	git init -q
	git add .
	git -c user.name=me -c user.email=me@example.org commit -qm one
	cd ..
	run "$init" --action octo/benchpipe@v2 project
	assert_line "  1. Go there: cd project"
	assert_line --regexp "Once there are two commits, compare them: 'bench compare HEAD~1 HEAD bench.yml'"
	PATH=/usr/bin:/bin run "$init" --action octo/benchpipe@v2 project
	assert_line --regexp "^     make -s -C '$ROOT' && PATH='$ROOT/build':[$]PATH"
	cd project
	sed -i 's/2 ms/5 ms/' Makefile
	git -c user.name=me -c user.email=me@example.org commit -qam two
	"$init" --action octo/benchpipe@v2 >said
	grep -q "as a pull request is: 'bench compare HEAD~1 HEAD bench.yml'" said
	run --separate-stderr bash -c "$(sed -n "s/.*'\(bench compare .*\)'.*/\1/p" said) -q --no-control --max-time 0.1s --looks 1"
	assert_failure 1
	json '[.rows[] | select(.verdict == "regression") | .id] == ["bench/sort"]'
	run bash -c "$(sed -n 's/^     \(git add .*\)/\1/p' said) && git diff --cached --name-status"
	assert_output $'A\t.github/workflows/bench-comment.yml\nA\t.github/workflows/bench.yml\nA\tbench.yml'
}

@test "a file is of the package nearest to it, and runs by that package's own script" {
	mkdir -p bench/node_modules/x .hidden
	echo '{"scripts": {"build": "make-dist"}, "main": "dist/x.js"}' >package.json
	echo '{"devDependencies": {"tinybench": "1"}, "scripts": {"all": "npm run one && true", "one": "node --expose-gc ./index.js"}}' >bench/package.json
	echo "import { Bench } from 'tinybench'; console.table(bench.table())" | tee .hidden/x.js bench/node_modules/x/y.js >bench/index.js
	echo "import { Bench } from 'tinybench'; import { parentPort } from 'x'" >bench/worker.js
	LEFT=yes finds "tinybench: 'bench/index.js'"
	of tinybench-table bench
	assert_line "left    'bench/worker.js': it is a worker of another program"
	json '.cases[0] | .directory == "bench" and .argv == ["npm", "run", "--silent", "one"]' plan.json
	json '.build | join("\n") | test("\nnpm [i]nstall .*\nnpm run build .*\n.cd bench && npm [i]nstall")' plan.json
}

@test "a package below another one has its files and its dependencies to itself" {
	echo '{"name": "root", "scripts": {"build": "node bin"}}' >package.json
	mkdir bench
	echo '{"devDependencies": {"benchmark": "2"}}' >bench/package.json
	echo "const { Suite } = require('benchmark'); suite.on('cycle', e => console.log(String(e.target)))" >bench/index.js
	starts
	assert_equal "$(grep -c '^found ' <<<"$output")" 1
	json '[.cases[].id] == ["bench"]' plan.json
	json '.build | join(" ") | test("npm [i]nstall.*&&\n*npm run build.*&&\n*[(]cd bench && npm [i]nstall") and (contains("cd .") | not)' plan.json
	# The root of a workspace installs for all.
	echo '{"workspaces": ["bench"]}' >package.json
	starts
	json '.build | join(" ") | test("npm [i]nstall") and (contains("cd bench") | not)' plan.json
}

@test "a long budget comes with a job that has the time for it" {
	mkdir bench
	for k in $(seq 300); do echo "suite.add('$k', f)"; done >bench/index.js
	echo "const { Suite } = require('benchmark'); suite.on('cycle', e => console.log(String(e.target)))" >>bench/index.js
	echo '{"devDependencies": {"benchmark": "2"}}' >package.json
	starts
	local budget
	budget=$(sed -n 's/^budget: \([0-9]*\)m$/\1/p' bench.yml)
	[ "$budget" -gt 15 ]
	assert_line --partial 'That is long for a pull request'
	grep -qx "    timeout-minutes: $((2 * budget + 30))" .github/workflows/bench.yml
	grep -qx '    timeout-minutes: 10' .github/workflows/bench-comment.yml
	# A job has six hours.
	for k in $(seq 2000); do echo "suite.add('$k', f)"; done >>bench/index.js
	starts
	assert_line '  2. Take most out of bench.yml, or let its commands run a part, as by a filter: all of it takes at least'
	grep -qx 'budget: 165m' bench.yml
	grep -qx '    timeout-minutes: 360' .github/workflows/bench.yml
}

@test "a script with hyperfine is run where it exports JSON" {
	mkdir bin
	printf 'hyperfine --export-json out.json "./x 0"\n' >bin/speed.sh
	finds "hyperfine: 'bin/speed.sh'"
	of hyperfine speed
	printf 'hyperfine true\n' >bin/speed.sh
	starts
	assert_line --regexp '^edit    Let bin/speed.sh call hyperfine with --export-json'
	printf '#!/bin/sh\ncd "$(dirname "$0")"\nhyperfine \\\n  --export-json out.json "../x 1"\n' >bin/speed
	rm bin/speed.sh
	finds "hyperfine: 'bin/speed'"
	json '.cases[0].rows.path == "bin/out.json"' plan.json
	# One that asks whether it is there, beside one at the root, which times what make builds.
	printf 'if ! which hyperfine >/dev/null; then\n\techo hyperfine is not there\nfi\n' >bin/prelude.sh
	printf 'cd "$(dirname "$0")"\n\thyperfine --export-json out.json ./x\n' >speed.sh
	printf 'all: x\n' >Makefile
	finds "hyperfine: 'bin/speed'" "hyperfine: 'speed.sh'"
	json '[.cases[] | .argv[1], .rows.path] == ["speed.sh", "out.json", "bin/speed", "bin/out.json"] and .build[-1] == "make"' plan.json
	rm speed.sh bin/prelude.sh Makefile
	for no in 'sleep 0.01' make 'cargo build --release' 'npm test' 'bash -c \"pytest\"'; do
		printf '#!/bin/sh\nhyperfine --export-json out.json "%s"\n' "$no" >bin/speed
		starts
		assert_line --regexp '^edit    Let bin/speed time the program: .* a build, a test or a pause'
	done
}

@test "the target 'bench' of a Makefile is run, and each line with a time is a row" {
	printf 'all:\n\ttrue\ntest:\n\tfalse\nbench: all\n' >Makefile
	printf '\t@echo "%s"\n' 'results of today' 'parse json: 1.5 ms' 'sort  250 us/op' 'took 3 tries' >>Makefile
	finds "Makefile: target 'bench'; each line like 'parse 12.5 us' or 'copy 3 GB/s' is a benchmark"
	run --separate-stderr bench-run -q --quick bench.yml
	assert_success
	json '[.benchmarks[].id] | . == ["bench", "bench/parse json", "bench/sort"]'
	json '.benchmarks[2].metrics.duration_ms | .median == 0.25 and .unit == "ms"'
}

@test "a target that only builds is not measured: its programs are" {
	printf 'CC = cc\nbench: b.o\n\t$(CC) -o $@ \\\n\t\tb.o\n%%.o: %%.c\n\t$(CC) -c $<\n' >GNUmakefile
	finds "Makefile: program 'bench', which target 'bench' builds; each line like 'parse 12.5 us' or 'copy 3 GB/s' is a benchmark"
	json '(.build | join(" ")) == "make -s bench" and .cases[0].argv == ["./bench"] and .cases[0].rows.harness == "printed"' plan.json
	printf 'CC = cc\n.PHONY: bench\nbench: one two\none: 1.c\n\t@$(CC) 1.c -o one\n%%: %%.c\n\t$(CC) -o $@ $<\n' >GNUmakefile
	finds "Makefile: program 'one', which target 'bench' builds; each line like 'parse 12.5 us' or 'copy 3 GB/s' is a benchmark"
	of printed one two
	for recipe in 'pytest -q' 'cd x && ctest' '$(MAKE) check'; do
		printf 'bench:\n\t%s\n' "$recipe" >GNUmakefile
		starts
		assert_line --regexp "^edit    Let the target 'bench' of GNUmakefile run the program alone"
	done
	printf 'bench: README\n' >GNUmakefile
	touch README
	starts
	assert_line --regexp "^edit    Put what the target 'bench' of GNUmakefile makes into bench.yml"
}

@test "files that look like benchmarks of no known kind are named" {
	mkdir -p benchmark docs
	touch benchmark/run.py docs/bench.py x.bench.test.js
	starts
	assert_line "left    'benchmark/run.py' looks like a benchmark, of a kind that is not known"
	assert_equal "$(grep -c '^left' <<<"$output")" 1
}

@test "neither the build nor the tests are measured: what is not known fails until it is edited" {
	printf 'all:\n\ttrue\ntest:\n\ttrue\n' >Makefile
	echo '{"scripts": {"test": "node t.js"}}' >package.json
	printf '[tool.pytest.ini_options]\n' >pyproject.toml
	starts
	assert_line --regexp '^edit    Put a command that runs your benchmarks into bench.yml'
	run --separate-stderr bench-run -q --fail bench.yml
	assert_failure 1
	json '.benchmarks[0] | .status == "failed" and (.reason | test("Put a command that runs your benchmarks"))'
}

@test "what is there already is kept, to the byte" {
	mkdir -p .github/workflows
	echo mine >bench.yml
	ln -s nowhere .github/workflows/bench.yml
	run --separate-stderr "$init"
	assert_line 'kept    bench.yml: remove it to have it written anew'
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

@test "what was edited since is not asked for again" {
	mkdir bench
	touch Makefile bench/sort_bench.c
	run "$init" --action octo/benchpipe@v2
	assert_line --partial "edit    Put a command"
	assert_line "left    'bench/sort_bench.c' looks like a benchmark, of a kind that is not known"
	# The stub shows how it is done.
	assert_equal "$(sed -n 's/^ *# *//p' bench.yml | grep -cE '^(build: make|- name: parse|harness: printed)')" 3
	sed -i '/- name: program/,$d' bench.yml
	printf '  - {name: sort, run: cc bench/sort_bench.c}\n' >>bench.yml
	run "$init"
	refute_line --regexp '^(edit|left) '
	refute_output --partial 'Edit bench.yml'
	refute_output --partial OWNER
	assert_output --partial "Try it: 'bench run --quick bench.yml'"
	refute_output --partial 'It takes at least'
}

@test "the place of the actions is mended where it is still OWNER, and nowhere else" {
	"$init"
	echo '# mine' >>.github/workflows/bench.yml
	sed 's|OWNER/benchpipe\([a-z/]*\)@v1|octo/benchpipe\1@v2|' .github/workflows/bench.yml >wanted
	run "$init" --action octo/benchpipe@v2
	assert_success
	assert_line 'kept    bench.yml: remove it to have it written anew'
	assert_line 'mended  .github/workflows/bench.yml'
	cmp wanted .github/workflows/bench.yml
	refute grep -r OWNER .github
	run "$init" --action else/benchpipe@v3
	assert_line 'kept    .github/workflows/bench.yml'
	cmp wanted .github/workflows/bench.yml
}

@test "names that could break out of YAML or a command are not taken over" {
	printf '[package]\nname = "x; touch pwned #"\n' >Cargo.toml
	mkdir benches
	printf 'criterion' >'benches/$(touch pwned): x.rs'
	starts
	assert_line --regexp '^left    .x; touch pwned #.: its name has other characters'
	printf '[package]\nname = "x"\n' >Cargo.toml
	mkdir 'a;b'
	printf 'func BenchmarkX(b *testing.B) {}\n' >'a;b/x_test.go'
	printf 'module x\n' >go.mod
	starts
	assert_line --regexp "^left    'a;b'"
	assert_line --regexp '^left    .[$].touch pwned.: x.'
	refute grep -E 'touch|a;b' bench.yml
	mkdir 'q: "b'
	cd 'q: "b'
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
 1 octo/benchpipe/workflows/judge@v2
 2 octo/benchpipe/workflows/run@v2"
	refute grep -r OWNER .github
	mkdir branch
	"$init" --action octo/benchpipe@feature/x branch
	grep -qF 'octo/benchpipe/workflows/run@feature/x' branch/.github/workflows/bench.yml
	mkdir other
	"$init" other >said
	if grep -q OWNER other/.github/workflows/bench.yml; then
		grep -F 'Replace OWNER/benchpipe@v1' said
	fi
}

@test "what a repository says harms neither it nor its reader" {
	mkdir -p benchmarks bad/bad a
	echo kept >benchmarks/precious
	echo 'def time_x(): pass' >benchmarks/b.py
	for folder in -delete ../benchmarks /etc 'a b' '-exec'; do
		printf '{\n "repo": ".",\n "benchmark_dir": "%s"\n}\n' "$folder" >asv.conf.json
		run "$init"
		assert_success
		assert_line --regexp "^left    'asv.conf.json': (its benchmarks are not in a folder below it|it has no benchmarks, .*)$"
		[ "$(cat benchmarks/precious)" = kept ]
		rm -r bench.yml .github
	done
	rm asv.conf.json
	# A number that bash takes for an octal one, and files that are no JSON, or no object.
	echo '{ not json' >bad/bad/package.json
	echo '[]' >a/package.json
	echo '{"name": "mine", "devDependencies": {"tinybench": "4"}}' >package.json
	echo "import { Bench } from 'tinybench'; const b = new Bench({ time: 080, warmupTime: 99999999999999999999 }); console.table(b.table())" >x.mjs
	run "$init"
	assert_success
	assert_line "found   tinybench: 'x.mjs'"
}

@test "wrong options and folders are trouble" {
	trouble "$init" --nonsense
	trouble "$init" --action
	trouble "$init" --action 'a b'
	trouble "$init" --action 'a/b@c|d'
	trouble "$init" none
	trouble "$init" . .
	[ -z "$(ls)" ]
}
