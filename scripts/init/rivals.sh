# shellcheck shell=bash
# Benchmarks of other packages beside the project's own, in JavaScript and TypeScript: a change of
# the project cannot make them slower, so they do not gate. For bench-init.
# shellcheck source=scripts/init/found.sh
[ -n "${taken-}" ] || . "$(dirname "${BASH_SOURCE[0]}")/found.sh"

# rival_settings FOLDER: what may put a package in the place of another, and which the project extends.
rival_settings() {
	local folder file
	jq -c '[.overrides, .resolutions, .pnpm, .imports, .alias, .browser, .jest, ._moduleAliases, .peerDependencies]' package.json "$1/package.json" 2>/dev/null || true
	for folder in . "$1"; do
		for file in "$folder"/{ts,js,deno}*.json* "$folder"/{vite,babel,webpack,rollup,jest}*.config.* "$folder"/vitest.* "$folder"/.babelrc* "$folder"/import*map.json; do
			[ ! -f "$file" ] || head -c 100000 "$file"
		done
	done
}

# rival_linked FOLDER: whether the project may be in what other packages do: since packages of the
# repository are linked into others, since one stands for any other, or since it extends others.
rival_linked() {
	local folder
	[ ! -e lerna.json ] && [ ! -e rush.json ] && ! node_workspaces || return 0
	[[ ! $own_packages =~ plugin|preset|loader|config|polyfill|shim|register|transform|adapter|middleware ]] || return 0
	for folder in . "$1"; do
		! has '"[^"]*\b(npm|yarn|pnpm|bun) +link\b' "$folder/package.json" || return 0
		! grep -qsE '"\*" *:' "$folder"/{ts,js}*.json || return 0
	done
	return 1
}

# rival_published FOLDER: the packages that the one in FOLDER takes from a registry, each of one
# version whatever the change is. A package of the project's own name is one where it is an older
# release, installed for the benchmarks alone.
rival_published() {
	local settings name
	rival_linked "$1" && return
	settings=$(rival_settings "$1")
	jq -r '[.dependencies, .devDependencies, .optionalDependencies | objects | to_entries[]] as $all | .name as $self | $all | group_by(.key)[]
		| select(all(.[].value; type == "string" and test("^(npm:(@[a-z0-9._-]+/)?[a-z0-9._-]+@)?([~^<>=v ]*[0-9][0-9A-Za-z.*+| <>=~^-]*|[*]|x|latest|next)$")))
		| .[0].key | select(. != $self and test("^(@[a-z0-9._-]+/)?[a-z0-9][a-z0-9._-]*$"))' "$1/package.json" 2>/dev/null |
		while read -r name; do
			[[ $settings != *"$name"* ]] || continue
			[[ $1 != . || $own_packages != *" $name "* ]] || continue
			printf '%s ' "$name"
		done
}

# rival_packages FOLDER: what rivals needs to know: sets 'own_packages', the names of all packages
# in the repository, 'bench_packages', the libraries that are none of these, and 'published', all
# with blanks around. Each is found once.
declare -gA published_of=()
own_packages=''
rival_packages() {
	local name
	if [ -z "$own_packages" ]; then
		own_packages=" $(files package.json | tr '\n' '\0' | xargs -0r -n 1 jq -r '.name? | strings' 2>/dev/null | tr '\n' ' ' || true)"
		bench_packages=' '
		for name in benchmark tinybench mitata vitest; do
			[[ $own_packages == *" $name "* ]] || bench_packages+="$name "
		done
	fi
	[ -n "${published_of[$1]-}" ] || published_of[$1]=" $(rival_published "$1")"
	published=${published_of[$1]}
}

# rivals FILE...: the patterns of the names that benchmarks of other packages have in these files, after
# rival_packages.
rivals() {
	[ "$published" = ' ' ] || LC_ALL=C awk -v published="$published" -v neutral="$bench_packages" -v own="$own_packages" \
		-f "$(dirname "${BASH_SOURCE[0]}")/rivals.awk" -- "$@" </dev/null | LC_ALL=C sort
}

# others_used FOLDER FILE...: the packages of others that these files import, 'a', 'b' and 3 more.
others_used() {
	local name at=0 used=''
	for name in $(jq -r '[.dependencies, .devDependencies | objects | keys[]] | unique[]' "$1/package.json" 2>/dev/null); do
		[[ $bench_packages != *" $name "* && $own_packages != *" $name "* ]] || continue
		grep -qsF -e "'$name'" -e "\"$name\"" -e "'$name/" -e "\"$name/" -- "${@:2}" || continue
		at=$((at + 1))
		[ "$at" -gt 3 ] || used+="${used:+, }'$name'"
	done
	[ "$at" -le 3 ] || used+=" and $((at - 3)) more"
	echo "$used"
}

# harness_of FORMAT OUTPUT FOLDER FILE...: sets 'harness' to its lines in the scenario: the format, the
# file of the output where OUTPUT is one, and the gate without the rivals in the files, which are told.
harness_of() {
	local format=$1 output=$2 folder=$3 name told='' others
	local -a names=()
	rival_packages "$folder"
	shift 3
	mapfile -t names < <(rivals "$@")
	if [ "${#names[@]}" -gt 100 ]; then
		left+=("${#names[@]} rows stay in the gate though they measure other packages: 'gate' has at most 100 names")
		names=()
	fi
	if [ "${#names[@]}" -eq 0 ]; then
		others=$(others_used "$folder" "$@")
		[ -z "$others" ] ||
			advice+=("'${1#./}' uses $others: rows that measure them alone should not gate: 'harness: { format: $format, gate: ['!NAME*'] }'")
		harness=("harness: $format")
		[ -z "$output" ] || harness=("harness: { format: $format, file: $output }")
		return
	fi
	harness=('harness:' "  format: $format")
	[ -z "$output" ] || harness+=("  file: $output")
	harness+=('  gate:')
	for name in "${names[@]}"; do
		harness+=("    - '!${name//\'/\'\'}'")
		told+="${told:+, }'$name'"
	done
	left+=("rows $told: they measure other packages; 'gate' in bench.yml")
}
