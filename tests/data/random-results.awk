# Write a random results document: awk -v seed=N -f random-results.awk
function pick(n) { return int(rand() * n) }
function comma(i) { return i ? "," : "" }
function stamp() { return sprintf("2026-01-%02dT0%d:00:00%s", 1 + pick(3), pick(3), pick(4) ? "Z" : ".5Z") }
function value() { return pick(6) ? sprintf("%.*g", 1 + pick(17), exp(rand() * 20 - 10)) : "null" }
function array(n, i, s) { for (i = 0; i < n; i++) s = s comma(i) value(); return "[" s "]" }
function rounds(n, i, s) { for (i = 0; i < n; i++) s = s comma(i) (i + 1 + pick(2)); return "[" s "]" }
function words(i, s) { for (i = pick(3); i > 0; i--) s = s ",\"x" i "\":" (pick(2) ? "[" pick(3) ", {\"k\" : null}]" : "\"\\u00e9\""); return s }
function judged() { return (pick(3) ? "" : "\"tolerance\":0." (1 + pick(9)) ",") (pick(3) ? "" : "\"gate\":false,") }
function warned(i, n, s) { for (n = pick(4); i < n; i++) s = s comma(i) "{\"code\":\"c" pick(2) "\",\"message\": \"m" pick(3) "\"}"; return "[" s "]" }
function status(i) { split("failed timeout skipped interrupted", word, " "); return word[1 + pick(4)] }
function entry(name, variant, n, k, i, s, total, sampled) {
	s = "{\"name\":\"" name "\"" (pick(2) ? ",\"description\":\"d" pick(3) "\"" : "")
	if (variant) s = s ",\"variant\":\"" variant "\""
	if (!pick(4)) s = s ",\"status\":\"" status() "\",\"reason\":\"because " pick(9) "\""
	if (!pick(3)) s = s ",\"warmup\":" pick(3) ",\"tags\":[\"t" pick(2) "\"]"
	if (!pick(4)) return s ",\"duration_ms\":" value() ",\"iterations\":" pick(99) words() "}"
	k = pick(3)
	total = 0
	if (k) {
		s = s ",\"sessions\":["
		for (i = 0; i < k; i++) {
			n = pick(4)
			total += n
			s = s comma(i) "{\"id\":\"" seed "-" i "\",\"timestamp\":\"" sessions[i] "\",\"n\":" n
			if (!pick(4)) s = s ",\"fingerprint\":\"f" pick(3) "\""
			s = s "}"
		}
		s = s "]"
	} else
		total = pick(5)
	if (pick(2)) s = s ",\"rounds\":" rounds(total)
	s = s ",\"metrics\":{\"duration_ms\":{" judged() "\"samples\":" array(total) "}"
	if (pick(2)) s = s ",\"m\":{\"unit\":\"u\"," judged() "\"better\":\"higher\",\"samples\":" array(total) words() "}"
	if (pick(2)) s = s ",\"single\":{" judged() "\"median\":" value() "}"
	return s "}" words() "}"
}
BEGIN {
	srand(seed)
	for (i = 0; i < 2; i++) sessions[i] = stamp()
	printf "{\"schema\":\"benchpipe/results/1\""
	if (pick(4)) printf ",\"timestamp\":\"%s\"", stamp()
	if (pick(2)) printf ",\"version\":\"%d\"", pick(3)
	if (pick(3)) printf ",\"suite\":\"s%d\"", !pick(4)
	if (pick(2)) printf ",\"policy\":{\"tolerance\":0.%d,\"p%d\":%d}", 1 + pick(3), pick(2), pick(2)
	if (pick(4)) printf ",\"environment\":{\"os\": \"o%d\"%s%s%s%s}", pick(3), pick(2) ? ",\"git_commit\":\"c" pick(2) "\"" : "",
		pick(3) ? "" : ",\"git_dirty\":true", pick(2) ? "" : ",\"warnings\":" warned(),
		pick(4) ? ",\"fingerprint\":\"f" pick(2) "\"" : ""
	printf "%s,\"benchmarks\":[", words()
	for (i = 0; i < 3; i++)
		if (pick(4)) {
			printf "%s\n%s", comma(count++), entry("b" i, "")
			if (pick(2)) printf ",\n%s", entry("b" i, "head")
		}
	printf "]}\n"
}
