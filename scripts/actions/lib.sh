# shellcheck shell=sh
# What the scripts share. Sourced by POSIX sh and by bash, under set -eu. However such
# a script ends, its status is 0; or 1, when it calls 'no'; or 2: what fails under
# set -e, as a write to a full disk, is trouble and never an answer. A signal ends it
# by the signal's own status, and with it what 'child' runs.
log_token='' said_no='' signal='' child_runs='' scratch='' beside=''

# at_end: what is to be cleaned up; a script redefines it.
at_end() { :; }

# The end of the script, which no second signal keeps from it: one that comes before the
# signals are ignored is itself the whole end, and returns to nothing. 'exit' in a trap
# would not do: within the trap of EXIT it ends a shell at once.
ended() {
	code=$?
	trap '' HUP INT QUIT TERM USR1 USR2 ALRM XCPU
	trap - EXIT
	set +e
	child_end
	at_end
	[ -z "$beside" ] || rm -f "$beside"
	[ -z "$scratch" ] || folders_remove "$scratch"
	# It may have been ended where its output goes to a file.
	[ -z "$log_token" ] || echo "::$log_token::" >&2 || code=2
	[ -z "$signal" ] || exit "$signal"
	case $code in
	0) ;;
	1) [ -n "$said_no" ] || code=2 ;;
	*) code=2 ;;
	esac
	exit "$code"
}
trap ended EXIT
# What writes to a log that nobody reads any more has failed; it is not ended.
trap : PIPE
for name in HUP:129 INT:130 QUIT:131 USR1:138 USR2:140 ALRM:142 TERM:143 XCPU:152; do
	# shellcheck disable=SC2064 # the number is known now
	trap "signal=${name#*:}; ended" "${name%:*}"
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
	child_before=${!:-}
	child_runs=yes
	"$@" &
	until
		child_status=0
		wait "$!" || child_status=$?
		! kill -0 "$!" 2>/dev/null
	do :; done
	child_runs=''
	return "$child_status"
}

# child_end: end what 'child' runs, if it runs. It gets the signal twice: a process that is
# not yet the command has this script's traps, and loses the first.
child_end() {
	[ -n "$child_runs" ] && [ "${!:-}" != "$child_before" ] || return 0
	if kill "$!" 2>/dev/null; then
		sleep 0.1
		kill "$!" 2>/dev/null
	fi
	wait "$!" 2>/dev/null
}

# scratch_make: make $scratch, an empty folder for this script alone, which its end removes.
# The name is known before the folder is there: a signal meets no folder that is forgotten.
scratch_make() {
	scratch_in=${TMPDIR:-/tmp}
	scratch_in=$(cd "$scratch_in" >/dev/null 2>&1 && pwd -P) || scratch_in=${TMPDIR:-/tmp}
	scratch=$scratch_in/${0##*/}-$(random)
	mkdir -m 700 "$scratch" || {
		scratch=''
		stop "cannot make a temporary folder in '$scratch_in'"
	}
}

# folders_remove FOLDER...: also those in which a command has made folders read-only.
folders_remove() {
	rm -rf "$@" 2>/dev/null || {
		chmod -R u+rwX "$@" 2>/dev/null
		rm -rf "$@"
	}
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

# again_builds RESULTS FLAGGED: set $again to the words for bench-run by which what got worse in the
# comparison FLAGGED, of RESULTS, is measured again. As a rule nothing is built anew. Where RESULTS has
# several builds a side, the second measurement has as many. And where a row would fail by its time
# though its instructions, counted, are as many, where the code lies is the likely cause: six builds
# a side show it (docs/study.md).
again_builds() {
	again=--no-build
	if ask jq -e 'any(.benchmarks[]; .builds)' "$1" >/dev/null; then
		again=''
	elif placement_likely "$2"; then
		again='--builds 6'
		say "the instructions are as many: measuring again in 6 builds a side, each with another placement"
	fi
}

# placement_likely FLAGGED: whether a row would fail by its time though its instructions are as many.
placement_likely() {
	# shellcheck disable=SC2016 # jq expands it
	ask jq -e 'INDEX(.rows[] | select(.metric == "instructions"); .id) as $counts
		| any(.rows[]; .verdict == "regression" and .gate and (.metric | IN("duration_ms", "cpu_ms"))
			and ($counts[.id] // {} | .verdict == "equivalent" and (.reason // "" | startswith("exact"))))' \
		"$1" >/dev/null
}

# again_measured CONFIRMATION: no, and said, when $again asked for builds by itself and one of them
# could not be measured.
again_measured() {
	case $again in
	'--builds '*) ;;
	*) return 0 ;;
	esac
	if ask jq -e 'any(.benchmarks[]; .status == "failed" or .status == "timeout")' "$1" >/dev/null; then
		say "not all builds could be measured: measuring again without them"
		return 1
	fi
}

# output NAME VALUE: set an output of this step; VALUE may be anything.
output() {
	[ -n "${GITHUB_OUTPUT:-}" ] || return 0
	delimiter=end-$(random)
	printf '%s<<%s\n%s\n%s\n' "$1" "$delimiter" "$2" "$delimiter" >>"$GITHUB_OUTPUT"
}

# passes DOCUMENT: whether nothing in this comparison fails the job.
passes() {
	ask jq -e '.summary.verdict == "pass" and all(.budget.rows[]?; .state != "overdrawn")' "$1" >/dev/null
}

# answers FOLDER: the last paragraph of each document there that fails the job, as text in a line.
answers() {
	for document in "$1/comparison.json" "$1/limits.json"; do
		[ ! -e "$document" ] || passes "$document" || COLUMNS=120 LC_ALL=C.UTF-8 bench-md --text --color never "$document" |
			awk 'BEGIN { RS = "" } { gsub(/\n */, " "); last = $0 } END { print last }'
	done
}

# temporary NAME: an empty folder of that name for this job, which is told.
temporary() {
	[ -z "${RUNNER_TEMP:-}" ] || mkdir -p "$RUNNER_TEMP"
	folder=${RUNNER_TEMP:-${TMPDIR:-/tmp}}/$1
	rm -rf "$folder"
	mkdir "$folder"
	echo "$folder"
}

# output_write FILE PATH: put FILE on standard output when PATH is '-', else in PATH, whole or not
# at all: the end of the script removes what it was written to beside.
output_write() {
	if [ "$2" = - ]; then
		written=0
		cat "$1" 2>/dev/null || written=$?
		[ "$written" -ne 141 ] || exit 2 # who reads no more needs no message
		[ "$written" -eq 0 ] || stop 'cannot write standard output'
		return
	fi
	[ ! -d "$2" ] || stop "'$2' is a folder"
	# What is no file, as a pipe, is there already.
	if [ -e "$2" ] && [ ! -f "$2" ]; then
		{ cat "$1" >"$2"; } 2>/dev/null || stop "cannot write '$2'"
		return
	fi
	beside=$(plain_path "$2").$$.new
	{ cat "$1" >"$beside" && sync "$beside" && mv -f "$beside" "$(plain_path "$2")"; } 2>/dev/null || stop "cannot write '$2'"
	beside=''
}

# plain_path PATH: the same file, in a form that no tool takes for an option.
plain_path() {
	case $1 in
	/* | ./*) printf '%s\n' "$1" ;;
	*) printf './%s\n' "$1" ;;
	esac
}

# tools_find PATH: a tool that is started by PATH has the others beside it, where $PATH has none; or
# beside what PATH is a link to.
tools_find() {
	PATH=$PATH:$(cd "$(dirname "$1")" && pwd)
	[ -L "$1" ] || return 0
	link=$(readlink "$1")
	case $link in
	/*) tools_find "$link" ;;
	*) tools_find "$(dirname "$1")/$link" ;;
	esac
}
case $0 in */bench-*) tools_find "$0" ;; esac
