# shellcheck shell=bash
# The benchmarks of projects in JavaScript and TypeScript. For bench-init.
# shellcheck source=scripts/init/found.sh
[ -n "${taken-}" ] || . "$(dirname "${BASH_SOURCE[0]}")/found.sh"
# shellcheck source=scripts/init/rivals.sh
. "$(dirname "${BASH_SOURCE[0]}")/rivals.sh"

# node_has PACKAGE JSON
node_has() {
	jq -e --arg p "$1" '[.dependencies, .devDependencies, .peerDependencies] | any(type == "object" and has($p))' "$2" >/dev/null 2>&1
}

# node_script NAME JSON: whether the package has a script of this name.
node_script() {
	jq -e --arg name "$1" '.scripts | type == "object" and (.[$name] | type == "string")' "$2" >/dev/null 2>&1
}

# node_files FOLDER PATTERN...: the files of the package in FOLDER, relative to it: those of no package below.
node_files() {
	local folder=$1 file at
	shift
	(cd "$folder" && files "$@") | while read -r file; do
		at=$(folder_of "$file")
		while [ "$at" != . ] && [ ! -e "$folder/$at/package.json" ]; do at=$(folder_of "$at"); done
		[ "$at" != . ] || printf '%s\n' "$file"
	done
}

# node_locked FOLDER: whether the lock of a package manager lies there.
node_locked() {
	[ -e "$1/package-lock.json" ] || [ -e "$1/npm-shrinkwrap.json" ] || [ -e "$1/pnpm-lock.yaml" ] || [ -e "$1/yarn.lock" ] || [ -e "$1/bun.lock" ]
}

# node_workspaces: whether the package here installs those below it.
node_workspaces() {
	[ -e pnpm-workspace.yaml ] || jq -e '.workspaces != null' package.json >/dev/null 2>&1
}

# node_manager FOLDER: npm, pnpm or yarn, as its lock tells.
node_manager() {
	if [ -e "$1/pnpm-lock.yaml" ]; then
		echo pnpm
	elif [ -e "$1/yarn.lock" ]; then
		echo yarn
	else
		echo npm
	fi
}

# node_install_at FOLDER
node_install_at() {
	case $(node_manager "$1") in
	pnpm) build "$(in_folder "$1" "pnpm install --frozen-lockfile")" ;;
	yarn) build "$(in_folder "$1" "yarn install")" ;;
	*)
		if [ -e "$1/package-lock.json" ] || [ -e "$1/npm-shrinkwrap.json" ]; then
			build "$(in_folder "$1" "npm ci --no-audit --no-fund")"
		else
			build "$(in_folder "$1" "npm install --no-audit --no-fund")"
		fi
		;;
	esac
}

# node_unbuilt FOLDER: whether what the package exports is not in the repository, and it has a build.
node_unbuilt() {
	local main
	node_script build "$1/package.json" || return 1
	main=$(jq -r '[.main, .module, "index.js"] | map(select(type == "string"))[0]' "$1/package.json")
	[ ! -e "$1/$main" ] && [ ! -e "$1/$main.js" ] && [ ! -e "$1/$main/index.js" ]
}

# node_made FOLDER: the package is installed, and built where it has to be.
node_made() {
	node_install_at "$1"
	! node_unbuilt "$1" || build "$(in_folder "$1" "npm run build")"
}

# node_install FOLDER: what the package in FOLDER needs, and of the one around it, which its
# benchmarks mostly measure, what is more than its own files.
node_install() {
	if [ "$1" != . ] && [ -e package.json ]; then
		if node_workspaces && ! node_locked "$1"; then
			node_made .
			! node_unbuilt "$1" || build "$(in_folder "$1" "npm run build")"
			return
		fi
		if node_unbuilt . || ! jq -e '(.dependencies // {}) == {}' package.json >/dev/null 2>&1; then
			node_made .
		fi
	fi
	node_made "$1"
}

# node_run FOLDER FILE: the command that runs it: that of the package's script which does no more
# than this, or else node.
node_run() {
	local folder=$1 file=$2 script with=''
	local bare=${file%.*}
	script=$(jq -r --arg file "$file" --arg bare "$bare" --arg folder "${bare%/index}" '
		(.scripts // {}) | to_entries[] | select(.value | type == "string")
		| select(.key | test("^[A-Za-z0-9][A-Za-z0-9:_.-]*$"))
		| select(.value | test("[;&|<>$`]") | not)
		| select((.value | split(" ")[-1] | sub("^\\./"; "")) as $last | $last == $file or $last == $bare or $last == $folder)
		| select(.value | test("^(node|tsx|jiti|ts-node|esno|cross-env) ")) | .key' "$folder/package.json" | head -n 1)
	if [ -n "$script" ]; then
		echo "npm run --silent $script"
		return
	fi
	[[ $file != *.ts && $file != *.mts ]] || with='--experimental-strip-types '
	for script in tsx jiti; do
		[ -z "$with" ] || ! node_has "$script" "$folder/package.json" || {
			echo "npx --no-install $script $file"
			return
		}
	done
	echo "node $with$file"
}

# node_is_module FILE FOLDER: node reads it as an ES module.
node_is_module() {
	case $1 in
	*.mjs) return 0 ;;
	*.cjs) return 1 ;;
	esac
	has '^[[:space:]]*import\b *[^( ]' "$1" || jq -e '.type == "module"' "$2/package.json" >/dev/null 2>&1
}

# node_short FILE RUN FOLDER: RUN with a twentieth of a second for each benchmark of benchmark.js, which
# takes five and more by default, where RUN is node alone and FILE leaves the time to it; else RUN. A
# module that is imported finds the options that were set before.
node_short() {
	local run=$2 script load
	if [[ $run =~ ^npm\ run\ --silent\ ([^ ]+)$ ]]; then
		script=$(jq -r --arg script "${BASH_REMATCH[1]}" '.scripts[$script]' "$3/package.json")
		[[ ! $script =~ ^node\ (\./)?[A-Za-z0-9_./-]+$ ]] || run=$script
	fi
	if [[ $run =~ ^node\ (\./)?([A-Za-z0-9_./-]+)$ ]] && ! has '\bm(ax|in)Time\b|\brequire\.main\b|\bimport\.meta\.main\b|\bargv\[1\]' "$1"; then
		load="require('./${BASH_REMATCH[2]}')"
		! node_is_module "$1" "$3" || load="import('./${BASH_REMATCH[2]}')"
		echo "node -e \"Object.assign(require('benchmark').options, { maxTime: 0.05, minTime: 0.005 }); $load\""
	else
		echo "$2"
	fi
}

# node_value KEY FILE DEFAULT: the number that the file gives to the key of an object, in milliseconds.
node_value() {
	local value
	value=$(grep -ohE "\b$1: *[0-9]{1,9}\b" "$2" | grep -oE '[0-9]+$' | head -n 1 || true)
	echo "$((10#${value:-$3}))"
}

# node_seconds FORMAT FILE JSON: what the library gives one benchmark. tinybench before 3 gives less.
node_seconds() {
	local time=1000 warmup=250
	case $1 in
	tinybench*)
		! jq -e '[.dependencies, .devDependencies][] | .tinybench? | strings | test("^[^0-9]*[0-2][.]")' "$3" >/dev/null 2>&1 || time=500 warmup=100
		echo "$(($(node_value time "$2" "$time") + $(node_value warmupTime "$2" "$warmup")))e-3"
		;;
	mitata*) echo 0.8 ;;
	*) echo 6 ;;
	esac
}

# node_longer FORMAT FILE: what of its own makes an invocation long.
node_longer() {
	case $1 in
	tinybench*) shorter "'$2'" "'new Bench({ time: 50, warmupTime: 20 })', without 'iterations', makes it shorter; by default tinybench takes 600 to 1,250 ms for each benchmark" ;;
	mitata*) shorter "'$2'" 'mitata takes about 0.7 s for each benchmark, and has no option for it: fewer of them make it shorter' ;;
	*) shorter "'$2'" "'{ maxTime: 0.05, minTime: 0.005 }' as the options of add() makes it shorter; by default benchmark.js takes 5 s and more for each benchmark" ;;
	esac
}

# node_number FILE: how many benchmarks it makes, at least: add() and bench(), those in a function of
# the file as often as this is called outside of functions.
node_number() {
	awk '
		function calls(name, line, n) {
			while (match(line, "(^|[^A-Za-z0-9_$])" name "[(]")) { n++; line = substr(line, RSTART + RLENGTH) }
			return n + 0
		}
		FNR == 1 { within = ""; pass++ }
		/^(async )?function [A-Za-z_]/ {
			within = $0
			gsub(/^(async )?function |[^A-Za-z0-9_].*/, "", within)
			known[within] = 1
			next
		}
		/^}/ { within = "" }
		pass == 2 {
			made[within] += calls("add", $0) + ("bench" in known ? 0 : calls("bench", $0))
			if (within == "") for (name in known) called[name] += calls(name, $0)
		}
		END {
			all = made[""]
			for (name in known) all += made[name] * called[name]
			print all + 0
		}' "$1" "$1"
}

# node_format FILE: how bench-import reads what it prints, or nothing when this cannot be told.
node_format() {
	if has "['\"]tinybench['\"]" "$1"; then
		if has '\.table\( *\)' "$1"; then
			echo tinybench-table
		elif has 'JSON\.stringify\([A-Za-z_.]*\.tasks\b' "$1"; then
			echo tinybench
		fi
	elif has "['\"]mitata['\"]" "$1"; then
		if has "format: *['\"]json|json: *true" "$1"; then
			echo mitata
		elif ! has "format: *['\"]|print *:" "$1"; then
			echo mitata-console
		fi
	elif has '\.target\b|String\(' "$1"; then
		echo benchmarkjs
	fi
}

# node_way FILE: what to change in it, where its format cannot be told.
node_way() {
	if has "['\"]tinybench['\"]" "$1"; then
		echo "Let $1 print bench.table() by console.table, and then put 'harness: tinybench-table'"
	elif has "['\"]mitata['\"]" "$1"; then
		echo "Let $1 call run() without a format, and then put 'harness: mitata-console'"
	else
		echo "Let $1 print String(event.target) on each 'cycle', and then put 'harness: benchmarkjs'"
	fi
}

# node_file FOLDER FILE NAME: FILE, below FOLDER, uses one of the libraries.
node_file() {
	local folder=$1 file=$2 name=$3 run format path each
	path=${folder#.}
	path=${path:+$path/}$file
	run=$(node_run "$folder" "$file")
	format=$(node_format "$path")
	if has '\bparentPort\b' "$path"; then
		left+=("'$path': it is a worker of another program")
		return
	fi
	local -a where=()
	[ "$folder" = . ] || where=("working-directory: $folder")
	if [ -z "$format" ]; then
		edit "$name" "$(node_way "$path") and 'run: $run' here"
		return
	fi
	each=$(node_seconds "$format" "$path" "$folder/package.json")
	[ "$format" != benchmarkjs ] || run=$(node_short "$path" "$run" "$folder")
	[[ $run != *maxTime* ]] || each=0.12
	found+=("${format%%-*}: '$path'")
	node_install "$folder"
	local -a harness
	harness_of "$format" '' "$folder" "$path"
	add "$name" "$(node_number "$path")" "$each" "$run" "${where[@]}" "${harness[@]}"
	[[ $run == *maxTime* ]] || node_longer "$format" "$path"
}

# vitest JSON: all its files of benchmarks in one run.
vitest() {
	local folder sources number name=vitest run
	folder=$(folder_of "$1")
	node_has vitest "$1" || return 0
	mapfile -t sources < <(node_files "$folder" '*.bench.ts' '*.bench.js' '*.bench.mts' '*.bench.mjs' '*.bench.tsx' '*.bench.jsx')
	[ "${#sources[@]}" -gt 0 ] || return 0
	number=$(cd "$folder" && matches '\bbench\(' "${sources[@]}")
	found+=("vitest: $number benchmarks in '$folder'")
	node_install "$folder"
	local -a where=()
	[ "$folder" = . ] || where=("working-directory: $folder") name=vitest-$folder
	run='npx --no-install vitest'
	if [ -e "$folder/yarn.lock" ] || { [ -e yarn.lock ] && ! node_locked "$folder"; }; then run='yarn run vitest'; fi
	local -a harness
	harness_of vitest bench-vitest.json "$folder" "${sources[@]/#/$folder/}"
	add "$name" "$number" 0.7 "$run bench --run --outputJson=bench-vitest.json" \
		"${where[@]}" "${harness[@]}"
	shorter "vitest in '$folder'" "'{ time: 50, warmupTime: 20 }' as the third argument of bench() makes it shorter; by default it takes 600 ms and more for each benchmark"
}

npm_package() {
	local json folder file script
	while read -r json; do
		folder=$(folder_of "$json")
		[ "$folder" = . ] || takes "$folder" || continue
		vitest "$json"
		while read -r file; do
			takes "$file" || continue
			[[ $file != *.bench.* ]] || ! node_has vitest "$json" || continue
			node_file "$folder" "$file" "$(named "${folder#.}/$file" bench)"
		done < <(cd "$folder" && node_files . '*.js' '*.mjs' '*.cjs' '*.ts' '*.mts' | grep -vE '\.d\.m?ts$' | tr '\n' '\0' |
			xargs -0r grep -lE "(from|require\(|import\() *['\"](tinybench|mitata|benchmark)['\"]" 2>/dev/null)
		for script in bench benchmark; do
			if nothing_yet && node_script "$script" "$json"; then
				edit npm "Tell in bench.yml how the output of the script '$script' of $json is read, by 'harness' or 'rows'"
			fi
		done
	done < <(files package.json)
}
