# Several builds of each variant, each with another placement of its code.
# shellcheck disable=SC2016 # commands of the scenarios expand it
load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir base head
	TMPDIR=$BATS_TEST_TMPDIR/tmp
	export TMPDIR
	mkdir "$TMPDIR"
}

# scenario KEYS... : with a build that leaves its salt, and a command that reads it.
scenario() {
	printf '%s\n' 'version: 1' "$@" 'benchmarks:' >s.yml
	printf '  - {name: a, run: "sh -c \\"cat salt; echo $BENCH_SALT\\"", metrics: {salt: {pattern: "([0-9]+)", better: lower, gate: false}}, runs: 14}\n' >>s.yml
}

measured() {
	bench-run -q --variant base=base --variant head=head -o r.json "$@" s.yml
}

@test "each side is built so often, in folders of its own, and the rounds take the builds in turn" {
	scenario 'build: sh -c "echo $BENCH_SALT >salt; pwd >>../../places"' 'builds: 3'
	touch "$TMPDIR/places"
	measured
	json '[.benchmarks[] | select(.id == "a") | .builds] == [[1,1,2,2,3,3,1,1,2,2,3,3,1,1], [4,4,5,5,6,6,5,5,6,6,4,4,6,6]]' r.json
	json 'all(.benchmarks[] | select(.id == "a"); .builds == .metrics.salt.samples and .status == "ok" and .warmup == 3)' r.json
	json 'all(.benchmarks[] | select(.control); .status == "ok" and .builds == null)' r.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/results.json" r.json
	# Nothing was built in the folders themselves, and nothing is left.
	[ ! -e base/salt ] && [ ! -e head/salt ]
	assert_equal "$(find "$TMPDIR" -mindepth 1 -maxdepth 1 -name 'bench-*')" ''
	# The salt reached no linker: the document says so.
	json 'any(.environment.warnings[]; .code == "builds" and (.message | startswith("the build linked nothing that BENCH_SALT reached")))' r.json
	# A second measurement has others, and merging keeps which is which.
	bench-run -q --seed 2 --variant base=base --variant head=head -o again.json s.yml
	json '[.benchmarks[] | select(.id == "a") | .builds[:6]] == [[7,7,8,8,9,9], [10,10,11,11,12,12]]' again.json
	bench-merge -o both.json again.json r.json
	json 'all(.benchmarks[] | select(.id == "a"); (.builds | length) == 28 and .builds == .metrics.salt.samples)' both.json
	bench-diff -o c.json both.json || [ $? = 1 ]
	json '.rows | map(select(.id == "a" and .metric == "duration_ms"))[0] | .builds == [6, 6] and .between_builds >= 0' c.json
	run bench-explain c.json
	assert_output --partial 'They are of 6 and 6 builds, each with a placement of its own, and each of these counts as one value.'
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" c.json
}

@test "the plan carries the number of builds, --builds and --no-build are over it, and one build is as before" {
	scenario 'build: sh -c "echo 0 >salt"' 'builds: 2'
	bench-plan -o p.json s.yml
	json '.builds == 2' p.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/plan.json" p.json
	measured --builds 1
	json 'all(.benchmarks[]; .builds == null)' r.json
	[ -e base/salt ]
	measured --no-build -r 2
	json 'all(.benchmarks[]; .builds == null)' r.json
	run bench-run --dry-run s.yml
	assert_output --partial ', 2 builds of each variant'
	trouble bench-run --builds 2 --no-build s.yml
	said "--builds 2 needs the build that --no-build leaves out"
	sed -i 's/builds: 2/builds: 0/' s.yml
	trouble bench-run --list s.yml
	said "s.yml:3:9: 'builds' must be"
}

@test "--resume goes on with the builds of what it resumes" {
	printf '%s\n' 'version: 1' 'builds: 2' 'benchmarks:' '  - {name: a, run: sleep 0.05, runs: 24, warmup: 0}' >s.yml
	bench-run -q --budget 0.4s -o part.json s.yml
	json '.benchmarks[0] | .status == "interrupted" and .builds[:3] == [1, 1, 2]' part.json
	bench-run -q --resume part.json -o r.json s.yml
	json '.benchmarks[0] | .status == "ok" and .builds == [range(6) | 1, 1, 2, 2]' r.json
}

@test "a build that fails ends its side, by its number; the other one is measured" {
	scenario 'build: sh -c "echo $BENCH_SALT >salt; test ! -e bad || test $BENCH_SALT != 5"' 'builds: 3'
	touch head/bad
	measured
	json '[.benchmarks[] | select(.id == "a") | .status] == ["ok", "failed"]' r.json
	json 'any(.benchmarks[]; .reason == "build 2 of 3: the build ended with exit status 1")' r.json
}

@test "a build starts from the folder as it is, but builds again what it had built; hooks run in each" {
	(
		cd head || exit
		git init -q .
		printf 'made: source\n\tcp source made; echo $$BENCH_SALT >salt; git rev-parse --show-toplevel >top\n' >Makefile
		echo new >source
		git add . && git -c user.name=a -c user.email=a@example.org commit -qm one
		echo old >made
	)
	printf '%s\n' 'version: 1' 'build: make -s' 'builds: 2' 'benchmarks:' \
		'  - {name: a, run: "sh -c \"grep -q new made && grep -q $BENCH_SALT salt set && [ $(cat top) = $PWD ]\"", setup: "sh -c \"echo $BENCH_SALT >set\"", runs: 4}' >s.yml
	bench-run -q --variant head=head -o r.json s.yml
	json '.benchmarks[0] | .status == "ok" and .builds == [1, 1, 2, 2]' r.json
	assert_equal "$(cat head/made)" old
}

@test "placement that the counts give away is measured again in several builds, and is not red" {
	need valgrind
	# What takes no instruction: how long it sleeps, by the luck of the build.
	for v in base head; do
		cat >$v/work.c <<-'END'
			#include <time.h>
			int main(void) { return nanosleep(&(struct timespec){0, MS * 1000000L}, 0); }
		END
	done
	echo 4 >base/luck && echo 9 >head/luck
	cat >build.sh <<-'END'
		if [ -n "$BENCH_SALT" ]; then ms=$((3 + 4 * (BENCH_SALT % 3))); else ms=$(cat luck); fi
		cc -DMS=$ms -o work work.c
	END
	printf '%s\n' 'version: 1' "build: sh $PWD/build.sh" 'benchmarks:' '  - {name: a, run: ./work, instrument: callgrind, runs: {min: 12, max: 24}}' >s.yml
	run --separate-stderr bench-compare -k kept -o c.json base head s.yml -q --no-control --looks 1
	assert_success
	said "the instructions are as many: measuring again in 6 builds a side"
	json '.rows | map(select(.metric == "duration_ms"))[0] | .verdict == "regression" and .change > 0.3' kept/flagged.json
	json '.rows | map(select(.metric == "duration_ms"))[0] | .verdict == "inconclusive" and (.reason | test("^not confirmed: .* when measured again in 6 builds a side"))' c.json
	json '.benchmarks[0].builds[:4] == [13, 13, 14, 14]' kept/confirmation.json
	json '.rows | map(select(.metric == "duration_ms"))[0].confirmation | .builds == [6, 6] and .between_builds > 0.1' c.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" c.json
	# What takes longer in every build is red.
	sed -i 's/(3 + 4/(3 + $(cat more) + 1/; s/ms=$(cat luck)/ms=$((5 + $(cat more)))/' build.sh
	echo 0 >base/more && echo 9 >head/more
	run --separate-stderr bench-compare -o c.json base head s.yml -q --no-control --looks 1
	assert_failure 1
	json '.rows | map(select(.metric == "duration_ms"))[0] | .verdict == "regression" and (.reason | test("^confirmed: .* when measured again in 6 builds a side$"))' c.json
}

@test "where it is the rounds that leave the middle open, the reason asks for rounds, and else for builds" {
	jq -n 'def entry($v; $samples): {name: "a", variant: $v, sessions: [{id: "s", n: 24}], rounds: [range(24) | . + 1], builds: [range(24) | . % 6 + 1],
			metrics: {duration_ms: {unit: "ms", better: "lower", gate: true, samples: $samples}}};
		{benchmarks: [entry("base"; [101,100,96,98,100,99,101,100,96,97,100,98,101,101,96,98,100,98,102,101,96,97,100,98]),
			entry("head"; [103,101,102,104,102,99,102,101,101,104,154,148,103,101,102,104,102,99,103,151,102,104,102,99])]}' >r.json
	run --separate-stderr bench-diff r.json
	assert_success
	json '.rows[0] | .builds == [6, 6] and .verdict == "inconclusive" and (.reason | capture("; about (?<n>[0-9]+) more rounds would tell$").n | tonumber > 48)'
	# Builds that differ by what rounds agree on.
	jq '.benchmarks |= map(.metrics.duration_ms.samples = [range(24) | . % 6 as $k | 100 + ([0, 8, -7, 5, -6, 1][$k]) + . / 1000])' r.json >b.json
	run --separate-stderr bench-diff b.json
	json '.rows[0] | .verdict == "inconclusive" and (.reason | test("; about [0-9]+ more builds? of each side would settle it$"))'
}

@test "of two sessions the allowance for sessions asks for sessions, however many builds each has" {
	one() {
		jq -nc --arg s "$1" --argjson f "$2" '{benchmarks: [{name: "a", sessions: [{id: $s, n: 24}], builds: [range(24) | . % 6 + 1],
			metrics: {duration_ms: {unit: "ms", better: "lower", gate: true, samples: [range(24) | (100 + . % 6 / 10 + . * 5 % 7 / 1000) * $f]}}}]}'
	}
	one s 1 >old.json
	one t 1.07 >new.json
	run --separate-stderr bench-diff old.json new.json
	json '.rows[0] | .builds == [6, 6] and .between_sessions == 0.03 and .verdict == "inconclusive"
		and (.reason | test("more sessions of each side would settle it; assumes that sessions differ by 3 %"))'
	# Where builds are what varies, they are asked for.
	run --separate-stderr bench-diff --between-sessions 0.1% old.json <(jq -c '.benchmarks[].metrics.duration_ms.samples |= (to_entries | map(.value * (1 + (.key % 6 - 2.5) * 0.03)))' new.json)
	json '.rows[0].reason | test("more builds? of each side would settle it")'
	# A build is known of each value, or of none.
	jq -c 'del(.benchmarks[].sessions) | .benchmarks[].metrics.cpu_ms = {unit: "ms", samples: [1, 2, 3]}' new.json >short.json
	trouble bench-diff old.json short.json
	said "'samples' of 'cpu_ms' has 3 values, 'builds' has 24"
}
