# Which benchmarks of programs in JavaScript measure packages of others alone: for rivals.sh, which
# tells the packages that come from a registry (published), those that are no code to measure
# (neutral) and those of the project (own), each with blanks around. Prints the patterns of their
# names, one a line.
#
# A benchmark is a rival's when its function calls a variable that holds such a package, or a member
# of it, calls nothing else, and has nothing to do with the project's own code. What that is, is
# overstated: a variable is suspect when it is imported from anywhere else, or stands in one
# statement with a suspect one. A file that is not understood has no rivals, and takes those of the
# others with it, since the names in it are not known.

BEGIN {
	split("assert buffer child_process crypto events fs http module os path perf_hooks process stream string_decoder url util v8 vm worker_threads zlib", list, " ")
	for (i in list) builtin[list[i]] = 1
	split("async await break case catch class const continue default delete do else export extends finally for from function if import in instanceof let new of return static switch throw try typeof var void while yield as true false null undefined", list, " ")
	for (i in list) keyword[list[i]] = 1
	# They hold nothing of the project, and stand in statements of all kinds.
	split("console describe group JSON Math Object Array String Number Boolean Date Promise process performance require", list, " ")
	for (i in list) harmless[list[i]] = 1
	split("JSON Math Object Array String Number Boolean Date RegExp Map Set Error", list, " ")
	for (i in list) language[list[i]] = 1
	# They end no expression.
	split("async await case const default delete else export extends from function import in instanceof let new of return throw typeof var void as", list, " ")
	for (i in list) open_word[list[i]] = 1
	split("this globalThis global window self arguments eval require import", list, " ")
	for (i in list) reaches[list[i]] = 1
}

FNR == 1 && NR > 1 { file_end() }
FNR == 1 { text = ""; name = FILENAME }
{ text = text $0 "\n" }
END {
	if (NR) file_end()
	# What may have any name may have one of these.
	if (!unclear) patterns()
}

function token(k, v) {
	n++
	kind[n] = k
	value[n] = v
	line[n] = fresh
	fresh = 0
	depth[n] = level
	inside[n] = level ? opened[level] : ""
}

# The end of the string that begins at I with quote Q, or 0.
function string_end(i, q,   c) {
	for (i++; i <= size; i++) {
		c = substr(text, i, 1)
		if (c == "\\") i++
		else if (c == q) return i
		else if (c == "\n" && q != "`") return 0
	}
	return 0
}

# What is between I, behind a '/', and the end of a regular expression, or 0.
function regex_end(i,   c, class) {
	for (; i <= size; i++) {
		c = substr(text, i, 1)
		if (c == "\\") i++
		else if (c == "\n") return 0
		else if (c == "[") class = 1
		else if (c == "]") class = 0
		else if (c == "/" && !class) return i
	}
	return 0
}

# A '/' here divides, or begins a regular expression: 1 or 0; -1: it cannot be told.
function divides() {
	if (!n) return 0
	if (kind[n] == "i") return !(value[n] in open_word)
	if (kind[n] == "p" && value[n] == "}") return -1
	return kind[n] != "p" || value[n] == ")" || value[n] == "]"
}

# The words in the expressions of template V are tokens behind it.
function template(v,   part, word) {
	if (v !~ /\$\{/) {
		token(v ~ /\\/ ? "t" : "s", v)
		return
	}
	token("t", v)
	while (match(v, /[A-Za-z_$][A-Za-z0-9_$]*/)) {
		word = substr(v, RSTART, RLENGTH)
		v = substr(v, RSTART + RLENGTH)
		sub(/^\$+/, "", word)
		if (word != "") token("i", word)
	}
}

# Make tokens of TEXT: i words, s strings, t templates, n numbers, r regular expressions and p
# punctuation. Whether this worked.
function tokens(   i, c, end, rest, d) {
	n = level = fresh = 0
	size = length(text)
	for (i = 1; i <= size; i++) {
		c = substr(text, i, 1)
		if (c == "\n") {
			fresh = 1
		} else if (c ~ /[ \t\r\f]/) {
			continue
		} else if (c ~ /[A-Za-z_$\200-\377]/) {
			rest = substr(text, i, 200)
			match(rest, /^[A-Za-z0-9_$\200-\377]+/)
			token("i", substr(rest, 1, RLENGTH))
			i += RLENGTH - 1
		} else if (c ~ /[0-9]/) {
			rest = substr(text, i, 200)
			match(rest, /^[0-9A-Za-z_.]+/)
			token("n", "")
			i += RLENGTH - 1
		} else if (c == "'" || c == "\"" || c == "`") {
			if (!(end = string_end(i, c))) return 0
			rest = substr(text, i + 1, end - i - 1)
			if (c == "`") template(rest)
			else token(rest ~ /\\/ ? "t" : "s", rest)
			i = end
		} else if (c == "/" && substr(text, i + 1, 1) == "/" || c == "#" && i == 1) {
			while (i < size && substr(text, i + 1, 1) != "\n") i++
		} else if (c == "/" && substr(text, i + 1, 1) == "*") {
			if (!(end = index(substr(text, i + 2), "*/"))) return 0
			i += end + 2
		} else if (c == "/") {
			if ((d = divides()) < 0) return 0
			if (d) {
				token("p", c)
			} else {
				if (!(end = regex_end(i + 1))) return 0
				token("r", "")
				i = end
			}
		} else if (c ~ /[([{]/) {
			token("p", c)
			opened[++level] = c
			start[level] = n
		} else if (c ~ /[])}]/) {
			if (!level || index("([{", opened[level]) != index(")]}", c)) return 0
			closes[start[level--]] = n + 1
			token("p", c)
		} else if (match(rest = substr(text, i, 3), /^(===|!==|=>|==|<=|>=|!=|\?\.|\.\.\.)/)) {
			token("p", substr(rest, 1, RLENGTH))
			i += RLENGTH - 1
		} else {
			token("p", c)
		}
	}
	return level == 0
}

function is(i, v) { return i >= 1 && i <= n && kind[i] != "s" && kind[i] != "t" && value[i] == v }

# Whether token I is the name of a variable: neither a member nor the key of an object.
function is_variable(i) {
	if (kind[i] != "i" || value[i] in keyword || is(i - 1, ".") || is(i - 1, "?.")) return 0
	return !(is(i + 1, ":") && inside[i] == "{" && (is(i - 1, "{") || is(i - 1, ",")))
}

# Whether a statement begins at I, outside of all brackets; where it is not clear, none does.
function begins(i) {
	if (depth[i]) return 0
	if (i == 1 || is(i - 1, ";")) return 1
	if (!line[i] || kind[i] != "i" || value[i] ~ /^(instanceof|in|of|as|from|extends|else|catch|finally)$/) return 0
	if (kind[i - 1] == "p") return value[i - 1] ~ /^[])}]$/
	return kind[i - 1] != "i" || !(value[i - 1] in open_word)
}

# What an import of PATH brings: a rival, something neutral, or else the project's own code.
function class_of(path,   parts, k) {
	if (path ~ /^node:/ || path in builtin) return "neutral"
	if (path !~ /^(@[A-Za-z0-9._-]+\/)?[A-Za-z0-9][A-Za-z0-9._-]*(\/|$)/) return "own"
	k = split(path, parts, "/")
	path = path ~ /^@/ ? parts[1] "/" parts[2] : parts[1]
	package = path
	if (index(published, " " path " ")) return "rival"
	return index(neutral, " " path " ") ? "neutral" : "own"
}

function bind(word, class) {
	if (class == "own") suspect[word] = 1
	else if (class == "rival") rival[word] = package
}

# Where the members '.a.b' behind token I end.
function members_end(i) {
	while (is(i + 1, ".") && kind[i + 2] == "i") i += 2
	return i
}

# Whether a declaration ends with token I.
function ends(i) { return i >= n || is(i + 1, ";") || is(i + 1, ",") || is(i + 1, "}") || line[i + 1] && kind[i + 1] == "i" }

# The value that begins at I, if it is a module or what holds a rival, or a member of one: sets
# CLASS and returns its end, or 0.
function module_end(i,   end) {
	if (is(i, "await")) i++
	if ((is(i, "require") || is(i, "import")) && is(i + 1, "(") && kind[i + 2] == "s" && is(i + 3, ")")) {
		class = class_of(value[i + 2])
		end = members_end(i + 3)
	} else if (kind[i] == "i" && value[i] in rival && !is(i - 1, ".")) {
		class = "rival"
		package = rival[value[i]]
		end = members_end(i)
	}
	return end && ends(end) ? end : 0
}

# The statement 'import' at I: its names are bound. Returns its end, or 0.
function import_end(i,   k, from) {
	for (from = i + 1; from <= n && kind[from] != "s" && !is(from, ";"); from++)
		;
	if (kind[from] != "s") return 0
	class = class_of(value[from])
	if (from == i + 1 && class == "own") {
		unclear = 1 # who knows what it does
		return from
	}
	for (k = i + 1; k < from; k++)
		if (kind[k] == "i" && !(value[k] in keyword) && !is(k + 1, "as") && !(is(k, "type") && kind[k + 1] != "p")) bind(value[k], class)
	return from
}

# 'A =' or '{ a, b: c } =' before token I: binds the names. Whether it is one.
function bind_before(i,   k) {
	if (!is(i - 1, "=")) return 0
	if (kind[i - 2] == "i" && (declares(i - 3) || is(i - 3, ","))) {
		bind(value[i - 2], class)
		drop(i - 2)
		return 1
	}
	if (!is(i - 2, "}")) return 0
	for (k = i - 3; k > 0 && !is(k, "{"); k--)
		if (kind[k] != "i" && !is(k, ",") && !is(k, ":")) return 0
	if (!declares(k - 1)) return 0
	for (; k < i - 2; k++)
		if (kind[k] == "i") {
			if (!is(k + 1, ":")) bind(value[k], class)
			drop(k)
		}
	return 1
}

function drop(i) { dropped[i] = 1 }

function bindings(   i, k, end) {
	for (i = 1; i <= n; i++) {
		if (is(i, "import") && !depth[i] && !is(i + 1, "(") && !is(i + 1, ".")) {
			if (!(end = import_end(i))) { unclear = 1; return }
		} else if (is(i - 1, "=") && (end = module_end(i)) && bind_before(i)) {
			;
		} else {
			# A module in any other place is the project's, for all that is known.
			if ((is(i, "require") || is(i, "import")) && is(i + 1, "(") && (kind[i + 2] != "s" || class_of(value[i + 2]) == "own")) {
				own_at[i] = 1
				if (begins(i) || is(i - 1, "await") && begins(i - 1)) unclear = 1 # who knows what it does
			}
			# Packages load others by their names.
			if (kind[i] ~ /[st]/ && (value[i] ~ /^\.\.?(\/|$)/ || value[i] ~ /^[^ ]+$/ && match(value[i], /^(@[^\/]+\/)?[^\/]+/) && index(own, " " substr(value[i], 1, RLENGTH) " "))) own_at[i] = 1
			continue
		}
		for (k = i; k <= end; k++) drop(k)
		i = end
	}
}

# The end of the function that begins at I, which takes nothing and sets FROM and TO to the tokens
# of its body; FROM is 0 when it takes something. 0: there is no function.
function function_end(i,   k, arrow) {
	from = 0
	if (is(i, "async")) i++
	k = i
	if (is(k, "function")) {
		k++
		if (kind[k] == "i") k++
		if (!is(k, "(")) return 0
		arrow = 0
	} else {
		arrow = 1
	}
	if (is(k, "(")) {
		if (closes[k] == k + 1) from = 1
		k = closes[k] + 1
	} else if (arrow && kind[k] == "i") {
		k++
	} else {
		return 0
	}
	if (arrow && !is(k++, "=>")) return 0
	if (is(k, "{")) {
		if (from) from = k + 1
		to = closes[k] - 1
		return closes[k]
	}
	if (!arrow) return 0
	if (from) from = k
	for (to = k; to < n && !(depth[to + 1] < depth[k] || depth[to + 1] == depth[k] && is(to + 1, ",")); to++)
		;
	return to
}

# The calls that make benchmarks: bench('name', function) and x.add('name', function).
function calls(   i, k) {
	ncalls = 0
	for (i = 1; i <= n; i++) {
		if (kind[i] != "i" || value[i] !~ /^(add|bench)$/ || is(i - 1, "function")) continue
		for (k = i; is(k + 1, ".") && kind[k + 2] == "i" && value[i] == "bench" && value[k + 2] != "add"; k += 2)
			;
		if (!is(k + 1, "(") || closes[k + 1] == k + 2) continue
		if (k > i && kind[k + 2] != "s") continue # bench.run(options)
		ncalls++
		call_name[ncalls] = kind[k + 2] == "s" && (is(k + 3, ",") || is(k + 3, ")")) ? value[k + 2] : ""
		if (call_name[ncalls] !~ /[^ ]/ || call_name[ncalls] ~ /[\001-\037\177]/) { unclear = 1; return }
		call_end[ncalls] = is(k + 3, ",") ? function_end(k + 4) : 0
		delete own_at[k + 2]
		call_start[ncalls] = k + 4
		call_from[ncalls] = from
		call_to[ncalls] = to
	}
}

function is_suspect(i) { return i in own_at || is_variable(i) && value[i] in suspect }

# What stands in one statement with what is suspect is it too, until nothing is added.
function spread(   i, k, c, again, in_call, chunk, hit) {
	for (c = 1; c <= ncalls; c++)
		for (i = call_start[c]; i <= call_end[c]; i++) in_call[i] = 1
	for (i = 1; i <= n; i++) if (is(i - 1, "function") && kind[i] == "i") delete harmless_here[value[i]]
	do {
		again = 0
		for (i = 1; i <= n; i = k) {
			hit = 0
			for (k = i; k <= n && (k == i || !begins(k)); k++)
				hit += !(k in dropped) && !(k in in_call) && is_suspect(k)
			for (; hit && i < k; i++)
				if (!(i in dropped) && !(i in in_call) && is_variable(i) && !(value[i] in suspect) && !(value[i] in harmless_here)) again = suspect[value[i]] = 1
		}
		# What a benchmark of suspect code assigns.
		for (c = 1; c <= ncalls; c++) {
			if (!call_end[c] || !touched(call_start[c], call_end[c])) continue
			for (i = call_start[c]; i <= call_end[c]; i++)
				if (is_variable(i) && is(i + 1, "=") && !declares(i - 1) && !(value[i] in suspect)) again = suspect[value[i]] = 1
		}
	} while (again)
}

function touched(i, end) {
	for (; i <= end; i++)
		if (is_suspect(i) || kind[i] == "i" && value[i] in reaches && !is(i - 1, ".")) return 1
	return 0
}

function declares(i) { return is(i, "const") || is(i, "let") || is(i, "var") }

# The package that call C measures alone, or "": its function calls that, and otherwise nothing but
# the language's own objects.
function package_called(c,   i, k, found) {
	if (!call_end[c] || !call_from[c]) return ""
	for (i = call_from[c]; i <= call_to[c]; i++) {
		if (!is(i, "(") || kind[i - 1] != "i" || value[i - 1] in keyword) continue
		for (k = i - 1; is(k - 1, "."); k -= 2)
			if (kind[k - 2] != "i") break
		if (is(k - 1, ".") && (is(k - 2, ")") || is(k - 2, "]"))) continue # of what a call gave
		if (kind[k] == "i" && value[k] in rival && !is(k - 1, ".")) found = rival[value[k]]
		else if (!(value[k] in language)) return ""
	}
	return found
}

function file_end(   i, c, called) {
	split("", kind); split("", value); split("", closes); split("", dropped); split("", own_at)
	split("", suspect); split("", rival); split("", harmless_here)
	for (i in harmless) harmless_here[i] = 1
	if (unclear) return
	if (name ~ /sx$/ || length(text) > 200000 || !tokens()) { unclear = 1; return }
	bindings()
	calls()
	if (unclear) return
	spread()
	for (c = 1; c <= ncalls; c++) {
		i = call_name[c]
		gsub(/^ +| +$/, "", i)
		called = touched(call_start[c], call_end[c]) ? "" : package_called(c)
		if (called != "") theirs[i] = called
		else if (!call_end[c] || touched(call_start[c], call_end[c])) ours[i] = 1
		else unknown[i] = 1
	}
}

# Whether a name that is ours begins with WORD.
function ours_begins(word,   i) {
	for (i in ours) if (index(i, word) == 1) return 1
	return 0
}

# Whether TEXT can stand between single quotes in YAML, and shows what it is: printable ASCII, and
# UTF-8 without controls, marks of direction and what has no width.
function shows(text) {
	if (length(text) > 200 || text ~ /\302[\200-\237]|\342\200[\213-\217\250-\256]|\342\201[\240-\257]|\357\273\277|\357\277[\271-\277]/) return 0
	gsub(/[ -~]|[\302-\337][\200-\277]|\340[\240-\277][\200-\277]|[\341-\354\356\357][\200-\277][\200-\277]|\355[\200-\237][\200-\277]|\360[\220-\277][\200-\277][\200-\277]|[\361-\363][\200-\277][\200-\277][\200-\277]/, "", text)
	return text == ""
}

# A name is itself; several that begin with the name of the package they measure are one pattern.
function patterns(   i, word, many) {
	for (i in theirs)
		if (!(i in ours) && !(i in unknown) && i !~ /[*?]/ && i !~ /^!/ && shows(i)) {
			word = theirs[i]
			if (index(i, word) == 1 && match(substr(i, length(word) + 1), /^[ :\/]+/)) {
				word = substr(i, 1, length(word) + RLENGTH)
				many[word]++
				of[i] = word
			} else {
				print i
			}
		}
	for (i in of) {
		word = of[i]
		if (many[word] < 2 || ours_begins(word)) print i
		else if (!(word in printed)) { print word "*"; printed[word] = 1 }
	}
}
