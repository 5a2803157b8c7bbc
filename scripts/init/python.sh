# shellcheck shell=bash
# The benchmarks of projects in Python. For bench-init.
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
		xargs -0r grep -lE '^[[:space:]]*(async +)?def +test_[A-Za-z0-9_]*\(.*\bbenchmark\b' 2>/dev/null)
	for file in "${tests[@]}"; do
		! takes "$file" || safe+=("$file")
	done
	[ "${#safe[@]}" -gt 0 ] || return 0
	local number
	number=$(matches '^[[:space:]]*(async +)?def +test_[A-Za-z0-9_]*\(.*\bbenchmark\b' "${safe[@]}")
	found+=("pytest-benchmark: $number benchmarks in ${#safe[@]} files")
	python_build pytest pytest-benchmark
	add pytest "$number" 0.1 \
		".venv/bin/python -m pytest -q --benchmark-only --benchmark-min-time=0.000005 --benchmark-max-time=0.05 --benchmark-json=bench-pytest.json ${safe[*]}" \
		'harness: { format: pytest-benchmark, file: bench-pytest.json }'
	for file in "${safe[@]}"; do
		! has 'mark\.benchmark\(.*(max_time|min_rounds|min_time)|\.pedantic\(' "$file" ||
			shorter "'$file'" 'the marks and pedantic() in it go before the command line: fewer rounds there make each benchmark shorter'
	done
}

pyperf() {
	local file name
	while read -r file; do
		takes "$file" || continue
		name=$(named "$file" bench)
		if [[ /$file =~ /(tests?|docs?|examples?)/|/(test_[^/]*|conftest)\.py$ ]]; then
			left+=("'$file' has a Runner of pyperf: it is a test or an example")
			continue
		fi
		python_build pyperf
		if grep -E "\.add_argument\( *['\"][A-Za-z]" "$file" | grep -qvE "nargs *= *['\"][?*]"; then
			edit "$name" "Give $file the argument that it needs, as in 'run: .venv/bin/python $file ARGUMENT --output bench-$name.json', with 'harness: { format: pyperf, file: bench-$name.json }', once for each argument"
			continue
		fi
		found+=("pyperf: '$file'")
		add "$name" "$(matches '\.(bench_func|bench_time_func|timeit|bench_command|bench_async_func)\(' "$file")" 0.8 \
			".venv/bin/python $file --processes 1 --values 3 --warmups 1 --min-time 0.02 --output bench-$name.json" \
			"harness: { format: pyperf, file: bench-$name.json }"
	done < <(files '*.py' | tr '\n' '\0' | xargs -0r grep -lE '\bpyperf\b.*' 2>/dev/null | tr '\n' '\0' | xargs -0r grep -lE '\bRunner\(' 2>/dev/null)
}

# asv_folder CONF: where its benchmarks are, relative to CONF.
asv_folder() {
	local folder
	folder=$(sed -nE 's|^[[:space:]]*"benchmark_dir" *: *"([^"]*)".*|\1|p' "$1" | head -n 1)
	echo "${folder:-benchmarks}"
}

# asv_results CONF: where it puts what it measured, relative to CONF.
asv_results() {
	local folder
	folder=$(sed -nE 's|^[[:space:]]*"results_dir" *: *"([^"]*)".*|\1|p' "$1" | head -n 1)
	folder=${folder#./}
	echo "${folder:-results}"
}

# What asv prints has no samples, and parameters only in a table: its file of the run is read. A
# machine of its own keeps that apart from other results.
asv() {
	local file folder number sources up name results benchmarks_at
	while read -r file; do
		folder=$(folder_of "$file")
		[ "$folder" = . ] || takes "$folder" || continue
		benchmarks_at=$(asv_folder "$file")
		[[ $benchmarks_at =~ ^[A-Za-z0-9._/-]+$ && $benchmarks_at != /* && $benchmarks_at != *..* ]] || {
			left+=("'$file': its benchmarks are not in a folder below it")
			continue
		}
		mapfile -t sources < <(cd "$folder" && find "./$benchmarks_at" -name '*.py' 2>/dev/null | LC_ALL=C sort)
		number=$(cd "$folder" && matches '^[[:space:]]*(async +)?def +(time|timeraw|mem|peakmem|track)_' "${sources[@]}")
		if [ "$number" -eq 0 ] || ! has '^[[:space:]]*"repo" *: *"[^"]' "$file"; then
			left+=("'$file': it has no benchmarks, or is of no repository")
			continue
		fi
		results=$(asv_results "$file")
		results=${results%/}
		[[ $results =~ ^[A-Za-z0-9._/-]+$ && $results != /* && $results != *..* ]] || {
			left+=("'$file': its results are not in a folder below it")
			continue
		}
		found+=("asv: $number benchmarks, by '$file'")
		python_build asv virtualenv
		build '.venv/bin/asv machine --machine benchpipe --yes'
		local -a where=()
		name=asv
		[ "$folder" = . ] || where=("working-directory: $folder") name=asv-$folder
		up=''
		[ "$folder" = . ] || up=$(sed -E 's|[^/]+|..|g' <<<"$folder")/
		add "$name" "$number" 0.5 "rm -rf $results/benchpipe; $up.venv/bin/asv run --python=same -a rounds=1 -a 'repeat=(1,5,0.05)' -a warmup_time=0.02 --machine benchpipe --set-commit-hash \"\$(git rev-parse HEAD)\" --record-samples --show-stderr; cat $results/benchpipe/*-*.json >bench-asv.json" \
			"${where[@]}" 'harness: { format: asv, file: bench-asv.json }'
	done < <(files asv.conf.json)
}
