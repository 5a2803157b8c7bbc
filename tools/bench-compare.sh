#!/bin/sh
# bench-compare: measure two builds, and measure again what got worse before saying so.
set -eu

# One line an option, as every tool has them: letter, name, value, help, tabs between.
options() {
	printf '%s\t%s\t%s\t%s\n' \
		-k --keep DIR 'leave results.json, flagged.json and confirmation.json in DIR' \
		-o --output FILE 'write FILE, whole or not at all' \
		'' --color WHEN 'colours in text: auto (default), always or never' \
		-h --help '' 'print this' \
		-V --version '' 'print the version'
}

usage() {
	cat <<'EOF' &&
usage: bench-compare [OPTION]... BASE HEAD SCENARIO [BENCH-RUN-OPTION]...
                     [-- BENCH-DIFF-OPTION...]
Measure SCENARIO in the folders BASE and HEAD, compare, measure again what got
worse, and write a comparison in which both measurements agree.

EOF
		options | awk -F '\t' '{ printf "  %-19s%s\n", ($1 ? $1 ", " : "    ") $2 " " $3, $4 }'
}

# say MESSAGE: strangers may have worded parts of it, which steer no terminal and give the
# log of a job no command. That nobody reads it costs nothing.
say() {
	printf '%s' "bench-compare: $1" |
		jq -Rrs 'gsub("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\x{34f}\\x{115f}\\x{1160}\\x{3164}]"; "?") | gsub("##\\["; "##(")' >&2 ||
		echo "bench-compare: trouble, and the message cannot be shown: jq does not run" >&2 || :
}

die() {
	say "$1"
	exit 2
}

die_usage() {
	say "$1"
	echo "try 'bench-compare --help'" >&2 || :
	exit 2
}

# quote WORD: as a shell reads it back.
quote() {
	printf "%s\n" "$1" | sed "s/'/'\\\\''/g; 1s/^/ '/; \$s/\$/'/"
}

keep='' output='' color=auto
while [ $# -gt 0 ]; do
	case $1 in
	--keep=* | --output=* | --color=* | -[ko]?*) # the value in the same word
		case $1 in
		--*) option=${1%%=*} value=${1#*=} ;;
		*) option=${1%"${1#-?}"} value=${1#-?} ;;
		esac
		shift
		set -- "$option" "$value" "$@"
		;;
	-k | --keep | -o | --output | --color)
		[ $# -gt 1 ] || die_usage "'$1' needs a value"
		case $1 in
		-k | --keep) keep=$2 ;;
		--color) color=$2 ;;
		*) output=$2 ;;
		esac
		shift 2
		;;
	-h | --help)
		usage || exit 2
		exit
		;;
	--help=options)
		options || exit 2
		exit
		;;
	-V | --version)
		version=$(bench-diff --version) || exit 2
		echo "bench-compare ${version#* }" || exit 2
		exit
		;;
	--)
		shift
		break
		;;
	-?*) die_usage "unknown option '$1'" ;;
	*) break ;;
	esac
done
case $color in
auto | always | never) ;;
*) die_usage "'--color' must be auto, always or never, not '$color'" ;;
esac
[ $# -ge 3 ] || die_usage "a folder of the base, one of the head, and a scenario are wanted"
base=$1 head=$2 scenario=$3
shift 3
# The scenario is read twice.
[ -f "$scenario" ] || die "'$scenario' is not a file"
to=bench-run run='' diff=''
for word; do
	if [ "$to" = bench-run ] && [ "$word" = -- ]; then
		to=bench-diff
	elif [ "$to" = bench-run ]; then
		run=$run$(quote "$word")
	else
		diff=$diff$(quote "$word")
	fi
done

# ended: an answer is given by 'answer' alone; what fails by itself under set -e is trouble.
# No second signal keeps it from its end, and the reader of the log may have gone.
signal='' answered='' child='' tmp=''
# shellcheck disable=SC2317 # a trap calls it
ended() {
	code=$?
	trap '' HUP INT QUIT TERM USR1 USR2 ALRM XCPU
	set +e
	if [ -n "$child" ]; then
		kill "$child" 2>/dev/null
		wait "$child" 2>/dev/null
	fi
	[ -z "$tmp" ] || rm -rf "$tmp"
	[ "$code" -eq 0 ] || exit "${signal:-${answered:-2}}"
}
trap ended EXIT
trap : PIPE
for name in HUP:129 INT:130 QUIT:131 USR1:138 USR2:140 ALRM:142 TERM:143 XCPU:152; do
	# shellcheck disable=SC2064 # the number is known now
	trap "signal=${name#*:}; exit ${name#*:}" "${name%:*}"
done
tmp=$(mktemp -d) || die "cannot make a temporary folder in '${TMPDIR:-/tmp}'"
answer() {
	answered=$1
	exit "$1"
}
dir=${keep:-$tmp}
[ -z "$keep" ] || mkdir -p "$keep" || exit 2

# measure OPTION...: both variants in one session. A 1, of --fail, is remembered.
measure() {
	eval "set -- $run \"\$@\""
	bench-run --variant "base=$base" --variant "head=$head" "$@" "$scenario" &
	child=$! # in the foreground, a signal would be kept until it ends
	until
		measured=0
		wait "$child" || measured=$?
		! kill -0 "$child" 2>/dev/null
	do :; done
	child=''
	[ "$measured" -le "$worst" ] || worst=$measured
	[ "$worst" -le 1 ] || exit 2
}

# compare OPTION...: by the options of the user too.
compare() {
	eval "set -- $diff \"\$@\""
	bench-diff "$@" "$dir/results.json"
}

# ids SCENARIO: those of the cases that the user's options leave, as a JSON array.
ids() {
	listed=$1
	eval "set -- $run"
	bench-run "$@" --ids "$listed"
}

# left FILE: write $tmp/whole.json, a plan, with the cases of $tmp/ids alone; of an empty one with none.
left() {
	jq -c --slurpfile ids "$tmp/ids" 'INDEX($ids[0][]?; .) as $ids
		| .cases |= map(select($ids[.id]))' "$tmp/whole.json" >"$1"
}

# plans: what head's scenario plans, and what base's did, when SCENARIO lies in HEAD.
plans() {
	place=$(cd "$(dirname "$scenario")" && pwd -P)/$(basename "$scenario")
	root=$(cd "$head" 2>/dev/null && pwd -P) || return 0 # bench-run says what is wrong
	case $place in
	"${root%/}"/*) before=$base/${place#"${root%/}"/} ;;
	*) return 0 ;;
	esac
	if ! ids "$scenario" >"$tmp/ids" || ! bench-plan -o "$tmp/whole.json" "$scenario" 2>/dev/null ||
		! left "$tmp/current-plan.json"; then
		die "'$scenario' cannot be planned"
	fi
	diff=$diff$(quote --current-plan)$(quote "$tmp/current-plan.json")
	if [ ! -f "$before" ]; then
		say "'$before' is not there: base has no scenario that head could take something out of"
		diff=$diff$(quote --no-baseline-plan)$(quote absent)
		return 0
	fi
	planned=0
	bench-plan -o "$tmp/whole.json" "$before" || planned=$?
	case $planned in
	0) ;;
	2)
		say "what head takes out of the scenario is not known"
		diff=$diff$(quote --no-baseline-plan)$(quote unreadable)
		return 0
		;;
	*) die "'$before' cannot be planned" ;;
	esac
	# A filter that none of its cases passes leaves nothing that could be taken out.
	ids "$before" >"$tmp/ids" 2>/dev/null || planned=$?
	case $planned in
	0 | 2) left "$tmp/baseline-plan.json" || die "'$before' cannot be planned" ;;
	*) die "'$before' cannot be planned" ;;
	esac
	diff=$diff$(quote --baseline-plan)$(quote "$tmp/baseline-plan.json")
}

status=0 worst=0
plans
measure -o "$dir/results.json"
compare -o "$dir/flagged.json" >/dev/null 2>&1 || status=$?
if [ "$status" -gt 1 ]; then
	compare >/dev/null # it says why
	exit 2
fi
# Where nothing got worse there is nothing to say of a second measurement.
again=$(eval "set -- $run" && bench-run "$@" -q --only "$dir/flagged.json" --list "$scenario") || exit 2
nothing=''
[ -n "$again" ] || nothing=1
# What is measured again has an order of its own.
measure --only "$dir/flagged.json" --no-build --seed 2 ${nothing:+-q} -o "$dir/confirmation.json"
status=0
compare --color "$color" --confirm "$dir/confirmation.json" ${output:+-o "$output"} || status=$?
[ "$status" -le 1 ] || exit 2
[ "$status" -gt "$worst" ] || status=$worst
answer "$status"
