# shellcheck shell=bash
# The benchmarks of projects in C++, Go and Rust. For bench-init.
# shellcheck source=scripts/init/found.sh
[ -n "${taken-}" ] || . "$(dirname "${BASH_SOURCE[0]}")/found.sh"

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

# cmake_flat FILE...: each call in them on a line, as 'command argument...'.
cmake_flat() {
	local file
	for file in "$@"; do
		sed 's/#.*//' "$file" | tr '\n\t\r' '   ' | grep -oE '[A-Za-z_][A-Za-z0-9_]* *\([^()]*(\([^()]*\)[^()]*)*\)' |
			sed -E 's/ *\( */ /; s/ *\)$//; s/["]//g' | tr -s ' '
	done
}

# google_targets FILE...: the executables that link Google Benchmark, one a line. Where a function
# or a macro of the project makes them, or a loop, its first parameter takes all its values.
google_targets() {
	cmake_flat "$@" | awk '
		{ command = tolower($1) }
		command == "function" || command == "macro" { within = tolower($2); first[within] = $3; next }
		command == "endfunction" || command == "endmacro" { within = ""; next }
		command == "foreach" {
			loop = $2
			values = ""
			for (i = 3; i <= NF; i++) if ($i != "IN" && $i != "ITEMS") values = values " " $i
			next
		}
		command == "endforeach" { loop = ""; next }
		{ calls[command] = calls[command] "\n" $2 }
		command == "add_executable" { program[$2] = 1 }
		command == "target_link_libraries" {
			for (i = 3; i <= NF; i++)
				if ($i ~ /^benchmark(::benchmark)?(_main)?$/) {
					linked[++n] = $2
					inside[n] = within
					over[n] = loop
					each[n] = values
					break
				}
		}
		# Print TARGET, of which NAME in ${} is each of the words of LIST.
		function all(target, name, list, words, m, k, one) {
			m = split(list, words, /[ \n]+/)
			for (k = 1; k <= m; k++) {
				one = target
				if (words[k] != "" && index(one, "${" name "}")) {
					gsub("[$][{]" name "[}]", words[k], one)
					print one
				}
			}
		}
		END {
			for (k = 1; k <= n; k++) {
				if (!(linked[k] in program) && linked[k] !~ /[$]/) continue
				if (inside[k] != "" && index(linked[k], "${" first[inside[k]] "}")) all(linked[k], first[inside[k]], calls[inside[k]])
				else if (over[k] != "" && index(linked[k], "${" over[k] "}")) all(linked[k], over[k], each[k])
				else print linked[k]
			}
		}' | awk '!seen[$0]++'
}

# google_shorter SOURCE...: what the sources say of the time goes before the command line.
google_shorter() {
	local source
	for source in "$@"; do
		! has '->(MinTime|Iterations|Repetitions|MinWarmUpTime) *\(' "$source" ||
			shorter "'$source'" 'MinTime, Iterations and Repetitions in it go before the command line: without these each benchmark takes 20 ms'
	done
}

google() {
	local -a lists targets=()
	local target root options='' option
	mapfile -t lists < <(files CMakeLists.txt '*.cmake')
	[ "${#lists[@]}" -gt 0 ] || return 0
	while read -r target; do
		if [[ $target == *'$'* ]]; then
			left+=("CMake target '$target': its name is made while CMake runs")
		elif [[ $target =~ (^|_)tests?(_|$) ]]; then
			left+=("CMake target '$target': it is a test")
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
	for option in $(for file in "${lists[@]}"; do cmake_calls '(cmake_dependent_)?option' "$file"; done |
		grep -oE '^[A-Za-z0-9_.-]+' | grep -iE '(^|[_.-])bench(mark)?(s|ing)?([_.-](enabled?|build))?$' | sort -u); do
		options+=" -D$option=ON"
	done
	build "cmake -S $root -B build/bench -DCMAKE_BUILD_TYPE=Release$options && cmake --build build/bench --parallel 2 --target ${targets[*]}"
	local sources
	mapfile -t sources < <(files '*.cc' '*.cpp' '*.cxx')
	local each=$(($(matches '^[[:space:]]*BENCHMARK(_TEMPLATE|_CAPTURE|_F|_DEFINE_F|_REGISTER_F)?[0-9]* *\(' "${sources[@]}") / ${#targets[@]}))
	for target in "${targets[@]}"; do
		found+=("Google Benchmark: target '$target' of CMake")
		add "$target" "$each" 0.05 \
			"\"\$(find build/bench -type f -perm -u+x -name $target)\" --benchmark_min_time=0.02 --benchmark_out=bench-$target.json --benchmark_out_format=json" \
			"harness: { format: google-benchmark, file: bench-$target.json }"
	done
	google_shorter "${sources[@]}"
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
		build "$(in_folder "$module" "go test -c -o $at/bench.test $at")"
		local -a where=()
		local name=go
		[ "$package" = . ] || {
			where=("working-directory: $package")
			name=go-$package
		}
		add "$name" "$test" 0.06 \
			"./bench.test -test.run '^\$' -test.bench . -test.benchtime 20ms -test.benchmem" \
			"${where[@]}" 'harness: go'
	done < <(files '*_test.go' | tr '\n' '\0' | xargs -0r grep -lE '^func Benchmark' 2>/dev/null | xargs -rd '\n' dirname -- | awk '!seen[$0]++')
}

# cargo_benches TOML: its benches, each as name, file and features, with tabs between: those that
# it names, and those that lie in the folder 'benches'.
cargo_benches() {
	local folder name file features seen=' '
	folder=$(folder_of "$1")
	while IFS=$'\t' read -r name file features; do
		if [ "$file" = - ]; then
			file=benches/$name.rs
			[ -e "$folder/$file" ] || file=benches/$name/main.rs
		fi
		[ -e "$folder/$file" ] || continue
		seen+="$file "
		printf '%s\t%s\t%s\n' "$name" "$folder/$file" "$features"
	done < <(awk '
		function flush() { if (name != "") print name "\t" (path == "" ? "-" : path) "\t" (features == "" ? "-" : features); name = path = features = "" }
		/^\[/ { flush(); inside = /^\[\[bench\]\]/ }
		inside && /^name *=/ { name = $0; gsub(/^name *= *"|".*/, "", name) }
		inside && /^path *=/ { path = $0; gsub(/^path *= *"|".*/, "", path) }
		inside && /^required-features *=/ { features = $0; sub(/^[^[]*\[/, "", features); sub(/\].*/, "", features); gsub(/[" ]/, "", features) }
		END { flush() }' "$1")
	! has '^autobenches *= *false' "$1" || return 0
	while read -r file; do
		name=${file#"$folder"/}
		[[ $seen != *" $name "* ]] || continue
		name=$(basename "$file" .rs)
		[ "$name" != main ] || name=$(basename "$(folder_of "$file")")
		printf '%s\t%s\t-\n' "$name" "$file"
	done < <(find "./$folder/benches" -maxdepth 2 \( -path '*/benches/*.rs' -a ! -path '*/benches/*/*' -o -name main.rs \) 2>/dev/null | LC_ALL=C sort)
}

# criterion_times TOML ROOT: the options that make Criterion short. Before 0.4 it takes whole seconds only.
criterion_times() {
	local version each=1
	version=$(grep -hoE '^criterion(2|-bencher-compat)? *=.*' "$1" "$2/Cargo.toml" 2>/dev/null |
		grep -oE '"[~^=]*[0-9]+(\.[0-9]+)?' | tr -d '"~^=' | head -n 1)
	[[ ! $version =~ ^(0\.([4-9]|[1-9][0-9]+)|[1-9][0-9]*(\.[0-9]+)?)$ ]] || each=0.1
	echo "--warm-up-time $each --measurement-time $each --sample-size 10 --nresamples 1001 --noplot"
}

# criterion_add NAME NUMBER COMMAND FILE TIMES LINE...
criterion_add() {
	local name=$1 number=$2 command=$3 file=$4 times=$5 each=0.3
	shift 5
	[[ $times != *-time\ 1\ * ]] || each=2.2
	add "$name" "$number" "$each" "$command -- $times" "$@" 'harness: { format: criterion, file: target/criterion }'
	if has '\.(measurement_time|sample_size|warm_up_time)\(' "$file"; then
		shorter "'${file#./}'" 'measurement_time, warm_up_time and sample_size of a group go before the command line: without these each benchmark takes a third of a second'
	elif [ "$each" = 2.2 ]; then
		shorter "'${file#./}'" "Criterion takes whole seconds before 0.4: with a newer one, '--warm-up-time 0.1 --measurement-time 0.1' makes each benchmark shorter"
	fi
}

# cargo_bench PACKAGE TOML ROOT NAME FILE FEATURES: a bench of PACKAGE; cargo runs in ROOT. '-p PACKAGE'
# could also mean one that it depends on.
cargo_bench() {
	local package=$1 toml=$2 root=$3 bench=$4 file=$5 cargo=cargo options number
	takes "$bench" || return 0
	options="--quiet --bench $bench"
	[ "$root" = . ] || toml=${toml#"$root"/}
	[ "$toml" = Cargo.toml ] || options+=" --manifest-path $toml"
	if [ "$6" != - ]; then
		[ -n "$(plain "${6//,/-}" '')" ] || takes "$6" || return 0
		options+=" --features $6"
	fi
	local -a where=()
	[ "$root" = . ] || where=("working-directory: $root")
	# libtest is part of the nightly compiler; the stable one takes it on this word.
	! has '^[[:space:]]*#!\[feature\(' "$file" || cargo='RUSTC_BOOTSTRAP=1 cargo'
	if has '\bdivan\b' "$file"; then
		number=$(matches '#\[divan::bench' "$file")
		found+=("divan: bench '$bench' of package '$package'")
		add "$bench" "$number" 0.1 "$cargo bench $options -- --max-time 0.05" "${where[@]}" 'harness: divan'
	elif has '\bcriterion(_bencher_compat)?\b' "$file"; then
		number=$(matches 'bench_function|bench_with_input|bench_values|^fn .*Bencher' "$file")
		found+=("Criterion: bench '$bench' of package '$package'")
		criterion_add "$bench" "$number" "$cargo bench $options" "$file" "$(criterion_times "$2" "$root")" "${where[@]}"
	elif has '#\[bench\]|\bbencher\b' "$file"; then
		found+=("libtest: bench '$bench' of package '$package'")
		add "$bench" "$(matches '#\[bench\]' "$file")" 0.6 "$cargo bench $options" "${where[@]}" 'harness: libtest'
		shorter "'${file#./}'" "libtest has no option for its time: '-- PART' behind the command runs only the benchmarks with PART in their names"
	else
		edit "$bench" "Tell in bench.yml how the output of bench '$bench' is read: it uses neither Criterion, divan nor libtest"
		return
	fi
	build "$(in_folder "$root" "$cargo bench --no-run $options")"
}

# cargo_root FOLDER: the workspace that the package in it belongs to, or the folder itself.
cargo_root() {
	local at=$1
	while ! has '^\[workspace' "$at/Cargo.toml"; do
		[ "$at" != . ] || {
			echo "$1"
			return
		}
		at=$(folder_of "$at")
	done
	echo "$at"
}

cargo() {
	local toml folder package name file features
	while read -r toml; do
		has '^\[package\]' "$toml" || continue
		folder=$(folder_of "$toml")
		[ "$folder" = . ] || takes "$folder" || continue
		package=$(sed -n '/^\[package\]/,/^\[[^p]/s/^name *= *"\([^"]*\)".*/\1/p' "$toml" | head -n 1)
		takes "$package" || continue
		while IFS=$'\t' read -r name file features; do
			cargo_bench "$package" "$toml" "$(cargo_root "$folder")" "$name" "$file" "$features"
		done < <(cargo_benches "$toml")
	done < <(files Cargo.toml)
}
