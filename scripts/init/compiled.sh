# shellcheck shell=bash
# The benchmarks of projects that a compiler builds. For bench-init.
# shellcheck source=scripts/init/found.sh
[ -n "${taken-}" ] || . "$(dirname "${BASH_SOURCE[0]}")/found.sh"

# matches PATTERN FILE...: how often it matches in the files.
matches() {
	local pattern=$1
	shift
	[ $# -gt 0 ] || set -- /dev/null
	{ cat -- "$@" 2>/dev/null | grep -oE -- "$pattern" || true; } | wc -l
}

# cmake_calls COMMAND FILE: each call of COMMAND, which may be several lines, on a line of its own.
cmake_calls() {
	sed 's/#.*//' "$2" | tr '\n\t\r' '   ' | grep -oiE "\b$1 *\([^)]*\)" | sed -E 's/^[^(]*\( *//; s/ *\)$//' || true
}

# cmake_root FILE...: the folder of the first file with a project(), nearest to here.
cmake_root() {
	local file
	for file in $(printf '%s\n' "$@" | awk -F/ '/CMakeLists\.txt$/ { print NF, $0 }' | sort -n | cut -d' ' -f2-); do
		[ -z "$(cmake_calls project "$file")" ] || {
			folder_of "$file"
			return
		}
	done
	echo .
}

# google_targets FILE...: the executables that link Google Benchmark, one a line.
google_targets() {
	local file call target programs
	programs=$(for file in "$@"; do cmake_calls add_executable "$file"; done | cut -d' ' -f1)
	for file in "$@"; do
		cmake_calls target_link_libraries "$file" | while read -r target call; do
			[[ " $call " =~ [\ \"](benchmark(::benchmark)?(_main)?)[\ \"] ]] || continue
			if [[ $target == *'$'* ]] || grep -qxF -- "$target" <<<"$programs"; then
				echo "$target"
			fi
		done
	done | awk '!seen[$0]++'
}

google() {
	local -a lists targets=()
	local target root options='' option
	mapfile -t lists < <(files CMakeLists.txt '*.cmake')
	[ "${#lists[@]}" -gt 0 ] || return 0
	while read -r target; do
		if [[ $target == *'$'* ]]; then
			left+=("CMake target '$target': its name is made while CMake runs")
		elif takes "$target"; then
			targets+=("$target")
		fi
	done < <(google_targets "${lists[@]}")
	if [ "${#targets[@]}" -eq 0 ]; then
		[ -z "$(files '*.cc' '*.cpp' '*.cxx' | tr '\n' '\0' | xargs -0r grep -lE 'include *[<"]benchmark/benchmark\.h' 2>/dev/null)" ] ||
			edit google-benchmark 'Name the program of your Google Benchmarks in bench.yml: no target of CMake could be told'
		return 0
	fi
	root=$(plain "$(cmake_root "${lists[@]}")" .)
	for option in $(for file in "${lists[@]}"; do cmake_calls option "$file"; done |
		grep -oE '^[A-Za-z0-9_]*BENCH[A-Za-z0-9_]*' | grep -v '^BENCHMARK_' | sort -u); do
		options+=" -D$option=ON"
	done
	build "cmake -S $root -B build/bench -DCMAKE_BUILD_TYPE=Release$options && cmake --build build/bench --parallel 2 --target ${targets[*]}"
	local sources
	mapfile -t sources < <(files '*.cc' '*.cpp' '*.cxx')
	local each=$(($(matches '^ *BENCHMARK(_TEMPLATE|_CAPTURE|_F|_DEFINE_F|_REGISTER_F)?[0-9]* *\(' "${sources[@]}") / ${#targets[@]}))
	for target in "${targets[@]}"; do
		found+=("Google Benchmark: target '$target' of CMake")
		add "$target" "$each" 0.2 \
			"\"\$(find build/bench -type f -perm -u+x -name $target)\" --benchmark_min_time=0.05 --benchmark_out=bench-$target.json --benchmark_out_format=json" \
			"harness: { format: google-benchmark, file: bench-$target.json }"
	done
}

go_module() {
	local package module at test
	while read -r package; do
		[ "$package" = . ] || takes "$package" || continue
		module=$package
		while [ ! -e "$module/go.mod" ] && [ "$module" != . ]; do module=$(folder_of "$module"); done
		[ -e "$module/go.mod" ] || {
			left+=("Go benchmarks in '$package': there is no go.mod above")
			continue
		}
		at=.
		[ "$package" = "$module" ] || at=${package#"$module"/}
		test=$(matches '^func Benchmark' "$package"/*_test.go)
		found+=("Go: $test benchmarks in '$package'")
		[ "$at" = . ] || at=./$at
		build "(cd $module && go test -c -o $at/bench.test $at)"
		local -a where=()
		local name=go
		[ "$package" = . ] || {
			where=("working-directory: $package")
			name=go-$package
		}
		add "$name" "$test" 0.4 \
			"./bench.test -test.run '^\$' -test.bench . -test.benchtime 100ms -test.benchmem" \
			"${where[@]}" 'harness: go'
	done < <(files '*_test.go' | tr '\n' '\0' | xargs -0r grep -lE '^func Benchmark' 2>/dev/null | xargs -rd '\n' dirname -- | awk '!seen[$0]++')
}

# cargo_bench PACKAGE ROOT FILE: the bench in FILE of PACKAGE; cargo runs in ROOT.
cargo_bench() {
	local package=$1 root=$2 file=$3 bench
	bench=$(basename "$file" .rs)
	[ "$bench" != main ] || bench=$(basename "$(folder_of "$file")")
	takes "$bench" || return 0
	local run="cargo bench --quiet -p $package --bench $bench"
	local -a where=()
	[ "$root" = . ] || where=("working-directory: $root")
	build "(cd $root && cargo bench --no-run --quiet -p $package --bench $bench)"
	if has '\bdivan\b' "$file"; then
		unset 'builds[-1]'
		edit "$bench" "Bench '$bench' uses divan, whose output no format of bench-import reads: use Criterion, or describe its lines with 'rows'"
	elif has '\bcriterion\b' "$file"; then
		found+=("Criterion: bench '$bench' of package '$package'")
		add "$bench" "$(matches 'bench_function|bench_with_input' "$file")" 2 \
			"$run -- --warm-up-time 0.3 --measurement-time 1 --sample-size 20 --noplot" \
			"${where[@]}" 'harness: { format: criterion, file: target/criterion }'
	elif has '#\[bench\]|\bbencher\b' "$file"; then
		found+=("libtest: bench '$bench' of package '$package'")
		add "$bench" "$(matches '#\[bench\]|fn .*Bencher' "$file")" 0.5 "$run" "${where[@]}" 'harness: libtest'
	else
		unset 'builds[-1]'
		edit "$bench" "Tell in bench.yml how the output of bench '$bench' is read: it uses neither Criterion nor libtest"
	fi
}

cargo() {
	local toml folder package root file
	while read -r toml; do
		has '^\[package\]' "$toml" || continue
		folder=$(folder_of "$toml")
		[ "$folder" = . ] || takes "$folder" || continue
		package=$(sed -n '/^\[package\]/,/^\[[^p]/s/^name *= *"\([^"]*\)".*/\1/p' "$toml" | head -n 1)
		takes "$package" || continue
		root=$folder
		[ ! -e Cargo.toml ] || ! has '^\[workspace' Cargo.toml || root=.
		while read -r file; do
			cargo_bench "$package" "$root" "$file"
		done < <(find "$folder/benches" -maxdepth 2 \( -path '*/benches/*.rs' -a ! -path '*/benches/*/*' -o -name main.rs \) 2>/dev/null | LC_ALL=C sort)
	done < <(files Cargo.toml)
}

# jmh_add FOLDER JAR: the module in FOLDER has JMH, and JAR has all its benchmarks.
jmh_add() {
	local folder=$1 jar=$2 name
	name=jmh
	[ "$folder" = . ] || name=jmh-$folder
	local -a where=() sources
	[ "$folder" = . ] || where=("working-directory: $folder")
	mapfile -t sources < <(files '*.java' '*.kt' '*.scala')
	found+=("JMH in '$folder'")
	add "$name" "$(matches '^ *@Benchmark\b' "${sources[@]}")" 2 \
		"java -jar $jar -f 1 -wi 3 -i 5 -w 200ms -r 200ms -rf json -rff bench-jmh.json" \
		"${where[@]}" 'harness: { format: jmh, file: bench-jmh.json }'
}

jmh() {
	local file folder
	while read -r file; do
		has 'jmh-core' "$file" || continue
		folder=$(folder_of "$file")
		[ "$folder" = . ] || takes "$folder" || continue
		build "(cd $folder && mvn -q -DskipTests package)"
		jmh_add "$folder" "\"\$(find target -maxdepth 1 -name '*benchmarks.jar' | head -n 1)\""
	done < <(files pom.xml)
	while read -r file; do
		has 'me\.champeau\.(gradle\.)?jmh|jmh-gradle-plugin' "$file" || continue
		folder=$(folder_of "$file")
		[ "$folder" = . ] || takes "$folder" || continue
		local gradle=gradle task=jmhJar
		[ ! -e gradlew ] || gradle=./gradlew
		[ "$folder" = . ] || task=:${folder//\//:}:jmhJar
		build "$gradle --quiet $task"
		jmh_add "$folder" "\"\$(find build/libs -name '*-jmh.jar' | head -n 1)\""
	done < <(files build.gradle build.gradle.kts)
}
