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
