#!/bin/sh
# bench-slurm: run the shards of a split on the nodes of Slurm, or of GNU parallel, and join
# what they bring back.
set -eu

# shellcheck source=scripts/actions/lib.sh
. "$(dirname "$0")/../scripts/actions/lib.sh"
# shellcheck source=scripts/actions/options.sh
. "$(dirname "$0")/../scripts/actions/options.sh"

usage() {
	cat <<-END
		usage: bench-slurm [OPTION]... SPLIT [-- BENCH-RUN-OPTION...]
		Measure the shards of the folder SPLIT (bench-plan --split) that have no results yet on
		nodes that see the same folders, measure those again that were lost, and join all.
		Status 1: some shards are lost still; their cases are in the result, interrupted.
	END
}

options() {
	option_row -o --output FILE 'write FILE, whole or not at all'
	option_row '' --sshlogin HOSTS "GNU parallel's engine instead of Slurm's: its --sshlogin"
	option_row '' --retries N 'submit what was lost N times more; 2 without it'
	option_row '' --gres WORD=GRES 'what runs on WORD needs this gres, not a feature of that name'
	option_row '' --after JOBS 'begin when these jobs of Slurm, with colons between, ended well'
	option_row '' --sbatch OPTION 'another option for sbatch; may be repeated'
	option_row '' --limit SECONDS 'wait no longer than this for all of it'
	option_row '' --submit '' 'submit, print the jobs, and end'
	option_row '' --collect '' 'submit nothing: join what is there'
}

# count OPTION VALUE: a whole number.
count() {
	case $2 in
	'' | *[!0-9]* | ????????*) stop_usage "'$1' must be a number, not '$2'" ;;
	esac
}

output='' hosts='' retries=2 gres='' after='' sbatch='' limit='' submit='' collect=''
while option_take "$@"; do
	shift "$option_words"
	case $option in
	--output) output=$value ;;
	--sshlogin) hosts=$value ;;
	--retries) count "$option" "$value" && retries=$value ;;
	--limit) count "$option" "$value" && limit=$value ;;
	--after) after=$value ;;
	--sbatch) sbatch=$sbatch$(quote "$value") ;;
	--gres)
		case $value in
		?*=?*) gres="$gres$value
" ;;
		*) stop_usage "'--gres' must be WORD=GRES, not '$value'" ;;
		esac
		;;
	--submit) submit=yes ;;
	--collect) collect=yes ;;
	esac
done
shift "$option_words"
[ $# -ge 1 ] || stop_usage 'a folder that bench-plan --split made is wanted'
split=${1%/}
shift
[ "${1-}" != -- ] || shift
[ -z "$submit" ] || [ -z "$collect$hosts" ] || stop_usage '--submit is for Slurm, and not with --collect'
[ -r "$split/shards.json" ] || stop "'$split' has no shards.json: it is no split of bench-plan"

# The names of the variants, for the cases of shards that are lost.
variants='' run='' word_is=''
for word; do
	case $word_is$word in
	variant*=*) variants="$variants${word%%=*}
" ;;
	--variant=*=*)
		name=${word#--variant=}
		variants="$variants${name%%=*}
"
		;;
	esac
	word_is=''
	[ "$word" != --variant ] || word_is=variant
	run=$run$(quote "$word")
done

started=$(date +%s)
jobs=''
# What was submitted and is not waited for any more is taken back.
at_end() {
	[ -z "$jobs" ] || [ -n "$submit" ] || slurm scancel -Q "$jobs" >/dev/null 2>&1 || :
}
scratch_make

# slurm COMMAND...: a client, which without a controller would wait for minutes.
slurm() {
	timeout 60 "$@"
}

# shards: number, file name and plan of each shard, a line each.
shards() {
	jq -r '.shards[] | "\(.shard | split("/")[0]) \(.plan | split("/")[-1] | rtrimstr(".json"))"' \
		"$split/shards.json"
}

# missing: the same of those that have no results. Files are counted, and no engine's word.
missing() {
	while read -r number name; do
		[ -s "$split/results/$name.json" ] || echo "$number $name"
	done <"$scratch/shards"
}

# task_write: what a node runs, with the number of a shard. It writes beside and renames, so
# that one that is killed leaves nothing that counts, and of two runs of a shard one counts.
task_write() {
	mkdir -p "$split/events" "$split/logs"
	while read -r number name; do
		[ -e "$split/events/$name.jsonl" ] || : >"$split/events/$name.jsonl"
	done <"$scratch/shards"
	cat >"$split/task.new" <<-END
		#!/bin/sh
		# Measure one shard.
		set -eu
		cd$(quote "$PWD")
		split=$(quote "$split" | sed 's/^ //')
		name=\$(printf '%0$(wc -l <"$scratch/shards" | tr -d '\n ' | wc -c | tr -d ' ')d' "\${1:-\$SLURM_ARRAY_TASK_ID}")
		part=\$split/results/.\$name.\$(uname -n).\$\$
		trap 'rm -f "\$part"' EXIT
		trap 'kill \$!; exit 143' TERM INT HUP
		bench-run -q$run --events "\$split/events/\$name.jsonl" -o "\$part" "\$split/plans/\$name.json" &
		wait \$!
		mv "\$part" "\$split/results/\$name.json"
	END
	chmod 755 "$split/task.new"
	mv "$split/task.new" "$split/task"
}

# groups: of the shards in the file 'missing', those with one kind of machine and one priority:
# their priority, the features and the gres that they need, and their numbers.
groups() {
	jq -r --arg gres "$gres" --rawfile missing "$scratch/missing" '
		($gres | split("\n") | map(select(. != "") | capture("^(?<key>[^=]*)=(?<value>.*)$")) | from_entries) as $gres
		| ($missing | split("\n") | map(select(. != "") | split(" ")[0])) as $missing
		| [.shards[] | (.shard | split("/")[0]) as $n | select($missing | index($n))
			| {n: $n, on: (.runs_on // []), priority: (.priority // 0)}]
		| group_by([-.priority, .on])[]
		| [.[0].priority,
			(.[0].on | map(select($gres[.] == null)) | join("&") | if . == "" then "-" else . end),
			(.[0].on | map($gres[.] // empty) | join(",") | if . == "" then "-" else . end),
			(map(.n) | join(","))] | @tsv' "$split/shards.json"
}

# submit_missing: one array a group; sets jobs.
submit_missing() {
	jobs=''
	groups >"$scratch/groups"
	while read -r priority features needs numbers; do
		# shellcheck disable=SC2086 # of options, quoted where they were taken
		eval "set -- $sbatch"
		[ "$features" = - ] || set -- "--constraint=$features" "$@"
		[ "$needs" = - ] || set -- "--gres=$needs" "$@"
		[ -z "$after" ] || set -- "--dependency=afterok:$after" "$@"
		if job=$(slurm sbatch --parsable --requeue --exclusive --open-mode=append --job-name=bench \
			--output="$split/logs/%a.log" --array="$numbers" --nice=$((1000 - priority)) \
			"$@" "$split/task" 2>"$scratch/why" </dev/null); then
			jobs=$jobs${jobs:+,}${job%%;*}
		else
			say "sbatch took shard $numbers not: $(tail -n 1 "$scratch/why")"
		fi
	done <"$scratch/groups"
}

# time_over: whether --limit is over.
time_over() {
	[ -n "$limit" ] && [ $(($(date +%s) - started)) -ge "$limit" ]
}

# jobs_wait: until none of the jobs is to run any more, or nothing is missing.
jobs_wait() {
	failures=0
	while [ -n "$jobs" ]; do
		missing >"$scratch/missing"
		[ -s "$scratch/missing" ] || break
		if time_over; then
			say 'the limit of time is over'
			break
		fi
		if slurm squeue -h -j "$jobs" -o '%T %r' >"$scratch/queue" 2>"$scratch/why"; then
			failures=0
			grep -qv 'DependencyNeverSatisfied' "$scratch/queue" || break
		elif grep -qi 'invalid job id' "$scratch/why"; then
			break
		else
			failures=$((failures + 1))
			[ "$failures" -lt 5 ] || stop "squeue does not tell: $(tail -n 1 "$scratch/why")"
		fi
		sleep "${BENCH_SLURM_POLL:-1}"
	done
	[ -z "$jobs" ] || slurm scancel -Q "$jobs" >/dev/null 2>&1 || :
	jobs=''
}

# hosts_run: with GNU parallel, which takes a shard to another host when one fails.
hosts_run() {
	set -- -a "$scratch/numbers" --sshlogin "$hosts" --wd "$PWD" -j1 --retries "$((retries + 1))" --will-cite
	[ -z "$limit" ] || set -- "$@" --timeout "$limit"
	child parallel "$@" "PATH=$(quote "$PATH" | sed 's/^ //') $(quote "$split/task" | sed 's/^ //') {}" >&2 || say 'not all shards came back'
}

shards >"$scratch/shards"
[ -s "$scratch/shards" ] || stop "'$split' has no shards"
missing >"$scratch/missing"
if [ -z "$collect" ] && [ -s "$scratch/missing" ]; then
	task_write
	if [ -n "$hosts" ]; then
		cut -d ' ' -f 1 "$scratch/missing" >"$scratch/numbers"
		hosts_run
	else
		tries=0
		while [ -s "$scratch/missing" ] && [ "$tries" -le "$retries" ] && ! time_over; do
			[ "$tries" -eq 0 ] || say "$(wc -l <"$scratch/missing" | tr -d ' ') shards are lost, and submitted again"
			submit_missing
			[ -n "$jobs" ] || break
			if [ -n "$submit" ]; then
				echo "$jobs"
				exit
			fi
			jobs_wait
			after='' tries=$((tries + 1))
			missing >"$scratch/missing"
		done
	fi
	missing >"$scratch/missing"
fi

# What is lost is said of each of its cases: a case that is not there would look like one that
# nobody wanted.
: >"$scratch/lost"
while read -r number name; do
	jq -c --arg variants "$variants" --arg of "$number/$(wc -l <"$scratch/shards" | tr -d ' ')" '
		($variants | split("\n") | map(select(. != ""))) as $v
		| .cases[] | {name, id, params, kind, tags, status: "interrupted",
			reason: "shard \($of) was lost: no node brought its results"}
		| if $v == [] then . else . + {variant: $v[]} end | del(.[] | nulls)' "$split/plans/$name.json" >>"$scratch/lost"
done <"$scratch/missing"
set --
while read -r number name; do
	[ ! -s "$split/results/$name.json" ] || set -- "$@" "$split/results/$name.json"
done <"$scratch/shards"
if [ -s "$scratch/lost" ]; then
	say "$(wc -l <"$scratch/missing" | tr -d ' ') of $(wc -l <"$scratch/shards" | tr -d ' ') shards are lost: $(cut -d ' ' -f 1 "$scratch/missing" | tr '\n' ' ')"
	jq -s --slurpfile plan "$split/plans/$(sed -n '1s/.* //p' "$scratch/shards").json" \
		'{schema: "benchpipe/results/1", suite: $plan[0].suite, benchmarks: .}' "$scratch/lost" >"$scratch/lost.json"
	set -- "$@" "$scratch/lost.json"
fi
bench-merge ${output:+-o "$output"} "$@"
[ ! -s "$scratch/lost" ] || no
