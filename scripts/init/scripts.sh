# shellcheck shell=bash
# Scripts with hyperfine, and targets of a Makefile. For bench-init.
# shellcheck source=scripts/init/found.sh
[ -n "${taken-}" ] || . "$(dirname "${BASH_SOURCE[0]}")/found.sh"

# What is no benchmark of the project's program, in a command line.
no_program='sleep|ninja|mvn|gradlew?|pytest|tox|ctest|cmake +--build|(cargo|go|npm|yarn|pnpm|dotnet|zig|bazel|meson) +(build|b|test|t|run +(build|test)|install|ci|check|clean|compile)'

# one_line FILE: with continued lines joined, and without comments.
one_line() {
	sed -e ':a' -e '/\\$/{N;s/\\\n//;ta' -e '}' "$1" | sed 's/^[[:space:]]*#.*//'
}

# hyperfine_scripts: the shell scripts that call it.
hyperfine_scripts() {
	{
		files '*.sh' '*.bash'
		find . -name '.?*' -prune -o -name node_modules -prune -o -type f -size -100k ! -name '*.*' ! -name '*akefile' -print 2>/dev/null |
			sed 's|^\./||' | LC_ALL=C sort | tr '\n' '\0' | xargs -0r grep -lE '^#!.*\b(ba|da|z|k)?sh\b' 2>/dev/null
	} | tr '\n' '\0' | xargs -0r grep -lE '^([^#]*([;&|({]|\b(then|do|else|time|sudo|exec|env))|[^# ]*=[^ ]*)?[[:space:]]*(\./|/[^ ]*/)?hyperfine( |$)' 2>/dev/null
}

# program_build: the build of the program that a script times, where there is one at the root.
program_build() {
	local file
	for file in GNUmakefile makefile Makefile; do
		! has '^(all|build|default) *:' "$file" || {
			build make
			return 0
		}
	done
	! has '^\[package\]' Cargo.toml || build 'cargo build --release --quiet'
}

# Scripts that call hyperfine write where --export-json says.
hyperfine() {
	local file to name
	while read -r file; do
		takes "$file" || continue
		name=$(plain "$(basename "${file%.*}")" hyperfine)
		to=$(one_line "$file" | grep -oE -- '--export-json[= ]+[^ \\]+' | head -n 1 | sed -E "s/--export-json[= ]+//; s/^['\"](.*)['\"]\$/\1/" || true)
		# Most scripts go to where they are first.
		! has '^[^#]*\bcd "?\$\(? *(dirname|.\{BASH_SOURCE)|^[^#]*\bcd "?\$\{0%' "$file" || to=$(folder_of "$file")/$to
		while [[ $to == ./* ]]; do to=${to#./}; done
		if one_line "$file" | grep -E '\bhyperfine\b' | grep -qE "[ '\"](make|$no_program)([ '\"\\]|\$)"; then
			edit "$name" "Let $file time the program: what it times by hyperfine is a build, a test or a pause"
		elif [ -n "$(plain "$to" '')" ]; then
			found+=("hyperfine: '$file'")
			add "$name" 1 5 "bash $file" "harness: { format: hyperfine, file: $to }"
			one_line "$file" | grep -qE '\bhyperfine\b.* (-[rM]|--runs|--max-runs)\b' ||
				shorter "'$file'" "'--runs 3' in its call of hyperfine makes it shorter; by default that runs each command ten times and for 3 s at least"
			program_build
		else
			edit "$name" "Let $file call hyperfine with --export-json FILE, then put 'run: bash $file' and 'harness: { format: hyperfine, file: FILE }' here"
		fi
	done < <(hyperfine_scripts)
}

# make_rule TARGET FILE: its prerequisites, each behind a '<', then its commands.
make_rule() {
	one_line "$2" | awk -v target="$1" '
		/^[^\t#:=]+:([^=]|$)/ {
			head = $0
			sub(/:.*/, "", head)
			n = split(head, names, " ")
			inside = 0
			for (i = 1; i <= n; i++) if (names[i] == target) inside = 1
			if (inside) {
				rest = $0
				sub(/^[^:]*::?/, "", rest)
				command = ""
				if (i = index(rest, ";")) { command = substr(rest, i + 1); rest = substr(rest, 1, i - 1) }
				m = split(rest, names, " ")
				for (i = 1; i <= m; i++) print "<" names[i]
				if (command ~ /[^ ]/) print command
			}
			next
		}
		/^\t/ { if (inside) { sub(/^\t[ \t@+-]*/, ""); if ($0 != "") print } ; next }
		/^[^ \t]/ { inside = 0 }'
}

# make_does TARGET FILE DEPTH: 'runs', or the programs that it only builds, one a line; 'tests' when
# a command is one of no_program, and nothing when it does nothing.
make_does() {
	local target=$1 file=$2 depth=$3 line out commands=0 only=prints
	local -a needs=()
	while read -r line; do
		case $line in
		'<'*) needs+=("${line#<}") ;;
		*)
			commands=$((commands + 1))
			if [[ $line =~ ^(\$[\(\{](CC|CXX|CPP|LD|LINK|LINK\.[a-z]+)[\)\}]|(ccache )?(cc|gcc|g\+\+|c\+\+|clang|clang\+\+|tcc|rustc|ghc))(\ |$) ]]; then
				only=builds
				[[ " $line " != *' -c '* && " $line " =~ \ -o\ *([^ ]+)\  ]] || continue
				out=${BASH_REMATCH[1]}
				# shellcheck disable=SC2016 # make's own
				case $out in '$@' | '$(@)' | '${@}') out=$target ;; esac
				printf '%s\n' "$out"
			elif [[ $line =~ ^(mkdir|rm|cp|ln|touch|true|install|chmod|strip)(\ |$) ]]; then
				only=builds
			elif [[ $line =~ ^(echo|printf)(\ |$) ]]; then
				continue
			elif ! grep -qi bench <<<"$line" && grep -qE "(^|[ ;&/])($no_program|\\\$[({]MAKE[)}] +(check|tests?|all))([ ;&]|\$)" <<<"$line"; then
				only=tests
				echo tests
			else
				only=runs
				echo runs
			fi
			;;
		esac
	done < <(make_rule "$target" "$file")
	if [ "$commands" -gt 0 ]; then
		[ "$only" != prints ] || echo runs
		return 0
	fi
	[ "$depth" -lt 3 ] || return 0
	# A prerequisite without a rule of its own is a program that a rule for many makes.
	if [ "$depth" -gt 1 ] && [ "${#needs[@]}" -eq 0 ] && [[ $target =~ ^[A-Za-z0-9_/-]+$ && ! -e $target ]] &&
		! has "^([^#:=]* )?$target( [^:=]*)?:" "$file"; then
		printf '%s\n' "$target"
	fi
	for line in "${needs[@]}"; do make_does "$line" "$file" $((depth + 1)); done
}

# made_by_google TARGET: the target's programs are those of Google Benchmark.
made_by_google() {
	local -a sources
	mapfile -t sources < <(files '*.cc' '*.cpp' '*.cxx' | tr '\n' '\0' | xargs -0r grep -lE 'include *[<"]benchmark/benchmark\.h' 2>/dev/null || true)
	[ "${#sources[@]}" -gt 0 ] || return 1
	google_number=$(matches '^[[:space:]]*BENCHMARK[A-Z_0-9]* *\(' "${sources[@]}")
}

# make_add NAME RUN WHAT TARGET
make_add() {
	if made_by_google; then
		found+=("Google Benchmark: $3 of the Makefile")
		add "$1" "$google_number" 0.05 "$2" \
			"env: { BENCHMARK_OUT: bench-$1.json, BENCHMARK_OUT_FORMAT: json, BENCHMARK_MIN_TIME: '0.02' }" \
			"harness: { format: google-benchmark, file: bench-$1.json }"
	else
		found+=("Makefile: $3; each line like 'parse 12.5 us' or 'copy 3 GB/s' is a benchmark")
		add "$1" 1 1 "$2" 'harness: printed'
	fi
}

# Only where nothing else was found: a target that may call what was found would run it twice.
makefile() {
	local target file does program google_number
	nothing_yet || return 0
	for file in GNUmakefile makefile Makefile ''; do [ ! -f "$file" ] || break; done
	[ -n "$file" ] || return 0
	for target in bench benchmark benchmarks perf; do
		has "^([^#:=]* )?$target( [^:=]*)?:([^=]|\$)" "$file" || continue
		does=$(make_does "$target" "$file" 1 | awk '!seen[$0]++')
		if [[ $'\n'$does$'\n' == *$'\n'tests$'\n'* ]]; then
			edit "$target" "Let the target '$target' of $file run the program alone: it runs a build or tests, too"
		elif [[ $'\n'$does$'\n' == *$'\n'runs$'\n'* ]]; then
			! has '^(all|build|default) *:' "$file" || build make
			make_add "$target" "make -s $target" "target '$target'"
		elif [ -z "$does" ]; then
			edit "$target" "Put what the target '$target' of $file makes into bench.yml as 'run': no program could be told"
		else
			build "make -s $target"
			while read -r program; do
				takes "$program" || continue
				make_add "$(basename "$program")" "./$program" "program '$program', which target '$target' builds"
			done <<<"$does"
		fi
		return 0
	done
}
