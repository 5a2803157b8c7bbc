# shellcheck shell=sh disable=SC2016,SC2154 # programs of jq; what bench-bisect sets
# How bench-bisect measures: commits checked out, built, and measured in pairs. Sourced; what is
# known is in the file $state, which 'state_change' changes: $good and $bad are the ends, $last is
# the number of $bad, $row and $metric what got worse, $run and $scenario what measures it.

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
