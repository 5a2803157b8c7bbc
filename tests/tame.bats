# What strangers worded neither steers a terminal, nor hides or turns around what is shown, nor
# gives the log of a job a command: in every message, and in what is only shown.

load helper
load workflows/helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	gathered=$BATS_TEST_TMPDIR/gathered
}

teardown() {
	[ ! -e "$gathered" ] || fail 'what was gathered was not looked at'
}

NASTY=($'a\e[2Jb' $'x\n::error::owned' $'x\r::error::owned' $'a\u009b2Jb' $'a\x9b2Jb' $'a\u202ab\u202bc\u202cd\u202de\u202ef'
	$'a\u2066b\u2067c\u2068d\u2069e' $'a\u200eb\u200fc\u061cd' $'a\u200bb\u200cc\u200dd\ufeffe\u2060f' $'a\u2028::error::owned\u2029'
	'##[error]owned' 'x ##[group]owned' '::error::owned' '  ::error::owned' $'\u00a0::error::owned' $'\u3000::warning::owned'
	$'a\tb\x7fc\bd' $'a\U000e0041b' $'\xff\xfe' '-n' '%s%n%n' "it's \$(touch pwned) \`touch pwned\`")

# harmless FILE: a log without anything of the kind.
harmless() {
	[ -s "$1" ] || fail 'there is no message'
	iconv -f UTF-8 -t UTF-8 "$1" >valid || fail "not UTF-8: $(od -c "$1" | head)"
	refute grep -nP '[^\P{C}\n]|[\x{2028}\x{2029}\x{34f}\x{115f}\x{1160}\x{3164}]' "$1"
	refute grep -nP '^\s*::|##\[' "$1"
	[ ! -e pwned ] || fail 'a name was run'
}

# gather FILE: it is looked at together with others, each on lines of its own.
gather() {
	[ -s "$1" ] || fail 'there is no message'
	{
		cat "$1"
		echo
	} >>"$gathered"
}

# harmless_all: what was gathered is harmless.
harmless_all() {
	[ -e "$gathered" ] || return 0
	harmless "$gathered"
	rm "$gathered"
}

# says COMMAND...: whatever it ends with, it says something, which is gathered.
says() {
	local code=0
	"$@" >shown 2>said </dev/null || code=$?
	[ "$code" -le 2 ] || fail "status $code"
	gather said
}

# may_say COMMAND...: the same, where it need not complain.
may_say() {
	local code=0
	"$@" >shown 2>said </dev/null || code=$?
	[ "$code" -le 2 ] || fail "status $code"
	[ ! -s said ] || gather said
}

TOOLS='assert compare diff env exec import md merge plan pr-comment run waive'

@test "no file, option, value or program name that a tool complains of does anything" {
	local name tool
	for name in "${NASTY[@]}"; do
		for tool in $TOOLS; do
			printf 'bench-%s %q\n' "$tool" "$name"
			says "bench-$tool" "--$name"
			says "bench-$tool" "--output=$name/none" "$name/file" more than enough
			case $tool in
			compare) says bench-compare . . "$name" ;;
			env) ;;
			exec) says bench-exec -- "./$name/none" ;;
			pr-comment) says bench-pr-comment --repo a/b --pr 1 --dry-run -- "./$name" ;;
			*) says "bench-$tool" -- "./$name" ;;
			esac
			[ "$tool" = compare ] || (exec -a "$name" "bench-$tool" --none-such) 2>said || true
			gather said
		done
		says bench-run --filter "$name" -- true
		says bench-run -n "$name" -n "$name" -- true
		says bench-run --variant "$name" -- true
		says bench-run -o "$name/none" -- true
		says bench-plan --tag "$name" -
		says bench-md --column "$name" -
		says bench-pr-comment --repo "$name"
		says bench-pr-comment --repo a/b --key "$name"
		says bench-waive --date "$name"
		says bench-diff --metric "$name" - -
		says env TMPDIR="./$name" bench-merge
		harmless_all
	done
}

@test "nothing that a document or a scenario says does anything in a message" {
	local name
	echo '{"benchmarks":[{"name":"a","duration_ms":1}]}' >good.json
	for name in "${NASTY[@]}"; do
		printf '%q\n' "$name"
		jq -n --arg name "$name" '{schema: $name, benchmarks: []}' >schema.json
		jq -n --arg name "$name" '{suite: $name, benchmarks: [{name: $name, duration_ms: 1}, {name: $name, duration_ms: 1}]}' >twice.json
		jq -n --arg name "$name" '{suite: $name, benchmarks: [{name: "a", metrics: {($name): {samples: [1]}}}]}' >suite.json
		jq -n --arg name "$name" '{($name): 1, ($name + "x"): 2, benchmarks: 3}' >keys.json
		printf '{"%s": 1, "benchmarks": 3}' "${name//[\\\"]/}" >raw.json
		printf '%s' "$name" >text
		for file in schema.json twice.json keys.json raw.json text; do
			for tool in merge md assert 'diff good.json' waive; do
				# shellcheck disable=SC2086 # two words
				may_say bench-$tool $file
			done
		done
		may_say bench-merge good.json suite.json twice.json
		may_say bench-diff good.json suite.json
		jq -n --arg name "$name" '{version: 1, suite: $name, benchmarks: [{name: $name, run: $name, ($name): 1}]}' >s.yml
		may_say bench-plan s.yml
		may_say bench-run s.yml
		jq -n --arg name "$name" '{version: 1, waivers: [{($name): 1}]}' >waivers.yml
		may_say bench-waive good.json
		rm waivers.yml
		# The last line of a command.
		jq -n --arg name "$name" '{version: 1, defaults: {warmup: 0, runs: 1}, benchmarks: [
			{name: "a", run: ["sh", "-c", "printf %s \"$1\" >&2; exit 3", "sh", $name]},
			{name: "b", run: ["printf", "%s", $name], metrics: {m: {pattern: "([0-9]+|.+)", unit: "s", better: "lower"}}}]}' >s.yml
		[[ $name == *$'\xff'* ]] || may_say bench-run -o r.json s.yml
		harmless_all
	done
}

@test "--list and --dry-run show a scenario that hides and turns around nothing" {
	local name code
	for name in "${NASTY[@]}"; do
		printf '%q\n' "$name"
		[[ $name != *$'\xff'* ]] || continue
		jq -n --arg name "$name" '{version: 1, benchmarks: [
			{name: ($name | gsub("[\u0000-\u001f\u007f]"; "")), run: ["printf", "%s", $name]},
			{name: "b", run: ("true\n" + ($name | gsub("[\u0000-\u001f\u007f]"; "")))}]}' >s.yml
		for command in 'bench-plan --list' 'bench-run --list' 'bench-run --dry-run'; do
			code=0
			$command s.yml >shown 2>said || code=$?
			[ "$code" -eq 0 ] || { # names that are refused
				harmless said
				continue
			}
			harmless shown
		done
		# A plan says more, and a name may be anything there but a control character.
		printf 'version: 1\nbenchmarks: [{name: a, run: "true"}]\n' | bench-plan - |
			jq -c --arg name "$name" '.cases[] |= (.directory = $name | .skip = $name)' >plan.json
		for command in 'bench-run --list' 'bench-run --dry-run' 'bench-plan --list'; do
			code=0
			$command plan.json >shown 2>said || code=$?
			[ "$code" -eq 0 ] && harmless shown || harmless said
		done
	done
}

@test "a command that --dry-run shows is what a shell reads back" {
	local name line
	for name in "${NASTY[@]}"; do
		printf '%q\n' "$name"
		bench-run --dry-run -n a -- printf '%s.' "$name" >shown
		harmless shown
		line=$(sed -n 's/^  in \.: //p' shown)
		assert_equal "$(eval "$line")" "$name."
	done
}

@test "bench-compare takes the cases by their names, whatever is in them" {
	mkdir old new
	jq -n '{version: 1, defaults: {runs: 6, warmup: 0}, benchmarks: [{name: "a\u202eb", run: "true"}, {name: "a\u202ab", run: "true"}]}' >old/s.yml
	jq '.benchmarks |= .[:1]' old/s.yml >new/s.yml
	bench-compare -o c.json old new new/s.yml -q --no-control -- -T duration_ms=900% || [ $? -eq 1 ]
	json '[.rows[] | select(.verdict == "removed") | .id] | unique == ["a\u202ab"]' c.json
	json '[.rows[] | select(.verdict != "removed") | .id] | unique == ["a\u202eb"]' c.json
}

@test "a comment that is only planned is shown with its value and without its effects" {
	local name
	for name in "${NASTY[@]}"; do
		printf '%q\n' "$name"
		printf 'text %s.\n' "$name" >text.md
		bench-pr-comment --dry-run --repo a/b --pr 1 text.md >shown
		harmless shown
	done
	printf 'a\u202eb\U000e0041c ##[error]d\n' >text.md
	bench-pr-comment --dry-run --repo a/b --pr 1 text.md >shown
	assert_equal "$(sed -n '/^{/p' shown | jq -r .body | tail -n +2)" $'a\u202eb\U000e0041c ##[error]d'
}

@test "no argument that a script complains of does anything" {
	workflows_setup
	project
	git tag v2
	local name
	for name in "${NASTY[@]}"; do
		printf '%q\n' "$name"
		says "$ROOT/scripts/gate-selftest" "$name"
		says "$ROOT/scripts/baseline-promote" "$name" "$name"
		says "$ROOT/scripts/baseline-promote" v2 "./$name"
		says "$ROOT/scripts/baseline-promote" -w "$name" v2 a
		says "$ROOT/scripts/checkout-variants" "$dir/out" "$name"
		says "$ROOT/scripts/artifact-check" "$name" "$dir/to"
		says "$ROOT/scripts/bench-init" "./$name"
		says "$ROOT/scripts/bench-init" --action "$name"
		# It has one stream.
		says env SCENARIO="$name" MODE=compare SESSIONS=1 SHARD='' NAME=a bash -c '"$0" >&2' "$ROOT/scripts/actions/run"
		says env SCENARIO=bench.yml MODE="$name" SESSIONS=1 SHARD='' NAME=a bash -c '"$0" >&2' "$ROOT/scripts/actions/run"
		harmless_all
	done
}

@test "no command begins a line because a text was broken there" {
	jq '.rows[0] |= (.reason = "seen" + 40 * " ::error::owned" | .why = {told: ("told" + 40 * " \u00a0::warning::owned"), placement: false})' \
		"$ROOT/tests/data/md/comparison-paired.json" >c.json
	for columns in 60 61 73; do
		COLUMNS=$columns bench-md --text --color never c.json >shown
		grep -F '::error::owned' shown
		grep -F '::warning::owned' shown
		refute grep -nP '^\s*::' shown
	done
}
