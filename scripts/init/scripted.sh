# shellcheck shell=bash
# The benchmarks of projects in Python and JavaScript, and of scripts and Makefiles. For bench-init.
# shellcheck source=scripts/init/found.sh
[ -n "${taken-}" ] || . "$(dirname "${BASH_SOURCE[0]}")/found.sh"

# python_build PACKAGE...: an environment of its own, with the project where it can be installed.
python_build() {
	local project=''
	[ ! -e pyproject.toml ] && [ ! -e setup.py ] || project=' .'
	build "python3 -m venv .venv && .venv/bin/pip install --quiet $*$project"
}

pytest() {
	local -a tests=() safe=()
	local file
	mapfile -t tests < <(files 'test_*.py' '*_test.py' 'bench_*.py' '*_bench.py' | tr '\n' '\0' |
		xargs -0r grep -lE '^ *(async +)?def +test_[A-Za-z0-9_]*\(.*\bbenchmark\b' 2>/dev/null)
	for file in "${tests[@]}"; do
		! takes "$file" || safe+=("$file")
	done
	[ "${#safe[@]}" -gt 0 ] || return 0
	local number
	number=$(matches '^ *(async +)?def +test_[A-Za-z0-9_]*\(.*\bbenchmark\b' "${safe[@]}")
	found+=("pytest-benchmark: $number benchmarks in ${#safe[@]} files")
	python_build pytest pytest-benchmark
	add pytest "$number" 0.5 \
		".venv/bin/python -m pytest -q --benchmark-only --benchmark-min-time=0.000005 --benchmark-max-time=0.2 --benchmark-json=bench-pytest.json ${safe[*]}" \
		'harness: { format: pytest-benchmark, file: bench-pytest.json }'
}

pyperf() {
	local file name
	while read -r file; do
		takes "$file" || continue
		name=$(basename "$file" .py)
		found+=("pyperf: '$file'")
		python_build pyperf
		add "$name" "$(matches '\.(bench_func|bench_time_func|timeit|bench_command|bench_async_func)\(' "$file")" 2 \
			".venv/bin/python $file --processes 2 --values 3 --warmups 1 --min-time 0.05 --output bench-$name.json" \
			"harness: { format: pyperf, file: bench-$name.json }"
	done < <(files '*.py' | tr '\n' '\0' | xargs -0r grep -lE '\bpyperf\b.*' 2>/dev/null | tr '\n' '\0' | xargs -0r grep -lE '\bRunner\(' 2>/dev/null)
}

asv() {
	local file folder number sources up
	while read -r file; do
		folder=$(folder_of "$file")
		[ "$folder" = . ] || takes "$folder" || continue
		mapfile -t sources < <(find "$folder" -path '*/benchmarks/*.py' | LC_ALL=C sort)
		number=$(matches '^ *def +(time|mem|peakmem|track)_' "${sources[@]}")
		found+=("asv: $number benchmarks, by '$file'")
		python_build asv virtualenv
		build '.venv/bin/asv machine --yes'
		local -a where=()
		[ "$folder" = . ] || where=("working-directory: $folder")
		up=''
		[ "$folder" = . ] || up=$(sed -E 's|[^/]+|..|g' <<<"$folder")/
		add asv "$number" 1 "$up.venv/bin/asv run --python=same --show-stderr" "${where[@]}" 'harness: asv-console'
	done < <(files asv.conf.json)
}

# node_has PACKAGE JSON
node_has() {
	jq -e --arg p "$1" '[.dependencies, .devDependencies, .peerDependencies] | any(type == "object" and has($p))' "$2" >/dev/null 2>&1
}

# node_install FOLDER: with the package manager whose lock is there, or in the root of the workspace.
node_install() {
	local at=$1
	[ -e "$at/package-lock.json" ] || [ -e "$at/pnpm-lock.yaml" ] || [ -e "$at/yarn.lock" ] || [ ! -e package.json ] || at=.
	if [ -e "$at/pnpm-lock.yaml" ]; then
		build "(cd $at && pnpm install --frozen-lockfile)"
	elif [ -e "$at/yarn.lock" ]; then
		build "(cd $at && yarn install)"
	elif [ -e "$at/package-lock.json" ]; then
		build "(cd $at && npm ci --no-audit --no-fund)"
	else
		build "(cd $at && npm install --no-audit --no-fund)"
	fi
	! jq -e '.scripts.build | type == "string"' "$1/package.json" >/dev/null 2>&1 || build "(cd $1 && npm run build)"
}

# node_file FOLDER FILE NAME: FILE, below FOLDER, uses one of the libraries.
node_file() {
	local folder=$1 file=$2 name=$3 run
	run="node $file"
	[[ $file != *.ts && $file != *.mts ]] || run="node --experimental-strip-types $file"
	local -a where=()
	[ "$folder" = . ] || where=("working-directory: $folder")
	local path=$folder/$file number
	number=$(matches "\b(add|bench)\(" "$path")
	if has "['\"]tinybench['\"]" "$path"; then
		if has 'JSON\.stringify' "$path"; then
			found+=("tinybench: '$path'")
			add "$name" "$number" 1 "$run" "${where[@]}" 'harness: tinybench'
		else
			edit "$name" "Let $file print JSON.stringify(bench.tasks) and no table, then put 'harness: tinybench' and 'run: $run' here"
		fi
	elif has "['\"]mitata['\"]" "$path"; then
		if has "format: *['\"]json|json: *true" "$path"; then
			found+=("mitata: '$path'")
			add "$name" "$number" 1 "$run" "${where[@]}" 'harness: mitata'
		else
			edit "$name" "Let $file call run({ format: 'json' }), then put 'harness: mitata' and 'run: $run' here"
		fi
	else
		found+=("benchmark.js: '$path'")
		add "$name" "$number" 6 "$run" "${where[@]}" 'harness: benchmarkjs'
	fi
}

npm_package() {
	local json folder file sources number
	while read -r json; do
		folder=$(folder_of "$json")
		[ "$folder" = . ] || takes "$folder" || continue
		if node_has vitest "$json"; then
			mapfile -t sources < <(cd "$folder" && files '*.bench.ts' '*.bench.js' '*.bench.mts' '*.bench.mjs' '*.bench.tsx' '*.bench.jsx')
			if [ "${#sources[@]}" -gt 0 ]; then
				number=$(cd "$folder" && matches '\bbench\(' "${sources[@]}")
				found+=("vitest: $number benchmarks in '$folder'")
				node_install "$folder"
				local -a where=()
				[ "$folder" = . ] || where=("working-directory: $folder")
				local name=vitest
				[ "$folder" = . ] || name=vitest-$folder
				add "$name" "$number" 1 'node_modules/.bin/vitest bench --run --outputJson=bench-vitest.json' \
					"${where[@]}" 'harness: { format: vitest, file: bench-vitest.json }'
			fi
		fi
		while read -r file; do
			takes "$file" || continue
			[[ $file != *.bench.* ]] || ! node_has vitest "$json" || continue
			node_install "$folder"
			node_file "$folder" "$file" "$(plain "$(basename "${file%.*}")" bench)"
		done < <(cd "$folder" && files '*.js' '*.mjs' '*.cjs' '*.ts' '*.mts' | tr '\n' '\0' |
			xargs -0r grep -lE "(from|require\(|import\() *['\"](tinybench|mitata|benchmark)['\"]" 2>/dev/null)
		if jq -e '.scripts | type == "object" and (has("bench") or has("benchmark"))' "$json" >/dev/null 2>&1 && [ "$count" -eq 0 ] && [ "${#unclear[@]}" -eq 0 ]; then
			edit npm "Tell in bench.yml how the output of the script 'bench' of $folder/package.json is read, by 'harness' or 'rows'"
		fi
	done < <(files package.json)
}

# Scripts that call hyperfine write where --export-json says.
hyperfine() {
	local file to
	while read -r file; do
		takes "$file" || continue
		to=$(grep -oE -- '--export-json[= ]+[^ \\]+' "$file" | head -n 1 | sed -E 's/--export-json[= ]+//' || true)
		if [ -n "$(plain "$to" '')" ]; then
			found+=("hyperfine: '$file'")
			add "$(plain "$(basename "$file" .sh)" hyperfine)" 1 5 "bash $file" "harness: { format: hyperfine, file: $to }"
		else
			edit "$(basename "$file" .sh)" "Let $file call hyperfine with --export-json FILE, then put 'harness: { format: hyperfine, file: FILE }' here"
		fi
	done < <(files '*.sh' '*.bash' | tr '\n' '\0' | xargs -0r grep -lE '^[^#]*\bhyperfine ' 2>/dev/null)
}

# Only where nothing else was found: a target that may call what was found would run it twice.
makefile() {
	local target google sources
	[ "$count" -eq 0 ] && [ "${#unclear[@]}" -eq 0 ] && [ -e Makefile ] || return 0
	google=$(files '*.cc' '*.cpp' '*.cxx' | tr '\n' '\0' | xargs -0r grep -lE 'include *[<"]benchmark/benchmark\.h' 2>/dev/null || true)
	for target in bench benchmark benchmarks perf; do
		has "^$target *:" Makefile || continue
		! has "^(all|build|default) *:" Makefile || build make
		if [ -n "$google" ]; then
			mapfile -t sources <<<"$google"
			found+=("Google Benchmark: target '$target' of the Makefile")
			add "$target" "$(matches '^ *BENCHMARK[A-Z_0-9]* *\(' "${sources[@]}")" 0.6 "make -s $target" \
				"env: { BENCHMARK_OUT: bench-$target.json, BENCHMARK_OUT_FORMAT: json }" \
				"harness: { format: google-benchmark, file: bench-$target.json }"
		else
			found+=("Makefile: target '$target', of which each line like 'parse 12.5 us' is a benchmark")
			add "$target" 1 5 "make -s $target" 'rows:' \
				"  pattern: '^[ ]*(?<name>[A-Za-z][A-Za-z0-9_./() -]*[A-Za-z0-9_)])[ :=]+(?<time>[0-9]+([.][0-9]+)?) *(?<unit>ns|us|ms|s)(/(op|iter|call))?([ ,;]|\$)'" \
				'  metrics:' '    time: { unit: ms, unit-from: unit, better: lower }'
		fi
		return 0
	done
}
