#!/bin/sh
# bench-compare: measure two builds, and measure again what got worse before saying so.
set -eu

# shellcheck source=scripts/actions/lib.sh
. "$(dirname "$0")/../scripts/actions/lib.sh"
# shellcheck source=scripts/actions/options.sh
. "$(dirname "$0")/../scripts/actions/options.sh"
# shellcheck source=scripts/actions/commits.sh
. "$(dirname "$0")/../scripts/actions/commits.sh"

usage() {
	cat <<-END
		usage: bench-compare [OPTION]... BASE HEAD SCENARIO [BENCH-RUN-OPTION]...
		                     [-- BENCH-DIFF-OPTION...]
		Measure SCENARIO in BASE and HEAD, each a folder or a git commit, compare, measure
		again what got worse, and write a comparison in which both measurements agree.
	END
}

options() {
	option_row -k --keep DIR 'leave results.json, flagged.json and confirmation.json in DIR'
	option_row -o --output FILE 'write FILE, whole or not at all'
	option_row '' --color WHEN 'colours in text: auto (default), always or never' 'auto always never'
}

# own OPTION VALUE: one of the options of bench-compare itself.
own() {
	case $1 in
	-k | --keep) keep=$2 ;;
	-o | --output) output=$2 ;;
	--color) color=$2 ;;
	esac
}
keep='' output='' color=auto
while option_take "$@"; do
	shift "$option_words"
	own "$option" "$value"
done
shift "$option_words"
[ $# -ge 3 ] || stop_usage 'a base, a head, and a scenario are wanted'
base=$1 head=$2 scenario=$3 base_name=$1 head_name=$2
shift 3
# The scenario is read twice.
[ -f "$scenario" ] || stop "'$scenario' is not a file"
run_words "$@"
case $color in
auto | always | never) ;;
*) stop_usage "'--color' must be auto, always or never, not '$color'" ;;
esac

# What is wrong with these too is said now, not after minutes of measuring.
(eval "set -- $diff" && bench-diff "$@" --help >/dev/null) || exit 2

checked_out='' confirming=''
# What was found and not confirmed is told before it goes. git remembers its worktrees: they are
# taken out of the repository again.
at_end() {
	[ -z "$confirming" ] || unconfirmed
	[ -z "$checked_out" ] || worktrees_remove "$scratch/base" "$scratch/head"
}
scratch_make

# missing WORD: it is neither a folder nor a commit.
missing() {
	what=folder
	[ ! -e "$1" ] || what='folder but a file'
	case $1 in *..*) stop "'$1' is not a $what, and no commit: a range has two" ;; esac
	stop "'$1' is not a $what, and no commit$(commit_missing "$1")"
}

# check_out SIDE WORD: set folder to where SIDE is: the folder WORD, or else the commit that
# git knows by this name, checked out for as long as this runs; commit is its id, or nothing.
check_out() {
	folder=$2 commit=$(commit_find "$2")
	if [ -d "$2" ]; then
		[ -z "$commit" ] || say "'$2' is a folder here, and a commit: the folder is taken; '$2^{commit}' is the commit"
		commit=''
		return
	fi
	[ -n "$commit" ] || missing "$2"
	[ "$2" != HEAD ] || [ -z "$(git status --porcelain --untracked-files=no)" ] ||
		say "what is not committed is not in HEAD: '.' is the folder as it is"
	checked_out=yes
	worktree_add "$commit" "$scratch/$1"
	within=$(git rev-parse --show-prefix)
	folder=$scratch/$1${within:+/${within%/}}
	[ -d "$folder" ] || stop "'$2' has no folder '$within'"
}
check_out base "$base"
base=$folder base_commit=$commit
check_out head "$head"
head=$folder head_commit=$commit
[ -z "$base_commit" ] || [ "$base_commit" != "$head_commit" ] ||
	say "'$base_name' and '$head_name' are one commit: what differs is noise"
dir=${keep:-$scratch}
[ -z "$keep" ] || mkdir -p "$keep" || exit 2

# measure OPTION...: both variants in one session. A 1, of --fail, is remembered.
measure() {
	eval "set -- $run \"\$@\""
	measured=0
	child bench-run --color "$color" --variant "base=$base" --variant "head=$head" "$@" "$scenario" || measured=$?
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

# left FILE: write $scratch/whole.json, a plan, with the cases of $scratch/ids alone; of an empty one with none.
left() {
	jq -c --slurpfile ids "$scratch/ids" 'INDEX($ids[0][]?; .) as $ids
		| .cases |= map(select($ids[.id]))' "$scratch/whole.json" >"$1"
}

# unknown: nobody has seen what head takes out of the scenario of base.
unknown() {
	say 'what head takes out of the scenario is not known'
	diff=$diff$(quote --no-baseline-plan)$(quote unreadable)
}

# plans: what head's scenario plans, and what base's did, when SCENARIO lies in HEAD; in the
# folder here when HEAD is a commit.
plans() {
	place=$(cd "$(dirname "$scenario")" && pwd -P)/$(basename "$scenario")
	root=$head
	[ -z "$head_commit" ] || root=.
	root=$(cd "$root" && pwd -P)
	case $place in
	"${root%/}"/*) before=$base/${place#"${root%/}"/} ;;
	*) return 0 ;;
	esac
	if ! ids "$scenario" >"$scratch/ids" || ! bench-plan -o "$scratch/whole.json" "$scenario" 2>/dev/null ||
		! left "$scratch/current-plan.json"; then
		stop "'$scenario' cannot be planned"
	fi
	diff=$diff$(quote --current-plan)$(quote "$scratch/current-plan.json")
	if [ ! -f "$before" ]; then
		where="'$before' is not there"
		[ -z "$base_commit" ] || where="'${place#"${root%/}"/}' is not in '$base_name'"
		say "$where: base has no scenario that head could take something out of"
		diff=$diff$(quote --no-baseline-plan)$(quote absent)
		return 0
	fi
	planned=0
	bench-plan -o "$scratch/whole.json" "$before" || planned=$?
	case $planned in
	0) ;;
	2)
		unknown
		return 0
		;;
	*) stop "'$before' cannot be planned" ;;
	esac
	# A filter that none of its cases passes leaves nothing that could be taken out.
	ids "$before" >"$scratch/ids" || planned=$?
	case $planned in
	0) left "$scratch/baseline-plan.json" || stop "'$before' cannot be planned" ;;
	2)
		unknown
		return 0
		;;
	*) stop "'$before' cannot be planned" ;;
	esac
	diff=$diff$(quote --baseline-plan)$(quote "$scratch/baseline-plan.json")
}

# revisions: the results say which commits were measured, by which names, and of what.
revisions() {
	jq -c --arg base "$base_commit" --arg head "$head_commit" --arg base_name "$base_name" --arg head_name "$head_name" \
		--arg scenario "$scenario" '.environment.revisions = ({base: $base, head: $head}
		+ if $base == "" then {} else {base_name: $base_name} end + if $head == "" then {} else {head_name: $head_name} end
		+ if $base == "" or $head == "" or ($scenario | startswith("/")) then {} else {scenario: $scenario} end
		| map_values(select(. != "")))' \
		"$dir/results.json" >"$scratch/told.json"
	bench-merge -o "$dir/results.json" "$scratch/told.json"
}

# unconfirmed: say what got worse, that no second measurement has confirmed it, and where it is kept.
unconfirmed() {
	found=$(jq -r '[.rows[] | select(.gate and (.verdict == "regression" or .verdict == "worse"))
		| "\(.id) \(.metric)" + (if .change then " \(if .change > 0 then "+" else "" end)\(.change * 1000 | round / 10) %" else "" end)]
		| (.[:5] | join(", ")) + if length > 5 then " and \(length - 5) more" else "" end
		| if . == "" then "a change that only the number of rows kept from being a regression" else . end' "$dir/flagged.json" 2>/dev/null) || found='what it found'
	where='with -k DIR its documents would be there'
	[ -z "$keep" ] || [ ! -e "$keep/flagged.json" ] || where="the first comparison is '$keep/flagged.json'"
	say "ended while what got worse was measured again; not confirmed: $found; $where"
}

# confirm OPTION...: measure again what got worse, in an order of its own.
confirm() {
	measure --only "$dir/flagged.json" --seed 2 ${nothing:+-q} -o "$dir/confirmation.json" "$@"
}

status=0 worst=0
plans
# On a terminal, the comparison shows the warnings of the measurement.
told=''
[ ! -t 1 ] || [ "$output" = - ] || told=1
measure ${told:+--no-warnings} -o "$dir/results.json"
[ -z "$base_commit$head_commit" ] || revisions
compare -o "$dir/flagged.json" >/dev/null 2>&1 || status=$?
if [ "$status" -gt 1 ]; then
	compare >/dev/null # it says why
	exit 2
fi
# Where nothing got worse there is nothing to say of a second measurement.
listed=$(eval "set -- $run" && bench-run "$@" -q --only "$dir/flagged.json" --list "$scenario") || exit 2
nothing=''
[ -n "$listed" ] || nothing=1
again_builds "$dir/results.json" "$dir/flagged.json"
case $run in *"'--no-build'"*) again=--no-build ;; esac
before=$worst confirming=$listed
case $run in
*"'-q'"* | *"'--quiet'"*) ;;
*) [ -n "$nothing" ] || say "measured again, to confirm it: $(printf '%s\n' "$listed" | grep -c .) of the cases" ;;
esac
# shellcheck disable=SC2086 # words
confirm ${nothing:+--no-build} ${again:+$again}
if ! again_measured "$dir/confirmation.json"; then
	worst=$before
	confirm --no-build
fi
status=0
compare --color "$color" --confirm "$dir/confirmation.json" ${output:+-o "$output"} || status=$?
[ "$status" -le 1 ] || exit 2
confirming=''
[ "$status" -gt "$worst" ] || status=$worst
[ "$status" -eq 0 ] || no
