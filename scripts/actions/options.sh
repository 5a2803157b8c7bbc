# shellcheck shell=sh
# What a tool in shell reads on its command line, and what it says of it. Sourced after lib.sh, by any
# POSIX shell.

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
		# bench-run takes the beginnings of names, too: it would take these in another meaning.
		for name in --output --keep --color --command --variant --only --resume --list --dry-run --ids; do
			case $word in
			"$name" | "$name"=*) ;;
			--?*)
				case $name in "${word%%=*}"*) stop_usage "'${word%%=*}' can be '$name': write it whole behind the scenario" ;; esac
				;;
			esac
		done
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
