# bench-explain: the evidence for each row, in sentences.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	data=$ROOT/tests/data/md
}

# codes FILE ID: what the sentences of case ID say, as words.
codes() {
	jq -r --arg id "$2" '[.rows[] | select(.id == $id) | .sentences[].code] | join(" ")' "$1"
}

@test "each row that changed is explained, in the order of the questions, and its numbers stay" {
	bench-explain -o e.json "$data/comparison.json"
	"$ROOT/tests/schema-check" "$ROOT/schemas/explanation.json" e.json
	json '.rows | length == 9 and all(.verdict != "equivalent")' e.json
	json '.unexplained == 4' e.json
	json '.verdict == "regression"' e.json
	jq -e --slurpfile c "$data/comparison.json" '.rows | all(. as $r | $c[0].rows |
		any(.id == $r.id and .metric == $r.metric and . + $r == . + {sentences: $r.sentences}))' e.json >/dev/null
	json '.rows | all([.sentences[].about] as $a | $a == ($a | sort_by({measured: 0, often: 1, sure: 2, else: 3, next: 4}[.])))' e.json
	json '.rows | all(.sentences | (first.about == "measured") and (last.about == "next"))' e.json
	bench-explain --all "$data/comparison.json" >all.json
	json '.rows | length == 13' all.json
}

@test "the sentences follow what the document holds" {
	bench-explain -o e.json "$data/comparison-paired.json"
	assert_equal "$(codes e.json add)" \
		'values for-the-worse paired interval p p-adjusted over-threshold again release reason contaminated placement bisect waive'
	json '.rows[0].sentences[] | select(.code == "values").text | contains("11.60") and contains("10.00")' e.json
	json '.rows[0].sentences[] | select(.code == "over-threshold").text | startswith("The change, of both measurements taken together,")' e.json
	# Of several builds against one the several ones decide.
	jq '.rows[0].confirmation.builds = [6, 6]' "$data/comparison-paired.json" >b.json
	bench-explain -o e.json -r add b.json
	json '.rows[0].sentences[] | select(.code == "over-threshold").text | startswith("The change, of the builds measured again,")' e.json
	# Without the confirmation, chance is left, and measuring again is what to do.
	jq 'del(.rows[0].confirmation, .rows[0].drift, .rows[0].reason)' "$data/comparison-paired.json" >c.json
	bench-explain -o e.json -r add c.json
	assert_equal "$(codes e.json add)" \
		'values for-the-worse paired interval p p-adjusted over-threshold contaminated placement chance measure-again bisect waive'
	# What people accepted needs no advice.
	jq '.rows[0].waived = {expires: "2099-01-01", reason: "a reason"}' c.json >w.json
	bench-explain -o e.json -r add w.json
	json '[.rows[0].sentences[] | select(.about == "next").code] == ["waived"]' e.json
	# Two machines, and a warning of one.
	jq '.rows[0].design = "unpaired" | .summary.environment = "different" | .summary.contaminated = false |
		.current.environment.warnings = [{message: "the clock is not fixed"}]' c.json >m.json
	bench-explain -o e.json -r add m.json
	assert_equal "$(jq -r '[.rows[0].sentences[] | select(.about == "else").code] | join(" ")' e.json)" \
		'other-time machines-differ control-moved placement chance warning'
	jq '.summary.control.ci = [-0.1, 0.02]' m.json >still.json
	bench-explain -o e.json -r add still.json
	json '.rows[0].sentences[] | select(.code == "control-still").text | contains("-10.0 % to +2.0 %")' e.json
}

@test "every verdict has its advice" {
	advice() {
		jq --arg v "$1" '.rows = [.rows[0] | .verdict = $v | del(.confirmation)]' "$data/comparison-paired.json" >c.json
		bench-explain --all -o e.json c.json
		assert_equal "$(jq -r '[.rows[0].sentences[] | select(.about == "next").code] | join(" ")' e.json)" "$2"
	}
	each advice <<-'END'
		regression|measure-again bisect waive
		worse|measure-again bisect
		equivalent|nothing
		better|nothing
		improvement|nothing
		inconclusive|measure-more
		added|wait
		removed|bring-back
		failed|run-it
		unmeasured|give-time
		incomparable|one-machine
	END
}

@test "an open row tells how much more settles it, and the options that measure it" {
	told() {
		jq --argjson more "$1" '.rows = [.rows[0] | .verdict = "inconclusive" | del(.confirmation) | .more = $more]' "$data/comparison-paired.json" >c.json
		bench-explain --all -o e.json c.json
		assert_equal "$(jq -r '.rows[0].sentences[] | select(.code == "measure-more").text' e.json)" "$2"
	}
	each told <<-'END'
		{"of":"round","n":45,"seconds":540,"options":"-r 65 --budget 15m"}|About 45 more rounds settle the row in four of five cases, if its change is what it seems: measure with -r 65 --budget 15m (about 9 min).
		{"of":"build","n":1,"seconds":50,"options":"--builds 7 -r 14 --budget 15m"}|About 1 more build settles the row in four of five cases, if its change is what it seems: measure with --builds 7 -r 14 --budget 15m (about 50 s and the builds).
		{"of":"session","n":2,"seconds":50}|About 2 more sessions settle the row in four of five cases, if its change is what it seems (about 50 s each).
		{"of":"round","n":2}|About 2 more rounds settle the row in four of five cases, if its change is what it seems.
	END
}

@test "single values and counts are called what they are" {
	echo '{"benchmarks":[{"name":"a","duration_ms":100}]}' >old.json
	echo '{"benchmarks":[{"name":"a","duration_ms":112}]}' >new.json
	bench-diff -o c.json old.json new.json || assert_equal "$?" 1
	bench-explain -o e.json c.json
	assert_equal "$(codes e.json a)" 'values for-the-worse single over-threshold no-statistics reason other-time machines-unknown placement measure-together bisect waive'
	bench-diff -o c.json "$ROOT"/tests/golden/diff/counts.{base,head}.json || assert_equal "$?" 1
	bench-explain --all -o e.json c.json
	json '[.rows[].sentences[].code] | index("count") and (index("placement") | not)' e.json
}

@test "a row and a metric are chosen, and one that is not there is named with the nearest" {
	run --separate-stderr bench-explain -r decode -m throughput "$data/comparison.json"
	json '.rows | length == 1'
	trouble bench-explain -r decod "$data/comparison.json"
	said "no row 'decod' (nearest: 'decode')"
	trouble bench-explain -r decode -m duration_ms "$data/comparison.json"
	said "no row 'decode' of metric duration_ms"
	trouble bench-explain -m nothing "$data/comparison.json"
	said "no row has metric 'nothing'"
}

@test "Markdown and text show the explanation, and names cannot act in them" {
	jq '.rows[0].id = "@all <img> **x**\u001b[2J" | .rows[0].reason = "see #1 <script>"' "$data/comparison-paired.json" >c.json
	pipe 'bench-explain c.json | bench-md'
	assert_output --partial '**What else could explain it.**'
	refute_output --partial '<img>'
	refute_output --partial '<script>'
	refute_output --partial '@all'
	pipe 'bench-explain c.json | bench-md --text --color never'
	assert_output --partial 'What to do next: '
	refute_output --partial $'\e'
	pipe 'bench-explain c.json | bench-md --max-rows 1'
	assert_output --partial 'more row'
	trouble bench-md - <<<'{"schema":"benchpipe/explanation/1","rows":[{"id":"a"}]}'
	said "'rows[0].verdict'"
}

@test "standard input, -, full disks and documents of other kinds" {
	bench-explain -o one.json "$data/comparison.json"
	bench-explain <"$data/comparison.json" >two.json
	bench-explain - <"$data/comparison.json" >three.json
	cmp one.json two.json
	cmp one.json three.json
	trouble bench-explain "$data/limits.json"
	said 'not a comparison of results'
	trouble bench-explain "$data/results.json"
	trouble bench-explain /dev/null
	trouble bench-explain none.json
	said "'none.json'"
	trouble bash -c "bench-explain '$data/comparison.json' >/dev/full"
	bad() {
		jq "$1" "$data/comparison.json" >bad.json
		trouble bench-explain bad.json
		said "$2"
	}
	each bad <<-'END'
		.rows[0].verdict = "fine"|'rows[0].verdict' must be
		.rows[1].ci = [1]|'rows[1].ci' must be an array of two numbers
		.rows[1].n = [-1, 2]|'rows[1].n[0]' must be a count
		.rows[1].change = "1"|'rows[1].change' must be a number
		.rows[1].better = 1|'rows[1].better' must be a string
	END
}
