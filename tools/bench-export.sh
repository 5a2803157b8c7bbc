#!/bin/sh
# bench-export: results, or a comparison, as another tool reads them.
set -eu

# shellcheck source=scripts/actions/lib.sh
. "$(dirname "$0")/../scripts/actions/lib.sh"
# shellcheck source=scripts/actions/options.sh
. "$(dirname "$0")/../scripts/actions/options.sh"

options() {
	option_row -F --formats '' 'print the formats that are known'
	option_row -m --metric NAME 'this metric alone; may be repeated'
	option_row -v --variant NAME 'the benchmarks of this variant alone'
	option_row -o --output FILE 'write FILE, whole or not at all'
}

usage() {
	cat <<-END
		usage: bench-export [OPTION]... FORMAT [FILE]
		       bench-export --formats
		Write a results document, and in some formats a comparison, as another tool
		reads it. What the format has no place for is left out, and said.
	END
}

# The formats lie beside this file, or where 'make install' puts them.
here=$(dirname "$(readlink -f "$0")")
dir=$here/export
[ -d "$dir" ] || dir=$here/../share/benchpipe/export
[ -f "$dir/common.jq" ] || stop "there are no formats in '$here/export' nor in '$here/../share/benchpipe/export'"

formats() {
	for f in "$dir"/*.jq; do
		name=${f##*/}
		[ "$name" = common.jq ] || printf '%s\t%s\n' "${name%.jq}" "$(sed -n '1s/^# //p' "$f")"
	done
}

# format_of NAME: the format that has this name, or it among its other names.
format_of() {
	awk -v name="$1" '
		FNR == 1 { format = FILENAME; sub(/.*\//, "", format); sub(/\.jq$/, "", format) }
		format == "common" { next }
		FNR == 1 && format == name { print format; exit }
		/^#: also / { for (i = 3; i <= NF; i++) if ($i == name) { print format; exit } }
	' "$dir"/*.jq
}

options_first "$@"
eval "set -- $sorted"
metrics='[]' variant='' output=-
while option_take "$@"; do
	shift "$option_words"
	case $option in
	--output) output=$value ;;
	--variant) variant=$value ;;
	--metric) metrics=$(jq -nc --argjson all "$metrics" --arg one "$value" '$all + [$one]') || exit 2 ;;
	--formats)
		trap - PIPE # as any filter
		known=$(formats)
		printf '%s\n' "$known" 2>/dev/null || stop 'cannot write standard output'
		exit
		;;
	esac
done
shift "$option_words"
[ $# -ge 1 ] || stop_usage "a format is wanted; --formats shows them"
[ $# -le 2 ] || stop_usage "unexpected operand '$3'"
format=$(format_of "$1")
[ -n "$format" ] || stop_usage "'$1' is not a format$(formats | cut -f 1 | nearest "$1"); --formats shows them"
file=${2:--}

scratch_make
if [ "$file" = - ]; then
	file=$scratch/standard-input name='standard input'
	cat >"$file" || exit 2
else
	name=$file
	[ -r "$file" ] || stop "cannot read '$file'"
fi

# A document's readers check it: here on, a line is a benchmark or a row.
if grep -q '"schema"[[:space:]]*:[[:space:]]*"benchpipe/comparison/' "$file"; then
	grep -q '^#: of .*comparison' "$dir/$format.jq" ||
		stop "$name: it is a comparison, and '$format' takes results"
	bench-md "$file" >"$scratch/checked" || exit 2
	jq -c 'del(.rows), .rows[]' "$file" >"$scratch/lines" || exit 2
else
	bench-merge "$file" >"$scratch/merged" || exit 2
	sed -e '1s/$/]}/' -e '$d' -e 's/,$//' "$scratch/merged" >"$scratch/lines"
	rm "$scratch/merged"
fi
program="$(cat "$dir/common.jq")
input as \$head |
$(cat "$dir/$format.jq")"
if ! jq -nr --argjson metrics "$metrics" --arg variant "$variant" "$program" "$scratch/lines" >"$scratch/out" 2>"$scratch/said"; then
	stop "$name: $(sed 's/^jq: error ([^)]*): //' "$scratch/said")"
fi
twice=$(sed -n 's/^k//p' "$scratch/out" | sort | uniq -d | head -n 1)
[ -z "$twice" ] ||
	stop "$name: two of its values are called $twice in '$format': choose with --variant or --metric"
sed -n 's/^n//p' "$scratch/out" | sort | uniq -c | sort -k 1nr -k 2 | awk '
	{ n = $1; sub(/^ *[0-9]+ /, "") }
	NR <= 20 { print "bench-export: left out: " $0 (n > 1 ? " (" n " times)" : "") }
	END { if (NR > 20) print "bench-export: left out: " NR - 20 " other kinds" }' >&2
grep -q '^x' "$scratch/out" || stop "$name: nothing in it has a place in '$format'"
sed -n 's/^o//p' "$scratch/out" >"$scratch/document"
output_write "$scratch/document" "$output"
