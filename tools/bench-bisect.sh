#!/bin/sh
# bench-bisect: find the commit that made a row worse, by measurements that may err.
# shellcheck disable=SC2016 # in single quotes stand programs of jq, with its variables
set -eu

# shellcheck source=scripts/actions/lib.sh
. "$(dirname "$0")/../scripts/actions/lib.sh"

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
	option_row -c --counts WHEN 'count instructions where these carry the change: auto, always or never'
	option_row -k --keep DIR 'leave all documents in DIR, and go on with what is there'
	option_row -o --output FILE 'write FILE, whole or not at all'
}

# quote WORD: as a shell reads it back.
quote() {
	printf "%s\n" "$1" | sed "s/'/'\\\\''/g; 1s/^/ '/; \$s/\$/'/"
}

# whole WORD NAME: WORD must be a whole number over 0.
whole() {
	case $1 in
	'' | 0* | *[!0-9]* | ???????*) stop_usage "'$2' must be a whole number from 1 to 999999, not '$1'" ;;
	esac
}

from='' row='' metric='' least=1 most='' pairs=40 counts=auto keep='' output=''
while [ $# -gt 0 ]; do
	case $1 in
	--from=* | --row=* | --metric=* | --least=* | --max-probes=* | --pairs=* | --counts=* | --keep=* | --output=* | -[frmlnpcko]?*)
		case $1 in
		--*) option=${1%%=*} value=${1#*=} ;;
		*) option=${1%"${1#-?}"} value=${1#-?} ;;
		esac
		shift
		set -- "$option" "$value" "$@"
		;;
	-f | --from | -r | --row | -m | --metric | -l | --least | -n | --max-probes | -p | --pairs | -c | --counts | -k | --keep | -o | --output)
		[ $# -gt 1 ] || stop_usage "'$1' needs a value"
		case $1 in
		-f | --from) from=$2 ;;
		-r | --row) row=$2 ;;
		-m | --metric) metric=$2 ;;
		-l | --least) least=${2%\%} ;;
		-n | --max-probes) whole "$2" "$1" && most=$2 ;;
		-p | --pairs) whole "$2" "$1" && pairs=$2 ;;
		-c | --counts) counts=$2 ;;
		-k | --keep) keep=$2 ;;
		*) output=$2 ;;
		esac
		shift 2
		;;
	--)
		shift
		break
		;;
	-?*)
		introduce "$1"
		stop_usage "unknown option '$1'"
		;;
	*) break ;;
	esac
done
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
run=''
for word; do run=$run$(quote "$word"); done

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
	[ -n "$id" ] || stop "'$1' is no commit of the repository here"
	echo "$id"
}
good=$(commit_of "$good") || exit 2
bad=$(commit_of "$bad") || exit 2
[ "$good" != "$bad" ] || stop 'good and bad are one commit'
git merge-base --is-ancestor "$good" "$bad" ||
	stop "'$good' is no ancestor of '$bad': there is no line of commits from one to the other"
within=$(git rev-parse --show-prefix)

# folder_of I COMMIT: where commit number I is checked out, which is set as folder.
folder_of() {
	folder=$tmp/$1/${within%/}
	[ ! -e "$tmp/$1" ] || return 0
	worktrees=$worktrees$(quote "$tmp/$1")
	worktree_add "$2" "$tmp/$1"
	[ -d "$folder" ] || mkdir -p "$folder"
}

# filter_set ID: the options that leave this row alone, where it is a case of the scenario. A row
# that the command of another case reports needs all of them.
filter_set() {
	filter='' id=$1
	eval "set -- $run"
	bench-run "$@" --ids "$scenario" >"$tmp/ids.json" || exit 2
	! ask jq -e --arg id "$id" 'index($id) != null' "$tmp/ids.json" >/dev/null ||
		filter="--filter$(quote "^$(printf '%s\n' "$id" | sed 's/[][\.*^$+?(){}|]/\\&/g')\$")"
}

# measure FILE OPTION...: by the options of the user too.
measure() {
	file=$1
	shift
	eval "set -- $run $filter \"\$@\""
	measured=0
	child bench-run "$@" -q -o "$file" "$scenario" || measured=$?
	[ "$measured" -le 1 ] || exit 2
}

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

# built I: whether commit number I is built here and its row can be measured; else the state
# says why it is skipped. Each commit is built once.
built() {
	commit=$(jq -r --argjson i "$1" '.commits[$i].commit' "$state")
	folder_of "$1" "$commit"
	[ ! -e "$tmp/$1.built" ] || return 0
	say "building $(jq -r --argjson i "$1" '"\($i) of \(.commits | length - 1), " + .commits[$i].commit[:12] + " " + (.commits[$i].subject // "")' "$state")"
	measure "$tmp/build.json" --variant "head=$folder" --no-control -r 1 -w 0
	why=$(jq -r --arg id "$row" '([.benchmarks[] | select(.id == $id)] | first) as $e
		| if ([.benchmarks[] | select(.control | not)] | length > 0 and all(.status != "ok")) then
			.benchmarks[0] | "\(.status): \(.reason // "")"
		elif $e == null then "it has no row '\''\($id)'\''"
		elif $e.status != "ok" then "\($e.status): \($e.reason // "")"
		else "" end' "$tmp/build.json")
	if [ -z "$why" ]; then
		touch "$tmp/$1.built"
		return 0
	fi
	say "$why"
	[ "$1" -gt 0 ] || stop "the good commit cannot be measured: $why"
	[ "$1" -lt "$last" ] || stop "the bad commit cannot be measured: $why"
	state_change '.commits[$i].skip = $why' --argjson i "$1" --arg why "$why"
	return 1
}

# probe I PAIRS METRIC OPTION...: measure commit number I against the good one, in pairs in one
# session, and add what METRIC shows to the state.
probe() {
	at=$1 n=$2 by=$3
	shift 3
	folder_of 0 "$good"
	base=$folder
	folder_of "$at" ''
	number=$(jq '.probes | length + 1' "$state")
	measure "$dir/probe-$number.json" --variant "base=$base" --variant "head=$folder" -r "$n" \
		--looks 1 --no-build --seed "$number" "$@"
	compared=0
	bench-diff -m "$by" -o "$tmp/compared.json" "$dir/probe-$number.json" 2>"$tmp/said" || compared=$?
	[ "$compared" -le 1 ] || {
		cat "$tmp/said" >&2
		exit 2
	}
	jq -c --arg id "$row" --arg by "$by" --argjson at "$at" --arg session "probe-$number.json" '
		def shift: (1 + .) | if . > 0 then log else -20 end;
		([.rows[] | select(.id == $id and .metric == $by)] | first) as $r
		| (if $r.better == "higher" then -1 else 1 end) as $sign
		| if $r == null or $r.change == null then
			{failed: ($r.reason // "it has no value of \($by)")}
		elif $r.ci == null and ($r.reason // "" | startswith("exact count") | not) then
			{failed: ($r.reason // "no interval")}
		else {$at, metric: $by, change: $r.change, ci: $r.ci, pairs: ([$r.n[], 1] | max),
			shift: ($sign * ($r.change | shift)),
			half: (if $r.ci then (($r.ci[1] | shift) - ($r.ci[0] | shift)) / 2 else 0 end),
			exact: ($r.ci == null), document: $session}
			+ if .summary.contaminated then {set_aside: "the control row moved"} else {} end
		end' "$tmp/compared.json" >"$tmp/probe.json"
	if ask jq -e '.failed' "$tmp/probe.json" >/dev/null; then
		[ -z "$optional" ] || return 0
		[ "$at" -lt "$last" ] || stop "the bad commit cannot be measured: $(jq -r .failed "$tmp/probe.json")"
		say "commit $at cannot be measured: $(jq -r .failed "$tmp/probe.json")"
		state_change '.commits[$at].skip = $p[0].failed' --argjson at "$at" --slurpfile p "$tmp/probe.json"
		return 0
	fi
	say "$(jq -r --arg id "$row" '"commit \(.at): \($id) \(.metric) \(if .change < 0 then "" else "+" end)\(.change * 10000 | round / 100) %"
		+ if .set_aside then ", set aside: \(.set_aside)" else "" end' "$tmp/probe.json")"
	state_change '.probes += $p' --slurpfile p "$tmp/probe.json"
}

# row_choose: without a row, the one that got worse most between the two ends.
row_choose() {
	say 'measuring all cases of the two ends'
	folder_of 0 "$good"
	base=$folder
	folder_of "$last" "$bad"
	filter=''
	measure "$dir/ends.json" --variant "base=$base" --variant "head=$folder" --looks 1
	compared=0
	bench-diff ${metric:+-m "$metric"} -o "$tmp/compared.json" "$dir/ends.json" 2>/dev/null || compared=$?
	[ "$compared" -le 1 ] || stop 'the two ends cannot be compared'
	jq -c '[.rows[] | select(.verdict | IN("regression", "worse"))]
		| max_by(if .change == null then 0 else .change | fabs end) // {} | {id, metric}' "$tmp/compared.json" >"$tmp/row.json"
	row=$(jq -r '.id // empty' "$tmp/row.json")
	if [ -z "$row" ]; then
		say 'no row got worse between the two: name one with --row'
		no
	fi
	metric=$(jq -r .metric "$tmp/row.json")
	say "the row is '$row' $metric"
}

# counts_try: where the number of instructions grew with the time, hunt by it: it does not vary.
counts_try() {
	[ "$counts" != never ] && jq -e '.row.counts == null' "$state" >/dev/null || return 0
	case $metric in duration_ms | cpu_ms | user_ms) ;; *) return 0 ;; esac
	if [ "$counts" = auto ] && ! command -v valgrind >/dev/null; then
		return 0
	fi
	optional=yes
	probe "$last" 3 instructions --instrument callgrind --no-control
	optional=''
	state_change '([.probes[] | select(.metric == "instructions")] | last) as $p
		| .row.counts = ($p != null and $p.exact and $p.shift > 0 and
			2 * $p.shift >= ((.answer.size // 0) + 1 | log) and $p.shift >= (.policy.least + 1 | log))
		| if .row.counts then .row.flagged = .row.metric | .row.metric = "instructions"
			| .policy += {pairs_first: 3, pairs_least: 3, pairs_most: 3} else . end'
	! jq -e .row.counts "$state" >/dev/null || say 'the instructions grew with it: these are counted from here on'
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
