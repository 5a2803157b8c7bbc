# bash completion of benchpipe's tools, made of their tables of options.
_benchpipe_words='@words@'

# _benchpipe_options TOOL: its options.
_benchpipe_options() {
	case $1 in
	@options@) ;;
	esac
}

# _benchpipe_value TOOL OPTION: what it takes: file, folder, word, the words, or nothing.
_benchpipe_value() {
	case $1:$2 in
	@values@) ;;
	esac
}

# _benchpipe_operands TOOL: the words of its first operand.
_benchpipe_operands() {
	case $1 in
	@operands@) ;;
	esac
}

_benchpipe_files() {
	compopt -o filenames 2>/dev/null
	mapfile -t COMPREPLY < <(compgen "$1" -- "$2")
}

_benchpipe() {
	local tool=${COMP_WORDS[0]##*/} at=$COMP_CWORD cur=${COMP_WORDS[COMP_CWORD]} previous
	COMPREPLY=()
	if [[ $tool == bench ]]; then
		if [[ ($at -eq 1 && $cur != -*) || ($at -eq 2 && ${COMP_WORDS[1]} == help) ]]; then
			mapfile -t COMPREPLY < <(compgen -W "$_benchpipe_words help" -- "$cur")
			return
		fi
		[[ $at -eq 1 ]] || tool=bench-${COMP_WORDS[1]}
	fi
	previous=${COMP_WORDS[at - 1]}
	# bash makes three words of --name=value.
	if [[ $cur == = ]]; then
		cur=''
	elif [[ $previous == = ]]; then
		previous=${COMP_WORDS[at - 2]}
	fi
	local value
	value=$(_benchpipe_value "$tool" "$previous")
	case $value in
	file) _benchpipe_files -f "$cur" ;;
	folder) _benchpipe_files -d "$cur" ;;
	word) ;;
	?*) mapfile -t COMPREPLY < <(compgen -W "$value" -- "$cur") ;;
	*)
		if [[ $cur == -* ]]; then
			mapfile -t COMPREPLY < <(compgen -W "$(_benchpipe_options "$tool")" -- "$cur")
		else
			compopt -o filenames 2>/dev/null
			# A branch may have any name: bash would expand those that it is given as words.
			local word
			mapfile -t COMPREPLY < <(
				_benchpipe_operands "$tool" | tr ' ' '\n' | while IFS= read -r word; do
					[[ $word != "$cur"* ]] || printf '%s\n' "$word"
				done
				compgen -f -- "$cur"
			)
		fi
		;;
	esac
}
complete -F _benchpipe @tools@
