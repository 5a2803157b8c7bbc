# shellcheck shell=sh
# What the scripts of the actions share. Sourced by POSIX sh, under set -eu.

# random: 32 hexadecimal digits that nobody can guess.
random() {
	od -An -N16 -tx1 /dev/urandom | tr -d ' \n'
}

# log_quiet: a job's log is also where the runner reads commands, and names and
# messages in it may come from strangers. From here to the end of the script no
# line is a command; both streams become one, so that none overtakes this.
log_quiet() {
	exec 2>&1
	[ "${GITHUB_ACTIONS:-}" = true ] || return 0
	log_token=$(random)
	echo "::stop-commands::$log_token"
	trap 'echo "::$log_token::"' EXIT
}

# say MESSAGE: one line for people. What strangers worded is in it: nothing that
# steers a terminal, the direction of a text or the log of a job gets through.
say() {
	printf '%s' "${0##*/}: $1" |
		jq -Rrs 'gsub("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]"; "?") | gsub("##\\["; "##(")' >&2
}

# stop MESSAGE: trouble.
stop() {
	say "$1"
	exit 2
}

# output NAME VALUE: set an output of this step; VALUE may be anything.
output() {
	[ -n "${GITHUB_OUTPUT:-}" ] || return 0
	delimiter=end-$(random)
	printf '%s<<%s\n%s\n%s\n' "$1" "$delimiter" "$2" "$delimiter" >>"$GITHUB_OUTPUT"
}

# temporary NAME: an empty folder of that name for this job, which is told.
temporary() {
	folder=${RUNNER_TEMP:-${TMPDIR:-/tmp}}/$1
	rm -rf "$folder"
	mkdir -p "$folder"
	echo "$folder"
}

# plain_path PATH: the same file, in a form that no tool takes for an option.
plain_path() {
	case $1 in
	/* | ./*) printf '%s\n' "$1" ;;
	*) printf './%s\n' "$1" ;;
	esac
}
