# shellcheck shell=bash
# What a runner of GitHub needs before the build: the versions that the project names, and what its
# image does not have. For bench-init.
# shellcheck source=scripts/init/found.sh
[ -n "${taken-}" ] || . "$(dirname "${BASH_SOURCE[0]}")/found.sh"

# builds_with PATTERN: whether a command of the build matches.
builds_with() {
	printf '%s\n' "${builds[@]}" | grep -qE -- "$1"
}

# setup_action ACTION INPUT...: a step with the action, at the commit of its version.
setup_action() {
	local action=$1 commit
	shift
	case $action in
	setup-node) commit='820762786026740c76f36085b0efc47a31fe5020 # v7.0.0' ;;
	setup-go) commit='b7ad1dad31e06c5925ef5d2fc7ad053ef454303e # v7.0.0' ;;
	setup-python) commit='5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0' ;;
	setup-java) commit='b6effb05e454b25005698d916606bdc6ffcbf961 # v5.7.0' ;;
	esac
	printf '      - uses: actions/%s@%s\n' "$action" "$commit"
	printf '        with: {%s}\n' "$(printf '%s, ' "$@" | sed 's/, $//')"
}

# setup_file NAME...: the first of the files that is here.
setup_file() {
	local name
	for name in "$@"; do
		[ ! -f "$name" ] || {
			echo "$name"
			return
		}
	done
}

# setup_node: of 'engines' what may ask for another version than the runner's: not '>=18' alone. No
# cache, which other runs could have written.
setup_node() {
	local file
	file=$(setup_file .nvmrc .node-version)
	if [ -z "$file" ] && jq -e '(.volta.node? // .devEngines.runtime? // .engines.node? // "" | tostring)
		| . != "" and . != "*" and (test("^>= *v?(1?[0-9])([.][0-9.x]*)?$") | not)' package.json >/dev/null 2>&1; then
		file=package.json
	fi
	[ -z "$file" ] || setup_action setup-node "node-version-file: $file" 'package-manager-cache: false'
	if builds_with '\bpnpm install|\byarn install' &&
		{ [ -e pnpm-lock.yaml ] || [ -e .yarnrc.yml ] || builds_with '\bpnpm ' || jq -e '.packageManager? // "" | test("^yarn@([2-9]|1[0-9])")' package.json >/dev/null 2>&1; }; then
		echo '      - run: corepack enable'
	fi
}

# setup_go: before 1.21 the line 'go' is the least version alone.
setup_go() {
	local file
	file=$(setup_file .go-version go.work go.mod)
	[ -n "$file" ] || file=$(files go.mod | head -n 1)
	[ -n "$(plain "$file" "$(setup_file .go-version)")" ] || return 0
	case $file in
	.go-version) ;;
	*) has '^toolchain |^go 1\.(2[1-9]|[3-9][0-9])' "$file" || return 0 ;;
	esac
	setup_action setup-go "go-version-file: $file" 'cache: false'
}

setup_python() {
	local file
	file=$(setup_file .python-version)
	if [ -z "$file" ] && has '^requires-python *= *.*(<|==|~=)' pyproject.toml; then file=pyproject.toml; fi
	[ -z "$file" ] || setup_action setup-python "python-version-file: $file"
}

# setup_java: the runner's own is 17.
setup_java() {
	local file version
	file=$(setup_file .java-version .sdkmanrc)
	if [ -n "$file" ]; then
		setup_action setup-java 'distribution: temurin' "java-version-file: $file"
		return
	fi
	version=$(files pom.xml build.gradle build.gradle.kts | tr '\n' '\0' | xargs -0r grep -hoE \
		'<(maven\.compiler\.(release|source|target)|java\.version|release)>[0-9]+<|JavaLanguageVersion\.of\([0-9]+' 2>/dev/null |
		grep -oE '[0-9]+' | sort -n | tail -n 1)
	[ "${version:-0}" -le 17 ] || setup_action setup-java 'distribution: temurin' "java-version: '$version'"
}

# setup_packages: what the build and the commands take from the system, and the image lacks.
setup_packages() {
	local -a packages=() lists
	mapfile -t lists < <(files CMakeLists.txt '*.cmake')
	if builds_with '^cmake ' && ! has 'FetchContent_Declare *\( *(google)?benchmark|CPMAddPackage.*benchmark|add_subdirectory *\(.*benchmark' "${lists[@]}" &&
		has 'find_package *\( *benchmark\b' "${lists[@]}"; then
		packages+=(libbenchmark-dev)
	fi
	[[ $benchmarks != *'format: hyperfine'* ]] || packages+=(hyperfine)
	[ "${#packages[@]}" -eq 0 ] ||
		echo "      - run: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages[*]}"
}

# setup_steps: the steps, or nothing where the runner has all.
setup_steps() {
	! builds_with '\b(npm|pnpm|yarn) ' || setup_node
	! builds_with '\bgo test ' || setup_go
	! builds_with '\.venv/' || setup_python
	! builds_with '\bmvn |\bgradlew? |shadowJar|jmhJar' || setup_java
	if builds_with '\bcargo ' && [ -n "$(setup_file rust-toolchain.toml rust-toolchain)" ]; then
		echo '      - run: rustup show active-toolchain || rustup toolchain install'
	fi
	setup_packages
}

# with_setup FILE: FILE with these steps in both jobs that build.
with_setup() {
	local steps
	steps=$(setup_steps)
	if [ -z "$steps" ]; then
		cat -- "$1"
		return
	fi
	STEPS=$steps awk '
		/^      # What your build needs goes here:/ { print "      # What the build needs, here and in the job below:"; print ENVIRON["STEPS"]; next }
		/^      # \.\.\. and here once more$/ { print "      # ... and here once more"; print ENVIRON["STEPS"]; next }
		{ print }' "$1"
}
