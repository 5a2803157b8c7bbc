# Pages and pictures: bench-html, bench-svg, bench-pdf; looked at in a real browser where there is one.
load helper

setup_file() {
	export HISTORY=$BATS_FILE_TMPDIR/history.json PAGE=$BATS_FILE_TMPDIR/page.html
	local data=$BATS_TEST_DIRNAME/data
	node "$BATS_TEST_DIRNAME/page/history.js" 120 100 >"$HISTORY"
	"${BENCH_BUILD:-$BATS_TEST_DIRNAME/../build}/bench-html" -t 'A history' -r a/b -o "$PAGE" "$HISTORY" \
		"$data/md/comparison.json" "$data/page/recommendation.json" "$data/page/ledger.json"
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	DATA=$BATS_TEST_DIRNAME/data
}

# in_browser CHECK [PAGE]: tests/page/check.js finds that the page is so.
in_browser() {
	local browser
	for browser in chromium chromium-browser google-chrome; do
		! [ -x "/usr/bin/$browser" ] || break
		browser=''
	done
	[ -n "$browser" ] || skip 'no Chromium is installed: nothing was looked at in a browser'
	"$ROOT/tests/prepare" -c page 2>/dev/null || skip "the packages of tests/page are not in build/page: run 'tests/prepare page'"
	node "$ROOT/tests/page/check.js" "$1" "${2:-$PAGE}"
}

@test "a page has what its series say, to half a step of at most 1e-4 of the median" {
	run node "$ROOT/tests/page/unpacked.js" "$PAGE" "$HISTORY"
	assert_output 24000
	bench-html -o page.html "$DATA/series.json"
	node "$ROOT/tests/page/unpacked.js" page.html "$DATA/series.json"
	node "$ROOT/tests/page/history.js" 30 500 0.00001 >quiet.json
	bench-html -o page.html quiet.json
	node "$ROOT/tests/page/unpacked.js" page.html quiet.json
}

@test "the ledger is in a page: its alerts as data and as a table, and the rates of the gate in a sentence" {
	bench-html -o page.html "$DATA/page/ledger.json"
	data ledger page.html >data.json
	jq -S . "$DATA/page/ledger.json" | diff - <(jq -S . data.json)
	grep -F 'The gate itself, in 90 days: 0 of 412 false, +5.0' page.html | grep -F 'found in 194 of 200.'
	grep -F '<tr><th scope=row>&lt;b&gt;sort&lt;/b&gt;<td>duration_ms<td>regression<td>+30.0' page.html | grep -F '<td>b7e6d5c4a39281<td>open'
	jq 'del(.alerts[0].rows[0].id)' "$DATA/page/ledger.json" >bad.json
	trouble bench-html bad.json
	said "bad.json"
}

# data KIND FILE: the JSON of this kind of document in a page.
data() {
	node -e 'const [page, kind] = process.argv.slice(1);
		const text = require("fs").readFileSync(page, "utf8");
		console.log(new RegExp(`data-kind="${kind}">([^]*?)</script>`).exec(text)[1]);' "$2" "$1"
}

@test "steps, drift and suspects are in a page as they are told" {
	bench-html -o page.html "$DATA/series.json"
	data series page.html >data.json
	json '.series[0].steps == [{at: 2, before: 1.04, after: 1.26, change: 0.2115, ci: [0.18, 0.24], p: 0.0004, verdict: "regression", state: "open"}]' data.json
	json '.series[1] | .drift == {change: 0.021, p: 0.003} and .suspect == [2] and .steps == [] and .last == 52.4288' data.json
	json '.series[2] | has("steps") | not' data.json
	json '.runs.commit[0] == "4f1d2c3b5a6978" and .runs.fingerprint[4] == null' data.json
}

@test "standard input, several documents of each kind, and a page without any series" {
	bench-html <"$HISTORY" >from-stdin.html
	bench-html - <"$HISTORY" | cmp - from-stdin.html
	run -0 bench-html "$DATA/md/comparison.json" "$DATA/md/limits.json" "$DATA/md/results.json" "$DATA/results-plain.json"
	[ "$(grep -c 'data-kind="comparison"' <<<"$output")" -eq 2 ]
	[ "$(grep -c 'data-kind="results"' <<<"$output")" -eq 2 ]
	echo '{"series":[]}' >none.json
	bench-html -o none.html none.json
	data series none.html >data.json
	json '. == {runs: {}, series: []}' data.json
}

@test "a page is whole or not there" {
	echo 'what was there' >page.html
	while IFS='|' read -r text says; do
		printf '%b' "$text" >bad.json
		trouble bench-html -o page.html "$HISTORY" bad.json
		said "$says"
		assert_equal "$(cat page.html)" 'what was there'
	done <<'END'
|the file is empty
{"schema":"benchpipe/series/1","series":[{"id":"a","metric":"m","value":["x"]}]}|bad.json:1:
{"schema":"benchpipe/series/1","series":[{"id":"a",\n"metric":"m"}]}|value
{"schema":"benchpipe/recommendation/1","rows":[{"id":1}]}|'rows[0].id' must be a string
{"schema":"benchpipe/recommendation/1","rows":[]} 1|bad.json:1:
{"schema":"benchpipe/plan/1"}|expected 'benchpipe/series/1'
{"benchmarks":[{"name":1}]}|bad.json:1:
END
	trouble bench-html none.json
	said "'none.json'"
	trouble bench-html --nothing
	trouble bash -c "bench-html '$HISTORY' >/dev/full"
}

@test "a repository is OWNER/NAME or an address that begins with https" {
	for word in 'javascript:alert(1)/' 'http://a.example/b' 'plain' 'https://a b/c' "https://a/'b" 'a/b?c'; do
		trouble bench-html -r "$word" "$HISTORY"
		said 'OWNER/NAME'
	done
	bench-html -r https://git.example/a/b/ -o page.html "$HISTORY"
	data about page.html >data.json
	json '.repository == "https://git.example/a/b"' data.json
	data about "$PAGE" >data.json
	json '.repository == "https://github.com/a/b"' data.json
}

@test "the policy of a page names the hashes of its one style and its one script" {
	need openssl
	node -e '
		const { createHash } = require("node:crypto"), text = require("node:fs").readFileSync(process.argv[1], "utf8");
		const policy = /Content-Security-Policy" content="([^"]*)"/.exec(text)[1];
		for (const element of ["style", "script"]) {
			const all = [...text.matchAll(new RegExp(`<${element}>([^]*?)</${element}>`, "g"))];
			if (all.length !== 1) throw new Error(`${all.length} of ${element}`);
			const hash = createHash("sha256").update(all[0][1]).digest("base64");
			if (!policy.includes(`${element}-src \x27sha256-${hash}\x27`)) throw new Error(`${element}: ${policy}`);
		}
		if (!policy.startsWith("default-src \x27none\x27;")) throw new Error(policy);
	' "$PAGE"
	grep -q 'Copyright (c) 2022 Leon Sorokin' "$PAGE"
	(cd "$ROOT/third_party/uplot" && sha256sum --quiet -c SHA256SUMS)
}

@test "names of strangers stay text, in pages and in pictures" {
	for kind in series comparison results; do
		node "$ROOT/tests/page/hostile.js" $kind >$kind.json
	done
	bench-html -t '</title><script>window.pwned=1</script>' -r a/b -o hostile.html series.json comparison.json results.json
	# What holds data holds the same data.
	data series hostile.html >data.json
	json '[.series[].id]' data.json
	jq -c '[.series[] | .id, .metric, .params]' series.json >want
	jq -c '[.series[] | .id, .metric, .params]' data.json | diff want -
	# The page's own elements, and no others.
	run grep -ciE '<(img|iframe|b|object)\b' hostile.html
	assert_output 0
	[ "$(grep -o '<script' hostile.html | wc -l)" -eq 5 ]
	[ "$(grep -o '</script' hostile.html | wc -l)" -eq 5 ]
	run grep -cP '\x{202e}|\x{2066}|\x{200b}' hostile.html
	assert_output 0
	for kind in series comparison results; do
		bench-svg -o $kind.svg $kind.json
		python3 -c 'import sys, xml.dom.minidom
d = xml.dom.minidom.parse(sys.argv[1])
names = {e.tagName for e in d.getElementsByTagName("*")}
assert names <= {"svg", "title", "style", "text", "path", "rect", "circle"}, names
assert all(not k.startswith("on") for e in d.getElementsByTagName("*") for k in e.attributes.keys())' $kind.svg
	done
	bench-svg -b '</svg><script>' series.json >badge.svg
	run grep -c '<script' badge.svg
	assert_output 0
	in_browser hostile hostile.html
}

@test "in a browser: search, filters, charts, axes and links, and the address holds them" {
	in_browser clicks
}

@test "in a browser: all of it by the keyboard" {
	in_browser keyboard
}

@test "in a browser: axe-core finds nothing in any view, light or dark" {
	in_browser accessible
}

@test "in a browser: the policy lets no other script run, and no request out" {
	in_browser policy
}

@test "in a browser without JavaScript there are tables" {
	in_browser plain
}

@test "in a browser: nothing is wider than a phone, and long lists have few elements" {
	in_browser narrow
	in_browser virtual
}

@test "a picture of each document, and a badge" {
	bench-svg -o history.svg "$DATA/series.json"
	grep -q '>parse/backend=cpu,size=10, duration_ms<' history.svg
	grep -q '>+21[.][12].%<' history.svg
	bench-svg -m throughput -i 'layer 3/backend=cpu,batch=1' -o one.svg "$HISTORY"
	grep -q 'layer 3/backend=cpu,batch=1, throughput' one.svg
	bench-svg -n 3 -o bars.svg "$DATA/md/results.json"
	grep -q '>and 1 more<' bars.svg
	bench-svg -n 4 -o changes.svg "$DATA/md/comparison.json"
	grep -q '>+61[.]0.%<' changes.svg
	grep -q '>and 6 more<' changes.svg
	jq '.budget = {rows: [{id: "a", state: "overdrawn"}, {id: "b", state: "near"}]}' "$DATA/md/comparison-pass.json" >spent.json
	# A pass is of what has an answer.
	jq '.rows = ([.rows[0] | .gate = true | (.verdict = "inconclusive") | ., .] + [.rows[1] | .gate = false | .verdict = "equivalent"] + [.rows[0] | .verdict = "added"])
		| .summary = {verdict: "pass", inconclusive: 2, added: 1}' \
		"$DATA/md/comparison-pass.json" >open.json
	jq '.rows = [.rows[0] | .gate = true | .verdict = "added"] | .summary = {verdict: "pass", added: 1}' "$DATA/md/comparison-pass.json" >added.json
	while IFS='|' read -r file text; do
		bench-svg -b speed "$file" >badge.svg
		grep -q "<title>speed: $text</title>" badge.svg || fail "$file: $(cat badge.svg)"
	done <<-END
		$DATA/series.json|1 open regression
		$DATA/md/comparison-pass.json|pass
		spent.json|1 budget overdrawn
		open.json|2 inconclusive
		added.json|nothing compared
		$DATA/md/limits.json|1 exceeded
	END
	jq 'del(.series[].steps)' "$DATA/series.json" >unjudged.json
	bench-svg -b speed unjudged.json >badge.svg
	grep -q '<title>speed: 4 series, not judged</title>' badge.svg
	# The page says the same of what it carries.
	command -v node >/dev/null || return 0
	bench-html spent.json "$DATA/md/comparison-pass.json" open.json added.json | sed -n 's/.*data-kind="comparison">{"head":\(.*\),"rows":\[$/\1/p' >heads.json
	node -e 'const { readFileSync } = require("fs"), page = readFileSync(process.argv[1], "utf8");
		for (const head of readFileSync("heads.json", "utf8").trim().split("\n"))
			console.log(require("vm").runInNewContext(page + ";answerOf(head)", { head: JSON.parse(head) }));' "$ROOT/tools/page/compare.js" >answers
	assert_equal "$(cat answers)" $'1 budget overdrawn\npass\n2 inconclusive\nnothing compared'
}

@test "what is not there to be drawn is said" {
	trouble bench-svg -i nothing "$DATA/series.json"
	said "there is no series of case 'nothing'"
	trouble bench-svg -m nothing "$DATA/md/results.json"
	said "has metric 'nothing'"
	trouble bench-svg -m nothing "$DATA/md/comparison.json"
	said 'no row with a change'
	trouble bench-svg -b x "$DATA/md/results.json"
	said 'a badge is of series or of a comparison'
	trouble bash -c "bench-svg '$DATA/series.json' >/dev/full"
}

@test "a page is printed as a report, and only a page" {
	if command -v chromium >/dev/null; then
		bench-pdf -o report.pdf "$PAGE"
		assert_equal "$(head -c 5 report.pdf)" %PDF-
		[ "$(wc -c <report.pdf)" -gt 20000 ]
	fi
	echo '<p>a page' >other.html
	trouble bench-pdf -b cat other.html
	said "'other.html' is not a page of bench-html"
	trouble bench-pdf -b no-such-browser "$PAGE"
	said "'no-such-browser' is not there to be run"
	echo kept >kept.pdf
	trouble bench-pdf -b false -o kept.pdf "$PAGE"
	said "'false' ended with status 1 and printed nothing"
	assert_equal "$(cat kept.pdf)" kept
	mkdir bin
	for tool in sh jq cat grep sed awk mktemp id dirname rm readlink; do
		ln -s "$(command -v $tool)" bin
	done
	PATH=$PWD/bin trouble "$(command -v bench-pdf)" "$PAGE"
	said "there is no Chromium here: install 'chromium'"
}

@test "years of a real project become a page, a picture, a badge" {
	run --separate-stderr env BENCH_BUILD="${BENCH_BUILD:-$ROOT/build}" PDF=no "$ROOT/scripts/demo-history" "$PWD/out"
	assert_success
	[ -s out/index.html ] || fail "$stderr"
	data ledger out/index.html >data.json
	json '(.alerts | length > 5) and all(.alerts[].rows[]; .id | contains("suite") | not)' data.json
	data series out/index.html >data.json
	json '(.series | length) == 19 and (.runs.commit | length) == 411' data.json
	node "$ROOT/tests/page/unpacked.js" out/index.html out/series.json
	grep -q '<svg' out/chart.svg
}
