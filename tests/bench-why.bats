load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	need valgrind objdump addr2line cc
	mkdir base head
	cat >scenario.yml <<-'END'
		version: 1
		suite: why
		benchmarks:
		  - name: run
		    run: ./program
	END
	cat >main.c <<-'END'
		#include <stdio.h>
		long sum(long n);
		long scan(const char *s);
		int main(void) {
			long total = 0;
			for (int i = 0; i < 20; i++)
				total += sum(i) + scan("a text");
			printf("%ld\n", total);
			return 0;
		}
	END
	cat >work.c <<-'END'
		static const long table[] = {3, 1, 4, 1, 5};
		static const long *const last = &table[4];
		static long step(long s, long i) { return s * table[i % 5] + *last; }
		long sum(long n) {
			long s = 0;
			for (long i = 0; i < 500 + n; i++)
				s = step(s, i);
			return s;
		}
		long scan(const char *s) {
			long n = 0;
			for (; *s; s++)
				switch (*s) {
				case 'a': n += 1; break;
				case 'b': n += 7; break;
				case 't': n ^= 3; break;
				case 'e': n *= 2; break;
				case 'x': n -= 9; break;
				default: n += *s;
				}
			return n;
		}
		long never(long n) { return n * 11; }
	END
	compile base
}

# compile FOLDER [OBJECT...]: main.c and work.c, with the objects in this order.
compile() {
	cp main.c work.c "$1"
	(cd "$1" && cc -g -O2 -ffunction-sections -c main.c work.c)
	local folder=$1
	shift
	[ $# -gt 0 ] || set -- main.o work.o
	(cd "$folder" && cc -g -o program "$@" && rm ./*.o)
}

# red: a comparison in which the row is one regression, of 20 %.
red() {
	echo '{"benchmarks":[{"name":"run","duration_ms":100}]}' >old.json
	echo '{"benchmarks":[{"name":"run","duration_ms":120}]}' >new.json
	bench-diff -o red.json old.json new.json 2>/dev/null || :
}

@test "a slow-down is told by its function, with file, line, share and picture" {
	sed -i 's/500 + n/900 + n/' work.c
	compile head
	red
	diff -u base/work.c head/work.c >change.diff || :
	run --separate-stderr bench-why --diff change.diff --folded stacks --svg flame.svg -o why.json base head scenario.yml red.json
	assert_equal "$status" 1
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" why.json
	jq -e --slurpfile red red.json '.summary == $red[0].summary and .rows[0].verdict == "regression"' why.json >/dev/null
	json '.rows[0].why | .placement == false and .differing == 1 and .differ == ["sum"]' why.json
	json '.rows[0].why.functions[0] | (.name == "sum" or .name == "step") and .file == "work.c" and .line > 1 and .code == "changed"' why.json
	json '.rows[0].why | [.functions[] | select(.name == "sum" or .name == "step") | .share] | add > 0.99' why.json
	json '.rows[0].why | [.functions[] | select(.in_diff).name] | index("sum") != null' why.json
	json '.rows[0].why | (([.functions[].change] | add) + .rest) as $all | (.instructions.head - .instructions.base) as $d
		| ($all - $d) / $d | fabs < 0.01' why.json
	# All that was executed is in the stacks, and nothing else.
	awk -v base="$(jq '.rows[0].why.instructions.base' why.json)" -v head="$(jq '.rows[0].why.instructions.head' why.json)" '
		{ b += $(NF - 1); h += $NF } END { exit !(b > base * 0.99 && b < base * 1.01 && h > head * 0.99 && h < head * 1.01) }' stacks
	grep -q ';main;sum[; ]' stacks
	python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse("flame.svg")'
	# The job that comments takes it from an artifact; a sanitizer wants more memory than that gives.
	if (ulimit -v 1048576 && bench-md --version) >/dev/null 2>&1; then
		mkdir made
		cp why.json made/comparison.json
		"$ROOT/scripts/artifact-check" made to
		cmp why.json to/comparison.json
	fi
	run --separate-stderr bench-md why.json
	assert_line --partial 'Why <code>run</code>: +'
	assert_line --partial 'its code differs'
	run --separate-stderr bench-md --text why.json
	assert_line --partial 'why run: +'
	bench-explain why.json | jq -e '[.. | strings | select(contains("The largest part of it is in: s"))] | length == 1' >/dev/null
}

@test "builds that differ in the order of their functions alone are placement, and nothing else is" {
	compile head work.o main.o
	red
	run --separate-stderr bench-why base head scenario.yml - <red.json
	assert_success
	echo "$output" >why.json
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" why.json
	json '.summary | .verdict == "pass" and .regression == 0 and .placement == 1'
	json '.rows[0] | .verdict == "placement" and .severity == null and .why.placement and .why.differ == []'
	json '.rows[0].reason | startswith("placement: both builds executed the same ")'
	bench-waive -d 2026-01-01 why.json >waived.json
	json '.summary.verdict == "pass"' waived.json
	run --separate-stderr bench-md why.json
	assert_line --partial '## 📍'
	assert_line --partial '| placement |'
	run --separate-stderr bench-md --text why.json
	assert_line --partial '1 placement'
	bench-explain why.json | jq -e '[.. | objects | .code? // empty] | index("placement-found") != null' >/dev/null
	bench-export junit why.json | grep -q '<skipped message="duration_ms: +20 %: placement'
	# Judged anew, the rows are told by what was found before, and nothing is run.
	sed 's/single values, no statistics/said before/' red.json >again.json
	bench-waive -d 2026-01-01 why.json >waived.json
	run --separate-stderr bench-why --from waived.json again.json
	assert_success
	echo "$output" >from.json
	jq -e --slurpfile why why.json '.summary == $why[0].summary and .rows[0].why == $why[0].rows[0].why
		and (.rows[0].reason | startswith("placement: both ") and endswith("; said before"))' from.json >/dev/null
	run --separate-stderr bench-why --from red.json red.json
	assert_equal "$status" 1
	jq -e --slurpfile red red.json '. == $red[0]' <<<"$output" >/dev/null
	trouble bench-why --from why.json --build red.json
	# A gate that fails on all that is open does not fail on it.
	jq '.policy.fail_on = ["inconclusive"]' red.json >strict.json
	bench-why base head scenario.yml strict.json >/dev/null
	# 2 % more of the same work, and other data that takes as many instructions.
	sed -i.bak 's/500 + n/511 + n/' work.c
	compile head work.o main.o
	bench-why -o why.json base head scenario.yml red.json || [ $? -eq 1 ]
	json '.rows[0].verdict == "regression" and .rows[0].why.differ == ["sum"]' why.json
	sed 's/4, 1, 5/4, 1, 6/' work.c.bak >work.c
	compile head work.o main.o
	bench-why -o why.json base head scenario.yml red.json || [ $? -eq 1 ]
	json '.rows[0].verdict == "regression" and .rows[0].why.differ == ["sum"]
		and (.rows[0].why.instructions | .head / .base - 1 | fabs < 0.005)' why.json
}

@test "a case is left out only where it executes nothing that changed" {
	bench-why --reach -o reach.json base scenario.yml
	"$ROOT/tests/schema-check" "$ROOT/schemas/reach.json" reach.json
	json '[.cases[0].programs[0].functions[].name] | contains(["main", "sum", "scan", "(start)"]) and (contains(["never"]) | not)' reach.json
	# kept CODE: whether the case is kept when work.c of head is changed by the sed script.
	kept() {
		sed "$1" base/work.c >work.c
		compile head work.o main.o
		run --separate-stderr bench-plan --changed reach.json --build base --build head --list scenario.yml
		assert_success
	}
	kept 's/n \* 11/n * 12/'
	assert_output ''
	assert_equal "$stderr" 'bench-plan: 1 of 1 cases execute nothing that changed: they are left out'
	kept 's/500 + n/501 + n/'
	assert_output run
	kept 's/n \^= 3/n ^= 4/'
	assert_output run
	kept 's/3, 1, 4/3, 2, 4/'
	assert_output run
	kept 's/&table\[4\]/\&table[3]/'
	assert_output run
	# A function that runs before main is called by no other.
	kept '$a\
__attribute__((constructor)) static void early(void) { __asm__ volatile(""); }'
	assert_output run
	kept ''
	assert_output ''
	# What a hook or a variable names: a script, a program, a file.
	printf '#!/bin/sh\n' | tee base/hook >head/hook
	chmod +x base/hook head/hook
	printf '#include <stdio.h>\nint main(void) { return !puts("1"); }\n' >make.c
	cc -o base/make make.c && cp base/make head/make
	echo 1 | tee base/names.conf >head/names.conf
	sed '$a\    setup: ./hook\n    prepare: ./make\n    env: {NAMES: names.conf}' scenario.yml >hooks.yml
	bench-why --reach -o hooks.json base hooks.yml
	run bench-plan --changed hooks.json --build head --list hooks.yml
	assert_output 'bench-plan: 1 of 1 cases execute nothing that changed: they are left out'
	for changed in hook names.conf make; do
		cp head/$changed same
		echo '# 2' >>head/$changed
		run bench-plan --changed hooks.json --build head --list hooks.yml
		assert_output run
		cp same head/$changed
	done
	# Another command, one that was not recorded, and one that cannot be told.
	sed 's/run: .*/run: .\/program again/; $a\  - {name: other, run: ./program}' scenario.yml >more.yml
	run bench-plan --changed reach.json --build head --list more.yml
	assert_output $'run\nother'
	jq '.cases[0].unknown = "no"' reach.json >unknown.json
	run bench-plan --changed unknown.json --build head --list scenario.yml
	assert_output run
	trouble bench-plan --changed red.json --build head scenario.yml
	trouble bench-plan --changed reach.json scenario.yml
	said '--changed and --build go together'
}

@test "what cannot be told is said, interpreters tell what they run, and the row stays red" {
	compile head work.o main.o
	strip base/program head/program
	printf 'def slow(n):\n\ts = 0\n\tfor i in range(n):\n\t\ts += i * i\n\treturn s\n\nslow.__code__ = slow.__code__.replace(co_name="long\\n" + 5000 * "x")\nslow(20000)\n' >base/script.py
	sed 's/20000/400000/' base/script.py >head/script.py
	sed '$a\  - {name: script, run: python3 script.py}\n  - {name: perl, run: perl -e 1}\n  - {name: tool, run: "true"}' scenario.yml >more.yml
	red
	jq '.benchmarks += [("script", "perl", "tool") as $n | {name: $n, duration_ms: 150}]' new.json >n.json
	jq '.benchmarks += [("script", "perl", "tool") as $n | {name: $n, duration_ms: 100}]' old.json >o.json
	bench-diff -o red.json o.json n.json 2>/dev/null || :
	bench-why -o why.json base head more.yml red.json || [ $? -eq 1 ]
	"$ROOT/tests/schema-check" "$ROOT/schemas/comparison.json" why.json
	json '.summary.regression == 4 and all(.rows[]; .why.placement == false)' why.json
	json '.rows[] | select(.id == "run").why | .unknown == "it has no symbols of functions"
		and (.told | contains("the code of \u0027program\u0027 cannot be compared"))' why.json
	json '.rows[] | select(.id == "perl").why.unknown | startswith("cannot tell: \u0027perl\u0027 runs the program")' why.json
	json '.rows[] | select(.id == "tool").why.unknown | contains("is no part of the build")' why.json
	json '.rows[] | select(.id == "script").why | .by == "profiler" and .unknown == null
		and any(.functions[:2][]; .file == "script.py" and .change > 0)
		and (.functions[0].name | startswith("long?xx") and length < 300)
		and all(.told | split("\n")[1:][]; test("^.{1,200}: [+−]"))' why.json
}

@test "what is no base, no scenario or no comparison is named, and nothing is written" {
	red
	trouble bench-why base nowhere scenario.yml red.json
	said 'nowhere'
	trouble bench-why base head
	said 'a base, a head, and a scenario are wanted'
	trouble bench-why --row other base head scenario.yml red.json
	said "no row 'other' got worse"
	trouble bench-why --reach base head scenario.yml
	trouble bench-why base head scenario.yml "$ROOT/tests/data/comparison-limits.json"
	said 'limits have no base'
	echo '{"schema":"benchpipe/comparison/1","rows":[],"waivers":[],"summary":{"verdict":"pass"}}' >waived.json
	trouble bench-why base head scenario.yml waived.json
	said 'explain first, then waive'
	mkdir full && touch full/file
	trouble bench-run --profile full -c true
	said "'--profile full' must be an empty folder"
	trouble bench-run --profile new --resume old.json -c true
	said '--profile goes with no --resume'
	# The base has the program alone.
	run --separate-stderr bench-why base head scenario.yml red.json
	assert_equal "$status" 1
	said "'run' did not run under callgrind in both builds"
	json '.rows[0].verdict == "regression" and .rows[0].why == null'
	bench-diff -o same.json old.json old.json 2>/dev/null
	run --separate-stderr bench-why base head scenario.yml same.json
	assert_success
	assert_equal "$stderr" 'bench-why: no row got worse: there is nothing to explain'
	assert_equal "$(jq -S . <<<"$output")" "$(jq -S . same.json)"
}

@test "what ends it ends what it runs, and nothing is left" {
	red
	mkdir tmp
	sed 's/run: .*/run: sleep 100/' scenario.yml >slow.yml
	TMPDIR=$PWD/tmp bench-why -o why.json base head slow.yml red.json 3>&- 2>/dev/null &
	pid=$!
	for _ in {1..200}; do
		pgrep -P "$pid" >run.pid && [ -n "$(find tmp -name callgrind)" ] && break
		sleep 0.05
	done
	kill "$pid"
	wait "$pid" || status=$?
	assert_equal "$status" 143
	run kill -0 "$(cat run.pid)"
	assert_failure
	for _ in {1..100}; do
		[ -z "$(ls tmp)" ] && break
		sleep 0.05
	done
	assert_equal "$(ls tmp)" ''
	[ ! -e why.json ]
}

@test "a list of any length is compared to its end, and what was cut is trouble" {
	# list LAST: head, whose program refers to a list of 100,000 objects, the last of which has LAST.
	list() {
		awk -v last="$1" 'BEGIN {
			print ".data"
			for (i = 0; i < 100000; i++)
				printf ".type n%d, @object\n.size n%d, 8\nn%d: .quad %s\n", i, i, i, i ? "n" i - 1 : last
			print ".text\n.globl get\n.type get, @function\nget: lea n99999(%rip), %rax\nret\n.size get, . - get"
			print ".section .note.GNU-stack, \"\", @progbits"
		}' >list.s
		cc -o head/program list.c list.s
	}
	echo 'long *get(void); int main(void) { return *get() == 0; }' >list.c
	list 1
	bench-why --reach -o reach.json head scenario.yml
	run --separate-stderr bench-plan --changed reach.json --build head --list scenario.yml
	assert_success
	assert_output ''
	list 2
	run bench-plan --changed reach.json --build head --list scenario.yml
	assert_output run
	# A process that was ended in the middle leaves a part of its counts.
	compile head work.o main.o
	red
	mkdir bin
	printf '#!/bin/bash\n"%s" "$@" || exit\nfor word; do case $word in --callgrind-out-file=*) file=${word#*=}; head -c 500 "${file%%/*}"/* >"${file%%/*}/cut" ;; esac; done\n' \
		"$(command -v valgrind)" >bin/valgrind
	chmod +x bin/valgrind
	PATH=$PWD/bin:$PATH trouble bench-why base head scenario.yml red.json
	said "the file ends before its 'totals:': it was cut"
	printf -- '--- a/work.c\n+++ b/work.c\n@@ -1,3 +1,3 @@\n-a\n' >cut.diff
	trouble bench-why --diff cut.diff base head scenario.yml red.json
	said 'cut.diff:4: the diff ends within a hunk: it was cut'
}
