# shellcheck shell=bash
# What bench-init has found so far, and the scenario made of it. For bench-init and what it sources.

# Each version is invoked so often at least: fewer leave nothing to be called changed among many rows. A
# run of so many minutes is long.
rounds=20 long=5

benchmarks='' taken=' ' count=0 seconds=0 commands=0 latest=0
# shellcheck disable=SC2034 # found: bench-init prints it
declare -a builds=() found=() left=() unclear=() hints=() advice=() long_in=() long_by=()

# plain TEXT FALLBACK: TEXT when it can stand in YAML and in a command as it is.
plain() {
	if [[ $1 =~ ^[A-Za-z0-9_][A-Za-z0-9._/-]{0,100}$ && ${1,,} != null && $1 != *..* ]]; then
		echo "$1"
	else
		echo "$2"
	fi
}

# has PATTERN FILE...: one of them.
has() {
	local pattern=$1
	shift
	grep -qsE -- "$pattern" "$@" </dev/null
}

# matches PATTERN FILE...: how often it matches in the files.
matches() {
	local pattern=$1
	shift
	[ $# -gt 0 ] || set -- /dev/null
	{ cat -- "$@" 2>/dev/null | grep -oE -- "$pattern" || true; } | wc -l
}

# files PATTERN...: the files below with such names, but for what builds and package managers made.
files() {
	local -a names=(-name "$1")
	shift
	while [ $# -gt 0 ]; do
		names+=(-o -name "$1")
		shift
	done
	find . \( -name '.?*' -o -name node_modules -o -name target -o -name vendor -o -name build \
		-o -name _deps -o -name testdata -o -name third_party -o -name site-packages -o -name archetype-resources \) -prune \
		-o -type f \( "${names[@]}" \) -print 2>/dev/null | sed 's|^\./||' | LC_ALL=C sort
}

# takes PATH: whether it can be written into a scenario; else it is told as left out.
takes() {
	[ -n "$(plain "$1" '')" ] && return
	left+=("'$1': its name has other characters than letters, digits, '.', '_', '-' and '/'")
	return 1
}

# folder_of FILE: the folder that it is in, '.' here.
folder_of() {
	dirname -- "$1"
}

# named FILE FALLBACK: a benchmark's name after its file, or the folder where the file is called like many.
named() {
	local name=$1
	name=$(basename "${name%.*}")
	case $name in
	index | main | run | run_benchmark) [[ $1 != */* ]] || name=$(basename "$(folder_of "$1")") ;;
	esac
	plain "$name" "$2"
}

# in_folder FOLDER COMMAND: the command that does this there.
in_folder() {
	if [ "$1" = . ]; then
		echo "$2"
	else
		echo "(cd $1 && $2)"
	fi
}

# build COMMAND: once before the measurement, after those before.
build() {
	local b
	for b in "${builds[@]}"; do
		[ "$b" != "$1" ] || return 0
	done
	builds+=("$1")
}

# add NAME NUMBER SECONDS RUN LINE...: one more benchmark, a command with at least NUMBER benchmarks of
# SECONDS each, and a third of a second to start; the lines are what it has beside. No name begins with
# another's and a '/'.
add() {
	local name=${1//\//-} at=2
	while [[ $taken == *" $name "* ]]; do
		name=${1//\//-}-$at
		at=$((at + 1))
	done
	taken+="$name "
	count=$((count + $2))
	commands=$((commands + 1))
	latest=$(awk -v n="$2" -v each="$3" 'BEGIN { print each ? (n ? n : 1) * each + 0.3 : 0 }')
	seconds=$(awk -v s="$seconds" -v more="$latest" 'BEGIN { print s + more }')
	benchmarks+="  - name: $name"$'\n'"    run: |-"$'\n'"      $4"$'\n'
	shift 4
	[ $# -eq 0 ] || benchmarks+=$(printf '    %s\n' "$@")$'\n'
}

# shorter WHERE SENTENCE: how an invocation of what was added last becomes shorter, where bench.yml
# cannot say it.
shorter() {
	long_in+=("$1")
	long_by+=("$latest")
	hints+=("$2")
}

# hints_needed: one line for each sentence, with where it is true; only of what a long run is long by.
hints_needed() {
	local i j n where
	local -a kept=()
	for i in "${!hints[@]}"; do
		if [ "$(minutes)" -lt "$long" ] || awk -v s="${long_by[i]}" -v all="$seconds" 'BEGIN { exit s * 20 >= all }'; then
			unset "hints[$i]"
		fi
	done
	for i in "${!hints[@]}"; do
		[ -n "${hints[i]-}" ] || continue
		where='' n=0
		for j in "${!hints[@]}"; do
			[ "${hints[j]}" = "${hints[i]}" ] || continue
			n=$((n + 1))
			[ "$n" -gt 3 ] || where+="${where:+, }${long_in[j]}"
			[ "$j" = "$i" ] || unset "hints[$j]"
		done
		[ "$n" -le 3 ] || where+=" and $((n - 3)) more"
		kept+=("$where: ${hints[i]}")
	done
	hints=("${kept[@]}")
}

# nothing_yet: neither a benchmark nor what could be one was found.
nothing_yet() {
	[ -z "$benchmarks" ]
}

# edit NAME SENTENCE: a benchmark that fails with a sentence until somebody edits it.
edit() {
	unclear+=("$2")
	add "$1" 0 0 "echo \"$2\" >&2; exit 1"
}

# unknown: tell of files that look like benchmarks of no kind that is known.
unknown() {
	local file n=0
	while read -r file; do
		# What the scenario runs is known.
		! grep -qsF -- "$file" bench.yml || continue
		n=$((n + 1))
		[ "$n" -le 5 ] && left+=("'$file' looks like a benchmark, of a kind that is not known")
	done < <(files '*bench*.*' '*perf*.*' 'run.*' 'main.*' |
		grep -vE '\.(test|spec)\.|(^|/)(test_|docs?/)' | grep -iE '(^|/)[^/]*(bench|perf)[^/]*(/(run|main)\.[a-z]+$|\.[a-z]+$)' |
		grep -iE '\.(c|cc|cpp|cs|d|dart|ex|exs|hs|java|jl|js|kt|lua|mjs|ml|nim|php|pl|py|r|rb|rs|scala|sh|swift|ts|zig)$')
	[ "$n" -le 5 ] || left+=("$((n - 5)) more such files")
}

# recipe: how a benchmark looks, for who has none that is known.
recipe() {
	cat <<-'END'
		  # Any command is a benchmark; its duration and its memory are measured:
		  # - name: parse
		  #   run: ./parse data.json
		  # A command that runs many prints a line for each, as 'parse 12.3 us', and each is a row;
		  # other units and names of 'harness' are in bench-import(1):
		  # - name: suite
		  #   run: python3 benchmarks/run.py
		  #   env: { PYTHONPATH: . }
		  #   harness: printed
	END
}

# scenario SUITE
scenario() {
	local b all=''
	for b in "${builds[@]}"; do
		all+="${all:+ &&$'\n'  }$b"
	done
	cat <<-END
		# What is measured on every pull request; bench-scenario(5) has all the keys.
		version: 1
		suite: $1
	END
	if [ -n "$all" ]; then
		printf 'build: |\n  %s\n' "$all"
	elif [ "$count" -eq 0 ] && [ -e Makefile ]; then
		echo '# build: make                # once in each version, not measured'
	fi
	[ "$(budget)" -eq "$default_budget" ] || printf 'budget: %sm\n' "$(budget)"
	if [ "$(minutes)" -eq 0 ]; then
		printf 'defaults: { warmup: 1, timeout: 10m }\n\nbenchmarks:\n'
	else
		cat <<-END
			# Many short invocations show more than few long ones: $rounds of each version at least, then more
			# while a command has had less than 'max-time' in it.
			defaults: { warmup: 1, timeout: 10m, runs: { min: $rounds, max-time: $(most_seconds)s } }

			benchmarks:
		END
	fi
	[ "$count" -gt 0 ] || recipe
	printf '%s' "$benchmarks"
}

# most_seconds: what the commands may take in one version before the first look, a minute in all. So
# two versions take two minutes, and four where the first look leaves a row open.
most_seconds() {
	echo "$((60 / commands > 2 ? 60 / commands : 2))"
}

# budget: the minutes that a run may take: twice what is known of, since loops make more benchmarks
# than the sources show. A job of GitHub has at most six hours.
default_budget=15 most_budget=165
budget() {
	local need=$((2 * $(minutes)))
	[ "$need" -gt "$default_budget" ] || need=$default_budget
	echo "$((need < most_budget ? need : most_budget))"
}

# job_minutes: what the job needs: the budget, once more for what got worse, and half an hour to
# build.
job_minutes() {
	echo "$((2 * $(budget) + 30))"
}

# minutes: how long a run takes at least: two versions, the rounds and the warm-up of each; 0 where
# nothing can be run yet.
minutes() {
	awk -v s="$seconds" -v n="$rounds" 'BEGIN { m = 2 * (n + 1) * s / 60; print m == 0 ? 0 : m < 1 ? 1 : int(m + 0.5) }'
}
