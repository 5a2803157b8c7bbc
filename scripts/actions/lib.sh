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

# worktrees_remove FOLDER...: remove these of the repository in the current folder, whatever
# state git was ended in: one that it was still making is locked.
worktrees_remove() {
	for worktree; do
		git worktree unlock "$worktree" 2>/dev/null || :
		folders_remove "$worktree"
	done
	git worktree prune
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

# option_row LETTER NAME VALUE HELP [WORDS]: one option of a tool, as every tool lists them; WORDS
# are all that its value can be.
option_row() {
	printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4" "${5:-}"
}

# introduce WORD: when WORD asks a tool for --help, --help=options or --version, answer and
# end. The tool has 'usage', which prints its forms and what it does, and 'options', which
# prints the rows of its own options.
introduce() {
	case $1 in
	-h | --help)
		told=$(
			usage | sed 's/^usage: /&	/; t
				s/^  */&	/; t
				s/^/	/' | wrapped
			echo
			options_all | awk -F '\t' '{ form[NR] = ($1 ? $1 ", " : "    ") $2 ($3 ? " " $3 : ""); help[NR] = $4
				if (length(form[NR]) > most) most = length(form[NR]) }
				END { for (i = 1; i <= NR; i++) printf "  %-*s  \t%s\n", most, form[i], help[i] }' | wrapped
		)
		;;
	--help=options) told=$(options_all) ;;
	-V | --version)
		told=$(bench-env --version) || exit 2
		told="${0##*/} ${told#* }"
		;;
	*) return 0 ;;
	esac
	# Who reads no more of it ends it, as any filter.
	trap - PIPE
	printf '%s\n' "$told" 2>/dev/null || stop 'cannot write standard output'
	exit
}

# wrapped: standard input in lines of at most 80 columns. What is before the tab of a line begins its
# first line, and is as wide in its others; lines with nothing there are one text.
wrapped() {
	awk -F '\t' '
		function flush(i, n, words, at, wide, between) {
			n = split(text, words, " ")
			at = wide = length(head)
			printf "%s", head
			for (i = 1; i <= n; i++) {
				if (at == wide) between = ""
				else if (at + 1 + length(words[i]) <= 80) between = " "
				else { between = sprintf("\n%*s", wide, ""); at = wide }
				printf "%s%s", between, words[i]
				at += length(words[i]) + (between == " ")
			}
			if (n) print ""
			text = head = ""
		}
		$1 != "" { flush(); head = $1; text = $2; flush(); next }
		{ text = text " " $2 }
		END { flush() }'
}

options_all() {
	options
	option_row -h --help '' 'print this'
	option_row -V --version '' 'print the version'
}

# nearest WORD: of the words that standard input has, a line each, " (nearest: 'X')" of the one that
# is the fewest insertions, deletions, replacements and swaps of neighbours away from WORD, at most
# a third of its length; or nothing.
nearest() {
	nearest_to=$1 awk '
		function least(a, b) { return a < b ? a : b }
		function distance(a, b, n, m, i, j, cost) {
			n = length(a); m = length(b)
			for (i = 0; i <= n; i++) d[i, 0] = i
			for (j = 0; j <= m; j++) d[0, j] = j
			for (i = 1; i <= n; i++)
				for (j = 1; j <= m; j++) {
					cost = substr(a, i, 1) != substr(b, j, 1)
					d[i, j] = least(least(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost)
					if (i > 1 && j > 1 && substr(a, i, 1) == substr(b, j - 1, 1) && substr(a, i - 1, 1) == substr(b, j, 1))
						d[i, j] = least(d[i, j], d[i - 2, j - 2] + 1)
				}
			return d[n, m]
		}
		BEGIN { word = ENVIRON["nearest_to"]; most = int(length(word) / 3); if (most < 1) most = 1; most++ }
		length(word) <= 256 && length($0) - length(word) < most && length(word) - length($0) < most {
			if ((far = distance(word, $0)) < most) { most = far; near = $0 }
		}
		END { if (near != "") printf " (nearest: \047%s\047)", near }'
}

# option_take WORD...: take the option that the first WORD is, of the rows of 'options': $option is
# its long name, $value its value, in the same word or the next, and $option_words how many words
# these are. A long name may be shortened while no other begins alike. Status 1 before the operands;
# $option_words is then 1 for the '--' before them, else 0.
# shellcheck disable=SC2034 # all three are for the caller
option_take() {
	option='' value='' option_words=0
	case ${1-} in
	--)
		option_words=1
		return 1
		;;
	--?*) option=${1%%=*} ;;
	-?*) option=${1%"${1#-?}"} ;;
	*) return 1 ;;
	esac
	introduce "$1"
	option_form=$(options_all | option_word=$option awk -F '\t' '
		BEGIN { word = ENVIRON["option_word"] }
		word == $1 || word == $2 { is = $2 " " $3 }
		word ~ /^--/ && index($2, word) == 1 { could = could (could ? "\n" : "") $2 " " $3; n++ }
		END { print (is ? is : n > 1 ? "?" could : could) }')
	option_words=1
	case $option_form in
	'') stop_usage "unknown option '$option'$(options_all | cut -f 2 | nearest "$option")" ;;
	\?*) stop_usage "'$option' can be $(echo "${option_form#\?}" | sed "s/ .*//; s/.*/'&'/" | paste -sd , - | sed 's/,/ or /g')" ;;
	*' ')
		option_rest=${1#"$option"}
		[ -z "$option_rest" ] || stop_usage "'$option' takes no value, found '${option_rest#=}'"
		introduce "${option_form% }"
		;;
	*)
		case $1 in
		"$option")
			[ $# -gt 1 ] || stop_usage "'$1' needs a value: ${option_form#* }"
			value=$2 option_words=2
			;;
		--*) value=${1#*=} ;;
		*) value=${1#-?} ;;
		esac
		;;
	esac
	option=${option_form%% *}
}

# options_first WORD...: set $sorted to the words, quoted, with all options before the operands, which
# may stand anywhere.
options_first() {
	sorted='' operands=''
	while [ $# -gt 0 ]; do
		if option_take "$@"; then
			sorted=$sorted$(quote "$1")
			[ "$option_words" -eq 1 ] || sorted=$sorted$(quote "$2")
			shift "$option_words"
		elif [ "$option_words" -eq 1 ]; then
			shift
			for word; do operands=$operands$(quote "$word"); done
			break
		else
			operands=$operands$(quote "$1")
			shift
		fi
	done
	sorted="$sorted -- $operands"
}

# run_words WORD...: what stands behind a scenario: set $run to the options for bench-run, quoted, and
# $diff to the words behind '--'. What stands there of the tool's own options, an output or a folder
# for documents, is given to 'own OPTION VALUE'; what chooses other builds, or measures none, is
# refused.
run_words() {
	run='' diff='' owner='' behind=''
	for word; do
		if [ -n "$owner" ]; then
			own "$owner" "$word"
			owner=''
			continue
		elif [ -n "$behind" ]; then
			diff=$diff$(quote "$word")
			continue
		fi
		case $word in
		--) behind=yes ;;
		-[ok] | --output | --keep | --color) owner=$word ;;
		-[ok]?*) own "${word%"${word#-?}"}" "${word#-?}" ;;
		--output=* | --keep=* | --color=*) own "${word%%=*}" "${word#*=}" ;;
		-[hV] | --help | --version) introduce "$word" ;;
		-c* | --command | --command=* | --variant | --variant=* | --only | --only=* | --resume | --resume=* | --list | --dry-run | --ids)
			stop_usage "'${word%%=*}' does not go with a comparison of two builds"
			;;
		*) run=$run$(quote "$word") ;;
		esac
	done
	[ -z "$owner" ] || stop_usage "'$owner' needs a value"
	# What bench-run would refuse after minutes of building is refused now: it reads its options in turn.
	(eval "set -- $run" && bench-run "$@" --help >/dev/null) || exit 2
}

# quote WORD: as a shell reads it back.
quote() {
	printf "%s\n" "$1" | sed "s/'/'\\\\''/g; 1s/^/ '/; \$s/\$/'/"
}

# stop_usage MESSAGE: trouble with the command line.
stop_usage() {
	say "$1"
	echo "try '${0##*/} --help'" >&2 || :
	exit 2
}

# commit_find NAME: the id of the one commit that git knows by NAME in the current folder, or nothing.
# Behind ':/text' a '^{commit}' would be text, so the id of the name alone is asked for its commit too.
commit_find() {
	for name in "$1^{commit}" "$1"; do
		id=$(git_id "$name") || exit
		[ -z "$id" ] || break
	done
	[ -z "$id" ] || git_id "$id^{commit}"
}

# git_id NAME: the one id that git knows by NAME; nothing also for a range, and for what is excluded.
git_id() {
	found=0
	found_id=$(git rev-parse --verify --quiet --end-of-options "$1" 2>/dev/null) || found=$?
	case $found in 0 | 1 | 128) ;; *) stop "'git rev-parse' ended with status $found" ;; esac
	case $found_id in '' | *[!0-9a-f]*) ;; *) echo "$found_id" ;; esac
}

# commit_missing NAME: after "'NAME' is no commit", what is said of a name that git knows no commit by.
commit_missing() {
	if ! git rev-parse --git-dir >/dev/null 2>&1; then
		echo ': there is no git repository here'
		return
	fi
	printf ' of the repository here%s' "$(git for-each-ref --format='%(refname:short)' | nearest "$1")"
	[ "$(git rev-parse --is-shallow-repository)" != true ] ||
		printf "; the repository is shallow: 'git fetch --unshallow --tags' brings what it lacks"
}

# worktree_add COMMIT FOLDER: check COMMIT out as FOLDER, with its submodules. The hooks that a user
# has for his own folder are for no other.
worktree_add() {
	child git -c core.hooksPath=/dev/null worktree add --quiet --detach "$2" "$1" >&2
	[ ! -e "$2/.gitmodules" ] || child git -C "$2" submodule --quiet update --init --recursive --depth 1 >&2
}
