# shellcheck shell=sh
# What the scripts share. Sourced by POSIX sh and by bash, under set -eu. However such
# a script ends, its status is 0; or 1, when it calls 'no'; or 2: what fails under
# set -e, as a write to a full disk, is trouble and never an answer. A signal ends it
# by the signal's own status, and with it what 'child' runs.
log_token='' said_no='' signal='' child_pid=''

# at_end: what is to be cleaned up; a script redefines it.
at_end() { :; }

# No second signal keeps it from its end.
ended() {
	code=$?
	trap - EXIT
	trap '' HUP INT QUIT TERM USR1 USR2 ALRM XCPU
	set +e
	if [ -n "$child_pid" ]; then
		kill "$child_pid" 2>/dev/null
		wait "$child_pid" 2>/dev/null
	fi
	at_end
	[ -z "$log_token" ] || echo "::$log_token::" || code=2
	case $code in
	0) ;;
	1) [ -n "$said_no" ] || code=2 ;;
	*) code=${signal:-2} ;;
	esac
	exit "$code"
}
trap ended EXIT
# What writes to a log that nobody reads any more has failed; it is not ended.
trap : PIPE
for name in HUP:129 INT:130 QUIT:131 USR1:138 USR2:140 ALRM:142 TERM:143 XCPU:152; do
	# shellcheck disable=SC2064 # the number is known now
	trap "signal=${name#*:}; exit ${name#*:}" "${name%:*}"
done

# no: end with 1, the answer no.
no() {
	said_no=yes
	exit 1
}

# ask COMMAND...: its answer, 0 for yes or 1 for no; any other status is trouble and ends
# the script. jq -e says no with 1 or, when nothing came out, with 4.
ask() {
	asked=0 question=$1
	[ "$1" != child ] || question=$2
	"$@" || asked=$?
	case $1:$asked in
	*:0) return 0 ;;
	*:1 | jq:4) return 1 ;;
	esac
	stop "'$question' ended with status $asked: there is no answer"
}

# child COMMAND...: run it so that a signal which ends this script ends it too, at once.
child() {
	"$@" &
	child_pid=$!
	until
		child_status=0
		wait "$child_pid" || child_status=$?
		! kill -0 "$child_pid" 2>/dev/null
	do :; done
	child_pid=''
	return "$child_status"
}

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
}

# say MESSAGE: one line for people. What strangers worded is in it: nothing that
# steers a terminal, the direction of a text or the log of a job gets through.
say() {
	printf '%s' "${0##*/}: $1" |
		jq -Rrs 'gsub("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\x{34f}\\x{115f}\\x{1160}\\x{3164}]"; "?") | gsub("##\\["; "##(")' >&2 ||
		echo "${0##*/}: trouble, and the message cannot be shown: jq does not run" >&2 || :
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
	[ -z "${RUNNER_TEMP:-}" ] || mkdir -p "$RUNNER_TEMP"
	folder=${RUNNER_TEMP:-${TMPDIR:-/tmp}}/$1
	rm -rf "$folder"
	mkdir "$folder"
	echo "$folder"
}

# worktrees_remove FOLDER...: remove these of the repository in the current folder, whatever
# state git was ended in: one that it was still making is locked.
worktrees_remove() {
	for worktree; do
		git worktree unlock "$worktree" 2>/dev/null || :
		rm -rf "$worktree"
	done
	git worktree prune
}

# plain_path PATH: the same file, in a form that no tool takes for an option.
plain_path() {
	case $1 in
	/* | ./*) printf '%s\n' "$1" ;;
	*) printf './%s\n' "$1" ;;
	esac
}
