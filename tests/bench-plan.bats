# shellcheck disable=SC2016 # ${{ }} and jq programs stand in single quotes
# shellcheck disable=SC2154 # stderr is set by run
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	cat >s.yml <<-'E'
		version: 1
		suite: t
		benchmarks:
		  - {name: alpha, run: x, tags: [fast], matrix: {n: [1, 2, 3, 4, 5], m: [a, b]}}
		  - {name: beta, run: x, tags: [slow], kind: exploratory}
	E
}

@test "standard input, '-' and a file give the same plan" {
	bench-plan s.yml >file
	bench-plan <s.yml >none
	bench-plan - <s.yml >dash
	cmp file none
	cmp none dash
}

@test "a plan is one case a line, and reading it back writes the same bytes" {
	cp "$ROOT"/tests/data/scenario/*.yml "$ROOT"/scripts/*.yml .
	for f in *.yml; do
		bench-plan "$f" >p.json
		assert_equal "$(($(wc -l <p.json) - 2))" "$(jq '.cases | length' p.json)"
		bench-plan p.json >q.json
		cmp p.json q.json
		jq . p.json >pretty.json
		bench-plan pretty.json | cmp - p.json
		jq -S . p.json | bench-plan >r.json
		assert_equal "$(jq -S . r.json)" "$(jq -S . p.json)"
		run "$ROOT/tests/schema-check" "$ROOT/schemas/plan.json" p.json
		assert_success
	done
}

@test "every character of a string survives the way through a plan" {
	bench-plan - >p.json <<-'E'
		version: 1
		benchmarks:
		  - name: "a \"b\" \\ é 日本 😀"
		    run: ["x", "tab\there", "line\nbreak", "", "'$\"`"]
		    env: {A: "a=b\nc"}
		    matrix: {v: ["1,2", "x=y/z", "é", 1e-7, 0.1]}
		    metrics: {t: {pattern: 'a\.b "([^"]*)"', better: lower, unit: µs}}
	E
	bench-plan p.json | cmp - p.json
	run jq -r '.cases[0].argv[1:][]' p.json
	assert_output "$(printf 'tab\there\nline\nbreak\n\n%s' "'\$\"\`")"
	jq -e '.cases[0].env.A == "a=b\nc" and .cases[0].metrics.t.unit == "µs"' p.json
}

@test "plans that are wrong are refused with the place, and nothing is written" {
	bench-plan s.yml >p.json
	n=0
	while IFS='|' read -r change expected; do
		jq -c "$change" p.json >bad.json
		trouble bench-plan bad.json
		said "$expected"
		n=$((n + 1))
	done <<-'E'
		.schema = "benchpipe/plan/2"|'schema' must be 'benchpipe/plan/1'
		.schema = "benchpipe/results/1"|'schema' must be 'benchpipe/plan/1'
		del(.cases)|'cases' must be an array
		.cases[1] = 3|cases[1]
		.cases[0].argv = []|'cases[0].argv' must be a command: an array of one or more strings
		.cases[0].argv[1] = 3|'cases[0].argv[1]' must be a string
		del(.cases[0].name)|'cases[0].name' must be a string
		.cases[0].id = "other"|'cases[0].id' must be 'alpha/m=a,n=1', which is made of
		.cases[0].params.n = null|'cases[0].params.n' must be a string, number or boolean
		.cases[1] = .cases[0]|'cases[1]': case 'alpha/m=a,n=1' is there already, as 'cases[0]'
		.cases[0].kind = "x"|'cases[0].kind' must be 'regression' or 'exploratory'
		.cases[0].warmup = -1|'cases[0].warmup' must be a whole number
		.cases[0].runs.min = 0|'cases[0].runs.min' must be a number from 1 to 100000
		.cases[0].runs.max = 1|'cases[0].runs': 'min' (10) is over 'max' (1)
		.cases[0].timeout = 0|'cases[0].timeout' must be a number from
		.cases[0].timeout = "60s"|'cases[0].timeout' must be a number
		.cases[0].env = ["A"]|'cases[0].env' must be an object
		.cases[0].env = {"A=B": "x"}|'cases[0].env.A=B': 'A=B' is not the name of an environment variable
		.cases[0].metrics = {"t": {"unit": "s"}}|'cases[0].metrics.t.better' must be a string
		.cases[0].metrics = {"t": {"unit": "s", "better": "lower"}}|'cases[0].metrics.t': not a built-in metric, so it needs 'from'
		.cases[0].metrics = {"t": {"unit": "s", "better": "lower", "from": "stdout"}}|'cases[0].metrics.t': expected exactly one of 'pattern', 'json', 'time-to' and 'between'
		.cases[0].metrics = {"t": {"unit": "s", "better": "lower", "from": "stdout", "pattern": "("}}|'cases[0].metrics.t.pattern': Unmatched (
		.cases[0].metrics = {"t": {"unit": "s", "better": "lower", "from": "file", "json": ".a"}}|'cases[0].metrics.t': 'from: file' needs 'path'
		.cases[0].metrics = {"t": {"unit": "s", "better": "up"}}|'cases[0].metrics.t.better' must be 'lower' or 'higher'
		.cases[0].instrument = "callgrin"|must be 'none' or 'callgrind', not 'callgrin' (nearest: 'callgrind')
		.budget = 0|'budget' must be a number
		.policy.threshold = -1|'policy.threshold' must be from 0 to 10 (1000%), not -1
	E
	[ "$n" -eq 27 ]
	head -c 300 p.json >cut.json
	trouble bench-plan cut.json
	said 'cut.json:2:'
	sed 's/"warmup":2/"warmup":2,"warmup":3/' p.json >twice.json
	trouble bench-plan twice.json
	said 'twice.json:2:'
	sed 's/"timeout":60/"timeout":NaN/' p.json >nan.json
	trouble bench-plan nan.json
}

@test "unknown keys of a plan are let be" {
	bench-plan s.yml >p.json
	jq -c '.later = 1 | .cases[0].later = {}' p.json >later.json
	bench-plan later.json | cmp - p.json
}

@test "--list prints the ids in the scenario's order" {
	run --separate-stderr bench-plan --list s.yml
	assert_success
	assert_equal "${#lines[@]}" 11
	assert_equal "${lines[0]}" alpha/m=a,n=1
	assert_equal "${lines[1]}" alpha/m=b,n=1
	assert_equal "${lines[10]}" beta
}

@test "a filter keeps what matches the id, the tag and the kind" {
	run bench-plan -l -f 'm=a,n=[12]' s.yml
	assert_output 'alpha/m=a,n=1
alpha/m=a,n=2'
	run bench-plan -l --tag slow s.yml
	assert_output beta
	run bench-plan -l --kind exploratory s.yml
	assert_output beta
	run bench-plan -l --kind regression -f 'n=5' s.yml
	assert_output 'alpha/m=a,n=5
alpha/m=b,n=5'
}

@test "a filter that matches nothing names the nearest" {
	trouble bench-plan -f 'alpa' s.yml
	said "no case matches --filter 'alpa' (nearest: 'alpha')"
	trouble bench-plan --tag fats s.yml
	said "no case matches --tag 'fats' (nearest: 'fast')"
	trouble bench-plan --tag slow --kind regression s.yml
	said "no case matches --tag 'slow' --kind 'regression'"
	trouble bench-plan --kind slow s.yml
	trouble bench-plan -f '(' s.yml
	trouble bench-plan -f '\d' s.yml
	said '[0-9]'
}

@test "each case is in exactly one shard, and the shards differ by at most one case" {
	for n in 1 2 3 4 7 11; do
		: >all
		for i in $(seq "$n"); do
			bench-plan -l -s "$i/$n" s.yml >part
			size=$(wc -l <part)
			[ "$size" -ge $((11 / n)) ]
			[ "$size" -le $(((11 + n - 1) / n)) ]
			cat part >>all
		done
		assert_equal "$(sort all)" "$(bench-plan -l s.yml | sort)"
	done
}

@test "what --shards announces is what --shard gives" {
	bench-plan --shards 3 s.yml >m.json
	assert_equal "$(wc -l <m.json)" 1
	jq -e '.include | map(.shard) == ["1/3", "2/3", "3/3"] and (map(.cases) | add) == 11' m.json
	bench-plan --shards 3 --format json s.yml >j.json
	for i in 1 2 3; do
		assert_equal "$(jq -r ".shards[$i - 1].cases[]" j.json)" "$(bench-plan -l -s "$i/3" s.yml)"
		assert_equal "$(jq ".include[$i - 1].cases" m.json)" "$(bench-plan -l -s "$i/3" s.yml | wc -l)"
	done
}

@test "a period of the matrix does not fall into one shard" {
	bench-plan -l -s 1/2 -f alpha s.yml >part
	grep -q m=a part
	grep -q m=b part
}

@test "there are no more shards than cases, and a shard that is asked for may be empty" {
	run --separate-stderr bench-plan --shards 5 --tag slow s.yml
	assert_output '{"include":[{"shard":"1/1","cases":1}]}'
	run --separate-stderr bench-plan -s 2/2 --tag slow s.yml
	assert_success
	json '.cases == []'
	run --separate-stderr bench-plan - <<<"$output"
	assert_success
}

@test "a wrong option is trouble and writes nothing" {
	for args in '--nope' '-s 0/2' '-s 3/2' '-s 1' '-s a/b' '-s 1/99999' '-S 0' '-S x' '-F github' \
		'-S 2 -F xml' '-S 2 -l' '-S 2 -s 1/2' 's.yml s.yml'; do
		# shellcheck disable=SC2086
		trouble bench-plan $args s.yml
	done
}

@test "a missing file and a folder are trouble; a file is written whole or not at all" {
	trouble bench-plan missing.yml
	said "'missing.yml'"
	trouble bench-plan .
	echo old >out.json
	trouble bench-plan -o out.json "$ROOT/tests/data/bad/unknown-key.yml"
	assert_equal "$(cat out.json)" old
	run --separate-stderr bench-plan -o out.json s.yml
	assert_success
	assert_output ''
	jq -e '.suite == "t"' out.json
}

@test "a full disk is trouble" {
	run bash -c 'bench-plan s.yml >/dev/full'
	assert_failure 2
	run bash -c 'bench-plan --help >/dev/full'
	assert_failure 2
}

@test "the suite is named after the file when the scenario does not say" {
	sed -i /suite/d s.yml
	mv s.yml speed.yml
	bench-plan speed.yml >named.json
	json '.suite == "speed"' named.json
	bench-plan <speed.yml >unnamed.json
	json '.suite == ""' unnamed.json
	# A file's name never makes it another kind of input.
	mv speed.yml 'standard input.yml'
	bench-plan 'standard input.yml' >words.json
	json '.suite == "standard input"' words.json
	mv 'standard input.yml' 'standard input'
	bench-plan 'standard input' >words.json
	json '.suite == "standard input"' words.json
}

@test "--help and --version go to standard output" {
	run --separate-stderr bench-plan --help
	assert_success
	assert_line --partial 'usage: bench-plan'
	run --separate-stderr bench-plan --version
	assert_output --regexp '^bench-plan \(benchpipe\) [0-9.]+$'
}

# lengths FILE: how long each shard of the list takes by the durations, in units of 10 ms.
lengths() {
	jq -c '[.shards[].seconds | . * 100 | round]' "$1"
}

@test "with past durations the longest cases are dealt first, and the shards end together" {
	cat >d.yml <<-'END'
		version: 1
		defaults: {runs: 1, warmup: 0}
		benchmarks: [{name: b, matrix: {n: [1, 2, 3, 4, 5, 6, 7]}, run: 'true ${{ matrix.n }}'}]
	END
	# 7 to 1: the least possible for two shards is 14, which this order reaches.
	jq -n '{benchmarks: [range(1; 8) | {name: "b", params: {n: .}, duration_ms: (. * 10), iterations: 1}]}' >past.json
	bench-plan -S 2 -d past.json -F json d.yml >list.json
	assert_equal "$(lengths list.json)" '[14,14]'
	# Both variants of a case are in its shard, and count; so do invocations and warm-ups.
	jq '.benchmarks |= [.[] | . + {variant: ("base", "head")}]' past.json >both.json
	bench-plan -S 2 -d both.json -F json d.yml >list.json
	assert_equal "$(lengths list.json)" '[28,28]'
	sed 's/runs: 1, warmup: 0/runs: {min: 2, max: 4}, warmup: 3/' d.yml >more.yml
	jq '.benchmarks[].iterations = 10' past.json >ten.json
	bench-plan -S 2 -d ten.json -F json more.yml >list.json
	assert_equal "$(lengths list.json)" '[98,98]'
	# What is not known takes as long as the mean of its benchmark.
	jq '.benchmarks |= map(select(.params.n != 4))' past.json >less.json
	bench-plan -S 2 -d less.json -F json d.yml >less-list.json
	assert_equal "$(lengths less-list.json)" '[14,14]'
	for i in 1 2; do
		bench-plan -S 2 -d past.json -F json d.yml >list.json
		assert_equal "$(jq -r ".shards[$i - 1].cases[]" list.json)" "$(bench-plan -l -s "$i/2" -d past.json d.yml)"
	done
}

@test "a history's last points are durations too, and what is no such document is trouble" {
	cat >d.yml <<-'END'
		version: 1
		defaults: {runs: 1, warmup: 0}
		benchmarks: [{name: b, matrix: {n: [1, 2, 3]}, run: 'true ${{ matrix.n }}'}]
	END
	jq -n '{schema: "benchpipe/series/1", series: [range(1; 4) | {id: "b/n=\(.)", name: "b", params: {n: .},
		metric: "duration_ms", unit: "ms", better: "lower", value: [900, . * 10]}]}' >history.json
	bench-plan -S 2 -d history.json -F json d.yml >list.json
	assert_equal "$(lengths list.json)" '[3,3]'
	echo '{"schema": "benchpipe/comparison/1", "rows": []}' >c.json
	trouble bench-plan -S 2 -d c.json d.yml
	said "'c.json' has no durations"
	trouble bench-plan -d history.json d.yml
	trouble bench-plan -S 2 -d - - <d.yml
}

@test "a shard has the cases of one kind of machine; a higher priority comes first" {
	cat >m.yml <<-'END'
		version: 1
		defaults: {runs-on: [linux]}
		benchmarks:
		  - {name: a, matrix: {n: [1, 2, 3, 4]}, run: 'true ${{ matrix.n }}'}
		  - {name: g, runs-on: [gpu, big], run: 'true'}
		  - {name: p, priority: 7, run: 'true'}
		  - {name: c, matrix: {backend: [cpu, qnn]}, run: 'true ${{ matrix.backend }}'}
	END
	bench-plan -S 5 -F json m.yml >list.json
	json '.shards | map([.priority, .runs_on, .cases]) == [[7, ["linux"], ["p"]],
		[0, ["linux"], ["a/n=1", "a/n=3", "c/backend=cpu"]], [0, ["linux"], ["a/n=2", "a/n=4"]],
		[0, ["big", "gpu", "linux"], ["g"]], [0, ["linux", "qnn"], ["c/backend=qnn"]]]' list.json
	# With fewer shards, priorities share one; kinds of machines never do.
	bench-plan -S 3 -F json m.yml >list.json
	json '.shards | map(.runs_on | length) == [1, 3, 2] and .[0].priority == 7' list.json
	trouble bench-plan -S 2 m.yml
	said 'the cases run on 3 kinds of machines: they need as many shards, not 2'
	bench-plan -S 3 --runner linux=ubuntu-24.04 --runner big=self-hosted,m7 m.yml >matrix.json
	json '.include | map(."runs-on") == [["ubuntu-24.04"], ["self-hosted", "m7", "gpu", "ubuntu-24.04"],
		["ubuntu-24.04", "self-hosted", "qnn"]]' matrix.json
	for wrong in 'runs-on: [a b]' 'runs-on: [-x]' 'priority: 1001'; do
		sed "s/priority: 7/$wrong/" m.yml >wrong.yml
		trouble bench-plan wrong.yml
	done
	"$ROOT/tests/schema-check" "$ROOT/schemas/scenario.json" m.yml
}

@test "a split is a folder with a plan for each shard, whose name is in the results" {
	cat >d.yml <<-'END'
		version: 1
		suite: s
		benchmarks: [{name: b, matrix: {backend: [cpu, qnn], n: [1, 2]}, run: 'true', runs: 2, warmup: 0}]
	END
	bench-plan -S 2 --split split -F parallel d.yml >files
	assert_equal "$(cat files)" $'split/plans/1.json\nsplit/plans/2.json'
	"$ROOT/tests/schema-check" "$ROOT/schemas/plan.json" split/plans/*.json
	json '[.shards[].plan] == ["split/plans/1.json", "split/plans/2.json"]' split/shards.json
	# Whether the device is there, the machine says that runs it.
	json '[.cases[].skip] | unique == [null]' split/plans/2.json
	bench-run -q -o 1.json split/plans/1.json
	json '.benchmarks[0].sessions[0].shard | test("^[0-9a-f]{16}:1/2$")' 1.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/results.json" 1.json
	trouble bench-plan -S 2 --split split d.yml
	said 'a split needs a folder of its own'
	trouble bench-plan --split other d.yml
	trouble bench-plan -S 2 -F parallel d.yml
	[ ! -e other ]
}

@test "GitHub has at most 256 jobs in a matrix" {
	printf 'version: 1\nbenchmarks: [{name: b, matrix: {n: [%s]}, run: "true"}]\n' "$(seq -s , 300)" >many.yml
	bench-plan -S 256 many.yml >m.json
	json '.include | length == 256' m.json
	trouble bench-plan -S 257 many.yml
	said 'at most 256 jobs'
	bench-plan -S 300 -F json many.yml >m.json
	json '.shards | length == 300' m.json
}
