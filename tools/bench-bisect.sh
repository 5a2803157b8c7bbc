#!/bin/sh
# bench-bisect: find the commit that made a row worse, by measurements that may err.
# shellcheck disable=SC2016 # in single quotes stand programs of jq, with its variables
set -eu

# shellcheck source=scripts/actions/lib.sh
. "$(dirname "$0")/../scripts/actions/lib.sh"
# shellcheck source=scripts/actions/options.sh
. "$(dirname "$0")/../scripts/actions/options.sh"
# shellcheck source=scripts/actions/commits.sh
. "$(dirname "$0")/../scripts/actions/commits.sh"
# shellcheck source=tools/lib/bisect/measure.sh
. "$(dirname "$0")/lib/bisect/measure.sh"

usage() {
	cat <<-END
		usage: bench-bisect [OPTION]... GOOD BAD SCENARIO [BENCH-RUN-OPTION]...
		       bench-bisect [OPTION]... --from DOCUMENT SCENARIO [BENCH-RUN-OPTION]...
		Find the commit between GOOD and BAD that made a row of SCENARIO worse: measure one
		commit after the other against GOOD until the answer is sure.
	END
}

options() {
	option_row -f --from DOCUMENT 'take the commits and the row from a comparison or a series'
	option_row -r --row ID 'the case; without it the one that got worse most'
	option_row -m --metric METRIC 'what got worse (duration_ms)'
	option_row -l --least PERCENT 'the smallest change to look for (1%)'
	option_row -n --max-probes N 'most sessions; then the answer is what is known'
	option_row -p --pairs N 'pairs of the first session (40)'
	option_row -c --counts WHEN 'count instructions where these carry the change: auto, always or never' 'auto always never'
	option_row -k --keep DIR 'leave all documents in DIR, and go on with what is there'
	option_row -o --output FILE 'write FILE, whole or not at all'
}

# whole WORD NAME: WORD must be a whole number over 0.
whole() {
	case $1 in
	'' | 0* | *[!0-9]* | ???????*) stop_usage "'$2' must be a whole number from 1 to 999999, not '$1'" ;;
	esac
}

from='' row='' metric='' least=1 most='' pairs=40 counts=auto keep='' output=''
while option_take "$@"; do
	shift "$option_words"
	case $option in
	--from) from=$value ;;
	--row) row=$value ;;
	--metric) metric=$value ;;
	--least) least=${value%\%} ;;
	--max-probes) whole "$value" "$option" && most=$value ;;
	--pairs) whole "$value" "$option" && pairs=$value ;;
	--counts) counts=$value ;;
	--keep) keep=$value ;;
	--output) output=$value ;;
	esac
done
shift "$option_words"
case $counts in
auto | always | never) ;;
*) stop_usage "'--counts' must be auto, always or never, not '$counts'" ;;
esac
jq -en --arg v "$least" '$v | tonumber | . > 0 and . <= 100' >/dev/null 2>&1 ||
	stop_usage "'--least' must be a percentage over 0, at most 100, not '$least'"
[ "$pairs" -ge 6 ] || stop_usage "'--pairs' must be at least 6, since fewer prove nothing"
if [ -n "$from" ]; then
	[ $# -ge 1 ] || stop_usage 'a scenario is wanted'
	good='' bad=''
else
	[ $# -ge 3 ] || stop_usage 'a good commit, a bad commit, and a scenario are wanted'
	good=$1 bad=$2
	shift 2
fi
scenario=$1
shift
[ -f "$scenario" ] || stop "'$scenario' is not a file"
own() {
	case $1 in
	-k | --keep) keep=$2 ;;
	-o | --output) output=$2 ;;
	esac
}
run_words "$@"
[ -z "$diff" ] || stop_usage "unexpected operand:$diff"

tmp='' worktrees=''
# git remembers its worktrees: they are taken out of the repository again.
at_end() {
	[ -n "$tmp" ] || return 0
	[ -z "$worktrees" ] || eval "worktrees_remove $worktrees"
	rm -rf "$tmp"
}
tmp=$(mktemp -d) || stop "cannot make a temporary folder in '${TMPDIR:-/tmp}'"
tmp=$(cd "$tmp" && pwd -P)
dir=${keep:-$tmp}
[ -z "$keep" ] || mkdir -p "$keep" || exit 2
state=$dir/bisection.json

# from_document: the commits, the row and the metric that the document names, where the
# command line does not.
from_document() {
	jq -c --arg row "$row" --arg metric "$metric" '
		def wanted: (($row == "") or .id == $row) and (($metric == "") or .metric == $metric);
		if .schema == "benchpipe/comparison/1" then
			(.baseline.environment.revisions // {}) as $r
			| ([.rows[] | select(wanted and (.verdict | IN("regression", "worse")))] | max_by(.change | fabs)) as $row
			| {good: $r.base, bad: $r.head, row: $row.id, metric: $row.metric}
		elif (.schema // "" | startswith("benchpipe/series/")) then
			.runs as $runs
			| ([.series[] | select(wanted) | . as $s | (.steps // [])[]
				| select(.at > 0 and .verdict == "regression") | {s: $s, at}] | last) as $step
			| if $step then ($step.s.run // [range($step.s.value | length)]) as $run
				| {good: $runs[$run[$step.at - 1]].commit, bad: $runs[$run[$step.at]].commit,
					row: $step.s.id, metric: $step.s.metric}
			else {} end
		else error("neither a comparison nor a series") end' "$from" >"$tmp/from.json" ||
		stop "'$from' is no comparison and no series of benchpipe"
	ask jq -e '.row and .metric' "$tmp/from.json" >/dev/null || stop "'$from' has no row that got worse${row:+ of '$row'}"
	row=$(jq -r .row "$tmp/from.json") metric=$(jq -r .metric "$tmp/from.json")
	ask jq -e '.good and .bad' "$tmp/from.json" >/dev/null ||
		stop "'$from' does not say which commits it is of: give GOOD and BAD"
	good=$(jq -r .good "$tmp/from.json") bad=$(jq -r .bad "$tmp/from.json")
}
[ -z "$from" ] || from_document

# commit_of NAME: its id.
commit_of() {
	id=$(commit_find "$1")
	[ -n "$id" ] || stop "'$1' is no commit$(commit_missing "$1")"
	echo "$id"
}
good=$(commit_of "$good") || exit 2
bad=$(commit_of "$bad") || exit 2
[ "$good" != "$bad" ] || stop 'good and bad are one commit'
git merge-base --is-ancestor "$good" "$bad" ||
	stop "'$good' is no ancestor of '$bad': there is no line of commits from one to the other"
within=$(git rev-parse --show-prefix)

# state_change FILTER [OPTION...]: the state, changed by jq's FILTER, with the answer to it.
state_change() {
	change=$1
	shift
	jq -c "$@" "$change" "$state" >"$tmp/changed.json"
	located=0
	bench-locate -q -o "$state" "$tmp/changed.json" || located=$?
	[ "$located" -le 1 ] || exit 2
}

answer() {
	jq -r ".answer.$1 // empty" "$state"
}

last=$(git rev-list --count --first-parent "$good..$bad")
[ "$last" -le 100000 ] || stop "$last commits are more than 100000"
git log --no-show-signature --first-parent --reverse --format='%H%x09%s' "$good..$bad" >"$tmp/line"
{
	git log --no-show-signature -1 --format='%H%x09%s' "$good"
	cat "$tmp/line"
} | jq -cR '{commit: (. / "\t")[0], subject: ((. / "\t")[1:] | join("\t"))}' | jq -cs . >"$tmp/commits.json"

if [ -e "$state" ]; then
	ask jq -e --slurpfile c "$tmp/commits.json" --arg row "$row" --arg metric "$metric" '
		([.commits[].commit] == [$c[0][].commit]) and ($row == "" or .row.id == $row) and
		($metric == "" or (.row.flagged // .row.metric) == $metric)' "$state" >/dev/null ||
		stop "'$state' is of another hunt: other commits, another row or another metric"
	row=$(jq -r .row.id "$state") metric=$(jq -r '.row.flagged // .row.metric' "$state")
	[ -z "$most" ] || state_change '.policy.most = $most' --argjson most "$most"
	say "going on with '$state', which has $(jq -r '.probes | length | "\(.) session\(if . == 1 then "" else "s" end)"' "$state")"
else
	[ -n "$row" ] || row_choose
	metric=${metric:-duration_ms}
	jq -nc --arg row "$row" --arg metric "$metric" --slurpfile c "$tmp/commits.json" --arg scenario "$scenario" \
		--argjson least "$least" --argjson pairs "$pairs" --arg most "$most" '{schema: "benchpipe/bisection/1",
		$scenario, row: {id: $row, $metric},
		policy: ({least: ($least / 100), pairs_first: $pairs, pairs_least: ([$pairs, 10] | min), pairs_most: ([10 * $pairs, 400] | max)}
			+ if $most == "" then {} else {most: ($most | tonumber)} end),
		commits: $c[0], probes: []}' >"$tmp/new.json"
	bench-locate -q -o "$state" "$tmp/new.json"
fi
filter_set "$row"

built 0 || exit 2
aside=0 optional=''
while [ "$(answer verdict)" = searching ]; do
	next=$(answer next)
	[ "$next" -eq "$last" ] || counts_try
	next=$(answer next)
	[ -n "$next" ] || continue
	built "$next" || continue
	by=$(jq -r .row.metric "$state")
	instrument=''
	[ "$by" != instructions ] || instrument='--instrument callgrind --no-control'
	before=$(jq '[.probes[] | select(.set_aside)] | length' "$state")
	# shellcheck disable=SC2086 # nothing, or words
	probe "$next" "$(answer pairs)" "$by" $instrument
	aside=$((aside + $(jq '[.probes[] | select(.set_aside)] | length' "$state") - before))
	[ "$aside" -lt 5 ] || stop 'the control row moved in five sessions: the machine is not steady enough'
done

located=0
bench-locate ${output:+-o "$output"} "$state" || located=$?
case $located in
0) ;;
1) no ;;
*) exit 2 ;;
esac
